//! A saved method is charged, exactly once: the funding is committed before the call, and the call carries its key.

use chrono::{DateTime, Duration, Utc};
use domain::funding::list_is_final;
use domain::payout::may_resend;
use serde::Deserialize;
use store::funding::{Funding, FundingMethod};
use store::{Pool, StoreError, TenantCtx, TenantTx};
use stripe_core::payment_intent::{
    CreatePaymentIntent, CreatePaymentIntentAutomaticPaymentMethods,
    CreatePaymentIntentAutomaticPaymentMethodsAllowRedirects, CreatePaymentIntentOffSession,
    ListPaymentIntent,
};

use super::{failed, metadata, started, stripe_currency};
use crate::customer::customer_of;
use crate::error::BillingResult;
use crate::stripe::{Stripe, StripeError};

#[derive(Deserialize)]
struct Intent {
    id: String,
    #[serde(default)]
    metadata: std::collections::HashMap<String, String>,
}

#[derive(Deserialize)]
struct Intents {
    data: Vec<Intent>,
}

/// Charges a funding's saved method, or finds out what became of an earlier call; safe to call again. A funding that
/// is on its way or has failed stays as it is.
///
/// Errors: [`StripeError`] while nothing is known: it is called again later.
pub(super) async fn charge(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let customer = customer_of(pool, ctx, stripe, now).await?;
    if !may_resend(funding.created_at, now) {
        return look_up(pool, ctx, stripe, funding, customer, now).await;
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let id = funding.method_id.ok_or(StoreError::NotFound("funding method"))?;
    let method = FundingMethod::find(&tx, id).await?;
    tx.commit().await?;
    let Some(method) = method.stripe_id else { return Err(StoreError::NotFound("funding method").into()) };

    // Nobody is there to be led to another page.
    let without_pages = CreatePaymentIntentAutomaticPaymentMethods {
        allow_redirects: Some(CreatePaymentIntentAutomaticPaymentMethodsAllowRedirects::Never),
        enabled: true,
    };
    let request = CreatePaymentIntent::new(funding.amount, stripe_currency(funding.currency)?)
        .customer(customer)
        .payment_method(method)
        .automatic_payment_methods(without_pages)
        .confirm(true)
        .off_session(CreatePaymentIntentOffSession::Bool(true))
        .error_on_requires_action(true)
        .metadata(metadata(funding.tenant_id, "funding", funding.id));
    let reply = stripe.send(&request, Some(&format!("fund:{}", funding.id))).await?;
    let error = reply.error();
    let intent = reply.object::<Intent>();
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    match (intent, reply.status) {
        (Ok(intent), _) => started(&tx, &mut funding, &intent.id, now).await?,
        // A refusal of this charge, by name; anything else says nothing about it.
        (Err(_), 400 | 402 | 404)
            if error.code.is_some() && error.kind.as_deref() != Some("idempotency_error") =>
        {
            failed(&tx, &mut funding, &error.code.unwrap_or_default().to_uppercase(), now).await?;
        }
        (Err(unknown), _) => return Err(unknown.into()),
    }
    Ok(tx.commit().await?)
}

/// After 20 hours a call is never made again: the payment is among the customer's, or, once no call can be under way any
/// more, there is none.
async fn look_up(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    funding: &Funding,
    customer: String,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let span = stripe_types::RangeBoundsTs {
        gt: None,
        gte: Some((funding.created_at - Duration::hours(1)).timestamp()),
        lt: None,
        lte: Some((funding.created_at + Duration::hours(21)).timestamp()),
    };
    let request = ListPaymentIntent::new()
        .customer(customer)
        .created(stripe_types::RangeQueryTs::Bounds(span))
        .limit(100);
    let found: Intents = stripe.send(&request, None).await?.object()?;
    // A full page may hide it.
    let is_whole = found.data.len() < 100;
    let ours = funding.id.to_string();
    let intent = found.data.into_iter().find(|intent| intent.metadata.get("funding") == Some(&ours));
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut funding = Funding::lock(&tx, funding.id).await?;
    match intent {
        Some(intent) => started(&tx, &mut funding, &intent.id, now).await?,
        None if !is_whole => return Err(StripeError::Unreadable.into()),
        None if list_is_final(funding.created_at, now) => failed(&tx, &mut funding, "NOT_SENT", now).await?,
        None => {}
    }
    Ok(tx.commit().await?)
}
