//! `GET /graphiql`: GraphiQL, to look around in the graph. `build.rs` embeds what `web/graphiql` was built to;
//! nothing comes from elsewhere.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::asset::Asset;
use super::error::no_such_route;
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
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let contents = include_str!(concat!(env!("OUT_DIR"), "/graphiql.js"));
    Asset::new("text/javascript; charset=utf-8", CACHE, contents)
});
static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let contents = include_str!(concat!(env!("OUT_DIR"), "/graphiql.css"));
    Asset::new("text/css; charset=utf-8", CACHE, contents)
});

const NOT_BUILT: Page = Page {
    sentence: "GraphiQL is not part of this build.",
    next: "It is built with Node 20.19 or newer: install that and run <code>./dev up</code>, or \
        <code>npm ci &amp;&amp; npm run build</code> in <code>web/graphiql</code> and then <code>cargo build</code>. \
        The graph itself answers at <code>/graphql</code> as ever.",
};

/// The page; how to build it where it was not.
pub(super) async fn index(headers: HeaderMap) -> Response {
    if SCRIPT.is_empty() {
        return page(StatusCode::NOT_FOUND, &NOT_BUILT);
    }
    let mut response = INDEX.answer(&headers);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// `GET /graphiql/graphiql.js`.
pub(super) async fn script(headers: HeaderMap) -> Response {
    part(&SCRIPT, &headers).await
}

/// `GET /graphiql/graphiql.css`.
pub(super) async fn style(headers: HeaderMap) -> Response {
    part(&STYLE, &headers).await
}

async fn part(asset: &Asset, headers: &HeaderMap) -> Response {
    if asset.is_empty() { no_such_route().await.into_response() } else { asset.answer(headers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_whole_or_says_that_it_is_missing() {
        let none = HeaderMap::new;
        let built = !SCRIPT.is_empty();
        assert_eq!(!STYLE.is_empty(), built);
        let expected = if built { StatusCode::OK } else { StatusCode::NOT_FOUND };
        for response in [index(none()).await, script(none()).await, style(none()).await] {
            assert_eq!(response.status(), expected);
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        assert!(!POLICY.contains("http") && !POLICY.contains('*') && !HTML.contains("//"));
        assert!(!POLICY.contains("script-src 'self' "), "scripts are ours alone");
    }
}
