//! The cookies of the redirect's own address, and those of a signed-in browser, which count at one address alone.

use axum::http::{HeaderMap, header};
use domain::click_id::ClickId;
use domain::ids::TenantId;

/// The cookie that holds the last click id.
pub(super) const CLICK: &str = "trb_click";
/// The cookie that names the tenants who may follow this browser's visitor, parted by dots, the last one told of first.
const CONSENT: &str = "trb_consent";
const CONSENT_SECONDS: u32 = 30 * 24 * 3_600;
/// Most tenants of that cookie.
const CONSENT_TENANTS_MAX: usize = 20;
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

/// Whether this browser's visitor lets the tenant follow them.
pub(super) fn consents(headers: &HeaderMap, tenant: TenantId) -> bool {
    consenting(headers).any(|found| found == tenant)
}

fn consenting(headers: &HeaderMap) -> impl Iterator<Item = TenantId> + '_ {
    let named = value(headers, CONSENT).unwrap_or_default().split('.');
    named.take(CONSENT_TENANTS_MAX).filter_map(|name| name.parse().ok())
}

/// `Set-Cookie` for what a visitor says to one tenant, beside what they have said to others: first-party, 30 days, out of
/// reach of scripts.
pub(super) fn set_consent(headers: &HeaderMap, tenant: TenantId, word: bool, https: bool) -> String {
    let others = consenting(headers).filter(|other| *other != tenant);
    let named: Vec<String> = word
        .then_some(tenant)
        .into_iter()
        .chain(others)
        .take(CONSENT_TENANTS_MAX)
        .map(|tenant| tenant.to_string())
        .collect();
    let (names, secure) = (named.join("."), if https { "; Secure" } else { "" });
    let seconds = if named.is_empty() { 0 } else { CONSENT_SECONDS };
    format!("{CONSENT}={names}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The last click of a browser whose visitor lets its tenant follow them; none of any other.
pub(crate) fn followed_click(headers: &HeaderMap, key: &[u8; 32]) -> Option<ClickId> {
    let click = value(headers, CLICK).and_then(|text| ClickId::verify(text, key).ok())?;
    consents(headers, click.tenant).then_some(click)
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
        assert!(!consents(&headers, store::new_id()), "a word that names nobody");
        assert_eq!(value(&headers, "broken"), None);
        assert_eq!(value(&HeaderMap::new(), CLICK), None);
    }

    #[test]
    fn a_word_is_to_one_tenant_and_beside_what_others_were_told() {
        let (shop, other): (TenantId, TenantId) = (store::new_id(), store::new_id());
        let sent = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.split(';').next().unwrap().parse().unwrap());
            headers
        };
        let one = set_consent(&HeaderMap::new(), shop, true, false);
        assert_eq!(one, format!("trb_consent={shop}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"));
        let headers = sent(&one);
        assert!(consents(&headers, shop) && !consents(&headers, other));
        let both = sent(&set_consent(&headers, other, true, true));
        assert!(consents(&both, shop) && consents(&both, other));
        let left = sent(&set_consent(&both, shop, false, true));
        assert!(!consents(&left, shop) && consents(&left, other));
        assert!(set_consent(&left, other, false, true).starts_with("trb_consent=; Path=/; Max-Age=0;"));
        let mut headers = HeaderMap::new();
        for _ in 0..30 {
            headers = sent(&set_consent(&headers, store::new_id(), true, false));
        }
        assert_eq!(consenting(&headers).count(), CONSENT_TENANTS_MAX);
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
