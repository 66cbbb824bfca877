//! Wallet money goes back to the tenant: refunds of the fundings it came from, each made exactly once.

use chrono::{DateTime, Utc};
use domain::funding::{ReturnState, list_is_final, next_look, spread_return};
use domain::ids::{TypedId, WalletReturnId};
use domain::ledger::{AccountKind, Event, wallet_return_failed, wallet_returned};
use domain::money::Amount;
use domain::payout::may_resend;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::funding::{Funding, WalletReturn};
use store::idempotency::{Claim, claim};
use store::{Pool, StoreError, TenantCtx, TenantScope, TenantTx, audit, new_id};
use stripe_core::refund::{CreateRefund, RetrieveRefund};

use super::{check_amount, metadata};
use crate::error::{BillingError, BillingResult};
use crate::ledger::check::raise;
use crate::ledger::{Entry, balance, post};
use crate::payout::may_pay;
use crate::stripe::list::{Listed, all};
use crate::stripe::{RefundNote, Stripe, StripeError};

/// Codes with which Stripe refuses a refund for good; after any other it is tried again.
const REFUSAL_CODES: &[&str] = &[
    "charge_already_refunded",
    "charge_disputed",
    "charge_not_refundable",
    "charge_expired_for_refund",
    "resource_missing",
];
/// Why a return has failed that the bank could not take.
const REFUND_FAILED: &str = "REFUND_FAILED";

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
    metadata: RefundNote,
}

impl Listed for Refund {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Refund {
    fn has_failed(&self) -> bool {
        matches!(self.status.as_deref(), Some("failed" | "canceled"))
    }
}

/// Gives back what was asked for, or finds out what became of an earlier call; safe to call at any time, again.
///
/// The wallet is debited before the call. What Stripe lists is never asked for a second time, and after 20 hours
/// nothing is: it is listed, or, once no call can be under way any more, it has failed. A refund that is there all the
/// same is an alarm, and is booked on its funding as one that nobody asked for.
pub async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: WalletReturnId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some((row, intent)) = take_up(pool, ctx, id, now).await? else { return Ok(()) };
    let refund = match (row.state, &row.refund_id) {
        (ReturnState::Failed, _) => return look_after_all(pool, ctx, stripe, &row, intent, now).await,
        (ReturnState::Returned, Some(refund)) => {
            stripe.send(&RetrieveRefund::new(refund.clone()), None).await?.object()?
        }
        _ => match send(stripe, &row, intent, now).await? {
            Sent::Made(refund) => refund,
            Sent::Refused(code) => {
                return settle(pool, ctx, &row, None, Some(Failure::Refused(code)), now).await;
            }
            Sent::Never => return settle(pool, ctx, &row, None, Some(Failure::NotSent), now).await,
            Sent::Unknown => return Ok(()),
        },
    };
    let failure = refund.has_failed().then_some(Failure::Failed);
    settle(pool, ctx, &row, Some(refund), failure, now).await
}

/// Whether there is a refund of a return that was given up.
async fn look_after_all(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    row: &WalletReturn,
    intent: String,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let found = listed(stripe, row, &intent).await?;
    let Some(refund) = found else { return Ok(()) };
    let tx = TenantTx::begin(pool, ctx).await?;
    let row = WalletReturn::lock(&tx, row.id).await?;
    made_after_all(&tx, &row, &refund, now).await?;
    Ok(tx.commit().await?)
}

/// Stripe has refunded what is in the wallet again: nobody knows why without a person, and what it took is booked on its
/// funding.
async fn made_after_all(
    tx: &TenantTx,
    row: &WalletReturn,
    refund: &Refund,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    if row.refund_id.is_some() {
        return Ok(());
    }
    if !refund.has_failed() {
        let detail = format!("{}: {} {} for {}", refund.id, row.amount, row.currency, row.id);
        raise(tx, "REFUND_AFTER_GIVING_BACK", &detail, now).await?;
    }
    let mut funding = Funding::lock(tx, row.funding_id).await?;
    funding.look_at = Some(now);
    Ok(funding.save(tx).await?)
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
    /// Stripe gives nothing of the payment back, for good.
    Refused(String),
    /// No call has come to anything, and none is made any more.
    Never,
    /// A call may be under way.
    Unknown,
}

/// Why a return has failed.
enum Failure {
    /// Stripe refuses, with its code.
    Refused(String),
    /// It was never asked, and is not any more.
    NotSent,
    /// The bank could not take it.
    Failed,
}

impl Failure {
    fn reason(&self) -> &str {
        match self {
            Failure::Refused(code) => code,
            Failure::NotSent => "NOT_SENT",
            Failure::Failed => REFUND_FAILED,
        }
    }
}

/// The refund that Stripe lists for a return.
async fn listed(stripe: &Stripe, row: &WalletReturn, intent: &str) -> BillingResult<Option<Refund>> {
    let refunds: Vec<Refund> = all(stripe, "/refunds", &json!({ "payment_intent": intent })).await?;
    Ok(refunds.into_iter().find(|refund| refund.metadata.wallet_return() == Some(row.id)))
}

async fn send(
    stripe: &Stripe,
    row: &WalletReturn,
    intent: String,
    now: DateTime<Utc>,
) -> BillingResult<Sent> {
    if let Some(refund) = listed(stripe, row, &intent).await? {
        return Ok(Sent::Made(refund));
    }
    let first = row.first_sent_at.ok_or(StoreError::Corrupt("wallet return"))?;
    if !may_resend(first, now) {
        return Ok(if list_is_final(first, now) { Sent::Never } else { Sent::Unknown });
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

/// Notes what Stripe said. With a failure it did not come about, and the money is in the wallet again.
async fn settle(
    pool: &Pool,
    ctx: &TenantCtx,
    looked: &WalletReturn,
    refund: Option<Refund>,
    failure: Option<Failure>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let (id, asked) = (looked.id, looked.look_at);
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut row = WalletReturn::lock(&tx, id).await?;
    let mut funding = Funding::lock(&tx, row.funding_id).await?;
    if row.state == ReturnState::Failed {
        // Given up while this one asked.
        if let Some(refund) = &refund {
            made_after_all(&tx, &row, refund, now).await?;
        }
        return Ok(tx.commit().await?);
    }
    if let Some(refund) = &refund {
        row.refund_id = Some(refund.id.clone());
    }
    match (row.state, failure) {
        (ReturnState::Failed | ReturnState::Requested, _) => return Err(StripeError::Unreadable.into()),
        (ReturnState::Returned | ReturnState::Submitting, Some(failure)) => {
            let entry = Entry {
                key: format!("wallet-return-failed:{id}"),
                event: Event::WalletReturnFailed,
                currency: row.currency,
                postings: &wallet_return_failed(row.amount)?,
            };
            post(&tx, &entry, now).await?;
            if let Failure::Refused(code) = &failure {
                // Else every return would go to this funding first, and no further.
                funding.not_refundable = Some(code.clone());
            }
            fail(&tx, &mut row, &mut funding, failure.reason(), now).await?;
            crate::payout::kick_waiting(&tx, row.currency, now).await?;
        }
        (ReturnState::Submitting, None) => {
            row.state = ReturnState::Returned;
            (row.updated_at, row.look_at) = (now, None);
            row.save(&tx).await?;
        }
        (ReturnState::Returned, None) => {
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
