-- What moved the platform's balance at Stripe and no tenant caused, and which payments paid an invoice.

CREATE TABLE platform_movements (
  -- Stripe's `txn_…`
  id text PRIMARY KEY CHECK (length(id) BETWEEN 4 AND 255),
  -- Stripe's word: stripe_fee, payout, topup and the like
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- what it added to the balance; below zero what it took
  net bigint NOT NULL,
  made_at timestamptz NOT NULL
);
ALTER TABLE platform_movements ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform_movements FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON platform_movements TO trib_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON platform_movements TO trib_system;

ALTER TABLE subscription_invoices ADD COLUMN payment_intents text[] NOT NULL DEFAULT '{}';
