//! Faults of requests, queued in process and over HTTP.

use std::time::{Duration, Instant};

use serde_json::json;
use stripe_sim::{Fault, FaultKind};

use crate::world::World;

async fn funded() -> (World, String) {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    (world, payee)
}

#[tokio::test]
async fn a_dropped_request_gets_no_answer() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    for (kind, transfers) in [(FaultKind::DropBefore, 0), (FaultKind::DropAfter, 1)] {
        world.sim.fault(Fault::on_post("/v1/transfers", kind));
        let request = world.request("POST", "/v1/transfers").form(&form).header("Idempotency-Key", "k");
        assert!(request.send().await.is_err(), "{kind:?}");
        assert_eq!(world.sim.transfers().len(), transfers, "{kind:?}");
    }
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().header("idempotent-replayed"), "true");
    assert_eq!(world.pence(None), (900, 0));
}

#[tokio::test]
async fn a_500_may_hide_a_success() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    world.sim.fault(Fault::on_post("/v1/transfers", FaultKind::Status500After));
    let reply = world.keyed("k", "/v1/transfers", &form).await;
    assert_eq!((reply.status, &reply.body["error"]["type"]), (500, &json!("api_error")));
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().id(), world.sim.transfers()[0]["id"]);
    assert_eq!(world.sim.transfers().len(), 1);
}

#[tokio::test]
async fn a_fault_hits_the_next_request_that_fits_and_no_other() {
    let (world, payee) = funded().await;
    let fault = json!({ "path_prefix": "/v1/transfers", "method": "POST", "kind": "error", "error": { "status": 429, "code": "rate_limit", "type": "invalid_request_error", "message": "Slow down" } });
    let waiting = world.send(world.request("POST", "/_sim/faults").json(&fault)).await.ok().body;
    assert_eq!(waiting.as_array().unwrap().len(), 1);
    assert_eq!(world.get("/v1/transfers").await.status, 200);
    assert_eq!(world.get("/v1/balance").await.status, 200);
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let reply = world.keyed("k", "/v1/transfers", &form).await;
    assert_eq!(
        (reply.status, reply.code(), &reply.body["error"]["message"]),
        (429, "rate_limit", &json!("Slow down"))
    );
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().header("idempotent-replayed"), "");

    world.send(world.request("POST", "/_sim/faults").json(&fault)).await.ok();
    assert_eq!(world.send(world.request("DELETE", "/_sim/faults")).await.ok().body, json!([]));
    for kind in ["drop_before", "drop_after", "status_500_after"] {
        world.send(world.request("POST", "/_sim/faults").json(&json!({ "kind": kind }))).await.ok();
    }
    assert_eq!(world.get("/_sim/faults").await.ok().body.as_array().unwrap().len(), 3);
    assert_eq!(
        world.send(world.request("POST", "/_sim/faults").json(&json!({ "kind": "other" }))).await.status,
        400
    );
}

#[tokio::test]
async fn half_an_answer_hides_a_success() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    world.sim.fault(Fault::on_post("/v1/transfers", FaultKind::Truncated));
    let request = world.request("POST", "/v1/transfers").form(&form).header("Idempotency-Key", "k");
    let mut response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let promised = response.content_length().unwrap();
    let mut got = 0;
    let error = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => got += chunk.len() as u64,
            Ok(None) => panic!("a whole answer of {got} bytes"),
            Err(error) => break error,
        }
    };
    assert!(got < promised, "{error}");
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().header("idempotent-replayed"), "true");
    assert_eq!(world.sim.transfers().len(), 1);
}

#[tokio::test]
async fn a_proxys_page_tells_nothing_about_the_request() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    for (kind, transfers) in [(FaultKind::HtmlBefore, 0), (FaultKind::HtmlAfter, 1)] {
        world.sim.fault(Fault::on_post("/v1/transfers", kind));
        let reply = world.keyed("k", "/v1/transfers", &form).await;
        assert_eq!((reply.status, reply.header("content-type")), (502, "text/html"));
        assert!(reply.body.as_str().unwrap().starts_with("<html>"));
        assert_eq!(world.sim.transfers().len(), transfers, "{kind:?}");
    }
}

#[tokio::test]
async fn a_slow_request_runs_whether_or_not_its_client_waits() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let slow = json!({ "path_prefix": "/v1/transfers", "kind": "slow", "delay_ms": 150, "times": 2 });
    world.send(world.request("POST", "/_sim/faults").json(&slow)).await.ok();
    let started = Instant::now();
    world.keyed("patient", "/v1/transfers", &form).await.ok();
    assert!(started.elapsed() >= Duration::from_millis(150));

    let hasty = world.request("POST", "/v1/transfers").form(&form).timeout(Duration::from_millis(50));
    assert!(hasty.header("Idempotency-Key", "hasty").send().await.unwrap_err().is_timeout());
    while world.sim.transfers().len() < 2 {
        assert!(started.elapsed() < Duration::from_secs(10), "it never ran");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(world.keyed("hasty", "/v1/transfers", &form).await.ok().header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn ready_refusals_look_like_stripes_and_are_not_kept() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    for (kind, status, code, retry_after) in [
        ("key_in_use", 409, "idempotency_key_in_use", ""),
        ("rate_limit", 429, "rate_limit", "3"),
        ("lock_timeout", 429, "lock_timeout", "3"),
    ] {
        let fault = json!({ "path_prefix": "/v1/transfers", "kind": kind, "times": 2, "retry_after_s": 3 });
        world.send(world.request("POST", "/_sim/faults").json(&fault)).await.ok();
        for _ in 0..2 {
            let reply = world.keyed("k", "/v1/transfers", &form).await;
            assert_eq!((reply.status, reply.code()), (status, code));
            assert_eq!(reply.header("retry-after"), retry_after, "{kind}");
            assert_eq!(reply.header("stripe-rate-limited-reason").is_empty(), status == 409, "{kind}");
        }
    }
    assert_eq!(world.sim.transfers().len(), 0);
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().header("idempotent-replayed"), "");
}

#[tokio::test]
async fn a_saved_500_is_told_again_for_a_day() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    world.sim.fault(Fault::on_post("/v1/transfers", FaultKind::Saved500));
    for replayed in ["", "true"] {
        let reply = world.keyed("k", "/v1/transfers", &form).await;
        assert_eq!((reply.status, reply.header("idempotent-replayed")), (500, replayed));
    }
    assert_eq!((world.sim.transfers().len(), world.pence(None)), (0, (1_000, 0)));
    world.sim.clock().advance(Duration::from_secs(24 * 3600));
    world.keyed("k", "/v1/transfers", &form).await.ok();
}

#[tokio::test]
async fn a_refusal_by_state_can_be_had_without_the_state() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    for (kind, code) in [
        ("balance_insufficient", "balance_insufficient"),
        ("insufficient_capabilities", "insufficient_capabilities_for_transfer"),
    ] {
        let fault = json!({ "path_prefix": "/v1/transfers", "kind": kind });
        world.send(world.request("POST", "/_sim/faults").json(&fault)).await.ok();
        for replayed in ["", "true"] {
            let reply = world.keyed(kind, "/v1/transfers", &form).await;
            assert_eq!(
                (reply.status, reply.code(), reply.header("idempotent-replayed")),
                (400, code, replayed)
            );
        }
    }
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.status, 200);
}
