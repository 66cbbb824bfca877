//! What every request passes: its id, its limits of time and size, the log line, and the headers of the answer.
//! The log holds no query strings, addresses or anything else of a person.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use http_body_util::Limited;
use tracing::Instrument;

use super::RequestId;
use super::error::body_too_large;
use super::media;
use super::request_id;
use crate::App;
use crate::error::{ApiError, Kind};

/// What an answer says unless its door says otherwise.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
    ),
];
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Lets a request through.
pub(super) async fn edge(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(id.clone());
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        request.headers_mut().insert(request_id::HEADER, value);
    }
    let span = tracing::info_span!("request", id = id.as_str(), %method, route);
    let started = Instant::now();
    let limits = Limits::of(&app, &route);
    let answer = id.clone().during(within_limits(limits, request, next)).instrument(span.clone());
    let mut response = answer.await;
    let latency_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), latency_ms, "answered"));

    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    if app.config.public_url.scheme() == "https" {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(STRICT_TRANSPORT);
    }
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(request_id::HEADER, value);
    }
    response
}

/// What a request may cost.
struct Limits {
    bytes_max: usize,
    request_ms_max: u64,
}

impl Limits {
    /// Those of a route: uploads have their own.
    fn of(app: &App, route: &str) -> Limits {
        if route == media::PATH {
            return Limits { bytes_max: media::BODY_BYTES_MAX, request_ms_max: media::REQUEST_MS_MAX };
        }
        Limits { bytes_max: app.config.body_bytes_max, request_ms_max: app.config.request_timeout_ms }
    }
}

async fn within_limits(limits: Limits, request: Request, next: Next) -> Response {
    let Limits { bytes_max, request_ms_max } = limits;
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > bytes_max as u64) {
        return body_too_large(bytes_max).into_response();
    }
    let request = request.map(|body| Body::new(Limited::new(body, bytes_max)));
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(Duration::from_millis(request_ms_max), answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            let text = panic
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            ApiError::internal(&text.unwrap_or("a panic without a text")).into_response()
        }
        Err(_) => {
            let text = "this took too long and was given up; please try again";
            ApiError::new(Kind::Unavailable, "TIMEOUT", text).into_response()
        }
    }
}
