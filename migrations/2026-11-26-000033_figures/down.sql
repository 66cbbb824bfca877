DROP INDEX payout_runs_unfinished, creator_claims_by_state, link_days_by_day;
