//! `GET /v1/ledger/journal.csv?from=…&to=…`: the journal of a time range, for accountants.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use billing::ledger::{self, JournalPlace, JournalRow};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::agent::Entrance;
use domain::csv;
use domain::ledger::AccountKind;
use domain::money::Amount;
use domain::permission::Permission;
use store::{Pool, TenantCtx, TenantRead};

use super::export::{CHUNK_ROWS, Export, Range, send};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

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

/// Answers one line per posting, oldest first, `from` included and `to` not.
pub(super) async fn journal(
    State(app): State<App>,
    headers: HeaderMap,
    range: Result<Query<Range>, QueryRejection>,
) -> ApiResult<Response> {
    let caller = authenticate(&app, &headers, None, Entrance::Rest).await?;
    let ctx = caller.may(Permission::LedgerRead)?.clone();
    let Query(range) =
        range.map_err(|wrong| ApiError::new(Kind::Malformed, "MALFORMED", wrong.body_text()))?;
    let (from, to) = range.read()?;

    let place = Some(JournalPlace::before(from));
    let export = Journal { pool: app.pool.clone(), ctx, to, place };
    send(COLUMNS, export, &format!("journal-{}-{}", from.date_naive(), to.date_naive())).await
}

/// An export of the journal on its way.
struct Journal {
    pool: Pool,
    ctx: TenantCtx,
    to: DateTime<Utc>,
    /// None when everything was read.
    place: Option<JournalPlace>,
}

impl Export for Journal {
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
