//! Faults of deliveries: what comes twice, late, early, in another order, badly signed or never.

use std::time::{Duration, Instant};

use serde_json::json;
use stripe_sim::{Config, EventFault, EventFaultKind, sign};

use crate::receiver::{Receiver, SECRET};
use crate::world::{NEW_YEAR, World, config};

async fn listening() -> (World, Receiver, String) {
    let receiver = Receiver::start().await;
    let world = World::with(Config { webhook: Some(receiver.webhook()), ..config() }).await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let payee = world.payee().await;
    receiver.wait_for(1).await;
    (world, receiver, payee)
}

async fn queue(world: &World, kind: &str, delay_ms: u64) {
    let fault = json!({ "type": "transfer.created", "kind": kind, "delay_ms": delay_ms });
    world.send(world.request("POST", "/_sim/event_faults").json(&fault)).await.ok();
}

#[tokio::test]
async fn an_event_comes_twice() {
    let (world, receiver, payee) = listening().await;
    queue(&world, "duplicate", 0).await;
    world.transfer(&payee, "10", "g").await.ok();
    world.transfer(&payee, "10", "g").await.ok();
    let seen = receiver.wait_for(4).await;
    let mut ids: Vec<_> = seen[1..].iter().map(|delivery| delivery.event["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 2, "the next event comes once");
}

#[tokio::test]
async fn an_event_comes_late_by_the_simulators_clock() {
    let (world, receiver, payee) = listening().await;
    queue(&world, "delay", 3_600_000).await;
    world.transfer(&payee, "10", "g").await.ok();
    world.transfer(&payee, "20", "g").await.ok();
    assert_eq!(receiver.wait_for(2).await[1].event["data"]["object"]["amount"], 20);
    world.sim.clock().advance(Duration::from_secs(3_599));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(receiver.seen().len(), 2);
    world.sim.clock().advance(Duration::from_secs(1));
    let late = receiver.wait_for(3).await.remove(2);
    assert_eq!(
        (&late.event["data"]["object"]["amount"], &late.event["created"]),
        (&json!(10), &json!(NEW_YEAR))
    );
}

#[tokio::test]
async fn an_event_comes_after_the_next() {
    let (world, receiver, payee) = listening().await;
    queue(&world, "hold", 0).await;
    world.transfer(&payee, "10", "g").await.ok();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(receiver.seen().len(), 1);
    world.post("/v1/accounts", &[("email", "x@example.com")]).await.ok();
    world.transfer(&payee, "20", "g").await.ok();
    let amounts: Vec<_> =
        receiver.wait_for(3).await[1..].iter().map(|d| d.event["data"]["object"]["amount"].clone()).collect();
    assert_eq!(amounts, [20, 10]);
}

#[tokio::test]
async fn an_event_never_comes_and_is_listed() {
    let (world, receiver, payee) = listening().await;
    queue(&world, "never", 0).await;
    world.transfer(&payee, "10", "g").await.ok();
    world.transfer(&payee, "20", "g").await.ok();
    receiver.wait_for(2).await;
    world.sim.set_webhook(&receiver.webhook()).unwrap();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(receiver.seen().len(), 2);
    let listed = world.get("/v1/events?type=transfer.created&delivery_success=false").await.ok().body;
    assert_eq!(listed["data"][0]["data"]["object"]["amount"], 10);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_event_comes_before_the_answer() {
    let (world, receiver, payee) = listening().await;
    receiver.rest(Duration::from_millis(150));
    queue(&world, "before_answer", 0).await;
    let started = Instant::now();
    world.transfer(&payee, "10", "g").await.ok();
    assert_eq!(receiver.kinds(), ["account.updated", "transfer.created"]);
    assert!(started.elapsed() >= Duration::from_millis(150));
    receiver.rest(Duration::from_secs(5));
    world.transfer(&payee, "10", "g").await.ok();
    assert_eq!(receiver.seen().len(), 2, "the next answer waits for nothing");
}

#[tokio::test]
async fn the_first_signature_is_wrong_or_old_and_the_next_is_right() {
    for (kind, right_secret, signed_at) in
        [(EventFaultKind::WrongSecret, false, NEW_YEAR), (EventFaultKind::Stale, true, NEW_YEAR - 600)]
    {
        let (world, receiver, payee) = listening().await;
        receiver.answer(&[400]);
        world.sim.event_fault(EventFault::on("transfer.*", kind));
        world.transfer(&payee, "10", "g").await.ok();
        let seen = receiver.wait_for(3).await;
        let first = &seen[1];
        assert!(first.signature.starts_with(&format!("t={signed_at},v1=")), "{}", first.signature);
        assert_eq!(first.signature == sign(SECRET, signed_at, &first.raw), right_secret);
        assert_eq!(seen[2].signature, sign(SECRET, NEW_YEAR, &seen[2].raw));
        assert_eq!(seen[2].event["id"], first.event["id"]);
    }
}

#[tokio::test]
async fn a_rotated_secret_signs_beside_the_old_one_for_a_while() {
    let (world, receiver, payee) = listening().await;
    let change = json!({ "rotation": { "secret": "whsec_next", "overlap_ms": 3_600_000 } });
    world.send(world.request("POST", "/_sim/config").json(&change)).await.ok();
    world.transfer(&payee, "10", "g").await.ok();
    let both = receiver.wait_for(2).await.remove(1);
    let old = sign(SECRET, NEW_YEAR, &both.raw);
    let new = sign("whsec_next", NEW_YEAR, &both.raw);
    assert_eq!(both.signature, format!("{new},{}", old.split_once(',').unwrap().1));

    world.sim.clock().advance(Duration::from_secs(3600));
    world.transfer(&payee, "10", "g").await.ok();
    let later = receiver.wait_for(3).await.remove(2);
    assert_eq!(later.signature, sign("whsec_next", NEW_YEAR + 3600, &later.raw));
}

#[tokio::test]
async fn faults_of_events_are_listed_and_dropped() {
    let (world, receiver, payee) = listening().await;
    queue(&world, "never", 0).await;
    assert_eq!(world.get("/_sim/event_faults").await.ok().body[0]["kind"], "never");
    world.send(world.request("DELETE", "/_sim/event_faults")).await.ok();
    world.transfer(&payee, "10", "g").await.ok();
    receiver.wait_for(2).await;
}
