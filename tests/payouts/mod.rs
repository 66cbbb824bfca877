//! Paying people, and everything that gets in the way of it.

mod approved;
mod control;
mod held_up;
mod mended;
pub(crate) mod on_call;
mod on_demand;
mod payable;
mod previewed;
mod refunded;
mod sending;

use serde_json::{Value, json};

use crate::world::{Affiliate, Brand, Gql, World, brand::id, brand::minor};

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

/// A run that is previewed and approved. Returns its id.
async fn approved(shop: &Brand, key: &str) -> String {
    let run = draft(shop, key).await;
    let hash = preview(shop, &run).await;
    approve(shop, &run, &hash).await;
    run
}

/// A run of one payout that is blocked, since the affiliate's account cannot receive it any more. Returns its id.
async fn blocked(world: &World, shop: &Brand, affiliate: &Affiliate) -> String {
    let run = approved(shop, "one").await;
    affiliate.turn(world, "inactive").await;
    affiliate.until_unready(world).await;
    execute(shop, &run).await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a block", || shop.run(&run), blocked).await;
    run
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

/// Every balance the tenant has, payees' included.
async fn balances(world: &World) -> Vec<Value> {
    world.sql("SELECT kind, payee_id, balance FROM ledger_accounts WHERE NOT platform AND balance <> 0 ORDER BY 1, 2").await
}

async fn attempts(world: &World) -> Vec<Value> {
    world.sql("SELECT number, outcome FROM payout_attempts ORDER BY payout_id, number").await
}

/// What was sent is old enough for Stripe to list what came of it.
async fn let_sendings_age(world: &World) {
    world
        .break_with(
            "UPDATE payout_attempts SET first_sent_at = first_sent_at - interval '16 minutes', resent_at = resent_at - interval '16 minutes'",
        )
        .await;
}

async fn wallet_after(world: &World, funded: i64, spent: i64) -> i64 {
    let net = world.sql("SELECT sum(net)::bigint AS net, sum(amount)::bigint AS amount FROM fundings").await;
    assert_eq!(net[0]["amount"], funded);
    net[0]["net"].as_i64().unwrap() - spent
}

async fn assert_books(world: &World) {
    world.assert_ledger_sound().await;
    world.assert_stripe_equals_ledger().await;
}

#[tokio::test]
async fn somebody_else_approves_where_the_tenant_asks_for_it() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
    shop.earner(&world, &program, "JOE").await;
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
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
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
    let (shop, _) = Brand::with_program(&world, 0, 0).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA", "ZOE"] {
        shop.earner(&world, &program, name).await;
    }
    let joes = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let mias = shop.sale("o-2", 20_000, json!({"code": "MIA"})).await;
    sales(&world, &shop, &[("o-3", "ZOE", 30_000)]).await;
    let run = approved(&shop, "one").await;
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

#[tokio::test]
async fn a_run_waits_for_the_wallet_and_goes_on_when_it_is_filled() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    shop.earner(&world, &program, "JOE").await;
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
async fn a_ledger_that_does_not_add_up_stops_the_payouts_until_it_does() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
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
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
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
