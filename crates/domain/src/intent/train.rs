//! Training: softmax regression by stochastic gradient descent with AdaGrad's steps. No chance in it: the same lessons
//! in the same order give the same model. Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 12 (2011).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::features::{FEATURES_MAX, features};
use super::model::{Model, WEIGHT_MILLI_MAX, Weights, softmax};
use super::words::{Sentence, sentences};
use super::{INTENTS, Intent};

/// What the order of lessons is stepped by: a prime, so that it meets each lesson once a round.
const STRIDE: usize = 7_919;

/// A text and what its author wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The text; its first sentence alone is learnt.
    pub text: String,
    /// What is wanted.
    pub intent: Intent,
    /// What it belongs to: texts of one group say much the same.
    pub group: String,
}

/// How it is trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// The model's version.
    pub version: String,
    /// How often each lesson is met.
    pub rounds: usize,
    /// The length of a step.
    pub step: f64,
    /// How strongly weights are drawn to zero.
    pub decay: f64,
    /// In how many lessons a feature stands at least.
    pub lessons_min: usize,
    /// In how many groups a feature stands at least: what one group alone says teaches nothing about others.
    pub groups_min: usize,
}

struct Row {
    known: Vec<usize>,
    norm: f64,
    intent: usize,
}

/// A model at temperature 1 that never abstains; [`super::calibrate`] tells both.
pub fn train(lessons: &[Lesson], training: &Training) -> Model {
    let read: Vec<(Vec<String>, &Lesson)> =
        lessons.iter().filter_map(|lesson| Some((names(sentences(&lesson.text).first()?), lesson))).collect();
    let vocabulary = vocabulary(&read, training);
    let rows: Vec<Row> = read
        .iter()
        .map(|(names, lesson)| Row {
            known: names.iter().filter_map(|name| vocabulary.get(name.as_str()).copied()).collect(),
            norm: (names.len() as f64).sqrt(),
            intent: lesson.intent as usize,
        })
        .collect();
    let (bias, weights) = descend(&rows, vocabulary.len(), training);
    Model {
        version: training.version.clone(),
        temperature_milli: 1_000,
        threshold_milli: 0,
        bias: milli(&bias),
        weights: vocabulary.iter().map(|(name, at)| ((*name).to_owned(), milli(&weights[*at]))).collect(),
    }
}

/// The distinct features of a sentence.
fn names(sentence: &Sentence) -> Vec<String> {
    let names: BTreeSet<String> = features(sentence).into_iter().map(|feature| feature.text).collect();
    names.into_iter().collect()
}

/// The features that stand in most lessons, numbered; of equals the first in the order of letters.
fn vocabulary<'a>(read: &'a [(Vec<String>, &Lesson)], training: &Training) -> HashMap<&'a str, usize> {
    let mut found: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (names, lesson) in read {
        for name in names {
            let (count, groups) = found.entry(name).or_default();
            *count += 1;
            groups.insert(&lesson.group);
        }
    }
    let mut kept: Vec<(usize, &str)> = found
        .into_iter()
        .filter(|(_, (count, groups))| *count >= training.lessons_min && groups.len() >= training.groups_min)
        .map(|(name, (count, _))| (count, name))
        .collect();
    kept.sort_unstable_by(|(count, name), (other, second)| other.cmp(count).then(name.cmp(second)));
    kept.truncate(FEATURES_MAX);
    kept.into_iter().enumerate().map(|(at, (_, name))| (name, at)).collect()
}

fn descend(rows: &[Row], features: usize, training: &Training) -> ([f64; INTENTS], Vec<[f64; INTENTS]>) {
    let mut weights = vec![[0.0; INTENTS]; features];
    let mut squares = vec![[1e-8; INTENTS]; features];
    let (mut bias, mut bias_squares) = ([0.0; INTENTS], [1e-8; INTENTS]);
    // Only a multiple of the stride would meet some lessons twice and others never.
    let stride = if rows.len().is_multiple_of(STRIDE) { 1 } else { STRIDE };
    for met in 0..rows.len() * training.rounds {
        let row = &rows[(met * stride) % rows.len()];
        let scores = std::array::from_fn(|intent| {
            let sum: f64 = row.known.iter().map(|at| weights[*at][intent]).sum();
            bias[intent] + sum / row.norm
        });
        let mut errors = softmax(&scores, 1.0);
        errors[row.intent] -= 1.0;
        let learn = |weight: &mut f64, square: &mut f64, slope: f64| {
            *square += slope * slope;
            *weight -= training.step * slope / square.sqrt();
        };
        for intent in 0..INTENTS {
            learn(&mut bias[intent], &mut bias_squares[intent], errors[intent]);
            for at in &row.known {
                let slope = errors[intent] / row.norm + training.decay * weights[*at][intent];
                learn(&mut weights[*at][intent], &mut squares[*at][intent], slope);
            }
        }
    }
    (bias, weights)
}

fn milli(weights: &[f64; INTENTS]) -> Weights {
    let max = f64::from(WEIGHT_MILLI_MAX);
    weights.map(|weight| (weight * 1_000.0).round().clamp(-max, max) as i32)
}
