//! Black-box tests of the whole: real Postgres, real Redis, real HTTP, the Stripe simulator. One binary, one
//! Postgres for the run, a cloned database and a Redis of its own for each test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod dice;
mod world;

mod affiliates;
mod books;
mod catalogue;
mod clicks;
mod crash;
mod doors;
mod funding;
mod graph;
mod import;
mod isolation;
mod kills;
mod ledger;
mod live;
mod maturity;
mod moments;
mod notices;
mod payouts;
mod people;
mod plans;
mod reconciliation;
mod refunds;
mod scopes;
mod simulation;
mod tour;
mod writers;
