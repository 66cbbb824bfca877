//! A sale that an affiliate says is missing from what they earn. Source: DESIGN §5.

use chrono::NaiveDate;

use crate::state::Step;
use crate::text_enum;

/// How many sales an affiliate may wait for in one programme.
pub const OPEN_MAX: i64 = 50;
/// How far back a sale may lie, in days.
pub const DAYS_MAX: i64 = 365;

text_enum! {
    /// Where a sale that an affiliate misses stands.
    pub enum MissedSaleState {
        /// Waits for the brand.
        Reported = "REPORTED",
        /// The brand has found the sale, and it pays the affiliate.
        Accepted = "ACCEPTED",
        /// The brand says why not.
        Rejected = "REJECTED",
        /// The affiliate has taken it back.
        Withdrawn = "WITHDRAWN",
    }
}

/// It was decided otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is {from} already")]
pub struct MissedSaleError {
    /// Where it stands.
    pub from: MissedSaleState,
}

impl MissedSaleError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        "WRONG_STATE"
    }
}

impl MissedSaleState {
    /// Goes to a state in which it ends, or says that it stands there already.
    pub fn end(&mut self, to: MissedSaleState) -> Result<Step, MissedSaleError> {
        match *self {
            from if from == to => Ok(Step::Already),
            MissedSaleState::Reported => {
                *self = to;
                Ok(Step::Done)
            }
            from => Err(MissedSaleError { from }),
        }
    }
}

/// Whether a sale of this day may be missed today, both in UTC. A day of grace for buyers east of Greenwich.
pub fn may_be_missed(day: NaiveDate, today: NaiveDate) -> bool {
    (-1..=DAYS_MAX).contains(&(today - day).num_days())
}

/// What spellings of an order's reference have in common.
pub fn reference_key(reference: &str) -> String {
    reference.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_once() {
        for to in [MissedSaleState::Accepted, MissedSaleState::Rejected, MissedSaleState::Withdrawn] {
            let mut state = MissedSaleState::Reported;
            assert_eq!(state.end(to), Ok(Step::Done));
            for other in MissedSaleState::ALL.iter().filter(|other| **other != MissedSaleState::Reported) {
                let again = state.end(*other);
                assert_eq!(again.is_ok(), *other == to, "{to} then {other}");
                assert_eq!(state, to);
            }
        }
    }

    #[test]
    fn a_sale_lies_within_a_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-25");
        for (at, good) in [
            ("2026-11-25", true),
            ("2026-11-26", true),
            ("2026-11-27", false),
            ("2025-11-25", true),
            ("2025-11-24", false),
            ("+262142-12-31", false),
            ("-262143-01-01", false),
        ] {
            assert_eq!(may_be_missed(day(at), today), good, "{at}");
        }
    }
}
