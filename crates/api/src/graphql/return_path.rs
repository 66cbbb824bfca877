//! Where somebody wants to come back to from a page of Stripe's.

use url::Url;

use crate::error::{ApiError, ApiResult};

/// Longest path, in bytes as it is kept.
const PATH_BYTES_MAX: usize = 2_000;

/// Reads a path of the web app: of our own origin, with nothing in it that a browser might take for another.
///
/// Errors: `RETURN_PATH_INVALID`.
pub fn return_path(home: &Url, asked: Option<&str>) -> ApiResult<Option<String>> {
    let Some(asked) = asked else { return Ok(None) };
    read(home, asked).map(Some).ok_or_else(|| {
        ApiError::refused("RETURN_PATH_INVALID", "a path of the web app, as /billing").at("returnPath")
    })
}

/// The path as it is kept: with what a browser would encode encoded.
pub fn read(home: &Url, asked: &str) -> Option<String> {
    let plain = asked.starts_with('/')
        && !asked.starts_with("//")
        && asked.len() <= PATH_BYTES_MAX
        && !asked.contains(|c: char| c == '\\' || c.is_control());
    let url = home.join(asked).ok().filter(|url| plain && url.origin() == home.origin())?;
    let path = &url[url::Position::BeforePath..];
    // Dots may have made two slashes of it, which begin another host.
    (path.len() <= PATH_BYTES_MAX && !path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_our_own_origin() {
        let home: Url = "https://trib.example/".parse().unwrap();
        for (asked, kept) in [
            ("/", "/"),
            ("/t/shop/wallet?tab=fundings#last", "/t/shop/wallet?tab=fundings#last"),
            ("/a b", "/a%20b"),
            ("/ü", "/%C3%BC"),
            ("/a/../b", "/b"),
            ("/https://elsewhere.example/", "/https://elsewhere.example/"),
        ] {
            assert_eq!(read(&home, asked).as_deref(), Some(kept), "{asked}");
        }
        let long = format!("/{}", "x".repeat(PATH_BYTES_MAX));
        let wrong = [
            "",
            "billing",
            "//elsewhere.example",
            "///elsewhere.example",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "https://elsewhere.example/",
            "javascript:alert(1)",
            "/\t/elsewhere.example",
            "/x\r\nSet-Cookie: a=b",
            "/\0",
            "/.//elsewhere.example",
            "/a/..//elsewhere.example",
            " /billing",
            &long,
        ];
        for asked in wrong {
            assert_eq!(read(&home, asked), None, "{asked}");
        }
    }
}
