REVOKE INSERT ON account_log FROM trib_system;
DROP POLICY system ON account_log;
REVOKE SELECT (id, name, email_verified_at) ON users FROM trib_system;
DROP TABLE account_mails;
DROP TABLE member_invitations;
ALTER TABLE users DROP COLUMN email_verified_at;
