//! What a simulator is started with.

use std::path::PathBuf;

use crate::chaos::Chaos;
use crate::clock::Clock;

/// How a simulator is started. `Config::new(key)` fills in what most callers leave alone.
#[derive(Clone, Debug)]
pub struct Config {
    /// The only key that is let in, `sk_test_…`.
    pub secret_key: String,
    /// Where events are sent; more places can be added through `/v1/webhook_endpoints`.
    pub webhook: Option<Webhook>,
    /// The journal's file, or a directory for it; without one the state lives in memory only.
    /// A path that exists as a directory or has no extension is taken for a directory.
    pub data: Option<PathBuf>,
    /// How long things take.
    pub delays: Delays,
    /// What time it is.
    pub clock: Clock,
    /// Requests per second and endpoint; without a limit unless told. Stripe's test mode has 25.
    pub rate_per_second: Option<u32>,
    /// Faults drawn from a seed.
    pub chaos: Option<Chaos>,
}

impl Config {
    /// A simulator in memory, without webhook or delays.
    pub fn new(secret_key: impl Into<String>) -> Self {
        Self {
            secret_key: secret_key.into(),
            webhook: None,
            data: None,
            delays: Delays::default(),
            clock: Clock::system(),
            rate_per_second: None,
            chaos: None,
        }
    }
}

/// Where events are sent and how they are signed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Webhook {
    /// An `http://` address.
    pub url: String,
    /// The signing secret, `whsec_…`.
    pub secret: String,
}

/// How long things take, in milliseconds; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Delays {
    /// From a payment to its money being available.
    pub settle_after_ms: u64,
    /// From the start of a bank debit to its outcome; without it, debits wait to be cleared by hand.
    pub debit_after_ms: Option<u64>,
    /// How long a keyed POST executes, so that a second one finds its key in use.
    pub execute_ms: u64,
}
