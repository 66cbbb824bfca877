ALTER TABLE tenants DROP COLUMN second_factor_required;
ALTER TABLE sessions DROP COLUMN second_factor_at;
DROP TABLE account_log;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
