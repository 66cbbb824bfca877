//! Deletes single events that their tenants keep no longer. Sums and scores stay.

use store::engagement::{FORGET_ROWS, forget, forgetful};
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "forget_engagements";
pub(super) const REST_MS: u64 = 60_000;
/// Tenants of one pass.
const TENANTS: i64 = 200;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = forgetful(&tx, now.date_naive(), TENANTS).await?;
    tx.commit().await?;
    let mut found = Found::Rest;
    for tenant in tenants {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        let forgotten = forget(&tx, now).await?;
        tx.commit().await?;
        tracing::info!(%tenant, forgotten, "events are kept no longer");
        if forgotten == FORGET_ROWS {
            found = Found::Work;
        }
    }
    Ok(found)
}
