//! One shape for every REST error: `{"error":{"code","message","field","requestId"}}`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::RequestId;
use crate::App;
use crate::error::{ApiError, ApiResult, Kind};

/// Code of a body over the limit.
pub(super) const BODY_TOO_LARGE: &str = "BODY_TOO_LARGE";
/// Seconds after which to try again what is away or limited.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = match self.kind {
            Kind::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::Limited if self.code == BODY_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        answer(status, self)
    }
}

/// The error under a status of its own.
pub(super) fn answer(status: StatusCode, error: ApiError) -> Response {
    let request_id = RequestId::current();
    let body = serde_json::json!({ "error": {
        "code": error.code,
        "message": error.message,
        "field": error.field,
        "requestId": request_id.as_ref().map(RequestId::as_str),
    }});
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match error.kind {
        Kind::Unauthenticated => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        Kind::Unavailable => {
            headers.insert(header::RETRY_AFTER, RETRY_SECONDS);
        }
        Kind::Limited if status == StatusCode::TOO_MANY_REQUESTS => {
            let seconds = error.retry_after_ms.map(|ms| HeaderValue::from(ms.div_ceil(1_000)));
            headers.insert(header::RETRY_AFTER, seconds.unwrap_or(RETRY_SECONDS));
        }
        _ => {}
    }
    response
}

/// A body over the limit.
pub(super) fn body_too_large(bytes_max: usize) -> ApiError {
    ApiError::new(Kind::Limited, BODY_TOO_LARGE, format!("the body is larger than {bytes_max} bytes"))
}

/// No route of this path.
pub(super) async fn no_such_route() -> ApiError {
    ApiError::new(Kind::NotFound, "NOT_FOUND", "no such address")
}

/// A route, but not for this method. axum adds `Allow`.
pub(super) async fn no_such_method() -> Response {
    let error =
        ApiError::new(Kind::Malformed, "METHOD_NOT_ALLOWED", "this address does not answer this method");
    answer(StatusCode::METHOD_NOT_ALLOWED, error)
}

/// A whole body, within the limit.
pub(super) struct RawBody(pub(super) Bytes);

impl FromRequest<App> for RawBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> ApiResult<RawBody> {
        match Bytes::from_request(request, app).await {
            Ok(bytes) => Ok(RawBody(bytes)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(body_too_large(app.config.body_bytes_max))
            }
            Err(_) => {
                Err(ApiError::new(Kind::Malformed, "MALFORMED", "the body could not be read to its end"))
            }
        }
    }
}

/// Reads a JSON body. Errors: `MALFORMED` with what is wrong and where, in the caller's own words only.
pub(super) fn read_json<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> ApiResult<T> {
    serde_json::from_slice(body).map_err(|wrong| {
        let mut message = wrong.to_string();
        if let Some((end, _)) = message.char_indices().nth(500) {
            message.truncate(end);
        }
        ApiError::new(Kind::Malformed, "MALFORMED", message)
    })
}
