//! `GET /media/{tenant}/{media}/{size}`: to everybody while its moment may be shown, and to who holds a pass of minutes.

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{MediaId, TenantId};
use domain::media::{MediaSize, MediaType, Part, Pass, part};
use futures::StreamExt;
use serde::Deserialize;
use store::TenantRead;
use store::media::{Media, Shown};

use crate::App;
use crate::auth::context;
use crate::error::{ApiError, ApiResult};
use crate::http::error::answer;

/// What the purpose of its key is called.
const KEY: &str = "media-pass";
/// Whoever shows it asks again after so many seconds: what leaves has left within them.
const PUBLIC: HeaderValue = HeaderValue::from_static("public, max-age=5, must-revalidate");
/// One browser alone keeps what it was shown by a pass.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, max-age=60");
/// Opened by itself it is a document that may do nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// What stands in the query of a signed address.
#[derive(Deserialize)]
pub(in crate::http) struct Signed {
    expires: Option<String>,
    signature: Option<String>,
}

/// Where something of a tenant's is shown. With a pass, also while its moment is not public.
pub(crate) fn address(app: &App, media: &Media, size: MediaSize, with_pass: bool) -> String {
    let (stored, _) = media.stored_as(size);
    let home = app.config.public_url.as_str().trim_end_matches('/');
    let plain = format!("{home}/media/{}/{}/{stored}", media.tenant_id, media.id);
    if !with_pass {
        return plain;
    }
    let pass = Pass::new(media.tenant_id, media.id, app.clock.now());
    let signature = pass.sign(&app.secrets.derive(KEY));
    format!("{plain}?expires={}&signature={signature}", pass.expires)
}

/// Shows it. Errors: `NOT_FOUND`, whatever the reason is.
pub(in crate::http) async fn show(
    State(app): State<App>,
    Path((tenant, media, size)): Path<(String, String, String)>,
    Query(signed): Query<Signed>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let unknown = || ApiError::not_found("media");
    let tenant: TenantId = tenant.parse().map_err(|_| unknown())?;
    let media: MediaId = media.parse().map_err(|_| unknown())?;
    let size: MediaSize = size.parse().map_err(|_| unknown())?;
    let now = app.clock.now();
    let has_pass = signed.opens(&app, tenant, media);
    let scope = TenantRead::new(&app.pool, &context::public(tenant));
    let found = Media::shown(&scope, media, now).await?;
    let Shown { media, is_public } = found.filter(|found| found.is_public || has_pass).ok_or_else(unknown)?;
    // No connection is held while it is sent.
    drop(scope);

    let (stored, kind) = media.stored_as(size);
    let tag = tag(&media, stored).ok_or_else(unknown)?;
    let mut response = if is_known(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        send(&app, &media, (stored, kind), &headers, &tag).await?.ok_or_else(unknown)?
    };
    let of_it = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        of_it.insert(header::ETAG, tag);
    }
    of_it.insert(header::CACHE_CONTROL, if is_public && !has_pass { PUBLIC } else { PRIVATE });
    of_it.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    of_it.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    of_it.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    Ok(response)
}

/// The bytes that are asked for; none where the object is gone.
async fn send(
    app: &App,
    media: &Media,
    (stored, kind): (MediaSize, MediaType),
    headers: &HeaderMap,
    tag: &str,
) -> ApiResult<Option<Response>> {
    let Some(key) = media.key(stored) else { return Ok(None) };
    let whole = u64::try_from(media.bytes).unwrap_or_default();
    // Only of the original is it known beforehand how long it is; the others are short.
    let asked =
        text(headers, header::RANGE).filter(|_| stored == MediaSize::Original && may_be_part(headers, tag));
    let range = match part(asked, whole) {
        Ok(Part::Whole) => None,
        Ok(Part::Of(range)) => Some(range),
        Err(_) => {
            let error = ApiError::refused("RANGE_NOT_THERE", "there is no such part of it");
            let mut response = answer(StatusCode::RANGE_NOT_SATISFIABLE, error);
            if let Ok(value) = HeaderValue::from_str(&format!("bytes */{whole}")) {
                response.headers_mut().insert(header::CONTENT_RANGE, value);
            }
            return Ok(Some(response));
        }
    };
    let Some(found) = app.objects.get(&key, range.clone()).await? else { return Ok(None) };
    let sent = found.stream.map(|part| part.map_err(std::io::Error::other));
    let mut response = Body::from_stream(sent).into_response();
    let of_it = response.headers_mut();
    of_it.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.as_str()));
    let length = match &range {
        None => found.length,
        Some(range) => range.end - range.start,
    };
    of_it.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if stored == MediaSize::Original {
        of_it.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    if let Some(range) = range {
        let span = format!("bytes {}-{}/{}", range.start, range.end - 1, found.length);
        if let Ok(span) = HeaderValue::from_str(&span) {
            of_it.insert(header::CONTENT_RANGE, span);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(Some(response))
}

impl Signed {
    fn opens(&self, app: &App, tenant: TenantId, media: MediaId) -> bool {
        let (Some(expires), Some(signature)) = (&self.expires, &self.signature) else { return false };
        let Ok(expires) = expires.parse() else { return false };
        Pass { tenant, media, expires }.is_good(&app.secrets.derive(KEY), signature, app.clock.now())
    }
}

/// What lies under an id never changes: the same tag for ever.
fn tag(media: &Media, stored: MediaSize) -> Option<String> {
    let hash: String = media.hash.as_ref()?.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Some(format!("\"{hash}-{stored}\""))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = text(headers, header::IF_NONE_MATCH).unwrap_or_default();
    known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}

/// Whether a part goes with what the reader has already.
fn may_be_part(headers: &HeaderMap, tag: &str) -> bool {
    text(headers, header::IF_RANGE).is_none_or(|known| known == tag)
}
