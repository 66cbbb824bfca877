//! Engagement over a span of time, hour by hour or day by day: read from the sums, which stay when single events go.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::MomentId;

use super::Counts;
use crate::error::StoreResult;
use crate::scope::TenantScope;
use crate::sql::sql;

/// What is summed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A UTC hour.
    Hour,
    /// A UTC day.
    Day,
}

/// From a time up to another, which is not in it. Of days that begin in it, all is summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The first moment after.
    pub to: DateTime<Utc>,
}

macro_rules! summed {
    ($name:ident, $type:ty, $rust:ty) => {
        #[derive(QueryableByName)]
        struct $name {
            #[diesel(sql_type = $type)]
            at: $rust,
            #[diesel(sql_type = BigInt)]
            views: i64,
            #[diesel(sql_type = BigInt)]
            likes: i64,
            #[diesel(sql_type = BigInt)]
            comments: i64,
            #[diesel(sql_type = BigInt)]
            saves: i64,
            #[diesel(sql_type = BigInt)]
            shares: i64,
            #[diesel(sql_type = BigInt)]
            product_clicks: i64,
        }

        impl $name {
            fn counts(&self) -> Counts {
                Counts {
                    views: self.views,
                    likes: self.likes,
                    comments: self.comments,
                    saves: self.saves,
                    shares: self.shares,
                    product_clicks: self.product_clicks,
                }
            }
        }
    };
}
summed!(InHour, Timestamptz, DateTime<Utc>);
summed!(OnDay, Date, NaiveDate);

/// The sums of a table by its column of time. `$4` is the moment, or null where all are summed.
macro_rules! sums {
    ($table:literal, $at:literal, $which:literal) => {
        concat!(
            "SELECT ", $at, " AS at, sum(views)::bigint AS views, sum(likes)::bigint AS likes, \
             sum(comments)::bigint AS comments, sum(saves)::bigint AS saves, sum(shares)::bigint AS shares, \
             sum(product_clicks)::bigint AS product_clicks FROM ", $table, " WHERE tenant_id = $1 AND ", $at,
            " >= $2 AND ", $at, " < $3 AND ", $which, " GROUP BY 1 ORDER BY 1"
        )
    };
}

const HOURS: &str = sums!("engagement_hours", "hour", "$4 IS NULL");
const HOURS_OF_MOMENT: &str = sums!("engagement_hours", "hour", "moment_id = $4");
const DAYS: &str = sums!("engagement_days", "day", "$4 IS NULL");
const DAYS_OF_MOMENT: &str = sums!("engagement_days", "day", "moment_id = $4");

/// The sums of each step that begins in a span, by its beginning, of one moment or of all; steps in which nothing happened are
/// left out.
pub async fn over(
    scope: &impl TenantScope,
    step: Step,
    span: Span,
    moment: Option<MomentId>,
) -> StoreResult<Vec<(DateTime<Utc>, Counts)>> {
    let mut conn = scope.conn().await?;
    match step {
        Step::Hour => {
            let rows: Vec<InHour> = sql(if moment.is_some() { HOURS_OF_MOMENT } else { HOURS })
                .bind::<SqlUuid, _>(scope.tenant())
                .bind::<Timestamptz, _>(span.from)
                .bind::<Timestamptz, _>(span.to)
                .bind::<Nullable<SqlUuid>, _>(moment)
                .get_results(&mut conn)
                .await?;
            Ok(rows.iter().map(|row| (row.at, row.counts())).collect())
        }
        Step::Day => {
            let rows: Vec<OnDay> = sql(if moment.is_some() { DAYS_OF_MOMENT } else { DAYS })
                .bind::<SqlUuid, _>(scope.tenant())
                .bind::<Date, _>(first_day(span.from))
                .bind::<Date, _>(first_day(span.to))
                .bind::<Nullable<SqlUuid>, _>(moment)
                .get_results(&mut conn)
                .await?;
            Ok(rows.iter().map(|row| (row.at.and_time(NaiveTime::MIN).and_utc(), row.counts())).collect())
        }
    }
}

/// The first day that begins then or later.
fn first_day(at: DateTime<Utc>) -> NaiveDate {
    let day = at.date_naive();
    if day.and_time(NaiveTime::MIN).and_utc() == at { day } else { day.succ_opt().unwrap_or(day) }
}
