DROP INDEX moment_products_by_stars;
REVOKE UPDATE (stars, counts_from, counts_until) ON moment_products FROM trib_tenant, trib_system;
ALTER TABLE moment_products DROP COLUMN stars, DROP COLUMN counts_from, DROP COLUMN counts_until;
DROP TABLE moment_vote_counts;
DROP TABLE moment_votes;
DROP TABLE moment_customers;
