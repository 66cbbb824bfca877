//! Attribution: which touches count for a conversion, and in which whole-number weights. Source: DESIGN §5.

mod channel;
mod decay;
mod fraction;
mod markov;
mod paths;
mod policy;
mod report;
mod shapley;
mod share;
mod weigh;
mod weight_set;
mod weights;

pub use channel::{Channel, ChannelError};
pub use decay::DECAY_SCALE;
pub use fraction::WEIGHT_TOTAL_MAX;
pub use markov::Markov;
pub use paths::{
    AGE_HOURS_MAX, Ages, CHANNEL_NAME_BYTES_MAX, CHANNELS_MAX, Outcome, PATH_TOUCHES_MAX, PATH_VALUE_MAX,
    PATHS_MAX, Path, PathChannel, Paths, PathsError, STEPS_MAX, TOUCHES_MAX,
};
pub use policy::{Bounds, Policy, PolicyError, StandDown};
pub use report::{Credit, NoteError, ReportModel, ReportSetting, markov, report};
pub use weight_set::{WEIGHT_SET_CHANNELS_MAX, WEIGHT_SET_WHOLE, WeightSet, WeightSetError};
pub use weights::{CHANNEL_WEIGHTS_TOTAL, ChannelWeightsError, channel_weights};

use chrono::{DateTime, Duration, Utc};

use crate::ids::{GroupId, PayeeId, ProgramId, TouchId};

/// Most candidate touches a caller should load for one conversion: the latest ones.
pub const CANDIDATES_MAX: usize = 1_000;
/// How many days before a conversion a touch is a candidate whatever the policy's windows are, so that whoever asks
/// sees what came too early, and another policy can be tried on it.
pub const CANDIDATE_DAYS: i64 = 90;
/// All of a weight, in basis points.
const BPS_WHOLE_I32: i32 = 10_000;
/// How far a touch may lie after the conversion, in minutes, and still be taken as simultaneous.
pub const CLOCK_AHEAD_MINUTES_MAX: i64 = 5;

crate::text_enum! {
    /// How a visitor met us.
    pub enum TouchKind {
        /// Followed a tracked link.
        Click = "CLICK",
        /// Used a coupon code.
        Code = "CODE",
        /// Saw a moment in a signed widget.
        MomentView = "MOMENT_VIEW",
        /// Clicked a moment.
        MomentClick = "MOMENT_CLICK",
    }
}

crate::text_enum! {
    /// What we think of a touch.
    pub enum Verdict {
        /// It counts.
        Valid = "VALID",
        /// A repeat of another.
        Duplicate = "DUPLICATE",
        /// No person.
        Bot = "BOT",
    }
}

crate::text_enum! {
    /// In which part a payee helped.
    pub enum Role {
        /// By a link or a code.
        Affiliate = "AFFILIATE",
        /// By content.
        Creator = "CREATOR",
    }
}

crate::text_enum! {
    /// How weight is laid on the touches of a path.
    pub enum Model {
        /// All on the first.
        FirstTouch = "FIRST_TOUCH",
        /// All on the last.
        LastTouch = "LAST_TOUCH",
        /// All on the last touch of an affiliate.
        LastAffiliateTouch = "LAST_AFFILIATE_TOUCH",
        /// The same on each.
        Linear = "LINEAR",
        /// 40 % first, 40 % last, 20 % shared by those between.
        Position = "POSITION",
        /// Half as much for every half-life of age.
        TimeDecay = "TIME_DECAY",
        /// By a published weight set: what would be lost of a chain of touches without each channel.
        Markov = "MARKOV",
        /// By a published weight set: each channel's fair part of the paths it is on.
        Shapley = "SHAPLEY",
    }
}

crate::text_enum! {
    /// Why a candidate counts, or why not.
    pub enum Standing {
        /// It counts.
        Eligible = "ELIGIBLE",
        /// Its verdict is not VALID.
        NotValid = "NOT_VALID",
        /// Too long before the conversion.
        OutsideWindow = "OUTSIDE_WINDOW",
        /// The customer bought in between.
        BeforePreviousSale = "BEFORE_PREVIOUS_SALE",
        /// Later than the conversion.
        AfterConversion = "AFTER_CONVERSION",
        /// Late, by a code or an extension, after somebody's content; the policy gives it nothing.
        StoodDown = "STOOD_DOWN",
    }
}

/// A touch that may have helped, with who is paid for it and in which program.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    /// The touch.
    pub touch: TouchId,
    /// How the visitor met us.
    pub kind: TouchKind,
    /// When, by the clock it was recorded with.
    pub occurred_at: DateTime<Utc>,
    /// What we think of it.
    pub verdict: Verdict,
    /// Who is paid.
    pub payee: PayeeId,
    /// As what.
    pub role: Role,
    /// In which program.
    pub program: ProgramId,
    /// The group the affiliate is in there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Whether that group is of coupon sites or extensions, whose late touches stand down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stands_down: bool,
}

impl Candidate {
    /// What data-driven models weigh it as.
    pub fn channel(&self) -> Channel {
        Channel { role: self.role, kind: self.kind, group: self.group }
    }

    /// Whether it is content that was met, rather than a link or a code.
    fn is_content(&self) -> bool {
        self.role == Role::Creator || matches!(self.kind, TouchKind::MomentView | TouchKind::MomentClick)
    }
}

/// A candidate and what the decision made of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Considered {
    /// The candidate, its time clamped to the conversion.
    pub candidate: Candidate,
    /// Whether it counts.
    pub standing: Standing,
    /// What is left of its weight, in basis points: less than 10,000 where it is late and stands down in part.
    pub keeps_bps: i32,
    /// Its weight by the model, standing down and bonuses, before payees are merged and bounds are applied; 0 when it
    /// does not count. A fraction of the sum over all candidates.
    pub weight: u64,
}

/// What one payee holds of the conversion: `weight` of the sum of all shares' weights.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Share {
    /// Who is paid.
    pub payee: PayeeId,
    /// As what.
    pub role: Role,
    /// In which program: that of the payee's latest touch that carries weight.
    pub program: ProgramId,
    /// The group they were in there.
    pub group: Option<GroupId>,
    /// Above zero. The sum over all shares is at most [`WEIGHT_TOTAL_MAX`].
    pub weight: u64,
}

/// The decision about a conversion. No shares: UNATTRIBUTED.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Decision {
    /// Every candidate, ordered by time, then touch id.
    pub considered: Vec<Considered>,
    /// Who is credited, in the order of their first touch that carries weight.
    pub shares: Vec<Share>,
}

impl Decision {
    /// Whether somebody is credited.
    pub fn attributed(&self) -> bool {
        !self.shares.is_empty()
    }

    /// The latest touch of a payee that carries weight.
    pub fn latest_touch(&self, payee: PayeeId) -> Option<TouchId> {
        let counted = self.considered.iter().rev().find(|c| c.weight > 0 && c.candidate.payee == payee);
        counted.map(|c| c.candidate.touch)
    }

    /// The sum of the shares' weights.
    pub fn total_weight(&self) -> u64 {
        self.shares.iter().map(|share| share.weight).sum()
    }
}

/// Decides who is credited for a conversion at `converted_at`, by `policy`.
///
/// `previous_sale` is the customer's latest SALE strictly before this one; one that is not earlier is no reset.
/// Counting are VALID touches with `converted_at − window < at ≤ converted_at`, strictly after the previous
/// sale; a touch up to [`CLOCK_AHEAD_MINUTES_MAX`] later is clamped to `converted_at`. The order of
/// `candidates` does not matter. Source: DESIGN §5.
pub fn decide(
    policy: &Policy,
    converted_at: DateTime<Utc>,
    previous_sale: Option<DateTime<Utc>>,
    candidates: Vec<Candidate>,
) -> Decision {
    let previous_sale = previous_sale.filter(|sale| *sale < converted_at);
    let mut considered: Vec<Considered> = candidates
        .into_iter()
        .map(|mut candidate| {
            let standing = standing(policy, converted_at, previous_sale, &candidate);
            if standing != Standing::AfterConversion {
                candidate.occurred_at = candidate.occurred_at.min(converted_at);
            }
            Considered { candidate, standing, keeps_bps: BPS_WHOLE_I32, weight: 0 }
        })
        .collect();
    considered.sort_unstable_by_key(|c| (c.candidate.occurred_at, c.candidate.touch));
    weigh::weigh(policy, converted_at, &mut considered);
    let shares = share::shares(policy, &considered);
    Decision { considered, shares }
}

fn standing(
    policy: &Policy,
    converted_at: DateTime<Utc>,
    previous_sale: Option<DateTime<Utc>>,
    candidate: &Candidate,
) -> Standing {
    let at = candidate.occurred_at;
    if candidate.verdict != Verdict::Valid {
        return Standing::NotValid;
    }
    if at - converted_at > Duration::minutes(CLOCK_AHEAD_MINUTES_MAX) {
        return Standing::AfterConversion;
    }
    let at = at.min(converted_at);
    if converted_at - at >= policy.window(candidate.kind) {
        return Standing::OutsideWindow;
    }
    if previous_sale.is_some_and(|sale| at <= sale) {
        return Standing::BeforePreviousSale;
    }
    Standing::Eligible
}

#[cfg(test)]
mod tests;
