-- Where posts of social networks come in from: senders with a secret, whose messages are signed.
CREATE TABLE moment_sources (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  -- what its moments have as their source
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- sealed with a key of the master secret
  secret bytea NOT NULL,
  -- the one before, while both are good
  old_secret bytea,
  old_secret_until timestamptz,
  created_at timestamptz NOT NULL,
  rotated_at timestamptz,
  disabled_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
);
ALTER TABLE moment_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE moment_sources FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON moment_sources TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON moment_sources TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON moment_sources TO trib_tenant, trib_system;
GRANT UPDATE (secret, old_secret, old_secret_until, rotated_at, disabled_at) ON moment_sources TO trib_tenant, trib_system;
