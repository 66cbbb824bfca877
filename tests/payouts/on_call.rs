//! The engineer on call: what waits for a person, what Stripe says, a database that was restored.

use serde_json::{Value, json};

use super::{
    assert_books, blocked, break_transfer, let_sendings_age, payout_of, payouts, refuse_transfers, sales,
};
use crate::world::brand::{id, minor};
use crate::world::{Brand, World, binary};

/// What `tributary payouts` prints, and whether it ended well.
pub(crate) async fn on_call(world: &World, args: &[&str]) -> (bool, String) {
    let output = tokio::process::Command::new(binary())
        .arg("payouts")
        .args(args)
        .env_clear()
        .envs(world.env.variables())
        .output()
        .await
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout) + &text(output.stderr))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_engineer_on_call_sends_again_adopts_and_writes_off() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    refuse_transfers(&world, 2, 400, Some("a_code_of_next_year")).await;
    let run = shop.start_run("one").await;
    let reviewed = |run: &Value| payouts(run).iter().filter(|p| p.0 == "NEEDS_REVIEW").count() == 2;
    let waiting = world.until("two reviews", || shop.run(&run), reviewed).await;
    let of = |minor_: i64| {
        let rows = waiting["payouts"]["nodes"].as_array().unwrap();
        id(rows.iter().find(|p| minor(&p["amount"]) == minor_).unwrap())
    };
    let (joe, mia) = (of(1_000), of(2_000));
    let (well, listed) = on_call(&world, &["list"]).await;
    assert!(
        well && listed.contains(&joe) && listed.contains("GBP 10.00") && listed.ends_with("2 waiting\n"),
        "{listed}"
    );

    // Nothing is decided without a name, against Stripe, or twice.
    assert!(!on_call(&world, &["retry", &joe]).await.0);
    let (well, why) = on_call(&world, &["adopt", &joe, "tr_made_up", "--by", "ann"]).await;
    assert!(!well && why.contains("Stripe lists no such transfer"), "{why}");
    for decision in ["write-off", "retry"] {
        let (well, why) = on_call(&world, &[decision, &joe, "--by", "ann"]).await;
        assert!(!well && why.contains("not 15 minutes old"), "{why}");
    }
    let_sendings_age(&world).await;
    assert_eq!(
        on_call(&world, &["write-off", &mia, "--by", "ann"]).await,
        (true, format!("{mia} is FAILED\n"))
    );
    assert!(!on_call(&world, &["retry", &mia, "--by", "ann"]).await.0);
    assert!(on_call(&world, &["retry", &joe, "--by", "ann"]).await.0);
    let run = shop.until_run(&world, &run, "COMPLETED_WITH_FAILURES").await;
    assert_eq!(payouts(&run), [("FAILED".to_owned(), 2_000), ("TRANSFERRED".to_owned(), 1_000)]);
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000, "PAYABLE": 2_000}));
    let log = world
        .sql("SELECT action, detail->>'by' AS by FROM audit_log WHERE actor = 'job:payouts' ORDER BY at")
        .await;
    let line = |action: &str| json!({"action": action, "by": "ann"});
    assert_eq!(log, [line("payoutWriteOff"), line("payoutRetry")]);
    assert_books(&world).await;
    assert_eq!(on_call(&world, &["reconcile"]).await, (true, "0 adopted, 0 open\n".to_owned()));

    // The balance is told as well, and what Stripe said that nobody here uses.
    let (well, told) = on_call(&world, &["balance"]).await;
    assert!(well && told.starts_with("ledger GBP 4") && told.contains("Stripe GBP 4"), "{told}");
    world.simulator(reqwest::Method::POST, "/_sim/balance", json!({"amount": 700, "currency": "gbp"})).await;
    assert!(!on_call(&world, &["balance"]).await.0);
    let (_, unused) = on_call(&world, &["events"]).await;
    assert!(unused.lines().any(|line| line.starts_with("charge.succeeded  IGNORED  1  last ")), "{unused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_that_stripe_made_is_adopted_and_neither_sent_again_nor_given_up() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    world.silence_events();
    break_transfer(&world, "drop_after").await;
    for _ in 0..30 {
        break_transfer(&world, "drop_before").await;
    }
    let run = shop.start_run("one").await;
    world.until("a transfer", || world.transfers(), |rows| rows.len() == 1).await;
    world.stop_worker().await;
    // The answer was lost and a person is to look, though Stripe has made the transfer.
    world.break_with("UPDATE payouts SET state = 'NEEDS_REVIEW', reason = 'NO_TRANSFER_FOUND'").await;
    let payout = payout_of(&shop.run(&run).await);
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    for refused in ["retry", "write-off"] {
        let (well, why) = on_call(&world, &[refused, &payout, "--by", "ann"]).await;
        assert!(!well && why.contains("adopt it"), "{why}");
    }
    let transfer = world.transfers().await[0]["id"].as_str().unwrap().to_owned();
    assert!(on_call(&world, &["adopt", &payout, &transfer, "--by", "ann"]).await.0);
    world.start_worker().await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(done["payouts"]["nodes"][0]["stripeTransferId"], transfer);
    assert_books(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reconciliation_names_what_stripe_has_and_we_have_not_and_the_other_way_round() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA", "ZOE"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000), ("o-3", "ZOE", 30_000)]).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    world.stop_worker().await;
    // Of three transfers one is made under another name, one has forgotten its payout, one is not at Stripe at all.
    world
        .break_with(
            "UPDATE payouts SET stripe_transfer_id = 'tr_elsewhere', updated_at = now() - interval '1 hour' WHERE amount = 1000",
        )
        .await;
    let (well, found) = on_call(&world, &["reconcile"]).await;
    assert!(!well, "{found}");
    for kind in ["TRANSFER_DIFFERS", "PAYOUT_WITHOUT_TRANSFER"] {
        assert_eq!(found.matches(kind).count(), 1, "{found}");
    }
    assert!(found.contains("tr_elsewhere") && found.contains("0 adopted, 2 open"), "{found}");
    // Nothing more is paid until a person has looked.
    let (_, alarms) = on_call(&world, &["alarms"]).await;
    assert!(alarms.contains("SECOND_TRANSFER") && alarms.ends_with("3 standing\n"), "{alarms}");
    for line in alarms.lines().filter(|line| line.contains("since")) {
        let alarm = line.split_whitespace().next().unwrap();
        assert_eq!(on_call(&world, &["clear", alarm, "--by", "ann"]).await, (true, "cleared\n".to_owned()));
        assert!(!on_call(&world, &["clear", alarm, "--by", "ann"]).await.0);
    }
    assert!(on_call(&world, &["alarms"]).await.1.ends_with("0 standing\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_was_never_delivered_is_found_in_stripes_own_list() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = shop.start_run("one").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    let transfer = done["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap().to_owned();
    // Somebody takes 400 back in Stripe's dashboard, and the news of it is lost.
    world.silence_events();
    world.stripe(&format!("/v1/transfers/{transfer}/reversals"), "amount=400").await;
    assert_eq!(shop.run(&run).await["payouts"]["nodes"][0]["state"], "TRANSFERRED");
    let (mut world, wallet) = (world, shop.wallet().await);
    world.stop_worker().await;
    world.start_worker().await;
    let reversed = |run: &Value| run["payouts"]["nodes"][0]["state"] == "PARTIALLY_REVERSED";
    world.until("the reversal", || shop.run(&run), reversed).await;
    assert_eq!(shop.wallet().await, wallet + 400);
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000, "PAYABLE": 400}));
    world.assert_ledger_sound().await;

    // What came back is claimed again by the next run; its fee was charged the first time.
    let run = shop.start_run("two").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 400)]);
    assert_eq!(minor(&run["payouts"]["nodes"][0]["fee"]), 0);
    world.assert_ledger_sound().await;
    assert_eq!(on_call(&world, &["reconcile"]).await, (true, "0 adopted, 0 open\n".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_was_restored_pays_nothing_before_it_has_heard_what_stripe_paid() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = blocked(&world, &shop, &joe).await;

    // The backup knows of no attempt. Joe is paid after it was made, and a day later the database is lost.
    world.stop_worker().await;
    let backup = world.back_up().await;
    world.start_worker().await;
    joe.turn(&world, "active").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(world.transfers().await.len(), 1);
    world.stop_worker().await;
    world.restore(&backup).await;
    // Stripe has forgotten the key by then: sent again, the same key would make a second transfer.
    world.simulator(reqwest::Method::POST, "/_sim/clock", json!({"advance_ms": 25 * 3_600_000})).await;
    assert_eq!(shop.run(&run).await["payouts"]["nodes"][0]["state"], "BLOCKED");
    world.break_with("UPDATE payout_accounts SET state = 'ACTIVE'").await;
    world.let_payouts_age().await;
    // While Stripe does not tell its news, nothing leaves, though everything else says that it may.
    let fault = json!({"path_prefix": "/v1/events", "method": "GET", "kind": "error", "error": {"status": 500}, "times": 1_000});
    world.simulator(reqwest::Method::POST, "/_sim/faults", fault).await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    assert_eq!(world.transfers().await.len(), 1);
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    assert_eq!(run["payouts"]["nodes"][0]["stripeTransferId"], world.transfers().await[0]["id"]);
    assert_eq!(world.transfers().await.len(), 1);
    assert_books(&world).await;
}
