//! Deletes single events that the tenant keeps no longer. What they came to stays.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::engagement::RETENTION_DAYS_STANDARD;
use domain::ids::TenantId;

use super::Settings;
use crate::error::StoreResult;
use crate::scope::{SystemTx, TenantScope, TenantTx};
use crate::sql::sql;

/// Events deleted by one pass over a tenant.
pub const FORGET_ROWS: usize = 5_000;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: TenantId,
}

/// Tenants with events that they keep no longer on this UTC day, at most `limit`.
pub async fn forgetful(tx: &SystemTx, today: NaiveDate, limit: i64) -> StoreResult<Vec<TenantId>> {
    let found: Vec<Found> =
        sql("SELECT t.id FROM tenants t LEFT JOIN engagement_settings s ON s.tenant_id = t.id \
         WHERE EXISTS (SELECT 1 FROM engagements e WHERE e.tenant_id = t.id \
           AND e.day < $1 - COALESCE(s.retention_days, $2)) LIMIT $3")
        .bind::<Date, _>(today)
        .bind::<Integer, _>(RETENTION_DAYS_STANDARD)
        .bind::<BigInt, _>(limit)
        .get_results(&mut tx.db()?)
        .await?;
    Ok(found.into_iter().map(|found| found.id).collect())
}

/// Deletes a tenant's oldest events of days it keeps no longer, [`FORGET_ROWS`] at most. Returns how many.
pub async fn forget(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<usize> {
    let from = Settings::forget(tx, now).await?;
    let limit = i64::try_from(FORGET_ROWS).unwrap_or(i64::MAX);
    Ok(sql(
        "DELETE FROM engagements WHERE tenant_id = $1 AND day < $2 AND (day, moment_id, kind, actor) IN ( \
           SELECT day, moment_id, kind, actor FROM engagements WHERE tenant_id = $1 AND day < $2 \
           ORDER BY day, moment_id, kind, actor LIMIT $3)",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Date, _>(from)
    .bind::<BigInt, _>(limit)
    .execute(&mut tx.db()?)
    .await?)
}
