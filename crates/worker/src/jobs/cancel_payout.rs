//! Calls one payout off.

use billing::payout::{CancelPayout, cancel_payout};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::outbox::Job;

use super::{equip, outcome};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct CancelPayoutJob(CancelPayout);

impl TaskHandler for CancelPayoutJob {
    const IDENTIFIER: &'static str = CancelPayout::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, CancelPayout::NAME)?;
            let tenant = system.in_tenant(self.0.tenant);
            cancel_payout(&parts.pool, &tenant, self.0.payout, parts.clock.now()).await?;
            Ok(())
        };
        outcome(CancelPayout::NAME, run.await)
    }
}
