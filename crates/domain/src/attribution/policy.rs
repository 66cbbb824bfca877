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
    #[error("{}: a floor and a ceiling lie between 0 and 10000, the floor not above the ceiling", .fields.join(" and "))]
    Bounds {
        /// Which.
        fields: &'static [&'static str],
    },
    /// No shares could keep all the bounds at once.
    #[error(
        "the bounds contradict each other: where affiliates and creators are credited, affiliates would hold at least {least} basis points by {}, and at most {most} by {}", .fields[0], .fields[1]
    )]
    BoundsContradict {
        /// The one that asks for so much, and the one that allows so little.
        fields: [&'static str; 2],
        /// By the floors of affiliates and closer and the creators' ceiling.
        least: i32,
        /// By the ceilings of affiliates and closer and the creators' floor.
        most: i32,
    },
    /// The bonuses come to more than there is.
    #[error("firstTouchBonusBps and assistBonusBps must be 0 or more and come to at most 10000")]
    Bonuses {
        /// The one that is out of range by itself, or both.
        fields: &'static [&'static str],
    },
    /// Standing down is out of range.
    #[error("standDown: minutes must be between 1 and {STAND_DOWN_MINUTES_MAX}, keepsBps between 0 and 9999")]
    StandDown {
        /// Which of the two.
        field: &'static str,
    },
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
            PolicyError::Bonuses { .. } => "BONUSES_OUT_OF_RANGE",
            PolicyError::StandDown { .. } => "STAND_DOWN_OUT_OF_RANGE",
            PolicyError::WeightSet => "WEIGHT_SET_MISMATCH",
        }
    }

    /// The input's fields at fault, the first above all.
    pub fn fields(&self) -> &[&'static str] {
        match self {
            PolicyError::Version => &[],
            PolicyError::ClickWindow => &["clickWindowDays"],
            PolicyError::ViewWindow => &["viewWindowDays"],
            PolicyError::HalfLife => &["halfLifeHours"],
            PolicyError::Bounds { fields } | PolicyError::Bonuses { fields } => fields,
            PolicyError::BoundsContradict { fields, .. } => fields,
            PolicyError::StandDown { field } => std::slice::from_ref(field),
            PolicyError::WeightSet => &["weightSetId"],
        }
    }
}

/// The fields of the input that say what affiliates, creators and the closer hold at least and at most.
static BOUNDS_FIELDS: [[&str; 2]; 3] = [
    ["affiliateFloorBps", "affiliateCeilingBps"],
    ["creatorFloorBps", "creatorCeilingBps"],
    ["closerFloorBps", "closerCeilingBps"],
];
static BONUS_FIELDS: [&str; 2] = ["firstTouchBonusBps", "assistBonusBps"];

impl Bounds {
    /// Whatever the model gives.
    pub const NONE: Bounds = Bounds { floor_bps: 0, ceiling_bps: BPS_WHOLE_I32 };

    /// At least and at most, for reckoning.
    pub(super) fn hold(self) -> (u128, u128) {
        let wide = |bps: i32| u128::try_from(bps).unwrap_or_default();
        (wide(self.floor_bps), wide(self.ceiling_bps))
    }

    /// Which of its fields are at fault.
    fn faults(self, fields: &'static [&'static str; 2]) -> &'static [&'static str] {
        let range = 0..=BPS_WHOLE_I32;
        match (range.contains(&self.floor_bps), range.contains(&self.ceiling_bps)) {
            (false, true) => &fields[..1],
            (true, false) => &fields[1..],
            (true, true) if self.floor_bps <= self.ceiling_bps => &[],
            _ => fields,
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
        for (bounds, fields) in [self.affiliates, self.creators, self.closer].into_iter().zip(&BOUNDS_FIELDS)
        {
            let fields = bounds.faults(fields);
            if !fields.is_empty() {
                return Err(PolicyError::Bounds { fields });
            }
        }
        let (least, most) = self.affiliates_hold(true);
        if least > most {
            return Err(self.contradiction((least, most)));
        }
        let bonuses = [self.first_touch_bonus_bps, self.assist_bonus_bps];
        let wrong = |bps: &i32| !(0..=BPS_WHOLE_I32).contains(bps);
        let fields = match bonuses.iter().position(wrong) {
            Some(at) => &BONUS_FIELDS[at..=at],
            None if bonuses.iter().sum::<i32>() > BPS_WHOLE_I32 => &BONUS_FIELDS[..],
            None => &[],
        };
        if !fields.is_empty() {
            return Err(PolicyError::Bonuses { fields });
        }
        if let Some(StandDown { minutes, keeps_bps }) = self.stand_down {
            if !(1..=STAND_DOWN_MINUTES_MAX).contains(&minutes) {
                return Err(PolicyError::StandDown { field: "standDown.minutes" });
            }
            if !(0..BPS_WHOLE_I32).contains(&keeps_bps) {
                return Err(PolicyError::StandDown { field: "standDown.keepsBps" });
            }
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

    /// Which of the bounds cannot be kept at once, where affiliates would hold at least and at most so much.
    fn contradiction(&self, (least, most): (u128, u128)) -> PolicyError {
        let [affiliates, creators, closer] = BOUNDS_FIELDS;
        let whole = u128::try_from(BPS_WHOLE_I32).unwrap_or_default();
        let (ours, theirs) = (self.affiliates.hold(), self.creators.hold());
        let asks = if ours.0 == least {
            affiliates[0]
        } else if whole - theirs.1 == least {
            creators[1]
        } else {
            closer[0]
        };
        let allows = if ours.1 == most {
            affiliates[1]
        } else if whole - theirs.0 == most {
            creators[0]
        } else {
            closer[1]
        };
        let narrow = |bps: u128| i32::try_from(bps).unwrap_or(i32::MAX);
        PolicyError::BoundsContradict { fields: [asks, allows], least: narrow(least), most: narrow(most) }
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
