-- Hosts a tenant's links may lead to; empty allows any.
ALTER TABLE tenants ADD COLUMN link_hosts text[] NOT NULL DEFAULT '{}';

-- Who is no member any more has no row: a forgotten predicate lets nobody in. The audit log knows that they were.
GRANT DELETE ON memberships TO trib_global;

-- Which version of the terms of use a person has accepted, and when.
CREATE TABLE terms_acceptances (
  user_id uuid NOT NULL REFERENCES users,
  version integer NOT NULL CHECK (version > 0),
  accepted_at timestamptz NOT NULL,
  entrance text NOT NULL CHECK (entrance IN ('GRAPHQL','REST','CLI','WORKER')),
  agent text NOT NULL CHECK (length(agent) <= 60),
  PRIMARY KEY (user_id, version)
);
ALTER TABLE terms_acceptances ENABLE ROW LEVEL SECURITY;
ALTER TABLE terms_acceptances FORCE ROW LEVEL SECURITY;
CREATE POLICY global ON terms_acceptances TO trib_global USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON terms_acceptances TO trib_global;
