//! What Stripe's events change. Each is applied by state, so that one delivered twice, or late, changes nothing.

use chrono::{DateTime, Utc};
use domain::funding::FundingState;
use domain::ids::{PayoutId, TenantId};
use domain::payout::protocol::Event as Told;
use serde::Deserialize;
use store::enrollment::Enrollment;
use store::funding::{Funding, FundingMethod, WalletReturn};
use store::outbox::ask;
use store::payout::Payout;
use store::payout_account::PayoutAccount;
use store::stripe_event::{EVENT_TRIES_MAX, StripeEvent};
use store::tenant::Tenant;
use store::{Pool, StoreError, SystemCtx, SystemTx, TenantTx};

use crate::account::AccountObject;
use crate::error::{BillingError, BillingResult};
use crate::funding::{Paid, Payment};
use crate::ledger::check::{raise, raise_event, settle_event};
use crate::payout::{SendPayout, TransferObject};
use crate::{funding, payout, plan};

/// The kinds that change something; others are stored and ignored. Stripe filters its list by 20 at most.
pub const KINDS: &[&str] = &[
    "account.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "checkout.session.completed",
    "checkout.session.expired",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.updated",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_failed",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.succeeded",
    "refund.created",
    "refund.failed",
    "transfer.created",
    "transfer.reversed",
    "transfer.updated",
];

#[derive(Deserialize)]
struct Event<T> {
    /// Unix seconds.
    created: i64,
    data: Data<T>,
}

#[derive(Deserialize)]
struct Data<T> {
    object: T,
}

#[derive(Default, Deserialize)]
struct Metadata {
    tenant: Option<String>,
    funding: Option<String>,
    method: Option<String>,
    #[serde(rename = "return")]
    wallet_return: Option<String>,
    payout: Option<String>,
    checkout: Option<String>,
}

/// A session or a payment: whose it is.
#[derive(Deserialize)]
struct Ours {
    #[serde(default)]
    metadata: Metadata,
}

/// A refund or a dispute: what was paid, and perhaps which of our returns it is.
#[derive(Deserialize)]
struct Taken {
    payment_intent: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Transfer {
    #[serde(flatten)]
    object: TransferObject,
    #[serde(default)]
    metadata: Metadata,
}

/// Applies one stored event. Returns what it came to, for the record.
///
/// Errors: only what is worth another try; an event that cannot be read or names nothing of ours is an outcome.
pub async fn apply(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let applied = match event.kind.as_str() {
        "checkout.session.completed"
        | "checkout.session.expired"
        | "payment_intent.payment_failed"
        | "payment_intent.processing"
        | "payment_intent.succeeded" => look_soon(pool, ctx, event, now).await,
        "charge.dispute.closed"
        | "charge.dispute.funds_reinstated"
        | "charge.dispute.funds_withdrawn"
        | "refund.created"
        | "refund.failed" => taken(pool, ctx, event, now).await,
        "customer.subscription.created"
        | "customer.subscription.deleted"
        | "customer.subscription.updated"
        | "invoice.finalized"
        | "invoice.paid"
        | "invoice.payment_failed" => plan::told(pool, ctx, event, now).await,
        "account.updated" => account_updated(pool, ctx, event, now).await,
        "transfer.created" | "transfer.updated" | "transfer.reversed" => {
            transfer_told(pool, ctx, event, now).await
        }
        _ => return Ok("IGNORED"),
    };
    match applied {
        Err(BillingError::Store(StoreError::NotFound(_))) => Ok("NOT_OURS"),
        Err(BillingError::Refused { code, .. }) => {
            tracing::error!(event = event.id, code, "a Stripe event contradicts what stands");
            contradicted(pool, ctx, event, code, now).await?;
            Ok("CONTRADICTS")
        }
        other => other,
    }
}

/// Trying again changes nothing, so it is its own tenant's alarm at once. One that names no tenant of ours is listed among
/// the events that changed nothing.
async fn contradicted(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    code: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = SystemTx::begin(pool, ctx).await?;
    let tenants = Tenant::all(&tx).await?;
    tx.commit().await?;
    let Some(tenant) = tenant_of(event).filter(|tenant| tenants.contains(tenant)) else { return Ok(()) };
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    raise(&tx, "EVENT_CONTRADICTS", &format!("{}: {code}", named(event)), now).await?;
    Ok(tx.commit().await?)
}

/// An event could not be applied once more: it keeps others waiting for a few tries, then it is its own tenant's alarm.
/// One that names no tenant of ours is listed beside the alarms and stops nobody.
pub async fn failed(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    why: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = SystemTx::begin(pool, ctx).await?;
    let tries = StripeEvent::failed(&tx, &event.id, why, now).await?;
    let tenants = Tenant::all(&tx).await?;
    tx.commit().await?;
    if tries < EVENT_TRIES_MAX {
        return Ok(());
    }
    tracing::error!(event = event.id, kind = event.kind, tries, why, "a Stripe event cannot be applied");
    let Some(tenant) = tenant_of(event).filter(|tenant| tenants.contains(tenant)) else { return Ok(()) };
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    raise_event(&tx, &named(event), now).await?;
    Ok(tx.commit().await?)
}

/// An event is applied; where it was an alarm, that is over.
pub async fn applied(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    outcome: &str,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    if let Some(tenant) = tenant_of(event).filter(|_| event.tries >= EVENT_TRIES_MAX) {
        let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
        settle_event(&tx, &named(event), now).await?;
        tx.commit().await?;
    }
    let tx = SystemTx::begin(pool, ctx).await?;
    StripeEvent::applied(&tx, &event.id, outcome, now).await?;
    Ok(tx.commit().await?)
}

fn named(event: &StripeEvent) -> String {
    format!("{}: {}", event.id, event.kind)
}

/// Whose event it is, where it says so.
fn tenant_of(event: &StripeEvent) -> Option<TenantId> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        metadata: Metadata,
    }
    read::<Named>(event).ok()?.metadata.tenant?.parse().ok()
}

pub(crate) fn read<T: for<'a> Deserialize<'a>>(event: &StripeEvent) -> BillingResult<T> {
    read_dated(event).map(|(object, _)| object)
}

/// The object and when Stripe said so.
fn read_dated<T: for<'a> Deserialize<'a>>(event: &StripeEvent) -> BillingResult<(T, DateTime<Utc>)> {
    let unreadable = || BillingError::from(StoreError::NotFound("event"));
    let event: Event<T> = serde_json::from_str(&event.payload).map_err(|_| unreadable())?;
    let created = DateTime::from_timestamp(event.created, 0).ok_or_else(unreadable)?;
    Ok((event.data.object, created))
}

pub(crate) fn ours<I: std::str::FromStr>(text: Option<&String>) -> BillingResult<I> {
    text.and_then(|t| t.parse().ok()).ok_or_else(|| StoreError::NotFound("event").into())
}

/// News of money on its way into a wallet: Stripe is asked, soon, how it stands.
async fn look_soon(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let Ours { metadata } = read(event)?;
    let tenant: TenantId = ours(metadata.tenant.as_ref())?;
    let is_paid = matches!(event.kind.as_str(), "payment_intent.processing" | "payment_intent.succeeded");
    if metadata.funding.is_some() && is_paid {
        return paid(pool, ctx, event, tenant, now).await;
    }
    let tx = SystemTx::begin(pool, ctx).await?;
    if metadata.funding.is_some() {
        Funding::look_soon(&tx, tenant, ours(metadata.funding.as_ref())?, now).await?;
    } else if metadata.checkout.is_some() {
        plan::look_soon(&tx, tenant, now).await?;
    } else {
        FundingMethod::look_soon(&tx, tenant, ours(metadata.method.as_ref())?, now).await?;
    }
    tx.commit().await?;
    Ok("LOOKED_AT_SOON")
}

/// A tenant has paid into its wallet, or a bank is about to.
async fn paid(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let payment: Payment = read(event)?;
    let (_, funding) = payment.funding().ok_or(StoreError::NotFound("event"))?;
    let tx = SystemTx::begin(pool, ctx).await?;
    let known = Funding::look_soon(&tx, tenant, funding, now).await;
    tx.commit().await?;
    match known {
        // A payment that was under way and failed, in this order or in the other.
        Ok(FundingState::Failed) if event.kind == "payment_intent.processing" => return Ok("LOOKED_AT_SOON"),
        Ok(FundingState::Failed) | Err(StoreError::NotFound(_)) => {}
        Ok(_) => return Ok("LOOKED_AT_SOON"),
        Err(other) => return Err(other.into()),
    }
    // A database restored from a backup has forgotten it: it stands again before anything else is paid.
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    let outcome = match funding::paid(&tx, &payment, now).await? {
        Paid::Failed => "PAYMENT_WITHOUT_FUNDING",
        Paid::Adopted => "ADOPTED",
        Paid::Known => "LOOKED_AT_SOON",
    };
    tx.commit().await?;
    Ok(outcome)
}

/// Money went back: by one of our returns, else by a bank or by hand, which name the payment and no tenant of ours.
async fn taken(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let taken: Taken = read(event)?;
    let tx = SystemTx::begin(pool, ctx).await?;
    if let Some(id) = taken.metadata.wallet_return.as_ref().and_then(|id| id.parse().ok()) {
        let tenant: TenantId = ours(taken.metadata.tenant.as_ref())?;
        match WalletReturn::look_soon(&tx, tenant, id, now).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok("LOOKED_AT_SOON");
            }
            // A database restored from a backup has forgotten it: what it took is seen on the funding.
            Err(StoreError::NotFound(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let payment = taken.payment_intent.ok_or(StoreError::NotFound("event"))?;
    let (tenant, funding) = Funding::of_payment(&tx, &payment).await?;
    Funding::look_soon(&tx, tenant, funding, now).await?;
    tx.commit().await?;
    Ok("LOOKED_AT_SOON")
}

async fn account_updated(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let (account, said_at): (AccountObject, _) = read_dated(event)?;
    let stripe_account = account.id.clone();
    let said = account.said();
    let able = said.able;
    let tx = SystemTx::begin(pool, ctx).await?;
    let known = PayoutAccount::apply_update(&tx, &stripe_account, said, said_at).await?;
    tx.commit().await?;
    let Some((affiliate, tenants)) = known else { return Ok("NOT_OURS") };
    for tenant in tenants {
        let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
        Enrollment::set_payout_ready(&tx, affiliate, able).await?;
        if able {
            for payout in Payout::blocked_of_affiliate(&tx, affiliate).await? {
                ask(&tx, &SendPayout { tenant, payout }, now).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(if able { "ACCOUNT_ABLE" } else { "ACCOUNT_UNABLE" })
}

/// A transfer was made, changed or reversed: whatever it says is booked once, by whoever hears of it first.
async fn transfer_told(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let transfer: Transfer = read(event)?;
    let tenant: TenantId = ours(transfer.metadata.tenant.as_ref())?;
    let id: PayoutId = ours(transfer.metadata.payout.as_ref())?;
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    // A tenant of somebody else's is no business of ours.
    Tenant::own(&tx).await?;
    let outcome = match payout::take(&tx, id, &Told::Told(transfer.object.clone().into()), now).await {
        Ok(_) => "TRANSFER_TOLD",
        // A database restored from a backup has forgotten the payout: nothing more leaves until a person has looked.
        Err(BillingError::Store(StoreError::NotFound(_))) => {
            let detail = format!("{}: {} for {id}", transfer.object.id, transfer.object.amount);
            raise(&tx, "TRANSFER_WITHOUT_PAYOUT", &detail, now).await?;
            "TRANSFER_WITHOUT_PAYOUT"
        }
        Err(other) => return Err(other),
    };
    tx.commit().await?;
    Ok(outcome)
}
