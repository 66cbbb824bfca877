//! What the model looks at in a sentence: its words and its pairs of neighbours, the first with the start.

use super::evidence::Span;
use super::words::Sentence;

/// How many words and pairs a model knows at most.
pub const FEATURES_MAX: usize = 6_000;
/// What stands before the first word.
const START: &str = "^";

/// A word, or two neighbours with a blank between, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Feature {
    pub text: String,
    pub span: Span,
}

/// The features of a sentence; repeats are kept.
pub(super) fn features(sentence: &Sentence) -> Vec<Feature> {
    let mut features = Vec::with_capacity(sentence.words.len() * 2);
    let mut before: Option<(&str, Span)> = None;
    for word in &sentence.words {
        let (text, start) = before.map_or((START, word.span.start), |(text, span)| (text, span.start));
        features.push(Feature { text: word.text.clone(), span: word.span });
        let span = Span { start, end: word.span.end };
        features.push(Feature { text: format!("{text} {}", word.text), span });
        before = Some((&word.text, word.span));
    }
    features
}
