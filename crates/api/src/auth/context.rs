//! The contexts this crate makes. Everything else is handed one.
#![allow(clippy::disallowed_methods, reason = "api::auth is where contexts are made")]

use std::sync::Arc;

use domain::ids::{AffiliateId, MomentSourceId, TenantId, UserId};
use store::{Actor, AffiliateCtx, GlobalCtx, TenantCtx, Via};

/// A stranger in this tenant: redirects, public feeds, a key that is being checked. Allows nothing by permission.
pub fn public(tenant: TenantId) -> TenantCtx {
    TenantCtx::authenticated(tenant, Actor::Public)
}

/// An affiliate who holds an invitation of this tenant and accepts it. The caller has checked that the token names
/// this tenant; its secret is checked against the enrollment in this context.
pub fn invitee(tenant: TenantId, affiliate: AffiliateId, via: &Arc<Via>) -> TenantCtx {
    TenantCtx::authenticated(tenant, Actor::Invitee { affiliate }).via(via)
}

/// The payee of a payout that was found under their own role: reads what its statement names in the tenant that paid.
pub fn payee(tenant: TenantId, affiliate: AffiliateId) -> TenantCtx {
    TenantCtx::authenticated(tenant, Actor::Payee { affiliate })
}

/// A sender of posts whose message was found to be signed with its secret.
pub(super) fn source(tenant: TenantId, source: MomentSourceId, via: &Arc<Via>) -> TenantCtx {
    TenantCtx::authenticated(tenant, Actor::Source { source }).via(via)
}

/// The directory door: global tables only.
pub fn door() -> GlobalCtx {
    GlobalCtx::door()
}

pub(super) fn acting(tenant: TenantId, actor: Actor, via: &Arc<Via>) -> TenantCtx {
    TenantCtx::authenticated(tenant, actor).via(via)
}

pub(super) fn affiliate(
    affiliate: AffiliateId,
    user: UserId,
    tenants: Vec<TenantId>,
    via: &Arc<Via>,
) -> AffiliateCtx {
    AffiliateCtx::authenticated(affiliate, user, tenants).via(via)
}
