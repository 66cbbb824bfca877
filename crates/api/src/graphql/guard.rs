//! Permissions on fields, and what a suspended tenant may not do.

use async_graphql::registry::location_traits::Directive_At_FIELD_DEFINITION;
use async_graphql::registry::{MetaDirectiveInvocation, Registry};
use async_graphql::{Context, Guard, TypeDirective};
use domain::permission::Permission;

use super::request::Request;
use super::scalar::Scope;

/// The caller must be allowed to do this in their tenant.
pub struct Requires(pub Permission);

impl Guard for Requires {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        let request = Request::of(ctx)?;
        request.caller.may(self.0)?;
        Ok(request.works(self.0).await?)
    }
}

/// A secret key needs one of these scopes for it; where there is none, no secret key may. A publishable key may where that
/// is said. Members may by their role.
#[TypeDirective(location = "FieldDefinition", name = "requiresScopes")]
fn requires_scopes(scopes: Vec<Scope>, publishable: Option<bool>) {}

/// What [`Requires`] asks of keys, told in the schema: every field that has the one has the other.
pub struct RequiresScopes;

impl RequiresScopes {
    /// The directive of a field that requires this.
    pub fn apply(permission: Permission) -> MetaDirectiveInvocation {
        let grant = permission.grant();
        requires_scopes::apply(
            grant.scope.map(Scope::from).into_iter().collect(),
            grant.publishable.then_some(true),
        )
    }
}

impl TypeDirective for RequiresScopes {
    fn name(&self) -> std::borrow::Cow<'static, str> {
        TypeDirective::name(&requires_scopes)
    }

    fn register(&self, registry: &mut Registry) {
        TypeDirective::register(&requires_scopes, registry);
    }
}

impl Directive_At_FIELD_DEFINITION for RequiresScopes {}

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
