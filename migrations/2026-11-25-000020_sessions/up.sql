-- What a session was begun with, as a class of many ("Firefox on Windows"), and when it was last refreshed: null of
-- sessions that are older than this column and were not.
ALTER TABLE sessions
  ADD COLUMN device text NOT NULL DEFAULT '' CHECK (length(device) <= 60),
  ADD COLUMN used_at timestamptz;
