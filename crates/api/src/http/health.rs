//! Whether we are well, and the keys others verify our tokens with.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::error::ApiResult;

/// Longest wait for Postgres, in milliseconds.
const ANSWER_MS_MAX: u64 = 2_000;
const JWKS_CACHE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// `GET /healthz`: 200 when Postgres answers, else 503. Without Redis the service goes on, so that is only told.
pub(super) async fn healthz(State(app): State<App>) -> Response {
    let postgres = tokio::time::timeout(Duration::from_millis(ANSWER_MS_MAX), app.pool.ping());
    let (postgres, redis) = tokio::join!(postgres, app.cache.answers());
    let well = matches!(postgres, Ok(Ok(())));
    let word = |well| if well { "ok" } else { "away" };
    let body = serde_json::json!({
        "status": word(well),
        "parts": { "postgres": word(well), "redis": word(redis) },
    });
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(body)).into_response()
}

/// `GET /.well-known/jwks.json`: the public keys.
pub(super) async fn jwks(State(app): State<App>) -> ApiResult<Response> {
    let keys = app.keys.jwks().await?;
    let headers = [
        (header::CACHE_CONTROL, JWKS_CACHE),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((headers, Json(keys)).into_response())
}
