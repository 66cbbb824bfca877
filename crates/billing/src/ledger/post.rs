//! Writing an entry: rows, versions and balances in the caller's transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AccountId, EntryId};
use domain::ledger::{Event, Posting, contents_hash};
use domain::money::Currency;
use store::schema::{ledger_accounts, ledger_entries};
use store::{StoreError, TenantScope, TenantTx, new_id};

use super::statement::{WriteEntry, Written};
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

/// Posts an entry in the caller's transaction: one statement, unless it names an account for the first time.
///
/// Balances are kept per account with a version that counts its postings without a gap; their rows are locked in
/// id order. Platform accounts keep no row that could become hot: their balance is the sum of their postings.
/// Errors: `BALANCE_NOT_ENOUGH` when the wallet would fall below zero; the store's when another balance would that must
/// not; [`BillingError::PostingKeyReused`].
pub async fn post(tx: &TenantTx, entry: &Entry<'_>, now: DateTime<Utc>) -> BillingResult<Outcome<EntryId>> {
    let hash = contents_hash(entry.event, entry.currency, entry.postings);
    let id: EntryId = new_id();
    let write = || {
        let Entry { key, event, currency, postings } = entry;
        WriteEntry::new(tx.tenant(), id, key, *event, *currency, &hash, now, postings)
    };
    let (wanted, kept) = {
        let statement = write()?;
        (statement.accounts_len() as i64, statement.kept_len() as i64)
    };
    let mut written = run(tx, write()?).await?;
    if written.0 < wanted {
        make_accounts(tx, &write()?, entry.currency).await?;
        written = run(tx, write()?).await?;
    }
    match written {
        (found, None, ..) if found == wanted => standing(tx, entry, &hash).await,
        (_, Some(id), moved, pairs) if moved == kept && pairs == entry.postings.len() as i64 => {
            Ok(Outcome::Done(id))
        }
        _ => Err(StoreError::Conflict("ledger account").into()),
    }
}

async fn run(tx: &TenantTx, statement: WriteEntry<'_>) -> BillingResult<Written> {
    statement.get_result(&mut tx.db()?).await.map_err(not_enough)
}

/// What an entry's key stands for already.
async fn standing(tx: &TenantTx, entry: &Entry<'_>, hash: &[u8]) -> BillingResult<Outcome<EntryId>> {
    let (standing, standing_hash): (EntryId, Vec<u8>) = ledger_entries::table
        .filter(ledger_entries::tenant_id.eq(tx.tenant()))
        .filter(ledger_entries::posting_key.eq(&entry.key))
        .select((ledger_entries::id, ledger_entries::contents_hash))
        .first(&mut tx.db()?)
        .await?;
    if standing_hash == hash {
        Ok(Outcome::Already(standing))
    } else {
        Err(BillingError::PostingKeyReused { key: entry.key.clone() })
    }
}

/// Makes the accounts an entry names that are missing, in order.
async fn make_accounts(tx: &TenantTx, entry: &WriteEntry<'_>, currency: Currency) -> BillingResult<()> {
    let rows: Vec<_> = entry
        .account_refs()
        .map(|account| {
            (
                ledger_accounts::tenant_id.eq(tx.tenant()),
                ledger_accounts::id.eq(new_id::<AccountId>()),
                ledger_accounts::kind.eq(account.kind),
                ledger_accounts::payee_id.eq(account.payee),
                ledger_accounts::currency.eq(currency),
                ledger_accounts::platform.eq(account.kind.platform()),
            )
        })
        .collect();
    diesel::insert_into(ledger_accounts::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// The rule of the wallet's balance. Any other balance below zero is a bug of ours, and no reason to wait for money.
const WALLET_RULE: &str = "ledger_accounts_wallet";

/// The CHECK on wallets speaks the ledger's own word.
fn not_enough(error: diesel::result::Error) -> BillingError {
    use diesel::result::{DatabaseErrorKind, Error};
    match error {
        Error::DatabaseError(DatabaseErrorKind::CheckViolation, told)
            if told.constraint_name() == Some(WALLET_RULE) =>
        {
            BillingError::refused("BALANCE_NOT_ENOUGH", "the wallet's balance is not enough")
        }
        other => other.into(),
    }
}

/// How many entries have this key, or it and a number after a colon.
pub(crate) async fn entries_under(tx: &TenantTx, key: &str) -> BillingResult<i64> {
    Ok(ledger_entries::table
        .filter(ledger_entries::tenant_id.eq(tx.tenant()))
        .filter(ledger_entries::posting_key.eq(key).or(ledger_entries::posting_key.like(format!("{key}:%"))))
        .count()
        .get_result(&mut tx.db()?)
        .await?)
}
