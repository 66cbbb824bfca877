//! The intent of a moment: what its author wants, read from the text by rules and a small linear model.
//!
//! A text is read sentence by sentence. The first rule that finds its words decides; else the model, where it is sure
//! enough of a wish in a sentence; else that it is a question; else the model, where it is sure that nothing is wanted;
//! else nobody: the classifier abstains. People may override what it says. How it was trained and
//! how often it is right: `docs/intent.md`. Source: DESIGN §6.

use crate::moment::MomentKind;
use crate::text_enum;

mod calibration;
mod evidence;
mod features;
mod mapping;
mod model;
mod rules;
#[cfg(test)]
mod tests;
mod train;
mod words;

pub use calibration::{Calibration, calibrate};
pub use evidence::{EVIDENCE_MAX, Span};
pub use features::FEATURES_MAX;
pub use mapping::{MappingError, mapped};
pub use model::{Belief, Model, ModelError};
pub use rules::RULES_VERSION;
pub use train::{Lesson, Training, train};
pub use words::{SENTENCE_WORDS_MAX, TEXT_BYTES_READ_MAX, WORD_CHARS_MAX};

use evidence::Evidence;
use words::Sentence;

text_enum! {
    /// What the author of a moment wants. The order is that of the model's weights.
    pub enum Intent {
        /// To understand: an answer, advice.
        Know = "KNOW",
        /// To be somewhere: a place, a visit, a way there.
        Go = "GO",
        /// To get something done.
        Do = "DO",
        /// To have something.
        Buy = "BUY",
        /// Nothing: it tells, and asks for nothing.
        None = "NONE",
    }
}

/// How many intents there are.
pub const INTENTS: usize = 5;
/// The confidence of a rule, in thousandths: about their share right among the shop texts of `docs/intent.md` that they
/// were not made from. It is not measured for each rule.
pub const RULE_CONFIDENCE_MILLI: u16 = 790;
/// The same of what only is a question and so wants to know.
pub const QUESTION_CONFIDENCE_MILLI: u16 = 620;

/// Who read an intent, or abstained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A rule, by its id, as the rules of [`RULES_VERSION`] have it.
    Rule(&'static str),
    /// A model, by its version.
    Model(String),
}

/// What was read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is wanted; none where the classifier abstains.
    pub intent: Option<Intent>,
    /// How sure it is, 0 to 1000; of an abstention, how sure the model was of its best guess.
    pub confidence_milli: u16,
    /// Where it stands in the text: at most [`EVIDENCE_MAX`] spans, in order, none over another. Empty for an abstention.
    pub evidence: Vec<Span>,
    /// Who said so.
    pub by: By,
}

impl Reading {
    /// The intent as it is stored: an abstention is NONE, with its own confidence and no evidence.
    pub fn stored(&self) -> Intent {
        self.intent.unwrap_or(Intent::None)
    }

    /// Who said so, as one word: `rule:buy.where@1` or `model:2026-11-27`.
    pub fn version(&self) -> String {
        match &self.by {
            By::Rule(id) => format!("rule:{id}@{RULES_VERSION}"),
            By::Model(version) => format!("model:{version}"),
        }
    }
}

/// Reads a text by the rules and by our own model. The kind tells what the text alone cannot: a QUESTION asks.
///
/// Of a longer text only the first [`TEXT_BYTES_READ_MAX`] bytes are read.
pub fn read(text: &str, kind: MomentKind) -> Reading {
    read_with(text, kind, Model::ours())
}

/// The same by the rules and another model.
pub fn read_with(text: &str, kind: MomentKind, model: &Model) -> Reading {
    let (sentences, idle) = wishing(text);
    if let Some((rule, span)) = rules::first(&sentences) {
        return by_rule(rule, span);
    }
    let reading = by_model(&sentences, model);
    if reading.intent.is_some_and(|intent| intent != Intent::None) {
        return reading;
    }
    if let Some((rule, span)) = rules::general(&sentences) {
        return by_rule(rule, span);
    }
    match idle {
        _ if reading.intent.is_some() => reading,
        Some((rule, span)) if sentences.is_empty() => by_rule(rule, span),
        _ if kind == MomentKind::Question && !sentences.is_empty() => by_kind(&sentences),
        _ => reading,
    }
}

/// Reads a text by the rules alone; none where no rule finds its words.
pub fn read_by_rules(text: &str) -> Option<Reading> {
    let (sentences, _) = wishing(text);
    let (rule, span) = rules::first(&sentences).or_else(|| rules::general(&sentences))?;
    Some(by_rule(rule, span))
}

/// Reads a text by a model alone.
pub fn read_by_model(text: &str, model: &Model) -> Reading {
    by_model(&words::sentences(text), model)
}

/// The sentences that do not merely sound like a wish, and the first rule that left one out.
fn wishing(text: &str) -> (Vec<Sentence>, Option<(&'static rules::Rule, Span)>) {
    let mut sentences = words::sentences(text);
    let idle = sentences.iter().find_map(rules::idle);
    sentences.retain(|sentence| rules::idle(sentence).is_none());
    (sentences, idle)
}

fn by_rule(rule: &'static rules::Rule, span: Span) -> Reading {
    let confidence_milli = if rule.is_general() { QUESTION_CONFIDENCE_MILLI } else { RULE_CONFIDENCE_MILLI };
    Reading { intent: Some(rule.intent), confidence_milli, evidence: vec![span], by: By::Rule(rule.id) }
}

/// A question that neither rules nor model understand still wants to know.
fn by_kind(sentences: &[Sentence]) -> Reading {
    let start = sentences.first().map_or(0, Sentence::at);
    let last = sentences.first().and_then(|sentence| sentence.words.last());
    let end = last.map_or(start, |word| word.span.end);
    Reading {
        intent: Some(Intent::Know),
        confidence_milli: QUESTION_CONFIDENCE_MILLI,
        evidence: vec![Span { start, end }],
        by: By::Rule(rules::ASKED),
    }
}

/// The surest wish of any sentence at the model's threshold; NONE where every sentence together is sure of it.
fn by_model(sentences: &[Sentence], model: &Model) -> Reading {
    let beliefs: Vec<Belief> = sentences.iter().map(|sentence| model.believe(sentence)).collect();
    let wish = beliefs
        .iter()
        .zip(sentences)
        .filter(|(belief, _)| belief.intent != Intent::None)
        .max_by_key(|(belief, sentence)| (belief.confidence_milli, std::cmp::Reverse(sentence.at())));
    let by = By::Model(model.version().to_owned());
    if let Some((belief, sentence)) = wish
        && belief.confidence_milli >= model.threshold_milli()
    {
        let evidence = model.evidence(sentence, belief.intent);
        return Reading {
            intent: Some(belief.intent),
            confidence_milli: belief.confidence_milli,
            evidence,
            by,
        };
    }
    let sum: u64 = beliefs.iter().map(|belief| u64::from(belief.milli[Intent::None as usize])).sum();
    let none = sum.checked_div(beliefs.len() as u64).map_or(0, |mean| mean.min(1_000) as u16);
    if none >= model.threshold_milli() && !beliefs.is_empty() {
        let mut evidence = Evidence::default();
        for sentence in sentences.iter().take(EVIDENCE_MAX) {
            evidence.extend(model.evidence(sentence, Intent::None));
        }
        return Reading {
            intent: Some(Intent::None),
            confidence_milli: none,
            evidence: evidence.spans(),
            by,
        };
    }
    let best = wish.map_or(none, |(belief, _)| belief.confidence_milli.max(none));
    Reading { intent: None, confidence_milli: best.min(1_000), evidence: Vec::new(), by }
}
