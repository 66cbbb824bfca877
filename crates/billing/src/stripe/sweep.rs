//! Stripe's own list of events is read, so that one that was never delivered is found.

use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::stripe_event::{StripeEvent, Sweep};
use store::{Pool, SystemCtx, SystemTx};
use stripe_core::event::ListEvent;
use stripe_types::RangeQueryTs;

use super::event::KINDS;
use super::{Stripe, StripeError};
use crate::error::BillingResult;

/// How far back the first sweep looks: Stripe keeps events for 30 days.
const SWEEP_DAYS_MAX: i64 = 30;
/// How much of what was swept is swept again: Stripe's clock and ours, and events that are listed late.
const SWEEP_OVERLAP_MINUTES: i64 = 10;
/// Events in one page; Stripe's own limit.
const PAGE_EVENTS: i64 = 100;

#[derive(Deserialize)]
struct Page {
    data: Vec<Box<RawValue>>,
    has_more: bool,
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

/// Stores what Stripe has listed since the last sweep. Returns up to when everything is stored now; the caller says
/// [`Sweep::done`] once it has been applied.
pub async fn sweep(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<DateTime<Utc>> {
    let tx = SystemTx::begin(pool, ctx).await?;
    let swept_to = Sweep::swept_to(&tx).await?;
    tx.commit().await?;
    let since =
        swept_to.unwrap_or(now - Duration::days(SWEEP_DAYS_MAX)) - Duration::minutes(SWEEP_OVERLAP_MINUTES);
    let mut after: Option<String> = None;
    loop {
        let mut request = ListEvent::new()
            .created(RangeQueryTs::gte(since.timestamp()))
            .types(KINDS.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>())
            .limit(PAGE_EVENTS);
        if let Some(last) = &after {
            request = request.starting_after(last.clone());
        }
        let page: Page = stripe.send(&request, None).await?.object()?;
        let events = read(&page.data, now)?;
        after = events.last().map(|event| event.id.clone());
        let tx = SystemTx::begin(pool, ctx).await?;
        let found = StripeEvent::store_swept(&tx, &events).await?;
        tx.commit().await?;
        if found > 0 {
            tracing::info!(found, "events that were not delivered are found");
        }
        if !page.has_more || after.is_none() {
            return Ok(now);
        }
    }
}

/// Errors: [`StripeError::Unreadable`] for what is no event: left out, it would count as swept.
fn read(page: &[Box<RawValue>], now: DateTime<Utc>) -> Result<Vec<StripeEvent>, StripeError> {
    let event = |raw: &RawValue| {
        let envelope: Envelope = serde_json::from_str(raw.get()).map_err(|_| StripeError::Unreadable)?;
        Ok(StripeEvent {
            id: envelope.id,
            kind: envelope.kind,
            payload: raw.get().to_owned(),
            received_at: now,
            applied_at: None,
            outcome: None,
        })
    };
    page.iter().map(|raw| event(raw)).collect()
}
