//! Compares the ledger with Stripe: every hour the last days, every night what a slow bank or a dispute may have changed.

use billing::reconciliation::{Reconcile, reconcile};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{equip, outcome};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ReconcileJob(pub Reconcile);

impl TaskHandler for ReconcileJob {
    const IDENTIFIER: &'static str = Reconcile::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, Reconcile::NAME)?;
            let now = parts.clock.now();
            let differences = reconcile(&parts.pool, &system, &parts.stripe, self.0.since(now), now).await?;
            for found in differences.into_iter().filter(|found| found.kind.is_open()) {
                tracing::warn!(tenant = ?found.tenant, kind = %found.kind, detail = found.detail, "Stripe and the ledger differ");
            }
            Ok(())
        };
        outcome(Reconcile::NAME, run.await)
    }
}
