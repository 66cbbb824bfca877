-- Where a person comes back to from a page of Stripe's: a path of the web app. Kept, so that a call that is sent again
-- under its key says the same.
ALTER TABLE fundings ADD COLUMN return_path text CHECK (length(return_path) <= 2000);
ALTER TABLE funding_methods ADD COLUMN return_path text CHECK (length(return_path) <= 2000);
ALTER TABLE subscription_checkouts ADD COLUMN return_path text CHECK (length(return_path) <= 2000);
