//! Paying people, and everything that gets in the way of it.

mod approved;
mod control;
mod held_up;
mod mended;
pub(crate) mod on_call;
mod on_demand;
mod refunded;

use serde_json::{Value, json};

use crate::world::{Affiliate, Brand, Gql, World, brand::id, brand::minor};

/// A shop whose affiliates earn 10 % at once, with so much in its wallet.
async fn shop(world: &World, wallet_minor: i64) -> (Brand, String) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    if wallet_minor > 0 {
        shop.fund(world, wallet_minor).await;
    }
    (shop, program)
}

/// An affiliate with a code of their name, whom Stripe can pay.
async fn earner(world: &World, shop: &Brand, program: &str, name: &str) -> Affiliate {
    let affiliate = shop.affiliate(world, program, name).await;
    shop.code(&affiliate, name).await;
    affiliate.onboard(world).await;
    affiliate
}

/// Sales by codes, matured.
async fn sales(world: &World, shop: &Brand, sales: &[(&str, &str, i64)]) {
    for (order, code, minor) in sales {
        shop.sale(order, *minor, json!({"code": code})).await;
    }
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
}

async fn draft(shop: &Brand, key: &str) -> String {
    let create = json!({"currency": "GBP", "idempotencyKey": format!("create-{key}")});
    id(&shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"])
}

/// Freezes a run. Returns its hash.
async fn preview(shop: &Brand, run: &str) -> String {
    let payload =
        shop.owner.mutate("payoutRunPreview", json!({"payoutRunId": run}), "payoutRun { previewHash }").await;
    payload["payoutRun"]["previewHash"].as_str().unwrap().to_owned()
}

fn approval(run: &str, hash: &str) -> Value {
    json!({"payoutRunId": run, "previewHash": hash, "idempotencyKey": format!("approve-{run}")})
}

async fn approve(shop: &Brand, run: &str, hash: &str) {
    shop.owner.mutate("payoutRunApprove", approval(run, hash), "payoutRun { state }").await;
}

async fn execute(shop: &Brand, run: &str) -> String {
    let input = json!({"payoutRunId": run, "idempotencyKey": format!("execute-{run}")});
    let payload = shop.owner.mutate("payoutRunExecute", input, "payoutRun { state }").await;
    payload["payoutRun"]["state"].as_str().unwrap().to_owned()
}

fn payouts(run: &Value) -> Vec<(String, i64)> {
    let rows = run["payouts"]["nodes"].as_array().unwrap();
    let mut rows: Vec<_> =
        rows.iter().map(|p| (p["state"].as_str().unwrap().to_owned(), minor(&p["amount"]))).collect();
    rows.sort_unstable();
    rows
}

/// The id of a run's latest payout.
fn payout_of(run: &Value) -> String {
    id(&run["payouts"]["nodes"][0])
}

/// The next transfers meet these answers instead of Stripe's own.
async fn refuse_transfers(world: &World, times: usize, status: u16, code: Option<&str>) {
    let error = json!({"status": status, "code": code, "type": "invalid_request_error", "message": "no"});
    let fault = json!({"path_prefix": "/v1/transfers", "method": "POST", "kind": "error", "error": error});
    for _ in 0..times {
        world.simulator(reqwest::Method::POST, "/_sim/faults", fault.clone()).await;
    }
}

async fn break_transfer(world: &World, kind: &str) {
    let fault = json!({"path_prefix": "/v1/transfers", "method": "POST", "kind": kind});
    world.simulator(reqwest::Method::POST, "/_sim/faults", fault).await;
}

/// Stripe's events lead nowhere from now on.
fn silence_events(world: &World) {
    let nowhere =
        stripe_sim::Webhook { url: "http://127.0.0.1:9/".to_owned(), secret: "whsec_tests".to_owned() };
    world.sim.as_ref().unwrap().set_webhook(&nowhere).unwrap();
}

/// Every balance the tenant has, payees' included.
async fn balances(world: &World) -> Vec<Value> {
    world.sql("SELECT kind, payee_id, balance FROM ledger_accounts WHERE NOT platform AND balance <> 0 ORDER BY 1, 2").await
}

async fn attempts(world: &World) -> Vec<Value> {
    world.sql("SELECT number, outcome FROM payout_attempts ORDER BY payout_id, number").await
}

/// Stands still payouts look older than they are, so that the sweep looks at them now.
async fn let_time_pass(world: &World) {
    world
        .break_with(
            "UPDATE payouts SET updated_at = updated_at - interval '1 minute', look_at = NULL, looks = 0",
        )
        .await;
}

/// What was sent is old enough for Stripe to list what came of it.
async fn let_sendings_age(world: &World) {
    world
        .break_with(
            "UPDATE payout_attempts SET first_sent_at = first_sent_at - interval '16 minutes', resent_at = resent_at - interval '16 minutes'",
        )
        .await;
}

async fn assert_books(world: &World) {
    world.assert_ledger_sound().await;
    world.assert_stripe_equals_ledger().await;
}

#[tokio::test]
async fn somebody_else_approves_where_the_tenant_asks_for_it() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 5_000).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    shop.owner.mutate("tenantUpdate", json!({"secondApprover": true}), "tenant { id }").await;
    let run = draft(&shop, "one").await;
    let hash = preview(&shop, &run).await;
    assert_eq!(shop.owner.refused("payoutRunApprove", approval(&run, &hash)).await, "SECOND_APPROVER_NEEDED");
    let execution = json!({"payoutRunId": run, "idempotencyKey": "e"});
    assert_eq!(shop.owner.refused("payoutRunExecute", execution).await, "WRONG_STATE");

    // No key may approve, whatever its scopes; a colleague may.
    let key = shop.key("SECRET").await;
    let document =
        "mutation($i: PayoutRunApproveInput!) { payoutRunApprove(input: $i) { userErrors { code } } }";
    assert_eq!(key.error(document, json!({"i": approval(&run, &hash)})).await, "FORBIDDEN");
    let colleague = colleague(&world, &shop, "FINANCE").await;
    let payload = colleague
        .mutate("payoutRunApprove", approval(&run, &hash), "payoutRun { state draftedBy approvedBy }")
        .await;
    assert_eq!(payload["payoutRun"]["state"], "APPROVED");
    assert_ne!(payload["payoutRun"]["draftedBy"], payload["payoutRun"]["approvedBy"]);
    execute(&shop, &run).await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_books(&world).await;
}

/// Somebody else who works for the shop.
async fn colleague(world: &World, shop: &Brand, role: &str) -> Gql {
    world.brand("Elsewhere").await;
    let tenant = domain::ids::TypedId::uuid(shop.tenant.parse::<domain::ids::TenantId>().unwrap());
    world
        .break_with(&format!(
            "INSERT INTO memberships (tenant_id, user_id, role, email, name, created_at) \
             SELECT '{tenant}', id, '{role}', email, 'Colleague', now() FROM users WHERE email = 'owner@elsewhere.test'"
        ))
        .await;
    let input = json!({"email": "owner@elsewhere.test", "password": "correct horse battery", "tenantId": shop.tenant});
    let payload = world.stranger().mutate("signIn", input, "session { accessToken }").await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

#[tokio::test]
async fn an_approval_is_of_what_was_previewed_and_of_nothing_else() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = draft(&shop, "one").await;
    assert_eq!(shop.owner.refused("payoutRunApprove", approval(&run, &"0".repeat(64))).await, "WRONG_STATE");
    let hash = preview(&shop, &run).await;
    let other = format!("{}{}", if hash.starts_with('0') { '1' } else { '0' }, &hash[1..]);
    for wrong in [other.as_str(), &"0".repeat(64), "", "zz"] {
        assert_eq!(
            shop.owner.refused("payoutRunApprove", approval(&run, wrong)).await,
            "PREVIEW_DIFFERS",
            "{wrong}"
        );
    }
    assert_eq!(shop.run(&run).await["state"], "PREVIEWED");

    // What is earned after the preview waits for the next run.
    sales(&world, &shop, &[("o-2", "JOE", 50_000)]).await;
    assert_eq!(preview(&shop, &run).await, hash);
    approve(&shop, &run, &hash).await;
    assert_eq!(execute(&shop, &run).await, "FUNDING");
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_000)]);
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000, "PAYABLE": 5_000}));
    // Executed again, it stays as it is; called off, it is too late.
    let again = json!({"payoutRunId": run, "idempotencyKey": "another"});
    let payload = shop.owner.mutate("payoutRunExecute", again, "payoutRun { state }").await;
    assert_eq!(payload["payoutRun"]["state"], "COMPLETED");
    assert_eq!(shop.owner.refused("payoutRunCancel", json!({"payoutRunId": run})).await, "WRONG_STATE");
    assert_eq!(world.transfers().await.len(), 1);
    assert_books(&world).await;
}

#[tokio::test]
async fn one_run_of_a_currency_is_open_at_a_time() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world, 0).await;
    let input = |n: u32| json!({"currency": "GBP", "idempotencyKey": format!("k{n}")});
    let both = futures::future::join_all(
        (0..4).map(|n| shop.owner.attempt("payoutRunCreate", input(n), "payoutRun { id }")),
    )
    .await;
    let codes: Vec<&Value> =
        both.iter().filter(|p| p["payoutRun"].is_null()).map(|p| &p["userErrors"][0]["code"]).collect();
    assert_eq!(codes, [&json!("RUN_OPEN"); 3], "{both:#?}");
    assert_eq!(world.sql("SELECT id FROM payout_runs").await.len(), 1);

    // The same key finds its run; another currency has a run of its own; a run called off makes room.
    let won = both.iter().position(|p| !p["payoutRun"].is_null()).unwrap();
    let run = id(&both[won]["payoutRun"]);
    let again = shop.owner.mutate("payoutRunCreate", input(won as u32), "payoutRun { id }").await;
    assert_eq!(id(&again["payoutRun"]), run);
    shop.owner
        .mutate("payoutRunCreate", json!({"currency": "EUR", "idempotencyKey": "eur"}), "payoutRun { id }")
        .await;
    let reused = json!({"currency": "USD", "idempotencyKey": "eur"});
    assert_eq!(shop.owner.refused("payoutRunCreate", reused).await, "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(shop.owner.refused("payoutRunCreate", input(9)).await, "RUN_OPEN");
    shop.owner.mutate("payoutRunCancel", json!({"payoutRunId": run}), "payoutRun { state }").await;
    assert_ne!(draft(&shop, "next").await, run);
}

#[tokio::test]
async fn what_is_no_longer_payable_drops_out_and_the_total_only_shrinks() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 50_000).await;
    for name in ["JOE", "MIA", "ZOE"] {
        earner(&world, &shop, &program, name).await;
    }
    let joes = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let mias = shop.sale("o-2", 20_000, json!({"code": "MIA"})).await;
    sales(&world, &shop, &[("o-3", "ZOE", 30_000)]).await;
    let run = draft(&shop, "one").await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
    // Between approval and execution Joe's customer sends everything back, Mia's a quarter.
    shop.refund(&joes, "r-1", json!({"whole": true})).await;
    shop.refund(&mias, "r-2", json!({"amountMinor": 5_000})).await;
    execute(&shop, &run).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_500), ("TRANSFERRED".to_owned(), 3_000)]);
    let items = world.sql("SELECT amount, dropped FROM payout_run_items ORDER BY amount").await;
    let dropped = |minor: i64, reason: Value| json!({"amount": minor, "dropped": reason});
    assert_eq!(
        items,
        [
            dropped(1_000, json!("NO_LONGER_PAYABLE")),
            dropped(2_000, Value::Null),
            dropped(3_000, Value::Null)
        ]
    );
    assert_eq!(shop.wallet().await, wallet_after(&world, 50_000, 4_500 + 45 + 90).await);
    assert_books(&world).await;
}

/// What is left of fundings after so much was spent.
async fn wallet_after(world: &World, funded: i64, spent: i64) -> i64 {
    let net = world.sql("SELECT sum(net)::bigint AS net, sum(amount)::bigint AS amount FROM fundings").await;
    assert_eq!(net[0]["amount"], funded);
    net[0]["net"].as_i64().unwrap() - spent
}

#[tokio::test]
async fn a_definite_refusal_gives_the_reserve_back_exactly() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    // Joe owes 500 of a sale that was paid and sent back, so that the reserve recovers a debt as well.
    let first = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("first").await;
    shop.until_run(&world, &run, "COMPLETED").await;
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
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
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
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    if !events {
        silence_events(&world);
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
    let (shop, program) = shop(&world, 50_000).await;
    for name in ["JOE", "MIA"] {
        earner(&world, &shop, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    silence_events(&world);
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
    let_time_pass(&world).await;
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
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    refuse_transfers(&world, 1, 400, Some("balance_insufficient")).await;
    let run = shop.start_run("one").await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    let waiting = world.until("a block", || shop.run(&run), blocked).await;
    assert_eq!(waiting["payouts"]["nodes"][0]["reason"], "PLATFORM_BALANCE");
    assert_eq!(waiting["state"], "EXECUTING");
    assert_eq!(shop.commissions().await, json!({"RESERVED": 1_000}));
    assert_books(&world).await;
    let_time_pass(&world).await;
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
    let (shop, program) = shop(&world, 50_000).await;
    let joe = earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = draft(&shop, "one").await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
    let account = world.sql("SELECT stripe_account_id AS id FROM payout_accounts").await[0]["id"].clone();
    let account = account.as_str().unwrap();
    let ready = format!("SELECT payout_ready FROM enrollments WHERE email = '{}'", joe.email);
    let path = format!("/_sim/accounts/{account}/capabilities");
    world.simulator(reqwest::Method::POST, &path, json!({"transfers": "inactive"})).await;
    world.until("the news", || world.sql(&ready), |rows| rows[0]["payout_ready"] == false).await;
    execute(&shop, &run).await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a block", || shop.run(&run), blocked).await;
    assert_eq!(world.transfers().await.len(), 0);
    world.assert_ledger_sound().await;
    world.simulator(reqwest::Method::POST, &path, json!({"transfers": "active"})).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn refused_credentials_pause_the_run_and_resuming_finishes_it() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 50_000).await;
    for name in ["JOE", "MIA"] {
        earner(&world, &shop, &program, name).await;
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

#[tokio::test]
async fn a_run_waits_for_the_wallet_and_goes_on_when_it_is_filled() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 0).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 100_000)]).await;
    // Stripe keeps 1.5 % and 20p of what is paid in: 10,000 and its fee of 300 are not there yet, then they are.
    shop.fund(&world, 10_300).await;
    let run = shop.start_run("one").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let waiting = shop.run(&run).await;
    assert_eq!((&waiting["state"], payouts(&waiting).len()), (&json!("FUNDING"), 0));
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 10_000}));
    shop.fund(&world, 1_000).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 10_000)]);
    assert_eq!(shop.wallet().await, wallet_after(&world, 11_300, 10_300).await);
    assert_books(&world).await;
}

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
    earner(&world, &shop, &program, "SMALL").await;
    earner(&world, &shop, &program, "EXACT").await;
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
    let (shop, _) = shop(&world, 50_000).await;
    shop.program("CREATORS", 500, 0).await;
    let (moment, token) = shop.review_by("ann").await;
    let program = shop.program("AFFILIATES", 0, 0).await;
    let joe = earner(&world, &shop, &program, "JOE").await;
    let click = world.click(&shop.link(&joe, None).await).await;
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
async fn a_ledger_that_does_not_add_up_stops_the_payouts_until_it_does() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    world.break_with("UPDATE ledger_accounts SET balance = balance + 1 WHERE kind = 'wallet'").await;
    assert!(!world.check_ledger().await.is_empty());
    let run = shop.start_run("one").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(shop.run(&run).await["state"], "FUNDING");
    world.break_with("UPDATE ledger_accounts SET balance = balance - 1 WHERE kind = 'wallet'").await;
    assert_books(&world).await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_books(&world).await;
}

#[tokio::test]
async fn old_news_of_an_account_changes_nothing() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 0).await;
    let joe = earner(&world, &shop, &program, "JOE").await;
    let known = world.sql("SELECT stripe_account_id AS id, state, updated_at FROM payout_accounts").await;
    // Stripe's word that Joe is not able yet was said before he was, and comes after.
    let (account, tell) = (known[0]["id"].clone(), |created: i64, n: u32| {
        let object = json!({"id": known[0]["id"], "capabilities": {"transfers": "inactive"}, "requirements": {"currently_due": ["external_account"]}});
        json!({"id": format!("evt_news_{n}"), "created": created, "type": "account.updated", "data": {"object": object}}).to_string()
    });
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    let deliver = async |body: String| {
        let signature = stripe_sim::sign("whsec_tests", now, &body);
        let call = world.stranger().request(reqwest::Method::POST, "/v1/stripe/webhook");
        let answer = call.header("stripe-signature", signature).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let waiting = || world.sql("SELECT id FROM stripe_events WHERE applied_at IS NULL");
        world.until("the event", waiting, Vec::is_empty).await;
    };
    deliver(tell(now - 3_600, 1)).await;
    let still = world.sql("SELECT stripe_account_id AS id, state, updated_at FROM payout_accounts").await;
    assert_eq!((still, account.is_string()), (known.clone(), true));
    let ready = format!("SELECT payout_ready FROM enrollments WHERE email = '{}'", joe.email);
    assert_eq!(world.sql(&ready).await, [json!({"payout_ready": true})]);
    // Said now, it counts.
    deliver(tell(now + 5, 2)).await;
    assert_eq!(world.sql(&ready).await, [json!({"payout_ready": false})]);
}

#[tokio::test]
async fn a_run_asks_of_the_wallet_only_what_is_left_after_corrections_and_debts() {
    let world = World::new().await;
    // 10,000 less Stripe's 170 is 9,830: enough for 1,000 and its fee of 30 now, and for no more than 8,800 later.
    let (shop, program) = shop(&world, 10_000).await;
    earner(&world, &shop, &program, "JOE").await;
    let first = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("first").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    // Joe owes 1,000 of it and earns 10,700, of which 1,160 are taken back once all is approved: 8,540 and a fee of
    // 256 are 8,796.
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    let second = shop.sale("o-2", 107_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let run = draft(&shop, "second").await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
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
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = draft(&shop, "one").await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
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
    let (shop, program) = shop(&world, 50_000).await;
    earner(&world, &shop, &program, "JOE").await;
    let first = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("first").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    sales(&world, &shop, &[("o-2", "JOE", 4_000)]).await;
    let run = draft(&shop, "second").await;
    let hash = preview(&shop, &run).await;
    approve(&shop, &run, &hash).await;
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
