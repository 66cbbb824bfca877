ALTER TABLE fundings DROP COLUMN not_refundable;
