//! Where a person comes back to from a page of Stripe's.

use url::Url;

/// The server's own address, and a path of its web app that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// The server's own address.
    pub home: &'a Url,
    /// The path; a page of the server's own where there is none.
    pub path: Option<&'a str>,
}

/// The address for whoever has gone through the page, and the one for whoever has turned back: the same path of the web
/// app, which looks how it stands, else pages of ours.
pub(crate) fn addresses(home: &Url, path: Option<&str>, done: &str, cancelled: &str) -> [String; 2] {
    match path.and_then(|path| home.join(path).ok()) {
        Some(back) => [back.to_string(), back.to_string()],
        None => [format!("{home}{done}"), format!("{home}{cancelled}")],
    }
}
