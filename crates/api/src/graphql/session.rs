//! Signing up, in and out.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::affiliate::Affiliate;
use super::payload::payload;
use super::request::{Request, maybe_id};
use super::tenant::Tenant;
use crate::auth;
use crate::error::{ApiError, ApiResult};

/// A sign-in.
#[derive(SimpleObject)]
pub struct Session {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    pub access_token_expires_at: DateTime<Utc>,
    /// Good once, for `tokenRefresh`.
    pub refresh_token: String,
    pub refresh_token_expires_at: DateTime<Utc>,
}

impl From<auth::Session> for Session {
    fn from(session: auth::Session) -> Session {
        Session {
            access_token: session.access_token,
            access_token_expires_at: session.access_expires_at,
            refresh_token: session.refresh_token,
            refresh_token_expires_at: session.refresh_expires_at,
        }
    }
}

/// A brand signs up.
#[derive(InputObject)]
pub struct SignUpInput {
    /// The brand's name.
    pub tenant_name: String,
    /// What its programmes pay in unless they say otherwise. ISO 4217.
    pub currency: String,
    pub email: String,
    /// 10 to 200 characters.
    pub password: String,
    /// The owner's name.
    pub name: String,
}

/// A person who wants to be paid signs up.
#[derive(InputObject)]
pub struct AffiliateSignUpInput {
    pub email: String,
    /// 10 to 200 characters; that of the account, where the e-mail has one.
    pub password: String,
    pub name: String,
    /// Two letters.
    pub country: String,
}

/// A person signs in.
#[derive(InputObject)]
pub struct SignInInput {
    pub email: String,
    pub password: String,
    /// The tenant to work in; the oldest of theirs unless named.
    pub tenant_id: Option<ID>,
}

/// A refresh token is turned into a new session.
#[derive(InputObject)]
pub struct TokenRefreshInput {
    pub refresh_token: String,
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct SignOutInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
}

payload! {
    /// The new tenant and its owner's session.
    SignUpPayload, SignUpUserError, SignUpErrorCode { session: Session, tenant: Tenant }
    errors [EMAIL_INVALID, EMAIL_TAKEN, NAME_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, UNKNOWN_CURRENCY]
}

payload! {
    /// The new affiliate and their session.
    AffiliateSignUpPayload, AffiliateSignUpUserError, AffiliateSignUpErrorCode { session: Session, affiliate: Affiliate }
    errors [COUNTRY_INVALID, EMAIL_INVALID, EMAIL_TAKEN, NAME_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG]
}

payload! {
    /// The session.
    SignInPayload, SignInUserError, SignInErrorCode { session: Session } errors [INVALID_CREDENTIALS]
}

payload! {
    /// The session with new tokens.
    TokenRefreshPayload, TokenRefreshUserError, TokenRefreshErrorCode { session: Session }
    errors [INVALID_REFRESH_TOKEN]
}

payload! {
    /// Whether a session was ended now.
    SignOutPayload, SignOutUserError, SignOutErrorCode { signed_out: bool } errors []
}

#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Makes a tenant and its owner. Needs no credential.
    async fn sign_up(&self, ctx: &Context<'_>, input: SignUpInput) -> ApiResult<SignUpPayload> {
        let request = Request::of(ctx)?;
        SignUpPayload::of(async {
            let SignUpInput { tenant_name, currency, email, password, name } = input;
            let input = auth::SignUp { tenant_name, currency, email, password, name };
            let (session, tenant) = auth::sign_up(&request.app, input).await?;
            Ok(SignUpPayload::done(session.into(), Tenant(tenant)))
        })
        .await
    }

    /// Makes an affiliate. Needs no credential.
    async fn affiliate_sign_up(
        &self,
        ctx: &Context<'_>,
        input: AffiliateSignUpInput,
    ) -> ApiResult<AffiliateSignUpPayload> {
        let request = Request::of(ctx)?;
        AffiliateSignUpPayload::of(async {
            let AffiliateSignUpInput { email, password, name, country } = input;
            let input = auth::AffiliateSignUp { email, password, name, country };
            let (session, affiliate) = auth::affiliate_sign_up(&request.app, input).await?;
            Ok(AffiliateSignUpPayload::done(session.into(), Affiliate(affiliate)))
        })
        .await
    }

    /// Signs in. Needs no credential.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> ApiResult<SignInPayload> {
        let request = Request::of(ctx)?;
        SignInPayload::of(async {
            let tenant = maybe_id(input.tenant_id.as_ref(), "tenantId")?;
            let input = auth::SignIn { email: input.email, password: input.password, tenant };
            Ok(SignInPayload::done(auth::sign_in(&request.app, input).await?.into()))
        })
        .await
    }

    /// Turns a refresh token into a new session. Needs no other credential. A token used twice ends the session.
    async fn token_refresh(
        &self,
        ctx: &Context<'_>,
        input: TokenRefreshInput,
    ) -> ApiResult<TokenRefreshPayload> {
        let request = Request::of(ctx)?;
        TokenRefreshPayload::of(async {
            Ok(TokenRefreshPayload::done(auth::refresh(&request.app, &input.refresh_token).await?.into()))
        })
        .await
    }

    /// Ends the session whose access token is used.
    async fn sign_out(&self, ctx: &Context<'_>, input: Option<SignOutInput>) -> ApiResult<SignOutPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        SignOutPayload::of(async {
            let session = request.caller.session.ok_or_else(ApiError::unauthenticated)?;
            Ok(SignOutPayload::done(auth::sign_out(&request.app, session).await?))
        })
        .await
    }
}
