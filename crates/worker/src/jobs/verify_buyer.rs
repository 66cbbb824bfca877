//! Looks again whether a customer bought what their moments are about.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use store::TenantTx;
use store::moment_customer::{VerifyBuyer, verify};
use store::outbox::Job;

use super::{equip, outcome};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct VerifyBuyerJob(VerifyBuyer);

impl TaskHandler for VerifyBuyerJob {
    const IDENTIFIER: &'static str = VerifyBuyer::NAME;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let run = async {
            let (parts, system) = equip(&ctx, VerifyBuyer::NAME)?;
            let tx = TenantTx::begin(&parts.pool, &system.in_tenant(self.0.tenant)).await?;
            let changed = verify(&tx, self.0.customer, parts.clock.now()).await?;
            tx.commit().await?;
            if changed > 0 {
                parts.cache.drop_pages(self.0.tenant).await;
            }
            Ok(())
        };
        outcome(VerifyBuyer::NAME, run.await)
    }
}
