//! One transfer and what may become of it: refused, lost, answered late, too old to be sent again.

use serde_json::{Value, json};

use super::{assert_books, attempts, balances, blocked, break_transfer, payouts, refuse_transfers, sales};
use crate::world::{Brand, World, brand::minor};

#[tokio::test]
async fn a_definite_refusal_gives_the_reserve_back_exactly() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    // Joe owes 500 of a sale that was paid and sent back, so that the reserve recovers a debt as well.
    let first = shop.paid_sale(&world).await;
    shop.refund(&first, "r-1", json!({"amountMinor": 5_000})).await;
    sales(&world, &shop, &[("o-2", "JOE", 20_000)]).await;
    let before = balances(&world).await;

    refuse_transfers(&world, 1, 400, Some("account_closed")).await;
    let run = shop.start_run("second").await;
    let run = shop.until_run(&world, &run, "COMPLETED_WITH_FAILURES").await;
    assert_eq!(payouts(&run), [("FAILED".to_owned(), 1_500)]);
    assert_eq!(run["payouts"]["nodes"][0]["reason"], "account_closed");
    assert_eq!(balances(&world).await, before);
    assert_eq!(world.transfers().await.len(), 1);
    let debts = world.sql("SELECT recovered, state FROM commissions WHERE debt").await;
    assert_eq!(debts, [json!({"recovered": 0, "state": "PAYABLE"})]);
    assert_books(&world).await;

    // The commissions are payable again, and the next run pays them under keys of its own.
    let run = shop.start_run("third").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_500)]);
    assert_eq!(minor(&run["payouts"]["nodes"][0]["recovered"]), 500);
    let keys = world.sql("SELECT DISTINCT idempotency_key FROM payout_attempts").await;
    assert_eq!(keys.len(), 3);
    assert_books(&world).await;
}

#[tokio::test]
async fn an_unknown_refusal_is_reviewed_by_a_person_and_keeps_its_reserve() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    refuse_transfers(&world, 1, 400, Some("a_code_of_next_year")).await;
    let run = shop.start_run("one").await;
    let state = |run: &Value| run["payouts"]["nodes"][0]["state"] == "NEEDS_REVIEW";
    world.until("a review", || shop.run(&run), state).await;
    assert_eq!(shop.commissions().await, json!({"RESERVED": 1_000}));
    let clearing = world.sql("SELECT balance FROM ledger_accounts WHERE kind = 'payout_clearing'").await;
    assert_eq!(clearing, [json!({"balance": 1_000})]);
    assert_books(&world).await;
}

async fn lost_answer(kind: &str, events: bool) {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    if !events {
        world.silence_events();
    }
    break_transfer(&world, kind).await;
    let run = shop.start_run("one").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    let transfers = world.transfers().await;
    assert_eq!(transfers.len(), 1, "{kind}: {transfers:#?}");
    assert_eq!(run["payouts"]["nodes"][0]["stripeTransferId"], transfers[0]["id"]);
    // The answer was lost, so the same call was made again: one attempt, one key.
    assert_eq!(attempts(&world).await.len(), 1, "{kind}");
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000}));
    assert_books(&world).await;
}

#[tokio::test]
async fn a_transfer_whose_answer_is_lost_is_made_once() {
    lost_answer("drop_after", false).await;
}

#[tokio::test]
async fn a_transfer_that_was_made_and_answered_with_500_is_made_once() {
    lost_answer("status_500_after", false).await;
}

#[tokio::test]
async fn a_transfer_that_never_arrived_is_sent_again() {
    lost_answer("drop_before", false).await;
}

#[tokio::test]
async fn an_event_that_outruns_the_answer_confirms_the_transfer() {
    lost_answer("drop_after", true).await;
}

#[tokio::test]
async fn a_call_too_old_to_be_sent_again_is_looked_up() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    world.silence_events();
    // One call was made though its answer was lost; the other never arrived, nor do all that follow.
    break_transfer(&world, "drop_after").await;
    for _ in 0..60 {
        break_transfer(&world, "drop_before").await;
    }
    let run = shop.start_run("one").await;
    world.until("two attempts", || attempts(&world), |rows| rows.len() == 2).await;
    world.until("a transfer", || world.transfers(), |rows| rows.len() == 1).await;
    world.stop_worker().await;
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    world.break_with("UPDATE payout_attempts SET first_sent_at = first_sent_at - interval '20 hours'").await;
    world.let_payouts_age().await;
    world.start_worker().await;
    let settled = |run: &Value| payouts(run).iter().all(|p| p.0 == "TRANSFERRED" || p.0 == "NEEDS_REVIEW");
    let run = world.until("both looked up", || shop.run(&run), settled).await;
    let states: Vec<String> = payouts(&run).into_iter().map(|p| p.0).collect();
    assert_eq!(states, ["NEEDS_REVIEW", "TRANSFERRED"]);
    let review =
        run["payouts"]["nodes"].as_array().unwrap().iter().find(|p| p["state"] == "NEEDS_REVIEW").unwrap();
    assert_eq!(review["reason"], "NO_TRANSFER_FOUND");
    assert_eq!(world.transfers().await.len(), 1);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_payout_our_balance_cannot_bear_waits_and_is_sent_under_a_new_key() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    refuse_transfers(&world, 1, 400, Some("balance_insufficient")).await;
    let run = shop.start_run("one").await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    let waiting = world.until("a block", || shop.run(&run), blocked).await;
    assert_eq!(waiting["payouts"]["nodes"][0]["reason"], "PLATFORM_BALANCE");
    assert_eq!(waiting["state"], "EXECUTING");
    assert_eq!(shop.commissions().await, json!({"RESERVED": 1_000}));
    assert_books(&world).await;
    world.let_payouts_age().await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    let outcomes = attempts(&world).await;
    assert_eq!(outcomes[0], json!({"number": 1, "outcome": "BLOCKED PLATFORM_BALANCE"}));
    assert_eq!(outcomes[1], json!({"number": 2, "outcome": "TRANSFERRED"}));
    assert_books(&world).await;
}

#[tokio::test]
async fn an_account_that_becomes_unable_blocks_its_payout_until_it_is_able_again() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = blocked(&world, &shop, &joe).await;
    assert_eq!(world.transfers().await.len(), 0);
    world.assert_ledger_sound().await;
    joe.turn(&world, "active").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn refused_credentials_pause_the_run_and_resuming_finishes_it() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    refuse_transfers(&world, 50, 401, None).await;
    let run = shop.start_run("one").await;
    let paused = shop.until_run(&world, &run, "PAUSED").await;
    assert_eq!(paused["pauseReason"], "STRIPE_UNAUTHORIZED");
    assert_eq!(world.transfers().await.len(), 0);
    assert_eq!(shop.owner.refused("payoutRunCancel", json!({"payoutRunId": run})).await, "WRONG_STATE");
    world.assert_ledger_sound().await;
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    shop.owner.mutate("payoutRunResume", json!({"payoutRunId": run}), "payoutRun { state }").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000), ("TRANSFERRED".to_owned(), 2_000)]);
    assert_eq!(world.transfers().await.len(), 2);
    assert_books(&world).await;
}
