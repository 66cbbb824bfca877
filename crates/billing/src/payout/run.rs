//! A run's way from draft to completion.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayoutRunId};
use domain::ledger::{AccountKind, fee};
use domain::money::{Amount, Currency};
use domain::payout::{
    PayoutError, PayoutRun as Machine, PayoutRunState, PayoutState, PreviewItem, RunOrigin, preview_hash,
    unusual,
};
use serde_json::json;
use store::commission::Commission;
use store::outbox::ask;
use store::payout::{Payout, PayoutRun, RunItem};
use store::program::Program;
use store::schema::enrollments;
use store::tenant::Tenant;
use store::{Pool, StoreError, TenantCtx, TenantScope, TenantTx, audit};
use tokio::task::JoinSet;

use super::plan::{AffiliatePlan, plan};
use super::{AdvanceRun, may_pay, open};
use crate::error::{BillingError, BillingResult};
use crate::funding::top_up;
use crate::ledger::balance;

/// Why a run is paused whose key Stripe refuses.
pub(super) const STRIPE_UNAUTHORIZED: &str = "STRIPE_UNAUTHORIZED";
/// Payouts opened before somebody else may go on with the run.
const OPEN_AFFILIATES: i64 = 100;
/// Payouts opened side by side: each waits for the database most of the time.
const OPEN_AT_ONCE: usize = 4;

fn machine(run: &PayoutRun) -> Machine {
    Machine {
        state: run.state,
        drafted_by: run.drafted_by.clone(),
        approved_by: run.approved_by.clone(),
        preview_hash: run.preview_hash.as_deref().and_then(|h| h.try_into().ok()),
        preview_total: run.preview_total,
        pause_reason: run.pause_reason.clone(),
    }
}

/// Takes one step of the machine on a locked run and writes it back.
async fn step(
    tx: &TenantTx,
    run: &mut PayoutRun,
    now: DateTime<Utc>,
    take: impl FnOnce(&mut Machine) -> Result<domain::state::Step, PayoutError>,
) -> BillingResult<bool> {
    let mut machine = machine(run);
    let done = take(&mut machine)?.is_done();
    if done {
        run.state = machine.state;
        run.approved_by = machine.approved_by;
        run.preview_hash = machine.preview_hash.map(|h| h.to_vec());
        run.preview_total = machine.preview_total;
        run.pause_reason = machine.pause_reason;
        run.updated_at = now;
        run.save(tx).await?;
    }
    Ok(done)
}

/// What the audit log keeps of a run.
fn told(run: &PayoutRun) -> serde_json::Value {
    json!({ "state": run.state, "total": run.preview_total, "pauseReason": run.pause_reason })
}

/// Drafts a run under an id of the caller's, for everybody or for the one `affiliate` who asked. Errors: `RUN_OPEN` while another of the currency is not finished.
pub async fn draft(
    tx: &TenantTx,
    id: PayoutRunId,
    currency: Currency,
    origin: RunOrigin,
    affiliate: Option<AffiliateId>,
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    // What an affiliate asks for themselves is theirs, whatever the tenant owes us.
    if origin != RunOrigin::OnDemand && !is_covered(tx, currency).await? {
        crate::plan::not_suspended(tx).await?;
    }
    let run = PayoutRun {
        tenant_id: tx.tenant(),
        id,
        currency,
        state: PayoutRunState::Draft,
        drafted_by: tx.ctx().actor().label(),
        approved_by: None,
        preview_hash: None,
        preview_total: None,
        pause_reason: None,
        created_at: now,
        updated_at: now,
        origin,
        affiliate_id: affiliate,
    };
    run.insert(tx).await.map_err(|error| match error {
        StoreError::Conflict(_) => {
            BillingError::refused("RUN_OPEN", "another payout run of this currency is not finished")
        }
        other => other.into(),
    })?;
    audit::write(tx, "payoutRunCreate", run.id, json!({"currency": currency}), now).await?;
    Ok(run)
}

/// Whether something is payable and the wallet holds all of it: then it is funded already.
async fn is_covered(tx: &TenantTx, currency: Currency) -> BillingResult<bool> {
    let bps = i64::from(Tenant::own(tx).await?.platform_fee_bps);
    let mut needed = 0;
    for plan in plan(&Commission::payable(tx, currency).await?).into_values() {
        needed += plan.sent() + fee(plan.charged(), bps)?;
    }
    Ok(needed > 0 && needed <= balance(tx, AccountKind::Wallet, currency).await?)
}

/// Freezes what the run will pay: everything payable of affiliates whom Stripe can pay and who reach their
/// programmes' minimum. Errors: `RUN_EMPTY`, `WRONG_STATE`.
pub async fn preview(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if run.state == PayoutRunState::Previewed {
        return Ok(run);
    }
    let mut payable = Commission::payable(tx, run.currency).await?;
    if let Some(affiliate) = run.affiliate_id {
        payable = on_demand(tx, payable, affiliate).await?;
    }
    let plans = due(tx, plan(&payable)).await?;
    let chosen: BTreeMap<_, AffiliateId> = plans
        .iter()
        .flat_map(|(affiliate, plan)| {
            plan.payees.values().flat_map(|p| p.claimed.iter().map(|c| (*c, *affiliate))).collect::<Vec<_>>()
        })
        .collect();
    let items: Vec<RunItem> = payable
        .iter()
        .filter_map(|c| {
            let affiliate = *chosen.get(&c.id)?;
            Some(RunItem {
                tenant_id: tx.tenant(),
                run_id: id,
                commission_id: c.id,
                affiliate_id: affiliate,
                amount: c.amount,
                dropped: None,
            })
        })
        .collect();
    let frozen: Vec<PreviewItem> = items
        .iter()
        .map(|i| PreviewItem { commission: i.commission_id, affiliate: i.affiliate_id, minor: i.amount })
        .collect();
    let total = plans.values().map(AffiliatePlan::sent).sum();
    let before = told(&run);
    step(tx, &mut run, now, |m| m.preview(preview_hash(&frozen), total)).await?;
    RunItem::add(tx, &items).await?;
    audit::change(tx, "payoutRunPreview", id, before, told(&run), now).await?;
    Ok(run)
}

/// What one affiliate may ask for: commissions of programmes that pay on demand, corrections and debts of any.
async fn on_demand(
    tx: &TenantTx,
    mut payable: Vec<Commission>,
    affiliate: AffiliateId,
) -> BillingResult<Vec<Commission>> {
    payable.retain(|c| c.affiliate_id == Some(affiliate));
    let programs: Vec<_> = payable.iter().map(|c| c.program_id).collect();
    let programs = Program::find_many(tx, &programs).await?;
    let asked: BTreeSet<_> = programs.iter().filter(|p| p.payout_on_demand).map(|p| p.id).collect();
    payable.retain(|c| c.amount < 0 || asked.contains(&c.program_id));
    Ok(payable)
}

/// Leaves out affiliates whom Stripe cannot pay yet, and those below the highest minimum of their programmes: what
/// they have earned is carried over.
async fn due(
    tx: &TenantTx,
    mut plans: BTreeMap<AffiliateId, AffiliatePlan>,
) -> BillingResult<BTreeMap<AffiliateId, AffiliatePlan>> {
    let affiliates: Vec<AffiliateId> = plans.keys().copied().collect();
    let ready: Vec<Option<AffiliateId>> = enrollments::table
        .filter(enrollments::tenant_id.eq(tx.tenant()))
        .filter(enrollments::affiliate_id.eq_any(&affiliates))
        .filter(enrollments::payout_ready.eq(true))
        .select(enrollments::affiliate_id)
        .load(&mut tx.db()?)
        .await?;
    let ready: BTreeSet<AffiliateId> = ready.into_iter().flatten().collect();
    let programs: Vec<_> = plans.values().flat_map(|p| p.programs.iter().copied()).collect();
    let minimum: BTreeMap<_, i64> =
        Program::find_many(tx, &programs).await?.into_iter().map(|p| (p.id, p.payout_minimum)).collect();
    plans.retain(|affiliate, plan| {
        let least = plan.programs.iter().filter_map(|p| minimum.get(p)).max().copied().unwrap_or(0);
        ready.contains(affiliate) && plan.sent() > 0 && plan.sent() >= least
    });
    Ok(plans)
}

/// Says yes to exactly the set with this hash. Errors: `PREVIEW_DIFFERS`, `SECOND_APPROVER_NEEDED`, `WRONG_STATE`.
pub async fn approve(
    tx: &TenantTx,
    id: PayoutRunId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let tenant = Tenant::own(tx).await?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| PayoutError::PreviewDiffers)?;
    let by = tx.ctx().actor().label();
    let before = told(&run);
    if step(tx, &mut run, now, |m| m.approve(&by, &hash, tenant.second_approver)).await? {
        audit::change(tx, "payoutRunApprove", id, before, told(&run), now).await?;
    }
    Ok(run)
}

/// Sets an approved run going: it waits for the wallet to hold enough, then pays.
pub async fn execute(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if matches!(
        run.state,
        PayoutRunState::Executing | PayoutRunState::Completed | PayoutRunState::CompletedWithFailures
    ) {
        return Ok(run);
    }
    let before = told(&run);
    if step(tx, &mut run, now, Machine::fund).await? {
        audit::change(tx, "payoutRunExecute", id, before, told(&run), now).await?;
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run: id }, now).await?;
    }
    Ok(run)
}

/// Calls a run off before anything of it is paid.
pub async fn cancel(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let opened = Payout::any_of_run(tx, id, PayoutState::ALL).await?;
    let before = told(&run);
    if step(tx, &mut run, now, |m| m.cancel(opened)).await? {
        audit::change(tx, "payoutRunCancel", id, before, told(&run), now).await?;
    }
    Ok(run)
}

/// Lets a paused run go on.
pub async fn resume(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    go_on(tx, id, json!({}), now).await
}

/// The same for the engineer on call, who gives a name. Errors: `WRONG_STATE`; `NOT_YOURS_TO_RESUME` where the tenant's own
/// people have to look.
pub async fn resume_by(
    tx: &TenantTx,
    id: PayoutRunId,
    by: &str,
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    let run = PayoutRun::lock(tx, id).await?;
    if run.pause_reason.as_deref().is_some_and(|reason| reason != STRIPE_UNAUTHORIZED) {
        let message = "only what Stripe's refusal of our key has stopped is the platform's to resume";
        return Err(BillingError::refused("NOT_YOURS_TO_RESUME", message));
    }
    go_on(tx, id, json!({ "by": by }), now).await
}

async fn go_on(
    tx: &TenantTx,
    id: PayoutRunId,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let before = told(&run);
    if step(tx, &mut run, now, Machine::resume).await? {
        let mut after = told(&run);
        after["by"] = detail["by"].clone();
        audit::change(tx, "payoutRunResume", id, before, after, now).await?;
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run: id }, now).await?;
        Payout::look_now(tx, id, now).await?;
    }
    Ok(run)
}

/// Stops a run that is at work because a person says so; what Stripe has been asked for is still recorded.
pub async fn stop(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let before = told(&run);
    if step(tx, &mut run, now, |m| m.pause("PAUSED_BY_A_PERSON")).await? {
        audit::change(tx, "payoutRunPause", id, before, told(&run), now).await?;
    }
    Ok(run)
}

/// Stops a run that is at work.
pub(super) async fn pause(
    tx: &TenantTx,
    id: PayoutRunId,
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if run.state == PayoutRunState::Executing {
        step(tx, &mut run, now, |m| m.pause(reason)).await?;
        tracing::error!(run = %id, reason, "payout run paused");
    }
    Ok(())
}

/// Why a run is paused whose wallet fell short while its payouts were opened: it goes on by itself.
const NOT_ENOUGH: &str = "BALANCE_NOT_ENOUGH";

fn waits_for_money(run: &PayoutRun) -> bool {
    let fell_short = run.pause_reason.as_deref() == Some(NOT_ENOUGH);
    run.state == PayoutRunState::Funding || (run.state == PayoutRunState::Paused && fell_short)
}

/// Does whatever the run's state calls for; a job calls it as often as it likes.
pub async fn advance(pool: &Pool, ctx: &TenantCtx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
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
        let was_paused = run.state == PayoutRunState::Paused;
        step(&tx, &mut run, now, if was_paused { Machine::resume } else { Machine::execute }).await?;
        if !was_paused && let Some(why) = is_unusual(&tx, &run).await? {
            pause(&tx, id, why, now).await?;
            run = PayoutRun::lock(&tx, id).await?;
        }
    }
    tx.commit().await?;
    if run.state != PayoutRunState::Executing {
        return Ok(());
    }
    while open_some(pool, ctx, id, now).await? {}
    let tx = TenantTx::begin(pool, ctx).await?;
    complete(&tx, id, now).await?;
    tx.commit().await.map_err(Into::into)
}

/// Opens the next payouts of a run, as the only one who does. Returns whether there may be more to open.
async fn open_some(pool: &Pool, ctx: &TenantCtx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<bool> {
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
            let (pool, ctx) = (pool.clone(), ctx.clone());
            opening.spawn(async move { open(&pool, &ctx, id, affiliate, now).await });
        }
        match opening.join_next().await {
            None => break,
            Some(ended) => opened = opened.and(ended.unwrap_or_else(|_| Err(BillingError::Cut))),
        }
    }
    match opened {
        Err(BillingError::Refused { code: NOT_ENOUGH, .. }) => {
            let tx = TenantTx::begin(pool, ctx).await?;
            pause(&tx, id, NOT_ENOUGH, now).await?;
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
async fn is_unusual(tx: &TenantTx, run: &PayoutRun) -> BillingResult<Option<&'static str>> {
    let caution = Tenant::caution(tx).await?;
    let before = PayoutRun::totals_before(tx, run, domain::payout::RUNS_COMPARED).await?;
    let total = Amount::new(run.preview_total.unwrap_or(0), run.currency);
    Ok(unusual(total, &before, &caution))
}

/// What the wallet must hold: what the frozen set comes to now, after corrections and debts, and the fee on it,
/// payout by payout.
async fn needed(tx: &impl TenantScope, run: &PayoutRun) -> BillingResult<i64> {
    let bps = i64::from(Tenant::own(tx).await?.platform_fee_bps);
    let frozen: BTreeSet<_> =
        RunItem::of_run(tx, run.id).await?.into_iter().map(|i| i.commission_id).collect();
    let mut payable = Commission::payable(tx, run.currency).await?;
    payable.retain(|c| frozen.contains(&c.id) || c.amount < 0);
    let mut needed = 0;
    for plan in plan(&payable).into_values() {
        needed += plan.sent() + fee(plan.charged(), bps)?;
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

/// Completes a run whose payouts are all settled. A commission that dropped out leaves nothing to wait for.
async fn complete(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<()> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if run.state != PayoutRunState::Executing
        || Payout::any_open(tx, id).await?
        || !RunItem::unopened(tx, id, 1).await?.is_empty()
    {
        return Ok(());
    }
    let failures = Payout::any_of_run(tx, id, &[PayoutState::Failed, PayoutState::Cancelled]).await?;
    step(tx, &mut run, now, |m| m.complete(failures)).await?;
    Ok(())
}
