//! A person's address and password.

use async_graphql::{Context, InputObject, Object};

use super::payload::payload;
use super::request::Request;
use super::second_factor::person;
use crate::auth::{email, new_password};
use crate::error::ApiResult;
use crate::http::cookie;

/// A link to be followed.
#[derive(InputObject)]
pub struct EmailVerifyInput {
    /// The last part of the link's address.
    pub token: String,
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct EmailVerificationSendInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
}

/// Whoever has forgotten their password.
#[derive(InputObject)]
pub struct PasswordResetRequestInput {
    pub email: String,
}

/// Another password, by a link.
#[derive(InputObject)]
pub struct PasswordResetInput {
    /// The last part of the link's address.
    pub token: String,
    /// 10 to 200 characters.
    pub password: String,
}

/// Another password, by the one there is.
#[derive(InputObject)]
pub struct PasswordChangeInput {
    pub current_password: String,
    /// The new one: 10 to 200 characters.
    pub password: String,
}

payload! {
    /// The address is known to be the person's.
    EmailVerifyPayload, EmailVerifyUserError, EmailVerifyErrorCode { verified: bool }
    errors [LINK_INVALID, SIGN_IN_REQUIRED, OTHER_ACCOUNT]
}

payload! {
    /// A link is on its way.
    EmailVerificationSendPayload, EmailVerificationSendUserError, EmailVerificationSendErrorCode { sent: bool }
    errors [VERIFIED_ALREADY]
}

payload! {
    /// A link is on its way to whoever has the address, if anybody has.
    PasswordResetRequestPayload, PasswordResetRequestUserError, PasswordResetRequestErrorCode { requested: bool }
    errors []
}

payload! {
    /// The password is another one, and every session of the person has ended.
    PasswordResetPayload, PasswordResetUserError, PasswordResetErrorCode { reset: bool }
    errors [LINK_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG]
}

payload! {
    /// The password is another one, and every other session of the person has ended.
    PasswordChangePayload, PasswordChangeUserError, PasswordChangeErrorCode { changed: bool }
    errors [PASSWORD_WRONG, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG]
}

#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Says by a link that was mailed to it that an address is the caller's. Whoever is not signed in as the person it is
    /// about has not made the account: it is then a stranger's, and opening the link must not make it good. The same link
    /// again finds it done.
    async fn email_verify(
        &self,
        ctx: &Context<'_>,
        input: EmailVerifyInput,
    ) -> ApiResult<EmailVerifyPayload> {
        let request = Request::of(ctx)?;
        EmailVerifyPayload::of(async {
            request.forget();
            email::verify(&request.app, &request.sender, &request.caller, &input.token).await?;
            Ok(EmailVerifyPayload::done(true))
        })
        .await
    }

    /// Mails the person another link by which to say that their address is theirs.
    async fn email_verification_send(
        &self,
        ctx: &Context<'_>,
        input: Option<EmailVerificationSendInput>,
    ) -> ApiResult<EmailVerificationSendPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        let user = request.caller.user()?;
        EmailVerificationSendPayload::of(async {
            request.forget();
            email::send_verification(&request.app, &request.sender, user).await?;
            Ok(EmailVerificationSendPayload::done(true))
        })
        .await
    }

    /// Mails a link by which to choose another password to whoever has this address. Needs no credential. It answers the
    /// same whether anybody has.
    async fn password_reset_request(
        &self,
        ctx: &Context<'_>,
        input: PasswordResetRequestInput,
    ) -> ApiResult<PasswordResetRequestPayload> {
        let request = Request::of(ctx)?;
        PasswordResetRequestPayload::of(async {
            request.forget();
            new_password::request(&request.app, &request.sender, &input.email).await?;
            Ok(PasswordResetRequestPayload::done(true))
        })
        .await
    }

    /// Chooses another password by a link that was mailed. Needs no credential. It ends every session of the person and
    /// begins none; a second factor stays.
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        input: PasswordResetInput,
    ) -> ApiResult<PasswordResetPayload> {
        let request = Request::of(ctx)?;
        PasswordResetPayload::of(async {
            request.forget();
            let (app, sender) = (&request.app, &request.sender);
            if let Some(device) = new_password::reset(app, sender, &input.token, &input.password).await? {
                request.set_cookie(cookie::set_device(&device, app.https()));
            }
            Ok(PasswordResetPayload::done(true))
        })
        .await
    }

    /// Changes the person's password. Their other sessions end.
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        input: PasswordChangeInput,
    ) -> ApiResult<PasswordChangePayload> {
        let request = Request::of(ctx)?;
        let person = person(request)?;
        PasswordChangePayload::of(async {
            request.forget();
            new_password::change(&request.app, person, &input.current_password, &input.password).await?;
            Ok(PasswordChangePayload::done(true))
        })
        .await
    }
}
