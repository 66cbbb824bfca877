ALTER TABLE payout_runs DROP COLUMN second_approver;
DROP TABLE payout_run_shares;
