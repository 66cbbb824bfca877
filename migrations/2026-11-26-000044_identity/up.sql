-- The browsers that a conversion's own click ids name, whether their visitors consent or not: by them a touch that
-- arrives late finds the conversions it belongs to, and what is decided again is decided over the same path.
CREATE TABLE conversion_visitors (
  tenant_id uuid NOT NULL REFERENCES tenants,
  conversion_id uuid NOT NULL,
  visitor_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, conversion_id, visitor_id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id)
);
CREATE INDEX conversion_visitors_by_visitor ON conversion_visitors (tenant_id, visitor_id);

-- What was decided by the joins of before stays decidable.
ALTER TABLE identity_edges NO FORCE ROW LEVEL SECURITY;
ALTER TABLE conversions NO FORCE ROW LEVEL SECURITY;
INSERT INTO conversion_visitors (tenant_id, conversion_id, visitor_id)
SELECT c.tenant_id, c.id, e.visitor_id FROM conversions c
JOIN identity_edges e ON e.tenant_id = c.tenant_id AND e.customer_id = c.customer_id AND e.seen_at <= c.recorded_at;
ALTER TABLE conversions FORCE ROW LEVEL SECURITY;
ALTER TABLE identity_edges FORCE ROW LEVEL SECURITY;

-- When the customer was first seen with the browser of a visitor who consents; `seen_at` is the last time. NULL: nobody was
-- asked (all joins of before), or the consent was taken back; such a join counts for nothing.
ALTER TABLE identity_edges ADD COLUMN first_seen_at timestamptz;
ALTER TABLE identity_edges ADD CONSTRAINT identity_edges_first_is_first CHECK (first_seen_at <= seen_at);
CREATE INDEX identity_edges_by_visitor ON identity_edges (tenant_id, visitor_id);
GRANT UPDATE (first_seen_at, seen_at) ON identity_edges TO trib_tenant, trib_system;

ALTER TABLE conversion_visitors ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversion_visitors FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON conversion_visitors TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON conversion_visitors TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON conversion_visitors TO trib_tenant, trib_system;
