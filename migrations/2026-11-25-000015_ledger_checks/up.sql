-- When each tenant's ledger was checked last: money leaves only where that is not long ago.
CREATE TABLE ledger_checks (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  checked_at timestamptz NOT NULL
);
ALTER TABLE ledger_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON ledger_checks TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON ledger_checks TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT, UPDATE ON ledger_checks TO trib_system;
GRANT SELECT ON ledger_checks TO trib_tenant;

-- A wallet that falls short is the tenant's to fill; any other balance below zero is a bug of ours.
ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check2;
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_wallet CHECK (kind <> 'wallet' OR balance >= 0) NOT VALID;
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_not_negative
  CHECK (kind NOT IN ('payable','payout_clearing','pending','debt') OR balance >= 0) NOT VALID;
