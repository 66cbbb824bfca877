//! A person's sessions, as they see them: what stands, and ending it.

use domain::ids::{SessionId, UserId};
use serde_json::json;
use store::GlobalTx;
use store::account_log::AccountEntry;
use store::session::Session as Row;

use super::{Sender, context};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// A person's sessions that stand, the last used first.
pub async fn listed(app: &App, user: UserId) -> ApiResult<Vec<Row>> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let rows = Row::standing(&tx, user, app.clock.now()).await?;
    tx.commit().await?;
    Ok(rows)
}

/// Ends one of a person's own sessions; one that was ended before stays as it is. Errors: `NOT_FOUND`.
pub async fn end_own(app: &App, sender: &Sender, user: UserId, session: SessionId) -> ApiResult<Row> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let mut row = Row::lock(&tx, session).await?;
    if row.user_id != user {
        return Err(ApiError::not_found("session"));
    }
    if row.revoked_at.is_none() {
        let now = app.clock.now();
        row.revoked_at = Some(now);
        row.save(&tx).await?;
        let detail = json!({ "session": row.id });
        AccountEntry::write(&tx, user, &sender.via, "sessionRevoke", detail, now).await?;
    }
    tx.commit().await?;
    app.memory.end_session(row.id).await;
    Ok(row)
}

/// Ends every session of a person but one. Returns how many stood until now.
pub async fn end_others(app: &App, sender: &Sender, user: UserId, keep: SessionId) -> ApiResult<usize> {
    let now = app.clock.now();
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let ended = Row::end_others(&tx, user, &[keep], now).await?;
    let detail = json!({ "sessions": ended });
    AccountEntry::write(&tx, user, &sender.via, "sessionRevokeOthers", detail, now).await?;
    tx.commit().await?;
    for session in &ended {
        app.memory.end_session(*session).await;
    }
    Ok(ended.len())
}
