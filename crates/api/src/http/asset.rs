//! A file that is part of the binary.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Contents, how browsers are to read and to keep them, and the tag they know them by.
pub(super) struct Asset {
    media: &'static str,
    cache: &'static str,
    contents: &'static str,
    etag: String,
}

impl Asset {
    /// `media` and `cache` are the values of `Content-Type` and `Cache-Control`.
    pub(super) fn new(media: &'static str, cache: &'static str, contents: &'static str) -> Asset {
        let hash: [u8; 32] = Sha256::digest(contents).into();
        Asset { media, cache, contents, etag: format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12])) }
    }

    /// Whether there are no contents.
    pub(super) fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// The contents; 304 to a browser that has them.
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let mut kept = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut response = if kept.any(|tags| self.is_among(tags)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(self.media))], self.contents).into_response()
        };
        let answer = response.headers_mut();
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            answer.insert(header::ETAG, etag);
        }
        response
    }

    fn is_among(&self, if_none_match: &str) -> bool {
        let is_this_one = |tag: &str| tag == "*" || tag.trim_start_matches("W/") == self.etag;
        if_none_match.split(',').map(str::trim).any(is_this_one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        Asset::new("text/plain", "no-cache", "hello")
    }

    #[test]
    fn a_browser_that_has_it_says_so() {
        let asset = asset();
        assert!(asset.is_among(&asset.etag));
        assert!(asset.is_among(&format!("\"x\", W/{}", asset.etag)));
        assert!(asset.is_among("*"));
        assert!(!asset.is_among("\"x\""));
    }

    #[test]
    fn it_is_sent_once() {
        let mut headers = HeaderMap::new();
        let first = asset().answer(&headers);
        assert_eq!(first.status(), StatusCode::OK);
        headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(asset().answer(&headers).status(), StatusCode::NOT_MODIFIED);
    }
}
