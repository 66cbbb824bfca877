//! A file that a browser may keep.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What a file may also be sent as, the shortest first: the name of the coding, and how the name of the file that
/// holds it ends.
pub(super) const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Contents, how browsers are to read and to keep them, and the tag they know them by.
#[derive(Debug)]
pub(super) struct Asset {
    media: &'static str,
    cache: &'static str,
    contents: Bytes,
    /// The contents in a coding of [`CODINGS`], by its place there.
    coded: [Option<Bytes>; CODINGS.len()],
    tag: String,
}

impl Asset {
    /// `media` and `cache` are the values of `Content-Type` and `Cache-Control`.
    pub(super) fn new(media: &'static str, cache: &'static str, contents: impl Into<Bytes>) -> Asset {
        let contents = contents.into();
        let hash: [u8; 32] = Sha256::digest(&contents).into();
        Asset { media, cache, contents, coded: [None, None], tag: URL_SAFE_NO_PAD.encode(&hash[..12]) }
    }

    /// The same, which may be sent in these codings too, each at its place in [`CODINGS`].
    pub(super) fn coded(self, coded: [Option<Bytes>; CODINGS.len()]) -> Asset {
        Asset { coded, ..self }
    }

    /// The contents, as short as the browser takes them; 304 to a browser that has them.
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let coding = (0..CODINGS.len())
            .find(|place| self.coded[*place].is_some() && accepts(headers, CODINGS[*place].0));
        let (name, contents) =
            match coding.and_then(|place| Some((CODINGS[place].0, self.coded[place].clone()?))) {
                Some((name, contents)) => (Some(name), contents),
                None => (None, self.contents.clone()),
            };
        // What is sent otherwise is another answer, and has another tag.
        let etag = format!("\"{}{}\"", self.tag, name.unwrap_or_default());
        let mut kept = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut response = if kept.any(|tags| is_among(&etag, tags)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(self.media))], contents).into_response()
        };
        let answer = response.headers_mut();
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            answer.insert(header::ETAG, etag);
        }
        if self.coded.iter().any(Option::is_some) {
            answer.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        if let Some(name) = name.filter(|_| response.status() == StatusCode::OK) {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }
}

/// Whether a tag is in an `If-None-Match`.
fn is_among(etag: &str, if_none_match: &str) -> bool {
    let is_this_one = |tag: &str| tag == "*" || tag.trim_start_matches("W/") == etag;
    if_none_match.split(',').map(str::trim).any(is_this_one)
}

/// Whether a browser names this coding and does not give it the weight nought.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0f32);
        named && weight > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        let coded = [Some(Bytes::from_static(b"h")), Some(Bytes::from_static(b"he"))];
        Asset::new("text/plain", "no-cache", "hello").coded(coded)
    }

    async fn sent(accept_encoding: &str) -> (Option<String>, String) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept_encoding.parse().unwrap());
        let response = asset().answer(&headers);
        assert_eq!(response.headers()[header::VARY], "Accept-Encoding");
        let coding = response.headers().get(header::CONTENT_ENCODING).map(|v| v.to_str().unwrap().to_owned());
        let body = axum::body::to_bytes(response.into_body(), 100).await.unwrap();
        (coding, String::from_utf8(body.to_vec()).unwrap())
    }

    #[test]
    fn a_browser_that_has_it_says_so() {
        assert!(is_among("\"a\"", "\"x\", W/\"a\""));
        assert!(is_among("\"a\"", "*"));
        assert!(!is_among("\"a\"", "\"x\""));
    }

    #[test]
    fn it_is_sent_once() {
        for encoding in ["identity", "gzip", "br, gzip"] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
            let first = asset().answer(&headers);
            assert_eq!(first.status(), StatusCode::OK);
            headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
            assert_eq!(asset().answer(&headers).status(), StatusCode::NOT_MODIFIED);
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("deflate, gzip;q=0, br;q=0"));
            let other = asset().answer(&headers).status();
            assert_eq!(other == StatusCode::NOT_MODIFIED, encoding == "identity", "{encoding}");
        }
    }

    #[tokio::test]
    async fn the_shortest_coding_that_is_taken_is_sent() {
        let of = |coding: &str, body: &str| (Some(coding.to_owned()), body.to_owned());
        assert_eq!(sent("gzip, deflate, br, zstd").await, of("br", "h"));
        assert_eq!(sent("GZIP;q=0.5, br;q=0").await, of("gzip", "he"));
        for whole in ["", "identity", "xbr", "br;q=0, gzip; q=0", "*;q=0"] {
            assert_eq!(sent(whole).await, (None, "hello".to_owned()), "{whole}");
        }
    }
}
