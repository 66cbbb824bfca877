-- What an affiliate sees of their own sales and clicks, and sales they say are missing.

-- An affiliate reports a sale that brought them nothing; the brand decides.
CREATE TABLE missed_sales (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('REPORTED','ACCEPTED','REJECTED','WITHDRAWN')),
  -- the order as the affiliate names it, and what its spellings have in common
  reference text CHECK (length(reference) BETWEEN 1 AND 200),
  reference_key text,
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint CHECK (amount > 0),
  occurred_on date NOT NULL,
  evidence text NOT NULL CHECK (length(evidence) BETWEEN 1 AND 2000),
  -- why it was rejected
  reason text CHECK (length(reason) BETWEEN 1 AND 500),
  -- the sale it was accepted as
  conversion_id uuid,
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, enrollment_id) REFERENCES enrollments (tenant_id, id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id),
  CHECK ((reference IS NULL) = (reference_key IS NULL)),
  CHECK ((currency IS NULL) = (amount IS NULL)),
  CHECK ((state = 'REPORTED') = (decided_at IS NULL)),
  CHECK ((state = 'ACCEPTED') = (conversion_id IS NOT NULL)),
  CHECK ((state = 'REJECTED') = (reason IS NOT NULL))
);
-- One order is missed once, unless it was rejected or taken back; and one sale is found once for each affiliate.
CREATE UNIQUE INDEX missed_sales_reference ON missed_sales (tenant_id, affiliate_id, reference_key)
  WHERE state IN ('REPORTED','ACCEPTED') AND reference_key IS NOT NULL;
CREATE UNIQUE INDEX missed_sales_conversion ON missed_sales (tenant_id, affiliate_id, conversion_id)
  WHERE conversion_id IS NOT NULL;
CREATE INDEX missed_sales_by_affiliate ON missed_sales (tenant_id, affiliate_id, id);
CREATE INDEX missed_sales_by_enrollment ON missed_sales (tenant_id, enrollment_id, id);
CREATE INDEX missed_sales_by_state ON missed_sales (tenant_id, state, id);
-- By code point, so that row-level security lets the index serve what begins so.
CREATE INDEX missed_sales_by_key ON missed_sales (tenant_id, reference_key COLLATE "C");
-- The sweep that tells affiliates what was decided.
CREATE INDEX missed_sales_decided ON missed_sales (decided_at) WHERE state IN ('ACCEPTED','REJECTED');

ALTER TABLE missed_sales ENABLE ROW LEVEL SECURITY;
ALTER TABLE missed_sales FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON missed_sales TO trib_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON missed_sales TO trib_tenant
  USING (tenant_id = current_setting('app.tenant_id')::uuid)
  WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);
CREATE POLICY affiliate ON missed_sales TO trib_affiliate
  USING (affiliate_id = current_setting('app.affiliate_id')::uuid
         AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]))
  WITH CHECK (affiliate_id = current_setting('app.affiliate_id')::uuid
              AND tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));
-- an affiliate reports and takes back; what comes of it is the tenant's to say
CREATE POLICY affiliate_reports ON missed_sales AS RESTRICTIVE FOR INSERT TO trib_affiliate
  WITH CHECK (state = 'REPORTED');
CREATE POLICY affiliate_withdraws ON missed_sales AS RESTRICTIVE FOR UPDATE TO trib_affiliate
  USING (true) WITH CHECK (state = 'WITHDRAWN');
GRANT SELECT ON missed_sales TO trib_tenant, trib_system;
GRANT UPDATE (state, reason, conversion_id, decided_at) ON missed_sales TO trib_tenant;
GRANT SELECT, INSERT, UPDATE (state, decided_at) ON missed_sales TO trib_affiliate;

ALTER TABLE mails DROP CONSTRAINT mails_cause_check;
ALTER TABLE mails ADD CONSTRAINT mails_cause_check CHECK (cause IN (
  'COMMISSIONS_EARNED','COMMISSIONS_TAKEN_BACK','PAYOUT_SENT','PAYOUT_RETURNED','PAYOUT_BLOCKED','PAYOUT_FAILED',
  'PAYOUT_ACCOUNT_NEEDED','REQUIREMENTS_DUE','MISSED_SALE_DECIDED',
  'SUBSCRIPTION_UNPAID','SUBSCRIPTION_SUSPENDS_SOON','SUBSCRIPTION_SUSPENDED','SUBSCRIPTION_RESUMED',
  'FUNDING_FAILED','FUNDING_DISPUTED','FUNDING_LOST','TOP_UP_STOPPED',
  'RUN_AWAITS_APPROVAL','RUN_AWAITS_START','RUN_AWAITS_MONEY','RUN_PAUSED','PAYOUTS_STOPPED')) NOT VALID;

CREATE INDEX links_by_affiliate ON links (tenant_id, affiliate_id, id);
CREATE INDEX codes_by_affiliate ON codes (tenant_id, affiliate_id, id);
CREATE INDEX creator_claims_by_affiliate ON creator_claims (tenant_id, affiliate_id, id);
-- By hash: an address may be longer than an index takes.
CREATE INDEX moments_by_permalink ON moments (tenant_id, md5(permalink)) WHERE permalink IS NOT NULL;

-- Sales, touches and days of clicks name no affiliate, and a policy may look at no other table: their rows are found by
-- functions of a role of its own, which join them to what is the affiliate's and give the columns alone that they may see.
CREATE POLICY search ON conversions TO trib_search USING (true);
CREATE POLICY search ON commissions TO trib_search USING (true);
CREATE POLICY search ON touches TO trib_search USING (true);
CREATE POLICY search ON links TO trib_search USING (true);
CREATE POLICY search ON codes TO trib_search USING (true);
CREATE POLICY search ON creators TO trib_search USING (true);
CREATE POLICY search ON payees TO trib_search USING (true);
CREATE POLICY search ON link_days TO trib_search USING (true);
GRANT SELECT (tenant_id, id, kind, external_id, state, currency, amount, commissionable, refunded, code, occurred_at)
  ON conversions TO trib_search;
GRANT SELECT (tenant_id, conversion_id, affiliate_id) ON commissions TO trib_search;
GRANT SELECT (tenant_id, id, kind, occurred_at, link_id, code_id, moment_id) ON touches TO trib_search;
GRANT SELECT (tenant_id, id, affiliate_id) ON links, codes TO trib_search;
GRANT SELECT (tenant_id, id, payee_id) ON creators TO trib_search;
GRANT SELECT (tenant_id, id, affiliate_id) ON payees TO trib_search;
GRANT SELECT ON link_days TO trib_search;
GRANT SELECT (permalink) ON moments TO trib_search;

-- Sales and leads of these ids that earn the affiliate something, or did.
CREATE FUNCTION own_conversions(ids uuid[]) RETURNS TABLE (
  tenant_id uuid, id uuid, kind text, external_id text, state text, currency text, amount bigint, commissionable bigint,
  refunded bigint, code text, occurred_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.tenant_id, v.id, v.kind, v.external_id, v.state, v.currency, v.amount, v.commissionable, v.refunded, v.code,
         v.occurred_at
  FROM public.conversions v
  WHERE v.tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]) AND v.id = ANY (ids)
    AND EXISTS (SELECT 1 FROM public.commissions c WHERE c.tenant_id = v.tenant_id AND c.conversion_id = v.id
                AND c.affiliate_id = current_setting('app.affiliate_id')::uuid)
$$;

-- Touches of these ids that came by the affiliate's own link or code, or by a moment of a creator they are paid for.
CREATE FUNCTION own_touches(ids uuid[]) RETURNS TABLE (
  id uuid, kind text, occurred_at timestamptz, link_id uuid, code_id uuid, moment_id uuid
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.kind, t.occurred_at, own.link_id, own.code_id, t.moment_id
  FROM public.touches t
  CROSS JOIN LATERAL (SELECT
    (SELECT l.id FROM public.links l WHERE l.tenant_id = t.tenant_id AND l.id = t.link_id
       AND l.affiliate_id = current_setting('app.affiliate_id')::uuid) AS link_id,
    (SELECT k.id FROM public.codes k WHERE k.tenant_id = t.tenant_id AND k.id = t.code_id
       AND k.affiliate_id = current_setting('app.affiliate_id')::uuid) AS code_id,
    (SELECT p.id FROM public.moments m
       JOIN public.creators r ON r.tenant_id = m.tenant_id AND r.id = m.creator_id
       JOIN public.payees p ON p.tenant_id = r.tenant_id AND p.id = r.payee_id
       WHERE m.tenant_id = t.tenant_id AND m.id = t.moment_id
         AND p.affiliate_id = current_setting('app.affiliate_id')::uuid) AS payee_id) own
  WHERE t.tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]) AND t.id = ANY (ids)
    AND (own.link_id IS NOT NULL OR own.code_id IS NOT NULL OR own.payee_id IS NOT NULL)
$$;

-- Clicks of the affiliate's own links, over all days.
CREATE FUNCTION own_link_clicks(ids uuid[]) RETURNS TABLE (link_id uuid, valid bigint, duplicate bigint, bot bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.link_id, sum(d.valid)::bigint, sum(d.duplicate)::bigint, sum(d.bot)::bigint
  FROM public.links l JOIN public.link_days d ON d.tenant_id = l.tenant_id AND d.link_id = l.id
  WHERE l.tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]) AND l.id = ANY (ids)
    AND l.affiliate_id = current_setting('app.affiliate_id')::uuid
  GROUP BY d.link_id
$$;

-- Authors of the moments at an address, with the tenants the affiliate works with.
CREATE FUNCTION authors_at(address text) RETURNS TABLE (creator_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT m.creator_id FROM public.moments m
  WHERE m.tenant_id = ANY (string_to_array(current_setting('app.tenant_ids'), ',')::uuid[])
    AND md5(m.permalink) = md5(address) AND m.permalink = address AND m.creator_id IS NOT NULL LIMIT 2
$$;

REVOKE ALL ON FUNCTION own_conversions, own_touches, own_link_clicks, authors_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_conversions, own_touches, own_link_clicks, authors_at TO trib_affiliate;
-- Their owner is made so at the end: a role may only own what stands where it may make something.
DO $$ BEGIN
  IF NOT pg_has_role('trib_search', 'MEMBER') THEN EXECUTE format('GRANT trib_search TO %I', current_user); END IF;
  GRANT USAGE, CREATE ON SCHEMA public TO trib_search;
  ALTER FUNCTION own_conversions OWNER TO trib_search;
  ALTER FUNCTION own_touches OWNER TO trib_search;
  ALTER FUNCTION own_link_clicks OWNER TO trib_search;
  ALTER FUNCTION authors_at OWNER TO trib_search;
  REVOKE CREATE ON SCHEMA public FROM trib_search;
END $$;
