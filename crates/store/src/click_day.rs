//! Days whose clicks were paid: each of a tenant's once, and one commission for a payee's day in a programme.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{CommissionId, GroupId, PayeeId, ProgramId, TenantId};

use crate::error::StoreResult;
use crate::schema::{click_days, click_days_closed};
use crate::scope::{SystemTx, TenantScope, TenantTx};
use crate::sql::ROWS_AT_ONCE;

/// A payee's valid clicks of one day in one programme.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct DayClicks {
    /// Whose links were clicked.
    #[diesel(sql_type = SqlUuid)]
    pub payee_id: PayeeId,
    /// In which programme.
    #[diesel(sql_type = SqlUuid)]
    pub program_id: ProgramId,
    /// Their group there.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub group_id: Option<GroupId>,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub clicks: i64,
}

/// What was paid for a payee's day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = click_days)]
pub struct ClickDay {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Who.
    pub payee_id: PayeeId,
    /// In which programme.
    pub program_id: ProgramId,
    /// The day, in UTC.
    pub day: NaiveDate,
    /// How many clicks.
    pub clicks: i64,
    /// By which commission.
    pub commission_id: CommissionId,
}

/// Days from `since` until before `until` with valid clicks that nobody has looked at, with their tenants.
pub async fn open(
    tx: &SystemTx,
    since: NaiveDate,
    until: NaiveDate,
    most: i64,
) -> StoreResult<Vec<(TenantId, NaiveDate)>> {
    #[derive(QueryableByName)]
    struct Open {
        #[diesel(sql_type = SqlUuid)]
        tenant_id: TenantId,
        #[diesel(sql_type = Date)]
        day: NaiveDate,
    }
    let rows: Vec<Open> = diesel::sql_query(
        "SELECT t.id AS tenant_id, l.day FROM tenants t CROSS JOIN LATERAL ( \
           SELECT DISTINCT d.day FROM link_days d WHERE d.tenant_id = t.id AND d.day >= $1 AND d.day < $2 AND d.valid > 0 \
             AND NOT EXISTS (SELECT 1 FROM click_days_closed c WHERE c.tenant_id = d.tenant_id AND c.day = d.day)) l \
         ORDER BY l.day, t.id LIMIT $3",
    )
    .bind::<Date, _>(since)
    .bind::<Date, _>(until)
    .bind::<BigInt, _>(most)
    .load(&mut tx.db()?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id, row.day)).collect())
}

/// Closes a day. Whether it was open: of several who close it at once one does.
pub async fn close(tx: &TenantTx, day: NaiveDate) -> StoreResult<bool> {
    let closed = diesel::insert_into(click_days_closed::table)
        .values((click_days_closed::tenant_id.eq(tx.tenant()), click_days_closed::day.eq(day)))
        .on_conflict_do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    Ok(closed == 1)
}

/// The day's valid clicks of those who are active, in order of payee and programme.
pub async fn clicks_of(scope: &impl TenantScope, day: NaiveDate) -> StoreResult<Vec<DayClicks>> {
    let mut conn = scope.conn().await?;
    Ok(diesel::sql_query(
        "SELECT e.payee_id, e.program_id, e.group_id, sum(d.valid)::bigint AS clicks FROM link_days d \
         JOIN links l ON l.tenant_id = d.tenant_id AND l.id = d.link_id \
         JOIN enrollments e ON e.tenant_id = l.tenant_id AND e.id = l.enrollment_id AND e.state = 'ACTIVE' \
         WHERE d.tenant_id = $1 AND d.day = $2 AND d.valid > 0 AND e.payee_id IS NOT NULL \
         GROUP BY e.payee_id, e.program_id, e.group_id ORDER BY 1, 2",
    )
    .bind::<SqlUuid, _>(scope.tenant())
    .bind::<Date, _>(day)
    .load(&mut conn)
    .await?)
}

/// Notes what was paid for.
pub async fn add(tx: &TenantTx, rows: &[ClickDay]) -> StoreResult<()> {
    for rows in rows.chunks(ROWS_AT_ONCE) {
        diesel::insert_into(click_days::table).values(rows).execute(&mut tx.db()?).await?;
    }
    Ok(())
}
