//! Saved ways to pay: set up on a page of Stripe's, kept there, charged when the tenant is away.

use chrono::{DateTime, Utc};
use domain::funding::{MethodKind, MethodState, next_look};
use domain::ids::{FundingMethodId, TypedId};
use domain::money::Currency;
use domain::payout::may_resend;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::funding::{FundingMethod, WalletTopUp};
use store::idempotency::{Claim, claim};
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit, new_id};
use stripe_checkout::checkout_session::{CreateCheckoutSession, RetrieveCheckoutSession};
use stripe_client_core::{RequestBuilder, StripeMethod, StripeRequest};

use super::page::{Session, allowed};
use super::{metadata, stripe_currency};
use crate::back::addresses;
use crate::customer::customer_of;
use crate::error::{BillingError, BillingResult};
use crate::stripe::{Stripe, StripeError};
use crate::{Back, Outcome};

/// Ways to pay a tenant may have at once, those it has not been through yet among them.
pub const METHODS_MAX: i64 = 20;

/// Starts setting up a way to pay: the row and its key are committed, then Stripe is asked for a page.
///
/// Errors: `CURRENCY_DIFFERS` for a debit that pays in another currency, `TOO_MANY`, `IDEMPOTENCY_KEY_REUSED` as a
/// conflict, [`BillingError::Stripe`].
#[allow(clippy::too_many_arguments, reason = "a caller's wish, its key and what the server has")]
pub async fn add(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    kind: MethodKind,
    currency: Currency,
    idempotency_key: &str,
    back: Back<'_>,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<FundingMethod>> {
    if kind.currency().is_some_and(|only| only != currency.as_str()) {
        return Err(BillingError::refused("CURRENCY_DIFFERS", format!("{kind} pays in another currency")));
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    let id: FundingMethodId = new_id();
    let hash = Sha256::digest(format!("walletMethodAdd:{kind}:{currency}"));
    let (method, fresh) = match claim(&tx, idempotency_key, "walletMethodAdd", &hash, id.uuid(), now).await? {
        Claim::Replay(id) => (FundingMethod::find(&tx, FundingMethodId::from_uuid(id)).await?, false),
        Claim::Fresh => {
            if FundingMethod::count(&tx).await? >= METHODS_MAX {
                return Err(BillingError::refused("TOO_MANY", "there are too many ways to pay already"));
            }
            let method = FundingMethod {
                tenant_id: tx.tenant(),
                id,
                kind,
                currency,
                state: MethodState::Pending,
                checkout_session_id: None,
                checkout_url: None,
                stripe_id: None,
                label: None,
                last4: None,
                added_by: tx.ctx().actor().label(),
                created_at: now,
                updated_at: now,
                look_at: Some(next_look(now, now)),
                return_path: back.path.map(str::to_owned),
            };
            method.insert(&tx).await?;
            audit::write(&tx, "fundingMethodAdd", id, serde_json::json!({"kind": kind}), now).await?;
            (method, true)
        }
    };
    tx.commit().await?;
    if method.checkout_url.is_some() || !may_resend(method.created_at, now) {
        return Ok(Outcome::Already(method));
    }
    let customer = customer_of(pool, ctx, stripe, now).await?;
    let path = method.return_path.as_deref();
    let [done, cancelled] = addresses(back.home, path, "wallet/method-added", "wallet/cancelled");
    let request = CreateCheckoutSession::new()
        .mode(stripe_checkout::CheckoutSessionMode::Setup)
        .customer(customer)
        .currency(stripe_currency(currency)?)
        .allowed_payment_method_types(vec![allowed(kind)])
        .metadata(metadata(method.tenant_id, "method", method.id))
        .success_url(done)
        .cancel_url(cancelled);
    let session: Session = stripe.send(&request, Some(&format!("method:{}", method.id))).await?.object()?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut method = FundingMethod::lock(&tx, method.id).await?;
    method.checkout_session_id = Some(session.id);
    method.checkout_url = session.url;
    method.updated_at = now;
    method.save(&tx).await?;
    tx.commit().await?;
    Ok(if fresh { Outcome::Done(method) } else { Outcome::Already(method) })
}

#[derive(Deserialize)]
struct SetUp {
    status: String,
    setup_intent: Option<Intent>,
}

#[derive(Deserialize)]
struct Intent {
    status: String,
    payment_method: Option<serde_json::Value>,
}

/// Asks Stripe whether a way to pay has been set up, and remembers what to call it.
pub async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: FundingMethodId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut method = FundingMethod::lock(&tx, id).await?;
    method.look_at = (method.state == MethodState::Pending).then(|| next_look(method.updated_at, now));
    method.save(&tx).await?;
    tx.commit().await?;
    let set_up = match &method.checkout_session_id {
        _ if method.state != MethodState::Pending => return Ok(()),
        Some(session) => {
            let expand = vec!["setup_intent.payment_method".to_owned()];
            let request = RetrieveCheckoutSession::new(session.clone()).expand(expand);
            Some(stripe.send(&request, None).await?.object::<SetUp>()?)
        }
        None if !may_resend(method.created_at, now) => None,
        None => return Ok(()),
    };
    let kept = match set_up {
        Some(SetUp { setup_intent: Some(Intent { status, payment_method: Some(kept) }), .. })
            if status == "succeeded" =>
        {
            Some(kept)
        }
        Some(SetUp { status, .. }) if status != "expired" => return Ok(()),
        _ => None,
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut method = FundingMethod::lock(&tx, id).await?;
    if method.state != MethodState::Pending {
        return Ok(());
    }
    match kept {
        Some(kept) => remember(&mut method, &kept)?,
        None => method.state = MethodState::Failed,
    }
    (method.updated_at, method.look_at) = (now, None);
    method.save(&tx).await?;
    Ok(tx.commit().await?)
}

/// Its id at Stripe, its brand or bank and its last four digits.
fn remember(method: &mut FundingMethod, kept: &serde_json::Value) -> BillingResult<()> {
    let numbers = &kept[method.kind.stripe()];
    let text = |value: &serde_json::Value, chars: usize| {
        value.as_str().map(|text| text.chars().take(chars).collect::<String>())
    };
    method.stripe_id = Some(text(&kept["id"], 255).ok_or(StripeError::Unreadable)?);
    method.label = text(&numbers["brand"], 100).or_else(|| text(&numbers["bank_name"], 100));
    method.last4 = text(&numbers["last4"], 4);
    method.state = MethodState::Active;
    Ok(())
}

/// Takes a way to pay away, here and at Stripe; top-ups by it end. What is on its way by it stays so.
pub async fn remove(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: FundingMethodId,
    now: DateTime<Utc>,
) -> BillingResult<FundingMethod> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let mut method = FundingMethod::lock(&tx, id).await?;
    if method.state != MethodState::Removed {
        let before = serde_json::json!({ "state": method.state });
        method.state = MethodState::Removed;
        (method.updated_at, method.look_at) = (now, None);
        method.save(&tx).await?;
        WalletTopUp::end_of_method(&tx, id, now).await?;
        let after = serde_json::json!({ "state": method.state });
        audit::change(&tx, "fundingMethodRemove", id, before, after, now).await?;
    }
    tx.commit().await?;
    if let Some(kept) = &method.stripe_id {
        // Ours no longer charges it; that Stripe forgets it too is a courtesy, and may have been done before.
        if let Err(error) = stripe.send(&Detach(kept), Some(&format!("detach:{id}"))).await {
            tracing::warn!(method = %id, ?error, "a way to pay is not detached at Stripe");
        }
    }
    Ok(method)
}

/// `POST /v1/payment_methods/{id}/detach`
struct Detach<'a>(&'a str);

impl StripeRequest for Detach<'_> {
    type Output = ();

    fn build(&self) -> RequestBuilder {
        RequestBuilder::new(StripeMethod::Post, format!("/payment_methods/{}/detach", self.0))
    }
}
