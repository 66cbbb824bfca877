//! The books, as the tenant may see them.

use async_graphql::{Context, ID, Object, SimpleObject};
use billing::ledger as row;
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, EntryId, TypedId};
use domain::ledger as books;
use domain::money::Currency;
use domain::permission::Permission;
use store::page::Slice;

use super::batch::{all_of, by_id};
use super::connection::{Keyed, List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::money::{self, Money};
use super::payee::{Payee, PayeeById};
use super::request::{Request, maybe_id, maybe_moment};
use super::scalar::{Int64, LedgerAccountKind, LedgerEvent};
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

/// An account as it was at a moment.
pub struct LedgerBalance {
    at: row::AccountAt,
    moment: DateTime<Utc>,
}

impl Keyed for LedgerBalance {
    fn uuid(&self) -> uuid::Uuid {
        self.at.account.id.uuid()
    }
}

#[Object]
impl LedgerBalance {
    /// The account, with what it holds now.
    async fn account(&self) -> LedgerAccount {
        LedgerAccount(self.at.account.clone())
    }
    async fn moment(&self) -> DateTime<Utc> {
        self.moment
    }
    /// What it held then, on its normal side: the sum of its postings.
    async fn balance(&self) -> Money {
        Money::new(self.at.balance, self.at.account.currency)
    }
    /// What was debited to it by then.
    async fn debits(&self) -> Money {
        Money::new(self.at.turnover.debits, self.at.account.currency)
    }
    /// What was credited to it by then.
    async fn credits(&self) -> Money {
        Money::new(self.at.turnover.credits, self.at.account.currency)
    }
    /// How many postings it had then: its version at that moment.
    async fn version(&self) -> Int64 {
        Int64(self.at.turnover.postings)
    }
}

/// Debit and credit balances of one currency at a moment.
#[derive(SimpleObject)]
pub struct TrialBalance {
    pub currency: String,
    pub moment: DateTime<Utc>,
    pub lines: Vec<TrialBalanceLine>,
    /// The sum of the debit balances.
    pub debits: Money,
    /// The sum of the credit balances; the same, or the books are wrong.
    pub credits: Money,
    /// Whether both sides sum alike.
    pub balanced: bool,
}

/// The accounts of one kind together. One of the two sides is zero.
#[derive(SimpleObject)]
pub struct TrialBalanceLine {
    /// Which kind; null for what lies with the platform and at Stripe, in one line.
    pub kind: Option<LedgerAccountKind>,
    pub debit: Money,
    pub credit: Money,
}

impl TrialBalance {
    fn new(currency: Currency, trial: books::TrialBalance, moment: DateTime<Utc>) -> TrialBalance {
        let line = |line: &books::TrialLine| TrialBalanceLine {
            kind: line.kind.map(Into::into),
            debit: Money::new(line.debit, currency),
            credit: Money::new(line.credit, currency),
        };
        TrialBalance {
            currency: currency.to_string(),
            moment,
            lines: trial.lines.iter().map(line).collect(),
            debits: Money::new(trial.debits, currency),
            credits: Money::new(trial.credits, currency),
            balanced: trial.balanced(),
        }
    }
}

fn account_filter(
    kind: Option<LedgerAccountKind>,
    payee: Option<&ID>,
    currency: Option<&String>,
) -> ApiResult<row::AccountFilter> {
    Ok(row::AccountFilter {
        kind: kind.map(Into::into),
        payee: maybe_id(payee, "payeeId")?,
        currency: currency.map(|text| money::currency(text)).transpose()?,
    })
}

#[derive(Default)]
pub struct LedgerQuery;

#[Object]
impl LedgerQuery {
    /// The tenant's accounts and its payees', newest first.
    #[graphql(guard = "Requires(Permission::LedgerRead)", directive = RequiresScopes::apply(Permission::LedgerRead))]
    #[allow(clippy::too_many_arguments)]
    async fn ledger_accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        kind: Option<LedgerAccountKind>,
        payee_id: Option<ID>,
        currency: Option<String>,
    ) -> ApiResult<List<LedgerAccount>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let filter = account_filter(kind, payee_id.as_ref(), currency.as_ref())?;
        Ok(list(row::Account::filtered(&*Request::of(ctx)?.read()?, filter, page).await?, LedgerAccount))
    }

    /// The journal: the tenant's entries, newest first.
    #[graphql(guard = "Requires(Permission::LedgerRead)", directive = RequiresScopes::apply(Permission::LedgerRead))]
    #[allow(clippy::too_many_arguments)]
    async fn ledger_entries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        event: Option<LedgerEvent>,
        #[graphql(desc = "Only entries that post to this account.")] account_id: Option<ID>,
        #[graphql(desc = "Only what was posted at this moment or later.")] from: Option<DateTime<Utc>>,
        #[graphql(desc = "Only what was posted before this moment.")] to: Option<DateTime<Utc>>,
        posting_key: Option<String>,
    ) -> ApiResult<List<LedgerEntry>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let account = maybe_id(account_id.as_ref(), "accountId")?;
        let (from, to) = (maybe_moment(from, "from")?, maybe_moment(to, "to")?);
        let filter = row::EntryFilter { event: event.map(Into::into), account, from, to, posting_key };
        Ok(list(row::EntryRow::filtered(&*Request::of(ctx)?.read()?, filter, page).await?, LedgerEntry))
    }

    /// What every account held at a moment: its postings up to and with it, summed. Newest account first; one that
    /// was made later held nothing.
    #[graphql(guard = "Requires(Permission::LedgerRead)", directive = RequiresScopes::apply(Permission::LedgerRead))]
    #[allow(clippy::too_many_arguments)]
    async fn balances_at(
        &self,
        ctx: &Context<'_>,
        moment: DateTime<Utc>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        kind: Option<LedgerAccountKind>,
        payee_id: Option<ID>,
        currency: Option<String>,
    ) -> ApiResult<List<LedgerBalance>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let filter = account_filter(kind, payee_id.as_ref(), currency.as_ref())?;
        maybe_moment(Some(moment), "moment")?;
        let read = Request::of(ctx)?.read()?;
        let Slice { rows, has_next, has_previous } = row::Account::filtered(&*read, filter, page).await?;
        let rows = row::at_moment(&*read, rows, moment).await?;
        Ok(list(Slice { rows, has_next, has_previous }, |at| LedgerBalance { at, moment }))
    }

    /// The trial balance of every currency that was posted in, at a moment, else now.
    #[graphql(guard = "Requires(Permission::LedgerRead)", directive = RequiresScopes::apply(Permission::LedgerRead))]
    async fn trial_balances(
        &self,
        ctx: &Context<'_>,
        moment: Option<DateTime<Utc>>,
    ) -> ApiResult<Vec<TrialBalance>> {
        let request = Request::of(ctx)?;
        let moment = maybe_moment(moment, "moment")?.unwrap_or_else(|| request.now());
        let trials = row::trial_balances(&*request.read()?, moment).await?;
        Ok(trials.into_iter().map(|(currency, trial)| TrialBalance::new(currency, trial, moment)).collect())
    }
}
