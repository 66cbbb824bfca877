//! Partner developers' credentials.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use store::api_key as row;

use super::connection::{List, PageArgs, keyed, list};
use super::guard::{NotSuspended, Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, id};
use super::scalar::{ApiKeyKind, ApiKeyState, Scope};
use super::tenant::read_origins;
use crate::auth;
use crate::error::ApiResult;

/// A partner developer's credential in the tenant.
pub struct ApiKey(pub row::ApiKey);
keyed!(ApiKey);

#[Object]
impl ApiKey {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    async fn kind(&self) -> ApiKeyKind {
        self.0.kind.into()
    }
    /// The start of the token, to tell keys apart.
    async fn hint(&self) -> &str {
        &self.0.hint
    }
    /// What a secret key may do.
    async fn scopes(&self) -> Vec<Scope> {
        let known = |word: &String| word.parse::<domain::permission::Scope>().ok();
        self.0.scopes.iter().filter_map(known).map(Scope::from).collect()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When somebody has ended it.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
    /// When it ends by itself, or has; null if never.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }
    /// When it was used last, to some minutes; null if never.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }
    /// Web origins a publishable key may be used from; where there are none, its tenant's.
    async fn origins(&self) -> &[String] {
        &self.0.origins
    }
    /// The key that has taken its place.
    async fn replaced_by_id(&self) -> Option<ID> {
        self.0.replaced_by.map(Into::into)
    }
    async fn state(&self, ctx: &Context<'_>) -> ApiResult<ApiKeyState> {
        Ok(self.0.state(Request::of(ctx)?.now()).into())
    }
}

#[derive(Default)]
pub struct ApiKeyQuery;

#[Object]
impl ApiKeyQuery {
    /// The tenant's keys, newest first.
    #[graphql(guard = "Requires(Permission::KeyRead)", directive = RequiresScopes::apply(Permission::KeyRead))]
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<ApiKey>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::ApiKey::page(&*Request::of(ctx)?.read()?, page).await?, ApiKey))
    }
}

/// A new key.
#[derive(InputObject)]
pub struct ApiKeyCreateInput {
    pub name: String,
    pub kind: ApiKeyKind,
    /// For a secret key: everything unless given. A publishable key has none.
    pub scopes: Option<Vec<Scope>>,
    /// When it ends by itself; never unless given.
    pub expires_at: Option<DateTime<Utc>>,
    /// Web origins a publishable key may be used from, as `https://shop.example`; the tenant's unless given.
    pub origins: Option<Vec<String>>,
}

/// A key to be replaced.
#[derive(InputObject)]
pub struct ApiKeyRotateInput {
    pub api_key_id: ID,
    /// Hours both keys are good for, 0 to 720; the old one ends sooner where it would have ended by itself.
    #[graphql(default = 24)]
    pub overlap_hours: i32,
    /// When the new key ends by itself; never unless given.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key to end.
#[derive(InputObject)]
pub struct ApiKeyRevokeInput {
    pub api_key_id: ID,
}

payload! {
    /// The key and its secret.
    ApiKeyCreatePayload, ApiKeyCreateUserError, ApiKeyCreateErrorCode {
        api_key: ApiKey,
        /// The token itself. It is shown this once.
        secret: String,
    } errors [NAME_INVALID, SCOPES_INVALID, EXPIRY_INVALID, ORIGIN_INVALID]
}

payload! {
    /// The new key, its secret, and the key whose place it takes.
    ApiKeyRotatePayload, ApiKeyRotateUserError, ApiKeyRotateErrorCode {
        api_key: ApiKey,
        /// The new token itself. It is shown this once.
        secret: String,
        replaced: ApiKey,
    } errors [KEY_ENDED, OVERLAP_INVALID, EXPIRY_INVALID]
}

payload! {
    /// The ended key.
    ApiKeyRevokePayload, ApiKeyRevokeUserError, ApiKeyRevokeErrorCode { api_key: ApiKey } errors []
}

#[derive(Default)]
pub struct ApiKeyMutation;

#[Object]
impl ApiKeyMutation {
    /// Makes an API key.
    #[graphql(guard = "Requires(Permission::KeyWrite).and(NotSuspended)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn api_key_create(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyCreateInput,
    ) -> ApiResult<ApiKeyCreatePayload> {
        let request = Request::of(ctx)?;
        ApiKeyCreatePayload::of(async {
            let scopes = input.scopes.map(|scopes| scopes.into_iter().map(Into::into).collect());
            let origins = read_origins(input.origins.unwrap_or_default(), "origins")?;
            let ApiKeyCreateInput { name, kind, expires_at, .. } = input;
            let new = auth::api_key::NewApiKey { name, kind: kind.into(), scopes, expires_at, origins };
            request.forget();
            let (key, secret) = auth::api_key::create(&request.app, request.caller.tenant()?, new).await?;
            Ok(ApiKeyCreatePayload::done(ApiKey(key), secret))
        })
        .await
    }

    /// Makes a key that takes another's place and may the same. Both are good for some time, so that servers can be told.
    #[graphql(guard = "Requires(Permission::KeyWrite).and(NotSuspended)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn api_key_rotate(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyRotateInput,
    ) -> ApiResult<ApiKeyRotatePayload> {
        let request = Request::of(ctx)?;
        ApiKeyRotatePayload::of(async {
            let rotation = auth::api_key::Rotation {
                id: id(&input.api_key_id, "apiKeyId")?,
                overlap_hours: input.overlap_hours.into(),
                expires_at: input.expires_at,
            };
            request.forget();
            let (new, secret, old) =
                auth::api_key::rotate(&request.app, request.caller.tenant()?, rotation).await?;
            Ok(ApiKeyRotatePayload::done(ApiKey(new), secret, ApiKey(old)))
        })
        .await
    }

    /// Ends an API key for good.
    #[graphql(guard = "Requires(Permission::KeyWrite)", directive = RequiresScopes::apply(Permission::KeyWrite))]
    async fn api_key_revoke(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyRevokeInput,
    ) -> ApiResult<ApiKeyRevokePayload> {
        let request = Request::of(ctx)?;
        ApiKeyRevokePayload::of(async {
            let key = id(&input.api_key_id, "apiKeyId")?;
            request.forget();
            let key = auth::api_key::revoke(&request.app, request.caller.tenant()?, key).await?;
            Ok(ApiKeyRevokePayload::done(ApiKey(key)))
        })
        .await
    }
}
