//! Idempotency keys: the answer to a POST is kept for a day and told again.
//! Source: <https://docs.stripe.com/api/idempotent_requests>.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// How long an answer is kept.
const KEEP_MS: i64 = 24 * 60 * 60 * 1000;
/// Longest key.
const KEY_CHARS_MAX: usize = 255;

/// A key as a client sent it: account, endpoint, parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) account: Option<String>,
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) fingerprint: String,
}

impl Claim {
    fn slot(&self) -> (Option<String>, String) {
        (self.account.clone(), self.key.clone())
    }
}

/// The answer that a key keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SavedAnswer {
    pub(crate) account: Option<String>,
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) fingerprint: String,
    pub(crate) request_id: String,
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) saved_at_ms: i64,
}

/// Saved answers, oldest first, and the keys being executed.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    saved: IndexMap<(Option<String>, String), SavedAnswer>,
    in_use: HashSet<(Option<String>, String)>,
}

impl Keys {
    /// The saved answer of a key, or none when the request is to be executed.
    pub(crate) fn check(&mut self, claim: &Claim, now_ms: i64) -> Result<Option<SavedAnswer>, Failure> {
        let chars = claim.key.chars().count();
        if chars == 0 || chars > KEY_CHARS_MAX {
            let message = format!(
                "Idempotency keys must be between 1 and {KEY_CHARS_MAX} characters long; yours has {chars}."
            );
            return Err(Failure::invalid(message).kind("idempotency_error"));
        }
        self.forget(now_ms);
        if self.in_use.contains(&claim.slot()) {
            return Err(Failure::key_in_use(&claim.key));
        }
        let Some(saved) = self.saved.get(&claim.slot()) else { return Ok(None) };
        let message = if saved.path != claim.path {
            format!(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for ('{}' vs '{}'). Try using a key other than '{}' if you meant to execute a different request.",
                claim.path, saved.path, claim.key
            )
        } else if saved.fingerprint != claim.fingerprint {
            format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{}' if you meant to execute a different request.",
                claim.key
            )
        } else {
            return Ok(Some(saved.clone()));
        };
        Err(Failure::invalid(message).kind("idempotency_error"))
    }

    pub(crate) fn begin(&mut self, claim: &Claim) {
        self.in_use.insert(claim.slot());
    }

    pub(crate) fn end(&mut self, claim: &Claim) {
        self.in_use.remove(&claim.slot());
    }

    pub(crate) fn save(&mut self, saved: SavedAnswer) {
        self.saved.insert((saved.account.clone(), saved.key.clone()), saved);
    }

    /// Answers that are still kept.
    pub(crate) fn live(&self, now_ms: i64) -> impl Iterator<Item = &SavedAnswer> {
        self.saved.values().filter(move |saved| now_ms - saved.saved_at_ms < KEEP_MS)
    }

    /// Drops expired answers; they stand in the order of their time.
    fn forget(&mut self, now_ms: i64) {
        let expired = self.saved.values().take_while(|saved| now_ms - saved.saved_at_ms >= KEEP_MS).count();
        self.saved.drain(..expired);
    }
}
