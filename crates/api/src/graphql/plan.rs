//! What a tenant pays us: plans, its subscription, what it uses, its invoices.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use billing::Back;
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use domain::plan as decide;
use store::member::Membership;
use store::plan as row;
use store::tenant::Tenant;

use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::idempotency::Key;
use super::money::{Money, currency};
use super::payload::payload;
use super::request::Request;
use super::return_path::return_path;
use super::scalar::{Int64, Plan, SubscriptionInvoiceState, SubscriptionState};
use crate::error::{ApiError, ApiResult};

/// What a plan costs in one currency.
#[derive(SimpleObject)]
pub struct PlanPrice {
    /// A month.
    month: Money,
    /// Each started thousand of events beyond what is included.
    thousand_events: Money,
}

/// A plan and what it gives.
pub struct PlanOffer(decide::Plan);

#[Object]
impl PlanOffer {
    async fn plan(&self) -> Plan {
        self.0.into()
    }
    /// Tributary's part of what is paid out, in basis points on top of it.
    async fn platform_fee_bps(&self) -> i32 {
        self.0.terms().platform_fee_bps
    }
    /// Events of a month that cost nothing more.
    async fn included_events(&self) -> Int64 {
        Int64(self.0.terms().included_events)
    }
    /// How many members a tenant may have.
    async fn seats(&self) -> Int64 {
        Int64(self.0.terms().seats)
    }
    /// By currency; empty for what is free.
    async fn prices(&self) -> Vec<PlanPrice> {
        let price = |price: &decide::Price| PlanPrice {
            month: Money::new(price.month, price.currency),
            thousand_events: Money::new(price.thousand_events, price.currency),
        };
        self.0.terms().prices.iter().map(price).collect()
    }
}

/// A tenant's subscription as Stripe last told it.
pub struct Subscription(row::Subscription);

#[Object]
impl Subscription {
    /// What the tenant may use.
    async fn plan(&self) -> Plan {
        self.0.plan.into()
    }
    async fn state(&self) -> SubscriptionState {
        self.0.state.into()
    }
    /// What it is paid in. ISO 4217.
    async fn currency(&self) -> String {
        self.0.currency.to_string()
    }
    async fn current_period_start(&self) -> DateTime<Utc> {
        self.0.period_start
    }
    async fn current_period_end(&self) -> DateTime<Utc> {
        self.0.period_end
    }
    /// Since when an invoice is owed.
    async fn past_due_since(&self) -> Option<DateTime<Utc>> {
        self.0.past_due_since
    }
    /// When the tenant is, or was, suspended unless it pays.
    async fn suspends_at(&self) -> Option<DateTime<Utc>> {
        self.0.standing().suspends_at()
    }
    /// Whether it ends with the current period.
    async fn cancel_at_period_end(&self) -> bool {
        self.0.cancel_at_period_end
    }
    /// The plan that was asked for and does not count yet; FREE when the end was asked for.
    async fn wanted_plan(&self) -> Option<Plan> {
        self.0.wanted.map(Into::into)
    }
}

/// What a tenant has used since its usage was last charged, today included.
#[derive(SimpleObject)]
pub struct Usage {
    /// The first moment that counts.
    since: DateTime<Utc>,
    /// Touches that count; repeats and bots do not.
    touches: Int64,
    /// Recorded conversions.
    conversions: Int64,
    /// Both.
    events: Int64,
    /// How many the plan includes.
    included: Int64,
    /// What those beyond cost so far; null on FREE, which charges for none.
    overage: Option<Money>,
}

/// Members of the tenant.
#[derive(SimpleObject)]
pub struct Seats {
    used: Int64,
    /// How many the plan has.
    included: Int64,
}

/// An invoice of a subscription.
pub struct SubscriptionInvoice(pub row::Invoice);
keyed!(SubscriptionInvoice);

#[Object]
impl SubscriptionInvoice {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> SubscriptionInvoiceState {
        self.0.state.into()
    }
    /// What stands on it.
    async fn number(&self) -> Option<&str> {
        self.0.number.as_deref()
    }
    async fn amount_due(&self) -> Money {
        Money::new(self.0.amount_due, self.0.currency)
    }
    async fn amount_paid(&self) -> Money {
        Money::new(self.0.amount_paid, self.0.currency)
    }
    /// When the period that is paid with it begins.
    async fn period_start(&self) -> DateTime<Utc> {
        self.0.period_start
    }
    async fn period_end(&self) -> DateTime<Utc> {
        self.0.period_end
    }
    /// Stripe's page to see and pay it.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// What a tenant has bought from us, and what it owes for it.
pub struct Billing;

#[Object]
impl Billing {
    /// What the tenant may use; FREE without a subscription.
    async fn plan(&self, ctx: &Context<'_>) -> ApiResult<Plan> {
        Ok(billing::plan::plan_of(&*Request::of(ctx)?.read()?).await?.into())
    }
    /// Tributary's part of what is paid out, in basis points on top of it.
    async fn platform_fee_bps(&self, ctx: &Context<'_>) -> ApiResult<i32> {
        Ok(Tenant::own(&*Request::of(ctx)?.read()?).await?.platform_fee_bps)
    }
    async fn seats(&self, ctx: &Context<'_>) -> ApiResult<Seats> {
        let scope = Request::of(ctx)?.read()?;
        let used = Membership::count(&*scope).await?;
        let included = billing::plan::plan_of(&*scope).await?.terms().seats;
        Ok(Seats { used: Int64(used), included: Int64(included) })
    }
    /// Null for a tenant that never had one.
    async fn subscription(&self, ctx: &Context<'_>) -> ApiResult<Option<Subscription>> {
        Ok(row::Subscription::own(&*Request::of(ctx)?.read()?).await?.map(Subscription))
    }
    async fn usage(&self, ctx: &Context<'_>) -> ApiResult<Usage> {
        let request = Request::of(ctx)?;
        let used = billing::plan::used(&*request.read()?, request.now()).await?;
        Ok(Usage {
            since: used.since,
            touches: Int64(used.counted.touches),
            conversions: Int64(used.counted.conversions),
            events: Int64(used.counted.events()),
            included: Int64(used.plan.terms().included_events),
            overage: used.overage.map(|amount| Money::new(amount.minor, amount.currency)),
        })
    }
    /// The invoices of its subscriptions, newest first.
    async fn invoices(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<SubscriptionInvoice>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Invoice::page(&*Request::of(ctx)?.read()?, page).await?, SubscriptionInvoice))
    }
}

super::batch::by_id!(
    /// An invoice by id.
    SubscriptionInvoiceById: domain::ids::SubscriptionInvoiceId => row::Invoice
);

#[derive(Default)]
pub struct PlanQuery;

#[Object]
impl PlanQuery {
    /// Every plan there is, the smallest first.
    #[graphql(guard = "Requires(Permission::BillingRead)", directive = RequiresScopes::apply(Permission::BillingRead))]
    async fn plans(&self) -> Vec<PlanOffer> {
        decide::Plan::ALL.iter().copied().map(PlanOffer).collect()
    }

    /// What the tenant has bought from us.
    #[graphql(guard = "Requires(Permission::BillingRead)", directive = RequiresScopes::apply(Permission::BillingRead))]
    async fn billing(&self) -> Billing {
        Billing
    }
}

/// A plan to buy.
#[derive(InputObject)]
pub struct SubscriptionStartInput {
    /// GROWTH or SCALE.
    pub plan: Plan,
    /// GBP, USD or EUR.
    pub currency: String,
    /// A path of the web app to come back to from Stripe's page; a page of ours unless given.
    pub return_path: Option<String>,
    pub idempotency_key: String,
}

/// Another plan.
#[derive(InputObject)]
pub struct SubscriptionChangeInput {
    /// A larger plan counts at once, a smaller one with the next period. The one that stands takes back what was asked for
    /// before.
    pub plan: Plan,
}

/// How to end the subscription.
#[derive(InputObject)]
pub struct SubscriptionCancelInput {
    /// Takes back that it was to end.
    pub undo: Option<bool>,
}

/// Where to come back to.
#[derive(InputObject)]
pub struct BillingPortalOpenInput {
    /// A path of the web app; `/billing` unless told.
    pub return_path: Option<String>,
}

payload! {
    /// Where to pay.
    SubscriptionStartPayload, SubscriptionStartUserError, SubscriptionStartErrorCode { checkout_url: String }
    errors [
        PLAN_NOT_SOLD, CURRENCY_NOT_SOLD, UNKNOWN_CURRENCY, ALREADY_SUBSCRIBED, INVOICE_UNPAID, CHECKOUT_EXPIRED,
        RETURN_PATH_INVALID, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_INVALID,
    ]
}
payload! {
    /// The subscription, with what it was asked for.
    SubscriptionChangePayload, SubscriptionChangeUserError, SubscriptionChangeErrorCode { subscription: Subscription }
    errors [NOT_SUBSCRIBED, PLAN_NOT_SOLD, CURRENCY_NOT_SOLD]
}
payload! {
    /// The subscription, with what it was asked for.
    SubscriptionCancelPayload, SubscriptionCancelUserError, SubscriptionCancelErrorCode { subscription: Subscription }
    errors [NOT_SUBSCRIBED]
}
payload! {
    /// Stripe's page; it can be used for a short time.
    BillingPortalOpenPayload, BillingPortalOpenUserError, BillingPortalOpenErrorCode { url: String }
    errors [RETURN_PATH_INVALID]
}

#[derive(Default)]
pub struct PlanMutation;

#[Object]
impl PlanMutation {
    /// Asks Stripe for a page where the tenant buys a plan. A page that was opened before can't be paid any more.
    #[graphql(guard = "Requires(Permission::BillingWrite)", directive = RequiresScopes::apply(Permission::BillingWrite))]
    async fn subscription_start(
        &self,
        ctx: &Context<'_>,
        input: SubscriptionStartInput,
    ) -> ApiResult<SubscriptionStartPayload> {
        let request = Request::of(ctx)?;
        SubscriptionStartPayload::of(async {
            let key = Key::read("subscriptionStart", &input.idempotency_key, &input)?;
            let (plan, currency) = (input.plan.into(), currency(&input.currency)?);
            request.forget();
            let app = &request.app;
            let (tenant, now) = (request.caller.tenant()?, request.now());
            let home = &app.config.public_url;
            let path = return_path(home, input.return_path.as_deref())?;
            let back = Back { home, path: path.as_deref() };
            let started =
                billing::plan::start(&app.pool, tenant, &app.stripe, plan, currency, key.as_str(), back, now)
                    .await?
                    .into_inner();
            let expired =
                || ApiError::refused("CHECKOUT_EXPIRED", "this page is no more; ask with another key");
            Ok(SubscriptionStartPayload::done(started.url.ok_or_else(expired)?))
        })
        .await
    }

    /// Asks for another plan.
    #[graphql(guard = "Requires(Permission::BillingWrite)", directive = RequiresScopes::apply(Permission::BillingWrite))]
    async fn subscription_change(
        &self,
        ctx: &Context<'_>,
        input: SubscriptionChangeInput,
    ) -> ApiResult<SubscriptionChangePayload> {
        let request = Request::of(ctx)?;
        SubscriptionChangePayload::of(async {
            let plan = decide::Plan::from(input.plan);
            if plan == decide::Plan::Free {
                return Err(ApiError::from(decide::PlanError::NotSold).at("plan"));
            }
            let tx = request.write().await?;
            let row = billing::plan::want(&tx, plan, request.now()).await?;
            tx.commit().await?;
            Ok(SubscriptionChangePayload::done(Subscription(row)))
        })
        .await
    }

    /// Ends the subscription with its current period: the tenant is on FREE then.
    #[graphql(guard = "Requires(Permission::BillingWrite)", directive = RequiresScopes::apply(Permission::BillingWrite))]
    async fn subscription_cancel(
        &self,
        ctx: &Context<'_>,
        input: SubscriptionCancelInput,
    ) -> ApiResult<SubscriptionCancelPayload> {
        let request = Request::of(ctx)?;
        SubscriptionCancelPayload::of(async {
            let tx = request.write().await?;
            let plan = match input.undo {
                Some(true) => billing::plan::plan_of(&tx).await?,
                _ => decide::Plan::Free,
            };
            let row = billing::plan::want(&tx, plan, request.now()).await?;
            tx.commit().await?;
            Ok(SubscriptionCancelPayload::done(Subscription(row)))
        })
        .await
    }

    /// Opens Stripe's page where the tenant sees and pays its invoices and changes how it pays.
    #[graphql(guard = "Requires(Permission::BillingWrite)", directive = RequiresScopes::apply(Permission::BillingWrite))]
    async fn billing_portal_open(
        &self,
        ctx: &Context<'_>,
        input: BillingPortalOpenInput,
    ) -> ApiResult<BillingPortalOpenPayload> {
        let request = Request::of(ctx)?;
        BillingPortalOpenPayload::of(async {
            let app = &request.app;
            let home = &app.config.public_url;
            let path = return_path(home, input.return_path.as_deref())?;
            let path = path.as_deref().unwrap_or("/billing");
            let back = home.join(path).map_err(|error| ApiError::internal(&error))?;
            request.forget();
            let (tenant, now) = (request.caller.tenant()?, request.now());
            let url = billing::plan::open_portal(&app.pool, tenant, &app.stripe, back.as_str(), now).await?;
            let tx = request.write().await?;
            let (id, told) = (tenant.tenant(), serde_json::json!({ "returnPath": path }));
            store::audit::write(&tx, "billingPortalOpen", id, told, now).await?;
            tx.commit().await?;
            Ok(BillingPortalOpenPayload::done(url))
        })
        .await
    }
}
