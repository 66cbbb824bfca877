//! Partner developers' credentials.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use store::api_key as row;

use super::connection::{List, PageArgs, keyed, list};
use super::guard::{NotSuspended, Requires};
use super::payload::payload;
use super::request::{Request, id};
use super::scalar::{ApiKeyKind, Scope};
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
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

#[derive(Default)]
pub struct ApiKeyQuery;

#[Object]
impl ApiKeyQuery {
    /// The tenant's keys, newest first.
    #[graphql(guard = "Requires(Permission::KeyRead)")]
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
    } errors [NAME_INVALID, SCOPES_INVALID]
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
    #[graphql(guard = "Requires(Permission::KeyWrite).and(NotSuspended)")]
    async fn api_key_create(
        &self,
        ctx: &Context<'_>,
        input: ApiKeyCreateInput,
    ) -> ApiResult<ApiKeyCreatePayload> {
        let request = Request::of(ctx)?;
        ApiKeyCreatePayload::of(async {
            let scopes = input.scopes.map(|scopes| scopes.into_iter().map(Into::into).collect());
            let new = auth::api_key::NewApiKey { name: input.name, kind: input.kind.into(), scopes };
            request.forget();
            let (key, secret) = auth::api_key::create(&request.app, request.caller.tenant()?, new).await?;
            Ok(ApiKeyCreatePayload::done(ApiKey(key), secret))
        })
        .await
    }

    /// Ends an API key for good.
    #[graphql(guard = "Requires(Permission::KeyWrite)")]
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
