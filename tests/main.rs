//! Black-box tests of the whole: real Postgres, real Redis, real HTTP, the Stripe simulator. One binary, one
//! Postgres for the run, a cloned database and a Redis of its own for each test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod dice;
mod world;

mod accounts;
mod affiliates;
mod audit;
mod books;
mod breaker;
mod catalogue;
mod clicks;
mod crash;
mod doors;
mod earnings;
mod engagement;
mod feeds;
mod figures;
mod forgotten;
mod fraud;
mod funding;
mod graph;
mod hostile;
mod import;
mod invitations;
mod isolation;
mod keys;
mod kills;
mod ledger;
mod lists;
mod live;
mod maturity;
mod media;
mod members;
mod moderation;
mod moment_sources;
mod moments;
mod notices;
mod orders;
mod passwords;
mod payouts;
mod people;
mod plans;
mod questions;
mod queue;
mod reconciliation;
mod refunds;
mod replay;
mod return_paths;
mod returns;
mod rights;
mod scopes;
mod second_factor;
mod sessions;
mod simulation;
mod standing;
mod terms;
mod terms_of_use;
mod touches;
mod tour;
mod trust;
mod web;
mod weights;
mod widget;
mod writers;
