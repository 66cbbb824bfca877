DROP INDEX moments_of_question, moments_top_rated, moments_most_helpful, moments_newest;
ALTER TABLE moments
  DROP COLUMN language, DROP COLUMN intent, DROP COLUMN question_id, DROP COLUMN helpfulness,
  DROP COLUMN rank_fell_at, DROP COLUMN rating_fell_at, DROP COLUMN helpfulness_fell_at;
