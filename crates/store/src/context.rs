//! Who asks, and for whom. A query needs one of these; their fields are private, and only `api::auth` and the
//! worker's job runner construct them (clippy refuses the constructors elsewhere).

use std::sync::Arc;

use domain::agent::Entrance;
use domain::ids::{AffiliateId, ApiKeyId, MomentSourceId, TenantId, UserId};
use domain::permission::{KeyKind, MemberRole, Permission, Scope};

/// From where somebody acts, as the audit log keeps it. Never an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// The way they came in by.
    pub entrance: Entrance,
    /// What they came with, as a class of many.
    pub agent: String,
    /// The request's id; empty where there is none.
    pub request: String,
}

/// Who acts in a tenant.
#[derive(Debug, Clone, PartialEq)]
pub enum Actor {
    /// A signed-in member.
    Member {
        /// The person.
        user: UserId,
        /// Their role in this tenant.
        role: MemberRole,
    },
    /// A partner developer's key.
    Key {
        /// The key.
        key: ApiKeyId,
        /// Server or browser.
        kind: KeyKind,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// Somebody who holds an invitation of this tenant.
    Invitee {
        /// Who accepts it.
        affiliate: AffiliateId,
    },
    /// Somebody the tenant has paid, who reads the statement.
    Payee {
        /// Who was paid.
        affiliate: AffiliateId,
    },
    /// A sender of posts, whose message is signed.
    Source {
        /// The sender.
        source: MomentSourceId,
    },
    /// A stranger: redirects, public feeds, a key that is being checked.
    Public,
    /// A job of the worker, named.
    Job(&'static str),
}

impl Actor {
    /// The actor as the audit log names it.
    pub fn label(&self) -> String {
        match self {
            Actor::Member { user, .. } => user.to_string(),
            Actor::Key { key, .. } => key.to_string(),
            Actor::Invitee { affiliate } | Actor::Payee { affiliate } => affiliate.to_string(),
            Actor::Source { source } => source.to_string(),
            Actor::Public => "public".to_owned(),
            Actor::Job(name) => format!("job:{name}"),
        }
    }
}

/// Somebody acting in one tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantCtx {
    tenant: TenantId,
    actor: Actor,
    via: Option<Arc<Via>>,
}

impl TenantCtx {
    /// For `api::auth` and the job runner alone.
    pub fn authenticated(tenant: TenantId, actor: Actor) -> TenantCtx {
        TenantCtx { tenant, actor, via: None }
    }

    /// The same, and from where.
    pub fn via(self, via: &Arc<Via>) -> TenantCtx {
        TenantCtx { via: Some(via.clone()), ..self }
    }

    /// From where they act, where that is known.
    pub fn from(&self) -> Option<&Via> {
        self.via.as_deref()
    }

    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(crate) fn is_job(&self) -> bool {
        matches!(self.actor, Actor::Job(_))
    }

    /// Whether the actor may do this here. The table stands in `docs/permissions.txt`.
    pub fn allows(&self, permission: Permission) -> bool {
        match &self.actor {
            Actor::Member { role, .. } => role.allows(permission),
            Actor::Key { kind, scopes, .. } => kind.allows(scopes, permission),
            Actor::Job(_) => true,
            Actor::Invitee { .. } | Actor::Payee { .. } | Actor::Source { .. } | Actor::Public => false,
        }
    }
}

/// An affiliate over the tenants they work with.
#[derive(Debug, Clone, PartialEq)]
pub struct AffiliateCtx {
    affiliate: AffiliateId,
    user: UserId,
    tenants: Vec<TenantId>,
    via: Option<Arc<Via>>,
}

impl AffiliateCtx {
    /// For `api::auth` alone. `tenants` come from the enrollment directory.
    pub fn authenticated(affiliate: AffiliateId, user: UserId, tenants: Vec<TenantId>) -> AffiliateCtx {
        AffiliateCtx { affiliate, user, tenants, via: None }
    }

    /// The same, and from where.
    pub fn via(self, via: &Arc<Via>) -> AffiliateCtx {
        AffiliateCtx { via: Some(via.clone()), ..self }
    }

    /// From where they act, where that is known.
    pub fn from(&self) -> Option<&Via> {
        self.via.as_deref()
    }

    /// The same affiliate, knocking at one tenant's open programme.
    pub fn knocking_at(&self, tenant: TenantId) -> AffiliateCtx {
        AffiliateCtx { tenants: vec![tenant], ..self.clone() }
    }

    /// The affiliate.
    pub fn affiliate(&self) -> AffiliateId {
        self.affiliate
    }

    /// The person.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Tenants they are enrolled in.
    pub fn tenants(&self) -> &[TenantId] {
        &self.tenants
    }
}

/// The sign-in and directory door: global tables only.
#[derive(Debug, Clone)]
pub struct GlobalCtx(());

impl GlobalCtx {
    /// For `api::auth`, directories and Stripe's event inbox alone.
    pub fn door() -> GlobalCtx {
        GlobalCtx(())
    }
}

/// A job that sweeps across tenants.
#[derive(Debug, Clone)]
pub struct SystemCtx {
    job: &'static str,
    via: Option<Arc<Via>>,
}

impl SystemCtx {
    /// For the job runner alone. `job` is the job's constant name.
    pub fn of_job(job: &'static str) -> SystemCtx {
        SystemCtx { job, via: None }
    }

    /// The same, and from where: for the command line, whose jobs a person runs.
    pub fn via(self, via: &Arc<Via>) -> SystemCtx {
        SystemCtx { via: Some(via.clone()), ..self }
    }

    /// The job.
    pub fn job(&self) -> &'static str {
        self.job
    }

    /// The same job, at work in one tenant.
    pub fn in_tenant(&self, tenant: TenantId) -> TenantCtx {
        TenantCtx { tenant, actor: Actor::Job(self.job), via: self.via.clone() }
    }
}
