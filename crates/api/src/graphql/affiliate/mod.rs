//! What an affiliate sees of their own, over all tenants they work with.

mod account;
mod earnings;
mod notice;
mod payout_request;
mod tax;

use std::collections::HashMap;

use async_graphql::{Context, ID, MergedObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::ProgramId;
use store::children::programs_of_affiliate;
use store::tenant as row;

use super::batch::Edge;
use super::connection::{List, PageArgs, keyed, list};
use super::link::Link;
use super::money::Money;
use super::request::Request;
use super::scalar::{EarningsPhase, EnrollmentState, NoticeCause};
use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult, Kind};
use account::PayoutAccount;
pub use earnings::{AffiliateCommission, AffiliatePayout, OwnCommission, OwnPayout};
use earnings::{Earnings, TenantEarnings};
use notice::AffiliateNotice;
use payout_request::PayoutRequest;
pub use tax::TaxQuery;
use tax::TaxYear;

/// What an affiliate does for themselves.
#[derive(MergedObject, Default)]
pub struct AffiliateMutation(
    account::PayoutAccountMutation,
    notice::NoticeMutation,
    payout_request::PayoutRequestMutation,
);

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
    /// Whether they may ask to be paid at any time.
    pub payout_on_demand: bool,
}

/// An enrollment as its affiliate sees it.
pub struct AffiliateEnrollment(pub store::enrollment::Enrollment);
keyed!(AffiliateEnrollment);

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
            payout_on_demand: program.payout_on_demand,
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
    /// What they earn, newest first; of one phase, as `standing` says it now, where that is asked for.
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        phase: Option<EarningsPhase>,
    ) -> ApiResult<List<AffiliateCommission>> {
        let page = forwards(first, after)?;
        let request = Request::of(ctx)?;
        let (tx, phase) = (request.own().await?, phase.map(Into::into));
        let rows = store::commission::Commission::of_affiliate(&tx, phase, request.now(), page).await?;
        Ok(list(rows, AffiliateCommission))
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
    /// When they asked to be paid, newest first, and what came of it.
    async fn payout_requests(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<PayoutRequest>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::payout_request::PayoutRequest::of_affiliate(&tx, page).await?, PayoutRequest))
    }
    /// Sums by currency over all brands.
    async fn earnings(&self, ctx: &Context<'_>) -> ApiResult<Vec<Earnings>> {
        Earnings::own(Request::of(ctx)?).await
    }
    /// What they earn with each brand in each currency, from the click to the bank.
    async fn tenant_earnings(&self, ctx: &Context<'_>) -> ApiResult<Vec<TenantEarnings>> {
        TenantEarnings::own(Request::of(ctx)?).await
    }
    /// What each brand paid them in each calendar year, the latest first.
    async fn tax_years(&self, ctx: &Context<'_>) -> ApiResult<Vec<TaxYear>> {
        TaxYear::own(Request::of(ctx)?, &self.profile.country).await
    }
    /// What they were told by e-mail, newest first.
    async fn notices(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<AffiliateNotice>> {
        let page = forwards(first, after)?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::mail::Mail::of_affiliate(&tx, page).await?, AffiliateNotice))
    }
    /// Notices by e-mail they do without.
    async fn notices_off(&self, ctx: &Context<'_>) -> ApiResult<Vec<NoticeCause>> {
        notice::off(Request::of(ctx)?).await
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
