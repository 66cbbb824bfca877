//! Versions of the tenant's attribution policy. Append-only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::{Bounds, Model, Policy, StandDown, WeightSet};
use domain::ids::{PolicyId, TenantId, WeightSetId};

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::policies;
use crate::scope::TenantScope;
use crate::weight_set::WeightSetRow;

/// A version of the tenant's attribution policy as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = policies)]
pub struct PolicyRow {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: PolicyId,
    /// 1, 2, 3 …; the newest counts.
    pub version: i32,
    /// How credit is shared.
    pub model: Model,
    /// How old a click may be.
    pub click_window_days: i32,
    /// How old a view may be.
    pub view_window_days: i32,
    /// For time decay.
    pub half_life_hours: i32,
    /// What affiliates on the path hold together, at least.
    pub affiliate_floor_bps: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// What they hold together, at most.
    pub affiliate_ceiling_bps: i32,
    /// What creators on the path hold together, at least.
    pub creator_floor_bps: i32,
    /// At most.
    pub creator_ceiling_bps: i32,
    /// What the closer holds, at least.
    pub closer_floor_bps: i32,
    /// At most.
    pub closer_ceiling_bps: i32,
    /// Set aside for the first touch.
    pub first_touch_bonus_bps: i32,
    /// Set aside for the touches between the first and the last.
    pub assist_bonus_bps: i32,
    /// Within how many minutes of a sale a code or an extension is late.
    pub stand_down_minutes: Option<i32>,
    /// What it keeps then.
    pub stand_down_keeps_bps: Option<i32>,
    /// What a data-driven model pays by.
    pub weight_set_id: Option<WeightSetId>,
}

tenant_reads!(PolicyRow, policies, PolicyId, "policy");

impl PolicyRow {
    /// A version of this policy.
    pub fn of(tenant: TenantId, policy: &Policy, now: DateTime<Utc>) -> PolicyRow {
        PolicyRow {
            tenant_id: tenant,
            id: policy.id,
            version: policy.version,
            model: policy.model,
            click_window_days: policy.click_window_days,
            view_window_days: policy.view_window_days,
            half_life_hours: policy.half_life_hours,
            affiliate_floor_bps: policy.affiliates.floor_bps,
            created_at: now,
            affiliate_ceiling_bps: policy.affiliates.ceiling_bps,
            creator_floor_bps: policy.creators.floor_bps,
            creator_ceiling_bps: policy.creators.ceiling_bps,
            closer_floor_bps: policy.closer.floor_bps,
            closer_ceiling_bps: policy.closer.ceiling_bps,
            first_touch_bonus_bps: policy.first_touch_bonus_bps,
            assist_bonus_bps: policy.assist_bonus_bps,
            stand_down_minutes: policy.stand_down.map(|rule| rule.minutes),
            stand_down_keeps_bps: policy.stand_down.map(|rule| rule.keeps_bps),
            weight_set_id: policy.weight_set.as_ref().map(|set| set.id),
        }
    }

    /// The newest version as `domain` knows it: what decides from now on. Errors: `Corrupt`.
    pub async fn in_force(scope: &impl TenantScope) -> StoreResult<Policy> {
        PolicyRow::current(scope).await?.read(scope).await
    }

    /// The policy as `domain` knows it, with the weights it pays by. Errors: `Corrupt`.
    pub async fn read(&self, scope: &impl TenantScope) -> StoreResult<Policy> {
        let weight_set = match self.weight_set_id {
            Some(id) => Some(WeightSetRow::find(scope, id).await?.read()?),
            None => None,
        };
        Ok(self.with(weight_set))
    }

    fn with(&self, weight_set: Option<WeightSet>) -> Policy {
        let bounds = |floor_bps, ceiling_bps| Bounds { floor_bps, ceiling_bps };
        let stand_down = self.stand_down_minutes.zip(self.stand_down_keeps_bps);
        Policy {
            id: self.id,
            version: self.version,
            model: self.model,
            click_window_days: self.click_window_days,
            view_window_days: self.view_window_days,
            half_life_hours: self.half_life_hours,
            affiliates: bounds(self.affiliate_floor_bps, self.affiliate_ceiling_bps),
            creators: bounds(self.creator_floor_bps, self.creator_ceiling_bps),
            closer: bounds(self.closer_floor_bps, self.closer_ceiling_bps),
            first_touch_bonus_bps: self.first_touch_bonus_bps,
            assist_bonus_bps: self.assist_bonus_bps,
            stand_down: stand_down.map(|(minutes, keeps_bps)| StandDown { minutes, keeps_bps }),
            weight_set,
        }
    }

    /// Every version as `domain` knows it, by id, with the weights they pay by. Errors: `Corrupt`.
    pub async fn all(scope: &impl TenantScope) -> StoreResult<HashMap<PolicyId, Policy>> {
        let mut conn = scope.conn().await?;
        let rows: Vec<PolicyRow> = policies::table
            .filter(policies::tenant_id.eq(scope.tenant()))
            .select(PolicyRow::as_select())
            .load(&mut conn)
            .await?;
        let sets: Vec<WeightSetId> = rows.iter().filter_map(|row| row.weight_set_id).collect();
        let sets = if sets.is_empty() { Vec::new() } else { WeightSetRow::find_many(scope, &sets).await? };
        let sets: HashMap<WeightSetId, WeightSet> =
            sets.iter().map(|set| Ok((set.id, set.read()?))).collect::<StoreResult<_>>()?;
        let policy = |row: &PolicyRow| {
            let weight_set = match row.weight_set_id {
                Some(id) => Some(sets.get(&id).cloned().ok_or(StoreError::NotFound("weight set"))?),
                None => None,
            };
            Ok((row.id, row.with(weight_set)))
        };
        rows.iter().map(policy).collect()
    }

    /// The newest version. Sign-up made the first.
    pub async fn current(scope: &impl TenantScope) -> StoreResult<PolicyRow> {
        let mut conn = scope.conn().await?;
        policies::table
            .filter(policies::tenant_id.eq(scope.tenant()))
            .order(policies::version.desc())
            .select(PolicyRow::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("policy"))
    }
}
