//! POSTAL_ADDRESS: a street with its number as several countries write it, a post-office box, a town with its code.

use super::reading::{Line, Reading, Word};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span};

/// Streets in English that mean nothing else.
const STREETS: [&str; 12] = [
    "street",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "boulevard",
    "blvd",
    "parkway",
    "pkwy",
    "highway",
];
/// Words that are streets among other things: they count with a capital and a name before them.
const MAYBE_STREETS: [&str; 15] = [
    "st", "drive", "dr", "court", "ct", "place", "pl", "square", "sq", "terrace", "way", "close", "crescent",
    "hwy", "gardens",
];
/// Words no street is named with, so that "2 times on the road" is none.
const NO_NAMES: [&str; 40] = [
    "the", "a", "an", "on", "of", "in", "my", "to", "and", "for", "from", "with", "is", "was", "it", "this",
    "that", "at", "by", "times", "time", "days", "day", "hours", "hour", "minutes", "minute", "min", "miles",
    "mile", "stars", "star", "size", "sizes", "years", "year", "inches", "inch", "or", "pounds",
];
/// Words that announce an address.
const CUES: [&str; 13] = [
    "address", "live", "lives", "living", "ship", "send", "mail", "deliver", "adresse", "wohne", "wohnt",
    "habite", "vivo",
];
const FRENCH: [&str; 10] =
    ["rue", "boulevard", "bd", "impasse", "chemin", "quai", "allee", "avenue", "av", "faubourg"];
const SPANISH: [&str; 9] =
    ["calle", "avenida", "avda", "paseo", "plaza", "carrera", "rua", "travessa", "carrer"];
const ITALIAN: [&str; 5] = ["via", "viale", "corso", "piazza", "vicolo"];
const POLISH: [&str; 4] = ["ul", "ulica", "aleja", "al"];
/// Ends of streets' names that mean nothing else, in German, Dutch and the north.
const STREET_ENDS: [&str; 10] =
    ["strasse", "straat", "gracht", "laan", "plein", "gatan", "vagen", "veien", "vegen", "gade"];
/// Ends that are in other words too: they count with a town's code behind them, or a word that announces an address.
const MAYBE_STREET_ENDS: [&str; 11] =
    ["weg", "platz", "allee", "gasse", "damm", "ufer", "ring", "str", "gata", "kade", "stieg"];
const STATES: &str = "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh \
    ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc";
/// How many words before announce an address, and behind may hold its town's code.
const WORDS_AROUND: usize = 6;

/// The rule.
pub fn find(reading: &Reading<'_>, _: &ValidModerationSettings) -> Vec<Finding> {
    let mut spans: Vec<Span> = Vec::new();
    for line in reading.prose() {
        let mut at = 0;
        while at < line.words.len() {
            match address(line, at) {
                Some(to) => {
                    spans.extend(line.words_span(at, to));
                    at = to;
                }
                None => at += 1,
            }
        }
        spans.extend(japanese(line));
    }
    Finding::at(Reason::StreetAddress, spans).into_iter().collect()
}

/// Where an address ends that begins at a word.
fn address(line: &Line<'_>, at: usize) -> Option<usize> {
    english(line, at)
        .or_else(|| french(line, at))
        .or_else(|| name_then_number(line, at))
        .or_else(|| one_word_then_number(line, at))
        .or_else(|| town(line, at))
        .or_else(|| post_box(line, at))
}

/// `12 Main Street`, `221b Baker St`.
fn english(line: &Line<'_>, at: usize) -> Option<usize> {
    if !is_house_number(line, at) {
        return None;
    }
    // A name of one to three words, then what it is.
    let street = (at + 2..=at + 4)
        .take_while(|to| line.is_followed(to - 1) && (at + 1 == to - 1 || !is_unnamed(line, to - 1)))
        .find(|to| is_in(line, *to, &STREETS) || is_in(line, *to, &MAYBE_STREETS))?;
    if !line.is_followed(at) || is_unnamed(line, at + 1) {
        return None;
    }
    let is_capital =
        (at + 1..=street).all(|word| line.words.get(word).is_some_and(|word| line.is_capital(word)));
    let has_small = line.letters.iter().any(|letter| letter.original.is_lowercase());
    let is_sure = is_in(line, street, &STREETS);
    let is_one = is_capital && has_small || has_code(line, street + 1) || is_sure && is_announced(line, at);
    is_one.then_some(street + 1)
}

/// `12 rue de la Paix`, `5 bis, avenue Foch`.
fn french(line: &Line<'_>, at: usize) -> Option<usize> {
    if !is_house_number(line, at) || !line.is_followed(at) {
        return None;
    }
    let street = if is_in(line, at + 1, &["bis", "ter", "quater"]) { at + 2 } else { at + 1 };
    if !is_in(line, street, &FRENCH) || !line.is_followed(street) {
        return None;
    }
    let of = (street + 1..street + 3)
        .take_while(|word| is_in(line, *word, &["de", "du", "des", "la", "le", "l", "d"]))
        .count();
    let name = line.words.get(street + 1 + of)?;
    (line.is_capital(name) || has_code(line, street + 1)).then_some(street + of + 2)
}

/// `Calle Mayor 5`, `Via Roma, 10`, `ul. Marszałkowska 1`.
fn name_then_number(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_sure = is_in(line, at, &SPANISH) || is_in(line, at, &POLISH);
    if !(is_sure || is_in(line, at, &ITALIAN)) {
        return None;
    }
    let number =
        (at + 2..=at + 5).take_while(|to| line.is_followed(to - 1)).find(|to| is_house_number(line, *to))?;
    let is_capital = |word: usize| line.words.get(word).is_some_and(|word| line.is_capital(word));
    let is_named = (at + 1..number).any(is_capital) && line.is_followed(at);
    (is_named && (is_sure || is_capital(at))).then_some(number + 1)
}

/// `Hauptstraße 12`, `Musterstr. 5a`, `Prinsengracht 263`.
fn one_word_then_number(line: &Line<'_>, at: usize) -> Option<usize> {
    let word = line.words.get(at)?;
    let ends = |ends: &[&str]| {
        ends.iter().any(|end| word.text.strip_suffix(end).is_some_and(|name| name.chars().count() >= 3))
    };
    if !line.is_followed(at) || !is_house_number(line, at + 1) {
        return None;
    }
    // `Lange Straße 4`: the name stands before.
    let is_apart =
        matches!(word.text.as_str(), "strasse" | "straat") && at > 0 && line.is_capital(&line.words[at - 1]);
    let is_sure = ends(&STREET_ENDS) || is_apart;
    let is_maybe = ends(&MAYBE_STREET_ENDS)
        && line.is_capital(word)
        && (has_code(line, at + 2) || is_announced(line, at) || word.text.ends_with("str"));
    (is_sure || is_maybe).then_some(at + 2)
}

/// `Austin, TX 78701`: a state in capitals and its code.
fn town(line: &Line<'_>, at: usize) -> Option<usize> {
    let (town, state, code) = (line.words.get(at)?, line.words.get(at + 1)?, line.words.get(at + 2)?);
    let is_state = state.text.len() == 2
        && STATES.split_ascii_whitespace().any(|name| name == state.text)
        && line.letters[state.from..state.to].iter().all(|letter| letter.original.is_uppercase());
    let is_code = code.text.len() == 5 && is_digits(code);
    let is_row = line.is_followed(at) && line.is_followed(at + 1);
    (is_state && is_code && is_row && line.is_capital(town)).then_some(at + 3)
}

/// `PO box 12`, `P.O. Box 12`, `Postfach 1234`.
fn post_box(line: &Line<'_>, at: usize) -> Option<usize> {
    let names: [&[&str]; 5] =
        [&["po", "box"], &["p", "o", "box"], &["postfach"], &["boite", "postale"], &["postbus"]];
    names.iter().find_map(|name| {
        let is_there = name.iter().zip(at..).all(|(part, word)| is_in(line, word, &[part]));
        let number = at + name.len();
        (is_there && line.words.get(number).is_some_and(is_digits)).then_some(number + 1)
    })
}

/// `〒100-0001`.
fn japanese(line: &Line<'_>) -> Vec<Span> {
    let marks = (0..line.letters.len()).filter(|at| line.c(*at) == Some('〒'));
    let is_number = |at: &usize| line.c(at + 1).is_some_and(|c| c.is_ascii_digit());
    marks.filter(is_number).filter_map(|at| line.span(at, (at + 9).min(line.letters.len()))).collect()
}

/// A house's number: up to five digits, a letter behind them perhaps; not the hind part of another number, no ordinal.
fn is_house_number(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.words.get(at) else { return false };
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letters = word.text.len() - digits.len();
    let is_part =
        line.before(word.from).is_some_and(|c| matches!(c, '$' | '€' | '£' | '#' | '.' | '-' | '\''));
    (1..=5).contains(&digits.len()) && letters <= 1 && digits.bytes().all(|b| b.is_ascii_digit()) && !is_part
}

fn is_digits(word: &Word) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_in(line: &Line<'_>, at: usize, list: &[&str]) -> bool {
    line.words.get(at).is_some_and(|word| list.contains(&word.text.as_str()))
}

fn is_unnamed(line: &Line<'_>, at: usize) -> bool {
    line.words.get(at).is_none_or(|word| NO_NAMES.contains(&word.text.as_str()))
}

/// Whether a town's code is among the next words: four to six digits, or one of the United Kingdom's.
fn has_code(line: &Line<'_>, from: usize) -> bool {
    let next = line.words.get(from..(from + WORDS_AROUND).min(line.words.len())).unwrap_or_default();
    let is_town = |at: usize| next.get(at + 1).is_some_and(|word| line.is_capital(word)) || at > 0;
    let is_code =
        |(at, word): (usize, &Word)| (5..=6).contains(&word.text.len()) && is_digits(word) && is_town(at);
    let is_british = |two: &[Word]| is_outward(&two[0].text) && is_inward(&two[1].text);
    next.iter().enumerate().any(is_code) || next.windows(2).any(is_british)
}

/// `sw1a`, `m1`.
fn is_outward(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_ascii_lowercase()).count();
    (2..=4).contains(&text.len())
        && (1..=2).contains(&letters)
        && text.chars().nth(letters).is_some_and(|c| c.is_ascii_digit())
}

/// `1aa`.
fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9', b'a'..=b'z', b'a'..=b'z'])
}

fn is_announced(line: &Line<'_>, at: usize) -> bool {
    let near = line.words.get(at.saturating_sub(WORDS_AROUND)..at).unwrap_or_default();
    near.iter().any(|word| CUES.contains(&word.text.as_str()))
}
