//! Which moments are taken from outside.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Utc};

/// Years that may be named: four digits, no sign, and within what Postgres keeps.
pub const YEARS: RangeInclusive<i32> = 1970..=9998;

/// Whether a moment is one that can be kept, and written as everybody reads it.
pub fn is_kept(at: DateTime<Utc>) -> bool {
    YEARS.contains(&at.year())
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
}
