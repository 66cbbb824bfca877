//! Tracked short links.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::enrollment::Usable as State;
use domain::ids::{EnrollmentId, LinkId, MomentId};
use domain::permission::Permission;
use rand::RngExt;
use serde_json::json;
use store::children::affiliate_sees_moment;
use store::enrollment as row;
use store::tenant::Tenant;
use store::touch::LinkDay;
use store::{StoreError, audit};

use super::batch::{Edge, by_id};
use super::connection::{List, PageArgs, keyed, list};
use super::enrollment::{Enrollment, EnrollmentById, earning};
use super::guard::{Requires, RequiresScopes};
use super::moment::{Moment, MomentById};
use super::payload::payload;
use super::product::web_address;
use super::request::{Request, id, maybe_id};
use super::scalar::{Int64, Usable};
use crate::error::{ApiError, ApiResult};
use crate::http::leads_where_it_may;

/// Characters of a slug nobody has chosen.
const SLUG_CHARS: usize = 8;
/// How often another slug is tried when one is taken.
const SLUG_TRIES: usize = 5;
const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A tracked short link of an enrollment.
pub struct Link(pub row::Link);
keyed!(Link);

/// Clicks of a link by verdict. Rejected ones are counted too.
#[derive(SimpleObject)]
pub struct LinkClicks {
    /// They count.
    pub valid: Int64,
    /// Repeats.
    pub duplicate: Int64,
    /// No persons.
    pub bot: Int64,
}

#[Object]
impl Link {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// Its word in `/r/{slug}`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }
    /// The short address.
    async fn url(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let base = Request::of(ctx)?.app.config.public_url.as_str();
        Ok(format!("{}/r/{}", base.trim_end_matches('/'), self.0.slug))
    }
    /// Where it leads.
    async fn destination(&self) -> &str {
        &self.0.destination
    }
    async fn state(&self) -> Usable {
        self.0.state.into()
    }
    async fn enrollment_id(&self) -> ID {
        self.0.enrollment_id.into()
    }
    /// Whose it is. Null for the affiliate, who sees it under `viewer`.
    async fn enrollment(&self, ctx: &Context<'_>) -> ApiResult<Option<Enrollment>> {
        let request = Request::of(ctx)?;
        if !request.may(Permission::EnrollmentRead) {
            return Ok(None);
        }
        Ok(request.load::<EnrollmentById>(self.0.enrollment_id).await?.map(Enrollment))
    }
    async fn moment_id(&self) -> Option<ID> {
        self.0.moment_id.map(Into::into)
    }
    /// The moment it belongs to, whose creator is then on the path too. Null for the affiliate.
    async fn moment(&self, ctx: &Context<'_>) -> ApiResult<Option<Moment>> {
        let request = Request::of(ctx)?;
        match self.0.moment_id {
            Some(id) if request.may(Permission::MomentRead) => {
                Ok(request.load::<MomentById>(id).await?.map(Moment::from))
            }
            _ => Ok(None),
        }
    }
    /// Its clicks on all days. Null for who may not read touches, unless the link is their own.
    async fn clicks(&self, ctx: &Context<'_>) -> ApiResult<Option<LinkClicks>> {
        let request = Request::of(ctx)?;
        let here = request.caller.tenant.as_ref().is_some_and(|tenant| tenant.tenant() == self.0.tenant_id);
        let mine = request.caller.affiliate.as_ref().is_some_and(|a| a.affiliate() == self.0.affiliate_id);
        let sums = if here && request.may(Permission::TouchRead) {
            request.load::<ClicksOfLink>(self.0.id).await?
        } else if mine {
            request.load::<ClicksOfOwnLink>(self.0.id).await?
        } else {
            return Ok(None);
        };
        let [valid, duplicate, bot] = sums.unwrap_or_default();
        Ok(Some(LinkClicks { valid: Int64(valid), duplicate: Int64(duplicate), bot: Int64(bot) }))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// A link by id.
    LinkById: LinkId => row::Link
);

/// Clicks of links: valid, duplicate, bot.
pub struct ClicksOfLink;

impl Edge for ClicksOfLink {
    type Key = LinkId;
    type Value = [i64; 3];

    async fn load(request: &Request, keys: Vec<LinkId>) -> ApiResult<HashMap<LinkId, [i64; 3]>> {
        let mut sums: HashMap<LinkId, [i64; 3]> = HashMap::new();
        for day in LinkDay::totals(&*request.read()?, &keys).await? {
            let sum = sums.entry(day.link_id).or_default();
            sum[0] += day.valid;
            sum[1] += day.duplicate;
            sum[2] += day.bot;
        }
        Ok(sums)
    }
}

/// The same of an affiliate's own links.
struct ClicksOfOwnLink;

impl Edge for ClicksOfOwnLink {
    type Key = LinkId;
    type Value = [i64; 3];

    async fn load(request: &Request, keys: Vec<LinkId>) -> ApiResult<HashMap<LinkId, [i64; 3]>> {
        let tx = request.own().await?;
        Ok(LinkDay::own_totals(&tx, &keys).await?.into_iter().collect())
    }
}

#[derive(Default)]
pub struct LinkQuery;

#[Object]
impl LinkQuery {
    /// Links, newest first.
    #[graphql(guard = "Requires(Permission::EnrollmentRead)", directive = RequiresScopes::apply(Permission::EnrollmentRead))]
    async fn links(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        enrollment_id: Option<ID>,
    ) -> ApiResult<List<Link>> {
        let page = PageArgs { first, after, last, before }.read()?;
        let enrollment: Option<EnrollmentId> = maybe_id(enrollment_id.as_ref(), "enrollmentId")?;
        let scope = Request::of(ctx)?.read()?;
        let slice = match enrollment {
            Some(enrollment) => row::Link::of_enrollment(&*scope, enrollment, page).await?,
            None => row::Link::page(&*scope, page).await?,
        };
        Ok(list(slice, Link))
    }
}

/// A new link.
#[derive(InputObject)]
pub struct LinkCreateInput {
    pub enrollment_id: ID,
    /// http or https, at most 2,000 characters, without credentials.
    pub destination: String,
    /// 4 to 64 of `A-Z`, `a-z`, `0-9`, `_` and `-`; eight of them by chance unless given.
    pub slug: Option<String>,
    /// The moment it belongs to.
    pub moment_id: Option<ID>,
}

payload! {
    /// The new link.
    LinkCreatePayload, LinkCreateUserError, LinkCreateErrorCode { link: Link }
    errors [DESTINATION_INVALID, DESTINATION_NOT_ALLOWED, SLUG_INVALID, SLUG_TAKEN, ENROLLMENT_NOT_ACTIVE]
}

#[derive(Default)]
pub struct LinkMutation;

/// What a link is made of.
struct New {
    enrollment: EnrollmentId,
    destination: String,
    slug: Option<String>,
    moment: Option<MomentId>,
}

impl LinkCreateInput {
    fn read(self) -> ApiResult<New> {
        let destination = web_address(&self.destination).ok_or_else(|| {
            let text = "an http or https address of at most 2000 characters, without credentials";
            ApiError::refused("DESTINATION_INVALID", text).at("destination")
        })?;
        let of_slug = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        if self
            .slug
            .as_ref()
            .is_some_and(|slug| !(4..=64).contains(&slug.len()) || !slug.bytes().all(of_slug))
        {
            let text = "a slug has 4 to 64 characters A-Z, a-z, 0-9, _ and -";
            return Err(ApiError::refused("SLUG_INVALID", text).at("slug"));
        }
        Ok(New {
            enrollment: id(&self.enrollment_id, "enrollmentId")?,
            destination,
            slug: self.slug,
            moment: maybe_id(self.moment_id.as_ref(), "momentId")?,
        })
    }
}

#[Object]
impl LinkMutation {
    /// Makes a link for an active enrollment: by the brand, or by the affiliate whose enrollment it is.
    async fn link_create(&self, ctx: &Context<'_>, input: LinkCreateInput) -> ApiResult<LinkCreatePayload> {
        let request = Request::of(ctx)?;
        let brand = request.may(Permission::LinkWrite);
        if !brand && request.caller.affiliate.is_none() {
            request.caller.may(Permission::LinkWrite)?;
        }
        if brand {
            request.works(Permission::LinkWrite).await?;
        }
        LinkCreatePayload::of(async {
            let new = input.read()?;
            let tries = if new.slug.is_some() { 1 } else { SLUG_TRIES };
            for _ in 0..tries {
                let slug = new.slug.clone().unwrap_or_else(random_slug);
                let made = match by_brand(request, &new, &slug, brand).await {
                    Err(error) if error.code == "NOT_FOUND" && request.caller.affiliate.is_some() => {
                        by_affiliate(request, &new, &slug).await
                    }
                    other => other,
                };
                match made {
                    Err(error) if error.code == "SLUG_TAKEN" => {}
                    other => return Ok(LinkCreatePayload::done(Link(other?))),
                }
            }
            Err(slug_taken())
        })
        .await
    }
}

fn slug_taken() -> ApiError {
    ApiError::refused("SLUG_TAKEN", "this slug is taken; choose another").at("slug")
}

fn random_slug() -> String {
    let mut random = rand::rng();
    (0..SLUG_CHARS).map(|_| char::from(BASE62[random.random_range(0..BASE62.len())])).collect()
}

fn of_link(error: StoreError) -> ApiError {
    match error {
        StoreError::Conflict("slug" | "link") => slug_taken(),
        other => other.into(),
    }
}

fn row_of(enrollment: &row::Enrollment, new: &New, slug: &str, now: DateTime<Utc>) -> ApiResult<row::Link> {
    Ok(row::Link {
        tenant_id: enrollment.tenant_id,
        id: store::new_id(),
        enrollment_id: enrollment.id,
        affiliate_id: earning(enrollment)?,
        moment_id: new.moment,
        slug: slug.to_owned(),
        destination: new.destination.clone(),
        state: State::Active,
        created_at: now,
    })
}

/// Errors: `DESTINATION_NOT_ALLOWED` for a host the tenant does not name.
fn allowed(tenant: &Tenant, link: &row::Link) -> ApiResult<()> {
    if leads_where_it_may(&link.destination, &tenant.link_hosts) {
        return Ok(());
    }
    let text =
        format!("links of this brand lead to hosts it has named alone: {}", tenant.link_hosts.join(", "));
    Err(ApiError::refused("DESTINATION_NOT_ALLOWED", text).at("destination"))
}

/// The same of an affiliate's own link: where the brand has named no host, its team alone says where links lead.
fn allowed_own(tenant: &Tenant, link: &row::Link) -> ApiResult<()> {
    if tenant.link_hosts.is_empty() {
        let text = "the brand has not named the hosts yet that its affiliates' links may lead to";
        return Err(ApiError::refused("DESTINATION_NOT_ALLOWED", text).at("destination"));
    }
    allowed(tenant, link)
}

/// What the audit log keeps of a link.
fn told(link: &row::Link) -> serde_json::Value {
    let row::Link { slug, destination, enrollment_id, .. } = link;
    json!({ "slug": slug, "destination": destination, "enrollment": enrollment_id })
}

async fn by_brand(request: &Request, new: &New, slug: &str, brand: bool) -> ApiResult<row::Link> {
    if !brand {
        return Err(ApiError::not_found("enrollment").at("enrollmentId"));
    }
    let now = request.now();
    let tx = request.write().await?;
    let enrollment = row::Enrollment::lock(&tx, new.enrollment).await;
    let link =
        row_of(&enrollment.map_err(|error| ApiError::from(error).at("enrollmentId"))?, new, slug, now)?;
    if let Some(moment) = new.moment {
        let found = store::moment::Moment::find(&tx, moment).await;
        found.map_err(|_| ApiError::refused("NOT_FOUND", "no such moment").at("momentId"))?;
    }
    allowed(&Tenant::own(&tx).await?, &link)?;
    link.create(&tx).await.map_err(of_link)?;
    audit::write(&tx, "linkCreate", link.id, told(&link), now).await?;
    tx.commit().await?;
    Ok(link)
}

async fn by_affiliate(request: &Request, new: &New, slug: &str) -> ApiResult<row::Link> {
    let now = request.now();
    let tx = request.write_own().await?;
    let enrollment = row::Enrollment::lock_own(&tx, new.enrollment).await;
    let link =
        row_of(&enrollment.map_err(|error| ApiError::from(error).at("enrollmentId"))?, new, slug, now)?;
    if let Some(moment) = new.moment
        && !affiliate_sees_moment(&tx, link.tenant_id, moment).await?
    {
        return Err(ApiError::not_found("moment").at("momentId"));
    }
    let tenant = Tenant::of_affiliate(&tx).await?.into_iter().find(|tenant| tenant.id == link.tenant_id);
    allowed_own(&tenant.ok_or_else(|| ApiError::not_found("tenant"))?, &link)?;
    link.create_own(&tx).await.map_err(of_link)?;
    audit::write_own(&tx, link.tenant_id, "linkCreate", link.id, told(&link), now).await?;
    tx.commit().await?;
    Ok(link)
}
