//! What is told: each a thing as it stands now, with the place to go on from.

use async_graphql::SimpleObject;

use crate::graphql::affiliate::{AffiliateCommission, AffiliatePayout};
use crate::graphql::commission::Commission;
use crate::graphql::conversion::Conversion;
use crate::graphql::moment::Moment;
use crate::graphql::payout::{Payout, PayoutRun};

/// A moment as it stands now.
#[derive(SimpleObject)]
pub struct MomentEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) moment: Moment,
}

/// A moment with which somebody did something, as it stands now.
#[derive(SimpleObject)]
pub struct EngagementEvent {
    /// It, with its `engagement`.
    pub(super) moment: Moment,
}

/// A conversion that was recorded.
#[derive(SimpleObject)]
pub struct ConversionEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) conversion: Conversion,
}

/// A commission as it stands now.
#[derive(SimpleObject)]
pub struct CommissionEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) commission: Commission,
}

/// A payout as it stands now.
#[derive(SimpleObject)]
pub struct PayoutEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) payout: Payout,
}

/// A payout run as it stands now.
#[derive(SimpleObject)]
pub struct PayoutRunEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) run: PayoutRun,
}

/// A commission as it stands now, as the affiliate who earns it sees it.
#[derive(SimpleObject)]
pub struct AffiliateCommissionEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) commission: AffiliateCommission,
}

/// A payout as it stands now, as the affiliate who gets it sees it.
#[derive(SimpleObject)]
pub struct AffiliatePayoutEvent {
    /// Where to go on from.
    pub(super) cursor: String,
    /// It.
    pub(super) payout: AffiliatePayout,
}
