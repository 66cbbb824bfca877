//! Rules: words in a row that tell an intent, kept in `rules.txt`, which says how they are written.

use std::sync::LazyLock;

use super::Intent;
use super::evidence::Span;
use super::words::{Sentence, Word};

/// The version of the rules. A change of `rules.txt` is a new one.
pub const RULES_VERSION: u32 = 1;
/// The rule by which a QUESTION wants to know when nothing else tells.
pub(super) const ASKED: &str = "know.asked";
/// The rules that are looked for last: any question is one.
const GENERAL: &str = "know.question";
/// How many words a `*` stands for at most.
const GAP_WORDS_MAX: usize = 3;

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| read(include_str!("rules.txt")));

/// A rule, one line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// Its id; lines that say the same have the same.
    pub id: &'static str,
    /// What it tells.
    pub intent: Intent,
    /// At the start of a sentence only.
    first: bool,
    /// In a sentence that asks only.
    asks: bool,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Gap,
    Word(Vec<&'static str>),
}

/// The rules of a text; lines that are none are left out, which a test forbids.
fn read(text: &'static str) -> Vec<Rule> {
    text.lines().filter_map(rule).collect()
}

fn rule(line: &'static str) -> Option<Rule> {
    let (head, pattern) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (id, intent) = head.split_once(' ')?;
    let (asks, pattern) = pattern.strip_suffix(" ?").map_or((false, pattern), |pattern| (true, pattern));
    let (first, pattern) = pattern.strip_prefix("^ ").map_or((false, pattern), |pattern| (true, pattern));
    let part =
        |word: &'static str| if word == "*" { Part::Gap } else { Part::Word(word.split('|').collect()) };
    Some(Rule {
        id,
        intent: intent.parse().ok()?,
        first,
        asks,
        parts: pattern.split(' ').map(part).collect(),
    })
}

impl Rule {
    /// Whether it fits any question, and so is less sure than others.
    pub fn is_general(&self) -> bool {
        self.id == GENERAL
    }

    /// Where it fits a sentence first.
    fn find(&self, sentence: &Sentence) -> Option<Span> {
        if self.asks && !sentence.asks {
            return None;
        }
        let starts = if self.first { 1 } else { sentence.words.len() };
        (0..starts).find_map(|at| {
            let length = fits(&self.parts, &sentence.words[at..])?;
            let found = &sentence.words[at..at + length];
            Some(Span { start: found.first()?.span.start, end: found.last()?.span.end })
        })
    }
}

/// How many words the parts take from the start of these, if they fit; a gap takes as few as it can.
fn fits(parts: &[Part], words: &[Word]) -> Option<usize> {
    match parts.split_first() {
        None => Some(0),
        Some((Part::Word(any), rest)) => {
            let (word, behind) = words.split_first()?;
            any.contains(&word.text.as_str()).then(|| fits(rest, behind)).flatten().map(|taken| taken + 1)
        }
        Some((Part::Gap, rest)) => (0..=GAP_WORDS_MAX.min(words.len()))
            .find_map(|gap| fits(rest, &words[gap..]).map(|taken| taken + gap)),
    }
}

/// The first rule of a wish that fits a sentence, and where; of sentences the first.
pub(super) fn first(sentences: &[Sentence]) -> Option<(&'static Rule, Span)> {
    find(sentences, |rule| rule.intent != Intent::None && !rule.is_general())
}

/// The same of the rules that fit any question.
pub(super) fn general(sentences: &[Sentence]) -> Option<(&'static Rule, Span)> {
    find(sentences, Rule::is_general)
}

/// The rule by which a sentence only sounds like a wish, and where.
pub(super) fn idle(sentence: &Sentence) -> Option<(&'static Rule, Span)> {
    find(std::slice::from_ref(sentence), |rule| rule.intent == Intent::None)
}

fn find(sentences: &[Sentence], which: impl Fn(&Rule) -> bool) -> Option<(&'static Rule, Span)> {
    let rules = RULES.iter().filter(|rule| which(rule));
    rules
        .into_iter()
        .find_map(|rule| Some((rule, sentences.iter().find_map(|sentence| rule.find(sentence))?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intent::words::sentences;

    #[test]
    fn every_line_is_a_rule_in_normal_words() {
        let text = include_str!("rules.txt");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), RULES.len());
        for rule in RULES.iter() {
            let name = rule.intent.as_str().to_lowercase();
            assert!(
                rule.id.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.')),
                "{}",
                rule.id
            );
            assert!(matches!(rule.parts.last(), Some(Part::Word(_))), "{rule:?}");
            assert!(rule.parts.iter().filter(|part| **part == Part::Gap).count() <= 3, "{rule:?}");
            for word in
                rule.parts.iter().flat_map(|part| if let Part::Word(any) = part { &any[..] } else { &[] })
            {
                assert!(
                    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()),
                    "{word:?} of {}",
                    rule.id
                );
            }
        }
    }

    #[test]
    fn parts_fit_in_a_row_with_gaps_at_the_start_and_when_it_asks() {
        let fits = |line: &'static str, text: &str| {
            let found = rule(line).unwrap().find(&sentences(text)[0]);
            found.map(|span| &text[span.start..span.end]).map(str::to_owned)
        };
        assert_eq!(fits("a.b BUY: where|how can i", "So Where can I?").as_deref(), Some("Where can I"));
        assert_eq!(
            fits("a.b BUY: where * buy", "where on earth to buy it").as_deref(),
            Some("where on earth to buy")
        );
        assert_eq!(fits("a.b BUY: where * buy", "where did you ever want buy it"), None);
        assert_eq!(fits("a.b BUY: ^ can i", "so can i"), None);
        assert_eq!(fits("a.b BUY: can i ?", "can i!"), None);
        assert_eq!(fits("a.b BUY: can i ?", "can i?").as_deref(), Some("can i"));
    }
}
