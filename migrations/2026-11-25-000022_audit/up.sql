-- From where, and what stood before. Null of lines that are older than these columns; `before` also of what was made.
ALTER TABLE audit_log
  ADD COLUMN before jsonb,
  ADD COLUMN entrance text CHECK (entrance IN ('GRAPHQL','REST','CLI','WORKER')),
  ADD COLUMN agent text NOT NULL DEFAULT '' CHECK (length(agent) <= 60),
  ADD COLUMN request text NOT NULL DEFAULT '' CHECK (length(request) <= 64);
