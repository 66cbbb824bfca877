//! One payout that waits keeps nobody else waiting, and does not wait for news that was lost.

use serde_json::{Value, json};

use super::{approved, assert_books, blocked, execute, payouts, refuse_transfers, sales};
use crate::world::{Brand, World};

fn states(run: &Value) -> Vec<String> {
    payouts(run).into_iter().map(|payout| payout.0).collect()
}

async fn aside(shop: &crate::world::Brand, run: &str) -> bool {
    let document = "query($id: ID!) { node(id: $id) { ... on PayoutRun { asideSince } } }";
    shop.owner.query(document, json!({"id": run})).await["node"]["asideSince"].is_string()
}

#[tokio::test]
async fn a_run_of_which_only_waiting_payouts_are_left_stands_aside() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    for name in ["MIA", "ZOE"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000), ("o-3", "ZOE", 30_000)]).await;
    let run = approved(&shop, "one").await;
    joe.turn(&world, "inactive").await;
    joe.until_unready(&world).await;
    refuse_transfers(&world, 1, 400, Some("a_code_of_next_year")).await;
    execute(&shop, &run).await;
    let settled = |run: &Value| states(run) == ["BLOCKED", "NEEDS_REVIEW", "TRANSFERRED"];
    let waiting = world.until("all but two", || shop.run(&run), settled).await;
    // Joe has onboarded: it is not that.
    let rows = waiting["payouts"]["nodes"].as_array().unwrap();
    let blocked = rows.iter().find(|payout| payout["state"] == "BLOCKED").unwrap();
    assert_eq!(blocked["reason"], "CAPABILITY");
    world.until("it to stand aside", || aside(&shop, &run), |aside| *aside).await;
    assert_eq!(shop.run(&run).await["state"], "EXECUTING");

    // The next run begins and ends beside it.
    sales(&world, &shop, &[("o-4", "MIA", 10_000)]).await;
    let next = shop.start_run("next").await;
    assert_eq!(states(&shop.until_run(&world, &next, "COMPLETED").await), ["TRANSFERRED"]);
    assert!(!aside(&shop, &next).await);
    // Able again, Joe is paid by the run that has waited for him.
    joe.turn(&world, "active").await;
    let paid = |run: &Value| states(run) == ["NEEDS_REVIEW", "TRANSFERRED", "TRANSFERRED"];
    world.until("Joe's payout", || shop.run(&run), paid).await;
    assert_books(&world).await;
}

#[tokio::test]
async fn a_run_at_work_keeps_the_next_from_beginning() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    // Stripe answers nothing: that ends by itself, and the run stays where it is.
    for _ in 0..60 {
        super::break_transfer(&world, "drop_before").await;
    }
    let run = shop.start_run("one").await;
    let sending = |run: &Value| states(run) == ["SUBMITTING"];
    world.until("a sending", || shop.run(&run), sending).await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert!(!aside(&shop, &run).await);
    let another = json!({"currency": "GBP", "idempotencyKey": "another"});
    assert_eq!(shop.owner.refused("payoutRunCreate", another).await, "RUN_OPEN");

    // A date that comes meanwhile waits for the run's end, and then one run begins.
    let timetable = json!({"currency": "GBP", "cadence": "WEEKLY", "day": 1, "timeZone": "UTC"});
    shop.owner.mutate("payoutTimetableSet", timetable, "timetable { nextAt }").await;
    world.stop_worker().await;
    world.break_with("UPDATE payout_timetables SET next_at = now() - interval '15 days'").await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let runs = || world.sql("SELECT origin, state FROM payout_runs ORDER BY id");
    assert_eq!(runs().await.len(), 1);
    sales(&world, &shop, &[("o-2", "JOE", 20_000)]).await;
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    world.let_payouts_age().await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let begun = world.until("the next run", runs, |rows| rows.len() == 2).await;
    assert_eq!(begun[1], json!({"origin": "TIMETABLE", "state": "PREVIEWED"}));
    let moved = world.sql("SELECT next_at > now() AS ahead FROM payout_timetables").await;
    assert_eq!(moved, [json!({"ahead": true})], "two dates have passed, and one run is enough");
}

#[tokio::test]
async fn an_account_whose_news_is_lost_is_asked_for_and_paid() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = blocked(&world, &shop, &joe).await;
    // He is able again, and nobody tells us.
    world.silence_events();
    joe.turn(&world, "active").await;
    world.let_payouts_age().await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_000)]);
    let ready = format!("SELECT payout_ready FROM enrollments WHERE email = '{}'", joe.email);
    world.until("his enrollment", || world.sql(&ready), |rows| rows[0]["payout_ready"] == true).await;
    world.assert_ledger_sound().await;
}
