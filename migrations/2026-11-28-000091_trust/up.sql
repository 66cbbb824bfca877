-- Whose purchases say that the author of a moment bought what it is about: the customer, where the brand has said so. None
-- since the moment was erased.
CREATE TABLE moment_customers (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  customer_id uuid,
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
CREATE INDEX moment_customers_by_customer ON moment_customers (tenant_id, customer_id, moment_id) WHERE customer_id IS NOT NULL;

-- What readers have voted. A vote may be changed.
CREATE TABLE moment_votes (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- the same for the same reader of this moment, and of no use elsewhere
  voter bytea NOT NULL CHECK (octet_length(voter) = 32),
  helpful boolean NOT NULL,
  voted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, moment_id, voter),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);
-- How many they are, of moments that have any. Changed under the lock of the moment.
CREATE TABLE moment_vote_counts (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  helpful integer NOT NULL CHECK (helpful >= 0),
  unhelpful integer NOT NULL CHECK (unhelpful >= 0),
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['moment_customers','moment_votes','moment_vote_counts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_tenant, trib_system', t);
  END LOOP;
END $$;
GRANT UPDATE (customer_id) ON moment_customers TO trib_tenant, trib_system;
GRANT UPDATE (helpful, voted_at) ON moment_votes TO trib_tenant, trib_system;
GRANT UPDATE (helpful, unhelpful) ON moment_vote_counts TO trib_tenant, trib_system;

-- What a review counts for in the rating of its product: its stars, while the public may see it. Written with every change of the
-- moment; when a right begins and ends is beside, since that comes about without one.
ALTER TABLE moment_products
  ADD COLUMN stars smallint CHECK (stars BETWEEN 1 AND 5),
  ADD COLUMN counts_from timestamptz,
  ADD COLUMN counts_until timestamptz;
ALTER TABLE moments NO FORCE ROW LEVEL SECURITY;
ALTER TABLE moment_products NO FORCE ROW LEVEL SECURITY;
UPDATE moment_products t SET stars = m.rating,
    counts_from = CASE WHEN m.rights = 'GRANTED' THEN m.rights_starts_at END,
    counts_until = CASE WHEN m.rights = 'GRANTED' THEN m.rights_ends_at END
  FROM moments m WHERE m.tenant_id = t.tenant_id AND m.id = t.moment_id AND m.kind = 'REVIEW' AND m.rating IS NOT NULL
    AND m.moderation = 'APPROVED' AND m.visibility = 'VISIBLE' AND m.disclosure <> 'MISSING'
    AND (m.rights = 'NOT_REQUIRED' OR (m.rights = 'GRANTED' AND m.rights_starts_at IS NOT NULL));
ALTER TABLE moments FORCE ROW LEVEL SECURITY;
ALTER TABLE moment_products FORCE ROW LEVEL SECURITY;
-- All that a rating needs is in it.
CREATE INDEX moment_products_by_stars ON moment_products (tenant_id, product_id, stars, counts_from, counts_until) WHERE stars IS NOT NULL;
GRANT UPDATE (stars, counts_from, counts_until) ON moment_products TO trib_tenant, trib_system;
