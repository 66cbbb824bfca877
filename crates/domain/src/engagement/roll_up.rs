//! What newly counted events add to the sums of hours and days and to the scores of their moments.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Event;
use crate::feed::{Engagement, Increments};
use crate::ids::MomentId;

/// What a batch adds. Every map is in the order of its keys, so that all batches lock rows in the same order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RollUp {
    /// Events of a moment, by the UTC hour they happened in and their kind.
    pub hours: BTreeMap<(MomentId, DateTime<Utc>, Engagement), i64>,
    /// The same by the UTC day.
    pub days: BTreeMap<(MomentId, NaiveDate, Engagement), i64>,
    /// The logarithm to [`merge`](crate::feed::merge) into each moment's score, once; none for a moment only seen.
    pub increments: BTreeMap<MomentId, f64>,
}

impl RollUp {
    /// Of events that count: each was kept as a row now, by this transaction. The order makes no difference.
    pub fn of<'a>(counted: impl IntoIterator<Item = &'a Event>) -> RollUp {
        let mut roll_up = RollUp::default();
        let mut increments = Increments::default();
        for event in counted {
            let key = event.key();
            *roll_up.hours.entry((key.moment, hour_of(event.occurred_at()), key.kind)).or_default() += 1;
            *roll_up.days.entry((key.moment, key.day, key.kind)).or_default() += 1;
            increments.count(key.moment, key.kind.weight(), event.occurred_at());
        }
        roll_up.increments = increments.sums();
        roll_up
    }
}

/// The UTC hour a time lies in: its beginning.
pub fn hour_of(at: DateTime<Utc>) -> DateTime<Utc> {
    let into = TimeDelta::seconds(at.timestamp().rem_euclid(3600))
        + TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()));
    at - into
}
