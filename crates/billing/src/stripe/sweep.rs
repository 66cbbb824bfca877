//! Stripe's own list of events is read, so that one that was never delivered is found.

use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::stripe_event::{StripeEvent, Sweep};
use store::{Pool, SystemCtx, SystemTx};
use stripe_core::event::ListEvent;
use stripe_types::RangeQueryTs;

use super::event::KINDS;
use super::platform::recognise;
use super::{Stripe, StripeError};
use crate::error::{BillingError, BillingResult};

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

/// Stores what Stripe has listed since the last sweep; first what a sweep that was cut off has left. Returns up to when
/// everything is stored now; the caller says [`Sweep::done`] once it has been applied.
///
/// Errors: `OTHER_STRIPE_ACCOUNT`; Stripe's and the store's. What was stored until then is not asked for again.
pub async fn sweep(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    now: DateTime<Utc>,
) -> BillingResult<DateTime<Utc>> {
    recognise(pool, ctx, stripe, now).await?;
    let tx = SystemTx::begin(pool, ctx).await?;
    let begun = Sweep { swept_to: now - Duration::days(SWEEP_DAYS_MAX), resume_after: None, resume_to: None };
    let mut at = Sweep::find(&tx).await?.unwrap_or(begun);
    tx.commit().await?;
    if at.resume_after.is_some() {
        match page_through(pool, ctx, stripe, &mut at, now).await {
            // Stripe knows its events for thirty days: the place to go on from is gone, and so is what was there.
            Err(BillingError::Stripe(StripeError::Refused { status: 400 | 404, .. })) => {
                (at.resume_after, at.resume_to) = (None, None);
            }
            other => other?,
        }
    }
    at.resume_to = Some(now);
    page_through(pool, ctx, stripe, &mut at, now).await?;
    Ok(now)
}

/// Reads the list from the latest event, or from where a sweep was cut off, back to what was swept before.
async fn page_through(
    pool: &Pool,
    ctx: &SystemCtx,
    stripe: &Stripe,
    at: &mut Sweep,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let since = at.swept_to - Duration::minutes(SWEEP_OVERLAP_MINUTES);
    loop {
        let mut request = ListEvent::new()
            .created(RangeQueryTs::gte(since.timestamp()))
            .types(KINDS.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>())
            .limit(PAGE_EVENTS);
        if let Some(last) = &at.resume_after {
            request = request.starting_after(last.clone());
        }
        let page: Page = stripe.send(&request, None).await?.object()?;
        let events = read(&page.data, now)?;
        let more = page.has_more && !events.is_empty();
        if more {
            at.resume_after = events.last().map(|event| event.id.clone());
        } else {
            at.swept_to = at.resume_to.unwrap_or(at.swept_to);
            (at.resume_after, at.resume_to) = (None, None);
        }
        let tx = SystemTx::begin(pool, ctx).await?;
        let found = StripeEvent::store_swept(&tx, &events).await?;
        at.note(&tx).await?;
        tx.commit().await?;
        if found > 0 {
            tracing::info!(found, "events that were not delivered are found");
        }
        if !more {
            return Ok(());
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
            tries: 0,
        })
    };
    page.iter().map(|raw| event(raw)).collect()
}
