//! T1 of the protocol: commissions are claimed, the payout exists, the reserve is posted — in one transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::commission::CommissionState;
use domain::ids::{AffiliateId, CommissionId, PayeeId, PayoutRunId};
use domain::ledger::{Event, fee, payout_reserved};
use domain::payout::{PayoutRunState, PayoutState};
use store::commission::{Commission, Payable};
use store::outbox::ask;
use store::payout::{Payout, PayoutRun, RunItem, RunShare};
use store::schema::{commissions, debt_recoveries, payouts};
use store::tenant::Tenant;
use store::{Pool, StoreError, TenantCtx, TenantScope, TenantTx, new_id};

use super::plan::{AffiliatePlan, plan};
use super::settle::one;
use super::{SendPayout, may_pay, settle};
use crate::error::BillingResult;
use crate::ledger::{Entry, post};

/// Opens one affiliate's payout in an executing run. Done before: nothing happens.
///
/// What is no longer payable drops out with its reason, and corrections that have come since the preview are taken along.
/// Where a debt or a correction that the approval counted on is gone, it would be more than was approved: then all of it
/// drops out and waits for the next run. Errors: `BALANCE_NOT_ENOUGH` when the wallet is short.
pub async fn open(
    pool: &Pool,
    ctx: &TenantCtx,
    run_id: PayoutRunId,
    affiliate: AffiliateId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let run = PayoutRun::share(&tx, run_id).await?;
    if run.state != PayoutRunState::Executing
        || !may_pay(&tx, now).await?
        || stands(&tx, run_id, affiliate).await?
    {
        return Ok(());
    }
    let frozen = RunItem::of_affiliate(&tx, run_id, affiliate).await?;
    // Twice: the second look, with every lock held, sees the corrections a refund added while the first one waited.
    lock_payable(&tx, &run, affiliate, &frozen).await?;
    let payable = lock_payable(&tx, &run, affiliate, &frozen).await?;
    // Somebody else may have opened it while this one waited.
    if stands(&tx, run_id, affiliate).await? {
        return Ok(());
    }
    let mut plan = plan(&payable).remove(&affiliate).unwrap_or_default();
    let mut why = "NO_LONGER_PAYABLE";
    if plan.sent() > RunShare::approved(&tx, run_id, affiliate).await? {
        (plan, why) = (AffiliatePlan::default(), "MORE_THAN_APPROVED");
    }
    let claimed: Vec<CommissionId> = plan.payees.values().flat_map(|p| p.claimed.clone()).collect();
    let dropped: Vec<CommissionId> = frozen.iter().filter(|id| !claimed.contains(id)).copied().collect();
    if !dropped.is_empty() {
        RunItem::drop_out(&tx, run_id, &dropped, why).await?;
    }
    if !claimed.is_empty() {
        reserve(&tx, &run, affiliate, &plan, &claimed, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn stands(tx: &TenantTx, run: PayoutRunId, affiliate: AffiliateId) -> BillingResult<bool> {
    let found: i64 = payouts::table
        .filter(payouts::tenant_id.eq(tx.tenant()))
        .filter(payouts::run_id.eq(run))
        .filter(payouts::affiliate_id.eq(affiliate))
        .count()
        .get_result(&mut tx.db()?)
        .await?;
    Ok(found > 0)
}

/// The frozen commissions that are still payable, with the affiliate's corrections and debts, all locked.
async fn lock_payable(
    tx: &TenantTx,
    run: &PayoutRun,
    affiliate: AffiliateId,
    frozen: &[CommissionId],
) -> BillingResult<Vec<Payable>> {
    Ok(commissions::table
        .filter(commissions::tenant_id.eq(tx.tenant()))
        .filter(commissions::affiliate_id.eq(affiliate))
        .filter(commissions::currency.eq(run.currency))
        .filter(commissions::state.eq(CommissionState::Payable))
        .filter(commissions::id.eq_any(frozen).or(commissions::amount.lt(0)))
        .order(commissions::id)
        .select(Payable::as_select())
        .for_update()
        .load(&mut tx.db()?)
        .await?)
}

async fn reserve(
    tx: &TenantTx,
    run: &PayoutRun,
    affiliate: AffiliateId,
    plan: &AffiliatePlan,
    claimed: &[CommissionId],
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let fee = fee(plan.charged(), i64::from(Tenant::own(tx).await?.platform_fee_bps))?;
    let nothing_to_send = plan.sent() == 0;
    let payout = Payout {
        tenant_id: tx.tenant(),
        id: new_id(),
        run_id: run.id,
        affiliate_id: affiliate,
        currency: run.currency,
        amount: plan.sent(),
        recovered: plan.recovered(),
        fee,
        state: if nothing_to_send { PayoutState::Transferred } else { PayoutState::Reserved },
        reason: nothing_to_send.then(|| "OFFSET_BY_DEBT".to_owned()),
        stripe_transfer_id: None,
        reversed: 0,
        created_at: now,
        updated_at: now,
    };
    payout.insert(tx).await?;
    let moved = Commission::transition(
        tx,
        claimed,
        CommissionState::Payable,
        CommissionState::Reserved,
        Some(payout.id),
    )
    .await?;
    if moved.len() != claimed.len() {
        return Err(StoreError::Conflict("commission").into());
    }
    recover(tx, &payout, plan).await?;
    let sent: Vec<(PayeeId, i64)> = plan.payees.iter().map(|(id, p)| (*id, p.sent())).collect();
    let recovered: Vec<(PayeeId, i64)> =
        plan.payees.iter().map(|(id, p)| (*id, p.recovered_total())).collect();
    let entry = Entry {
        key: settle::reserve_key(payout.id),
        event: Event::PayoutReserved,
        currency: run.currency,
        postings: &payout_reserved(&sent, &recovered, fee)?,
    };
    post(tx, &entry, now).await?;
    if nothing_to_send {
        settle::pay_commissions(tx, &payout).await?;
    } else {
        ask(tx, &SendPayout { tenant: tx.tenant(), payout: payout.id }, now).await?;
    }
    Ok(())
}

/// Books on each debt what is kept back for it.
async fn recover(tx: &TenantTx, payout: &Payout, plan: &AffiliatePlan) -> BillingResult<()> {
    for (id, minor) in plan.payees.values().flat_map(|p| p.recovered.iter().copied()) {
        let debt = Commission::lock(tx, id).await?;
        let mut machine = domain::commission::Commission {
            state: debt.state,
            amount: debt.amount,
            debt: debt.debt,
            recovered: debt.recovered,
            void_reason: None,
        };
        machine.recover(minor)?;
        one(Commission::recover(tx, id, minor, machine.state).await?)?;
        diesel::insert_into(debt_recoveries::table)
            .values((
                debt_recoveries::tenant_id.eq(tx.tenant()),
                debt_recoveries::payout_id.eq(payout.id),
                debt_recoveries::commission_id.eq(id),
                debt_recoveries::amount.eq(minor),
            ))
            .execute(&mut tx.db()?)
            .await?;
    }
    Ok(())
}
