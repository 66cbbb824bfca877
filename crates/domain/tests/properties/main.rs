//! What must hold for any input, tried on many.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attribution;
mod commission;
mod fraud;
mod ledger;
mod markov;
mod models;
mod refund;
mod reward;
mod shapley;
mod split;

/// Cases of each property that says money is neither made nor lost.
const MONEY_CASES: u32 = 100_000;
