//! Keys under which a caller may safely ask for the same movement of money again.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use uuid::Uuid;

use crate::error::{StoreError, StoreResult};
use crate::schema::idempotency_keys;
use crate::scope::{TenantScope, TenantTx};

/// What a key stands for.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency_keys)]
struct Row {
    tenant_id: TenantId,
    key: String,
    operation: String,
    arguments_hash: Vec<u8>,
    outcome_id: Uuid,
    created_at: DateTime<Utc>,
}

/// What a key is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Never seen: go on, the outcome will have the id that was offered.
    Fresh,
    /// Seen with the same arguments: the outcome stands under this id.
    Replay(Uuid),
}

/// Takes a key for an operation whose outcome will have the id `outcome`. A rival that holds the key makes this
/// wait until it has committed or rolled back.
///
/// Errors: `Conflict("idempotency key")` when the key was used with other arguments or for something else.
pub async fn claim(
    tx: &TenantTx,
    key: &str,
    operation: &str,
    arguments_hash: &[u8],
    outcome: Uuid,
    now: DateTime<Utc>,
) -> StoreResult<Claim> {
    let row = Row {
        tenant_id: tx.tenant(),
        key: key.to_owned(),
        operation: operation.to_owned(),
        arguments_hash: arguments_hash.to_vec(),
        outcome_id: outcome,
        created_at: now,
    };
    let added = diesel::insert_into(idempotency_keys::table)
        .values(&row)
        .on_conflict((idempotency_keys::tenant_id, idempotency_keys::key))
        .do_nothing()
        .execute(&mut tx.db()?)
        .await?;
    if added == 1 {
        return Ok(Claim::Fresh);
    }
    let standing: Row = idempotency_keys::table
        .filter(idempotency_keys::tenant_id.eq(tx.tenant()))
        .filter(idempotency_keys::key.eq(key))
        .select(Row::as_select())
        .first(&mut tx.db()?)
        .await?;
    if standing.operation == row.operation && standing.arguments_hash == row.arguments_hash {
        Ok(Claim::Replay(standing.outcome_id))
    } else {
        Err(StoreError::Conflict("idempotency key"))
    }
}
