//! Stripe: the only caller of it, and the reader of its events.

pub(crate) mod ask;
mod client;
mod config;
pub mod event;
mod sweep;
pub mod webhook;

pub use client::{Reply, Stripe, StripeError};
pub use config::StripeConfig;
pub use sweep::sweep;
