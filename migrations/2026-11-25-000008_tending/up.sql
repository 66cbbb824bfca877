-- Since when a subscription could not be tended: the longer, the later it is tried again. Null when it could.
ALTER TABLE subscriptions ADD COLUMN failing_since timestamptz;
