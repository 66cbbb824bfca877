ALTER TABLE subscriptions DROP COLUMN failing_since;
