DROP FUNCTION find_moments;
REVOKE SELECT (visibility, disclosure, rights, rights_starts_at, rights_ends_at, language) ON moments FROM trib_search;
DROP TABLE moment_words;
