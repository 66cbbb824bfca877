//! Looks at what came in for signs of fraud, before anything of it matures.

use billing::fraud::{JUDGE_ROWS_MAX, judge_due};
use domain::ids::TenantId;
use store::{SystemCtx, SystemTx, TenantTx, fraud};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "judge_conversions";
pub(super) const REST_MS: u64 = 500;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = fraud::unjudged_tenants(&tx).await?;
    tx.commit().await?;
    let mut found = Found::Rest;
    for tenant in tenants {
        match judge(&parts, &ctx, tenant).await {
            Ok(judged) if judged as i64 >= JUDGE_ROWS_MAX => found = Found::Work,
            Ok(_) => {}
            // One tenant's trouble is not the others'.
            Err(error) => tracing::error!(%tenant, ?error, "conversions not judged"),
        }
    }
    Ok(found)
}

async fn judge(parts: &Parts, ctx: &SystemCtx, tenant: TenantId) -> WorkerResult<usize> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let judged = judge_due(&tx, &parts.secrets.click_key(), parts.clock.now()).await?;
    tx.commit().await?;
    Ok(judged)
}
