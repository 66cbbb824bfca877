//! Conversions in the scores of the moments that helped them, each once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::feed::{self, CONVERSION_WEIGHT, Increments};
use domain::ids::{ConversionId, MomentId, TenantId};

use super::ingest::{lock, raise};
use crate::error::{StoreError, StoreResult};
use crate::schema::{conversions, moment_conversions};
use crate::scope::{SystemTx, TenantScope, TenantTx};
use crate::sql::sql;

/// Pairs of a moment and a conversion in one pass over a tenant.
pub const SCORE_ROWS: usize = 500;

/// Tenants with conversions that are not in their moments' scores, at most `limit`.
pub async fn unscored(tx: &SystemTx, limit: i64) -> StoreResult<Vec<TenantId>> {
    Ok(moment_conversions::table
        .filter(moment_conversions::scored_at.is_null())
        .select(moment_conversions::tenant_id)
        .distinct()
        .limit(limit)
        .load(&mut tx.db()?)
        .await?)
}

/// Adds a pass of conversions to their moments' scores, by when they happened, and notes it. Returns how many.
pub async fn score_conversions(tx: &TenantTx, now: DateTime<Utc>) -> StoreResult<usize> {
    let limit = i64::try_from(SCORE_ROWS).unwrap_or(i64::MAX);
    let due: Vec<(MomentId, ConversionId)> = moment_conversions::table
        .filter(moment_conversions::tenant_id.eq(tx.tenant()))
        .filter(moment_conversions::scored_at.is_null())
        .order((moment_conversions::moment_id, moment_conversions::conversion_id))
        .select((moment_conversions::moment_id, moment_conversions::conversion_id))
        .limit(limit)
        .load(&mut tx.db()?)
        .await?;
    // Whoever else is at it waits here, and then finds less.
    let locked = lock(tx, due.iter().map(|(moment, _)| *moment)).await?;
    let mine: Vec<(MomentId, ConversionId)> = note(tx, &due, now).await?;
    let ids: Vec<ConversionId> = mine.iter().map(|(_, conversion)| *conversion).collect();
    let when: Vec<(ConversionId, DateTime<Utc>)> = conversions::table
        .filter(conversions::tenant_id.eq(tx.tenant()))
        .filter(conversions::id.eq_any(ids))
        .select((conversions::id, conversions::occurred_at))
        .load(&mut tx.db()?)
        .await?;
    let mut increments = Increments::default();
    for (moment, conversion) in &mine {
        let at = when.iter().find(|(id, _)| id == conversion).map(|(_, at)| *at);
        increments.count(*moment, CONVERSION_WEIGHT, at.ok_or(StoreError::Corrupt("moment conversion"))?);
    }
    let scored = increments.sums().into_iter().filter_map(|(moment, increment)| {
        let stands = locked.get(&moment)?;
        Some((moment, feed::merge(stands.log_score, increment), stands.verified_buyer))
    });
    raise(tx, &scored.collect::<Vec<_>>()).await?;
    Ok(mine.len())
}

#[derive(QueryableByName)]
struct Noted {
    #[diesel(sql_type = SqlUuid)]
    moment_id: MomentId,
    #[diesel(sql_type = SqlUuid)]
    conversion_id: ConversionId,
}

/// Notes that these are scored; returns those that were not.
async fn note(
    tx: &TenantTx,
    due: &[(MomentId, ConversionId)],
    now: DateTime<Utc>,
) -> StoreResult<Vec<(MomentId, ConversionId)>> {
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let noted: Vec<Noted> = sql(
        "UPDATE moment_conversions AS c SET scored_at = $4 FROM unnest($2, $3) AS u(moment_id, conversion_id) \
         WHERE c.tenant_id = $1 AND c.moment_id = u.moment_id AND c.conversion_id = u.conversion_id \
           AND c.scored_at IS NULL RETURNING c.moment_id, c.conversion_id",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(due.iter().map(|(moment, _)| *moment).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(due.iter().map(|(_, conversion)| *conversion).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(now)
    .get_results(&mut tx.db()?)
    .await?;
    Ok(noted.into_iter().map(|noted| (noted.moment_id, noted.conversion_id)).collect())
}
