//! Applies Stripe's stored events in the order in which they came.

use store::stripe_event::StripeEvent;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "apply_stripe_events";
pub(super) const REST_MS: u64 = 300;
const EVENTS: i64 = 50;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    apply_all(&parts, &ctx).await?;
    Ok(Found::Rest)
}

/// One pass over everything that waits. One that cannot be applied now keeps no other waiting; the pass then fails
/// with why, at its end.
pub(super) async fn apply_all(parts: &Parts, ctx: &SystemCtx) -> WorkerResult<()> {
    let mut stuck = None;
    let mut last: Option<StripeEvent> = None;
    loop {
        let tx = SystemTx::begin(&parts.pool, ctx).await?;
        let events = StripeEvent::unapplied(&tx, last.as_ref(), EVENTS).await?;
        tx.commit().await?;
        for event in &events {
            if let Err(error) = apply(parts, ctx, event).await {
                tracing::warn!(event = event.id, ?error, "event not applied");
                stuck = Some(error);
            }
        }
        let full = events.len() as i64 == EVENTS;
        last = events.into_iter().next_back();
        if !full {
            return stuck.map_or(Ok(()), Err);
        }
    }
}

async fn apply(parts: &Parts, ctx: &SystemCtx, event: &StripeEvent) -> WorkerResult<()> {
    let now = parts.clock.now();
    let outcome = billing::stripe::event::apply(&parts.pool, ctx, event, now).await?;
    let tx = SystemTx::begin(&parts.pool, ctx).await?;
    StripeEvent::applied(&tx, &event.id, outcome, now).await?;
    Ok(tx.commit().await?)
}
