//! Published weights of channels: what data-driven models pay by.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::attribution::WEIGHT_SET_WHOLE;
use domain::ids::WeightSetId;
use domain::permission::Permission;
use store::weight_set::WeightSetRow;

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::request::Request;
use super::scalar::{AttributionModel, Int64};
use crate::error::ApiResult;

/// Weights of channels, immutable.
pub struct WeightSet(pub WeightSetRow);
keyed!(WeightSet);

/// What one channel weighs.
#[derive(SimpleObject)]
pub struct ChannelWeight {
    /// `ROLE/KIND`, or `ROLE/KIND/group`.
    channel: String,
    /// Parts of `whole`.
    weight: i32,
    /// What all of them come to.
    whole: i32,
}

#[Object]
impl WeightSet {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// MARKOV or SHAPLEY.
    async fn model(&self) -> AttributionModel {
        self.0.model.into()
    }
    /// The beginning of the period it was made from; null where its weights were given by hand.
    async fn from(&self) -> Option<DateTime<Utc>> {
        self.0.period_from
    }
    async fn to(&self) -> Option<DateTime<Utc>> {
        self.0.period_to
    }
    /// How many conversions it was made from.
    async fn conversions(&self) -> Int64 {
        Int64(self.0.conversions)
    }
    /// How many visitors met somebody and did not convert.
    async fn nulls(&self) -> Int64 {
        Int64(self.0.nulls)
    }
    /// In order of channel.
    async fn weights(&self) -> ApiResult<Vec<ChannelWeight>> {
        let set = self.0.read()?;
        let narrow = |weight: u32| i32::try_from(weight).unwrap_or(i32::MAX);
        let weight = |(channel, weight): &(domain::attribution::Channel, u32)| ChannelWeight {
            channel: channel.to_string(),
            weight: narrow(*weight),
            whole: narrow(WEIGHT_SET_WHOLE),
        };
        Ok(set.weights().iter().map(weight).collect())
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// A weight set by id.
    WeightSetById: WeightSetId => WeightSetRow
);

#[derive(Default)]
pub struct WeightSetQuery;

#[Object]
impl WeightSetQuery {
    /// The weight sets that were published, newest first.
    #[graphql(guard = "Requires(Permission::ProgramRead)", directive = RequiresScopes::apply(Permission::ProgramRead))]
    async fn weight_sets(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<WeightSet>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(WeightSetRow::page(&*Request::of(ctx)?.read()?, page).await?, WeightSet))
    }
}
