-- The journal of a time range, in order, a page at a time.
CREATE INDEX ledger_entries_by_time ON ledger_entries (tenant_id, posted_at, id);
