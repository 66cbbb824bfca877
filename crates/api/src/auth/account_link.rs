//! Links that were mailed to somebody: whoever has one reads their mail.

use domain::account_mail::{self, AccountMailCause};
use store::GlobalTx;
use store::account_mail::AccountMail;

use super::{By, Guess, Sender, Tries, context, opaque};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Whatever is wrong with a link.
pub(super) fn invalid() -> ApiError {
    let text = "this link is not good (any more); please ask for another";
    ApiError::refused("LINK_INVALID", text).at("token")
}

/// The mail whose link a token is, in its time, whether it was used or not. Errors: `LINK_INVALID`, whatever is wrong
/// with it; `THROTTLED`.
pub(super) async fn read(
    app: &App,
    sender: &Sender,
    token: &str,
    cause: AccountMailCause,
) -> ApiResult<AccountMail> {
    let id = account_mail::mail_of(token);
    let account = id.map(|id| id.to_string()).unwrap_or_default();
    let tries = Tries::take(app, sender, Guess::Token, &account, By::Stranger).await?;
    let id = id.ok_or_else(invalid)?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let mail = AccountMail::find(&tx, id).await?;
    tx.commit().await?;
    let hash = account_mail::hash(token);
    let fits = |mail: &AccountMail| {
        let in_time = mail.expires_at.is_some_and(|end| end > app.clock.now());
        let ours = mail.link_hashes.iter().any(|kept| opaque::equal(kept, &hash));
        ours && in_time && mail.cause == cause
    };
    let mail = mail.filter(fits).ok_or_else(invalid)?;
    tries.give_back().await;
    Ok(mail)
}

/// The same, of a link that was not used yet.
pub(super) async fn read_fresh(
    app: &App,
    sender: &Sender,
    token: &str,
    cause: AccountMailCause,
) -> ApiResult<AccountMail> {
    let mail = read(app, sender, token, cause).await?;
    if mail.used_at.is_some() { Err(invalid()) } else { Ok(mail) }
}
