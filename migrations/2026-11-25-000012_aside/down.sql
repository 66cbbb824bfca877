-- Before this there was one open run of a kind, and none stood aside.
ALTER TABLE payout_runs NO FORCE ROW LEVEL SECURITY;
DO $$ BEGIN
  IF EXISTS (
    SELECT FROM payout_runs WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED')
    GROUP BY tenant_id, currency, affiliate_id HAVING count(*) > 1
  ) THEN
    RAISE EXCEPTION 'a run stands aside while another of its kind is open'
      USING HINT = 'Settle or cancel the payouts that wait, or end the other run, then go back.';
  END IF;
END $$;
ALTER TABLE payout_runs FORCE ROW LEVEL SECURITY;
DROP INDEX payout_runs_one_open;
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency, affiliate_id) NULLS NOT DISTINCT
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
ALTER TABLE payout_runs DROP COLUMN aside_at;
