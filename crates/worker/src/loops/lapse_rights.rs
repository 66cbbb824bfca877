//! Writes down that nobody answered a request for rights in time.

use domain::ids::{MomentId, TenantId};
use domain::moment::rights::RightsAnswer;
use serde_json::json;
use store::moment::Moment;
use store::rights::{RightsRequest, overdue_tenants};
use store::{SystemCtx, SystemTx, TenantTx, audit};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "lapse_rights";
pub(super) const REST_MS: u64 = 30_000;
const MOMENTS_MAX: i64 = 100;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = overdue_tenants(&tx, parts.clock.now()).await?;
    tx.commit().await?;
    let mut found = Found::Rest;
    for tenant in tenants {
        match lapse(&parts, &ctx, tenant).await {
            Ok(lapsed) if lapsed as i64 >= MOMENTS_MAX => found = Found::Work,
            Ok(_) => {}
            // One tenant's trouble is not the others'.
            Err(error) => tracing::error!(%tenant, ?error, "requests for rights not lapsed"),
        }
    }
    Ok(found)
}

async fn lapse(parts: &Parts, ctx: &SystemCtx, tenant: TenantId) -> WorkerResult<usize> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let overdue = RightsRequest::overdue(&tx, parts.clock.now(), MOMENTS_MAX).await?;
    tx.commit().await?;
    for moment in &overdue {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        lapse_one(parts, &tx, *moment).await?;
        tx.commit().await?;
    }
    Ok(overdue.len())
}

async fn lapse_one(parts: &Parts, tx: &TenantTx, moment: MomentId) -> WorkerResult<()> {
    let now = parts.clock.now();
    let mut row = Moment::lock(tx, moment).await?;
    let requests = RightsRequest::of_moments(tx, &[moment]).await?;
    // Answered since it was found.
    let Some(mut open) = requests.into_iter().find(|request| request.answer.is_none()) else { return Ok(()) };
    open.refuse(tx, RightsAnswer::Lapsed, None, now).await?;
    let before = row.rights;
    let mut to = row.axes();
    // What is erased stands as it does, and so does a grant that was to be prolonged.
    if to.lapse_rights(now).is_ok() && to.rights != before {
        row.rights = to.rights;
        row.save(tx).await?;
    }
    audit::change(tx, NAME, moment, json!({ "rights": before }), json!({ "rights": row.rights }), now)
        .await?;
    Ok(())
}
