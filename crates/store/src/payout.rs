//! Runs, payouts and attempts. Written by `billing` alone.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, CommissionId, PayoutId, PayoutRunId, TenantId};
use domain::money::Currency;
use domain::payout::{PayoutRunState, PayoutState, RunOrigin};

use crate::error::{StoreError, StoreResult};
use crate::live::Subject;
use crate::page::{Page, Slice, load_page, tenant_reads};
use crate::schema::{payout_attempts, payout_run_items, payout_runs, payouts};
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

/// A run that paused because its wallet fell short goes on when there is money.
macro_rules! fell_short {
    () => {
        payout_runs::state
            .eq(PayoutRunState::Paused)
            .and(payout_runs::pause_reason.is_not_distinct_from("BALANCE_NOT_ENOUGH"))
    };
}

/// A tenant's run of payouts in one currency.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = payout_runs, treat_none_as_null = true)]
pub struct PayoutRun {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: PayoutRunId,
    /// What it pays in.
    pub currency: Currency,
    /// Where it stands.
    pub state: PayoutRunState,
    /// Who drafted it, as the audit log names them.
    pub drafted_by: String,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// SHA-256 of the frozen set.
    pub preview_hash: Option<Vec<u8>>,
    /// What the frozen set comes to, in minor units.
    pub preview_total: Option<i64>,
    /// Why it is paused.
    pub pause_reason: Option<String>,
    /// When it was drafted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Why there is one.
    pub origin: RunOrigin,
    /// The one affiliate it pays, where they asked for it.
    pub affiliate_id: Option<AffiliateId>,
}

tenant_reads!(PayoutRun, payout_runs, PayoutRunId, "payout run", tells PayoutRun);

impl PayoutRun {
    /// Writes a changed, locked run back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(payout_runs::table)
            .filter(payout_runs::tenant_id.eq(tx.tenant()))
            .filter(payout_runs::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        tx.changed(Subject::PayoutRun, [self.id]);
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("payout run")) }
    }

    /// The totals of the runs of the same currency that ended before this one began, the latest first, in minor units.
    pub async fn totals_before(tx: &TenantTx, run: &PayoutRun, limit: usize) -> StoreResult<Vec<i64>> {
        let totals: Vec<Option<i64>> = payout_runs::table
            .filter(payout_runs::tenant_id.eq(tx.tenant()))
            .filter(payout_runs::currency.eq(run.currency))
            .filter(
                payout_runs::state.eq_any([PayoutRunState::Completed, PayoutRunState::CompletedWithFailures]),
            )
            .filter(payout_runs::affiliate_id.is_null())
            .filter(payout_runs::id.ne(run.id))
            .order(payout_runs::id.desc())
            .limit(limit as i64)
            .select(payout_runs::preview_total)
            .load(&mut tx.db()?)
            .await?;
        Ok(totals.into_iter().flatten().collect())
    }

    /// Keeps a run from changing its state until this transaction ends. Many may at once: what works on one payout looks
    /// at its run, and only what changes the run locks it. Errors: `NotFound`.
    pub async fn share(tx: &TenantTx, id: PayoutRunId) -> StoreResult<PayoutRun> {
        payout_runs::table
            .filter(payout_runs::tenant_id.eq(tx.tenant()))
            .filter(payout_runs::id.eq(id))
            .select(PayoutRun::as_select())
            .for_share()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("payout run"))
    }

    /// Whether this transaction, until it ends, is the one that opens the run's payouts: two would do all of it twice.
    pub async fn open_alone(tx: &TenantTx, id: PayoutRunId) -> StoreResult<bool> {
        Ok(diesel::select(
            sql::<Bool>("pg_try_advisory_xact_lock(hashtextextended(")
                .bind::<Text, _>(format!("open {id}"))
                .sql(", 0))"),
        )
        .get_result(&mut tx.db()?)
        .await?)
    }

    /// Runs that wait for money or are at work, everywhere.
    pub async fn under_way(tx: &SystemTx) -> StoreResult<Vec<(TenantId, PayoutRunId, PayoutRunState)>> {
        Ok(payout_runs::table
            .filter(
                payout_runs::state
                    .eq_any([PayoutRunState::Funding, PayoutRunState::Executing])
                    .or(fell_short!()),
            )
            .order((payout_runs::tenant_id, payout_runs::id))
            .select((payout_runs::tenant_id, payout_runs::id, payout_runs::state))
            .load(&mut tx.db()?)
            .await?)
    }

    /// Runs that are not finished, everywhere, those that have stood longest first.
    pub async fn unfinished(tx: &SystemTx) -> StoreResult<Vec<PayoutRun>> {
        Ok(payout_runs::table
            .filter(payout_runs::state.eq_any([
                PayoutRunState::Funding,
                PayoutRunState::Executing,
                PayoutRunState::Paused,
            ]))
            .order((payout_runs::updated_at, payout_runs::id))
            .select(PayoutRun::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// The tenant's runs that wait for money in a currency.
    pub async fn waiting_for_money(
        scope: &impl TenantScope,
        currency: Currency,
    ) -> StoreResult<Vec<PayoutRunId>> {
        let mut conn = scope.conn().await?;
        Ok(payout_runs::table
            .filter(payout_runs::tenant_id.eq(scope.tenant()))
            .filter(payout_runs::state.eq(PayoutRunState::Funding).or(fell_short!()))
            .filter(payout_runs::currency.eq(currency))
            .select(payout_runs::id)
            .load(&mut conn)
            .await?)
    }
}

/// One commission of a frozen preview.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payout_run_items)]
pub struct RunItem {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its run.
    pub run_id: PayoutRunId,
    /// The commission.
    pub commission_id: CommissionId,
    /// Who would be paid.
    pub affiliate_id: AffiliateId,
    /// What it adds, in minor units; negative for what is taken back.
    pub amount: i64,
    /// Why it dropped out after the preview.
    pub dropped: Option<String>,
}

impl RunItem {
    /// Adds the frozen set.
    pub async fn add(tx: &TenantTx, rows: &[RunItem]) -> StoreResult<()> {
        for part in rows.chunks(1_000) {
            diesel::insert_into(payout_run_items::table).values(part).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }

    /// The frozen set of a run, by affiliate and commission.
    pub async fn of_run(scope: &impl TenantScope, run: PayoutRunId) -> StoreResult<Vec<RunItem>> {
        let mut conn = scope.conn().await?;
        Ok(payout_run_items::table
            .filter(payout_run_items::tenant_id.eq(scope.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .order((payout_run_items::affiliate_id, payout_run_items::commission_id))
            .select(RunItem::as_select())
            .load(&mut conn)
            .await?)
    }

    /// What is left of the frozen set for one affiliate.
    pub async fn of_affiliate(
        tx: &TenantTx,
        run: PayoutRunId,
        affiliate: AffiliateId,
    ) -> StoreResult<Vec<CommissionId>> {
        Ok(payout_run_items::table
            .filter(payout_run_items::tenant_id.eq(tx.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .filter(payout_run_items::affiliate_id.eq(affiliate))
            .filter(payout_run_items::dropped.is_null())
            .order(payout_run_items::commission_id)
            .select(payout_run_items::commission_id)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Whose payout is not opened yet, at most `limit` of them.
    pub async fn unopened(tx: &TenantTx, run: PayoutRunId, limit: i64) -> StoreResult<Vec<AffiliateId>> {
        let opened = payouts::table
            .filter(payouts::tenant_id.eq(payout_run_items::tenant_id))
            .filter(payouts::run_id.eq(payout_run_items::run_id))
            .filter(payouts::affiliate_id.eq(payout_run_items::affiliate_id));
        Ok(payout_run_items::table
            .filter(payout_run_items::tenant_id.eq(tx.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .filter(payout_run_items::dropped.is_null())
            .filter(not(exists(opened)))
            .select(payout_run_items::affiliate_id)
            .distinct()
            .order(payout_run_items::affiliate_id)
            .limit(limit)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Notes why commissions dropped out.
    pub async fn drop_out(
        tx: &TenantTx,
        run: PayoutRunId,
        ids: &[CommissionId],
        reason: &str,
    ) -> StoreResult<()> {
        diesel::update(payout_run_items::table)
            .filter(payout_run_items::tenant_id.eq(tx.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .filter(payout_run_items::commission_id.eq_any(ids))
            .set(payout_run_items::dropped.eq(reason))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// One affiliate's payment in a run.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = payouts, treat_none_as_null = true)]
pub struct Payout {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id, Stripe's `transfer_group`.
    pub id: PayoutId,
    /// Its run.
    pub run_id: PayoutRunId,
    /// Who is paid.
    pub affiliate_id: AffiliateId,
    /// In which currency.
    pub currency: Currency,
    /// What is transferred, in minor units.
    pub amount: i64,
    /// What was kept back for older debts.
    pub recovered: i64,
    /// Tributary's fee, paid by the tenant on top.
    pub fee: i64,
    /// Where it stands.
    pub state: PayoutState,
    /// Why it is blocked, failed or under review.
    pub reason: Option<String>,
    /// `tr_…`
    pub stripe_transfer_id: Option<String>,
    /// What Stripe has taken back.
    pub reversed: i64,
    /// When it was reserved.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

tenant_reads!(Payout, payouts, PayoutId, "payout", tells Payout);

/// A payout and when its transfer was made.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = payouts)]
pub struct DatedPayout {
    /// The payout.
    #[diesel(embed)]
    pub row: Payout,
    /// When Stripe made the transfer; none before, or where nothing was left to send.
    pub transferred_at: Option<DateTime<Utc>>,
}

impl DatedPayout {
    /// A payout of this tenant. Errors: `NotFound`.
    pub async fn find(scope: &impl TenantScope, id: PayoutId) -> StoreResult<DatedPayout> {
        let mut conn = scope.conn().await?;
        payouts::table
            .filter(payouts::tenant_id.eq(scope.tenant()))
            .filter(payouts::id.eq(id))
            .select(DatedPayout::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("payout"))
    }

    /// An affiliate's own payouts of these ids; others are left out.
    pub async fn own(tx: &AffiliateTx, ids: &[PayoutId]) -> StoreResult<Vec<DatedPayout>> {
        Ok(payouts::table
            .filter(payouts::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(payouts::id.eq_any(ids))
            .filter(payouts::affiliate_id.eq(tx.affiliate()))
            .select(DatedPayout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// An affiliate's own payouts that are open, or were transferred since, oldest first, at most a thousand.
    pub async fn on_the_way(tx: &AffiliateTx, since: DateTime<Utc>) -> StoreResult<Vec<DatedPayout>> {
        let open: Vec<PayoutState> = PayoutState::ALL.iter().copied().filter(|state| state.open()).collect();
        Ok(payouts::table
            .filter(payouts::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(payouts::affiliate_id.eq(tx.affiliate()))
            .filter(payouts::state.eq_any(open).or(payouts::transferred_at.ge(since).assume_not_null()))
            .order(payouts::id)
            .limit(1_000)
            .select(DatedPayout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }
}

impl Payout {
    /// Writes a changed, locked payout back. The first time it is TRANSFERRED is kept for good. The sweep's next look
    /// counts from the change.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let transferred_at = (self.state == PayoutState::Transferred).then_some(self.updated_at);
        let first = sql::<Nullable<Timestamptz>>("coalesce(transferred_at, ")
            .bind::<Nullable<Timestamptz>, _>(transferred_at)
            .sql(")");
        let saved = diesel::update(payouts::table)
            .filter(payouts::tenant_id.eq(tx.tenant()))
            .filter(payouts::id.eq(self.id))
            .set((self, payouts::transferred_at.eq(first), payouts::look_at.eq(None::<DateTime<Utc>>)))
            .execute(&mut tx.db()?)
            .await?;
        tx.changed(Subject::Payout, [self.id]);
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("payout")) }
    }

    /// One page of a run's payouts.
    pub async fn of_run(
        scope: &impl TenantScope,
        run: PayoutRunId,
        page: Page,
    ) -> StoreResult<Slice<Payout>> {
        load_page!(scope, payouts, Payout, page, payouts::run_id.eq(run))
    }

    /// Whether a run has a payout in one of these states.
    pub async fn any_of_run(
        scope: &impl TenantScope,
        run: PayoutRunId,
        states: &[PayoutState],
    ) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let found = payouts::table
            .filter(payouts::tenant_id.eq(scope.tenant()))
            .filter(payouts::run_id.eq(run))
            .filter(payouts::state.eq_any(states));
        Ok(diesel::select(exists(found)).get_result(&mut conn).await?)
    }

    /// Whether anything of a run is neither confirmed nor given back.
    pub async fn any_open(scope: &impl TenantScope, run: PayoutRunId) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        // Its states are written out, so that the partial index of open payouts serves it.
        let found = payouts::table
            .filter(payouts::tenant_id.eq(scope.tenant()))
            .filter(payouts::run_id.eq(run))
            .filter(sql::<Bool>("state IN ('RESERVED','SUBMITTING','UNKNOWN','NEEDS_REVIEW','BLOCKED')"));
        Ok(diesel::select(exists(found)).get_result(&mut conn).await?)
    }

    /// Has the sweep look at every open payout of a run now.
    pub async fn look_now(tx: &TenantTx, run: PayoutRunId, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(payouts::table)
            .filter(payouts::tenant_id.eq(tx.tenant()))
            .filter(payouts::run_id.eq(run))
            .filter(sql::<Bool>("state IN ('RESERVED','SUBMITTING','UNKNOWN','NEEDS_REVIEW','BLOCKED')"))
            .set((payouts::look_at.eq(now), payouts::looks.eq(0)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// An affiliate's own payouts, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<DatedPayout>> {
        let mut query = payouts::table
            .filter(payouts::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(payouts::affiliate_id.eq(tx.affiliate()))
            .select(DatedPayout::as_select())
            .order(payouts::id.desc())
            .limit(page.limit + 1)
            .into_boxed();
        if let Some(after) = page.after {
            query = query.filter(payouts::id.lt(after));
        }
        Ok(Slice::cut(query.load(&mut tx.db()?).await?, page))
    }

    /// Payouts that wait for their affiliate's account.
    pub async fn blocked_of_affiliate(tx: &TenantTx, affiliate: AffiliateId) -> StoreResult<Vec<PayoutId>> {
        Ok(payouts::table
            .filter(payouts::tenant_id.eq(tx.tenant()))
            .filter(payouts::affiliate_id.eq(affiliate))
            .filter(payouts::state.eq(PayoutState::Blocked))
            .select(payouts::id)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Payouts by id, everywhere: for the reconciliation.
    pub async fn anywhere(tx: &SystemTx, ids: &[PayoutId]) -> StoreResult<Vec<Payout>> {
        Ok(payouts::table
            .filter(payouts::id.eq_any(ids))
            .select(Payout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Payouts whose transfer is booked and that began since `since`, everywhere.
    pub async fn transferred_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Payout>> {
        Ok(payouts::table
            .filter(payouts::stripe_transfer_id.is_not_null())
            .filter(payouts::created_at.ge(since))
            .order((payouts::tenant_id, payouts::id))
            .select(Payout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Payouts that stand in the way of their run's end, everywhere, those that have waited longest first: under review,
    /// unknown, blocked, or sent with an answer that is not known.
    pub async fn held_up(tx: &SystemTx) -> StoreResult<Vec<Payout>> {
        Ok(payouts::table
            .filter(payouts::state.eq_any([
                PayoutState::NeedsReview,
                PayoutState::Unknown,
                PayoutState::Blocked,
                PayoutState::Submitting,
            ]))
            .order((payouts::updated_at, payouts::id))
            .select(Payout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Payouts that stand still, everywhere, at most `limit`: of each tenant in turn, so that one with thousands keeps no
    /// other waiting. Each is looked at again after [`LOOK_SECONDS`], then after twice that, and so on.
    pub async fn standing_still(
        tx: &SystemTx,
        now: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<(TenantId, PayoutId)>> {
        let found: Vec<Still> = diesel::sql_query(STANDING_STILL)
            .bind::<Timestamptz, _>(now)
            .bind::<BigInt, _>(limit)
            .bind::<BigInt, _>(LOOK_SECONDS)
            .bind::<BigInt, _>(BLOCKED_LOOK_SECONDS_MAX)
            .bind::<BigInt, _>(LOOK_SECONDS_MAX)
            .load(&mut tx.db()?)
            .await?;
        Ok(found.into_iter().map(|still| (still.tenant_id, still.id)).collect())
    }
}

/// How long a payout stands still before the sweep looks at it, the first time, in seconds.
pub const LOOK_SECONDS: i64 = 20;
/// Longest wait between looks at a BLOCKED payout, in seconds: each try may make an attempt under a new key.
pub const BLOCKED_LOOK_SECONDS_MAX: i64 = 900;
/// Longest wait between looks at any other, in seconds.
pub const LOOK_SECONDS_MAX: i64 = 60;

#[derive(QueryableByName)]
struct Still {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: TenantId,
    #[diesel(sql_type = SqlUuid)]
    id: PayoutId,
}

const STANDING_STILL: &str = "
WITH open AS (
  SELECT tenant_id, id, run_id, state, looks, coalesce(look_at, updated_at + make_interval(secs =>
    least($3 * 2 ^ least(looks, 10), CASE state WHEN 'BLOCKED' THEN $4 ELSE $5 END))) AS due
  FROM payouts WHERE state IN ('RESERVED','SUBMITTING','UNKNOWN','BLOCKED')
), ranked AS (
  SELECT o.*, row_number() OVER (PARTITION BY o.tenant_id ORDER BY o.due, o.id) AS place
  FROM open o JOIN payout_runs r ON r.tenant_id = o.tenant_id AND r.id = o.run_id
  WHERE o.due <= $1 AND (o.state NOT IN ('RESERVED','BLOCKED') OR r.state = 'EXECUTING')
), chosen AS (
  SELECT tenant_id, id, least($3 * 2 ^ least(looks + 1, 10), CASE state WHEN 'BLOCKED' THEN $4 ELSE $5 END) AS wait
  FROM ranked ORDER BY place, tenant_id LIMIT $2
)
UPDATE payouts p SET looks = p.looks + 1, look_at = $1 + make_interval(secs => c.wait)
FROM chosen c WHERE p.tenant_id = c.tenant_id AND p.id = c.id RETURNING p.tenant_id, p.id";

/// One call to Stripe: what is sent is frozen before the call and never changes.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payout_attempts)]
pub struct PayoutAttempt {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its payout.
    pub payout_id: PayoutId,
    /// 1, 2, 3 …
    pub number: i32,
    /// `tr:{payout}:{number}`
    pub idempotency_key: String,
    /// Minor units.
    pub amount: i64,
    /// In which currency.
    pub currency: Currency,
    /// `acct_…`
    pub destination: String,
    /// When it was first sent; after 20 hours it is never sent again.
    pub first_sent_at: Option<DateTime<Utc>>,
    /// When its outcome was known.
    pub finished_at: Option<DateTime<Utc>>,
    /// What it was.
    pub outcome: Option<String>,
    /// When it was sent again, the last time.
    pub resent_at: Option<DateTime<Utc>>,
}

impl PayoutAttempt {
    /// Freezes an attempt.
    pub async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(payout_attempts::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("payout attempt"))?;
        Ok(())
    }

    /// The attempts of a payout, oldest first.
    pub async fn of(scope: &impl TenantScope, payout: PayoutId) -> StoreResult<Vec<PayoutAttempt>> {
        let mut conn = scope.conn().await?;
        Ok(payout_attempts::table
            .filter(payout_attempts::tenant_id.eq(scope.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .order(payout_attempts::number)
            .select(PayoutAttempt::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Notes that an attempt is sent again.
    pub async fn resent(tx: &TenantTx, payout: PayoutId, number: i32, now: DateTime<Utc>) -> StoreResult<()> {
        let noted = diesel::update(payout_attempts::table)
            .filter(payout_attempts::tenant_id.eq(tx.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .filter(payout_attempts::number.eq(number))
            .filter(payout_attempts::finished_at.is_null())
            .set(payout_attempts::resent_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        if noted == 1 { Ok(()) } else { Err(StoreError::Conflict("payout attempt")) }
    }

    /// Notes an attempt's outcome.
    pub async fn finish(
        tx: &TenantTx,
        payout: PayoutId,
        number: i32,
        outcome: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let finished = diesel::update(payout_attempts::table)
            .filter(payout_attempts::tenant_id.eq(tx.tenant()))
            .filter(payout_attempts::payout_id.eq(payout))
            .filter(payout_attempts::number.eq(number))
            .filter(payout_attempts::finished_at.is_null())
            .set((payout_attempts::finished_at.eq(now), payout_attempts::outcome.eq(outcome)))
            .execute(&mut tx.db()?)
            .await?;
        if finished == 1 { Ok(()) } else { Err(StoreError::Conflict("payout attempt")) }
    }
}
