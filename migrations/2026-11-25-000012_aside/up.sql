-- A run of which only payouts are left that wait for an account or a person stands aside: it keeps no other from beginning,
-- and goes on paying what becomes payable of it.
ALTER TABLE payout_runs ADD COLUMN aside_at timestamptz;
DROP INDEX payout_runs_one_open;
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency, affiliate_id) NULLS NOT DISTINCT
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED') AND aside_at IS NULL;
