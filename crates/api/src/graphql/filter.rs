//! What the filters of lists have in common: bounded words, and periods.

use chrono::{DateTime, Utc};
use domain::search::SearchText;

use super::request::maybe_moment;
use crate::error::{ApiError, ApiResult, Kind};

/// Longest word of a filter, in characters.
const FILTER_CHARS_MAX: usize = 100;

fn invalid(text: String) -> ApiError {
    ApiError::new(Kind::Malformed, "FILTER_INVALID", text)
}

/// A word a column must be. Errors: `FILTER_INVALID`.
pub fn word(word: Option<String>) -> ApiResult<Option<String>> {
    match word {
        Some(word) if word.chars().nth(FILTER_CHARS_MAX).is_some() || word.contains('\0') => {
            Err(invalid(format!("a filter's words have at most {FILTER_CHARS_MAX} characters")))
        }
        other => Ok(other),
    }
}

/// A text to look for. Errors: `FILTER_INVALID`.
pub fn search(text: Option<String>) -> ApiResult<Option<SearchText>> {
    let read = |text: String| SearchText::read(&text).map_err(|error| invalid(error.to_string()));
    Ok(text.map(read).transpose()?.flatten())
}

/// Where a span of time begins and ends, where it does.
type Ends = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// A period, each end of which may be open. Errors: `TIME_INVALID`.
pub fn period(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> ApiResult<Ends> {
    Ok((maybe_moment(from, "from")?, maybe_moment(to, "to")?))
}
