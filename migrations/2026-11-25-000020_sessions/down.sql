ALTER TABLE sessions DROP COLUMN device, DROP COLUMN used_at;
