//! Events: listed, signed, delivered until accepted.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stripe_sim::{Config, Webhook, sign};

use crate::receiver::{Receiver, SECRET};
use crate::world::{NEW_YEAR, World, config};

async fn listening() -> (World, Receiver) {
    let receiver = Receiver::start().await;
    let world = World::with(Config { webhook: Some(receiver.webhook()), ..config() }).await;
    (world, receiver)
}

async fn pending(world: &World, event: &Value) -> Value {
    let id = event["id"].as_str().unwrap();
    world.sim.events().iter().find(|event| event["id"] == id).unwrap()["pending_webhooks"].clone()
}

#[tokio::test]
async fn events_are_signed_over_their_raw_body() {
    let (world, receiver) = listening().await;
    let payee = world.payee().await;
    let delivery = receiver.wait_for(1).await.remove(0);
    assert_eq!(
        (&delivery.event["type"], &delivery.event["account"]),
        (&json!("account.updated"), &json!(payee))
    );
    assert_eq!(delivery.event["pending_webhooks"], 1);
    assert_eq!(delivery.signature, sign(SECRET, NEW_YEAR, &delivery.raw));
    assert_ne!(delivery.signature, sign("whsec_other", NEW_YEAR, &delivery.raw));
    // Computed with openssl: printf '12345.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
    assert_eq!(
        sign(SECRET, 12345, "{\"a\":1}"),
        "t=12345,v1=6891b7a66b05b0e53771b0ad1be66a73fc29b6b3c4b4961ddb1efa062c8c05e9"
    );
    for _ in 0..100 {
        if pending(&world, &delivery.event).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("still pending");
}

#[tokio::test]
async fn a_refused_event_comes_again_and_blocks_no_other() {
    let (world, receiver) = listening().await;
    receiver.answer(&[500, 400]);
    let started = Instant::now();
    world.payee().await;
    let seen = receiver.wait_for(3).await;
    assert!(seen.iter().all(|delivery| delivery.event["id"] == seen[0].event["id"]));
    assert!(started.elapsed() >= Duration::from_millis(550), "0.2 s and then 0.4 s: {:?}", started.elapsed());
}

#[tokio::test]
async fn an_answer_never_waits_for_a_delivery() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let world =
        World::with(Config { webhook: Some(Webhook { url, secret: SECRET.into() }), ..config() }).await;
    let started = Instant::now();
    for _ in 0..20 {
        world.payee().await;
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert!(world.sim.events().iter().all(|event| event["pending_webhooks"] == 1));
}

#[tokio::test]
async fn undelivered_events_go_to_a_webhook_set_later() {
    let receiver = Receiver::start().await;
    let nobody = Webhook { url: "http://127.0.0.1:9/".into(), secret: "whsec_old".into() };
    let world = World::with(Config { webhook: Some(nobody), ..config() }).await;
    world.payee().await;
    let change = json!({ "webhook": receiver.webhook(), "delays": { "settle_after_ms": 5 } });
    let changed = world.send(world.request("POST", "/_sim/config").json(&change)).await.ok().body;
    assert_eq!(
        (&changed["webhooks"], &changed["delays"]["settle_after_ms"]),
        (&json!([receiver.webhook().url]), &json!(5))
    );
    let delivery = receiver.wait_for(1).await.remove(0);
    assert_eq!(delivery.signature, sign(SECRET, NEW_YEAR, &delivery.raw));
}

#[tokio::test]
async fn endpoints_hear_what_they_asked_for() {
    let world = World::new().await;
    let (ours, theirs) = (Receiver::start().await, Receiver::start().await);
    let form = |url: &str, connect: &'static str, kind: &'static str| {
        [
            ("url".to_owned(), url.to_owned()),
            ("connect".to_owned(), connect.to_owned()),
            ("enabled_events[]".to_owned(), kind.to_owned()),
        ]
    };
    let path = "/v1/webhook_endpoints";
    let made = world
        .send(world.request("POST", path).form(&form(&ours.webhook().url, "false", "transfer.*")))
        .await
        .ok();
    world.send(world.request("POST", path).form(&form(&theirs.webhook().url, "true", "*"))).await.ok();
    let secret = made.body["secret"].as_str().unwrap();

    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    world.transfer(&payee, "10", "g").await.ok();
    let (ours, theirs) = (ours.wait_for(1).await, theirs.wait_for(1).await);
    assert_eq!(
        (&ours[0].event["type"], &theirs[0].event["type"]),
        (&json!("transfer.created"), &json!("account.updated"))
    );
    assert_eq!(ours[0].signature, sign(secret, NEW_YEAR, &ours[0].raw));

    let path = format!("{path}/{}", made.id());
    assert!(world.get(&path).await.ok().body.get("secret").is_none());
    assert_eq!(world.post(&path, &[("disabled", "true")]).await.ok().body["status"], "disabled");
    assert_eq!(world.send(world.request("DELETE", &path)).await.ok().body["deleted"], true);
    assert_eq!(world.get(&path).await.status, 404);
}

#[tokio::test]
async fn events_are_listed_by_type_and_time() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let transfer = world.transfer(&payee, "10", "g").await.ok().id();
    world.sim.clock().advance(Duration::from_secs(60));
    world.post(&format!("/v1/transfers/{transfer}"), &[("metadata[a]", "b")]).await.ok();
    world.sim.pay(&world.session("1000").await.id()).unwrap();

    for (query, expected) in [
        (
            "",
            vec![
                "checkout.session.completed",
                "payment_intent.succeeded",
                "charge.succeeded",
                "transfer.updated",
                "transfer.created",
            ],
        ),
        ("type=transfer.created", vec!["transfer.created"]),
        ("type=transfer.*", vec!["transfer.updated", "transfer.created"]),
        ("types[]=charge.succeeded&types[]=transfer.created", vec!["charge.succeeded", "transfer.created"]),
        ("types[0]=charge.succeeded", vec!["charge.succeeded"]),
        ("limit=2", vec!["checkout.session.completed", "payment_intent.succeeded"]),
    ] {
        let list = world.get(&format!("/v1/events?{query}")).await.ok().body;
        let types: Vec<&str> =
            list["data"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(types, expected, "{query}");
    }
    let later = world.get(&format!("/v1/events?created[gte]={}", NEW_YEAR + 60)).await.ok().body;
    assert_eq!(later["data"].as_array().unwrap().len(), 4);
    assert_eq!(world.get("/v1/events?type=a&types[]=b").await.status, 400);

    // As with the real Stripe, a connected account's events are its own.
    let theirs = world.as_account(&payee, "/v1/events").await.ok().body;
    assert_eq!(theirs["data"][0]["type"], "account.updated");
    let id = theirs["data"][0]["id"].as_str().unwrap();
    assert_eq!(world.get(&format!("/v1/events/{id}")).await.status, 404);
    assert_eq!(world.as_account(&payee, &format!("/v1/events/{id}")).await.ok().body, theirs["data"][0]);
}
