//! Asks Stripe whether money that was paid in has settled.

use billing::funding::settle;
use store::funding::Funding;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "settle_fundings";
pub(super) const REST_MS: u64 = 1_000;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let waiting = Funding::unsettled(&tx).await?;
    tx.commit().await?;
    for (tenant, funding) in waiting {
        let settled =
            settle(&parts.pool, &ctx.in_tenant(tenant), &parts.stripe, funding, parts.clock.now()).await;
        if let Err(error) = settled {
            // One that cannot be settled must not keep the others waiting.
            tracing::warn!(%tenant, %funding, ?error, "funding not settled");
        }
    }
    Ok(Found::Rest)
}
