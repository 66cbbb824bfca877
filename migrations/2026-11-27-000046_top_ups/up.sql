-- The rate at which retroactive tiers' sales stand: a top-up is due where it is less than what is reached.
ALTER TABLE payee_months ADD COLUMN tiered_at bigint NOT NULL DEFAULT 0;
ALTER TABLE payee_months NO FORCE ROW LEVEL SECURITY;
UPDATE payee_months SET tiered_at = tiered_paid * 10000;
ALTER TABLE payee_months FORCE ROW LEVEL SECURITY;
ALTER TABLE payee_months ALTER COLUMN tiered_at DROP DEFAULT;

-- Which sales a top-up was for, so that what one of them loses is taken back.
CREATE TABLE top_up_parts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- the decision that reached the tier
  attribution_id uuid NOT NULL,
  payee_id uuid NOT NULL,
  -- the earlier one it raised, and by how much of its rate
  of_attribution_id uuid NOT NULL,
  bps bigint NOT NULL CHECK (bps > 0),
  -- what that gives, and what is paid of it
  due bigint NOT NULL CHECK (due >= 0),
  minor bigint NOT NULL CHECK (minor >= 0),
  -- until the tier is reached no more, or the earlier decision counts no more
  stands boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, attribution_id, payee_id, of_attribution_id),
  FOREIGN KEY (tenant_id, attribution_id) REFERENCES attributions (tenant_id, id),
  FOREIGN KEY (tenant_id, of_attribution_id) REFERENCES attributions (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id)
);
CREATE INDEX top_up_parts_by_sale ON top_up_parts (tenant_id, of_attribution_id, payee_id);
CREATE INDEX credits_by_payee ON credits (tenant_id, payee_id, program_id, attribution_id);
CREATE INDEX commissions_bonuses ON commissions (tenant_id, payee_id, program_id) WHERE cause = 'BONUS' AND state <> 'VOID';

ALTER TABLE top_up_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE top_up_parts FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON top_up_parts TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON top_up_parts TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON top_up_parts TO trib_tenant, trib_system;
GRANT UPDATE (stands) ON top_up_parts TO trib_tenant, trib_system;
