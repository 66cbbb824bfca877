DROP TABLE moment_hashtags;
DROP TABLE feed_versions;
ALTER TABLE feeds DROP COLUMN version;
