//! Signing in, staying in, signing out.

use domain::ids::{SessionId, TenantId};
use store::GlobalTx;
use store::session::Session as Row;
use store::tenant::{Membership, User};

use super::session::{self, Refresh};
use super::sign_up::canonical_email;
use super::{Session, context, password};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Who wants in.
#[derive(Clone)]
pub struct SignIn {
    /// Their e-mail.
    pub email: String,
    /// Their password.
    pub password: String,
    /// The tenant they want to work in; the oldest of theirs unless named.
    pub tenant: Option<TenantId>,
}

/// Signs in. Errors: `INVALID_CREDENTIALS`, whichever of the two was wrong and at the same cost; `NOT_FOUND` at
/// `tenantId` when it is none of theirs.
pub async fn sign_in(app: &App, input: SignIn) -> ApiResult<Session> {
    let now = app.clock.now();
    let user = match canonical_email(&input.email) {
        Some(email) => {
            let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
            let user = User::by_email(&tx, &email).await?;
            tx.commit().await?;
            user
        }
        None => None,
    };
    let matches =
        password::matches(&input.password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
    let Some(user) = user.filter(|_| matches) else {
        return Err(ApiError::refused("INVALID_CREDENTIALS", "the e-mail or the password is wrong"));
    };
    // A key that must be made or read is not waited for with a transaction open.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let memberships = Membership::of_user(&tx, user.id).await?;
    let tenant = match input.tenant {
        None => memberships.first().map(|membership| membership.tenant_id),
        Some(wanted) => match memberships.iter().find(|membership| membership.tenant_id == wanted) {
            Some(_) => Some(wanted),
            None => return Err(ApiError::not_found("tenant").at("tenantId")),
        },
    };
    let (row, session) = session::begin(app, user.id, tenant, now).await?;
    row.insert(&tx).await?;
    tx.commit().await?;
    Ok(session)
}

/// Trades a refresh token for a fresh pair. A token that was used before ends its session: there are two holders, and
/// nobody can tell which of them is the thief. Errors: `INVALID_REFRESH_TOKEN`, whatever is wrong with it.
pub async fn refresh(app: &App, refresh_token: &str) -> ApiResult<Session> {
    let now = app.clock.now();
    let invalid = || {
        let text = "this refresh token is not valid (any more); please sign in again";
        ApiError::refused("INVALID_REFRESH_TOKEN", text).at("refreshToken")
    };
    let id = session::session_of(refresh_token).ok_or_else(invalid)?;
    // As above.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let mut row = match Row::lock(&tx, id).await {
        Ok(row) => row,
        Err(store::StoreError::NotFound(_)) => return Err(invalid()),
        Err(error) => return Err(error.into()),
    };
    match session::judge(&app.secrets, &row, refresh_token) {
        Refresh::Foreign => return Err(invalid()),
        Refresh::Current if row.revoked_at.is_none() && row.expires_at > now => {}
        Refresh::Current => return Err(invalid()),
        Refresh::Used => {
            end(app, tx, row).await?;
            return Err(invalid());
        }
    }
    if let Some(tenant) = row.tenant_id {
        let memberships = Membership::of_user(&tx, row.user_id).await?;
        if !memberships.iter().any(|membership| membership.tenant_id == tenant) {
            end(app, tx, row).await?;
            return Err(invalid());
        }
    }
    let session = session::rotate(app, &mut row, now).await?;
    row.save(&tx).await?;
    tx.commit().await?;
    Ok(session)
}

/// Ends a session, its tokens with it. True when it stood until now.
pub async fn sign_out(app: &App, session: SessionId) -> ApiResult<bool> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let row = Row::lock(&tx, session).await?;
    end(app, tx, row).await
}

async fn end(app: &App, tx: GlobalTx, mut row: Row) -> ApiResult<bool> {
    let stood = row.revoked_at.is_none();
    if stood {
        row.revoked_at = Some(app.clock.now());
        row.save(&tx).await?;
    }
    tx.commit().await?;
    app.memory.end_session(row.id).await;
    Ok(stood)
}
