//! Checks the ledger's invariants of every tenant, every five minutes and when a worker starts. What it finds stops that
//! tenant's payouts; so does its not having been done for too long.

use domain::ids::TenantId;
use futures::{StreamExt, stream};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::tenant::Tenant;
use store::{SystemCtx, SystemTx, TenantTx};

use super::{equip, outcome};
use crate::{Parts, WorkerResult};

const NAME: &str = "check_ledger";
/// Tenants at a time: a large one keeps the others waiting less.
const AT_ONCE: usize = 4;

#[derive(Serialize, Deserialize)]
pub(crate) struct CheckLedgerJob {}

impl TaskHandler for CheckLedgerJob {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, NAME)?;
            let tx = SystemTx::begin(&parts.pool, &system).await?;
            let tenants = Tenant::all(&tx).await?;
            tx.commit().await?;
            let checks = tenants.into_iter().map(|tenant| {
                let (parts, system) = (&parts, &system);
                async move {
                    // One tenant's trouble is not the others'.
                    if let Err(error) = check(parts, system, tenant).await {
                        tracing::error!(%tenant, ?error, "ledger not checked");
                    }
                }
            });
            stream::iter(checks).buffer_unordered(AT_ONCE).collect::<()>().await;
            Ok(())
        };
        outcome(NAME, run.await)
    }
}

async fn check(parts: &Parts, system: &SystemCtx, tenant: TenantId) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &system.in_tenant(tenant)).await?;
    billing::ledger::check(&tx, parts.clock.now()).await?;
    Ok(tx.commit().await?)
}
