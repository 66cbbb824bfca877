//! What a model's confidence is worth: a temperature by which it is as sure as it is right, and the threshold below
//! which it abstains. Both are told from texts it did not learn. Source: Guo et al., "On Calibration of Modern Neural
//! Networks", ICML 2017 (temperature scaling).

use super::model::{Model, softmax};
use super::words::sentences;
use super::{INTENTS, Intent};

/// Temperatures that are tried, in thousandths.
const TEMPERATURES_MILLI: std::ops::RangeInclusive<u32> = 200..=8_000;
/// Their distance, in thousandths.
const TEMPERATURE_STEP_MILLI: usize = 50;

/// Scores of texts that a model did not learn, with what is right.
#[derive(Debug, Clone, Default)]
pub struct Calibration {
    rows: Vec<([f64; INTENTS], Intent)>,
}

impl Calibration {
    /// Adds what a model says of a text; nothing where there is no word.
    pub fn add(&mut self, model: &Model, text: &str, intent: Intent) {
        if let Some(sentence) = sentences(text).first() {
            self.rows.push((model.scores(sentence), intent));
        }
    }

    /// The mean of the negative logarithms of the shares given to what is right.
    fn loss(&self, temperature: f64) -> f64 {
        let loss = |(scores, intent): &([f64; INTENTS], Intent)| {
            -softmax(scores, temperature)[*intent as usize].max(1e-12).ln()
        };
        self.rows.iter().map(loss).sum::<f64>() / self.rows.len().max(1) as f64
    }

    fn temperature_milli(&self) -> u32 {
        let tried = TEMPERATURES_MILLI.step_by(TEMPERATURE_STEP_MILLI);
        let losses = tried.map(|milli| (self.loss(f64::from(milli) / 1_000.0), milli));
        losses.min_by(|(a, _), (b, _)| a.total_cmp(b)).map_or(1_000, |(_, milli)| milli)
    }

    /// The lowest threshold at which at most `risk_milli` of a thousand answers are wrong; 1000 if there is none.
    fn threshold_milli(&self, temperature_milli: u32, risk_milli: u64) -> u16 {
        // How many are right, and how many there are, at each confidence.
        let mut counts = vec![(0u64, 0u64); 1_001];
        for (scores, intent) in &self.rows {
            let shares = softmax(scores, f64::from(temperature_milli) / 1_000.0);
            let best = (1..INTENTS).fold(0, |best, at| if shares[at] > shares[best] { at } else { best });
            let (right, all) = &mut counts[((shares[best] * 1_000.0).round() as usize).min(1_000)];
            *right += u64::from(best == *intent as usize);
            *all += 1;
        }
        let (mut right, mut all, mut lowest) = (0, 0, 1_000);
        for confidence in (0..=1_000u16).rev() {
            let (right_here, all_here) = counts[usize::from(confidence)];
            right += right_here;
            all += all_here;
            if all_here > 0 && (all - right) * 1_000 <= risk_milli * all {
                lowest = confidence;
            }
        }
        lowest
    }
}

/// The model with temperature and threshold told from texts it did not learn: at most `risk_milli` of a thousand
/// answers at the threshold are wrong among these.
pub fn calibrate(model: Model, unlearnt: &Calibration, risk_milli: u64) -> Model {
    let temperature_milli = unlearnt.temperature_milli();
    let threshold_milli = unlearnt.threshold_milli(temperature_milli, risk_milli);
    Model { temperature_milli, threshold_milli, ..model }
}
