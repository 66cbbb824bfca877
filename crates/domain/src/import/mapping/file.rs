//! The file a mapping is written in: its tables and keys, and what must hold between them.

use chrono::{DateTime, Utc};

use super::{
    Mapping, MomentColumns, MomentRows, Noun, OrderColumns, OrderRows, Price, Published, Rows, TouchColumns,
    TouchRows,
};
use crate::attribution::TouchKind;
use crate::feed::LanguageError;
use crate::import::MAPPING_BYTES_MAX;
use crate::import::when::When;
use crate::moment::{MOMENT_SOURCE_CHARS_MAX, Moderation, MomentKind, Rights};
use crate::money::Currency;
use crate::text::is_line;

/// The longest cancellation prefix, in characters.
const PREFIX_CHARS_MAX: usize = 20;

/// What tells the two kinds of file apart.
#[derive(serde::Deserialize)]
struct AnyFile {
    kind: Noun,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentsFile {
    #[serde(rename = "kind")]
    _kind: Noun,
    columns: MomentColumns,
    fixed: MomentConstants,
    #[serde(default)]
    read: Reading,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentConstants {
    source: String,
    kind: MomentKind,
    published_at: Option<toml::Value>,
    moderation: Option<Moderation>,
    rights: Rights,
    language: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OrdersFile {
    #[serde(rename = "kind")]
    _kind: Noun,
    columns: OrderColumns,
    fixed: OrderConstants,
    #[serde(default)]
    read: Reading,
    #[serde(default)]
    orders: OrderHabits,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderConstants {
    currency: Currency,
}

/// `[orders]`: what the brand's order system does in its own way.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderHabits {
    cancellation_prefix: Option<String>,
    #[serde(default)]
    not_commissionable: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TouchesFile {
    #[serde(rename = "kind")]
    _kind: Noun,
    columns: TouchColumns,
    #[serde(default)]
    fixed: TouchConstants,
    #[serde(default)]
    read: Reading,
}

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TouchConstants {
    kind: Option<TouchKind>,
    moment_source: Option<String>,
    #[serde(default)]
    consent: bool,
}

/// `[read]`: how the file writes dates, numbers and fields.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    date_format: Option<String>,
    time_zone: Option<String>,
    decimal_mark: Option<String>,
    delimiter: Option<String>,
}

/// The mapping a text is, or what is wrong with it.
pub(super) fn parse(text: &str) -> Result<Mapping, String> {
    if text.len() > MAPPING_BYTES_MAX {
        return Err(format!("a mapping has at most {MAPPING_BYTES_MAX} bytes"));
    }
    let AnyFile { kind } = toml::from_str(text).map_err(|error| explain(text, &error))?;
    match kind {
        Noun::Moments => toml::from_str(text).map_err(|error| explain(text, &error)).and_then(moments),
        Noun::Orders => toml::from_str(text).map_err(|error| explain(text, &error)).and_then(orders),
        Noun::Touches => toml::from_str(text).map_err(|error| explain(text, &error)).and_then(touches),
    }
}

fn moments(file: MomentsFile) -> Result<Mapping, String> {
    let MomentsFile { columns, fixed, read, .. } = file;
    let when = When::new(read.date_format.as_deref(), read.time_zone.as_deref())?;
    let published = match (&columns.published_at, &fixed.published_at) {
        (Some(column), None) => Published::Column(column.clone(), when),
        (None, Some(value)) => Published::Fixed(fixed_date(value, read.time_zone.as_deref())?),
        _ => return Err("published_at stands either in [columns] or in [fixed]".to_owned()),
    };
    if columns.creator_name.is_some() && columns.creator.is_none() {
        return Err("columns.creator_name needs columns.creator".to_owned());
    }
    if columns.product.is_none() && (columns.product_title.is_some() || columns.product_category.is_some()) {
        return Err("columns.product_title and columns.product_category need columns.product".to_owned());
    }
    if !is_line(&fixed.source, MOMENT_SOURCE_CHARS_MAX) {
        return Err(format!("fixed.source has 1 to {MOMENT_SOURCE_CHARS_MAX} characters"));
    }
    if fixed.moderation == Some(Moderation::Rejected) {
        return Err("fixed.moderation: a new moment cannot begin REJECTED".to_owned());
    }
    if !matches!(fixed.rights, Rights::NotRequired | Rights::Unrequested | Rights::Granted) {
        return Err(format!("fixed.rights: a new moment cannot begin {}", fixed.rights));
    }
    let language = match (&columns.language, fixed.language) {
        (Some(_), Some(_)) => return Err("language stands either in [columns] or in [fixed]".to_owned()),
        (_, text) => text.map(|text| text.parse()).transpose(),
    };
    let language = language.map_err(|error: LanguageError| format!("fixed.language: {error}"))?;
    if read.decimal_mark.is_some() {
        return Err("read.decimal_mark: nothing of a moment is an amount".to_owned());
    }
    let delimiter = delimiter(read.delimiter)?;
    let rows = MomentRows {
        columns,
        source: fixed.source.trim().to_owned(),
        kind: fixed.kind,
        published,
        moderation: fixed.moderation,
        rights: fixed.rights,
        language,
    };
    Ok(Mapping { delimiter, rows: Rows::Moments(Box::new(rows)) })
}

fn orders(file: OrdersFile) -> Result<Mapping, String> {
    let OrdersFile { columns, fixed, read, orders, .. } = file;
    let price = match (&columns.unit_price, &columns.line_amount) {
        (Some(column), None) => Price::Unit(column.clone()),
        (None, Some(column)) => Price::Line(column.clone()),
        _ => return Err("[columns] has either unit_price or line_amount".to_owned()),
    };
    let decimal_mark = match read.decimal_mark.as_deref() {
        None | Some(".") => '.',
        Some(",") => ',',
        Some(_) => return Err("read.decimal_mark is \".\" or \",\"".to_owned()),
    };
    if let Some(prefix) = &orders.cancellation_prefix
        && !is_line(prefix, PREFIX_CHARS_MAX)
    {
        return Err(format!("orders.cancellation_prefix has 1 to {PREFIX_CHARS_MAX} characters"));
    }
    let rows = OrderRows {
        price,
        currency: fixed.currency,
        when: When::new(read.date_format.as_deref(), read.time_zone.as_deref())?,
        decimal_mark,
        cancellation_prefix: orders.cancellation_prefix,
        not_commissionable: orders.not_commissionable.iter().map(|sku| sku.trim().to_owned()).collect(),
        columns,
    };
    Ok(Mapping { delimiter: delimiter(read.delimiter)?, rows: Rows::Orders(Box::new(rows)) })
}

fn touches(file: TouchesFile) -> Result<Mapping, String> {
    let TouchesFile { columns, fixed, read, .. } = file;
    if columns.kind.is_some() == fixed.kind.is_some() {
        return Err("kind stands either in [columns] or in [fixed]".to_owned());
    }
    if fixed.kind == Some(TouchKind::MomentView) {
        return Err(
            "fixed.kind: only signed impressions of a widget are views; they are not imported".to_owned()
        );
    }
    let named = |kind| match kind {
        TouchKind::Click => columns.link.is_some(),
        TouchKind::Code => columns.code.is_some(),
        TouchKind::MomentClick | TouchKind::MomentView => columns.moment.is_some(),
    };
    match fixed.kind {
        Some(kind) if !named(kind) => {
            return Err("[columns] has link, code or moment, as fixed.kind says".to_owned());
        }
        None if !TouchKind::ALL.iter().any(|kind| named(*kind)) => {
            return Err("[columns] has link, code or moment".to_owned());
        }
        _ => {}
    }
    if columns.customer.is_none() && columns.visitor.is_none() {
        return Err("[columns] has customer, visitor or both".to_owned());
    }
    if columns.moment.is_some() != fixed.moment_source.is_some() {
        return Err("columns.moment and fixed.moment_source need each other".to_owned());
    }
    if let Some(source) = &fixed.moment_source
        && !is_line(source, MOMENT_SOURCE_CHARS_MAX)
    {
        return Err(format!("fixed.moment_source has 1 to {MOMENT_SOURCE_CHARS_MAX} characters"));
    }
    if columns.consent.is_some() && fixed.consent {
        return Err("consent stands either in [columns] or in [fixed]".to_owned());
    }
    if read.decimal_mark.is_some() {
        return Err("read.decimal_mark: nothing of a touch is an amount".to_owned());
    }
    let rows = TouchRows {
        kind: fixed.kind,
        moment_source: fixed.moment_source.unwrap_or_default().trim().to_owned(),
        when: When::new(read.date_format.as_deref(), read.time_zone.as_deref())?,
        consent: fixed.consent,
        columns,
    };
    Ok(Mapping { delimiter: delimiter(read.delimiter)?, rows: Rows::Touches(Box::new(rows)) })
}

/// A date as TOML has them or quoted: a day, a local time, or a time with its offset.
fn fixed_date(value: &toml::Value, zone: Option<&str>) -> Result<DateTime<Utc>, String> {
    let text = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(date) => date.to_string(),
        _ => String::new(),
    };
    for format in [None, Some("%Y-%m-%dT%H:%M:%S"), Some("%Y-%m-%d")] {
        if let Some(at) = When::new(format, zone)?.read(&text) {
            return Ok(at);
        }
    }
    Err("fixed.published_at is a date such as 2026-11-22 or 2026-11-22T08:26:00Z".to_owned())
}

fn delimiter(text: Option<String>) -> Result<u8, String> {
    match text.as_deref().map(str::as_bytes) {
        None => Ok(b','),
        Some([byte @ (b',' | b';' | b'\t' | b'|')]) => Ok(*byte),
        Some(_) => Err("read.delimiter is \",\", \";\", \"|\" or \"\\t\"".to_owned()),
    }
}

/// What TOML's reader found, and the line it found it in.
fn explain(text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    let Some(span) = error.span().filter(|span| span.start <= text.len()) else {
        return message.to_owned();
    };
    // The whole file stands for no line of it.
    if span.start == 0 && span.end == text.len() {
        return message.to_owned();
    }
    let before = &text.as_bytes()[..span.start];
    let number = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let line: String = text.lines().nth(number - 1).unwrap_or_default().trim().chars().take(80).collect();
    format!("line {number} ({line}): {message}")
}
