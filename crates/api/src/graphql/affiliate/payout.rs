//! Payouts as the affiliate who gets them sees them.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::earnings::{PayoutSeen, of_payout, why_it_waits};
use domain::ids::PayoutId;
use store::payout::DatedPayout;

use super::earnings::EarningsStanding;
use crate::error::ApiResult;
use crate::graphql::batch::Edge;
use crate::graphql::connection::Keyed;
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::scalar::PayoutState;

/// A payout as the affiliate who gets it sees it.
pub struct AffiliatePayout(pub DatedPayout);

impl Keyed for AffiliatePayout {
    fn uuid(&self) -> uuid::Uuid {
        domain::ids::TypedId::uuid(self.0.row.id)
    }
}

/// What its standing hangs on.
pub(super) fn seen(payout: &DatedPayout) -> PayoutSeen {
    let row = &payout.row;
    PayoutSeen {
        state: row.state,
        reason: row.reason.clone(),
        reserved_at: row.created_at,
        transferred_at: payout.transferred_at,
        minor: row.amount - row.reversed,
    }
}

#[Object]
impl AffiliatePayout {
    pub async fn id(&self) -> ID {
        self.0.row.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.row.tenant_id.into()
    }
    async fn state(&self) -> PayoutState {
        self.0.row.state.into()
    }
    async fn amount(&self) -> Money {
        Money::new(self.0.row.amount, self.0.row.currency)
    }
    /// What was kept back for older debts.
    async fn recovered(&self) -> Money {
        Money::new(self.0.row.recovered, self.0.row.currency)
    }
    /// What Stripe has taken back.
    async fn reversed(&self) -> Money {
        Money::new(self.0.row.reversed, self.0.row.currency)
    }
    async fn stripe_transfer_id(&self) -> Option<&str> {
        self.0.row.stripe_transfer_id.as_deref()
    }
    /// When Stripe made the transfer.
    async fn transferred_at(&self) -> Option<DateTime<Utc>> {
        self.0.transferred_at
    }
    /// Where its money stands; null for one that came to nothing.
    async fn standing(&self, ctx: &Context<'_>) -> ApiResult<Option<EarningsStanding>> {
        Ok(of_payout(&seen(&self.0), Request::of(ctx)?.now()).map(Into::into))
    }
    /// Why it waits, in plain words, and what can be done about it.
    async fn waits_because(&self) -> Option<&'static str> {
        why_it_waits(self.0.row.state, self.0.row.reason.as_deref())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.row.updated_at
    }
}

/// An affiliate's own payouts by id.
pub struct OwnPayout;

impl Edge for OwnPayout {
    type Key = PayoutId;
    type Value = DatedPayout;

    async fn load(request: &Request, keys: Vec<PayoutId>) -> ApiResult<HashMap<PayoutId, DatedPayout>> {
        let tx = request.own().await?;
        let rows = DatedPayout::own(&tx, &keys).await?;
        Ok(rows.into_iter().map(|payout| (payout.row.id, payout)).collect())
    }
}
