//! What payees have come to in a programme, by the month: what tiers, goals and caps are measured by.

use chrono::NaiveDate;
use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Date, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{PayeeId, ProgramId};
use domain::reward::Totals;

use crate::error::StoreResult;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::sql;

/// A payee's month in a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PayeeMonth {
    /// Who.
    pub payee: PayeeId,
    /// In which programme.
    pub program: ProgramId,
    /// The first day of the month, in UTC.
    pub month: NaiveDate,
}

impl PayeeMonth {
    /// Waits until nobody else decides or takes back anything of these payees in these programmes: whatever asks for totals
    /// does so in turn, and all that changes them takes its turn before it locks conversions, commissions and budgets.
    pub async fn take_turn(tx: &TenantTx, of: &[(PayeeId, ProgramId)]) -> StoreResult<()> {
        if of.is_empty() {
            return Ok(());
        }
        sql(
            "SELECT pg_advisory_xact_lock(hashtextextended('totals:' || $1::text || u.payee::text || u.program::text, 0)) \
             FROM (SELECT DISTINCT payee, program FROM unnest($2, $3) AS v(payee, program) ORDER BY payee, program) u",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(of.iter().map(|(payee, _)| *payee).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(of.iter().map(|(_, program)| *program).collect::<Vec<_>>())
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    /// Adds to the totals of these months; negative totals take back.
    pub async fn add(tx: &TenantTx, months: &[(PayeeMonth, Totals)]) -> StoreResult<()> {
        if months.is_empty() {
            return Ok(());
        }
        let column = |of: fn(&Totals) -> i64| months.iter().map(|(_, totals)| of(totals)).collect::<Vec<_>>();
        sql(
            "INSERT INTO payee_months AS m (tenant_id, payee_id, program_id, month, sales, amount, paid, tiered, tiered_paid, tiered_at) \
             SELECT $1, u.payee, u.program, u.month, sum(u.sales), sum(u.amount), sum(u.paid), sum(u.tiered), sum(u.tiered_paid), sum(u.tiered_at) \
             FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) AS u(payee, program, month, sales, amount, paid, tiered, tiered_paid, tiered_at) \
             GROUP BY 2, 3, 4 ORDER BY 2, 3, 4 \
             ON CONFLICT (tenant_id, payee_id, program_id, month) DO UPDATE SET sales = m.sales + excluded.sales, \
               amount = m.amount + excluded.amount, paid = m.paid + excluded.paid, tiered = m.tiered + excluded.tiered, \
               tiered_paid = m.tiered_paid + excluded.tiered_paid, tiered_at = m.tiered_at + excluded.tiered_at",
        )
        .bind::<SqlUuid, _>(tx.tenant())
        .bind::<Array<SqlUuid>, _>(months.iter().map(|(m, _)| m.payee).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(months.iter().map(|(m, _)| m.program).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(months.iter().map(|(m, _)| m.month).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(column(|t| t.sales))
        .bind::<Array<BigInt>, _>(column(|t| t.amount))
        .bind::<Array<BigInt>, _>(column(|t| t.paid))
        .bind::<Array<BigInt>, _>(column(|t| t.tiered))
        .bind::<Array<BigInt>, _>(column(|t| t.tiered_paid))
        .bind::<Array<BigInt>, _>(column(|t| t.tiered_at))
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    /// The totals of each of these payees in a programme, over the months from one day until before another; in their order.
    pub async fn totals(
        scope: &impl TenantScope,
        asked: &[(PayeeId, ProgramId, (NaiveDate, NaiveDate))],
    ) -> StoreResult<Vec<Totals>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            sales: i64,
            #[diesel(sql_type = BigInt)]
            amount: i64,
            #[diesel(sql_type = BigInt)]
            paid: i64,
            #[diesel(sql_type = BigInt)]
            tiered: i64,
            #[diesel(sql_type = BigInt)]
            tiered_paid: i64,
            #[diesel(sql_type = BigInt)]
            tiered_at: i64,
        }
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut conn = scope.conn().await?;
        let rows: Vec<Row> = sql(
            "SELECT t.* FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS u(payee, program, since, until, n) \
             CROSS JOIN LATERAL (SELECT coalesce(sum(sales), 0)::bigint AS sales, coalesce(sum(amount), 0)::bigint AS amount, \
               coalesce(sum(paid), 0)::bigint AS paid, coalesce(sum(tiered), 0)::bigint AS tiered, \
               coalesce(sum(tiered_paid), 0)::bigint AS tiered_paid, coalesce(sum(tiered_at), 0)::bigint AS tiered_at \
               FROM payee_months m WHERE m.tenant_id = $1 AND m.payee_id = u.payee AND m.program_id = u.program \
                 AND m.month >= u.since AND m.month < u.until) t ORDER BY u.n",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Array<SqlUuid>, _>(asked.iter().map(|(payee, ..)| *payee).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(asked.iter().map(|(_, program, _)| *program).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(asked.iter().map(|(.., (since, _))| *since).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(asked.iter().map(|(.., (_, until))| *until).collect::<Vec<_>>())
        .load(&mut conn)
        .await?;
        let totals = |row: Row| {
            let Row { sales, amount, paid, tiered, tiered_paid, tiered_at } = row;
            Totals { sales, amount, paid, tiered, tiered_paid, tiered_at }
        };
        Ok(rows.into_iter().map(totals).collect())
    }
}
