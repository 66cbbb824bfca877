-- A mail's reader is an affiliate or one of a tenant's people, one of the two.

ALTER TABLE mails ALTER COLUMN affiliate_id DROP NOT NULL;
ALTER TABLE mails ADD COLUMN user_id uuid;
ALTER TABLE mails ADD CONSTRAINT mails_one_reader CHECK (num_nonnulls(affiliate_id, user_id) = 1) NOT VALID;
-- told once to each, as affiliates are by the key that stands
ALTER TABLE mails ADD CONSTRAINT mails_user_once UNIQUE (tenant_id, user_id, cause, about);
ALTER TABLE mails DROP CONSTRAINT mails_cause_check;
ALTER TABLE mails ADD CONSTRAINT mails_cause_check CHECK (cause IN (
  'COMMISSIONS_EARNED','COMMISSIONS_TAKEN_BACK','PAYOUT_SENT','PAYOUT_RETURNED','PAYOUT_BLOCKED','PAYOUT_FAILED',
  'PAYOUT_ACCOUNT_NEEDED','REQUIREMENTS_DUE',
  'SUBSCRIPTION_UNPAID','SUBSCRIPTION_SUSPENDS_SOON','SUBSCRIPTION_SUSPENDED','SUBSCRIPTION_RESUMED',
  'FUNDING_FAILED','FUNDING_DISPUTED','FUNDING_LOST','TOP_UP_STOPPED',
  'RUN_AWAITS_APPROVAL','RUN_AWAITS_START','RUN_AWAITS_MONEY','RUN_PAUSED','PAYOUTS_STOPPED')) NOT VALID;
CREATE INDEX mails_by_user ON mails (tenant_id, user_id, id) WHERE user_id IS NOT NULL;
-- Whether a tenant's people were told something.
CREATE INDEX mails_of_tenant ON mails (tenant_id, cause, about) WHERE user_id IS NOT NULL;

-- A tenant's people read what they were told; what affiliates were told is no tenant's to read.
CREATE POLICY tenant ON mails TO trib_tenant USING (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY tenant_people ON mails AS RESTRICTIVE TO trib_tenant USING (user_id IS NOT NULL);
GRANT SELECT ON mails TO trib_tenant;

-- Fundings that have failed lately, everywhere.
CREATE INDEX fundings_failed ON fundings (updated_at) WHERE state = 'FAILED';
