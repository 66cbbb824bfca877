//! When a tenant's ledger was checked last. A check that does not run, or never ends, must stop payouts as one does that
//! finds something.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use store::schema::ledger_checks;
use store::tenant::Tenant;
use store::{StoreError, SystemTx, TenantScope, TenantTx};

use crate::error::BillingResult;

/// How old the last check may be, in minutes, for money to leave: three of them, of five minutes each.
pub const CHECK_AGE_MINUTES_MAX: i64 = 15;
/// Longest check of one tenant, in milliseconds.
pub(super) const CHECK_TIMEOUT_MS: u32 = 60_000;

/// Notes that the tenant was checked.
pub(super) async fn note(tx: &TenantTx, now: DateTime<Utc>) -> BillingResult<()> {
    diesel::insert_into(ledger_checks::table)
        .values((ledger_checks::tenant_id.eq(tx.tenant()), ledger_checks::checked_at.eq(now)))
        .on_conflict(ledger_checks::tenant_id)
        .do_update()
        .set(ledger_checks::checked_at.eq(now))
        .execute(&mut tx.db()?)
        .await?;
    Ok(())
}

/// Whether the tenant was checked lately. A new one was when it was made: its ledger was empty.
pub(super) async fn is_recent(scope: &impl TenantScope, now: DateTime<Utc>) -> BillingResult<bool> {
    let mut conn = scope.conn().await?;
    let noted: Option<DateTime<Utc>> = ledger_checks::table
        .filter(ledger_checks::tenant_id.eq(scope.tenant()))
        .select(ledger_checks::checked_at)
        .first(&mut conn)
        .await
        .optional()
        .map_err(StoreError::from)?;
    let checked_at = match noted {
        Some(at) => at,
        None => Tenant::own(scope).await?.created_at,
    };
    Ok(now - checked_at <= Duration::minutes(CHECK_AGE_MINUTES_MAX))
}

/// A tenant that is not paid from because nobody checks its ledger.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Unchecked {
    /// The tenant.
    #[diesel(sql_type = SqlUuid)]
    pub tenant: TenantId,
    /// When it was checked last.
    #[diesel(sql_type = Timestamptz)]
    pub since: DateTime<Utc>,
}

/// Tenants whose last check is too old, the oldest first.
pub async fn unchecked(tx: &SystemTx, now: DateTime<Utc>) -> BillingResult<Vec<Unchecked>> {
    let sql = "SELECT t.id AS tenant, coalesce(c.checked_at, t.created_at) AS since \
               FROM tenants t LEFT JOIN ledger_checks c ON c.tenant_id = t.id \
               WHERE coalesce(c.checked_at, t.created_at) < $1 ORDER BY since, tenant";
    Ok(diesel::sql_query(sql)
        .bind::<Timestamptz, _>(now - Duration::minutes(CHECK_AGE_MINUTES_MAX))
        .load(&mut tx.db()?)
        .await?)
}
