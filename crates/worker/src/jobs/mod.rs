//! Jobs: a name, what they need to know, and `run`. Each may run twice, late, or after a crash.

mod advance_run;
mod cancel_payout;
mod check_ledger;
mod decide_again;
mod reconcile;
mod send_payout;
mod verify_buyer;

pub(crate) use advance_run::AdvanceRunJob;
pub(crate) use cancel_payout::CancelPayoutJob;
pub(crate) use check_ledger::CheckLedgerJob;
pub(crate) use decide_again::DecideAgainJob;
pub(crate) use reconcile::ReconcileJob;
pub(crate) use send_payout::SendPayoutJob;
pub(crate) use verify_buyer::VerifyBuyerJob;

use graphile_worker::WorkerContext;
use store::SystemCtx;

use crate::{Parts, WorkerError, WorkerResult};

/// What the runner gives a job: the parts and the job's own context.
#[allow(clippy::disallowed_methods, reason = "this is the job runner")]
fn equip(ctx: &WorkerContext, job: &'static str) -> WorkerResult<(Parts, SystemCtx)> {
    let parts = ctx
        .get_ext::<Parts>()
        .cloned()
        .ok_or_else(|| WorkerError::Queue("the worker has no parts".into()))?;
    Ok((parts, SystemCtx::of_job(job)))
}

/// The outcome as the queue wants it: an error is logged with its cause and tried again.
fn outcome(job: &'static str, result: WorkerResult<()>) -> Result<(), String> {
    result.map_err(|error| {
        tracing::warn!(job, ?error, "job will be tried again");
        error.to_string()
    })
}
