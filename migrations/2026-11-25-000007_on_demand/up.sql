-- An affiliate asks to be paid now, where their programmes allow it; the worker begins the run.
CREATE TABLE payout_requests (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  state text NOT NULL CHECK (state IN ('REQUESTED','BEGUN','REFUSED')),
  -- why it was refused
  reason text,
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  run_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id),
  CHECK ((state = 'BEGUN') = (run_id IS NOT NULL))
);
CREATE UNIQUE INDEX payout_requests_one_open ON payout_requests (tenant_id, affiliate_id, currency) WHERE state = 'REQUESTED';
CREATE UNIQUE INDEX payout_requests_key ON payout_requests (tenant_id, affiliate_id, idempotency_key);
CREATE INDEX payout_requests_affiliate ON payout_requests (tenant_id, affiliate_id, id);
ALTER TABLE payout_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON payout_requests TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON payout_requests TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY affiliate ON payout_requests TO trib_affiliate
  USING (affiliate_id = current_setting('app.affiliate_id')::uuid
         AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
  WITH CHECK (affiliate_id = current_setting('app.affiliate_id')::uuid
              AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
-- an affiliate asks; what comes of it is ours to say
CREATE POLICY affiliate_asks ON payout_requests AS RESTRICTIVE FOR INSERT TO trib_affiliate
  WITH CHECK (state = 'REQUESTED' AND run_id IS NULL AND reason IS NULL);
GRANT SELECT ON payout_requests TO trib_tenant;
GRANT SELECT, INSERT ON payout_requests TO trib_affiliate;
GRANT SELECT, INSERT, UPDATE ON payout_requests TO trib_system;
