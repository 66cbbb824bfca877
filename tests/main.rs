//! Black-box tests of the whole: real Postgres, real Redis, real HTTP, the Stripe simulator. One binary, one
//! Postgres for the run, a cloned database and a Redis of its own for each test.

mod world;

mod catalogue;
mod crash;
mod import;
mod isolation;
mod refunds;
mod scopes;
mod tour;
