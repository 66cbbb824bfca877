//! What an affiliate sees of their own, over all tenants they work with.

use std::collections::{BTreeMap, HashMap};

use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::commission::CommissionState as State;
use domain::ids::ProgramId;
use domain::money::Currency;
use store::children::programs_of_affiliate;
use store::tenant as row;

use super::batch::Edge;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::AsAffiliate;
use super::link::Link;
use super::money::Money;
use super::payload::payload;
use super::request::Request;
use super::scalar::{CommissionCause, CommissionState, EnrollmentState, PayoutAccountState, PayoutState};
use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult, Kind};

/// Someone who can be paid.
pub struct Affiliate(pub row::Affiliate);

#[Object]
impl Affiliate {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn email(&self) -> &str {
        &self.0.email
    }
    /// Two letters.
    async fn country(&self) -> &str {
        &self.0.country
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// An affiliate's account at Stripe.
pub struct PayoutAccount(pub row::PayoutAccount);

#[Object]
impl PayoutAccount {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutAccountState {
        self.0.state.into()
    }
    /// `acct_…`, once Stripe has answered.
    async fn stripe_account_id(&self) -> Option<&str> {
        self.0.stripe_account_id.as_deref()
    }
    /// What Stripe still needs of the person.
    async fn requirements_due(&self) -> &[String] {
        &self.0.requirements_due
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// A brand an affiliate works with.
#[derive(SimpleObject)]
pub struct AffiliateTenant {
    pub id: ID,
    pub name: String,
}

/// A programme as an affiliate in it sees it.
#[derive(SimpleObject)]
pub struct AffiliateProgram {
    pub id: ID,
    pub tenant_id: ID,
    pub name: String,
    pub currency: String,
    /// Days between recording and maturity.
    pub hold_days: i32,
    /// The smallest payout.
    pub payout_minimum: Money,
}

/// An enrollment as its affiliate sees it.
pub struct AffiliateEnrollment(pub store::enrollment::Enrollment);
/// A commission as the affiliate who earns it sees it.
pub struct AffiliateCommission(store::commission::Commission);
/// A payout as the affiliate who gets it sees it.
pub struct AffiliatePayout(store::payout::Payout);
keyed!(AffiliateEnrollment, AffiliateCommission, AffiliatePayout);

#[Object]
impl AffiliateEnrollment {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn program_id(&self) -> ID {
        self.0.program_id.into()
    }
    /// The programme; null right after joining, until the next request.
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateProgram>> {
        let program = Request::of(ctx)?.load::<OwnProgram>(self.0.program_id).await?;
        Ok(program.map(|program| AffiliateProgram {
            id: program.id.into(),
            tenant_id: program.tenant_id.into(),
            payout_minimum: Money::new(program.payout_minimum, program.currency),
            currency: program.currency.to_string(),
            hold_days: program.hold_days,
            name: program.name,
        }))
    }
    async fn state(&self) -> EnrollmentState {
        self.0.state.into()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

#[Object]
impl AffiliateCommission {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn cause(&self) -> CommissionCause {
        self.0.cause.into()
    }
    async fn state(&self) -> CommissionState {
        self.0.state.into()
    }
    /// Below zero for what an adjustment takes back.
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// How much of a debt later payouts have recovered.
    async fn recovered(&self) -> Money {
        Money::new(self.0.recovered, self.0.currency)
    }
    /// When it becomes payable.
    async fn matures_at(&self) -> DateTime<Utc> {
        self.0.matures_at
    }
    async fn void_reason(&self) -> Option<&str> {
        self.0.void_reason.as_deref()
    }
    async fn payout_id(&self) -> Option<ID> {
        self.0.payout_id.map(Into::into)
    }
    /// The arithmetic.
    async fn why(&self) -> Json<serde_json::Value> {
        Json(self.0.why.clone())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

#[Object]
impl AffiliatePayout {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn state(&self) -> PayoutState {
        self.0.state.into()
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// What was kept back for older debts.
    async fn recovered(&self) -> Money {
        Money::new(self.0.recovered, self.0.currency)
    }
    /// What Stripe has taken back.
    async fn reversed(&self) -> Money {
        Money::new(self.0.reversed, self.0.currency)
    }
    async fn stripe_transfer_id(&self) -> Option<&str> {
        self.0.stripe_transfer_id.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// What an affiliate has earned in one currency, by where it stands.
#[derive(SimpleObject)]
pub struct Earnings {
    pub currency: String,
    pub pending: Money,
    pub held: Money,
    pub payable: Money,
    pub reserved: Money,
    pub paid: Money,
}

/// An affiliate's own view.
pub struct AffiliateViewer {
    profile: row::Affiliate,
    account: Option<row::PayoutAccount>,
}

impl AffiliateViewer {
    /// The view of the affiliate who calls.
    pub async fn of(request: &Request) -> ApiResult<AffiliateViewer> {
        let affiliate = request.caller.affiliate()?;
        let tx = directory(&request.app).await?;
        let profile = row::Affiliate::of_user(&tx, affiliate.user()).await?;
        let account = row::PayoutAccount::of_affiliate(&tx, affiliate.affiliate()).await?;
        tx.commit().await?;
        let profile = profile.ok_or_else(ApiError::unauthenticated)?;
        Ok(AffiliateViewer { profile, account })
    }
}

/// Reads the page of a list that only goes forwards.
fn forwards(first: Option<i32>, after: Option<String>) -> ApiResult<store::page::Page> {
    let page = PageArgs { first, after, last: None, before: None }.read()?;
    if page.backwards {
        Err(ApiError::new(Kind::Malformed, "PAGE_SIZE", "this list goes forwards"))
    } else {
        Ok(page)
    }
}

#[Object]
impl AffiliateViewer {
    pub async fn id(&self) -> ID {
        self.profile.id.into()
    }
    async fn name(&self) -> &str {
        &self.profile.name
    }
    async fn email(&self) -> &str {
        &self.profile.email
    }
    async fn country(&self) -> &str {
        &self.profile.country
    }
    /// The account at Stripe money goes to, once onboarding has begun.
    async fn payout_account(&self) -> Option<PayoutAccount> {
        self.account.clone().map(PayoutAccount)
    }
    /// The brands they work with.
    async fn tenants(&self, ctx: &Context<'_>) -> ApiResult<Vec<AffiliateTenant>> {
        let tx = Request::of(ctx)?.own().await?;
        let rows = row::Tenant::of_affiliate(&tx).await?;
        Ok(rows.into_iter().map(|t| AffiliateTenant { id: t.id.into(), name: t.name }).collect())
    }
    /// Their enrollments, newest first.
    async fn enrollments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<AffiliateEnrollment>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::enrollment::Enrollment::of_affiliate(&tx, page).await?, AffiliateEnrollment))
    }
    /// Their links, newest first.
    async fn links(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<Link>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::enrollment::Link::of_affiliate(&tx, page).await?, Link))
    }
    /// What they earn, newest first.
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<AffiliateCommission>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::commission::Commission::of_affiliate(&tx, page).await?, AffiliateCommission))
    }
    /// What they are paid, newest first.
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<AffiliatePayout>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::payout::Payout::of_affiliate(&tx, page).await?, AffiliatePayout))
    }
    /// Sums by currency.
    async fn earnings(&self, ctx: &Context<'_>) -> ApiResult<Vec<Earnings>> {
        let tx = Request::of(ctx)?.own().await?;
        let mut sums: BTreeMap<Currency, HashMap<&'static str, i64>> = BTreeMap::new();
        for (currency, state, minor) in store::commission::Commission::sums_of_affiliate(&tx).await? {
            *sums.entry(currency).or_default().entry(state.as_str()).or_default() += minor;
        }
        let earnings = |(currency, by_state): (Currency, HashMap<&'static str, i64>)| {
            let sum = |state: State| Money::new(by_state.get(state.as_str()).copied().unwrap_or(0), currency);
            Earnings {
                currency: currency.to_string(),
                pending: sum(State::Pending),
                held: sum(State::Held),
                payable: sum(State::Payable),
                reserved: sum(State::Reserved),
                paid: sum(State::Paid),
            }
        };
        Ok(sums.into_iter().map(earnings).collect())
    }
}

/// The programmes of an affiliate's enrollments.
pub struct OwnProgram;

impl Edge for OwnProgram {
    type Key = ProgramId;
    type Value = store::program::Program;

    async fn load(request: &Request, keys: Vec<ProgramId>) -> ApiResult<HashMap<ProgramId, Self::Value>> {
        let tx = request.own().await?;
        let rows = programs_of_affiliate(&tx, &keys).await?;
        Ok(rows.into_iter().map(|program| (program.id, program)).collect())
    }
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct PayoutAccountOnboardInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
}

payload! {
    /// The account, and where the person gives Stripe what it needs.
    PayoutAccountOnboardPayload, PayoutAccountOnboardUserError, PayoutAccountOnboardErrorCode {
        payout_account: PayoutAccount,
        /// Good once, for minutes.
        onboarding_url: String,
    } errors []
}

#[derive(Default)]
pub struct AffiliateMutation;

#[Object]
impl AffiliateMutation {
    /// Opens a page at Stripe where the calling affiliate says where their money goes.
    #[graphql(guard = "AsAffiliate")]
    async fn payout_account_onboard(
        &self,
        ctx: &Context<'_>,
        input: Option<PayoutAccountOnboardInput>,
    ) -> ApiResult<PayoutAccountOnboardPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        PayoutAccountOnboardPayload::of(async {
            request.forget();
            let profile = AffiliateViewer::of(request).await?.profile;
            let (app, now) = (&request.app, request.now());
            let url = &app.config.public_url;
            let (account, onboarding) =
                billing::account::onboard(&app.pool, &app.stripe, &profile, url, now).await?;
            Ok(PayoutAccountOnboardPayload::done(PayoutAccount(account), onboarding))
        })
        .await
    }
}
