//! What an affiliate sees of their own, over all tenants they work with.

mod account;
mod claim;
mod code;
mod commission;
mod earnings;
mod missed_sale;
mod notice;
mod payout;
mod payout_request;
mod program;
mod tax;

use async_graphql::{Context, ID, MergedObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use store::affiliate as row;
use store::tenant::Tenant;

use super::connection::{List, PageArgs, list};
use super::link::Link;
use super::request::{Request, id};
use super::scalar::{EarningsPhase, NoticeCause};
use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult};
use account::PayoutAccount;
use claim::AffiliateClaim;
use code::AffiliateCode;
pub use commission::{AffiliateCommission, OwnCommission};
use earnings::{Earnings, TenantEarnings};
use missed_sale::AffiliateMissedSale;
use notice::AffiliateNotice;
pub use payout::{AffiliatePayout, OwnPayout};
use payout_request::PayoutRequest;
pub use program::AffiliateEnrollment;
use program::{AffiliateProgram, ProgramOffer};
pub use tax::TaxQuery;
use tax::TaxYear;

/// What an affiliate does for themselves.
#[derive(MergedObject, Default)]
pub struct AffiliateMutation(
    account::PayoutAccountMutation,
    missed_sale::OwnMissedSaleMutation,
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
    /// Hosts their links may lead to, as `shop.example`, or `*.shop.example` for what is under it. While there are none they
    /// can make no links.
    pub link_hosts: Vec<String>,
}

/// An affiliate's own view.
pub struct AffiliateViewer {
    profile: row::Affiliate,
    account: Option<store::payout_account::PayoutAccount>,
}

impl AffiliateViewer {
    /// The view of the affiliate who calls.
    pub async fn of(request: &Request) -> ApiResult<AffiliateViewer> {
        let affiliate = request.caller.affiliate()?;
        let tx = directory(&request.app).await?;
        let profile = row::Affiliate::of_user(&tx, affiliate.user()).await?;
        let account = store::payout_account::PayoutAccount::of_affiliate(&tx, affiliate.affiliate()).await?;
        tx.commit().await?;
        let profile = profile.ok_or_else(ApiError::unauthenticated)?;
        Ok(AffiliateViewer { profile, account })
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
        let rows = Tenant::of_affiliate(&tx).await?;
        let shown = |t: Tenant| AffiliateTenant { id: t.id.into(), name: t.name, link_hosts: t.link_hosts };
        Ok(rows.into_iter().map(shown).collect())
    }
    /// Their enrollments, newest first.
    async fn enrollments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliateEnrollment>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::enrollment::Enrollment::of_affiliate(&tx, page).await?, AffiliateEnrollment))
    }
    /// Their links, newest first.
    async fn links(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Link>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::enrollment::Link::of_affiliate(&tx, page).await?, Link))
    }
    /// Their coupon codes, newest first.
    async fn codes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliateCode>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::enrollment::Code::of_affiliate(&tx, page).await?, AffiliateCode))
    }
    /// Their claims to be creators, newest first.
    async fn creator_claims(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliateClaim>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::creator::CreatorClaim::of_affiliate(&tx, page).await?, AffiliateClaim))
    }
    /// Sales they say are missing from what they earn, newest first.
    async fn missed_sales(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliateMissedSale>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::missed_sale::MissedSale::of_affiliate(&tx, page).await?, AffiliateMissedSale))
    }
    /// The programmes whose terms are theirs: those they are enrolled in, and those that pay them as creators.
    async fn programs(&self, ctx: &Context<'_>) -> ApiResult<Vec<AffiliateProgram>> {
        AffiliateProgram::own(Request::of(ctx)?).await
    }
    /// A programme as it is shown to whoever may want to join it. Null for one that is not there.
    async fn program_offer(&self, ctx: &Context<'_>, program_id: ID) -> ApiResult<Option<ProgramOffer>> {
        let Ok(program) = id(&program_id, "programId") else { return Ok(None) };
        ProgramOffer::find(Request::of(ctx)?, program).await
    }
    /// What they earn, newest first; of one phase, as `standing` says it now, where that is asked for.
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        phase: Option<EarningsPhase>,
    ) -> ApiResult<List<AffiliateCommission>> {
        let page = PageArgs { first, after, last, before }.read()?;
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
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliatePayout>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::payout::Payout::of_affiliate(&tx, page).await?, AffiliatePayout))
    }
    /// When they asked to be paid, newest first, and what came of it.
    async fn payout_requests(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<PayoutRequest>> {
        let page = PageArgs { first, after, last, before }.read()?;
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
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<AffiliateNotice>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let tx = Request::of(ctx)?.own().await?;
        Ok(list(store::mail::Mail::of_affiliate(&tx, page).await?, AffiliateNotice))
    }
    /// Notices by e-mail they do without.
    async fn notices_off(&self, ctx: &Context<'_>) -> ApiResult<Vec<NoticeCause>> {
        notice::off(Request::of(ctx)?).await
    }
}
