//! Sessions as the client sees them: a short access token, and a refresh token that is good for one use.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{SessionId, TenantId, UserId};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use store::config::SecretConfig;
use store::session::Session as Row;

use super::opaque;
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Minutes an access token is good for.
const ACCESS_MINUTES: i64 = 15;
/// Days a refresh token is good for.
const REFRESH_DAYS: i64 = 30;
/// How far clocks of our own servers may differ, in seconds.
const LEEWAY_SECONDS: u64 = 5;
/// Longest access token that is looked at, in bytes.
const ACCESS_BYTES_MAX: usize = 2_048;
const AUDIENCE: &str = "tributary";
const REFRESH_PREFIX: &str = "trb_rt_";

/// What a client gets when it has signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// Until when.
    pub access_expires_at: DateTime<Utc>,
    /// `trb_rt_…`; good once.
    pub refresh_token: String,
    /// Until when.
    pub refresh_expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session(…)")
    }
}

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// Who signed in.
    pub(super) sub: UserId,
    /// Their sign-in.
    pub(super) sid: SessionId,
    /// The tenant they work in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tid: Option<TenantId>,
    iat: i64,
    exp: i64,
}

/// A new session: the row to insert, and what the client gets once it stands.
pub(super) async fn begin(
    app: &App,
    user: UserId,
    tenant: Option<TenantId>,
    now: DateTime<Utc>,
) -> ApiResult<(Row, Session)> {
    let mut row = Row {
        id: store::new_id(),
        user_id: user,
        tenant_id: tenant,
        refresh_hash: Vec::new(),
        previous_hash: None,
        created_at: now,
        expires_at: now,
        revoked_at: None,
    };
    let session = rotate(app, &mut row, now).await?;
    row.previous_hash = None;
    Ok((row, session))
}

/// Gives a session its next refresh token and a fresh access token. The row is to be written back.
pub(super) async fn rotate(app: &App, row: &mut Row, now: DateTime<Utc>) -> ApiResult<Session> {
    let signer = app.keys.signer().await?;
    let access_expires_at = now + Duration::minutes(ACCESS_MINUTES);
    let claims = Claims {
        iss: issuer(app),
        aud: AUDIENCE.to_owned(),
        sub: row.user_id,
        sid: row.id,
        tid: row.tenant_id,
        iat: now.timestamp(),
        exp: access_expires_at.timestamp(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(signer.kid.clone());
    let access_token = jsonwebtoken::encode(&header, &claims, &signer.encoding)
        .map_err(|cause| ApiError::internal(&cause))?;
    let refresh_token = refresh_token(&app.secrets, row.id);
    row.previous_hash = Some(std::mem::replace(&mut row.refresh_hash, opaque::hash(&refresh_token).to_vec()));
    row.expires_at = now + Duration::days(REFRESH_DAYS);
    Ok(Session { access_token, access_expires_at, refresh_token, refresh_expires_at: row.expires_at })
}

/// Reads an access token. Errors: `UNAUTHENTICATED` for anything but a good one of ours.
pub(super) async fn read(app: &App, token: &str) -> ApiResult<Claims> {
    if token.len() > ACCESS_BYTES_MAX {
        return Err(ApiError::unauthenticated());
    }
    let header = jsonwebtoken::decode_header(token).map_err(|_| ApiError::unauthenticated())?;
    let (Algorithm::EdDSA, Some(kid)) = (header.alg, header.kid) else {
        return Err(ApiError::unauthenticated());
    };
    let key = app.keys.verifier(&kid).await?.ok_or_else(ApiError::unauthenticated)?;
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.leeway = LEEWAY_SECONDS;
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[issuer(app)]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let read = jsonwebtoken::decode::<Claims>(token, &key.decoding, &rules);
    read.map(|token| token.claims).map_err(|_| ApiError::unauthenticated())
}

fn issuer(app: &App) -> String {
    app.config.public_url.as_str().trim_end_matches('/').to_owned()
}

/// What a refresh token turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refresh {
    /// The one that is good now.
    Current,
    /// One of ours that was used before: somebody has a copy.
    Used,
    /// Not of this session.
    Foreign,
}

/// 16 random bytes and 16 that only this server can put behind them for this session: so a token that was rotated
/// away long ago is still known for what it is, and nobody ends a session by naming it.
fn refresh_token(secrets: &SecretConfig, session: SessionId) -> String {
    let random = opaque::random::<16>();
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(&random);
    secret[16..].copy_from_slice(&refresh_tag(secrets, session, &random));
    format!("{REFRESH_PREFIX}{}_{}", opaque::suffix(session), opaque::text(&secret))
}

fn refresh_tag(secrets: &SecretConfig, session: SessionId, random: &[u8]) -> [u8; 16] {
    let whole = secrets.derive(&format!("refresh-token {session} {random:?}"));
    let mut tag = [0; 16];
    tag.copy_from_slice(&whole[..16]);
    tag
}

/// The session a refresh token names.
pub(super) fn session_of(token: &str) -> Option<SessionId> {
    let (session, secret) = opaque::take_id(token.strip_prefix(REFRESH_PREFIX)?)?;
    opaque::bytes(secret).map(|_| session)
}

/// What a refresh token is to the session it names.
pub(super) fn judge(secrets: &SecretConfig, row: &Row, token: &str) -> Refresh {
    if opaque::equal(&opaque::hash(token), &row.refresh_hash) {
        return Refresh::Current;
    }
    let from = token.len().saturating_sub(opaque::SECRET_CHARS);
    match token.get(from..).and_then(opaque::bytes) {
        Some(secret) if opaque::equal(&refresh_tag(secrets, row.id, &secret[..16]), &secret[16..]) => {
            Refresh::Used
        }
        _ => Refresh::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::config::Environment;

    fn secrets() -> SecretConfig {
        let mut env = Environment::default();
        env.set("TRIBUTARY_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        SecretConfig::read(&env).unwrap()
    }

    fn row(current: &str) -> Row {
        let now = store::Clock::system().now();
        Row {
            id: session_of(current).unwrap(),
            user_id: store::new_id(),
            tenant_id: None,
            refresh_hash: opaque::hash(current).to_vec(),
            previous_hash: None,
            created_at: now,
            expires_at: now,
            revoked_at: None,
        }
    }

    #[test]
    fn a_refresh_token_is_current_used_or_foreign() {
        let (secrets, id) = (secrets(), store::new_id());
        let (first, second) = (refresh_token(&secrets, id), refresh_token(&secrets, id));
        let row = row(&second);
        assert_eq!(judge(&secrets, &row, &second), Refresh::Current);
        assert_eq!(judge(&secrets, &row, &first), Refresh::Used);
        let others = refresh_token(&secrets, store::new_id());
        assert_eq!(judge(&secrets, &row, &others), Refresh::Foreign);
        let made_up = format!("{REFRESH_PREFIX}{}_{}", opaque::suffix(id), opaque::text(&[9; 32]));
        assert_eq!(session_of(&made_up), Some(id));
        assert_eq!(judge(&secrets, &row, &made_up), Refresh::Foreign);
        assert_eq!(judge(&secrets, &row, "é"), Refresh::Foreign);
    }

    #[test]
    fn other_texts_name_no_session() {
        for text in ["", "trb_rt_", "trb_rt_x_y", "trb_sk_01h", "é"] {
            assert_eq!(session_of(text), None, "{text}");
        }
    }
}
