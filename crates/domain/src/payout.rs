//! Payouts: the run, one affiliate's payment in it, attempts and their keys, and what an answer of Stripe
//! means. Source: DESIGN §1 and §4.

mod answer;
mod omission;
mod pause;
mod payment;
pub mod protocol;
mod run;
mod timetable;
mod unusual;

pub use answer::{Answer, BlockReason, REFUSAL_CODES, classify};
pub use omission::Omission;
pub use pause::PauseReason;
pub use payment::{Payout, PayoutState};
pub use run::{PayoutRun, PayoutRunState, PreviewItem, PreviewShare, RequestState, RunOrigin, preview_hash};
pub use timetable::{Cadence, Timetable, TimetableError};
pub use unusual::{Caution, RUNS_COMPARED, unusual};

use chrono::{DateTime, Duration, Utc};

use crate::ids::PayoutId;

/// How long a lost call may be sent again with its key, in hours; after that it is only looked up. Stripe
/// forgets keys after 24.
pub const RESEND_HOURS_MAX: i64 = 20;

/// The idempotency key of a payout's attempt, the same forever.
pub fn attempt_key(payout: PayoutId, number: i32) -> String {
    format!("tr:{payout}:{number}")
}

/// Whether an attempt first sent at `first_sent_at` may be sent again.
pub fn may_resend(first_sent_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - first_sent_at < Duration::hours(RESEND_HOURS_MAX)
}

/// How long a sending may be under way, in minutes: Stripe lists what came of it by then. More than a caller waits for an
/// answer, with a margin for the way.
pub const UNDER_WAY_MINUTES_MAX: i64 = 15;

/// Whether a list that Stripe gave `at` shows everything that sendings until `since` have come to.
pub fn may_trust_list(since: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    at - since >= Duration::minutes(UNDER_WAY_MINUTES_MAX)
}

/// How long after a look at the payout its call may be made, in seconds: whoever slept in between looks again.
pub const CALL_WITHIN_SECONDS: i64 = 60;

/// Why a run or a payout does not change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayoutError {
    /// A run, not from this state.
    #[error("a payout run that is {from} cannot become {to}")]
    RunState {
        /// Where it stands.
        from: PayoutRunState,
        /// Where it was to go.
        to: PayoutRunState,
    },
    /// A payout, not from this state.
    #[error("a payout that is {from} cannot become {to}")]
    State {
        /// Where it stands.
        from: PayoutState,
        /// Where it was to go.
        to: PayoutState,
    },
    /// Nothing was previewed.
    #[error("the run holds nothing to pay")]
    Empty,
    /// The run is frozen with another preview.
    #[error("the run was previewed with other contents")]
    PreviewDiffers,
    /// The tenant asks for a second person.
    #[error("the run must be approved by someone other than who drafted it")]
    SecondApprover,
    /// Another transfer is recorded for this payout: an incident.
    #[error("another transfer is recorded for this payout")]
    TransferDiffers,
    /// Stripe may not list yet what came of the last sending.
    #[error(
        "the last sending is not {UNDER_WAY_MINUTES_MAX} minutes old: Stripe may not list yet what came of it"
    )]
    TooEarly,
    /// Stripe lists a transfer for it, so it is neither sent again nor given up.
    #[error("Stripe lists a transfer for this payout; adopt it")]
    TransferListed,
    /// Stripe does not list this transfer for it.
    #[error("Stripe lists no such transfer for this payout")]
    TransferNotListed,
    /// The transfer is of another amount or currency, or to another account.
    #[error("this transfer says something else than the payout")]
    TransferNotIts,
    /// Not within what is left of the transfer.
    #[error("the reversal is not within what is left of the transfer")]
    Reversal,
}

impl PayoutError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            PayoutError::RunState { .. } | PayoutError::State { .. } => "WRONG_STATE",
            PayoutError::Empty => "RUN_EMPTY",
            PayoutError::PreviewDiffers => "PREVIEW_DIFFERS",
            PayoutError::SecondApprover => "SECOND_APPROVER_NEEDED",
            PayoutError::TransferDiffers => "TRANSFER_DIFFERS",
            PayoutError::TooEarly => "TOO_EARLY",
            PayoutError::TransferListed => "TRANSFER_LISTED",
            PayoutError::TransferNotListed => "TRANSFER_NOT_LISTED",
            PayoutError::TransferNotIts => "TRANSFER_NOT_ITS",
            PayoutError::Reversal => "REVERSAL_OUT_OF_RANGE",
        }
    }
}

#[cfg(test)]
mod tests;
