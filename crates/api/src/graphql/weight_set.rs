//! Published weights of channels: what data-driven models pay by.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use billing::weight_set::{Weighed, weigh};
use chrono::{DateTime, Utc};
use domain::attribution::{self, Channel, WEIGHT_SET_CHANNELS_MAX, WEIGHT_SET_WHOLE};
use domain::ids::{GroupId, WeightSetId};
use domain::permission::Permission;
use serde_json::json;
use store::group::Group;
use store::weight_set::{MadeFrom, WeightSetRow};
use store::{TenantScope, audit};

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::filter::period;
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::Request;
use super::scalar::{AttributionModel, Int64};
use crate::error::{ApiError, ApiResult};

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

/// What channels are to weigh: either by a period, or as a person says.
#[derive(InputObject)]
pub struct WeightSetPublishInput {
    /// MARKOV or SHAPLEY.
    pub model: AttributionModel,
    /// They are made from the paths of the conversions that happened then or later, and of the visitors who met somebody
    /// and did not convert.
    pub from: Option<DateTime<Utc>>,
    /// And before then.
    pub to: Option<DateTime<Utc>>,
    /// They are given by hand; 1 to 1000.
    pub weights: Option<Vec<ChannelWeightInput>>,
    /// What the weights come to, 10000 unless given.
    pub whole: Option<i32>,
}

/// What one channel is to weigh.
#[derive(InputObject)]
pub struct ChannelWeightInput {
    /// `ROLE/KIND`, or `ROLE/KIND/group`, as AFFILIATE/CODE.
    pub channel: String,
    /// Parts of `whole`, above zero.
    pub weight: i32,
}

/// Where weights come from.
enum Source {
    Period(DateTime<Utc>, DateTime<Utc>),
    Hand(Vec<(Channel, u32)>, u32),
}

impl WeightSetPublishInput {
    fn source(&self) -> ApiResult<Source> {
        let refused = |code, text: &str, field: &str| Err(ApiError::refused(code, text).at(field));
        let (from, to) = period(self.from, self.to)?;
        let Some(weights) = &self.weights else {
            let Some((from, to)) = from.zip(to) else {
                let text = "give from and to, or weights";
                return refused("INPUT_INVALID", text, "from");
            };
            if from >= to {
                let text = "the period ends before it begins";
                return refused("TIME_INVALID", text, "to");
            }
            return Ok(Source::Period(from, to));
        };
        if from.or(to).is_some() {
            let text = "give from and to, or weights, not both";
            return refused("INPUT_INVALID", text, "weights");
        }
        if weights.len() > WEIGHT_SET_CHANNELS_MAX {
            return Err(ApiError::from(attribution::WeightSetError::Count).at("weights"));
        }
        let read = |(at, given): (usize, &ChannelWeightInput)| {
            let channel = given.channel.parse().map_err(|error: attribution::ChannelError| {
                ApiError::refused("CHANNEL_INVALID", error.to_string()).at(format!("weights.{at}.channel"))
            })?;
            Ok((channel, u32::try_from(given.weight).unwrap_or(0)))
        };
        let weights = weights.iter().enumerate().map(read).collect::<ApiResult<Vec<_>>>()?;
        Ok(Source::Hand(weights, u32::try_from(self.whole.unwrap_or(10_000)).unwrap_or(0)))
    }
}

/// Refuses weights for a group that is none of the tenant's.
async fn groups_are_known(scope: &impl TenantScope, weights: &[(Channel, u32)]) -> ApiResult<()> {
    let mut named: Vec<GroupId> = weights.iter().filter_map(|(channel, _)| channel.group).collect();
    named.sort_unstable();
    named.dedup();
    let known = Group::find_many(scope, &named).await?;
    let unknown = |(channel, _): &(Channel, u32)| {
        channel.group.is_some_and(|group| known.iter().all(|known| known.id != group))
    };
    match weights.iter().position(unknown) {
        Some(at) => Err(ApiError::not_found("group").at(format!("weights.{at}.channel"))),
        None => Ok(()),
    }
}

payload! {
    /// The published weights.
    WeightSetPublishPayload, WeightSetPublishUserError, WeightSetPublishErrorCode { weight_set: WeightSet }
    errors [
        MODEL_HAS_NO_WEIGHTS, PERIOD_TOO_LARGE, NO_CONVERSIONS, WEIGHT_COUNT, WEIGHT_CHANNELS, WEIGHT_WHOLE,
        WEIGHTS_DO_NOT_SUM, CHANNEL_INVALID, TOO_MANY_CHANNELS, INPUT_INVALID, TIME_INVALID,
    ]
}

#[derive(Default)]
pub struct WeightSetMutation;

#[Object]
impl WeightSetMutation {
    /// Publishes weights of channels for MARKOV or SHAPLEY: made from a period's paths, at most 50,000 conversions and
    /// 500,000 touches, or given by hand. They never change, and pay nobody until a policy names them.
    #[graphql(guard = "Requires(Permission::PolicyWrite)", directive = RequiresScopes::apply(Permission::PolicyWrite))]
    async fn weight_set_publish(
        &self,
        ctx: &Context<'_>,
        input: WeightSetPublishInput,
    ) -> ApiResult<WeightSetPublishPayload> {
        let request = Request::of(ctx)?;
        WeightSetPublishPayload::of(async {
            let now = request.now();
            let model: attribution::Model = input.model.into();
            if !model.is_data_driven() {
                return Err(ApiError::from(attribution::WeightSetError::Model).at("model"));
            }
            let (set, made_from) = match input.source()? {
                Source::Period(from, to) => {
                    let Weighed { set, conversions, nulls } = weigh(&*request.read()?, model, (from, to)).await?;
                    (set, Some(MadeFrom { from, to, conversions, nulls }))
                }
                Source::Hand(weights, whole) => {
                    groups_are_known(&*request.read()?, &weights).await?;
                    let made = attribution::WeightSet::by_hand(store::new_id(), model, &weights, whole);
                    (made.map_err(|error| ApiError::from(error).at(error.field()))?, None)
                }
            };
            let tx = request.write().await?;
            let row = WeightSetRow::publish(&tx, &set, made_from, now).await?;
            let detail = json!({
                "model": row.model, "from": row.period_from, "to": row.period_to, "channels": set.weights().len(),
            });
            audit::write(&tx, "weightSetPublish", row.id, detail, now).await?;
            tx.commit().await?;
            Ok(WeightSetPublishPayload::done(WeightSet(row)))
        })
        .await
    }
}
