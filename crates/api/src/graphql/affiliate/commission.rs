//! Commissions as the affiliate who earns them sees them.

use std::collections::HashMap;

use async_graphql::{Context, ID, Json, Object};
use chrono::{DateTime, Utc};
use domain::earnings::{CommissionSeen, of_commission};
use domain::ids::{CommissionId, ConversionId, TenantId, TouchId};
use store::commission::{Commission, DatedCommission};
use store::conversion::OwnConversion;
use store::enrollment::Enrollment;
use store::touch::OwnTouch;

use super::earnings::EarningsStanding;
use super::payout::{OwnPayout, seen};
use super::program::{AffiliateProgram, OwnProgram};
use crate::error::ApiResult;
use crate::graphql::batch::Edge;
use crate::graphql::connection::Keyed;
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::scalar::{CommissionCause, CommissionState, ConversionKind, ConversionState, TouchKind};

/// A commission as the affiliate who earns it sees it.
pub struct AffiliateCommission(pub DatedCommission);

impl Keyed for AffiliateCommission {
    fn uuid(&self) -> uuid::Uuid {
        domain::ids::TypedId::uuid(self.0.row.id)
    }
}

impl AffiliateCommission {
    /// The latest touch that counted, as the decision noted it in the arithmetic.
    fn touch_id(&self) -> Option<TouchId> {
        self.0.row.why.get("touch")?.as_str()?.parse().ok()
    }
}

#[Object]
impl AffiliateCommission {
    pub async fn id(&self) -> ID {
        self.0.row.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.row.tenant_id.into()
    }
    async fn cause(&self) -> CommissionCause {
        self.0.row.cause.into()
    }
    async fn state(&self) -> CommissionState {
        self.0.row.state.into()
    }
    /// Below zero for what an adjustment takes back.
    async fn amount(&self) -> Money {
        Money::new(self.0.row.amount, self.0.row.currency)
    }
    /// How much of a debt later payouts have recovered.
    async fn recovered(&self) -> Money {
        Money::new(self.0.row.recovered, self.0.row.currency)
    }
    /// When it becomes payable.
    async fn matures_at(&self) -> DateTime<Utc> {
        self.0.row.matures_at
    }
    /// Where it stands on its way from the click to the bank.
    async fn standing(&self, ctx: &Context<'_>) -> ApiResult<EarningsStanding> {
        let request = Request::of(ctx)?;
        let DatedCommission { row, state_since, hold_reason } = &self.0;
        let payout = match row.payout_id {
            Some(id) => request.load::<OwnPayout>(id).await?,
            None => None,
        };
        let commission = CommissionSeen {
            state: row.state,
            debt: row.debt,
            recorded_at: row.created_at,
            matures_at: row.matures_at,
            state_since: *state_since,
            hold_reason: hold_reason.clone(),
            void_reason: row.void_reason.clone(),
            payout_ready: request.load::<OwnReady>(row.tenant_id).await?.is_some(),
        };
        Ok(of_commission(&commission, payout.as_ref().map(seen).as_ref(), request.now()).into())
    }
    async fn void_reason(&self) -> Option<&str> {
        self.0.row.void_reason.as_deref()
    }
    async fn payout_id(&self) -> Option<ID> {
        self.0.row.payout_id.map(Into::into)
    }
    /// The commission an adjustment corrects.
    async fn adjusts(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateCommission>> {
        let Some(id) = self.0.row.adjusts_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<OwnCommission>(id).await?.map(AffiliateCommission))
    }
    /// The programme it is earned in.
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateProgram>> {
        Ok(Request::of(ctx)?.load::<OwnProgram>(self.0.row.program_id).await?.map(Into::into))
    }
    /// The lead or sale it comes from, an adjustment's too.
    async fn conversion(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateConversion>> {
        let Some(id) = self.0.row.conversion_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<OwnConversionById>(id).await?.map(AffiliateConversion))
    }
    /// The latest touch that counted for it; null for an adjustment, and for what was earned before this was noted.
    async fn touch(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateTouch>> {
        let Some(id) = self.touch_id() else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<OwnTouchById>(id).await?.map(AffiliateTouch))
    }
    /// How it came about, as far as it is theirs. Of a lead or sale: `policy`, `candidates` (their own touches, each with its
    /// `standing` and `weight`), `weight` of all weights `of`, `terms` (the version), `rules` that applied and those
    /// `passedOver` with the reason, `before` (their totals of the period), `earnedAlone`, their `part` of the `pool`,
    /// `cuts` by caps and budgets, `amount`. `part` is `weight * earnedAlone / of`, rounded so that all parts are the pool.
    async fn why(&self) -> Json<serde_json::Value> {
        Json(self.0.row.why.clone())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }
}

/// A lead or sale as an affiliate sees it who earns from it: nothing of its buyer.
pub struct AffiliateConversion(OwnConversion);

#[Object]
impl AffiliateConversion {
    async fn id(&self) -> ID {
        self.0.id().into()
    }
    async fn kind(&self) -> ConversionKind {
        self.0.kind.into()
    }
    /// The brand's own key.
    async fn external_id(&self) -> &str {
        &self.0.external_id
    }
    async fn state(&self) -> ConversionState {
        self.0.state.into()
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.amount, self.0.currency)
    }
    /// The part that may earn.
    async fn commissionable(&self) -> Money {
        Money::new(self.0.commissionable, self.0.currency)
    }
    async fn refunded(&self) -> Money {
        Money::new(self.0.refunded, self.0.currency)
    }
    /// The coupon code used, in capitals.
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }
}

/// A touch as the affiliate sees it who is paid for it.
pub struct AffiliateTouch(OwnTouch);

#[Object]
impl AffiliateTouch {
    async fn kind(&self) -> TouchKind {
        self.0.kind.into()
    }
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }
    /// Their link that was clicked.
    async fn link_id(&self) -> Option<ID> {
        self.0.link().map(Into::into)
    }
    /// Their code that was used.
    async fn code_id(&self) -> Option<ID> {
        self.0.code().map(Into::into)
    }
    /// The moment that was seen, or whose link was clicked.
    async fn moment_id(&self) -> Option<ID> {
        self.0.moment().map(Into::into)
    }
}

/// An affiliate's own commissions by id.
pub struct OwnCommission;

impl Edge for OwnCommission {
    type Key = CommissionId;
    type Value = DatedCommission;

    async fn load(
        request: &Request,
        keys: Vec<CommissionId>,
    ) -> ApiResult<HashMap<CommissionId, DatedCommission>> {
        let tx = request.own().await?;
        let rows = Commission::own(&tx, &keys).await?;
        Ok(rows.into_iter().map(|commission| (commission.row.id, commission)).collect())
    }
}

/// The tenants that know the affiliate as someone Stripe can pay.
struct OwnReady;

impl Edge for OwnReady {
    type Key = TenantId;
    type Value = ();

    async fn load(request: &Request, _: Vec<TenantId>) -> ApiResult<HashMap<TenantId, ()>> {
        let tx = request.own().await?;
        Ok(Enrollment::ready_tenants(&tx).await?.into_iter().map(|tenant| (tenant, ())).collect())
    }
}

/// Conversions an affiliate earns from, by id.
struct OwnConversionById;

impl Edge for OwnConversionById {
    type Key = ConversionId;
    type Value = OwnConversion;

    async fn load(
        request: &Request,
        keys: Vec<ConversionId>,
    ) -> ApiResult<HashMap<ConversionId, OwnConversion>> {
        let tx = request.own().await?;
        Ok(OwnConversion::of(&tx, &keys).await?.into_iter().map(|row| (row.id(), row)).collect())
    }
}

/// Touches an affiliate is paid for, by id.
struct OwnTouchById;

impl Edge for OwnTouchById {
    type Key = TouchId;
    type Value = OwnTouch;

    async fn load(request: &Request, keys: Vec<TouchId>) -> ApiResult<HashMap<TouchId, OwnTouch>> {
        let tx = request.own().await?;
        Ok(OwnTouch::of(&tx, &keys).await?.into_iter().map(|row| (row.id(), row)).collect())
    }
}
