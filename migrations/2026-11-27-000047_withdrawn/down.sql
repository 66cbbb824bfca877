REVOKE SELECT (tenant_id, program_id, group_id, starts_at, ends_at) ON budgets FROM trib_affiliate;
DROP POLICY affiliate ON budgets;
DROP TABLE terms_withdrawals;
