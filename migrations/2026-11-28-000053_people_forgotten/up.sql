-- People who ask to be forgotten: which browsers were theirs is deleted, and no row names them any more.
GRANT DELETE ON identity_edges TO trib_tenant;
GRANT UPDATE (customer) ON unmatched_refunds TO trib_tenant;
CREATE INDEX unmatched_refunds_by_customer ON unmatched_refunds (tenant_id, customer) WHERE customer IS NOT NULL;
CREATE INDEX creator_claims_of_creator ON creator_claims (tenant_id, creator_id);
