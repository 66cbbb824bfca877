-- Built beside the writers, so it is alone and in no transaction. One that was cut off leaves an index that is not valid:
-- drop it, and migrate again.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_log_by_subject ON audit_log (tenant_id, subject, id);
