DROP INDEX conversions_by_subscription;
ALTER TABLE conversions DROP COLUMN subscription;
DROP TABLE click_days_closed;
DROP TABLE click_days;
ALTER TABLE commissions DROP COLUMN budget_id;
DROP TABLE budgets;
ALTER TABLE credits DROP COLUMN cut, DROP COLUMN added, DROP COLUMN program_id;
DROP TABLE payee_months;
ALTER TABLE rules DROP COLUMN recurring;
ALTER TABLE terms DROP COLUMN cap_per_period, DROP COLUMN cap_per_order, DROP COLUMN bonuses, DROP COLUMN period,
  DROP COLUMN group_id;
DROP INDEX enrollments_by_group;
ALTER TABLE enrollments DROP COLUMN group_id;
DROP TABLE groups;
