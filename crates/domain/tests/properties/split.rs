//! Any sum and any shares of it.

use domain::money::{AMOUNT_MINOR_MAX, split};
use proptest::prelude::*;

fn shares() -> impl Strategy<Value = Vec<i128>> {
    let share = prop_oneof![0..=3i128, 0..=10_000i128, 0..=(1i128 << 80)];
    prop::collection::vec(share, 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::MONEY_CASES))]

    /// The parts sum to what is split, none is below zero, none a minor unit or more away from its exact share, and
    /// who has no share gets nothing.
    #[test]
    fn splits_sum_and_never_go_below_zero(total in prop_oneof![0..=30i64, 0..=AMOUNT_MINOR_MAX], shares in shares()) {
        let whole: i128 = shares.iter().sum();
        let Ok(parts) = split(total, &shares) else {
            prop_assert!(whole == 0 && total > 0);
            return Ok(());
        };
        prop_assert_eq!(parts.len(), shares.len());
        prop_assert_eq!(parts.iter().sum::<i64>(), total);
        for (part, share) in parts.iter().zip(&shares) {
            prop_assert!(*part >= 0);
            prop_assert!((i128::from(*part) * whole - i128::from(total) * share).abs() < whole.max(1));
            prop_assert!(*share > 0 || *part == 0);
        }
    }
}
