//! Somebody is asked to join a tenant's team, and may.

use chrono::{DateTime, Utc};

/// How long an invitation is open, in hours: a week.
pub const INVITATION_HOURS: i64 = 7 * 24;

crate::text_enum! {
    /// Where an invitation stands.
    pub enum MemberInvitationState {
        /// It waits.
        Open = "OPEN",
        /// Nobody has accepted it in time.
        Expired = "EXPIRED",
        /// The tenant has called it off.
        Revoked = "REVOKED",
        /// Somebody has joined by it.
        Accepted = "ACCEPTED",
    }
}

impl MemberInvitationState {
    /// The state as it is to be seen: an open one ends by itself, whether anybody has noted that or not.
    pub fn at(self, now: DateTime<Utc>, expires_at: DateTime<Utc>) -> MemberInvitationState {
        match self {
            MemberInvitationState::Open if expires_at <= now => MemberInvitationState::Expired,
            stands => stands,
        }
    }
}

/// Why nobody is invited, or nobody joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberInvitationError {
    /// The address is a member's.
    #[error("whoever has this address is a member already")]
    MemberAlready,
    /// The address has an open invitation.
    #[error("this address has an open invitation; revoke it first")]
    InvitedAlready,
    /// It is too late to call it off.
    #[error("this invitation was accepted; remove the member instead")]
    Accepted,
    /// The address has an account, whose owner is not here.
    #[error("this address has an account; please sign in with it first")]
    SignInRequired,
    /// It is for another address than the one of who is here.
    #[error("this invitation is for another address; please sign out, or sign in with that one")]
    OtherAccount,
    /// Nobody knows whether the address is theirs.
    #[error("please verify your e-mail address first")]
    EmailUnverified,
}

impl MemberInvitationError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            MemberInvitationError::MemberAlready => "MEMBER_ALREADY",
            MemberInvitationError::InvitedAlready => "INVITED_ALREADY",
            MemberInvitationError::Accepted => "INVITATION_ACCEPTED",
            MemberInvitationError::SignInRequired => "SIGN_IN_REQUIRED",
            MemberInvitationError::OtherAccount => "OTHER_ACCOUNT",
            MemberInvitationError::EmailUnverified => "EMAIL_UNVERIFIED",
        }
    }
}

/// Who holds the link of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'a> {
    /// Somebody who is not signed in.
    Stranger {
        /// Whether the invited address has an account.
        known: bool,
    },
    /// Somebody who is.
    Person {
        /// Their address.
        email: &'a str,
        /// Whether it is known to be theirs.
        verified: bool,
    },
}

impl Holder<'_> {
    /// Whether they may accept an invitation of this address: somebody new, or the one whose address it is known to be.
    /// Holding the link is not enough for who is signed in: an account that a stranger has made in somebody else's name
    /// joins nothing. Errors: [`MemberInvitationError`].
    pub fn may_accept(self, invited: &str) -> Result<(), MemberInvitationError> {
        match self {
            Holder::Stranger { known: false } => Ok(()),
            Holder::Stranger { known: true } => Err(MemberInvitationError::SignInRequired),
            Holder::Person { email, .. } if email != invited => Err(MemberInvitationError::OtherAccount),
            Holder::Person { verified: false, .. } => Err(MemberInvitationError::EmailUnverified),
            Holder::Person { .. } => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whose_address_it_is_accepts() {
        let may = |holder: Holder<'_>| holder.may_accept("ann@shop.test").map_err(|error| error.code());
        assert_eq!(may(Holder::Stranger { known: false }), Ok(()));
        assert_eq!(may(Holder::Stranger { known: true }), Err("SIGN_IN_REQUIRED"));
        assert_eq!(may(Holder::Person { email: "ann@shop.test", verified: true }), Ok(()));
        assert_eq!(may(Holder::Person { email: "ann@shop.test", verified: false }), Err("EMAIL_UNVERIFIED"));
        for verified in [true, false] {
            assert_eq!(may(Holder::Person { email: "ben@shop.test", verified }), Err("OTHER_ACCOUNT"));
        }
    }

    #[test]
    fn an_open_one_ends_by_itself() {
        use MemberInvitationState::{Accepted, Expired, Open, Revoked};
        let end: DateTime<Utc> = "2026-03-02T10:00:00Z".parse().unwrap();
        let before = end - chrono::Duration::seconds(1);
        assert_eq!((Open.at(before, end), Open.at(end, end)), (Open, Expired));
        assert_eq!((Revoked.at(end, end), Accepted.at(end, end)), (Revoked, Accepted));
    }
}
