DROP INDEX moments_by_rights;
ALTER TABLE moments ADD CHECK (rights <> 'GRANTED' OR rights_starts_at IS NOT NULL) NOT VALID;
DROP TABLE rights_requests;
DROP TABLE rights_terms;
