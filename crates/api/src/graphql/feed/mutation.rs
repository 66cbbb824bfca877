//! What makes feeds and changes what they show.

use async_graphql::{Context, ID, InputObject, Object};
use domain::feed::{FeedContent, FeedOrder as Order, NewFeed, NewFeedRule, feed_name};
use domain::ids::{FeedId, ProductId};
use domain::permission::Permission;
use serde_json::json;
use store::feed as row;
use store::{TenantScope, audit};

use super::Feed;
use super::rule::{FeedRuleInput, all_known, asked_for, fault, pins};
use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::payload::payload;
use crate::graphql::request::{Request, id, maybe_id};
use crate::graphql::scalar::{FeedOrder, MomentKind};

/// A new feed.
#[derive(InputObject)]
pub struct FeedCreateInput {
    /// Its word in addresses: 1 to 63 of `a-z`, `0-9` and `-`.
    pub handle: String,
    pub name: String,
    /// Short for a rule of this product; not beside `rule`.
    pub product_id: Option<ID>,
    /// Short for a rule of this kind; not beside `rule`.
    pub moment_kind: Option<MomentKind>,
    /// What it shows by itself; every moment unless said.
    pub rule: Option<FeedRuleInput>,
    /// Of its pins alone; not beside `rule`.
    pub curated: Option<bool>,
    /// RANKED unless given.
    pub order: Option<FeedOrder>,
    /// What comes first, in this order. At most 50.
    #[graphql(default)]
    pub pin_ids: Vec<ID>,
}

/// What is to change of a feed. What is left out stays.
#[derive(InputObject)]
pub struct FeedUpdateInput {
    pub feed_id: ID,
    /// The version this was decided on, as `Feed.version` says it: one that has changed since stays as it is
    /// (`VERSION_CONFLICT`, with the feed as it stands now).
    pub version: i32,
    pub name: Option<String>,
    /// What it shows by itself: the whole rule.
    pub rule: Option<FeedRuleInput>,
    /// Of its pins alone from now on, or no longer; not beside `rule`.
    pub curated: Option<bool>,
    pub order: Option<FeedOrder>,
    /// What comes first: all of them.
    pub pin_ids: Option<Vec<ID>>,
}

payload! {
    /// The new feed.
    FeedCreatePayload, FeedCreateUserError, FeedCreateErrorCode { feed: Feed } errors [
        HANDLE_INVALID, NAME_INVALID, RULE_TWICE, TOO_MANY, HASHTAG_INVALID, LANGUAGE_INVALID, STARS_INVALID, PIN_TWICE,
    ]
}
payload! {
    /// The feed as it stands.
    FeedUpdatePayload, FeedUpdateUserError, FeedUpdateErrorCode { feed: Feed } errors [
        VERSION_CONFLICT, NAME_INVALID, RULE_TWICE, TOO_MANY, HASHTAG_INVALID, LANGUAGE_INVALID, STARS_INVALID, PIN_TWICE,
    ]
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
            let new = NewFeed { handle: input.handle, name: input.name }.validate()?;
            let product: Option<ProductId> = maybe_id(input.product_id.as_ref(), "productId")?;
            let kind = input.moment_kind.map(Into::into);
            let is_short = product.is_some() || kind.is_some();
            if is_short && (input.rule.is_some() || input.curated == Some(true)) {
                let text = "productId and momentKind are short for a rule; not beside another, or none";
                return Err(ApiError::refused("RULE_TWICE", text).at("rule"));
            }
            let short = NewFeedRule {
                products: product.into_iter().collect(),
                kinds: kind.into_iter().collect(),
                ..NewFeedRule::default()
            };
            let content = FeedContent {
                rule: asked_for(input.rule, input.curated, Some(short.try_into().map_err(fault)?))?,
                pins: pins(input.pin_ids)?,
                order: input.order.map_or(Order::Ranked, Into::into),
            };
            let tx = request.write().await?;
            if let Some(product) = product {
                let known = store::product::Product::find(&tx, product).await;
                known.map_err(|error| ApiError::from(error).at("productId"))?;
            }
            let feed = row::Feed {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                handle: new.handle,
                name: new.name,
                product_id: None,
                moment_kind: None,
                created_at: now,
                version: 1,
            };
            let version = row::FeedVersion::of(&tx, feed.id, 1, &content, now)?;
            all_known(&tx, &version).await?;
            feed.insert(&tx).await?;
            version.insert(&tx).await?;
            let mut told = standing(&feed, &version);
            told["handle"] = json!(feed.handle);
            audit::write(&tx, "feedCreate", feed.id, told, now).await?;
            request.commit_shown(tx).await?;
            Ok(FeedCreatePayload::done(Feed { row: feed, shows: Some(version) }))
        })
        .await
    }

    /// Changes what a feed is called or shows, by a new version of it. Whoever reads it page by page stays in the version they
    /// began with. What stands already makes no version.
    #[graphql(guard = "Requires(Permission::FeedWrite)", directive = RequiresScopes::apply(Permission::FeedWrite))]
    async fn feed_update(&self, ctx: &Context<'_>, input: FeedUpdateInput) -> ApiResult<FeedUpdatePayload> {
        let request = Request::of(ctx)?;
        FeedUpdatePayload::of(async {
            let now = request.now();
            let feed: FeedId = id(&input.feed_id, "feedId")?;
            let name = input.name.as_deref().map(feed_name).transpose()?;
            let tx = request.write().await?;
            let mut feed = row::Feed::lock(&tx, feed).await?;
            let stood = row::FeedVersion::find(&tx, &feed, feed.version).await?;
            let before = stood.content()?;
            let content = FeedContent {
                rule: asked_for(input.rule, input.curated, before.rule.clone())?,
                pins: input.pin_ids.map_or_else(|| Ok(before.pins.clone()), pins)?,
                order: input.order.map_or(before.order, Into::into),
            };
            let name = name.unwrap_or_else(|| feed.name.clone());
            if content == before && name == feed.name {
                return Ok(FeedUpdatePayload::done(Feed { row: feed, shows: Some(stood) }));
            }
            if input.version != feed.version {
                let error = ApiError::refused("VERSION_CONFLICT", "it has changed since this version");
                let stands = Feed { row: feed, shows: Some(stood) };
                return Ok(FeedUpdatePayload::refused(error.at("version"), Some(stands)));
            }
            let was = standing(&feed, &stood);
            let version = row::FeedVersion::of(&tx, feed.id, feed.version + 1, &content, now)?;
            all_known(&tx, &version).await?;
            feed.show(&tx, name, &version).await?;
            audit::change(&tx, "feedUpdate", feed.id, was, standing(&feed, &version), now).await?;
            request.commit_shown(tx).await?;
            Ok(FeedUpdatePayload::done(Feed { row: feed, shows: Some(version) }))
        })
        .await
    }
}

/// What the audit log keeps of a feed.
fn standing(feed: &row::Feed, version: &row::FeedVersion) -> serde_json::Value {
    json!({
        "name": feed.name, "version": version.number, "rule": version.rule, "order": version.ordered_by,
        "pins": version.pins,
    })
}
