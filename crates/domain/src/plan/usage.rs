//! What a tenant uses beyond its plan. An event is a touch that counts or a recorded conversion; repeats and bots cost
//! nothing.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use super::Plan;
use crate::money::{Amount, Currency};

/// How long before its period ends usage is counted, in hours: time enough to be on the period's last invoice.
pub const METER_LEAD_HOURS: i64 = 6;
/// Events that are priced together.
const EVENTS_PRICED: i64 = 1_000;

/// What so many events of a period cost beyond the plan, each started thousand. Nothing on a plan without a price: a
/// tenant on FREE sees what it uses and is charged for none of it.
pub fn overage(plan: Plan, currency: Currency, events: i64) -> Amount {
    let beyond = events.saturating_sub(plan.terms().included_events).max(0);
    let thousands = beyond / EVENTS_PRICED + i64::from(beyond % EVENTS_PRICED > 0);
    let each = plan.price(currency).map_or(0, |price| price.thousand_events);
    Amount::new(thousands.saturating_mul(each), currency)
}

/// Whole UTC days whose events are charged with one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last; the same as `from` when there is none.
    pub until: NaiveDate,
}

/// When the usage of a period that ends then is counted.
pub fn closes_at(period_end: DateTime<Utc>) -> DateTime<Utc> {
    period_end.checked_sub_signed(Duration::hours(METER_LEAD_HOURS)).unwrap_or(period_end)
}

/// The days charged with a period: from where the one before was cut, up to the last day that is over.
///
/// Windows follow each other without a gap, so that every day is charged once; what a period's last hours bring is
/// charged with the next. Where a whole period was missed, its days are not charged: they would share one allowance.
pub fn window(
    cut: Option<NaiveDate>,
    period_start: DateTime<Utc>,
    period_end: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Window {
    let first = period_start.date_naive();
    let slack = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    let from = cut.filter(|cut| *cut >= slack).unwrap_or(first);
    let until = now.date_naive().min(period_end.date_naive());
    Window { from, until: until.max(from) }
}
