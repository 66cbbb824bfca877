//! What a browser on a brand's own pages may do here: ask with a publishable key, from the web origins its tenant
//! allows. Never with cookies.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::auth::{authenticate, is_publishable};
use domain::agent::Entrance;

/// Answers `OPTIONS`: a preflight carries no key, so every origin may ask; the answer to the request itself names
/// only an origin that the key's tenant allows.
pub(super) fn preflight(headers: &HeaderMap, methods: &'static str) -> Response {
    let origin = headers.get(header::ORIGIN).cloned().unwrap_or(HeaderValue::from_static("*"));
    let answer = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, origin),
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods)),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600")),
        (header::VARY, HeaderValue::from_static("Origin")),
    ];
    (StatusCode::NO_CONTENT, answer).into_response()
}

/// Lets the page that asked read this answer. The caller has authenticated the request, and with it the origin.
pub(super) fn allow(response: &mut Response, origin: Option<&HeaderValue>) {
    if let Some(origin) = origin {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
}

/// `OPTIONS /graphql`.
pub(crate) async fn graphql_preflight(headers: HeaderMap) -> Response {
    preflight(&headers, "GET, POST")
}

/// Lets pages read all answers of a door, its errors too, to requests whose `Authorization` has a publishable key
/// that is good for their origin. The key is then known, so that the door's own look at it asks nobody.
pub(crate) async fn for_publishable_keys(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let origin = headers.get(header::ORIGIN).filter(|_| is_publishable(headers)).cloned();
    let origin = match origin {
        Some(origin) if authenticate(&app, headers, None, Entrance::Rest).await.is_ok() => Some(origin),
        _ => None,
    };
    let mut response = next.run(request).await;
    // A preflight has said it all.
    if !response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        allow(&mut response, origin.as_ref());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preflight_lets_every_origin_ask_without_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ORIGIN, HeaderValue::from_static("https://shop.example"));
        let response = preflight(&headers, "GET, POST");
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        let of = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(of(header::ACCESS_CONTROL_ALLOW_ORIGIN), Some("https://shop.example"));
        assert_eq!(of(header::ACCESS_CONTROL_ALLOW_METHODS), Some("GET, POST"));
        assert_eq!(of(header::ACCESS_CONTROL_ALLOW_HEADERS), Some("authorization, content-type"));
        assert_eq!(of(header::VARY), Some("Origin"));
        assert_eq!(of(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), None);
    }

    #[test]
    fn an_answer_names_only_an_origin_that_was_allowed() {
        let mut response = StatusCode::OK.into_response();
        allow(&mut response, None);
        assert!(!response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
        assert_eq!(response.headers().get(header::VARY), Some(&HeaderValue::from_static("Origin")));
    }
}
