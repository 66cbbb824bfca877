//! Calendar periods in UTC, over which a payee's totals run.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

crate::text_enum! {
    /// How long totals run before they begin at nothing again.
    pub enum Period {
        /// A calendar month.
        Month = "MONTH",
        /// Three calendar months, from January on.
        Quarter = "QUARTER",
        /// A calendar year.
        Year = "YEAR",
    }
}

impl Period {
    /// How many calendar months it has.
    pub const fn months(self) -> u32 {
        match self {
            Period::Month => 1,
            Period::Quarter => 3,
            Period::Year => 12,
        }
    }

    /// The first day of the period that holds `at`, in UTC.
    pub fn start(self, at: DateTime<Utc>) -> NaiveDate {
        let day = at.date_naive();
        let month = day.month0() / self.months() * self.months();
        day.with_day(1).and_then(|day| day.with_month0(month)).unwrap_or(day)
    }

    /// The first day after the period that holds `at`, in UTC.
    pub fn end(self, at: DateTime<Utc>) -> NaiveDate {
        let start = self.start(at);
        start.checked_add_months(Months::new(self.months())).unwrap_or(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_of_the_calendar() {
        let of = |period: Period, at: &str| {
            let at: DateTime<Utc> = at.parse().unwrap();
            (period.start(at).to_string(), period.end(at).to_string())
        };
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(of(Period::Month, "2026-12-31T23:59:59Z"), pair("2026-12-01", "2027-01-01"));
        assert_eq!(of(Period::Month, "2024-02-29T00:00:00Z"), pair("2024-02-01", "2024-03-01"));
        assert_eq!(of(Period::Quarter, "2026-05-31T12:00:00Z"), pair("2026-04-01", "2026-07-01"));
        assert_eq!(of(Period::Year, "2026-05-31T12:00:00Z"), pair("2026-01-01", "2027-01-01"));
    }
}
