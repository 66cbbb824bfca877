-- Moderation: what a tenant wants of it, what the rules found of each moment, who looks at it, what was decided and why.

-- What a tenant has said otherwise than what is standard.
CREATE TABLE moderation_settings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- raised at every change
  version integer NOT NULL CHECK (version >= 1),
  settings json NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

-- What moderation knows of a moment.
CREATE TABLE moderation_cases (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- per mille, by the rules that read it last
  confidence integer NOT NULL CHECK (confidence BETWEEN 0 AND 1000),
  -- rule, its version, reason, weight and places of each; never the words
  findings json NOT NULL,
  -- the rules among them
  rules text[] NOT NULL,
  -- version of the settings they read it by; 0 for the standard ones
  settings_version integer NOT NULL,
  judged_at timestamptz NOT NULL,
  -- of its body, by which the same text is known again
  fingerprint bytea CHECK (octet_length(fingerprint) = 32),
  -- who looks at it, and until when
  claimed_by uuid REFERENCES users,
  claimed_until timestamptz,
  -- when a person last decided; reports count from then on
  decided_at timestamptz,
  -- of its words, stars and media: one more for each change
  revision integer NOT NULL CHECK (revision BETWEEN 1 AND 100),
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX moderation_cases_by_text ON moderation_cases (tenant_id, fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX moderation_cases_by_time ON moderation_cases (tenant_id, judged_at);

CREATE TABLE moment_decisions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  moment_id uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('PENDING','APPROVED','REJECTED','FLAGGED')),
  decided_by text NOT NULL CHECK (decided_by IN ('RULES','READERS','SOURCE','MEMBER','KEY')),
  -- as the audit log names them
  actor text NOT NULL,
  -- the rule that rejected, and what it found
  rule text,
  rule_version integer,
  reason text,
  reject_code text,
  -- what a person said of it
  note text CHECK (length(note) BETWEEN 1 AND 500),
  confidence integer,
  settings_version integer,
  -- of the moment, that was decided about
  revision integer NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  CHECK ((rule IS NULL) = (rule_version IS NULL))
);
CREATE INDEX moment_decisions_of_moment ON moment_decisions (tenant_id, moment_id, id);
CREATE INDEX moment_decisions_by_time ON moment_decisions (tenant_id, decided_at);

CREATE TABLE moment_reports (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- the same for the same reader of this moment, and of no use elsewhere
  reporter bytea NOT NULL CHECK (octet_length(reporter) = 32),
  reason text NOT NULL CHECK (reason IN ('SPAM','OFF_TOPIC','OFFENSIVE','PERSONAL_DATA','MISLEADING','RIGHTS','OTHER')),
  note text CHECK (length(note) BETWEEN 1 AND 500),
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);
CREATE INDEX moment_reports_of_moment ON moment_reports (tenant_id, moment_id, id);

-- What a moment said before it was changed.
CREATE TABLE moment_revisions (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  title text,
  body text NOT NULL,
  rating smallint,
  -- until when it stood so, and who changed it
  replaced_at timestamptz NOT NULL,
  replaced_by text NOT NULL,
  PRIMARY KEY (tenant_id, moment_id, revision),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);

-- How it is known what the author of a moment wants.
CREATE TABLE moment_intents (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  -- what was read; an abstention is NONE without evidence
  read text NOT NULL CHECK (read IN ('KNOW','GO','DO','BUY','NONE')),
  abstained boolean NOT NULL,
  confidence integer NOT NULL CHECK (confidence BETWEEN 0 AND 1000),
  -- places in its headline and words
  evidence json NOT NULL,
  -- the rule or the model, with its version
  version text NOT NULL,
  read_at timestamptz NOT NULL,
  -- who said otherwise
  set_by text,
  set_at timestamptz,
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  CHECK ((set_by IS NULL) = (set_at IS NULL))
);
CREATE INDEX moments_by_publication ON moments (tenant_id, published_at);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['moderation_settings','moderation_cases','moment_decisions','moment_reports','moment_revisions','moment_intents'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO trib_tenant, trib_system', t);
  END LOOP;
END $$;
