//! Disputes of card payments.

use serde_json::json;

use crate::world::World;

async fn charged(world: &World) -> String {
    world.sim.pay(&world.session("10000").await.id()).unwrap();
    let charges = world.get("/v1/charges").await.ok().body;
    charges["data"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_dispute_takes_the_money_and_a_win_brings_it_back() {
    let world = World::new().await;
    let charge = charged(&world).await;
    let opened = world
        .control(&format!("/_sim/charges/{charge}/dispute"), json!({ "reason": "fraudulent", "fee": 2000 }))
        .await
        .ok()
        .body;
    assert_eq!((&opened["status"], &opened["amount"]), (&json!("needs_response"), &json!(10_000)));
    let withdrawn = &opened["balance_transactions"][0];
    assert_eq!(
        (&withdrawn["amount"], &withdrawn["fee"], &withdrawn["net"], &withdrawn["reporting_category"]),
        (&json!(-10_000), &json!(2_000), &json!(-12_000), &json!("dispute"))
    );
    assert_eq!(world.pence(None), (9_830 - 12_000, 0));
    assert_eq!(world.get(&format!("/v1/charges/{charge}")).await.ok().body["disputed"], true);

    let id = opened["id"].as_str().unwrap();
    let closed =
        world.control(&format!("/_sim/disputes/{id}/close"), json!({ "status": "won" })).await.ok().body;
    assert_eq!(closed["balance_transactions"].as_array().unwrap().len(), 2);
    assert_eq!(world.pence(None), (9_830 - 2_000, 0), "the fee is gone");
    assert_eq!(
        world.events_after(3),
        [
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated",
            "charge.dispute.closed"
        ]
    );
    assert_eq!(world.get(&format!("/v1/disputes/{id}")).await.ok().body, closed);
    assert!(world.sim.close_dispute(id, "lost").is_err());
}

#[tokio::test]
async fn a_lost_dispute_leaves_the_money_gone() {
    let world = World::new().await;
    let charge = charged(&world).await;
    let part = json!({ "amount": 4000 });
    let opened = world.control(&format!("/_sim/charges/{charge}/dispute"), part).await.ok().body;
    assert_eq!(opened["reason"], "fraudulent");
    world.sim.close_dispute(opened["id"].as_str().unwrap(), "lost").unwrap();
    assert_eq!(world.pence(None), (9_830 - 4_000, 0));
    assert_eq!(
        world.events_after(3),
        ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"]
    );
    let listed = world.get(&format!("/v1/disputes?charge={charge}")).await.ok().body;
    assert_eq!(listed["data"][0]["status"], "lost");
    assert_eq!(world.get("/v1/disputes?charge=ch_none").await.ok().body["data"], json!([]));
}

#[tokio::test]
async fn nonsense_is_refused() {
    let world = World::new().await;
    let charge = charged(&world).await;
    let path = format!("/_sim/charges/{charge}/dispute");
    for wrong in [
        json!({ "reason": "mood" }),
        json!({ "amount": 10_001 }),
        json!({ "amount": 0 }),
        json!({ "fee": -1 }),
    ] {
        assert_eq!(world.control(&path, wrong.clone()).await.status, 400, "{wrong}");
    }
    assert_eq!(world.control("/_sim/charges/ch_none/dispute", json!({})).await.status, 404);
    assert_eq!(world.pence(None), (9_830, 0));
}
