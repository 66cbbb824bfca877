ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_receivable;
DROP TABLE wallet_returns, funding_disputes, wallet_top_ups;
DROP INDEX fundings_run, fundings_payment_intent, fundings_to_look_at;
ALTER TABLE fundings DROP COLUMN method_id, DROP COLUMN run_id, DROP COLUMN reason, DROP COLUMN repaid,
  DROP COLUMN refunded, DROP COLUMN look_at;
ALTER TABLE fundings DROP CONSTRAINT fundings_state_check;
ALTER TABLE fundings ADD CHECK (state IN ('CREATED','STARTED','SETTLED','FAILED'));
DROP TABLE funding_methods, stripe_customers;
