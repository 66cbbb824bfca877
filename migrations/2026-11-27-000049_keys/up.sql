-- A row that names another of its tenant's by (tenant_id, id) has a tenant if that one has: it needs no key to tenants of
-- its own, which every insert would pay for with a lookup and a lock on the one row that all of a tenant's writers share.
DO $$
DECLARE k record;
BEGIN
  FOR k IN
    SELECT c.conrelid::regclass AS of, c.conname AS name FROM pg_constraint c
    WHERE c.contype = 'f' AND c.confrelid = 'tenants'::regclass AND EXISTS (
      SELECT FROM pg_constraint p
      WHERE p.contype = 'f' AND p.conrelid = c.conrelid AND p.confrelid <> c.conrelid
        AND cardinality(p.conkey) > 1 AND p.conkey[1] = c.conkey[1]
        AND NOT EXISTS (SELECT FROM unnest(p.conkey) AS n JOIN pg_attribute a ON a.attrelid = p.conrelid AND a.attnum = n
                        WHERE NOT a.attnotnull))
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.of, k.name);
  END LOOP;
END $$;

-- Most commissions are in no payout yet, and many conversions name no customer.
DROP INDEX commissions_by_payout;
CREATE INDEX commissions_by_payout ON commissions (tenant_id, payout_id) WHERE payout_id IS NOT NULL;
DROP INDEX conversions_by_customer;
CREATE INDEX conversions_by_customer ON conversions (tenant_id, customer_id, occurred_at) WHERE customer_id IS NOT NULL;
