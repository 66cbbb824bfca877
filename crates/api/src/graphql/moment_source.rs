//! Where posts of social networks come in from.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::MomentSourceId;
use domain::permission::Permission;
use store::moment_source as row;

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{NotSuspended, Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, id};
use crate::auth;
use crate::error::ApiResult;

/// A sender of posts, whose messages come in at an address of its own, signed.
pub struct MomentSource(pub row::MomentSource);
keyed!(MomentSource);

#[Object]
impl MomentSource {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// What its moments have as their source.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Where it sends its messages.
    async fn url(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let app = &Request::of(ctx)?.app;
        let home = app.config.public_url.as_str().trim_end_matches('/');
        Ok(format!("{home}/v1/webhooks/moments/{}/{}", self.0.tenant_id, self.0.id))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When its secret was last changed; null if never.
    async fn rotated_at(&self) -> Option<DateTime<Utc>> {
        self.0.rotated_at
    }
    /// Until when the secret before is good beside it; null where there is none.
    async fn old_secret_until(&self) -> Option<DateTime<Utc>> {
        self.0.old_secret_until
    }
    /// When it was ended; null while it is not.
    async fn disabled_at(&self) -> Option<DateTime<Utc>> {
        self.0.disabled_at
    }
}

by_id!(
    /// A sender by id.
    MomentSourceById: MomentSourceId => row::MomentSource
);

#[derive(Default)]
pub struct MomentSourceQuery;

#[Object]
impl MomentSourceQuery {
    /// Senders of posts, newest first.
    #[graphql(guard = "Requires(Permission::KeyRead)", directive = RequiresScopes::apply(Permission::KeyRead))]
    async fn moment_sources(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<MomentSource>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::MomentSource::page(&*Request::of(ctx)?.read()?, page).await?, MomentSource))
    }
}

/// A new sender.
#[derive(InputObject)]
pub struct MomentSourceCreateInput {
    /// What its moments have as their source: a line of at most 100 characters, unique in the tenant. It never changes.
    pub name: String,
}

/// A sender to be given another secret.
#[derive(InputObject)]
pub struct MomentSourceRotateInput {
    pub moment_source_id: ID,
    /// Hours both secrets are good for, 0 to 168.
    #[graphql(default = 24)]
    pub overlap_hours: i32,
}

/// A sender to end.
#[derive(InputObject)]
pub struct MomentSourceDisableInput {
    pub moment_source_id: ID,
}

payload! {
    /// The sender and its secret.
    MomentSourceCreatePayload, MomentSourceCreateUserError, MomentSourceCreateErrorCode {
        moment_source: MomentSource,
        /// What its messages are signed with. It is shown this once.
        secret: String,
    } errors [NAME_INVALID, TOO_MANY_SOURCES]
}

payload! {
    /// The sender and its new secret.
    MomentSourceRotatePayload, MomentSourceRotateUserError, MomentSourceRotateErrorCode {
        moment_source: MomentSource,
        /// What its messages are signed with. It is shown this once.
        secret: String,
    } errors [SOURCE_DISABLED, OVERLAP_INVALID]
}

payload! {
    /// The ended sender.
    MomentSourceDisablePayload, MomentSourceDisableUserError, MomentSourceDisableErrorCode { moment_source: MomentSource } errors []
}

#[derive(Default)]
pub struct MomentSourceMutation;

#[Object]
impl MomentSourceMutation {
    /// Makes a sender of posts.
    #[graphql(guard = "Requires(Permission::KeyWrite).and(NotSuspended)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn moment_source_create(
        &self,
        ctx: &Context<'_>,
        input: MomentSourceCreateInput,
    ) -> ApiResult<MomentSourceCreatePayload> {
        let request = Request::of(ctx)?;
        MomentSourceCreatePayload::of(async {
            request.forget();
            let caller = request.caller.tenant()?;
            let (source, secret) = auth::moment_source::create(&request.app, caller, &input.name).await?;
            Ok(MomentSourceCreatePayload::done(MomentSource(source), secret))
        })
        .await
    }

    /// Gives a sender another secret.
    #[graphql(guard = "Requires(Permission::KeyWrite)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn moment_source_rotate(
        &self,
        ctx: &Context<'_>,
        input: MomentSourceRotateInput,
    ) -> ApiResult<MomentSourceRotatePayload> {
        let request = Request::of(ctx)?;
        MomentSourceRotatePayload::of(async {
            let source = id(&input.moment_source_id, "momentSourceId")?;
            request.forget();
            let (caller, overlap_hours) = (request.caller.tenant()?, input.overlap_hours.into());
            let (source, secret) =
                auth::moment_source::rotate(&request.app, caller, source, overlap_hours).await?;
            Ok(MomentSourceRotatePayload::done(MomentSource(source), secret))
        })
        .await
    }

    /// Ends a sender for good. What came in from it stays.
    #[graphql(guard = "Requires(Permission::KeyWrite)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn moment_source_disable(
        &self,
        ctx: &Context<'_>,
        input: MomentSourceDisableInput,
    ) -> ApiResult<MomentSourceDisablePayload> {
        let request = Request::of(ctx)?;
        MomentSourceDisablePayload::of(async {
            let source = id(&input.moment_source_id, "momentSourceId")?;
            request.forget();
            let source = auth::moment_source::disable(&request.app, request.caller.tenant()?, source).await?;
            Ok(MomentSourceDisablePayload::done(MomentSource(source)))
        })
        .await
    }
}
