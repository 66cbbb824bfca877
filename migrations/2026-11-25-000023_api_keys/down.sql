ALTER TABLE api_keys
  DROP COLUMN replaced_by, DROP COLUMN origins, DROP COLUMN last_used_at, DROP COLUMN expires_at;
