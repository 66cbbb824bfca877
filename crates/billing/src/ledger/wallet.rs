//! The wallet's statement: every movement of it, with what it held afterwards.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AccountId, EntryId};
use domain::ledger::{AccountKind, Event};
use domain::money::Currency;
use store::schema::ledger_accounts;
use store::{StoreResult, TenantScope};

/// One movement of a wallet.
#[derive(Debug, Clone, PartialEq)]
pub struct WalletLine {
    /// What was posted.
    pub row: WalletRow,
    /// What the wallet held afterwards, in minor units.
    pub balance: i64,
}

/// One movement of a wallet, as posted.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct WalletRow {
    /// 1, 2, 3 … without a gap: the wallet's version after it.
    #[diesel(sql_type = BigInt)]
    pub version: i64,
    /// The entry it is part of.
    #[diesel(sql_type = SqlUuid)]
    pub entry: EntryId,
    /// When the entry was posted.
    #[diesel(sql_type = Timestamptz)]
    pub posted_at: DateTime<Utc>,
    /// What happened.
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub event: Event,
    /// The key it was posted under.
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub posting_key: String,
    /// Minor units: above zero into the wallet, below out of it.
    #[diesel(sql_type = BigInt)]
    pub change: i64,
}

/// Which lines, and from which end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WalletLines {
    /// Only what was posted at this moment or later.
    pub from: DateTime<Utc>,
    /// Only what was posted before this moment.
    pub to: DateTime<Utc>,
    /// Behind the line of this version.
    pub behind: Option<i64>,
    /// Whether the newest comes first.
    pub newest_first: bool,
    /// So many.
    pub limit: i64,
}

/// Both sides of the wallet's postings, `$2` being its account. Each is read in the order of an index.
const LINES: &str = "
  SELECT p.credit_version AS version, p.entry_id AS entry, p.amount AS change
    FROM ledger_postings p WHERE p.tenant_id = $1 AND p.credit_account = $2
  UNION ALL
  SELECT p.debit_version, p.entry_id, -p.amount
    FROM ledger_postings p WHERE p.tenant_id = $1 AND p.debit_account = $2";

/// Lines of the wallet in a currency, in the order of its versions. Three statements.
pub async fn wallet_lines(
    scope: &impl TenantScope,
    currency: Currency,
    lines: WalletLines,
) -> StoreResult<Vec<WalletLine>> {
    let Some(wallet) = account(scope, currency).await? else { return Ok(Vec::new()) };
    let (order, behind) = match lines.newest_first {
        true => ("version DESC", "version < $5"),
        false => ("version", "version > $5"),
    };
    let place = lines.behind.unwrap_or(if lines.newest_first { i64::MAX } else { 0 });
    let rows: Vec<WalletRow> = {
        let mut conn = scope.conn().await?;
        diesel::sql_query(format!(
            "SELECT l.version, l.entry, e.posted_at, e.event, e.posting_key, l.change FROM ({LINES}) l \
             JOIN ledger_entries e ON e.tenant_id = $1 AND e.id = l.entry \
             WHERE {behind} AND e.posted_at >= $3 AND e.posted_at < $4 ORDER BY {order} LIMIT $6"
        ))
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<SqlUuid, _>(wallet)
        .bind::<Timestamptz, _>(lines.from)
        .bind::<Timestamptz, _>(lines.to)
        .bind::<BigInt, _>(place)
        .bind::<BigInt, _>(lines.limit)
        .load(&mut conn)
        .await?
    };
    let Some(oldest) = rows.iter().map(|row| row.version).min() else { return Ok(Vec::new()) };
    let mut balance = held_before(scope, wallet, oldest).await?;
    let mut told: Vec<WalletLine> = Vec::with_capacity(rows.len());
    let in_order: Box<dyn Iterator<Item = WalletRow> + Send> =
        if lines.newest_first { Box::new(rows.into_iter().rev()) } else { Box::new(rows.into_iter()) };
    let mut last = oldest - 1;
    for row in in_order {
        // Lines left out by their time, an entry being posted a little after its moment, are counted all the same.
        if row.version != last + 1 {
            balance = held_before(scope, wallet, row.version).await?;
        }
        balance += row.change;
        last = row.version;
        told.push(WalletLine { row, balance });
    }
    if lines.newest_first {
        told.reverse();
    }
    Ok(told)
}

async fn account(scope: &impl TenantScope, currency: Currency) -> StoreResult<Option<AccountId>> {
    let mut conn = scope.conn().await?;
    Ok(ledger_accounts::table
        .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
        .filter(ledger_accounts::kind.eq(AccountKind::Wallet))
        .filter(ledger_accounts::currency.eq(currency))
        .filter(ledger_accounts::payee_id.is_null())
        .select(ledger_accounts::id)
        .first(&mut conn)
        .await
        .optional()?)
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = BigInt)]
    held: i64,
}

/// What the wallet held before the line of this version: what it holds now, less everything since. So a page near the
/// end costs little however long the wallet's history is.
async fn held_before(scope: &impl TenantScope, wallet: AccountId, version: i64) -> StoreResult<i64> {
    let mut conn = scope.conn().await?;
    let held: Held = diesel::sql_query(format!(
        "SELECT a.balance - coalesce((SELECT sum(change) FROM ({LINES}) l WHERE l.version >= $3), 0)::bigint AS held \
         FROM ledger_accounts a WHERE a.tenant_id = $1 AND a.id = $2"
    ))
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<SqlUuid, _>(wallet)
    .bind::<BigInt, _>(version)
    .get_result(&mut conn)
    .await?;
    Ok(held.held)
}
