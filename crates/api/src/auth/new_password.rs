//! Another password: for who has forgotten theirs, and for who has not.

use chrono::{DateTime, Utc};
use domain::account_mail::AccountMailCause;
use domain::ids::SessionId;
use serde_json::{Value, json};
use store::GlobalTx;
use store::account_log::AccountEntry;
use store::account_mail::AccountMail;
use store::session::Session as Row;
use store::user::User;

use super::second_factor::{Person, knows_password};
use super::sign_up::canonical_email;
use super::{Guess, Sender, Tries, account_link, context, device, password};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Mails a link to whoever has this address. The same happens whether anybody has: a mail to nobody is dropped by the
/// worker. Links that were mailed before stay good, so that nobody keeps the owner from theirs by asking for more.
/// Errors: `THROTTLED`.
pub async fn request(app: &App, sender: &Sender, email: &str) -> ApiResult<()> {
    let now = app.clock.now();
    let Some(email) = canonical_email(email) else { return Ok(()) };
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let user = User::by_email(&tx, &email).await?;
    tx.commit().await?;
    // Not given back: it is the mail that is counted.
    let _tries = Tries::take(app, sender, Guess::Letter, &email, sender.by(app, user.as_ref())).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let user = user.map(|user| user.id);
    AccountMail::new(AccountMailCause::PasswordReset, user, &email, now).insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever has the link chooses another password. Their sessions end, all their links are used up, and they are told;
/// their second factor stays. Returns what a browser that was not known to sign them in keeps to be known by: whoever
/// guesses at the account meanwhile does not keep its owner from signing in with it. Errors: `LINK_INVALID`,
/// `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`, `THROTTLED`.
pub async fn reset(app: &App, sender: &Sender, token: &str, new: &str) -> ApiResult<Option<String>> {
    let now = app.clock.now();
    password::check(new)?;
    let mail = account_link::read_fresh(app, sender, token, AccountMailCause::PasswordReset).await?;
    let id = mail.user_id.ok_or_else(account_link::invalid)?;
    let hash = password::hash(new).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let user = User::lock(&tx, id).await?;
    if !mail.use_up(&tx, now).await? {
        return Err(account_link::invalid());
    }
    // They read what is mailed to the address.
    let verified = User::verify(&tx, id, now).await?;
    let detail = json!({ "mail": mail.id, "verified": verified });
    let ended = replace(&tx, &user, &hash, &[], sender, ("passwordReset", detail), now).await?;
    tx.commit().await?;
    forget(app, &user, &ended).await;
    Ok(device::unless_known(app, sender, id))
}

/// A person changes their password, knowing the one they have; the session they are in goes on, the others end. Errors:
/// `PASSWORD_WRONG`, `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`, `THROTTLED`.
pub async fn change(app: &App, person: Person<'_>, current: &str, new: &str) -> ApiResult<()> {
    let now = app.clock.now();
    password::check(new)?;
    let known = knows_password(app, person, current).await.map_err(|error| match error.code {
        "PASSWORD_WRONG" => error.at("currentPassword"),
        _ => error,
    })?;
    let hash = password::hash(new).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let user = User::lock(&tx, person.user).await?;
    if user.password_hash != known.password_hash {
        // Somebody was faster, and what was known is the password no more.
        let text = "this is not your password (any more)";
        return Err(ApiError::refused("PASSWORD_WRONG", text).at("currentPassword"));
    }
    let entry = ("passwordChange", json!({}));
    let ended = replace(&tx, &user, &hash, &[person.session], person.sender, entry, now).await?;
    tx.commit().await?;
    forget(app, &user, &ended).await;
    Ok(())
}

/// Replaces the password of a locked person: their sessions but these end, links to choose one are good no more, they are
/// told, and it is a line in their log. Returns the sessions that stood until now.
async fn replace(
    tx: &GlobalTx,
    user: &User,
    hash: &str,
    keep: &[SessionId],
    sender: &Sender,
    (action, mut detail): (&str, Value),
    now: DateTime<Utc>,
) -> ApiResult<Vec<SessionId>> {
    User::set_password(tx, user.id, hash).await?;
    AccountMail::use_up_all(tx, user.id, AccountMailCause::PasswordReset, now).await?;
    AccountMail::new(AccountMailCause::PasswordChanged, Some(user.id), &user.email, now).insert(tx).await?;
    let ended = Row::end_others(tx, user.id, keep, now).await?;
    detail["sessions"] = json!(ended);
    AccountEntry::write(tx, user.id, &sender.via, action, detail, now).await?;
    Ok(ended)
}

async fn forget(app: &App, user: &User, ended: &[SessionId]) {
    for session in ended {
        app.memory.end_session(*session).await;
    }
    app.memory.look_at_person_again(user.id).await;
}
