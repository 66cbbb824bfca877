//! The overview and the control endpoints.

use serde_json::json;

use crate::world::{NEW_YEAR, World};

#[tokio::test]
async fn the_overview_shows_what_stripe_holds() {
    let world = World::new().await;
    let form = [
        ("email", "<script>alert(1)</script>"),
        ("country", "GB"),
        ("capabilities[transfers][requested]", "true"),
    ];
    let account = world.post("/v1/accounts", &form).await.ok().id();
    world.sim.complete_onboarding(&account).unwrap();
    world.sim.top_up(123_456, "gbp").unwrap();
    let transfer = world.transfer(&account, "1234", "<g>").await.ok().id();
    let page = world.http.get(world.sim.url()).send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let page = page.text().await.unwrap();
    for shown in [
        account.as_str(),
        &transfer,
        "12.34 GBP",
        "1222.22 GBP",
        "transfer.created",
        "2025-01-01 00:00:00",
        "&lt;script&gt;",
        "&lt;g&gt;",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("<script>") && !page.contains("<g>"));
}

#[tokio::test]
async fn everything_can_be_driven_over_http() {
    let world = World::new().await;
    let account = world.account().await;
    world.send(world.request("POST", &format!("/_sim/accounts/{account}/complete"))).await.ok();
    let funds = world
        .send(world.request("POST", "/_sim/balance").json(&json!({ "amount": 500, "currency": "gbp" })))
        .await
        .ok()
        .body;
    assert_eq!(funds, json!({ "available": 500, "pending": 0, "currency": "gbp" }));
    world.transfer(&account, "200", "g").await.ok();
    let balances = world.get("/_sim/balance").await.ok().body;
    assert_eq!(
        balances,
        json!([
            { "account": null, "currency": "gbp", "available": 300, "pending": 0 },
            { "account": account, "currency": "gbp", "available": 200, "pending": 0 },
        ])
    );
    for (path, count) in [("/_sim/accounts", 1), ("/_sim/transfers", 1), ("/_sim/events", 2)] {
        assert_eq!(world.get(path).await.ok().body.as_array().unwrap().len(), count, "{path}");
    }
    let clock = world
        .send(world.request("POST", "/_sim/clock").json(&json!({ "advance_ms": 1_500 })))
        .await
        .ok()
        .body;
    assert_eq!(clock["now_ms"], NEW_YEAR * 1000 + 1_500);
    assert_eq!(
        world
            .send(world.request("POST", "/_sim/balance").json(&json!({ "amount": 0, "currency": "gbp" })))
            .await
            .status,
        400
    );
    assert_eq!(world.send(world.request("POST", "/_sim/accounts/acct_none/complete")).await.status, 403);
}

#[tokio::test]
async fn pages_of_nothing_are_not_found() {
    let world = World::new().await;
    let account = world.account().await;
    for path in [
        "/pay/cs_test_none".to_owned(),
        "/onboard/acct_none?link=x".to_owned(),
        format!("/onboard/{account}?link=guess"),
        format!("/onboard/{account}"),
    ] {
        assert_eq!(world.get(&path).await.status, 404, "{path}");
    }
}
