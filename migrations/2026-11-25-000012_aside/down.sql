DROP INDEX payout_runs_one_open;
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency, affiliate_id) NULLS NOT DISTINCT
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
ALTER TABLE payout_runs DROP COLUMN aside_at;
