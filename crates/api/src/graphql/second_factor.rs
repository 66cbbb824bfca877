//! A person's second factor.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::payload::payload;
use super::request::Request;
use crate::auth::second_factor::{self, Person, Standing};
use crate::error::{ApiError, ApiResult};

/// A person's second factor: codes of an authenticator, and recovery codes for who has lost it.
#[derive(SimpleObject)]
pub struct SecondFactor {
    /// Whether signing in and approving payouts ask for a code.
    pub enabled: bool,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// How many recovery codes were not used yet.
    pub recovery_codes_left: i32,
}

impl From<Standing> for SecondFactor {
    fn from(standing: Standing) -> SecondFactor {
        SecondFactor {
            enabled: standing.since.is_some(),
            since: standing.since,
            recovery_codes_left: i32::try_from(standing.recovery_codes).unwrap_or(i32::MAX),
        }
    }
}

/// A second factor to set up.
#[derive(InputObject)]
pub struct SecondFactorBeginInput {
    pub password: String,
    /// A code of the one there is, where there is one.
    pub code: Option<String>,
}

/// A code of the new second factor.
#[derive(InputObject)]
pub struct SecondFactorConfirmInput {
    /// Six digits.
    pub code: String,
}

/// A second factor to do without.
#[derive(InputObject)]
pub struct SecondFactorRemoveInput {
    pub password: String,
    /// Six digits, or a recovery code.
    pub code: String,
}

/// Recovery codes to make anew.
#[derive(InputObject)]
pub struct RecoveryCodesMakeInput {
    /// Six digits, or a recovery code.
    pub code: String,
}

payload! {
    /// The secret for an authenticator.
    SecondFactorBeginPayload, SecondFactorBeginUserError, SecondFactorBeginErrorCode {
        /// In base32, for typing. It is shown this once.
        secret: String,
        /// The same as an `otpauth:` address, for a QR code.
        uri: String,
    } errors [PASSWORD_WRONG, SECOND_FACTOR_REQUIRED, CODE_INVALID]
}

payload! {
    /// The second factor is asked for from now on.
    SecondFactorConfirmPayload, SecondFactorConfirmUserError, SecondFactorConfirmErrorCode {
        /// Each is good once, in place of a code. They are shown this once.
        recovery_codes: Vec<String>,
    } errors [NOT_BEGUN, CODE_INVALID]
}

payload! {
    /// Whether there is none any more.
    SecondFactorRemovePayload, SecondFactorRemoveUserError, SecondFactorRemoveErrorCode { removed: bool }
    errors [PASSWORD_WRONG, SECOND_FACTOR_REQUIRED, CODE_INVALID, SECOND_FACTOR_MISSING, REQUIRED_BY_TENANT]
}

payload! {
    /// Fresh recovery codes; those before are good no more.
    RecoveryCodesMakePayload, RecoveryCodesMakeUserError, RecoveryCodesMakeErrorCode {
        /// Each is good once, in place of a code. They are shown this once.
        recovery_codes: Vec<String>,
    } errors [SECOND_FACTOR_REQUIRED, CODE_INVALID, SECOND_FACTOR_MISSING]
}

/// The person who asks. Errors: `UNAUTHENTICATED`.
pub fn person(request: &Request) -> ApiResult<Person<'_>> {
    let caller = &request.caller;
    let session = caller.session.ok_or_else(ApiError::unauthenticated)?;
    Ok(Person { sender: &request.sender, user: caller.user()?, session })
}

#[derive(Default)]
pub struct SecondFactorMutation;

#[Object]
impl SecondFactorMutation {
    /// Makes a new secret for an authenticator. It counts once `secondFactorConfirm` was told a code of it, within half an
    /// hour; one that is there stays until then.
    async fn second_factor_begin(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorBeginInput,
    ) -> ApiResult<SecondFactorBeginPayload> {
        let request = Request::of(ctx)?;
        let person = person(request)?;
        SecondFactorBeginPayload::of(async {
            request.forget();
            let begun =
                second_factor::begin(&request.app, person, &input.password, input.code.as_deref()).await?;
            Ok(SecondFactorBeginPayload::done(begun.0, begun.1))
        })
        .await
    }

    /// Turns the new second factor on.
    async fn second_factor_confirm(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorConfirmInput,
    ) -> ApiResult<SecondFactorConfirmPayload> {
        let request = Request::of(ctx)?;
        let person = person(request)?;
        SecondFactorConfirmPayload::of(async {
            request.forget();
            let codes = second_factor::confirm(&request.app, person, &input.code).await?;
            Ok(SecondFactorConfirmPayload::done(codes))
        })
        .await
    }

    /// Turns the second factor off, where no tenant of the person wants one.
    async fn second_factor_remove(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorRemoveInput,
    ) -> ApiResult<SecondFactorRemovePayload> {
        let request = Request::of(ctx)?;
        let person = person(request)?;
        SecondFactorRemovePayload::of(async {
            request.forget();
            second_factor::remove(&request.app, person, &input.password, &input.code).await?;
            Ok(SecondFactorRemovePayload::done(true))
        })
        .await
    }

    /// Makes recovery codes anew.
    async fn recovery_codes_make(
        &self,
        ctx: &Context<'_>,
        input: RecoveryCodesMakeInput,
    ) -> ApiResult<RecoveryCodesMakePayload> {
        let request = Request::of(ctx)?;
        let person = person(request)?;
        RecoveryCodesMakePayload::of(async {
            request.forget();
            let codes = second_factor::recovery_codes(&request.app, person, &input.code).await?;
            Ok(RecoveryCodesMakePayload::done(codes))
        })
        .await
    }
}
