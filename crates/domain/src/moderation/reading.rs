//! A moment's texts as the rules read them: folded letters that know where they stand in the original.

use super::fold::{fold, is_word};
use super::text::ModerationText;
use super::{Span, TextField};

/// A folded character, and the character of the original it is from.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// What it is folded to.
    pub c: char,
    /// The first byte of the original character.
    pub start: usize,
    /// The byte after the original character.
    pub end: usize,
    /// The original character.
    pub original: char,
}

/// A word: folded letters and digits in a row.
#[derive(Debug, Clone)]
pub struct Word {
    /// The folded text.
    pub text: String,
    /// Its first letter.
    pub from: usize,
    /// The letter after its last.
    pub to: usize,
}

/// One text.
#[derive(Debug)]
pub struct Line<'a> {
    /// Which.
    pub field: TextField,
    /// The original.
    pub text: &'a str,
    /// Folded.
    pub letters: Vec<Letter>,
    /// Its words.
    pub words: Vec<Word>,
}

/// All texts of a moment, read once for all rules.
#[derive(Debug)]
pub struct Reading<'a> {
    lines: Vec<Line<'a>>,
    pub(super) seen: ModerationText<'a>,
}

impl<'a> Reading<'a> {
    /// Reads a moment's texts.
    pub fn of(seen: ModerationText<'a>) -> Reading<'a> {
        let fields = [
            (TextField::Title, seen.title),
            (TextField::Body, Some(seen.body)),
            (TextField::CreatorName, seen.creator_name),
            (TextField::CreatorHandle, seen.creator_handle),
        ];
        let lines = fields.into_iter().filter_map(|(field, text)| Some(Line::of(field, text?))).collect();
        Reading { lines, seen }
    }

    /// Every text.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter()
    }

    /// Title and body.
    pub(super) fn prose(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| matches!(line.field, TextField::Title | TextField::Body))
    }

    /// What a person signs with beside the prose; a handle is no prose and no name.
    pub(super) fn named(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| line.field != TextField::CreatorHandle)
    }
}

impl<'a> Line<'a> {
    /// Reads one text.
    pub fn of(field: TextField, text: &'a str) -> Line<'a> {
        let mut letters = Vec::with_capacity(text.len());
        for (start, original) in text.char_indices() {
            let end = start + original.len_utf8();
            fold(original, &mut |c| letters.push(Letter { c, start, end, original }));
        }
        let mut words: Vec<Word> = Vec::new();
        let mut open = false;
        for (at, letter) in letters.iter().enumerate() {
            if !is_word(letter.c) {
                open = false;
                continue;
            }
            match words.last_mut() {
                Some(word) if open => {
                    word.text.push(letter.c);
                    word.to = at + 1;
                }
                _ => words.push(Word { text: letter.c.to_string(), from: at, to: at + 1 }),
            }
            open = true;
        }
        Line { field, text, letters, words }
    }

    /// The folded character at a place.
    pub fn c(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.c)
    }

    /// The folded character before a place.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.c(at))
    }

    /// The folded text of some letters.
    pub fn folded(&self, from: usize, to: usize) -> String {
        self.letters.get(from..to).unwrap_or_default().iter().map(|letter| letter.c).collect()
    }

    /// Where letters stand in the original; nothing for no letters.
    pub fn span(&self, from: usize, to: usize) -> Option<Span> {
        let letters = self.letters.get(from..to)?;
        let (first, last) = (letters.first()?, letters.last()?);
        Some(Span { field: self.field, start: first.start, end: last.end })
    }

    /// Where words stand in the original, from the first to the last of these.
    pub fn words_span(&self, from: usize, to: usize) -> Option<Span> {
        let words = self.words.get(from..to)?;
        self.span(words.first()?.from, words.last()?.to)
    }

    /// Whether a word begins with a capital in the original, or is a number.
    pub fn is_capital(&self, word: &Word) -> bool {
        self.letters.get(word.from).is_some_and(|letter| letter.original.is_uppercase())
    }

    /// Whether nothing but blanks, or commas and blanks, stands between a word and the next.
    pub fn is_followed(&self, word: usize) -> bool {
        match (self.words.get(word), self.words.get(word + 1)) {
            (Some(one), Some(next)) => self.letters[one.to..next.from]
                .iter()
                .all(|letter| matches!(letter.c, ' ' | ',' | '.' | '\n')),
            _ => false,
        }
    }

    /// Runs of what is no blank: from and to, in letters.
    pub fn chunks(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while self.c(at)?.is_whitespace() {
                at += 1;
            }
            let from = at;
            while self.c(at).is_some_and(|c| !c.is_whitespace()) {
                at += 1;
            }
            Some((from, at))
        })
    }
}
