//! Checks the ledger's invariants of every tenant, every five minutes. What it finds stops that tenant's payouts.

use domain::ids::TenantId;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::tenant::Tenant;
use store::{SystemCtx, SystemTx, TenantTx};

use super::{equip, outcome};
use crate::{Parts, WorkerResult};

const NAME: &str = "check_ledger";

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
            for tenant in tenants {
                // One tenant's trouble is not the others'.
                if let Err(error) = check(&parts, &system, tenant).await {
                    tracing::error!(%tenant, ?error, "ledger not checked");
                }
            }
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
