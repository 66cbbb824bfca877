//! `GET /v1/wallet/statement.csv?currency=GBP&from=…&to=…`: the wallet's statement, as a bank would write it.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use billing::ledger::{WalletLines, wallet_lines};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::agent::Entrance;
use domain::csv;
use domain::money::{Amount, Currency};
use domain::permission::Permission;
use serde::Deserialize;
use store::{Pool, TenantCtx, TenantRead};

use super::export::{CHUNK_ROWS, Export, Range, send};
use crate::App;
use crate::auth::authenticate;
use crate::error::{ApiError, ApiResult, Kind};

const COLUMNS: [&str; 9] = [
    "version",
    "posted_at_utc",
    "event",
    "posting_key",
    "amount",
    "amount_minor",
    "balance",
    "balance_minor",
    "currency",
];

/// Which part of which wallet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    currency: String,
    from: Option<String>,
    to: Option<String>,
}

/// Answers one line per movement with what the wallet held afterwards, oldest first, `from` included and `to` not.
pub(super) async fn statement(
    State(app): State<App>,
    headers: HeaderMap,
    part: Result<Query<Part>, QueryRejection>,
) -> ApiResult<Response> {
    let caller = authenticate(&app, &headers, None, Entrance::Rest).await?;
    let ctx = caller.may(Permission::FundingRead)?.clone();
    let Query(part) = part.map_err(|wrong| ApiError::new(Kind::Malformed, "MALFORMED", wrong.body_text()))?;
    let currency: Currency = part.currency.parse().map_err(|_| {
        ApiError::refused("UNKNOWN_CURRENCY", "currency is an ISO 4217 code, as GBP").at("currency")
    })?;
    let (from, to) = Range::new(part.from, part.to).read()?;
    let export = Statement { pool: app.pool.clone(), ctx, currency, from, to, behind: Some(0) };
    let name = format!("wallet-{currency}-{}-{}", from.date_naive(), to.date_naive());
    send(COLUMNS, export, &name).await
}

/// An export of a statement on its way.
struct Statement {
    pool: Pool,
    ctx: TenantCtx,
    currency: Currency,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// None when everything was read.
    behind: Option<i64>,
}

impl Export for Statement {
    async fn chunk(&mut self) -> ApiResult<Option<String>> {
        let Some(behind) = self.behind else { return Ok(None) };
        let read = TenantRead::new(&self.pool, &self.ctx);
        let lines = WalletLines {
            from: self.from,
            to: self.to,
            behind: Some(behind),
            newest_first: false,
            limit: CHUNK_ROWS,
        };
        let rows = wallet_lines(&read, self.currency, lines).await?;
        let whole = rows.len() as i64 == CHUNK_ROWS;
        self.behind = rows.last().filter(|_| whole).map(|line| line.row.version);
        let mut text = String::new();
        for line in &rows {
            let row = &line.row;
            csv::push_line(
                &mut text,
                [
                    row.version.to_string().as_str(),
                    &row.posted_at.to_rfc3339_opts(SecondsFormat::Micros, true),
                    row.event.as_str(),
                    &csv::text(&row.posting_key),
                    &Amount::new(row.change, self.currency).decimal(),
                    &row.change.to_string(),
                    &Amount::new(line.balance, self.currency).decimal(),
                    &line.balance.to_string(),
                    self.currency.as_str(),
                ],
            );
        }
        Ok((!text.is_empty()).then_some(text))
    }
}
