-- A key ends by itself, tells when it was used last, and is replaced by another with which it overlaps. A publishable
-- key may be used from its own origins, or from its tenant's where it has none.
ALTER TABLE api_keys
  ADD COLUMN expires_at timestamptz,
  ADD COLUMN last_used_at timestamptz,
  ADD COLUMN origins text[] NOT NULL DEFAULT '{}',
  ADD COLUMN replaced_by uuid,
  ADD FOREIGN KEY (tenant_id, replaced_by) REFERENCES api_keys (tenant_id, id);
