//! Engagement: what browsers tell of moments, checked, counted once and rolled up. Source: DESIGN §6.
//!
//! An event counts once for each actor, moment, kind and UTC day: the first that arrives. Its own time is the one that is
//! kept and weighed; a replay is over the events that were kept, so it gives the same scores.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;

use crate::attribution::TouchKind;
use crate::feed::Engagement;
use crate::ids::{IdError, MomentId, TypedId, VisitorId};
use crate::text::UnknownWord;
use crate::text_enum;

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

    /// The actor of stored bytes; none of any other length.
    pub fn of_bytes(bytes: &[u8]) -> Option<Actor> {
        if let Ok(hash) = <[u8; 32]>::try_from(bytes) {
            return Some(Actor::Day(hash));
        }
        let visitor = <[u8; 16]>::try_from(bytes).ok()?;
        Some(Actor::Visitor(VisitorId::from_uuid(uuid::Uuid::from_bytes(visitor))))
    }

    /// The bytes that are stored: 16 of a visitor, 32 of a hash; neither can be taken for the other.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Actor::Visitor(visitor) => visitor.uuid().as_bytes().to_vec(),
            Actor::Day(hash) => hash.to_vec(),
        }
    }
}

text_enum! {
    /// What a page says that somebody did with a moment: the words of [`Engagement`], and two of touches alone.
    pub enum Act {
        /// Saw it.
        View = "VIEW",
        /// Liked it.
        Like = "LIKE",
        /// Commented on it.
        Comment = "COMMENT",
        /// Saved it.
        Save = "SAVE",
        /// Shared it.
        Share = "SHARE",
        /// Went to its product.
        ProductClick = "PRODUCT_CLICK",
        /// Saw it, in the word of touches: the same as [`Act::View`].
        MomentView = "MOMENT_VIEW",
        /// Opened it, or followed another link of it than one to a product.
        MomentClick = "MOMENT_CLICK",
    }
}

impl Act {
    /// What it counts as among the engagement of its moment.
    pub const fn engagement(self) -> Option<Engagement> {
        match self {
            Act::View | Act::MomentView => Some(Engagement::View),
            Act::Like => Some(Engagement::Like),
            Act::Comment => Some(Engagement::Comment),
            Act::Save => Some(Engagement::Save),
            Act::Share => Some(Engagement::Share),
            Act::ProductClick => Some(Engagement::ProductClick),
            Act::MomentClick => None,
        }
    }

    /// The touch it is on the way to a sale.
    pub const fn touch(self) -> Option<TouchKind> {
        match self {
            Act::View | Act::MomentView => Some(TouchKind::MomentView),
            Act::ProductClick | Act::MomentClick => Some(TouchKind::MomentClick),
            Act::Like | Act::Comment | Act::Save | Act::Share => None,
        }
    }
}

/// An event as a page sends it. Who did it and when it arrived is not the page's to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SentEvent {
    /// A word of [`Act`].
    pub kind: String,
    /// The moment's id.
    pub moment_id: String,
    /// The proof that the page was given the moment.
    pub token: String,
    /// The visitor's last click, by which they are known if they consent.
    pub click_id: Option<String>,
    /// When it happened, as RFC 3339; when it arrived, if left out.
    pub occurred_at: Option<String>,
}

/// What a page told, read; whether it was given the moment is not looked at yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// What was done.
    pub act: Act,
    /// With which moment.
    pub moment: MomentId,
    /// When: never after it arrived.
    pub occurred_at: DateTime<Utc>,
}

impl Told {
    /// What counts of it. `actor` says who did it, by the UTC day of the event: a hash is under the salt of that day, so that
    /// what arrives after midnight still repeats what arrived before.
    pub fn event(&self, actor: impl FnOnce(NaiveDate) -> Actor) -> Option<Event> {
        let kind = self.act.engagement()?;
        Some(Event::new(actor(self.occurred_at.date_naive()), self.moment, kind, self.occurred_at))
    }
}

/// An event that may be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    key: EventKey,
    occurred_at: DateTime<Utc>,
}

/// What an event counts once for. In this order its rows lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey {
    /// The UTC day it was done on.
    pub day: NaiveDate,
    /// The moment.
    pub moment: MomentId,
    /// What was done.
    pub kind: Engagement,
    /// By whom.
    pub actor: Actor,
}

/// An event, a batch of them or a setting is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngagementError {
    /// Nothing, or more than may be sent at once.
    #[error("a report has 1 to {EVENTS_PER_BATCH_MAX} events")]
    Events,
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
            EngagementError::Events => "EVENTS_OUT_OF_RANGE",
            EngagementError::Kind(_) => "KIND_INVALID",
            // No token is of what is no moment.
            EngagementError::Moment(_) => "TOKEN_INVALID",
            EngagementError::When => "OCCURRED_AT_INVALID",
            EngagementError::TooLate => "TOO_OLD",
            EngagementError::InFuture => "IN_FUTURE",
            EngagementError::Retention => "RETENTION_OUT_OF_RANGE",
        }
    }
}

impl SentEvent {
    /// What it tells, if it is in time.
    ///
    /// `received_at` is when the request arrived. Errors: the first [`EngagementError`] found.
    pub fn read(&self, received_at: DateTime<Utc>) -> Result<Told, EngagementError> {
        let act: Act = self.kind.parse()?;
        let moment: MomentId = self.moment_id.parse()?;
        let sent = self.occurred_at.as_deref().map(DateTime::parse_from_rfc3339).transpose();
        let occurred_at = match sent.map_err(|_| EngagementError::When)? {
            Some(at) => bounded(at.to_utc(), received_at)?,
            None => received_at,
        };
        Ok(Told { act, moment, occurred_at })
    }
}

/// Whether so many events may be sent at once. Errors: [`EngagementError::Events`].
pub fn check_batch(events: usize) -> Result<(), EngagementError> {
    if (1..=EVENTS_PER_BATCH_MAX).contains(&events) { Ok(()) } else { Err(EngagementError::Events) }
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
