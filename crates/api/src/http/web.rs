//! The web app: its files, its page at every path that is nobody else's, and the policy that page runs under.

use std::io;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use super::error::no_such_route;
use super::files::{APP, Contents, Files, is_of_files};
use super::page::{Page, page};
use crate::App;
use crate::graphql::Documents;

/// What the build writes where each answer has a nonce of its own.
const NONCE: &str = "__CSP_NONCE__";
const NONCE_BYTES: usize = 16;
const INDEX: &str = "index.html";
const DOCUMENTS: &str = "documents.json";
/// What the first part of a path says when it leads to doors alone: what is not found behind them is no page.
const DOORS: [&str; 12] = [
    "v1",
    "graphql",
    "graphiql",
    "r",
    "t.js",
    "widget.js",
    "dev",
    "onboarding",
    "wallet",
    "healthz",
    "metrics",
    ".well-known",
];
/// What the page says beside its policy. Links in mails hold secrets, so no other site learns an address.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=(), xr-spatial-tracking=()",
        ),
    ),
];

const NOT_BUILT: Page = Page {
    sentence: "The web app is not part of this build.",
    next: "It is built with Node 20.19 or newer: install that and run <code>./dev up</code>, or \
        <code>npm ci &amp;&amp; npm run build</code> in <code>web/app</code> and then <code>cargo build</code>. \
        The graph answers at <code>/graphql</code> as ever.",
};

static EMBEDDED: LazyLock<Arc<Web>> = LazyLock::new(|| {
    let web = Web::of(Contents::embedded(APP)).unwrap_or_else(|error| {
        tracing::error!(%error, "the web app that is part of this program cannot be served");
        Web::default()
    });
    Arc::new(web)
});

/// The web app as it was built; an empty one where it was not.
#[derive(Debug, Default)]
pub(crate) struct Web {
    /// The page around its nonces.
    index: Vec<String>,
    files: Files,
    documents: Documents,
}

impl Web {
    /// What is part of this program.
    pub(crate) fn embedded() -> Arc<Web> {
        EMBEDDED.clone()
    }

    /// What a build wrote to a folder, read once.
    ///
    /// Errors: the folder cannot be read, is too large, or holds no page; a document has another hash than it is said to.
    pub(crate) fn of_folder(folder: &Path) -> io::Result<Web> {
        let web = Web::of(Contents::of_folder(folder)?)?;
        if web.is_built() { Ok(web) } else { Err(io::Error::other("there is no index.html")) }
    }

    fn of(mut contents: Contents) -> io::Result<Web> {
        let index = contents.take_text(INDEX)?;
        let documents = contents.take_text(DOCUMENTS)?;
        Ok(Web {
            index: index.map(|html| html.split(NONCE).map(str::to_owned).collect()).unwrap_or_default(),
            documents: match documents {
                Some(json) => Documents::read(&json).map_err(io::Error::other)?,
                None => Documents::default(),
            },
            files: Files::new(contents),
        })
    }

    /// Whether there is one.
    pub(crate) fn is_built(&self) -> bool {
        !self.index.is_empty()
    }

    /// The documents it asks with.
    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    /// The page, under a policy of its own.
    fn page(&self, public_url: &Url) -> Response {
        if !self.is_built() {
            return page(StatusCode::NOT_FOUND, &NOT_BUILT);
        }
        let nonce = STANDARD.encode(rand::random::<[u8; NONCE_BYTES]>());
        let mut response = Html(self.index.join(&nonce)).into_response();
        let headers = response.headers_mut();
        headers.extend(HEADERS);
        if let Ok(policy) = HeaderValue::from_str(&policy(&nonce, public_url)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// Every path that is no door's: a file of the app, or its page to whoever wants a page.
pub(super) async fn answer(State(app): State<App>, request: Request) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return no_such_route().await.into_response();
    }
    if let Some(file) = app.web.files.answer(path, headers) {
        return file;
    }
    if is_of_files(path) || is_behind_a_door(path) || !wants_a_page(path, headers) {
        return no_such_route().await.into_response();
    }
    app.web.page(&app.config.public_url)
}

fn is_behind_a_door(path: &str) -> bool {
    path.split('/').nth(1).is_some_and(|first| DOORS.contains(&first))
}

/// Browsers name HTML; at the root whoever takes anything is shown what is here.
fn wants_a_page(path: &str, headers: &HeaderMap) -> bool {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let names = |wanted: &str| {
        let kinds = lines.iter().flat_map(|line| line.split(','));
        kinds.filter_map(|kind| kind.split(';').next()).any(|kind| kind.trim().eq_ignore_ascii_case(wanted))
    };
    names("text/html") || (path == "/" && (lines.is_empty() || names("text/*") || names("*/*")))
}

/// What the page may do: run and be styled by what is ours or bears the nonce, and speak to this server.
fn policy(nonce: &str, public_url: &Url) -> String {
    // Some browsers do not take a WebSocket for one's own.
    let socket = public_url.origin().ascii_serialization().replacen("http", "ws", 1);
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'none'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self' {socket}; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, value.parse().unwrap());
        headers
    }

    #[test]
    fn browsers_want_a_page_and_programs_do_not() {
        let browser = accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        assert!(wants_a_page("/t/x", &browser) && wants_a_page("/", &browser));
        for program in [accept("*/*"), HeaderMap::new()] {
            assert!(wants_a_page("/", &program) && !wants_a_page("/t/x", &program));
        }
        assert!(!wants_a_page("/", &accept("application/json")));
    }

    #[tokio::test]
    async fn where_it_was_not_built_a_page_says_so() {
        let response = Web::default().page(&"http://127.0.0.1:4000".parse().unwrap());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        let html = axum::body::to_bytes(response.into_body(), 16 * 1024).await.unwrap();
        assert!(String::from_utf8_lossy(&html).contains("npm run build"));
    }

    #[test]
    fn doors_are_known_by_the_whole_first_part() {
        assert!(is_behind_a_door("/v1") && is_behind_a_door("/v1/x/y") && is_behind_a_door("/r/"));
        assert!(!is_behind_a_door("/") && !is_behind_a_door("/road") && !is_behind_a_door("/t/v1"));
    }

    #[test]
    fn nothing_is_allowed_that_is_not_named() {
        let policy = policy("abc", &"https://go.example".parse().unwrap());
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'nonce-abc';"));
        assert!(policy.contains("connect-src 'self' wss://go.example;"));
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("data:"));
    }
}
