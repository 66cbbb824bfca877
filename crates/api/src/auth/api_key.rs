//! API keys: `trb_sk_{tenant}_{key}_{secret}` for servers, `trb_pk_…` for browsers. The token is shown once; its
//! SHA-256 is kept. Tenant and key stand in it without their prefixes.

use std::sync::Arc;

use chrono::{DateTime, Duration, SubsecRound, Utc};
use domain::ids::{ApiKeyId, TenantId};
use domain::permission::{KeyKind, KeyState, Scope};
use domain::text::is_line;
use store::api_key::ApiKey;
use store::tenant::Tenant;
use store::{Actor, StoreError, TenantCtx, TenantRead, TenantTx, Via, audit};

use super::memory::KnownKey;
use super::{context, opaque};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Longest name of a key, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Longest time a key that ends by itself may be given, in days.
const EXPIRY_DAYS_MAX: i64 = 3_650;
/// Longest time two keys are good beside each other, in hours: thirty days.
const OVERLAP_HOURS_MAX: i64 = 720;
/// A key's last use is noted to so many seconds.
pub(super) const USE_SECONDS: i64 = 300;
/// Characters of the secret shown to tell keys apart.
const HINT_CHARS: usize = 4;

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// What the team calls it.
    pub name: String,
    /// Server or browser.
    pub kind: KeyKind,
    /// What a secret key may do; everything unless given. A publishable key has none.
    pub scopes: Option<Vec<Scope>>,
    /// When it ends by itself; never unless given.
    pub expires_at: Option<DateTime<Utc>>,
    /// Web origins a publishable key may be used from, in their one spelling; its tenant's where there are none.
    pub origins: Vec<String>,
}

/// A key that takes another's place.
#[derive(Debug, Clone, Copy)]
pub struct Rotation {
    /// The key whose place it takes.
    pub id: ApiKeyId,
    /// Hours both are good for.
    pub overlap_hours: i64,
    /// When the new one ends by itself; never unless given.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a key, with its line in the audit log, and commits it. Returns the row and the token, which is shown only
/// now. The caller has checked that `ctx` may. Errors: `NAME_INVALID`, `SCOPES_INVALID`, `EXPIRY_INVALID`,
/// `ORIGIN_INVALID`.
pub async fn create(app: &App, ctx: &TenantCtx, new: NewApiKey) -> ApiResult<(ApiKey, String)> {
    let now = app.clock.now();
    let name = new.name.trim();
    if !is_line(name, NAME_CHARS_MAX) {
        let text = format!("a name is one line of 1 to {NAME_CHARS_MAX} characters");
        return Err(ApiError::refused("NAME_INVALID", text).at("name"));
    }
    if new.kind == KeyKind::Secret && !new.origins.is_empty() {
        let text = "a secret key is for servers, which have no web origin";
        return Err(ApiError::refused("ORIGIN_INVALID", text).at("origins"));
    }
    let scopes = scopes(new.kind, new.scopes)?;
    let draft = Draft {
        kind: new.kind,
        name: name.to_owned(),
        scopes: scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        origins: new.origins,
        expires_at: expiry(new.expires_at, now)?,
    };
    let (row, token) = draft.key(ctx.tenant(), now);
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    row.insert(&tx).await?;
    audit::write(&tx, "apiKeyCreate", row.id, told(&row), now).await?;
    tx.commit().await?;
    Ok((row, token))
}

/// Makes a key in another's place: it may the same, for as long as the old one was made for unless told, and both are
/// good until the old one ends. Commits that with its line
/// in the audit log. Returns the new row, its token, which is shown only now, and the old row. The caller has checked
/// that `ctx` may. Errors: `NOT_FOUND`, `KEY_ENDED`, `OVERLAP_INVALID`, `EXPIRY_INVALID`.
pub async fn rotate(app: &App, ctx: &TenantCtx, rotation: Rotation) -> ApiResult<(ApiKey, String, ApiKey)> {
    let now = app.clock.now();
    if !(0..=OVERLAP_HOURS_MAX).contains(&rotation.overlap_hours) {
        let text = format!("keys overlap by 0 to {OVERLAP_HOURS_MAX} hours");
        return Err(ApiError::refused("OVERLAP_INVALID", text).at("overlapHours"));
    }
    let wanted = expiry(rotation.expires_at, now)?;
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let mut old =
        ApiKey::lock(&tx, rotation.id).await.map_err(|error| ApiError::from(error).at("apiKeyId"))?;
    if old.state(now) != KeyState::Active || old.replaced_by.is_some() {
        let text = "this key has ended, or another has taken its place already";
        return Err(ApiError::refused("KEY_ENDED", text).at("apiKeyId"));
    }
    let draft = Draft {
        kind: old.kind,
        name: old.name.clone(),
        scopes: old.scopes.clone(),
        origins: old.origins.clone(),
        expires_at: wanted.or_else(|| old.expires_at.map(|end| now + (end - old.created_at))),
    };
    let (row, token) = draft.key(ctx.tenant(), now);
    row.insert(&tx).await?;
    let before = serde_json::json!({ "expiresAt": old.expires_at });
    let ends = now + Duration::hours(rotation.overlap_hours);
    let ends = old.expires_at.map_or(ends, |standing| standing.min(ends));
    if !ApiKey::replace(&tx, old.id, row.id, ends).await? {
        return Err(StoreError::Conflict("key").into());
    }
    (old.expires_at, old.replaced_by) = (Some(ends), Some(row.id));
    let after = serde_json::json!({ "expiresAt": ends, "replacedBy": row.id });
    audit::change(&tx, "apiKeyRotate", old.id, before, after, now).await?;
    // Whoever has its token has made it: they do not approve what it has drafted.
    audit::write(&tx, "apiKeyCreate", row.id, told(&row), now).await?;
    tx.commit().await?;
    app.memory.key_changed(ctx.tenant(), old.id).await;
    Ok((row, token, old))
}

/// What a key is made of, once it was read.
struct Draft {
    kind: KeyKind,
    name: String,
    scopes: Vec<String>,
    origins: Vec<String>,
    expires_at: Option<DateTime<Utc>>,
}

impl Draft {
    fn key(self, tenant: TenantId, now: DateTime<Utc>) -> (ApiKey, String) {
        let id: ApiKeyId = store::new_id();
        let secret = opaque::text(&opaque::random());
        let prefix = prefix(self.kind);
        let token = format!("{prefix}{}_{}_{secret}", opaque::suffix(tenant), opaque::suffix(id));
        let end: String = secret.chars().skip(opaque::SECRET_CHARS - HINT_CHARS).collect();
        let row = ApiKey {
            tenant_id: tenant,
            id,
            kind: self.kind,
            name: self.name,
            hint: format!("{prefix}…{end}"),
            secret_hash: opaque::hash(&token).to_vec(),
            scopes: self.scopes,
            created_at: now,
            revoked_at: None,
            expires_at: self.expires_at,
            last_used_at: None,
            origins: self.origins,
            replaced_by: None,
        };
        (row, token)
    }
}

fn scopes(kind: KeyKind, given: Option<Vec<Scope>>) -> ApiResult<Vec<Scope>> {
    let mut scopes = match (kind, given) {
        (KeyKind::Secret, None) => Scope::ALL.to_vec(),
        (KeyKind::Secret, Some(scopes)) if !scopes.is_empty() => scopes,
        (KeyKind::Publishable, None) => Vec::new(),
        (KeyKind::Publishable, Some(scopes)) if scopes.is_empty() => scopes,
        (kind, _) => {
            let text = match kind {
                KeyKind::Secret => "a secret key has at least one scope",
                KeyKind::Publishable => "a publishable key has no scopes",
            };
            return Err(ApiError::refused("SCOPES_INVALID", text).at("scopes"));
        }
    };
    scopes.sort_unstable();
    scopes.dedup();
    Ok(scopes)
}

fn expiry(given: Option<DateTime<Utc>>, now: DateTime<Utc>) -> ApiResult<Option<DateTime<Utc>>> {
    match given {
        Some(at) if at <= now || at - now > Duration::days(EXPIRY_DAYS_MAX) => {
            let text = format!("a key ends at some time to come, within {EXPIRY_DAYS_MAX} days, or never");
            Err(ApiError::refused("EXPIRY_INVALID", text).at("expiresAt"))
        }
        // As the database keeps it.
        other => Ok(other.map(|at| at.trunc_subsecs(6))),
    }
}

fn told(row: &ApiKey) -> serde_json::Value {
    serde_json::json!({
        "id": row.id, "name": row.name, "kind": row.kind, "scopes": row.scopes, "origins": row.origins,
        "expiresAt": row.expires_at,
    })
}

/// Ends a key, with its line in the audit log, and commits that: at once in this process, within seconds elsewhere.
/// A key that was ended before stays as it is. The caller has checked that `ctx` may. Errors: `NOT_FOUND`.
pub async fn revoke(app: &App, ctx: &TenantCtx, id: ApiKeyId) -> ApiResult<ApiKey> {
    let now = app.clock.now();
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let mut row = ApiKey::lock(&tx, id).await?;
    if ApiKey::revoke(&tx, id, now).await? {
        row.revoked_at = Some(now);
        let (before, after) =
            (serde_json::json!({ "revokedAt": null }), serde_json::json!({ "revokedAt": now }));
        audit::change(&tx, "apiKeyRevoke", id, before, after, now).await?;
    }
    tx.commit().await?;
    app.memory.end_key(ctx.tenant(), id).await;
    Ok(row)
}

/// A key that was recognised.
pub(super) struct Recognised {
    pub(super) ctx: TenantCtx,
    pub(super) kind: KeyKind,
    /// Where a publishable key may be used from.
    pub(super) origins: Vec<String>,
}

/// Recognises a token. Errors: `UNAUTHENTICATED` for anything but a key that stands.
pub(super) async fn recognise(app: &App, token: &str, via: &Arc<Via>) -> ApiResult<Recognised> {
    let (kind, tenant, id) = parse(token).ok_or_else(ApiError::unauthenticated)?;
    let known = app.memory.keys.try_get_with((tenant, id), look_up(app, tenant, id)).await;
    let known =
        known.map_err(|error: Arc<ApiError>| (*error).clone())?.ok_or_else(ApiError::unauthenticated)?;
    let now = app.clock.now();
    let good = opaque::equal(&opaque::hash(token), &known.secret_hash) && known.kind == kind;
    if !good || app.memory.key_ended(id) || known.expires_at.is_some_and(|at| at <= now) {
        return Err(ApiError::unauthenticated());
    }
    if app.memory.key_use_is_due(id).await {
        note_use(app, tenant, id, now);
    }
    let actor = Actor::Key { key: id, kind, scopes: known.scopes.clone() };
    Ok(Recognised { ctx: context::acting(tenant, actor, via), kind, origins: known.origins.clone() })
}

/// Notes beside the request that a key was used: nobody waits for it, and nobody misses it where it fails.
fn note_use(app: &App, tenant: TenantId, id: ApiKeyId, now: DateTime<Utc>) {
    let pool = app.pool.clone();
    tokio::spawn(async move {
        let noted = async {
            let tx = TenantTx::begin(&pool, &context::public(tenant)).await?;
            ApiKey::used(&tx, id, now, now - Duration::seconds(USE_SECONDS)).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::debug!(%error, "the use of a key was not noted");
        }
    });
}

async fn look_up(app: &App, tenant: TenantId, id: ApiKeyId) -> ApiResult<Option<Arc<KnownKey>>> {
    let read = TenantRead::new(&app.pool, &context::public(tenant));
    let row = match ApiKey::find(&read, id).await {
        Ok(row) if row.revoked_at.is_none() => row,
        Ok(_) | Err(StoreError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let origins = match row.kind {
        KeyKind::Secret => Vec::new(),
        KeyKind::Publishable if row.origins.is_empty() => Tenant::own(&read).await?.origins,
        KeyKind::Publishable => row.origins,
    };
    let scopes = row.scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
    Ok(Some(Arc::new(KnownKey {
        secret_hash: row.secret_hash,
        kind: row.kind,
        scopes,
        origins,
        expires_at: row.expires_at,
    })))
}

fn prefix(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Secret => "trb_sk_",
        KeyKind::Publishable => "trb_pk_",
    }
}

fn parse(token: &str) -> Option<(KeyKind, TenantId, ApiKeyId)> {
    let (kind, rest) =
        KeyKind::ALL.iter().find_map(|kind| token.strip_prefix(prefix(*kind)).map(|rest| (*kind, rest)))?;
    let (tenant, rest) = opaque::take_id(rest)?;
    let (key, secret) = opaque::take_id(rest)?;
    opaque::bytes(secret)?;
    Some((kind, tenant, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_their_tenant_and_themselves() {
        let (tenant, key): (TenantId, ApiKeyId) = (store::new_id(), store::new_id());
        let secret = opaque::text(&opaque::random());
        let token = |prefix| format!("{prefix}{}_{}_{secret}", opaque::suffix(tenant), opaque::suffix(key));
        assert_eq!(parse(&token("trb_sk_")), Some((KeyKind::Secret, tenant, key)));
        assert_eq!(parse(&token("trb_pk_")), Some((KeyKind::Publishable, tenant, key)));
        assert_eq!(parse(&token("trb_rt_")), None);
        assert_eq!(parse(&token("")), None);
    }

    #[test]
    fn broken_keys_are_none() {
        let (tenant, key): (TenantId, ApiKeyId) = (store::new_id(), store::new_id());
        let (tenant, key) = (opaque::suffix(tenant), opaque::suffix(key));
        let wrong = [
            "trb_sk_".to_owned(),
            format!("trb_sk_{tenant}"),
            format!("trb_sk_{tenant}_{key}"),
            format!("trb_sk_{tenant}_{key}_"),
            format!("trb_sk_{tenant}_{key}_short"),
            format!("trb_sk_{tenant}-{key}_{}", "A".repeat(43)),
            format!("trb_sk_{}_{key}_{}", "u".repeat(26), "A".repeat(43)),
            format!("trb_sk_{tenant}_{key}_{}x", "A".repeat(43)),
        ];
        for token in wrong {
            assert_eq!(parse(&token), None, "{token}");
        }
    }
}
