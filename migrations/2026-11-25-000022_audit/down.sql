DROP INDEX audit_log_by_actor;
DROP INDEX audit_log_by_subject;
ALTER TABLE audit_log DROP COLUMN request, DROP COLUMN agent, DROP COLUMN entrance, DROP COLUMN before;
