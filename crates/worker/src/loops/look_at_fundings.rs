//! Asks Stripe what became of money that was to come into a wallet or go back from it.

use billing::BillingResult;
use billing::funding::{look, look_at_method, look_at_return};
use domain::ids::TenantId;
use store::funding::{Funding, FundingMethod, WalletReturn};
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "look_at_fundings";
pub(super) const REST_MS: u64 = 500;
/// Of each kind at once; those that have waited longest come first.
const ROWS: i64 = 50;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let fundings = Funding::to_look_at(&tx, now, ROWS).await?;
    let methods = FundingMethod::to_look_at(&tx, now, ROWS).await?;
    let returns = WalletReturn::to_look_at(&tx, now, ROWS).await?;
    tx.commit().await?;
    let (pool, stripe) = (&parts.pool, &parts.stripe);
    for (tenant, id) in fundings {
        let looked = look(pool, &ctx.in_tenant(tenant), stripe, id, parts.clock.now()).await;
        tell(tenant, &id, looked);
    }
    for (tenant, id) in methods {
        let looked = look_at_method(pool, &ctx.in_tenant(tenant), stripe, id, parts.clock.now()).await;
        tell(tenant, &id, looked);
    }
    for (tenant, id) in returns {
        let looked = look_at_return(pool, &ctx.in_tenant(tenant), stripe, id, parts.clock.now()).await;
        tell(tenant, &id, looked);
    }
    Ok(Found::Rest)
}

/// One that cannot be looked at must not keep the others waiting.
fn tell(tenant: TenantId, id: &dyn std::fmt::Display, looked: BillingResult<()>) {
    if let Err(error) = looked {
        tracing::warn!(%tenant, %id, ?error, "not looked at");
    }
}
