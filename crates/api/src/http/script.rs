//! `GET /t.js`: the script for a brand's own pages.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

const SCRIPT: &str = include_str!("t.js");
const CACHE: &str = "public, max-age=300, stale-while-revalidate=86400";

static ETAG: LazyLock<String> = LazyLock::new(|| {
    let hash: [u8; 32] = Sha256::digest(SCRIPT).into();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]))
});

/// The script; 304 to a browser that has it.
pub(super) async fn script(headers: HeaderMap) -> Response {
    let mut kept = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut response = if kept.any(is_this_one) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"))], SCRIPT).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE));
    answer.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(etag) = HeaderValue::from_str(&ETAG) {
        answer.insert(header::ETAG, etag);
    }
    response
}

fn is_this_one(if_none_match: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == ETAG.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_small_and_strict() {
        assert!(SCRIPT.len() < 3 * 1024, "{} bytes", SCRIPT.len());
        assert!(SCRIPT.contains("\"use strict\""));
        assert!(!SCRIPT.contains("document.cookie"));
    }

    #[test]
    fn a_browser_that_has_it_says_so() {
        assert!(is_this_one(&ETAG));
        assert!(is_this_one(&format!("\"x\", W/{}", *ETAG)));
        assert!(is_this_one("*"));
        assert!(!is_this_one("\"x\""));
    }

    #[tokio::test]
    async fn it_is_sent_once() {
        assert_eq!(script(HeaderMap::new()).await.status(), StatusCode::OK);
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, ETAG.parse().unwrap());
        assert_eq!(script(headers).await.status(), StatusCode::NOT_MODIFIED);
    }
}
