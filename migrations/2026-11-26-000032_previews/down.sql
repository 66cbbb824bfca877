DROP TABLE payout_run_omissions;
DROP INDEX payout_run_shares_by_amount;
ALTER TABLE payout_run_shares DROP COLUMN fee, DROP COLUMN recovered;
