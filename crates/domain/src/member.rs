//! What members of a tenant may do with each other's membership. A tenant always has an owner, and only owners make and
//! unmake owners.

use crate::ids::UserId;
use crate::permission::{MemberRole, Permission};
use crate::state::Step;

/// Why a membership stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberError {
    /// There would be no owner.
    #[error("a tenant always has an owner; make somebody else one first")]
    LastOwner,
    /// An owner's role is an owner's to give and to take.
    #[error("only an owner makes and unmakes owners")]
    OwnerOnly,
    /// Nobody of that id.
    #[error("no such member")]
    NotFound,
}

impl MemberError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            MemberError::LastOwner => "LAST_OWNER",
            MemberError::OwnerOnly => "OWNER_ONLY",
            MemberError::NotFound => "NOT_FOUND",
        }
    }
}

/// The members of one tenant, all of them.
pub struct Team<'a>(pub &'a [(UserId, MemberRole)]);

impl Team<'_> {
    fn role(&self, user: UserId) -> Result<MemberRole, MemberError> {
        self.0.iter().find(|(id, _)| *id == user).map(|(_, role)| *role).ok_or(MemberError::NotFound)
    }

    fn has_other_owner(&self, user: UserId) -> bool {
        self.0.iter().any(|(id, role)| *id != user && *role == MemberRole::Owner)
    }

    /// Whether `by` may give `user` this role. `by` may write members. Errors: [`MemberError`].
    pub fn may_set(&self, by: UserId, user: UserId, role: MemberRole) -> Result<Step, MemberError> {
        let standing = self.role(user)?;
        if standing == role {
            return Ok(Step::Already);
        }
        let concerns_owners = standing == MemberRole::Owner || role == MemberRole::Owner;
        if concerns_owners && self.role(by)? != MemberRole::Owner {
            return Err(MemberError::OwnerOnly);
        }
        if standing == MemberRole::Owner && !self.has_other_owner(user) {
            return Err(MemberError::LastOwner);
        }
        Ok(Step::Done)
    }

    /// Whether `by` may ask somebody to join with this role, or call that off. `by` may write members. Errors:
    /// [`MemberError`].
    pub fn may_invite(&self, by: UserId, role: MemberRole) -> Result<(), MemberError> {
        if role == MemberRole::Owner && self.role(by)? != MemberRole::Owner {
            return Err(MemberError::OwnerOnly);
        }
        Ok(())
    }

    /// Whether an invitation that `by` has sent still counts: they are a member who may ask somebody to join with this
    /// role.
    pub fn stands_for(&self, by: UserId, role: MemberRole) -> bool {
        let may_write = |of: MemberRole| of.allows(Permission::MemberWrite);
        self.role(by).is_ok_and(may_write) && self.may_invite(by, role).is_ok()
    }

    /// Whether `by` may end the membership of `user`, or leave. `by` may write members, unless it is their own. Errors:
    /// [`MemberError`].
    pub fn may_end(&self, by: UserId, user: UserId) -> Result<(), MemberError> {
        if self.role(user)? == MemberRole::Owner {
            if by != user && self.role(by)? != MemberRole::Owner {
                return Err(MemberError::OwnerOnly);
            }
            if !self.has_other_owner(user) {
                return Err(MemberError::LastOwner);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use MemberRole::{Admin, Analyst, Owner};
    use uuid::Uuid;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn the_last_owner_stays() {
        let team = [(user(1), Owner), (user(2), Admin)];
        let team = Team(&team);
        assert_eq!(team.may_set(user(1), user(1), Admin), Err(MemberError::LastOwner));
        assert_eq!(team.may_end(user(1), user(1)), Err(MemberError::LastOwner));
        assert_eq!(team.may_set(user(1), user(1), Owner), Ok(Step::Already));
        let two = [(user(1), Owner), (user(2), Owner)];
        let two = Team(&two);
        assert_eq!(two.may_set(user(1), user(1), Admin), Ok(Step::Done));
        assert_eq!(two.may_end(user(1), user(1)), Ok(()));
        assert_eq!(two.may_end(user(1), user(2)), Ok(()));
    }

    #[test]
    fn only_owners_make_and_unmake_owners() {
        let team = [(user(1), Owner), (user(2), Admin), (user(3), Analyst), (user(4), Owner)];
        let team = Team(&team);
        for (of, role) in [(2, Owner), (3, Owner), (1, Analyst)] {
            assert_eq!(team.may_set(user(2), user(of), role), Err(MemberError::OwnerOnly), "{of}");
        }
        assert_eq!(team.may_end(user(2), user(1)), Err(MemberError::OwnerOnly));
        assert_eq!(team.may_invite(user(2), Owner), Err(MemberError::OwnerOnly));
        assert_eq!(team.may_invite(user(9), Owner), Err(MemberError::NotFound));
        assert_eq!((team.may_invite(user(1), Owner), team.may_invite(user(2), Admin)), (Ok(()), Ok(())));
        let stands = [(1, Owner), (2, Owner), (2, Admin), (3, Analyst), (9, Analyst)];
        let stands = stands.map(|(by, role)| team.stands_for(user(by), role));
        assert_eq!(stands, [true, false, true, false, false]);
        assert_eq!(team.may_set(user(1), user(3), Owner), Ok(Step::Done));
        assert_eq!(team.may_set(user(2), user(3), Admin), Ok(Step::Done));
        assert_eq!(team.may_end(user(2), user(3)), Ok(()));
        assert_eq!(team.may_end(user(3), user(3)), Ok(()));
        assert_eq!(team.may_end(user(1), user(9)), Err(MemberError::NotFound));
    }
}
