ALTER TABLE subscription_checkouts DROP COLUMN return_path;
ALTER TABLE funding_methods DROP COLUMN return_path;
ALTER TABLE fundings DROP COLUMN return_path;
