DROP FUNCTION search_moments;
REVOKE ALL ON moments, moment_products FROM trib_search;
DROP POLICY search ON moments;
DROP POLICY search ON moment_products;
DROP INDEX moments_by_words, moments_by_kind, commissions_by_program, commissions_by_state, payouts_by_state,
  enrollments_by_program, enrollments_by_state, customers_by_key, conversions_by_key, conversions_by_time, conversions_by_state;
