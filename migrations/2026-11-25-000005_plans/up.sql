-- What a tenant pays us: its subscription, the pages on which it was bought, its invoices, and what it uses.

CREATE TABLE subscriptions (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  stripe_subscription_id text NOT NULL CHECK (length(stripe_subscription_id) BETWEEN 4 AND 255),
  plan text NOT NULL CHECK (plan IN ('FREE','GROWTH','SCALE')),
  state text NOT NULL CHECK (state IN ('INCOMPLETE','ACTIVE','PAST_DUE','SUSPENDED','CANCELLED')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  past_due_since timestamptz,
  cancel_at_period_end boolean NOT NULL,
  -- the plan the tenant has asked for and Stripe does not know of yet; FREE is to cancel
  wanted text CHECK (wanted IN ('FREE','GROWTH','SCALE')),
  wanted_at timestamptz,
  -- when Stripe was asked for what stands here: an older answer changes nothing
  read_at timestamptz NOT NULL,
  -- when there is something to do about it next
  look_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK ((state IN ('PAST_DUE','SUSPENDED')) = (past_due_since IS NOT NULL)),
  CHECK ((wanted IS NULL) = (wanted_at IS NULL))
);

-- Each was asked of Stripe under its own id.
CREATE TABLE subscription_checkouts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  plan text NOT NULL CHECK (plan IN ('GROWTH','SCALE')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  state text NOT NULL CHECK (state IN ('OPEN','PAID','EXPIRED')),
  stripe_session_id text,
  url text,
  started_by text NOT NULL,
  created_at timestamptz NOT NULL,
  -- when Stripe is asked next what became of it
  look_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- Two pages could be paid, and then there were two subscriptions.
CREATE UNIQUE INDEX subscription_checkouts_one_open ON subscription_checkouts (tenant_id) WHERE state = 'OPEN';

CREATE TABLE subscription_invoices (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  stripe_invoice_id text NOT NULL CHECK (length(stripe_invoice_id) BETWEEN 4 AND 255),
  stripe_subscription_id text NOT NULL,
  number text,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount_due bigint NOT NULL,
  amount_paid bigint NOT NULL CHECK (amount_paid >= 0),
  state text NOT NULL CHECK (state IN ('DRAFT','OPEN','PAID','UNCOLLECTIBLE','VOID')),
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  -- Stripe's page to see and pay it
  url text,
  created_at timestamptz NOT NULL,
  -- when what it brought was booked as revenue, and how much, in the currency in which it settled
  booked_at timestamptz,
  booked_currency text CHECK (booked_currency ~ '^[A-Z]{3}$'),
  net bigint CHECK (net >= 0),
  fee bigint CHECK (fee >= 0),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, stripe_invoice_id),
  CHECK (booked_at IS NULL OR state = 'PAID'),
  CHECK ((net IS NULL) = (fee IS NULL) AND (net IS NULL) = (booked_currency IS NULL))
);

-- What was counted of a day once it was over. Touches come in batches and conversions one by one: counting the rows of
-- a day afterwards keeps no hot row.
CREATE TABLE usage_days (
  tenant_id uuid NOT NULL REFERENCES tenants,
  day date NOT NULL,
  touches bigint NOT NULL CHECK (touches >= 0),
  conversions bigint NOT NULL CHECK (conversions >= 0),
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, day)
);

-- One for each period of a subscription: how its usage was charged.
CREATE TABLE usage_periods (
  tenant_id uuid NOT NULL REFERENCES tenants,
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  stripe_subscription_id text NOT NULL,
  -- OPEN, then counted and frozen: DUE is to be invoiced, INVOICED was, FREE had nothing to charge
  state text NOT NULL CHECK (state IN ('OPEN','DUE','INVOICED','FREE')),
  plan text CHECK (plan IN ('FREE','GROWTH','SCALE')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  from_day date,
  until_day date,
  events bigint CHECK (events >= 0),
  amount bigint CHECK (amount >= 0),
  -- when Stripe was first asked to invoice it: from then on it is looked for before it is sent again
  sent_at timestamptz,
  stripe_item_id text,
  PRIMARY KEY (tenant_id, period_start),
  CHECK (state = 'OPEN' OR (plan IS NOT NULL AND from_day IS NOT NULL AND until_day >= from_day AND events IS NOT NULL AND amount IS NOT NULL)),
  CHECK ((state = 'INVOICED') = (stripe_item_id IS NOT NULL))
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['subscriptions','subscription_checkouts','subscription_invoices','usage_days','usage_periods'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO trib_system', t);
    EXECUTE format('GRANT SELECT ON %I TO trib_tenant', t);
  END LOOP;
END $$;
-- A tenant buys and asks; how it stands is written by jobs alone.
GRANT INSERT, UPDATE ON subscription_checkouts TO trib_tenant;
GRANT UPDATE (wanted, wanted_at, look_at) ON subscriptions TO trib_tenant;
-- The fee follows the plan.
GRANT UPDATE (platform_fee_bps) ON tenants TO trib_system;
