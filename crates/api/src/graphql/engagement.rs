//! What people do with moments: counts of a moment, sums over time, and how long single events are kept.

use std::collections::HashMap;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, TimeDelta, Utc};
use domain::engagement::Retention;
use domain::ids::MomentId;
use domain::permission::Permission;
use serde_json::json;
use store::engagement::{self as row, Counts, Span, Step};
use store::{TenantScope, audit};

use super::batch::Edge;
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::{Request, maybe_id};
use super::scalar::Int64;
use crate::error::{ApiError, ApiResult, Kind};

/// Longest span by hours, in days.
const HOURS_DAYS_MAX: i64 = 31;
/// Longest span by days, in days.
const DAYS_MAX: i64 = 400;

/// How often each was done: once for each visitor, moment, kind and UTC day. Of who does not consent to be followed, a visitor is
/// somebody for a day.
#[derive(SimpleObject)]
pub struct Engagement {
    /// It was seen.
    pub views: Int64,
    pub likes: Int64,
    pub comments: Int64,
    pub saves: Int64,
    pub shares: Int64,
    /// Somebody went to its product.
    pub product_clicks: Int64,
}

impl From<Counts> for Engagement {
    fn from(counts: Counts) -> Engagement {
        Engagement {
            views: Int64(counts.views),
            likes: Int64(counts.likes),
            comments: Int64(counts.comments),
            saves: Int64(counts.saves),
            shares: Int64(counts.shares),
            product_clicks: Int64(counts.product_clicks),
        }
    }
}

/// What was done with a moment since it came in.
pub struct EngagementOfMoment;

impl Edge for EngagementOfMoment {
    type Key = MomentId;
    type Value = Counts;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, Counts>> {
        Ok(Counts::of_moments(&*request.read()?, &keys).await?.into_iter().collect())
    }
}

/// What engagement is summed by.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Step")]
pub enum EngagementStep {
    /// UTC hours; 31 days at most.
    Hour,
    /// UTC days; 400 days at most.
    Day,
}

/// The engagement of an hour or a day.
#[derive(SimpleObject)]
pub struct EngagementSum {
    /// Its beginning.
    pub at: DateTime<Utc>,
    #[graphql(flatten)]
    pub engagement: Engagement,
}

/// How long what is known of single people is kept.
#[derive(SimpleObject)]
pub struct EngagementSettings {
    /// Single events are deleted after so many days; sums and scores stay.
    pub retention_days: i32,
    /// When that was last changed; null while it is the standard.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<row::Settings> for EngagementSettings {
    fn from(stands: row::Settings) -> EngagementSettings {
        EngagementSettings { retention_days: stands.retention.days(), updated_at: stands.updated_at }
    }
}

/// Reads a span. Errors: `PERIOD_INVALID`.
fn span(from: DateTime<Utc>, to: DateTime<Utc>, by: EngagementStep) -> ApiResult<Span> {
    let (days, steps) = match by {
        EngagementStep::Hour => (HOURS_DAYS_MAX, "hours"),
        EngagementStep::Day => (DAYS_MAX, "days"),
    };
    if from >= to || to - from > TimeDelta::days(days) {
        let text = format!("from is before to, and by {steps} at most {days} days");
        return Err(ApiError::new(Kind::Malformed, "PERIOD_INVALID", text));
    }
    Ok(Span { from, to })
}

#[derive(Default)]
pub struct EngagementQuery;

#[Object]
impl EngagementQuery {
    /// Engagement of each hour or day that begins in a span, the first one first; those in which nothing happened are left out.
    #[graphql(guard = "Requires(Permission::MomentRead)", directive = RequiresScopes::apply(Permission::MomentRead))]
    async fn engagement_over(
        &self,
        ctx: &Context<'_>,
        from: DateTime<Utc>,
        #[graphql(desc = "The first moment after.")] to: DateTime<Utc>,
        by: EngagementStep,
        #[graphql(desc = "Only of this moment.")] moment_id: Option<ID>,
    ) -> ApiResult<Vec<EngagementSum>> {
        let span = span(from, to, by)?;
        let moment = maybe_id(moment_id.as_ref(), "momentId")?;
        let sums = row::over(&*Request::of(ctx)?.read()?, by.into(), span, moment).await?;
        Ok(sums.into_iter().map(|(at, counts)| EngagementSum { at, engagement: counts.into() }).collect())
    }

    /// How long single events are kept.
    #[graphql(guard = "Requires(Permission::TenantRead)", directive = RequiresScopes::apply(Permission::TenantRead))]
    async fn engagement_settings(&self, ctx: &Context<'_>) -> ApiResult<EngagementSettings> {
        Ok(row::Settings::of(&*Request::of(ctx)?.read()?).await?.into())
    }
}

/// How long single events are to be kept.
#[derive(InputObject)]
pub struct EngagementSettingsUpdateInput {
    /// 7 to 730. What is older is deleted within minutes, and does not come back.
    pub retention_days: i32,
}

payload! {
    /// How long single events are kept now.
    EngagementSettingsUpdatePayload, EngagementSettingsUpdateUserError, EngagementSettingsUpdateErrorCode {
        engagement_settings: EngagementSettings,
    } errors [RETENTION_OUT_OF_RANGE]
}

#[derive(Default)]
pub struct EngagementMutation;

#[Object]
impl EngagementMutation {
    /// Says how long what is known of single people is kept.
    #[graphql(guard = "Requires(Permission::TenantWrite)", directive = RequiresScopes::apply(Permission::TenantWrite))]
    async fn engagement_settings_update(
        &self,
        ctx: &Context<'_>,
        input: EngagementSettingsUpdateInput,
    ) -> ApiResult<EngagementSettingsUpdatePayload> {
        let request = Request::of(ctx)?;
        EngagementSettingsUpdatePayload::of(async {
            let now = request.now();
            let retention = Retention::new(input.retention_days)
                .map_err(|error| ApiError::from(error).at("retentionDays"))?;
            let tx = request.write().await?;
            let before = row::Settings::of(&tx).await?;
            let after = row::Settings::set(&tx, retention, now).await?;
            let told = |stands: row::Settings| json!({ "retentionDays": stands.retention.days() });
            audit::change(&tx, "engagementSettingsUpdate", tx.tenant(), told(before), told(after), now)
                .await?;
            tx.commit().await?;
            Ok(EngagementSettingsUpdatePayload::done(after.into()))
        })
        .await
    }
}
