ALTER TABLE subscription_invoices DROP COLUMN payment_intents;
DROP TABLE platform_movements;
