//! `POST /v1/media`: an image or a video for a moment that is handed in afterwards. `GET /media/{tenant}/{media}/{size}`: it is
//! shown, for as long as its moment may be.

mod intake;
mod picture;
mod show;

use axum::Json;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::agent::Entrance;
use domain::media::{MediaError, MediaSize, MediaState, MediaType, UNTAKEN_BYTES_MAX};
use domain::permission::{KeyKind, Permission};
use domain::plan::suspended_stops;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use store::media::Media;
use store::{Actor, StoreError, TenantCtx, TenantRead, TenantTx, audit};

pub use intake::Uploads;
pub(super) use intake::{BODY_BYTES_MAX, REQUEST_MS_MAX};
pub(crate) use show::address;
pub(super) use show::show;

use super::cors;
use super::error::answer;
use crate::App;
use crate::auth::{By, Guess, Sender, Tries, authenticate};
use crate::error::{ApiError, ApiResult, Kind};

/// The path of uploads, which have limits of their own.
pub(super) const PATH: &str = "/v1/media";

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    media: Uploaded,
    /// Whether the same bytes were here before.
    repeated: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Uploaded {
    id: String,
    #[serde(rename = "type")]
    kind: MediaType,
    width: i32,
    height: i32,
    duration_ms: Option<i64>,
    bytes: i64,
}

/// What is stored of an upload.
struct Made {
    kind: MediaType,
    width: u32,
    height: u32,
    duration_ms: Option<u64>,
    original: Bytes,
    large: Option<Smaller>,
    small: Option<Smaller>,
}

/// A smaller picture of it.
struct Smaller {
    kind: MediaType,
    bytes: Bytes,
}

/// Takes an image or a video: 201, or 200 where the same bytes wait for a moment already. The body is the file itself; what it is
/// is read from it, whatever its content type says.
pub(super) async fn upload(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Response> {
    let caller = authenticate(&app, &headers, None, Entrance::Rest).await?;
    let ctx = caller.may(Permission::MomentSubmit)?;
    let peer = peer.map(|peer| peer.0.0.ip());
    let mut response = match taken(&app, ctx, &headers, peer, body).await {
        Ok((media, repeated)) => {
            let status = if repeated { StatusCode::OK } else { StatusCode::CREATED };
            (status, Json(Answer { media: Uploaded::of(&media), repeated })).into_response()
        }
        Err(error) => refused(error),
    };
    cors::allow(&mut response, headers.get(header::ORIGIN));
    Ok(response)
}

/// `OPTIONS /v1/media`.
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    cors::preflight(&headers, "POST")
}

/// Codes of this door that have a status of their own.
fn refused(error: ApiError) -> Response {
    let status = match error.code {
        "MEDIA_TYPE" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "MEDIA_TOO_LARGE" => StatusCode::PAYLOAD_TOO_LARGE,
        "UPLOAD_TOO_SLOW" => StatusCode::REQUEST_TIMEOUT,
        _ => return error.into_response(),
    };
    answer(status, error)
}

async fn taken(
    app: &App,
    ctx: &TenantCtx,
    headers: &HeaderMap,
    peer: Option<std::net::IpAddr>,
    body: Body,
) -> ApiResult<(Media, bool)> {
    if !app.objects.is_there() {
        let text = "this server has no place for media: MEDIA_DIR or MEDIA_S3_BUCKET names one";
        return Err(ApiError::new(Kind::Unavailable, "MEDIA_OFF", text));
    }
    if let Actor::Key { key, kind: KeyKind::Publishable, .. } = ctx.actor() {
        // Everybody holds this key: nobody fills the place alone.
        let sender = Sender::of(app, headers, peer, Entrance::Rest, false);
        let _counted = Tries::take(app, &sender, Guess::Upload, &key.to_string(), By::Address).await?;
    }
    if suspended_stops(Permission::MomentSubmit)
        && store::plan::is_suspended(&TenantRead::new(&app.pool, ctx)).await?
    {
        return Err(ApiError::suspended());
    }
    let whole = app.uploads.read(body).await?;
    let made = app.uploads.make(whole).await?;
    let hash: [u8; 32] = Sha256::digest(&made.original).into();
    keep(app, ctx, made, hash).await
}

/// Writes the row, then its objects, then that they are there: whatever ends this in between is found by the sweep.
async fn keep(app: &App, ctx: &TenantCtx, made: Made, hash: [u8; 32]) -> ApiResult<(Media, bool)> {
    let now = app.clock.now();
    let mut media = row(ctx, &made, hash, now)?;
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    if let Some(standing) = Media::waiting(&tx, &hash).await? {
        return Ok((standing, true));
    }
    if Media::waiting_bytes(&tx).await?.saturating_add(media.bytes) > UNTAKEN_BYTES_MAX {
        return Err(MediaError::TooMuchWaits.into());
    }
    media.insert(&tx).await?;
    tx.commit().await?;

    let stored = match write(app, &media, made).await {
        Ok(()) => stored(app, ctx, &media, now).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(true) => {
            media.state = MediaState::Stored;
            Ok((media, false))
        }
        // The same bytes have come in beside it, or it took so long that the sweep has been here.
        Ok(false) | Err(StoreError::Conflict(_)) => {
            let tx = TenantTx::begin(&app.pool, ctx).await?;
            Media::give_up(&tx, media.id, now).await?;
            let standing = Media::waiting(&tx, &hash).await?;
            tx.commit().await?;
            let text = "the upload took too long; please try again";
            let standing = standing.ok_or_else(|| ApiError::new(Kind::Unavailable, "UNAVAILABLE", text))?;
            Ok((standing, true))
        }
        Err(error) => {
            let tx = TenantTx::begin(&app.pool, ctx).await?;
            Media::give_up(&tx, media.id, now).await?;
            tx.commit().await?;
            Err(error.into())
        }
    }
}

async fn write(app: &App, media: &Media, made: Made) -> Result<(), StoreError> {
    let smaller = [(MediaSize::Small, made.small), (MediaSize::Large, made.large)];
    let smaller = smaller.into_iter().filter_map(|(size, made)| Some((size, made?.bytes)));
    let all: Vec<_> = smaller.chain([(MediaSize::Original, made.original)]).collect();
    let writes = all.into_iter().map(|(size, bytes)| async move {
        let key = media.key(size).ok_or(StoreError::Corrupt("media"))?;
        app.objects.put(&key, bytes).await
    });
    futures::future::try_join_all(writes).await?;
    Ok(())
}

async fn stored(app: &App, ctx: &TenantCtx, media: &Media, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let tx = TenantTx::begin(&app.pool, ctx).await?;
    let stored = Media::stored(&tx, media.id, now).await?;
    if stored {
        let told = serde_json::json!({ "type": media.kind, "bytes": media.bytes });
        audit::write(&tx, "mediaUpload", media.id, told, now).await?;
    }
    tx.commit().await?;
    Ok(stored)
}

fn row(ctx: &TenantCtx, made: &Made, hash: [u8; 32], now: DateTime<Utc>) -> ApiResult<Media> {
    let pixels = |side: u32| i32::try_from(side).map_err(|wrong| ApiError::internal(&wrong));
    let number = |length: usize| i64::try_from(length).map_err(|wrong| ApiError::internal(&wrong));
    Ok(Media {
        tenant_id: ctx.tenant(),
        id: store::new_id(),
        hash: Some(hash.to_vec()),
        kind: made.kind,
        bytes: number(made.original.len())?,
        width: pixels(made.width)?,
        height: pixels(made.height)?,
        duration_ms: made.duration_ms.and_then(|ms| i64::try_from(ms).ok()),
        small_type: made.small.as_ref().map(|small| small.kind),
        large_type: made.large.as_ref().map(|large| large.kind),
        state: MediaState::Writing,
        changed_at: now,
        uploaded_by: ctx.actor().label(),
        created_at: now,
        moment_id: None,
        position: None,
    })
}

impl Uploaded {
    fn of(media: &Media) -> Uploaded {
        Uploaded {
            id: media.id.to_string(),
            kind: media.kind,
            width: media.width,
            height: media.height,
            duration_ms: media.duration_ms,
            bytes: media.bytes,
        }
    }
}
