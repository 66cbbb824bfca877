//! Permissions on fields.

use async_graphql::{Context, Guard};
use domain::permission::Permission;

use super::request::Request;

/// The caller must be allowed to do this in their tenant.
pub struct Requires(pub Permission);

impl Guard for Requires {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        Request::of(ctx)?.caller.may(self.0)?;
        Ok(())
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
