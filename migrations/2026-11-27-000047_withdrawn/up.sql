-- Versions of terms that were taken back before their time came. They hold for nobody. Terms themselves never change.
CREATE TABLE terms_withdrawals (
  tenant_id uuid NOT NULL REFERENCES tenants,
  terms_id uuid NOT NULL,
  withdrawn_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, terms_id),
  FOREIGN KEY (tenant_id, terms_id) REFERENCES terms (tenant_id, id)
);
ALTER TABLE terms_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE terms_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON terms_withdrawals TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON terms_withdrawals TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY affiliate ON terms_withdrawals TO trib_affiliate
  USING (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
  WITH CHECK (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
GRANT SELECT, INSERT ON terms_withdrawals TO trib_tenant, trib_system;
GRANT SELECT ON terms_withdrawals TO trib_affiliate;

-- An affiliate learns that a budget limits a programme, and of no sum of it.
CREATE POLICY affiliate ON budgets TO trib_affiliate
  USING (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
  WITH CHECK (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
GRANT SELECT (tenant_id, program_id, group_id, starts_at, ends_at) ON budgets TO trib_affiliate;
