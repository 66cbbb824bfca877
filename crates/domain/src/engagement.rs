//! Engagement: what browsers tell of moments, checked, counted once and rolled up. Source: DESIGN §6.
//!
//! An event counts once for each actor, moment, kind and UTC day: the first that arrives. Its own time is the one that is
//! kept and weighed; a replay is over the events that were kept, so it gives the same scores.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;

use crate::feed::Engagement;
use crate::ids::{IdError, MomentId, TypedId, VisitorId};
use crate::text::UnknownWord;

mod roll_up;
#[cfg(test)]
mod tests;

pub use roll_up::{RollUp, hour_of};

/// The most events of one request. A beacon carries 64 KiB: room for these.
pub const EVENTS_PER_BATCH_MAX: usize = 250;
/// An event that arrives later than this after it happened does not count, in hours.
pub const EVENT_LATE_HOURS_MAX: i64 = 48;
/// How far a browser's clock may be ahead of ours, in minutes; such events happened when they arrived.
pub const EVENT_AHEAD_MINUTES_MAX: i64 = 5;
/// How long events may be kept, in days. The least is more than [`open_days`]: whoever deletes an event sooner counts it
/// again when it is repeated.
pub const RETENTION_DAYS: RangeInclusive<i32> = 7..=730;
/// How long events are kept until a tenant says otherwise, in days.
pub const RETENTION_DAYS_STANDARD: i32 = 90;

/// Who did it, without saying who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A browser that is followed with consent.
    Visitor(VisitorId),
    /// A hash under the salt of the event's UTC day, of somebody who is not followed.
    Day([u8; 32]),
}

impl Actor {
    /// The browser's id only with consent; else the hash of the day, which is gone with it.
    pub fn of(visitor: Option<VisitorId>, consents: bool, day_hash: [u8; 32]) -> Actor {
        visitor.filter(|_| consents).map_or(Actor::Day(day_hash), Actor::Visitor)
    }

    /// The bytes that are stored: 16 of a visitor, 32 of a hash; neither can be taken for the other.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Actor::Visitor(visitor) => visitor.uuid().as_bytes().to_vec(),
            Actor::Day(hash) => hash.to_vec(),
        }
    }
}

/// An event as a browser sends it. Who sent it and when it arrived is not the browser's to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SentEvent {
    /// VIEW, LIKE, COMMENT, SAVE, SHARE or PRODUCT_CLICK.
    pub kind: String,
    /// The moment's id.
    pub moment: String,
    /// When it happened, as RFC 3339; when it arrived, if left out.
    pub occurred_at: Option<String>,
}

/// An event that may be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    key: EventKey,
    occurred_at: DateTime<Utc>,
}

/// What an event counts once for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey {
    /// The moment.
    pub moment: MomentId,
    /// What was done.
    pub kind: Engagement,
    /// The UTC day it was done on.
    pub day: NaiveDate,
    /// By whom.
    pub actor: Actor,
}

/// An event, a batch of them or a setting is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngagementError {
    /// A batch of nothing.
    #[error("no events")]
    NoEvents,
    /// A batch of more than may be sent at once.
    #[error("a request has at most {EVENTS_PER_BATCH_MAX} events")]
    TooManyEvents,
    /// Another word than those of the kinds.
    #[error(transparent)]
    Kind(#[from] UnknownWord),
    /// The moment is no moment's id.
    #[error(transparent)]
    Moment(#[from] IdError),
    /// The time is none.
    #[error("occurredAt is a time as RFC 3339 has it, like 2026-01-01T00:00:00Z")]
    When,
    /// It happened too long ago.
    #[error("the event is more than {EVENT_LATE_HOURS_MAX} hours old")]
    TooLate,
    /// It has not happened yet.
    #[error("the event lies in the future")]
    InFuture,
    /// A setting out of its bounds.
    #[error("events are kept {} to {} days", RETENTION_DAYS.start(), RETENTION_DAYS.end())]
    Retention,
}

impl EngagementError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            EngagementError::NoEvents => "NO_EVENTS",
            EngagementError::TooManyEvents => "TOO_MANY_EVENTS",
            EngagementError::Kind(_) => "KIND_UNKNOWN",
            EngagementError::Moment(_) => "MOMENT_INVALID",
            EngagementError::When => "OCCURRED_AT_INVALID",
            EngagementError::TooLate => "TOO_LATE",
            EngagementError::InFuture => "IN_FUTURE",
            EngagementError::Retention => "RETENTION_OUT_OF_RANGE",
        }
    }
}

impl SentEvent {
    /// The event, if it is one that may count. `actor` says who sent it, by the UTC day of the event: a hash is under the
    /// salt of that day, so that what arrives after midnight still repeats what arrived before.
    ///
    /// `received_at` is when the request arrived, written down with it: read again by whatever worker, it is the same event.
    /// Errors: the first [`EngagementError`] found.
    pub fn read(
        &self,
        received_at: DateTime<Utc>,
        actor: impl FnOnce(NaiveDate) -> Actor,
    ) -> Result<Event, EngagementError> {
        let kind: Engagement = self.kind.parse()?;
        let moment: MomentId = self.moment.parse()?;
        let sent = self.occurred_at.as_deref().map(DateTime::parse_from_rfc3339).transpose();
        let occurred_at = match sent.map_err(|_| EngagementError::When)? {
            Some(at) => bounded(at.to_utc(), received_at)?,
            None => received_at,
        };
        Ok(Event::new(actor(occurred_at.date_naive()), moment, kind, occurred_at))
    }
}

impl Event {
    /// An event whose time is within its bounds already, as a row has it.
    pub fn new(actor: Actor, moment: MomentId, kind: Engagement, occurred_at: DateTime<Utc>) -> Event {
        Event { key: EventKey { moment, kind, day: occurred_at.date_naive(), actor }, occurred_at }
    }

    /// What it counts once for.
    pub fn key(&self) -> &EventKey {
        &self.key
    }

    /// When it happened: never after it arrived.
    pub fn occurred_at(&self) -> DateTime<Utc> {
        self.occurred_at
    }
}

/// A time by a browser's clock, set back to `received_at` where the clock is a little ahead.
///
/// Errors: `TooLate`, `InFuture`.
fn bounded(at: DateTime<Utc>, received_at: DateTime<Utc>) -> Result<DateTime<Utc>, EngagementError> {
    if received_at - at > TimeDelta::hours(EVENT_LATE_HOURS_MAX) {
        return Err(EngagementError::TooLate);
    }
    if at - received_at > TimeDelta::minutes(EVENT_AHEAD_MINUTES_MAX) {
        return Err(EngagementError::InFuture);
    }
    Ok(at.min(received_at))
}

/// What of a request may be counted, and what is wrong with the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadBatch {
    /// The events that may be counted, in the order they were sent.
    pub events: Vec<Event>,
    /// Which are refused, from 0, and why.
    pub refused: Vec<(usize, EngagementError)>,
}

/// Reads the events of a request; one that is wrong does not keep the others out.
///
/// Errors: `NoEvents`, `TooManyEvents`.
pub fn read_batch(
    sent: &[SentEvent],
    received_at: DateTime<Utc>,
    actor: impl Fn(NaiveDate) -> Actor,
) -> Result<ReadBatch, EngagementError> {
    match sent.len() {
        0 => return Err(EngagementError::NoEvents),
        1..=EVENTS_PER_BATCH_MAX => {}
        _ => return Err(EngagementError::TooManyEvents),
    }
    let mut batch = ReadBatch::default();
    for (index, event) in sent.iter().enumerate() {
        match event.read(received_at, &actor) {
            Ok(event) => batch.events.push(event),
            Err(error) => batch.refused.push((index, error)),
        }
    }
    Ok(batch)
}

/// The first of each key, in their order: what is left to be compared with the rows.
pub fn first_of_each(events: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let mut seen = HashSet::new();
    events.into_iter().filter(|event| seen.insert(event.key)).collect()
}

/// The UTC days an event that arrives at `received_at` may belong to: three at most. Keys of other days repeat nothing more.
pub fn open_days(received_at: DateTime<Utc>) -> RangeInclusive<NaiveDate> {
    (received_at - TimeDelta::hours(EVENT_LATE_HOURS_MAX)).date_naive()..=received_at.date_naive()
}

/// How long a tenant keeps single events, in days. What they were rolled up to stays, and so do the scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention(i32);

impl Default for Retention {
    fn default() -> Retention {
        Retention(RETENTION_DAYS_STANDARD)
    }
}

impl Retention {
    /// This many days, within [`RETENTION_DAYS`]. Errors: [`EngagementError::Retention`].
    pub fn new(days: i32) -> Result<Retention, EngagementError> {
        if RETENTION_DAYS.contains(&days) { Ok(Retention(days)) } else { Err(EngagementError::Retention) }
    }

    /// In days.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The first UTC day whose events are kept at `now`; those of days before it go.
    pub fn keeps_from(self, now: DateTime<Utc>) -> NaiveDate {
        (now - TimeDelta::days(i64::from(self.0))).date_naive()
    }
}
