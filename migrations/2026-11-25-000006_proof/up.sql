-- Large runs, and what a review of the payouts found.

-- When the sweep looks at an open payout again, where it has looked before, and how often it has.
ALTER TABLE payouts ADD COLUMN look_at timestamptz;
ALTER TABLE payouts ADD COLUMN looks integer NOT NULL DEFAULT 0 CHECK (looks >= 0);
CREATE INDEX payouts_open ON payouts (tenant_id, run_id) WHERE state IN ('RESERVED','SUBMITTING','UNKNOWN','NEEDS_REVIEW','BLOCKED');
CREATE INDEX payout_run_items_by_affiliate ON payout_run_items (tenant_id, run_id, affiliate_id);

-- When an attempt was sent again, the last time: an earlier sending of it went unanswered.
ALTER TABLE payout_attempts ADD COLUMN resent_at timestamptz;

-- An event that cannot be applied: how often it was tried, when it is tried next, why it failed.
ALTER TABLE stripe_events ADD COLUMN tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0);
ALTER TABLE stripe_events ADD COLUMN next_try_at timestamptz;
ALTER TABLE stripe_events ADD COLUMN failure text;

-- A sweep that was cut off: its last event, and up to when it was to read.
ALTER TABLE stripe_sweeps ADD COLUMN resume_after text;
ALTER TABLE stripe_sweeps ADD COLUMN resume_to timestamptz;
ALTER TABLE stripe_sweeps ADD CHECK ((resume_after IS NULL) = (resume_to IS NULL));

-- Whose Stripe this is. Written once: a key of another account, or of the other mode, is refused.
CREATE TABLE stripe_account (
  id text PRIMARY KEY CHECK (id = 'platform'),
  stripe_id text NOT NULL,
  live boolean NOT NULL,
  seen_at timestamptz NOT NULL
);
ALTER TABLE stripe_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE stripe_account FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON stripe_account TO trib_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON stripe_account TO trib_system;

-- An event that is applied after all clears its own alarm. Nobody ever wrote RECONCILE.
ALTER TABLE ledger_findings DROP CONSTRAINT ledger_findings_source_check;
ALTER TABLE ledger_findings ADD CONSTRAINT ledger_findings_source_check CHECK (source IN ('CHECK','ALARM','EVENT'));

-- The limit is a sum in one currency: until now it was compared with runs of any, and meant in the tenant's own.
ALTER TABLE tenants ADD COLUMN payout_limit_currency text CHECK (payout_limit_currency ~ '^[A-Z]{3}$');
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
UPDATE tenants SET payout_limit_currency = currency WHERE payout_limit IS NOT NULL;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants ADD CONSTRAINT tenants_limit_has_a_currency CHECK ((payout_limit IS NULL) = (payout_limit_currency IS NULL));
