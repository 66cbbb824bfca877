//! Payments through checkout, their fees and their settling.

use std::time::Duration;

use serde_json::json;
use stripe_sim::{Config, Delays};

use crate::world::{NEW_YEAR, World, config};

#[tokio::test]
async fn a_payment_arrives_net_of_its_fee() {
    let world = World::new().await;
    let session = world.session("10000").await;
    assert_eq!(
        (&session.body["status"], &session.body["payment_status"], &session.body["amount_total"]),
        (&json!("open"), &json!("unpaid"), &json!(10_000))
    );
    let url = session.body["url"].as_str().unwrap();
    let page = world.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(
        page.contains("Pay 100.00 GBP")
            && page.contains("Wallet &lt;top-up&gt;")
            && page.contains("http://brand.test/cancelled"),
        "{page}"
    );

    let paid = world.http.post(url).send().await.unwrap();
    assert_eq!(paid.status(), 303);
    assert_eq!(
        paid.headers()["location"],
        format!("http://brand.test/paid?session={}", session.id()).as_str()
    );

    let session =
        world.get(&format!("/v1/checkout/sessions/{}?expand[]=line_items", session.id())).await.ok().body;
    assert_eq!(
        (&session["status"], &session["payment_status"], &session["client_reference_id"]),
        (&json!("complete"), &json!("paid"), &json!("ref1"))
    );
    assert_eq!(session["line_items"]["data"][0]["amount_total"], 10_000);
    let intent = session["payment_intent"].as_str().unwrap();
    let intent = world
        .get(&format!("/v1/payment_intents/{intent}?expand[]=latest_charge.balance_transaction"))
        .await
        .ok()
        .body;
    assert_eq!(
        (&intent["status"], &intent["metadata"], &intent["transfer_group"]),
        (&json!("succeeded"), &json!({ "funding": "f1" }), &json!("group1"))
    );
    let transaction = &intent["latest_charge"]["balance_transaction"];
    assert_eq!(
        (&transaction["amount"], &transaction["fee"], &transaction["net"], &transaction["status"]),
        (&json!(10_000), &json!(170), &json!(9_830), &json!("available"))
    );
    assert_eq!(transaction["fee_details"][0]["amount"], 170);

    assert_eq!(world.pence(None), (9_830, 0));
    let listed = world.get("/v1/balance_transactions?type=charge").await.ok().body;
    assert_eq!(listed["data"][0]["id"], transaction["id"]);
    assert_eq!(
        world
            .get(&format!("/v1/balance_transactions/{}", transaction["id"].as_str().unwrap()))
            .await
            .ok()
            .body,
        *transaction
    );
    assert_eq!(
        world.event_types(),
        ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
    );
}

#[tokio::test]
async fn paying_twice_pays_once() {
    let world = World::new().await;
    let session = world.session("10000").await;
    for _ in 0..2 {
        assert_eq!(
            world
                .send(world.request("POST", &format!("/_sim/checkout/{}/pay", session.id())))
                .await
                .ok()
                .body["status"],
            "complete"
        );
    }
    assert_eq!(world.pence(None), (9_830, 0));
}

#[tokio::test]
async fn money_can_settle_later() {
    let delays = Delays { settle_after_ms: 7_000, ..Delays::default() };
    let world = World::with(Config { delays, ..config() }).await;
    let session = world.session("10000").await;
    world.sim.pay(&session.id()).unwrap();
    let balance = world.get("/v1/balance").await.ok().body;
    let gbp = |list: &str| {
        balance[list].as_array().unwrap().iter().find(|amount| amount["currency"] == "gbp").unwrap()["amount"]
            .clone()
    };
    assert_eq!((gbp("available"), gbp("pending")), (json!(0), json!(9_830)));
    let transaction = world.get("/v1/balance_transactions").await.body["data"][0].clone();
    assert_eq!(
        (&transaction["status"], &transaction["available_on"]),
        (&json!("pending"), &json!(NEW_YEAR + 7))
    );

    let payee = world.payee().await;
    assert_eq!(world.transfer(&payee, "100", "g").await.code(), "balance_insufficient");

    world.sim.clock().advance(Duration::from_millis(6_999));
    assert_eq!(world.pence(None), (0, 9_830));
    world.sim.clock().advance(Duration::from_millis(1));
    assert_eq!(world.pence(None), (9_830, 0));
    assert_eq!(world.event_types().last().unwrap(), "balance.available");
    assert_eq!(world.sim.events().last().unwrap()["data"]["object"]["available"][0]["amount"], 9_830);
}

#[tokio::test]
async fn settling_needs_no_visitor() {
    let delays = Delays { settle_after_ms: 30, ..Delays::default() };
    let world = World::with(Config { delays, clock: stripe_sim::Clock::system(), ..config() }).await;
    world.sim.pay(&world.session("10000").await.id()).unwrap();
    for _ in 0..200 {
        if world.event_types().contains(&"balance.available".to_owned()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never settled: {:?}", world.event_types());
}

#[tokio::test]
async fn an_expired_session_cannot_be_paid() {
    let world = World::new().await;
    let session = world.session("10000").await;
    let path = format!("/v1/checkout/sessions/{}/expire", session.id());
    assert_eq!(world.post(&path, &[]).await.ok().body["status"], "expired");
    assert_eq!(world.post(&path, &[]).await.status, 400);
    assert!(world.sim.pay(&session.id()).is_err());
    assert_eq!(world.pence(None), (0, 0));

    let session = world.session("10000").await;
    world.sim.clock().advance(Duration::from_secs(24 * 3600 - 1));
    let path = format!("/v1/checkout/sessions/{}", session.id());
    assert_eq!(world.get(&path).await.ok().body["status"], "open");
    world.sim.clock().advance(Duration::from_secs(1));
    assert!(world.sim.pay(&session.id()).is_err());
    assert_eq!(world.get(&path).await.ok().body["status"], "expired");
    assert_eq!(world.event_types(), ["checkout.session.expired"; 2], "told once each");
}

#[tokio::test]
async fn what_cannot_be_paid_is_refused() {
    let world = World::new().await;
    let good = [
        ("mode", "payment"),
        ("success_url", "http://a.test"),
        ("line_items[0][price_data][currency]", "gbp"),
        ("line_items[0][price_data][unit_amount]", "1000"),
        ("line_items[0][price_data][product_data][name]", "x"),
    ];
    world.post("/v1/checkout/sessions", &good).await.ok();
    let bad = [
        (0, "subscription"),
        (1, "not a url"),
        (2, "xyz"),
        (3, "49"),
        (3, "-5"),
        (3, "1.5"),
        (3, "99999999999999999"),
        (4, ""),
    ];
    for (at, value) in bad {
        let mut form = good;
        form[at].1 = value;
        assert_eq!(world.post("/v1/checkout/sessions", &form).await.status, 400, "{:?}", form[at]);
    }
    for missing in 0..good.len() {
        let form: Vec<_> =
            good.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, pair)| *pair).collect();
        assert_eq!(
            world.post("/v1/checkout/sessions", &form).await.code(),
            "parameter_missing",
            "{:?}",
            good[missing]
        );
    }
    let reply = world.get("/v1/checkout/sessions/cs_test_none").await;
    assert_eq!((reply.status, reply.code()), (404, "resource_missing"));
}
