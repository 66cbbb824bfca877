//! What a feed shows, in its versions.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use domain::ids::FeedId;
use store::feed as row;

use super::rule::FeedRule;
use crate::error::ApiResult;
use crate::graphql::batch::Edge;
use crate::graphql::moment::{Moment, MomentById};
use crate::graphql::request::Request;
use crate::graphql::scalar::FeedOrder;

/// One version of what a feed shows. It is never edited.
pub struct FeedVersion(pub row::FeedVersion);

#[Object]
impl FeedVersion {
    /// From 1.
    async fn number(&self) -> i32 {
        self.0.number
    }
    /// What it shows by itself; null for a curated feed, which is of its pins alone.
    async fn rule(&self) -> ApiResult<Option<FeedRule>> {
        Ok(self.0.content()?.rule.map(FeedRule))
    }
    async fn order(&self) -> FeedOrder {
        self.0.ordered_by.into()
    }
    async fn pin_ids(&self) -> Vec<ID> {
        self.0.pins.iter().map(|moment| (*moment).into()).collect()
    }
    /// What comes first, whether the public may see it now or not.
    async fn pins(&self, ctx: &Context<'_>) -> ApiResult<Vec<Moment>> {
        let request = Request::of(ctx)?;
        let pins = self.0.pins.iter().map(|moment| request.load::<MomentById>(*moment));
        let pins = futures::future::try_join_all(pins).await?;
        Ok(pins.into_iter().flatten().map(Moment::from).collect())
    }
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }
    /// By whom, as the audit log names them; null for one from before that was kept.
    async fn made_by(&self) -> Option<&str> {
        (!self.0.made_by.is_empty()).then_some(&*self.0.made_by)
    }
}

/// Versions of feeds by their numbers.
pub(super) struct VersionOfFeed;

impl Edge for VersionOfFeed {
    type Key = (FeedId, i32);
    type Value = row::FeedVersion;

    async fn load(
        request: &Request,
        keys: Vec<(FeedId, i32)>,
    ) -> ApiResult<HashMap<(FeedId, i32), row::FeedVersion>> {
        let rows = row::FeedVersion::find_many(&*request.read()?, &keys).await?;
        Ok(rows.into_iter().map(|row| ((row.feed_id, row.number), row)).collect())
    }
}
