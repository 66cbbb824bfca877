//! Compares the ledger's transfers with Stripe's, every hour those of the last days.

use chrono::Duration;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{equip, outcome};

const NAME: &str = "reconcile_transfers";
/// How far back each comparison goes.
const DAYS: i64 = 3;

#[derive(Serialize, Deserialize)]
pub(crate) struct ReconcileTransfersJob {}

impl TaskHandler for ReconcileTransfersJob {
    const IDENTIFIER: &'static str = NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, NAME)?;
            let now = parts.clock.now();
            let since = now - Duration::days(DAYS);
            for found in billing::payout::reconcile(&parts.pool, &system, &parts.stripe, since, now).await? {
                tracing::warn!(tenant = ?found.tenant, kind = found.kind, detail = found.detail, "Stripe and the ledger differ");
            }
            Ok(())
        };
        outcome(NAME, run.await)
    }
}
