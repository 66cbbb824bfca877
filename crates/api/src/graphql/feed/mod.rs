//! Feeds: ordered pages of what the public may see, kept in Redis between changes.

mod mutation;
mod page;
mod rule;
mod version;

pub use mutation::FeedMutation;
pub use page::{Parts, RIGHTS_SECONDS_MAX};

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::feed::NewFeed;
use domain::feed::walk::{Cursor, Place, Walk};
use domain::ids::TypedId;
use domain::permission::Permission;
use store::StoreError;
use store::cache::PAGE_SECONDS_MAX;
use store::feed as row;

use self::page::KeptPage;
use self::rule::{FeedRuleInput, asked_for, pins};
use self::version::{FeedVersion, VersionOfFeed};
use super::batch::by_id;
use super::connection::{
    Keyed, List, PageArgs, bad_cursor, cursored, decode_number, decode_walk, encode_number, forward, list,
};
use super::guard::{Requires, RequiresScopes};
use super::moment::Moment;
use super::product::{Product, ProductById};
use super::request::Request;
use super::scalar::{FeedOrder, MomentKind};
use crate::error::{ApiError, ApiResult};

/// A named, ordered selection of publishable moments.
pub struct Feed {
    /// The row.
    pub row: row::Feed,
    /// What it shows now, where that came with it.
    shows: Option<row::FeedVersion>,
}

impl From<row::Feed> for Feed {
    fn from(row: row::Feed) -> Feed {
        Feed { row, shows: None }
    }
}

impl Keyed for Feed {
    fn uuid(&self) -> uuid::Uuid {
        self.row.id.uuid()
    }
}

#[Object]
impl Feed {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    /// Its word in addresses.
    async fn handle(&self) -> &str {
        &self.row.handle
    }
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// The product it shows moments of, where its rule names one alone.
    async fn product(&self, ctx: &Context<'_>) -> ApiResult<Option<Product>> {
        let request = Request::of(ctx)?;
        let content = self.shows(request).await?.content()?;
        let Some([product]) = content.rule.as_ref().map(|rule| rule.products()) else { return Ok(None) };
        Ok(request.load::<ProductById>(*product).await?.map(Product))
    }
    /// The kind of moment it shows, where its rule names one alone.
    async fn moment_kind(&self, ctx: &Context<'_>) -> ApiResult<Option<MomentKind>> {
        let content = self.shows(Request::of(ctx)?).await?.content()?;
        let Some([kind]) = content.rule.as_ref().map(|rule| rule.kinds()) else { return Ok(None) };
        Ok(Some((*kind).into()))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// The number of the version it shows, from 1: raised at every change.
    async fn version(&self) -> i32 {
        self.row.version
    }
    /// What it shows now.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn content(&self, ctx: &Context<'_>) -> ApiResult<FeedVersion> {
        Ok(FeedVersion(self.shows(Request::of(ctx)?).await?))
    }
    /// What it has shown, newest first. `first` is 1 to 100.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn versions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<FeedVersion>> {
        let limit = forward(first)?;
        let below = after.as_deref().map(decode_number).transpose()?;
        let slice = row::FeedVersion::of_feed(&*Request::of(ctx)?.read()?, &self.row, below, limit).await?;
        Ok(cursored(slice.map(FeedVersion), |version| encode_number(version.0.number)))
    }

    /// What the public may see, pins first. `first` is 1 to 100.
    ///
    /// Whoever goes on behind a cursor stays in the version of the feed they began with, and is shown no moment a second time
    /// while scores move.
    async fn moments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<Moment>> {
        let request = Request::of(ctx)?;
        let limit = forward(first)?;
        let cursor = after.as_deref().map(decode_walk).transpose()?;
        let version = cursor.map_or(self.row.version, |cursor| cursor.walk.version);
        let place = cursor.map(|cursor| cursor.to_string()).unwrap_or_default();
        let parts = Parts::of(ctx);
        let id = format!("{}:{version}:{limit}:{}:{place}", self.row.id.uuid(), parts.word());
        let (kept, free) = request.app.cache.get::<KeptPage>(self.row.tenant_id, "feed-page", &id).await;
        let page = match kept {
            Some(page) => page,
            None => {
                let now = request.now();
                let content = self.shown_in(request, version).await?.content()?;
                let begun = Cursor { walk: Walk { version, started_at: now }, place: Place::Pins(0) };
                let cursor = cursor.unwrap_or(begun);
                if matches!(cursor.place, Place::Below(key) if key.sort.order() != content.order) {
                    return Err(bad_cursor());
                }
                let page = KeptPage::read(request, &content, cursor, parts, now, limit).await?;
                if let Some(free) = free {
                    request.app.cache.put(&free, &page, page.seconds(now)).await;
                }
                page
            }
        };
        Ok(page.show(parts, after.is_some()))
    }
}

impl Feed {
    /// What it shows now.
    async fn shows(&self, request: &Request) -> ApiResult<row::FeedVersion> {
        if let Some(version) = &self.shows {
            return Ok(version.clone());
        }
        match request.load::<VersionOfFeed>((self.row.id, self.row.version)).await? {
            Some(version) => Ok(version),
            None if self.row.version == 1 => Ok(row::FeedVersion::from_before(&self.row)?),
            None => Err(ApiError::internal(&"a feed without its version")),
        }
    }

    /// What it shows in this version, which a cursor says. Errors: `INVALID_CURSOR`.
    async fn shown_in(&self, request: &Request, version: i32) -> ApiResult<row::FeedVersion> {
        if version == self.row.version {
            return self.shows(request).await;
        }
        match row::FeedVersion::find(&*request.read()?, &self.row, version).await {
            Err(StoreError::NotFound(_)) => Err(bad_cursor()),
            other => Ok(other?),
        }
    }
}

by_id!(
    /// A feed by id.
    FeedById: domain::ids::FeedId => row::Feed
);

#[derive(Default)]
pub struct FeedQuery;

#[Object]
impl FeedQuery {
    /// The tenant's feeds, newest first.
    #[graphql(guard = "Requires(Permission::FeedRead)", directive = RequiresScopes::apply(Permission::FeedRead))]
    async fn feeds(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Feed>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Feed::page(&*Request::of(ctx)?.read()?, page).await?, Feed::from))
    }

    /// The feed of this handle.
    #[graphql(guard = "Requires(Permission::FeedRead)", directive = RequiresScopes::apply(Permission::FeedRead))]
    async fn feed(&self, ctx: &Context<'_>, handle: String) -> ApiResult<Option<Feed>> {
        let request = Request::of(ctx)?;
        let known = NewFeed { handle: handle.clone(), name: "-".to_owned() };
        if known.validate().is_err() {
            return Ok(None);
        }
        let tenant = request.caller.tenant()?.tenant();
        let (kept, free) =
            request.app.cache.get::<(row::Feed, row::FeedVersion)>(tenant, "feed-of", &handle).await;
        let found = match kept {
            Some(found) => found,
            None => match row::Feed::by_handle(&*request.read()?, &handle).await {
                Ok(found) => {
                    if let Some(free) = free {
                        request.app.cache.put(&free, &found, PAGE_SECONDS_MAX).await;
                    }
                    found
                }
                Err(StoreError::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error.into()),
            },
        };
        Ok(Some(Feed { row: found.0, shows: Some(found.1) }))
    }

    /// What a feed would show, for whoever makes one: nothing is kept. `first` is 1 to 100.
    #[graphql(guard = "Requires(Permission::FeedWrite)", directive = RequiresScopes::apply(Permission::FeedWrite))]
    async fn feed_preview(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        #[graphql(desc = "Every moment, unless given.")] rule: Option<FeedRuleInput>,
        #[graphql(desc = "Of its pins alone.")] curated: Option<bool>,
        #[graphql(desc = "RANKED unless given.")] order: Option<FeedOrder>,
        #[graphql(desc = "What comes first.")] pin_ids: Option<Vec<ID>>,
    ) -> ApiResult<List<Moment>> {
        let request = Request::of(ctx)?;
        let limit = forward(first)?;
        let content = domain::feed::FeedContent {
            rule: asked_for(rule, curated, Some(Default::default()))?,
            pins: pins(pin_ids.unwrap_or_default())?,
            order: order.map_or(domain::feed::FeedOrder::Ranked, Into::into),
        };
        let now = request.now();
        let begun = Cursor { walk: Walk { version: 0, started_at: now }, place: Place::Pins(0) };
        let parts = Parts::of(ctx);
        Ok(KeptPage::read(request, &content, begun, parts, now, limit).await?.show(parts, false))
    }
}
