DROP TABLE moment_conversions;
