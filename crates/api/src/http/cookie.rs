//! The cookies of the redirect's own address, and those of a signed-in browser, which count at one address alone.

use axum::http::{HeaderMap, header};
use domain::click_id::ClickId;

/// The cookie that holds the last click id.
pub(super) const CLICK: &str = "trb_click";
/// The cookie by which a visitor lets us follow them from click to click.
pub(super) const CONSENT: &str = "trb_consent";
const CLICK_SECONDS: u32 = 30 * 24 * 3_600;

/// The only address a browser's session cookies count at.
pub(crate) const SESSION_PATH: &str = "/graphql/session";
const REFRESH_DAYS: u32 = 30;
const DEVICE_DAYS: u32 = 365;

/// The value of a cookie the browser sent.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
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

/// The last click of a browser that lets us follow it from click to click; none of any other.
pub(crate) fn followed_click(headers: &HeaderMap, key: &[u8; 32]) -> Option<ClickId> {
    let followed = value(headers, CONSENT) == Some("1");
    value(headers, CLICK).filter(|_| followed).and_then(|text| ClickId::verify(text, key).ok())
}

/// The name of the cookie that holds a refresh token. Behind https no neighbouring host can
/// set it: browsers take a name that begins so from the host itself alone, for all of its paths.
pub(crate) fn refresh_name(https: bool) -> &'static str {
    if https { "__Host-trb_refresh" } else { "trb_refresh" }
}

/// The name of the cookie by which a browser is known to have signed somebody in before.
pub(crate) fn device_name(https: bool) -> &'static str {
    if https { "__Host-trb_device" } else { "trb_device" }
}

/// `Set-Cookie` for a refresh token.
pub(crate) fn set_refresh(token: &str, https: bool) -> String {
    of_session(refresh_name(https), token, REFRESH_DAYS, https)
}

/// `Set-Cookie` that takes the refresh token away.
pub(crate) fn end_refresh(https: bool) -> String {
    of_session(refresh_name(https), "", 0, https)
}

/// `Set-Cookie` for a device.
pub(crate) fn set_device(token: &str, https: bool) -> String {
    of_session(device_name(https), token, DEVICE_DAYS, https)
}

fn of_session(name: &str, value: &str, days: u32, https: bool) -> String {
    let (seconds, secure) = (days * 24 * 3_600, if https { "; Secure" } else { "" });
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
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
    fn a_refresh_token_goes_to_its_own_host_and_no_script() {
        let plain = "trb_refresh=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict";
        assert_eq!(set_refresh("abc", false), plain);
        assert_eq!(set_refresh("abc", true), format!("__Host-{plain}; Secure"));
        assert!(end_refresh(true).starts_with("__Host-trb_refresh=; Path=/; Max-Age=0;"));
        assert!(set_device("d", false).starts_with("trb_device=d; Path=/; Max-Age=31536000;"));
    }

    #[test]
    fn a_click_cookie_is_secure_behind_https() {
        let plain = "trb_click=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax";
        assert_eq!(set_click("abc", false), plain);
        assert_eq!(set_click("abc", true), format!("{plain}; Secure"));
    }
}
