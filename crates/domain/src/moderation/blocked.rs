//! BLOCKED_WORDS: whole words and phrases of the tenant's list, and words of it in disguise.

use std::collections::{HashMap, HashSet};

use super::fold::{is_word, look_alike, stands_for};
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span};

/// The shortest word that is looked for in disguise, in letters: shorter ones are in too much.
const DISGUISED_CHARS_MIN: usize = 3;
/// The longest chunk that is looked at for a disguise, in characters.
const DISGUISE_CHARS_MAX: usize = 60;

/// A tenant's words, ready to be looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockedWords {
    words: HashSet<String>,
    /// Phrases by their first word.
    phrases: HashMap<String, Vec<Vec<String>>>,
    /// Words in scripts that put no blanks between words.
    parts: Vec<Vec<char>>,
    /// Words to look for in disguise, by their length.
    disguised: HashMap<usize, Vec<Vec<char>>>,
}

impl BlockedWords {
    /// Of words that are [normalised](super::normalise).
    pub fn of(list: &[String]) -> BlockedWords {
        let mut blocked = BlockedWords::default();
        for entry in list {
            let words: Vec<&str> = entry.split(' ').collect();
            let letters: Vec<char> = entry.chars().collect();
            if letters.iter().any(|c| is_unspaced(*c)) {
                blocked.parts.push(letters);
            } else if let [first, _, ..] = words[..] {
                let phrase = words.iter().map(|word| (*word).to_owned()).collect();
                blocked.phrases.entry(first.to_owned()).or_default().push(phrase);
            } else {
                blocked.words.insert(entry.clone());
                if (DISGUISED_CHARS_MIN..u64::BITS as usize).contains(&letters.len()) {
                    blocked.disguised.entry(letters.len()).or_default().push(letters);
                }
            }
        }
        blocked
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && self.parts.is_empty()
    }

    /// Whether letters are a word of the list, read as loosely as their signs ask for.
    fn is_disguised(&self, signs: &[Sign]) -> bool {
        let has_runs = signs.iter().any(|sign| sign.run);
        if !has_runs {
            return self
                .disguised
                .get(&signs.len())
                .is_some_and(|words| words.iter().any(|word| fits(word, signs)));
        }
        self.disguised.values().flatten().any(|word| word.len() >= signs.len() && fits(word, signs))
    }
}

/// The rule.
pub fn find(reading: &Reading<'_>, settings: &ValidModerationSettings) -> Vec<Finding> {
    let blocked = settings.blocked();
    if blocked.is_empty() {
        return Vec::new();
    }
    let (mut plain, mut disguised) = (Vec::new(), Vec::new());
    for line in reading.lines() {
        let from = plain.len();
        plain.extend(plain_hits(line, blocked));
        let known = plain[from..].to_vec();
        let is_new = |span: &Span| !known.iter().any(|hit| span.start < hit.end && hit.start < span.end);
        disguised.extend(disguised_hits(line, blocked).into_iter().filter(is_new));
    }
    let found = [(Reason::BlockedWord, plain), (Reason::BlockedWordDisguised, disguised)];
    found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect()
}

fn plain_hits(line: &Line<'_>, blocked: &BlockedWords) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        if blocked.words.contains(&word.text) && !is_clipped(line, at) {
            spans.extend(line.words_span(at, at + 1));
        }
        for phrase in blocked.phrases.get(&word.text).into_iter().flatten() {
            let words = line.words.get(at..at + phrase.len()).unwrap_or_default();
            if words.len() == phrase.len() && words.iter().zip(phrase).all(|(word, part)| word.text == *part)
            {
                spans.extend(line.words_span(at, at + phrase.len()));
            }
        }
    }
    for part in &blocked.parts {
        for (at, letters) in line.letters.windows(part.len()).enumerate() {
            if letters.iter().map(|letter| letter.c).eq(part.iter().copied()) {
                spans.extend(line.span(at, at + part.len()));
            }
        }
    }
    spans
}

/// Whether a word is what an apostrophe leaves of another: the `ll` of `he'll`, the `t` of `don't`.
fn is_clipped(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.words.get(at) else { return false };
    let after_letter = word.from >= 2 && line.c(word.from - 2).is_some_and(is_word);
    line.before(word.from) == Some('\'') && after_letter && word.text.chars().count() <= 2
}

fn disguised_hits(line: &Line<'_>, blocked: &BlockedWords) -> Vec<Span> {
    let is_latin = {
        let letters = || line.letters.iter().filter(|letter| letter.c.is_alphabetic());
        letters().filter(|letter| letter.c.is_ascii()).count() * 2 > letters().count()
    };
    let mut spans = Vec::new();
    // Letters one by one, with blanks between: where they begin, where they end.
    let mut spaced: Vec<(usize, usize)> = Vec::new();
    for (from, to) in line.chunks() {
        let (from_word, to_word) = trimmed(line, from, to);
        if to_word == from_word + 1 && to - from <= 2 {
            spaced.push((from_word, to_word));
        } else {
            spans.extend(spaced_hit(line, &spaced, blocked, is_latin));
            spaced.clear();
        }
        // With the signs at its ends, which may stand for letters, and without.
        let outer = (from..from_word).all(|at| line.c(at).is_some_and(|c| !stands_for(c).is_empty()))
            && (to_word..to).all(|at| line.c(at).is_some_and(|c| !stands_for(c).is_empty()));
        let mut wholes = vec![(from_word, to_word)];
        if outer && (from, to) != (from_word, to_word) {
            wholes.push((from, to));
        }
        for (from, to) in wholes {
            if to - from > DISGUISE_CHARS_MAX || is_plain(line, from, to) {
                continue;
            }
            if blocked.is_disguised(&signs(line, from..to, is_latin)) {
                spans.extend(line.span(from, to));
            }
        }
    }
    spans.extend(spaced_hit(line, &spaced, blocked, is_latin));
    spans
}

fn spaced_hit(
    line: &Line<'_>,
    spaced: &[(usize, usize)],
    blocked: &BlockedWords,
    is_latin: bool,
) -> Option<Span> {
    let last = spaced.last()?;
    (0..=1).find_map(|skipped| {
        // "a w o r d": the first may be a word of its own.
        let spaced = spaced.get(skipped..)?;
        let first = spaced.first()?;
        let is_bounded = (DISGUISED_CHARS_MIN..=DISGUISE_CHARS_MAX).contains(&spaced.len());
        let signs = || signs(line, spaced.iter().map(|(at, _)| *at), is_latin);
        (is_bounded && blocked.is_disguised(&signs())).then(|| line.span(first.0, last.1)).flatten()
    })
}

/// A chunk without the signs at its ends.
fn trimmed(line: &Line<'_>, from: usize, to: usize) -> (usize, usize) {
    let is_letter = |at: &usize| line.c(*at).is_some_and(is_word);
    match ((from..to).find(is_letter), (from..to).rev().find(is_letter)) {
        (Some(first), Some(last)) => (first, last + 1),
        _ => (from, from),
    }
}

/// Whether letters are plain: no sign, no digit, no letter of another script, none three times in a row.
fn is_plain(line: &Line<'_>, from: usize, to: usize) -> bool {
    let letters = line.letters.get(from..to).unwrap_or_default();
    letters.iter().all(|letter| letter.c.is_ascii_lowercase())
        && !letters.windows(3).any(|three| three[0].c == three[1].c && three[1].c == three[2].c)
}

/// A character of a chunk, and whether it stands there three times or more.
#[derive(Debug, Clone, Copy)]
struct Sign {
    c: char,
    run: bool,
}

/// Characters without what separates them, runs of three and more as one.
fn signs(line: &Line<'_>, letters: impl IntoIterator<Item = usize>, is_latin: bool) -> Vec<Sign> {
    let letters: Vec<char> = letters.into_iter().filter_map(|at| line.c(at)).collect();
    // A word all in one other script is a word of that script, unless it stands in Latin ones.
    let is_mixed = is_latin || letters.iter().any(char::is_ascii_lowercase);
    let letters: Vec<char> = letters
        .into_iter()
        .filter(|c| !matches!(c, '.' | '-' | '_' | ',' | '~' | '·' | '/'))
        .map(|c| look_alike(c).filter(|_| is_mixed).unwrap_or(c))
        .collect();
    let mut signs = Vec::with_capacity(letters.len());
    for same in letters.chunk_by(|one, next| one == next) {
        match same {
            [c, _, _, ..] => signs.push(Sign { c: *c, run: true }),
            few => signs.extend(few.iter().map(|c| Sign { c: *c, run: false })),
        }
    }
    signs
}

/// Whether signs spell a word: each stands for one letter, a run for one or more of the same, `*` and `#` for any letter that is
/// neither the first nor the last.
fn fits(word: &[char], signs: &[Sign]) -> bool {
    // Bit `n` says that the signs so far spell the first `n` letters.
    let mut reached: u64 = 1;
    for sign in signs {
        let mut next: u64 = 0;
        for (at, letter) in word.iter().enumerate() {
            let is_inner = at > 0 && at + 1 < word.len();
            let stands = sign.c == *letter
                || stands_for(sign.c).contains(letter)
                || (is_inner && matches!(sign.c, '*' | '#'));
            let from = if sign.run { reached | next } else { reached };
            if stands && from >> at & 1 == 1 {
                next |= 1 << (at + 1);
            }
        }
        reached = next;
    }
    // Digits with hardly a letter are a number: 455, A55, size 5.
    let letters = signs.iter().filter(|sign| sign.c.is_alphabetic()).count();
    let has_digits = signs.iter().any(|sign| sign.c.is_numeric());
    reached >> word.len() & 1 == 1 && letters >= if has_digits { 2 } else { 1 }
}

/// Letters of scripts that put no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
