//! The desk of the worker: steps in Postgres, calls to Stripe. No lock is held and no transaction is open across a
//! call.

use chrono::{DateTime, Utc};
use domain::ids::PayoutId;
use domain::payout::protocol::{Attempt, Event, Next, Transfer};
use domain::payout::{Answer, BlockReason, PayoutState, attempt_key, classify};
use serde::Deserialize;
use store::payout::Payout;
use store::payout_account::PayoutAccount;
use store::{Clock, Pool, TenantCtx, TenantTx};
use stripe_connect::transfer::{CreateTransfer, ListTransfer};

use super::drive::{Desk, Outcome, drive};
use super::take::{take, wake};
use crate::account::refresh;
use crate::error::BillingResult;
use crate::funding::stripe_currency;
use crate::stripe::{Stripe, StripeError};

/// Transfers asked for under one group. One is right, two are an incident; more tell nothing new.
const LISTED_MAX: i64 = 3;

/// Sends a payout, or finds out what became of an earlier call. Safe to call at any time, from any worker, again.
pub async fn send(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: PayoutId,
    clock: &Clock,
) -> BillingResult<Outcome> {
    drive(&Counter { pool, ctx, stripe, clock }, id).await
}

struct Counter<'a> {
    pool: &'a Pool,
    ctx: &'a TenantCtx,
    stripe: &'a Stripe,
    clock: &'a Clock,
}

impl Desk for Counter<'_> {
    type Error = crate::BillingError;

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    async fn wake(&self, payout: PayoutId) -> BillingResult<Next> {
        match self.look(payout).await? {
            Next::Rest if self.ask_account(payout).await? => self.look(payout).await,
            next => Ok(next),
        }
    }

    async fn take(&self, payout: PayoutId, event: Event) -> BillingResult<Next> {
        let tx = TenantTx::begin(self.pool, self.ctx).await?;
        let next = take(&tx, payout, &event, self.clock.now()).await?;
        tx.commit().await?;
        Ok(next)
    }

    async fn call(&self, payout: PayoutId, attempt: &Attempt) -> BillingResult<Event> {
        call(self.ctx, self.stripe, payout, attempt).await
    }

    async fn list(&self, payout: PayoutId) -> BillingResult<Vec<Transfer>> {
        listed(self.stripe, payout).await
    }
}

impl Counter<'_> {
    async fn look(&self, payout: PayoutId) -> BillingResult<Next> {
        let tx = TenantTx::begin(self.pool, self.ctx).await?;
        let next = wake(&tx, payout, self.clock.now()).await?;
        tx.commit().await?;
        Ok(next)
    }

    /// Asks Stripe about the account that a BLOCKED payout waits for, since news of it may be lost or come late. Returns
    /// whether it was asked.
    async fn ask_account(&self, payout: PayoutId) -> BillingResult<bool> {
        let tx = TenantTx::begin(self.pool, self.ctx).await?;
        let payout = Payout::find(&tx, payout).await?;
        let reason = payout.reason.as_deref().and_then(|reason| reason.parse().ok());
        if payout.state != PayoutState::Blocked
            || !matches!(reason, Some(BlockReason::Onboarding | BlockReason::Capability))
        {
            return Ok(false);
        }
        let account = PayoutAccount::of_affiliates(&tx, &[payout.affiliate_id]).await?.into_iter().next();
        tx.commit().await?;
        let Some(account) = account else { return Ok(false) };
        match refresh(self.pool, self.stripe, account.id, self.clock.now()).await {
            Ok(_) => Ok(true),
            // It waits as before, and is looked at again.
            Err(error) => {
                tracing::warn!(payout = %payout.id, ?error, "an account could not be asked for");
                Ok(false)
            }
        }
    }
}

/// A transfer as Stripe writes it.
#[derive(Clone, Deserialize)]
pub(crate) struct TransferObject {
    pub id: String,
    pub amount: i64,
    #[serde(default)]
    pub amount_reversed: i64,
    // Without one it is no payout's: an alarm, and not an event that nobody can read.
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub destination: Option<String>,
}

impl From<TransferObject> for Transfer {
    fn from(object: TransferObject) -> Self {
        Transfer {
            id: object.id,
            amount: object.amount,
            reversed: object.amount_reversed,
            currency: object.currency.to_uppercase(),
            destination: object.destination.unwrap_or_default(),
        }
    }
}

#[derive(Deserialize)]
struct Transfers {
    data: Vec<TransferObject>,
}

/// Every transfer Stripe lists under a payout's group.
pub(super) async fn listed(stripe: &Stripe, payout: PayoutId) -> BillingResult<Vec<Transfer>> {
    let request = ListTransfer::new().transfer_group(payout.to_string()).limit(LISTED_MAX);
    let found: Transfers = stripe.send(&request, None).await?.object()?;
    Ok(found.data.into_iter().map(Transfer::from).collect())
}

/// The call: nothing in it but what the attempt has frozen.
async fn call(ctx: &TenantCtx, stripe: &Stripe, payout: PayoutId, attempt: &Attempt) -> BillingResult<Event> {
    let answered = |answer, transfer| Event::Answered { attempt: attempt.number, answer, transfer };
    let request = CreateTransfer::new(stripe_currency(attempt.currency)?, attempt.destination.clone())
        .amount(attempt.amount)
        .transfer_group(payout.to_string())
        .metadata([
            ("tenant".to_owned(), ctx.tenant().to_string()),
            ("payout".to_owned(), payout.to_string()),
            ("attempt".to_owned(), attempt.number.to_string()),
        ]);
    let key = attempt_key(payout, attempt.number);
    let reply = match stripe.send(&request, Some(&key)).await {
        Ok(reply) => reply,
        Err(StripeError::NoAnswer(cause)) => {
            tracing::warn!(%payout, ?cause, "no answer to a transfer; it will be sent again");
            return Ok(answered(Answer::Retry, None));
        }
        Err(other) => return Err(other.into()),
    };
    let error = reply.error();
    let transfer = reply.object::<TransferObject>().ok().map(Transfer::from);
    // A yes without a transfer in it is no answer at all.
    let status = if (200..300).contains(&reply.status) && transfer.is_none() { 0 } else { reply.status };
    Ok(answered(classify(status, error.code.as_deref(), error.kind.as_deref()), transfer))
}
