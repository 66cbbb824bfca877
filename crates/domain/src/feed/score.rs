//! The score of a moment: forward exponential decay, kept as its base-2 logarithm. Source: DESIGN §6.
//!
//! `S = 2^((t_pub − L)/H) + Σ w · 2^((t_e − L)/H)`. Time alone changes no score: everything that happens later weighs more
//! from the start. Floats are allowed here: no money is near.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::ids::MomentId;
use crate::text_enum;

/// The landmark `L` all ages are counted from: 2026-01-01T00:00Z. Changing it would change every stored score.
pub const LANDMARK: DateTime<Utc> = match DateTime::from_timestamp(1_767_225_600, 0) {
    Some(landmark) => landmark,
    None => DateTime::UNIX_EPOCH,
};
/// The half-life `H`: 24 hours.
pub const HALF_LIFE_HOURS: i64 = 24;
/// What an attributed conversion adds to the moments on its path.
pub const CONVERSION_WEIGHT: f64 = 20.0;
/// How much more a moment of a verified buyer counts.
pub const VERIFIED_BUYER_TRUST: f64 = 1.25;

text_enum! {
    /// What somebody did with a moment.
    pub enum Engagement {
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
    }
}

impl Engagement {
    /// What it adds to a moment's score. Being seen adds nothing: it follows from the rank.
    pub const fn weight(self) -> f64 {
        match self {
            Engagement::View => 0.0,
            Engagement::Like => 1.0,
            Engagement::Comment => 2.0,
            Engagement::Save | Engagement::Share => 3.0,
            Engagement::ProductClick => 4.0,
        }
    }
}

/// Half-lives from the landmark to `at`, to the millisecond; negative before it.
fn half_lives(at: DateTime<Utc>) -> f64 {
    let half_life_ms = (HALF_LIFE_HOURS * 3_600_000) as f64;
    (at - LANDMARK).num_milliseconds() as f64 / half_life_ms
}

/// `log2 S` of a moment nobody has met yet: `(t_pub − L)/H`.
pub fn initial(published_at: DateTime<Utc>) -> f64 {
    half_lives(published_at)
}

/// `log2 (weight · 2^((at − L)/H))`: one term of the sum. None for what adds nothing.
fn term(weight: f64, at: DateTime<Utc>) -> Option<f64> {
    (weight > 0.0 && weight.is_finite()).then(|| weight.log2() + half_lives(at))
}

/// `log2 (2^log_score + 2^increment)`, without leaving the logarithm.
///
/// In SQL, where a power that vanishes is an error, with `h` the higher and `l` the lower of the two:
/// `h + ln(1 + power(2, greatest(l - h, -1000)))/ln(2)`; that differs from this by less than a rounding of the result.
///
/// One addition is off by half a unit of the last place of the result: with `log2 S` from 256 to 512, which is from September
/// 2026 to May 2027, 2.8e-14, or a relative 2e-14 of S. What was off before loses its weight with what it was a part of, so
/// that the additions of the last days count. A batch is one addition for each moment.
pub fn merge(log_score: f64, increment: f64) -> f64 {
    let (high, low) = if log_score >= increment { (log_score, increment) } else { (increment, log_score) };
    high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
}

/// `log2 (S + weight · 2^((at − L)/H))`, without leaving the logarithm.
///
/// The order of the events makes no difference beyond rounding; a weight of zero or less adds nothing.
pub fn add(log_score: f64, weight: f64, at: DateTime<Utc>) -> f64 {
    term(weight, at).map_or(log_score, |increment| merge(log_score, increment))
}

/// The key a feed is ordered by: `log2 S + log2 trust`.
pub fn rank(log_score: f64, verified_buyer: bool) -> f64 {
    if verified_buyer { log_score + VERIFIED_BUYER_TRUST.log2() } else { log_score }
}

/// What a batch adds to the scores of its moments, gathered so that each moment is changed once.
#[derive(Debug, Clone, Default)]
pub struct Increments(BTreeMap<MomentId, Vec<f64>>);

impl Increments {
    /// Something of this weight happened to a moment: [`Engagement::weight`] or [`CONVERSION_WEIGHT`].
    pub fn count(&mut self, moment: MomentId, weight: f64, at: DateTime<Utc>) {
        if let Some(term) = term(weight, at) {
            self.0.entry(moment).or_default().push(term);
        }
    }

    /// For each moment the logarithm to [`merge`] into its own; moments that only were seen are not among them.
    ///
    /// To the bit the same in whatever order they were counted: the terms are added from the least up. Moments come in
    /// the order of their ids; who locks their rows in this order waits for nobody who does the same.
    pub fn sums(self) -> BTreeMap<MomentId, f64> {
        self.0.into_iter().filter_map(|(moment, terms)| Some((moment, sum(terms)?))).collect()
    }
}

/// `log2 Σ 2^term`. None of nothing.
fn sum(mut terms: Vec<f64>) -> Option<f64> {
    terms.sort_unstable_by(f64::total_cmp);
    let greatest = *terms.last()?;
    let scaled: f64 = terms.iter().map(|term| (term - greatest).exp2()).sum();
    Some(greatest + scaled.log2())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    const CLOSE: f64 = 1e-9;

    #[test]
    fn a_day_is_worth_twice() {
        assert_eq!(LANDMARK.to_rfc3339(), "2026-01-01T00:00:00+00:00");
        assert_eq!(initial(LANDMARK), 0.0);
        assert_eq!(initial(LANDMARK + TimeDelta::days(3)), 3.0);
        assert_eq!(initial(LANDMARK - TimeDelta::hours(12)), -0.5);
        // A like one day after publication counts twice the publication: S = 1 + 2.
        let liked = add(initial(LANDMARK), Engagement::Like.weight(), LANDMARK + TimeDelta::days(1));
        assert!((liked - 3f64.log2()).abs() < CLOSE);
    }

    #[test]
    fn weights_are_those_of_the_design() {
        let weights: Vec<f64> = Engagement::ALL.iter().map(|engagement| engagement.weight()).collect();
        assert_eq!(weights, [0.0, 1.0, 2.0, 3.0, 3.0, 4.0]);
        assert_eq!(CONVERSION_WEIGHT, 20.0);
        assert_eq!(add(5.0, 0.0, LANDMARK), 5.0);
        for nothing in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(add(5.0, nothing, LANDMARK), 5.0);
        }
        assert!((rank(1.0, true) - (1.0 + 1.25f64.log2())).abs() < CLOSE);
        assert_eq!(rank(1.0, false), 1.0);
    }

    #[test]
    fn far_years_neither_overflow_nor_vanish() {
        let old = initial(DateTime::UNIX_EPOCH);
        let later = LANDMARK + TimeDelta::days(365 * 200);
        let score = add(old, 3.0, later);
        assert!(score.is_finite());
        assert!((score - (3f64.log2() + 365.0 * 200.0)).abs() < 1e-6);
        assert_eq!(add(score, 1.0, DateTime::UNIX_EPOCH), score);
    }

    #[test]
    fn a_batch_of_nothing_but_views_changes_no_score() {
        let mut increments = Increments::default();
        increments.count(MomentId::from_uuid(Uuid::from_u128(1)), Engagement::View.weight(), LANDMARK);
        assert!(increments.sums().is_empty());
    }

    proptest! {
        /// Replaying events in any order gives the incremental score, and both give the sum of DESIGN §6.
        #[test]
        fn the_order_of_events_makes_no_difference(
            events in prop::collection::vec((0usize..Engagement::ALL.len(), 0i64..30 * 24 * 3600), 1..40),
            seed in any::<u64>(),
        ) {
            let at = |seconds: i64| LANDMARK + TimeDelta::seconds(seconds);
            let score = |events: &[(usize, i64)]| events.iter().fold(initial(LANDMARK), |score, (kind, seconds)| {
                add(score, Engagement::ALL[*kind].weight(), at(*seconds))
            });
            let mut shuffled = events.clone();
            shuffled.sort_by_key(|(kind, seconds)| (*seconds as u64 ^ seed).wrapping_mul(*kind as u64 + 7));
            prop_assert!((score(&events) - score(&shuffled)).abs() < CLOSE);
            let sum: f64 = events.iter()
                .map(|(kind, seconds)| Engagement::ALL[*kind].weight() * (*seconds as f64 / 86_400.0).exp2())
                .sum();
            prop_assert!((score(&events) - (1.0 + sum).log2()).abs() < CLOSE);
        }

        /// To the bit: the increments of a batch do not depend on the order in it.
        #[test]
        fn a_batch_has_no_order(
            events in prop::collection::vec((0u128..3, 0.5f64..20.0, 0i64..400 * 24 * 3600), 1..60)
                .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        ) {
            let sums = |events: &[(u128, f64, i64)]| {
                let mut increments = Increments::default();
                for (moment, weight, seconds) in events {
                    let moment = MomentId::from_uuid(Uuid::from_u128(*moment));
                    increments.count(moment, *weight, LANDMARK + TimeDelta::seconds(*seconds));
                }
                increments.sums().into_iter().map(|(moment, sum)| (moment, sum.to_bits())).collect::<Vec<_>>()
            };
            prop_assert_eq!(sums(&events.0), sums(&events.1));
        }

        #[test]
        fn more_engagement_never_ranks_lower(score in -1e4f64..1e4, weight in 0.0f64..100.0, days in -9_000i64..9_000) {
            prop_assert!(add(score, weight, LANDMARK + TimeDelta::days(days)) >= score);
        }
    }
}
