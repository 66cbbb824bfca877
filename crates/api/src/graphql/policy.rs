//! The tenant's attribution policy.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::attribution::Policy as Rules;
use domain::permission::Permission;
use serde_json::json;
use store::program::PolicyRow;
use store::{TenantScope, audit};

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::Request;
use super::scalar::AttributionModel;
use crate::error::ApiResult;

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
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
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

/// The next version of the policy; what is left out stays as it is now.
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
}

payload! {
    /// The version now in force.
    PolicyCreatePayload, PolicyCreateUserError, PolicyCreateErrorCode { policy: Policy }
    errors [
        CLICK_WINDOW_OUT_OF_RANGE, VIEW_WINDOW_OUT_OF_RANGE, HALF_LIFE_OUT_OF_RANGE, AFFILIATE_FLOOR_OUT_OF_RANGE,
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
            let rules = Rules {
                id: store::new_id(),
                version: current.version + 1,
                model: input.model.into(),
                click_window_days: input.click_window_days.unwrap_or(current.click_window_days),
                view_window_days: input.view_window_days.unwrap_or(current.view_window_days),
                half_life_hours: input.half_life_hours.unwrap_or(current.half_life_hours),
                affiliate_floor_bps: input.affiliate_floor_bps.unwrap_or(current.affiliate_floor_bps),
            };
            rules.validate()?;
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
