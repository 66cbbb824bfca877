DROP TABLE moment_sources;
