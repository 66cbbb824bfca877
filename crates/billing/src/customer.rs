//! A tenant as a customer of Stripe's: what its saved ways to pay and its subscription hang on.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use store::{Pool, TenantCtx, TenantTx, stripe_customer};
use stripe_core::customer::CreateCustomer;

use crate::error::BillingResult;
use crate::stripe::Stripe;

#[derive(Deserialize)]
struct Customer {
    id: String,
}

/// The tenant's customer at Stripe, `cus_…`, made when it is first needed.
///
/// The same key is sent each time, so that a lost answer leaves no second one behind within a day; one that is left
/// behind later has nothing and harms nobody. Errors: [`crate::BillingError::Stripe`].
pub async fn customer_of(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<String> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let known = stripe_customer::find(&tx).await?;
    tx.commit().await?;
    if let Some(known) = known {
        return Ok(known);
    }
    // Nothing that may change meanwhile is sent: the same key must always carry the same.
    let tenant = ctx.tenant().to_string();
    let request = CreateCustomer::new().metadata(HashMap::from([("tenant".to_owned(), tenant.clone())]));
    let made: Customer = stripe.send(&request, Some(&format!("cus:{tenant}"))).await?.object()?;
    let tx = TenantTx::begin(pool, ctx).await?;
    let standing = stripe_customer::remember(&tx, &made.id, now).await?;
    tx.commit().await?;
    Ok(standing)
}
