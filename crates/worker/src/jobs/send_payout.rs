//! Sends one payout, or finds out what became of it.

use billing::payout::{Outcome, SendPayout, send};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::outbox::Job;

use super::{equip, outcome};
use crate::WorkerError;

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SendPayoutJob(SendPayout);

impl TaskHandler for SendPayoutJob {
    const IDENTIFIER: &'static str = SendPayout::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, SendPayout::NAME)?;
            let tenant = system.in_tenant(self.0.tenant);
            match send(&parts.pool, &tenant, &parts.stripe, self.0.payout, &parts.clock).await? {
                Outcome::Rest => Ok(()),
                Outcome::Again => Err(WorkerError::Queue("stripe's answer is not known yet".into())),
            }
        };
        outcome(SendPayout::NAME, run.await)
    }
}
