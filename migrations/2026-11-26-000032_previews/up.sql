-- Whoever approves a run sees the people behind its total: the fee and what is kept back for debts beside each share, and who
-- is left out and why, all as it was when the preview was frozen. Shares of before have neither.
ALTER TABLE payout_run_shares
  ADD COLUMN fee bigint CHECK (fee >= 0),
  ADD COLUMN recovered bigint CHECK (recovered >= 0);
CREATE INDEX payout_run_shares_by_amount ON payout_run_shares (tenant_id, run_id, amount, affiliate_id);

CREATE TABLE payout_run_omissions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  run_id uuid NOT NULL,
  id uuid NOT NULL,
  payee_id uuid NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL CHECK (reason IN ('BELOW_MINIMUM','NO_ACCOUNT','OFFSET_BY_DEBT','CORRECTED','HELD')),
  PRIMARY KEY (tenant_id, run_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id)
);
CREATE INDEX payout_run_omissions_by_amount ON payout_run_omissions (tenant_id, run_id, amount, id);
ALTER TABLE payout_run_omissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout_run_omissions FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON payout_run_omissions TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON payout_run_omissions TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON payout_run_omissions TO trib_tenant, trib_system;
