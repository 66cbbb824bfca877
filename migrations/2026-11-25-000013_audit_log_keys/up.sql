-- Who made a key: what a key drafts, its maker has drafted. Built beside the writers, so it is alone and in no transaction.
-- One that was cut off leaves an index that is not valid: drop it, and the row of this version, and migrate again.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_log_keys ON audit_log (tenant_id, subject) WHERE action = 'apiKeyCreate';
