//! Any paths through any channels, under every model of a report.

use domain::attribution::{
    Ages, Credit, Outcome, Path, Paths, ReportModel, ReportSetting, channel_weights, report,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Channels of a case.
pub const CHANNELS: u16 = 6;

/// A path as a test keeps it.
#[derive(Debug, Clone)]
pub struct Walk {
    pub touches: Vec<u16>,
    /// Descending.
    pub age_hours: Vec<f64>,
    pub outcome: Outcome,
}

/// A path of up to so many touches through the first `channels` channels.
pub fn walk(channels: u16, touches_max: usize) -> impl Strategy<Value = Walk> {
    let touch = (0..channels, 0.0..2_000.0f64);
    let counts = prop_oneof![Just((1u32, 0u32)), Just((0, 1)), (0..50u32, 0..50u32)];
    (prop::collection::vec(touch, 1..=touches_max), counts, 0.0..500.0f64).prop_map(
        |(mut touches, (conversions, nulls), value)| {
            touches.sort_by(|a, b| b.1.total_cmp(&a.1));
            let (touches, age_hours) = touches.into_iter().unzip();
            let value = if conversions > 0 { value } else { 0.0 };
            Walk { touches, age_hours, outcome: Outcome { conversions, nulls, value } }
        },
    )
}

fn walks() -> impl Strategy<Value = Vec<Walk>> {
    prop::collection::vec(walk(CHANNELS, 12), 1..25)
}

/// A collection of these, with all channels.
pub fn collected<'a>(ages: Ages, walks: impl IntoIterator<Item = &'a Walk>) -> Paths {
    let mut paths = Paths::new(ages).unwrap();
    for channel in 0..CHANNELS.max(10) {
        paths.channel(&format!("channel {channel}")).unwrap();
    }
    for walk in walks {
        let age_hours = if ages == Ages::Kept { walk.age_hours.as_slice() } else { &[] };
        paths.push(&Path { touches: &walk.touches, age_hours, outcome: walk.outcome }).unwrap();
    }
    paths
}

fn ages() -> impl Strategy<Value = Ages> {
    prop_oneof![Just(Ages::Kept), (0.0..500.0f64).prop_map(|gap_hours| Ages::Apart { gap_hours })]
}

/// The first two channels are affiliates', the last is direct.
fn setting(half_life_hours: f64) -> ReportSetting {
    let direct = (0..CHANNELS).map(|channel| channel == CHANNELS - 1).collect();
    ReportSetting { half_life_hours, affiliates: vec![true, true], direct }
}

pub fn credited(paths: &Paths, model: ReportModel) -> Vec<Credit> {
    report(paths, model, &setting(168.0)).unwrap()
}

fn near(one: &[Credit], other: &[Credit]) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()));
    let close = |a: &Credit, b: &Credit| close(a.conversions, b.conversions) && close(a.value, b.value);
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| close(a, b))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// All that came of the paths is credited, and nothing else: but for LAST_AFFILIATE_TOUCH, all of it.
    #[test]
    fn credits_sum_to_what_there_was(model in select(ReportModel::ALL), ages in ages(), walks in walks(), half_life in 0.1..9_000.0f64) {
        let paths = collected(ages, &walks);
        let credits = report(&paths, model, &setting(half_life)).unwrap();
        prop_assert!(credits.iter().all(|credit| credit.conversions >= 0.0 && credit.value >= 0.0));
        let counted: Vec<&Walk> = walks
            .iter()
            .filter(|walk| model != ReportModel::LastAffiliateTouch || walk.touches.iter().any(|touch| *touch < 2))
            .collect();
        let mut there = Credit::default();
        for walk in counted {
            there.conversions += f64::from(walk.outcome.conversions);
            there.value += walk.outcome.value;
        }
        let sum = credits.iter().fold(Credit::default(), |sum, credit| Credit {
            conversions: sum.conversions + credit.conversions,
            value: sum.value + credit.value,
        });
        prop_assert!(near(&[sum], &[there]), "{:?} {:?}", sum, there);
    }

    /// Where every path has one touch, all models say the same.
    #[test]
    fn single_touches_agree_under_all_models(ages in ages(), walks in prop::collection::vec(walk(2, 1), 1..25)) {
        let same_worth = walks.into_iter().map(|walk| Walk {
            // MARKOV gives value as it gives conversions: here each conversion is worth the same.
            outcome: Outcome { value: f64::from(walk.outcome.conversions) * 3.0, ..walk.outcome },
            ..walk
        });
        let walks: Vec<Walk> = same_worth.collect();
        let paths = collected(ages, &walks);
        let last = credited(&paths, ReportModel::LastTouch);
        for model in ReportModel::ALL {
            let credits = credited(&paths, *model);
            prop_assert!(near(&credits, &last), "{} {:?} {:?}", model, credits, last);
        }
    }

    /// In whatever order paths are added, the report is the same; exactly so under MARKOV, but for the value's sum.
    #[test]
    fn order_of_paths_does_not_matter(
        model in select(ReportModel::ALL), ages in ages(), (walks, shuffled) in walks().prop_flat_map(|w| (Just(w.clone()), Just(w).prop_shuffle())),
    ) {
        let (one, other) = (credited(&collected(ages, &walks), model), credited(&collected(ages, &shuffled), model));
        prop_assert!(near(&one, &other));
        if model == ReportModel::Markov {
            let conversions = |credits: &[Credit]| credits.iter().map(|credit| credit.conversions).collect::<Vec<_>>();
            prop_assert_eq!(conversions(&one), conversions(&other));
        }
    }

    /// One row of many walks is as good as many rows of one.
    #[test]
    fn aggregated_or_not_is_the_same(model in select(ReportModel::ALL), walks in walks()) {
        let single = |walk: &Walk| {
            let Outcome { conversions, nulls, value } = walk.outcome;
            let converted = Outcome { conversions: 1, nulls: 0, value: value / f64::from(conversions.max(1)) };
            let lost = Outcome { conversions: 0, nulls: 1, value: 0.0 };
            let outcomes = (0..conversions).map(move |_| converted).chain((0..nulls).map(move |_| lost));
            outcomes.map(|outcome| Walk { outcome, ..walk.clone() }).collect::<Vec<_>>()
        };
        let many: Vec<Walk> = walks.iter().flat_map(single).collect();
        prop_assert!(near(
            &credited(&collected(Ages::Kept, &walks), model), &credited(&collected(Ages::Kept, &many), model),
        ));
    }

    /// A path that is older as a whole is credited the same.
    #[test]
    fn only_differences_of_time_count(model in select(ReportModel::ALL), walks in walks(), older in 0.0..1_000_000.0f64) {
        let moved: Vec<Walk> = walks
            .iter()
            .map(|walk| Walk { age_hours: walk.age_hours.iter().map(|age| age + older).collect(), ..walk.clone() })
            .collect();
        prop_assert!(near(
            &credited(&collected(Ages::Kept, &walks), model), &credited(&collected(Ages::Kept, &moved), model),
        ));
    }

    /// Walks that came to nothing change MARKOV alone.
    #[test]
    fn nulls_are_for_markov_alone(model in select(ReportModel::ALL), walks in walks()) {
        prop_assume!(model != ReportModel::Markov);
        let without: Vec<Walk> = walks
            .iter()
            .map(|walk| Walk { outcome: Outcome { nulls: 0, ..walk.outcome }, ..walk.clone() })
            .collect();
        prop_assert_eq!(credited(&collected(Ages::Kept, &walks), model), credited(&collected(Ages::Kept, &without), model));
    }

    /// Touches as far apart as they are taken to be weigh the same, known or not.
    #[test]
    fn ages_known_or_taken_agree(walks in walks(), gap_hours in 0.0..500.0f64) {
        let aged: Vec<Walk> = walks
            .iter()
            .map(|walk| Walk {
                age_hours: (0..walk.touches.len()).rev().map(|back| back as f64 * gap_hours).collect(),
                ..walk.clone()
            })
            .collect();
        let known = credited(&collected(Ages::Kept, &aged), ReportModel::TimeDecay);
        let taken = credited(&collected(Ages::Apart { gap_hours }, &aged), ReportModel::TimeDecay);
        prop_assert!(near(&known, &taken));
    }

    /// Whole weights sum to 2²⁴, none is zero, and each is less than one from its exact part, but for what the
    /// smallest are given.
    #[test]
    fn weights_are_whole_and_near_their_parts(parts in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0f64, 0.0..1e9f64], 1..60)) {
        prop_assume!(parts.iter().any(|part| *part > 0.0));
        let weights = channel_weights(&parts).unwrap();
        prop_assert_eq!(weights.len(), parts.len());
        prop_assert_eq!(weights.iter().map(|weight| u64::from(*weight)).sum::<u64>(), 1 << 24);
        let whole: f64 = parts.iter().sum();
        let given = parts.len() as f64;
        for (weight, part) in weights.iter().zip(&parts) {
            prop_assert!(*weight >= 1);
            let exact = part / whole * f64::from(1u32 << 24);
            prop_assert!(f64::from(*weight) < exact + 1.001 && f64::from(*weight) > exact - 1.001 - given);
        }
    }
}
