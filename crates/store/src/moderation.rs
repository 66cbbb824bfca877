//! Moderation: what a tenant wants of it, what the rules found of each moment, and what was decided.

mod arrival;
mod decision;

pub use arrival::{Arrived, judge_arrivals, open_cases};
pub use decision::{Decision, decide};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId};
use domain::moderation::{Finding, ModerationSettings, ValidModerationSettings};
use serde_json::Value;

use crate::error::{StoreError, StoreResult};
use crate::schema::{moderation_cases, moderation_settings};
use crate::scope::{TenantScope, TenantTx};

/// What a tenant has moderation do, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Them.
    pub settings: ValidModerationSettings,
    /// Raised at every change; 0 for the standard ones.
    pub version: i32,
    /// When they were last changed; none while they are the standard ones.
    pub updated_at: Option<DateTime<Utc>>,
}

/// The tenant's settings; the standard ones where they were never changed.
pub async fn settings(scope: &impl TenantScope) -> StoreResult<Settings> {
    let mut conn = scope.conn().await?;
    let kept: Option<(Value, i32, DateTime<Utc>)> = moderation_settings::table
        .filter(moderation_settings::tenant_id.eq(scope.tenant()))
        .select((
            moderation_settings::settings,
            moderation_settings::version,
            moderation_settings::updated_at,
        ))
        .first(&mut conn)
        .await
        .optional()?;
    let corrupt = || StoreError::Corrupt("moderation settings");
    let (settings, version, updated_at) = match kept {
        None => (ModerationSettings::standard(), 0, None),
        Some((kept, version, at)) => {
            (serde_json::from_value(kept).map_err(|_| corrupt())?, version, Some(at))
        }
    };
    Ok(Settings { settings: settings.validate().map_err(|_| corrupt())?, version, updated_at })
}

/// Puts settings in the place of what stood. They count for what is judged from now on.
pub async fn set_settings(
    tx: &TenantTx,
    before: &Settings,
    settings: ValidModerationSettings,
    now: DateTime<Utc>,
) -> StoreResult<Settings> {
    let version = before.version + 1;
    let kept = serde_json::to_value(settings.clone().into_inner());
    let kept = kept.map_err(|_| StoreError::Corrupt("moderation settings"))?;
    let values = (
        moderation_settings::version.eq(version),
        moderation_settings::settings.eq(&kept),
        moderation_settings::updated_at.eq(now),
    );
    let upsert = diesel::insert_into(moderation_settings::table)
        .values((moderation_settings::tenant_id.eq(tx.tenant()), values))
        .on_conflict(moderation_settings::tenant_id)
        .do_update()
        .set(values);
    let seen = moderation_settings::version.eq(before.version);
    let written = diesel::query_dsl::methods::FilterDsl::filter(upsert, seen).execute(&mut tx.db()?).await?;
    if written == 1 {
        Ok(Settings { settings, version, updated_at: Some(now) })
    } else {
        Err(StoreError::Conflict("moderation settings"))
    }
}

/// What moderation knows of a moment.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moderation_cases)]
pub struct Case {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// How sure the rules are that it is fit to show, per mille.
    pub confidence: i32,
    /// What they found.
    pub findings: Value,
    /// Version of the settings they read it by; 0 for the standard ones.
    pub settings_version: i32,
    /// When.
    pub judged_at: DateTime<Utc>,
    /// Of its body, by which the same text is known again.
    pub fingerprint: Option<Vec<u8>>,
    /// When a person last decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl Case {
    /// What the rules found.
    pub fn found(&self) -> StoreResult<Vec<Finding>> {
        serde_json::from_value(self.findings.clone()).map_err(|_| StoreError::Corrupt("findings"))
    }

    /// Those of these moments, in no order.
    pub async fn of_moments(scope: &impl TenantScope, moments: &[MomentId]) -> StoreResult<Vec<Case>> {
        let mut conn = scope.conn().await?;
        Ok(moderation_cases::table
            .filter(moderation_cases::tenant_id.eq(scope.tenant()))
            .filter(moderation_cases::moment_id.eq_any(moments))
            .select(Case::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Notes that a person has decided about a moment, whose row is locked. Answers what the rules had thought of it; none for one that
    /// came in before there was moderation.
    async fn note_decided(tx: &TenantTx, moment: MomentId, now: DateTime<Utc>) -> StoreResult<Option<Case>> {
        Ok(diesel::update(moderation_cases::table)
            .filter(moderation_cases::tenant_id.eq(tx.tenant()))
            .filter(moderation_cases::moment_id.eq(moment))
            .set(moderation_cases::decided_at.eq(now))
            .returning(Case::as_returning())
            .get_result(&mut tx.db()?)
            .await
            .optional()?)
    }
}
