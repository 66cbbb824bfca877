//! What payees have come to in a programme, by the month: what tiers, goals and caps are measured by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Uuid as SqlUuid};
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use domain::ids::{PayeeId, ProgramId, TenantId};
use domain::reward::Totals;

use crate::error::StoreResult;
use crate::schema::payee_months;
use crate::scope::{TenantScope, TenantTx};
use crate::sql::{ROWS_AT_ONCE, kept, sql};

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

#[derive(Insertable)]
#[diesel(table_name = payee_months)]
struct MonthRow {
    tenant_id: TenantId,
    payee_id: PayeeId,
    program_id: ProgramId,
    month: NaiveDate,
    sales: i64,
    amount: i64,
    paid: i64,
    tiered: i64,
    tiered_paid: i64,
    tiered_at: i64,
}

impl MonthRow {
    fn of(tenant_id: TenantId, of: PayeeMonth, totals: Totals) -> MonthRow {
        let PayeeMonth { payee: payee_id, program: program_id, month } = of;
        let Totals { sales, amount, paid, tiered, tiered_paid, tiered_at } = totals;
        MonthRow {
            tenant_id,
            payee_id,
            program_id,
            month,
            sales,
            amount,
            paid,
            tiered,
            tiered_paid,
            tiered_at,
        }
    }
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
        let mut sums: BTreeMap<PayeeMonth, Totals> = BTreeMap::new();
        for (month, totals) in months {
            let sum = sums.entry(*month).or_default();
            *sum = *sum + *totals;
        }
        let rows: Vec<MonthRow> =
            sums.iter().map(|(month, totals)| MonthRow::of(tx.tenant(), *month, *totals)).collect();
        for rows in rows.chunks(ROWS_AT_ONCE) {
            use payee_months::dsl;
            let add = diesel::insert_into(payee_months::table)
                .values(rows)
                .on_conflict((dsl::tenant_id, dsl::payee_id, dsl::program_id, dsl::month))
                .do_update()
                .set((
                    dsl::sales.eq(dsl::sales + excluded(dsl::sales)),
                    dsl::amount.eq(dsl::amount + excluded(dsl::amount)),
                    dsl::paid.eq(dsl::paid + excluded(dsl::paid)),
                    dsl::tiered.eq(dsl::tiered + excluded(dsl::tiered)),
                    dsl::tiered_paid.eq(dsl::tiered_paid + excluded(dsl::tiered_paid)),
                    dsl::tiered_at.eq(dsl::tiered_at + excluded(dsl::tiered_at)),
                ));
            kept(add, rows.len()).execute(&mut tx.db()?).await?;
        }
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
