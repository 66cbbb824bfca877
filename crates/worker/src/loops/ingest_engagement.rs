//! Brings what pages report of engagement from the event log to rows, sums and scores, a tenant and a batch at a time. A report
//! is acknowledged after it stands, and counts once however often it is read.

use std::collections::BTreeMap;

use domain::ids::TenantId;
use store::engagement::{self, Received, Report};
use store::{SystemCtx, TenantTx};

use super::{Found, is_poison};
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "ingest_engagement";
pub(super) const REST_MS: u64 = 200;
/// Reports read at once from a stream. Each has up to 250 events, and mostly a few.
const REPORTS: usize = 500;
/// Events of one transaction.
const EVENTS: usize = 1_000;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let consumer = format!("worker-{}", std::process::id());
    let batches = parts.log.read::<Report>(&consumer, REPORTS).await?;
    let mut found = Found::Rest;
    for batch in batches {
        if batch.len() >= REPORTS {
            found = Found::Work;
        }
        let mut tenants: BTreeMap<TenantId, Vec<Received>> = BTreeMap::new();
        for report in &batch.messages {
            match report.received() {
                Ok(received) => tenants.entry(report.tenant_id).or_default().extend(received),
                Err(error) => tracing::error!(?error, "a report that cannot be read is left out"),
            }
        }
        for (tenant, received) in tenants {
            for some in received.chunks(EVENTS) {
                count(&parts, &ctx, tenant, some).await?;
            }
        }
        parts.log.acknowledge(&batch).await?;
    }
    Ok(found)
}

async fn count(parts: &Parts, ctx: &SystemCtx, tenant: TenantId, received: &[Received]) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    match engagement::ingest(&tx, received, parts.clock.now()).await {
        Ok(ingested) => {
            tx.commit().await?;
            if ingested.unknown > 0 {
                tracing::warn!(%tenant, events = ingested.unknown, "events of no moment are left out");
            }
        }
        Err(error) if is_poison(&error) => {
            tracing::error!(%tenant, events = received.len(), ?error, "events that fit no row are left out");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
