//! Who owns ledger accounts in the tenant.

use std::collections::{BTreeMap, HashMap};

use async_graphql::{Context, ID, Object, SimpleObject};
use billing::ledger::Account;
use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, PayeeId};
use domain::ledger::AccountKind;
use domain::money::Currency;
use domain::permission::Permission;
use store::payee as row;

use super::batch::{Edge, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::money::Money;
use super::request::Request;
use super::scalar::PayeeKind;
use crate::error::ApiResult;

/// An enrolled affiliate, or a creator, as the ledger knows them.
pub struct Payee(pub row::Payee);
keyed!(Payee);

/// What a payee is owed and owes in one currency.
#[derive(SimpleObject)]
pub struct PayeeBalance {
    pub currency: String,
    /// Earned, not yet matured.
    pub pending: Money,
    /// Ready to be paid.
    pub payable: Money,
    /// Paid once and taken back by refunds since; later payouts keep it.
    pub debt: Money,
}

#[Object]
impl Payee {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn kind(&self) -> PayeeKind {
        self.0.kind.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Who is paid; a creator nobody has claimed has none.
    async fn affiliate_id(&self) -> Option<ID> {
        self.0.affiliate_id.map(Into::into)
    }
    /// What the ledger holds for them, by currency.
    #[graphql(guard = "Requires(Permission::LedgerRead)", directive = RequiresScopes::apply(Permission::LedgerRead))]
    async fn balances(&self, ctx: &Context<'_>) -> ApiResult<Vec<PayeeBalance>> {
        let accounts = Request::of(ctx)?.load::<AccountsOfPayee>(self.0.id).await?.unwrap_or_default();
        let mut sums: BTreeMap<Currency, [i64; 3]> = BTreeMap::new();
        for account in accounts {
            let sum = sums.entry(account.currency).or_default();
            match account.kind {
                AccountKind::Pending => sum[0] += account.balance,
                AccountKind::Payable => sum[1] += account.balance,
                AccountKind::Debt => sum[2] += account.balance,
                _ => {}
            }
        }
        let balance = |(currency, [pending, payable, debt]): (Currency, [i64; 3])| PayeeBalance {
            currency: currency.to_string(),
            pending: Money::new(pending, currency),
            payable: Money::new(payable, currency),
            debt: Money::new(debt, currency),
        };
        Ok(sums.into_iter().map(balance).collect())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// A payee by id.
    PayeeById: PayeeId => row::Payee
);

/// The ledger accounts of payees.
pub struct AccountsOfPayee;

impl Edge for AccountsOfPayee {
    type Key = PayeeId;
    type Value = Vec<Account>;

    async fn load(request: &Request, keys: Vec<PayeeId>) -> ApiResult<HashMap<PayeeId, Vec<Account>>> {
        let mut all: HashMap<PayeeId, Vec<Account>> = HashMap::new();
        for account in Account::of_payees(&*request.read()?, &keys).await? {
            if let Some(payee) = account.payee_id {
                all.entry(payee).or_default().push(account);
            }
        }
        Ok(all)
    }
}

/// The payees that affiliates are.
pub struct PayeeOfAffiliate;

impl Edge for PayeeOfAffiliate {
    type Key = AffiliateId;
    type Value = row::Payee;

    async fn load(request: &Request, keys: Vec<AffiliateId>) -> ApiResult<HashMap<AffiliateId, row::Payee>> {
        let rows = store::children::payees_of_affiliates(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().filter_map(|payee| Some((payee.affiliate_id?, payee))).collect())
    }
}

#[derive(Default)]
pub struct PayeeQuery;

#[Object]
impl PayeeQuery {
    /// Everybody who earns here, newest first.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payees(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Payee>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Payee::page(&*Request::of(ctx)?.read()?, page).await?, Payee))
    }
}
