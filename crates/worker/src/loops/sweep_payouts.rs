//! Finds runs and payouts that stand still: a lost job, a lost answer, an account that has become able.

use billing::payout::{AdvanceRun, SendPayout};
use chrono::Duration;
use store::outbox::Job;
use store::payout::{Payout, PayoutRun};
use store::tenant::PayoutAccount;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerError, WorkerResult, queue};

pub(super) const NAME: &str = "sweep_payouts";
pub(super) const REST_MS: u64 = 5_000;
/// A payout that has not changed for so long is looked at again.
const STILL_SECONDS: i64 = 20;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    PayoutAccount::spread(&tx).await?;
    for (tenant, run, _) in PayoutRun::under_way(&tx).await? {
        queue::add(&tx, AdvanceRun::NAME, &json(&AdvanceRun { tenant, run })?).await?;
    }
    let since = parts.clock.now() - Duration::seconds(STILL_SECONDS);
    for (tenant, payout) in Payout::unsettled(&tx, since).await? {
        queue::add(&tx, SendPayout::NAME, &json(&SendPayout { tenant, payout })?).await?;
    }
    tx.commit().await?;
    Ok(Found::Rest)
}

fn json(job: &impl serde::Serialize) -> WorkerResult<serde_json::Value> {
    serde_json::to_value(job).map_err(|e| WorkerError::Queue(e.to_string()))
}
