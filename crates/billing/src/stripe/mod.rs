//! Stripe: the only caller of it, and the reader of its events.

pub(crate) mod ask;
mod balance_transaction;
mod client;
mod config;
pub mod event;
pub(crate) mod list;
mod platform;
mod refund;
mod sweep;
pub mod webhook;

pub(crate) use balance_transaction::BalanceTransaction;
pub use client::{Reply, Stripe, StripeError};
pub use config::StripeConfig;
pub(crate) use platform::recognise;
pub(crate) use refund::RefundNote;
pub use sweep::sweep;
