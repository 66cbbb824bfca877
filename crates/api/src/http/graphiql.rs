//! `GET /graphiql`: GraphiQL, to look around in the graph. `build.rs` embeds what `web/graphiql` was built to;
//! nothing comes from elsewhere.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::asset::Asset;
use super::error::no_such_route;
use super::files::{Contents, Files, GRAPHIQL};
use super::page::{Page, page};

const HTML: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n<title>GraphiQL · Tributary</title>\n\
    <link rel=\"icon\" href=\"data:,\">\n\
    <link rel=\"stylesheet\" href=\"/graphiql/graphiql.css\">\n<div id=\"graphiql\"></div>\n\
    <script src=\"/graphiql/graphiql.js\"></script>\n";
/// Its editor sets styles on elements; its fonts and pictures are written into its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; \
    img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// Kept, but asked for each time: page, script and style belong together.
const CACHE: &str = "no-cache";

static INDEX: LazyLock<Asset> = LazyLock::new(|| Asset::new("text/html; charset=utf-8", CACHE, HTML));
static FILES: LazyLock<Files> = LazyLock::new(|| Files::new(Contents::embedded(GRAPHIQL)));

const NOT_BUILT: Page = Page {
    sentence: "GraphiQL is not part of this build.",
    next: "It is built with Node 20.19 or newer: install that and run <code>./dev up</code>, or \
        <code>npm ci &amp;&amp; npm run build</code> in <code>web/graphiql</code> and then <code>cargo build</code>. \
        The graph itself answers at <code>/graphql</code> as ever.",
};

/// The page; how to build it where it was not.
pub(super) async fn index(headers: HeaderMap) -> Response {
    if FILES.is_empty() {
        return page(StatusCode::NOT_FOUND, &NOT_BUILT);
    }
    let mut response = INDEX.answer(&headers);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// `GET /graphiql/graphiql.js` and `graphiql.css`.
pub(super) async fn file(Path(file): Path<String>, headers: HeaderMap) -> Response {
    match FILES.answer(&file, &headers) {
        Some(response) => response,
        None => no_such_route().await.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_whole_or_says_that_it_is_missing() {
        let none = HeaderMap::new;
        let expected = if FILES.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(index(none()).await.status(), expected);
        for name in ["graphiql.js", "graphiql.css"] {
            assert!(HTML.contains(&format!("\"/graphiql/{name}\"")));
            assert_eq!(file(Path(name.to_owned()), none()).await.status(), expected);
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        assert!(!POLICY.contains("http") && !POLICY.contains('*') && !HTML.contains("//"));
        assert!(!POLICY.contains("script-src 'self' "), "scripts are ours alone");
    }
}
