//! Stripe's events as they came: stored raw before anything is read from them, applied once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::error::StoreResult;
use crate::schema::stripe_events;
use crate::scope::{GlobalTx, SystemTx};

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

    /// The oldest events nobody has applied, skipping those another worker has in hand.
    pub async fn take(tx: &SystemTx, limit: i64) -> StoreResult<Vec<StripeEvent>> {
        Ok(stripe_events::table
            .filter(stripe_events::applied_at.is_null())
            .order(stripe_events::received_at)
            .limit(limit)
            .select(StripeEvent::as_select())
            .load(&mut tx.db()?)
            .await?)
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
