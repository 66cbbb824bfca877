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
    /// Whether the tenant they are a member of wants a second factor first.
    pub second_factor_missing: bool,
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

    /// The tenant context. Errors: `UNAUTHENTICATED` without one; `SECOND_FACTOR_REQUIRED` where the tenant wants that
    /// and this session has not proved one.
    pub fn tenant(&self) -> ApiResult<&TenantCtx> {
        self.tenant.as_ref().ok_or_else(|| match self.second_factor_missing {
            true => ApiError::second_factor_required(),
            false => ApiError::unauthenticated(),
        })
    }

    /// The tenant context, allowed to do this. Errors: `UNAUTHENTICATED`, `FORBIDDEN`, `EMAIL_UNVERIFIED`.
    pub fn may(&self, permission: Permission) -> ApiResult<&TenantCtx> {
        let ctx = self.tenant()?;
        if !ctx.allows(permission) {
            return Err(ApiError::forbidden(permission.as_str()));
        }
        if self.email_unverified && permission.asks_for_verified_email() {
            return Err(ApiError::email_unverified());
        }
        Ok(ctx)
    }

    /// The affiliate context. Errors: `UNAUTHENTICATED` without one.
    pub fn affiliate(&self) -> ApiResult<&AffiliateCtx> {
        self.affiliate.as_ref().ok_or_else(ApiError::unauthenticated)
    }
}
