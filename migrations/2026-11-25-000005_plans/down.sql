REVOKE UPDATE (platform_fee_bps) ON tenants FROM trib_system;
DROP TABLE usage_periods, usage_days, subscription_invoices, subscription_checkouts, subscriptions;
