//! The outcome of authentication: every context the caller may act under.

use domain::ids::{SessionId, UserId};
use domain::permission::Permission;
use store::{AffiliateCtx, TenantCtx};

use crate::error::{ApiError, ApiResult};

/// Who calls, and as whom they may act.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// The signed-in person, when the credential is an access token.
    pub user: Option<UserId>,
    /// Their sign-in.
    pub session: Option<SessionId>,
    /// The tenant they act in: a member of it, or a key of it.
    pub tenant: Option<TenantCtx>,
    /// The tenant they are a member of, where it wants a second factor first: until then they may only leave it.
    pub barred: Option<TenantCtx>,
    /// Whether nobody knows that the person's address is theirs.
    pub email_unverified: bool,
    /// The affiliate they are, if they are one.
    pub affiliate: Option<AffiliateCtx>,
}

impl Caller {
    /// The signed-in person. Errors: `UNAUTHENTICATED` without one.
    pub fn user(&self) -> ApiResult<UserId> {
        self.user.ok_or_else(ApiError::unauthenticated)
    }

    /// Somebody whose address is known to be theirs. Errors: `EMAIL_UNVERIFIED`.
    pub fn verified(&self) -> ApiResult<()> {
        if self.email_unverified { Err(ApiError::email_unverified()) } else { Ok(()) }
    }

    /// Whether it is a program with an API key, and no person.
    pub fn is_key(&self) -> bool {
        self.user.is_none() && self.tenant.is_some()
    }

    /// The tenant context. Errors: `UNAUTHENTICATED` without one; `SECOND_FACTOR_REQUIRED` where the tenant wants that
    /// and this session has not proved one.
    pub fn tenant(&self) -> ApiResult<&TenantCtx> {
        self.tenant.as_ref().ok_or_else(|| match self.barred {
            Some(_) => ApiError::second_factor_required(),
            None => ApiError::unauthenticated(),
        })
    }

    /// The tenant context, allowed to do this. Errors: `UNAUTHENTICATED`, `FORBIDDEN`, `EMAIL_UNVERIFIED`.
    pub fn may(&self, permission: Permission) -> ApiResult<&TenantCtx> {
        let ctx = self.tenant()?;
        if !ctx.allows(permission) {
            return Err(ApiError::forbidden(permission.as_str()));
        }
        if permission.asks_for_verified_email() {
            self.verified()?;
        }
        Ok(ctx)
    }

    /// The affiliate context. Errors: `UNAUTHENTICATED` without one.
    pub fn affiliate(&self) -> ApiResult<&AffiliateCtx> {
        self.affiliate.as_ref().ok_or_else(ApiError::unauthenticated)
    }
}
