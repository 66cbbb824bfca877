//! What was found of conversions, and what a tenant takes for a signal.

mod facts;

pub use facts::{
    LinkAt, code_uses, emails, link_traffic, note_code_uses, note_judged, sharers, take_unjudged,
    unjudged_tenants,
};

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::fraud::{Signal, Thresholds};
use domain::ids::{AffiliateId, ConversionId, FraudFindingId, PayeeId, TenantId, TouchId};
use serde_json::Value;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::{conversions, fraud_findings, fraud_thresholds};
use crate::scope::{TenantScope, TenantTx};
use crate::touch::{Added, Touch};

/// A signal that was found of a conversion.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = fraud_findings)]
pub struct FraudFinding {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: FraudFindingId,
    /// The conversion.
    pub conversion_id: ConversionId,
    /// Who earns from it; none for what is about the buyer, and concerns everybody.
    pub payee_id: Option<PayeeId>,
    /// Who is paid for them.
    pub affiliate_id: Option<AffiliateId>,
    /// What was found.
    pub signal: Signal,
    /// What it adds to the score, by the thresholds it was judged by.
    pub points: i32,
    /// Numbers, ids and hosts.
    pub evidence: Value,
    /// When.
    pub found_at: DateTime<Utc>,
}

tenant_reads!(FraudFinding, fraud_findings, FraudFindingId, "finding");

impl FraudFinding {
    /// Adds what was found; what stands of the same stays.
    pub async fn add(tx: &TenantTx, rows: &[FraudFinding]) -> StoreResult<()> {
        if !rows.is_empty() {
            diesel::insert_into(fraud_findings::table)
                .values(rows)
                .on_conflict_do_nothing()
                .execute(&mut tx.db()?)
                .await?;
        }
        Ok(())
    }

    /// What was found of these conversions, in the order it was.
    pub async fn of_conversions(
        scope: &impl TenantScope,
        ids: &[ConversionId],
    ) -> StoreResult<Vec<FraudFinding>> {
        let mut conn = scope.conn().await?;
        Ok(fraud_findings::table
            .filter(fraud_findings::tenant_id.eq(scope.tenant()))
            .filter(fraud_findings::conversion_id.eq_any(ids))
            .order((fraud_findings::conversion_id, fraud_findings::id))
            .select(FraudFinding::as_select())
            .load(&mut conn)
            .await?)
    }
}

/// The tenant's thresholds, and when they were last changed; the standard ones where they never were.
pub async fn thresholds(scope: &impl TenantScope) -> StoreResult<(Thresholds, Option<DateTime<Utc>>)> {
    let mut conn = scope.conn().await?;
    let kept: Option<(Value, DateTime<Utc>)> = fraud_thresholds::table
        .filter(fraud_thresholds::tenant_id.eq(scope.tenant()))
        .select((fraud_thresholds::thresholds, fraud_thresholds::updated_at))
        .first(&mut conn)
        .await
        .optional()?;
    match kept {
        None => Ok((Thresholds::standard(), None)),
        Some((kept, at)) => {
            let read = serde_json::from_value(kept).map_err(|_| StoreError::Corrupt("thresholds"))?;
            Ok((read, Some(at)))
        }
    }
}

/// Puts thresholds in the place of what stood. They count for what is judged from now on.
pub async fn set_thresholds(tx: &TenantTx, thresholds: &Thresholds, now: DateTime<Utc>) -> StoreResult<()> {
    let kept = serde_json::to_value(thresholds).map_err(|_| StoreError::Corrupt("thresholds"))?;
    let values = (fraud_thresholds::thresholds.eq(&kept), fraud_thresholds::updated_at.eq(now));
    diesel::insert_into(fraud_thresholds::table)
        .values((fraud_thresholds::tenant_id.eq(tx.tenant()), values))
        .on_conflict(fraud_thresholds::tenant_id)
        .do_update()
        .set(values)
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Has a conversion judged once more, as after another decision about it: nothing of it matures before. What was found of
/// it stays.
pub async fn judge_again(tx: &TenantTx, conversion: ConversionId) -> StoreResult<()> {
    let set = diesel::update(conversions::table)
        .filter(conversions::tenant_id.eq(tx.tenant()))
        .filter(conversions::id.eq(conversion))
        .set(conversions::judged_at.eq(None::<DateTime<Utc>>))
        .execute(&mut tx.db()?)
        .await?;
    if set == 1 { Ok(()) } else { Err(StoreError::NotFound("conversion")) }
}

/// Notes where clicks came from that a sale's own click id had brought before the event log did, and has the conversions
/// of their browsers judged once more that were judged without. `touches` as the log has them, of which `added` are new.
pub async fn learn_referrers(tx: &TenantTx, touches: &[Touch], added: &[Added]) -> StoreResult<()> {
    let new: HashSet<TouchId> = added.iter().map(|touch| touch.id).collect();
    let (ids, hosts): (Vec<TouchId>, Vec<&str>) = touches
        .iter()
        .filter(|touch| touch.tenant_id == tx.tenant() && !new.contains(&touch.id))
        .filter_map(|touch| Some((touch.id, touch.referrer_host.as_deref()?)))
        .unzip();
    if ids.is_empty() {
        return Ok(());
    }
    diesel::sql_query(
        "WITH learnt AS ( \
           UPDATE touches t SET referrer_host = u.host FROM unnest($2, $3) AS u(id, host) \
           WHERE t.tenant_id = $1 AND t.id = u.id AND t.referrer_host IS NULL RETURNING t.visitor_id) \
         UPDATE conversions c SET judged_at = NULL FROM conversion_visitors v \
         WHERE v.tenant_id = $1 AND v.visitor_id IN (SELECT visitor_id FROM learnt) \
           AND c.tenant_id = $1 AND c.id = v.conversion_id AND c.judged_at IS NOT NULL",
    )
    .bind::<SqlUuid, _>(tx.tenant())
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(hosts)
    .execute(&mut tx.db()?)
    .await?;
    Ok(())
}
