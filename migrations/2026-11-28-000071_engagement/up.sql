-- Engagement with moments: single events, each counted once, and what they come to.

-- What somebody did with a moment: the first of its kind, actor and UTC day. Single events are deleted when the tenant
-- keeps them no longer; what they were rolled up to stays.
CREATE TABLE engagements (
  tenant_id uuid NOT NULL,
  -- in UTC, of occurred_at
  day date NOT NULL,
  moment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('VIEW','LIKE','COMMENT','SAVE','SHARE','PRODUCT_CLICK')),
  -- 16 bytes: a browser that is followed with consent; 32: a hash under the salt of the day
  actor bytea NOT NULL CHECK (octet_length(actor) IN (16, 32)),
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, day, moment_id, kind, actor),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);

-- The same by UTC hours.
CREATE TABLE engagement_hours (
  tenant_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  moment_id uuid NOT NULL,
  views bigint NOT NULL,
  likes bigint NOT NULL,
  comments bigint NOT NULL,
  saves bigint NOT NULL,
  shares bigint NOT NULL,
  product_clicks bigint NOT NULL,
  PRIMARY KEY (tenant_id, hour, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
) WITH (fillfactor = 80);
CREATE INDEX engagement_hours_of_moment ON engagement_hours (tenant_id, moment_id, hour);

-- By UTC days.
CREATE TABLE engagement_days (
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  moment_id uuid NOT NULL,
  views bigint NOT NULL,
  likes bigint NOT NULL,
  comments bigint NOT NULL,
  saves bigint NOT NULL,
  shares bigint NOT NULL,
  product_clicks bigint NOT NULL,
  PRIMARY KEY (tenant_id, day, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
) WITH (fillfactor = 80);
CREATE INDEX engagement_days_of_moment ON engagement_days (tenant_id, moment_id, day);

-- Since a moment came in.
CREATE TABLE engagement_totals (
  tenant_id uuid NOT NULL,
  moment_id uuid NOT NULL,
  views bigint NOT NULL,
  likes bigint NOT NULL,
  comments bigint NOT NULL,
  saves bigint NOT NULL,
  shares bigint NOT NULL,
  product_clicks bigint NOT NULL,
  PRIMARY KEY (tenant_id, moment_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
) WITH (fillfactor = 70);

-- How long single events are kept, where the tenant has said so or some were deleted.
CREATE TABLE engagement_settings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  retention_days integer NOT NULL CHECK (retention_days BETWEEN 7 AND 730),
  -- when the tenant last said so
  updated_at timestamptz,
  -- Events of days before this were deleted: whether one that comes in repeats another is not known any more.
  forgotten_before date,
  PRIMARY KEY (tenant_id)
);

-- Whether a conversion is in the score of a moment that helped it.
ALTER TABLE moment_conversions ADD COLUMN scored_at timestamptz;
CREATE INDEX moment_conversions_unscored ON moment_conversions (tenant_id, moment_id) WHERE scored_at IS NULL;
GRANT UPDATE (scored_at) ON moment_conversions TO trib_system;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['engagements','engagement_hours','engagement_days','engagement_totals','engagement_settings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT ON %I TO trib_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_system', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['engagement_hours','engagement_days','engagement_totals'] LOOP
    EXECUTE format('GRANT UPDATE (views, likes, comments, saves, shares, product_clicks) ON %I TO trib_system', t);
  END LOOP;
END $$;
-- The one table of counted things whose rows go: a job deletes them, and nobody else may.
GRANT DELETE ON engagements TO trib_system;
GRANT INSERT, UPDATE ON engagement_settings TO trib_tenant;
GRANT UPDATE ON engagement_settings TO trib_system;
