//! The cookies of the redirect's own address.

use axum::http::{HeaderMap, header};

/// The cookie that holds the last click id.
pub(super) const CLICK: &str = "trb_click";
/// The cookie by which a visitor lets us follow them from click to click.
pub(super) const CONSENT: &str = "trb_consent";
const CLICK_SECONDS: u32 = 30 * 24 * 3_600;

/// The value of a cookie the browser sent.
pub(super) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.trim_matches('"'))
}

/// `Set-Cookie` for a click id: first-party, 30 days, out of reach of scripts.
pub(super) fn set_click(click_id: &str, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{CLICK}={click_id}; Path=/; Max-Age={CLICK_SECONDS}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "xtrb_click=no; a=b; trb_click=yes".parse().unwrap());
        headers.append(header::COOKIE, "trb_consent=\"1\"; broken".parse().unwrap());
        assert_eq!(value(&headers, CLICK), Some("yes"));
        assert_eq!(value(&headers, CONSENT), Some("1"));
        assert_eq!(value(&headers, "broken"), None);
        assert_eq!(value(&HeaderMap::new(), CLICK), None);
    }

    #[test]
    fn a_click_cookie_is_secure_behind_https() {
        let plain = "trb_click=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax";
        assert_eq!(set_click("abc", false), plain);
        assert_eq!(set_click("abc", true), format!("{plain}; Secure"));
    }
}
