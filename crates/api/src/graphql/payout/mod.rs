//! Payout runs and the payouts in them.

mod caution;
mod mutation;
mod preview;
mod timetable;

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::{PayoutId, PayoutRunId, TypedId};
use domain::permission::Permission;
use store::payout as row;

use super::audit::AuditActor;
use super::batch::{Edge, all_of, by_id};
use super::children::children_of;
use super::commission::Commission;
use super::connection::{List, PageArgs, keyed, list};
use super::funding::Funding;
use super::guard::{Requires, RequiresScopes};
use super::money::Money;
use super::payee::{Payee, PayeeOfAffiliate};
use super::request::{Request, maybe_id};
use super::scalar::{PayoutRunOrigin, PayoutRunState, PayoutState};
use crate::error::ApiResult;

pub use caution::{PayoutCautionMutation, PayoutCautionQuery};
pub use mutation::PayoutMutation;
use preview::{PayoutOmission, PayoutPreviewSums, PayoutShare};
pub use timetable::{PayoutTimetableMutation, PayoutTimetableQuery};

/// A tenant's run of payouts in one currency.
pub struct PayoutRun(pub row::PayoutRun);
keyed!(PayoutRun);

#[Object]
impl PayoutRun {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutRunState {
        self.0.state.into()
    }
    async fn currency(&self) -> &str {
        self.0.currency.as_str()
    }
    /// Since when it keeps no other of its currency from beginning: what is left of it waits for an account or a person.
    async fn aside_since(&self) -> Option<DateTime<Utc>> {
        self.0.aside_at
    }
    /// Whether somebody else than who drafted it has to approve it, as the tenant asked for when it was drafted. What a key
    /// drafts, whoever made the key has drafted.
    async fn second_approver(&self) -> bool {
        self.0.second_approver
    }
    /// Who drafted it.
    async fn drafted_by(&self) -> &str {
        &self.0.drafted_by
    }
    /// Who approved it.
    async fn approved_by(&self) -> Option<&str> {
        self.0.approved_by.as_deref()
    }
    /// Who drafted it, with their name.
    async fn drafter(&self) -> AuditActor {
        AuditActor::of(&self.0.drafted_by)
    }
    /// Who approved it, with their name.
    async fn approver(&self) -> Option<AuditActor> {
        self.0.approved_by.as_deref().map(AuditActor::of)
    }
    /// Whom it pays, as its preview has frozen it, the largest amount first; nobody before it is previewed.
    async fn preview(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<PayoutShare>> {
        preview::shares(Request::of(ctx)?, (self.0.id, self.0.currency), first, after).await
    }
    /// Who has earned something that it does not pay, and why, as its preview has frozen it, the largest amount first.
    async fn omissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<PayoutOmission>> {
        preview::omissions(Request::of(ctx)?, (self.0.id, self.0.currency), first, after).await
    }
    /// What its preview comes to beside the total.
    async fn preview_sums(&self, ctx: &Context<'_>) -> ApiResult<PayoutPreviewSums> {
        preview::sums(Request::of(ctx)?, (self.0.id, self.0.currency)).await
    }
    /// What an approval says yes to: SHA-256 of the frozen set, in hex.
    async fn preview_hash(&self) -> Option<String> {
        self.0.preview_hash.as_ref().map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
    /// What the frozen set comes to; the run never pays more, in all or to anybody.
    async fn preview_total(&self) -> Option<Money> {
        self.0.preview_total.map(|minor| Money::new(minor, self.0.currency))
    }
    /// Why there is one.
    async fn origin(&self) -> PayoutRunOrigin {
        self.0.origin.into()
    }
    /// The one affiliate it pays, where they asked for it.
    async fn affiliate_id(&self) -> Option<ID> {
        self.0.affiliate_id.map(ID::from)
    }
    /// What the wallet lacks, while it waits for money: zero when it waits for something else.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn missing(&self, ctx: &Context<'_>) -> ApiResult<Option<Money>> {
        let missing = billing::payout::missing(&*Request::of(ctx)?.read()?, &self.0).await?;
        Ok(missing.map(|minor| Money::new(minor, self.0.currency)))
    }
    /// What it was topped up by itself, oldest first.
    #[graphql(guard = "Requires(Permission::FundingRead)", directive = RequiresScopes::apply(Permission::FundingRead))]
    async fn top_ups(&self, ctx: &Context<'_>) -> ApiResult<Vec<Funding>> {
        let rows = Request::of(ctx)?.load::<FundingsOfRun>(self.0.id).await?.unwrap_or_default();
        Ok(rows.into_iter().map(Funding).collect())
    }
    /// Why it is paused.
    async fn pause_reason(&self) -> Option<&str> {
        self.0.pause_reason.map(|reason| reason.as_str())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// Its payouts, newest first.
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Payout>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<PayoutsOfRun>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Payout))
    }
}

/// The fundings that runs were topped up by.
pub struct FundingsOfRun;

impl Edge for FundingsOfRun {
    type Key = PayoutRunId;
    type Value = Vec<store::funding::Funding>;

    async fn load(request: &Request, keys: Vec<PayoutRunId>) -> ApiResult<HashMap<PayoutRunId, Self::Value>> {
        let mut all: HashMap<PayoutRunId, Self::Value> = HashMap::new();
        for row in store::funding::Funding::of_runs(&*request.read()?, &keys).await? {
            if let Some(run) = row.run_id {
                all.entry(run).or_default().push(row);
            }
        }
        Ok(all)
    }
}

/// One affiliate's payment in a run.
pub struct Payout(pub row::Payout);
keyed!(Payout);

/// One call to Stripe.
#[derive(SimpleObject)]
pub struct PayoutAttempt {
    /// 1, 2, 3 …
    number: i32,
    /// The key of the call; the same however often it was sent.
    idempotency_key: String,
    first_sent_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    /// What Stripe said, once known.
    outcome: Option<String>,
}

#[Object]
impl Payout {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutState {
        self.0.state.into()
    }
    /// Who is paid.
    async fn affiliate_id(&self) -> ID {
        self.0.affiliate_id.into()
    }
    /// Who is paid, as the ledger knows them.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Option<Payee>> {
        Ok(Request::of(ctx)?.load::<PayeeOfAffiliate>(self.0.affiliate_id).await?.map(Payee))
    }
    /// What is transferred.
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// What was kept back for older debts.
    async fn recovered(&self) -> Money {
        Money::new(self.0.recovered, self.0.currency)
    }
    /// Tributary's fee, paid by the tenant on top.
    async fn fee(&self) -> Money {
        Money::new(self.0.fee, self.0.currency)
    }
    /// What Stripe has taken back of it.
    async fn reversed(&self) -> Money {
        Money::new(self.0.reversed, self.0.currency)
    }
    /// Why it is blocked, failed or under review.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// Stripe's id of the transfer.
    async fn stripe_transfer_id(&self) -> Option<&str> {
        self.0.stripe_transfer_id.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// The run it belongs to.
    async fn run(&self, ctx: &Context<'_>) -> ApiResult<PayoutRun> {
        Ok(PayoutRun(Request::of(ctx)?.promised::<PayoutRunById>(self.0.run_id).await?))
    }
    /// The commissions it pays, newest first.
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Commission>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let slice = Request::of(ctx)?.promised::<CommissionsOfPayout>((self.0.id.uuid(), page)).await?;
        Ok(list(slice, Commission))
    }
    /// The calls to Stripe, oldest first.
    async fn attempts(&self, ctx: &Context<'_>) -> ApiResult<Vec<PayoutAttempt>> {
        let rows = Request::of(ctx)?.load::<AttemptsOfPayout>(self.0.id).await?.unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|a| PayoutAttempt {
                number: a.number,
                idempotency_key: a.idempotency_key,
                first_sent_at: a.first_sent_at,
                finished_at: a.finished_at,
                outcome: a.outcome,
            })
            .collect())
    }
}

by_id!(
    /// A payout by id.
    PayoutById: PayoutId => row::Payout
);
by_id!(
    /// A run by id.
    PayoutRunById: PayoutRunId => row::PayoutRun
);
all_of!(
    /// The attempts of a payout.
    AttemptsOfPayout: PayoutId => row::PayoutAttempt, store::children::attempts_of_payouts, payout_id
);
children_of!(
    /// A page of a run's payouts.
    PayoutsOfRun: store::children::PAYOUTS_OF_RUN => row::Payout
);
children_of!(
    /// A page of a payout's commissions.
    CommissionsOfPayout: store::children::COMMISSIONS_OF_PAYOUT => store::commission::Commission
);

/// Which payouts.
#[derive(InputObject, Default)]
pub struct PayoutFilter {
    pub state: Option<PayoutState>,
    /// To this affiliate.
    pub affiliate_id: Option<ID>,
    /// In this run.
    pub run_id: Option<ID>,
}

#[derive(Default)]
pub struct PayoutQuery;

#[Object]
impl PayoutQuery {
    /// The tenant's payout runs, newest first.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_runs(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<PayoutRun>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::PayoutRun::page(&*Request::of(ctx)?.read()?, page).await?, PayoutRun))
    }

    /// The tenant's payouts, newest first.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    #[allow(clippy::too_many_arguments)]
    async fn payouts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "As in the filter, where that says nothing of it.")] run_id: Option<ID>,
        filter: Option<PayoutFilter>,
    ) -> ApiResult<List<Payout>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let asked = filter.unwrap_or_default();
        let filter = row::PayoutFilter {
            state: asked.state.map(Into::into),
            affiliate: maybe_id(asked.affiliate_id.as_ref(), "affiliateId")?,
            run: maybe_id(asked.run_id.or(run_id).as_ref(), "runId")?,
        };
        Ok(list(row::Payout::filtered(&*Request::of(ctx)?.read()?, filter, page).await?, Payout))
    }
}
