DROP INDEX payout_accounts_by_bank;
ALTER TABLE payout_accounts DROP COLUMN bank_fingerprint;
DROP TABLE affiliate_browsers;
DROP TABLE fraud_thresholds;
DROP TABLE fraud_findings;
ALTER TABLE commissions DROP COLUMN reviewed_at;
DROP INDEX conversions_by_code, conversions_unjudged;
ALTER TABLE conversions
  DROP COLUMN judged_at, DROP COLUMN code_without_click, DROP COLUMN fraud_score,
  DROP COLUMN email_disposable, DROP COLUMN email_hash;
