//! News of subscriptions and invoices: Stripe is asked, soon, how they stand.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use serde::Deserialize;
use store::plan::{Checkout, Subscription};
use store::stripe_event::StripeEvent;
use store::{Pool, StoreError, SystemCtx, SystemTx};

use crate::error::BillingResult;
use crate::stripe::event::{ours, read};

/// A subscription names its tenant itself, an invoice by its parent.
#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    metadata: HashMap<String, String>,
    parent: Option<Parent>,
}

#[derive(Deserialize)]
struct Parent {
    subscription_details: Option<Details>,
}

#[derive(Deserialize)]
struct Details {
    metadata: Option<HashMap<String, String>>,
}

/// An event of a subscription or of an invoice.
pub(crate) async fn told(
    pool: &Pool,
    ctx: &SystemCtx,
    event: &StripeEvent,
    now: DateTime<Utc>,
) -> BillingResult<&'static str> {
    let object: Object = read(event)?;
    let parents = object.parent.and_then(|parent| parent.subscription_details);
    let metadata = parents.and_then(|details| details.metadata).unwrap_or(object.metadata);
    let tenant: TenantId = ours(metadata.get("tenant"))?;
    let tx = SystemTx::begin(pool, ctx).await?;
    look_soon(&tx, tenant, now).await?;
    tx.commit().await?;
    Ok("LOOKED_AT_SOON")
}

/// Looks soon at what a tenant has bought or is buying. Errors: `NotFound` when it is neither.
pub(crate) async fn look_soon(tx: &SystemTx, tenant: TenantId, now: DateTime<Utc>) -> BillingResult<()> {
    let bought = Subscription::look_soon(tx, tenant, now).await?;
    let buying = Checkout::look_soon(tx, tenant, now).await?;
    if bought || buying { Ok(()) } else { Err(StoreError::NotFound("subscription").into()) }
}
