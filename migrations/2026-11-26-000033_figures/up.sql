-- What the figures of a period and what waits for somebody are counted by.
CREATE INDEX link_days_by_day ON link_days (tenant_id, day);
CREATE INDEX creator_claims_by_state ON creator_claims (tenant_id, state, id);
-- Only few runs have not ended, and a tenant's may be many.
CREATE INDEX payout_runs_unfinished ON payout_runs (tenant_id, state)
  WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
