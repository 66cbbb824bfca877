//! Money into a tenant's wallet: a Stripe Checkout page, then what Stripe settles. Source: DESIGN §4.

use chrono::{DateTime, Utc};
use domain::funding::FundingState;
use domain::ids::{FundingId, TypedId};
use domain::ledger::{Event, funding_settled, funding_started};
use domain::money::{AMOUNT_MINOR_MAX, Amount};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::funding::Funding;
use store::idempotency::{Claim, claim};
use store::{Pool, TenantCtx, TenantScope, TenantTx, new_id};
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    CreateCheckoutSessionPaymentIntentData, ProductData,
};
use stripe_core::payment_intent::RetrievePaymentIntent;

use crate::Outcome;
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, post};
use crate::stripe::{Stripe, StripeError};

#[derive(Deserialize)]
struct Session {
    id: String,
    url: Option<String>,
}

/// Starts a funding: the row and its key are committed, then Stripe is asked for a page to pay on.
///
/// The same idempotency key gives the same funding; if Stripe had not answered, it is asked again under the same
/// key. Errors: `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_KEY_REUSED` as a conflict, [`BillingError::Stripe`].
pub async fn start(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    amount: Amount,
    idempotency_key: &str,
    public_url: &url::Url,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Funding>> {
    if !(1..=AMOUNT_MINOR_MAX).contains(&amount.minor) {
        return Err(BillingError::refused(
            "AMOUNT_OUT_OF_RANGE",
            "amountMinor must be above zero and not too large",
        ));
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let id: FundingId = new_id();
    let hash = Sha256::digest(format!("walletFund:{}:{}", amount.currency, amount.minor));
    let (funding, fresh) = match claim(&tx, idempotency_key, "walletFund", &hash, id.uuid(), now).await? {
        Claim::Replay(id) => (Funding::find(&tx, FundingId::from_uuid(id)).await?, false),
        Claim::Fresh => {
            let funding = Funding {
                tenant_id: tx.tenant(),
                id,
                currency: amount.currency,
                amount: amount.minor,
                fee: None,
                net: None,
                state: FundingState::Created,
                checkout_session_id: None,
                checkout_url: None,
                payment_intent_id: None,
                started_by: ctx.actor().label(),
                created_at: now,
                updated_at: now,
            };
            funding.insert(&tx).await?;
            store::audit::write(
                &tx,
                "walletFund",
                id,
                serde_json::json!({"amount": amount.minor, "currency": amount.currency}),
                now,
            )
            .await?;
            (funding, true)
        }
    };
    tx.commit().await?;
    if funding.checkout_url.is_some() {
        return Ok(Outcome::Already(funding));
    }

    let session: Session = stripe
        .send(&checkout(&funding, public_url)?, Some(&format!("fund:{}", funding.id)))
        .await?
        .object()?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    funding.checkout_session_id = Some(session.id);
    funding.checkout_url = session.url;
    funding.updated_at = now;
    funding.save(&tx).await?;
    tx.commit().await?;
    Ok(if fresh { Outcome::Done(funding) } else { Outcome::Already(funding) })
}

fn checkout(funding: &Funding, public_url: &url::Url) -> BillingResult<CreateCheckoutSession> {
    let currency = stripe_currency(funding.currency)?;
    let price = CreateCheckoutSessionLineItemsPriceData {
        unit_amount: Some(funding.amount),
        product_data: Some(ProductData::new("Tributary wallet")),
        ..CreateCheckoutSessionLineItemsPriceData::new(currency)
    };
    let item = CreateCheckoutSessionLineItems {
        price_data: Some(price),
        quantity: Some(1),
        ..CreateCheckoutSessionLineItems::new()
    };
    let metadata = std::collections::HashMap::from([
        ("tenant".to_owned(), funding.tenant_id.to_string()),
        ("funding".to_owned(), funding.id.to_string()),
    ]);
    let intent = CreateCheckoutSessionPaymentIntentData {
        metadata: Some(metadata.clone()),
        ..CreateCheckoutSessionPaymentIntentData::new()
    };
    Ok(CreateCheckoutSession::new()
        .mode(stripe_checkout::CheckoutSessionMode::Payment)
        .line_items(vec![item])
        .payment_intent_data(intent)
        .metadata(metadata)
        .client_reference_id(funding.id.to_string())
        .success_url(format!("{public_url}wallet/funded"))
        .cancel_url(format!("{public_url}wallet/cancelled")))
}

/// Stripe's spelling of a currency.
pub(crate) fn stripe_currency(currency: domain::money::Currency) -> BillingResult<stripe_types::Currency> {
    currency
        .as_str()
        .to_lowercase()
        .parse()
        .map_err(|_| BillingError::refused("UNKNOWN_CURRENCY", "Stripe does not know this currency"))
}

/// The page was paid: the money is on its way. Says so in the ledger, once.
pub async fn started(
    tx: &TenantTx,
    id: FundingId,
    payment_intent: &str,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Funding>> {
    let mut funding = Funding::lock(tx, id).await?;
    if funding.state != FundingState::Created {
        return Ok(Outcome::Already(funding));
    }
    funding.state = FundingState::Started;
    funding.payment_intent_id = Some(payment_intent.to_owned());
    funding.updated_at = now;
    funding.save(tx).await?;
    let entry = Entry {
        key: format!("funding-started:{id}"),
        event: Event::FundingStarted,
        currency: funding.currency,
        postings: &funding_started(funding.amount)?,
    };
    post(tx, &entry, now).await?;
    Ok(Outcome::Done(funding))
}

#[derive(Deserialize)]
struct Intent {
    latest_charge: Option<Charge>,
}

#[derive(Deserialize)]
struct Charge {
    balance_transaction: Option<Transaction>,
}

#[derive(Deserialize)]
struct Transaction {
    currency: String,
    amount: i64,
    fee: i64,
    net: i64,
    status: String,
}

/// Asks Stripe whether a started funding has settled and, if so, credits the wallet with what Stripe nets.
/// Returns whether it has.
pub async fn settle(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: FundingId,
    now: DateTime<Utc>,
) -> BillingResult<bool> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let funding = Funding::find(&tx, id).await?;
    tx.commit().await?;
    let Some(intent) = funding.payment_intent_id.filter(|_| funding.state == FundingState::Started) else {
        return Ok(funding.state == FundingState::Settled);
    };
    let request =
        RetrievePaymentIntent::new(intent).expand(vec!["latest_charge.balance_transaction".to_owned()]);
    let intent: Intent = stripe.send(&request, None).await?.object()?;
    let Some(money) = intent.latest_charge.and_then(|c| c.balance_transaction) else { return Ok(false) };
    if money.status != "available" {
        return Ok(false);
    }

    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, id).await?;
    if funding.state != FundingState::Started {
        return Ok(true);
    }
    if !money.currency.eq_ignore_ascii_case(funding.currency.as_str())
        || money.amount != funding.amount
        || money.net + money.fee != money.amount
        || money.net < 0
    {
        tracing::error!(funding = %id, "stripe settled another amount than was asked for");
        return Err(StripeError::Unreadable.into());
    }
    (funding.fee, funding.net) = (Some(money.fee), Some(money.net));
    funding.state = FundingState::Settled;
    funding.updated_at = now;
    funding.save(&tx).await?;
    let entry = Entry {
        key: format!("funding-settled:{id}"),
        event: Event::FundingSettled,
        currency: funding.currency,
        postings: &funding_settled(money.net, money.fee)?,
    };
    post(&tx, &entry, now).await?;
    crate::payout::kick_waiting(&tx, funding.currency, now).await?;
    tx.commit().await?;
    Ok(true)
}
