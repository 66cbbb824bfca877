//! What a feed shows, in immutable, numbered versions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::feed::{FeedContent, FeedOrder, FeedRule, NewFeedRule, Pins};
use domain::ids::{FeedId, MomentId, TenantId};
use serde_json::Value;

use super::Feed;
use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice};
use crate::schema::feed_versions;
use crate::scope::{TenantScope, TenantTx};

/// One version of what a feed shows.
#[derive(
    Debug, Clone, PartialEq, Queryable, Selectable, Insertable, serde::Serialize, serde::Deserialize,
)]
#[diesel(table_name = feed_versions)]
pub struct FeedVersion {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The feed.
    pub feed_id: FeedId,
    /// From 1.
    pub number: i32,
    /// Its rule as JSON; none for a curated feed.
    pub rule: Option<Value>,
    /// What comes first.
    pub pins: Vec<MomentId>,
    /// The order of the rest.
    pub ordered_by: FeedOrder,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom, as the audit log names them; empty where nobody kept it.
    pub made_by: String,
}

impl FeedVersion {
    /// What a feed shows from now on.
    pub fn of(
        tx: &TenantTx,
        feed: FeedId,
        number: i32,
        content: &FeedContent,
        now: DateTime<Utc>,
    ) -> StoreResult<FeedVersion> {
        let rule = content.rule.as_ref().map(serde_json::to_value).transpose();
        Ok(FeedVersion {
            tenant_id: tx.tenant(),
            feed_id: feed,
            number,
            rule: rule.map_err(|_| StoreError::Corrupt("feed"))?,
            pins: content.pins.as_slice().to_vec(),
            ordered_by: content.order,
            made_at: now,
            made_by: tx.ctx().actor().label(),
        })
    }

    /// The first version of a feed that was made before there were any.
    pub fn from_before(feed: &Feed) -> StoreResult<FeedVersion> {
        let products = feed.product_id.into_iter().collect();
        let kinds = feed.moment_kind.into_iter().collect();
        let rule = FeedRule::try_from(NewFeedRule { products, kinds, ..NewFeedRule::default() });
        let rule = rule.ok().and_then(|rule| serde_json::to_value(rule).ok());
        Ok(FeedVersion {
            tenant_id: feed.tenant_id,
            feed_id: feed.id,
            number: 1,
            rule: Some(rule.ok_or(StoreError::Corrupt("feed"))?),
            pins: Vec::new(),
            ordered_by: FeedOrder::Ranked,
            made_at: feed.created_at,
            made_by: String::new(),
        })
    }

    /// What it says.
    pub fn content(&self) -> StoreResult<FeedContent> {
        let corrupt = || StoreError::Corrupt("feed");
        let rule = self.rule.clone().map(serde_json::from_value).transpose().map_err(|_| corrupt())?;
        let pins = Pins::try_from(self.pins.clone()).map_err(|_| corrupt())?;
        Ok(FeedContent { rule, pins, order: self.ordered_by })
    }

    /// Adds the row. Errors: `Conflict` when there is one of this number.
    pub async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(feed_versions::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("feed"))?;
        Ok(())
    }

    /// The version of this number. Errors: `NotFound`.
    pub async fn find(scope: &impl TenantScope, feed: &Feed, number: i32) -> StoreResult<FeedVersion> {
        let found = FeedVersion::find_many(scope, &[(feed.id, number)]).await?.pop();
        match found {
            Some(version) => Ok(version),
            None if number == 1 => FeedVersion::from_before(feed),
            None => Err(StoreError::NotFound("version of the feed")),
        }
    }

    /// Versions of feeds by their numbers, in no order; those without a row are left out.
    pub async fn find_many(
        scope: &impl TenantScope,
        keys: &[(FeedId, i32)],
    ) -> StoreResult<Vec<FeedVersion>> {
        let mut conn = scope.conn().await?;
        let feeds: Vec<FeedId> = keys.iter().map(|(feed, _)| *feed).collect();
        let numbers: Vec<i32> = keys.iter().map(|(_, number)| *number).collect();
        let rows: Vec<FeedVersion> = feed_versions::table
            .filter(feed_versions::tenant_id.eq(scope.tenant()))
            .filter(feed_versions::feed_id.eq_any(feeds))
            .filter(feed_versions::number.eq_any(numbers))
            .select(FeedVersion::as_select())
            .load(&mut conn)
            .await?;
        Ok(rows.into_iter().filter(|row| keys.contains(&(row.feed_id, row.number))).collect())
    }

    /// One page of a feed's versions, the newest first. `after` and `before` of the page are not asked: `below` is the
    /// number of the last one shown.
    pub async fn of_feed(
        scope: &impl TenantScope,
        feed: &Feed,
        below: Option<i32>,
        limit: i64,
    ) -> StoreResult<Slice<FeedVersion>> {
        let mut conn = scope.conn().await?;
        let mut rows: Vec<FeedVersion> = feed_versions::table
            .filter(feed_versions::tenant_id.eq(scope.tenant()))
            .filter(feed_versions::feed_id.eq(feed.id))
            .filter(feed_versions::number.lt(below.unwrap_or(i32::MAX)))
            .order(feed_versions::number.desc())
            .limit(limit + 1)
            .select(FeedVersion::as_select())
            .load(&mut conn)
            .await?;
        let reached = rows.last().map_or(below.unwrap_or(i32::MAX), |row| row.number);
        if reached > 1 && i64::try_from(rows.len()).is_ok_and(|rows| rows <= limit) {
            rows.push(FeedVersion::from_before(feed)?);
        }
        let mut slice = Slice::cut(rows, Page::first(limit));
        slice.has_previous = below.is_some();
        Ok(slice)
    }
}
