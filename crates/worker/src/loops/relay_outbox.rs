//! Moves undelivered messages of the outbox to the job queue: both in one transaction, so none is lost or doubled.

use store::outbox::Message;
use store::{SystemCtx, SystemTx};

use super::Found;
use crate::{Parts, WorkerResult, queue};

pub(super) const NAME: &str = "relay_outbox";
pub(super) const REST_MS: u64 = 200;
const MESSAGES: i64 = 500;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let messages = Message::take(&tx, MESSAGES).await?;
    for message in &messages {
        queue::add(&tx, &message.job, &message.payload).await?;
    }
    let ids: Vec<_> = messages.iter().map(|m| m.id).collect();
    if !ids.is_empty() {
        Message::delivered(&tx, &ids, parts.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(if messages.len() as i64 == MESSAGES { Found::Work } else { Found::Rest })
}
