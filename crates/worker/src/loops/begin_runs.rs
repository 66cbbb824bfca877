//! Begins the payout runs that are due by their tenants' timetables, and those that affiliates ask for.

use billing::payout::{begin_due, begin_requested};
use store::payout_request::PayoutRequest;
use store::timetable::PayoutTimetable;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "begin_runs";
pub(super) const REST_MS: u64 = 2_000;
/// Wishes of affiliates at once, oldest first.
const REQUESTS: i64 = 100;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let due = PayoutTimetable::due(&tx, now).await?;
    let requested = PayoutRequest::waiting(&tx, REQUESTS).await?;
    tx.commit().await?;
    for (tenant, currency) in due {
        match begin_due(&parts.pool, &ctx.in_tenant(tenant), currency, now).await {
            Ok(Some(run)) => tracing::info!(%tenant, %run, "a payout run has begun by its timetable"),
            Ok(None) => {}
            // One tenant's trouble is not the others'.
            Err(error) => tracing::error!(%tenant, %currency, ?error, "no payout run by the timetable"),
        }
    }
    for (tenant, request) in requested {
        if let Err(error) = begin_requested(&parts.pool, &ctx.in_tenant(tenant), request, now).await {
            tracing::error!(%tenant, %request, ?error, "no payout run on demand");
        }
    }
    Ok(Found::Rest)
}
