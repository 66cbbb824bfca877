//! Saved ways to pay.

use async_graphql::{Context, ID, InputObject, Object};
use billing::Back;
use chrono::{DateTime, Utc};
use domain::ids::FundingMethodId;
use domain::permission::Permission;
use store::funding as row;

use crate::error::ApiResult;
use crate::graphql::batch::by_id;
use crate::graphql::connection::keyed;
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::idempotency::Key;
use crate::graphql::money::currency;
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id};
use crate::graphql::return_path::return_path;
use crate::graphql::scalar::{FundingMethodKind, FundingMethodState};

/// A saved way of the tenant to pay. Its numbers stay with Stripe.
pub struct FundingMethod(pub row::FundingMethod);
keyed!(FundingMethod);

#[Object]
impl FundingMethod {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn kind(&self) -> FundingMethodKind {
        self.0.kind.into()
    }
    async fn state(&self) -> FundingMethodState {
        self.0.state.into()
    }
    /// What it was set up to pay in.
    async fn currency(&self) -> &str {
        self.0.currency.as_str()
    }
    /// The card's brand or the bank's name, once set up.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }
    /// Its last four digits, once set up.
    async fn last4(&self) -> Option<&str> {
        self.0.last4.as_deref()
    }
    /// Where to set it up.
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

by_id!(
    /// A saved way to pay by id.
    FundingMethodById: FundingMethodId => row::FundingMethod
);

/// A way to pay to be set up.
#[derive(InputObject)]
pub struct FundingMethodAddInput {
    pub kind: FundingMethodKind,
    pub currency: String,
    /// A path of the web app to come back to from Stripe's page; a page of ours unless given.
    pub return_path: Option<String>,
    pub idempotency_key: String,
}

/// Which to take away.
#[derive(InputObject)]
pub struct FundingMethodRemoveInput {
    pub method_id: ID,
}

payload! {
    /// The way to pay, PENDING until the page was gone through.
    FundingMethodAddPayload, FundingMethodAddUserError, FundingMethodAddErrorCode { method: FundingMethod }
    errors [
        UNKNOWN_CURRENCY, CURRENCY_DIFFERS, TOO_MANY, RETURN_PATH_INVALID, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
    ]
}
payload! {
    /// What was taken away.
    FundingMethodRemovePayload, FundingMethodRemoveUserError, FundingMethodRemoveErrorCode { method: FundingMethod }
    errors []
}

#[derive(Default)]
pub struct FundingMethodMutation;

#[Object]
impl FundingMethodMutation {
    /// Asks Stripe for a page where the tenant sets up a way to pay that can be charged later.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn funding_method_add(
        &self,
        ctx: &Context<'_>,
        input: FundingMethodAddInput,
    ) -> ApiResult<FundingMethodAddPayload> {
        let request = Request::of(ctx)?;
        FundingMethodAddPayload::of(async {
            let key = Key::read("fundingMethodAdd", &input.idempotency_key, &input)?;
            let currency = currency(&input.currency)?;
            request.forget();
            let (app, now) = (&request.app, request.now());
            let (tenant, home) = (request.caller.tenant()?, &app.config.public_url);
            let path = return_path(home, input.return_path.as_deref())?;
            let back = Back { home, path: path.as_deref() };
            let kind = input.kind.into();
            let (pool, stripe) = (&app.pool, &app.stripe);
            let added =
                billing::funding::add_method(pool, tenant, stripe, kind, currency, key.as_str(), back, now)
                    .await?;
            Ok(FundingMethodAddPayload::done(FundingMethod(added.into_inner())))
        })
        .await
    }

    /// Takes a way to pay away; top-ups by it end. What is on its way by it stays so.
    #[graphql(guard = "Requires(Permission::FundingWrite)", directive = RequiresScopes::apply(Permission::FundingWrite))]
    async fn funding_method_remove(
        &self,
        ctx: &Context<'_>,
        input: FundingMethodRemoveInput,
    ) -> ApiResult<FundingMethodRemovePayload> {
        let request = Request::of(ctx)?;
        FundingMethodRemovePayload::of(async {
            let method: FundingMethodId = id(&input.method_id, "methodId")?;
            request.forget();
            let (app, now) = (&request.app, request.now());
            let tenant = request.caller.tenant()?;
            let removed =
                billing::funding::remove_method(&app.pool, tenant, &app.stripe, method, now).await?;
            Ok(FundingMethodRemovePayload::done(FundingMethod(removed)))
        })
        .await
    }
}
