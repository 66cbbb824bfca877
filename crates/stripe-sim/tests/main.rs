//! The simulator through its doors: real HTTP against a running one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod auth;
mod chaos;
mod checkout;
mod event_faults;
mod events;
mod faults;
mod idempotency;
mod limits;
mod lists;
mod pages;
mod persistence;
mod receiver;
mod requests;
mod shapes;
mod transfers;
mod world;
