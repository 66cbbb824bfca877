//! Brings touches from the event log to rows and roll-ups, a batch and a tenant at a time. A touch is acknowledged
//! after it stands, and stands once however often it is read. Conversions it is late for are decided again by a job.

use std::collections::BTreeMap;

use domain::ids::TenantId;
use store::touch::Touch;
use store::{SystemCtx, TenantTx, fraud, identity};

use super::{Found, is_poison};
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "ingest_touches";
pub(super) const REST_MS: u64 = 200;
const CLICK_BATCH_ROWS: usize = 500;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let replayed = parts.log.replay_spool().await?;
    if replayed > 0 {
        tracing::info!(replayed, "what was spooled is back in the log");
    }
    let consumer = format!("worker-{}", std::process::id());
    let batches = parts.log.read::<Touch>(&consumer, CLICK_BATCH_ROWS).await?;
    let mut found = Found::Rest;
    for batch in batches {
        if batch.len() >= CLICK_BATCH_ROWS {
            found = Found::Work;
        }
        let mut tenants: BTreeMap<TenantId, Vec<Touch>> = BTreeMap::new();
        for touch in &batch.messages {
            tenants.entry(touch.tenant_id).or_default().push(touch.clone());
        }
        for (tenant, touches) in tenants {
            let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
            identity::hold(&tx, &touches).await?;
            match Touch::ingest(&tx, &touches).await {
                Ok(added) => {
                    identity::ask_again(&tx, &added, parts.clock.now()).await?;
                    fraud::learn_referrers(&tx, &touches, &added).await?;
                    tx.commit().await?;
                }
                Err(error) if is_poison(&error) => {
                    tracing::error!(%tenant, touches = touches.len(), "touches that fit no row are left out");
                }
                Err(other) => return Err(other.into()),
            }
        }
        parts.log.acknowledge(&batch).await?;
    }
    Ok(found)
}
