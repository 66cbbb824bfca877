-- A run pays nobody more than was approved, and a second person stays asked for as the run was drafted.

-- What the frozen set comes to for each affiliate, after corrections and debts.
CREATE TABLE payout_run_shares (
  tenant_id uuid NOT NULL REFERENCES tenants,
  run_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (tenant_id, run_id, affiliate_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id)
);
-- A run that was previewed before: without debts its items are its shares. One with debts has none, and what of it is not
-- opened yet drops out and waits for the next run.
ALTER TABLE payout_runs NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payout_run_items NO FORCE ROW LEVEL SECURITY;
WITH whole AS (
  SELECT i.tenant_id, i.run_id FROM payout_run_items i
  JOIN payout_runs r ON r.tenant_id = i.tenant_id AND r.id = i.run_id
  WHERE r.state IN ('PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED')
  GROUP BY i.tenant_id, i.run_id, r.preview_total HAVING sum(i.amount) = r.preview_total
)
INSERT INTO payout_run_shares (tenant_id, run_id, affiliate_id, amount)
SELECT i.tenant_id, i.run_id, i.affiliate_id, sum(i.amount) FROM payout_run_items i
JOIN whole w ON w.tenant_id = i.tenant_id AND w.run_id = i.run_id
GROUP BY i.tenant_id, i.run_id, i.affiliate_id HAVING sum(i.amount) > 0;
ALTER TABLE payout_run_items FORCE ROW LEVEL SECURITY;
ALTER TABLE payout_runs FORCE ROW LEVEL SECURITY;

ALTER TABLE payout_runs ADD COLUMN second_approver boolean NOT NULL DEFAULT false;
ALTER TABLE payout_runs NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
UPDATE payout_runs r SET second_approver = true FROM tenants t WHERE t.id = r.tenant_id AND t.second_approver;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE payout_runs FORCE ROW LEVEL SECURITY;

ALTER TABLE payout_run_shares ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout_run_shares FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON payout_run_shares TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON payout_run_shares TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON payout_run_shares TO trib_tenant, trib_system;
