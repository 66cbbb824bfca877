//! Signing in, staying in, signing out.

use domain::ids::{SessionId, TenantId};
use serde_json::json;
use store::account_log::AccountEntry;
use store::member::Membership;
use store::session::Session as Row;
use store::user::User;
use store::{GlobalTx, StoreError, StoreResult};

use super::second_factor::Given;
use super::session::{self, Refresh as Judgement};
use super::sign_up::canonical_email;
use super::{By, Guess, Sender, Session, Tries, context, device, own_browser, password};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Who wants in.
#[derive(Clone)]
pub struct SignIn {
    /// Their e-mail.
    pub email: String,
    /// Their password.
    pub password: String,
    /// A code of their second factor, where they have one.
    pub code: Option<String>,
    /// The tenant they want to work in; the oldest of theirs unless named.
    pub tenant: Option<TenantId>,
}

/// Who wants to stay in.
#[derive(Clone, Default)]
pub struct Refresh {
    /// Their refresh token; the one in their browser's cookie unless given.
    pub token: Option<String>,
    /// The tenant to work in from now on; the one before unless named.
    pub tenant: Option<TenantId>,
}

/// Signs in. Errors: `INVALID_CREDENTIALS`, whichever of the two was wrong and at the same cost; `THROTTLED`;
/// [`Given::prove`]'s once both were right; `NOT_FOUND` at `tenantId` when it is none of theirs.
pub async fn sign_in(app: &App, sender: &Sender, input: SignIn) -> ApiResult<Session> {
    let now = app.clock.now();
    let email = canonical_email(&input.email);
    let user = match &email {
        Some(email) => {
            let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
            let user = User::by_email(&tx, email).await?;
            tx.commit().await?;
            user
        }
        None => None,
    };
    let by = sender.by(app, user.as_ref());
    let account = email.as_deref().unwrap_or_default();
    let tries = Tries::take(app, sender, Guess::Password, account, by).await?;
    let matches =
        password::matches(&input.password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
    let Some(user) = user.filter(|_| matches) else {
        return Err(ApiError::refused("INVALID_CREDENTIALS", "the e-mail or the password is wrong"));
    };
    tries.give_back().await;
    let by = sender.by(app, Some(&user));
    let given = Given::take(app, sender, user.id, by, input.code.as_deref()).await?;
    // A key that must be made or read is not waited for with a transaction open.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    // The password that was right may have been replaced meanwhile, and its sessions ended: this one would outlive them.
    if User::lock(&tx, user.id).await?.password_hash != user.password_hash {
        return Err(ApiError::refused("INVALID_CREDENTIALS", "the e-mail or the password is wrong"));
    }
    let proved = given.prove(app, &tx, user.id).await?;
    let tenant = tenant_of(&Membership::of_user(&tx, user.id).await?, input.tenant, None)?;
    let (row, session) = session::begin(app, sender, user.id, tenant, proved, now).await?;
    row.insert(&tx).await?;
    let detail = json!({ "session": row.id, "secondFactor": proved.is_some() });
    AccountEntry::write(&tx, user.id, &sender.via, "signIn", detail, now).await?;
    // The browser's cookie is this session's from now on: the one before would go on unseen.
    let before = kept_session(app, &tx, sender).await?.filter(|before| before.user_id == user.id);
    let before = match before {
        Some(before) => end(app, &tx, sender, before, "signInAgain").await?,
        None => None,
    };
    tx.commit().await?;
    forget(app, before).await;
    given.give_back().await;
    own_browser::note(app, sender, user.id).await;
    Ok(session)
}

/// The tenant somebody works in: the one they want, else the one before, else their oldest. Errors: `NOT_FOUND` for
/// one that is none of theirs.
fn tenant_of(
    memberships: &[Membership],
    wanted: Option<TenantId>,
    before: Option<TenantId>,
) -> ApiResult<Option<TenantId>> {
    let theirs = |tenant: &TenantId| memberships.iter().any(|member| member.tenant_id == *tenant);
    match wanted {
        Some(wanted) if theirs(&wanted) => Ok(Some(wanted)),
        Some(_) => Err(ApiError::not_found("tenant").at("tenantId")),
        None => Ok(before.filter(theirs).or(memberships.first().map(|member| member.tenant_id))),
    }
}

impl Sender {
    /// Whether this is a browser that has signed this person in before.
    pub(super) fn by(&self, app: &App, user: Option<&User>) -> By<'_> {
        let device = self.browser.as_ref().and_then(|browser| browser.device.as_deref());
        match (device, user) {
            (Some(token), Some(user)) if device::is_of(&app.secrets, user.id, token) => By::Known(token),
            _ => By::Stranger,
        }
    }
}

/// Trades a refresh token for a fresh pair. A token that was used before ends its session: there are two holders, and
/// nobody can tell which of them is the thief. Only of a browser's cookie the token before is good for some seconds, and
/// gets the one that followed it once more: two of its tabs may have sent the same one, or the answer was lost.
///
/// Errors: `INVALID_REFRESH_TOKEN`, whatever is wrong with it; `NOT_FOUND` at `tenantId`.
pub async fn refresh(app: &App, sender: &Sender, input: Refresh) -> ApiResult<Session> {
    let now = app.clock.now();
    let invalid = || {
        let text = "this refresh token is not valid (any more); please sign in again";
        ApiError::refused("INVALID_REFRESH_TOKEN", text).at("refreshToken")
    };
    let kept = sender.browser.as_ref().and_then(|browser| browser.refresh.as_deref());
    let cookies = input.token.is_none();
    let token = input.token.as_deref().or(kept).ok_or_else(invalid)?;
    let id = session::session_of(token).ok_or_else(invalid)?;
    // As above.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let mut row = found(Row::lock(&tx, id).await)?.ok_or_else(invalid)?;
    let stands = row.revoked_at.is_none() && row.expires_at > now;
    let judgement = session::judge(&app.secrets, &row, token, now);
    match judgement {
        Judgement::Foreign => return Err(invalid()),
        Judgement::Current if stands => {}
        Judgement::Overtaken if stands && cookies => {}
        Judgement::Current => return Err(invalid()),
        Judgement::Overtaken | Judgement::Used => {
            let ended = end(app, &tx, sender, row, "refreshTokenReused").await?;
            tx.commit().await?;
            forget(app, ended).await;
            return Err(invalid());
        }
    }
    let tenant = tenant_of(&Membership::of_user(&tx, row.user_id).await?, input.tenant, row.tenant_id)?;
    if judgement == Judgement::Overtaken {
        let session = session::overtaken(app, &row, token, tenant, now).await?;
        tx.commit().await?;
        return Ok(session);
    }
    row.tenant_id = tenant;
    let session = session::rotate(app, &mut row, token, now).await?;
    row.save(&tx).await?;
    tx.commit().await?;
    own_browser::note(app, sender, row.user_id).await;
    Ok(session)
}

/// Ends the session a request belongs to, its tokens with it: that of its access token, and that of its browser's
/// cookie. True when one stood until now. Errors: `UNAUTHENTICATED` without either.
pub async fn sign_out(app: &App, sender: &Sender, session: Option<SessionId>) -> ApiResult<bool> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let named = match session {
        Some(id) => found(Row::lock(&tx, id).await)?,
        None => None,
    };
    let kept = kept_session(app, &tx, sender).await?.filter(|kept| Some(kept.id) != session);
    if named.is_none() && kept.is_none() {
        return Err(ApiError::unauthenticated());
    }
    let mut ended = Vec::new();
    for row in [named, kept].into_iter().flatten() {
        ended.extend(end(app, &tx, sender, row, "signOut").await?);
    }
    tx.commit().await?;
    let stood = !ended.is_empty();
    for session in ended {
        forget(app, Some(session)).await;
    }
    Ok(stood)
}

/// The session whose refresh token a browser keeps, locked. Nobody names one by a token that was made up.
async fn kept_session(app: &App, tx: &GlobalTx, sender: &Sender) -> ApiResult<Option<Row>> {
    let kept = sender.browser.as_ref().and_then(|browser| browser.refresh.as_deref());
    let Some((token, id)) = kept.and_then(|token| Some((token, session::session_of(token)?))) else {
        return Ok(None);
    };
    let row = found(Row::lock(tx, id).await)?;
    let now = app.clock.now();
    Ok(row.filter(|row| session::judge(&app.secrets, row, token, now) != Judgement::Foreign))
}

fn found(row: StoreResult<Row>) -> ApiResult<Option<Row>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Ends a locked session. Returns which, unless it had ended before.
async fn end(
    app: &App,
    tx: &GlobalTx,
    sender: &Sender,
    mut row: Row,
    action: &str,
) -> ApiResult<Option<SessionId>> {
    if row.revoked_at.is_some() {
        return Ok(None);
    }
    let now = app.clock.now();
    row.revoked_at = Some(now);
    row.save(tx).await?;
    let detail = json!({ "session": row.id });
    AccountEntry::write(tx, row.user_id, &sender.via, action, detail, now).await?;
    Ok(Some(row.id))
}

async fn forget(app: &App, ended: Option<SessionId>) {
    if let Some(session) = ended {
        app.memory.end_session(session).await;
    }
}
