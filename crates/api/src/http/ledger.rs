//! `GET /v1/ledger/journal.csv?from=…&to=…`: the journal of a time range, for accountants.

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use billing::ledger::{self, JournalPlace, JournalRow};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, Utc};
use domain::csv;
use domain::ledger::AccountKind;
use domain::money::Amount;
use domain::permission::Permission;
use futures::stream;
use serde::Deserialize;
use store::{Pool, TenantCtx, TenantRead};

use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

/// Longest range of one file, in days: a year and a day.
const RANGE_DAYS_MAX: u64 = 367;
/// Rows read and sent at a time; what one export holds in memory, however long it is.
const CHUNK_ROWS: i64 = 500;

const COLUMNS: [&str; 11] = [
    "entry_id",
    "posted_at_utc",
    "event",
    "posting_key",
    "debit_account",
    "credit_account",
    "payee_id",
    "payee",
    "amount",
    "amount_minor",
    "currency",
];
/// How an account of ours is named; tenants do not see which.
const PLATFORM: &str = "platform";

/// Which part of the journal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    from: Option<String>,
    to: Option<String>,
}

/// Answers one line per posting, oldest first, `from` included and `to` not. Each chunk is read when the caller has
/// taken the one before, in a short transaction of its own, so that a slow caller holds no connection. What fails on
/// the way ends the answer before its end, which every client notices.
pub(super) async fn journal(
    State(app): State<App>,
    headers: HeaderMap,
    range: Result<Query<Range>, QueryRejection>,
) -> ApiResult<Response> {
    let caller = authenticate(&app, &headers, None).await?;
    let ctx = caller.may(Permission::LedgerRead)?.clone();
    let Query(range) =
        range.map_err(|wrong| ApiError::new(Kind::Malformed, "MALFORMED", wrong.body_text()))?;
    let (from, to) = range.read()?;

    let mut lines = String::new();
    csv::push_line(&mut lines, COLUMNS);
    let mut export = Export { pool: app.pool.clone(), ctx, to, place: Some(JournalPlace::before(from)) };
    // The first chunk before the answer begins: what is wrong at once is said with a status of its own.
    lines += &export.chunk().await?.unwrap_or_default();
    let rest = stream::try_unfold(export, async |mut export: Export| {
        let chunk = export.chunk().await.map_err(|_| std::io::Error::other("the export failed"))?;
        Ok::<_, std::io::Error>(chunk.map(|lines| (Bytes::from(lines), export)))
    });
    let whole = stream::once(async { Ok(Bytes::from(lines)) });
    let body = Body::from_stream(futures::StreamExt::chain(whole, rest));

    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"journal-{}-{}.csv\"", from.date_naive(), to.date_naive());
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// An export on its way.
struct Export {
    pool: Pool,
    ctx: TenantCtx,
    to: DateTime<Utc>,
    /// None when everything was read.
    place: Option<JournalPlace>,
}

impl Export {
    /// The next lines, none at the end.
    async fn chunk(&mut self) -> ApiResult<Option<String>> {
        let Some(place) = self.place else { return Ok(None) };
        let read = TenantRead::new(&self.pool, &self.ctx);
        let rows = ledger::journal(&read, place, self.to, CHUNK_ROWS).await?;
        let whole = rows.len() as i64 == CHUNK_ROWS;
        self.place = rows.last().filter(|_| whole).map(JournalPlace::behind);
        let mut lines = String::new();
        rows.iter().for_each(|row| push_row(&mut lines, row));
        Ok((!lines.is_empty()).then_some(lines))
    }
}

fn push_row(lines: &mut String, row: &JournalRow) {
    let account = |kind: Option<AccountKind>| kind.map_or(PLATFORM, AccountKind::as_str);
    csv::push_line(
        lines,
        [
            row.entry.to_string().as_str(),
            &row.posted_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            &csv::text(&row.event),
            &csv::text(&row.posting_key),
            account(row.debit),
            account(row.credit),
            &row.payee.map(|payee| payee.to_string()).unwrap_or_default(),
            &csv::text(row.payee_name.as_deref().unwrap_or_default()),
            &Amount::new(row.amount, row.currency).decimal(),
            &row.amount.to_string(),
            row.currency.as_str(),
        ],
    );
}

impl Range {
    fn read(&self) -> ApiResult<(DateTime<Utc>, DateTime<Utc>)> {
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
    moment.filter(|moment| (YEAR_MIN..=YEAR_MAX).contains(&chrono::Datelike::year(moment))).ok_or_else(|| {
        let message = format!("{field} is a day, as 2026-01-31, or a moment, as 2026-01-31T12:00:00Z");
        ApiError::new(Kind::Malformed, "TIME_INVALID", message).at(field)
    })
}

/// Years a range may name.
const YEAR_MIN: i32 = 2000;
const YEAR_MAX: i32 = 9998;

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
