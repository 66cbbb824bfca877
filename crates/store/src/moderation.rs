//! Moderation: what a tenant wants of it, what the rules found of each moment, who looks at it, and what was decided.

mod arrival;
mod decision;
mod hits;
mod queue;
mod report;
mod revision;

pub use arrival::{Arrived, judge_again, judge_arrivals, open_cases};
pub use decision::{Because, Decision, decide};
pub use hits::{RuleHits, Tally, hits};
pub use queue::{QueueFilter, claim_next, queue};
pub use report::ReportRow;
pub use revision::Revision;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId, UserId};
use domain::moderation::{Claim, Finding, ModerationSettings, ValidModerationSettings};
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
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = moderation_cases, treat_none_as_null = true)]
pub struct Case {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// How sure the rules are that it is fit to show, per mille.
    pub confidence: i32,
    /// What they found.
    pub findings: Value,
    /// The rules that found something.
    pub rules: Vec<String>,
    /// Version of the settings they read it by; 0 for the standard ones.
    pub settings_version: i32,
    /// When.
    pub judged_at: DateTime<Utc>,
    /// Of its body, by which the same text is known again.
    pub fingerprint: Option<Vec<u8>>,
    /// Who looks at it.
    pub claimed_by: Option<UserId>,
    /// Until when.
    pub claimed_until: Option<DateTime<Utc>>,
    /// When a person last decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Of its words, stars and media: 1 as it came in.
    pub revision: i32,
}

impl Case {
    /// Who has it in their hands, or had it last.
    pub fn claim(&self) -> Option<Claim> {
        Some(Claim { by: self.claimed_by?, until: self.claimed_until? })
    }

    /// Gives it to somebody, or back.
    pub fn set_claim(&mut self, claim: Option<Claim>) {
        self.claimed_by = claim.map(|claim| claim.by);
        self.claimed_until = claim.map(|claim| claim.until);
    }

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

    /// The same, locked in the order of their moments. Moments that came in before there was moderation have none.
    pub async fn lock_many(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<Vec<Case>> {
        Ok(moderation_cases::table
            .filter(moderation_cases::tenant_id.eq(tx.tenant()))
            .filter(moderation_cases::moment_id.eq_any(moments))
            .order(moderation_cases::moment_id)
            .select(Case::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Writes it, whether it stood or not.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(moderation_cases::table)
            .values(self)
            .on_conflict((moderation_cases::tenant_id, moderation_cases::moment_id))
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// Takes away what is kept of the words of moments that are erased: what they said before, what people and readers said of them,
/// and by what their texts are known again.
pub async fn forget_words(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
    Revision::blank(tx, moments).await?;
    ReportRow::blank(tx, moments).await?;
    Decision::blank(tx, moments).await?;
    diesel::update(moderation_cases::table)
        .filter(moderation_cases::tenant_id.eq(tx.tenant()))
        .filter(moderation_cases::moment_id.eq_any(moments))
        .set(moderation_cases::fingerprint.eq(None::<Vec<u8>>))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}
