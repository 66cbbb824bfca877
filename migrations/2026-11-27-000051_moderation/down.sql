DROP INDEX moments_by_publication;
DROP TABLE moment_intents, moment_revisions, moment_reports, moment_decisions, moderation_cases, moderation_settings;
