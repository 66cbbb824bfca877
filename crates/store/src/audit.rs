//! Who did what. One line for every change, in the transaction that makes it.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::ids::{ApiKeyId, AuditId, TenantId};

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

/// Who made an API key, as the log names them; none for one that has no line.
pub async fn key_maker(tx: &TenantTx, key: ApiKeyId) -> StoreResult<Option<String>> {
    Ok(audit_log::table
        .filter(audit_log::tenant_id.eq(tx.tenant()))
        .filter(audit_log::subject.eq(key.to_string()))
        // Written out, so that the partial index serves it.
        .filter(sql::<Bool>("action = 'apiKeyCreate'"))
        .order(audit_log::id)
        .select(audit_log::actor)
        .first(&mut tx.db()?)
        .await
        .optional()?)
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
