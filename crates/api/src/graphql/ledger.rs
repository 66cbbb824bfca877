//! The books, as the tenant may see them.

use async_graphql::{Context, ID, Object};
use billing::ledger as row;
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, EntryId};
use domain::permission::Permission;

use super::batch::{all_of, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::guard::Requires;
use super::money::Money;
use super::payee::{Payee, PayeeById};
use super::request::Request;
use super::scalar::{Int64, LedgerAccountKind};
use crate::error::ApiResult;

/// A ledger account of the tenant or of one of its payees.
pub struct LedgerAccount(pub row::Account);
keyed!(LedgerAccount);

#[Object]
impl LedgerAccount {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn kind(&self) -> LedgerAccountKind {
        self.0.kind.into()
    }
    /// On the account's normal side.
    async fn balance(&self) -> Money {
        Money::new(self.0.balance, self.0.currency)
    }
    /// How many postings it has.
    async fn version(&self) -> Int64 {
        Int64(self.0.version)
    }
    /// Whose it is, unless the tenant's.
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Option<Payee>> {
        let Some(id) = self.0.payee_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<PayeeById>(id).await?.map(Payee))
    }
}

by_id!(
    /// A ledger account by id.
    LedgerAccountById: AccountId => row::Account
);

/// Something that happened to money: pairs of accounts, never changed.
pub struct LedgerEntry(pub row::EntryRow);
keyed!(LedgerEntry);

/// One pair of an entry. A side that is the platform's own is not shown.
pub struct LedgerPosting(row::PostingRow);

#[Object]
impl LedgerPosting {
    async fn debit(&self, ctx: &Context<'_>) -> ApiResult<Option<LedgerAccount>> {
        Ok(Request::of(ctx)?.load::<LedgerAccountById>(self.0.debit_account).await?.map(LedgerAccount))
    }
    async fn credit(&self, ctx: &Context<'_>) -> ApiResult<Option<LedgerAccount>> {
        Ok(Request::of(ctx)?.load::<LedgerAccountById>(self.0.credit_account).await?.map(LedgerAccount))
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
}

#[Object]
impl LedgerEntry {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// What happened, as `PAYOUT_RESERVED`.
    async fn event(&self) -> &str {
        &self.0.event
    }
    /// The key it was posted under; unique in the tenant.
    async fn posting_key(&self) -> &str {
        &self.0.posting_key
    }
    async fn posted_at(&self) -> DateTime<Utc> {
        self.0.posted_at
    }
    async fn postings(&self, ctx: &Context<'_>) -> ApiResult<Vec<LedgerPosting>> {
        let rows = Request::of(ctx)?.load::<PostingsOfEntry>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(LedgerPosting).collect())
    }
}

all_of!(
    /// The postings of an entry.
    PostingsOfEntry: EntryId => row::PostingRow, row::postings_of_entry, entry_id
);

#[derive(Default)]
pub struct LedgerQuery;

#[Object]
impl LedgerQuery {
    /// The tenant's accounts and its payees', newest first.
    #[graphql(guard = "Requires(Permission::LedgerRead)")]
    async fn ledger_accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<LedgerAccount>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Account::page(&*Request::of(ctx)?.read()?, page).await?, LedgerAccount))
    }

    /// The tenant's entries, newest first.
    #[graphql(guard = "Requires(Permission::LedgerRead)")]
    async fn ledger_entries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<LedgerEntry>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::EntryRow::page(&*Request::of(ctx)?.read()?, page).await?, LedgerEntry))
    }
}
