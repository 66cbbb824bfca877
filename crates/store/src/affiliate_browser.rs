//! Browsers an affiliate has signed in with, known by what they clicked before.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, TenantId, VisitorId};

use crate::error::StoreResult;
use crate::schema::affiliate_browsers;
use crate::scope::{AffiliateTx, TenantScope};

/// Notes that this browser is the affiliate's own; one that is known stays as it is. Nothing is noted of a tenant they do
/// not work with.
pub async fn note(
    tx: &AffiliateTx,
    tenant: TenantId,
    visitor: VisitorId,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    if !tx.ctx().tenants().contains(&tenant) {
        return Ok(());
    }
    diesel::insert_into(affiliate_browsers::table)
        .values((
            affiliate_browsers::tenant_id.eq(tenant),
            affiliate_browsers::affiliate_id.eq(tx.affiliate()),
            affiliate_browsers::visitor_id.eq(visitor),
            affiliate_browsers::seen_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Which of these browsers are which of these affiliates' own.
pub async fn own(
    scope: &impl TenantScope,
    affiliates: &[AffiliateId],
    visitors: &[VisitorId],
) -> StoreResult<Vec<(AffiliateId, VisitorId)>> {
    let mut conn = scope.conn().await?;
    Ok(affiliate_browsers::table
        .filter(affiliate_browsers::tenant_id.eq(scope.tenant()))
        .filter(affiliate_browsers::affiliate_id.eq_any(affiliates))
        .filter(affiliate_browsers::visitor_id.eq_any(visitors))
        .select((affiliate_browsers::affiliate_id, affiliate_browsers::visitor_id))
        .load(&mut conn)
        .await?)
}
