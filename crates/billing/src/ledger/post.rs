//! Writing an entry: rows, versions and balances in the caller's transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AccountId, EntryId, PayeeId, TypedId};
use domain::ledger::{AccountKind, AccountRef, Event, Posting, Side, contents_hash};
use domain::money::Currency;
use std::collections::BTreeMap;
use store::schema::{ledger_accounts, ledger_entries, ledger_postings};
use store::{TenantScope, TenantTx, new_id};

use crate::Outcome;
use crate::error::{BillingError, BillingResult};

/// What is to be posted.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// Unique in the tenant; the same key with other postings is an error.
    pub key: String,
    /// What happened.
    pub event: Event,
    /// The currency of every posting.
    pub currency: Currency,
    /// The pairs.
    pub postings: &'a [Posting],
}

/// An account's row while it is being written to.
struct Row {
    id: AccountId,
    version: i64,
    delta: i64,
}

/// Posts an entry in the caller's transaction.
///
/// Balances are kept per account with a version that counts its postings without a gap; their rows are locked in
/// id order. Platform accounts keep no row that could become hot: their balance is the sum of their postings.
/// Errors: `BALANCE_NOT_ENOUGH` when wallet, payable or clearing would fall below zero,
/// [`BillingError::PostingKeyReused`].
pub async fn post(tx: &TenantTx, entry: &Entry<'_>, now: DateTime<Utc>) -> BillingResult<Outcome<EntryId>> {
    let hash = contents_hash(entry.event, entry.currency, entry.postings).to_vec();
    let id: EntryId = new_id();
    let added = diesel::insert_into(ledger_entries::table)
        .values((
            ledger_entries::tenant_id.eq(tx.tenant()),
            ledger_entries::id.eq(id),
            ledger_entries::posting_key.eq(&entry.key),
            ledger_entries::event.eq(entry.event.as_str()),
            ledger_entries::contents_hash.eq(&hash),
            ledger_entries::posted_at.eq(now),
        ))
        .on_conflict((ledger_entries::tenant_id, ledger_entries::posting_key))
        .do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    if added == 0 {
        let (standing, standing_hash): (EntryId, Vec<u8>) = ledger_entries::table
            .filter(ledger_entries::tenant_id.eq(tx.tenant()))
            .filter(ledger_entries::posting_key.eq(&entry.key))
            .select((ledger_entries::id, ledger_entries::contents_hash))
            .first(&mut tx.db()?)
            .await?;
        return if standing_hash == hash {
            Ok(Outcome::Already(standing))
        } else {
            Err(BillingError::PostingKeyReused { key: entry.key.clone() })
        };
    }

    let mut accounts = lock_accounts(tx, entry).await?;
    let mut rows = Vec::with_capacity(entry.postings.len());
    for (position, posting) in (1i32..).zip(entry.postings) {
        let debit = take(&mut accounts, posting.debit, Side::Debit, posting.minor)?;
        let credit = take(&mut accounts, posting.credit, Side::Credit, posting.minor)?;
        rows.push((
            ledger_postings::tenant_id.eq(tx.tenant()),
            ledger_postings::entry_id.eq(id),
            ledger_postings::position.eq(position),
            ledger_postings::debit_account.eq(debit.0),
            ledger_postings::credit_account.eq(credit.0),
            ledger_postings::amount.eq(posting.minor),
            ledger_postings::currency.eq(entry.currency),
            ledger_postings::debit_version.eq(debit.1),
            ledger_postings::credit_version.eq(credit.1),
        ));
    }
    diesel::insert_into(ledger_postings::table).values(&rows).execute(&mut tx.db()?).await?;
    write_balances(tx, &accounts).await?;
    Ok(Outcome::Done(id))
}

/// Moves an account on by one posting. Returns its id and, unless it is the platform's, its new version.
fn take(
    accounts: &mut BTreeMap<AccountRef, Row>,
    account: AccountRef,
    side: Side,
    minor: i64,
) -> BillingResult<(AccountId, Option<i64>)> {
    let row = accounts.get_mut(&account).ok_or(store::StoreError::NotFound("ledger account"))?;
    if account.kind.platform() {
        return Ok((row.id, None));
    }
    row.version += 1;
    row.delta += if account.kind.side() == side { minor } else { -minor };
    Ok((row.id, Some(row.version)))
}

/// The rows of every account the entry names, made when missing, those that keep a balance locked in id order.
async fn lock_accounts(tx: &TenantTx, entry: &Entry<'_>) -> BillingResult<BTreeMap<AccountRef, Row>> {
    let mut wanted: Vec<AccountRef> = entry.postings.iter().flat_map(|p| [p.debit, p.credit]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = select_accounts(tx, entry.currency, &wanted).await?;
    if found.len() < wanted.len() {
        let missing: Vec<_> = wanted
            .iter()
            .filter(|account| !found.contains_key(account))
            .map(|account| {
                (
                    ledger_accounts::tenant_id.eq(tx.tenant()),
                    ledger_accounts::id.eq(new_id::<AccountId>()),
                    ledger_accounts::kind.eq(account.kind),
                    ledger_accounts::payee_id.eq(account.payee),
                    ledger_accounts::currency.eq(entry.currency),
                    ledger_accounts::platform.eq(account.kind.platform()),
                )
            })
            .collect();
        diesel::insert_into(ledger_accounts::table)
            .values(&missing)
            .on_conflict_do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        found = select_accounts(tx, entry.currency, &wanted).await?;
    }
    Ok(found)
}

type AccountColumns = (AccountId, AccountKind, Option<PayeeId>, i64);

async fn select_accounts(
    tx: &TenantTx,
    currency: Currency,
    wanted: &[AccountRef],
) -> BillingResult<BTreeMap<AccountRef, Row>> {
    let payees: Vec<PayeeId> = wanted.iter().filter_map(|a| a.payee).collect();
    let mut kinds: Vec<AccountKind> = wanted.iter().map(|a| a.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let columns =
        (ledger_accounts::id, ledger_accounts::kind, ledger_accounts::payee_id, ledger_accounts::version);
    let kept: Vec<AccountColumns> = ledger_accounts::table
        .filter(ledger_accounts::tenant_id.eq(tx.tenant()))
        .filter(ledger_accounts::currency.eq(currency))
        .filter(ledger_accounts::kind.eq_any(&kinds))
        .filter(ledger_accounts::payee_id.is_null().or(ledger_accounts::payee_id.eq_any(&payees)))
        .filter(ledger_accounts::platform.eq(false))
        .order(ledger_accounts::id)
        .select(columns)
        .for_update()
        .load(&mut tx.db()?)
        .await?;
    let platform: Vec<AccountColumns> = if wanted.iter().any(|a| a.kind.platform()) {
        ledger_accounts::table
            .filter(ledger_accounts::tenant_id.eq(tx.tenant()))
            .filter(ledger_accounts::currency.eq(currency))
            .filter(ledger_accounts::kind.eq_any(&kinds))
            .filter(ledger_accounts::platform.eq(true))
            .select(columns)
            .load(&mut tx.db()?)
            .await?
    } else {
        Vec::new()
    };
    Ok(kept
        .into_iter()
        .chain(platform)
        .map(|(id, kind, payee, version)| (AccountRef { kind, payee }, Row { id, version, delta: 0 }))
        .filter(|(account, _)| wanted.contains(account))
        .collect())
}

async fn write_balances(tx: &TenantTx, accounts: &BTreeMap<AccountRef, Row>) -> BillingResult<()> {
    let changed: Vec<&Row> =
        accounts.iter().filter(|(a, _)| !a.kind.platform()).map(|(_, row)| row).collect();
    let updated = diesel::sql_query(
        "UPDATE ledger_accounts a SET balance = a.balance + u.delta, version = u.version \
         FROM unnest($2, $3, $4) AS u(id, delta, version) WHERE a.tenant_id = $1 AND a.id = u.id",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(changed.iter().map(|r| r.id.uuid()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(changed.iter().map(|r| r.delta).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(changed.iter().map(|r| r.version).collect::<Vec<_>>())
    .execute(&mut tx.db()?)
    .await
    .map_err(not_enough)?;
    if updated == changed.len() { Ok(()) } else { Err(store::StoreError::Conflict("ledger account").into()) }
}

/// The CHECK on wallet, payable and clearing speaks the ledger's own word.
fn not_enough(error: diesel::result::Error) -> BillingError {
    use diesel::result::{DatabaseErrorKind, Error};
    match error {
        Error::DatabaseError(DatabaseErrorKind::CheckViolation, _) => {
            BillingError::refused("BALANCE_NOT_ENOUGH", "the balance is not enough")
        }
        other => other.into(),
    }
}
