DROP FUNCTION own_conversions, own_touches, own_link_clicks, authors_at;
REVOKE ALL ON conversions, commissions, touches, links, codes, creators, payees, link_days FROM trib_search;
REVOKE SELECT (permalink) ON moments FROM trib_search;
DROP POLICY search ON conversions;
DROP POLICY search ON commissions;
DROP POLICY search ON touches;
DROP POLICY search ON links;
DROP POLICY search ON codes;
DROP POLICY search ON creators;
DROP POLICY search ON payees;
DROP POLICY search ON link_days;
DROP INDEX moments_by_permalink, creator_claims_by_affiliate, codes_by_affiliate, links_by_affiliate;
DROP TABLE missed_sales;
DELETE FROM mails WHERE cause = 'MISSED_SALE_DECIDED';
ALTER TABLE mails DROP CONSTRAINT mails_cause_check;
ALTER TABLE mails ADD CONSTRAINT mails_cause_check CHECK (cause IN (
  'COMMISSIONS_EARNED','COMMISSIONS_TAKEN_BACK','PAYOUT_SENT','PAYOUT_RETURNED','PAYOUT_BLOCKED','PAYOUT_FAILED',
  'PAYOUT_ACCOUNT_NEEDED','REQUIREMENTS_DUE',
  'SUBSCRIPTION_UNPAID','SUBSCRIPTION_SUSPENDS_SOON','SUBSCRIPTION_SUSPENDED','SUBSCRIPTION_RESUMED',
  'FUNDING_FAILED','FUNDING_DISPUTED','FUNDING_LOST','TOP_UP_STOPPED',
  'RUN_AWAITS_APPROVAL','RUN_AWAITS_START','RUN_AWAITS_MONEY','RUN_PAUSED','PAYOUTS_STOPPED')) NOT VALID;
