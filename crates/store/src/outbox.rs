//! What must follow a commit: jobs for the worker, written in the transaction that causes them.
//!
//! A relay in the worker moves undelivered rows to the job queue, so that no NOTIFY happens in a hot transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{OutboxId, TenantId};
use serde::Serialize;

use crate::error::{StoreError, StoreResult};
use crate::schema::outbox;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox)]
pub struct Message {
    /// The tenant it came from.
    pub tenant_id: TenantId,
    /// Its id, unique everywhere.
    pub id: OutboxId,
    /// The job it asks for.
    pub job: String,
    /// The job's payload.
    pub payload: serde_json::Value,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When the job queue had it.
    pub delivered_at: Option<DateTime<Utc>>,
}

/// A job and what it needs to know. Payloads carry ids, never contents.
pub trait Job: Serialize {
    /// The job's name in the queue.
    const NAME: &'static str;
}

/// Asks for a job once this transaction stands.
pub async fn ask<J: Job>(tx: &TenantTx, job: &J, now: DateTime<Utc>) -> StoreResult<()> {
    ask_all(tx, std::slice::from_ref(job), now).await
}

/// Asks for several jobs once this transaction stands, in one statement.
pub async fn ask_all<J: Job>(tx: &TenantTx, jobs: &[J], now: DateTime<Utc>) -> StoreResult<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let message = |job| {
        Ok(Message {
            tenant_id: tx.tenant(),
            id: crate::new_id(),
            job: J::NAME.to_owned(),
            payload: serde_json::to_value(job).map_err(|_| StoreError::Corrupt("job"))?,
            created_at: now,
            delivered_at: None,
        })
    };
    let rows: Vec<Message> = jobs.iter().map(message).collect::<StoreResult<_>>()?;
    diesel::insert_into(outbox::table).values(&rows).execute(&mut tx.db()?).await?;
    Ok(())
}

impl Message {
    /// Takes up to `limit` undelivered messages, skipping those another relay has in hand.
    pub async fn take(tx: &SystemTx, limit: i64) -> StoreResult<Vec<Message>> {
        Ok(outbox::table
            .filter(outbox::delivered_at.is_null())
            .order(outbox::created_at)
            .limit(limit)
            .for_update()
            .skip_locked()
            .select(Message::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Marks messages as delivered; the same transaction has added their jobs.
    pub async fn delivered(tx: &SystemTx, ids: &[OutboxId], now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(outbox::table)
            .filter(outbox::id.eq_any(ids))
            .set(outbox::delivered_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
