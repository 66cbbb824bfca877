//! Wallet money goes back to the tenant: refunds of the fundings it came from, each made exactly once.

use chrono::{DateTime, Utc};
use domain::funding::{ReturnState, may_resend, next_look, spread_return};
use domain::ids::{TypedId, WalletReturnId};
use domain::ledger::{AccountKind, Event, wallet_return_failed, wallet_returned};
use domain::money::Amount;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::funding::{Funding, WalletReturn};
use store::idempotency::{Claim, claim};
use store::{Pool, StoreError, TenantCtx, TenantScope, TenantTx, audit, new_id};
use stripe_core::refund::{CreateRefund, ListRefund, RetrieveRefund};

use super::{check_amount, metadata};
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, balance, post};
use crate::payout::may_pay;
use crate::stripe::{Stripe, StripeError};

/// Codes with which Stripe refuses a refund for good; after any other it is tried again.
const REFUSAL_CODES: &[&str] = &[
    "charge_already_refunded",
    "charge_disputed",
    "charge_not_refundable",
    "charge_expired_for_refund",
    "resource_missing",
];
/// Refunds of one payment that are listed.
const LISTED_MAX: i64 = 100;

/// Asks for wallet money to be given back, to where it came from: newest fundings first, one refund each. The worker
/// does it.
///
/// Errors: `AMOUNT_OUT_OF_RANGE`, `BALANCE_NOT_ENOUGH` when the wallet has less that is not asked for yet,
/// `NOT_REFUNDABLE` when the fundings that can still be refunded come to less, `IDEMPOTENCY_KEY_REUSED` as a conflict.
pub async fn request(
    tx: &TenantTx,
    amount: Amount,
    idempotency_key: &str,
    now: DateTime<Utc>,
) -> BillingResult<Vec<WalletReturn>> {
    check_amount(amount.minor)?;
    let id: WalletReturnId = new_id();
    let hash = Sha256::digest(format!("walletReturn:{}:{}", amount.currency, amount.minor));
    if let Claim::Replay(id) = claim(tx, idempotency_key, "walletReturn", &hash, id.uuid(), now).await? {
        return Ok(WalletReturn::of_request(tx, WalletReturnId::from_uuid(id)).await?);
    }
    // Locked first, so that two wishes see each other.
    let mut fundings = Funding::lock_refundable(tx, amount.currency).await?;
    let held = balance(tx, AccountKind::Wallet, amount.currency).await?;
    if held - WalletReturn::requested(tx, amount.currency).await? < amount.minor {
        return Err(BillingError::refused("BALANCE_NOT_ENOUGH", "the wallet holds less"));
    }
    let refundable: Vec<i64> = fundings.iter().map(|funding| funding.amount - funding.refunded).collect();
    let parts = spread_return(&refundable, amount.minor).ok_or_else(|| {
        BillingError::refused("NOT_REFUNDABLE", "the fundings that can still be refunded come to less")
    })?;
    let mut returns = Vec::with_capacity(parts.len());
    for (place, minor) in parts {
        let Some(funding) = fundings.get_mut(place) else { continue };
        funding.refunded += minor;
        funding.save(tx).await?;
        let row = WalletReturn {
            tenant_id: tx.tenant(),
            id: new_id(),
            request_id: id,
            funding_id: funding.id,
            currency: amount.currency,
            amount: minor,
            state: ReturnState::Requested,
            reason: None,
            refund_id: None,
            requested_by: tx.ctx().actor().label(),
            first_sent_at: None,
            created_at: now,
            updated_at: now,
            look_at: Some(now),
        };
        row.insert(tx).await?;
        returns.push(row);
    }
    let detail = serde_json::json!({"amount": amount.minor, "currency": amount.currency});
    audit::write(tx, "walletReturn", id, detail, now).await?;
    Ok(returns)
}

#[derive(Deserialize)]
struct Refund {
    id: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    metadata: std::collections::HashMap<String, String>,
}

impl Refund {
    fn has_failed(&self) -> bool {
        matches!(self.status.as_deref(), Some("failed" | "canceled"))
    }
}

#[derive(Deserialize)]
struct Refunds {
    data: Vec<Refund>,
}

/// Gives back what was asked for, or finds out what became of an earlier call; safe to call at any time, again.
///
/// The wallet is debited before the call. What Stripe lists is never asked for a second time, and after 20 hours
/// nothing is: it is listed, or it has failed.
pub async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: WalletReturnId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some((row, intent)) = take_up(pool, ctx, id, now).await? else { return Ok(()) };
    let refund = match (row.state, &row.refund_id) {
        (ReturnState::Failed, _) => return Ok(()),
        (ReturnState::Returned, Some(refund)) => {
            stripe.send(&RetrieveRefund::new(refund.clone()), None).await?.object()?
        }
        _ => match send(stripe, &row, intent, now).await? {
            Sent::Made(refund) => refund,
            Sent::Refused(code) => return settle(pool, ctx, &row, None, &code, now).await,
        },
    };
    let reason = if refund.has_failed() { "REFUND_FAILED" } else { "" };
    settle(pool, ctx, &row, Some(refund), reason, now).await
}

/// Takes the money out of the wallet and notes the first sending. None when there is nothing to do.
async fn take_up(
    pool: &Pool,
    ctx: &TenantCtx,
    id: WalletReturnId,
    now: DateTime<Utc>,
) -> BillingResult<Option<(WalletReturn, String)>> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut row = WalletReturn::lock(&tx, id).await?;
    // Whoever dies over the question is followed by another.
    row.look_at = (row.state != ReturnState::Failed).then(|| next_look(row.updated_at, now));
    let is_new = row.state == ReturnState::Requested;
    if is_new && !may_pay(&tx, now).await? {
        row.save(&tx).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let mut funding = Funding::lock(&tx, row.funding_id).await?;
    if is_new && balance(&tx, AccountKind::Wallet, row.currency).await? < row.amount {
        fail(&tx, &mut row, &mut funding, "BALANCE_NOT_ENOUGH", now).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if is_new {
        row.state = ReturnState::Submitting;
        (row.first_sent_at, row.updated_at) = (Some(now), now);
        let entry = Entry {
            key: format!("wallet-returned:{id}"),
            event: Event::WalletReturned,
            currency: row.currency,
            postings: &wallet_returned(row.amount)?,
        };
        post(&tx, &entry, now).await?;
    }
    row.save(&tx).await?;
    tx.commit().await?;
    let intent = funding.payment_intent_id.ok_or(StoreError::NotFound("payment"))?;
    Ok(Some((row, intent)))
}

enum Sent {
    Made(Refund),
    Refused(String),
}

async fn send(
    stripe: &Stripe,
    row: &WalletReturn,
    intent: String,
    now: DateTime<Utc>,
) -> BillingResult<Sent> {
    let request = ListRefund::new().payment_intent(intent.clone()).limit(LISTED_MAX);
    let listed: Refunds = stripe.send(&request, None).await?.object()?;
    // A full page may hide it.
    let is_whole = (listed.data.len() as i64) < LISTED_MAX;
    let ours = row.id.to_string();
    if let Some(refund) = listed.data.into_iter().find(|refund| refund.metadata.get("return") == Some(&ours))
    {
        return Ok(Sent::Made(refund));
    }
    if !row.first_sent_at.is_some_and(|first| may_resend(first, now)) {
        if !is_whole {
            return Err(StripeError::Unreadable.into());
        }
        return Ok(Sent::Refused("NOT_SENT".to_owned()));
    }
    let request = CreateRefund::new().payment_intent(intent).amount(row.amount).metadata(metadata(
        row.tenant_id,
        "return",
        row.id,
    ));
    let reply = stripe.send(&request, Some(&format!("ref:{}", row.id))).await?;
    let error = reply.error();
    match (reply.object::<Refund>(), error.code) {
        (Ok(refund), _) => Ok(Sent::Made(refund)),
        (Err(_), Some(code)) if REFUSAL_CODES.contains(&code.as_str()) => {
            Ok(Sent::Refused(code.to_uppercase()))
        }
        (Err(unknown), _) => Err(unknown.into()),
    }
}

/// Notes what Stripe said. With a `reason` it did not come about, and the money is in the wallet again.
async fn settle(
    pool: &Pool,
    ctx: &TenantCtx,
    looked: &WalletReturn,
    refund: Option<Refund>,
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let (id, asked) = (looked.id, looked.look_at);
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut row = WalletReturn::lock(&tx, id).await?;
    let mut funding = Funding::lock(&tx, row.funding_id).await?;
    if let Some(refund) = &refund {
        row.refund_id = Some(refund.id.clone());
    }
    match row.state {
        ReturnState::Failed => return Ok(()),
        ReturnState::Requested => return Err(StripeError::Unreadable.into()),
        ReturnState::Returned | ReturnState::Submitting if !reason.is_empty() => {
            let entry = Entry {
                key: format!("wallet-return-failed:{id}"),
                event: Event::WalletReturnFailed,
                currency: row.currency,
                postings: &wallet_return_failed(row.amount)?,
            };
            post(&tx, &entry, now).await?;
            fail(&tx, &mut row, &mut funding, reason, now).await?;
            crate::payout::kick_waiting(&tx, row.currency, now).await?;
        }
        ReturnState::Submitting => {
            row.state = ReturnState::Returned;
            (row.updated_at, row.look_at) = (now, None);
            row.save(&tx).await?;
        }
        ReturnState::Returned => {
            row.look_at = row.look_at.filter(|at| Some(*at) != asked);
            row.save(&tx).await?;
        }
    }
    Ok(tx.commit().await?)
}

async fn fail(
    tx: &TenantTx,
    row: &mut WalletReturn,
    funding: &mut Funding,
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    row.state = ReturnState::Failed;
    row.reason = Some(reason.to_owned());
    (row.updated_at, row.look_at) = (now, None);
    row.save(tx).await?;
    funding.refunded -= row.amount;
    funding.save(tx).await?;
    audit::write(tx, "walletReturnFailed", row.id, serde_json::json!({"reason": reason}), now).await?;
    Ok(())
}
