REVOKE UPDATE (first_seen_at, seen_at) ON identity_edges FROM trib_tenant, trib_system;
DROP INDEX identity_edges_by_visitor;
ALTER TABLE identity_edges DROP COLUMN first_seen_at;
DROP TABLE conversion_visitors;
