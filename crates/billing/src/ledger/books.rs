//! The books for whoever keeps them: turnovers at a moment, the trial balance, the journal in order of time.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AccountId, EntryId, PayeeId, TypedId};
use domain::ledger::{AccountKind, TrialBalance, Turnover};
use domain::money::Currency;
use std::collections::BTreeMap;
use store::{StoreResult, TenantScope};

use super::read::Account;
use crate::error::BillingResult;

/// An account as it was at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountAt {
    /// The account, with what it holds now.
    pub account: Account,
    /// What was posted to it by then.
    pub turnover: Turnover,
    /// What it held then, on its normal side, in minor units.
    pub balance: i64,
}

#[derive(QueryableByName)]
struct AccountSums {
    #[diesel(sql_type = SqlUuid)]
    account: AccountId,
    #[diesel(sql_type = BigInt)]
    debits: i64,
    #[diesel(sql_type = BigInt)]
    credits: i64,
    #[diesel(sql_type = BigInt)]
    postings: i64,
}

/// Both sides of every posting of entries posted at `$2` or before, by account.
const SIDES: &str = "
  SELECT p.debit_account AS account, p.currency, p.amount AS debit, 0 AS credit
    FROM ledger_postings p JOIN ledger_entries e ON e.tenant_id = $1 AND e.id = p.entry_id
    WHERE p.tenant_id = $1 AND e.posted_at <= $2
  UNION ALL
  SELECT p.credit_account, p.currency, 0, p.amount
    FROM ledger_postings p JOIN ledger_entries e ON e.tenant_id = $1 AND e.id = p.entry_id
    WHERE p.tenant_id = $1 AND e.posted_at <= $2";

/// These accounts as they were at a moment, in the order given: postings up to and with it, summed. One statement.
///
/// An entry counts from the moment it was posted at, which is a little before it was committed.
pub async fn at_moment(
    scope: &impl TenantScope,
    accounts: Vec<Account>,
    moment: DateTime<Utc>,
) -> BillingResult<Vec<AccountAt>> {
    let ids: Vec<_> = accounts.iter().map(|account| account.id.uuid()).collect();
    let mut conn = scope.conn().await?;
    let sums: Vec<AccountSums> = diesel::sql_query(format!(
        "SELECT account, sum(debit)::bigint AS debits, sum(credit)::bigint AS credits, count(*) AS postings \
         FROM ({SIDES}) s WHERE account = ANY($3) GROUP BY account"
    ))
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(moment)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(&mut conn)
    .await?;
    let sums: BTreeMap<AccountId, Turnover> = sums
        .into_iter()
        .map(|s| (s.account, Turnover { debits: s.debits, credits: s.credits, postings: s.postings }))
        .collect();
    let at = |account: Account| {
        let turnover = sums.get(&account.id).copied().unwrap_or_default();
        Ok(AccountAt { balance: turnover.balance(account.kind)?, account, turnover })
    };
    accounts.into_iter().map(at).collect()
}

#[derive(QueryableByName)]
struct KindSums {
    #[diesel(sql_type = Text)]
    currency: Currency,
    #[diesel(sql_type = Nullable<Text>)]
    kind: Option<AccountKind>,
    #[diesel(sql_type = BigInt)]
    debits: i64,
    #[diesel(sql_type = BigInt)]
    credits: i64,
    #[diesel(sql_type = BigInt)]
    postings: i64,
}

/// The trial balance of every currency at a moment. What is the platform's is one line. One statement.
pub async fn trial_balances(
    scope: &impl TenantScope,
    moment: DateTime<Utc>,
) -> BillingResult<Vec<(Currency, TrialBalance)>> {
    let mut conn = scope.conn().await?;
    let sums: Vec<KindSums> = diesel::sql_query(format!(
        "SELECT s.currency, a.kind, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits, \
                sum(postings)::bigint AS postings \
         FROM (SELECT account, currency, sum(debit) AS debits, sum(credit) AS credits, count(*) AS postings \
               FROM ({SIDES}) s GROUP BY account, currency) s \
         LEFT JOIN ledger_accounts a ON a.tenant_id = $1 AND a.id = s.account AND NOT a.platform \
         GROUP BY s.currency, a.kind"
    ))
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(moment)
    .load(&mut conn)
    .await?;
    let mut currencies: BTreeMap<Currency, Vec<(Option<AccountKind>, Turnover)>> = BTreeMap::new();
    for s in sums {
        let turnover = Turnover { debits: s.debits, credits: s.credits, postings: s.postings };
        currencies.entry(s.currency).or_default().push((s.kind, turnover));
    }
    currencies.into_iter().map(|(currency, kinds)| Ok((currency, TrialBalance::of(kinds)?))).collect()
}

/// A posting with its entry, as the journal lists it.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct JournalRow {
    /// Its entry.
    #[diesel(sql_type = SqlUuid)]
    pub entry: EntryId,
    /// When the entry was posted.
    #[diesel(sql_type = Timestamptz)]
    pub posted_at: DateTime<Utc>,
    /// What happened.
    #[diesel(sql_type = Text)]
    pub event: String,
    /// The key it was posted under.
    #[diesel(sql_type = Text)]
    pub posting_key: String,
    /// 1, 2, 3 … in its entry.
    #[diesel(sql_type = Integer)]
    pub position: i32,
    /// The account debited; none for the platform's.
    #[diesel(sql_type = Nullable<Text>)]
    pub debit: Option<AccountKind>,
    /// The account credited; none for the platform's.
    #[diesel(sql_type = Nullable<Text>)]
    pub credit: Option<AccountKind>,
    /// Whose accounts they are, where one is a payee's.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub payee: Option<PayeeId>,
    /// The payee's name.
    #[diesel(sql_type = Nullable<Text>)]
    pub payee_name: Option<String>,
    /// Minor units, above zero.
    #[diesel(sql_type = BigInt)]
    pub amount: i64,
    /// The currency.
    #[diesel(sql_type = Text)]
    pub currency: Currency,
}

/// A place in the journal: rows behind it follow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JournalPlace {
    posted_at: DateTime<Utc>,
    entry: EntryId,
    position: i32,
}

impl JournalPlace {
    /// Before everything posted at this moment or later.
    pub fn before(moment: DateTime<Utc>) -> JournalPlace {
        JournalPlace { posted_at: moment, entry: EntryId::from_uuid(Default::default()), position: 0 }
    }

    /// Behind this row.
    pub fn behind(row: &JournalRow) -> JournalPlace {
        JournalPlace { posted_at: row.posted_at, entry: row.entry, position: row.position }
    }
}

/// The next `limit` rows of the journal behind a place, posted before `to`, oldest first. One statement.
pub async fn journal(
    scope: &impl TenantScope,
    place: JournalPlace,
    to: DateTime<Utc>,
    limit: i64,
) -> StoreResult<Vec<JournalRow>> {
    let mut conn = scope.conn().await?;
    // The first comparison of places is what the index is read by.
    Ok(diesel::sql_query(
        "SELECT e.id AS entry, e.posted_at, e.event, e.posting_key, p.position, d.kind AS debit, c.kind AS credit, \
                y.id AS payee, y.name AS payee_name, p.amount, p.currency \
         FROM ledger_entries e \
         JOIN ledger_postings p ON p.tenant_id = $1 AND p.entry_id = e.id \
         LEFT JOIN ledger_accounts d ON d.tenant_id = $1 AND d.id = p.debit_account AND NOT d.platform \
         LEFT JOIN ledger_accounts c ON c.tenant_id = $1 AND c.id = p.credit_account AND NOT c.platform \
         LEFT JOIN payees y ON y.tenant_id = $1 AND y.id = coalesce(d.payee_id, c.payee_id) \
         WHERE e.tenant_id = $1 AND (e.posted_at, e.id) >= ($2, $3) AND e.posted_at < $4 \
           AND (e.posted_at, e.id, p.position) > ($2, $3, $5) \
         ORDER BY e.posted_at, e.id, p.position LIMIT $6",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Timestamptz, _>(place.posted_at)
    .bind::<SqlUuid, _>(place.entry)
    .bind::<Timestamptz, _>(to)
    .bind::<Integer, _>(place.position)
    .bind::<BigInt, _>(limit)
    .load(&mut conn)
    .await?)
}
