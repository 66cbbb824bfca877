-- What Stripe is asked to make an account with: frozen with the key of the call, whatever becomes of the person's own row.
ALTER TABLE payout_accounts ADD COLUMN country text, ADD COLUMN email text;
ALTER TABLE payout_accounts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE affiliates NO FORCE ROW LEVEL SECURITY;
UPDATE payout_accounts p SET country = a.country, email = a.email FROM affiliates a WHERE a.id = p.affiliate_id;
ALTER TABLE affiliates FORCE ROW LEVEL SECURITY;
ALTER TABLE payout_accounts FORCE ROW LEVEL SECURITY;
