//! Faults drawn from a seed.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use stripe_sim::{Chaos, Config, EventFaultKind, FaultKind};

use crate::receiver::Receiver;
use crate::world::{World, config};

/// What happens to twenty transfers, each tried under its key until it is answered with success.
async fn story(seed: u64) -> Vec<String> {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(2_000, "gbp").unwrap();
    world.sim.set_chaos(Some(Chaos { slow_ms: Some(1), ..Chaos::mild(seed, &["/v1/transfers"]) })).unwrap();
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let mut told = Vec::new();
    for n in 0..20 {
        loop {
            let request = world.request("POST", "/v1/transfers").form(&form);
            let answer = request.header("Idempotency-Key", format!("k{n}")).send().await;
            let status = answer.as_ref().map_or(0, |answer| answer.status().as_u16());
            let whole = match answer {
                Ok(answer) => answer.bytes().await.is_ok(),
                Err(_) => false,
            };
            told.push(format!("k{n} {status} {whole}"));
            assert!(told.len() < 400, "{told:#?}");
            if status == 200 && whole {
                break;
            }
        }
    }
    assert_eq!((world.sim.transfers().len(), world.pence(None)), (20, (0, 0)));
    told
}

#[tokio::test]
async fn a_seed_tells_one_story_and_retries_get_through() {
    let (first, again, other) = tokio::join!(story(11), story(11), story(12));
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert!(first.len() > 25, "hardly anything went wrong: {first:#?}");
}

#[tokio::test]
async fn chaos_is_begun_and_ended_over_http() {
    let world = World::new().await;
    let everything = json!({ "seed": 1, "requests": { "rate_limit": 100 } });
    assert_eq!(world.send(world.request("POST", "/_sim/chaos").json(&everything)).await.status, 400);
    let chaos = json!({ "seed": 1, "path_prefixes": ["/v1/accounts"], "requests": { "rate_limit": 99 } });
    world.send(world.request("POST", "/_sim/chaos").json(&chaos)).await.ok();
    assert_eq!(world.get("/v1/accounts").await.status, 200);
    let statuses =
        [world.post("/v1/accounts", &[]).await.status, world.post("/v1/accounts", &[]).await.status];
    assert_eq!(statuses, [429; 2]);
    assert_eq!(world.post("/v1/account_links", &[]).await.status, 400, "elsewhere nothing is drawn");
    assert_eq!(world.get("/_sim/chaos").await.ok().body["met"], json!({ "rate_limit": 2 }));
    world.send(world.request("DELETE", "/_sim/chaos")).await.ok();
    assert_eq!(world.post("/v1/accounts", &[]).await.status, 200);
}

#[tokio::test]
async fn every_event_comes_in_the_end_though_its_way_is_bad() {
    let receiver = Receiver::start().await;
    let chaos = Chaos {
        seed: 3,
        events: BTreeMap::from([
            (EventFaultKind::Duplicate, 30),
            (EventFaultKind::Hold, 30),
            (EventFaultKind::Never, 20),
        ]),
        event_delay_ms: Some(100),
        ..Chaos::default()
    };
    let webhook = Some(receiver.webhook());
    let world = World::with(Config { webhook, chaos: Some(chaos), ..config() }).await;
    for _ in 0..30 {
        world.payee().await;
    }
    let met = world.get("/_sim/chaos").await.ok().body["met"].clone();
    let count = |kind: &str| met[kind].as_u64().unwrap() as usize;
    let expected = 30 + count("duplicate") - count("never");
    receiver.wait_for(expected).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let seen = receiver.seen();
    assert_eq!(seen.len(), expected, "{met}");
    let mut accounts: Vec<_> = seen.iter().map(|delivery| delivery.event["account"].clone()).collect();
    accounts.dedup();
    let made: Vec<_> = world.sim.events().iter().map(|event| event["account"].clone()).collect();
    assert_ne!(accounts, made, "nothing was reordered");
    assert_eq!(made.len(), 30);
}

#[test]
fn mild_chaos_has_no_fault_that_a_key_would_keep() {
    assert!(!Chaos::mild(1, &[]).requests.contains_key(&FaultKind::Saved500));
}
