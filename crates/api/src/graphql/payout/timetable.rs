//! When a tenant's runs begin by themselves.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::money::Currency;
use domain::payout::{Cadence, Timetable, TimetableError};
use domain::permission::Permission;
use serde_json::json;
use store::audit;
use store::timetable as row;

use crate::error::{ApiError, ApiResult};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::money::currency;
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::scalar::PayoutCadence;

/// When runs of a currency begin by themselves: drafted and previewed, for a person to approve.
#[derive(SimpleObject)]
pub struct PayoutTimetable {
    currency: String,
    cadence: PayoutCadence,
    /// 1–7 from Monday for WEEKLY, 1–31 for MONTHLY (the last day of a shorter month), none for TWICE_MONTHLY.
    day: Option<i32>,
    /// An IANA name, such as Europe/London.
    time_zone: String,
    /// When the next run begins. A date that comes while a run of the currency is open waits for its end, and is past then.
    next_at: DateTime<Utc>,
}

impl From<row::PayoutTimetable> for PayoutTimetable {
    fn from(row: row::PayoutTimetable) -> Self {
        PayoutTimetable {
            currency: row.currency.as_str().to_owned(),
            cadence: row.cadence.into(),
            day: row.day,
            time_zone: row.time_zone,
            next_at: row.next_at,
        }
    }
}

#[derive(Default)]
pub struct PayoutTimetableQuery;

#[Object]
impl PayoutTimetableQuery {
    /// When runs begin by themselves, by currency; at most one of each.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn payout_timetables(&self, ctx: &Context<'_>) -> ApiResult<Vec<PayoutTimetable>> {
        let rows = row::PayoutTimetable::all(&*Request::of(ctx)?.read()?).await?;
        Ok(rows.into_iter().map(PayoutTimetable::from).collect())
    }
}

/// When runs of a currency are to begin.
#[derive(InputObject)]
pub struct PayoutTimetableSetInput {
    pub currency: String,
    pub cadence: PayoutCadence,
    /// 1–7 from Monday for WEEKLY, 1–31 for MONTHLY, none for TWICE_MONTHLY.
    pub day: Option<i32>,
    /// An IANA name, such as Europe/London.
    pub time_zone: String,
}

/// Which timetable to end.
#[derive(InputObject)]
pub struct PayoutTimetableEndInput {
    pub currency: String,
}

payload! {
    /// The timetable.
    PayoutTimetableSetPayload, PayoutTimetableSetUserError, PayoutTimetableSetErrorCode { timetable: PayoutTimetable }
    errors [UNKNOWN_CURRENCY, DAY_OUT_OF_RANGE, UNKNOWN_TIME_ZONE]
}
payload! {
    /// The timetable that has ended.
    PayoutTimetableEndPayload, PayoutTimetableEndUserError, PayoutTimetableEndErrorCode { timetable: PayoutTimetable }
    errors [UNKNOWN_CURRENCY]
}

#[derive(Default)]
pub struct PayoutTimetableMutation;

#[Object]
impl PayoutTimetableMutation {
    /// Lets runs of a currency begin by themselves; replaces what stood for it.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_timetable_set(
        &self,
        ctx: &Context<'_>,
        input: PayoutTimetableSetInput,
    ) -> ApiResult<PayoutTimetableSetPayload> {
        let request = Request::of(ctx)?;
        PayoutTimetableSetPayload::of(async {
            let (currency, now) = (currency(&input.currency)?, request.now());
            let cadence = Cadence::from(input.cadence);
            let day = input.day.map(u32::try_from).transpose().map_err(|_| TimetableError::Day);
            let timetable = day.and_then(|day| Timetable::new(cadence, day, &input.time_zone));
            let timetable = timetable.map_err(|error| ApiError::refused(error.code(), error.to_string()))?;
            let next_at = timetable
                .next_after(now)
                .ok_or_else(|| ApiError::refused("DAY_OUT_OF_RANGE", "there is no such day"))?;
            let tx = request.write().await?;
            let row = row::PayoutTimetable {
                tenant_id: store::TenantScope::tenant(&tx),
                currency,
                cadence,
                day: input.day,
                time_zone: input.time_zone,
                next_at,
                ends_at: None,
                updated_at: now,
            };
            let before = standing(&tx, currency).await?;
            row.set(&tx).await?;
            audit::change(&tx, "payoutTimetableSet", currency.as_str(), before, told(&row), now).await?;
            tx.commit().await?;
            Ok(PayoutTimetableSetPayload::done(row.into()))
        })
        .await
    }

    /// Runs of a currency no longer begin by themselves.
    #[graphql(guard = "Requires(Permission::PayoutWrite)", directive = RequiresScopes::apply(Permission::PayoutWrite))]
    async fn payout_timetable_end(
        &self,
        ctx: &Context<'_>,
        input: PayoutTimetableEndInput,
    ) -> ApiResult<PayoutTimetableEndPayload> {
        let request = Request::of(ctx)?;
        PayoutTimetableEndPayload::of(async {
            let currency = currency(&input.currency)?;
            let tx = request.write().await?;
            let (before, now) = (standing(&tx, currency).await?, request.now());
            let row = row::PayoutTimetable::end(&tx, currency, now).await?;
            audit::change(&tx, "payoutTimetableEnd", currency.as_str(), before, json!(null), now).await?;
            tx.commit().await?;
            Ok(PayoutTimetableEndPayload::done(row.into()))
        })
        .await
    }
}

/// What stands of a currency's timetable, as the audit log keeps it; null where there is none.
async fn standing(tx: &store::TenantTx, currency: Currency) -> ApiResult<serde_json::Value> {
    let rows = row::PayoutTimetable::all(tx).await?;
    Ok(rows.iter().find(|row| row.currency == currency).map_or(json!(null), told))
}

fn told(row: &row::PayoutTimetable) -> serde_json::Value {
    json!({ "cadence": row.cadence, "day": row.day, "timeZone": row.time_zone })
}
