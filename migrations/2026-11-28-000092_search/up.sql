-- The words of moments, apart from rows that change with every score: an index of words is long, and each change of a row with an
-- indexed rank would write all of it again.
CREATE TABLE moment_words (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- the headline's weigh more; none since the moment was erased
  words tsvector NOT NULL,
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);
ALTER TABLE moments NO FORCE ROW LEVEL SECURITY;
INSERT INTO moment_words (tenant_id, moment_id, words)
  SELECT tenant_id, id, setweight(to_tsvector('simple', coalesce(title, '')), 'A') || setweight(to_tsvector('simple', body), 'B')
  FROM moments WHERE visibility <> 'ERASED';
ALTER TABLE moments FORCE ROW LEVEL SECURITY;
-- Written at once: a list of what is to be written would be read by every search.
CREATE INDEX moment_words_by_word ON moment_words USING gin (tenant_id, words) WITH (fastupdate = off);
ALTER TABLE moment_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE moment_words FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON moment_words TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON moment_words TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY search ON moment_words TO trib_search USING (true);
GRANT SELECT, INSERT, UPDATE (words) ON moment_words TO trib_tenant, trib_system;
GRANT SELECT ON moment_words TO trib_search;
GRANT SELECT (visibility, disclosure, rights, rights_starts_at, rights_ends_at, language) ON moments TO trib_search;

-- Moments by their words, the best first: under row-level security no index serves `@@`. The tenant is inside of it, it gives ids and
-- ranks alone, and what they stand for is read under the caller's own rights.
--
-- shown_at: only what the public may see then; null: all but what was erased. below, below_id: behind this place. candidates: of more
-- than so many that are found the newest are ranked.
CREATE FUNCTION find_moments(
  query text, shown_at timestamptz, wanted_moderation text, wanted_kind text, creator uuid, product uuid, wanted_language text,
  below real, below_id uuid, candidates bigint, most bigint
) RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE
    'SELECT f.id, f.rank FROM ( '
    || 'SELECT c.id, ts_rank(w.words, $3, 1) AS rank FROM ( '
    || 'SELECT m.id FROM public.moment_words i JOIN public.moments m ON m.tenant_id = i.tenant_id AND m.id = i.moment_id '
    || 'WHERE i.tenant_id = $1 AND m.tenant_id = $1 AND i.words @@ $3 AND m.visibility <> ''ERASED'''
    || CASE WHEN shown_at IS NULL THEN '' ELSE
         ' AND m.moderation = ''APPROVED'' AND m.visibility = ''VISIBLE'' AND m.disclosure <> ''MISSING'' AND (m.rights = ''NOT_REQUIRED'' '
         || 'OR (m.rights = ''GRANTED'' AND m.rights_starts_at <= $2 AND (m.rights_ends_at IS NULL OR m.rights_ends_at > $2)))' END
    || CASE WHEN wanted_moderation IS NULL THEN '' ELSE ' AND m.moderation = $4' END
    || CASE WHEN wanted_kind IS NULL THEN '' ELSE ' AND m.kind = $5' END
    || CASE WHEN creator IS NULL THEN '' ELSE ' AND m.creator_id = $6' END
    || CASE WHEN product IS NULL THEN '' ELSE
         ' AND EXISTS (SELECT 1 FROM public.moment_products t WHERE t.tenant_id = $1 AND t.moment_id = m.id AND t.product_id = $7)' END
    || CASE WHEN wanted_language IS NULL THEN '' ELSE ' AND m.language = $8' END
    || ' ORDER BY m.id DESC LIMIT $11) c JOIN public.moment_words w ON w.tenant_id = $1 AND w.moment_id = c.id) f '
    || CASE WHEN below IS NULL THEN '' ELSE 'WHERE (f.rank, f.id) < ($9, $10) ' END
    || 'ORDER BY f.rank DESC, f.id DESC LIMIT $12'
  USING current_setting('app.tenant_id')::uuid, shown_at, websearch_to_tsquery('simple', query), wanted_moderation, wanted_kind,
    creator, product, wanted_language, below, below_id, candidates, most;
END $$;
REVOKE ALL ON FUNCTION find_moments FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_moments TO trib_tenant;
DO $$ BEGIN
  IF NOT pg_has_role('trib_search', 'MEMBER') THEN EXECUTE format('GRANT trib_search TO %I', current_user); END IF;
  GRANT USAGE, CREATE ON SCHEMA public TO trib_search;
  ALTER FUNCTION find_moments OWNER TO trib_search;
  REVOKE CREATE ON SCHEMA public FROM trib_search;
END $$;
