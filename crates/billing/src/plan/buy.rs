//! A tenant buys a plan on a page of Stripe's, and opens the page where it sees and pays its bills.

use chrono::{DateTime, Utc};
use domain::funding::next_look;
use domain::ids::{SubscriptionCheckoutId, TypedId};
use domain::money::Currency;
use domain::payout::may_resend;
use domain::plan::{CheckoutState, Plan, PlanError, sold};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::idempotency::{Claim, claim};
use store::plan::{Checkout, Subscription};
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit, new_id};

use super::price::price_of;
use super::read;
use crate::back::addresses;
use crate::customer::customer_of;
use crate::error::{BillingError, BillingResult};
use crate::stripe::ask::Ask;
use crate::stripe::{Stripe, StripeError};
use crate::{Back, Outcome};

#[derive(Deserialize)]
struct Session {
    id: String,
    url: Option<String>,
    status: Option<String>,
    subscription: Option<String>,
}

/// Starts buying a plan: the row and its key are committed, then Stripe is asked for a page to pay on. A page that was
/// opened before and not paid is closed first: two could be paid.
///
/// The same idempotency key gives the same page for as long as it can be paid; if Stripe had not answered, it is asked
/// again under the same key.
/// Errors: `PLAN_NOT_SOLD`, `CURRENCY_NOT_SOLD`, `ALREADY_SUBSCRIBED`, `INVOICE_UNPAID`, `CHECKOUT_EXPIRED`,
/// `IDEMPOTENCY_KEY_REUSED` as a conflict, [`crate::BillingError::Stripe`].
#[allow(clippy::too_many_arguments, reason = "a caller's wish, its key and what the server has")]
pub async fn start(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    plan: Plan,
    currency: Currency,
    idempotency_key: &str,
    back: Back<'_>,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Checkout>> {
    sold(plan, currency)?;
    let hash = Sha256::digest(format!("subscriptionStart:{plan}:{currency}"));
    let id: SubscriptionCheckoutId = new_id();
    let mut earlier_closed = false;
    let (checkout, fresh) = loop {
        let tx = TenantTx::begin(pool, ctx).await?;
        match claim(&tx, idempotency_key, "subscriptionStart", &hash, id.uuid(), now).await? {
            Claim::Replay(id) => {
                let checkout = Checkout::find(&tx, SubscriptionCheckoutId::from_uuid(id)).await?;
                tx.commit().await?;
                break (checkout, false);
            }
            Claim::Fresh => {
                if let Some(standing) = Subscription::own(&tx).await? {
                    standing.standing().may_start()?;
                }
                if let Some(earlier) = Checkout::open(&tx).await?.filter(|_| !earlier_closed) {
                    // Nothing of this transaction stands: no key is taken for what may not come.
                    drop(tx);
                    close_earlier(pool, ctx, stripe, earlier, back.home, now).await?;
                    earlier_closed = true;
                    continue;
                }
                let checkout = Checkout {
                    tenant_id: tx.tenant(),
                    id,
                    plan,
                    currency,
                    state: CheckoutState::Open,
                    stripe_session_id: None,
                    url: None,
                    started_by: ctx.actor().label(),
                    created_at: now,
                    look_at: next_look(now, now),
                    return_path: back.path.map(str::to_owned),
                };
                checkout.insert(&tx).await?;
                let detail = json!({ "plan": plan, "currency": currency });
                audit::write(&tx, "subscriptionStart", id, detail, now).await?;
                tx.commit().await?;
                break (checkout, true);
            }
        }
    };
    let checkout = still_open(checkout)?;
    if checkout.url.is_some() || !may_resend(checkout.created_at, now) {
        return Ok(Outcome::Already(checkout));
    }
    // Another may have closed it while Stripe was asked.
    let checkout = still_open(page(pool, ctx, stripe, &checkout, back.home, now).await?)?;
    Ok(if fresh { Outcome::Done(checkout) } else { Outcome::Already(checkout) })
}

/// A page that was paid, ran out or gave way to another leads nowhere, so a repeat is not led to it. Errors:
/// `CHECKOUT_EXPIRED`; whoever has paid it is told by another key that there is a subscription.
fn still_open(checkout: Checkout) -> BillingResult<Checkout> {
    if checkout.state == CheckoutState::Open {
        return Ok(checkout);
    }
    Err(BillingError::refused("CHECKOUT_EXPIRED", "this page is no more; ask with another key"))
}

/// Asks Stripe for the page, under the checkout's own key.
async fn page(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    checkout: &Checkout,
    public_url: &url::Url,
    now: DateTime<Utc>,
) -> BillingResult<Checkout> {
    let customer = customer_of(pool, ctx, stripe, now).await?;
    let price = price_of(stripe, checkout.plan, checkout.currency).await?;
    let metadata = json!({ "tenant": checkout.tenant_id.to_string(), "checkout": checkout.id.to_string() });
    let path = checkout.return_path.as_deref();
    let [done, cancelled] = addresses(public_url, path, "billing/subscribed", "billing/cancelled");
    let request = Ask::post(
        "/checkout/sessions",
        json!({
            "mode": "subscription",
            "customer": customer,
            "client_reference_id": checkout.id.to_string(),
            "line_items": [{ "price": price, "quantity": 1 }],
            "metadata": metadata,
            "subscription_data": { "metadata": metadata },
            "success_url": done,
            "cancel_url": cancelled,
        }),
    );
    let session: Session = stripe.send(&request, Some(&format!("sub:{}", checkout.id))).await?.object()?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let checkout = Checkout::made(&tx, checkout.id, &session.id, session.url.as_deref()).await?;
    tx.commit().await?;
    Ok(checkout)
}

/// Sees to it that an earlier page can't be paid any more. Errors: `ALREADY_SUBSCRIBED` when it was paid.
async fn close_earlier(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    earlier: Checkout,
    public_url: &url::Url,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let known = match &earlier.stripe_session_id {
        Some(_) => earlier,
        None if may_resend(earlier.created_at, now) => {
            page(pool, ctx, stripe, &earlier, public_url, now).await?
        }
        // Nobody was shown a page, so nobody can pay on it.
        None => earlier,
    };
    if let Some(session) = &known.stripe_session_id {
        let path = format!("/checkout/sessions/{session}");
        let expired = stripe.send(&Ask::post(format!("{path}/expire"), json!({})), None).await?;
        if !(200..300).contains(&expired.status) {
            let session: Session = stripe.send(&Ask::get(path, json!({})), None).await?.object()?;
            match session.status.as_deref() {
                Some("expired") => {}
                Some("complete") => return Err(PlanError::AlreadySubscribed.into()),
                _ => return Err(StripeError::Unreadable.into()),
            }
        }
    }
    let tx = TenantTx::begin(pool, ctx).await?;
    Checkout::close(&tx, known.id, CheckoutState::Expired).await?;
    Ok(tx.commit().await?)
}

/// Asks Stripe what became of a page; `taken` is until when this worker has it. A paid one has a subscription, which is
/// read with it. What fails is tried again, the later the older the page is.
pub async fn look(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: SubscriptionCheckoutId,
    taken: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let checkout = Checkout::find(&tx, id).await?;
    tx.commit().await?;
    let became = became(pool, ctx, stripe, &checkout, now).await;
    let next = next_look(checkout.created_at, now);
    let tx = TenantTx::begin(pool, ctx).await?;
    match became {
        Ok(CheckoutState::Open) => Checkout::look_at(&tx, id, taken, next).await?,
        Ok(state) => Checkout::close(&tx, id, state).await?,
        Err(_) => Checkout::look_at(&tx, id, taken, next.max(taken)).await?,
    }
    tx.commit().await?;
    became.map(|_| ())
}

async fn became(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    checkout: &Checkout,
    now: DateTime<Utc>,
) -> BillingResult<CheckoutState> {
    let Some(session) = &checkout.stripe_session_id else {
        let may_come = may_resend(checkout.created_at, now);
        return Ok(if may_come { CheckoutState::Open } else { CheckoutState::Expired });
    };
    let path = format!("/checkout/sessions/{session}");
    let session: Session = stripe.send(&Ask::get(path, json!({})), None).await?.object()?;
    Ok(match (session.status.as_deref(), session.subscription) {
        (Some("complete"), Some(subscription)) => {
            read::refresh(pool, ctx, stripe, &subscription, now).await?;
            CheckoutState::Paid
        }
        (Some("expired"), _) => CheckoutState::Expired,
        _ => CheckoutState::Open,
    })
}

#[derive(Deserialize)]
struct Portal {
    url: String,
}

/// A fresh address of Stripe's page where the tenant sees its invoices, pays them and changes how it pays. Made anew each
/// time, so it carries no key; `back` is where Stripe leads from it.
pub async fn open_portal(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    back: &str,
    now: DateTime<Utc>,
) -> BillingResult<String> {
    let customer = customer_of(pool, ctx, stripe, now).await?;
    let request = Ask::post("/billing_portal/sessions", json!({ "customer": customer, "return_url": back }));
    let portal: Portal = stripe.send(&request, None).await?.object()?;
    Ok(portal.url)
}
