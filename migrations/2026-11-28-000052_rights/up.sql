-- Rights: what creators are asked to agree to, what they were asked and what they answered, and what stands today.

-- Immutable, numbered.
CREATE TABLE rights_terms (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- from 1
  number integer NOT NULL CHECK (number >= 1),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
  -- SHA-256 of the body
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  published_at timestamptz NOT NULL,
  -- as the audit log names them
  published_by text NOT NULL,
  PRIMARY KEY (tenant_id, number)
);

-- One asking and what came of it; or a grant that nobody asked for.
CREATE TABLE rights_requests (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- what the author agrees to; none where that was noted before there were versions
  terms integer,
  -- how they were asked; none where they came by themselves
  requested_at timestamptz,
  requested_by text,
  channel text CHECK (channel IN ('COMMENT','DIRECT_MESSAGE','EMAIL','FORM')),
  message_id text CHECK (length(message_id) BETWEEN 1 AND 200),
  text_hash bytea CHECK (octet_length(text_hash) = 32),
  -- uses and territories: as asked for, then as granted
  scope json,
  -- none while it is waited for
  answer text CHECK (answer IN ('GRANTED','DECLINED','LAPSED')),
  answered_at timestamptz,
  answered_by text,
  reply_channel text CHECK (reply_channel IN ('COMMENT','DIRECT_MESSAGE','EMAIL','FORM')),
  reply_message_id text CHECK (length(reply_message_id) BETWEEN 1 AND 200),
  reply_text_hash bytea CHECK (octet_length(reply_text_hash) = 32),
  -- the window of a grant
  starts_at timestamptz,
  ends_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  revocation_channel text CHECK (revocation_channel IN ('COMMENT','DIRECT_MESSAGE','EMAIL','FORM')),
  revocation_message_id text CHECK (length(revocation_message_id) BETWEEN 1 AND 200),
  revocation_text_hash bytea CHECK (octet_length(revocation_text_hash) = 32),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  FOREIGN KEY (tenant_id, terms) REFERENCES rights_terms (tenant_id, number),
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK (requested_at IS NOT NULL OR answer = 'GRANTED'),
  CHECK ((answer = 'GRANTED') = (starts_at IS NOT NULL)),
  CHECK (ends_at IS NULL OR ends_at > starts_at),
  CHECK (revoked_at IS NULL OR answer = 'GRANTED')
);
CREATE INDEX rights_requests_of_moment ON rights_requests (tenant_id, moment_id, id);
-- one at a time
CREATE UNIQUE INDEX rights_requests_open ON rights_requests (tenant_id, moment_id) WHERE answer IS NULL;
CREATE INDEX rights_requests_waiting ON rights_requests (tenant_id, requested_at) WHERE answer IS NULL;

-- What was asked before there was a place for it.
ALTER TABLE moments NO FORCE ROW LEVEL SECURITY;
INSERT INTO rights_requests (tenant_id, id, moment_id, requested_at, requested_by)
SELECT tenant_id, id, id, coalesce(rights_requested_at, created_at), '' FROM moments WHERE rights = 'REQUESTED';
ALTER TABLE moments FORCE ROW LEVEL SECURITY;

-- A grant for other uses or places alone is never shown here: it has no window in `moments`.
DO $$ DECLARE c text; BEGIN
  SELECT conname INTO STRICT c FROM pg_constraint
  WHERE conrelid = 'moments'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%GRANTED%rights_starts_at IS NOT NULL%';
  EXECUTE format('ALTER TABLE moments DROP CONSTRAINT %I', c);
END $$;
CREATE INDEX moments_by_rights ON moments (tenant_id, rights, id) WHERE rights <> 'NOT_REQUIRED' AND visibility <> 'ERASED';

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['rights_terms','rights_requests'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_tenant, trib_system', t);
  END LOOP;
END $$;
GRANT UPDATE (message_id, scope, answer, answered_at, answered_by, reply_channel, reply_message_id, reply_text_hash, starts_at, ends_at,
  revoked_at, revoked_by, revocation_channel, revocation_message_id, revocation_text_hash) ON rights_requests TO trib_tenant, trib_system;
