//! Any pool.

use domain::commission::pool;
use domain::money::AMOUNT_MINOR_MAX;
use proptest::prelude::*;

fn shares() -> impl Strategy<Value = Vec<(u64, i64)>> {
    let weight = prop_oneof![1..=10u64, 1..=(1u64 << 41)];
    let earned = prop_oneof![0..=20i64, 0..=AMOUNT_MINOR_MAX];
    prop::collection::vec((weight, earned), 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::MONEY_CASES))]

    /// The parts sum to the pool, the pool is the weighted mean rounded HalfEven, and no part is a cent or
    /// more away from its exact share of it.
    #[test]
    fn pools_sum_and_follow_the_exact_products(shares in shares()) {
        let split = pool(&shares).unwrap();
        prop_assert_eq!(split.parts.iter().sum::<i64>(), split.pool);
        let whole: i128 = shares.iter().map(|(w, _)| i128::from(*w)).sum();
        let products: Vec<i128> = shares.iter().map(|(w, p)| i128::from(*w) * i128::from(*p)).collect();
        let sum: i128 = products.iter().sum();
        let away = (i128::from(split.pool) * whole - sum) * 2;
        prop_assert!(away.abs() < whole || (away.abs() == whole && split.pool % 2 == 0));
        for (part, product) in split.parts.iter().zip(&products) {
            prop_assert!((i128::from(*part) * sum - i128::from(split.pool) * product).abs() < sum.max(1));
        }
        let least = shares.iter().map(|(_, p)| *p).min().unwrap();
        let most = shares.iter().map(|(_, p)| *p).max().unwrap();
        prop_assert!((least..=most).contains(&split.pool));
    }
}

proptest! {
    /// Only proportions of weights count.
    #[test]
    fn scaling_every_weight_changes_nothing(shares in shares(), factor in 1..16u64) {
        let scaled: Vec<_> = shares.iter().map(|(weight, earned)| (weight * factor, *earned)).collect();
        prop_assert_eq!(pool(&scaled), pool(&shares));
    }

    /// Everybody at the same rate: the pool is that rate, whatever the weights.
    #[test]
    fn equal_rates_pay_that_rate(weights in prop::collection::vec(1..1_000u64, 1..20), earned in 0..=AMOUNT_MINOR_MAX) {
        let shares: Vec<_> = weights.into_iter().map(|weight| (weight, earned)).collect();
        prop_assert_eq!(pool(&shares).unwrap().pool, earned);
    }
}
