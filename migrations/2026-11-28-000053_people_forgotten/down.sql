DROP INDEX creator_claims_of_creator;
DROP INDEX unmatched_refunds_by_customer;
REVOKE UPDATE (customer) ON unmatched_refunds FROM trib_tenant;
REVOKE DELETE ON identity_edges FROM trib_tenant;
