//! Signing up, in and out.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use store::session as row;

use super::affiliate::Affiliate;
use super::payload::payload;
use super::request::{Request, id, maybe_id};
use super::tenant::Tenant;
use crate::auth;
use crate::error::{ApiError, ApiResult};
use crate::http::cookie;

/// A sign-in.
#[derive(SimpleObject)]
pub struct Session {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    pub access_token_expires_at: DateTime<Utc>,
    /// Good once, for `tokenRefresh`. Null at `/graphql/session`, where it is a cookie out of reach of scripts.
    pub refresh_token: Option<String>,
    pub refresh_token_expires_at: DateTime<Utc>,
}

impl Session {
    /// A session as its caller gets it: a browser at its own door gets cookies.
    pub(super) fn of(request: &Request, session: auth::Session) -> Session {
        let mut refresh_token = session.refresh_token;
        if request.sender.browser.is_some() {
            let https = request.app.https();
            if let Some(token) = refresh_token.take() {
                request.set_cookie(cookie::set_refresh(&token, https));
            }
            if let Some(token) = &session.device {
                request.set_cookie(cookie::set_device(token, https));
            }
        }
        Session {
            access_token: session.access_token,
            access_token_expires_at: session.access_expires_at,
            refresh_token,
            refresh_token_expires_at: session.refresh_expires_at,
        }
    }
}

/// One of a person's sign-ins, as they see it.
pub struct UserSession(pub row::Session);

#[Object]
impl UserSession {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// What it was begun with, as `Firefox on Windows`; empty when nothing was said.
    async fn device(&self) -> &str {
        &self.0.device
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it was begun or last refreshed.
    async fn used_at(&self) -> DateTime<Utc> {
        self.0.used_at.unwrap_or(self.0.created_at)
    }
    /// When it ends unless refreshed.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
    /// When it was ended.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
    /// Whether it is the one that asks.
    async fn current(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(Request::of(ctx)?.caller.session == Some(self.0.id))
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
    /// A code of the second factor, where the e-mail's account has one.
    pub code: Option<String>,
    /// The version of the terms of use that is accepted by signing up: the current one.
    pub terms_of_use_version: Option<i32>,
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
    /// A code of the second factor, where the e-mail's account has one.
    pub code: Option<String>,
    /// The version of the terms of use that is accepted by signing up: the current one.
    pub terms_of_use_version: Option<i32>,
}

/// A person signs in.
#[derive(InputObject)]
pub struct SignInInput {
    pub email: String,
    pub password: String,
    /// Six digits of the second factor, or a recovery code, where the account has one.
    pub code: Option<String>,
    /// The tenant to work in; the oldest of theirs unless named.
    pub tenant_id: Option<ID>,
}

/// A refresh token is turned into a new one with a fresh access token.
#[derive(InputObject)]
pub struct TokenRefreshInput {
    /// At `/graphql/session` the cookie's unless given.
    pub refresh_token: Option<String>,
    /// The tenant to work in from now on; the one before unless named. Access tokens of the others stay good until
    /// they expire, so that tabs may work in several tenants.
    pub tenant_id: Option<ID>,
}

/// A session to end.
#[derive(InputObject)]
pub struct SessionRevokeInput {
    pub session_id: ID,
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct SessionRevokeOthersInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
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
    errors [
        EMAIL_INVALID, EMAIL_TAKEN, NAME_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, UNKNOWN_CURRENCY,
        SECOND_FACTOR_REQUIRED, CODE_INVALID, TERMS_OUTDATED,
    ]
}

payload! {
    /// The new affiliate and their session.
    AffiliateSignUpPayload, AffiliateSignUpUserError, AffiliateSignUpErrorCode { session: Session, affiliate: Affiliate }
    errors [
        COUNTRY_INVALID, EMAIL_INVALID, EMAIL_TAKEN, NAME_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG,
        SECOND_FACTOR_REQUIRED, CODE_INVALID, TERMS_OUTDATED,
    ]
}

payload! {
    /// The session.
    SignInPayload, SignInUserError, SignInErrorCode { session: Session }
    errors [INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED, CODE_INVALID]
}

payload! {
    /// The session with new tokens.
    TokenRefreshPayload, TokenRefreshUserError, TokenRefreshErrorCode { session: Session }
    errors [INVALID_REFRESH_TOKEN]
}

payload! {
    /// The ended session.
    SessionRevokePayload, SessionRevokeUserError, SessionRevokeErrorCode { user_session: UserSession } errors []
}

payload! {
    /// How many sessions were ended.
    SessionRevokeOthersPayload, SessionRevokeOthersUserError, SessionRevokeOthersErrorCode { revoked: i32 } errors []
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
            let SignUpInput { tenant_name, currency, email, password, name, code, terms_of_use_version } =
                input;
            let input =
                auth::SignUp { tenant_name, currency, email, password, name, code, terms_of_use_version };
            let (session, tenant) = auth::sign_up(&request.app, &request.sender, input).await?;
            Ok(SignUpPayload::done(Session::of(request, session), Tenant(tenant)))
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
            let AffiliateSignUpInput { email, password, name, country, code, terms_of_use_version } = input;
            let input = auth::AffiliateSignUp { email, password, name, country, code, terms_of_use_version };
            let (session, affiliate) = auth::affiliate_sign_up(&request.app, &request.sender, input).await?;
            Ok(AffiliateSignUpPayload::done(Session::of(request, session), Affiliate(affiliate)))
        })
        .await
    }

    /// Signs in. Needs no credential.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> ApiResult<SignInPayload> {
        let request = Request::of(ctx)?;
        SignInPayload::of(async {
            let tenant = maybe_id(input.tenant_id.as_ref(), "tenantId")?;
            let SignInInput { email, password, code, .. } = input;
            let input = auth::SignIn { email, password, code, tenant };
            let session = auth::sign_in(&request.app, &request.sender, input).await?;
            Ok(SignInPayload::done(Session::of(request, session)))
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
            let tenant = maybe_id(input.tenant_id.as_ref(), "tenantId")?;
            let input = auth::Refresh { token: input.refresh_token, tenant };
            let session = auth::refresh(&request.app, &request.sender, input).await;
            if session.as_ref().is_err_and(|error| error.code == "INVALID_REFRESH_TOKEN") {
                request.end_cookie();
            }
            Ok(TokenRefreshPayload::done(Session::of(request, session?)))
        })
        .await
    }

    /// Ends one of the person's own sessions.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        input: SessionRevokeInput,
    ) -> ApiResult<SessionRevokePayload> {
        let request = Request::of(ctx)?;
        let user = request.caller.user()?;
        SessionRevokePayload::of(async {
            let session = id(&input.session_id, "sessionId")?;
            request.forget();
            let row = auth::end_own(&request.app, &request.sender, user, session).await;
            Ok(SessionRevokePayload::done(UserSession(row.map_err(|error| error.at("sessionId"))?)))
        })
        .await
    }

    /// Ends every session of the person but the one that asks.
    async fn session_revoke_others(
        &self,
        ctx: &Context<'_>,
        input: SessionRevokeOthersInput,
    ) -> ApiResult<SessionRevokeOthersPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        let user = request.caller.user()?;
        SessionRevokeOthersPayload::of(async {
            let session = request.caller.session.ok_or_else(ApiError::unauthenticated)?;
            request.forget();
            let ended = auth::end_others(&request.app, &request.sender, user, session).await?;
            Ok(SessionRevokeOthersPayload::done(i32::try_from(ended).unwrap_or(i32::MAX)))
        })
        .await
    }

    /// Ends the session whose access token is used; at `/graphql/session` the cookie's where there is no token.
    async fn sign_out(&self, ctx: &Context<'_>, input: Option<SignOutInput>) -> ApiResult<SignOutPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        SignOutPayload::of(async {
            let ended = auth::sign_out(&request.app, &request.sender, request.caller.session).await?;
            request.end_cookie();
            Ok(SignOutPayload::done(ended))
        })
        .await
    }
}
