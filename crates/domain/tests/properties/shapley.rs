//! Any paths: the short sum, and the textbook's over all coalitions.

use domain::attribution::{Ages, ReportModel};
use proptest::prelude::*;

use crate::models::{Walk, collected, credited, walk};

/// Shapley values of `v(T) = Σ_{S⊆T} R(S)`: what each player adds, over all coalitions of the others.
fn textbook(players: usize, walks: &[Walk], worth: fn(&Walk) -> f64) -> Vec<f64> {
    let mut brought = vec![0.0; 1 << players];
    for walk in walks {
        let set = walk.touches.iter().fold(0usize, |set, touch| set | 1 << touch);
        brought[set] += worth(walk);
    }
    let v: Vec<f64> = (0..1usize << players)
        .map(|coalition| (0..=coalition).filter(|set| set & coalition == *set).map(|set| brought[set]).sum())
        .collect();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    (0..players)
        .map(|player| {
            let others = (0..1usize << players).filter(|coalition| coalition >> player & 1 == 0);
            others
                .map(|coalition| {
                    let size = coalition.count_ones() as usize;
                    let weight = factorial(size) * factorial(players - size - 1) / factorial(players);
                    weight * (v[coalition | 1 << player] - v[coalition])
                })
                .sum()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Equal on up to ten channels, in conversions and in value.
    #[test]
    fn the_short_sum_is_the_sum_over_all_coalitions(
        (players, walks) in (1..=10u16).prop_flat_map(|n| (Just(usize::from(n)), prop::collection::vec(walk(n, 14), 1..30))),
    ) {
        let credits = credited(&collected(Ages::Kept, &walks), ReportModel::Shapley);
        let conversions = textbook(players, &walks, |walk| f64::from(walk.outcome.conversions));
        let value = textbook(players, &walks, |walk| walk.outcome.value);
        for player in 0..players {
            prop_assert!((credits[player].conversions - conversions[player]).abs() < 1e-8);
            prop_assert!((credits[player].value - value[player]).abs() < 1e-8);
        }
    }
}
