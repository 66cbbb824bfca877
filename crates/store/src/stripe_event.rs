//! Stripe's events as they came: stored raw before anything is read from them, applied once.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::error::StoreResult;
use crate::schema::{stripe_events, stripe_sweeps};
use crate::scope::{GlobalTx, SystemTx, TenantTx};

/// How old the last sweep may be, in minutes, for money to leave. After a restored backup it is older than that, and
/// nothing is paid before Stripe's news has been heard.
pub const SWEEP_AGE_MINUTES_MAX: i64 = 10;
const EVENTS: &str = "events";

/// An event.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = stripe_events)]
pub struct StripeEvent {
    /// `evt_…`
    pub id: String,
    /// `transfer.created` and the like.
    pub kind: String,
    /// The body, byte for byte.
    pub payload: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// When it had its effect.
    pub applied_at: Option<DateTime<Utc>>,
    /// What that was.
    pub outcome: Option<String>,
}

impl StripeEvent {
    /// Stores the event; false when it stands already.
    pub async fn store(&self, tx: &GlobalTx) -> StoreResult<bool> {
        let added = diesel::insert_into(stripe_events::table)
            .values(self)
            .on_conflict(stripe_events::id)
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(added == 1)
    }

    /// Stores events that a sweep found; those that stand already stay as they are. Returns how many are new.
    pub async fn store_swept(tx: &SystemTx, rows: &[StripeEvent]) -> StoreResult<usize> {
        Ok(diesel::insert_into(stripe_events::table)
            .values(rows)
            .on_conflict(stripe_events::id)
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?)
    }

    /// Events nobody has applied, in the order in which they came, after the one given: a pass over all of them
    /// comes by those that cannot be applied yet.
    pub async fn unapplied(
        tx: &SystemTx,
        after: Option<&StripeEvent>,
        limit: i64,
    ) -> StoreResult<Vec<StripeEvent>> {
        let mut query = stripe_events::table
            .filter(stripe_events::applied_at.is_null())
            .order((stripe_events::received_at, stripe_events::id))
            .limit(limit)
            .select(StripeEvent::as_select())
            .into_boxed();
        if let Some(last) = after {
            query = query.filter(
                stripe_events::received_at
                    .gt(last.received_at)
                    .or(stripe_events::received_at.eq(last.received_at).and(stripe_events::id.gt(&last.id))),
            );
        }
        Ok(query.load(&mut tx.db()?).await?)
    }

    /// Marks the event as applied.
    pub async fn applied(tx: &SystemTx, id: &str, outcome: &str, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(stripe_events::table)
            .filter(stripe_events::id.eq(id))
            .filter(stripe_events::applied_at.is_null())
            .set((stripe_events::applied_at.eq(now), stripe_events::outcome.eq(outcome)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// How far Stripe's own list of events has been read.
pub struct Sweep;

impl Sweep {
    /// Up to when every event is stored; none before the first sweep.
    pub async fn swept_to(tx: &SystemTx) -> StoreResult<Option<DateTime<Utc>>> {
        Ok(stripe_sweeps::table
            .filter(stripe_sweeps::id.eq(EVENTS))
            .select(stripe_sweeps::swept_to)
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Notes that everything up to `swept_to` is stored.
    pub async fn done(tx: &SystemTx, swept_to: DateTime<Utc>, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::insert_into(stripe_sweeps::table)
            .values((
                stripe_sweeps::id.eq(EVENTS),
                stripe_sweeps::swept_to.eq(swept_to),
                stripe_sweeps::swept_at.eq(now),
            ))
            .on_conflict(stripe_sweeps::id)
            .do_update()
            .set((stripe_sweeps::swept_to.eq(swept_to), stripe_sweeps::swept_at.eq(now)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// A worker that starts trusts nothing it finds: the database may have been restored while it was away.
    pub async fn forget(tx: &SystemTx) -> StoreResult<()> {
        diesel::update(stripe_sweeps::table)
            .set(stripe_sweeps::swept_at.eq(DateTime::UNIX_EPOCH))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Whether Stripe's news has been heard lately; a sweep is only done when what it heard has been applied.
    pub async fn is_fresh(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<bool> {
        let swept_at: Option<DateTime<Utc>> = stripe_sweeps::table
            .filter(stripe_sweeps::id.eq(EVENTS))
            .select(stripe_sweeps::swept_at)
            .first(&mut tx.db()?)
            .await
            .optional()?;
        Ok(swept_at.is_some_and(|at| now - at <= Duration::minutes(SWEEP_AGE_MINUTES_MAX)))
    }
}
