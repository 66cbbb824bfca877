-- A person's second factor: time-based codes (RFC 6238). The secret is sealed with the server's master secret. A new
-- one is pending until a code of it was shown.
CREATE TABLE second_factors (
  user_id uuid PRIMARY KEY REFERENCES users,
  sealed_secret bytea,
  since timestamptz,
  -- the step of the last code that counted: none counts twice
  last_step bigint NOT NULL DEFAULT 0 CHECK (last_step >= 0),
  pending_secret bytea,
  pending_at timestamptz,
  CHECK ((sealed_secret IS NULL) = (since IS NULL)),
  CHECK ((pending_secret IS NULL) = (pending_at IS NULL))
);
-- Codes for who has lost their device, each good once. What is kept of one is its hash under the master secret.
CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES users,
  hash bytea NOT NULL,
  made_at timestamptz NOT NULL,
  used_at timestamptz,
  replaced_at timestamptz,
  PRIMARY KEY (user_id, hash)
);
-- What was done with a person's own account, whatever the tenant.
CREATE TABLE account_log (
  user_id uuid NOT NULL REFERENCES users,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  detail jsonb NOT NULL,
  entrance text NOT NULL CHECK (entrance IN ('GRAPHQL','REST','CLI','WORKER')),
  agent text NOT NULL CHECK (length(agent) <= 60),
  request text NOT NULL CHECK (length(request) <= 64),
  PRIMARY KEY (user_id, id)
);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['second_factors','recovery_codes','account_log'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY global ON %I TO trib_global USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON second_factors, recovery_codes TO trib_global;
GRANT SELECT, INSERT ON account_log TO trib_global;

-- When a second factor was proved in a session.
ALTER TABLE sessions ADD COLUMN second_factor_at timestamptz;
ALTER TABLE tenants ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;
