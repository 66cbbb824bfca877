//! API keys: `trb_sk_{tenant}_{key}_{secret}` for servers, `trb_pk_…` for browsers. The token is shown once; its
//! SHA-256 is kept. Tenant and key stand in it without their prefixes.

use std::sync::Arc;

use domain::ids::{ApiKeyId, TenantId};
use domain::permission::{KeyKind, Scope};
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
}

/// Makes a key, with its line in the audit log, and commits it. Returns the row and the token, which is shown only
/// now. The caller has checked that `ctx` may. Errors: `NAME_INVALID`, `SCOPES_INVALID`.
pub async fn create(app: &App, ctx: &TenantCtx, new: NewApiKey) -> ApiResult<(ApiKey, String)> {
    let now = app.clock.now();
    let name = new.name.trim();
    if !is_line(name, NAME_CHARS_MAX) {
        let text = format!("a name is one line of 1 to {NAME_CHARS_MAX} characters");
        return Err(ApiError::refused("NAME_INVALID", text).at("name"));
    }
    let mut scopes = match (new.kind, new.scopes) {
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
    let id: ApiKeyId = store::new_id();
    let secret = opaque::text(&opaque::random());
    let prefix = prefix(new.kind);
    let token = format!("{prefix}{}_{}_{secret}", opaque::suffix(ctx.tenant()), opaque::suffix(id));
    let row = ApiKey {
        tenant_id: ctx.tenant(),
        id,
        kind: new.kind,
        name: name.to_owned(),
        hint: format!(
            "{prefix}…{}",
            secret.chars().skip(opaque::SECRET_CHARS - HINT_CHARS).collect::<String>()
        ),
        secret_hash: opaque::hash(&token).to_vec(),
        scopes: scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        created_at: now,
        revoked_at: None,
    };
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    row.insert(&tx).await?;
    let detail = serde_json::json!({ "kind": row.kind, "scopes": row.scopes });
    audit::write(&tx, "apiKeyCreate", id, detail, now).await?;
    tx.commit().await?;
    Ok((row, token))
}

/// Ends a key, with its line in the audit log, and commits that: at once in this process, within seconds elsewhere.
/// A key that was ended before stays as it is. The caller has checked that `ctx` may. Errors: `NOT_FOUND`.
pub async fn revoke(app: &App, ctx: &TenantCtx, id: ApiKeyId) -> ApiResult<ApiKey> {
    let now = app.clock.now();
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let mut row = ApiKey::lock(&tx, id).await?;
    if ApiKey::revoke(&tx, id, now).await? {
        row.revoked_at = Some(now);
        audit::write(&tx, "apiKeyRevoke", id, serde_json::json!({}), now).await?;
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
    let good = opaque::equal(&opaque::hash(token), &known.secret_hash) && known.kind == kind;
    if !good || app.memory.key_ended(id) {
        return Err(ApiError::unauthenticated());
    }
    let actor = Actor::Key { key: id, kind, scopes: known.scopes.clone() };
    Ok(Recognised { ctx: context::acting(tenant, actor, via), kind, origins: known.origins.clone() })
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
        KeyKind::Publishable => Tenant::own(&read).await?.origins,
    };
    let scopes = row.scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
    Ok(Some(Arc::new(KnownKey { secret_hash: row.secret_hash, kind: row.kind, scopes, origins })))
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
