-- Images and videos of moments. What they show lies in objects, under keys of the tenant; here is what is known of it.
CREATE TABLE media (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  -- of the original as it is stored; none once that is deleted
  hash bytea CHECK (octet_length(hash) = 32),
  kind text NOT NULL CHECK (kind IN ('image/jpeg','image/png','image/webp','image/gif','video/mp4','video/quicktime')),
  bytes bigint NOT NULL CHECK (bytes > 0),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  -- of a video
  duration_ms bigint CHECK (duration_ms > 0),
  -- types of the smaller ones; none where the next larger one is small enough
  small_type text CHECK (small_type IN ('image/jpeg','image/png')),
  large_type text CHECK (large_type IN ('image/jpeg','image/png')),
  state text NOT NULL CHECK (state IN ('WRITING','STORED','GONE','REMOVED')),
  -- since when it stands so
  changed_at timestamptz NOT NULL,
  -- as the audit log names them
  uploaded_by text NOT NULL,
  created_at timestamptz NOT NULL,
  -- the moment that has it, and its place among the moment's media
  moment_id uuid,
  position smallint CHECK (position >= 0),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  CHECK ((moment_id IS NULL) = (position IS NULL)),
  CHECK ((state = 'REMOVED') = (hash IS NULL))
);
-- The same twice is one, until a moment has it.
CREATE UNIQUE INDEX media_waiting ON media (tenant_id, hash) WHERE state = 'STORED' AND moment_id IS NULL;
CREATE UNIQUE INDEX media_of_moment ON media (tenant_id, moment_id, position) WHERE moment_id IS NOT NULL;
-- The sweep over every tenant's.
CREATE INDEX media_to_sweep ON media (state, changed_at) WHERE state = 'GONE' OR (state <> 'REMOVED' AND moment_id IS NULL);

ALTER TABLE media ENABLE ROW LEVEL SECURITY;
ALTER TABLE media FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON media TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON media TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON media TO trib_tenant, trib_system;
GRANT UPDATE (hash, state, changed_at, moment_id, position) ON media TO trib_tenant, trib_system;
