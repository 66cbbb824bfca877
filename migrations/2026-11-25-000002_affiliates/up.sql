-- What affiliates are shown and told: dates of what they earn, notices by e-mail, what tax forms ask for.

-- When Stripe made the transfer: statements and yearly totals go by it.
ALTER TABLE payouts ADD COLUMN transferred_at timestamptz;
-- Forced row-level security would hide the rows from an owner that is no superuser.
ALTER TABLE payouts NO FORCE ROW LEVEL SECURITY;
UPDATE payouts SET transferred_at = updated_at WHERE state IN ('TRANSFERRED','PARTIALLY_REVERSED','REVERSED');
ALTER TABLE payouts FORCE ROW LEVEL SECURITY;
CREATE INDEX payouts_by_transfer_time ON payouts (tenant_id, transferred_at);
CREATE INDEX payouts_changed ON payouts (updated_at);

-- When a commission last changed its state; null while it stands as it was recorded.
ALTER TABLE commissions ADD COLUMN state_since timestamptz;
-- Why it is HELD, for its affiliate to read.
ALTER TABLE commissions ADD COLUMN hold_reason text CHECK (length(hold_reason) BETWEEN 1 AND 500);
CREATE INDEX commissions_voided ON commissions (tenant_id, state_since) WHERE state = 'VOID';
CREATE INDEX commissions_adjusting ON commissions (tenant_id, created_at) WHERE cause = 'ADJUSTMENT';

-- A copy of the affiliate's country, as of name and e-mail: no tenant reads the global table. A loop keeps it.
ALTER TABLE enrollments ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$');
CREATE INDEX enrollments_without_country ON enrollments (tenant_id) WHERE country IS NULL;

-- Accounts Stripe needs something for, by when it last said so.
CREATE INDEX payout_accounts_due ON payout_accounts (updated_at) WHERE requirements_due <> '{}';

-- Causes of notices an affiliate does not want.
ALTER TABLE affiliates ADD COLUMN mail_off text[] NOT NULL DEFAULT '{}';

-- A notice to an affiliate: one per cause and what it is about, however often the loop looks. An affiliate who does not
-- want it has the row too, without contents, so that a later change of mind brings nothing old.
CREATE TABLE mails (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  cause text NOT NULL CHECK (cause IN ('COMMISSIONS_EARNED','COMMISSIONS_TAKEN_BACK','PAYOUT_SENT','PAYOUT_RETURNED','PAYOUT_BLOCKED','PAYOUT_FAILED','PAYOUT_ACCOUNT_NEEDED','REQUIREMENTS_DUE')),
  -- a payout and what became of it, a day, a set of requirements
  about text NOT NULL CHECK (length(about) BETWEEN 1 AND 200),
  recipient text NOT NULL CHECK (length(recipient) <= 320),
  recipient_name text NOT NULL,
  subject text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
  body_text text NOT NULL,
  body_html text NOT NULL,
  state text NOT NULL CHECK (state IN ('QUEUED','SENT','GIVEN_UP','NOT_WANTED')),
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at timestamptz NOT NULL,
  -- what the last try met
  reason text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, affiliate_id, cause, about),
  CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CHECK (state <> 'GIVEN_UP' OR reason IS NOT NULL)
);
CREATE INDEX mails_by_affiliate ON mails (tenant_id, affiliate_id, id);
CREATE INDEX mails_due ON mails (next_try_at) WHERE state = 'QUEUED';

ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON mails TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY affiliate ON mails TO trib_affiliate
  USING (affiliate_id = current_setting('app.affiliate_id')::uuid
    AND tenant_id = ANY(string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
GRANT SELECT, INSERT, UPDATE ON mails TO trib_system;
GRANT SELECT ON mails TO trib_affiliate;
