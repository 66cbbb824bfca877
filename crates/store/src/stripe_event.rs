//! Stripe's events as they came: stored raw before anything is read from them, applied once.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::RunQueryDsl;

use crate::error::{StoreError, StoreResult};
use crate::schema::{stripe_account, stripe_events, stripe_sweeps};
use crate::scope::{GlobalTx, SystemTx, TenantTx};

/// How old the last sweep may be, in minutes, for money to leave. After a restored backup it is older than that, and
/// nothing is paid before Stripe's news has been heard.
pub const SWEEP_AGE_MINUTES_MAX: i64 = 10;
/// How often an event is tried before it is set aside: it is tried again, ever more rarely, and others go on.
pub const EVENT_TRIES_MAX: i32 = 5;
/// Longest wait between two tries, in seconds; the first is one second.
const TRY_SECONDS_MAX: i64 = 600;
const EVENTS: &str = "events";
const PLATFORM: &str = "platform";

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
    /// How often it could not be applied.
    pub tries: i32,
}

/// An event that could not be applied [`EVENT_TRIES_MAX`] times: it keeps nothing else waiting any more.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct StuckEvent {
    /// `evt_…`
    pub id: String,
    /// `transfer.created` and the like.
    pub kind: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: i32,
    /// Why it failed, the last time.
    pub failure: Option<String>,
}

/// Events that changed nothing here, of one kind.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct UnusedEvents {
    /// `customer.created` and the like.
    pub kind: String,
    /// `IGNORED`, `NOT_OURS` or `CONTRADICTS`.
    pub outcome: Option<String>,
    /// How many.
    pub count: i64,
    /// When the last one came.
    pub last_at: Option<DateTime<Utc>>,
}

impl UnusedEvents {
    /// Those that came since, by kind and outcome.
    pub async fn since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<UnusedEvents>> {
        Ok(stripe_events::table
            .filter(stripe_events::received_at.ge(since))
            .filter(stripe_events::outcome.eq_any(["IGNORED", "NOT_OURS", "CONTRADICTS"]))
            .group_by((stripe_events::kind, stripe_events::outcome))
            .order((stripe_events::kind, stripe_events::outcome))
            .select((
                stripe_events::kind,
                stripe_events::outcome,
                diesel::dsl::count_star(),
                diesel::dsl::max(stripe_events::received_at),
            ))
            .load(&mut tx.db()?)
            .await?)
    }
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

    /// Events nobody has applied and that are to be tried now, those that came first before others, after the one given.
    pub async fn unapplied(
        tx: &SystemTx,
        after: Option<&StripeEvent>,
        now: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<StripeEvent>> {
        let mut query = stripe_events::table
            .filter(stripe_events::applied_at.is_null())
            .filter(
                stripe_events::next_try_at.is_null().or(stripe_events::next_try_at.le(now).assume_not_null()),
            )
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

impl StripeEvent {
    /// Notes that the event could not be applied. Returns how often that has been so.
    pub async fn failed(tx: &SystemTx, id: &str, failure: &str, now: DateTime<Utc>) -> StoreResult<i32> {
        let wait = sql::<Timestamptz>("")
            .bind::<Timestamptz, _>(now)
            .sql(" + make_interval(secs => least(2 ^ least(tries, 20), ")
            .bind::<BigInt, _>(TRY_SECONDS_MAX)
            .sql("))");
        Ok(diesel::update(stripe_events::table)
            .filter(stripe_events::id.eq(id))
            .set((
                stripe_events::tries.eq(stripe_events::tries + 1),
                stripe_events::next_try_at.eq(wait.nullable()),
                stripe_events::failure.eq(failure),
            ))
            .returning(stripe_events::tries)
            .get_result(&mut tx.db()?)
            .await?)
    }

    /// Whether an event has failed that is not set aside yet: what Stripe tells has not been heard.
    pub async fn any_failing(tx: &SystemTx) -> StoreResult<bool> {
        let found = stripe_events::table
            .filter(stripe_events::applied_at.is_null())
            .filter(stripe_events::tries.between(1, EVENT_TRIES_MAX - 1));
        Ok(diesel::select(exists(found)).get_result(&mut tx.db()?).await?)
    }
}

impl StuckEvent {
    /// Every event that is set aside, the oldest first.
    pub async fn all(tx: &SystemTx) -> StoreResult<Vec<StuckEvent>> {
        Ok(stripe_events::table
            .filter(stripe_events::applied_at.is_null())
            .filter(stripe_events::tries.ge(EVENT_TRIES_MAX))
            .order((stripe_events::received_at, stripe_events::id))
            .select((
                stripe_events::id,
                stripe_events::kind,
                stripe_events::received_at,
                stripe_events::tries,
                stripe_events::failure,
            ))
            .load(&mut tx.db()?)
            .await?)
    }
}

/// Whose Stripe this database belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct PlatformAccount {
    /// `acct_…`
    pub stripe_id: String,
    /// Real money, or test mode: one account has both.
    pub live: bool,
}

impl PlatformAccount {
    /// Remembers the account if it is the first that is seen. Returns the one this database belongs to.
    pub async fn remember(
        tx: &SystemTx,
        seen: &PlatformAccount,
        now: DateTime<Utc>,
    ) -> StoreResult<PlatformAccount> {
        diesel::insert_into(stripe_account::table)
            .values((
                stripe_account::id.eq(PLATFORM),
                stripe_account::stripe_id.eq(&seen.stripe_id),
                stripe_account::live.eq(seen.live),
                stripe_account::seen_at.eq(now),
            ))
            .on_conflict(stripe_account::id)
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(stripe_account::table
            .select((stripe_account::stripe_id, stripe_account::live))
            .first(&mut tx.db()?)
            .await?)
    }
}

/// How far Stripe's own list of events has been read.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Sweep {
    /// Up to when every event is stored.
    pub swept_to: DateTime<Utc>,
    /// The last event that a sweep has stored which was cut off; the list goes back in time.
    pub resume_after: Option<String>,
    /// Up to when everything is stored once that sweep has been finished.
    pub resume_to: Option<DateTime<Utc>>,
}

impl Sweep {
    /// How far it has been read; none before the first sweep.
    pub async fn find(tx: &SystemTx) -> StoreResult<Option<Sweep>> {
        Ok(stripe_sweeps::table
            .filter(stripe_sweeps::id.eq(EVENTS))
            .select((stripe_sweeps::swept_to, stripe_sweeps::resume_after, stripe_sweeps::resume_to))
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Notes how far it has been read. Whether that has been applied too is [`Sweep::done`]'s to say.
    pub async fn note(&self, tx: &SystemTx) -> StoreResult<()> {
        let read = (
            stripe_sweeps::swept_to.eq(self.swept_to),
            stripe_sweeps::resume_after.eq(&self.resume_after),
            stripe_sweeps::resume_to.eq(self.resume_to),
        );
        diesel::insert_into(stripe_sweeps::table)
            .values((stripe_sweeps::id.eq(EVENTS), read, stripe_sweeps::swept_at.eq(DateTime::UNIX_EPOCH)))
            .on_conflict(stripe_sweeps::id)
            .do_update()
            .set(read)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Notes that everything up to `swept_to` is stored and applied, and remembers it in this process.
    pub async fn done(tx: &SystemTx, swept_to: DateTime<Utc>, now: DateTime<Utc>) -> StoreResult<()> {
        let latest = sql::<Timestamptz>("greatest(swept_to, ").bind::<Timestamptz, _>(swept_to).sql(")");
        let noted = diesel::update(stripe_sweeps::table)
            .filter(stripe_sweeps::id.eq(EVENTS))
            .set((stripe_sweeps::swept_to.eq(latest), stripe_sweeps::swept_at.eq(now)))
            .execute(&mut tx.db()?)
            .await?;
        if noted != 1 {
            return Err(StoreError::NotFound("sweep"));
        }
        tx.heard().remember(swept_to);
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
    ///
    /// A note that is older than one this process has seen is of a database that was restored meanwhile, and does not
    /// count, however fresh it is.
    pub async fn is_fresh(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<bool> {
        let note: Option<(DateTime<Utc>, DateTime<Utc>)> = stripe_sweeps::table
            .filter(stripe_sweeps::id.eq(EVENTS))
            .select((stripe_sweeps::swept_to, stripe_sweeps::swept_at))
            .first(&mut tx.db()?)
            .await
            .optional()?;
        Ok(note.is_some_and(|(swept_to, swept_at)| {
            now - swept_at <= Duration::minutes(SWEEP_AGE_MINUTES_MAX) && tx.heard().remember(swept_to)
        }))
    }
}
