-- Since when a person's address is known to be theirs: they have opened a link that was mailed to it. Who was here before
-- this column counts as verified, by a default that is gone again: it asks no row to be rewritten.
ALTER TABLE users ADD COLUMN email_verified_at timestamptz DEFAULT now();
ALTER TABLE users ALTER COLUMN email_verified_at DROP DEFAULT;

-- Somebody who is asked to join a tenant's team.
CREATE TABLE member_invitations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  role text NOT NULL CHECK (role IN ('OWNER','ADMIN','FINANCE','EDITOR','ANALYST')),
  invited_by uuid NOT NULL REFERENCES users,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('OPEN','EXPIRED','REVOKED','ACCEPTED')),
  -- when it stopped being open
  ended_at timestamptz,
  -- who has accepted it
  user_id uuid REFERENCES users,
  PRIMARY KEY (tenant_id, id),
  CHECK (expires_at > created_at),
  CHECK ((state = 'OPEN') = (ended_at IS NULL)),
  CHECK ((state = 'ACCEPTED') = (user_id IS NOT NULL))
);
CREATE UNIQUE INDEX member_invitations_open ON member_invitations (tenant_id, email) WHERE state = 'OPEN';
ALTER TABLE member_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON member_invitations TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON member_invitations TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT, UPDATE ON member_invitations TO trib_tenant;
GRANT SELECT ON member_invitations TO trib_system;

-- Mails about a person's own account, with the link in them. The link's secret is made when the mail is given out and is
-- nowhere but in it: what is kept is its SHA-256, one for each time the mail was given out.
CREATE TABLE account_mails (
  id uuid PRIMARY KEY,
  cause text NOT NULL CHECK (cause IN ('MEMBER_INVITATION','VERIFICATION','PASSWORD_RESET','PASSWORD_CHANGED')),
  -- whose account; none of an invitation, and of an address that nobody has
  user_id uuid REFERENCES users,
  -- which invitation: what it says stands with its tenant
  tenant_id uuid REFERENCES tenants,
  invitation_id uuid,
  recipient text NOT NULL CHECK (length(recipient) <= 254),
  link_hashes bytea[] NOT NULL DEFAULT '{}',
  -- until when the link is good, and when it was used
  expires_at timestamptz,
  used_at timestamptz,
  state text NOT NULL CHECK (state IN ('QUEUED','SENT','GIVEN_UP','NOT_WANTED')),
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at timestamptz NOT NULL,
  -- what the last try met
  reason text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CHECK ((cause = 'MEMBER_INVITATION') = (invitation_id IS NOT NULL)),
  CHECK ((tenant_id IS NULL) = (invitation_id IS NULL)),
  CHECK ((cause = 'PASSWORD_CHANGED') = (expires_at IS NULL)),
  CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CHECK (state <> 'GIVEN_UP' OR reason IS NOT NULL)
);
CREATE INDEX account_mails_due ON account_mails (next_try_at) WHERE state = 'QUEUED';
CREATE INDEX account_mails_by_user ON account_mails (user_id, cause) WHERE used_at IS NULL;
CREATE INDEX account_mails_by_invitation ON account_mails (tenant_id, invitation_id);
ALTER TABLE account_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_mails FORCE ROW LEVEL SECURITY;
CREATE POLICY global ON account_mails TO trib_global USING (true) WITH CHECK (true);
CREATE POLICY system ON account_mails TO trib_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON account_mails TO trib_global;
GRANT SELECT, UPDATE, DELETE ON account_mails TO trib_system;
-- A mail to an address that nobody has is dropped without a trace; all others stay.
CREATE POLICY nobodys ON account_mails AS RESTRICTIVE FOR DELETE TO trib_system
  USING (user_id IS NULL AND invitation_id IS NULL);

-- The job that sends them writes to a name, and says in the person's log that it did.
GRANT SELECT (id, name, email_verified_at) ON users TO trib_system;
CREATE POLICY system ON account_log TO trib_system USING (true) WITH CHECK (true);
GRANT INSERT ON account_log TO trib_system;
