//! Who did what. One line for every change, in the transaction that makes it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::ids::{AuditId, TenantId};

use crate::error::StoreResult;
use crate::schema::audit_log;
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// Writes a line: what was done (`momentApprove`), to what (its id), and what matters about it.
pub async fn write(
    tx: &TenantTx,
    action: &str,
    subject: impl ToString,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    line(tx.db()?, tx.tenant(), tx.ctx().actor().label(), action, subject.to_string(), detail, now).await
}

/// The same for an affiliate acting in one of their tenants.
pub async fn write_own(
    tx: &AffiliateTx,
    tenant: TenantId,
    action: &str,
    subject: impl ToString,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    line(tx.db()?, tenant, tx.affiliate().to_string(), action, subject.to_string(), detail, now).await
}

async fn line(
    mut db: &AsyncPgConnection,
    tenant: TenantId,
    actor: String,
    action: &str,
    subject: String,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::tenant_id.eq(tenant),
            audit_log::id.eq(crate::new_id::<AuditId>()),
            audit_log::at.eq(now),
            audit_log::actor.eq(actor),
            audit_log::action.eq(action),
            audit_log::subject.eq(subject),
            audit_log::detail.eq(detail),
        ))
        .execute(&mut db)
        .await?;
    Ok(())
}
