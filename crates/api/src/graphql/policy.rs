//! The tenant's attribution policy.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::attribution::{Bounds, Policy as Rules};
use domain::permission::Permission;
use serde_json::json;
use store::policy::PolicyRow;
use store::weight_set::WeightSetRow;
use store::{TenantScope, audit};

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, maybe_id};
use super::scalar::AttributionModel;
use super::weight_set::{WeightSet, WeightSetById};
use crate::error::{ApiError, ApiResult};

/// An immutable, numbered version of the tenant's attribution policy. The newest counts.
pub struct Policy(pub PolicyRow);
keyed!(Policy);

#[Object]
impl Policy {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// 1, 2, 3 …
    async fn version(&self) -> i32 {
        self.0.version
    }
    /// How credit is shared.
    async fn model(&self) -> AttributionModel {
        self.0.model.into()
    }
    /// How many days old a click or code may be.
    async fn click_window_days(&self) -> i32 {
        self.0.click_window_days
    }
    /// How many days old a view may be; at 0 no view counts.
    async fn view_window_days(&self) -> i32 {
        self.0.view_window_days
    }
    /// For TIME_DECAY.
    async fn half_life_hours(&self) -> i32 {
        self.0.half_life_hours
    }
    /// What affiliates on the path hold together at least, in basis points.
    async fn affiliate_floor_bps(&self) -> i32 {
        self.0.affiliate_floor_bps
    }
    /// At most.
    async fn affiliate_ceiling_bps(&self) -> i32 {
        self.0.affiliate_ceiling_bps
    }
    /// What creators on the path hold together at least, where affiliates are on it too.
    async fn creator_floor_bps(&self) -> i32 {
        self.0.creator_floor_bps
    }
    /// At most.
    async fn creator_ceiling_bps(&self) -> i32 {
        self.0.creator_ceiling_bps
    }
    /// What the payee of the last affiliate's touch holds at least, where others are credited too.
    async fn closer_floor_bps(&self) -> i32 {
        self.0.closer_floor_bps
    }
    /// At most.
    async fn closer_ceiling_bps(&self) -> i32 {
        self.0.closer_ceiling_bps
    }
    /// Set aside for the first touch.
    async fn first_touch_bonus_bps(&self) -> i32 {
        self.0.first_touch_bonus_bps
    }
    /// Set aside for the touches between the first and the last, alike.
    async fn assist_bonus_bps(&self) -> i32 {
        self.0.assist_bonus_bps
    }
    /// What becomes of late codes and extensions after somebody's content; null: they count like any other touch.
    async fn stand_down(&self) -> Option<StandDown> {
        let (minutes, keeps_bps) = self.0.stand_down_minutes.zip(self.0.stand_down_keeps_bps)?;
        Some(StandDown { minutes, keeps_bps })
    }
    /// What MARKOV and SHAPLEY pay by.
    async fn weight_set(&self, ctx: &Context<'_>) -> ApiResult<Option<WeightSet>> {
        let Some(id) = self.0.weight_set_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<WeightSetById>(id).await?.map(WeightSet))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// What becomes of late codes and extensions.
#[derive(SimpleObject)]
pub struct StandDown {
    /// Within so many minutes of the conversion they are late.
    minutes: i32,
    /// What they keep of their weight; at 0 they do not count.
    keeps_bps: i32,
}

by_id!(
    /// A version of the policy by id.
    PolicyById: domain::ids::PolicyId => PolicyRow
);

#[derive(Default)]
pub struct PolicyQuery;

#[Object]
impl PolicyQuery {
    /// Every version of the attribution policy, newest first.
    #[graphql(guard = "Requires(Permission::ProgramRead)", directive = RequiresScopes::apply(Permission::ProgramRead))]
    async fn policies(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Policy>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(PolicyRow::page(&*Request::of(ctx)?.read()?, page).await?, Policy))
    }

    /// The version in force.
    #[graphql(guard = "Requires(Permission::ProgramRead)", directive = RequiresScopes::apply(Permission::ProgramRead))]
    async fn policy(&self, ctx: &Context<'_>) -> ApiResult<Policy> {
        Ok(Policy(PolicyRow::current(&*Request::of(ctx)?.read()?).await?))
    }
}

/// The next version of the policy; what is left out stays as it is now, but for the weight set.
#[derive(InputObject)]
pub struct PolicyCreateInput {
    pub model: AttributionModel,
    /// 1 to 365.
    pub click_window_days: Option<i32>,
    /// 0 to 90.
    pub view_window_days: Option<i32>,
    /// 1 to 8760.
    pub half_life_hours: Option<i32>,
    /// 0 to 10000.
    pub affiliate_floor_bps: Option<i32>,
    /// 0 to 10000.
    pub affiliate_ceiling_bps: Option<i32>,
    /// 0 to 10000.
    pub creator_floor_bps: Option<i32>,
    /// 0 to 10000.
    pub creator_ceiling_bps: Option<i32>,
    /// 0 to 10000.
    pub closer_floor_bps: Option<i32>,
    /// 0 to 10000.
    pub closer_ceiling_bps: Option<i32>,
    /// 0 to 10000, with the assists' at most 10000.
    pub first_touch_bonus_bps: Option<i32>,
    /// 0 to 10000.
    pub assist_bonus_bps: Option<i32>,
    /// `null` takes it away.
    pub stand_down: MaybeUndefined<StandDownInput>,
    /// For MARKOV and SHAPLEY: what they pay by. No other model takes one.
    pub weight_set_id: Option<ID>,
}

/// What becomes of late codes and extensions.
#[derive(InputObject)]
pub struct StandDownInput {
    /// 1 to 43200.
    pub minutes: i32,
    /// 0 to 9999.
    pub keeps_bps: i32,
}

impl PolicyCreateInput {
    /// The policy after `current`, sound in itself. Errors: any `PolicyError`, at its fields; `NOT_FOUND` for the set.
    pub async fn read(self, scope: &impl TenantScope, current: &Rules) -> ApiResult<Rules> {
        let weight_set = match maybe_id(self.weight_set_id.as_ref(), "weightSetId")? {
            Some(id) => {
                let row = WeightSetRow::find(scope, id).await;
                Some(row.map_err(|error| ApiError::from(error).at("weightSetId"))?.read()?)
            }
            None => None,
        };
        let bounds = |floor: Option<i32>, ceiling: Option<i32>, now: Bounds| Bounds {
            floor_bps: floor.unwrap_or(now.floor_bps),
            ceiling_bps: ceiling.unwrap_or(now.ceiling_bps),
        };
        let stand_down = match self.stand_down {
            MaybeUndefined::Undefined => current.stand_down,
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(StandDownInput { minutes, keeps_bps }) => {
                Some(domain::attribution::StandDown { minutes, keeps_bps })
            }
        };
        let rules = Rules {
            id: store::new_id(),
            version: current.version + 1,
            model: self.model.into(),
            click_window_days: self.click_window_days.unwrap_or(current.click_window_days),
            view_window_days: self.view_window_days.unwrap_or(current.view_window_days),
            half_life_hours: self.half_life_hours.unwrap_or(current.half_life_hours),
            affiliates: bounds(self.affiliate_floor_bps, self.affiliate_ceiling_bps, current.affiliates),
            creators: bounds(self.creator_floor_bps, self.creator_ceiling_bps, current.creators),
            closer: bounds(self.closer_floor_bps, self.closer_ceiling_bps, current.closer),
            first_touch_bonus_bps: self.first_touch_bonus_bps.unwrap_or(current.first_touch_bonus_bps),
            assist_bonus_bps: self.assist_bonus_bps.unwrap_or(current.assist_bonus_bps),
            stand_down,
            weight_set,
        };
        rules.validate().map_err(|error| {
            let fields = error.fields().to_vec();
            ApiError::from(error).at_all(&fields)
        })?;
        Ok(rules)
    }
}

payload! {
    /// The version now in force.
    PolicyCreatePayload, PolicyCreateUserError, PolicyCreateErrorCode { policy: Policy }
    errors [
        CLICK_WINDOW_OUT_OF_RANGE, VIEW_WINDOW_OUT_OF_RANGE, HALF_LIFE_OUT_OF_RANGE, BOUNDS_OUT_OF_RANGE,
        BOUNDS_CONTRADICT, BONUSES_OUT_OF_RANGE, STAND_DOWN_OUT_OF_RANGE, WEIGHT_SET_MISMATCH,
    ]
}

#[derive(Default)]
pub struct PolicyMutation;

#[Object]
impl PolicyMutation {
    /// Makes the next version of the attribution policy. It counts for conversions recorded from now on.
    #[graphql(guard = "Requires(Permission::PolicyWrite)", directive = RequiresScopes::apply(Permission::PolicyWrite))]
    async fn policy_create(
        &self,
        ctx: &Context<'_>,
        input: PolicyCreateInput,
    ) -> ApiResult<PolicyCreatePayload> {
        let request = Request::of(ctx)?;
        PolicyCreatePayload::of(async {
            let now = request.now();
            let tx = request.write().await?;
            let current = PolicyRow::current(&tx).await?;
            let current = current.read(&tx).await?;
            let rules = input.read(&tx, &current).await?;
            let policy = PolicyRow::of(tx.tenant(), &rules, now);
            policy.insert(&tx).await?;
            let detail = json!({ "version": policy.version, "model": policy.model });
            audit::write(&tx, "policyCreate", policy.id, detail, now).await?;
            tx.commit().await?;
            Ok(PolicyCreatePayload::done(Policy(policy)))
        })
        .await
    }
}
