use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::feed::LANDMARK;
use crate::ids::{ProgramId, TermsId, TypedId};
use crate::reward::{Bonus, Measure, Period};

#[test]
fn means_are_in_thousandths() {
    let stars = Stars([1, 0, 0, 1, 1]);
    assert_eq!((stars.count(), stars.mean()), (3, Some(3_333)));
    assert_eq!(Stars([0, 0, 0, 1, 1]).mean(), Some(4_500));
    assert_eq!(Stars([0, 0, 1, 2, 0]).mean(), Some(3_667));
    // 10 · 4.2 of the prior and 10 of one product: (42 + 10) / 12.
    assert_eq!(Stars([0, 0, 0, 0, 2]).bayesian_mean(4_200), 4_333);
    assert_eq!(Stars::default().mean(), None);
    assert_eq!(Stars::default().prior(), PRIOR_THOUSANDTHS_STANDARD);
    assert_eq!(Stars::default().bayesian_mean(4_200), 4_200);
    assert_eq!(Stars([0, 0, 0, 0, 0]).bayesian_mean(i32::MAX), 5_000);
    assert_eq!(Stars([0, 0, 0, 0, 0]).bayesian_mean(-7), 1_000);
    assert_eq!(Stars([u32::MAX; 5]).bayesian_mean(3_000), 3_000);
}

#[test]
fn few_good_ratings_do_not_beat_many() {
    let (few, many) = (Stars([0, 0, 0, 0, 2]), Stars([0, 0, 0, 20, 180]));
    assert!(few.mean() > many.mean());
    assert!(few.bayesian_mean(4_000) < many.bayesian_mean(4_000));
}

/// Figures worked out by hand from the formula of the paper.
#[test]
fn wilsons_interval_is_the_known_one() {
    let close = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-6 && (b - d).abs() < 1e-6;
    assert!(close(wilson(0, 0), (0.0, 1.0)));
    assert!(close(wilson(1, 0), (0.206_549, 1.0)), "{:?}", wilson(1, 0));
    assert!(close(wilson(0, 1), (0.0, 0.793_451)), "{:?}", wilson(0, 1));
    assert!(close(wilson(5, 5), (0.236_593, 0.763_407)), "{:?}", wilson(5, 5));
    assert_eq!((helpfulness(0, 0), helpfulness(0, 9), helpfulness(1, 0)), (0, 0, 206_549));
    assert!(helpfulness(90, 10) > helpfulness(9, 1) && helpfulness(9, 1) > helpfulness(1, 0));
}

#[test]
fn only_a_kept_sale_of_the_product_before_the_words_makes_a_verified_buyer() {
    let product = |number| ProductId::from_uuid(Uuid::from_u128(number));
    let published = LANDMARK + TimeDelta::days(9);
    let good = Purchase {
        kind: ConversionKind::Sale,
        occurred_at: published,
        products: vec![product(1), product(2)],
        refunded: false,
    };
    let verified = |about: &[ProductId], purchase: &Purchase| {
        is_verified_buyer(about, published, std::slice::from_ref(purchase))
    };
    assert!(verified(&[product(2), product(3)], &good));
    assert!(verified(&[], &Purchase { products: Vec::new(), ..good.clone() }));
    assert!(!verified(&[product(3)], &good));
    assert!(!is_verified_buyer(&[], published, &[]));
    let spoil: [fn(&mut Purchase); 4] = [
        |purchase| purchase.kind = ConversionKind::Lead,
        |purchase| purchase.occurred_at += TimeDelta::milliseconds(1),
        |purchase| purchase.products.clear(),
        |purchase| purchase.refunded = true,
    ];
    for spoil in spoil {
        let mut purchase = good.clone();
        spoil(&mut purchase);
        assert!(!verified(&[product(1)], &purchase), "{purchase:?}");
    }
}

#[test]
fn who_is_paid_is_incentivised() {
    let terms = |minor| Terms {
        id: TermsId::from_uuid(Uuid::nil()),
        program: ProgramId::from_uuid(Uuid::nil()),
        version: 1,
        group: None,
        effective_from: LANDMARK,
        period: Period::Month,
        rules: Vec::new(),
        bonuses: vec![Bonus { name: "first".into(), measure: Measure::Sales, goal: 1, minor }],
        cap_per_order: None,
        cap_per_period: None,
    };
    assert!(!is_incentivised([], false) && is_incentivised([], true));
    assert!(!is_incentivised([&terms(0)], false) && is_incentivised([&terms(0), &terms(1)], false));
    assert_eq!(badges(true, true), [Badge::VerifiedBuyer, Badge::Incentivised]);
    assert_eq!(badges(false, true), [Badge::Incentivised]);
    assert_eq!(badges(false, false), []);
}

proptest! {
    #[test]
    fn the_bayesian_mean_lies_between_the_prior_and_the_mean(
        stars in prop::array::uniform5(0u32..1_000), prior in 1_000i32..=5_000,
    ) {
        let stars = Stars(stars);
        let (mean, bayesian) = (stars.mean().unwrap_or(prior), stars.bayesian_mean(prior));
        prop_assert!((prior.min(mean)..=prior.max(mean)).contains(&bayesian), "{prior} {bayesian} {mean}");
    }

    #[test]
    fn a_better_rating_never_lowers_the_mean(
        stars in prop::array::uniform5(0u32..1_000), prior in 1_000i32..=5_000, one in 0usize..4,
    ) {
        let with = |rated: usize| {
            let mut stars = stars;
            stars[rated] += 1;
            Stars(stars).bayesian_mean(prior)
        };
        prop_assert!(with(one) <= with(one + 1));
        prop_assert!(with(0) <= Stars(stars).bayesian_mean(prior) && Stars(stars).bayesian_mean(prior) <= with(4));
    }

    /// What is good for one side is bad for the other by as much.
    #[test]
    fn the_mean_has_two_sides(stars in prop::array::uniform5(0u32..1_000), prior in 1_000i32..=5_000) {
        let mut turned = stars;
        turned.reverse();
        let both = Stars(stars).bayesian_mean(prior) + Stars(turned).bayesian_mean(6_000 - prior);
        // Halves are rounded up on both sides.
        prop_assert!(both == 6_000 || both == 6_001, "{both}");
    }

    #[test]
    fn wilson_has_two_sides_around_the_share(helpful in any::<u32>(), unhelpful in any::<u32>()) {
        let (lower, upper) = wilson(helpful, unhelpful);
        let (turned_lower, turned_upper) = wilson(unhelpful, helpful);
        prop_assert!((lower + turned_upper - 1.0).abs() < 1e-12 && (upper + turned_lower - 1.0).abs() < 1e-12);
        let share = f64::from(helpful) / (f64::from(helpful) + f64::from(unhelpful)).max(1.0);
        prop_assert!(0.0 <= lower && lower <= share + 1e-12 && upper <= 1.0);
        prop_assert!(upper + 1e-12 >= share);
        prop_assert!((0..=1_000_000).contains(&helpfulness(helpful, unhelpful)));
    }

    #[test]
    fn a_vote_moves_helpfulness_its_way(helpful in 0u32..100_000, unhelpful in 0u32..100_000) {
        let now = wilson(helpful, unhelpful).0;
        prop_assert!(wilson(helpful + 1, unhelpful).0 > now);
        prop_assert!(wilson(helpful, unhelpful + 1).0 <= now);
        prop_assert!(helpfulness(helpful + 1, unhelpful) >= helpfulness(helpful, unhelpful));
        prop_assert!(helpfulness(helpful, unhelpful + 1) <= helpfulness(helpful, unhelpful));
    }
}
