//! Reading accounts and entries.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AccountId, EntryId, PayeeId, TenantId};
use domain::ledger::{AccountKind, Event};
use domain::money::Currency;
use store::page::{Page, Slice};
use store::schema::{ledger_accounts, ledger_entries, ledger_postings};
use store::{StoreError, StoreResult, TenantScope};

/// An account of a tenant or payee. Platform accounts are hidden from tenants.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = ledger_accounts)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// Whose it is, unless the tenant's.
    pub payee_id: Option<PayeeId>,
    /// Its currency.
    pub currency: Currency,
    /// On its normal side, in minor units.
    pub balance: i64,
    /// How many postings it has.
    pub version: i64,
}

/// An entry without its postings.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = ledger_entries)]
pub struct EntryRow {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: EntryId,
    /// The key it was posted under.
    pub posting_key: String,
    /// What happened.
    pub event: String,
    /// When.
    pub posted_at: DateTime<Utc>,
}

/// One pair of an entry.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = ledger_postings)]
pub struct PostingRow {
    /// Its entry.
    pub entry_id: EntryId,
    /// 1, 2, 3 …
    pub position: i32,
    /// The account debited.
    pub debit_account: AccountId,
    /// The account credited.
    pub credit_account: AccountId,
    /// Minor units, above zero.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
}

/// Which accounts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct AccountFilter {
    /// Only of this kind.
    pub kind: Option<AccountKind>,
    /// Only of this payee.
    pub payee: Option<PayeeId>,
    /// Only in this currency.
    pub currency: Option<Currency>,
}

/// Which entries a list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryFilter {
    /// Only of this event.
    pub event: Option<Event>,
    /// Only those that post to this account.
    pub account: Option<AccountId>,
    /// Only what was posted at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was posted before this moment.
    pub to: Option<DateTime<Utc>>,
    /// Only the one of this key.
    pub posting_key: Option<String>,
}

/// The balance of one of the tenant's own accounts, zero while it has none.
pub async fn balance(scope: &impl TenantScope, kind: AccountKind, currency: Currency) -> StoreResult<i64> {
    let mut conn = scope.conn().await?;
    let balance: Option<i64> = ledger_accounts::table
        .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
        .filter(ledger_accounts::kind.eq(kind))
        .filter(ledger_accounts::currency.eq(currency))
        .filter(ledger_accounts::payee_id.is_null())
        .select(ledger_accounts::balance)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(balance.unwrap_or(0))
}

impl Account {
    /// The account of this id. Errors: `NotFound`.
    pub async fn find(scope: &impl TenantScope, id: AccountId) -> StoreResult<Account> {
        let mut conn = scope.conn().await?;
        ledger_accounts::table
            .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
            .filter(ledger_accounts::id.eq(id))
            .select(Account::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("ledger account"))
    }

    /// The accounts of these ids that may be seen.
    pub async fn find_many(scope: &impl TenantScope, ids: &[AccountId]) -> StoreResult<Vec<Account>> {
        let mut conn = scope.conn().await?;
        Ok(ledger_accounts::table
            .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
            .filter(ledger_accounts::id.eq_any(ids))
            .select(Account::as_select())
            .load(&mut conn)
            .await?)
    }

    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: AccountFilter,
        page: Page,
    ) -> StoreResult<Slice<Account>> {
        let mut conn = scope.conn().await?;
        let mut query = ledger_accounts::table
            .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
            .select(Account::as_select())
            .limit(page.limit + 1)
            .into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(ledger_accounts::kind.eq(kind));
        }
        if let Some(payee) = filter.payee {
            query = query.filter(ledger_accounts::payee_id.eq(payee));
        }
        if let Some(currency) = filter.currency {
            query = query.filter(ledger_accounts::currency.eq(currency));
        }
        if let Some(after) = page.after {
            query = query.filter(ledger_accounts::id.lt(after));
        }
        if let Some(before) = page.before {
            query = query.filter(ledger_accounts::id.gt(before));
        }
        query = if page.backwards {
            query.order(ledger_accounts::id.asc())
        } else {
            query.order(ledger_accounts::id.desc())
        };
        Ok(Slice::cut(query.load(&mut conn).await?, page))
    }

    /// The payees' accounts of these payees.
    pub async fn of_payees(scope: &impl TenantScope, payees: &[PayeeId]) -> StoreResult<Vec<Account>> {
        let mut conn = scope.conn().await?;
        Ok(ledger_accounts::table
            .filter(ledger_accounts::tenant_id.eq(scope.tenant()))
            .filter(ledger_accounts::payee_id.eq_any(payees))
            .order((ledger_accounts::payee_id, ledger_accounts::currency, ledger_accounts::kind))
            .select(Account::as_select())
            .load(&mut conn)
            .await?)
    }
}

impl EntryRow {
    /// The entry of this id. Errors: `NotFound`.
    pub async fn find(scope: &impl TenantScope, id: EntryId) -> StoreResult<EntryRow> {
        let mut conn = scope.conn().await?;
        ledger_entries::table
            .filter(ledger_entries::tenant_id.eq(scope.tenant()))
            .filter(ledger_entries::id.eq(id))
            .select(EntryRow::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("ledger entry"))
    }

    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: EntryFilter,
        page: Page,
    ) -> StoreResult<Slice<EntryRow>> {
        let mut conn = scope.conn().await?;
        let mut query = ledger_entries::table
            .filter(ledger_entries::tenant_id.eq(scope.tenant()))
            .select(EntryRow::as_select())
            .limit(page.limit + 1)
            .into_boxed();
        if let Some(event) = filter.event {
            query = query.filter(ledger_entries::event.eq(event.as_str()));
        }
        if let Some(account) = filter.account {
            let touches = ledger_postings::debit_account.eq(account);
            let entries = ledger_postings::table
                .filter(ledger_postings::tenant_id.eq(scope.tenant()))
                .filter(touches.or(ledger_postings::credit_account.eq(account)))
                .select(ledger_postings::entry_id);
            query = query.filter(ledger_entries::id.eq_any(entries));
        }
        if let Some(from) = filter.from {
            query = query.filter(ledger_entries::posted_at.ge(from));
        }
        if let Some(to) = filter.to {
            query = query.filter(ledger_entries::posted_at.lt(to));
        }
        if let Some(key) = filter.posting_key {
            query = query.filter(ledger_entries::posting_key.eq(key));
        }
        if let Some(after) = page.after {
            query = query.filter(ledger_entries::id.lt(after));
        }
        if let Some(before) = page.before {
            query = query.filter(ledger_entries::id.gt(before));
        }
        query = if page.backwards {
            query.order(ledger_entries::id.asc())
        } else {
            query.order(ledger_entries::id.desc())
        };
        Ok(Slice::cut(query.load(&mut conn).await?, page))
    }
}

/// The postings of many entries, in order.
pub async fn postings_of_entry(scope: &impl TenantScope, ids: &[EntryId]) -> StoreResult<Vec<PostingRow>> {
    let mut conn = scope.conn().await?;
    Ok(ledger_postings::table
        .filter(ledger_postings::tenant_id.eq(scope.tenant()))
        .filter(ledger_postings::entry_id.eq_any(ids))
        .order((ledger_postings::entry_id, ledger_postings::position))
        .select(PostingRow::as_select())
        .load(&mut conn)
        .await?)
}
