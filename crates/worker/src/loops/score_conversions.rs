//! Adds conversions to the scores of the moments that helped them, each once.

use store::engagement::{SCORE_ROWS, score_conversions, unscored};
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "score_conversions";
pub(super) const REST_MS: u64 = 2_000;
/// Tenants of one pass.
const TENANTS: i64 = 200;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = unscored(&tx, TENANTS).await?;
    tx.commit().await?;
    let mut found = if tenants.len() as i64 == TENANTS { Found::Work } else { Found::Rest };
    for tenant in tenants {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        match score_conversions(&tx, parts.clock.now()).await {
            Ok(scored) => {
                tx.commit().await?;
                if scored == SCORE_ROWS {
                    found = Found::Work;
                }
            }
            // One tenant's trouble is not the others'.
            Err(error) => {
                tracing::error!(%tenant, ?error, "conversions are not scored");
                found = Found::Rest;
            }
        }
    }
    Ok(found)
}
