-- Tributary's first schema. Shape and rules: DESIGN §3 and §4; both are checked by the catalogue test.
-- Tenant tables carry tenant_id first in every key. No triggers, no enums, money in bigint minor units.

-- ---------------------------------------------------------------- global: what crosses tenants
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  platform_fee_bps integer NOT NULL CHECK (platform_fee_bps BETWEEN 0 AND 10000),
  second_approver boolean NOT NULL DEFAULT false,
  origins text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) <= 320),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE memberships (
  tenant_id uuid NOT NULL REFERENCES tenants,
  user_id uuid NOT NULL REFERENCES users,
  role text NOT NULL CHECK (role IN ('OWNER','ADMIN','FINANCE','EDITOR','ANALYST')),
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX memberships_by_user ON memberships (user_id);
CREATE TABLE affiliates (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE REFERENCES users,
  email text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  created_at timestamptz NOT NULL
);
CREATE TABLE payout_accounts (
  id uuid PRIMARY KEY,
  affiliate_id uuid NOT NULL UNIQUE REFERENCES affiliates,
  stripe_account_id text UNIQUE,
  state text NOT NULL CHECK (state IN ('CREATING','ONBOARDING','ACTIVE','RESTRICTED')),
  requirements_due text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  tenant_id uuid REFERENCES tenants,
  refresh_hash bytea NOT NULL,
  previous_hash bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE TABLE signing_keys (
  id uuid PRIMARY KEY,
  public_key bytea NOT NULL,
  sealed_private_key bytea NOT NULL,
  created_at timestamptz NOT NULL,
  signs_until timestamptz NOT NULL,
  verifies_until timestamptz NOT NULL
);
CREATE TABLE enrollment_directory (
  affiliate_id uuid NOT NULL REFERENCES affiliates,
  tenant_id uuid NOT NULL REFERENCES tenants,
  PRIMARY KEY (affiliate_id, tenant_id)
);
CREATE INDEX enrollment_directory_by_tenant ON enrollment_directory (tenant_id);
-- Public words that must be found without knowing their tenant: link slugs and the ids of open programs.
CREATE TABLE slug_directory (
  slug text PRIMARY KEY CHECK (length(slug) BETWEEN 4 AND 64),
  tenant_id uuid NOT NULL REFERENCES tenants,
  kind text NOT NULL CHECK (kind IN ('LINK','PROGRAM')),
  target_id uuid NOT NULL
);
CREATE TABLE stripe_events (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 4 AND 255),
  kind text NOT NULL,
  payload text NOT NULL,
  received_at timestamptz NOT NULL,
  applied_at timestamptz,
  outcome text
);
CREATE INDEX stripe_events_unapplied ON stripe_events (received_at) WHERE applied_at IS NULL;

-- ---------------------------------------------------------------- the tenant's house
CREATE TABLE api_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('SECRET','PUBLISHABLE')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  hint text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE audit_log (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE TABLE outbox (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  job text NOT NULL,
  payload json NOT NULL,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_undelivered ON outbox (created_at) WHERE delivered_at IS NULL;
CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  operation text NOT NULL,
  arguments_hash bytea NOT NULL,
  outcome_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

-- ---------------------------------------------------------------- moments
CREATE TABLE products (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
  category text,
  url text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id)
);
CREATE TABLE payees (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('AFFILIATE','CREATOR')),
  affiliate_id uuid,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (kind = 'CREATOR' OR affiliate_id IS NOT NULL)
);
CREATE UNIQUE INDEX payees_one_per_affiliate ON payees (tenant_id, affiliate_id) WHERE kind = 'AFFILIATE';
CREATE INDEX payees_by_affiliate ON payees (tenant_id, affiliate_id);
CREATE TABLE creators (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  payee_id uuid NOT NULL,
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id),
  UNIQUE (tenant_id, payee_id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id)
);
CREATE TABLE creator_claims (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  creator_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('REQUESTED','APPROVED','REJECTED')),
  evidence text NOT NULL CHECK (length(evidence) <= 2000),
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, creator_id) REFERENCES creators (tenant_id, id)
);
CREATE UNIQUE INDEX creator_claims_one_approved ON creator_claims (tenant_id, creator_id) WHERE state = 'APPROVED';
CREATE UNIQUE INDEX creator_claims_one_open ON creator_claims (tenant_id, creator_id, affiliate_id) WHERE state = 'REQUESTED';
CREATE TABLE moments (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('REVIEW','SOCIAL_POST','VIDEO','QUESTION','ANSWER')),
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  creator_id uuid,
  title text CHECK (length(title) <= 500),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 10000),
  rating smallint CHECK (rating BETWEEN 1 AND 5),
  permalink text,
  published_at timestamptz NOT NULL,
  moderation text NOT NULL CHECK (moderation IN ('PENDING','APPROVED','REJECTED','FLAGGED')),
  reject_code text,
  reject_editable boolean NOT NULL DEFAULT false,
  rights text NOT NULL CHECK (rights IN ('NOT_REQUIRED','UNREQUESTED','REQUESTED','GRANTED','DECLINED','LAPSED','REVOKED')),
  rights_requested_at timestamptz,
  rights_starts_at timestamptz,
  rights_ends_at timestamptz,
  visibility text NOT NULL CHECK (visibility IN ('VISIBLE','HIDDEN','ERASED')),
  disclosure text NOT NULL CHECK (disclosure IN ('NOT_REQUIRED','SHOWN','MISSING')),
  verified_buyer boolean NOT NULL DEFAULT false,
  -- log2 of the forward-decayed score and the rank it gives with trust: DESIGN §6
  log_score double precision NOT NULL,
  rank double precision NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, source, external_id),
  FOREIGN KEY (tenant_id, creator_id) REFERENCES creators (tenant_id, id),
  CHECK ((moderation = 'REJECTED') = (reject_code IS NOT NULL)),
  CHECK (rights <> 'GRANTED' OR rights_starts_at IS NOT NULL)
);
CREATE INDEX moments_feed ON moments (tenant_id, rank DESC, id DESC) WHERE moderation = 'APPROVED' AND visibility = 'VISIBLE';
CREATE INDEX moments_by_moderation ON moments (tenant_id, moderation, id);
CREATE INDEX moments_by_creator ON moments (tenant_id, creator_id);
CREATE TABLE moment_products (
  tenant_id uuid NOT NULL REFERENCES tenants,
  moment_id uuid NOT NULL,
  product_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, moment_id, product_id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id)
);
CREATE INDEX moment_products_by_product ON moment_products (tenant_id, product_id, moment_id);
CREATE TABLE feeds (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  handle text NOT NULL CHECK (handle ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  product_id uuid,
  moment_kind text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, handle),
  FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id)
);

-- ---------------------------------------------------------------- programmes
CREATE TABLE programs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  audience text NOT NULL CHECK (audience IN ('AFFILIATES','CREATORS')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  hold_days integer NOT NULL CHECK (hold_days BETWEEN 0 AND 365),
  payout_minimum bigint NOT NULL CHECK (payout_minimum >= 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- Creators' moments name no programme, so a tenant has one programme for its creators in each currency.
CREATE UNIQUE INDEX programs_one_for_creators ON programs (tenant_id, currency) WHERE audience = 'CREATORS';
CREATE TABLE terms (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  program_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  effective_from timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, program_id, version),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id)
);
CREATE TABLE rules (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  terms_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  predicate jsonb NOT NULL,
  reward jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, terms_id, position),
  FOREIGN KEY (tenant_id, terms_id) REFERENCES terms (tenant_id, id)
);
CREATE TABLE policies (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  model text NOT NULL CHECK (model IN ('FIRST_TOUCH','LAST_TOUCH','LAST_AFFILIATE_TOUCH','LINEAR','POSITION','TIME_DECAY')),
  click_window_days integer NOT NULL CHECK (click_window_days BETWEEN 1 AND 365),
  view_window_days integer NOT NULL CHECK (view_window_days BETWEEN 0 AND 90),
  half_life_hours integer NOT NULL CHECK (half_life_hours BETWEEN 1 AND 8760),
  affiliate_floor_bps integer NOT NULL CHECK (affiliate_floor_bps BETWEEN 0 AND 10000),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, version)
);
CREATE TABLE enrollments (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  program_id uuid NOT NULL,
  affiliate_id uuid,
  payee_id uuid,
  state text NOT NULL CHECK (state IN ('APPLIED','INVITED','ACTIVE','SUSPENDED','BANNED','REJECTED','LEFT')),
  email text NOT NULL,
  name text NOT NULL,
  invite_hash bytea,
  payout_ready boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  CHECK (state IN ('INVITED','REJECTED') OR affiliate_id IS NOT NULL),
  CHECK (state <> 'ACTIVE' OR payee_id IS NOT NULL)
);
CREATE UNIQUE INDEX enrollments_one_per_affiliate ON enrollments (tenant_id, program_id, affiliate_id);
CREATE UNIQUE INDEX enrollments_one_per_email ON enrollments (tenant_id, program_id, email);
CREATE INDEX enrollments_by_affiliate ON enrollments (tenant_id, affiliate_id);
CREATE TABLE links (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  moment_id uuid,
  slug text NOT NULL CHECK (slug ~ '^[A-Za-z0-9_-]{4,64}$'),
  destination text NOT NULL CHECK (length(destination) <= 2000),
  state text NOT NULL CHECK (state IN ('ACTIVE','DISABLED')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, slug),
  FOREIGN KEY (tenant_id, enrollment_id) REFERENCES enrollments (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id)
);
CREATE INDEX links_by_enrollment ON links (tenant_id, enrollment_id);
CREATE TABLE codes (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  code text NOT NULL CHECK (code = upper(code) AND length(code) BETWEEN 1 AND 64),
  state text NOT NULL CHECK (state IN ('ACTIVE','DISABLED')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, code),
  FOREIGN KEY (tenant_id, enrollment_id) REFERENCES enrollments (tenant_id, id)
);
CREATE INDEX codes_by_enrollment ON codes (tenant_id, enrollment_id);

-- ---------------------------------------------------------------- touches and people
CREATE TABLE customers (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id)
);
CREATE TABLE identity_edges (
  tenant_id uuid NOT NULL REFERENCES tenants,
  customer_id uuid NOT NULL,
  visitor_id uuid NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, visitor_id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
CREATE TABLE touches (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CLICK','CODE','MOMENT_VIEW','MOMENT_CLICK')),
  occurred_at timestamptz NOT NULL,
  visitor_id uuid,
  link_id uuid,
  code_id uuid,
  moment_id uuid,
  verdict text NOT NULL CHECK (verdict IN ('VALID','DUPLICATE','BOT')),
  reason text,
  referrer_host text CHECK (length(referrer_host) <= 255),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, link_id) REFERENCES links (tenant_id, id),
  FOREIGN KEY (tenant_id, code_id) REFERENCES codes (tenant_id, id),
  FOREIGN KEY (tenant_id, moment_id) REFERENCES moments (tenant_id, id),
  CHECK ((verdict = 'VALID') = (reason IS NULL))
);
CREATE INDEX touches_by_visitor ON touches (tenant_id, visitor_id, occurred_at);
CREATE INDEX touches_by_link ON touches (tenant_id, link_id, id);
CREATE TABLE link_days (
  tenant_id uuid NOT NULL REFERENCES tenants,
  link_id uuid NOT NULL,
  day date NOT NULL,
  valid bigint NOT NULL,
  duplicate bigint NOT NULL,
  bot bigint NOT NULL,
  PRIMARY KEY (tenant_id, link_id, day),
  FOREIGN KEY (tenant_id, link_id) REFERENCES links (tenant_id, id)
);

-- ---------------------------------------------------------------- conversions and commissions
CREATE TABLE conversions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('LEAD','SALE')),
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  door text NOT NULL CHECK (door IN ('GRAPHQL','REST','IMPORT')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount >= 0),
  commissionable bigint NOT NULL CHECK (commissionable BETWEEN 0 AND amount),
  refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
  refunded_commissionable bigint NOT NULL DEFAULT 0 CHECK (refunded_commissionable BETWEEN 0 AND commissionable),
  customer_id uuid,
  country text CHECK (length(country) <= 100),
  code text CHECK (length(code) <= 64),
  state text NOT NULL CHECK (state IN ('RECORDED','ATTRIBUTED','UNATTRIBUTED','PARTIALLY_REVERSED','REVERSED')),
  contents_hash bytea NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, kind, external_id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
);
CREATE INDEX conversions_by_customer ON conversions (tenant_id, customer_id, occurred_at);
CREATE TABLE conversion_lines (
  tenant_id uuid NOT NULL REFERENCES tenants,
  conversion_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  sku text NOT NULL CHECK (length(sku) BETWEEN 1 AND 200),
  title text CHECK (length(title) <= 500),
  quantity bigint NOT NULL CHECK (quantity > 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  commissionable boolean NOT NULL,
  refunded_quantity bigint NOT NULL DEFAULT 0 CHECK (refunded_quantity BETWEEN 0 AND quantity),
  refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
  PRIMARY KEY (tenant_id, conversion_id, position),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id)
);
CREATE INDEX conversion_lines_by_sku ON conversion_lines (tenant_id, sku, conversion_id);
CREATE TABLE refunds (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  amount bigint NOT NULL CHECK (amount > 0),
  commissionable bigint NOT NULL CHECK (commissionable BETWEEN 0 AND amount),
  reversed bigint NOT NULL CHECK (reversed >= 0),
  contents_hash bytea NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id)
);
CREATE INDEX refunds_by_conversion ON refunds (tenant_id, conversion_id);
CREATE TABLE refund_lines (
  tenant_id uuid NOT NULL REFERENCES tenants,
  refund_id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  position integer NOT NULL,
  quantity bigint NOT NULL CHECK (quantity >= 0),
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (tenant_id, refund_id, position),
  FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id),
  FOREIGN KEY (tenant_id, conversion_id, position) REFERENCES conversion_lines (tenant_id, conversion_id, position)
);
-- Refunds an import could not tie to a sale. Kept and listed; they move no money.
CREATE TABLE unmatched_refunds (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  external_id text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
  customer text,
  sku text NOT NULL,
  quantity bigint NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, external_id)
);
CREATE TABLE attributions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  conversion_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  policy_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('ATTRIBUTED','UNATTRIBUTED')),
  pool bigint NOT NULL CHECK (pool >= 0),
  why jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, conversion_id, number),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id),
  FOREIGN KEY (tenant_id, policy_id) REFERENCES policies (tenant_id, id)
);
CREATE TABLE credits (
  tenant_id uuid NOT NULL REFERENCES tenants,
  attribution_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  payee_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('AFFILIATE','CREATOR')),
  weight bigint NOT NULL CHECK (weight >= 0),
  earned bigint NOT NULL CHECK (earned >= 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (tenant_id, attribution_id, position),
  FOREIGN KEY (tenant_id, attribution_id) REFERENCES attributions (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id)
);
CREATE TABLE payout_runs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  state text NOT NULL CHECK (state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED','COMPLETED','COMPLETED_WITH_FAILURES','CANCELLED')),
  drafted_by text NOT NULL,
  approved_by text,
  preview_hash bytea,
  preview_total bigint,
  pause_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (state IN ('DRAFT','CANCELLED') OR preview_hash IS NOT NULL)
);
CREATE UNIQUE INDEX payout_runs_one_open ON payout_runs (tenant_id, currency) WHERE state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED');
CREATE TABLE payouts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount >= 0),
  recovered bigint NOT NULL CHECK (recovered >= 0),
  fee bigint NOT NULL CHECK (fee >= 0),
  state text NOT NULL CHECK (state IN ('RESERVED','SUBMITTING','TRANSFERRED','PARTIALLY_REVERSED','REVERSED','UNKNOWN','NEEDS_REVIEW','FAILED','BLOCKED','CANCELLED')),
  reason text,
  stripe_transfer_id text,
  reversed bigint NOT NULL DEFAULT 0 CHECK (reversed BETWEEN 0 AND amount),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, run_id, affiliate_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id)
);
CREATE INDEX payouts_by_affiliate ON payouts (tenant_id, affiliate_id, id);
CREATE UNIQUE INDEX payouts_by_transfer ON payouts (tenant_id, stripe_transfer_id);
CREATE TABLE payout_attempts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  payout_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  idempotency_key text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  destination text NOT NULL,
  first_sent_at timestamptz,
  finished_at timestamptz,
  outcome text,
  PRIMARY KEY (tenant_id, payout_id, number),
  UNIQUE (tenant_id, idempotency_key),
  FOREIGN KEY (tenant_id, payout_id) REFERENCES payouts (tenant_id, id)
);
CREATE TABLE commissions (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  payee_id uuid NOT NULL,
  affiliate_id uuid,
  program_id uuid NOT NULL,
  terms_id uuid,
  cause text NOT NULL CHECK (cause IN ('CONVERSION','CLICKS','BONUS','ADJUSTMENT')),
  conversion_id uuid,
  attribution_id uuid,
  refund_id uuid,
  adjusts_id uuid,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL,
  -- of an ADJUSTMENT booked as debt: how much of it later payouts have recovered
  debt boolean NOT NULL DEFAULT false,
  recovered bigint NOT NULL DEFAULT 0 CHECK (recovered >= 0),
  state text NOT NULL CHECK (state IN ('PENDING','HELD','PAYABLE','RESERVED','PAID','VOID')),
  void_reason text,
  matures_at timestamptz NOT NULL,
  payout_id uuid,
  why jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  FOREIGN KEY (tenant_id, program_id) REFERENCES programs (tenant_id, id),
  FOREIGN KEY (tenant_id, terms_id) REFERENCES terms (tenant_id, id),
  FOREIGN KEY (tenant_id, conversion_id) REFERENCES conversions (tenant_id, id),
  FOREIGN KEY (tenant_id, attribution_id) REFERENCES attributions (tenant_id, id),
  FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id),
  FOREIGN KEY (tenant_id, adjusts_id) REFERENCES commissions (tenant_id, id),
  FOREIGN KEY (tenant_id, payout_id) REFERENCES payouts (tenant_id, id),
  CHECK (cause = 'ADJUSTMENT' OR amount >= 0),
  CHECK ((state = 'VOID') = (void_reason IS NOT NULL)),
  CHECK (NOT debt OR recovered <= -amount)
);
CREATE INDEX commissions_maturing ON commissions (tenant_id, matures_at) WHERE state = 'PENDING';
CREATE INDEX commissions_payable ON commissions (tenant_id, currency, affiliate_id) WHERE state = 'PAYABLE';
CREATE INDEX commissions_by_payee ON commissions (tenant_id, payee_id, id);
CREATE INDEX commissions_by_affiliate ON commissions (tenant_id, affiliate_id, id);
CREATE INDEX commissions_by_conversion ON commissions (tenant_id, conversion_id);
CREATE INDEX commissions_by_payout ON commissions (tenant_id, payout_id);
-- What a payout kept back of which debt, so that a refused transfer can give it back.
CREATE TABLE debt_recoveries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  payout_id uuid NOT NULL,
  commission_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (tenant_id, payout_id, commission_id),
  FOREIGN KEY (tenant_id, payout_id) REFERENCES payouts (tenant_id, id),
  FOREIGN KEY (tenant_id, commission_id) REFERENCES commissions (tenant_id, id)
);
-- The frozen set a payout run was previewed and approved with.
CREATE TABLE payout_run_items (
  tenant_id uuid NOT NULL REFERENCES tenants,
  run_id uuid NOT NULL,
  commission_id uuid NOT NULL,
  affiliate_id uuid NOT NULL,
  amount bigint NOT NULL,
  dropped text,
  PRIMARY KEY (tenant_id, run_id, commission_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES payout_runs (tenant_id, id),
  FOREIGN KEY (tenant_id, commission_id) REFERENCES commissions (tenant_id, id)
);

-- ---------------------------------------------------------------- the ledger
CREATE TABLE ledger_accounts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('wallet','funding_pending','accrued','receivable','clawback_pending','payout_clearing','pending','payable','debt','stripe_available','stripe_pending','fee_revenue','subscription_revenue','stripe_fees','adjustments')),
  payee_id uuid,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  platform boolean NOT NULL,
  -- on the account's normal side; platform accounts keep none, their balance is the sum of their postings
  balance bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, kind, currency, payee_id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id),
  CHECK ((kind IN ('pending','payable','debt')) = (payee_id IS NOT NULL)),
  CHECK (platform = (kind IN ('stripe_available','stripe_pending','fee_revenue','subscription_revenue','stripe_fees','adjustments'))),
  CHECK (kind NOT IN ('wallet','payable','payout_clearing','pending','debt') OR balance >= 0),
  CHECK (NOT platform OR (balance = 0 AND version = 0))
);
CREATE TABLE ledger_entries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  posting_key text NOT NULL CHECK (length(posting_key) BETWEEN 1 AND 200),
  event text NOT NULL,
  contents_hash bytea NOT NULL,
  posted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, posting_key)
);
CREATE TABLE ledger_postings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  entry_id uuid NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  debit_account uuid NOT NULL,
  credit_account uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  debit_version bigint CHECK (debit_version > 0),
  credit_version bigint CHECK (credit_version > 0),
  PRIMARY KEY (tenant_id, entry_id, position),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entries (tenant_id, id),
  FOREIGN KEY (tenant_id, debit_account) REFERENCES ledger_accounts (tenant_id, id),
  FOREIGN KEY (tenant_id, credit_account) REFERENCES ledger_accounts (tenant_id, id),
  CHECK (debit_account <> credit_account)
);
CREATE UNIQUE INDEX ledger_postings_debit_version ON ledger_postings (tenant_id, debit_account, debit_version);
CREATE UNIQUE INDEX ledger_postings_credit_version ON ledger_postings (tenant_id, credit_account, credit_version);
CREATE TABLE fundings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount > 0),
  fee bigint CHECK (fee >= 0),
  net bigint CHECK (net >= 0),
  state text NOT NULL CHECK (state IN ('CREATED','STARTED','SETTLED','FAILED')),
  checkout_session_id text,
  checkout_url text,
  payment_intent_id text,
  started_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- What the five-minute check found; a tenant with an open finding is not paid from.
CREATE TABLE ledger_findings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  invariant text NOT NULL,
  detail text NOT NULL,
  found_at timestamptz NOT NULL,
  cleared_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);

-- ---------------------------------------------------------------- row-level security and grants
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT LIKE '\_\_%' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system ON %I TO trib_system USING (true) WITH CHECK (true)', t);
  END LOOP;

  -- global tables: the sign-in and directory door
  FOREACH t IN ARRAY ARRAY['tenants','users','memberships','affiliates','payout_accounts','sessions','signing_keys','enrollment_directory','slug_directory','stripe_events'] LOOP
    EXECUTE format('CREATE POLICY global ON %I TO trib_global USING (true) WITH CHECK (true)', t);
  END LOOP;

  -- everything with a tenant_id answers to the tenant's role; platform accounts stay hidden
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT IN ('sessions','ledger_accounts') LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO trib_tenant USING (tenant_id = current_setting(''app.tenant_id'')::uuid) WITH CHECK (tenant_id = current_setting(''app.tenant_id'')::uuid)', t);
  END LOOP;
  CREATE POLICY tenant ON ledger_accounts TO trib_tenant
    USING (tenant_id = current_setting('app.tenant_id')::uuid AND NOT platform)
    WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid AND NOT platform);
  CREATE POLICY tenant ON tenants TO trib_tenant USING (id = current_setting('app.tenant_id')::uuid);

  -- rows that belong to one affiliate
  FOREACH t IN ARRAY ARRAY['enrollments','links','codes','payees','creator_claims','commissions','payouts','enrollment_directory'] LOOP
    EXECUTE format('CREATE POLICY affiliate ON %I TO trib_affiliate USING (affiliate_id = current_setting(''app.affiliate_id'')::uuid AND tenant_id = ANY(string_to_array(current_setting(''app.tenant_ids''), '','')::uuid[])) WITH CHECK (affiliate_id = current_setting(''app.affiliate_id'')::uuid AND tenant_id = ANY(string_to_array(current_setting(''app.tenant_ids''), '','')::uuid[]))', t);
  END LOOP;
  -- rows of the tenants an affiliate works with that name no affiliate
  FOREACH t IN ARRAY ARRAY['programs','terms','rules','creators','moments','slug_directory','audit_log'] LOOP
    EXECUTE format('CREATE POLICY affiliate ON %I TO trib_affiliate USING (tenant_id = ANY(string_to_array(current_setting(''app.tenant_ids''), '','')::uuid[])) WITH CHECK (tenant_id = ANY(string_to_array(current_setting(''app.tenant_ids''), '','')::uuid[]))', t);
  END LOOP;
  CREATE POLICY affiliate ON tenants TO trib_affiliate USING (id = ANY(string_to_array(current_setting('app.tenant_ids'), ',')::uuid[]));

  -- an affiliate applies and leaves; everything else about an enrollment is the tenant's to say
  CREATE POLICY affiliate_applies ON enrollments AS RESTRICTIVE FOR INSERT TO trib_affiliate
    WITH CHECK (state = 'APPLIED' AND payee_id IS NULL AND NOT payout_ready);
  CREATE POLICY affiliate_leaves ON enrollments AS RESTRICTIVE FOR UPDATE TO trib_affiliate
    USING (true) WITH CHECK (state = 'LEFT');

  -- kept in place by updates
  FOREACH t IN ARRAY ARRAY['api_keys','outbox','products','payees','creators','creator_claims','moments','feeds','programs','enrollments','links','codes','customers','link_days','conversions','conversion_lines','payout_runs','payout_run_items','payouts','payout_attempts','commissions','ledger_accounts','fundings','ledger_findings'] LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO trib_tenant, trib_system', t);
  END LOOP;
  -- append-only
  FOREACH t IN ARRAY ARRAY['audit_log','idempotency_keys','moment_products','terms','rules','policies','identity_edges','touches','refunds','refund_lines','debt_recoveries','unmatched_refunds','attributions','credits','ledger_entries','ledger_postings'] LOOP
    EXECUTE format('GRANT SELECT, INSERT ON %I TO trib_tenant, trib_system', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON tenants, users, memberships, affiliates, payout_accounts, sessions, signing_keys, stripe_events TO trib_global;
GRANT SELECT ON enrollment_directory, slug_directory TO trib_global;
GRANT SELECT ON tenants, memberships, slug_directory, enrollment_directory TO trib_tenant;
GRANT INSERT ON slug_directory, enrollment_directory TO trib_tenant;
GRANT SELECT, UPDATE ON stripe_events, payout_accounts TO trib_system;
GRANT SELECT ON tenants, memberships, affiliates, enrollment_directory, slug_directory TO trib_system;
GRANT DELETE ON idempotency_keys TO trib_system;
GRANT SELECT, INSERT ON enrollments, links, creator_claims, enrollment_directory, slug_directory TO trib_affiliate;
GRANT UPDATE (state) ON enrollments TO trib_affiliate;
GRANT SELECT ON codes, payees, commissions, payouts, programs, terms, rules, creators, moments, tenants TO trib_affiliate;
GRANT INSERT ON audit_log TO trib_affiliate;
