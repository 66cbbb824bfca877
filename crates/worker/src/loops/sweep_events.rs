//! Reads Stripe's own list of events for what was never delivered. Until this has been done lately no money leaves:
//! after a database was restored from a backup, this is how it learns what was paid since.

use graphile_worker::TaskHandler;
use serde_json::json;
use store::stripe_event::{StripeEvent, Sweep};
use store::{SystemCtx, SystemTx};

use super::{Found, apply_stripe_events};
use crate::jobs::CheckLedgerJob;
use crate::{Parts, WorkerError, WorkerResult, queue};

pub(super) const NAME: &str = "sweep_events";
pub(super) const REST_MS: u64 = 60_000;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let swept_to = billing::stripe::sweep(&parts.pool, &ctx, &parts.stripe, parts.clock.now()).await?;
    apply_stripe_events::apply_all(&parts, &ctx).await?;
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    if StripeEvent::any_failing(&tx).await? {
        // It is tried a few times more, and then keeps nobody but its own tenant waiting.
        return Err(WorkerError::Queue("an event of Stripe is not applied yet".into()));
    }
    Sweep::done(&tx, swept_to, parts.clock.now()).await?;
    tx.commit().await?;
    Ok(Found::Rest)
}

/// Before anything else is done by a worker that starts. What the last check of the ledger said may be old by now.
pub(crate) async fn distrust(parts: &Parts) -> WorkerResult<()> {
    #[allow(clippy::disallowed_methods, reason = "this is the job runner")]
    let tx = SystemTx::begin(&parts.pool, &SystemCtx::of_job(NAME)).await?;
    Sweep::forget(&tx).await?;
    queue::add(&tx, CheckLedgerJob::IDENTIFIER, &json!({})).await?;
    Ok(tx.commit().await?)
}
