DROP TABLE moment_intents, moment_decisions, moderation_cases, moderation_settings;
