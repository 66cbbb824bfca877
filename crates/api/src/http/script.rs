//! `GET /t.js`: the script for a brand's own pages.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::asset::Asset;

const SCRIPT: &str = include_str!("t.js");
/// Kept for five minutes, and shown once more while it is asked for anew.
pub(super) const CACHE: &str = "public, max-age=300, stale-while-revalidate=86400";

static ASSET: LazyLock<Asset> = LazyLock::new(|| Asset::new("text/javascript; charset=utf-8", CACHE, SCRIPT));

/// The script; 304 to a browser that has it.
pub(super) async fn script(headers: HeaderMap) -> Response {
    for_any_page(ASSET.answer(&headers))
}

/// The same answer, which pages of every web origin may use.
pub(super) fn for_any_page(mut response: Response) -> Response {
    let answer = response.headers_mut();
    answer.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_small_and_strict() {
        assert!(SCRIPT.len() < 4 * 1024, "{} bytes", SCRIPT.len());
        assert!(SCRIPT.contains("\"use strict\""));
        assert!(!SCRIPT.contains("document.cookie"));
    }
}
