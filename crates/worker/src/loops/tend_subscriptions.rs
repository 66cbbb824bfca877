//! Looks after what tenants have bought: what became of a page, what Stripe says of a subscription, what was asked for,
//! what is to be charged, who has not paid for too long.

use billing::plan::{look_at_checkout, tend};
use chrono::Duration;
use store::plan::{Checkout, Subscription};
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "tend_subscriptions";
pub(super) const REST_MS: u64 = 500;
/// After this long another worker takes over what this one has begun. Sooner than that nothing that has failed is tried again.
const TAKEN_SECONDS: i64 = 10;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let taken = now + Duration::seconds(TAKEN_SECONDS);
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let checkouts = Checkout::take_due(&tx, now, taken).await?;
    let tenants = Subscription::take_due(&tx, now, taken).await?;
    tx.commit().await?;
    let (pool, stripe) = (&parts.pool, &parts.stripe);
    for (tenant, id) in checkouts {
        let now = parts.clock.now();
        if let Err(error) = look_at_checkout(pool, &ctx.in_tenant(tenant), stripe, id, taken, now).await {
            // One tenant's trouble is not the others'.
            tracing::warn!(%tenant, %id, ?error, "checkout not looked at");
        }
    }
    for tenant in tenants {
        if let Err(error) = tend(pool, &ctx.in_tenant(tenant), stripe, taken, parts.clock.now()).await {
            tracing::warn!(%tenant, ?error, "subscription not tended");
        }
    }
    Ok(Found::Rest)
}
