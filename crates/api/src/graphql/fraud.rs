//! What speaks for fraud, and what a tenant takes for it.

use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::fraud::{Signal, Thresholds, ThresholdsError};
use domain::ids::{ConversionId, FraudFindingId};
use domain::permission::Permission;
use serde_json::json;
use store::fraud as row;
use store::{TenantScope, audit};

use super::batch::{all_of, by_id};
use super::conversion::{Conversion, ConversionById};
use super::guard::{Requires, RequiresScopes};
use super::payee::{Payee, PayeeById};
use super::payload::payload;
use super::request::Request;
use super::scalar::FraudSignal;
use crate::error::{ApiError, ApiResult};

/// A signal of fraud that was found of a conversion, and what it rests on. It was written down when the conversion was
/// judged, by the thresholds of that moment, and is never changed.
pub struct FraudFinding(pub row::FraudFinding);

#[Object]
impl FraudFinding {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn signal(&self) -> FraudSignal {
        self.0.signal.into()
    }
    /// The same in plain words.
    async fn sentence(&self) -> &str {
        self.0.signal.sentence()
    }
    /// What it adds to the score, 1 to 100.
    async fn points(&self) -> i32 {
        self.0.points
    }
    /// Numbers, ids and hosts; never an e-mail or a name.
    async fn evidence(&self) -> Json<&serde_json::Value> {
        Json(&self.0.evidence)
    }
    /// Who earns from the conversion and is meant; null where it is about the buyer, and concerns everybody who earns.
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Option<Payee>> {
        let Some(id) = self.0.payee_id else { return Ok(None) };
        Ok(Some(Payee(Request::of(ctx)?.promised::<PayeeById>(id).await?)))
    }
    #[graphql(guard = "Requires(Permission::ConversionRead)", directive = RequiresScopes::apply(Permission::ConversionRead))]
    async fn conversion(&self, ctx: &Context<'_>) -> ApiResult<Conversion> {
        Ok(Conversion(Request::of(ctx)?.promised::<ConversionById>(self.0.conversion_id).await?))
    }
    async fn found_at(&self) -> DateTime<Utc> {
        self.0.found_at
    }
}

by_id!(
    /// A finding by id.
    FraudFindingById: FraudFindingId => row::FraudFinding
);
all_of!(
    /// What was found of a conversion, in the order it was.
    FindingsOfConversion: ConversionId => row::FraudFinding, row::FraudFinding::of_conversions, conversion_id
);

/// What a signal adds to the score.
#[derive(SimpleObject)]
pub struct FraudPoints {
    signal: FraudSignal,
    /// 0 to 100; at 0 it is off.
    points: i32,
}

/// What the tenant takes for a signal of fraud, what each is worth, and at which score a commission waits for a person.
pub struct FraudThresholds {
    thresholds: Thresholds,
    updated_at: Option<DateTime<Utc>>,
}

#[Object]
impl FraudThresholds {
    /// Every signal.
    async fn points(&self) -> Vec<FraudPoints> {
        let points = |signal: &Signal| FraudPoints {
            signal: (*signal).into(),
            points: self.thresholds.points(*signal),
        };
        Signal::ALL.iter().map(points).collect()
    }
    /// The score at which what somebody earns from a conversion is held.
    async fn hold_at(&self) -> i32 {
        self.thresholds.hold_at
    }
    /// Seconds from the click within which nobody buys: TOO_SOON.
    async fn too_soon_seconds(&self) -> i32 {
        self.thresholds.too_soon_seconds
    }
    /// Clicks of one link within an hour that are a CLICK_FLOOD.
    async fn flood_clicks_per_hour(&self) -> i32 {
        self.thresholds.flood_clicks_per_hour
    }
    /// Percent of a link's clicks of a week that are repeats: DUPLICATE_VISITORS.
    async fn duplicate_percent(&self) -> i32 {
        self.thresholds.duplicate_percent
    }
    /// How many clicks there must be before that says anything.
    async fn duplicate_clicks_min(&self) -> i32 {
        self.thresholds.duplicate_clicks_min
    }
    /// Percent of a code's uses of a month by people who never came by a link of its owner: LEAKED_CODE.
    async fn leaked_percent(&self) -> i32 {
        self.thresholds.leaked_percent
    }
    /// How many uses there must be before that says anything.
    async fn leaked_uses_min(&self) -> i32 {
        self.thresholds.leaked_uses_min
    }
    /// Hosts no visitor may come from, with all below them: BANNED_REFERRER.
    async fn banned_referrers(&self) -> &[String] {
        &self.thresholds.banned_referrers
    }
    /// Coupon sites beside those that are known, with all below them: LEAKED_CODE.
    async fn coupon_hosts(&self) -> &[String] {
        &self.thresholds.coupon_hosts
    }
    /// When they were last changed; null while they are the standard ones.
    async fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.updated_at
    }
}

#[derive(Default)]
pub struct FraudQuery;

#[Object]
impl FraudQuery {
    /// What counts as a signal of fraud. They count for conversions judged from their change on.
    #[graphql(guard = "Requires(Permission::ProgramRead)", directive = RequiresScopes::apply(Permission::ProgramRead))]
    async fn fraud_thresholds(&self, ctx: &Context<'_>) -> ApiResult<FraudThresholds> {
        let (thresholds, updated_at) = row::thresholds(&*Request::of(ctx)?.read()?).await?;
        Ok(FraudThresholds { thresholds, updated_at })
    }
}

/// What a signal adds to the score from now on.
#[derive(InputObject)]
pub struct FraudPointsInput {
    pub signal: FraudSignal,
    /// 0 to 100; at 0 it is off.
    pub points: i32,
}

/// What is to count as a signal of fraud; what is left out stays as it is.
#[derive(InputObject)]
pub struct FraudThresholdsUpdateInput {
    /// Each signal once; those that are not named stay as they are.
    pub points: Option<Vec<FraudPointsInput>>,
    /// 1 to 100.
    pub hold_at: Option<i32>,
    /// 1 to 86400.
    pub too_soon_seconds: Option<i32>,
    /// 1 to 100000.
    pub flood_clicks_per_hour: Option<i32>,
    /// 1 to 100.
    pub duplicate_percent: Option<i32>,
    /// 1 to 100000.
    pub duplicate_clicks_min: Option<i32>,
    /// 1 to 100.
    pub leaked_percent: Option<i32>,
    /// 1 to 1000.
    pub leaked_uses_min: Option<i32>,
    /// All of them, each as spam.example; 250 at most.
    pub banned_referrers: Option<Vec<String>>,
    /// All of them, each as deals.example; 250 at most.
    pub coupon_hosts: Option<Vec<String>>,
}

impl FraudThresholdsUpdateInput {
    fn over(self, before: Thresholds) -> Result<Thresholds, ThresholdsError> {
        let named: Vec<(Signal, i32)> =
            self.points.into_iter().flatten().map(|input| (input.signal.into(), input.points)).collect();
        let before = before.with_points(&named)?;
        let after = Thresholds {
            points: before.points,
            hold_at: self.hold_at.unwrap_or(before.hold_at),
            too_soon_seconds: self.too_soon_seconds.unwrap_or(before.too_soon_seconds),
            flood_clicks_per_hour: self.flood_clicks_per_hour.unwrap_or(before.flood_clicks_per_hour),
            duplicate_percent: self.duplicate_percent.unwrap_or(before.duplicate_percent),
            duplicate_clicks_min: self.duplicate_clicks_min.unwrap_or(before.duplicate_clicks_min),
            leaked_percent: self.leaked_percent.unwrap_or(before.leaked_percent),
            leaked_uses_min: self.leaked_uses_min.unwrap_or(before.leaked_uses_min),
            banned_referrers: self.banned_referrers.unwrap_or(before.banned_referrers),
            coupon_hosts: self.coupon_hosts.unwrap_or(before.coupon_hosts),
        };
        after.validate()
    }
}

payload! {
    /// What counts now.
    FraudThresholdsUpdatePayload, FraudThresholdsUpdateUserError, FraudThresholdsUpdateErrorCode {
        fraud_thresholds: FraudThresholds,
    } errors [OUT_OF_RANGE, TOO_MANY_HOSTS, HOST_INVALID, SIGNAL_TWICE]
}

#[derive(Default)]
pub struct FraudMutation;

#[Object]
impl FraudMutation {
    /// Says what counts as a signal of fraud. It counts for conversions judged from now on; what is held stays held.
    #[graphql(guard = "Requires(Permission::PolicyWrite)", directive = RequiresScopes::apply(Permission::PolicyWrite))]
    async fn fraud_thresholds_update(
        &self,
        ctx: &Context<'_>,
        input: FraudThresholdsUpdateInput,
    ) -> ApiResult<FraudThresholdsUpdatePayload> {
        let request = Request::of(ctx)?;
        FraudThresholdsUpdatePayload::of(async {
            let now = request.now();
            let tx = request.write().await?;
            let (before, _) = row::thresholds(&tx).await?;
            let after = input.over(before.clone()).map_err(|error| {
                let field = error.field();
                ApiError::from(error).at(field)
            })?;
            row::set_thresholds(&tx, &after, now).await?;
            audit::change(&tx, "fraudThresholdsUpdate", tx.tenant(), json!(before), json!(after), now)
                .await?;
            tx.commit().await?;
            let stands = FraudThresholds { thresholds: after, updated_at: Some(now) };
            Ok(FraudThresholdsUpdatePayload::done(stands))
        })
        .await
    }
}
