//! Whether an address is its person's.

use domain::account_mail::AccountMailCause;
use domain::ids::UserId;
use domain::member_invitation::MemberInvitationError;
use serde_json::json;
use store::GlobalTx;
use store::account_log::AccountEntry;
use store::account_mail::AccountMail;
use store::user::User;

use super::{By, Caller, Guess, Sender, Tries, account_link, context};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Somebody has opened the link that was mailed to their address, signed in as whom it is about. The same link again finds
/// it done. Errors: `LINK_INVALID`, `SIGN_IN_REQUIRED`, `OTHER_ACCOUNT`, `THROTTLED`.
pub async fn verify(app: &App, sender: &Sender, caller: &Caller, token: &str) -> ApiResult<()> {
    let now = app.clock.now();
    let mail = account_link::read(app, sender, token, AccountMailCause::Verification).await?;
    let user = mail.user_id.ok_or_else(account_link::invalid)?;
    match caller.user {
        Some(signed_in) if signed_in == user => {}
        Some(_) => return Err(MemberInvitationError::OtherAccount.into()),
        None => return Err(MemberInvitationError::SignInRequired.into()),
    }
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    mail.use_up(&tx, now).await?;
    if User::verify(&tx, user, now).await? {
        AccountEntry::write(&tx, user, &sender.via, "emailVerify", json!({ "mail": mail.id }), now).await?;
    }
    tx.commit().await?;
    app.memory.look_at_person_again(user).await;
    Ok(())
}

/// Mails a person another link. Errors: `VERIFIED_ALREADY`, `THROTTLED`.
pub async fn send_verification(app: &App, sender: &Sender, user: UserId) -> ApiResult<()> {
    let now = app.clock.now();
    // Whoever has signed up with somebody else's address signs in as often as they like: counted by account alone.
    let tries = Tries::take(app, sender, Guess::Letter, &user.to_string(), By::Known("verification")).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let person = User::find(&tx, user).await?;
    if person.email_verified_at.is_some() {
        tries.give_back().await;
        return Err(ApiError::refused("VERIFIED_ALREADY", "this address is known to be yours"));
    }
    let mail = AccountMail::new(AccountMailCause::Verification, Some(user), &person.email, now);
    mail.insert(&tx).await?;
    let detail = json!({ "mail": mail.id });
    AccountEntry::write(&tx, user, &sender.via, "emailVerificationSend", detail, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the word of who runs this server for it that an address is its person's: for the people whom the server itself
/// makes, and whom no mail reaches.
pub async fn vouch(app: &App, email: &str) -> ApiResult<()> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let Some(user) = User::by_email(&tx, email).await? else { return Ok(()) };
    User::verify(&tx, user.id, app.clock.now()).await?;
    tx.commit().await?;
    app.memory.look_at_person_again(user.id).await;
    Ok(())
}
