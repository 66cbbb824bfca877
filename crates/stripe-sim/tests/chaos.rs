//! Faults drawn from a seed.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use stripe_sim::{Chaos, Config, EventFaultKind, FaultKind, Turn};

use crate::receiver::Receiver;
use crate::world::{KEY, World, config};

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

/// The events of a story in which every transfer meets `turn`, a minute after it was made.
async fn befallen(turn: Turn) -> (World, String, Vec<String>) {
    let turns = BTreeMap::from([(turn, 100)]);
    let chaos = Chaos { turns, turn_delay_ms: Some(60_000), ..Chaos::default() };
    let world = World::with(Config { chaos: Some(chaos), ..config() }).await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    world.transfer(&payee, "100", "g").await.ok();
    world.sim.clock().advance(Duration::from_millis(59_999));
    world.get("/v1/balance").await.ok();
    assert_eq!(world.events_after(2), Vec::<String>::new(), "too early");
    world.sim.clock().advance(Duration::from_millis(1));
    world.get("/v1/balance").await.ok();
    let told = world.events_after(2);
    (world, payee, told)
}

#[tokio::test]
async fn fortune_turns_against_transfers() {
    let (world, payee, told) = befallen(Turn::CapabilityLost).await;
    assert_eq!(told, ["account.updated"]);
    assert_eq!(world.transfer(&payee, "1", "g").await.code(), "insufficient_capabilities_for_transfer");
    world.sim.clock().advance(Duration::from_secs(60));
    world.transfer(&payee, "1", "g").await.ok();

    let (world, payee, told) = befallen(Turn::ReversedInPart).await;
    assert_eq!((told, world.pence(Some(&payee))), (vec!["transfer.reversed".to_owned()], (50, 0)));

    let (world, payee, told) = befallen(Turn::PayoutFailed).await;
    assert_eq!(told, ["payout.created", "payout.paid"]);
    assert_eq!(world.pence(Some(&payee)), (0, 0));
    world.sim.clock().advance(Duration::from_secs(60));
    assert_eq!(world.pence(Some(&payee)), (100, 0));
    assert_eq!(world.event_types().pop().unwrap(), "payout.failed");
}

#[tokio::test]
async fn fortune_turns_against_payments() {
    for (turn, method, status) in
        [(Turn::Disputed, "card", "needs_response"), (Turn::Returned, "us_bank_account", "lost")]
    {
        let world = World::new().await;
        let chaos = json!({ "turns": { turn_name(turn): 100 }, "turn_delay_ms": 86_400_000 });
        world.control("/_sim/chaos", chaos).await.ok();
        let session = world.session_with(&[("payment_method_types[]", method)]).await;
        let paid = world.sim.pay(&session).unwrap();
        if method != "card" {
            world.sim.clear_debit(paid["payment_intent"].as_str().unwrap(), None).unwrap();
        }
        assert!(world.pence(None).0 > 9_000);
        world.sim.clock().advance(Duration::from_secs(86_400));
        assert!(world.pence(None).0 < 0, "{:?}", world.pence(None));
        assert_eq!(world.get("/v1/disputes").await.ok().body["data"][0]["status"], status);
    }
}

fn turn_name(turn: Turn) -> String {
    json!(turn).as_str().unwrap().to_owned()
}

#[tokio::test]
async fn turns_are_drawn_from_the_seed_and_come_by_themselves() {
    let story = async |seed: u64| {
        let turns = BTreeMap::from([(Turn::ReversedInPart, 50)]);
        let chaos = Chaos { seed, turns, turn_delay_ms: Some(10), ..Chaos::default() };
        let world = World::with(Config { chaos: Some(chaos), ..Config::new(KEY) }).await;
        let payee = world.payee().await;
        world.sim.top_up(1_000, "gbp").unwrap();
        for _ in 0..12 {
            world.transfer(&payee, "10", "g").await.ok();
        }
        let met = world.get("/_sim/chaos").await.ok().body["met"]["reversed_in_part"].as_u64().unwrap();
        let reversed = |transfer: &serde_json::Value| transfer["amount_reversed"] == 5;
        for _ in 0..500 {
            let seen: Vec<bool> = world.sim.transfers().iter().map(reversed).collect();
            if seen.iter().filter(|reversed| **reversed).count() as u64 == met {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("not all of {met} were reversed");
    };
    let first = story(4).await;
    assert_eq!(first, story(4).await);
    assert_ne!(first, story(5).await);
    assert!(first.contains(&true) && first.contains(&false));
}

#[test]
fn mild_chaos_has_no_fault_that_a_key_would_keep() {
    assert!(!Chaos::mild(1, &[]).requests.contains_key(&FaultKind::Saved500));
}
