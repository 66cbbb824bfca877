//! What a request tells of who sent it, beside the credential: from where, and what a browser keeps for its sign-in.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use domain::agent::{self, Entrance};
use domain::click_id::ClickId;
use sha2::{Digest, Sha256};
use store::Via;

use crate::App;
use crate::http::{address, cookie};

/// The longest user agent that is looked at, in bytes.
const USER_AGENT_BYTES_MAX: usize = 1_024;

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Sender {
    /// For the audit log.
    pub via: Arc<Via>,
    /// Its address as a hash under a salt of the day: for counting tries alone.
    pub(super) address: String,
    /// Who it may be, by address and what they came with, under a key of ours. Kept nowhere as it is.
    reader: [u8; 32],
    /// What a browser at its own door has sent; none at any other door.
    pub browser: Option<Browser>,
}

/// What a browser keeps for us, out of reach of its scripts.
#[derive(Clone)]
pub struct Browser {
    /// The refresh token.
    pub(super) refresh: Option<String>,
    /// The proof that somebody has signed in with it before.
    pub(super) device: Option<String>,
    /// The last click of a tracked link here, of a browser that may be followed.
    pub(super) click: Option<ClickId>,
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Browser(…)")
    }
}

impl Sender {
    /// The sender of a request at this door. `at_browsers_door` says whether it came to the only address that
    /// cookies count at.
    pub fn of(
        app: &App,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
        entrance: Entrance,
        at_browsers_door: bool,
    ) -> Sender {
        let address = address(headers, peer, app.config.proxy_hops).map(|a| a.to_string());
        let day = app.clock.now().date_naive();
        let agent = headers.get(header::USER_AGENT).map_or(&[][..], |value| value.as_bytes());
        let agent = String::from_utf8_lossy(&agent[..agent.len().min(USER_AGENT_BYTES_MAX)]);
        let reader =
            app.secrets.derive(&format!("reader {} {agent}", address.as_deref().unwrap_or_default()));
        let address = super::throttle::bucket(&app.secrets, "address", &[&day, &address.unwrap_or_default()]);
        let https = app.https();
        let kept = |name| cookie::value(headers, name).filter(|value| !value.is_empty()).map(str::to_owned);
        let browser = at_browsers_door.then(|| Browser {
            refresh: kept(cookie::refresh_name(https)),
            device: kept(cookie::device_name(https)),
            click: cookie::followed_click(headers, &app.secrets.click_key()),
        });
        Sender { via: via(headers, entrance), address, reader, browser }
    }

    /// A name for the sender among those who read one thing: the same for the same, and of no use elsewhere.
    pub fn reader_of(&self, thing: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.reader);
        hash.update(thing);
        hash.finalize().into()
    }

    /// What they came with, as a class of many.
    pub(super) fn agent(&self) -> &str {
        &self.via.agent
    }
}

/// From where a request acts.
pub(super) fn via(headers: &HeaderMap, entrance: Entrance) -> Arc<Via> {
    let user_agent = headers.get(header::USER_AGENT);
    let user_agent = user_agent.map(|value| String::from_utf8_lossy(value.as_bytes())).unwrap_or_default();
    let request = headers.get("x-request-id").and_then(|value| value.to_str().ok()).unwrap_or_default();
    Arc::new(Via { entrance, agent: agent::class(&user_agent), request: request.to_owned() })
}
