-- Most commissions are in no payout yet, and many conversions name no customer.
DROP INDEX commissions_by_payout;
CREATE INDEX commissions_by_payout ON commissions (tenant_id, payout_id) WHERE payout_id IS NOT NULL;
DROP INDEX conversions_by_customer;
CREATE INDEX conversions_by_customer ON conversions (tenant_id, customer_id, occurred_at) WHERE customer_id IS NOT NULL;

-- A row that names another of its tenant's by (tenant_id, id) has a tenant if that one has: it needs no key to tenants of
-- its own, which every insert would pay for with a lookup and a lock on the one row that all of a tenant's writers share.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'creators','creator_claims','moment_products','terms','rules','enrollments','links','codes','identity_edges','link_days',
    'conversion_lines','refunds','refund_lines','attributions','credits','payouts','payout_attempts','commissions',
    'debt_recoveries','payout_run_items','ledger_postings','wallet_top_ups','funding_disputes','wallet_returns',
    'payout_run_shares','payout_run_omissions','missed_sales','moment_conversions','groups','payee_months','budgets',
    'click_days','fraud_findings','conversion_visitors','top_up_parts','terms_withdrawals'] LOOP
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', t, t || '_tenant_id_fkey');
  END LOOP;
END $$;
