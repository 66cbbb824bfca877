//! Makes payable what has been held long enough.

use billing::commission::{MATURE_ROWS_MAX, mature_due};
use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use store::commission::Commission;
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "mature_commissions";
pub(super) const REST_MS: u64 = 2_000;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = Commission::maturing_tenants(&tx, now).await?;
    tx.commit().await?;
    let mut found = Found::Rest;
    for tenant in tenants {
        match mature(&parts, &ctx, tenant, now).await {
            Ok(matured) if matured as i64 >= MATURE_ROWS_MAX => found = Found::Work,
            Ok(_) => {}
            // One tenant's trouble is not the others'.
            Err(error) => tracing::error!(%tenant, ?error, "commissions not matured"),
        }
    }
    Ok(found)
}

async fn mature(parts: &Parts, ctx: &SystemCtx, tenant: TenantId, now: DateTime<Utc>) -> WorkerResult<usize> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let matured = mature_due(&tx, now).await?;
    tx.commit().await?;
    Ok(matured)
}
