DROP TABLE mails;
ALTER TABLE affiliates DROP COLUMN mail_off;
ALTER TABLE enrollments DROP COLUMN country;
ALTER TABLE commissions DROP COLUMN hold_reason, DROP COLUMN state_since;
ALTER TABLE payouts DROP COLUMN transferred_at;
DROP INDEX payouts_changed;
DROP INDEX payout_accounts_due;
