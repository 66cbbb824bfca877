//! What survives `kill -9`.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use stripe_sim::{Config, Delays, EventFault, EventFaultKind, Sim, Webhook};

use crate::receiver::Receiver;
use crate::world::{World, config};

fn on_disk(data: &Path) -> Config {
    Config { data: Some(data.to_owned()), ..config() }
}

/// Everything that a client can see of the objects.
async fn view(world: &World) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        "accounts",
        "transfers",
        "events",
        "charges",
        "payment_intents",
        "checkout/sessions",
        "customers",
        "disputes",
        "invoice_payments",
        "invoiceitems",
        "invoices",
        "payouts",
        "prices",
        "products",
        "subscriptions",
        "balance_transactions",
        "balance",
        "account",
    ] {
        let query = if path.starts_with("balance") && path.len() == 7 || path == "account" {
            ""
        } else {
            "?limit=100"
        };
        seen.push(world.get(&format!("/v1/{path}{query}")).await.ok().body);
    }
    seen
}

#[tokio::test]
async fn everything_acknowledged_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let world = World::with(on_disk(dir.path())).await;
    let payee = world.payee().await;
    world.sim.pay(&world.session("10000").await.id()).unwrap();
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let transfer = world.keyed("k", "/v1/transfers", &form).await.ok();
    world.post(&format!("/v1/transfers/{}/reversals", transfer.id()), &[("amount", "40")]).await.ok();
    let (customer, _) = world.saved_card().await;
    let monthly = [
        ("currency", "gbp"),
        ("unit_amount", "5000"),
        ("recurring[interval]", "month"),
        ("product_data[name]", "Growth"),
    ];
    let price = world.post("/v1/prices", &monthly).await.ok().id();
    let wish = [("customer", &*customer), ("items[0][price]", &*price)];
    world.post("/v1/subscriptions", &wish).await.ok();
    world
        .post("/v1/invoiceitems", &[("customer", &*customer), ("amount", "9"), ("currency", "gbp")])
        .await
        .ok();
    world.post("/v1/payouts", &[("amount", "30"), ("currency", "gbp")]).await.ok();
    let charge =
        world.get("/v1/charges?limit=1").await.ok().body["data"][0]["id"].as_str().unwrap().to_owned();
    world.sim.dispute(&charge, "fraudulent", 15).unwrap();
    let open = world.session("500").await.id();
    let first_url = world.sim.url();
    let (seen, pence) = (view(&world).await, (world.pence(None), world.pence(Some(&payee))));
    world.sim.clone().kill().await;

    // Twice: the second start reads what the first has compacted.
    for _ in 0..2 {
        let world = World::with(on_disk(dir.path())).await;
        // Pages move with the port; all else is as it was, and so is what events told of pages.
        let with_port = |value: &Value| value.to_string().replace(&first_url, &world.sim.url());
        let then: Vec<_> = seen.iter().map(with_port).collect();
        let told =
            |value: &Value| if value["url"] == "/v1/events" { with_port(value) } else { value.to_string() };
        let now: Vec<_> = view(&world).await.iter().map(told).collect();
        assert_eq!(now, then);
        assert_eq!((world.pence(None), world.pence(Some(&payee))), pence);
        let replayed = world.keyed("k", "/v1/transfers", &form).await.ok();
        assert_eq!(
            (replayed.body, &replayed.headers["idempotent-replayed"]),
            (transfer.body.clone(), &"true".parse().unwrap())
        );
        assert_eq!(replayed.headers["original-request"], transfer.headers["request-id"]);
        world.get(&format!("/v1/checkout/sessions/{open}")).await.ok();
        world.sim.clone().kill().await;
    }
}

#[tokio::test]
async fn a_torn_last_line_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("stripe.jsonl");
    let world = World::with(on_disk(&file)).await;
    let account = world.account().await;
    world.sim.clone().kill().await;
    let mut journal = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
    journal.write_all(b"{\"put\":[[\"account\",\"acct_torn\",{\"obj").unwrap();
    drop(journal);
    let world = World::with(on_disk(&file)).await;
    assert_eq!(world.sim.accounts().len(), 1);
    assert_eq!(world.sim.accounts()[0]["id"], account);
    let second = world.account().await;
    world.sim.clone().kill().await;
    let world = World::with(on_disk(&file)).await;
    assert_eq!(world.sim.accounts()[1]["id"], second);
}

#[tokio::test]
async fn a_broken_line_in_the_middle_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("journal.jsonl"), "{\"put\":[[\n{}\n").unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let error = Sim::start(listener, on_disk(dir.path())).await.map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("line 1"), "{error}");
}

#[tokio::test]
async fn undelivered_events_survive() {
    let dir = tempfile::tempdir().unwrap();
    let nobody = Webhook { url: "http://127.0.0.1:9/".into(), secret: "whsec_test".into() };
    let world = World::with(Config { webhook: Some(nobody), ..on_disk(dir.path()) }).await;
    let payee = world.payee().await;
    world.sim.clone().stop().await;

    let receiver = Receiver::start().await;
    let world = World::with(Config { webhook: Some(receiver.webhook()), ..on_disk(dir.path()) }).await;
    let delivery = receiver.wait_for(1).await.remove(0);
    assert_eq!(delivery.event["account"], payee);
    while world.sim.events()[0]["pending_webhooks"] != 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    world.sim.clone().kill().await;

    let world = World::with(Config { webhook: Some(receiver.webhook()), ..on_disk(dir.path()) }).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!((receiver.seen().len(), world.sim.events().len()), (1, 1));
}

#[tokio::test]
async fn money_on_its_way_arrives_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let slow = |data: &Path| Config {
        delays: Delays { settle_after_ms: 5_000, ..Delays::default() },
        ..on_disk(data)
    };
    let world = World::with(slow(dir.path())).await;
    world.sim.pay(&world.session("10000").await.id()).unwrap();
    world.sim.clone().kill().await;
    let world = World::with(slow(dir.path())).await;
    assert_eq!(world.pence(None), (0, 9_830));
    world.sim.clock().advance(std::time::Duration::from_secs(5));
    assert_eq!(world.pence(None), (9_830, 0));
}

#[tokio::test]
async fn a_stopped_simulator_answers_no_more() {
    let world = World::new().await;
    world.get("/v1/balance").await.ok();
    world.sim.clone().stop().await;
    assert!(world.request("GET", "/v1/balance").send().await.is_err());
}

#[tokio::test]
async fn what_is_still_to_come_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let delays = Delays { debit_after_ms: Some(1_000), ..Delays::default() };
    let webhook = Some(receiver.webhook());
    let world = World::with(Config { delays, webhook, ..on_disk(dir.path()) }).await;
    world.sim.event_fault(EventFault::on("checkout.session.completed", EventFaultKind::Never));
    world.sim.rotate_secret("whsec_next", Duration::from_secs(3_600)).unwrap();
    let session = world.session_with(&[("payment_method_types[]", "us_bank_account")]).await;
    world.sim.pay(&session).unwrap();
    receiver.wait_for(2).await;
    world.sim.clone().kill().await;

    let world = World::with(Config { delays, ..on_disk(dir.path()) }).await;
    world.sim.clock().advance(Duration::from_millis(1_000));
    let paid = world.get(&format!("/v1/checkout/sessions/{session}")).await.ok().body;
    assert_eq!(paid["payment_status"], "paid");
    let told = "checkout.session.async_payment_succeeded";
    for _ in 0..200 {
        if receiver.kinds().iter().any(|kind| kind == told) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let kinds = receiver.kinds();
    assert!(kinds.iter().any(|kind| kind == told), "{kinds:?}");
    assert!(!kinds.iter().any(|kind| kind == "checkout.session.completed"), "{kinds:?}");
    let last = receiver.seen().pop().unwrap();
    assert_eq!(last.signature.matches("v1=").count(), 2, "both secrets sign: {}", last.signature);
}
