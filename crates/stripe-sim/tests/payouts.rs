//! Payouts from connected accounts to banks, and from the platform.

use serde_json::json;

use crate::receiver::Receiver;
use crate::world::{World, config};
use stripe_sim::Config;

async fn paid(world: &World) -> String {
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    world.transfer(&payee, "800", "g").await.ok();
    payee
}

#[tokio::test]
async fn a_payout_is_paid_and_may_fail_days_later() {
    let receiver = Receiver::start().await;
    let world = World::with(Config { webhook: Some(receiver.webhook()), ..config() }).await;
    let payee = paid(&world).await;
    let payout = world.control(&format!("/_sim/accounts/{payee}/payout"), json!({})).await.ok().body;
    assert_eq!((&payout["status"], &payout["amount"]), (&json!("paid"), &json!(800)));
    assert_eq!(world.pence(Some(&payee)), (0, 0));
    let account = world.get(&format!("/v1/accounts/{payee}")).await.ok().body;
    assert_eq!(payout["destination"], account["external_accounts"]["data"][0]["id"]);

    let id = payout["id"].as_str().unwrap();
    let failed = world.control(&format!("/_sim/payouts/{id}/fail"), json!({})).await.ok().body;
    assert_eq!((&failed["status"], &failed["failure_code"]), (&json!("failed"), &json!("account_closed")));
    assert_eq!(world.pence(Some(&payee)), (800, 0), "the money is back");
    let told: Vec<_> = receiver
        .wait_for(5)
        .await
        .into_iter()
        .filter(|delivery| delivery.kind().starts_with("payout."))
        .map(|delivery| (delivery.kind().to_owned(), delivery.event["account"].clone()))
        .collect();
    for kind in ["payout.created", "payout.paid", "payout.failed"] {
        assert!(told.contains(&(kind.to_owned(), json!(payee))), "{kind} in {told:?}");
    }
    assert_eq!(world.events_after(2), ["payout.created", "payout.paid", "payout.failed"]);
    assert_eq!(world.control(&format!("/_sim/payouts/{id}/fail"), json!({})).await.status, 400);
}

#[tokio::test]
async fn payouts_are_seen_under_their_account() {
    let world = World::new().await;
    let payee = paid(&world).await;
    let path = format!("/_sim/accounts/{payee}/payout");
    let held = world.control(&path, json!({ "amount": 300, "hold": true })).await.ok().body;
    assert_eq!(held["status"], "in_transit");
    world.control(&path, json!({})).await.ok();
    let listed = world.as_account(&payee, "/v1/payouts").await.ok().body;
    let amounts: Vec<_> = listed["data"].as_array().unwrap().iter().map(|p| p["amount"].clone()).collect();
    assert_eq!(amounts, [500, 300]);
    let on_its_way = world.as_account(&payee, "/v1/payouts?status=in_transit").await.ok().body;
    assert_eq!(on_its_way["data"], json!([held]));
    let id = held["id"].as_str().unwrap();
    assert_eq!(world.as_account(&payee, &format!("/v1/payouts/{id}")).await.ok().body, held);
    assert_eq!(world.get(&format!("/v1/payouts/{id}")).await.status, 404);
    assert_eq!(world.get("/v1/payouts").await.ok().body["data"], json!([]));
    assert_eq!(
        world.control(&format!("/_sim/payouts/{id}/pay"), json!({})).await.ok().body["status"],
        "paid"
    );
    assert_eq!(world.control(&path, json!({})).await.code(), "balance_insufficient");
}

#[tokio::test]
async fn the_platform_pays_out_what_it_has() {
    let world = World::new().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let form = |amount: &'static str| [("amount", amount), ("currency", "gbp")];
    assert_eq!(world.post("/v1/payouts", &form("1001")).await.code(), "balance_insufficient");
    let payout = world.post("/v1/payouts", &form("400")).await.ok().body;
    assert_eq!((&payout["status"], &payout["automatic"]), (&json!("in_transit"), &json!(false)));
    assert_eq!(world.pence(None), (600, 0));
}
