DROP INDEX moment_conversions_unscored;
ALTER TABLE moment_conversions DROP COLUMN scored_at;
DROP TABLE engagement_settings, engagement_totals, engagement_days, engagement_hours, engagements;
