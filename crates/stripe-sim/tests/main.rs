//! The simulator through its doors: real HTTP against a running one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod auth;
mod chaos;
mod checkout;
mod customers;
mod debits;
mod disputes;
mod event_faults;
mod events;
mod faults;
mod idempotency;
mod limits;
mod lists;
mod pages;
mod payouts;
mod persistence;
mod python;
mod receiver;
mod refunds;
mod requests;
mod shapes;
mod subscriptions;
mod transfers;
mod world;
