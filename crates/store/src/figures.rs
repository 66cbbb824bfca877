//! What happened in a period, day by day, and what waits for somebody: counted by the database.

use chrono::{Duration, NaiveDate, NaiveTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::money::Currency;

use crate::error::StoreResult;
use crate::first_id_of;
use crate::scope::TenantScope;

/// Days a period has, at most.
pub const PERIOD_DAYS_MAX: i64 = 400;

/// An id is made in the moment of its row, give or take so many minutes: what is counted by a row's moment is found by
/// its id, which is in the primary key.
const ID_SLACK_MINUTES: i64 = 10;

domain::text_enum! {
    /// What is counted.
    pub enum Figure {
        /// Moments that came in.
        Moments = "MOMENTS",
        /// Clicks of links that count.
        Clicks = "CLICKS",
        /// Sales, by when they happened.
        Sales = "SALES",
        /// Commissions as they were recorded, corrections among them, void ones not.
        Commission = "COMMISSION",
        /// Transfers that were made, less what came back of them.
        PaidOut = "PAID_OUT",
    }
}

/// One figure of one day, in UTC.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct DayFigure {
    /// What.
    #[diesel(sql_type = Text)]
    pub figure: Figure,
    /// When.
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// What they come to, in minor units; nothing of what is no money.
    #[diesel(sql_type = BigInt)]
    pub minor: i64,
}

impl DayFigure {
    /// Of the days from `from` to `to`, money in one currency; days on which nothing happened are left out.
    pub async fn of(
        scope: &impl TenantScope,
        currency: Currency,
        (from, to): (NaiveDate, NaiveDate),
    ) -> StoreResult<Vec<DayFigure>> {
        let begin = from.and_time(NaiveTime::MIN).and_utc();
        let end = to.succ_opt().unwrap_or(to).and_time(NaiveTime::MIN).and_utc();
        let slack = Duration::minutes(ID_SLACK_MINUTES);
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(FIGURES)
            .bind::<SqlUuid, _>(scope.tenant())
            .bind::<Timestamptz, _>(begin)
            .bind::<Timestamptz, _>(end)
            .bind::<Text, _>(currency)
            .bind::<Date, _>(from)
            .bind::<Date, _>(to)
            .bind::<SqlUuid, _>(first_id_of(begin - slack))
            .bind::<SqlUuid, _>(first_id_of(end + slack))
            .load(&mut conn)
            .await?)
    }
}

const FIGURES: &str = "
SELECT 'MOMENTS' AS figure, (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS count, 0::bigint AS minor
  FROM moments WHERE tenant_id = $1 AND id >= $7 AND id < $8 AND created_at >= $2 AND created_at < $3 GROUP BY 2
UNION ALL SELECT 'CLICKS', day, sum(valid)::bigint, 0
  FROM link_days WHERE tenant_id = $1 AND day BETWEEN $5 AND $6 GROUP BY 2
UNION ALL SELECT 'SALES', (occurred_at AT TIME ZONE 'UTC')::date, count(*), sum(amount)::bigint
  FROM conversions WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND kind = 'SALE' AND currency = $4 GROUP BY 2
UNION ALL SELECT 'COMMISSION', (created_at AT TIME ZONE 'UTC')::date, count(*), sum(amount)::bigint
  FROM commissions WHERE tenant_id = $1 AND id >= $7 AND id < $8 AND created_at >= $2 AND created_at < $3
    AND currency = $4 AND state <> 'VOID' GROUP BY 2
UNION ALL SELECT 'PAID_OUT', (transferred_at AT TIME ZONE 'UTC')::date, count(*), sum(amount - reversed)::bigint
  FROM payouts WHERE tenant_id = $1 AND transferred_at >= $2 AND transferred_at < $3 AND currency = $4 GROUP BY 2";

/// What waits for somebody is counted up to this many.
pub const ATTENTION_COUNT_MAX: i64 = 1_000;

domain::text_enum! {
    /// What waits for somebody.
    pub enum Concern {
        /// Moments nobody has decided about.
        PendingMoments = "PENDING_MOMENTS",
        /// Moments somebody should look at again.
        FlaggedMoments = "FLAGGED_MOMENTS",
        /// Affiliates who want to join a programme.
        Applications = "APPLICATIONS",
        /// Affiliates who say that they are a creator.
        Claims = "CLAIMS",
        /// Sales that affiliates say are missing.
        MissedSales = "MISSED_SALES",
        /// Commissions that are stopped until somebody has looked.
        HeldCommissions = "HELD_COMMISSIONS",
        /// Payouts only a person can decide about.
        PayoutsNeedingReview = "PAYOUTS_NEEDING_REVIEW",
        /// Payouts that wait for an account or for money.
        BlockedPayouts = "BLOCKED_PAYOUTS",
    }
}

/// How much of one thing waits.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Attention {
    /// What.
    #[diesel(sql_type = Text)]
    pub concern: Concern,
    /// How many; one more than [`ATTENTION_COUNT_MAX`] where there are more than that.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

impl Attention {
    /// Everything that waits.
    pub async fn of(scope: &impl TenantScope) -> StoreResult<Vec<Attention>> {
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(ATTENTION)
            .bind::<SqlUuid, _>(scope.tenant())
            .bind::<BigInt, _>(ATTENTION_COUNT_MAX + 1)
            .load(&mut conn)
            .await?)
    }
}

const ATTENTION: &str = "
SELECT 'PENDING_MOMENTS' AS concern, count(*) AS count
  FROM (SELECT 1 FROM moments WHERE tenant_id = $1 AND moderation = 'PENDING' AND visibility <> 'ERASED' LIMIT $2) t
UNION ALL SELECT 'FLAGGED_MOMENTS', count(*)
  FROM (SELECT 1 FROM moments WHERE tenant_id = $1 AND moderation = 'FLAGGED' AND visibility <> 'ERASED' LIMIT $2) t
UNION ALL SELECT 'APPLICATIONS', count(*)
  FROM (SELECT 1 FROM enrollments WHERE tenant_id = $1 AND state = 'APPLIED' LIMIT $2) t
UNION ALL SELECT 'CLAIMS', count(*)
  FROM (SELECT 1 FROM creator_claims WHERE tenant_id = $1 AND state = 'REQUESTED' LIMIT $2) t
UNION ALL SELECT 'MISSED_SALES', count(*)
  FROM (SELECT 1 FROM missed_sales WHERE tenant_id = $1 AND state = 'REPORTED' LIMIT $2) t
UNION ALL SELECT 'HELD_COMMISSIONS', count(*)
  FROM (SELECT 1 FROM commissions WHERE tenant_id = $1 AND state = 'HELD' LIMIT $2) t
UNION ALL SELECT 'PAYOUTS_NEEDING_REVIEW', count(*)
  FROM (SELECT 1 FROM payouts WHERE tenant_id = $1 AND state = 'NEEDS_REVIEW' LIMIT $2) t
UNION ALL SELECT 'BLOCKED_PAYOUTS', count(*)
  FROM (SELECT 1 FROM payouts WHERE tenant_id = $1 AND state = 'BLOCKED' LIMIT $2) t";

/// How many runs that have not ended stand in a state.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct RunsInState {
    /// The state.
    #[diesel(sql_type = Text)]
    pub state: domain::payout::PayoutRunState,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

impl RunsInState {
    /// Of the tenant's runs, states without any left out.
    pub async fn of(scope: &impl TenantScope) -> StoreResult<Vec<RunsInState>> {
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(
            "SELECT state, count(*) AS count FROM payout_runs WHERE tenant_id = $1 \
             AND state IN ('DRAFT','PREVIEWED','APPROVED','FUNDING','EXECUTING','PAUSED') GROUP BY 1 ORDER BY 1",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .load(&mut conn)
        .await?)
    }
}
