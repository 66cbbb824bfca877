DROP TABLE terms_acceptances;
REVOKE DELETE ON memberships FROM trib_global;
ALTER TABLE tenants DROP COLUMN link_hosts;
