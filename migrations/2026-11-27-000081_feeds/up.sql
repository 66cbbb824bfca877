-- What feeds show, in versions: whoever reads one page by page stays in the version they began with.
ALTER TABLE feeds ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version >= 1);
CREATE TABLE feed_versions (
  tenant_id uuid NOT NULL,
  feed_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  -- what it shows by itself; none: its pins alone
  rule json,
  -- what comes first, in this order
  pins uuid[] NOT NULL,
  ordered_by text NOT NULL CHECK (ordered_by IN ('RANKED','TOP_RATED','MOST_HELPFUL','NEWEST')),
  made_at timestamptz NOT NULL,
  -- as the audit log names them
  made_by text NOT NULL,
  PRIMARY KEY (tenant_id, feed_id, number),
  FOREIGN KEY (tenant_id, feed_id) REFERENCES feeds (tenant_id, id)
);

-- Hashtags of moments. A place without a word is of a moment that has fewer now, or is erased: rows are not deleted.
CREATE TABLE moment_hashtags (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  place smallint NOT NULL CHECK (place >= 0),
  -- normalised, without #
  hashtag text CHECK (length(hashtag) BETWEEN 1 AND 64),
  PRIMARY KEY (tenant_id, moment_id, place),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);
CREATE INDEX moment_hashtags_by_word ON moment_hashtags (tenant_id, hashtag, moment_id) WHERE hashtag IS NOT NULL;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['feed_versions','moment_hashtags'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_tenant, trib_system', t);
  END LOOP;
END $$;
GRANT UPDATE (hashtag) ON moment_hashtags TO trib_tenant, trib_system;
