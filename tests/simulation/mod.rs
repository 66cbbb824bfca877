//! Seeded schedules in virtual time: workers that die between any two steps, a network and a Stripe that fail in every
//! way they know, people who interfere. Whatever happens, nobody is paid twice and nobody's payment is lost.
//!
//! The driver is the worker's own ([`billing::payout::drive`]); the store is a model, or Postgres, and both must leave
//! the same trace. Not modelled: a transaction that is cut in half (Postgres has none; `tests/crash.rs` kills the real
//! one), two transactions that wait for each other, Stripe forgetting a transfer it has listed (every other
//! Stripe forgets what it has refused), a request that is
//! under way for longer than [`stripe::UNDER_WAY_MINUTES_MAX`], refunds (see `tests/refunds.rs`), a clock that goes
//! back.

mod clerk;
mod ledger;
mod model;
mod postgres;
mod schedule;
mod stripe;

use std::time::Instant;

use crate::world::World;
use model::Model;
use postgres::{Database, Owner};
use schedule::{Plan, run};

/// Schedules over the model in every run of the tests.
const MODEL_SCHEDULES: u64 = 20_000;
/// Schedules over Postgres, each beside the model.
const POSTGRES_SCHEDULES: u64 = 300;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// `SIMULATE_SEED`, as `./dev simulate` sets it, or one of this process.
fn seed() -> u64 {
    number("SIMULATE_SEED").unwrap_or_else(|| u64::from(std::process::id()) * 1_000_003)
}

async fn over_the_model(schedules: u64) {
    let (first, begun) = (seed(), Instant::now());
    println!("{schedules} schedules from seed {first}; replay one: ./dev simulate --schedules 1 --seed SEED");
    let mut seen = schedule::Seen::default();
    for seed in first..first + schedules {
        let plan = Plan::of(seed);
        seen += run(&plan, &Model::new(&plan)).await.seen;
    }
    println!("{seen:#?} in {:?}", begun.elapsed());
    // What never happened was not tested.
    if schedules >= MODEL_SCHEDULES {
        seen.assert_everything_happened();
    }
}

#[tokio::test]
async fn nobody_is_paid_twice_and_no_payment_is_lost_whatever_happens() {
    over_the_model(MODEL_SCHEDULES).await;
}

#[tokio::test]
#[ignore = "any number of schedules: ./dev simulate --schedules N --seed S"]
async fn as_many_as_asked_for() {
    over_the_model(number("SIMULATE_SCHEDULES").unwrap_or(MODEL_SCHEDULES)).await;
}

#[tokio::test]
async fn postgres_does_what_the_model_does() {
    let (first, world) = (seed(), World::without_worker().await);
    println!("{POSTGRES_SCHEDULES} schedules from seed {first}");
    let (pool, owner) = (world.pool().await, Owner::of(&world).await);
    let brand = world.brand("Simulated").await;
    for seed in first..first + POSTGRES_SCHEDULES {
        let plan = Plan::of(seed);
        let model = run(&plan, &Model::new(&plan)).await;
        let database = Database::prepare(&owner, &pool, &brand.tenant, &plan).await;
        let real = run(&plan, &database).await;
        assert_eq!(model.trace, real.trace, "seed {seed}");
    }
    world.assert_ledger_sound().await;
}
