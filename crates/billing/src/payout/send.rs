//! T2 of the protocol and the call itself: the attempt is committed with its key and everything it sends, then
//! Stripe is called without a lock, then the outcome is recorded. Sent again, it is the same call.

use chrono::{DateTime, Utc};
use domain::enrollment::PayoutAccountState;
use domain::ids::PayoutId;
use domain::payout::{Answer, BlockReason, PayoutRunState, PayoutState, attempt_key, classify, may_resend};
use serde::Deserialize;
use store::payout::{Payout, PayoutAttempt, PayoutRun};
use store::tenant::PayoutAccount;
use store::{Clock, Pool, TenantCtx, TenantScope, TenantTx};
use stripe_connect::transfer::{CreateTransfer, ListTransfer};

use super::settle::{confirm, give_back, machine, save};
use crate::error::BillingResult;
use crate::funding::stripe_currency;
use crate::ledger::check::is_sound;
use crate::stripe::{Stripe, StripeError};

/// What the caller should do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is settled, blocked, paused or under review.
    Rest,
    /// Call again later: Stripe's answer is not known.
    Again,
}

#[derive(Deserialize)]
struct Transfer {
    id: String,
}

#[derive(Deserialize)]
struct Transfers {
    data: Vec<Transfer>,
}

/// What T2 decided.
enum Prepared {
    Nothing,
    Call(PayoutAttempt),
    LookUp,
}

/// Sends a payout, or finds out what became of an earlier call. Safe to call at any time, from any worker, again.
pub async fn send(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: PayoutId,
    clock: &Clock,
) -> BillingResult<Next> {
    match prepare(pool, ctx, id, clock.now()).await? {
        Prepared::Nothing => Ok(Next::Rest),
        Prepared::LookUp => look_up(pool, ctx, stripe, id, clock).await,
        Prepared::Call(attempt) => {
            let (answer, transfer) = call(ctx, stripe, &attempt).await?;
            record(pool, ctx, &attempt, answer, transfer, clock.now()).await
        }
    }
}

/// T2: freezes an attempt, or takes up the one whose answer is not known.
async fn prepare(pool: &Pool, ctx: &TenantCtx, id: PayoutId, now: DateTime<Utc>) -> BillingResult<Prepared> {
    let tx = TenantTx::begin(pool, ctx).await?;
    // The run is locked before its payouts, everywhere.
    let run = PayoutRun::lock(&tx, Payout::find(&tx, id).await?.run_id).await?;
    let mut payout = Payout::lock(&tx, id).await?;
    let attempts = PayoutAttempt::of(&tx, id).await?;
    if payout.state == PayoutState::Unknown {
        return Ok(Prepared::LookUp);
    }
    if payout.state == PayoutState::Submitting {
        // An answer was lost: the same call again, whatever the run is doing now, because it may have been made.
        let Some(last) = attempts.into_iter().next_back().filter(|a| a.finished_at.is_none()) else {
            return Ok(Prepared::Nothing);
        };
        if last.first_sent_at.is_some_and(|first| !may_resend(first, now)) {
            let mut machine = machine(&payout);
            machine.lose()?;
            save(&tx, &mut payout, machine, now).await?;
            tx.commit().await?;
            return Ok(Prepared::LookUp);
        }
        return Ok(Prepared::Call(last));
    }
    let ready = matches!(payout.state, PayoutState::Reserved | PayoutState::Blocked);
    if !ready || run.state != PayoutRunState::Executing || !is_sound(&tx).await? {
        return Ok(Prepared::Nothing);
    }
    let account = PayoutAccount::of_affiliates(&tx, &[payout.affiliate_id]).await?.into_iter().next();
    let destination =
        account.filter(|a| a.state == PayoutAccountState::Active).and_then(|a| a.stripe_account_id);
    let mut state = machine(&payout);
    let Some(destination) = destination else {
        state.block(BlockReason::Onboarding)?;
        save(&tx, &mut payout, state, now).await?;
        tx.commit().await?;
        return Ok(Prepared::Nothing);
    };
    let number = attempts.last().map_or(1, |a| a.number + 1);
    let attempt = PayoutAttempt {
        tenant_id: tx.tenant(),
        payout_id: id,
        number,
        idempotency_key: attempt_key(id, number),
        amount: payout.amount,
        currency: payout.currency,
        destination,
        first_sent_at: Some(now),
        finished_at: None,
        outcome: None,
    };
    attempt.insert(&tx).await?;
    state.submit()?;
    save(&tx, &mut payout, state, now).await?;
    tx.commit().await?;
    Ok(Prepared::Call(attempt))
}

/// The call: nothing in it but what the attempt has frozen.
async fn call(
    ctx: &TenantCtx,
    stripe: &Stripe,
    attempt: &PayoutAttempt,
) -> BillingResult<(Answer, Option<String>)> {
    let request = CreateTransfer::new(stripe_currency(attempt.currency)?, attempt.destination.clone())
        .amount(attempt.amount)
        .transfer_group(attempt.payout_id.to_string())
        .metadata([
            ("tenant".to_owned(), ctx.tenant().to_string()),
            ("payout".to_owned(), attempt.payout_id.to_string()),
            ("attempt".to_owned(), attempt.number.to_string()),
        ]);
    let reply = match stripe.send(&request, Some(&attempt.idempotency_key)).await {
        Ok(reply) => reply,
        Err(StripeError::NoAnswer(cause)) => {
            tracing::warn!(payout = %attempt.payout_id, ?cause, "no answer to a transfer; it will be sent again");
            return Ok((classify(0, None, None), None));
        }
        Err(other) => return Err(other.into()),
    };
    let error = reply.error();
    let transfer = reply.object::<Transfer>().ok().map(|t| t.id);
    // A yes without a transfer in it is no answer at all.
    let status = if (200..300).contains(&reply.status) && transfer.is_none() { 0 } else { reply.status };
    Ok((classify(status, error.code.as_deref(), error.kind.as_deref()), transfer))
}

/// T3: records what Stripe said.
async fn record(
    pool: &Pool,
    ctx: &TenantCtx,
    attempt: &PayoutAttempt,
    answer: Answer,
    transfer: Option<String>,
    now: DateTime<Utc>,
) -> BillingResult<Next> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let run = PayoutRun::lock(&tx, Payout::find(&tx, attempt.payout_id).await?.run_id).await?;
    let mut payout = Payout::lock(&tx, attempt.payout_id).await?;
    let current = PayoutAttempt::of(&tx, payout.id).await?.last().is_some_and(|a| a.number == attempt.number);
    if payout.state != PayoutState::Submitting || !current {
        // An event was faster, or another worker with the same call.
        return Ok(Next::Rest);
    }
    let mut state = machine(&payout);
    let next = match (answer, transfer) {
        (Answer::Confirmed, Some(transfer)) => {
            attempt.finished(&tx, "TRANSFERRED", now).await?;
            confirm(&tx, &mut payout, &transfer, now).await?;
            Next::Rest
        }
        (Answer::Confirmed, None) | (Answer::Retry, _) => Next::Again,
        (Answer::Refused(code), _) => {
            attempt.finished(&tx, &format!("REFUSED {code}"), now).await?;
            state.fail(&code)?;
            save(&tx, &mut payout, state, now).await?;
            give_back(&tx, &payout, now).await?;
            Next::Rest
        }
        (Answer::Blocked(reason), _) => {
            attempt.finished(&tx, &format!("BLOCKED {reason}"), now).await?;
            state.block(reason)?;
            save(&tx, &mut payout, state, now).await?;
            Next::Rest
        }
        (Answer::OurBug, _) => {
            attempt.finished(&tx, "REVIEW", now).await?;
            state.review("STRIPE_REFUSED_OUR_CALL")?;
            save(&tx, &mut payout, state, now).await?;
            tracing::error!(payout = %payout.id, "stripe refused a call of ours; the payout needs review");
            Next::Rest
        }
        (Answer::PauseRun, _) => {
            super::run::pause(&tx, run.id, "STRIPE_UNAUTHORIZED", now).await?;
            Next::Again
        }
    };
    tx.commit().await?;
    Ok(next)
}

/// Too late to send again: what Stripe knows under the payout's group decides. One: adopted; none: a person looks;
/// more: an incident.
async fn look_up(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: PayoutId,
    clock: &Clock,
) -> BillingResult<Next> {
    let found: Transfers =
        stripe.send(&ListTransfer::new().transfer_group(id.to_string()).limit(3), None).await?.object()?;
    let now = clock.now();
    let tx = TenantTx::begin(pool, ctx).await?;
    PayoutRun::lock(&tx, Payout::find(&tx, id).await?.run_id).await?;
    let mut payout = Payout::lock(&tx, id).await?;
    if payout.state != PayoutState::Unknown {
        return Ok(Next::Rest);
    }
    match found.data.as_slice() {
        [one] => confirm(&tx, &mut payout, &one.id, now).await?,
        several => {
            let reason = if several.is_empty() { "NO_TRANSFER_FOUND" } else { "SEVERAL_TRANSFERS_FOUND" };
            let mut state = machine(&payout);
            state.review(reason)?;
            save(&tx, &mut payout, state, now).await?;
            tracing::error!(payout = %id, reason, "a payout needs review");
        }
    }
    tx.commit().await?;
    Ok(Next::Rest)
}
