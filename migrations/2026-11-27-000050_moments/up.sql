-- What feeds select and order moments by, beside their rank.
ALTER TABLE moments
  -- Two or three letters, where it is known.
  ADD COLUMN language text CHECK (language ~ '^[a-z]{2,3}$'),
  -- What its author wants; none before it was read. How that is known: moment_intents.
  ADD COLUMN intent text CHECK (intent IN ('KNOW','GO','DO','BUY','NONE')),
  -- The question that an answer is to.
  ADD COLUMN question_id uuid,
  -- The lower bound of what the votes of readers say, in millionths.
  ADD COLUMN helpfulness integer NOT NULL DEFAULT 0 CHECK (helpfulness BETWEEN 0 AND 1000000),
  -- When each key of an order last fell: whoever reads page by page leaves out what fell meanwhile.
  ADD COLUMN rank_fell_at timestamptz,
  ADD COLUMN rating_fell_at timestamptz,
  ADD COLUMN helpfulness_fell_at timestamptz,
  ADD FOREIGN KEY (tenant_id, question_id) REFERENCES moments (tenant_id, id),
  ADD CHECK (question_id IS NULL OR kind = 'ANSWER');
CREATE INDEX moments_of_question ON moments (tenant_id, question_id, id) WHERE question_id IS NOT NULL;
CREATE INDEX moments_top_rated ON moments (tenant_id, rating DESC, published_at DESC, id DESC)
  WHERE moderation = 'APPROVED' AND visibility = 'VISIBLE' AND rating IS NOT NULL;
CREATE INDEX moments_most_helpful ON moments (tenant_id, helpfulness DESC, published_at DESC, id DESC)
  WHERE moderation = 'APPROVED' AND visibility = 'VISIBLE';
CREATE INDEX moments_newest ON moments (tenant_id, published_at DESC, id DESC)
  WHERE moderation = 'APPROVED' AND visibility = 'VISIBLE';
