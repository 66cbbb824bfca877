//! A stateful Stripe on loopback, for development and tests.
//!
//! It behaves like the real one for the part of the API that Tributary uses: objects, idempotency,
//! signed events, balances that move. See the README beside this crate for what it does not do.

// The JSON of the larger objects nests deeper in `json!` than the default allows.
#![recursion_limit = "256"]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod account;
mod account_link;
mod balance;
mod balance_transaction;
mod billing_portal;
mod chaos;
mod charge;
mod checkout;
mod checkout_page;
mod checkout_payment;
mod clock;
mod config;
mod control;
mod customer;
mod delivery;
mod dispute;
mod event;
mod event_fault;
mod expand;
mod failure;
mod fault;
mod form;
mod hand;
mod html;
mod http;
mod id;
mod idempotency;
mod invoice;
mod invoice_item;
mod invoice_payment;
mod journal;
mod limit;
mod line_item;
mod list;
mod money;
mod outbox;
mod overview;
mod payment_intent;
mod payment_method;
mod payout;
mod price;
mod product;
mod refund;
mod reply;
mod route;
mod schedule;
mod setup_intent;
mod sim;
mod state;
mod store;
mod subscription;
mod transfer;
mod transfer_reversal;
mod turn;
mod webhook_endpoint;
mod wire;

pub use chaos::Chaos;
pub use clock::Clock;
pub use config::{Config, Delays, Webhook};
pub use delivery::sign;
pub use event_fault::{EventFault, EventFaultKind};
pub use failure::Failure;
pub use fault::{Fault, FaultError, FaultKind};
pub use route::API_VERSION;
pub use sim::Sim;
pub use state::Funds;
pub use turn::Turn;
