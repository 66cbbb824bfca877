ALTER TABLE touches DROP COLUMN enrollment_id;
DROP INDEX touches_by_time;
DROP INDEX attributions_by_time;
ALTER TABLE attributions DROP COLUMN supersedes_because;
ALTER TABLE policies DROP COLUMN weight_set_id, DROP COLUMN stand_down_keeps_bps, DROP COLUMN stand_down_minutes,
  DROP COLUMN assist_bonus_bps, DROP COLUMN first_touch_bonus_bps, DROP COLUMN closer_ceiling_bps,
  DROP COLUMN closer_floor_bps, DROP COLUMN creator_ceiling_bps, DROP COLUMN creator_floor_bps,
  DROP COLUMN affiliate_ceiling_bps;
ALTER TABLE policies DROP CONSTRAINT policies_model_check;
ALTER TABLE policies ADD CONSTRAINT policies_model_check CHECK (model IN
  ('FIRST_TOUCH','LAST_TOUCH','LAST_AFFILIATE_TOUCH','LINEAR','POSITION','TIME_DECAY')) NOT VALID;
DROP TABLE weight_sets;
