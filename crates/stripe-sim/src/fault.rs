//! Faults waiting for the next request that fits them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// What goes wrong with one request, or with the next few.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// The request's path starts with this, `/v1/transfers`; empty for any.
    #[serde(default)]
    pub path_prefix: String,
    /// `GET`, `POST` or `DELETE`; none for any.
    #[serde(default)]
    pub method: Option<String>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// What `FaultKind::Error` answers.
    #[serde(default)]
    pub error: Option<FaultError>,
    /// How many requests meet it; one unless told.
    #[serde(default = "once")]
    pub times: u32,
    /// How long `FaultKind::Slow` waits, in real milliseconds: clients' timeouts are real too.
    #[serde(default)]
    pub delay_ms: u64,
    /// The `Retry-After` of the 429s; one second unless told.
    #[serde(default = "one_second")]
    pub retry_after_s: u64,
}

fn once() -> u32 {
    1
}

fn one_second() -> u64 {
    1
}

/// The ways in which a request can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The connection drops before the request runs.
    DropBefore,
    /// The request runs, then the connection drops.
    DropAfter,
    /// The request runs and its key keeps the true answer, but the client is told 500.
    #[serde(rename = "status_500_after")]
    Status500After,
    /// The request does not run; the client is told `error`.
    Error,
    /// The request runs; half of the answer's body arrives, then the connection drops.
    Truncated,
    /// The request does not run; a proxy's HTML page arrives with status 502.
    #[serde(alias = "html")]
    HtmlBefore,
    /// The request runs; a proxy's HTML page arrives with status 502.
    HtmlAfter,
    /// The request waits for `delay_ms`, then runs.
    Slow,
    /// The request does not run: 409 `idempotency_key_in_use`.
    KeyInUse,
    /// The request does not run: 429 `rate_limit` with `Retry-After`.
    RateLimit,
    /// The request does not run: 429 `lock_timeout` with `Retry-After`.
    LockTimeout,
    /// The request fails with 500 and does nothing; its key keeps that answer for a day.
    #[serde(rename = "saved_500")]
    Saved500,
    /// The request is refused as if the balance were short; its key keeps that answer for a day.
    BalanceInsufficient,
    /// The request is refused as if the destination could not take transfers; its key keeps that too.
    InsufficientCapabilities,
}

/// The answer of a `FaultKind::Error`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultError {
    /// HTTP status.
    pub status: u16,
    /// Stripe's code.
    #[serde(default)]
    pub code: Option<String>,
    /// Stripe's type, `api_error` unless told.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// The message.
    #[serde(default)]
    pub message: Option<String>,
}

impl Fault {
    /// A fault of `kind` for any request under `path_prefix`.
    pub fn on(path_prefix: impl Into<String>, kind: FaultKind) -> Self {
        Self {
            path_prefix: path_prefix.into(),
            method: None,
            kind,
            error: None,
            times: once(),
            delay_ms: 0,
            retry_after_s: one_second(),
        }
    }

    /// A fault of `kind` for the next POST under `path_prefix`.
    pub fn on_post(path_prefix: impl Into<String>, kind: FaultKind) -> Self {
        Self { method: Some("POST".into()), ..Self::on(path_prefix, kind) }
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        path.starts_with(&self.path_prefix)
            && self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
    }

    /// The refusal that a client is told instead of its request being run; none where it runs, or
    /// where nothing is told.
    pub(crate) fn refusal(&self, key: Option<&str>) -> Option<Failure> {
        match self.kind {
            FaultKind::Error => Some(self.failure()),
            FaultKind::KeyInUse => Some(Failure::key_in_use(key.unwrap_or_default())),
            FaultKind::RateLimit => Some(Failure::rate_limit("global-rate", self.retry_after_s)),
            FaultKind::LockTimeout => Some(Failure::lock_timeout(self.retry_after_s)),
            _ => None,
        }
    }

    fn failure(&self) -> Failure {
        let Some(error) = &self.error else { return Failure::internal() };
        let message = error.message.as_deref().unwrap_or("An injected fault");
        let mut failure =
            Failure::invalid(message).status(error.status).kind(error.kind.as_deref().unwrap_or("api_error"));
        failure.code.clone_from(&error.code);
        failure
    }
}

/// Faults in the order in which they were queued; each is used as often as it says.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        if fault.times > 0 {
            self.0.push_back(fault);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn waiting(&self) -> Vec<Fault> {
        self.0.iter().cloned().collect()
    }

    /// The first fault that fits; it leaves the queue with its last use.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self.0.iter().position(|fault| fault.fits(method, path))?;
        let fault = self.0.get_mut(at)?;
        if fault.times > 1 {
            fault.times -= 1;
            return Some(fault.clone());
        }
        self.0.remove(at)
    }
}
