//! What a run's preview has frozen: who is paid how much, and who is left out.

use std::collections::HashMap;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayeeId, PayoutRunId, RunOmissionId, TenantId};
use domain::payout::Omission;
use uuid::Uuid;

use crate::error::StoreResult;
use crate::page::{Page, Slice};
use crate::schema::{payout_run_omissions, payout_run_shares};
use crate::scope::{TenantScope, TenantTx};

/// What a frozen preview comes to for one affiliate: they are never sent more.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, QueryableByName)]
#[diesel(table_name = payout_run_shares)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct RunShare {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its run.
    pub run_id: PayoutRunId,
    /// Who would be paid.
    pub affiliate_id: AffiliateId,
    /// How much, in minor units.
    pub amount: i64,
    /// The platform's fee on it, as it was when the preview was made; none of previews from before it was kept.
    pub fee: Option<i64>,
    /// What is kept back of it for debts; none as with the fee.
    pub recovered: Option<i64>,
}

impl RunShare {
    /// Adds the frozen shares.
    pub async fn add(tx: &TenantTx, rows: &[RunShare]) -> StoreResult<()> {
        for part in rows.chunks(1_000) {
            diesel::insert_into(payout_run_shares::table).values(part).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }

    /// The shares of a run.
    pub async fn of_run(scope: &impl TenantScope, run: PayoutRunId) -> StoreResult<Vec<RunShare>> {
        let mut conn = scope.conn().await?;
        Ok(payout_run_shares::table
            .filter(payout_run_shares::tenant_id.eq(scope.tenant()))
            .filter(payout_run_shares::run_id.eq(run))
            .order(payout_run_shares::affiliate_id)
            .select(RunShare::as_select())
            .load(&mut conn)
            .await?)
    }

    /// What was approved for one affiliate, in minor units; nothing when they have no share.
    pub async fn approved(tx: &TenantTx, run: PayoutRunId, affiliate: AffiliateId) -> StoreResult<i64> {
        let share: Option<i64> = payout_run_shares::table
            .filter(payout_run_shares::tenant_id.eq(tx.tenant()))
            .filter(payout_run_shares::run_id.eq(run))
            .filter(payout_run_shares::affiliate_id.eq(affiliate))
            .select(payout_run_shares::amount)
            .first(&mut tx.db()?)
            .await
            .optional()?;
        Ok(share.unwrap_or(0))
    }

    /// The same page of each run's shares, the largest first.
    pub async fn pages(
        scope: &impl TenantScope,
        runs: &[PayoutRunId],
        after: Option<SumPlace>,
        limit: i64,
    ) -> StoreResult<HashMap<PayoutRunId, Slice<RunShare>>> {
        let rows: Vec<RunShare> =
            page_of_each(scope, "payout_run_shares", "affiliate_id", runs, after, limit).await?;
        Ok(slices(rows, runs, after, limit, |row| row.run_id))
    }
}

/// Somebody who has earned something that a frozen preview leaves out.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, QueryableByName)]
#[diesel(table_name = payout_run_omissions)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct RunOmission {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its run.
    pub run_id: PayoutRunId,
    /// Its id.
    pub id: RunOmissionId,
    /// Who is left out.
    pub payee_id: PayeeId,
    /// With how much, in minor units.
    pub amount: i64,
    /// Why.
    pub reason: Omission,
}

impl RunOmission {
    /// Adds whom the preview leaves out.
    pub async fn add(tx: &TenantTx, rows: &[RunOmission]) -> StoreResult<()> {
        for part in rows.chunks(1_000) {
            diesel::insert_into(payout_run_omissions::table).values(part).execute(&mut tx.db()?).await?;
        }
        Ok(())
    }

    /// The same page of whom each run leaves out, the largest first.
    pub async fn pages(
        scope: &impl TenantScope,
        runs: &[PayoutRunId],
        after: Option<SumPlace>,
        limit: i64,
    ) -> StoreResult<HashMap<PayoutRunId, Slice<RunOmission>>> {
        let rows: Vec<RunOmission> =
            page_of_each(scope, "payout_run_omissions", "id", runs, after, limit).await?;
        Ok(slices(rows, runs, after, limit, |row| row.run_id))
    }
}

/// What a frozen preview comes to.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct RunSums {
    /// The run.
    #[diesel(sql_type = SqlUuid)]
    pub run_id: PayoutRunId,
    /// How many are paid.
    #[diesel(sql_type = BigInt)]
    pub shares: i64,
    /// The platform's fees in all; none where one of them was not kept.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub fees: Option<i64>,
    /// What is kept back for debts in all; none as with the fees.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub recovered: Option<i64>,
    /// How many are left out.
    #[diesel(sql_type = BigInt)]
    pub omissions: i64,
}

impl RunSums {
    /// Of these runs.
    pub async fn of(scope: &impl TenantScope, runs: &[PayoutRunId]) -> StoreResult<Vec<RunSums>> {
        let mut conn = scope.conn().await?;
        Ok(diesel::sql_query(
            "SELECT p.id AS run_id, s.shares, s.fees, s.recovered, o.omissions FROM unnest($2) AS p(id) \
             CROSS JOIN LATERAL (SELECT count(*) AS shares, CASE WHEN count(*) = count(fee) THEN coalesce(sum(fee), 0)::bigint END AS fees, \
               CASE WHEN count(*) = count(recovered) THEN coalesce(sum(recovered), 0)::bigint END AS recovered \
               FROM payout_run_shares WHERE tenant_id = $1 AND run_id = p.id) s \
             CROSS JOIN LATERAL (SELECT count(DISTINCT payee_id) AS omissions FROM payout_run_omissions \
               WHERE tenant_id = $1 AND run_id = p.id) o",
        )
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Array<SqlUuid>, _>(runs)
        .load(&mut conn)
        .await?)
    }
}

/// A place in a list that begins with the largest sum: the sum in minor units, then an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SumPlace {
    /// The sum.
    pub minor: i64,
    /// The id.
    pub id: Uuid,
}

async fn page_of_each<R>(
    scope: &impl TenantScope,
    table: &str,
    key: &str,
    runs: &[PayoutRunId],
    after: Option<SumPlace>,
    limit: i64,
) -> StoreResult<Vec<R>>
where
    R: QueryableByName<Pg> + Send + 'static,
{
    let sql = format!(
        "SELECT c.* FROM unnest($2) AS p(id) CROSS JOIN LATERAL (SELECT t.* FROM {table} t \
         WHERE t.tenant_id = $1 AND t.run_id = p.id AND ($3 IS NULL OR (t.amount, t.{key}) < ($3, $4)) \
         ORDER BY t.amount DESC, t.{key} DESC LIMIT $5) c ORDER BY c.run_id, c.amount DESC, c.{key} DESC"
    );
    let mut conn = scope.conn().await?;
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(scope.tenant())
        .bind::<Array<SqlUuid>, _>(runs)
        .bind::<Nullable<BigInt>, _>(after.map(|place| place.minor))
        .bind::<Nullable<SqlUuid>, _>(after.map(|place| place.id))
        .bind::<BigInt, _>(limit + 1)
        .load(&mut conn)
        .await?)
}

fn slices<R>(
    rows: Vec<R>,
    runs: &[PayoutRunId],
    after: Option<SumPlace>,
    limit: i64,
    run_of: impl Fn(&R) -> PayoutRunId,
) -> HashMap<PayoutRunId, Slice<R>> {
    let page = Page { after: after.map(|place| place.id), ..Page::first(limit) };
    let mut by_run: HashMap<PayoutRunId, Vec<R>> = runs.iter().map(|run| (*run, Vec::new())).collect();
    for row in rows {
        by_run.entry(run_of(&row)).or_default().push(row);
    }
    by_run.into_iter().map(|(run, rows)| (run, Slice::cut(rows, page))).collect()
}
