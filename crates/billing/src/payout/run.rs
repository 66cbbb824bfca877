//! A run's way from draft to its end, as people take it.

use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, ApiKeyId, PayoutRunId};
use domain::money::Currency;
use domain::payout::{
    PauseReason, PayoutError, PayoutRun as Machine, PayoutRunState, PayoutState, RunOrigin,
};
use domain::state::Step;
use serde_json::{Value, json};
use store::outbox::ask;
use store::payout::{Payout, PayoutRun};
use store::tenant::Tenant;
use store::{StoreError, TenantScope, TenantTx, audit};

use super::AdvanceRun;
use super::preview::is_covered;
use crate::error::{BillingError, BillingResult};

fn machine(run: &PayoutRun) -> Machine {
    Machine {
        state: run.state,
        drafted_by: run.drafted_by.clone(),
        second_approver: run.second_approver,
        approved_by: run.approved_by.clone(),
        preview_hash: run.preview_hash.as_deref().and_then(|h| h.try_into().ok()),
        preview_total: run.preview_total,
        pause_reason: run.pause_reason,
    }
}

/// Takes one step of the machine on a locked run and writes it back.
pub(super) async fn step(
    tx: &TenantTx,
    run: &mut PayoutRun,
    now: DateTime<Utc>,
    take: impl FnOnce(&mut Machine) -> Result<Step, PayoutError>,
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
pub(super) fn told(run: &PayoutRun) -> Value {
    json!({ "state": run.state, "total": run.preview_total, "pauseReason": run.pause_reason })
}

/// Drafts a run under an id of the caller's, for everybody or for the one `affiliate` who asked.
///
/// Errors: `RUN_OPEN` while another of the currency is open, `TENANT_SUSPENDED`.
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
        second_approver: Tenant::own(tx).await?.second_approver,
        aside_at: None,
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

/// Says yes to exactly the set with this hash. A second person is needed where the tenant asked for one when the run was
/// drafted, or asks for one now. Errors: `PREVIEW_DIFFERS`, `SECOND_APPROVER_NEEDED`, `WRONG_STATE`.
pub async fn approve(
    tx: &TenantTx,
    id: PayoutRunId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let hash: [u8; 32] = hash.try_into().map_err(|_| PayoutError::PreviewDiffers)?;
    let by = tx.ctx().actor().label();
    let (second, drafter) = (second_approver(tx, &run).await?, drafter(tx, &run, &by).await?);
    let approve = |m: &mut Machine| {
        (m.second_approver, m.drafted_by) = (second, drafter);
        m.approve(&by, &hash)
    };
    let before = told(&run);
    if step(tx, &mut run, now, approve).await? {
        audit::change(tx, "payoutRunApprove", id, before, told(&run), now).await?;
    }
    Ok(run)
}

async fn second_approver(tx: &TenantTx, run: &PayoutRun) -> BillingResult<bool> {
    Ok(run.second_approver || Tenant::own(tx).await?.second_approver)
}

/// The person who drafted a run: of a key, whoever made the key. Where nobody knows who that was, it may have been `by`.
async fn drafter(tx: &TenantTx, run: &PayoutRun, by: &str) -> BillingResult<String> {
    let Ok(key) = run.drafted_by.parse::<ApiKeyId>() else { return Ok(run.drafted_by.clone()) };
    Ok(audit::key_maker(tx, key).await?.unwrap_or_else(|| by.to_owned()))
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

/// Lets a paused run go on. Errors: `WRONG_STATE`; `SECOND_APPROVER_NEEDED` as for an approval, where the total was unusual.
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
    if run.pause_reason.is_some_and(|reason| reason != PauseReason::StripeUnauthorized) {
        let message = "only what Stripe's refusal of our key has stopped is the platform's to resume";
        return Err(BillingError::refused("NOT_YOURS_TO_RESUME", message));
    }
    go_on(tx, id, json!({ "by": by }), now).await
}

async fn go_on(
    tx: &TenantTx,
    id: PayoutRunId,
    detail: Value,
    now: DateTime<Utc>,
) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    let by = tx.ctx().actor().label();
    let (second, drafter) = (second_approver(tx, &run).await?, drafter(tx, &run, &by).await?);
    let resume = |m: &mut Machine| {
        (m.second_approver, m.drafted_by) = (second, drafter);
        m.resume(&by)
    };
    let before = told(&run);
    if step(tx, &mut run, now, resume).await? {
        let mut after = told(&run);
        after["by"] = detail["by"].clone();
        audit::change(tx, "payoutRunResume", id, before, after, now).await?;
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run: id }, now).await?;
        Payout::look_now(tx, id, now).await?;
    }
    Ok(run)
}

/// Stops a run that is at work, or would go on by itself, because a person says so; what Stripe has been asked for is still
/// recorded.
pub async fn stop(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    halt(tx, &mut run, PauseReason::ByAPerson, now).await?;
    Ok(run)
}

/// Stops a run that is at work by itself.
pub(super) async fn pause(
    tx: &TenantTx,
    id: PayoutRunId,
    reason: PauseReason,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if matches!(run.state, PayoutRunState::Executing | PayoutRunState::Paused)
        && halt(tx, &mut run, reason, now).await?
    {
        tracing::error!(run = %id, %reason, "payout run paused");
    }
    Ok(())
}

async fn halt(
    tx: &TenantTx,
    run: &mut PayoutRun,
    reason: PauseReason,
    now: DateTime<Utc>,
) -> BillingResult<bool> {
    let before = told(run);
    let done = step(tx, run, now, |m| m.pause(reason)).await?;
    if done {
        let mut after = told(run);
        after["reason"] = json!(reason);
        audit::change(tx, "payoutRunPause", run.id, before, after, now).await?;
    }
    Ok(done)
}
