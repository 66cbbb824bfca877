ALTER TABLE audit_log DROP COLUMN request, DROP COLUMN agent, DROP COLUMN entrance, DROP COLUMN before;
