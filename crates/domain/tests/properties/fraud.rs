//! Any findings.

use domain::fraud::{Evidence, Finding, SCORE_MAX, Signal, score};
use proptest::prelude::*;

fn findings() -> impl Strategy<Value = Vec<Finding>> {
    let finding = (prop::sample::select(Signal::ALL), prop_oneof![1..=SCORE_MAX, any::<i32>()]);
    let finding = finding.prop_map(|(signal, points)| Finding {
        signal,
        points,
        evidence: Evidence::Disposable { disposable: true },
    });
    prop::collection::vec(finding, 0..30)
}

proptest! {
    /// A score is never below zero nor above the highest, and one more finding never lowers it; their order makes no
    /// difference.
    #[test]
    fn a_score_is_bounded_and_grows_with_what_is_found(all in findings(), cut in 0usize..30) {
        let whole = score(&all);
        prop_assert!((0..=SCORE_MAX).contains(&whole));
        let part = score(&all[..cut.min(all.len())]);
        prop_assert!(part <= whole);
        let back: Vec<Finding> = all.iter().rev().cloned().collect();
        prop_assert_eq!(score(&back), whole);
        prop_assert_eq!(whole > 0, all.iter().any(|found| found.points > 0));
    }
}
