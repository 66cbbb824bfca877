//! When a tenant's runs begin by themselves: at midnight of a day in the tenant's own time zone.

use chrono::{DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

crate::text_enum! {
    /// How often runs begin.
    pub enum Cadence {
        /// Every week, on one day of it.
        Weekly = "WEEKLY",
        /// On the 1st and the 15th.
        TwiceMonthly = "TWICE_MONTHLY",
        /// Every month, on one day of it.
        Monthly = "MONTHLY",
    }
}

/// When runs begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timetable {
    cadence: Cadence,
    day: Option<u32>,
    zone: Tz,
}

/// Why there is no such timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// The day does not fit the cadence.
    #[error(
        "a weekly run has a day from 1 (Monday) to 7, a monthly one from 1 to 31, one twice a month has none"
    )]
    Day,
    /// No time zone of this name.
    #[error("the time zone is not one of the IANA database, such as Europe/London")]
    TimeZone,
}

impl TimetableError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            TimetableError::Day => "DAY_OUT_OF_RANGE",
            TimetableError::TimeZone => "UNKNOWN_TIME_ZONE",
        }
    }
}

impl Timetable {
    /// A timetable. `day` is 1–7 from Monday for WEEKLY, 1–31 for MONTHLY (the last day of a shorter month), and none
    /// for TWICE_MONTHLY; `zone` is an IANA name. Errors: [`TimetableError`].
    pub fn new(cadence: Cadence, day: Option<u32>, zone: &str) -> Result<Timetable, TimetableError> {
        let fits = match (cadence, day) {
            (Cadence::Weekly, Some(day)) => (1..=7).contains(&day),
            (Cadence::Monthly, Some(day)) => (1..=31).contains(&day),
            (Cadence::TwiceMonthly, None) => true,
            _ => false,
        };
        let zone = zone.parse().map_err(|_| TimetableError::TimeZone)?;
        if fits { Ok(Timetable { cadence, day, zone }) } else { Err(TimetableError::Day) }
    }

    /// When the next run begins after `now`; never `now` itself. None only at the end of the calendar.
    pub fn next_after(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = now.with_timezone(&self.zone).date_naive();
        // A day may begin late or, where clocks go back, twice; two days on it has surely begun after `now`.
        let mut date = today;
        loop {
            date = self.next_date(date)?;
            let begins = self.begins(date)?;
            if begins > now {
                return Some(begins);
            }
            date = date.checked_add_days(Days::new(1))?;
        }
    }

    /// The first date of the timetable on or after `date`.
    fn next_date(&self, date: NaiveDate) -> Option<NaiveDate> {
        match self.cadence {
            Cadence::Weekly => {
                let wanted = self.day.unwrap_or(1);
                let today = date.weekday().number_from_monday();
                date.checked_add_days(Days::new(u64::from((wanted + 7 - today) % 7)))
            }
            Cadence::TwiceMonthly => match date.day() {
                1 | 15 => Some(date),
                2..15 => date.with_day(15),
                _ => date.with_day(1)?.checked_add_months(Months::new(1)),
            },
            Cadence::Monthly => {
                let wanted = self.day.unwrap_or(1);
                let this = in_month(date, wanted)?;
                if this >= date {
                    return Some(this);
                }
                in_month(date.with_day(1)?.checked_add_months(Months::new(1))?, wanted)
            }
        }
    }

    /// The first moment of a date in the zone; where midnight is skipped, the first that there is.
    fn begins(&self, date: NaiveDate) -> Option<DateTime<Utc>> {
        let midnight = date.and_time(NaiveTime::MIN);
        (0..=180)
            .step_by(15)
            .find_map(|minutes| {
                let local = midnight.checked_add_signed(chrono::Duration::minutes(minutes))?;
                match self.zone.from_local_datetime(&local) {
                    LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at),
                    LocalResult::None => None,
                }
            })
            .map(|at| at.with_timezone(&Utc))
    }
}

/// This day of the date's month, or the month's last.
fn in_month(date: NaiveDate, day: u32) -> Option<NaiveDate> {
    (1..=day).rev().find_map(|day| date.with_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(cadence: Cadence, day: Option<u32>, zone: &str, from: &str, steps: usize) -> Vec<String> {
        let timetable = Timetable::new(cadence, day, zone).unwrap();
        let mut now: DateTime<Utc> = from.parse().unwrap();
        let mut seen = Vec::new();
        for _ in 0..steps {
            now = timetable.next_after(now).unwrap();
            seen.push(now.format("%F %H:%M").to_string());
        }
        seen
    }

    #[test]
    fn runs_begin_at_midnight_of_the_tenants_own_day() {
        assert_eq!(
            walk(Cadence::Weekly, Some(1), "Europe/London", "2026-10-14T00:00:00Z", 3),
            ["2026-10-18 23:00", "2026-10-26 00:00", "2026-11-02 00:00"],
            "summer time ends between two Mondays"
        );
        assert_eq!(
            walk(Cadence::TwiceMonthly, None, "America/New_York", "2026-01-15T05:00:00Z", 3),
            ["2026-02-01 05:00", "2026-02-15 05:00", "2026-03-01 05:00"],
            "the moment itself is past"
        );
        assert_eq!(
            walk(Cadence::Monthly, Some(31), "UTC", "2027-01-31T12:00:00Z", 4),
            ["2027-02-28 00:00", "2027-03-31 00:00", "2027-04-30 00:00", "2027-05-31 00:00"]
        );
        assert_eq!(
            walk(Cadence::Monthly, Some(29), "UTC", "2028-02-01T00:00:00Z", 2),
            ["2028-02-29 00:00", "2028-03-29 00:00"]
        );
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_it_does() {
        // In Cairo clocks go from 00:00 to 01:00 on 24 April 2026, a Friday.
        assert_eq!(
            walk(Cadence::Weekly, Some(5), "Africa/Cairo", "2026-04-20T00:00:00Z", 2),
            ["2026-04-23 22:00", "2026-04-30 21:00"]
        );
    }

    #[test]
    fn a_day_that_does_not_fit_and_a_zone_that_is_none_are_refused() {
        for (cadence, day) in [
            (Cadence::Weekly, Some(0)),
            (Cadence::Weekly, Some(8)),
            (Cadence::Weekly, None),
            (Cadence::Monthly, Some(32)),
            (Cadence::Monthly, Some(0)),
            (Cadence::Monthly, None),
            (Cadence::TwiceMonthly, Some(1)),
        ] {
            assert_eq!(Timetable::new(cadence, day, "UTC"), Err(TimetableError::Day), "{cadence} {day:?}");
        }
        for zone in ["", "Mars/Olympus", "UTC+25"] {
            assert_eq!(
                Timetable::new(Cadence::Weekly, Some(1), zone),
                Err(TimetableError::TimeZone),
                "{zone}"
            );
        }
    }
}
