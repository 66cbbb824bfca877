-- Groups of affiliates with terms of their own, what payees come to in a month, budgets, and subscriptions.

CREATE TABLE groups (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  program_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- coupon sites and extensions, whose late touches a policy may weigh down
  stands_down boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, program_id, name),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id)
);
ALTER TABLE enrollments ADD COLUMN group_id uuid,
  ADD FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, id);
CREATE INDEX enrollments_by_group ON enrollments (tenant_id, group_id, id) WHERE group_id IS NOT NULL;

ALTER TABLE terms
  ADD COLUMN group_id uuid,
  ADD COLUMN period text NOT NULL DEFAULT 'MONTH' CHECK (period IN ('MONTH','QUARTER','YEAR')),
  ADD COLUMN bonuses jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN cap_per_order bigint CHECK (cap_per_order > 0),
  ADD COLUMN cap_per_period bigint CHECK (cap_per_period > 0),
  ADD FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, id);
ALTER TABLE rules ADD COLUMN recurring jsonb;

-- What a payee has come to in a programme in a calendar month (UTC) of sales: what tiers, goals and caps are measured by.
CREATE TABLE payee_months (
  tenant_id uuid NOT NULL REFERENCES tenants,
  payee_id uuid NOT NULL,
  program_id uuid NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  sales bigint NOT NULL,
  amount bigint NOT NULL,
  paid bigint NOT NULL,
  tiered bigint NOT NULL,
  tiered_paid bigint NOT NULL,
  PRIMARY KEY (tenant_id, payee_id, program_id, month),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id)
);
-- What a decision added to those totals, so that it can be taken back; and what caps and budgets cut.
ALTER TABLE credits
  ADD COLUMN program_id uuid,
  ADD COLUMN added jsonb,
  ADD COLUMN cut bigint NOT NULL DEFAULT 0 CHECK (cut >= 0);

-- What a programme, or one of its groups, may spend on commissions of sales in a time.
CREATE TABLE budgets (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  program_id uuid NOT NULL,
  group_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  amount bigint NOT NULL CHECK (amount > 0),
  reserved bigint NOT NULL DEFAULT 0,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz CHECK (ends_at > starts_at),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, id),
  CHECK (reserved BETWEEN 0 AND amount)
);
CREATE INDEX budgets_by_program ON budgets (tenant_id, program_id, starts_at);
ALTER TABLE commissions ADD COLUMN budget_id uuid,
  ADD FOREIGN KEY (tenant_id, budget_id) REFERENCES budgets (tenant_id, id);

-- Which clicks of a day were paid: one commission for a payee's day in a programme.
CREATE TABLE click_days (
  tenant_id uuid NOT NULL REFERENCES tenants,
  payee_id uuid NOT NULL,
  program_id uuid NOT NULL,
  day date NOT NULL,
  clicks bigint NOT NULL CHECK (clicks > 0),
  commission_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, payee_id, program_id, day),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id),
  FOREIGN KEY (tenant_id, commission_id) REFERENCES commissions (tenant_id, id)
);
-- The sweep that pays clicks begins at the newest day that was looked at.
CREATE TABLE click_days_closed (
  tenant_id uuid NOT NULL REFERENCES tenants,
  day date NOT NULL,
  PRIMARY KEY (tenant_id, day)
);

-- The brand's own key of a subscription: its later sales inherit the decision about its first.
ALTER TABLE conversions ADD COLUMN subscription text CHECK (length(subscription) BETWEEN 1 AND 200);
CREATE INDEX conversions_by_subscription ON conversions (tenant_id, subscription, occurred_at)
  WHERE subscription IS NOT NULL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['groups','payee_months','budgets','click_days','click_days_closed'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
  END LOOP;
  CREATE POLICY affiliate ON groups TO trib_affiliate
    USING (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
    WITH CHECK (tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
END $$;
GRANT SELECT, INSERT, UPDATE ON groups, payee_months, budgets TO trib_tenant, trib_system;
GRANT SELECT, INSERT ON click_days, click_days_closed TO trib_tenant, trib_system;
GRANT SELECT ON groups TO trib_affiliate;
