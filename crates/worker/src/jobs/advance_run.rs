//! Moves a payout run on.

use billing::payout::{AdvanceRun, advance};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::outbox::Job;

use super::{equip, outcome};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct AdvanceRunJob(AdvanceRun);

impl TaskHandler for AdvanceRunJob {
    const IDENTIFIER: &'static str = AdvanceRun::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, AdvanceRun::NAME)?;
            let clock = || parts.clock.now();
            advance(&parts.pool, &system.in_tenant(self.0.tenant), self.0.run, clock).await?;
            Ok(())
        };
        outcome(AdvanceRun::NAME, run.await)
    }
}
