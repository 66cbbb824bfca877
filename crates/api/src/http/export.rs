//! Files of lines: the range of time one covers, and how it is sent, chunk by chunk.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::calendar::is_kept;
use domain::csv;
use futures::{StreamExt, stream};
use serde::Deserialize;

use crate::error::{ApiError, ApiResult, Kind};

/// Rows read and sent at a time; what one export holds in memory, however long it is.
pub(super) const CHUNK_ROWS: i64 = 500;

/// An export on its way.
pub(super) trait Export: Send + 'static {
    /// The next lines, none at the end: read in a short transaction of its own, so that a slow caller holds no
    /// connection.
    fn chunk(&mut self) -> impl Future<Output = ApiResult<Option<String>>> + Send;
}

/// A CSV file of this name. Each chunk is read when the caller has taken the one before. What fails on the way ends
/// the answer before its end, which every client notices.
pub(super) async fn send<const N: usize>(
    columns: [&str; N],
    mut export: impl Export,
    name: &str,
) -> ApiResult<Response> {
    let mut lines = String::new();
    csv::push_line(&mut lines, columns);
    // The first chunk before the answer begins: what is wrong at once is said with a status of its own.
    lines += &export.chunk().await?.unwrap_or_default();
    let rest = stream::try_unfold(export, async |mut export| {
        let chunk = export.chunk().await.map_err(|_| std::io::Error::other("the export failed"))?;
        Ok::<_, std::io::Error>(chunk.map(|lines| (Bytes::from(lines), export)))
    });
    let whole = stream::once(async { Ok(Bytes::from(lines)) });
    let mut response = Body::from_stream(whole.chain(rest)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Longest range of one file, in days: a year and a day.
const RANGE_DAYS_MAX: u64 = 367;

/// `from` included, `to` not; in the query of an export.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    from: Option<String>,
    to: Option<String>,
}

impl Range {
    /// A range of these words.
    pub(super) fn new(from: Option<String>, to: Option<String>) -> Range {
        Range { from, to }
    }

    /// The moments. Errors: `RANGE_MISSING`, `TIME_INVALID`, `RANGE_BACKWARDS`, `RANGE_TOO_LONG`.
    pub(super) fn read(&self) -> ApiResult<(DateTime<Utc>, DateTime<Utc>)> {
        let (from, to) = (moment(self.from.as_deref(), "from")?, moment(self.to.as_deref(), "to")?);
        if from >= to {
            return Err(ApiError::refused("RANGE_BACKWARDS", "from must be before to").at("to"));
        }
        if from.checked_add_days(Days::new(RANGE_DAYS_MAX)).is_none_or(|end| end < to) {
            let text = format!("a range has at most {RANGE_DAYS_MAX} days");
            return Err(ApiError::refused("RANGE_TOO_LONG", text).at("to"));
        }
        Ok((from, to))
    }
}

/// A moment, or the midnight a day begins with in UTC.
fn moment(text: Option<&str>, field: &str) -> ApiResult<DateTime<Utc>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        let message =
            format!("{field} is missing: from and to bound the range, as from=2026-01-01&to=2026-02-01");
        return Err(ApiError::new(Kind::Malformed, "RANGE_MISSING", message).at(field));
    };
    let day = || Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN).and_utc());
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc()).or_else(day);
    moment.filter(|moment| is_kept(*moment)).ok_or_else(|| {
        let message = format!("{field} is a day, as 2026-01-31, or a moment, as 2026-01-31T12:00:00Z");
        ApiError::new(Kind::Malformed, "TIME_INVALID", message).at(field)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<(String, String), (&'static str, Option<String>)> {
        let range = Range { from: from.map(str::to_owned), to: to.map(str::to_owned) };
        let told = |(from, to): (DateTime<Utc>, DateTime<Utc>)| (from.to_rfc3339(), to.to_rfc3339());
        range.read().map(told).map_err(|error| (error.code, error.field))
    }

    #[test]
    fn days_and_moments_bound_a_range() {
        let january = Ok(("2026-01-01T00:00:00+00:00".to_owned(), "2026-02-01T00:00:00+00:00".to_owned()));
        assert_eq!(read(Some("2026-01-01"), Some("2026-02-01")), january);
        assert_eq!(read(Some("2026-01-01T01:00:00+01:00"), Some("2026-02-01T00:00:00Z")), january);
        assert!(read(Some("2026-01-01"), Some("2027-01-03")).is_ok());
    }

    #[test]
    fn what_is_no_range_is_refused() {
        let at = |field: &str| Some(field.to_owned());
        assert_eq!(read(None, Some("2026-02-01")), Err(("RANGE_MISSING", at("from"))));
        assert_eq!(read(Some("2026-02-01"), Some("")), Err(("RANGE_MISSING", at("to"))));
        for wrong in
            ["yesterday", "2026-02-30", "2026-01-01 00:00", "1767225600", "0001-01-01", "+10000-01-01"]
        {
            assert_eq!(read(Some(wrong), Some("2026-02-01")), Err(("TIME_INVALID", at("from"))), "{wrong}");
        }
        assert_eq!(read(Some("2026-02-01"), Some("2026-02-01")), Err(("RANGE_BACKWARDS", at("to"))));
        assert_eq!(read(Some("2026-02-02"), Some("2026-02-01")), Err(("RANGE_BACKWARDS", at("to"))));
        assert_eq!(read(Some("2026-01-01"), Some("2027-01-04")), Err(("RANGE_TOO_LONG", at("to"))));
    }
}
