-- Payouts as DESIGN §4 promises them: runs on a timetable and on demand, transfers that come back, Stripe's events
-- swept, alarms that only a person clears.

-- Who found something clears it: the five-minute check its own, a person an alarm.
ALTER TABLE ledger_findings ADD COLUMN source text NOT NULL DEFAULT 'CHECK' CHECK (source IN ('CHECK','ALARM','RECONCILE'));
ALTER TABLE ledger_findings ALTER COLUMN source DROP DEFAULT;
CREATE INDEX ledger_findings_open ON ledger_findings (tenant_id) WHERE cleared_at IS NULL;

-- An ADJUSTMENT that may be claimed again because this payout's transfer was reversed.
ALTER TABLE commissions ADD COLUMN returned_by_payout_id uuid;
ALTER TABLE commissions ADD FOREIGN KEY (tenant_id, returned_by_payout_id) REFERENCES payouts (tenant_id, id);
CREATE INDEX commissions_returned ON commissions (tenant_id, returned_by_payout_id) WHERE returned_by_payout_id IS NOT NULL;

-- How far Stripe's own list of events has been read. Global: the platform has one list.
CREATE TABLE stripe_sweeps (
  id text PRIMARY KEY CHECK (id = 'events'),
  -- every event made before is stored
  swept_to timestamptz NOT NULL,
  swept_at timestamptz NOT NULL
);
ALTER TABLE stripe_sweeps ENABLE ROW LEVEL SECURITY;
ALTER TABLE stripe_sweeps FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON stripe_sweeps TO trib_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON stripe_sweeps TO trib_system;
GRANT INSERT ON stripe_events TO trib_system;

-- An unusual total pauses a run until a person says that it is right.
ALTER TABLE tenants ADD COLUMN payout_limit bigint CHECK (payout_limit > 0);
ALTER TABLE tenants ADD COLUMN payout_unusual_percent integer NOT NULL DEFAULT 300 CHECK (payout_unusual_percent BETWEEN 100 AND 10000);

-- A run on an affiliate's demand is theirs alone and stands beside the tenant's own.
ALTER TABLE payout_runs ADD COLUMN origin text NOT NULL DEFAULT 'MANUAL' CHECK (origin IN ('MANUAL','TIMETABLE','ON_DEMAND'));
ALTER TABLE payout_runs ALTER COLUMN origin DROP DEFAULT;
ALTER TABLE payout_runs ADD COLUMN affiliate_id uuid;
ALTER TABLE payout_runs ADD CHECK ((origin = 'ON_DEMAND') = (affiliate_id IS NOT NULL));
DROP INDEX payout_runs_one_open;
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency, affiliate_id) NULLS NOT DISTINCT
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
ALTER TABLE programs ADD COLUMN payout_on_demand boolean NOT NULL DEFAULT false;

CREATE TABLE payout_timetables (
  tenant_id uuid NOT NULL REFERENCES tenants,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  cadence text NOT NULL CHECK (cadence IN ('WEEKLY','TWICE_MONTHLY','MONTHLY')),
  -- 1–7 from Monday for WEEKLY; 1–31 for MONTHLY, the last day of a shorter month
  day integer CHECK (day BETWEEN 1 AND 31),
  time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  next_at timestamptz NOT NULL,
  -- rows are not deleted: a timetable that has ended stays with when
  ends_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, currency),
  CHECK (CASE cadence WHEN 'WEEKLY' THEN day BETWEEN 1 AND 7 WHEN 'MONTHLY' THEN day IS NOT NULL ELSE day IS NULL END)
);
ALTER TABLE payout_timetables ENABLE ROW LEVEL SECURITY;
ALTER TABLE payout_timetables FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON payout_timetables TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON payout_timetables TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
GRANT SELECT, INSERT, UPDATE ON payout_timetables TO trib_tenant, trib_system;
