//! Any chain: solved at once, and with each channel taken out by hand.

use domain::attribution::{Ages, Markov};
use proptest::prelude::*;

use crate::models::{Walk, collected, walk};

const CHANNELS: usize = 8;
/// More rounds than any case needs to be still.
const ROUNDS_MAX: usize = 200_000;

/// The chance of a conversion from the start, step after step until nothing moves, with `removed` leading to null.
fn walked(walks: &[Walk], removed: Option<u16>) -> f64 {
    // From the start, in the last row, and from each channel: to each channel, to a conversion, to null.
    let mut steps = vec![vec![0.0; CHANNELS + 2]; CHANNELS + 1];
    for Walk { touches, outcome, .. } in walks {
        let (conversions, nulls) = (f64::from(outcome.conversions), f64::from(outcome.nulls));
        let mut from = CHANNELS;
        for touch in touches {
            steps[from][usize::from(*touch)] += conversions + nulls;
            from = usize::from(*touch);
        }
        steps[from][CHANNELS] += conversions;
        steps[from][CHANNELS + 1] += nulls;
    }
    let mut at = [0.0; CHANNELS + 1];
    at[CHANNELS] = 1.0;
    let mut converted = 0.0;
    for _ in 0..ROUNDS_MAX {
        let mut next = [0.0; CHANNELS + 1];
        for (from, here) in at.iter().enumerate() {
            let out: f64 = steps[from].iter().sum();
            // Whoever is at the channel that is taken out is lost.
            if *here == 0.0 || out == 0.0 || removed.is_some_and(|channel| usize::from(channel) == from) {
                continue;
            }
            converted += here * steps[from][CHANNELS] / out;
            for to in 0..CHANNELS {
                next[to] += here * steps[from][to] / out;
            }
        }
        at = next;
        if at.iter().sum::<f64>() < 1e-15 {
            break;
        }
    }
    converted
}

fn walks() -> impl Strategy<Value = Vec<Walk>> {
    prop::collection::vec(walk(CHANNELS as u16, 9), 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// The base is conversions in all walks, and each removal effect what is lost when the channel is taken out.
    #[test]
    fn solving_equals_removing_each_channel_by_hand(walks in walks()) {
        let markov = Markov::of(&collected(Ages::Kept, &walks));
        let base = walked(&walks, None);
        prop_assert!((markov.base - base).abs() < 1e-9, "{} {}", markov.base, base);
        for channel in 0..CHANNELS as u16 {
            let lost = if base > 0.0 { (base - walked(&walks, Some(channel))) / base } else { 0.0 };
            let effect = markov.removal_effects[usize::from(channel)];
            prop_assert!((effect - lost).abs() < 1e-9, "channel {channel}: {effect} {lost}");
        }
    }

    /// The base probability is that of the rows.
    #[test]
    fn the_base_is_conversions_in_all_walks(walks in walks()) {
        let markov = Markov::of(&collected(Ages::Kept, &walks));
        let sum = |count: fn(&Walk) -> u32| walks.iter().map(|walk| u64::from(count(walk))).sum::<u64>();
        let (conversions, nulls) = (sum(|walk| walk.outcome.conversions), sum(|walk| walk.outcome.nulls));
        let base = if conversions == 0 { 0.0 } else { conversions as f64 / (conversions + nulls) as f64 };
        prop_assert_eq!(markov.base, base);
    }

    /// Staying at a channel is no step: who repeats a touch has as good a chance as before.
    #[test]
    fn repeats_in_a_row_leave_no_trace(walks in walks()) {
        let once: Vec<Walk> = walks
            .iter()
            .map(|walk| {
                let mut walk = walk.clone();
                walk.touches.dedup();
                walk.age_hours.truncate(walk.touches.len());
                walk
            })
            .collect();
        prop_assert_eq!(Markov::of(&collected(Ages::Kept, &walks)), Markov::of(&collected(Ages::Kept, &once)));
    }
}
