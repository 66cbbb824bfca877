//! Sessions as the client sees them: a short access token, and a refresh token that is good for one use.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{SessionId, TenantId, UserId};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use store::config::SecretConfig;
use store::session::Session as Row;

use super::{Sender, device, opaque};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Minutes an access token is good for.
const ACCESS_MINUTES: i64 = 15;
/// Days a refresh token is good for.
const REFRESH_DAYS: i64 = 30;
/// Seconds after a refresh in which the token before is taken for another tab's.
const OVERTAKEN_SECONDS: i64 = 20;
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
    /// `trb_rt_…`; good once. None where the one that was given before still is the next.
    pub refresh_token: Option<String>,
    /// Until when.
    pub refresh_expires_at: DateTime<Utc>,
    /// For a browser that was not known to sign this person in: what it keeps to be known by.
    pub device: Option<String>,
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

/// A new session, begun with a second factor where one was proved: the row to insert, and what the client gets once it
/// stands.
pub(super) async fn begin(
    app: &App,
    sender: &Sender,
    user: UserId,
    tenant: Option<TenantId>,
    second_factor_at: Option<DateTime<Utc>>,
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
        device: sender.agent().to_owned(),
        used_at: None,
        second_factor_at,
    };
    let first = refresh_token(&app.secrets, row.id, &opaque::random());
    let mut session = follow(app, &mut row, first, now).await?;
    session.device = device::unless_known(app, sender, user);
    Ok((row, session))
}

/// Gives a session the refresh token that follows this one, and a fresh access token. The row is to be written back.
pub(super) async fn rotate(app: &App, row: &mut Row, token: &str, now: DateTime<Utc>) -> ApiResult<Session> {
    row.previous_hash = Some(row.refresh_hash.clone());
    let next = next_token(&app.secrets, row.id, token);
    follow(app, row, next, now).await
}

async fn follow(app: &App, row: &mut Row, refresh_token: String, now: DateTime<Utc>) -> ApiResult<Session> {
    row.refresh_hash = opaque::hash(&refresh_token).to_vec();
    row.expires_at = now + Duration::days(REFRESH_DAYS);
    row.used_at = Some(now);
    let session = access(app, row, row.tenant_id, now).await?;
    Ok(Session { refresh_token: Some(refresh_token), ..session })
}

/// The answer to the token before once more: the token that followed it, and a fresh access token.
pub(super) async fn overtaken(
    app: &App,
    row: &Row,
    token: &str,
    tenant: Option<TenantId>,
    now: DateTime<Utc>,
) -> ApiResult<Session> {
    let next = next_token(&app.secrets, row.id, token);
    let stands = opaque::equal(&opaque::hash(&next), &row.refresh_hash);
    let session = access(app, row, tenant, now).await?;
    Ok(Session { refresh_token: stands.then_some(next), ..session })
}

/// A fresh access token of a session for one tenant; the refresh token stays.
pub(super) async fn access(
    app: &App,
    row: &Row,
    tenant: Option<TenantId>,
    now: DateTime<Utc>,
) -> ApiResult<Session> {
    let signer = app.keys.signer().await?;
    let access_expires_at = now + Duration::minutes(ACCESS_MINUTES);
    let claims = Claims {
        iss: issuer(app),
        aud: AUDIENCE.to_owned(),
        sub: row.user_id,
        sid: row.id,
        tid: tenant,
        iat: now.timestamp(),
        exp: access_expires_at.timestamp(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(signer.kid.clone());
    let access_token = jsonwebtoken::encode(&header, &claims, &signer.encoding)
        .map_err(|cause| ApiError::internal(&cause))?;
    let refresh_expires_at = row.expires_at;
    Ok(Session { access_token, access_expires_at, refresh_token: None, refresh_expires_at, device: None })
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
    /// The one before, within the seconds in which two tabs of one browser may have sent it.
    Overtaken,
    /// One of ours that was used before: somebody has a copy.
    Used,
    /// Not of this session.
    Foreign,
}

/// 16 random bytes and 16 that only this server can put behind them for this session: so a token that was rotated
/// away long ago is still known for what it is, and nobody ends a session by naming it.
fn refresh_token(secrets: &SecretConfig, session: SessionId, random: &[u8; 16]) -> String {
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(random);
    secret[16..].copy_from_slice(&refresh_tag(secrets, session, random));
    format!("{REFRESH_PREFIX}{}_{}", opaque::suffix(session), opaque::text(&secret))
}

/// The token that follows another: only this server can tell, and it can tell again, so that an answer that was lost may
/// be given once more.
fn next_token(secrets: &SecretConfig, session: SessionId, token: &str) -> String {
    let whole = secrets.derive(&format!("next-refresh-token {session} {token}"));
    let mut random = [0; 16];
    random.copy_from_slice(&whole[..16]);
    refresh_token(secrets, session, &random)
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
pub(super) fn judge(secrets: &SecretConfig, row: &Row, token: &str, now: DateTime<Utc>) -> Refresh {
    let hash = opaque::hash(token);
    if opaque::equal(&hash, &row.refresh_hash) {
        return Refresh::Current;
    }
    let young = row.used_at.is_some_and(|at| now - at < Duration::seconds(OVERTAKEN_SECONDS));
    if young && row.previous_hash.as_deref().is_some_and(|previous| opaque::equal(&hash, previous)) {
        return Refresh::Overtaken;
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
            device: String::new(),
            used_at: Some(now),
            second_factor_at: None,
        }
    }

    #[test]
    fn a_refresh_token_is_current_used_or_foreign() {
        let (secrets, id) = (secrets(), store::new_id());
        let first = refresh_token(&secrets, id, &[1; 16]);
        let second = next_token(&secrets, id, &first);
        assert_eq!(second, next_token(&secrets, id, &first));
        let mut row = row(&second);
        let now = row.created_at;
        let judge = |row: &Row, token: &str, seconds| {
            super::judge(&secrets, row, token, now + Duration::seconds(seconds))
        };
        assert_eq!(judge(&row, &second, 0), Refresh::Current);
        assert_eq!(judge(&row, &first, 0), Refresh::Used);
        row.previous_hash = Some(opaque::hash(&first).to_vec());
        assert_eq!(judge(&row, &first, OVERTAKEN_SECONDS - 1), Refresh::Overtaken);
        assert_eq!(judge(&row, &first, OVERTAKEN_SECONDS), Refresh::Used);
        let others = refresh_token(&secrets, store::new_id(), &[1; 16]);
        assert_eq!(judge(&row, &others, 0), Refresh::Foreign);
        let made_up = format!("{REFRESH_PREFIX}{}_{}", opaque::suffix(id), opaque::text(&[9; 32]));
        assert_eq!(session_of(&made_up), Some(id));
        assert_eq!(judge(&row, &made_up, 0), Refresh::Foreign);
        assert_eq!(judge(&row, "é", 0), Refresh::Foreign);
    }

    #[test]
    fn other_texts_name_no_session() {
        for text in ["", "trb_rt_", "trb_rt_x_y", "trb_sk_01h", "é"] {
            assert_eq!(session_of(text), None, "{text}");
        }
    }
}
