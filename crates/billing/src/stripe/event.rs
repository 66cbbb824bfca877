//! What Stripe's events change. Each is applied by state, so that one delivered twice, or late, changes nothing.

use chrono::{DateTime, Utc};
use domain::ids::{FundingId, PayoutId, TenantId};
use serde::Deserialize;
use store::enrollment::Enrollment;
use store::outbox::ask;
use store::payout::{Payout, PayoutRun};
use store::stripe_event::StripeEvent;
use store::tenant::PayoutAccount;
use store::{Pool, StoreError, SystemCtx, SystemTx, TenantTx};

use crate::error::{BillingError, BillingResult};
use crate::payout::SendPayout;
use crate::{funding, payout};

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
    payout: Option<String>,
}

#[derive(Deserialize)]
struct Session {
    payment_status: String,
    payment_intent: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Account {
    id: String,
    #[serde(default)]
    capabilities: Capabilities,
    #[serde(default)]
    requirements: Requirements,
}

#[derive(Default, Deserialize)]
struct Capabilities {
    transfers: Option<String>,
}

#[derive(Default, Deserialize)]
struct Requirements {
    #[serde(default)]
    currently_due: Vec<String>,
}

#[derive(Deserialize)]
struct Transfer {
    id: String,
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
        "checkout.session.completed" | "checkout.session.async_payment_succeeded" => {
            checkout_completed(pool, ctx, event, now).await
        }
        "account.updated" => account_updated(pool, ctx, event, now).await,
        "transfer.created" => transfer_created(pool, ctx, event, now).await,
        _ => return Ok("IGNORED"),
    };
    match applied {
        Err(BillingError::Store(StoreError::NotFound(_))) => Ok("NOT_OURS"),
        Err(BillingError::Refused { code, .. }) => {
            tracing::error!(event = event.id, code, "a Stripe event contradicts what stands");
            Ok("CONTRADICTS")
        }
        other => other,
    }
}

fn read<T: for<'a> Deserialize<'a>>(event: &StripeEvent) -> BillingResult<T> {
    read_dated(event).map(|(object, _)| object)
}

/// The object and when Stripe said so.
fn read_dated<T: for<'a> Deserialize<'a>>(event: &StripeEvent) -> BillingResult<(T, DateTime<Utc>)> {
    let unreadable = || BillingError::from(StoreError::NotFound("event"));
    let event: Event<T> = serde_json::from_str(&event.payload).map_err(|_| unreadable())?;
    let created = DateTime::from_timestamp(event.created, 0).ok_or_else(unreadable)?;
    Ok((event.data.object, created))
}

fn ours<I: std::str::FromStr>(text: Option<&String>) -> BillingResult<I> {
    text.and_then(|t| t.parse().ok()).ok_or_else(|| StoreError::NotFound("event").into())
}

async fn checkout_completed(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let session: Session = read(event)?;
    let tenant: TenantId = ours(session.metadata.tenant.as_ref())?;
    let id: FundingId = ours(session.metadata.funding.as_ref())?;
    let (Some(intent), "paid") = (session.payment_intent, session.payment_status.as_str()) else {
        return Ok("UNPAID");
    };
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    funding::started(&tx, id, &intent, now).await?;
    tx.commit().await?;
    Ok("FUNDING_STARTED")
}

async fn account_updated(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let (account, said_at): (Account, _) = read_dated(event)?;
    let able = account.capabilities.transfers.as_deref() == Some("active");
    let tx = SystemTx::begin(pool, ctx).await?;
    let known =
        PayoutAccount::apply_update(&tx, &account.id, able, account.requirements.currently_due, said_at)
            .await?;
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

async fn transfer_created(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let transfer: Transfer = read(event)?;
    let tenant: TenantId = ours(transfer.metadata.tenant.as_ref())?;
    let id: PayoutId = ours(transfer.metadata.payout.as_ref())?;
    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
    PayoutRun::lock(&tx, Payout::find(&tx, id).await?.run_id).await?;
    let mut row = Payout::lock(&tx, id).await?;
    payout::confirm(&tx, &mut row, &transfer.id, now).await?;
    tx.commit().await?;
    Ok("TRANSFER_CONFIRMED")
}
