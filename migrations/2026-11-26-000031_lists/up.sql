-- What the filters of lists are served by.
CREATE INDEX conversions_by_state ON conversions (tenant_id, state, id);
CREATE INDEX conversions_by_time ON conversions (tenant_id, occurred_at);
-- By code point: a comparison of that kind is leakproof, so that row-level security lets the index serve what begins so.
CREATE INDEX conversions_by_key ON conversions (tenant_id, external_id COLLATE "C");
CREATE INDEX customers_by_key ON customers (tenant_id, external_id COLLATE "C");
CREATE INDEX enrollments_by_state ON enrollments (tenant_id, state, id);
CREATE INDEX enrollments_by_program ON enrollments (tenant_id, program_id, id);
CREATE INDEX payouts_by_state ON payouts (tenant_id, state, id);
CREATE INDEX commissions_by_state ON commissions (tenant_id, state, id);
CREATE INDEX commissions_by_program ON commissions (tenant_id, program_id, id);
CREATE INDEX moments_by_kind ON moments (tenant_id, kind, id);

-- Words of moments are found by a function of a role of its own: under row-level security no index serves ILIKE. The
-- tenant is inside of it, it gives ids alone, and what they stand for is read under the caller's own rights.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX moments_by_words ON moments USING gin (tenant_id, (coalesce(title, '') || ' ' || body) gin_trgm_ops);
CREATE POLICY search ON moments TO trib_search USING (true);
CREATE POLICY search ON moment_products TO trib_search USING (true);
GRANT SELECT (tenant_id, id, title, body, moderation, kind, creator_id) ON moments TO trib_search;
GRANT SELECT ON moment_products TO trib_search;
-- Planned anew for each pattern, so that a common word is found from the newest on and a rare one by the index.
CREATE FUNCTION search_moments(
  pattern text, wanted_moderation text, wanted_kind text, creator uuid, product uuid, after uuid, before uuid,
  backwards boolean, most bigint
) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE
    'SELECT m.id FROM public.moments m WHERE m.tenant_id = $1 AND (coalesce(m.title, '''') || '' '' || m.body) ILIKE $2 '
    || 'AND ($3 IS NULL OR m.moderation = $3) AND ($4 IS NULL OR m.kind = $4) AND ($5 IS NULL OR m.creator_id = $5) '
    || 'AND ($6 IS NULL OR EXISTS (SELECT 1 FROM public.moment_products t WHERE t.tenant_id = $1 AND t.moment_id = m.id AND t.product_id = $6)) '
    || 'AND ($7 IS NULL OR m.id < $7) AND ($8 IS NULL OR m.id > $8) ORDER BY m.id '
    || CASE WHEN backwards THEN 'ASC' ELSE 'DESC' END || ' LIMIT $9'
  USING current_setting('app.tenant_id')::uuid, pattern, wanted_moderation, wanted_kind, creator, product, after, before, most;
END $$;
REVOKE ALL ON FUNCTION search_moments FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_moments TO trib_tenant;
-- Its owner is made so at the end: a role may only own what stands where it may make something.
DO $$ BEGIN
  IF NOT pg_has_role('trib_search', 'MEMBER') THEN EXECUTE format('GRANT trib_search TO %I', current_user); END IF;
  GRANT USAGE, CREATE ON SCHEMA public TO trib_search;
  ALTER FUNCTION search_moments OWNER TO trib_search;
  REVOKE CREATE ON SCHEMA public FROM trib_search;
END $$;
