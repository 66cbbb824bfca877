//! Faults waiting for the next request that fits them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// What goes wrong with one request.
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
}

/// The ways in which a request can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A fault of `kind` for the next POST under `path_prefix`.
    pub fn on_post(path_prefix: impl Into<String>, kind: FaultKind) -> Self {
        Self { path_prefix: path_prefix.into(), method: Some("POST".into()), kind, error: None }
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        path.starts_with(&self.path_prefix)
            && self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
    }

    /// What the client of a `FaultKind::Error` is told.
    pub(crate) fn failure(&self) -> Failure {
        let Some(error) = &self.error else { return Failure::internal() };
        Failure {
            status: error.status,
            kind: error.kind.clone().unwrap_or_else(|| "api_error".into()),
            code: error.code.clone(),
            message: error.message.clone().unwrap_or_else(|| "An injected fault".into()),
            param: None,
            executed: false,
        }
    }
}

/// Faults in the order in which they were queued; each is used once.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push_back(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn waiting(&self) -> Vec<Fault> {
        self.0.iter().cloned().collect()
    }

    /// The first fault that fits, taken out of the queue.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self.0.iter().position(|fault| fault.fits(method, path))?;
        self.0.remove(at)
    }
}
