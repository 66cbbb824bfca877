-- A tenant as a customer of Stripe's, its saved ways to pay, top-ups before a run, money that comes back, and the
-- wallet's return.

-- What a tenant owes is repaid once: of two fundings that settle at the same time, the later one looks again.
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_receivable CHECK (kind <> 'receivable' OR balance >= 0);

CREATE TABLE stripe_customers (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  stripe_id text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE funding_methods (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CARD','US_BANK_ACCOUNT','SEPA_DEBIT','BACS_DEBIT','ACSS_DEBIT')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  state text NOT NULL CHECK (state IN ('PENDING','ACTIVE','REMOVED','FAILED')),
  checkout_session_id text,
  checkout_url text,
  -- none until the tenant has been on Stripe's page
  stripe_id text,
  -- the card's brand or the bank's name
  label text CHECK (length(label) <= 100),
  last4 text CHECK (length(last4) <= 4),
  added_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  look_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK (state <> 'ACTIVE' OR stripe_id IS NOT NULL)
);
CREATE INDEX funding_methods_to_look_at ON funding_methods (look_at) WHERE look_at IS NOT NULL;
CREATE UNIQUE INDEX funding_methods_stripe ON funding_methods (tenant_id, stripe_id) WHERE stripe_id IS NOT NULL;

CREATE TABLE wallet_top_ups (
  tenant_id uuid NOT NULL REFERENCES tenants,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  method_id uuid NOT NULL,
  at_least bigint NOT NULL CHECK (at_least > 0),
  at_most bigint NOT NULL CHECK (at_most >= at_least),
  margin_bps integer NOT NULL CHECK (margin_bps BETWEEN 0 AND 10000),
  -- rows are not deleted: one that has ended stays with when
  ends_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, currency),
  FOREIGN KEY (tenant_id, method_id) REFERENCES funding_methods (tenant_id, id)
);

ALTER TABLE fundings DROP CONSTRAINT fundings_state_check;
ALTER TABLE fundings ADD CHECK (state IN ('CREATED','STARTED','SETTLED','FAILED','DISPUTED','RETURNED'));
ALTER TABLE fundings ADD COLUMN method_id uuid;
ALTER TABLE fundings ADD FOREIGN KEY (tenant_id, method_id) REFERENCES funding_methods (tenant_id, id);
-- topped up for this run
ALTER TABLE fundings ADD COLUMN run_id uuid;
ALTER TABLE fundings ADD FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id);
ALTER TABLE fundings ADD COLUMN reason text;
-- of the net: what made up for earlier shortfalls instead of reaching the wallet
ALTER TABLE fundings ADD COLUMN repaid bigint NOT NULL DEFAULT 0 CHECK (repaid >= 0);
-- what was given back to the tenant, or is on its way
ALTER TABLE fundings ADD COLUMN refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount);
-- when Stripe is asked next what became of it; none while nothing is expected
ALTER TABLE fundings ADD COLUMN look_at timestamptz;
UPDATE fundings SET look_at = updated_at WHERE state <> 'FAILED';
CREATE INDEX fundings_run ON fundings (tenant_id, run_id) WHERE run_id IS NOT NULL;
-- Disputes name the payment and no tenant of ours.
CREATE INDEX fundings_payment_intent ON fundings (payment_intent_id) WHERE payment_intent_id IS NOT NULL;
CREATE INDEX fundings_to_look_at ON fundings (look_at) WHERE look_at IS NOT NULL;

CREATE TABLE funding_disputes (
  tenant_id uuid NOT NULL REFERENCES tenants,
  stripe_id text NOT NULL,
  funding_id uuid NOT NULL,
  reason text NOT NULL,
  -- Stripe's own word
  status text NOT NULL,
  -- how many movements Stripe had booked when it told; it only ever grows
  movements integer NOT NULL,
  -- what they have taken out of our balance, the fee included; what of it stands in the ledger
  taken bigint NOT NULL,
  booked bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, stripe_id),
  FOREIGN KEY (tenant_id, funding_id) REFERENCES fundings (tenant_id, id)
);
CREATE INDEX funding_disputes_funding ON funding_disputes (tenant_id, funding_id);

CREATE TABLE wallet_returns (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  -- several may be one wish: each gives back one funding
  request_id uuid NOT NULL,
  funding_id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('REQUESTED','SUBMITTING','RETURNED','FAILED')),
  reason text,
  refund_id text,
  requested_by text NOT NULL,
  first_sent_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  look_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, funding_id) REFERENCES fundings (tenant_id, id)
);
CREATE INDEX wallet_returns_request ON wallet_returns (tenant_id, request_id);
CREATE INDEX wallet_returns_to_look_at ON wallet_returns (look_at) WHERE look_at IS NOT NULL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['stripe_customers','funding_methods','wallet_top_ups','funding_disputes','wallet_returns'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_tenant, trib_system', t);
    IF t <> 'stripe_customers' THEN
      EXECUTE format('GRANT UPDATE ON %I TO trib_tenant, trib_system', t);
    END IF;
  END LOOP;
END $$;
