//! A tenant's attribution policy: immutable and numbered.

use chrono::Duration;

use super::{Model, TouchKind};
use crate::ids::PolicyId;
use crate::money::BPS_WHOLE;

/// One version of a tenant's attribution policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its id.
    pub id: PolicyId,
    /// From 1, in the tenant.
    pub version: i32,
    /// How weight is laid on a path.
    pub model: Model,
    /// How long before a conversion clicks and codes count, in days: 1–365.
    pub click_window_days: i32,
    /// How long moment views count, in days: 0–90. At 0 no view counts.
    pub view_window_days: i32,
    /// Half-life of TIME_DECAY in hours: 1–8,760.
    pub half_life_hours: i32,
    /// What affiliates hold together at least, where both roles are credited, in basis points: 0–10,000.
    pub affiliate_floor_bps: i32,
}

/// Why a policy is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The version is below one.
    #[error("version must be above zero")]
    Version,
    /// The click window is out of range.
    #[error("clickWindowDays must be between 1 and 365")]
    ClickWindow,
    /// The view window is out of range.
    #[error("viewWindowDays must be between 0 and 90")]
    ViewWindow,
    /// The half-life is out of range.
    #[error("halfLifeHours must be between 1 and 8760")]
    HalfLife,
    /// The floor is out of range.
    #[error("affiliateFloorBps must be between 0 and 10000")]
    Floor,
}

impl PolicyError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            PolicyError::Version => "VERSION_OUT_OF_RANGE",
            PolicyError::ClickWindow => "CLICK_WINDOW_OUT_OF_RANGE",
            PolicyError::ViewWindow => "VIEW_WINDOW_OUT_OF_RANGE",
            PolicyError::HalfLife => "HALF_LIFE_OUT_OF_RANGE",
            PolicyError::Floor => "AFFILIATE_FLOOR_OUT_OF_RANGE",
        }
    }
}

impl Policy {
    /// The policy a new tenant starts with: POSITION, clicks 30 days, views 1 day, half-life 7 days, and
    /// affiliates at least half. Source: DESIGN §5.
    pub fn standard(id: PolicyId) -> Policy {
        Policy {
            id,
            version: 1,
            model: Model::Position,
            click_window_days: 30,
            view_window_days: 1,
            half_life_hours: 168,
            affiliate_floor_bps: 5_000,
        }
    }

    /// Checks every field's range. Errors: the first [`PolicyError`] found.
    pub fn validate(&self) -> Result<(), PolicyError> {
        if self.version < 1 {
            return Err(PolicyError::Version);
        }
        if !(1..=365).contains(&self.click_window_days) {
            return Err(PolicyError::ClickWindow);
        }
        if !(0..=90).contains(&self.view_window_days) {
            return Err(PolicyError::ViewWindow);
        }
        if !(1..=8_760).contains(&self.half_life_hours) {
            return Err(PolicyError::HalfLife);
        }
        if !(0..=BPS_WHOLE).contains(&i64::from(self.affiliate_floor_bps)) {
            return Err(PolicyError::Floor);
        }
        Ok(())
    }

    /// How long before a conversion a touch of this kind counts.
    pub fn window(&self, kind: TouchKind) -> Duration {
        Duration::days(i64::from(match kind {
            TouchKind::MomentView => self.view_window_days,
            TouchKind::Click | TouchKind::Code | TouchKind::MomentClick => self.click_window_days,
        }))
    }

    /// The half-life of TIME_DECAY.
    pub fn half_life(&self) -> Duration {
        Duration::hours(i64::from(self.half_life_hours))
    }
}
