//! Money into a wallet and back: by page, by a saved way to pay, by itself before a run; late, refused, taken back.

use domain::ids::TypedId;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::brand::{id, minor};
use crate::world::{Brand, World};

mod returns;

const FUNDING: &str = "funding { id state reason amount { minor } net { minor } repaid { minor } refunded { minor } checkoutUrl method { last4 } payoutRun { id } disputes { status taken { minor } } }";

pub(crate) async fn shop() -> (World, Brand) {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    (world, shop)
}

/// A way to pay that the shop has been through Stripe's page for. Returns its id.
pub(crate) async fn method(world: &World, shop: &Brand, kind: &str) -> String {
    let input = json!({"kind": kind, "currency": "GBP", "idempotencyKey": format!("add-{kind}")});
    let added = shop.owner.mutate("fundingMethodAdd", input, "method { id state checkoutUrl }").await;
    assert_eq!(added["method"]["state"], "PENDING");
    pay_page(world, &added["method"]["checkoutUrl"], json!({})).await;
    let id = id(&added["method"]);
    let document = "query($id: ID!) { node(id: $id) { ... on FundingMethod { kind } } }";
    assert_eq!(shop.owner.query(document, json!({"id": id})).await["node"]["kind"], kind);
    let listed = || shop.owner.query("{ fundingMethods { id state label last4 } }", json!({}));
    let is_there = |data: &Value| {
        data["fundingMethods"].as_array().unwrap().iter().any(|m| m["id"] == *id && m["state"] == "ACTIVE")
    };
    world.until("the method", listed, is_there).await;
    id
}

/// Goes through a page of Stripe's.
pub(crate) async fn pay_page(world: &World, url: &Value, choice: Value) -> Value {
    let session = url.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    world.simulator(Method::POST, &format!("/_sim/checkout/{session}/pay"), choice).await
}

/// Starts a funding of so much.
pub(crate) async fn fund(shop: &Brand, amount: i64, key: &str, more: Value) -> Value {
    let mut input = json!({"currency": "GBP", "amountMinor": amount, "idempotencyKey": key});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner.mutate("walletFund", input, FUNDING).await["funding"].take()
}

pub(crate) async fn funding(shop: &Brand, id: &Value) -> Value {
    let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Funding {{ {} }} }} }}", fields());
    shop.owner.query(&document, json!({"id": id})).await["node"].take()
}

fn fields() -> &'static str {
    FUNDING.trim_start_matches("funding {").trim_end_matches('}')
}

pub(crate) async fn until_funding(world: &World, shop: &Brand, id: &Value, state: &str) -> Value {
    world.until(state, || funding(shop, id), |funding| funding["state"] == state).await
}

/// Paid by card on a page and settled. Returns its id.
pub(crate) async fn funded(world: &World, shop: &Brand, amount: i64, key: &str) -> Value {
    let begun = fund(shop, amount, key, json!({})).await;
    pay_page(world, &begun["checkoutUrl"], json!({})).await;
    until_funding(world, shop, &begun["id"], "SETTLED").await["id"].take()
}

/// What the wallet holds, what is on its way to it and what the tenant owes.
pub(crate) async fn wallet(shop: &Brand) -> [i64; 3] {
    let document = "{ wallet(currency: \"GBP\") { balance { minor } onItsWay { minor } owed { minor } } }";
    let data = shop.owner.query(document, json!({})).await;
    ["balance", "onItsWay", "owed"].map(|field| minor(&data["wallet"][field]))
}

/// Stripe's charge of a funding.
pub(crate) async fn charge(world: &World, funding: &Value) -> String {
    let uuid = format!("SELECT payment_intent_id AS id FROM fundings WHERE {}", is(world, funding).await);
    let intent = world.sql(&uuid).await[0]["id"].as_str().unwrap().to_owned();
    let intent = world.ask_stripe(&format!("/v1/payment_intents/{intent}")).await;
    intent["latest_charge"].as_str().unwrap().to_owned()
}

/// The predicate of a funding by its public id.
async fn is(world: &World, funding: &Value) -> String {
    let id: domain::ids::FundingId = funding.as_str().unwrap().parse().unwrap();
    let uuid = domain::ids::TypedId::uuid(id);
    assert_eq!(world.sql(&format!("SELECT 1 AS one FROM fundings WHERE id = '{uuid}'")).await.len(), 1);
    format!("id = '{uuid}'")
}

/// The ledger is sound, and what it says lies at Stripe does.
pub(crate) async fn assert_books(world: &World) {
    world.assert_ledger_sound().await;
    let sides = "SELECT coalesce(sum(CASE WHEN d.kind = 'stripe_available' THEN p.amount ELSE 0 END) \
         - sum(CASE WHEN c.kind = 'stripe_available' THEN p.amount ELSE 0 END), 0)::bigint AS held \
         FROM ledger_postings p JOIN ledger_accounts d ON d.tenant_id = p.tenant_id AND d.id = p.debit_account \
         JOIN ledger_accounts c ON c.tenant_id = p.tenant_id AND c.id = p.credit_account";
    let held = world.sql(sides).await[0]["held"].as_i64().unwrap();
    let balance = world.ask_stripe("/v1/balance").await;
    let available = balance["available"].as_array().unwrap().iter().find(|b| b["currency"] == "gbp");
    assert_eq!(available.map_or(0, |b| b["amount"].as_i64().unwrap()), held, "{balance}");
}

#[tokio::test]
async fn a_saved_card_is_charged_once_and_the_statement_says_so() {
    let (world, shop) = shop().await;
    let card = method(&world, &shop, "CARD").await;
    let begun = fund(&shop, 10_000, "k", json!({"methodId": card})).await;
    assert_eq!((&begun["checkoutUrl"], &begun["method"]["last4"]), (&Value::Null, &json!("4242")));
    let settled = until_funding(&world, &shop, &begun["id"], "SETTLED").await;
    assert_eq!(minor(&settled["net"]), 9_830);
    assert_eq!(fund(&shop, 10_000, "k", json!({"methodId": card})).await["id"], begun["id"]);
    let other = json!({"currency": "GBP", "amountMinor": 10_001, "methodId": card, "idempotencyKey": "k"});
    assert_eq!(shop.owner.refused("walletFund", other).await, "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(wallet(&shop).await, [9_830, 0, 0]);
    let intents = world.ask_stripe("/v1/payment_intents?limit=10").await;
    assert_eq!(intents["data"].as_array().unwrap().len(), 1);

    funded(&world, &shop, 5_000, "second").await;
    let document = "query($after: String) { wallet(currency: \"GBP\") { lines(first: 1, after: $after) { nodes { version event change { minor } balance { minor } } pageInfo { hasNextPage endCursor } } } }";
    let mut lines = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = shop.owner.query(document, json!({"after": after})).await["wallet"]["lines"].take();
        let line = &page["nodes"][0];
        lines.push((
            line["event"].as_str().unwrap().to_owned(),
            minor(&line["change"]),
            minor(&line["balance"]),
        ));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let expected = [("FUNDING_SETTLED", 4_905, 14_735), ("FUNDING_SETTLED", 9_830, 9_830)];
    assert_eq!(lines, expected.map(|(event, change, balance)| (event.to_owned(), change, balance)));

    let file = |who: &crate::world::Gql, query: &str| {
        who.request(Method::GET, &format!("/v1/wallet/statement.csv?{query}")).send()
    };
    let year = "currency=GBP&from=2026-01-01&to=2027-01-01";
    let text = file(&shop.owner, year).await.unwrap().text().await.unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let amounts: Vec<_> = rows.iter().map(|row| (row[0], row[2], row[4], row[6])).collect();
    assert_eq!(
        amounts,
        [("1", "FUNDING_SETTLED", "98.30", "98.30"), ("2", "FUNDING_SETTLED", "49.05", "147.35")]
    );
    assert_eq!(file(&shop.owner, "currency=gbpp&from=2026-01-01&to=2027-01-01").await.unwrap().status(), 422);
    assert_eq!(file(&world.stranger(), year).await.unwrap().status(), 401);
    let rival = world.brand("Rival").await;
    let none = file(&rival.owner, year).await.unwrap().text().await.unwrap();
    assert_eq!(none.lines().count(), 1, "{none}");
    let theirs = json!({"currency": "GBP", "amountMinor": 100, "methodId": card, "idempotencyKey": "x"});
    assert_eq!(rival.owner.refused("walletFund", theirs).await, "NOT_FOUND");
    assert_books(&world).await;
}

#[tokio::test]
async fn a_refused_card_leaves_no_trace_in_the_ledger_and_a_removed_one_is_not_charged() {
    let (world, shop) = shop().await;
    let card = method(&world, &shop, "CARD").await;
    let kept = world.sql("SELECT stripe_id AS id FROM funding_methods").await[0]["id"].take();
    let path = format!("/_sim/payment_methods/{}", kept.as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"outcome": "card_declined"})).await;
    let begun = fund(&shop, 10_000, "k", json!({"methodId": card})).await;
    let failed = until_funding(&world, &shop, &begun["id"], "FAILED").await;
    assert_eq!(failed["reason"], "CARD_DECLINED");
    assert!(world.sql("SELECT 1 AS one FROM ledger_entries").await.is_empty());
    assert_eq!(wallet(&shop).await, [0, 0, 0]);

    let set = json!({"currency": "GBP", "methodId": card, "atLeastMinor": 100, "atMostMinor": 1_000});
    shop.owner.mutate("walletTopUpSet", set.clone(), "topUp { marginBps }").await;
    let removed =
        shop.owner.mutate("fundingMethodRemove", json!({"methodId": card}), "method { state }").await;
    assert_eq!(removed["method"]["state"], "REMOVED");
    let topped = shop.owner.query("{ wallet(currency: \"GBP\") { topUp { currency } } }", json!({})).await;
    assert_eq!(topped["wallet"]["topUp"], Value::Null);
    let input = json!({"currency": "GBP", "amountMinor": 100, "methodId": card, "idempotencyKey": "k2"});
    assert_eq!(shop.owner.refused("walletFund", input).await, "METHOD_NOT_ACTIVE");
    assert_eq!(shop.owner.refused("walletTopUpSet", set).await, "METHOD_NOT_ACTIVE");
    let at_stripe = world.ask_stripe(&format!("/v1/payment_methods/{}", kept.as_str().unwrap())).await;
    assert_eq!(at_stripe["customer"], Value::Null);
}

#[tokio::test]
async fn money_that_came_though_the_funding_had_failed_is_an_alarm() {
    let (world, shop) = shop().await;
    let card = method(&world, &shop, "CARD").await;
    let kept = world.sql("SELECT stripe_id AS id FROM funding_methods").await[0]["id"].take();
    let path = format!("/_sim/payment_methods/{}", kept.as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"outcome": "authentication_required"})).await;
    let begun = fund(&shop, 10_000, "k", json!({"methodId": card})).await;
    until_funding(&world, &shop, &begun["id"], "FAILED").await;
    world.simulator(Method::POST, &path, json!({"outcome": "succeed"})).await;
    let intents = world.ask_stripe("/v1/payment_intents?limit=1").await;
    let intent = intents["data"][0]["id"].as_str().unwrap().to_owned();
    world
        .stripe(
            &format!("/v1/payment_intents/{intent}/confirm"),
            format!("payment_method={}", kept.as_str().unwrap()),
        )
        .await;
    let alarms = || world.sql("SELECT invariant, detail FROM ledger_findings");
    let raised = world.until("the alarm", alarms, |rows| rows.len() == 1).await;
    let named = json!({"invariant": "PAYMENT_WITHOUT_FUNDING", "detail": format!("{intent}: 10000 gbp")});
    assert_eq!(raised, [named]);
    assert_eq!(wallet(&shop).await, [0, 0, 0]);
}

#[tokio::test]
async fn a_debit_settles_days_later_or_never() {
    let (world, shop) = shop().await;
    for (key, outcome, state, reason) in [
        ("a", "succeed", "SETTLED", Value::Null),
        ("b", "debit_not_authorized", "FAILED", json!("DEBIT_NOT_AUTHORIZED")),
    ] {
        let before = wallet(&shop).await[0];
        let begun = fund(&shop, 20_000, key, json!({"kind": "BACS_DEBIT"})).await;
        pay_page(&world, &begun["checkoutUrl"], json!({})).await;
        until_funding(&world, &shop, &begun["id"], "STARTED").await;
        assert_eq!(wallet(&shop).await, [before, 20_000, 0]);
        let session = begun["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
        let path = format!("/_sim/checkout/{session}/clear");
        world.simulator(Method::POST, &path, json!({"outcome": outcome})).await;
        let ended = until_funding(&world, &shop, &begun["id"], state).await;
        assert_eq!((ended["reason"].clone(), wallet(&shop).await[1]), (reason, 0));
    }
    assert_eq!(wallet(&shop).await, [19_840, 0, 0]);
    let least = json!({"currency": "GBP", "amountMinor": 10, "idempotencyKey": "little"});
    assert_eq!(shop.owner.refused("walletFund", least.clone()).await, "AMOUNT_OUT_OF_RANGE");
    let both = json!({"currency": "GBP", "amountMinor": 100, "kind": "CARD", "methodId": domain::ids::FundingMethodId::from_uuid(Default::default()).to_string(), "idempotencyKey": "both"});
    assert_eq!(shop.owner.refused("walletFund", both).await, "METHOD_AND_KIND");
    let foreign =
        json!({"currency": "GBP", "amountMinor": 100, "kind": "US_BANK_ACCOUNT", "idempotencyKey": "ach"});
    assert_eq!(shop.owner.refused("walletFund", foreign).await, "CURRENCY_DIFFERS");
    let no = json!({"path_prefix": "/v1/checkout/sessions", "method": "POST", "kind": "error", "error": {"status": 400, "code": "currency_not_supported", "type": "invalid_request_error"}});
    world.simulator(Method::POST, "/_sim/faults", no).await;
    let strange = json!({"currency": "GBP", "amountMinor": 100, "idempotencyKey": "strange"});
    assert_eq!(shop.owner.refused("walletFund", strange).await, "REFUSED_BY_STRIPE");
    let newest = world.sql("SELECT state, reason FROM fundings ORDER BY id DESC LIMIT 1").await;
    assert_eq!(newest, [json!({"state": "FAILED", "reason": "CURRENCY_NOT_SUPPORTED"})]);
    let wrong = json!({"currency": "EUR", "kind": "BACS_DEBIT", "idempotencyKey": "x"});
    assert_eq!(shop.owner.refused("fundingMethodAdd", wrong).await, "CURRENCY_DIFFERS");
    assert_books(&world).await;
}

#[tokio::test]
async fn what_is_taken_back_after_it_was_spent_is_owed_and_the_next_funding_makes_up_for_it() {
    let (world, shop) = shop().await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.earner(&world, &program, "JOE").await;
    let first = funded(&world, &shop, 10_000, "first").await;
    shop.sale("o-1", 60_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let left = wallet(&shop).await[0];
    assert_eq!(left, 9_830 - 6_000 - 180);

    // A fee that Stripe takes for the dispute is the tenant's as well.
    let path = format!("/_sim/charges/{}/dispute", charge(&world, &first).await);
    let dispute = world.simulator(Method::POST, &path, json!({"fee": 1_500})).await;
    until_funding(&world, &shop, &first, "DISPUTED").await;
    assert_eq!(wallet(&shop).await, [0, 0, 11_500 - left]);
    assert_books(&world).await;
    let path = format!("/_sim/disputes/{}/close", dispute["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"status": "lost"})).await;
    let lost = until_funding(&world, &shop, &first, "RETURNED").await;
    assert_eq!(lost["disputes"], json!([{"status": "lost", "taken": {"minor": "11500"}}]));
    let again = json!({"currency": "GBP", "amountMinor": 100, "idempotencyKey": "back"});
    assert_eq!(shop.owner.refused("walletReturn", again).await, "BALANCE_NOT_ENOUGH");

    // Two small ones: the first is swallowed whole, of the second a part.
    let owed = 11_500 - left;
    let second = funded(&world, &shop, 6_000, "second").await;
    let net = minor(&funding(&shop, &second).await["net"]);
    assert_eq!(minor(&funding(&shop, &second).await["repaid"]), net);
    assert_eq!(wallet(&shop).await, [0, 0, owed - net]);
    let third = funded(&world, &shop, 6_000, "third").await;
    let third = funding(&shop, &third).await;
    assert_eq!(minor(&third["repaid"]), owed - net);
    assert_eq!(wallet(&shop).await, [net - (owed - net), 0, 0]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_dispute_that_is_won_gives_the_money_again_however_its_news_comes() {
    let (world, shop) = shop().await;
    let first = funded(&world, &shop, 10_000, "first").await;
    for kind in ["duplicate", "hold"] {
        world
            .simulator(
                Method::POST,
                "/_sim/event_faults",
                json!({"type": "charge.dispute.*", "kind": kind, "times": 9, "delay_ms": 500}),
            )
            .await;
    }
    let path = format!("/_sim/charges/{}/dispute", charge(&world, &first).await);
    // Whoever asks about it hears nothing at first, and asks again.
    let mute = json!({"path_prefix": "/v1/disputes", "method": "GET", "kind": "drop_before", "times": 2});
    world.simulator(Method::POST, "/_sim/faults", mute).await;
    let dispute = world.simulator(Method::POST, &path, json!({"amount": 4_000, "fee": 1_500})).await;
    until_funding(&world, &shop, &first, "DISPUTED").await;
    assert_eq!(wallet(&shop).await, [9_830 - 5_500, 0, 0]);
    let path = format!("/_sim/disputes/{}/close", dispute["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"status": "won"})).await;
    until_funding(&world, &shop, &first, "SETTLED").await;
    assert_eq!(wallet(&shop).await, [9_830 - 1_500, 0, 0]);
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(wallet(&shop).await, [9_830 - 1_500, 0, 0]);
    assert_books(&world).await;
}

#[tokio::test]
async fn news_that_never_comes_is_fetched() {
    let (world, shop) = shop().await;
    world
        .simulator(Method::POST, "/_sim/event_faults", json!({"type": "*", "kind": "never", "times": 1000}))
        .await;
    let first = funded(&world, &shop, 10_000, "first").await;
    assert_eq!(wallet(&shop).await, [9_830, 0, 0]);
    let expired = fund(&shop, 5_000, "expires", json!({})).await;
    let session = expired["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    world.stripe(&format!("/v1/checkout/sessions/{session}/expire"), "").await;
    let failed = until_funding(&world, &shop, &expired["id"], "FAILED").await;
    assert_eq!((failed["reason"].as_str(), &first), (Some("EXPIRED"), &first));
    assert_books(&world).await;
}

#[tokio::test]
async fn a_run_the_wallet_does_not_cover_tops_it_up_within_its_limits() {
    let (world, shop) = shop().await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.earner(&world, &program, "JOE").await;
    let card = method(&world, &shop, "CARD").await;
    let set = |most: i64| {
        let input = json!({"currency": "GBP", "methodId": card, "atLeastMinor": 1_000, "atMostMinor": most, "marginBps": 400});
        shop.owner.mutate("walletTopUpSet", input, "topUp { atMost { minor } }")
    };
    for (most, least, margin) in [(999, 1_000, 0), (1_000, 0, 0), (1_000, 1_000, 10_001)] {
        let input = json!({"currency": "GBP", "methodId": card, "atLeastMinor": least, "atMostMinor": most, "marginBps": margin});
        assert_eq!(shop.owner.refused("walletTopUpSet", input).await, "LIMITS_OUT_OF_RANGE");
    }
    set(5_000).await;
    shop.sale("o-1", 100_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    // 100.00, the platform's 3.00 and the margin are more than 50.00.
    let run = shop.start_run("one").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let waiting = "query($id: ID!) { node(id: $id) { ... on PayoutRun { state missing { minor } topUps { reason } } } }";
    let shown = shop.owner.query(waiting, json!({"id": run})).await["node"].take();
    assert_eq!(shown, json!({"state": "FUNDING", "missing": {"minor": "10300"}, "topUps": []}));
    assert!(world.sql("SELECT 1 AS one FROM fundings").await.is_empty());

    // Nothing comes in for a tenant that nothing may leave.
    let tenant: domain::ids::TenantId = shop.tenant.parse().unwrap();
    let alarm = format!(
        "INSERT INTO ledger_findings (tenant_id, id, invariant, detail, found_at, source) VALUES ('{}', '{}', 'X', 'x', now(), 'ALARM')",
        tenant.uuid(),
        tenant.uuid()
    );
    world.break_with(&alarm).await;
    set(20_000).await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert!(world.sql("SELECT 1 AS one FROM fundings").await.is_empty());
    world.break_with("UPDATE ledger_findings SET cleared_at = now()").await;

    // Charged once, however long it takes to settle.
    let slow = json!({"delays": {"settle_after_ms": 3_600_000}});
    world.simulator(Method::POST, "/_sim/config", slow).await;
    let on_its_way = |wallet: &[i64; 3]| wallet[1] > 0;
    world.until("the top-up", || wallet(&shop), on_its_way).await;
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!(wallet(&shop).await, [0, 10_712, 0]);
    assert_eq!(shop.run(&run).await["state"], "FUNDING");
    let soon = json!({"delays": {"settle_after_ms": 0}});
    world.simulator(Method::POST, "/_sim/config", soon).await;
    world.simulator(Method::POST, "/_sim/clock", json!({"advance_ms": 3_600_000})).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(done["payouts"]["nodes"].as_array().unwrap().len(), 1);
    let listed = shop
        .owner
        .query(
            "{ fundings(first: 10) { nodes { amount { minor } net { minor } payoutRun { id } } } }",
            json!({}),
        )
        .await;
    let fundings = listed["fundings"]["nodes"].as_array().unwrap();
    assert_eq!(fundings.len(), 1);
    assert_eq!(
        (minor(&fundings[0]["amount"]), fundings[0]["payoutRun"]["id"].as_str()),
        (10_712, Some(run.as_str()))
    );
    assert_eq!(wallet(&shop).await[0], minor(&fundings[0]["net"]) - 10_300);

    // A card that refuses is asked once; the run waits for a person, and goes on when they have paid.
    let kept = world.sql("SELECT stripe_id AS id FROM funding_methods").await[0]["id"].take();
    let path = format!("/_sim/payment_methods/{}", kept.as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"outcome": "insufficient_funds"})).await;
    shop.sale("o-2", 50_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PAYABLE"] == 5_000).await;
    let run = shop.start_run("two").await;
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    let asked = world.sql("SELECT state, reason FROM fundings ORDER BY id DESC").await;
    assert_eq!((asked.len(), &asked[0]), (2, &json!({"state": "FAILED", "reason": "CARD_DECLINED"})));
    let shown = shop.owner.query(waiting, json!({"id": run})).await["node"].take();
    assert_eq!(
        (&shown["state"], &shown["topUps"]),
        (&json!("FUNDING"), &json!([{"reason": "CARD_DECLINED"}]))
    );
    funded(&world, &shop, 6_000, "by hand").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_books(&world).await;
}
