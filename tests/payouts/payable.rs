//! What is in a run and what is not: little sums, creators nobody has claimed, corrections, debts.

use serde_json::json;

use super::{approve, approved, assert_books, attempts, draft, execute, payouts, preview, sales};
use crate::world::brand::id;
use crate::world::{Brand, World, brand::minor};

#[tokio::test]
async fn little_sums_and_people_stripe_cannot_pay_are_carried_over() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let input = json!({"name": "Affiliates", "currency": "GBP", "holdDays": 0, "payoutMinimumMinor": "1000"});
    let program = id(&shop.owner.mutate("programCreate", input, "program { id }").await["program"]);
    let rules = json!([{"name": "all", "reward": {"percentBps": 1_000}}]);
    let terms = json!({"programId": program, "effectiveFrom": "2010-01-01T00:00:00Z", "rules": rules});
    shop.owner.mutate("termsCreate", terms, "terms { id }").await;
    shop.fund(&world, 50_000).await;
    shop.earner(&world, &program, "SMALL").await;
    shop.earner(&world, &program, "EXACT").await;
    let late = shop.affiliate(&world, &program, "LATE").await;
    shop.code(&late, "LATE").await;
    sales(&world, &shop, &[("o-1", "SMALL", 9_990), ("o-2", "EXACT", 10_000), ("o-3", "LATE", 50_000)]).await;

    let run = shop.start_run("one").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000, "PAYABLE": 999 + 5_000}));
    assert_books(&world).await;

    late.onboard(&world).await;
    sales(&world, &shop, &[("o-4", "SMALL", 10)]).await;
    let run = shop.start_run("two").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000), ("TRANSFERRED".to_owned(), 5_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_creator_nobody_has_claimed_keeps_earning_and_is_not_paid() {
    let world = World::new().await;
    let (shop, _) = Brand::with_program(&world, 0, 50_000).await;
    shop.program("CREATORS", 500, 0).await;
    let (moment, token) = shop.review_by("ann").await;
    let program = shop.program("AFFILIATES", 0, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    let click = shop.consented(&world.click(&shop.link(&joe, None).await).await).await;
    let event =
        json!({"events": [{"kind": "MOMENT_CLICK", "momentId": moment, "token": token, "clickId": click}]});
    let public = shop.key("PUBLISHABLE").await;
    let call =
        public.request(reqwest::Method::POST, "/v1/events").header("user-agent", crate::world::BROWSER);
    assert_eq!(call.json(&event).send().await.unwrap().status(), 202);
    world.until("two touches", || world.sql("SELECT kind FROM touches"), |rows| rows.len() == 2).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PAYABLE"] == 250).await;
    let run = draft(&shop, "one").await;
    assert_eq!(shop.owner.refused("payoutRunPreview", json!({"payoutRunId": run})).await, "RUN_EMPTY");

    // Claimed, what was earned before is paid as well.
    let creators = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let claim = json!({"creatorId": creators["creators"]["nodes"][0]["id"], "evidence": "me"});
    let claim = joe.graph.mutate("creatorClaimCreate", claim, "claim { id }").await;
    shop.owner
        .mutate("creatorClaimApprove", json!({"claimId": claim["claim"]["id"]}), "claim { state }")
        .await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
    execute(&shop, &run).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 250)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_run_asks_of_the_wallet_only_what_is_left_after_corrections_and_debts() {
    let world = World::new().await;
    // 10,000 less Stripe's 170 is 9,830: enough for 1,000 and its fee of 30 now, and for no more than 8,800 later.
    let (shop, program) = Brand::with_program(&world, 0, 10_000).await;
    shop.earner(&world, &program, "JOE").await;
    let first = shop.paid_sale(&world).await;
    // Joe owes 1,000 of it and earns 10,700, of which 1,160 are taken back once all is approved: 8,540 and a fee of
    // 256 are 8,796.
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    let second = shop.sale("o-2", 107_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let run = approved(&shop, "second").await;
    shop.refund(&second, "r-2", json!({"amountMinor": 11_600})).await;
    execute(&shop, &run).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 8_540)]);
    assert_eq!(shop.wallet().await, 9_830 - 1_030 - 8_796);
    assert_books(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_that_comes_while_a_payout_is_opened_is_taken_along() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = approved(&shop, "one").await;
    // Somebody holds the commission; the refund waits for it first, then the payout that wants to claim it.
    let waiting = || {
        world.sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    };
    let holder = world.break_with("BEGIN; SELECT 1 FROM commissions FOR UPDATE; SELECT pg_sleep(3); COMMIT");
    let refund = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await
    };
    let execution = async {
        world.until("the refund to wait", waiting, |rows| rows.len() == 1).await;
        execute(&shop, &run).await;
        world.until("the payout to wait", waiting, |rows| rows.len() == 2).await
    };
    futures::join!(holder, refund, execution);
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 600)]);
    assert_eq!(shop.commissions().await, json!({"PAID": 600}));
    assert_books(&world).await;
}

#[tokio::test]
async fn what_a_debt_takes_whole_is_paid_without_a_transfer() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    let first = shop.paid_sale(&world).await;
    sales(&world, &shop, &[("o-2", "JOE", 4_000)]).await;
    let run = approved(&shop, "second").await;
    // After the approval of 400, the 1,000 that were paid become a debt.
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    let wallet = shop.wallet().await;
    execute(&shop, &run).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 0)]);
    let payout = &run["payouts"]["nodes"][0];
    assert_eq!((minor(&payout["recovered"]), &payout["reason"]), (400, &json!("OFFSET_BY_DEBT")));
    assert_eq!(shop.commissions().await, json!({"PAID": 1_400, "PAYABLE": -1_000}));
    assert_eq!(world.sql("SELECT recovered FROM commissions WHERE debt").await, [json!({"recovered": 400})]);
    assert_eq!((world.transfers().await.len(), attempts(&world).await.len()), (1, 1));
    assert_eq!(shop.wallet().await, wallet);
    assert_books(&world).await;
}
