DROP INDEX touches_of_moment;
DROP INDEX touches_of_code;
DROP INDEX touches_of_link;
DROP INDEX touches_by_time;
CREATE INDEX touches_by_time ON touches (tenant_id, occurred_at);
