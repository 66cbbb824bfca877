//! Senders of posts: they are made with a secret that is shown once, and known by it. A secret must be read again to compare a
//! signature, so it is kept sealed and not as a hash.

use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};
use domain::agent::Entrance;
use domain::ids::{MomentSourceId, TenantId};
use domain::moment_source::{MOMENT_SOURCES_MAX, MomentSourceError, OVERLAP_HOURS_MAX, read_name};
use domain::webhook::{Message, WEBHOOK_SECRET_BYTES, secret_text};
use serde_json::json;
use store::config::SecretConfig;
use store::moment_source::MomentSource;
use store::{StoreError, StoreResult, TenantCtx, TenantRead, TenantTx, audit};

use super::sender::via;
use super::{context, opaque, seal};
use crate::App;
use crate::error::{ApiError, ApiResult, Kind};

/// Makes a source, with its line in the audit log, and commits it. Returns the row and the secret, which is shown only now. The
/// caller has checked that `ctx` may. Errors: [`MomentSourceError`], `CONFLICT` for a name that is taken.
pub async fn create(app: &App, ctx: &TenantCtx, name: &str) -> ApiResult<(MomentSource, String)> {
    let now = app.clock.now();
    let name = read_name(name).map_err(|error| ApiError::from(error).at("name"))?;
    let id = store::new_id();
    let (secret, text) = sealed(app, ctx.tenant(), id)?;
    let row = MomentSource {
        tenant_id: ctx.tenant(),
        id,
        name,
        secret,
        old_secret: None,
        old_secret_until: None,
        created_at: now,
        rotated_at: None,
        disabled_at: None,
    };
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    if MomentSource::count(&tx).await? >= MOMENT_SOURCES_MAX {
        return Err(MomentSourceError::TooMany.into());
    }
    row.insert(&tx).await.map_err(|error| ApiError::from(error).at("name"))?;
    audit::write(&tx, "momentSourceCreate", row.id, json!({ "name": row.name }), now).await?;
    tx.commit().await?;
    Ok((row, text))
}

/// Gives a source another secret; the one before is good for so many hours more. Errors: [`MomentSourceError`], `NOT_FOUND`.
pub async fn rotate(
    app: &App,
    ctx: &TenantCtx,
    id: MomentSourceId,
    overlap_hours: i64,
) -> ApiResult<(MomentSource, String)> {
    let now = app.clock.now();
    if !(0..=OVERLAP_HOURS_MAX).contains(&overlap_hours) {
        return Err(ApiError::from(MomentSourceError::Overlap).at("overlapHours"));
    }
    let (secret, text) = sealed(app, ctx.tenant(), id)?;
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let mut row = locked(&tx, id).await?;
    if row.disabled_at.is_some() {
        return Err(ApiError::from(MomentSourceError::Disabled).at("momentSourceId"));
    }
    let before = std::mem::replace(&mut row.secret, secret);
    let overlaps = overlap_hours > 0;
    row.old_secret = overlaps.then_some(before);
    row.old_secret_until = overlaps.then(|| now + TimeDelta::hours(overlap_hours));
    row.rotated_at = Some(now);
    row.save(&tx).await?;
    audit::write(&tx, "momentSourceRotate", row.id, json!({ "oldSecretUntil": row.old_secret_until }), now)
        .await?;
    tx.commit().await?;
    Ok((row, text))
}

/// Ends a source for good; what came in from it stays. One that is ended already stays so. Errors: `NOT_FOUND`.
pub async fn disable(app: &App, ctx: &TenantCtx, id: MomentSourceId) -> ApiResult<MomentSource> {
    let now = app.clock.now();
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let mut row = locked(&tx, id).await?;
    if row.disabled_at.is_none() {
        row.disabled_at = Some(now);
        row.old_secret = None;
        row.old_secret_until = None;
        row.save(&tx).await?;
        audit::write(&tx, "momentSourceDisable", row.id, json!({ "disabledAt": now }), now).await?;
    }
    tx.commit().await?;
    Ok(row)
}

/// A source whose message this is, and the context it acts in.
///
/// Errors: `NOT_FOUND` where there is none, `SOURCE_DISABLED`; those of [`domain::webhook::WebhookError`].
pub async fn recognise(
    app: &App,
    (tenant, id): (TenantId, MomentSourceId),
    message: &Message<'_>,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> ApiResult<(MomentSource, TenantCtx)> {
    let scope = TenantRead::new(&app.pool, &context::public(tenant));
    let row = MomentSource::find(&scope, id).await?;
    drop(scope);
    let opened: StoreResult<Vec<Vec<u8>>> =
        row.secrets(now).map(|secret| seal::open(&key(&app.secrets), &bound(tenant, id), secret)).collect();
    message.verify(&opened?, now).map_err(|error| {
        let kind = match error {
            domain::webhook::WebhookError::Forged => Kind::Unauthenticated,
            _ => Kind::Malformed,
        };
        ApiError::new(kind, error.code(), error.to_string())
    })?;
    // Only to whom it belongs is it told that it has ended.
    if row.disabled_at.is_some() {
        return Err(ApiError::new(
            Kind::Forbidden,
            MomentSourceError::Disabled.code(),
            MomentSourceError::Disabled.to_string(),
        ));
    }
    Ok((row, context::source(tenant, id, &via(headers, Entrance::Rest))))
}

async fn locked(tx: &TenantTx, id: MomentSourceId) -> ApiResult<MomentSource> {
    MomentSource::lock(tx, id).await.map_err(|error: StoreError| ApiError::from(error).at("momentSourceId"))
}

/// A fresh secret, sealed and as it is shown.
fn sealed(app: &App, tenant: TenantId, id: MomentSourceId) -> ApiResult<(Vec<u8>, String)> {
    let secret = opaque::random::<WEBHOOK_SECRET_BYTES>();
    let sealed = seal::close(&key(&app.secrets), &bound(tenant, id), &secret)?;
    Ok((sealed, secret_text(&secret)))
}

fn key(secrets: &SecretConfig) -> [u8; 32] {
    secrets.derive("moment-source-sealing")
}

fn bound(tenant: TenantId, id: MomentSourceId) -> String {
    format!("tributary moment source {tenant} {id}")
}
