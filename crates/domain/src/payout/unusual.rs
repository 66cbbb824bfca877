//! A total that calls for a second look before it is paid.

use super::PauseReason;
use crate::money::Amount;

/// How many finished runs a total is compared with.
pub const RUNS_COMPARED: usize = 6;
/// With fewer finished runs than this there is nothing to compare with.
const RUNS_COMPARED_MIN: usize = 3;

/// What a tenant finds unusual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// No run of this currency may be larger without a second look; none: no limit.
    pub limit: Option<Amount>,
    /// Percent of the largest of the last [`RUNS_COMPARED`] runs above which a total is unusual.
    pub percent: i32,
}

/// Why a run's total is unusual, if it is. `before` has the totals of finished runs in the same currency, the latest
/// first, in minor units. A limit in another currency says nothing of it.
pub fn unusual(total: Amount, before: &[i64], caution: &Caution) -> Option<PauseReason> {
    let limit = caution.limit.filter(|limit| limit.currency == total.currency);
    if limit.is_some_and(|limit| total.minor > limit.minor) {
        return Some(PauseReason::AboveLimit);
    }
    let total = total.minor;
    let compared = &before[..before.len().min(RUNS_COMPARED)];
    let largest = compared.iter().max().filter(|_| compared.len() >= RUNS_COMPARED_MIN)?;
    let allowed = i128::from(*largest) * i128::from(caution.percent) / 100;
    (i128::from(total) > allowed).then_some(PauseReason::UnusualTotal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn a_total_is_unusual_above_the_limit_or_far_above_the_runs_before() {
        let gbp = |minor| Amount::new(minor, Currency::GBP);
        let caution = Caution { limit: Some(gbp(50_000)), percent: 300 };
        assert_eq!(unusual(gbp(50_000), &[], &caution), None);
        assert_eq!(unusual(gbp(50_001), &[], &caution), Some(PauseReason::AboveLimit));
        let yen = "JPY".parse().unwrap();
        assert_eq!(unusual(Amount::new(900_000, yen), &[], &caution), None, "a limit is in its currency");
        let free = Caution { limit: None, percent: 300 };
        assert_eq!(unusual(gbp(1_000_000), &[10, 10], &free), None, "two runs are no habit");
        assert_eq!(unusual(gbp(3_000), &[10, 1_000, 20], &free), None);
        assert_eq!(unusual(gbp(3_001), &[10, 1_000, 20], &free), Some(PauseReason::UnusualTotal));
        let long_ago = [10, 10, 10, 10, 10, 10, 1_000];
        assert_eq!(
            unusual(gbp(31), &long_ago, &free),
            Some(PauseReason::UnusualTotal),
            "only the latest six count"
        );
        assert_eq!(unusual(gbp(i64::MAX), &[i64::MAX; 3], &free), None);
    }
}
