//! Dates and times as brands write them.

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::calendar::is_kept;

/// How a file writes points in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    format: Style,
    zone: Zone,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    /// RFC 3339.
    Standard,
    /// With its own offset.
    Offset(String),
    /// A local date and time.
    Local(String),
    /// A local date: midnight.
    Date(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Named(Tz),
    Fixed(FixedOffset),
}

impl When {
    /// `format` as in strftime, RFC 3339 when left out; `zone` such as `Europe/London` or `+01:00`, UTC when left out.
    pub fn new(format: Option<&str>, zone: Option<&str>) -> Result<When, String> {
        let zone = match zone {
            None => Zone::Named(Tz::UTC),
            Some(text) => match (text.parse::<Tz>(), text.parse::<FixedOffset>()) {
                (Ok(named), _) => Zone::Named(named),
                (_, Ok(fixed)) => Zone::Fixed(fixed),
                _ => return Err(format!("time_zone {text:?} is no zone such as Europe/London or +01:00")),
            },
        };
        let format = match format {
            None => Style::Standard,
            Some(format) => {
                Style::of(format).ok_or(format!("date_format {format:?} does not describe a date"))?
            }
        };
        Ok(When { format, zone })
    }

    /// The point in time a text names. A local time that happens twice is its first; one that never happens is none, nor is
    /// one in a year that nobody writes.
    pub fn read(&self, text: &str) -> Option<DateTime<Utc>> {
        self.named(text).filter(|at| is_kept(*at))
    }

    fn named(&self, text: &str) -> Option<DateTime<Utc>> {
        let local = match &self.format {
            Style::Standard => return Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc()),
            Style::Offset(format) => return Some(DateTime::parse_from_str(text, format).ok()?.to_utc()),
            Style::Local(format) => NaiveDateTime::parse_from_str(text, format).ok()?,
            Style::Date(format) => NaiveDate::parse_from_str(text, format).ok()?.and_time(NaiveTime::MIN),
        };
        match self.zone {
            Zone::Named(zone) => earliest(zone.from_local_datetime(&local)),
            Zone::Fixed(zone) => earliest(zone.from_local_datetime(&local)),
        }
    }
}

impl Style {
    /// Finds out what a format describes by writing a date in it and reading it back.
    fn of(format: &str) -> Option<Style> {
        if StrftimeItems::new(format).any(|item| matches!(item, Item::Error)) {
            return None;
        }
        let sample = DateTime::from_timestamp(1_700_000_000, 0)?;
        let mut text = String::new();
        write!(text, "{}", sample.format(format)).ok()?;
        let format = format.to_owned();
        if DateTime::parse_from_str(&text, &format).is_ok() {
            Some(Style::Offset(format))
        } else if NaiveDateTime::parse_from_str(&text, &format).is_ok() {
            Some(Style::Local(format))
        } else if NaiveDate::parse_from_str(&text, &format).is_ok() {
            Some(Style::Date(format))
        } else {
            None
        }
    }
}

fn earliest<Z: TimeZone>(local: LocalResult<DateTime<Z>>) -> Option<DateTime<Utc>> {
    local.earliest().map(|at| at.to_utc())
}
