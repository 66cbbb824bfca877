//! Applies Stripe's stored events, oldest first.

use store::stripe_event::StripeEvent;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "apply_stripe_events";
pub(super) const REST_MS: u64 = 300;
const EVENTS: i64 = 50;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let events = StripeEvent::take(&tx, EVENTS).await?;
    tx.commit().await?;
    let mut stuck = None;
    for event in &events {
        let now = parts.clock.now();
        // One that cannot be applied now must not keep the others waiting.
        match billing::stripe::event::apply(&parts.pool, &ctx, event, now).await {
            Ok(outcome) => {
                let tx = SystemTx::begin(&parts.pool, &ctx).await?;
                StripeEvent::applied(&tx, &event.id, outcome, now).await?;
                tx.commit().await?;
            }
            Err(error) => stuck = Some(error),
        }
    }
    match stuck {
        Some(error) => Err(error.into()),
        None if events.len() as i64 == EVENTS => Ok(Found::Work),
        None => Ok(Found::Rest),
    }
}
