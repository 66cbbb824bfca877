-- Why Stripe gives nothing of a funding back: such a one is no source of a wallet return.
ALTER TABLE fundings ADD COLUMN not_refundable text;
