//! The tenant, its members, and whoever asks.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::mail::Mail;
use store::page::Slice;
use store::tenant as row;
use store::{Actor, audit};

use super::affiliate::AffiliateViewer;
use super::api_key::ApiKey;
use super::connection::{List, PageArgs, list};
use super::guard::Requires;
use super::notice::MemberNotice;
use super::payload::payload;
use super::request::Request;
use super::scalar::MemberRole;
use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult};

/// Most origins of a tenant.
const ORIGINS_MAX: usize = 50;

/// A brand's workspace.
pub struct Tenant(pub row::Tenant);

#[Object]
impl Tenant {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What new programmes pay in unless they say otherwise. ISO 4217.
    async fn currency(&self) -> String {
        self.0.currency.to_string()
    }
    /// Tributary's part of what is paid out, in basis points on top of it.
    async fn platform_fee_bps(&self) -> i32 {
        self.0.platform_fee_bps
    }
    /// Whether somebody other than its drafter must approve a payout run.
    async fn second_approver(&self) -> bool {
        self.0.second_approver
    }
    /// Web origins publishable keys may be used from; empty allows any.
    async fn origins(&self) -> &[String] {
        &self.0.origins
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A person's membership of the tenant.
#[derive(SimpleObject)]
pub struct Member {
    /// The person.
    pub user_id: ID,
    pub name: String,
    pub email: String,
    pub role: MemberRole,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A person who signs in.
#[derive(SimpleObject)]
pub struct User {
    pub id: ID,
    pub name: String,
    pub email: String,
    pub created_at: DateTime<Utc>,
}

/// Whoever asks. Everything is null or empty for a stranger.
pub struct Viewer;

#[Object]
impl Viewer {
    /// The signed-in person.
    async fn user(&self, ctx: &Context<'_>) -> ApiResult<Option<User>> {
        let request = Request::of(ctx)?;
        let Some(id) = request.caller.user else { return Ok(None) };
        let tx = directory(&request.app).await?;
        let user = row::User::find(&tx, id).await?;
        let row::User { name, email, created_at, .. } = user;
        Ok(Some(User { id: id.into(), name, email, created_at }))
    }

    /// The tenant the caller acts in.
    async fn tenant(&self, ctx: &Context<'_>) -> ApiResult<Option<Tenant>> {
        let request = Request::of(ctx)?;
        if request.caller.tenant.is_none() {
            return Ok(None);
        }
        Ok(Some(Tenant(row::Tenant::own(&*request.read()?).await?)))
    }

    /// The person's role in that tenant.
    async fn role(&self, ctx: &Context<'_>) -> ApiResult<Option<MemberRole>> {
        Ok(match Request::of(ctx)?.caller.tenant.as_ref().map(|tenant| tenant.actor()) {
            Some(Actor::Member { role, .. }) => Some((*role).into()),
            _ => None,
        })
    }

    /// The API key the caller uses.
    async fn api_key(&self, ctx: &Context<'_>) -> ApiResult<Option<ApiKey>> {
        let request = Request::of(ctx)?;
        match request.caller.tenant.as_ref().map(|tenant| tenant.actor()) {
            Some(Actor::Key { key, .. }) => {
                Ok(Some(ApiKey(store::api_key::ApiKey::find(&*request.read()?, *key).await?)))
            }
            _ => Ok(None),
        }
    }

    /// Every tenant the person is a member of.
    async fn tenants(&self, ctx: &Context<'_>) -> ApiResult<Vec<Tenant>> {
        let request = Request::of(ctx)?;
        let Some(user) = request.caller.user else { return Ok(Vec::new()) };
        let tx = directory(&request.app).await?;
        let ids: Vec<_> =
            row::Membership::of_user(&tx, user).await?.into_iter().map(|m| m.tenant_id).collect();
        let mut tenants = row::Tenant::find_many(&tx, &ids).await?;
        tenants.sort_by_key(|tenant| ids.iter().position(|id| *id == tenant.id));
        Ok(tenants.into_iter().map(Tenant).collect())
    }

    /// What the person was told by e-mail of that tenant's money, newest first.
    async fn notices(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<MemberNotice>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let request = Request::of(ctx)?;
        let rows = match request.caller.tenant.as_ref().map(|tenant| tenant.actor()) {
            Some(Actor::Member { user, .. }) => Mail::of_user(&*request.read()?, *user, page).await?,
            _ => Slice::cut(Vec::new(), page),
        };
        Ok(list(rows, MemberNotice::from))
    }

    /// What the caller may see as an affiliate.
    async fn affiliate(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateViewer>> {
        let request = Request::of(ctx)?;
        match &request.caller.affiliate {
            Some(_) => Ok(Some(AffiliateViewer::of(request).await?)),
            None => Ok(None),
        }
    }
}

#[derive(Default)]
pub struct TenantQuery;

#[Object]
impl TenantQuery {
    /// Whoever asks. Never an error.
    async fn viewer(&self) -> Viewer {
        Viewer
    }

    /// The tenant the caller acts in.
    #[graphql(guard = "Requires(Permission::TenantRead)")]
    async fn tenant(&self, ctx: &Context<'_>) -> ApiResult<Option<Tenant>> {
        Ok(Some(Tenant(row::Tenant::own(&*Request::of(ctx)?.read()?).await?)))
    }

    /// The tenant's people.
    #[graphql(guard = "Requires(Permission::MemberRead)")]
    async fn members(&self, ctx: &Context<'_>) -> ApiResult<Vec<Member>> {
        let rows = row::Membership::of_tenant(&*Request::of(ctx)?.read()?).await?;
        let member = |m: row::Membership| Member {
            user_id: m.user_id.into(),
            name: m.name,
            email: m.email,
            role: m.role.into(),
            created_at: m.created_at,
        };
        Ok(rows.into_iter().map(member).collect())
    }
}

/// Changes of the tenant's settings; what is left out stays.
#[derive(InputObject)]
pub struct TenantUpdateInput {
    pub name: Option<String>,
    /// Whether somebody other than its drafter must approve a payout run.
    pub second_approver: Option<bool>,
    /// Web origins publishable keys may be used from, as `https://shop.example`; empty allows any.
    pub origins: Option<Vec<String>>,
}

payload! {
    /// The changed tenant.
    TenantUpdatePayload, TenantUpdateUserError, TenantUpdateErrorCode { tenant: Tenant }
    errors [NAME_INVALID, ORIGIN_INVALID]
}

#[derive(Default)]
pub struct TenantMutation;

#[Object]
impl TenantMutation {
    /// Changes the tenant's settings.
    #[graphql(guard = "Requires(Permission::TenantWrite)")]
    async fn tenant_update(
        &self,
        ctx: &Context<'_>,
        input: TenantUpdateInput,
    ) -> ApiResult<TenantUpdatePayload> {
        let request = Request::of(ctx)?;
        TenantUpdatePayload::of(async {
            let name = input.name.map(|name| name.trim().to_owned());
            if name.as_deref().is_some_and(|name| !is_line(name, 200)) {
                let text = "a name is one line of 1 to 200 characters";
                return Err(ApiError::refused("NAME_INVALID", text).at("name"));
            }
            let origins = input.origins.map(read_origins).transpose()?;
            let tenant = request.caller.tenant()?;
            request.forget();
            let tx = directory(&request.app).await?;
            row::Tenant::change(
                &tx,
                tenant.tenant(),
                name.as_deref(),
                input.second_approver,
                origins.as_deref(),
            )
            .await?;
            let tx = tx.enter(tenant).await?;
            let detail = json!({ "name": name, "secondApprover": input.second_approver, "origins": origins });
            audit::write(&tx, "tenantUpdate", tenant.tenant(), detail, request.now()).await?;
            tx.commit().await?;
            request.app.memory.tenant_changed(tenant.tenant()).await;
            Ok(TenantUpdatePayload::done(Tenant(row::Tenant::own(&*request.read()?).await?)))
        })
        .await
    }
}

fn read_origins(origins: Vec<String>) -> ApiResult<Vec<String>> {
    let invalid = || {
        let text = format!("at most {ORIGINS_MAX} origins, each as https://shop.example");
        ApiError::refused("ORIGIN_INVALID", text).at("origins")
    };
    if origins.len() > ORIGINS_MAX {
        return Err(invalid());
    }
    let read = |text: String| {
        let url = url::Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.map(|url| url.origin().ascii_serialization()).ok_or_else(invalid)
    };
    origins.into_iter().map(read).collect()
}
