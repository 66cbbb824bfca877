ALTER TABLE payout_accounts DROP COLUMN country, DROP COLUMN email;
