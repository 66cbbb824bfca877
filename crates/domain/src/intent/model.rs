//! The linear model: a weight for each feature and intent, a temperature and a threshold, kept as text.
//!
//! The format, one line each, weights in thousandths in the order of [`Intent::ALL`]:
//! ```text
//! tributary-intent 1
//! version 2026-11-27
//! classes KNOW GO DO BUY NONE
//! temperature_milli 1000
//! threshold_milli 700
//! features 6000
//! bias 0 0 0 0 0
//! how do<TAB>1200 -300 -200 -300 -400
//! ```
//! Features are sorted by their bytes, each once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::evidence::{EVIDENCE_MAX, Evidence, Span};
use super::features::{FEATURES_MAX, Feature, features};
use super::words::Sentence;
use super::{INTENTS, Intent};

/// The first line: what the file is, and the version of its format.
const MAGIC: &str = "tributary-intent 1";
/// The longest version of a model, in bytes.
const VERSION_BYTES_MAX: usize = 40;
/// The largest weight, in thousandths, to either side.
pub(super) const WEIGHT_MILLI_MAX: i32 = 100_000;
/// With fewer known words and pairs than this nothing is believed.
const KNOWN_MIN: usize = 2;

/// Our own, as `cargo run -p domain --example intent -- train` wrote it.
static OURS: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("model.txt")).unwrap_or_default());

/// Weights in thousandths, one for each intent.
pub(super) type Weights = [i32; INTENTS];

/// A model that can be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) version: String,
    pub(super) temperature_milli: u32,
    pub(super) threshold_milli: u16,
    pub(super) bias: Weights,
    pub(super) weights: HashMap<String, Weights>,
}

/// A file that is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// A line is missing, or is not as it has to be.
    #[error("line {line} of the model is no {expected}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What it should be.
        expected: &'static str,
    },
    /// There are more or fewer features than the file says, or than are allowed.
    #[error("the model says {said} features, at most {FEATURES_MAX}, and has {found}")]
    Features {
        /// What it says.
        said: usize,
        /// What it has.
        found: usize,
    },
}

/// What a model believes of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belief {
    /// The likeliest; of equals the first.
    pub intent: Intent,
    /// How sure, 0 to 1000.
    pub confidence_milli: u16,
    /// The same of every intent, in order.
    pub milli: [u16; INTENTS],
}

impl Default for Model {
    /// One that knows no word, and so always abstains.
    fn default() -> Model {
        Model {
            version: "empty".to_owned(),
            temperature_milli: 1_000,
            threshold_milli: 1_000,
            bias: [0; INTENTS],
            weights: HashMap::new(),
        }
    }
}

impl Model {
    /// The one in this crate.
    pub fn ours() -> &'static Model {
        &OURS
    }

    /// Which one it is.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Below this confidence it abstains, in thousandths.
    pub fn threshold_milli(&self) -> u16 {
        self.threshold_milli
    }

    /// The same with another threshold; at 0 it never abstains.
    pub fn with_threshold_milli(self, threshold_milli: u16) -> Model {
        Model { threshold_milli: threshold_milli.min(1_000), ..self }
    }

    /// Its temperature, by which scores are divided, in thousandths.
    pub fn temperature_milli(&self) -> u32 {
        self.temperature_milli
    }

    /// How many words and pairs it knows.
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    /// Reads a model from its text. Errors: [`ModelError`], with the first line that is wrong.
    pub fn parse(text: &str) -> Result<Model, ModelError> {
        let mut lines = text.lines().zip(1..);
        let mut next = |expected: &'static str| lines.next().ok_or(ModelError::Line { line: 0, expected });
        if next("first line")?.0 != MAGIC {
            return Err(ModelError::Line { line: 1, expected: MAGIC });
        }
        let mut field = |name: &'static str| -> Result<&str, ModelError> {
            let (line, number) = next(name)?;
            let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
            value.ok_or(ModelError::Line { line: number, expected: name })
        };
        let wrong = |line, expected| move |_| ModelError::Line { line, expected };
        let version = field("version")?;
        if version.is_empty()
            || version.len() > VERSION_BYTES_MAX
            || !version.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(ModelError::Line { line: 2, expected: "version" });
        }
        if field("classes")? != classes() {
            return Err(ModelError::Line { line: 3, expected: "classes" });
        }
        let temperature_milli: u32 =
            field("temperature_milli")?.parse().map_err(wrong(4, "temperature_milli"))?;
        let threshold_milli: u16 = field("threshold_milli")?.parse().map_err(wrong(5, "threshold_milli"))?;
        if !(10..=100_000).contains(&temperature_milli) {
            return Err(ModelError::Line { line: 4, expected: "temperature_milli" });
        }
        if threshold_milli > 1_000 {
            return Err(ModelError::Line { line: 5, expected: "threshold_milli" });
        }
        let said: usize = field("features")?.parse().map_err(wrong(6, "features"))?;
        let bias = weights(field("bias")?).ok_or(ModelError::Line { line: 7, expected: "bias" })?;
        let mut model = Model {
            version: version.to_owned(),
            temperature_milli,
            threshold_milli,
            bias,
            weights: HashMap::new(),
        };
        let mut before = "";
        for (line, number) in lines {
            let feature = line.split_once('\t').filter(|(name, _)| *name > before);
            let read = feature.and_then(|(name, numbers)| Some((name, weights(numbers)?)));
            let Some((name, numbers)) = read else {
                return Err(ModelError::Line { line: number, expected: "feature" });
            };
            if model.weights.len() == FEATURES_MAX {
                return Err(ModelError::Features { said, found: FEATURES_MAX + 1 });
            }
            model.weights.insert(name.to_owned(), numbers);
            before = name;
        }
        let found = model.weights.len();
        if found != said { Err(ModelError::Features { said, found }) } else { Ok(model) }
    }

    /// The text that [`Model::parse`] reads.
    pub fn to_text(&self) -> String {
        let mut lines = vec![
            MAGIC.to_owned(),
            format!("version {}", self.version),
            format!("classes {}", classes()),
            format!("temperature_milli {}", self.temperature_milli),
            format!("threshold_milli {}", self.threshold_milli),
            format!("features {}", self.weights.len()),
            format!("bias {}", numbers(&self.bias)),
        ];
        let mut features: Vec<_> = self.weights.iter().collect();
        features.sort_unstable_by_key(|(name, _)| *name);
        lines.extend(features.iter().map(|(name, weights)| format!("{name}\t{}", numbers(weights))));
        lines.join("\n") + "\n"
    }

    /// What it believes of a sentence; every intent alike where it knows too few words.
    pub(super) fn believe(&self, sentence: &Sentence) -> Belief {
        let shares = softmax(&self.scores(sentence), f64::from(self.temperature_milli) / 1_000.0);
        let milli = shares.map(|share| (share * 1_000.0).round() as u16);
        let likeliest = (1..INTENTS).fold(0, |best, at| if milli[at] > milli[best] { at } else { best });
        Belief { intent: Intent::ALL[likeliest], confidence_milli: milli[likeliest], milli }
    }

    /// The sum of the weights of what it knows, over the root of how many features there are, plus the bias.
    pub(super) fn scores(&self, sentence: &Sentence) -> [f64; INTENTS] {
        let found = distinct(features(sentence));
        let known: Vec<&Weights> =
            found.iter().filter_map(|feature| self.weights.get(&feature.text)).collect();
        if known.len() < KNOWN_MIN {
            return [0.0; INTENTS];
        }
        let norm = (found.len() as f64).sqrt();
        std::array::from_fn(|intent| {
            let sum: i64 = known.iter().map(|weights| i64::from(weights[intent])).sum();
            (f64::from(self.bias[intent]) + sum as f64 / norm) / 1_000.0
        })
    }

    /// The words and pairs of a sentence that speak most for an intent rather than for the others.
    pub(super) fn evidence(&self, sentence: &Sentence, intent: Intent) -> Vec<Span> {
        let mut speaking: Vec<(i64, Span)> = Vec::new();
        for feature in distinct(features(sentence)) {
            let Some(weights) = self.weights.get(&feature.text) else { continue };
            let sum: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
            let more = i64::from(weights[intent as usize]) * INTENTS as i64 - sum;
            if more > 0 {
                speaking.push((-more, feature.span));
            }
        }
        speaking.sort_unstable();
        let mut evidence = Evidence::default();
        evidence.extend(speaking.into_iter().map(|(_, span)| span).take(EVIDENCE_MAX));
        evidence.spans()
    }
}

/// Each feature once, where it stands first.
fn distinct(mut features: Vec<Feature>) -> Vec<Feature> {
    features.sort_by(|a, b| a.text.cmp(&b.text).then(a.span.cmp(&b.span)));
    features.dedup_by(|a, b| a.text == b.text);
    features
}

/// The shares of the scores at a temperature; they add up to one.
pub(super) fn softmax(scores: &[f64; INTENTS], temperature: f64) -> [f64; INTENTS] {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised = scores.map(|score| ((score - top) / temperature).exp());
    let sum: f64 = raised.iter().sum();
    raised.map(|share| share / sum)
}

fn classes() -> String {
    Intent::ALL.iter().map(|intent| intent.as_str()).collect::<Vec<_>>().join(" ")
}

fn weights(text: &str) -> Option<Weights> {
    let mut numbers = text.split(' ');
    let mut weights = [0; INTENTS];
    for weight in &mut weights {
        *weight = numbers.next()?.parse().ok()?;
        if !(-WEIGHT_MILLI_MAX..=WEIGHT_MILLI_MAX).contains(weight) {
            return None;
        }
    }
    numbers.next().is_none().then_some(weights)
}

fn numbers(weights: &Weights) -> String {
    weights.iter().map(i32::to_string).collect::<Vec<_>>().join(" ")
}
