-- Signals of fraud: what is found of a conversion, what a tenant takes for a signal, and who waits for a person.

-- The buyer's e-mail is kept by nobody: its hash under a key of the tenant's, and whether its mailbox is thrown away.
ALTER TABLE conversions
  ADD COLUMN email_hash bytea CHECK (octet_length(email_hash) = 32),
  ADD COLUMN email_disposable boolean,
  -- how much speaks for fraud, of 100
  ADD COLUMN fraud_score integer CHECK (fraud_score BETWEEN 0 AND 100),
  -- whether its code was used without any click by a link of the code's owner before; none without such a code
  ADD COLUMN code_without_click boolean,
  -- what stands already counts as judged, and is not looked through again
  ADD COLUMN judged_at timestamptz DEFAULT now();
ALTER TABLE conversions ALTER COLUMN judged_at DROP DEFAULT;
CREATE INDEX conversions_unjudged ON conversions (tenant_id, id) WHERE judged_at IS NULL;
CREATE INDEX conversions_by_code ON conversions (tenant_id, code, occurred_at) WHERE code_without_click IS NOT NULL;

-- A commission that a person has held or let go: no signal holds it again.
ALTER TABLE commissions ADD COLUMN reviewed_at timestamptz;

CREATE TABLE fraud_findings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  -- who earns from it; none for what is about the buyer, and concerns everybody
  payee_id uuid,
  affiliate_id uuid,
  signal text NOT NULL CHECK (signal IN (
    'SELF_REFERRAL_EMAIL','SELF_REFERRAL_DEVICE','SELF_REFERRAL_PAYOUT_ACCOUNT','CLICK_FLOOD','DUPLICATE_VISITORS',
    'TOO_SOON','LEAKED_CODE','DISPOSABLE_EMAIL','BANNED_REFERRER','SHARED_PAYOUT_ACCOUNT')),
  points integer NOT NULL CHECK (points BETWEEN 1 AND 100),
  -- numbers, ids and hosts; never an e-mail
  evidence jsonb NOT NULL CHECK (length(evidence::text) <= 2000),
  found_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  CHECK (affiliate_id IS NULL OR payee_id IS NOT NULL)
);
CREATE UNIQUE INDEX fraud_findings_once ON fraud_findings (tenant_id, conversion_id, signal, payee_id) NULLS NOT DISTINCT;

-- What a tenant has said otherwise than what is standard.
CREATE TABLE fraud_thresholds (
  tenant_id uuid NOT NULL REFERENCES tenants,
  thresholds jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);

-- Browsers an affiliate has signed in with, as far as they have said that they may be followed.
CREATE TABLE affiliate_browsers (
  tenant_id uuid NOT NULL REFERENCES tenants,
  affiliate_id uuid NOT NULL,
  visitor_id uuid NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, affiliate_id, visitor_id)
);

-- The bank account, as Stripe names it without telling it: two of one name are one account.
ALTER TABLE payout_accounts ADD COLUMN bank_fingerprint text CHECK (length(bank_fingerprint) BETWEEN 1 AND 100);
CREATE INDEX payout_accounts_by_bank ON payout_accounts (bank_fingerprint) WHERE bank_fingerprint IS NOT NULL;

ALTER TABLE fraud_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE fraud_findings FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON fraud_findings TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON fraud_findings TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT ON fraud_findings TO trib_system;
GRANT SELECT ON fraud_findings TO trib_tenant;

ALTER TABLE fraud_thresholds ENABLE ROW LEVEL SECURITY;
ALTER TABLE fraud_thresholds FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON fraud_thresholds TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON fraud_thresholds TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT ON fraud_thresholds TO trib_system;
GRANT SELECT, INSERT, UPDATE ON fraud_thresholds TO trib_tenant;

ALTER TABLE affiliate_browsers ENABLE ROW LEVEL SECURITY;
ALTER TABLE affiliate_browsers FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON affiliate_browsers TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY affiliate ON affiliate_browsers TO trib_affiliate
  USING (affiliate_id = current_setting('app.affiliate_id')::uuid
         AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
  WITH CHECK (affiliate_id = current_setting('app.affiliate_id')::uuid
              AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
GRANT SELECT ON affiliate_browsers TO trib_system;
GRANT SELECT, INSERT ON affiliate_browsers TO trib_affiliate;
