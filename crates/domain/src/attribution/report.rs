//! What each channel earns under every model. Reports only: these are fractions, and money never is one.

use super::markov::Markov;
use super::paths::{Path, Paths};
use super::shapley;

crate::text_enum! {
    /// The models of a channel report.
    pub enum ReportModel {
        /// All on the first touch.
        FirstTouch = "FIRST_TOUCH",
        /// All on the last touch.
        LastTouch = "LAST_TOUCH",
        /// All on the last touch of an affiliate; on nobody where there is none.
        LastAffiliateTouch = "LAST_AFFILIATE_TOUCH",
        /// All on the last touch that is not direct; on direct where there is nothing else.
        LastNonDirect = "LAST_NON_DIRECT",
        /// The same on each touch.
        Linear = "LINEAR",
        /// 40 % first, 40 % last, 20 % shared by those between; one touch all, two half each.
        Position = "POSITION",
        /// Half as much for every half-life of age.
        TimeDecay = "TIME_DECAY",
        /// By what is lost without the channel.
        Markov = "MARKOV",
        /// By what the channel adds to every coalition.
        Shapley = "SHAPLEY",
    }
}

/// What one channel is credited with.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Credit {
    /// In conversions.
    pub conversions: f64,
    /// In the unit of the paths' values.
    pub value: f64,
}

impl Credit {
    pub(super) fn add(&mut self, more: Credit) {
        self.conversions += more.conversions;
        self.value += more.value;
    }
}

/// What a report must know beside the paths.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportSetting {
    /// Half-life of TIME_DECAY in hours, above zero.
    pub half_life_hours: f64,
    /// For each channel whether it is an affiliate's; one that is missing is not.
    pub affiliates: Vec<bool>,
    /// For each channel whether it is direct traffic; one that is missing is not.
    pub direct: Vec<bool>,
}

/// Why a report cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The half-life is no number above zero.
    #[error("the half-life must be a number of hours above zero")]
    HalfLife,
}

impl NoteError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            NoteError::HalfLife => "HALF_LIFE_OUT_OF_RANGE",
        }
    }
}

/// Credits every channel, in the order of [`Paths::channels`], under one model. Together they are all conversions and
/// all value of the paths, but for LAST_AFFILIATE_TOUCH, which leaves out paths without an affiliate.
/// Errors: [`NoteError::HalfLife`]. Source: DESIGN §5.
pub fn report(paths: &Paths, model: ReportModel, setting: &ReportSetting) -> Result<Vec<Credit>, NoteError> {
    let marked = |marks: &[bool], channel: u16| marks.get(usize::from(channel)).copied().unwrap_or(false);
    Ok(match model {
        ReportModel::FirstTouch => one_each(paths, |path| path.touches.first().copied()),
        ReportModel::LastTouch => one_each(paths, |path| path.touches.last().copied()),
        ReportModel::LastAffiliateTouch => one_each(paths, |path| {
            path.touches.iter().rev().copied().find(|channel| marked(&setting.affiliates, *channel))
        }),
        ReportModel::LastNonDirect => one_each(paths, |path| {
            let other = path.touches.iter().rev().copied().find(|channel| !marked(&setting.direct, *channel));
            other.or_else(|| path.touches.last().copied())
        }),
        ReportModel::Linear => linear(paths),
        ReportModel::Position => position(paths),
        ReportModel::TimeDecay => {
            if !setting.half_life_hours.is_finite() || setting.half_life_hours <= 0.0 {
                return Err(NoteError::HalfLife);
            }
            match paths.gap_hours() {
                Some(gap_hours) => decay_apart(paths, (gap_hours / setting.half_life_hours).min(f64::MAX)),
                None => decay_kept(paths, setting.half_life_hours),
            }
        }
        ReportModel::Markov => markov(paths, &Markov::of(paths)),
        ReportModel::Shapley => shapley::credits(paths),
    })
}

/// All conversions and value in proportion to the channels' removal effects.
pub fn markov(paths: &Paths, markov: &Markov) -> Vec<Credit> {
    let (conversions, _, value) = paths.total();
    let credit = |part: f64| Credit { conversions: conversions as f64 * part, value: value * part };
    markov.parts().into_iter().map(credit).collect()
}

/// `part` of what came of a path.
fn part_of(path: &Path<'_>, part: f64) -> Credit {
    Credit { conversions: f64::from(path.outcome.conversions) * part, value: path.outcome.value * part }
}

/// The paths that something came of, and a credit for each channel.
fn over_paths(paths: &Paths, mut credit: impl FnMut(&mut [Credit], &Path<'_>)) -> Vec<Credit> {
    let mut credits = vec![Credit::default(); paths.channels().len()];
    for path in paths.iter().filter(|path| path.outcome.conversions > 0 || path.outcome.value > 0.0) {
        credit(&mut credits, &path);
    }
    credits
}

fn one_each(paths: &Paths, pick: impl Fn(&Path<'_>) -> Option<u16>) -> Vec<Credit> {
    over_paths(paths, |credits, path| {
        if let Some(channel) = pick(path) {
            credits[usize::from(channel)].add(part_of(path, 1.0));
        }
    })
}

fn linear(paths: &Paths) -> Vec<Credit> {
    over_paths(paths, |credits, path| {
        let each = part_of(path, 1.0 / path.touches.len() as f64);
        path.touches.iter().for_each(|channel| credits[usize::from(*channel)].add(each));
    })
}

fn position(paths: &Paths) -> Vec<Credit> {
    over_paths(paths, |credits, path| {
        let (ends, between) = match path.touches.len() {
            0 | 1 => (1.0, 0.0),
            2 => (0.5, 0.0),
            many => (0.4, 0.2 / (many - 2) as f64),
        };
        let (ends, between) = (part_of(path, ends), part_of(path, between));
        let [first, rest @ ..] = path.touches else { return };
        credits[usize::from(*first)].add(ends);
        let [middle @ .., last] = rest else { return };
        middle.iter().for_each(|channel| credits[usize::from(*channel)].add(between));
        credits[usize::from(*last)].add(ends);
    })
}

/// Touches a fixed part of a half-life apart: a touch weighs by its distance from the last alone.
fn decay_apart(paths: &Paths, gap_half_lives: f64) -> Vec<Credit> {
    // What a touch so many before the last weighs, and what all up to it weigh together.
    let longest = paths.iter().map(|path| path.touches.len()).max().unwrap_or(0);
    let weights: Vec<f64> = (0..longest).map(|back| (-(back as f64) * gap_half_lives).exp2()).collect();
    let sums: Vec<f64> = weights
        .iter()
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    over_paths(paths, |credits, path| {
        let last = path.touches.len() - 1;
        let whole = part_of(path, 1.0 / sums[last]);
        for (channel, weight) in path.touches.iter().rev().zip(&weights) {
            let (conversions, value) = (whole.conversions * weight, whole.value * weight);
            credits[usize::from(*channel)].add(Credit { conversions, value });
        }
    })
}

/// Touches of known ages, the youngest one's subtracted first.
fn decay_kept(paths: &Paths, half_life_hours: f64) -> Vec<Credit> {
    let mut weights: Vec<f64> = Vec::new();
    over_paths(paths, |credits, path| {
        let youngest = path.age_hours.last().copied().unwrap_or(0.0);
        weights.clear();
        weights.extend(path.age_hours.iter().map(|age| (-(age - youngest) / half_life_hours).exp2()));
        let whole = part_of(path, 1.0 / weights.iter().sum::<f64>());
        for (channel, weight) in path.touches.iter().zip(&weights) {
            let (conversions, value) = (whole.conversions * weight, whole.value * weight);
            credits[usize::from(*channel)].add(Credit { conversions, value });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::paths::{Ages, Outcome};
    use super::*;

    fn setting() -> ReportSetting {
        // Of Ann, Bob, Cat, Direct.
        ReportSetting {
            half_life_hours: 168.0,
            affiliates: vec![true, true, false],
            direct: vec![false, false, false, true],
        }
    }

    /// Rows of a path, conversions and value, of channels Ann, Bob, Cat and Direct by their first letter.
    fn paths(rows: &[(&str, u32, f64)]) -> Paths {
        let mut paths = Paths::new(Ages::Apart { gap_hours: 168.0 }).unwrap();
        for name in ["Ann", "Bob", "Cat", "Direct"] {
            paths.channel(name).unwrap();
        }
        for (row, conversions, value) in rows {
            let touches: Vec<u16> = row.bytes().map(|letter| u16::from(letter - b'A')).collect();
            let outcome = Outcome { conversions: *conversions, nulls: 1, value: *value };
            paths.push(&Path { touches: &touches, age_hours: &[], outcome }).unwrap();
        }
        paths
    }

    fn credited(paths: &Paths, model: ReportModel) -> Vec<f64> {
        let credits = report(paths, model, &setting()).unwrap();
        credits.into_iter().map(|credit| (credit.conversions * 1e9).round() / 1e9).collect()
    }

    #[test]
    fn every_model_by_hand() {
        let rows = paths(&[("ABCD", 30, 300.0), ("DD", 2, 20.0), ("CAC", 10, 0.0), ("B", 0, 0.0)]);
        assert_eq!(credited(&rows, ReportModel::FirstTouch), [30.0, 0.0, 10.0, 2.0]);
        assert_eq!(credited(&rows, ReportModel::LastTouch), [0.0, 0.0, 10.0, 32.0]);
        assert_eq!(credited(&rows, ReportModel::LastAffiliateTouch), [10.0, 30.0, 0.0, 0.0]);
        assert_eq!(credited(&rows, ReportModel::LastNonDirect), [0.0, 0.0, 40.0, 2.0]);
        let third = 10.0 / 3.0;
        let near = |ours: Vec<f64>, theirs: [f64; 4]| {
            assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 1e-8), "{ours:?} {theirs:?}");
        };
        near(credited(&rows, ReportModel::Linear), [7.5 + third, 7.5, 7.5 + 2.0 * third, 9.5]);
        near(credited(&rows, ReportModel::Position), [12.0 + 2.0, 3.0, 3.0 + 8.0, 12.0 + 2.0]);
        // A half-life apart: 1, 2, 4, 8 of 15; 1, 2, 4 of 7.
        near(credited(&rows, ReportModel::TimeDecay), [2.0 + 20.0 / 7.0, 4.0, 8.0 + 50.0 / 7.0, 18.0]);
        near(credited(&rows, ReportModel::Shapley), [12.5, 7.5, 12.5, 9.5]);
    }

    #[test]
    fn value_goes_where_conversions_go() {
        let rows = paths(&[("AB", 1, 100.0), ("AAB", 2, 200.0), ("B", 3, 300.0)]);
        for model in ReportModel::ALL {
            for credit in report(&rows, *model, &setting()).unwrap() {
                assert!((credit.value - credit.conversions * 100.0).abs() < 1e-9, "{model} {credit:?}");
            }
        }
    }

    /// Adobe's published example, issue 5: $50, ages 9, 6, 0 and 0 days, half-life 7 days.
    #[test]
    fn time_decay_is_adobes() {
        for older in [0.0, 5_000.0, 1_000_000.0] {
            let mut paths = Paths::new(Ages::Kept).unwrap();
            let touches: Vec<u16> = (0..4).map(|n| paths.channel(&n.to_string()).unwrap()).collect();
            let age_hours = [9.0 * 24.0 + older, 6.0 * 24.0 + older, older, older];
            let outcome = Outcome { conversions: 1, nulls: 0, value: 50.0 };
            paths.push(&Path { touches: &touches, age_hours: &age_hours, outcome }).unwrap();
            let cents: Vec<f64> = report(&paths, ReportModel::TimeDecay, &setting())
                .unwrap()
                .iter()
                .map(|credit| (credit.value * 100.0).round())
                .collect();
            assert_eq!(cents, [692.0, 932.0, 1_688.0, 1_688.0]);
        }
    }

    #[test]
    fn a_half_life_is_above_zero() {
        for half_life_hours in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let setting = ReportSetting { half_life_hours, ..setting() };
            let refused = report(&paths(&[("A", 1, 0.0)]), ReportModel::TimeDecay, &setting);
            assert_eq!(refused.unwrap_err().code(), "HALF_LIFE_OUT_OF_RANGE");
        }
    }
}
