//! REPETITION: the same over and over, or the same text as an earlier one.

use std::collections::HashMap;

use super::fold::is_word;
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Fingerprint, Reason, Span};

/// One letter or digit so many times in a row is no word.
const SAME_CHARACTERS: usize = 15;
/// One word so many times in a row.
const SAME_WORDS_ROW: usize = 6;
/// One word so many times in a text, where it is also [`SAME_WORD_PERCENT`] of its words.
const SAME_WORDS: usize = 10;
const SAME_WORD_PERCENT: usize = 25;
/// Shorter words are in every text, in letters.
const SAME_WORD_CHARS_MIN: usize = 4;
/// Words of a phrase, and how often it may not stand in a text.
const PHRASE_WORDS: usize = 4;
const SAME_PHRASES: usize = 4;
/// Words of a phrase that is long enough to be copied, and how often it may not stand in a text.
const LONG_PHRASE_WORDS: usize = 8;
const SAME_LONG_PHRASES: usize = 3;

/// The rule.
pub fn find(reading: &Reading<'_>, _: &ValidModerationSettings) -> Vec<Finding> {
    let (mut characters, mut words, mut phrases) = (Vec::new(), Vec::new(), Vec::new());
    for line in reading.prose() {
        characters.extend(same_characters(line));
        words.extend(same_words(line));
        phrases.extend(same_phrases(line));
    }
    let found =
        [(Reason::SameCharacter, characters), (Reason::SameWord, words), (Reason::SamePhrase, phrases)];
    let mut found: Vec<Finding> =
        found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect();
    let earlier = reading.seen.earlier;
    if !earlier.is_empty() {
        let same = Fingerprint::of(reading.seen.body).filter(|own| earlier.contains(own));
        found.extend(same.map(|_| Finding::of(Reason::SameText, 1, Vec::new())));
    }
    found
}

fn same_characters(line: &Line<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for same in line.letters.chunk_by(|one, next| one.c == next.c) {
        if same.len() >= SAME_CHARACTERS && is_word(same[0].c) {
            spans.extend(line.span(at, at + same.len()));
        }
        at += same.len();
    }
    spans
}

fn same_words(line: &Line<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for same in line.words.chunk_by(|one, next| one.text == next.text) {
        if same.len() >= SAME_WORDS_ROW {
            spans.extend(line.words_span(at, at + same.len()));
        }
        at += same.len();
    }
    let numbers = numbered(line);
    let mut times = vec![0usize; line.words.len()];
    for number in &numbers {
        times[*number] += 1;
    }
    let is_long = |at: usize| line.words[at].text.chars().nth(SAME_WORD_CHARS_MIN - 1).is_some();
    let is_many = |times: usize| times >= SAME_WORDS && times * 100 >= line.words.len() * SAME_WORD_PERCENT;
    let places = (0..numbers.len()).filter(|at| is_many(times[numbers[*at]]) && is_long(*at));
    spans.extend(places.filter_map(|at| line.words_span(at, at + 1)));
    spans
}

/// A number for each word, the same for the same word: the place where it first stands.
fn numbered(line: &Line<'_>) -> Vec<usize> {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(line.words.len());
    line.words.iter().enumerate().map(|(at, word)| *first.entry(&word.text).or_insert(at)).collect()
}

/// Phrases that stand too often in a text, each place of them.
fn same_phrases(line: &Line<'_>) -> Vec<Span> {
    let numbers = numbered(line);
    let mut spans = Vec::new();
    for (words, most) in [(PHRASE_WORDS, SAME_PHRASES), (LONG_PHRASE_WORDS, SAME_LONG_PHRASES)] {
        if numbers.len() < words * most {
            continue;
        }
        let phrase = |at: &usize| &numbers[*at..*at + words];
        let mut places: Vec<usize> = (0..=numbers.len() - words).collect();
        // The same one beside the other, in the order of the text.
        places.sort_by(|one, other| phrase(one).cmp(phrase(other)).then(one.cmp(other)));
        for same in places.chunk_by(|one, next| phrase(one) == phrase(next)) {
            if same.len() < most {
                continue;
            }
            let mut apart: Vec<usize> = Vec::new();
            for at in same {
                // Those that overlap are one.
                if apart.last().is_none_or(|last| last + words <= *at) {
                    apart.push(*at);
                }
            }
            if apart.len() >= most {
                spans.extend(apart.into_iter().filter_map(|at| line.words_span(at, at + words)));
            }
        }
    }
    spans
}
