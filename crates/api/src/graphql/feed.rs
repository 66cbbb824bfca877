//! Feeds: ranked pages of what the public may see, kept in Redis between changes.

use std::sync::Arc;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::feed::NewFeed;
use domain::ids::ProductId;
use domain::moment::Rights;
use domain::permission::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::cache::PAGE_SECONDS_MAX;
use store::feed as row;
use store::moment::{FeedPlace, Moment as MomentRow};
use store::{StoreError, TenantScope, audit};

use super::batch::Edge as _;
use super::batch::by_id;
use super::connection::{Cursor, List, PageArgs, decode_place, encode_place, forward, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::moment::{Beside, Moment, ProductsOfMoment};
use super::payload::payload;
use super::product::{Product, ProductById};
use super::request::{Request, maybe_id};
use super::scalar::MomentKind;
use crate::error::{ApiError, ApiResult};

/// Longest a page is kept that shows moments by granted rights, in seconds.
const RIGHTS_SECONDS_MAX: u64 = 5;

/// A named, ranked selection of publishable moments.
pub struct Feed(pub row::Feed);
keyed!(Feed);

/// A page as it is kept: everything an answer may need.
#[derive(Serialize, Deserialize)]
struct KeptPage {
    moments: Vec<KeptMoment>,
    has_next: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptMoment {
    cursor: String,
    moment: MomentRow,
    creator: Option<store::creator::Creator>,
    products: Vec<store::product::Product>,
}

#[Object]
impl Feed {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// Its word in addresses.
    async fn handle(&self) -> &str {
        &self.0.handle
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Only moments of this product.
    async fn product(&self, ctx: &Context<'_>) -> ApiResult<Option<Product>> {
        let Some(id) = self.0.product_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<ProductById>(id).await?.map(Product))
    }
    /// Only moments of this kind.
    async fn moment_kind(&self) -> Option<MomentKind> {
        self.0.moment_kind.map(Into::into)
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// What the public may see, best first. `first` is 1 to 100.
    async fn moments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<Moment>> {
        let request = Request::of(ctx)?;
        let limit = forward(first)?;
        let after = after.as_deref().map(decode_place).transpose()?;
        let place = after.map(encode_place).unwrap_or_default();
        let id = format!("{}:{limit}:{place}", self.0.handle);
        let (kept, free) = request.app.cache.get::<KeptPage>(self.0.tenant_id, "feed", &id).await;
        let page = match kept {
            Some(page) => page,
            None => {
                let now = request.now();
                let page = self.read(request, now, after, limit).await?;
                if let Some(free) = free {
                    request.app.cache.put(&free, &page, page.seconds(now)).await;
                }
                page
            }
        };
        Ok(page.show(after.is_some()))
    }
}

impl Feed {
    /// A page from Postgres, in four statements at any size.
    async fn read(
        &self,
        request: &Request,
        now: DateTime<Utc>,
        after: Option<FeedPlace>,
        limit: i64,
    ) -> ApiResult<KeptPage> {
        let scope = request.read()?;
        let (product, kind) = (self.0.product_id, self.0.moment_kind);
        let slice = MomentRow::publishable(&*scope, now, product, kind, after, limit).await?;
        let ids: Vec<_> = slice.rows.iter().map(|moment| moment.id).collect();
        let mut authors: Vec<_> = slice.rows.iter().filter_map(|moment| moment.creator_id).collect();
        authors.sort_unstable();
        authors.dedup();
        let (products, creators) = tokio::join!(
            ProductsOfMoment::load(request, ids),
            store::creator::Creator::find_many(&*scope, &authors)
        );
        let (mut products, creators) = (products?, creators?);
        let kept = |moment: MomentRow| KeptMoment {
            cursor: encode_place(FeedPlace { rank: moment.rank, id: moment.id }),
            creator: creators.iter().find(|creator| Some(creator.id) == moment.creator_id).cloned(),
            products: products.remove(&moment.id).unwrap_or_default(),
            moment,
        };
        let has_next = slice.has_next;
        Ok(KeptPage { moments: slice.rows.into_iter().map(kept).collect(), has_next })
    }
}

impl KeptPage {
    /// How long it may be kept: no longer than its first grant lasts, and seconds where rights may be taken back.
    fn seconds(&self, now: DateTime<Utc>) -> u64 {
        let granted =
            || self.moments.iter().map(|kept| &kept.moment).filter(|moment| moment.rights == Rights::Granted);
        let most = if granted().next().is_some() { RIGHTS_SECONDS_MAX } else { PAGE_SECONDS_MAX };
        let first_end = granted().filter_map(|moment| moment.rights_ends_at).min();
        let left = first_end.map_or(most, |end| u64::try_from((end - now).num_seconds()).unwrap_or(0));
        most.min(left)
    }

    fn show(self, has_previous: bool) -> List<Moment> {
        let mut connection = Connection::new(has_previous, self.has_next);
        connection.edges = self
            .moments
            .into_iter()
            .map(|kept| {
                let beside = Beside { creator: kept.creator, products: kept.products };
                Edge::new(Cursor(kept.cursor), Moment { row: kept.moment, beside: Some(Arc::new(beside)) })
            })
            .collect();
        connection
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
        Ok(list(row::Feed::page(&*Request::of(ctx)?.read()?, page).await?, Feed))
    }

    /// The feed of this handle.
    #[graphql(guard = "Requires(Permission::FeedRead)", directive = RequiresScopes::apply(Permission::FeedRead))]
    async fn feed(&self, ctx: &Context<'_>, handle: String) -> ApiResult<Option<Feed>> {
        let request = Request::of(ctx)?;
        let known = NewFeed { handle: handle.clone(), name: "-".to_owned(), moment_kind: None };
        if known.validate().is_err() {
            return Ok(None);
        }
        let tenant = request.caller.tenant()?.tenant();
        let (kept, free) = request.app.cache.get::<row::Feed>(tenant, "feed-of", &handle).await;
        if let Some(feed) = kept {
            return Ok(Some(Feed(feed)));
        }
        match row::Feed::by_handle(&*request.read()?, &handle).await {
            Ok(feed) => {
                if let Some(free) = free {
                    request.app.cache.put(&free, &feed, PAGE_SECONDS_MAX).await;
                }
                Ok(Some(Feed(feed)))
            }
            Err(StoreError::NotFound(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A new feed.
#[derive(InputObject)]
pub struct FeedCreateInput {
    /// Its word in addresses: 1 to 63 of `a-z`, `0-9` and `-`.
    pub handle: String,
    pub name: String,
    /// Only moments of this product.
    pub product_id: Option<ID>,
    /// Only moments of this kind.
    pub moment_kind: Option<MomentKind>,
}

payload! {
    /// The new feed.
    FeedCreatePayload, FeedCreateUserError, FeedCreateErrorCode { feed: Feed } errors [HANDLE_INVALID, NAME_INVALID]
}

#[derive(Default)]
pub struct FeedMutation;

#[Object]
impl FeedMutation {
    /// Makes a feed.
    #[graphql(guard = "Requires(Permission::FeedWrite)", directive = RequiresScopes::apply(Permission::FeedWrite))]
    async fn feed_create(&self, ctx: &Context<'_>, input: FeedCreateInput) -> ApiResult<FeedCreatePayload> {
        let request = Request::of(ctx)?;
        FeedCreatePayload::of(async {
            let now = request.now();
            let product_id: Option<ProductId> = maybe_id(input.product_id.as_ref(), "productId")?;
            let moment_kind = input.moment_kind.map(Into::into);
            let new = NewFeed { handle: input.handle, name: input.name, moment_kind }.validate()?;
            let tx = request.write().await?;
            if let Some(product) = product_id {
                let known = store::product::Product::find(&tx, product).await;
                known.map_err(|error| ApiError::from(error).at("productId"))?;
            }
            let feed = row::Feed {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                handle: new.handle,
                name: new.name,
                product_id,
                moment_kind: new.moment_kind,
                created_at: now,
            };
            feed.insert(&tx).await?;
            audit::write(&tx, "feedCreate", feed.id, json!({ "handle": feed.handle }), now).await?;
            request.commit_shown(tx).await?;
            Ok(FeedCreatePayload::done(Feed(feed)))
        })
        .await
    }
}
