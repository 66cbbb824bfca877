//! Who has a moment of the queue in their hands, so that no two people decide the same.

use chrono::{DateTime, TimeDelta, Utc};

use crate::ids::UserId;
use crate::state::Step;

/// How long a claim holds, in minutes.
pub const CLAIM_MINUTES: i64 = 15;

/// Somebody has a moment in their hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: UserId,
    /// Until when; from that instant on it is free.
    pub until: DateTime<Utc>,
}

/// Why a claim is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// Somebody else has it.
    #[error("somebody else looks at this moment until {until}")]
    ClaimedByOther {
        /// Until when.
        until: DateTime<Utc>,
    },
}

impl ClaimError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            ClaimError::ClaimedByOther { .. } => "CLAIMED_BY_OTHER",
        }
    }
}

impl Claim {
    /// Whether it holds.
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        now < self.until
    }
}

/// Takes a moment, or holds it longer: [`CLAIM_MINUTES`] from now. A claim of one's own never becomes shorter. Errors:
/// [`ClaimError::ClaimedByOther`].
pub fn claim(claim: Option<Claim>, who: UserId, now: DateTime<Utc>) -> Result<(Claim, Step), ClaimError> {
    may_decide(claim, Some(who), now)?;
    let until = now.checked_add_signed(TimeDelta::minutes(CLAIM_MINUTES)).unwrap_or(now);
    match claim {
        Some(own) if own.holds(now) && own.until >= until => Ok((own, Step::Already)),
        _ => Ok((Claim { by: who, until }, Step::Done)),
    }
}

/// Gives a moment back; one that nobody has any more is given back already. Errors: [`ClaimError::ClaimedByOther`].
pub fn release(claim: Option<Claim>, who: UserId, now: DateTime<Utc>) -> Result<Step, ClaimError> {
    may_decide(claim, Some(who), now)?;
    Ok(if claim.is_some_and(|own| own.holds(now)) { Step::Done } else { Step::Already })
}

/// Whether somebody may decide: whose claim holds, or anybody while nobody's does. A program is nobody. Errors:
/// [`ClaimError::ClaimedByOther`].
pub fn may_decide(claim: Option<Claim>, who: Option<UserId>, now: DateTime<Utc>) -> Result<(), ClaimError> {
    match claim {
        Some(other) if Some(other.by) != who && other.holds(now) => {
            Err(ClaimError::ClaimedByOther { until: other.until })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use uuid::Uuid;

    #[test]
    fn a_claim_holds_for_a_quarter_of_an_hour_and_for_one() {
        let (ann, ben) = (UserId::from_uuid(Uuid::from_u128(1)), UserId::from_uuid(Uuid::from_u128(2)));
        let now: DateTime<Utc> = "2026-03-02T10:00:00Z".parse().unwrap();
        let after = |minutes: i64| now + TimeDelta::minutes(minutes);
        let (mine, step) = claim(None, ann, now).unwrap();
        assert_eq!((mine, step), (Claim { by: ann, until: after(15) }, Step::Done));
        assert_eq!(claim(Some(mine), ann, now), Ok((mine, Step::Already)));
        let other = ClaimError::ClaimedByOther { until: after(15) };
        assert_eq!(claim(Some(mine), ben, after(14)), Err(other));
        assert_eq!(release(Some(mine), ben, after(14)), Err(other));
        assert_eq!(may_decide(Some(mine), Some(ben), after(14)), Err(other));
        assert_eq!(other.code(), "CLAIMED_BY_OTHER");
        assert_eq!(
            (may_decide(Some(mine), Some(ann), after(14)), may_decide(None, Some(ben), now)),
            (Ok(()), Ok(()))
        );
        assert_eq!(may_decide(Some(mine), None, now), Err(other));
        // Renewed, given back, run out.
        assert_eq!(claim(Some(mine), ann, after(5)), Ok((Claim { by: ann, until: after(20) }, Step::Done)));
        assert_eq!(claim(Some(mine), ann, after(-5)), Ok((mine, Step::Already)));
        assert_eq!(release(Some(mine), ann, after(1)), Ok(Step::Done));
        assert_eq!(release(None, ben, now), Ok(Step::Already));
        assert_eq!(release(Some(mine), ben, after(15)), Ok(Step::Already));
        assert_eq!(may_decide(Some(mine), Some(ben), after(15)), Ok(()));
        assert_eq!(claim(Some(mine), ben, after(15)), Ok((Claim { by: ben, until: after(30) }, Step::Done)));
    }
}
