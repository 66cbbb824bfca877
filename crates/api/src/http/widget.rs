//! `GET /widget.js`: the script that shows a feed on a brand's own pages. `build.rs` embeds what `web/widget` was built to.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::files::{Contents, Files, WIDGET};
use super::script::{CACHE, for_any_page};

const NAME: &str = "widget.js";
/// What a page gets where the widget is no part of this build: a script that says so to whoever reads the console.
const NOT_BUILT: &str = "console.warn(\"Tributary: the widget is not part of this build. It is built with Node 20.19 or newer: \" +\n  \
    \"npm ci && npm run build in web/widget, and then cargo build.\");\n";

static FILES: LazyLock<Files> = LazyLock::new(|| Files::new(Contents::embedded(WIDGET)));

/// The script, as short as the browser takes it; 304 to a browser that has it.
pub(super) async fn script(headers: HeaderMap) -> Response {
    let Some(mut response) = FILES.answer(NAME, &headers) else {
        let media = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
        return for_any_page((StatusCode::NOT_FOUND, media, NOT_BUILT).into_response());
    };
    // Its name is the same for every build, and each page that has it would ask for it each time.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE));
    for_any_page(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_served_to_every_page_or_says_that_it_is_missing() {
        let response = script(HeaderMap::new()).await;
        let expected = if FILES.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(response.status(), expected);
        assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(response.headers()["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    }
}
