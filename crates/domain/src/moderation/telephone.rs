//! TELEPHONE: numbers one can call, written as several countries write them. Prices, sizes, order numbers and dates are none.

use super::fold::is_word;
use super::reading::{Line, Reading};
use super::settings::ValidModerationSettings;
use super::{Finding, Reason, Span};

/// Digits of a number with its country (E.164), at most.
const DIGITS_MAX: usize = 15;
/// Sizes are so far from one another, at most.
const SIZE_STEP_MAX: i64 = 10;
/// The most groups a number is written in.
const GROUPS_MAX: usize = 7;
/// How many words before a number say what it is.
const WORDS_BEFORE: usize = 3;
/// Words that announce a number to call.
const CALLED: [&str; 26] = [
    "tel",
    "telephone",
    "phone",
    "phones",
    "call",
    "text",
    "sms",
    "whatsapp",
    "mobile",
    "cell",
    "cellphone",
    "ring",
    "fax",
    "telefon",
    "telefonnummer",
    "handy",
    "handynummer",
    "anrufen",
    "mobil",
    "tlf",
    "telefono",
    "movil",
    "llama",
    "appelez",
    "portable",
    "celular",
];
/// Words that announce a number of something else.
const COUNTED: [&str; 26] = [
    "order",
    "orders",
    "invoice",
    "item",
    "style",
    "sku",
    "ref",
    "reference",
    "tracking",
    "isbn",
    "ean",
    "upc",
    "article",
    "model",
    "serial",
    "ticket",
    "parcel",
    "product",
    "code",
    "bestellung",
    "bestellnummer",
    "rechnung",
    "artikel",
    "artikelnummer",
    "commande",
    "pedido",
];
const CURRENCIES: [&str; 10] =
    ["usd", "eur", "gbp", "chf", "dollars", "euro", "euros", "pounds", "kr", "pln"];

/// Digits in a row: from and to in letters.
#[derive(Debug, Clone, Copy)]
struct Group {
    from: usize,
    to: usize,
}

impl Group {
    const fn len(self) -> usize {
        self.to - self.from
    }
}

/// The rule.
pub fn find(reading: &Reading<'_>, _: &ValidModerationSettings) -> Vec<Finding> {
    let spans: Vec<Span> = reading.named().flat_map(numbers).collect();
    Finding::at(Reason::TelephoneNumber, spans).into_iter().collect()
}

fn numbers(line: &Line<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    for groups in rows(line) {
        let mut first = 0;
        while first < groups.len() {
            let most = (first + GROUPS_MAX).min(groups.len());
            let hit = (first + 1..=most).rev().find(|to| is_number(line, &groups, first, *to));
            match hit {
                Some(to) => {
                    let from = sign_before(line, groups[first].from);
                    spans.extend(line.span(from, groups[to - 1].to));
                    first = to;
                }
                None => first += 1,
            }
        }
    }
    spans
}

/// Groups of digits with nothing but the signs of numbers between them.
fn rows(line: &Line<'_>) -> Vec<Vec<Group>> {
    let mut rows: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < line.letters.len() {
        if !line.c(at).is_some_and(|c| c.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let from = at;
        while line.c(at).is_some_and(|c| c.is_ascii_digit()) {
            at += 1;
        }
        let group = Group { from, to: at };
        let is_joined = rows.last().and_then(|row| row.last()).is_some_and(|last| {
            let between = line.letters.get(last.to..from).unwrap_or_default();
            between.len() <= 3
                && between.iter().all(|letter| matches!(letter.c, ' ' | '-' | '.' | '/' | '(' | ')'))
        });
        match rows.last_mut() {
            Some(row) if is_joined => row.push(group),
            _ => rows.push(vec![group]),
        }
    }
    rows
}

/// Where a number begins with its `+` or bracket.
fn sign_before(line: &Line<'_>, from: usize) -> usize {
    match line.before(from) {
        Some('(') if line.before(from - 1) == Some('+') => from - 2,
        Some('+' | '(') => from - 1,
        _ => from,
    }
}

/// Whether these groups of a row are a number to call.
fn is_number(line: &Line<'_>, row: &[Group], first: usize, to: usize) -> bool {
    let groups = &row[first..to];
    let (Some(start), Some(last)) = (groups.first(), groups.last()) else { return false };
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if !(7..=DIGITS_MAX).contains(&digits) || !is_cut_at_blank(line, row, first, to) {
        return false;
    }
    let has_plus = line.before(start.from) == Some('+')
        || line.folded(sign_before(line, start.from), start.from).contains('+');
    let sign = sign_before(line, start.from);
    let is_glued = line.before(sign).is_some_and(|c| is_word(c) || is_price_sign(c) || c == '#' || c == '+')
        || line.c(last.to).is_some_and(|c| {
            (is_word(c) && c != 'x') || is_price_sign(c) || c == ',' && is_digit(line, last.to + 1)
        });
    if is_glued || is_date(line, groups) || is_priced(line, last.to) {
        return false;
    }
    if has_plus {
        return digits >= 8;
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match announced(line, start.from) {
        Some(Announced::Called) => !is_series(line, groups),
        Some(Announced::Counted) => false,
        None => is_written_as_one(line, groups, &lengths, digits),
    }
}

/// Whether the groups are those of a country's numbers.
fn is_written_as_one(line: &Line<'_>, groups: &[Group], lengths: &[usize], digits: usize) -> bool {
    let text = |group: &Group| line.folded(group.from, group.to);
    let Some(start) = groups.first().map(text) else { return false };
    let starts =
        |at: usize, from: char| groups.get(at).map(text).is_some_and(|text| text >= from.to_string());
    let joins = |c: char| {
        groups.windows(2).all(|two| line.folded(two[0].to, two[1].from).chars().all(|other| other == c))
    };
    match *lengths {
        // North America: area and exchange begin with 2 to 9.
        [3, 3, 4] if starts(0, '2') && starts(1, '2') => return true,
        [1, 3, 3, 4] if start == "1" && starts(1, '2') && starts(2, '2') => return true,
        // China's mobile numbers.
        [11] if start.starts_with('1') && start.as_str() >= "13" => return true,
        [3, 4, 4] if start.starts_with('1') && start.as_str() >= "130" => return true,
        // India's mobile numbers.
        [5, 5] if starts(0, '6') => return true,
        // Spain, Poland.
        [3, 3, 3] if starts(0, '5') => return true,
        // A code and its extension is what posts and shops number with.
        [5, 4] if joins('-') => return false,
        _ => {}
    }
    // With the trunk's 0: most of Europe, Australia, Japan.
    let has_trunk = start.starts_with('0') && !start.starts_with("00") && start.len() > 1;
    if has_trunk && groups.len() == 1 {
        return (10..=11).contains(&digits);
    }
    if has_trunk && start.len() <= 5 {
        let is_whole = lengths[1..].iter().all(|length| *length >= 2) && (9..=12).contains(&digits);
        return is_whole && groups.len() <= 5 && !is_series(line, groups);
    }
    // With the country after 00.
    start.starts_with("00")
        && !start.starts_with("000")
        && start.len() >= 4
        && groups.len() > 1
        && (10..=DIGITS_MAX).contains(&digits)
}

/// Groups are not cut out of others that they hang together with.
fn is_cut_at_blank(line: &Line<'_>, row: &[Group], first: usize, to: usize) -> bool {
    let is_blank = |one: usize| match (row.get(one), row.get(one + 1)) {
        (Some(one), Some(next)) => {
            line.folded(one.to, next.from).chars().all(|c| matches!(c, ' ' | '(' | ')'))
        }
        _ => true,
    };
    (first == 0 || is_blank(first - 1)) && is_blank(to - 1)
}

/// A day, alone or with what comes after it: 27.11.2026, 2026-11-27, 11/27/26.
fn is_date(line: &Line<'_>, groups: &[Group]) -> bool {
    let number = |group: &Group| line.folded(group.from, group.to).parse::<u64>().unwrap_or(u64::MAX);
    let [one, two, three, ..] = groups else { return false };
    let (a, b, c) = (number(one), number(two), number(three));
    let is_year = |group: &Group, year: u64| group.len() == 4 && (1900..2100).contains(&year);
    let is_day_and_month = |a: u64, b: u64| (1..=31).contains(&a) && (1..=12).contains(&b);
    let is_any = |a: u64, b: u64| is_day_and_month(a, b) || is_day_and_month(b, a);
    let lengths = (one.len(), two.len());
    (lengths.0 <= 2 && lengths.1 <= 2 && is_any(a, b) && is_year(three, c))
        || (is_year(one, a) && lengths.1 == 2 && three.len() == 2 && is_any(b, c))
}

/// Sizes one after another: 08 10 12 14 16.
fn is_series(line: &Line<'_>, groups: &[Group]) -> bool {
    let numbers: Vec<i64> =
        groups.iter().filter_map(|group| line.folded(group.from, group.to).parse().ok()).collect();
    let steps: Vec<i64> = numbers.windows(2).map(|two| two[1] - two[0]).collect();
    steps.len() >= 2 && steps[0].abs() <= SIZE_STEP_MAX && steps.windows(2).all(|two| two[0] == two[1])
}

fn is_price_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '%')
}

fn is_digit(line: &Line<'_>, at: usize) -> bool {
    line.c(at).is_some_and(|c| c.is_ascii_digit())
}

/// Whether a currency stands behind.
fn is_priced(line: &Line<'_>, to: usize) -> bool {
    let next = (to..to + 2).find_map(|at| line.c(at).filter(|c| *c != ' '));
    let at = line.words.partition_point(|word| word.from < to);
    let word = line.words.get(at).filter(|word| word.from <= to + 1);
    next.is_some_and(is_price_sign) || word.is_some_and(|word| CURRENCIES.contains(&word.text.as_str()))
}

enum Announced {
    Called,
    Counted,
}

/// What the words right before say that a number is; the nearest word decides.
fn announced(line: &Line<'_>, from: usize) -> Option<Announced> {
    let before = line.words.partition_point(|word| word.to <= from);
    let near = line.words.get(before.saturating_sub(WORDS_BEFORE)..before).unwrap_or_default();
    near.iter().rev().find_map(|word| {
        let word = word.text.as_str();
        let called = CALLED.contains(&word).then_some(Announced::Called);
        called.or(COUNTED.contains(&word).then_some(Announced::Counted))
    })
}
