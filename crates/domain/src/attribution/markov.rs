//! MARKOV: what each channel's removal would cost, from the chain of all paths solved exactly. Source: DESIGN §5.
//!
//! The chain goes from the start through channels to a conversion or to null, each step with the frequency it was
//! taken. With `Q` the steps between channels and `r` those to a conversion, `P = (I−Q)⁻¹ r` is the chance of a
//! conversion from each. It is solved on counts, `(D−C) h = c`, by elimination that never subtracts (Grassmann,
//! Taksar and Heyman, 1985): a pivot is the sum of what leaves a channel, not one less what stays. So nothing cancels,
//! however long walkers go in circles. Steps from a channel to itself leave no trace in it, as they should: a
//! walker who stays has as good a chance as before.

use super::paths::Paths;

/// The chain's answers. Reports only: money is paid from published weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Markov {
    /// The chance that a path from the start ends in a conversion: conversions in all walks.
    pub base: f64,
    /// For each channel the part of conversions that is lost when all who come to it go to null instead: 0 to 1.
    pub removal_effects: Vec<f64>,
}

impl Markov {
    /// Solves the chain of these paths. Paths with neither conversions nor nulls say nothing.
    pub fn of(paths: &Paths) -> Markov {
        Chain::count(paths).solve()
    }

    /// The removal effects as parts of one; all zero where there is no conversion.
    pub fn parts(&self) -> Vec<f64> {
        let sum: f64 = self.removal_effects.iter().sum();
        self.removal_effects.iter().map(|effect| if sum > 0.0 { effect / sum } else { 0.0 }).collect()
    }
}

/// How often each step was taken. Whole numbers below 2⁵³, so the order of paths leaves no trace.
struct Chain {
    channels: usize,
    /// From the start to each channel.
    starts: Vec<f64>,
    /// From each channel (row) to each.
    steps: Vec<f64>,
    conversions: Vec<f64>,
    nulls: Vec<f64>,
}

impl Chain {
    fn count(paths: &Paths) -> Chain {
        let channels = paths.channels().len();
        let mut starts = vec![0u64; channels];
        let mut steps = vec![0u64; channels * channels];
        let mut conversions = vec![0u64; channels];
        let mut nulls = vec![0u64; channels];
        for path in paths.iter() {
            let walks = u64::from(path.outcome.conversions) + u64::from(path.outcome.nulls);
            let [first, rest @ ..] = path.touches else { continue };
            starts[usize::from(*first)] += walks;
            let mut at = usize::from(*first);
            for touch in rest {
                let to = usize::from(*touch);
                steps[at * channels + to] += walks;
                at = to;
            }
            conversions[at] += u64::from(path.outcome.conversions);
            nulls[at] += u64::from(path.outcome.nulls);
        }
        let exact = |counts: Vec<u64>| counts.into_iter().map(|count| count as f64).collect();
        let (starts, steps) = (exact(starts), exact(steps));
        Chain { channels, starts, steps, conversions: exact(conversions), nulls: exact(nulls) }
    }

    fn solve(mut self) -> Markov {
        let conversions: f64 = self.conversions.iter().sum();
        let walks = conversions + self.nulls.iter().sum::<f64>();
        if conversions == 0.0 {
            return Markov { base: 0.0, removal_effects: vec![0.0; self.channels] };
        }
        let pivots = self.eliminate();
        let chances = self.chances(&pivots);
        let visits = self.visits(&pivots);
        // Whoever comes to a channel at all comes first: visits are shares of returns. From there the walker converts
        // by the channel's chance, and all of that is lost.
        let removal_effects = (0..self.channels)
            .map(|channel| {
                let comes = visits[channel] / self.returns(&pivots, channel);
                (comes * chances[channel] / conversions).min(1.0)
            })
            .collect();
        Markov { base: conversions / walks, removal_effects }
    }

    /// Takes one channel after the other out of the chain, its steps given to those who lead to it. Leaves the upper
    /// factor's negative in the upper triangle of `steps`, the lower one's below; `conversions` are those that
    /// remain when all earlier channels are out. Returns the pivots.
    fn eliminate(&mut self) -> Vec<f64> {
        let n = self.channels;
        let mut pivots = vec![1.0; n];
        for k in 0..n {
            let (above, below) = self.steps.split_at_mut((k + 1) * n);
            let row = &above[k * n..];
            let out = row[k + 1..].iter().sum::<f64>() + self.conversions[k] + self.nulls[k];
            // Nobody was ever here.
            if out == 0.0 {
                continue;
            }
            pivots[k] = out;
            let (conversions, nulls) = (self.conversions[k], self.nulls[k]);
            for (other, steps) in below.chunks_exact_mut(n).enumerate().map(|(at, steps)| (k + 1 + at, steps))
            {
                let factor = steps[k] / out;
                steps[k] = factor;
                if factor == 0.0 {
                    continue;
                }
                for (to, from) in steps[k + 1..].iter_mut().zip(&row[k + 1..]) {
                    *to += factor * from;
                }
                self.conversions[other] += factor * conversions;
                self.nulls[other] += factor * nulls;
            }
        }
        pivots
    }

    /// The chance of a conversion from each channel.
    fn chances(&self, pivots: &[f64]) -> Vec<f64> {
        let mut chances = vec![0.0; self.channels];
        self.back_substitute(pivots, &self.conversions, &mut chances, 0);
        chances
    }

    /// Walks that pass each channel, counted as often as they pass, in parts of the channel's own count.
    fn visits(&self, pivots: &[f64]) -> Vec<f64> {
        let n = self.channels;
        let mut visits = self.starts.clone();
        for k in 0..n {
            visits[k] /= pivots[k];
            let passed = visits[k];
            for (to, steps) in visits[k + 1..].iter_mut().zip(&self.steps[k * n + k + 1..(k + 1) * n]) {
                *to += passed * steps;
            }
        }
        for k in (0..n).rev() {
            let passed = visits[k];
            for (to, factor) in visits[..k].iter_mut().zip(&self.steps[k * n..k * n + k]) {
                *to += factor * passed;
            }
        }
        visits
    }

    /// How often who is at a channel is there from now on, in parts of the channel's own count: the inverse's diagonal.
    fn returns(&self, pivots: &[f64], channel: usize) -> f64 {
        let n = self.channels;
        let mut right = vec![0.0; n];
        right[channel] = 1.0;
        for at in channel + 1..n {
            let factors = &self.steps[at * n + channel..at * n + at];
            right[at] = factors.iter().zip(&right[channel..at]).map(|(factor, r)| factor * r).sum();
        }
        let mut solved = vec![0.0; n];
        self.back_substitute(pivots, &right, &mut solved, channel);
        solved[channel]
    }

    /// Solves the upper factor for `right`, from the last channel down to `least`.
    fn back_substitute(&self, pivots: &[f64], right: &[f64], solved: &mut [f64], least: usize) {
        let n = self.channels;
        for k in (least..n).rev() {
            let steps = &self.steps[k * n + k + 1..(k + 1) * n];
            let onward: f64 = steps.iter().zip(&solved[k + 1..]).map(|(step, chance)| step * chance).sum();
            solved[k] = (right[k] + onward) / pivots[k];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::paths::{Ages, Outcome, Path};
    use super::*;

    fn paths(rows: &[(&str, u32, u32)]) -> Paths {
        let mut paths = Paths::new(Ages::Apart { gap_hours: 24.0 }).unwrap();
        for (path, conversions, nulls) in rows {
            let touches: Vec<_> = path.split('>').map(|name| paths.channel(name).unwrap()).collect();
            let outcome = Outcome { conversions: *conversions, nulls: *nulls, value: 0.0 };
            paths.push(&Path { touches: &touches, age_hours: &[], outcome }).unwrap();
        }
        paths
    }

    fn near(ours: &[f64], theirs: &[f64]) {
        assert_eq!(ours.len(), theirs.len());
        assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 1e-12), "{ours:?} {theirs:?}");
    }

    /// By hand. A>B converts once, A once not, B>A converts once. From A: B ⅓, conversion ⅓, null ⅓. From B: A ½,
    /// conversion ½. a = ⅓ + b/3 and b = ½ + a/2, so a = 3/5, b = 4/5. Starts: A ⅔, B ⅓, so P = ⅔. Without A only a
    /// start at B counts, with ½: P = 1/6, lost ¾. Without B a start at A counts, with ⅓: P = 2/9, lost ⅔.
    #[test]
    fn three_walks_by_hand() {
        let markov = Markov::of(&paths(&[("A>B", 1, 0), ("A", 0, 1), ("B>A", 1, 0)]));
        near(&[markov.base], &[2.0 / 3.0]);
        near(&markov.removal_effects, &[3.0 / 4.0, 2.0 / 3.0]);
        near(&markov.parts(), &[9.0 / 17.0, 8.0 / 17.0]);
    }

    #[test]
    fn a_channel_that_all_pass_takes_everything_with_it() {
        let markov = Markov::of(&paths(&[("A>B", 3, 1), ("C>B>B>C>B", 2, 7)]));
        near(&[markov.base], &[5.0 / 13.0]);
        assert!((markov.removal_effects[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn channels_that_only_lead_to_nothing_have_no_effect() {
        let markov = Markov::of(&paths(&[("A", 4, 1), ("B", 0, 9), ("C", 0, 0)]));
        near(&markov.removal_effects, &[1.0, 0.0, 0.0]);
        near(&markov.parts(), &[1.0, 0.0, 0.0]);
        let nothing = Markov::of(&paths(&[("A", 0, 1)]));
        assert_eq!((nothing.base, nothing.parts()), (0.0, vec![0.0]));
    }

    /// Walkers who go in circles a hundred million times: a solver that subtracts would be off by 1e-8.
    #[test]
    fn circles_cost_no_digits() {
        let circle: Vec<&str> = ["A", "B"].into_iter().cycle().take(20_001).collect();
        let rows = [(circle.join(">"), 0, 10_000), ("A".to_owned(), 1, 0)];
        let rows: Vec<_> = rows.iter().map(|(path, c, n)| (path.as_str(), *c, *n)).collect();
        let markov = Markov::of(&paths(&rows));
        assert!((markov.base * 10_001.0 - 1.0).abs() < 1e-14);
        // All begin at A, which leaves as often to B as B comes back, or ends: without B one in 1e8 + 10,001 converts.
        assert!((markov.removal_effects[0] - 1.0).abs() < 1e-14);
        let without = 1.0 / (1e8 + 10_001.0);
        assert!((markov.removal_effects[1] - (1.0 - without * 10_001.0)).abs() < 1e-14);
    }
}
