//! An affiliate's sums over all brands.

use serde_json::{Value, json};

use crate::world::World;
use crate::world::brand::minor;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_paid_is_what_was_transferred() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    shop.fund(&world, 50_000).await;
    let mature = async || {
        world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    };
    let earnings = async || {
        let document = "{ viewer { affiliate { earnings { currency payable { minor } reserved { minor } paid { minor } } \
                        tenantEarnings { inTransit { amount { minor } } paid { amount { minor } } } } } }";
        joe.graph.query(document, json!({})).await["viewer"]["affiliate"].take()
    };
    let sums = |seen: &Value| {
        assert_eq!(seen["earnings"].as_array().unwrap().len(), 1);
        ["payable", "reserved", "paid"].map(|part| minor(&seen["earnings"][0][part]))
    };

    let first = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    mature().await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(sums(&earnings().await), [0, 0, 1_000]);
    // Paid, and owed: the next payout keeps it back, and pays that much less.
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    assert_eq!(sums(&earnings().await), [-1_000, 0, 1_000]);
    shop.sale("o-2", 30_000, json!({"code": "JOE"})).await;
    mature().await;
    assert_eq!(sums(&earnings().await), [2_000, 0, 1_000]);
    let run = shop.start_run("two").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(sums(&earnings().await), [0, 0, 3_000]);
    // A part of it comes back: it was not paid, and is payable again.
    let transfer = done["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap();
    world.stripe(&format!("/v1/transfers/{transfer}/reversals"), "amount=500").await;
    let seen = world.until("the reversal", earnings, |seen| sums(seen)[2] != 3_000).await;
    assert_eq!(sums(&seen), [500, 0, 2_500]);
    let of = &seen["tenantEarnings"][0];
    assert_eq!(minor(&of["inTransit"]["amount"]) + minor(&of["paid"]["amount"]), 2_500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_sums_of_a_request_are_of_one_moment() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    shop.fund(&world, 50_000).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    world.stop_worker().await;

    // The payouts are locked, so the request stands still behind its first statements; then one of them changes.
    let here = "relation = 'payouts'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let change = format!(
        "BEGIN; LOCK TABLE payouts; DO $$ BEGIN FOR i IN 1..1000 LOOP \
         EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE {here} AND NOT granted); PERFORM pg_sleep(0.02); END LOOP; END $$; \
         UPDATE payouts SET reversed = 400; COMMIT;"
    );
    let locked = format!(
        "SELECT 1 / count(*) FROM pg_locks WHERE {here} AND mode = 'AccessExclusiveLock' AND granted"
    );
    let paid = async || {
        let document = "{ viewer { affiliate { earnings { paid { minor } } } } }";
        let seen = joe.graph.query(document, json!({})).await;
        minor(&seen["viewer"]["affiliate"]["earnings"][0]["paid"])
    };
    let meanwhile = async || {
        let _ = world.until("the lock", || world.try_as_owner(&locked), Result::is_ok).await;
        paid().await
    };
    let (_, seen) = tokio::join!(world.break_with(&change), meanwhile());
    assert_eq!(seen, 1_000);
    assert_eq!(paid().await, 600);
}
