//! The wallet, the money put into it, and the ways it is paid.

mod method;
mod statement;
mod top_up;
mod wallet_return;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use billing::Back;
use billing::funding::Wish;
use chrono::{DateTime, Utc};
use domain::ids::{FundingId, FundingMethodId};
use domain::ledger::AccountKind;
use domain::money::{Amount, Currency};
use domain::permission::Permission;
use store::funding as row;

use super::batch::{all_of, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::idempotency::Key;
use super::money::{Money, currency};
use super::payload::payload;
use super::payout::{PayoutRun, PayoutRunById};
use super::request::{Request, maybe_id, maybe_moment};
use super::return_path::return_path;
use super::scalar::{FundingMethodKind, FundingState, Int64};
use crate::error::{ApiError, ApiResult};

pub use method::FundingMethodMutation;
pub use method::{FundingMethod, FundingMethodById};
use statement::{LineArgs, WalletLine};
pub use top_up::TopUpMutation;
use top_up::WalletTopUp;
pub use wallet_return::{WalletReturn, WalletReturnById, WalletReturnMutation};

/// Money a tenant puts into its wallet.
pub struct Funding(pub row::Funding);
keyed!(Funding);

#[Object]
impl Funding {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> FundingState {
        self.0.state.into()
    }
    /// What is paid in.
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// What Stripe keeps of it, once settled.
    async fn fee(&self) -> Option<Money> {
        self.0.fee.map(|minor| Money::new(minor, self.0.currency))
    }
    /// What reaches the wallet, once settled.
    async fn net(&self) -> Option<Money> {
        self.0.net.map(|minor| Money::new(minor, self.0.currency))
    }
    /// What of the net made up for an earlier shortfall instead of reaching the wallet.
    async fn repaid(&self) -> Money {
        Money::new(self.0.repaid, self.0.currency)
    }
    /// What was given back of it to the tenant, or is on its way back.
    async fn refunded(&self) -> Money {
        Money::new(self.0.refunded, self.0.currency)
    }
    /// Where to pay, unless a saved method is charged.
    async fn checkout_url(&self) -> Option<&str> {
        self.0.checkout_url.as_deref()
    }
    /// The saved way it is paid by, unless on a page.
    async fn method(&self, ctx: &Context<'_>) -> ApiResult<Option<FundingMethod>> {
        let Some(id) = self.0.method_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<FundingMethodById>(id).await?.map(FundingMethod))
    }
    /// The run it was topped up for by itself.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_run(&self, ctx: &Context<'_>) -> ApiResult<Option<PayoutRun>> {
        let Some(id) = self.0.run_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<PayoutRunById>(id).await?.map(PayoutRun))
    }
    /// Why it failed: Stripe's word for a refusal; EXPIRED when nobody paid in time; NOT_SENT when Stripe was never
    /// reached.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// Why Stripe gives nothing of it back, by its own word; null while it may.
    async fn not_refundable(&self) -> Option<&str> {
        self.0.not_refundable.as_deref()
    }
    /// Where the payer's bank has taken it back, or tried to.
    async fn disputes(&self, ctx: &Context<'_>) -> ApiResult<Vec<FundingDispute>> {
        let rows = Request::of(ctx)?.load::<DisputesOfFunding>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| FundingDispute::of(row, self.0.currency)).collect())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// The payer's bank takes a funding back: a card's holder disputes it, or a debit is returned.
#[derive(SimpleObject)]
pub struct FundingDispute {
    /// `du_…`
    pub stripe_id: String,
    /// Stripe's word for why.
    pub reason: String,
    /// Stripe's word for where it stands.
    pub status: String,
    /// What it keeps of the tenant's money now, Stripe's fee for it included.
    pub taken: Money,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl FundingDispute {
    fn of(row: row::FundingDispute, currency: Currency) -> FundingDispute {
        FundingDispute {
            stripe_id: row.stripe_id,
            reason: row.reason,
            status: row.status,
            taken: Money::new(row.taken, currency),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

all_of!(
    /// The disputes over a funding.
    DisputesOfFunding: FundingId => row::FundingDispute, row::FundingDispute::of_fundings, funding_id
);

/// What a tenant has put aside to pay people from, in one currency.
pub struct Wallet(Currency);

#[Object]
impl Wallet {
    async fn currency(&self) -> String {
        self.0.to_string()
    }
    async fn balance(&self, ctx: &Context<'_>) -> ApiResult<Money> {
        let scope = Request::of(ctx)?.read()?;
        Ok(Money::new(billing::ledger::balance(&*scope, AccountKind::Wallet, self.0).await?, self.0))
    }
    /// What was paid and has not settled.
    async fn on_its_way(&self, ctx: &Context<'_>) -> ApiResult<Money> {
        let scope = Request::of(ctx)?.read()?;
        Ok(Money::new(billing::ledger::balance(&*scope, AccountKind::FundingPending, self.0).await?, self.0))
    }
    /// What the tenant owes because a funding was taken back that it had spent; the next fundings make up for it.
    async fn owed(&self, ctx: &Context<'_>) -> ApiResult<Money> {
        let scope = Request::of(ctx)?.read()?;
        Ok(Money::new(billing::ledger::balance(&*scope, AccountKind::Receivable, self.0).await?, self.0))
    }
    /// How it is topped up by itself before a run, if it is.
    async fn top_up(&self, ctx: &Context<'_>) -> ApiResult<Option<WalletTopUp>> {
        WalletTopUp::of(Request::of(ctx)?, self.0).await
    }
    /// Its statement: every movement with what it held afterwards, newest first.
    async fn lines(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(desc = "Only what was posted at this moment or later.")] from: Option<DateTime<Utc>>,
        #[graphql(desc = "Only what was posted before this moment.")] to: Option<DateTime<Utc>>,
    ) -> ApiResult<List<WalletLine>> {
        let (from, to) = (maybe_moment(from, "from")?, maybe_moment(to, "to")?);
        statement::page(Request::of(ctx)?, self.0, LineArgs { first, after, from, to }).await
    }
}

by_id!(
    /// A funding by id.
    FundingById: FundingId => row::Funding
);

#[derive(Default)]
pub struct FundingQuery;

#[Object]
impl FundingQuery {
    /// The wallet in a currency; empty until money is put in.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn wallet(&self, #[graphql(name = "currency")] code: String) -> ApiResult<Wallet> {
        Ok(Wallet(currency(&code)?))
    }

    /// The tenant's fundings, newest first.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn fundings(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Funding>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Funding::page(&*Request::of(ctx)?.read()?, page).await?, Funding))
    }

    /// The tenant's saved ways to pay: those that can be charged, and PENDING ones whose page is open; newest first.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn funding_methods(&self, ctx: &Context<'_>) -> ApiResult<Vec<FundingMethod>> {
        let rows = row::FundingMethod::kept(&*Request::of(ctx)?.read()?).await?;
        Ok(rows.into_iter().map(FundingMethod).collect())
    }

    /// What was given back of the wallet to the tenant, or is on its way, newest first.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn wallet_returns(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<WalletReturn>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::WalletReturn::page(&*Request::of(ctx)?.read()?, page).await?, WalletReturn))
    }
}

/// Money to put into the wallet.
#[derive(InputObject)]
pub struct WalletFundInput {
    pub currency: String,
    pub amount_minor: Int64,
    /// A saved way to pay, charged at once; a page is made unless given.
    pub method_id: Option<ID>,
    /// The one way to pay the page offers; whatever Stripe finds fit unless given.
    pub kind: Option<FundingMethodKind>,
    /// A path of the web app to come back to from Stripe's page; a page of ours unless given.
    pub return_path: Option<String>,
    pub idempotency_key: String,
}

payload! {
    /// The funding and where to pay it.
    WalletFundPayload, WalletFundUserError, WalletFundErrorCode { funding: Funding }
    errors [
        UNKNOWN_CURRENCY, AMOUNT_OUT_OF_RANGE, METHOD_NOT_ACTIVE, CURRENCY_DIFFERS, METHOD_AND_KIND, REFUSED_BY_STRIPE,
        RETURN_PATH_INVALID, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
    ]
}

#[derive(Default)]
pub struct FundingMutation;

#[Object]
impl FundingMutation {
    /// Puts money into the wallet: on a page of Stripe's, or by a saved way to pay.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn wallet_fund(&self, ctx: &Context<'_>, input: WalletFundInput) -> ApiResult<WalletFundPayload> {
        let request = Request::of(ctx)?;
        WalletFundPayload::of(async {
            let key = Key::read("walletFund", &input.idempotency_key, &input)?;
            let amount = Amount::new(input.amount_minor.0, currency(&input.currency)?);
            let method: Option<FundingMethodId> = maybe_id(input.method_id.as_ref(), "methodId")?;
            let wish = match (method, input.kind) {
                (None, kind) => Wish::Page(kind.map(Into::into)),
                (Some(method), None) => Wish::Method(method),
                (Some(_), Some(_)) => {
                    let text = "give either a saved way to pay or a kind of page";
                    return Err(ApiError::refused("METHOD_AND_KIND", text).at("kind"));
                }
            };
            request.forget();
            let app = &request.app;
            let (tenant, now) = (request.caller.tenant()?, request.now());
            let home = &app.config.public_url;
            let path = return_path(home, input.return_path.as_deref())?;
            let back = Back { home, path: path.as_deref() };
            let started = billing::funding::start(
                &app.pool,
                tenant,
                &app.stripe,
                amount,
                wish,
                key.as_str(),
                back,
                now,
            )
            .await?;
            Ok(WalletFundPayload::done(Funding(started.into_inner())))
        })
        .await
    }
}
