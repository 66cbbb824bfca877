//! Runs, payouts and attempts. Written by `billing` alone.

mod attempt;
mod run;
mod share;

pub use attempt::PayoutAttempt;
pub use run::{PayoutRun, RunItem};
pub use share::{RunOmission, RunShare, RunSums, SumPlace};

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayoutId, PayoutRunId, TenantId};
use domain::money::Currency;
use domain::payout::PayoutState;

use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject, Watched};
use crate::page::{Page, Slice, load_filtered, load_own, load_page, narrow, tenant_reads};
use crate::schema::payouts;
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};

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

tenant_reads!(
    Payout,
    payouts,
    PayoutId,
    "payout",
    tells | row | Change::of(Subject::Payout, row.id).concerning(Some(row.affiliate_id))
);

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

/// Which payouts a list shows; what is none leaves out nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PayoutFilter {
    /// Only in this state.
    pub state: Option<PayoutState>,
    /// Only to this affiliate.
    pub affiliate: Option<AffiliateId>,
    /// Only in this run.
    pub run: Option<PayoutRunId>,
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
        tx.changed([self.change()]);
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("payout")) }
    }

    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: PayoutFilter,
        page: Page,
    ) -> StoreResult<Slice<Payout>> {
        load_filtered!(scope, payouts, Payout, page, |query| {
            narrow!(
                query,
                payouts::state => filter.state,
                payouts::affiliate_id => filter.affiliate,
                payouts::run_id => filter.run,
            );
        })
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

    /// Whether anything of a run is open that goes on by itself: neither BLOCKED nor before a person.
    pub async fn any_busy(scope: &impl TenantScope, run: PayoutRunId) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        // As in `any_open`.
        let found = payouts::table
            .filter(payouts::tenant_id.eq(scope.tenant()))
            .filter(payouts::run_id.eq(run))
            .filter(sql::<Bool>("state IN ('RESERVED','SUBMITTING','UNKNOWN')"));
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
        load_own!(tx, payouts, DatedPayout, page)
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
    pub async fn anywhere(tx: &SystemTx, tenants: &[TenantId], ids: &[PayoutId]) -> StoreResult<Vec<Payout>> {
        Ok(payouts::table
            .filter(payouts::tenant_id.eq_any(tenants))
            .filter(payouts::id.eq_any(ids))
            .select(Payout::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// A payout whose tenant is not known: for the engineer on call.
    pub async fn wherever(tx: &SystemTx, id: PayoutId) -> StoreResult<Option<Payout>> {
        Ok(payouts::table
            .filter(payouts::id.eq(id))
            .select(Payout::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Payouts whose transfer was booked since `since`, everywhere.
    pub async fn transferred_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Payout>> {
        Ok(payouts::table
            .filter(payouts::stripe_transfer_id.is_not_null())
            // One that was transferred since has changed since, for which there is an index.
            .filter(payouts::updated_at.ge(since))
            .filter(payouts::transferred_at.ge(since))
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
