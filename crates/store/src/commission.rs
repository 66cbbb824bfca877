//! What payees earn. Rows are written by `billing`, together with the ledger entries that say the same.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::commission::{Cause, CommissionState};
use domain::earnings::{Phase, transit_days};
use domain::ids::{
    AffiliateId, AttributionId, BudgetId, CommissionId, ConversionId, PayeeId, PayoutId, ProgramId, RefundId,
    TenantId, TermsId,
};
use domain::money::Currency;
use domain::state::Step;

use crate::error::{StoreError, StoreResult};
use crate::live::{Change, Subject, Watched};
use crate::page::{Page, Slice, load_filtered, load_own, load_page, narrow, tenant_reads};
use crate::schema::{commissions, conversions};
use crate::scope::{AffiliateTx, SystemTx, TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept};

/// A commission.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = commissions, treat_none_as_default_value = false)]
pub struct Commission {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: CommissionId,
    /// Who earns it.
    pub payee_id: PayeeId,
    /// Who is paid for the payee; a creator nobody has claimed has none.
    pub affiliate_id: Option<AffiliateId>,
    /// The programme it is earned in.
    pub program_id: ProgramId,
    /// The version of terms that gave it; an adjustment may have none.
    pub terms_id: Option<TermsId>,
    /// Why there is one.
    pub cause: Cause,
    /// The conversion it comes from.
    pub conversion_id: Option<ConversionId>,
    /// The decision it comes from.
    pub attribution_id: Option<AttributionId>,
    /// The refund an adjustment comes from.
    pub refund_id: Option<RefundId>,
    /// The commission an adjustment corrects.
    pub adjusts_id: Option<CommissionId>,
    /// Its currency.
    pub currency: Currency,
    /// Minor units; negative for what an adjustment takes back.
    pub amount: i64,
    /// Whether an adjustment is owed by the payee rather than cut from what is payable.
    pub debt: bool,
    /// How much of a debt later payouts have recovered.
    pub recovered: i64,
    /// Where it stands.
    pub state: CommissionState,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// When it becomes payable.
    pub matures_at: DateTime<Utc>,
    /// The payout that has claimed it.
    pub payout_id: Option<PayoutId>,
    /// The arithmetic.
    pub why: serde_json::Value,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// The payout whose reversed transfer it makes up for.
    pub returned_by_payout_id: Option<PayoutId>,
    /// The budget it was taken from.
    pub budget_id: Option<BudgetId>,
}

tenant_reads!(
    Commission,
    commissions,
    CommissionId,
    "commission",
    tells | row | changed(row.id, row.affiliate_id)
);

fn changed(id: CommissionId, affiliate: Option<AffiliateId>) -> Change {
    Change::of(Subject::Commission, id).concerning(affiliate)
}

/// A commission with what its affiliate is told of it.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = commissions)]
pub struct DatedCommission {
    /// The commission.
    #[diesel(embed)]
    pub row: Commission,
    /// When its state last changed; none while it stands as it was recorded.
    pub state_since: Option<DateTime<Utc>>,
    /// Why it is held.
    pub hold_reason: Option<String>,
}

/// What a payout is reckoned from: a payable commission without its arithmetic, since there may be very many.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = commissions)]
pub struct Payable {
    /// Its id.
    pub id: CommissionId,
    /// Who earns it.
    pub payee_id: PayeeId,
    /// Who is paid for the payee.
    pub affiliate_id: Option<AffiliateId>,
    /// The programme it is earned in.
    pub program_id: ProgramId,
    /// Minor units; negative for what an adjustment takes back.
    pub amount: i64,
    /// Whether an adjustment is owed by the payee.
    pub debt: bool,
    /// How much of a debt later payouts have recovered.
    pub recovered: i64,
    /// The payout whose reversed transfer it makes up for.
    pub returned_by_payout_id: Option<PayoutId>,
}

/// Which commissions a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CommissionFilter {
    /// Only in this state.
    pub state: Option<CommissionState>,
    /// Only with this cause.
    pub cause: Option<Cause>,
    /// Only of this payee.
    pub payee: Option<PayeeId>,
    /// Only earned in this programme.
    pub program: Option<ProgramId>,
}

/// A commission's conversion, where that waits to be judged.
macro_rules! unjudged {
    () => {
        conversions::table
            .filter(conversions::tenant_id.eq(commissions::tenant_id))
            .filter(conversions::id.nullable().eq(commissions::conversion_id))
            .filter(conversions::judged_at.is_null())
    };
}

impl Commission {
    /// Adds many, as many in a statement as it has room for.
    pub async fn add(tx: &TenantTx, rows: &[Commission]) -> StoreResult<()> {
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let insert = diesel::insert_into(commissions::table).values(rows);
            kept(insert, rows.len()).execute(&mut tx.db()?).await?;
        }
        tx.changed(rows.iter().map(Watched::change));
        Ok(())
    }

    /// One page of a filtered list.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: CommissionFilter,
        page: Page,
    ) -> StoreResult<Slice<Commission>> {
        load_filtered!(scope, commissions, Commission, page, |query| {
            narrow!(
                query,
                commissions::state => filter.state,
                commissions::cause => filter.cause,
                commissions::payee_id => filter.payee,
                commissions::program_id => filter.program,
            );
        })
    }

    /// The commissions of these conversions, oldest first.
    pub async fn of_conversions(
        scope: &impl TenantScope,
        ids: &[ConversionId],
    ) -> StoreResult<Vec<Commission>> {
        let mut conn = scope.conn().await?;
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(commissions::conversion_id.eq_any(ids))
            .order((commissions::conversion_id, commissions::id))
            .select(Commission::as_select())
            .load(&mut conn)
            .await?)
    }

    /// The conversions that reached a goal or a tier which these payees were paid for, of those that happened from one moment
    /// until before another.
    pub async fn that_reached(
        scope: &impl TenantScope,
        of: &[(PayeeId, ProgramId)],
        (from, before): (DateTime<Utc>, DateTime<Utc>),
    ) -> StoreResult<Vec<ConversionId>> {
        let (payees, programs): (Vec<PayeeId>, Vec<ProgramId>) = of.iter().copied().unzip();
        let mut conn = scope.conn().await?;
        Ok(commissions::table
            .inner_join(
                conversions::table.on(conversions::tenant_id
                    .eq(commissions::tenant_id)
                    .and(conversions::id.nullable().eq(commissions::conversion_id))),
            )
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(conversions::tenant_id.eq(scope.tenant()))
            .filter(commissions::payee_id.eq_any(payees))
            .filter(commissions::program_id.eq_any(programs))
            .filter(commissions::cause.eq(Cause::Bonus))
            .filter(commissions::state.ne(CommissionState::Void))
            .filter(conversions::occurred_at.ge(from))
            .filter(conversions::occurred_at.lt(before))
            .select(conversions::id)
            .distinct()
            .load(&mut conn)
            .await?)
    }

    /// The commissions of one conversion, locked, oldest first.
    pub async fn lock_of_conversion(tx: &TenantTx, id: ConversionId) -> StoreResult<Vec<Commission>> {
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::conversion_id.eq(id))
            .order(commissions::id)
            .select(Commission::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// The commissions of many conversions, locked, oldest first, each with whether a person has held it or let it go.
    pub async fn lock_of_conversions(
        tx: &TenantTx,
        ids: &[ConversionId],
    ) -> StoreResult<Vec<(Commission, bool)>> {
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::conversion_id.eq_any(ids))
            .order(commissions::id)
            .select((Commission::as_select(), commissions::reviewed_at.is_not_null()))
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Holds those of these locked commissions that are still pending, for a person to look at. Returns them.
    pub async fn hold_for_review(tx: &TenantTx, ids: &[CommissionId]) -> StoreResult<Vec<Commission>> {
        let mut held: Vec<Commission> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::id.eq_any(ids))
            .filter(commissions::state.eq(CommissionState::Pending))
            .set((
                commissions::state.eq(CommissionState::Held),
                commissions::hold_reason.eq(domain::fraud::HELD_FOR_REVIEW),
                commissions::state_since.eq(diesel::dsl::now),
            ))
            .returning(Commission::as_select())
            .get_results(&mut tx.db()?)
            .await?;
        held.sort_by_key(|c| c.id);
        tx.changed(held.iter().map(Watched::change));
        Ok(held)
    }

    /// Why those of these that are held are, as their affiliates read it.
    pub async fn hold_reasons(
        scope: &impl TenantScope,
        ids: &[CommissionId],
    ) -> StoreResult<Vec<(CommissionId, String)>> {
        let mut conn = scope.conn().await?;
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(commissions::id.eq_any(ids))
            .filter(commissions::hold_reason.is_not_null())
            .select((commissions::id, commissions::hold_reason.assume_not_null()))
            .load(&mut conn)
            .await?)
    }

    /// One page of a payout's commissions.
    pub async fn of_payout(
        scope: &impl TenantScope,
        payout: PayoutId,
        page: Page,
    ) -> StoreResult<Slice<Commission>> {
        load_page!(scope, commissions, Commission, page, commissions::payout_id.eq(payout))
    }

    /// Notes on commissions that a person has just held why, or takes the note away; their affiliates read it. No signal of
    /// fraud holds them from then on.
    pub async fn explain_hold(tx: &TenantTx, ids: &[CommissionId], reason: Option<&str>) -> StoreResult<()> {
        let noted: Vec<(CommissionId, Option<AffiliateId>)> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::id.eq_any(ids))
            .set((commissions::hold_reason.eq(reason), commissions::reviewed_at.eq(diesel::dsl::now)))
            .returning((commissions::id, commissions::affiliate_id))
            .get_results(&mut tx.db()?)
            .await?;
        tx.changed(noted.into_iter().map(|(id, affiliate)| changed(id, affiliate)));
        Ok(())
    }

    /// Why a commission is held.
    pub async fn hold_reason(scope: &impl TenantScope, id: CommissionId) -> StoreResult<Option<String>> {
        let mut conn = scope.conn().await?;
        commissions::table
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(commissions::id.eq(id))
            .select(commissions::hold_reason)
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("commission"))
    }

    /// An affiliate's own commissions of these ids; others are left out.
    pub async fn own(tx: &AffiliateTx, ids: &[CommissionId]) -> StoreResult<Vec<DatedCommission>> {
        Ok(commissions::table
            .filter(commissions::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(commissions::id.eq_any(ids))
            .filter(commissions::affiliate_id.eq(tx.affiliate()))
            .select(DatedCommission::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// An affiliate's own commissions of these conversions, oldest first.
    pub async fn own_of_conversions(
        tx: &AffiliateTx,
        conversions: &[ConversionId],
    ) -> StoreResult<Vec<DatedCommission>> {
        Ok(commissions::table
            .filter(commissions::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(commissions::conversion_id.eq_any(conversions))
            .filter(commissions::affiliate_id.eq(tx.affiliate()))
            .order(commissions::id)
            .select(DatedCommission::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// An affiliate's own commissions, newest first; of one phase, where that is asked for, as it stands at `now`.
    pub async fn of_affiliate(
        tx: &AffiliateTx,
        phase: Option<Phase>,
        now: DateTime<Utc>,
        page: Page,
    ) -> StoreResult<Slice<DatedCommission>> {
        load_own!(tx, commissions, DatedCommission, page, |query| {
            if let Some(phase) = phase {
                query = query.filter(
                    sql::<Bool>(PHASE)
                        .bind::<Array<Integer>, _>(transit_days().to_vec())
                        .sql(PHASE_AT)
                        .bind::<Timestamptz, _>(now)
                        .sql(PHASE_IS)
                        .bind::<Text, _>(phase),
                );
            }
        })
    }

    /// Pending commissions whose hold has ended, oldest first, each with all of its pending corrections, locked;
    /// those another worker has in hand are skipped, and those of a conversion that waits to be judged. `limit` counts commissions, not corrections: a family is
    /// never split, so it never matures with more than its corrections have left of it.
    pub async fn take_mature(tx: &TenantTx, now: DateTime<Utc>, limit: i64) -> StoreResult<Vec<Commission>> {
        let mut family: Vec<Commission> = commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::state.eq(CommissionState::Pending))
            .filter(commissions::matures_at.le(now))
            .filter(commissions::adjusts_id.is_null())
            .filter(not(exists(unjudged!())))
            .order((commissions::matures_at, commissions::id))
            .limit(limit)
            .select(Commission::as_select())
            .for_update()
            .skip_locked()
            .load(&mut tx.db()?)
            .await?;
        let ids: Vec<CommissionId> = family.iter().map(|c| c.id).collect();
        // A second statement: it sees what a refund has added while the first waited for its lock.
        let corrections: Vec<Commission> = commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::state.eq(CommissionState::Pending))
            .filter(commissions::adjusts_id.eq_any(ids))
            .order(commissions::id)
            .select(Commission::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?;
        family.extend(corrections);
        Ok(family)
    }

    /// Tenants with something to mature.
    pub async fn maturing_tenants(tx: &SystemTx, now: DateTime<Utc>) -> StoreResult<Vec<TenantId>> {
        Ok(commissions::table
            .filter(commissions::state.eq(CommissionState::Pending))
            .filter(commissions::matures_at.le(now))
            .filter(commissions::adjusts_id.is_null())
            .filter(not(exists(unjudged!())))
            .select(commissions::tenant_id)
            .distinct()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Everything payable in a currency whose payee has an affiliate, oldest first.
    pub async fn payable(scope: &impl TenantScope, currency: Currency) -> StoreResult<Vec<Payable>> {
        let mut conn = scope.conn().await?;
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(scope.tenant()))
            .filter(commissions::state.eq(CommissionState::Payable))
            .filter(commissions::currency.eq(currency))
            .filter(commissions::affiliate_id.is_not_null())
            .order(commissions::id)
            .select(Payable::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Moves the given commissions from one state to another; returns those that were still in `from`.
    /// Errors: `Conflict` for a step that no commission takes.
    pub async fn transition(
        tx: &TenantTx,
        ids: &[CommissionId],
        from: CommissionState,
        to: CommissionState,
        payout: Option<PayoutId>,
    ) -> StoreResult<Vec<Commission>> {
        if !from.step(to).is_ok_and(Step::is_done) {
            return Err(StoreError::Conflict("commission"));
        }
        let mut moved: Vec<Commission> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::id.eq_any(ids))
            .filter(commissions::state.eq(from))
            .set((
                commissions::state.eq(to),
                commissions::payout_id.eq(payout),
                commissions::state_since.eq(diesel::dsl::now),
            ))
            .returning(Commission::as_select())
            .get_results(&mut tx.db()?)
            .await?;
        moved.sort_by_key(|c| c.id);
        tx.changed(moved.iter().map(Watched::change));
        Ok(moved)
    }

    /// Moves what a payout has claimed on: to PAID, or back to PAYABLE, where another payout may claim it. Returns the amounts,
    /// in minor units.
    pub async fn settle(tx: &TenantTx, payout: PayoutId, to: CommissionState) -> StoreResult<Vec<i64>> {
        let stays = (to != CommissionState::Payable).then_some(payout);
        let moved: Vec<(CommissionId, Option<AffiliateId>, i64)> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::payout_id.eq(payout))
            .filter(commissions::state.eq(CommissionState::Reserved))
            .set((
                commissions::state.eq(to),
                commissions::payout_id.eq(stays),
                commissions::state_since.eq(diesel::dsl::now),
            ))
            .returning((commissions::id, commissions::affiliate_id, commissions::amount))
            .get_results(&mut tx.db()?)
            .await?;
        tx.changed(moved.iter().map(|(id, affiliate, _)| changed(*id, *affiliate)));
        Ok(moved.into_iter().map(|(_, _, minor)| minor).collect())
    }

    /// Voids a locked commission.
    pub async fn void(tx: &TenantTx, ids: &[CommissionId], reason: &str) -> StoreResult<usize> {
        let voided: Vec<(CommissionId, Option<AffiliateId>)> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::id.eq_any(ids))
            .filter(commissions::state.eq_any([CommissionState::Pending, CommissionState::Held]))
            .set((
                commissions::state.eq(CommissionState::Void),
                commissions::void_reason.eq(reason),
                commissions::state_since.eq(diesel::dsl::now),
            ))
            .returning((commissions::id, commissions::affiliate_id))
            .get_results(&mut tx.db()?)
            .await?;
        tx.changed(voided.iter().map(|(id, affiliate)| changed(*id, *affiliate)));
        Ok(voided.len())
    }

    /// Notes what a payout recovered of a debt.
    pub async fn recover(
        tx: &TenantTx,
        id: CommissionId,
        amount: i64,
        state: CommissionState,
    ) -> StoreResult<usize> {
        let recovered: Vec<Option<AffiliateId>> = diesel::update(commissions::table)
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::id.eq(id))
            .set((commissions::recovered.eq(commissions::recovered + amount), commissions::state.eq(state)))
            .returning(commissions::affiliate_id)
            .get_results(&mut tx.db()?)
            .await?;
        tx.changed(recovered.iter().map(|affiliate| changed(id, *affiliate)));
        Ok(recovered.len())
    }

    /// What has come back of a payout's transfer to each payee, in minor units.
    pub async fn returned_of_payout(tx: &TenantTx, payout: PayoutId) -> StoreResult<Vec<(PayeeId, i64)>> {
        Ok(commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::returned_by_payout_id.eq(payout))
            .order(commissions::id)
            .select((commissions::payee_id, commissions::amount))
            .load(&mut tx.db()?)
            .await?)
    }

    /// A part of a payout's transfer came back: each payee gets a commission to claim again, in the programme the
    /// payout paid them for. `total` is what has come back in all.
    pub async fn claim_again(
        tx: &TenantTx,
        payout: PayoutId,
        parts: &[(PayeeId, i64)],
        total: i64,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let paid: Vec<Commission> = commissions::table
            .filter(commissions::tenant_id.eq(tx.tenant()))
            .filter(commissions::payout_id.eq(payout))
            .order(commissions::id)
            .select(Commission::as_select())
            .load(&mut tx.db()?)
            .await?;
        let rows = parts.iter().filter(|(_, minor)| *minor > 0).map(|(payee, minor)| {
            let paid =
                paid.iter().find(|c| c.payee_id == *payee).ok_or(StoreError::NotFound("commission"))?;
            Ok(Commission {
                id: crate::new_id(),
                terms_id: None,
                cause: Cause::Adjustment,
                conversion_id: None,
                attribution_id: None,
                refund_id: None,
                adjusts_id: None,
                amount: *minor,
                debt: false,
                recovered: 0,
                state: CommissionState::Payable,
                void_reason: None,
                matures_at: now,
                payout_id: None,
                why: serde_json::json!({"returned": {"payout": payout, "minor": minor, "of": total}}),
                created_at: now,
                returned_by_payout_id: Some(payout),
                budget_id: None,
                ..paid.clone()
            })
        });
        let rows = rows.collect::<StoreResult<Vec<Commission>>>()?;
        Commission::add(tx, &rows).await
    }
}

/// `domain::earnings::of_commission`'s phase in SQL: the days a transfer takes, by weekday, and now come between the parts.
const PHASE: &str = "(CASE commissions.state WHEN 'PENDING' THEN 'EARNED' WHEN 'HELD' THEN 'HELD' WHEN 'VOID' THEN 'VOID' \
  WHEN 'PAYABLE' THEN CASE WHEN commissions.debt THEN 'OWED' ELSE 'PAYABLE' END \
  ELSE coalesce((SELECT CASE WHEN p.state IN ('FAILED','CANCELLED','REVERSED') THEN NULL \
    WHEN p.state IN ('RESERVED','SUBMITTING','UNKNOWN','NEEDS_REVIEW','BLOCKED') THEN 'RESERVED' \
    WHEN p.transferred_at + make_interval(hours => 24 * (";
const PHASE_AT: &str = ")[extract(isodow FROM p.transferred_at AT TIME ZONE 'UTC')::int]) > ";
const PHASE_IS: &str = " THEN 'IN_TRANSIT' ELSE 'PAID' END FROM payouts p \
  WHERE p.tenant_id = commissions.tenant_id AND p.id = commissions.payout_id), commissions.state) END) = ";
