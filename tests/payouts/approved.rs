//! What an approval is worth: nobody is paid more than it said, and a second person is one.

use serde_json::{Value, json};

use super::{approval, approved, assert_books, colleague, draft, execute, payouts, preview, sales};
use crate::world::{Brand, World};

async fn dropped(world: &World) -> Vec<Value> {
    world.sql("SELECT amount, dropped FROM payout_run_items WHERE dropped IS NOT NULL ORDER BY amount").await
}

#[tokio::test]
async fn a_debt_given_up_after_the_approval_makes_nobodys_payout_larger() {
    let world = World::new().await;
    // After the first run it holds enough for Mia's 1,000 and its fee, and not for Joe's 2,000 as well.
    let (shop, program) = Brand::with_program(&world, 0, 3_500).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    let first = shop.paid_sale(&world).await;
    let sale = shop.refund(&first, "r-1", json!({"whole": true})).await;
    sales(&world, &shop, &[("o-2", "JOE", 20_000), ("o-3", "MIA", 10_000)]).await;
    // Joe owes 1,000 of his 2,000, so 2,000 in all are approved.
    let run = approved(&shop, "second").await;
    let debt =
        json!({"commissionId": sale["commissions"][1]["id"], "reason": "a gift", "idempotencyKey": "w"});
    shop.owner.mutate("debtWriteOff", debt, "commission { state }").await;
    execute(&shop, &run).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_000)], "Mia's alone");
    assert_eq!(dropped(&world).await, [json!({"amount": 2_000, "dropped": "MORE_THAN_APPROVED"})]);
    assert_books(&world).await;

    // Nothing is lost: the next run is approved for all of it.
    shop.fund(&world, 5_000).await;
    let run = shop.start_run("third").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 2_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_correction_another_run_has_taken_makes_nobodys_payout_larger() {
    let world = World::new().await;
    let (shop, slow) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &slow, "JOE").await;
    let fast = shop.program("AFFILIATES", 1_000, 0).await;
    let allow = json!({"programId": fast, "payoutOnDemand": true});
    shop.owner.mutate("programUpdate", allow, "program { id }").await;
    shop.code(&shop.affiliate_again(&fast, &joe).await, "FAST").await;
    let sale = shop.sale("o-1", 20_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    shop.refund(&sale, "r-1", json!({"amountMinor": 5_000})).await;
    // 2,000 less a correction of 500 are approved; then Joe is paid 1,000 less the same 500 on demand.
    let run = approved(&shop, "own").await;
    sales(&world, &shop, &[("o-2", "FAST", 10_000)]).await;
    let wish = json!({"tenantId": shop.tenant, "currency": "GBP", "idempotencyKey": "now"});
    joe.graph.mutate("payoutRequest", wish, "payoutRequest { id }").await;
    let paid = || world.sql("SELECT amount FROM payouts WHERE state = 'TRANSFERRED'");
    assert_eq!(world.until("his wish", paid, |rows| !rows.is_empty()).await, [json!({"amount": 500})]);

    execute(&shop, &run).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), []);
    let item = |minor: i64, why: &str| json!({"amount": minor, "dropped": why});
    assert_eq!(dropped(&world).await, [item(-500, "MORE_THAN_APPROVED"), item(2_000, "MORE_THAN_APPROVED")]);
    let run = shop.start_run("next").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 2_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_run_previewed_without_shares_pays_nobody() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = approved(&shop, "one").await;
    // As a server of before left it.
    world.break_with("DELETE FROM payout_run_shares").await;
    execute(&shop, &run).await;
    assert_eq!(payouts(&shop.until_run(&world, &run, "COMPLETED").await), []);
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 1_000}));
    assert_books(&world).await;
}

async fn resume(by: &crate::world::Gql, run: &str) -> Value {
    by.attempt("payoutRunResume", json!({"payoutRunId": run}), "payoutRun { state }").await
}

#[tokio::test]
async fn the_second_person_is_neither_the_maker_of_a_key_nor_got_rid_of_by_a_setting() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let second = |wanted: bool| json!({"secondApprover": wanted});
    shop.owner.mutate("tenantUpdate", second(true), "tenant { id }").await;
    let limit = json!({"limitMinor": "1", "unusualPercent": 300});
    shop.owner.mutate("payoutCautionSet", limit, "caution { limitMinor }").await;

    // The owner's own key drafts it: that is the owner. Switched off afterwards, the setting is still the run's.
    let key = shop.key("SECRET").await;
    let create = json!({"currency": "GBP", "idempotencyKey": "by-key"});
    let drafted = key.mutate("payoutRunCreate", create, "payoutRun { id secondApprover }").await;
    assert_eq!(drafted["payoutRun"]["secondApprover"], true);
    let run = drafted["payoutRun"]["id"].as_str().unwrap().to_owned();
    let hash = preview(&shop, &run).await;
    let refused = async || shop.owner.refused("payoutRunApprove", approval(&run, &hash)).await;
    assert_eq!(refused().await, "SECOND_APPROVER_NEEDED");
    shop.owner.mutate("tenantUpdate", second(false), "tenant { id }").await;
    assert_eq!(refused().await, "SECOND_APPROVER_NEEDED");
    // Nobody knows any more who made the key: then it may have been whoever asks.
    world.break_with("UPDATE audit_log SET action = 'x' WHERE action = 'apiKeyCreate'").await;
    assert_eq!(refused().await, "SECOND_APPROVER_NEEDED");
    world.break_with("UPDATE audit_log SET action = 'apiKeyCreate' WHERE action = 'x'").await;

    // A second look at its total is a second person's as well.
    let colleague = colleague(&world, &shop, "FINANCE").await;
    colleague.mutate("payoutRunApprove", approval(&run, &hash), "payoutRun { state }").await;
    execute(&shop, &run).await;
    assert_eq!(shop.until_run(&world, &run, "PAUSED").await["pauseReason"], "ABOVE_LIMIT");
    assert_eq!(resume(&shop.owner, &run).await["userErrors"][0]["code"], "SECOND_APPROVER_NEEDED");
    // A pause of the drafter's own does not take the place of it.
    let paused =
        shop.owner.mutate("payoutRunPause", json!({"payoutRunId": run}), "payoutRun { pauseReason }").await;
    assert_eq!(paused["payoutRun"]["pauseReason"], "ABOVE_LIMIT");
    assert_eq!(resume(&shop.owner, &run).await["userErrors"][0]["code"], "SECOND_APPROVER_NEEDED");
    assert_eq!(resume(&colleague, &run).await["userErrors"], json!([]));
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_books(&world).await;

    // Switched on after a run was drafted, it is asked for too.
    sales(&world, &shop, &[("o-2", "JOE", 10_000)]).await;
    let run = draft(&shop, "two").await;
    let hash = preview(&shop, &run).await;
    shop.owner.mutate("tenantUpdate", second(true), "tenant { id }").await;
    assert_eq!(shop.owner.refused("payoutRunApprove", approval(&run, &hash)).await, "SECOND_APPROVER_NEEDED");
}

async fn pauses(world: &World) -> Vec<Value> {
    world
        .sql("SELECT split_part(actor, '_', 1) AS actor, detail->>'reason' AS reason FROM audit_log WHERE action = 'payoutRunPause' ORDER BY id")
        .await
}

async fn poor(world: &World) -> (Brand, String) {
    let (shop, program) = Brand::with_program(world, 0, 0).await;
    shop.earner(world, &program, "JOE").await;
    sales(world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = shop.start_run("one").await;
    shop.until_run(world, &run, "FUNDING").await;
    (shop, run)
}

#[tokio::test]
async fn a_run_that_waits_for_money_waits_for_what_is_not_opened_yet() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    for name in ["JOE", "MIA", "ZOE"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000), ("o-3", "ZOE", 40_000)]).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "FUNDING").await;
    world.stop_worker().await;
    let document = "query($id: ID!) { node(id: $id) { ... on PayoutRun { missing { minor } } } }";
    let missing = async || {
        let found = shop.owner.query(document, json!({"id": run})).await;
        crate::world::brand::minor(&found["node"]["missing"])
    };
    let whole = missing().await;
    assert!(whole >= 7_000, "{whole}");
    // Joe's payout has failed in this run, what Zoe was to have has dropped out, and the wallet falls short for Mia.
    world
        .break_with(
            "INSERT INTO payouts (tenant_id, id, run_id, affiliate_id, currency, amount, recovered, fee, state, reason, created_at, updated_at) \
             SELECT DISTINCT tenant_id, gen_random_uuid(), run_id, affiliate_id, 'GBP', 1000, 0, 0, 'FAILED', 'X', now(), now() \
             FROM payout_run_items WHERE amount = 1000; \
             UPDATE payout_run_items SET dropped = 'MORE_THAN_APPROVED' WHERE amount = 4000; \
             UPDATE payout_runs SET state = 'PAUSED', pause_reason = 'BALANCE_NOT_ENOUGH'",
        )
        .await;
    let left = missing().await;
    assert!((2_000..3_000).contains(&left) && left < whole, "{left} of {whole}");
}

#[tokio::test]
async fn a_persons_pause_stands_though_the_run_would_go_on_by_itself() {
    let mut world = World::new().await;
    let (shop, run) = poor(&world).await;
    // Its wallet fell short while its payouts were opened.
    world.stop_worker().await;
    world.break_with("UPDATE payout_runs SET state = 'PAUSED', pause_reason = 'BALANCE_NOT_ENOUGH'").await;
    let input = json!({"payoutRunId": run});
    let paused = shop.owner.mutate("payoutRunPause", input.clone(), "payoutRun { pauseReason }").await;
    assert_eq!(paused["payoutRun"]["pauseReason"], "PAUSED_BY_A_PERSON");
    world.start_worker().await;
    shop.fund(&world, 50_000).await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert_eq!((shop.run(&run).await["state"].clone(), world.transfers().await.len()), (json!("PAUSED"), 0));
    assert_eq!(pauses(&world).await, [json!({"actor": "user", "reason": "PAUSED_BY_A_PERSON"})]);
    assert_eq!(resume(&shop.owner, &run).await["userErrors"], json!([]));
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_books(&world).await;
}

#[tokio::test]
async fn what_pauses_by_itself_is_in_the_audit_log() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let limit = json!({"limitMinor": "1", "unusualPercent": 300});
    shop.owner.mutate("payoutCautionSet", limit, "caution { limitMinor }").await;
    super::refuse_transfers(&world, 50, 401, None).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "PAUSED").await;
    assert_eq!(resume(&shop.owner, &run).await["userErrors"], json!([]));
    let stopped = |run: &Value| run["pauseReason"] == "STRIPE_UNAUTHORIZED";
    world.until("a pause", || shop.run(&run), stopped).await;
    let line = |actor: &str, reason: &str| json!({"actor": actor, "reason": reason});
    assert_eq!(
        pauses(&world).await,
        [line("job:advance", "ABOVE_LIMIT"), line("job:send", "STRIPE_UNAUTHORIZED")]
    );
}
