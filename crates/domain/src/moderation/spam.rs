//! SPAM: advertising, and what is written like it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::is_word;
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span};

/// Letters a text has at least before its capitals say anything.
const CAPITALS_LETTERS_MIN: usize = 40;
/// Capitals among a text's letters that are too many, in percent.
const CAPITALS_PERCENT: usize = 80;
/// Exclamation marks in a row that are too many.
const EXCLAMATION_ROW: usize = 8;
/// Exclamation marks of a text that are too many, where they are also more than one for so many words.
const EXCLAMATIONS: usize = 12;
const EXCLAMATION_WORDS: usize = 6;

/// Phrases of advertising by their first word, those of a kept list beside this file.
static PROMOTION: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
    for line in include_str!("promotion.txt").lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        phrases.entry(words[0]).or_default().push(words);
    }
    phrases
});

/// The rule.
pub fn find(reading: &Reading<'_>, settings: &ValidModerationSettings) -> Vec<Finding> {
    let (mut capitals, mut exclamations, mut promotions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut hashtags, mut mentions) = (Vec::new(), Vec::new());
    for line in reading.prose() {
        capitals.extend(is_in_capitals(line).then(|| line.span(0, line.letters.len())).flatten());
        exclamations.extend(many_exclamations(line));
        promotions.extend(promoted(line));
        hashtags.extend(tags(line, '#'));
        mentions.extend(tags(line, '@'));
    }
    let over = |spans: Vec<Span>, most: usize| if spans.len() > most { spans } else { Vec::new() };
    let promotion = if promotions.len() > 1 { Reason::Promotions } else { Reason::Promotion };
    let found = [
        (Reason::AllCapitals, capitals),
        (Reason::ExclamationMarks, exclamations),
        (promotion, promotions),
        (Reason::Hashtags, over(hashtags, settings.hashtags_max)),
        (Reason::Mentions, over(mentions, settings.mentions_max)),
    ];
    found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect()
}

fn is_in_capitals(line: &Line<'_>) -> bool {
    let cased = |letter: char| letter.is_uppercase() || letter.is_lowercase();
    let letters = line.letters.iter().filter(|letter| cased(letter.original)).count();
    let capitals = line.letters.iter().filter(|letter| letter.original.is_uppercase()).count();
    letters >= CAPITALS_LETTERS_MIN && capitals * 100 >= letters * CAPITALS_PERCENT
}

/// Rows of exclamation marks that are too long; or all of them, where there are too many.
fn many_exclamations(line: &Line<'_>) -> Vec<Span> {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for at in (0..line.letters.len()).filter(|at| line.c(*at) == Some('!')) {
        match rows.last_mut() {
            Some(row) if row.1 == at => row.1 = at + 1,
            _ => rows.push((at, at + 1)),
        }
    }
    let marks: usize = rows.iter().map(|(from, to)| to - from).sum();
    let is_many = marks >= EXCLAMATIONS && marks * EXCLAMATION_WORDS > line.words.len();
    rows.retain(|(from, to)| is_many || to - from >= EXCLAMATION_ROW);
    rows.into_iter().filter_map(|(from, to)| line.span(from, to)).collect()
}

fn promoted(line: &Line<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let phrases = PROMOTION.get(word.text.as_str()).into_iter().flatten();
        let is_there = |phrase: &&Vec<&str>| {
            let words = line.words.get(at..at + phrase.len()).unwrap_or_default();
            !words.is_empty() && words.iter().map(|word| word.text.as_str()).eq(phrase.iter().copied())
        };
        let longest = phrases.filter(is_there).map(Vec::len).max();
        let span = longest.and_then(|words| line.words_span(at, at + words));
        // A phrase within the last one is the same.
        spans.extend(span.filter(|span| spans.last().is_none_or(|last| last.end <= span.start)));
    }
    spans
}

/// `#summer`, `@joe`: a sign that stands behind no letter, and a word behind it.
fn tags(line: &Line<'_>, sign: char) -> Vec<Span> {
    let starts = |word: usize| {
        let from = line.words[word].from;
        let is_free = from < 2 || line.c(from - 2).is_none_or(|c| !is_word(c));
        let has_letter = line.words[word].text.chars().any(char::is_alphabetic);
        line.before(from) == Some(sign) && is_free && has_letter
    };
    let tags = (0..line.words.len()).filter(|word| starts(*word));
    tags.filter_map(|word| line.span(line.words[word].from - 1, line.words[word].to)).collect()
}

#[cfg(test)]
mod tests {
    use crate::moderation::normalise;

    #[test]
    fn kept_phrases_are_normalised_and_each_there_once() {
        let text = include_str!("promotion.txt");
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(normalise(line), *line);
            assert!(!lines[..at].contains(line), "{line}");
        }
    }
}
