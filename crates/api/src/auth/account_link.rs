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

/// The mail whose link a token is, in its time, whether it was used or not. Only a wrong one is a try: whoever guesses
/// from the same address keeps nobody from a good one. Errors: `LINK_INVALID`, whatever is wrong with it; `THROTTLED`.
pub(super) async fn read(
    app: &App,
    sender: &Sender,
    token: &str,
    cause: AccountMailCause,
) -> ApiResult<AccountMail> {
    let id = account_mail::mail_of(token);
    let mail = match id {
        Some(id) => {
            let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
            let mail = AccountMail::find(&tx, id).await?;
            tx.commit().await?;
            mail
        }
        None => None,
    };
    let hash = account_mail::hash(token);
    let fits = |mail: &AccountMail| {
        let in_time = mail.expires_at.is_some_and(|end| end > app.clock.now());
        let ours = mail.link_hashes.iter().any(|kept| opaque::equal(kept, &hash));
        ours && in_time && mail.cause == cause
    };
    if let Some(mail) = mail.filter(fits) {
        return Ok(mail);
    }
    let account = id.map(|id| id.to_string()).unwrap_or_default();
    let _guessed = Tries::take(app, sender, Guess::Token, &account, By::Stranger).await?;
    Err(invalid())
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
