//! The wallet and the money put into it.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::FundingId;
use domain::ledger::AccountKind;
use domain::money::{Amount, Currency};
use domain::permission::Permission;
use store::funding as row;

use super::connection::{List, PageArgs, keyed, list};
use super::guard::Requires;
use super::idempotency::Key;
use super::money::{Money, currency};
use super::payload::payload;
use super::request::Request;
use super::scalar::{FundingState, Int64};
use crate::error::ApiResult;

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
    /// Where to pay.
    async fn checkout_url(&self) -> Option<&str> {
        self.0.checkout_url.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

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
}

super::batch::by_id!(
    /// A funding by id.
    FundingById: FundingId => row::Funding
);

#[derive(Default)]
pub struct FundingQuery;

#[Object]
impl FundingQuery {
    /// The wallet in a currency; empty until money is put in.
    #[graphql(guard = "Requires(Permission::FundingRead)")]
    async fn wallet(&self, #[graphql(name = "currency")] code: String) -> ApiResult<Wallet> {
        Ok(Wallet(currency(&code)?))
    }

    /// The tenant's fundings, newest first.
    #[graphql(guard = "Requires(Permission::FundingRead)")]
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
}

/// Money to put into the wallet.
#[derive(InputObject)]
pub struct WalletFundInput {
    pub currency: String,
    pub amount_minor: Int64,
    pub idempotency_key: String,
}

payload! {
    /// The funding and where to pay it.
    WalletFundPayload, WalletFundUserError, WalletFundErrorCode { funding: Funding }
    errors [UNKNOWN_CURRENCY, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID]
}

#[derive(Default)]
pub struct FundingMutation;

#[Object]
impl FundingMutation {
    /// Asks Stripe for a page where the tenant pays money into its wallet.
    #[graphql(guard = "Requires(Permission::FundingWrite)")]
    async fn wallet_fund(&self, ctx: &Context<'_>, input: WalletFundInput) -> ApiResult<WalletFundPayload> {
        let request = Request::of(ctx)?;
        WalletFundPayload::of(async {
            let key = Key::read("walletFund", &input.idempotency_key, &input)?;
            let amount = Amount::new(input.amount_minor.0, currency(&input.currency)?);
            request.forget();
            let app = &request.app;
            let (tenant, now) = (request.caller.tenant()?, request.now());
            let url = &app.config.public_url;
            let started =
                billing::funding::start(&app.pool, tenant, &app.stripe, amount, key.as_str(), url, now)
                    .await?;
            Ok(WalletFundPayload::done(Funding(started.into_inner())))
        })
        .await
    }
}
