//! The wallet's statement: every movement of it, with what it held afterwards.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::EntryId;
use domain::ledger::{AccountKind, Event};
use domain::money::Currency;
use store::{StoreResult, TenantScope};

/// One movement of a wallet.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct WalletLine {
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
    #[diesel(sql_type = Text)]
    pub event: Event,
    /// The key it was posted under.
    #[diesel(sql_type = Text)]
    pub posting_key: String,
    /// Minor units: above zero into the wallet, below out of it.
    #[diesel(sql_type = BigInt)]
    pub change: i64,
    /// What the wallet held afterwards, in minor units.
    #[diesel(sql_type = BigInt)]
    pub balance: i64,
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

/// Lines of the wallet in a currency, in the order of its versions. One statement.
pub async fn wallet_lines(
    scope: &impl TenantScope,
    currency: Currency,
    lines: WalletLines,
) -> StoreResult<Vec<WalletLine>> {
    let mut conn = scope.conn().await?;
    let (order, behind) = match lines.newest_first {
        true => ("version DESC", "version < $6"),
        false => ("version", "version > $6"),
    };
    let place = lines.behind.unwrap_or(if lines.newest_first { i64::MAX } else { 0 });
    Ok(diesel::sql_query(format!(
        "SELECT * FROM ( \
           SELECT l.version, l.entry, e.posted_at, e.event, e.posting_key, l.change, \
                  (sum(l.change) OVER (ORDER BY l.version))::bigint AS balance \
           FROM ledger_accounts w \
           JOIN LATERAL ( \
             SELECT p.credit_version AS version, p.entry_id AS entry, p.amount AS change \
               FROM ledger_postings p WHERE p.tenant_id = $1 AND p.credit_account = w.id \
             UNION ALL \
             SELECT p.debit_version, p.entry_id, -p.amount \
               FROM ledger_postings p WHERE p.tenant_id = $1 AND p.debit_account = w.id) l ON true \
           JOIN ledger_entries e ON e.tenant_id = $1 AND e.id = l.entry \
           WHERE w.tenant_id = $1 AND w.kind = $2 AND w.currency = $3 AND w.payee_id IS NULL) s \
         WHERE posted_at >= $4 AND posted_at < $5 AND {behind} ORDER BY {order} LIMIT $7"
    ))
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Text, _>(AccountKind::Wallet)
    .bind::<Text, _>(currency)
    .bind::<Timestamptz, _>(lines.from)
    .bind::<Timestamptz, _>(lines.to)
    .bind::<BigInt, _>(place)
    .bind::<BigInt, _>(lines.limit)
    .load(&mut conn)
    .await?)
}
