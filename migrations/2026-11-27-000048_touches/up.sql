-- The list of touches, by when they happened, of all of them and of one link, code or moment.
DROP INDEX touches_by_time;
CREATE INDEX touches_by_time ON touches (tenant_id, occurred_at, id);
CREATE INDEX touches_of_link ON touches (tenant_id, link_id, occurred_at, id) WHERE link_id IS NOT NULL;
CREATE INDEX touches_of_code ON touches (tenant_id, code_id, occurred_at, id) WHERE code_id IS NOT NULL;
CREATE INDEX touches_of_moment ON touches (tenant_id, moment_id, occurred_at, id) WHERE moment_id IS NOT NULL;
