DROP INDEX conversions_by_customer;
CREATE INDEX conversions_by_customer ON conversions (tenant_id, customer_id, occurred_at);
DROP INDEX commissions_by_payout;
CREATE INDEX commissions_by_payout ON commissions (tenant_id, payout_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['creators','creator_claims','moment_products','terms','rules','enrollments','links','codes','identity_edges','link_days','conversion_lines','refunds','refund_lines','attributions','credits','payouts','payout_attempts','commissions','debt_recoveries','payout_run_items','ledger_postings','wallet_top_ups','funding_disputes','wallet_returns','payout_run_shares','payout_run_omissions','missed_sales','moment_conversions','groups','payee_months','budgets','click_days','fraud_findings','conversion_visitors','top_up_parts','terms_withdrawals'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES tenants', t, t || '_tenant_id_fkey');
  END LOOP;
END $$;
