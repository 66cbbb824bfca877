//! EMAIL: addresses, and addresses with words for their signs.

use super::fold::is_word;
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason};

/// Longest part before the `@` that is looked back for, in characters (RFC 5321).
const LOCAL_CHARS_MAX: usize = 64;
/// Longest host, in characters (RFC 1035).
const HOST_CHARS_MAX: usize = 253;
/// Ends of hosts that are enough to read `joe at mail dot com` as an address.
const DOT_ENDS: [&str; 14] =
    ["com", "net", "org", "de", "fr", "es", "it", "uk", "co", "ru", "eu", "nl", "info", "io"];
/// Hosts of mailboxes that are enough to read `joe at mail.com` as one.
const MAIL_HOSTS: [&str; 12] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "icloud",
    "aol",
    "gmx",
    "protonmail",
    "proton",
    "yandex",
    "live",
];

/// The rule.
pub fn find(reading: &Reading<'_>, _: &ValidModerationSettings) -> Vec<Finding> {
    let (mut plain, mut disguised) = (Vec::new(), Vec::new());
    for line in reading.lines() {
        plain.extend(addresses(line).into_iter().filter_map(|(from, to)| line.span(from, to)));
        disguised.extend(addresses_in_words(line).into_iter().filter_map(|(from, to)| line.span(from, to)));
    }
    let found = [(Reason::EmailAddress, plain), (Reason::EmailDisguised, disguised)];
    found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect()
}

/// Every address of a text, from and to in letters.
pub fn addresses(line: &Line<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for at in (0..line.letters.len()).filter(|at| line.c(*at) == Some('@')) {
        let is_local = |c: char| is_word(c) || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
        let least = at.saturating_sub(LOCAL_CHARS_MAX);
        let from = (least..at).rev().take_while(|place| line.c(*place).is_some_and(is_local)).last();
        let most = (at + 1 + HOST_CHARS_MAX).min(line.letters.len());
        let is_host = |c: char| is_word(c) || matches!(c, '.' | '-');
        let to = (at + 1..most).take_while(|place| line.c(*place).is_some_and(is_host)).last();
        let (Some(from), Some(to)) = (from, to) else { continue };
        let host = line.folded(at + 1, to + 1);
        let host = host.trim_end_matches(['.', '-']);
        if is_mail_host(host) && line.folded(from, at).chars().any(is_word) {
            found.push((from, at + 1 + host.chars().count()));
        }
    }
    found
}

/// Whether a text can be the host of a mailbox: labels and an end of letters.
fn is_mail_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(name, end)| {
        name.split('.').all(|label| !label.is_empty() && !label.starts_with('-'))
            && end.chars().count() >= 2
            && (end.chars().all(char::is_alphabetic) || end.starts_with("xn--"))
    })
}

/// `joe (at) mail (dot) com`, `joe at mail dot com`, `joe at gmail.com`: from and to in letters.
pub fn addresses_in_words(line: &Line<'_>) -> Vec<(usize, usize)> {
    let word = |at: usize| line.words.get(at).map(|word| word.text.as_str());
    let mut found = Vec::new();
    for at in (1..line.words.len()).filter(|at| word(*at) == Some("at")) {
        let is_bracketed = is_bracketed(line, at);
        let (Some(host), Some(next)) = (word(at + 1), word(at + 2)) else { continue };
        let is_dot = matches!(next, "dot" | "punkt" | "point" | "punto");
        let to = if is_dot { at + 3 } else { at + 2 };
        let Some(end) = word(to).filter(|end| DOT_ENDS.contains(end)) else { continue };
        let is_dotted = !is_dot && is_joined_by_dot(line, at + 1);
        let is_known = MAIL_HOSTS.contains(&host);
        if (is_dot || is_dotted) && (is_bracketed || is_dot || is_known) && !end.is_empty() {
            found.push((line.words[at - 1].from, line.words[to].to));
        }
    }
    found
}

/// Whether a word stands in brackets: `(at)`, `[at]`, `{at}`, `<at>`.
fn is_bracketed(line: &Line<'_>, at: usize) -> bool {
    line.words.get(at).is_some_and(|word| {
        matches!(line.before(word.from), Some('(' | '[' | '{' | '<'))
            && matches!(line.c(word.to), Some(')' | ']' | '}' | '>'))
    })
}

/// Whether nothing but a dot stands between a word and the next.
fn is_joined_by_dot(line: &Line<'_>, at: usize) -> bool {
    match (line.words.get(at), line.words.get(at + 1)) {
        (Some(one), Some(next)) => one.to + 1 == next.from && line.c(one.to) == Some('.'),
        _ => false,
    }
}
