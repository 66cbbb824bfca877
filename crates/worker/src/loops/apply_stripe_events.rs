//! Applies Stripe's stored events, each by state: what came first is tried first, and their order decides nothing.

use billing::stripe::event::{applied, apply, failed};
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

/// One pass over everything that waits. One that cannot be applied now keeps no other waiting.
pub(super) async fn apply_all(parts: &Parts, ctx: &SystemCtx) -> WorkerResult<()> {
    let mut last: Option<StripeEvent> = None;
    loop {
        let tx = SystemTx::begin(&parts.pool, ctx).await?;
        let events = StripeEvent::unapplied(&tx, last.as_ref(), parts.clock.now(), EVENTS).await?;
        tx.commit().await?;
        for event in &events {
            let now = parts.clock.now();
            match apply(&parts.pool, ctx, event, now).await {
                Ok(outcome) => applied(&parts.pool, ctx, event, outcome, now).await?,
                Err(error) => {
                    tracing::warn!(event = event.id, ?error, "event not applied");
                    failed(&parts.pool, ctx, event, &error.to_string(), now).await?;
                }
            }
        }
        let full = events.len() as i64 == EVENTS;
        last = events.into_iter().next_back();
        if !full {
            return Ok(());
        }
    }
}
