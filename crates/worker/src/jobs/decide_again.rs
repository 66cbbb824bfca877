//! Decides a conversion again, of which more is known than when it was decided.

use billing::conversion::decide_again;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::TenantTx;
use store::identity::DecideAgain;
use store::outbox::Job;

use super::{equip, outcome};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct DecideAgainJob(DecideAgain);

impl TaskHandler for DecideAgainJob {
    const IDENTIFIER: &'static str = DecideAgain::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, DecideAgain::NAME)?;
            let tx = TenantTx::begin(&parts.pool, &system.in_tenant(self.0.tenant)).await?;
            decide_again(&tx, self.0.conversion, self.0.because.as_str(), parts.clock.now()).await?;
            tx.commit().await?;
            Ok(())
        };
        outcome(DecideAgain::NAME, run.await)
    }
}
