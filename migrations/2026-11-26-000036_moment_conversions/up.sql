-- Which leads and sales a moment helped: a touch of it carried weight for its creator. Written with the decision.
CREATE TABLE moment_conversions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  moment_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, moment_id, conversion_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id)
);
ALTER TABLE moment_conversions ENABLE ROW LEVEL SECURITY;
ALTER TABLE moment_conversions FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON moment_conversions TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON moment_conversions TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON moment_conversions TO trib_tenant, trib_system;
