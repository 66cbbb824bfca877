//! One step of the protocol in Postgres: what stands is read and locked, `domain` decides, everything is written in
//! the same transaction.

use chrono::{DateTime, Utc};
use domain::enrollment::PayoutAccountState;
use domain::ids::PayoutId;
use domain::payout::protocol::{Attempt, Destination, Event, Next, Standing, Write, step};
use domain::payout::{Answer, PauseReason, Payout as Machine, PayoutRunState, PayoutState, attempt_key};
use store::payout::{Payout, PayoutAttempt, PayoutRun};
use store::payout_account::PayoutAccount;
use store::{StoreError, TenantScope, TenantTx};

use super::may_pay;
use super::settle::{confirm, give_back, reverse};
use crate::error::BillingResult;
use crate::ledger::check::raise;

/// Takes one step of a payout in the caller's transaction and says what comes next once that stands.
///
/// Errors: what a person asks for and cannot have (`WRONG_STATE`, `TOO_EARLY`, `TRANSFER_LISTED`, `TRANSFER_NOT_LISTED`); the store's.
pub async fn take(tx: &TenantTx, id: PayoutId, event: &Event, now: DateTime<Utc>) -> BillingResult<Next> {
    let pauses = matches!(event, Event::Answered { answer: Answer::PauseRun, .. });
    let (run, payout) = lock(tx, id, pauses).await?;
    decide(tx, &run, payout, event, now).await
}

/// Looks at a payout, as jobs and sweeps do: may it be sent, and where to?
pub async fn wake(tx: &TenantTx, id: PayoutId, now: DateTime<Utc>) -> BillingResult<Next> {
    let (run, payout) = lock(tx, id, false).await?;
    let may_send = run.state == PayoutRunState::Executing && may_pay(tx, now).await?;
    let account = PayoutAccount::of_affiliates(tx, &[payout.affiliate_id]).await?.into_iter().next();
    let destination = match account.map(|a| (a.state, a.stripe_account_id)) {
        Some((PayoutAccountState::Active, Some(account))) => Destination::Account(account),
        Some((PayoutAccountState::Restricted, _)) => Destination::Restricted,
        _ => Destination::Onboarding,
    };
    decide(tx, &run, payout, &Event::Woken { may_send, destination }, now).await
}

/// The run is locked before its payouts, everywhere; for itself alone only where this may change it, so that a run's
/// payouts do not wait for each other.
async fn lock(tx: &TenantTx, id: PayoutId, alone: bool) -> BillingResult<(PayoutRun, Payout)> {
    let run = Payout::find(tx, id).await?.run_id;
    let run = if alone { PayoutRun::lock(tx, run).await? } else { PayoutRun::share(tx, run).await? };
    Ok((run, Payout::lock(tx, id).await?))
}

async fn decide(
    tx: &TenantTx,
    run: &PayoutRun,
    mut payout: Payout,
    event: &Event,
    now: DateTime<Utc>,
) -> BillingResult<Next> {
    let before = standing(tx, &payout).await?;
    let decision = step(&before, event, now)?;
    if decision.standing.payout != before.payout {
        let after = decision.standing.payout;
        payout.state = after.state;
        payout.reversed = after.reversed;
        payout.reason = after.reason;
        payout.stripe_transfer_id = after.stripe_transfer_id;
        payout.updated_at = now;
        payout.save(tx).await?;
    }
    for write in &decision.writes {
        match write {
            Write::Begin(attempt) => begin(tx, &payout, attempt).await?,
            Write::Finish { attempt, outcome } => {
                PayoutAttempt::finish(tx, payout.id, *attempt, outcome, now).await?;
            }
            Write::Resend { attempt, at } => PayoutAttempt::resent(tx, payout.id, *attempt, *at).await?,
            Write::Confirm => confirm(tx, &payout, now).await?,
            Write::GiveBack => give_back(tx, &payout, now).await?,
            Write::Reverse { minor, total } => reverse(tx, &payout, *minor, *total, now).await?,
            Write::PauseRun => super::run::pause(tx, run.id, PauseReason::StripeUnauthorized, now).await?,
            Write::Alarm { alarm, transfer } => {
                raise(tx, alarm.as_str(), &format!("{transfer} for {}", payout.id), now).await?;
            }
        }
    }
    if payout.state == PayoutState::NeedsReview && before.payout.state != PayoutState::NeedsReview {
        tracing::error!(payout = %payout.id, reason = payout.reason, "a payout needs review");
    }
    Ok(decision.next)
}

async fn standing(tx: &TenantTx, payout: &Payout) -> BillingResult<Standing> {
    let attempts = PayoutAttempt::of(tx, payout.id).await?;
    let attempts = attempts
        .into_iter()
        .map(|a| {
            Ok(Attempt {
                number: a.number,
                amount: a.amount,
                currency: a.currency,
                destination: a.destination,
                first_sent_at: a.first_sent_at.ok_or(StoreError::Corrupt("payout attempt"))?,
                resent_at: a.resent_at,
                outcome: a.outcome,
            })
        })
        .collect::<Result<Vec<Attempt>, StoreError>>()?;
    let currency = payout.currency;
    let payout = Machine {
        state: payout.state,
        amount: payout.amount,
        reversed: payout.reversed,
        reason: payout.reason.clone(),
        stripe_transfer_id: payout.stripe_transfer_id.clone(),
    };
    Ok(Standing { payout, currency, attempts })
}

async fn begin(tx: &TenantTx, payout: &Payout, attempt: &Attempt) -> BillingResult<()> {
    let row = PayoutAttempt {
        tenant_id: tx.tenant(),
        payout_id: payout.id,
        number: attempt.number,
        idempotency_key: attempt_key(payout.id, attempt.number),
        amount: attempt.amount,
        currency: attempt.currency,
        destination: attempt.destination.clone(),
        first_sent_at: Some(attempt.first_sent_at),
        finished_at: None,
        outcome: None,
        resent_at: None,
    };
    Ok(row.insert(tx).await?)
}
