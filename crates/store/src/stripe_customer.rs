//! Tenants as customers of Stripe's: what saved ways to pay and subscriptions hang on.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;

use crate::error::StoreResult;
use crate::schema::stripe_customers;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// The `cus_…` of the scope's tenant, if it is one already.
pub async fn find(scope: &impl TenantScope) -> StoreResult<Option<String>> {
    let mut conn = scope.conn().await?;
    Ok(stripe_customers::table
        .filter(stripe_customers::tenant_id.eq(scope.tenant()))
        .select(stripe_customers::stripe_id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// Whose customer this is.
pub async fn tenant_of(tx: &SystemTx, stripe_id: &str) -> StoreResult<Option<TenantId>> {
    Ok(stripe_customers::table
        .filter(stripe_customers::stripe_id.eq(stripe_id))
        .select(stripe_customers::tenant_id)
        .first(&mut tx.db()?)
        .await
        .optional()?)
}

/// Remembers a tenant's `cus_…`; whoever is first keeps theirs. Returns the one that stands.
pub async fn remember(tx: &TenantTx, stripe_id: &str, now: DateTime<Utc>) -> StoreResult<String> {
    diesel::insert_into(stripe_customers::table)
        .values((
            stripe_customers::tenant_id.eq(tx.tenant()),
            stripe_customers::stripe_id.eq(stripe_id),
            stripe_customers::created_at.eq(now),
        ))
        .on_conflict(stripe_customers::tenant_id)
        .do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    Ok(find(tx).await?.unwrap_or_else(|| stripe_id.to_owned()))
}
