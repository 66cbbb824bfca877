//! What was counted for payees, and taken of budgets, beside the decisions that are replayed: by others, and for clicks.
//! Summed up for each place between them, in one statement whatever its size.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AttributionId, BudgetId, PayeeId, ProgramId, TypedId};
use domain::money::Currency;
use domain::reward::Totals;

use crate::attribution::Decided;
use crate::budget::Budget;
use crate::error::{StoreError, StoreResult};
use crate::schema::budgets;
use crate::scope::TenantScope;

/// What is replayed: of these conversions nothing is tallied.
#[derive(Debug, Clone, Copy)]
pub struct Replayed {
    /// The currency of the conversions.
    pub currency: Currency,
    /// When they happened: from, and until before.
    pub period: (DateTime<Utc>, DateTime<Utc>),
}

/// A decision's place among all: they are made in order of time, then id.
pub type Place = (DateTime<Utc>, AttributionId);

/// Before every decision.
fn beginning() -> Place {
    (DateTime::UNIX_EPOCH, AttributionId::from_uuid(uuid::Uuid::nil()))
}

/// What was counted for a payee in a month of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many of the decisions were made before.
    pub place: usize,
    /// Who.
    pub payee: PayeeId,
    /// In which programme.
    pub program: ProgramId,
    /// The first day of the month.
    pub month: NaiveDate,
    /// How much.
    pub added: Totals,
}

/// What was taken of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How many of the decisions were made before.
    pub place: usize,
    /// Of which budget.
    pub budget: BudgetId,
    /// Minor units.
    pub minor: i64,
}

/// The newest decision about a conversion `v`, `a`, of those that are not replayed, made within the places that are asked.
macro_rules! others {
    () => {
        "a.tenant_id = $1 AND v.tenant_id = $1 AND v.currency = $2 AND NOT (v.occurred_at >= $3 AND v.occurred_at < $4) \
         AND a.decided_at >= $5 AND (a.decided_at, a.id) > ($5, $6) AND a.decided_at <= $7 AND (a.decided_at, a.id) < ($7, $8) \
         AND NOT EXISTS (SELECT 1 FROM attributions later WHERE later.tenant_id = $1 \
                         AND later.conversion_id = a.conversion_id AND later.number > a.number)"
    };
}

/// A commission for clicks `k` that was booked, made within those places.
macro_rules! clicks {
    () => {
        "k.tenant_id = $1 AND k.currency = $2 AND k.cause = 'CLICKS' AND k.why->>'outside' IS NULL \
         AND k.created_at >= $5 AND (k.created_at, k.id) > ($5, $6) AND k.created_at <= $7 AND (k.created_at, k.id) < ($7, $8)"
    };
}

#[derive(QueryableByName)]
struct TallyRow {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = SqlUuid)]
    payee_id: PayeeId,
    #[diesel(sql_type = SqlUuid)]
    program_id: ProgramId,
    #[diesel(sql_type = Date)]
    month: NaiveDate,
    #[diesel(sql_type = Text)]
    added: String,
}

impl Tally {
    /// What was counted in the months from one day until before another, after a place, or ever, and before the last of
    /// these decisions, in order. Commissions that were voided and sales that were taken back are counted as they were made.
    pub async fn between(
        scope: &impl TenantScope,
        replayed: &Replayed,
        (from, to): (NaiveDate, NaiveDate),
        after: Option<Place>,
        decisions: &[Decided],
    ) -> StoreResult<Vec<Tally>> {
        let Some(last) = decisions.last() else { return Ok(Vec::new()) };
        let after = after.unwrap_or_else(beginning);
        let mut conn = scope.conn().await?;
        let nothing = serde_json::to_string(&Totals::default()).map_err(|_| StoreError::Corrupt("totals"))?;
        let rows: Vec<TallyRow> = diesel::sql_query(concat!(
            "WITH counted AS ( \
               SELECT a.decided_at AS at, a.id, c.payee_id, c.program_id, \
                      date_trunc('month', v.occurred_at AT TIME ZONE 'UTC')::date AS month, c.added \
               FROM conversions v \
               JOIN attributions a ON a.tenant_id = v.tenant_id AND a.conversion_id = v.id \
               JOIN credits c ON c.tenant_id = a.tenant_id AND c.attribution_id = a.id \
               WHERE c.tenant_id = $1 AND c.program_id IS NOT NULL AND c.added IS NOT NULL \
                 AND v.occurred_at >= $9::timestamp AT TIME ZONE 'UTC' AND v.occurred_at < $10::timestamp AT TIME ZONE 'UTC' \
                 AND ",
            others!(),
            " UNION ALL \
               SELECT k.created_at, k.id, d.payee_id, d.program_id, date_trunc('month', d.day::timestamp)::date, \
                      $13::jsonb || jsonb_build_object('paid', k.amount) \
               FROM click_days d JOIN commissions k ON k.tenant_id = d.tenant_id AND k.id = d.commission_id \
               WHERE d.tenant_id = $1 AND d.day >= $9 AND d.day < $10 AND ",
            clicks!(),
            "), placed AS ( \
               SELECT *, count(*) FILTER (WHERE payee_id IS NULL) OVER (ORDER BY at, id) AS place FROM ( \
                 SELECT u.at, u.id, NULL::uuid AS payee_id, NULL::uuid AS program_id, NULL::date AS month, NULL::jsonb AS added \
                 FROM unnest($11, $12) AS u(at, id) \
                 UNION ALL SELECT * FROM counted) AS both_kinds), \
             summed AS ( \
               SELECT place, payee_id, program_id, month, t.name, sum(t.value::text::bigint)::bigint AS sum \
               FROM placed, jsonb_each(added) AS t(name, value) \
               WHERE payee_id IS NOT NULL AND jsonb_typeof(t.value) = 'number' GROUP BY 1, 2, 3, 4, 5) \
             SELECT place, payee_id, program_id, month, json_object_agg(name, sum)::text AS added \
             FROM summed GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        ))
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Text, _>(replayed.currency)
        .bind::<Timestamptz, _>(replayed.period.0)
        .bind::<Timestamptz, _>(replayed.period.1)
        .bind::<Timestamptz, _>(after.0)
        .bind::<SqlUuid, _>(after.1)
        .bind::<Timestamptz, _>(last.decided_at)
        .bind::<SqlUuid, _>(last.attribution)
        .bind::<Date, _>(from)
        .bind::<Date, _>(to)
        .bind::<Array<Timestamptz>, _>(decisions.iter().map(|d| d.decided_at).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(decisions.iter().map(|d| d.attribution).collect::<Vec<_>>())
        .bind::<Text, _>(nothing)
        .load(&mut conn)
        .await?;
        let tally = |row: TallyRow| {
            Ok(Tally {
                place: usize::try_from(row.place).unwrap_or_default(),
                payee: row.payee_id,
                program: row.program_id,
                month: row.month,
                added: serde_json::from_str(&row.added).map_err(|_| StoreError::Corrupt("totals"))?,
            })
        };
        rows.into_iter().map(tally).collect()
    }
}

#[derive(QueryableByName)]
struct TakenRow {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = SqlUuid)]
    budget_id: BudgetId,
    #[diesel(sql_type = BigInt)]
    minor: i64,
}

impl Taken {
    /// What was taken of these budgets after a place, or ever, and before the last of these decisions, in order. What was given back
    /// since is not.
    pub async fn between(
        scope: &impl TenantScope,
        replayed: &Replayed,
        budgets: &[Budget],
        after: Option<Place>,
        decisions: &[Decided],
    ) -> StoreResult<Vec<Taken>> {
        let Some(last) = decisions.last() else { return Ok(Vec::new()) };
        let after = after.unwrap_or_else(beginning);
        let mut conn = scope.conn().await?;
        let rows: Vec<TakenRow> = diesel::sql_query(concat!(
            "WITH taken AS ( \
               SELECT a.decided_at AS at, a.id, k.budget_id, k.amount \
               FROM commissions k \
               JOIN attributions a ON a.tenant_id = k.tenant_id AND a.id = k.attribution_id \
                 AND a.conversion_id = k.conversion_id \
               JOIN conversions v ON v.tenant_id = a.tenant_id AND v.id = a.conversion_id \
               WHERE k.tenant_id = $1 AND k.program_id = ANY($9) AND k.budget_id = ANY($10) \
                 AND k.cause IN ('CONVERSION', 'BONUS') AND ",
            others!(),
            " UNION ALL \
               SELECT k.created_at, k.id, k.budget_id, k.amount \
               FROM click_days d JOIN commissions k ON k.tenant_id = d.tenant_id AND k.id = d.commission_id \
               WHERE d.tenant_id = $1 AND d.program_id = ANY($9) AND k.budget_id = ANY($10) AND ",
            clicks!(),
            "), placed AS ( \
               SELECT *, count(*) FILTER (WHERE budget_id IS NULL) OVER (ORDER BY at, id) AS place FROM ( \
                 SELECT u.at, u.id, NULL::uuid AS budget_id, 0::bigint AS amount FROM unnest($11, $12) AS u(at, id) \
                 UNION ALL SELECT * FROM taken) AS both_kinds) \
             SELECT place, budget_id, sum(amount)::bigint AS minor FROM placed WHERE budget_id IS NOT NULL \
             GROUP BY 1, 2 ORDER BY 1, 2",
        ))
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Text, _>(replayed.currency)
        .bind::<Timestamptz, _>(replayed.period.0)
        .bind::<Timestamptz, _>(replayed.period.1)
        .bind::<Timestamptz, _>(after.0)
        .bind::<SqlUuid, _>(after.1)
        .bind::<Timestamptz, _>(last.decided_at)
        .bind::<SqlUuid, _>(last.attribution)
        .bind::<Array<SqlUuid>, _>(budgets.iter().map(|b| b.program_id).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(budgets.iter().map(|b| b.id).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(decisions.iter().map(|d| d.decided_at).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(decisions.iter().map(|d| d.attribution).collect::<Vec<_>>())
        .load(&mut conn)
        .await?;
        let taken = |row: TakenRow| Taken {
            place: usize::try_from(row.place).unwrap_or_default(),
            budget: row.budget_id,
            minor: row.minor,
        };
        Ok(rows.into_iter().map(taken).collect())
    }
}

/// The budgets that hold at some moment from one until before another, in order of id.
pub async fn budgets_within(
    scope: &impl TenantScope,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> StoreResult<Vec<Budget>> {
    let mut conn = scope.conn().await?;
    Ok(budgets::table
        .filter(budgets::tenant_id.eq(scope.tenant()))
        .filter(budgets::starts_at.lt(to))
        .filter(budgets::ends_at.is_null().or(budgets::ends_at.gt(from)))
        .order(budgets::id)
        .select(Budget::as_select())
        .load(&mut conn)
        .await?)
}
