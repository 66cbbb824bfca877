//! What a request tells of who sent it, and how repeats are known without knowing anybody: by a hash under a salt of
//! the day. The address itself is neither kept nor logged.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use domain::click;
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::App;

/// The longest user agent that is looked at, in bytes.
const USER_AGENT_BYTES_MAX: usize = 1_024;
const REPEATS_MAX: u64 = 200_000;

/// What a request tells of its sender.
pub(super) struct Visit {
    pub(super) head: bool,
    pub(super) prefetch: bool,
    pub(super) user_agent: Option<String>,
    pub(super) referrer_host: Option<String>,
    address: Option<IpAddr>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Infallible> {
        let headers = &parts.headers;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let purposes = ["sec-purpose", "purpose", "x-purpose", "x-moz"];
        let purposes =
            purposes.iter().flat_map(|name| headers.get_all(*name)).filter_map(|value| value.to_str().ok());
        let text =
            |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Ok(Visit {
            head: parts.method == Method::HEAD,
            prefetch: click::is_prefetch(purposes),
            user_agent: text(header::USER_AGENT),
            referrer_host: text(header::REFERER).and_then(|referrer| click::referrer_host(&referrer)),
            address: forwarded(headers, app.config.proxy_hops).or(peer),
        })
    }
}

/// The address our own outermost proxy saw; none without proxies, whose word nobody can vouch for.
fn forwarded(headers: &HeaderMap, proxy_hops: usize) -> Option<IpAddr> {
    let nth_from_the_end = proxy_hops.checked_sub(1)?;
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    lines.join(",").rsplit(',').nth(nth_from_the_end)?.trim().parse().ok()
}

/// Who asks, as far as an address tells: of one of ours, the network it belongs to. For counting alone.
pub(crate) fn address(headers: &HeaderMap, peer: Option<IpAddr>, proxy_hops: usize) -> Option<IpAddr> {
    match forwarded(headers, proxy_hops).or(peer)? {
        // One household holds a whole /64.
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => Some(address.into()),
            None => Some(std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into()),
        },
        v4 => Some(v4),
    }
}

impl Visit {
    /// A name for this sender that holds for one UTC day: SHA-256 of the day's secret salt, address and user agent.
    pub(super) fn hash(&self, app: &App, now: DateTime<Utc>) -> String {
        let salt = app.secrets.derive(&format!("visitor-salt {}", now.date_naive()));
        self.hash_with(&salt)
    }

    /// The same for what they do on a UTC day, under another salt: the two cannot be compared.
    pub(super) fn actor(&self, app: &App, day: NaiveDate) -> [u8; 32] {
        self.digest(&app.secrets.derive(&format!("actor-salt {day}")))
    }

    fn hash_with(&self, salt: &[u8; 32]) -> String {
        URL_SAFE_NO_PAD.encode(&self.digest(salt)[..16])
    }

    fn digest(&self, salt: &[u8; 32]) -> [u8; 32] {
        let agent = self.user_agent.as_deref().unwrap_or_default().as_bytes();
        let mut hash = Sha256::new();
        hash.update(salt);
        hash.update(self.address.map(|address| address.to_string()).unwrap_or_default());
        hash.update([0]);
        hash.update(&agent[..agent.len().min(USER_AGENT_BYTES_MAX)]);
        hash.finalize().into()
    }
}

/// Who was here within the hour, as far as this process knows. Redis knows better, while it is there.
#[derive(Clone)]
pub struct Repeats(Cache<(String, String), ()>);

impl Default for Repeats {
    fn default() -> Repeats {
        let hour = Duration::from_secs(click::REPEAT_WINDOW_SECONDS.unsigned_abs());
        Repeats(Cache::builder().max_capacity(REPEATS_MAX).time_to_live(hour).build())
    }
}

/// Whether this visitor was at this thing within the hour; notes that they were.
pub(super) async fn seen_within_hour(app: &App, thing: &str, visitor: &str) -> bool {
    let here = app.repeats.0.entry((thing.to_owned(), visitor.to_owned())).or_insert(()).await;
    match app.log.seen_within_hour(thing, visitor).await {
        Some(seen) => seen,
        None => !here.is_fresh(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(address: &str, agent: &str) -> Visit {
        Visit {
            head: false,
            prefetch: false,
            user_agent: Some(agent.to_owned()),
            referrer_host: None,
            address: address.parse().ok(),
        }
    }

    #[test]
    fn a_hash_tells_senders_and_days_apart() {
        let hash = visit("192.0.2.1", "a").hash_with(&[1; 32]);
        assert_eq!(hash.len(), 22);
        assert_eq!(visit("192.0.2.1", "a").hash_with(&[1; 32]), hash);
        assert_ne!(visit("192.0.2.2", "a").hash_with(&[1; 32]), hash);
        assert_ne!(visit("192.0.2.1", "b").hash_with(&[1; 32]), hash);
        assert_ne!(visit("192.0.2.1", "a").hash_with(&[2; 32]), hash);
    }

    #[test]
    fn a_network_of_version_6_is_one_address() {
        let of = |text: &str| address(&HeaderMap::new(), text.parse().ok(), 0).map(|found| found.to_string());
        assert_eq!(of("2001:db8:1:2:3:4:5:6").as_deref(), Some("2001:db8:1:2::"));
        assert_eq!(of("::ffff:192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("192.0.2.1").as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.1".parse().unwrap());
        headers.append("x-forwarded-for", "198.51.100.2".parse().unwrap());
        let at = |hops| forwarded(&headers, hops).map(|address| address.to_string());
        assert_eq!(at(0), None);
        assert_eq!(at(1).as_deref(), Some("198.51.100.2"));
        assert_eq!(at(2).as_deref(), Some("198.51.100.1"));
        assert_eq!(at(4), None);
    }
}
