//! Who did what, from where, and what stood before and after.

use std::collections::HashMap;

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::{AffiliateId, ApiKeyId, UserId, parse_any};
use domain::permission::Permission;
use serde_json::Value;
use store::account_log as account;
use store::api_key::ApiKey;
use store::audit as row;
use store::enrollment::Enrollment;
use store::member::Membership;

use super::batch::Edge;
use super::connection::{List, PageArgs, keyed, list};
use super::filter::word;
use super::guard::{Requires, RequiresScopes};
use super::request::Request;
use super::scalar::Entrance;
use crate::error::ApiResult;

/// Who has done something.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditActorKind {
    /// A person of the team.
    Member,
    /// A partner developer's key.
    ApiKey,
    /// An affiliate of the tenant.
    Affiliate,
    /// The server itself, or whoever runs it.
    Job,
    /// Anybody else.
    Other,
}

/// Who has done something.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AuditActor {
    pub kind: AuditActorKind,
    /// The id of a person, a key or an affiliate.
    pub id: Option<ID>,
    /// The name of a job.
    pub job: Option<String>,
}

#[ComplexObject]
impl AuditActor {
    /// The name of a member, a key or an affiliate; null where there is none (any more), and for who may not know the
    /// members.
    async fn name(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        let request = Request::of(ctx)?;
        match &self.id {
            Some(id) if request.may(Permission::MemberRead) => {
                request.load::<ActorName>(id.to_string()).await
            }
            _ => Ok(None),
        }
    }
}

/// The names of the tenant's members, keys and affiliates by their ids as the log has them.
pub struct ActorName;

impl Edge for ActorName {
    type Key = String;
    type Value = String;
    async fn load(request: &Request, keys: Vec<String>) -> ApiResult<HashMap<String, String>> {
        let scope = request.read()?;
        let users: Vec<UserId> = keys.iter().filter_map(|key| key.parse().ok()).collect();
        let api_keys: Vec<ApiKeyId> = keys.iter().filter_map(|key| key.parse().ok()).collect();
        let affiliates: Vec<AffiliateId> = keys.iter().filter_map(|key| key.parse().ok()).collect();
        let mut names = HashMap::new();
        if !users.is_empty() {
            let found = Membership::names(&*scope, &users).await?;
            names.extend(found.into_iter().map(|(id, name)| (id.to_string(), name)));
        }
        if !api_keys.is_empty() {
            let found = ApiKey::find_many(&*scope, &api_keys).await?;
            names.extend(found.into_iter().map(|key| (key.id.to_string(), key.name)));
        }
        if !affiliates.is_empty() {
            let found = Enrollment::names(&*scope, &affiliates).await?;
            names.extend(found.into_iter().map(|(id, name)| (id.to_string(), name)));
        }
        Ok(names)
    }
}

impl AuditActor {
    /// Whom a label of the log means.
    pub fn of(label: &str) -> AuditActor {
        if let Some(job) = label.strip_prefix("job:") {
            return AuditActor { kind: AuditActorKind::Job, id: None, job: Some(job.to_owned()) };
        }
        let kind = match parse_any(label).as_ref().map(|(prefix, _)| prefix.as_str()) {
            Some("user") => AuditActorKind::Member,
            Some("apikey") => AuditActorKind::ApiKey,
            Some("affiliate") => AuditActorKind::Affiliate,
            _ => return AuditActor { kind: AuditActorKind::Other, id: None, job: None },
        };
        AuditActor { kind, id: Some(label.into()), job: None }
    }
}

/// One change in the tenant.
pub struct AuditEntry(pub row::AuditEntry);
keyed!(AuditEntry);

#[Object]
impl AuditEntry {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }
    async fn actor(&self) -> AuditActor {
        AuditActor::of(&self.0.actor)
    }
    /// What was done, mostly the mutation's name.
    async fn action(&self) -> &str {
        &self.0.action
    }
    /// To what: mostly an id.
    async fn subject(&self) -> &str {
        &self.0.subject
    }
    /// What stood before, as far as it was changed. Null of what was made.
    async fn before(&self) -> Option<Json<&Value>> {
        self.0.before.as_ref().map(Json)
    }
    /// What stands since then, and what matters about it.
    async fn after(&self) -> Json<&Value> {
        Json(&self.0.detail)
    }
    /// By which way in. Null of lines that are older than this field.
    async fn entrance(&self) -> Option<Entrance> {
        self.0.entrance.map(Into::into)
    }
    /// With what, as `Firefox on Windows`; empty where nobody knows. Never an address.
    async fn agent(&self) -> &str {
        &self.0.agent
    }
    /// In which request.
    async fn request_id(&self) -> Option<&str> {
        Some(self.0.request.as_str()).filter(|request| !request.is_empty())
    }
}

/// One thing that was done with a person's own account.
pub struct AccountEntry(pub account::AccountEntry);

#[Object]
impl AccountEntry {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }
    /// What was done, mostly the mutation's name; `refreshTokenReused` when a session was ended because its refresh token
    /// came from two hands.
    async fn action(&self) -> &str {
        &self.0.action
    }
    /// What matters about it.
    async fn detail(&self) -> Json<&Value> {
        Json(&self.0.detail)
    }
    /// By which way in.
    async fn entrance(&self) -> Entrance {
        self.0.entrance.into()
    }
    /// With what, as `Firefox on Windows`.
    async fn agent(&self) -> &str {
        &self.0.agent
    }
}

/// Which lines of the audit log.
#[derive(InputObject, Default)]
pub struct AuditLogFilter {
    /// This action alone, as `momentApprove`.
    pub action: Option<String>,
    /// What was done to this alone: mostly an id.
    pub subject: Option<String>,
    /// What this person, key or affiliate has done alone; `job:…` of a job.
    pub actor: Option<String>,
}

impl AuditLogFilter {
    /// Errors: `FILTER_INVALID`.
    fn read(self) -> ApiResult<row::AuditFilter> {
        let AuditLogFilter { action, subject, actor } = self;
        Ok(row::AuditFilter { action: word(action)?, subject: word(subject)?, actor: word(actor)? })
    }
}

#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// Every change in the tenant, newest first.
    #[graphql(guard = "Requires(Permission::AuditRead)", directive = RequiresScopes::apply(Permission::AuditRead))]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        filter: Option<AuditLogFilter>,
    ) -> ApiResult<List<AuditEntry>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let filter = filter.unwrap_or_default().read()?;
        let scope = Request::of(ctx)?.read()?;
        Ok(list(row::AuditEntry::filtered(&*scope, &filter, page).await?, AuditEntry))
    }
}
