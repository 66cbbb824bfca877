//! Runs, and what their previews have frozen.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, CommissionId, PayoutRunId, TenantId};
use domain::money::Currency;
use domain::payout::{PauseReason, PayoutRunState, RunOrigin};

use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject, Watched};
use crate::page::{load_page, tenant_reads};
use crate::schema::{payout_run_items, payout_runs, payouts};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A run that paused because its wallet fell short goes on when there is money.
macro_rules! fell_short {
    () => {
        payout_runs::state
            .eq(PayoutRunState::Paused)
            .and(payout_runs::pause_reason.is_not_distinct_from(PauseReason::BalanceNotEnough))
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
    pub pause_reason: Option<PauseReason>,
    /// When it was drafted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Why there is one.
    pub origin: RunOrigin,
    /// The one affiliate it pays, where they asked for it.
    pub affiliate_id: Option<AffiliateId>,
    /// Whether the tenant asked for a second person when it was drafted.
    pub second_approver: bool,
    /// Since when it keeps no other from beginning: what is left of it waits for an account or a person.
    pub aside_at: Option<DateTime<Utc>>,
}

tenant_reads!(
    PayoutRun,
    payout_runs,
    PayoutRunId,
    "payout run",
    tells | row | Change::of(Subject::PayoutRun, row.id)
);

impl PayoutRun {
    /// Writes a changed, locked run back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(payout_runs::table)
            .filter(payout_runs::tenant_id.eq(tx.tenant()))
            .filter(payout_runs::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        tx.changed([self.change()]);
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
    pub async fn unopened(
        scope: &impl TenantScope,
        run: PayoutRunId,
        limit: i64,
    ) -> StoreResult<Vec<AffiliateId>> {
        let mut conn = scope.conn().await?;
        let opened = payouts::table
            .filter(payouts::tenant_id.eq(payout_run_items::tenant_id))
            .filter(payouts::run_id.eq(payout_run_items::run_id))
            .filter(payouts::affiliate_id.eq(payout_run_items::affiliate_id));
        Ok(payout_run_items::table
            .filter(payout_run_items::tenant_id.eq(scope.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .filter(payout_run_items::dropped.is_null())
            .filter(not(exists(opened)))
            .select(payout_run_items::affiliate_id)
            .distinct()
            .order(payout_run_items::affiliate_id)
            .limit(limit)
            .load(&mut conn)
            .await?)
    }

    /// Notes why commissions dropped out.
    pub async fn drop_out(
        tx: &TenantTx,
        run: PayoutRunId,
        ids: &[CommissionId],
        reason: &str,
    ) -> StoreResult<()> {
        let noted = diesel::update(payout_run_items::table)
            .filter(payout_run_items::tenant_id.eq(tx.tenant()))
            .filter(payout_run_items::run_id.eq(run))
            .filter(payout_run_items::commission_id.eq_any(ids))
            .set(payout_run_items::dropped.eq(reason))
            .execute(&mut tx.db()?)
            .await?;
        if noted == ids.len() { Ok(()) } else { Err(StoreError::Conflict("payout run item")) }
    }
}
