//! Pages for people: where Stripe sends them back to, and what a link says that leads nowhere. They need nothing
//! but themselves.

use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::RequestId;

const STYLE: &str = include_str!("page.css");

/// Lets the browser apply [`STYLE`], known by its hash, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash: [u8; 32] = Sha256::digest(STYLE).into();
    let style = STANDARD.encode(hash);
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
});

/// What a page says, in HTML of our own.
pub(super) struct Page {
    /// What happened.
    pub(super) sentence: &'static str,
    /// What happens next.
    pub(super) next: &'static str,
}

const WALLET_FUNDED: Page = Page {
    sentence: "Thank you, your payment is on its way to your wallet.",
    next: "Once Stripe has settled it, it is in your balance, less Stripe's fee. Until then it shows as \
        on its way. You can close this page.",
};
const METHOD_ADDED: Page = Page {
    sentence: "Thank you, your way to pay is set up.",
    next: "It is kept at Stripe and shows among yours within seconds. Nothing was charged. You can close this page.",
};
const WALLET_CANCELLED: Page = Page {
    sentence: "You left before paying, so nothing was charged.",
    next: "Your wallet is as it was. Whenever you like, fund it again from where you came.",
};

/// `GET /wallet/funded`: the brand paid at Stripe.
pub(super) async fn wallet_funded() -> Response {
    page(StatusCode::OK, &WALLET_FUNDED)
}

/// `GET /wallet/method-added`: the brand set up a way to pay at Stripe.
pub(super) async fn method_added() -> Response {
    page(StatusCode::OK, &METHOD_ADDED)
}

/// `GET /wallet/cancelled`: the brand turned back at Stripe.
pub(super) async fn wallet_cancelled() -> Response {
    page(StatusCode::OK, &WALLET_CANCELLED)
}

/// The page under this status. One that tells of a failure carries the request's id, by which we find it in the log.
pub(super) fn page(status: StatusCode, page: &Page) -> Response {
    page_with(status, page, "")
}

/// A text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The same with more under it: HTML in which everything that is not ours is [`escaped`].
pub(super) fn page_with(status: StatusCode, page: &Page, more: &str) -> Response {
    let Page { sentence, next } = page;
    let request = RequestId::current().filter(|_| !status.is_success());
    let request = request.map(|id| format!("<footer>Request {}</footer>\n", id.as_str())).unwrap_or_default();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{sentence}</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>{sentence}</h1>\n<p>{next}</p>\n{more}{request}</main>\n"
    );
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_brings_its_own_style_and_nothing_else() {
        let response = wallet_funded().await;
        assert_eq!(response.status(), StatusCode::OK);
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        let html = axum::body::to_bytes(response.into_body(), 16 * 1024).await.unwrap();
        let html = String::from_utf8(html.to_vec()).unwrap();
        let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        let hash: [u8; 32] = Sha256::digest(style).into();
        assert!(policy.contains(&format!("style-src 'sha256-{}'", STANDARD.encode(hash))), "{policy}");
        assert!(!html.contains("Request "));
        assert!(!html.contains("http"));
    }

    #[tokio::test]
    async fn a_failure_can_be_found_in_the_log() {
        let id = RequestId::of(&axum::http::HeaderMap::new());
        let answer = async { page(StatusCode::NOT_FOUND, &WALLET_CANCELLED) };
        let response = id.clone().during(answer).await;
        let html = axum::body::to_bytes(response.into_body(), 16 * 1024).await.unwrap();
        assert!(String::from_utf8_lossy(&html).contains(&format!("Request {}", id.as_str())));
    }
}
