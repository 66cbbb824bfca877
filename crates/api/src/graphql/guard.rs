//! Permissions on fields, and what a suspended tenant may not do.

use async_graphql::{Context, Guard};
use domain::permission::Permission;

use super::request::Request;

/// The caller must be allowed to do this in their tenant.
pub struct Requires(pub Permission);

impl Guard for Requires {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        let request = Request::of(ctx)?;
        request.caller.may(self.0)?;
        Ok(request.works(self.0).await?)
    }
}

/// The caller's tenant must not be suspended: for what its permission does not tell from what must go on.
pub struct NotSuspended;

impl Guard for NotSuspended {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        Ok(Request::of(ctx)?.not_suspended().await?)
    }
}

/// The caller must be an affiliate.
pub struct AsAffiliate;

impl Guard for AsAffiliate {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        Request::of(ctx)?.caller.affiliate()?;
        Ok(())
    }
}
