//! Why money did not move.

use store::StoreError;

use crate::stripe::StripeError;

/// An answer of billing.
pub type BillingResult<T> = Result<T, BillingError>;

/// Why billing could not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum BillingError {
    /// A rule of `domain` forbids it. Both texts are fit for the caller.
    #[error("{message}")]
    Refused {
        /// The stable code.
        code: &'static str,
        /// Why.
        message: String,
    },
    /// The store failed, or has no such row.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Stripe could not be asked, or said no.
    #[error("stripe did not do as asked")]
    Stripe(#[from] StripeError),
    /// A posting key came back with other postings: a bug of ours.
    #[error("posting key {key} stands for other postings")]
    PostingKeyReused {
        /// The key.
        key: String,
    },
    /// What was done side by side was cut off.
    #[error("it was cut off")]
    Cut,
}

impl BillingError {
    /// A refusal of billing's own.
    pub fn refused(code: &'static str, message: impl Into<String>) -> BillingError {
        BillingError::Refused { code, message: message.into() }
    }
}

impl From<diesel::result::Error> for BillingError {
    fn from(error: diesel::result::Error) -> Self {
        BillingError::Store(error.into())
    }
}

macro_rules! refusals {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for BillingError {
            fn from(error: $error) -> Self {
                BillingError::Refused { code: error.code(), message: error.to_string() }
            }
        }
    )*};
}

refusals!(
    domain::attribution::PathsError,
    domain::attribution::WeightSetError,
    domain::commission::CommissionError,
    domain::conversion::ConversionError,
    domain::funding::FundingError,
    domain::funding::TopUpError,
    domain::ledger::LedgerError,
    domain::payout::PayoutError,
    domain::plan::PlanError,
    domain::refund::RefundError,
    domain::reward::RewardError,
);
