//! A run's way from its approval to its end, as the worker takes it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, PayoutRunId};
use domain::ledger::{AccountKind, fee};
use domain::money::Amount;
use domain::payout::{PauseReason, PayoutRun as Machine, PayoutRunState, PayoutState, unusual};
use serde_json::json;
use store::commission::Commission;
use store::outbox::ask;
use store::payout::{Payout, PayoutRun, RunItem, RunShare};
use store::tenant::Tenant;
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit};
use tokio::task::JoinSet;

use super::plan::plan;
use super::run::{pause, step};
use super::{AdvanceRun, may_pay, open};
use crate::error::{BillingError, BillingResult};
use crate::funding::top_up;
use crate::ledger::balance;

/// Payouts opened before somebody else may go on with the run.
const OPEN_AFFILIATES: i64 = 100;
/// Payouts opened side by side: each waits for the database most of the time.
const OPEN_AT_ONCE: usize = 4;

fn waits_for_money(run: &PayoutRun) -> bool {
    let fell_short = run.pause_reason == Some(PauseReason::BalanceNotEnough);
    run.state == PayoutRunState::Funding || (run.state == PayoutRunState::Paused && fell_short)
}

/// Does whatever the run's state calls for; a job calls it as often as it likes. `clock` is asked again for every payout:
/// opening thousands takes a while, and Stripe's news must be fresh for the last as for the first.
pub async fn advance(
    pool: &Pool,
    ctx: &TenantCtx,
    id: PayoutRunId,
    clock: impl Fn() -> DateTime<Utc> + Send + Sync,
) -> BillingResult<()> {
    let (tx, now) = (TenantTx::begin(pool, ctx).await?, clock());
    let mut run = PayoutRun::lock(&tx, id).await?;
    if waits_for_money(&run) {
        // No money comes in for a tenant that money may not leave.
        if !may_pay(&tx, now).await? {
            return Ok(());
        }
        let missing = needed(&tx, &run).await? - balance(&tx, AccountKind::Wallet, run.currency).await?;
        if missing > 0 {
            top_up(&tx, &run, missing, now).await?;
            return Ok(tx.commit().await?);
        }
        if run.state == PayoutRunState::Paused {
            let by = tx.ctx().actor().label();
            step(&tx, &mut run, now, |m| m.resume(&by)).await?;
            audit::write(&tx, "payoutRunResume", id, json!({}), now).await?;
        } else {
            step(&tx, &mut run, now, Machine::execute).await?;
            if let Some(why) = is_unusual(&tx, &run).await? {
                pause(&tx, id, why, now).await?;
                run = PayoutRun::lock(&tx, id).await?;
            }
        }
    }
    tx.commit().await?;
    if run.state != PayoutRunState::Executing {
        return Ok(());
    }
    while open_some(pool, ctx, id, &clock).await? {}
    let tx = TenantTx::begin(pool, ctx).await?;
    complete(&tx, id, clock()).await?;
    tx.commit().await.map_err(Into::into)
}

/// Opens the next payouts of a run, as the only one who does. Returns whether there may be more to open.
async fn open_some(
    pool: &Pool,
    ctx: &TenantCtx,
    id: PayoutRunId,
    clock: &(impl Fn() -> DateTime<Utc> + Send + Sync),
) -> BillingResult<bool> {
    let alone = TenantTx::begin(pool, ctx).await?;
    if !PayoutRun::open_alone(&alone, id).await? {
        return Ok(false);
    }
    let affiliates = RunItem::unopened(&alone, id, OPEN_AFFILIATES).await?;
    let (mut opening, mut opened) = (JoinSet::new(), Ok(()));
    let mut next = affiliates.iter().copied();
    loop {
        while opening.len() < OPEN_AT_ONCE
            && opened.is_ok()
            && let Some(affiliate) = next.next()
        {
            let (pool, ctx, now) = (pool.clone(), ctx.clone(), clock());
            opening.spawn(async move { open(&pool, &ctx, id, affiliate, now).await });
        }
        match opening.join_next().await {
            None => break,
            Some(ended) => opened = opened.and(ended.unwrap_or_else(|_| Err(BillingError::Cut))),
        }
    }
    match opened {
        Err(BillingError::Refused { code, .. }) if code == PauseReason::BalanceNotEnough.as_str() => {
            let tx = TenantTx::begin(pool, ctx).await?;
            pause(&tx, id, PauseReason::BalanceNotEnough, clock()).await?;
            tx.commit().await?;
            return Ok(false);
        }
        other => other?,
    }
    let left = RunItem::unopened(&alone, id, OPEN_AFFILIATES).await?;
    alone.commit().await?;
    // Those that may not be opened now are the same as before.
    Ok(!left.is_empty() && left != affiliates)
}

/// Why a run's total is unusual, if it is: a person says that it is right by resuming the run.
async fn is_unusual(tx: &TenantTx, run: &PayoutRun) -> BillingResult<Option<PauseReason>> {
    let caution = Tenant::caution(tx).await?;
    let before = PayoutRun::totals_before(tx, run, domain::payout::RUNS_COMPARED).await?;
    let total = Amount::new(run.preview_total.unwrap_or(0), run.currency);
    Ok(unusual(total, &before, &caution))
}

/// What the wallet must hold: what the frozen set comes to now, after corrections and debts, and the fee on it, payout by
/// payout, for those whose payout is not opened yet. Whoever would be sent more than was approved drops out.
async fn needed(tx: &impl TenantScope, run: &PayoutRun) -> BillingResult<i64> {
    let bps = i64::from(Tenant::own(tx).await?.platform_fee_bps);
    let unopened: BTreeSet<_> = RunItem::unopened(tx, run.id, i64::MAX).await?.into_iter().collect();
    let frozen: BTreeSet<_> =
        RunItem::of_run(tx, run.id).await?.into_iter().map(|item| item.commission_id).collect();
    let mut payable = Commission::payable(tx, run.currency).await?;
    payable.retain(|c| frozen.contains(&c.id) || c.amount < 0);
    let approved: BTreeMap<AffiliateId, i64> = RunShare::of_run(tx, run.id)
        .await?
        .into_iter()
        .map(|share| (share.affiliate_id, share.amount))
        .collect();
    let mut needed = 0;
    for (affiliate, plan) in plan(&payable) {
        if !unopened.contains(&affiliate) {
            continue;
        }
        if approved.get(&affiliate).is_some_and(|approved| plan.sent() <= *approved) {
            needed += plan.sent() + fee(plan.charged(), bps)?;
        }
    }
    Ok(needed)
}

/// What the wallet lacks for a run that waits for money, in minor units; none for another.
pub async fn missing(scope: &impl TenantScope, run: &PayoutRun) -> BillingResult<Option<i64>> {
    if !waits_for_money(run) {
        return Ok(None);
    }
    let held = balance(scope, AccountKind::Wallet, run.currency).await?;
    Ok(Some((needed(scope, run).await? - held).max(0)))
}

/// Has the run looked at once this transaction stands, if nothing of it seems to be open any more. Two that are the last
/// at the same time each see the other's: then the sweep of runs finds it.
pub(super) async fn settled(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<()> {
    if !Payout::any_open(tx, id).await? {
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run: id }, now).await?;
    }
    Ok(())
}

/// Completes a run whose payouts are all settled. A commission that dropped out leaves nothing to wait for. One of which
/// only payouts are left that wait for an account or a person stands aside for the next, for good.
async fn complete(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<()> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if run.state != PayoutRunState::Executing
        || Payout::any_busy(tx, id).await?
        || !RunItem::unopened(tx, id, 1).await?.is_empty()
    {
        return Ok(());
    }
    if Payout::any_open(tx, id).await? {
        if run.aside_at.is_none() {
            run.aside_at = Some(now);
            run.save(tx).await?;
        }
        return Ok(());
    }
    let failures = Payout::any_of_run(tx, id, &[PayoutState::Failed, PayoutState::Cancelled]).await?;
    step(tx, &mut run, now, |m| m.complete(failures)).await?;
    Ok(())
}
