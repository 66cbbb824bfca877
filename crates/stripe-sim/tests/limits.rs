//! The limit of requests per second and endpoint.

use std::time::Duration;

use serde_json::json;
use stripe_sim::Config;

use crate::world::{World, config};

#[tokio::test]
async fn an_endpoint_takes_so_many_requests_a_second() {
    let world = World::with(Config { rate_per_second: Some(25), ..config() }).await;
    for _ in 0..25 {
        assert_eq!(world.get("/v1/transfers").await.status, 200);
    }
    let refused = world.get("/v1/transfers").await;
    assert_eq!((refused.status, refused.code()), (429, "rate_limit"));
    assert_eq!(
        (refused.header("retry-after"), refused.header("stripe-rate-limited-reason")),
        ("1", "endpoint-rate")
    );
    assert_eq!(world.get("/v1/events").await.status, 200, "another endpoint has its own limit");
    world.sim.clock().advance(Duration::from_secs(1));
    assert_eq!(world.get("/v1/transfers").await.status, 200);
}

#[tokio::test]
async fn the_limit_can_be_set_and_lifted_and_keeps_no_key() {
    let world = World::new().await;
    let change = json!({ "rate_per_second": 1 });
    let told = world.send(world.request("POST", "/_sim/config").json(&change)).await.ok().body;
    assert_eq!(told["rate_per_second"], 1);
    world.keyed("first", "/v1/accounts", &[]).await.ok();
    assert_eq!(world.keyed("k", "/v1/accounts", &[]).await.status, 429);
    world.send(world.request("POST", "/_sim/config").json(&json!({ "rate_per_second": 0 }))).await.ok();
    assert_eq!(world.keyed("k", "/v1/accounts", &[]).await.ok().header("idempotent-replayed"), "");
}
