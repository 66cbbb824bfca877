//! What became of a funding, by Stripe's own word.

use chrono::{DateTime, Utc};
use domain::funding::{FundingState, next_look};
use domain::ids::FundingId;
use domain::ledger::{AccountKind, Event, funding_repaid, funding_settled};
use domain::payout::may_resend;
use serde::Deserialize;
use store::funding::Funding;
use store::{Pool, TenantCtx, TenantTx};
use stripe_checkout::checkout_session::RetrieveCheckoutSession;
use stripe_core::payment_intent::RetrievePaymentIntent;

use super::{charge, dispute, failed, started};
use crate::error::BillingResult;
use crate::ledger::check::raise;
use crate::ledger::{Entry, balance, post};
use crate::stripe::{BalanceTransaction, Stripe};

#[derive(Deserialize)]
struct Session {
    status: String,
    payment_intent: Option<String>,
}

#[derive(Deserialize)]
struct Intent {
    status: String,
    latest_charge: Option<Charge>,
    last_payment_error: Option<PaymentError>,
}

#[derive(Deserialize)]
struct PaymentError {
    code: Option<String>,
}

#[derive(Deserialize)]
struct Charge {
    balance_transaction: Option<BalanceTransaction>,
}

/// Asks Stripe what became of a funding and books it: on its way, settled, failed, disputed. Nothing new: it is asked
/// again later, and ever later. Safe to call at any time, from any worker, again.
pub async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: FundingId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, id).await?;
    // Before the question, so that whoever dies over it is followed by another; and what Stripe says while we ask makes
    // us look once more.
    let next = next_look(funding.updated_at, now);
    funding.look_at = Some(next);
    funding.save(&tx).await?;
    tx.commit().await?;

    match funding.state {
        FundingState::Created if funding.method_id.is_some() => {
            return charge::charge(pool, ctx, stripe, &funding, now).await;
        }
        FundingState::Created => return page(pool, ctx, stripe, &funding, now).await,
        FundingState::Started => return payment(pool, ctx, stripe, &funding, now).await,
        FundingState::Settled | FundingState::Disputed | FundingState::Returned => {
            dispute::look(pool, ctx, stripe, &funding, now).await?;
        }
        FundingState::Failed => {}
    }
    // Nothing more is expected, unless somebody has asked for another look meanwhile.
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, id).await?;
    if funding.look_at == Some(next) {
        funding.look_at = None;
        funding.save(&tx).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether its page was paid, or ran out.
async fn page(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let session = match &funding.checkout_session_id {
        Some(id) => {
            let request = RetrieveCheckoutSession::new(id.clone());
            Some(stripe.send(&request, None).await?.object::<Session>()?)
        }
        // Nobody was shown a page, so nobody can pay on it.
        None if !may_resend(funding.created_at, now) => None,
        None => return Ok(()),
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    match session {
        None => failed(&tx, &mut funding, "NOT_SENT", now).await?,
        Some(Session { status, payment_intent: Some(intent) }) if status == "complete" => {
            started(&tx, &mut funding, &intent, now).await?;
        }
        Some(Session { status, .. }) if status == "expired" => {
            failed(&tx, &mut funding, "EXPIRED", now).await?;
        }
        Some(_) => return Ok(()),
    }
    Ok(tx.commit().await?)
}

/// Whether the payment has settled, or will not.
async fn payment(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let Some(id) = &funding.payment_intent_id else { return Ok(()) };
    let request =
        RetrievePaymentIntent::new(id.clone()).expand(vec!["latest_charge.balance_transaction".to_owned()]);
    let intent: Intent = stripe.send(&request, None).await?.object()?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    match intent.status.as_str() {
        "requires_payment_method" | "canceled" => {
            let code = intent.last_payment_error.and_then(|error| error.code);
            let reason = code.unwrap_or_else(|| intent.status.clone()).to_uppercase();
            failed(&tx, &mut funding, &reason, now).await?;
        }
        _ => {
            let money = intent.latest_charge.and_then(|charge| charge.balance_transaction);
            let Some(money) = money.filter(BalanceTransaction::is_available) else { return Ok(()) };
            settle(&tx, &mut funding, &money, now).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Credits the wallet with what Stripe nets, less what makes up for an earlier shortfall.
async fn settle(
    tx: &TenantTx,
    funding: &mut Funding,
    money: &BalanceTransaction,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    if !money.currency.eq_ignore_ascii_case(funding.currency.as_str())
        || money.amount != funding.amount
        || !money.adds_up()
    {
        let detail = format!("{}: {} {}", funding.id, money.amount, money.currency);
        raise(tx, "FUNDING_SETTLED_DIFFERS", &detail, now).await?;
        return Ok(());
    }
    if !funding.state.settle()?.is_done() {
        return Ok(());
    }
    let owed = balance(tx, AccountKind::Receivable, funding.currency).await?;
    (funding.fee, funding.net) = (Some(money.fee), Some(money.net));
    funding.repaid = money.net.min(owed.max(0));
    // Once more at once: it may have been disputed before it settled.
    (funding.updated_at, funding.look_at) = (now, Some(now));
    funding.save(tx).await?;
    let (id, currency) = (funding.id, funding.currency);
    let settled = funding_settled(money.net, money.fee, funding.repaid)?;
    let entry = Entry {
        key: format!("funding-settled:{id}"),
        event: Event::FundingSettled,
        currency,
        postings: &settled,
    };
    post(tx, &entry, now).await?;
    if funding.repaid > 0 {
        let repaid = funding_repaid(funding.repaid)?;
        let entry = Entry {
            key: format!("funding-repaid:{id}"),
            event: Event::FundingRepaid,
            currency,
            postings: &repaid,
        };
        post(tx, &entry, now).await?;
    }
    crate::payout::kick_waiting(tx, currency, now).await
}
