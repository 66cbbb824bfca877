//! Finds runs and payouts that stand still: a lost job, a lost answer, an account that has become able.

use billing::payout::{AdvanceRun, SendPayout};
use store::outbox::Job;
use store::payout::{Payout, PayoutRun};
use store::payout_account::PayoutAccount;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerError, WorkerResult, queue};

pub(super) const NAME: &str = "sweep_payouts";
pub(super) const REST_MS: u64 = 5_000;
/// Payouts looked at in one pass, those of all tenants together.
const PAYOUTS: i64 = 200;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    PayoutAccount::spread(&tx).await?;
    for (tenant, run, _) in PayoutRun::under_way(&tx).await? {
        queue::add(&tx, AdvanceRun::NAME, &json(&AdvanceRun { tenant, run })?).await?;
    }
    let still = Payout::standing_still(&tx, parts.clock.now(), PAYOUTS).await?;
    for (tenant, payout) in &still {
        let job = SendPayout { tenant: *tenant, payout: *payout };
        queue::add(&tx, SendPayout::NAME, &json(&job)?).await?;
    }
    tx.commit().await?;
    Ok(if still.len() as i64 == PAYOUTS { Found::Work } else { Found::Rest })
}

fn json(job: &impl serde::Serialize) -> WorkerResult<serde_json::Value> {
    serde_json::to_value(job).map_err(|e| WorkerError::Queue(e.to_string()))
}
