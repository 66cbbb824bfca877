//! A tenant's attribution policy: immutable and numbered.

use chrono::Duration;

use super::{BPS_WHOLE_I32, Model, TouchKind, WeightSet};
use crate::ids::PolicyId;

/// How long before a conversion a touch may be called late, in minutes, at most: 30 days.
const STAND_DOWN_MINUTES_MAX: i32 = 30 * 24 * 60;

/// What some of the payees hold together at least and at most, in basis points: 0–10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// At least.
    pub floor_bps: i32,
    /// At most.
    pub ceiling_bps: i32,
}

/// Codes and extensions that come late, after somebody's content, hold less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandDown {
    /// How long before the conversion a touch is late, in minutes: 1–43,200.
    pub minutes: i32,
    /// What a late touch keeps of its weight, in basis points: 0–9,999. At 0 it does not count.
    pub keeps_bps: i32,
}

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
    /// What affiliates hold together where creators are credited too.
    pub affiliates: Bounds,
    /// What creators hold together where affiliates are credited too.
    pub creators: Bounds,
    /// What the closer holds, the payee of the last affiliate's touch that carries weight, where others are credited.
    pub closer: Bounds,
    /// Set aside for the first touch, in basis points of the whole weight.
    pub first_touch_bonus_bps: i32,
    /// Set aside for the touches between the first and the last, alike, in basis points of the whole weight.
    pub assist_bonus_bps: i32,
    /// What becomes of late codes and extensions; none: they count like any other.
    pub stand_down: Option<StandDown>,
    /// What MARKOV and SHAPLEY pay by; no other model has one.
    pub weight_set: Option<WeightSet>,
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
    /// A floor or a ceiling is out of range, or the floor is above the ceiling.
    #[error("{of}: a floor and a ceiling lie between 0 and 10000, the floor not above the ceiling")]
    Bounds {
        /// `affiliates`, `creators` or `closer`.
        of: &'static str,
    },
    /// No shares could keep all the bounds at once.
    #[error(
        "the bounds contradict each other: where affiliates and creators are credited, affiliates would hold at least {least} and at most {most} basis points"
    )]
    BoundsContradict {
        /// By the floors of affiliates and closer and the creators' ceiling.
        least: i32,
        /// By the ceilings of affiliates and closer and the creators' floor.
        most: i32,
    },
    /// The bonuses come to more than there is.
    #[error("firstTouchBonusBps and assistBonusBps must be 0 or more and come to at most 10000")]
    Bonuses,
    /// Standing down is out of range.
    #[error("standDown: minutes must be between 1 and {STAND_DOWN_MINUTES_MAX}, keepsBps between 0 and 9999")]
    StandDown,
    /// The model needs a weight set of its own.
    #[error("MARKOV and SHAPLEY need a weight set that was published for them, other models take none")]
    WeightSet,
}

impl PolicyError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            PolicyError::Version => "VERSION_OUT_OF_RANGE",
            PolicyError::ClickWindow => "CLICK_WINDOW_OUT_OF_RANGE",
            PolicyError::ViewWindow => "VIEW_WINDOW_OUT_OF_RANGE",
            PolicyError::HalfLife => "HALF_LIFE_OUT_OF_RANGE",
            PolicyError::Bounds { .. } => "BOUNDS_OUT_OF_RANGE",
            PolicyError::BoundsContradict { .. } => "BOUNDS_CONTRADICT",
            PolicyError::Bonuses => "BONUSES_OUT_OF_RANGE",
            PolicyError::StandDown => "STAND_DOWN_OUT_OF_RANGE",
            PolicyError::WeightSet => "WEIGHT_SET_MISMATCH",
        }
    }

    /// The input's field at fault.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            PolicyError::Version => None,
            PolicyError::ClickWindow => Some("clickWindowDays"),
            PolicyError::ViewWindow => Some("viewWindowDays"),
            PolicyError::HalfLife => Some("halfLifeHours"),
            PolicyError::Bounds { of } => Some(of),
            PolicyError::BoundsContradict { .. } => Some("closer"),
            PolicyError::Bonuses => Some("assistBonusBps"),
            PolicyError::StandDown => Some("standDown"),
            PolicyError::WeightSet => Some("weightSetId"),
        }
    }
}

impl Bounds {
    /// Whatever the model gives.
    pub const NONE: Bounds = Bounds { floor_bps: 0, ceiling_bps: BPS_WHOLE_I32 };

    /// At least and at most, for reckoning.
    pub(super) fn hold(self) -> (u128, u128) {
        let wide = |bps: i32| u128::try_from(bps).unwrap_or_default();
        (wide(self.floor_bps), wide(self.ceiling_bps))
    }

    fn is_in_range(self) -> bool {
        0 <= self.floor_bps && self.floor_bps <= self.ceiling_bps && self.ceiling_bps <= BPS_WHOLE_I32
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
            affiliates: Bounds { floor_bps: 5_000, ceiling_bps: BPS_WHOLE_I32 },
            creators: Bounds::NONE,
            closer: Bounds::NONE,
            first_touch_bonus_bps: 0,
            assist_bonus_bps: 0,
            stand_down: None,
            weight_set: None,
        }
    }

    /// Checks every field's range, and that the bounds can be kept. Errors: the first [`PolicyError`] found.
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
        for (of, bounds) in
            [("affiliates", self.affiliates), ("creators", self.creators), ("closer", self.closer)]
        {
            if !bounds.is_in_range() {
                return Err(PolicyError::Bounds { of });
            }
        }
        let (least, most) = self.affiliates_hold(true);
        if least > most {
            let narrow = |bps: u128| i32::try_from(bps).unwrap_or(i32::MAX);
            return Err(PolicyError::BoundsContradict { least: narrow(least), most: narrow(most) });
        }
        let bonuses = [self.first_touch_bonus_bps, self.assist_bonus_bps].map(i64::from);
        if bonuses.iter().any(|bps| *bps < 0) || bonuses.iter().sum::<i64>() > i64::from(BPS_WHOLE_I32) {
            return Err(PolicyError::Bonuses);
        }
        let stand_down = |rule: &StandDown| {
            (1..=STAND_DOWN_MINUTES_MAX).contains(&rule.minutes)
                && (0..BPS_WHOLE_I32).contains(&rule.keeps_bps)
        };
        if !self.stand_down.as_ref().is_none_or(stand_down) {
            return Err(PolicyError::StandDown);
        }
        let of_model = self.weight_set.as_ref().map(|set| set.model);
        if of_model != self.model.is_data_driven().then_some(self.model) {
            return Err(PolicyError::WeightSet);
        }
        Ok(())
    }

    /// What affiliates hold together at least and at most beside creators, in basis points. The closer is one of them,
    /// and where it is the only one its ceiling is theirs.
    pub(super) fn affiliates_hold(&self, closer_alone: bool) -> (u128, u128) {
        let whole = u128::try_from(BPS_WHOLE_I32).unwrap_or_default();
        let (ours, theirs, closer) = (self.affiliates.hold(), self.creators.hold(), self.closer.hold());
        let least = ours.0.max(whole - theirs.1).max(closer.0);
        let most = ours.1.min(whole - theirs.0);
        (least, if closer_alone { most.min(closer.1) } else { most })
    }

    /// How long before a conversion a touch of this kind counts.
    pub fn window(&self, kind: TouchKind) -> Duration {
        Duration::days(i64::from(match kind {
            TouchKind::MomentView => self.view_window_days,
            TouchKind::Click | TouchKind::Code | TouchKind::MomentClick => self.click_window_days,
        }))
    }

    /// How long before a conversion a touch is a candidate, whether it counts or not.
    pub fn candidates_since(&self) -> Duration {
        let longest = i64::from(self.click_window_days.max(self.view_window_days));
        Duration::days(longest.max(super::CANDIDATE_DAYS))
    }

    /// The half-life of TIME_DECAY.
    pub fn half_life(&self) -> Duration {
        Duration::hours(i64::from(self.half_life_hours))
    }
}
