DROP TABLE top_up_parts;
DROP INDEX commissions_bonuses;
DROP INDEX credits_by_payee;
ALTER TABLE payee_months DROP COLUMN tiered_at;
