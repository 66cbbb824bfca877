//! An affiliate in a program, and an affiliate's claim to be a creator. Source: DESIGN §1.

use crate::state::Step;
use crate::text_enum;

text_enum! {
    /// Where an affiliate stands in a program.
    pub enum EnrollmentState {
        /// The affiliate asked to join.
        Applied = "APPLIED",
        /// The brand asked them to join.
        Invited = "INVITED",
        /// May earn.
        Active = "ACTIVE",
        /// May not earn for now.
        Suspended = "SUSPENDED",
        /// May not earn again.
        Banned = "BANNED",
        /// The application was turned down.
        Rejected = "REJECTED",
        /// The affiliate left.
        Left = "LEFT",
    }
}

/// What happens to an enrollment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrollmentAct {
    /// The brand accepts an application, or lets a suspended affiliate back.
    Approve,
    /// The brand turns an application down.
    Reject,
    /// The affiliate accepts an invitation.
    Accept,
    /// The brand stops an active affiliate.
    Suspend,
    /// The brand stops an affiliate for good.
    Ban,
    /// The affiliate leaves.
    Leave,
}

/// The step is not possible from this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an enrollment that is {from} cannot take this step")]
pub struct EnrollmentError {
    /// The state it was in.
    pub from: EnrollmentState,
}

impl EnrollmentError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        "INVALID_STATE"
    }
}

impl EnrollmentState {
    /// Takes the step, or says that it has been taken already.
    pub fn take(&mut self, act: EnrollmentAct) -> Result<Step, EnrollmentError> {
        use EnrollmentAct as A;
        use EnrollmentState as S;
        let to = match (act, *self) {
            (A::Approve, S::Applied | S::Suspended | S::Active) => S::Active,
            (A::Reject, S::Applied | S::Rejected) => S::Rejected,
            (A::Accept, S::Invited | S::Active) => S::Active,
            (A::Suspend, S::Active | S::Suspended) => S::Suspended,
            (A::Ban, S::Applied | S::Active | S::Suspended | S::Banned) => S::Banned,
            (A::Leave, S::Applied | S::Active | S::Suspended | S::Left) => S::Left,
            (_, from) => return Err(EnrollmentError { from }),
        };
        if *self == to {
            return Ok(Step::Already);
        }
        *self = to;
        Ok(Step::Done)
    }

    /// Whether touches of this enrollment earn.
    pub fn earns(self) -> bool {
        self == EnrollmentState::Active
    }
}

text_enum! {
    /// Whether a link or code works.
    pub enum Usable {
        /// It works.
        Active = "ACTIVE",
        /// It was switched off.
        Disabled = "DISABLED",
    }
}

text_enum! {
    /// A claim of a creator by an affiliate.
    pub enum ClaimState {
        /// Waits for the tenant.
        Requested = "REQUESTED",
        /// The affiliate is paid for the creator.
        Approved = "APPROVED",
        /// Turned down.
        Rejected = "REJECTED",
    }
}

text_enum! {
    /// An affiliate's connected account at Stripe, as far as payouts care.
    pub enum PayoutAccountState {
        /// Asked of Stripe, not answered yet.
        Creating = "CREATING",
        /// Stripe still needs something of the person.
        Onboarding = "ONBOARDING",
        /// Transfers are possible.
        Active = "ACTIVE",
        /// Was able, is not now.
        Restricted = "RESTRICTED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_affiliate_never_earns_again() {
        for act in
            [EnrollmentAct::Approve, EnrollmentAct::Accept, EnrollmentAct::Suspend, EnrollmentAct::Leave]
        {
            let mut state = EnrollmentState::Banned;
            assert!(state.take(act).is_err());
            assert!(!state.earns());
        }
    }

    #[test]
    fn a_step_taken_twice_is_already_done() {
        let mut state = EnrollmentState::Applied;
        assert_eq!(state.take(EnrollmentAct::Approve), Ok(Step::Done));
        assert_eq!(state.take(EnrollmentAct::Approve), Ok(Step::Already));
    }
}
