//! The tenant, its members, and whoever asks.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::host::{AllowedHost, HOSTS_MAX};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::mail::Mail;
use store::member::Membership;
use store::page::Slice;
use store::tenant as row;
use store::user::User as UserRow;
use store::{Actor, audit};

use super::affiliate::AffiliateViewer;
use super::api_key::ApiKey;
use super::audit::AccountEntry;
use super::connection::{List, PageArgs, forward, list};
use super::guard::{Requires, RequiresScopes};
use super::notice::MemberNotice;
use super::payload::payload;
use super::request::Request;
use super::scalar::{self, MemberRole};
use super::second_factor::SecondFactor;
use super::session::UserSession;
use super::terms_of_use::ViewerTermsOfUse;
use crate::auth;
use crate::auth::invitation::directory;
use crate::auth::second_factor;
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
    /// Web origins publishable keys may be used from, unless a key names its own; while there are none, no page may.
    async fn origins(&self) -> &[String] {
        &self.0.origins
    }
    /// Hosts links may lead to, as `shop.example`, or `*.shop.example` for what is under it; while there are none,
    /// the team's links may lead anywhere, and affiliates make none.
    async fn link_hosts(&self) -> &[String] {
        &self.0.link_hosts
    }
    /// Whether its members must have a second factor.
    async fn second_factor_required(&self) -> bool {
        self.0.second_factor_required
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
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
        let user = UserRow::find(&tx, id).await?;
        let UserRow { name, email, created_at, .. } = user;
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

    /// Whether the person's address is known to be theirs: until then they invite nobody and approve no payouts. Null for
    /// whoever is no person.
    async fn email_verified(&self, ctx: &Context<'_>) -> ApiResult<Option<bool>> {
        let request = Request::of(ctx)?;
        let Some(id) = request.caller.user else { return Ok(None) };
        let tx = directory(&request.app).await?;
        let user = UserRow::find(&tx, id).await?;
        tx.commit().await?;
        Ok(Some(user.email_verified_at.is_some()))
    }

    /// What the caller may do in that tenant now.
    async fn permissions(&self, ctx: &Context<'_>) -> ApiResult<Vec<scalar::Permission>> {
        let request = Request::of(ctx)?;
        let may = |permission: &&Permission| request.may(**permission);
        Ok(Permission::ALL.iter().filter(may).copied().map(Into::into).collect())
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
        let ids: Vec<_> = Membership::of_user(&tx, user).await?.into_iter().map(|m| m.tenant_id).collect();
        let mut tenants = row::Tenant::find_many(&tx, &ids).await?;
        tenants.sort_by_key(|tenant| ids.iter().position(|id| *id == tenant.id));
        Ok(tenants.into_iter().map(Tenant).collect())
    }

    /// The person's second factor.
    async fn second_factor(&self, ctx: &Context<'_>) -> ApiResult<Option<SecondFactor>> {
        let request = Request::of(ctx)?;
        let Some(user) = request.caller.user else { return Ok(None) };
        Ok(Some(auth::second_factor::standing(&request.app, user).await?.into()))
    }

    /// Whether the tenant of the access token wants a second factor and this session has proved none: until then it is
    /// no tenant to act in.
    async fn second_factor_missing(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(Request::of(ctx)?.caller.barred.is_some())
    }

    /// How the person stands with the terms of use.
    async fn terms_of_use(&self, ctx: &Context<'_>) -> ApiResult<Option<ViewerTermsOfUse>> {
        ViewerTermsOfUse::of(Request::of(ctx)?).await
    }

    /// What was done with the person's own account, the newest first.
    async fn account_log(&self, ctx: &Context<'_>, first: Option<i32>) -> ApiResult<Vec<AccountEntry>> {
        let request = Request::of(ctx)?;
        let rows = forward(first)?;
        let Some(user) = request.caller.user else { return Ok(Vec::new()) };
        let tx = directory(&request.app).await?;
        let entries = store::account_log::AccountEntry::of_user(&tx, user, rows).await?;
        tx.commit().await?;
        Ok(entries.into_iter().map(AccountEntry).collect())
    }

    /// The person's sign-ins that stand, the last used first; at most a hundred.
    async fn sessions(&self, ctx: &Context<'_>) -> ApiResult<Vec<UserSession>> {
        let request = Request::of(ctx)?;
        let Some(user) = request.caller.user else { return Ok(Vec::new()) };
        Ok(auth::listed(&request.app, user).await?.into_iter().map(UserSession).collect())
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
    #[graphql(guard = "Requires(Permission::TenantRead)", directive = RequiresScopes::apply(Permission::TenantRead))]
    async fn tenant(&self, ctx: &Context<'_>) -> ApiResult<Option<Tenant>> {
        Ok(Some(Tenant(row::Tenant::own(&*Request::of(ctx)?.read()?).await?)))
    }
}

/// Changes of the tenant's settings; what is left out stays.
#[derive(InputObject)]
pub struct TenantUpdateInput {
    pub name: Option<String>,
    /// Whether somebody other than its drafter must approve a payout run.
    pub second_approver: Option<bool>,
    /// Web origins publishable keys may be used from, as `https://shop.example`, unless a key names its own; while there are
    /// none, no page may.
    pub origins: Option<Vec<String>>,
    /// Hosts links may lead to, as `shop.example`, or `*.shop.example` for what is under it; while there are none, the team's
    /// links may lead anywhere, and affiliates make none. A link that leads elsewhere leads nowhere from then on.
    pub link_hosts: Option<Vec<String>>,
    /// Whether members must have a second factor. Whoever asks for it must have one, proved in their session.
    pub second_factor_required: Option<bool>,
}

payload! {
    /// The changed tenant.
    TenantUpdatePayload, TenantUpdateUserError, TenantUpdateErrorCode { tenant: Tenant }
    errors [NAME_INVALID, ORIGIN_INVALID, LINK_HOST_INVALID, SECOND_FACTOR_MISSING]
}

#[derive(Default)]
pub struct TenantMutation;

#[Object]
impl TenantMutation {
    /// Changes the tenant's settings.
    #[graphql(guard = "Requires(Permission::TenantWrite)", directive = RequiresScopes::apply(Permission::TenantWrite))]
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
            let change = row::TenantChange {
                name,
                second_approver: input.second_approver,
                origins: input.origins.map(|origins| read_origins(origins, "origins")).transpose()?,
                second_factor_required: input.second_factor_required,
                link_hosts: input.link_hosts.map(read_hosts).transpose()?,
            };
            let tenant = request.caller.tenant()?;
            request.forget();
            let tx = directory(&request.app).await?;
            if change.second_factor_required == Some(true) {
                second_factor::is_proved(&tx, request.caller.session).await?;
            }
            let standing = row::Tenant::lock(&tx, tenant.tenant()).await?;
            row::Tenant::change(&tx, tenant.tenant(), &change).await?;
            let tx = tx.enter(tenant).await?;
            let (before, after) = (json!(change.as_it_stands(&standing)), json!(change));
            audit::change(&tx, "tenantUpdate", tenant.tenant(), before, after, request.now()).await?;
            tx.commit().await?;
            request.app.drop_pages(tenant.tenant()).await;
            Ok(TenantUpdatePayload::done(Tenant(row::Tenant::own(&*request.read()?).await?)))
        })
        .await
    }
}

fn read_hosts(hosts: Vec<String>) -> ApiResult<Vec<String>> {
    let invalid = |why: String| ApiError::refused("LINK_HOST_INVALID", why).at("linkHosts");
    if hosts.len() > HOSTS_MAX {
        return Err(invalid(format!("at most {HOSTS_MAX} hosts")));
    }
    let read = |text: String| text.parse::<AllowedHost>().map(|host| host.to_string());
    let mut read: Vec<String> =
        hosts.into_iter().map(read).collect::<Result<_, _>>().map_err(|error| invalid(error.to_string()))?;
    read.sort_unstable();
    read.dedup();
    Ok(read)
}

/// Web origins of an input field, each in its one spelling. Errors: `ORIGIN_INVALID`.
pub fn read_origins(origins: Vec<String>, field: &str) -> ApiResult<Vec<String>> {
    let invalid = || {
        let text = format!("at most {ORIGINS_MAX} origins, each as https://shop.example");
        ApiError::refused("ORIGIN_INVALID", text).at(field)
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
