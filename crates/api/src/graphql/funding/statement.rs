//! The wallet's statement.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{ID, SimpleObject};
use billing::ledger::{WalletLines, wallet_lines};
use chrono::{DateTime, Utc};
use domain::money::Currency;

use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::connection::{Cursor, List, forward};
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::scalar::{Int64, LedgerEvent};

/// One movement of a wallet.
#[derive(SimpleObject)]
pub struct WalletLine {
    /// 1, 2, 3 … without a gap.
    pub version: Int64,
    pub posted_at: DateTime<Utc>,
    /// What happened.
    pub event: LedgerEvent,
    /// Above zero into the wallet, below out of it.
    pub change: Money,
    /// What the wallet held afterwards.
    pub balance: Money,
    /// The entry it is part of; its key names the funding, payout or dispute.
    pub entry_id: ID,
    pub posting_key: String,
}

/// Which lines.
pub struct LineArgs {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

/// A page of the statement, newest first.
pub async fn page(request: &Request, currency: Currency, args: LineArgs) -> ApiResult<List<WalletLine>> {
    let limit = forward(args.first)?;
    let after = args
        .after
        .map(|text| text.parse::<i64>())
        .transpose()
        .map_err(|_| ApiError::new(Kind::Malformed, "INVALID_CURSOR", "not a cursor of this list"))?;
    let lines = WalletLines {
        from: args.from.unwrap_or(DateTime::UNIX_EPOCH),
        to: args.to.unwrap_or_else(|| request.now() + chrono::Duration::days(1)),
        behind: after,
        newest_first: true,
        limit: limit + 1,
    };
    let mut rows = wallet_lines(&*request.read()?, currency, lines).await?;
    let has_next = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    let mut page = Connection::new(after.is_some(), has_next);
    for line in rows {
        let row = line.row;
        let node = WalletLine {
            version: Int64(row.version),
            posted_at: row.posted_at,
            event: row.event.into(),
            change: Money::new(row.change, currency),
            balance: Money::new(line.balance, currency),
            entry_id: row.entry.into(),
            posting_key: row.posting_key,
        };
        page.edges.push(Edge::new(Cursor(row.version.to_string()), node));
    }
    Ok(page)
}
