DROP TABLE payout_timetables;
ALTER TABLE programs DROP COLUMN payout_on_demand;
DROP INDEX payout_runs_one_open;
ALTER TABLE payout_runs DROP COLUMN affiliate_id, DROP COLUMN origin;
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency)
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
ALTER TABLE tenants DROP COLUMN payout_limit, DROP COLUMN payout_unusual_percent;
REVOKE INSERT ON stripe_events FROM trib_system;
DROP TABLE stripe_sweeps;
ALTER TABLE commissions DROP COLUMN returned_by_payout_id;
DROP INDEX ledger_findings_open;
ALTER TABLE ledger_findings DROP COLUMN source;
