//! Which moments are taken from outside.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Months, Utc};

/// Years that may be named: four digits, no sign, and within what Postgres keeps.
pub const YEARS: RangeInclusive<i32> = 1970..=9998;

/// Whether a moment is one that can be kept, and written as everybody reads it.
pub fn is_kept(at: DateTime<Utc>) -> bool {
    YEARS.contains(&at.year())
}

/// Whole calendar months from one moment to another, in UTC; 0 where the second is not later. The 31st of January is a
/// month before the 28th of February at the same time of day.
pub fn whole_months(from: DateTime<Utc>, to: DateTime<Utc>) -> i32 {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    let reached = |months: i32| {
        let months = u32::try_from(months).ok().map(Months::new);
        months.and_then(|months| from.checked_add_months(months)).is_some_and(|at| at <= to)
    };
    if reached(months) { months } else { (months - 1).max(0) }
}

/// The name of a time zone of the IANA database as it is written there; none where there is none of this name.
pub fn zone_name(text: &str) -> Option<&'static str> {
    text.parse::<chrono_tz::Tz>().ok().map(chrono_tz::Tz::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_four_digits() {
        let kept = |text: &str| is_kept(text.parse().unwrap());
        assert!(kept("1970-01-01T00:00:00Z") && kept("9998-12-31T23:59:59Z"));
        for wrong in [
            "-9999-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
        ] {
            assert!(!kept(wrong), "{wrong}");
        }
        assert!(!is_kept(DateTime::<Utc>::MIN_UTC) && !is_kept(DateTime::<Utc>::MAX_UTC));
    }

    #[test]
    fn months_are_whole_at_the_same_day_and_hour() {
        let months = |from: &str, to: &str| whole_months(from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(months("2026-01-15T12:00:00Z", "2026-02-15T11:59:59Z"), 0);
        assert_eq!(months("2026-01-15T12:00:00Z", "2026-02-15T12:00:00Z"), 1);
        assert_eq!(months("2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"), 1);
        assert_eq!(months("2025-11-30T00:00:00Z", "2026-12-01T00:00:00Z"), 12);
        assert_eq!(months("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z"), 0);
    }
}
