//! What payees have come to in a programme, by the month: what tiers, goals and caps are measured by.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{PayeeId, ProgramId};
use domain::reward::Totals;

use crate::error::StoreResult;
use crate::schema::payee_months;
use crate::scope::{TenantScope, TenantTx};

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
    /// Makes the row where it is missing and locks it: decisions that ask for a payee's totals are made in turn. In
    /// sorted order, as everywhere.
    pub async fn lock(tx: &TenantTx, mut months: Vec<PayeeMonth>) -> StoreResult<()> {
        months.sort_unstable();
        months.dedup();
        let months: Vec<(PayeeMonth, Totals)> = months.into_iter().map(|m| (m, Totals::default())).collect();
        PayeeMonth::add(tx, &months).await
    }

    /// Adds to the totals of these months; negative totals take back.
    pub async fn add(tx: &TenantTx, months: &[(PayeeMonth, Totals)]) -> StoreResult<()> {
        if months.is_empty() {
            return Ok(());
        }
        let column = |of: fn(&Totals) -> i64| months.iter().map(|(_, totals)| of(totals)).collect::<Vec<_>>();
        diesel::sql_query(
            "INSERT INTO payee_months AS m (tenant_id, payee_id, program_id, month, sales, amount, paid, tiered, tiered_paid) \
             SELECT $1, u.payee, u.program, u.month, u.sales, u.amount, u.paid, u.tiered, u.tiered_paid \
             FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) AS u(payee, program, month, sales, amount, paid, tiered, tiered_paid) \
             ORDER BY 2, 3, 4 \
             ON CONFLICT (tenant_id, payee_id, program_id, month) DO UPDATE SET sales = m.sales + excluded.sales, \
               amount = m.amount + excluded.amount, paid = m.paid + excluded.paid, tiered = m.tiered + excluded.tiered, \
               tiered_paid = m.tiered_paid + excluded.tiered_paid",
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
        .execute(&mut tx.db()?)
        .await?;
        Ok(())
    }

    /// The totals of a payee in a programme over the months from one day until before another.
    pub async fn totals(
        scope: &impl TenantScope,
        payee: PayeeId,
        program: ProgramId,
        (from, before): (NaiveDate, NaiveDate),
    ) -> StoreResult<Totals> {
        let mut conn = scope.conn().await?;
        let months: Vec<(i64, i64, i64, i64, i64)> = payee_months::table
            .filter(payee_months::tenant_id.eq(scope.tenant()))
            .filter(payee_months::payee_id.eq(payee))
            .filter(payee_months::program_id.eq(program))
            .filter(payee_months::month.ge(from))
            .filter(payee_months::month.lt(before))
            .select((
                payee_months::sales,
                payee_months::amount,
                payee_months::paid,
                payee_months::tiered,
                payee_months::tiered_paid,
            ))
            .load(&mut conn)
            .await?;
        let totals =
            |(sales, amount, paid, tiered, tiered_paid)| Totals { sales, amount, paid, tiered, tiered_paid };
        Ok(months.into_iter().map(totals).fold(Totals::default(), |sum, month| sum + month))
    }
}
