//! The simulator through its doors: real HTTP against a running one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod auth;
mod checkout;
mod events;
mod faults;
mod idempotency;
mod lists;
mod pages;
mod persistence;
mod receiver;
mod requests;
mod shapes;
mod transfers;
mod world;
