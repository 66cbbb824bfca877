//! The four faults, queued in process and over HTTP.

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
