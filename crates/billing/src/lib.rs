//! Moves money. The only writer of ledger tables and the only caller of Stripe.

pub mod account;
mod back;
pub mod click_day;
pub mod commission;
pub mod conversion;
pub mod customer;
pub mod error;
pub mod fraud;
pub mod funding;
pub mod ledger;
pub mod payout;
pub mod plan;
pub mod reconciliation;
pub mod stripe;
pub mod weight_set;

pub use back::Back;
pub use error::{BillingError, BillingResult};
pub use stripe::{Stripe, StripeConfig};

/// Whether a caller's request did something or found it done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It was done now.
    Done(T),
    /// It stood already, the same.
    Already(T),
}

impl<T> Outcome<T> {
    /// The thing itself.
    pub fn into_inner(self) -> T {
        match self {
            Outcome::Done(thing) | Outcome::Already(thing) => thing,
        }
    }
}
