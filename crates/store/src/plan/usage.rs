//! What tenants use: days that were counted once they were over, and periods that were charged.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use domain::money::Currency;
use domain::plan::{Plan, UsageState};
use uuid::Uuid;

use crate::error::{StoreError, StoreResult};
use crate::schema::{usage_days, usage_periods};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// The smallest id that [`crate::new_id`] can make at a moment. Ids are ordered by time, so that the rows of a day are a
/// range of the primary key, and need no index of their own.
fn first_id(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(u128::from(millis) << 80)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Counted {
    /// Touches that count; repeats and bots do not.
    #[diesel(sql_type = BigInt)]
    pub touches: i64,
    /// Recorded conversions.
    #[diesel(sql_type = BigInt)]
    pub conversions: i64,
}

impl Counted {
    /// Both.
    pub fn events(self) -> i64 {
        self.touches + self.conversions
    }
}

async fn count(scope: &impl TenantScope, from: DateTime<Utc>, until: DateTime<Utc>) -> StoreResult<Counted> {
    let mut conn = scope.conn().await?;
    Ok(diesel::sql_query(
        "SELECT (SELECT count(*) FROM touches WHERE tenant_id = $1 AND id >= $2 AND id < $3 AND verdict = 'VALID') AS touches, \
                (SELECT count(*) FROM conversions WHERE tenant_id = $1 AND id >= $2 AND id < $3) AS conversions",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<SqlUuid, _>(first_id(from))
    .bind::<SqlUuid, _>(first_id(until))
    .get_result(&mut conn)
    .await?)
}

#[derive(QueryableByName)]
struct Uncounted {
    #[diesel(sql_type = SqlUuid)]
    tenant_id: TenantId,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
}

/// The next day of each tenant that is over and not counted, `until` being the first that is not over. What is older
/// than `since` stays uncounted.
pub async fn uncounted(
    tx: &SystemTx,
    since: NaiveDate,
    until: NaiveDate,
    limit: i64,
) -> StoreResult<Vec<(TenantId, NaiveDate)>> {
    let rows: Vec<Uncounted> = diesel::sql_query(
        "SELECT t.id AS tenant_id, n.day FROM tenants t \
         CROSS JOIN LATERAL (SELECT coalesce( \
           (SELECT d.day + 1 FROM usage_days d WHERE d.tenant_id = t.id ORDER BY d.day DESC LIMIT 1), \
           (t.created_at AT TIME ZONE 'UTC')::date) AS day) l \
         CROSS JOIN LATERAL (SELECT greatest(l.day, $1) AS day) n \
         WHERE n.day < $2 ORDER BY t.id LIMIT $3",
    )
    .bind::<Date, _>(since)
    .bind::<Date, _>(until)
    .bind::<BigInt, _>(limit)
    .load(&mut tx.db()?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id, row.day)).collect())
}

/// Counts a day that is over. The first count stays.
pub async fn count_day(tx: &TenantTx, day: NaiveDate, now: DateTime<Utc>) -> StoreResult<()> {
    let next = day.succ_opt().unwrap_or(day);
    let counted = count(tx, midnight(day), midnight(next)).await?;
    diesel::insert_into(usage_days::table)
        .values((
            usage_days::tenant_id.eq(tx.tenant()),
            usage_days::day.eq(day),
            usage_days::touches.eq(counted.touches),
            usage_days::conversions.eq(counted.conversions),
            usage_days::counted_at.eq(now),
        ))
        .on_conflict((usage_days::tenant_id, usage_days::day))
        .do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Up to which day, without it, the tenant's days are counted.
pub async fn counted_to(scope: &impl TenantScope) -> StoreResult<Option<NaiveDate>> {
    let mut conn = scope.conn().await?;
    let last: Option<NaiveDate> = usage_days::table
        .filter(usage_days::tenant_id.eq(scope.tenant()))
        .order(usage_days::day.desc())
        .select(usage_days::day)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(last.and_then(|day| day.succ_opt()))
}

/// The events of whole days, `until` not among them. What is not counted yet is counted now, as for today.
pub async fn events_of(scope: &impl TenantScope, from: NaiveDate, until: NaiveDate) -> StoreResult<Counted> {
    let mut conn = scope.conn().await?;
    let kept: Counted = diesel::sql_query(
        "SELECT coalesce(sum(touches), 0)::bigint AS touches, coalesce(sum(conversions), 0)::bigint AS conversions \
         FROM usage_days WHERE tenant_id = $1 AND day >= $2 AND day < $3",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Date, _>(from)
    .bind::<Date, _>(until)
    .get_result(&mut conn)
    .await?;
    let rest = counted_to(scope).await?.map_or(from, |day| day.max(from));
    if rest >= until {
        return Ok(kept);
    }
    let fresh = count(scope, midnight(rest), midnight(until)).await?;
    Ok(Counted { touches: kept.touches + fresh.touches, conversions: kept.conversions + fresh.conversions })
}

/// A period of a subscription and how its usage was charged.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = usage_periods, treat_none_as_null = true)]
pub struct Period {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// When it began.
    pub period_start: DateTime<Utc>,
    /// When it ends.
    pub period_end: DateTime<Utc>,
    /// `sub_…`
    pub stripe_subscription_id: String,
    /// How far it is charged.
    pub state: UsageState,
    /// By which plan.
    pub plan: Option<Plan>,
    /// What it is paid in.
    pub currency: Currency,
    /// The first day that is charged with it.
    pub from_day: Option<NaiveDate>,
    /// The day after the last.
    pub until_day: Option<NaiveDate>,
    /// What was counted.
    pub events: Option<i64>,
    /// What that costs beyond the plan, in minor units.
    pub amount: Option<i64>,
    /// When Stripe was first asked to invoice it.
    pub sent_at: Option<DateTime<Utc>>,
    /// `ii_…`
    pub stripe_item_id: Option<String>,
}

impl Period {
    /// Notes that a period has begun. One that was noted before stays as it is.
    pub async fn begun(
        tx: &TenantTx,
        stripe_subscription: &str,
        currency: Currency,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> StoreResult<()> {
        let row = Period {
            tenant_id: tx.tenant(),
            period_start: start,
            period_end: end,
            stripe_subscription_id: stripe_subscription.to_owned(),
            state: UsageState::Open,
            plan: None,
            currency,
            from_day: None,
            until_day: None,
            events: None,
            amount: None,
            sent_at: None,
            stripe_item_id: None,
        };
        diesel::insert_into(usage_periods::table)
            .values(&row)
            .on_conflict((usage_periods::tenant_id, usage_periods::period_start))
            .do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// The tenant's newest periods, the newest first.
    pub async fn latest(scope: &impl TenantScope, limit: i64) -> StoreResult<Vec<Period>> {
        let mut conn = scope.conn().await?;
        Ok(usage_periods::table
            .filter(usage_periods::tenant_id.eq(scope.tenant()))
            .order(usage_periods::period_start.desc())
            .limit(limit)
            .select(Period::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Those in a state, the oldest first, locked.
    pub async fn lock_in(tx: &TenantTx, state: UsageState) -> StoreResult<Vec<Period>> {
        Ok(usage_periods::table
            .filter(usage_periods::tenant_id.eq(tx.tenant()))
            .filter(usage_periods::state.eq(state))
            .order(usage_periods::period_start)
            .select(Period::as_select())
            .for_update()
            .load(&mut tx.db()?)
            .await?)
    }

    /// Up to which day usage was charged by periods that began before this moment.
    pub async fn cut_before(
        scope: &impl TenantScope,
        start: DateTime<Utc>,
    ) -> StoreResult<Option<NaiveDate>> {
        let mut conn = scope.conn().await?;
        Ok(usage_periods::table
            .filter(usage_periods::tenant_id.eq(scope.tenant()))
            .filter(usage_periods::period_start.lt(start))
            .filter(usage_periods::until_day.is_not_null())
            .order(usage_periods::period_start.desc())
            .select(usage_periods::until_day)
            .first(&mut conn)
            .await
            .optional()?
            .flatten())
    }

    /// Writes a changed, locked one back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(usage_periods::table)
            .filter(usage_periods::tenant_id.eq(tx.tenant()))
            .filter(usage_periods::period_start.eq(self.period_start))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("usage period")) }
    }

    /// Notes the item Stripe made of it.
    pub async fn invoiced(tx: &TenantTx, start: DateTime<Utc>, item: &str) -> StoreResult<()> {
        diesel::update(usage_periods::table)
            .filter(usage_periods::tenant_id.eq(tx.tenant()))
            .filter(usage_periods::period_start.eq(start))
            .filter(usage_periods::state.eq(UsageState::Due))
            .set((
                usage_periods::state.eq(UsageState::Invoiced),
                usage_periods::stripe_item_id.eq(Some(item)),
            ))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
