-- Policies with bounds, bonuses and standing down; data-driven models that pay by published weights.

CREATE TABLE weight_sets (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  model text NOT NULL CHECK (model IN ('MARKOV','SHAPLEY')),
  -- the conversions it was made from; none where the weights were given by hand
  period_from timestamptz,
  period_to timestamptz,
  conversions bigint NOT NULL CHECK (conversions >= 0),
  nulls bigint NOT NULL CHECK (nulls >= 0),
  -- parts of 2^24 by channel
  weights jsonb NOT NULL,
  published_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((period_from IS NULL) = (period_to IS NULL))
);
ALTER TABLE weight_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE weight_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON weight_sets TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON weight_sets TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON weight_sets TO trib_tenant, trib_system;

ALTER TABLE policies DROP CONSTRAINT policies_model_check;
ALTER TABLE policies
  ADD CONSTRAINT policies_model_check CHECK (model IN
    ('FIRST_TOUCH','LAST_TOUCH','LAST_AFFILIATE_TOUCH','LINEAR','POSITION','TIME_DECAY','MARKOV','SHAPLEY')),
  ADD COLUMN affiliate_ceiling_bps integer NOT NULL DEFAULT 10000 CHECK (affiliate_ceiling_bps BETWEEN affiliate_floor_bps AND 10000),
  ADD COLUMN creator_floor_bps integer NOT NULL DEFAULT 0 CHECK (creator_floor_bps BETWEEN 0 AND 10000),
  ADD COLUMN creator_ceiling_bps integer NOT NULL DEFAULT 10000 CHECK (creator_ceiling_bps BETWEEN creator_floor_bps AND 10000),
  ADD COLUMN closer_floor_bps integer NOT NULL DEFAULT 0 CHECK (closer_floor_bps BETWEEN 0 AND 10000),
  ADD COLUMN closer_ceiling_bps integer NOT NULL DEFAULT 10000 CHECK (closer_ceiling_bps BETWEEN closer_floor_bps AND 10000),
  ADD COLUMN first_touch_bonus_bps integer NOT NULL DEFAULT 0 CHECK (first_touch_bonus_bps BETWEEN 0 AND 10000),
  ADD COLUMN assist_bonus_bps integer NOT NULL DEFAULT 0 CHECK (assist_bonus_bps BETWEEN 0 AND 10000),
  ADD COLUMN stand_down_minutes integer CHECK (stand_down_minutes BETWEEN 1 AND 43200),
  ADD COLUMN stand_down_keeps_bps integer CHECK (stand_down_keeps_bps BETWEEN 0 AND 9999),
  ADD COLUMN weight_set_id uuid,
  ADD FOREIGN KEY (tenant_id, weight_set_id) REFERENCES weight_sets (tenant_id, id),
  ADD CHECK ((stand_down_minutes IS NULL) = (stand_down_keeps_bps IS NULL)),
  ADD CHECK ((model IN ('MARKOV','SHAPLEY')) = (weight_set_id IS NOT NULL));

-- A decision that replaces another says why.
ALTER TABLE attributions ADD COLUMN supersedes_because text
  CHECK (length(supersedes_because) BETWEEN 1 AND 200);
ALTER TABLE attributions ADD CHECK ((number = 1) = (supersedes_because IS NULL));
-- The replay of a period reads decisions in their order.
CREATE INDEX attributions_by_time ON attributions (tenant_id, decided_at, id);
-- Whose touches were on no sale's path: what a chain of touches without a conversion is made from.
CREATE INDEX touches_by_time ON touches (tenant_id, occurred_at);

-- A person has found that an affiliate helped a sale: a touch of their enrollment, of no link or code.
ALTER TABLE touches ADD COLUMN enrollment_id uuid,
  ADD FOREIGN KEY (tenant_id, enrollment_id) REFERENCES enrollments (tenant_id, id);
