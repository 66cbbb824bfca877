//! LINKS: addresses on the web and names of hosts, but those of the tenant's own hosts.

use url::Url;

use super::email;
use super::fold::{is_invisible, is_word};
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span, TextField};
use crate::host;

/// Ends of hosts that no sentence has behind a dot.
const ENDS: [&str; 56] = [
    "com", "net", "org", "info", "biz", "shop", "xyz", "app", "dev", "io", "co", "ru", "cn", "uk", "de",
    "eu", "ch", "nl", "pl", "jp", "br", "au", "ca", "tv", "gg", "cc", "ly", "ua", "tr", "kr", "mx", "ar",
    "cl", "nz", "za", "ir", "vn", "gr", "hu", "cz", "sk", "ro", "bg", "hr", "rs", "lt", "lv", "ee", "dk",
    "fi", "fr", "edu", "gov", "icu", "vip", "buzz",
];
/// Ends that are words too, so that "fits well.it is" holds no host: they count before a path, or behind a word that leads there.
const MAYBE_ENDS: [&str; 34] = [
    "store", "online", "site", "club", "top", "live", "life", "style", "world", "today", "best", "fashion",
    "link", "click", "work", "fun", "it", "is", "in", "me", "so", "to", "at", "be", "as", "my", "us", "no",
    "am", "es", "se", "pt", "la", "ws",
];
/// Words that lead to a host.
const LEADS: [&str; 11] =
    ["visit", "website", "site", "link", "url", "http", "https", "www", "besuche", "visitez", "visita"];
/// Schemes of links, in the letters that people write to disguise them too.
const SCHEMES: [&str; 5] = ["https", "http", "hxxps", "hxxp", "ftp"];
/// Longest link that is read, in characters; the rest does not change its host.
const URL_CHARS_MAX: usize = 2_000;

/// The rule.
pub fn find(reading: &Reading<'_>, settings: &ValidModerationSettings) -> Vec<Finding> {
    let (mut plain, mut disguised, mut banned) = (Vec::new(), Vec::new(), Vec::new());
    for line in reading.named() {
        let mut mails = email::addresses(line);
        mails.extend(email::addresses_in_words(line));
        for (from, to, host) in links(line, &mails) {
            match settings.host(host.as_deref()) {
                HostIs::Banned => banned.extend(line.span(from, to)),
                HostIs::Unknown => plain.extend(line.span(from, to)),
                HostIs::Allowed => {}
            }
        }
        for (span, host) in in_words(line) {
            match settings.host(Some(&host)) {
                HostIs::Banned => banned.push(span),
                HostIs::Unknown => disguised.push(span),
                HostIs::Allowed => {}
            }
        }
    }
    let host = reading.seen.permalink_host();
    if let (Some(permalink), HostIs::Banned) = (reading.seen.permalink, settings.host(host.as_deref())) {
        banned.push(Span { field: TextField::PermalinkHost, start: 0, end: permalink.len() });
    }
    let found =
        [(Reason::WebAddress, plain), (Reason::WebAddressDisguised, disguised), (Reason::BannedHost, banned)];
    found.into_iter().filter_map(|(reason, spans)| Finding::at(reason, spans)).collect()
}

/// What a tenant's lists say of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostIs {
    /// One of the tenant's own.
    Allowed,
    /// One it has banned, which goes before.
    Banned,
    /// Any other.
    Unknown,
}

impl ValidModerationSettings {
    /// What the lists say of a host; one that cannot be read is unknown. A `www.` before it makes no difference.
    fn host(&self, host: Option<&str>) -> HostIs {
        let is_in = |list: &[String]| {
            let bare = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
            !list.is_empty() && (host::is_allowed(list, host) || host::is_allowed(list, bare))
        };
        match (is_in(&self.banned_hosts), is_in(&self.allowed_hosts)) {
            (true, _) => HostIs::Banned,
            (false, true) => HostIs::Allowed,
            (false, false) => HostIs::Unknown,
        }
    }
}

type Link = (usize, usize, Option<String>);

/// Every link of a text: from and to in letters, and its host where it has one that can be read.
fn links(line: &Line<'_>, mails: &[(usize, usize)]) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    let may_be_one =
        |(from, to): &(usize, usize)| (*from..*to).any(|at| matches!(line.c(at), Some('.' | ':')));
    for (from, to) in line.chunks().filter(may_be_one) {
        let mut at = from;
        while at < to {
            let link = with_scheme(line, at, to).or_else(|| bare(line, at, to, mails));
            match link {
                Some(link) => {
                    at = link.1.max(at + 1);
                    found.push(link);
                }
                None => at = next_start(line, at, to),
            }
        }
    }
    found
}

/// The next place in a chunk at which a word begins.
fn next_start(line: &Line<'_>, at: usize, to: usize) -> usize {
    let end = (at..to).find(|at| !is_host_char(line.c(*at))).unwrap_or(to);
    (end + 1..to).find(|at| line.c(*at).is_some_and(is_word)).unwrap_or(to)
}

fn is_host_char(c: Option<char>) -> bool {
    c.is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '_'))
}

/// `https://…`, and the same with letters changed.
fn with_scheme(line: &Line<'_>, from: usize, to: usize) -> Option<Link> {
    let scheme = SCHEMES.iter().find(|scheme| {
        let end = from + scheme.len();
        end + 3 < to && line.folded(from, end) == **scheme && line.folded(end, end + 3) == "://"
    })?;
    let end = ended(line, from, to);
    let rest = written(line, from + scheme.len() + 3, end);
    Some((from, end, host_of(&rest)))
}

/// `www.shop.example`, `shop.example/path`.
fn bare(line: &Line<'_>, from: usize, to: usize, mails: &[(usize, usize)]) -> Option<Link> {
    let end = (from..to).find(|at| !is_host_char(line.c(*at))).unwrap_or(to);
    let host = line.folded(from, end);
    let name = host.trim_end_matches(['.', '-', '_']);
    let end = from + name.chars().count();
    let is_mail = mails.iter().any(|(first, last)| from < *last && *first < end) || line.c(end) == Some('@');
    let labels: Vec<&str> = name.split('.').collect();
    let [.., before, last] = labels[..] else { return None };
    let is_sound = labels.iter().all(|label| !label.is_empty()) && before.chars().any(char::is_alphanumeric);
    if is_mail || !is_sound || before.chars().count() < 2 {
        return None;
    }
    let has_path =
        line.c(end) == Some('/') && line.c(end + 1).is_some_and(is_word) && line.c(end + 1) != Some(' ');
    let is_www = labels.len() > 2 && labels[0] == "www";
    let is_led = {
        let words = line.words.partition_point(|word| word.to <= from);
        words > 0 && LEADS.contains(&line.words[words - 1].text.as_str())
    };
    let is_end = ENDS.contains(&last) || last.starts_with("xn--");
    let is_maybe = MAYBE_ENDS.contains(&last) && (has_path || is_led);
    if !(is_end || is_maybe || is_www && last.chars().count() >= 2) {
        return None;
    }
    let whole =
        if has_path || matches!(line.c(end), Some(':' | '?' | '#')) { ended(line, from, to) } else { end };
    Some((from, whole, host_of(&written(line, from, whole))))
}

/// Where a link ends: without the sign that ends its sentence.
fn ended(line: &Line<'_>, from: usize, to: usize) -> usize {
    let is_sign = |at: &usize| {
        line.c(*at).is_some_and(|c| matches!(c, '.' | ',' | ';' | '!' | '?' | ')' | ']' | '"' | '\'' | '>'))
    };
    (from..to).rev().find(|at| !is_sign(at)).map_or(to, |at| at + 1)
}

/// Letters as they are in the original, without what nobody sees.
fn written(line: &Line<'_>, from: usize, to: usize) -> String {
    let span = line.span(from, to.min(from + URL_CHARS_MAX));
    let text = span.and_then(|span| line.text.get(span.start..span.end)).unwrap_or_default();
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// The host of a link without its scheme, as a browser reads it.
fn host_of(rest: &str) -> Option<String> {
    Url::parse(&format!("https://{rest}")).ok()?.host_str().map(str::to_owned)
}

/// `shop dot com`, `shop (dot) com`.
fn in_words(line: &Line<'_>) -> Vec<(Span, String)> {
    let word = |at: usize| line.words.get(at).map(|word| word.text.as_str());
    let mut found = Vec::new();
    for at in (1..line.words.len()).filter(|at| matches!(word(*at), Some("dot" | "punkt"))) {
        let (Some(name), Some(end)) = (word(at - 1), word(at + 1)) else { continue };
        let is_mail = at >= 2 && word(at - 2) == Some("at");
        let is_end = matches!(end, "com" | "net" | "org" | "shop" | "info" | "ru" | "de" | "io" | "co");
        let is_near = |one: usize| {
            line.letters[line.words[one].to..line.words[one + 1].from]
                .iter()
                .all(|letter| matches!(letter.c, ' ' | '(' | ')' | '[' | ']' | '{' | '}'))
        };
        if is_end && !is_mail && name.chars().count() >= 3 && is_near(at - 1) && is_near(at) {
            let span = line.words_span(at - 1, at + 2);
            found.extend(span.map(|span| (span, format!("{name}.{end}"))));
        }
    }
    found
}
