//! Refunds of payments.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_payment_is_given_back_in_parts_and_its_fee_is_not() {
    let world = World::new().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let paid = world.sim.pay(&world.session("10000").await.id()).unwrap();
    let intent = paid["payment_intent"].as_str().unwrap();
    let form = [("payment_intent", intent), ("amount", "4000"), ("reason", "requested_by_customer")];
    let refund = world.keyed("k", "/v1/refunds", &form).await.ok();
    assert_eq!(world.keyed("k", "/v1/refunds", &form).await.ok().id(), refund.id());
    assert_eq!((&refund.body["status"], &refund.body["amount"]), (&json!("succeeded"), &json!(4_000)));
    let charge = refund.body["charge"].as_str().unwrap();
    assert_eq!(world.events_after(3), ["refund.created", "charge.refunded"]);
    assert_eq!(world.sim.events().pop().unwrap()["data"]["previous_attributes"]["amount_refunded"], 0);

    let more = world.post("/v1/refunds", &[("charge", charge), ("amount", "6001")]).await;
    assert_eq!((more.status, &more.body["error"]["param"]), (400, &json!("amount")));
    world.post("/v1/refunds", &[("charge", charge)]).await.ok();
    let read = world.get(&format!("/v1/charges/{charge}")).await.ok().body;
    assert_eq!((&read["refunded"], &read["amount_refunded"]), (&json!(true), &json!(10_000)));
    assert_eq!(world.post("/v1/refunds", &[("charge", charge)]).await.code(), "charge_already_refunded");
    assert_eq!(world.pence(None), (1_000 - 170, 0));
    let listed = world.get(&format!("/v1/refunds?charge={charge}")).await.ok().body;
    let amounts: Vec<_> = listed["data"].as_array().unwrap().iter().map(|r| r["amount"].clone()).collect();
    assert_eq!(amounts, [6_000, 4_000]);
    let path = format!("/v1/refunds/{}?expand[]=balance_transaction", refund.id());
    assert_eq!(world.get(&path).await.ok().body["balance_transaction"]["net"], -4_000);
}

#[tokio::test]
async fn what_cannot_be_given_back_is_refused() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.pay(&world.session("10000").await.id()).unwrap();
    let charge = world.get("/v1/charges").await.ok().body["data"][0]["id"].as_str().unwrap().to_owned();
    world.transfer(&payee, "9000", "g").await.ok();
    assert_eq!(world.post("/v1/refunds", &[("charge", &charge)]).await.code(), "balance_insufficient");
    world.sim.dispute(&charge, "fraudulent", 0).unwrap();
    assert_eq!(world.post("/v1/refunds", &[("charge", &charge)]).await.code(), "charge_disputed");
    assert_eq!(world.post("/v1/refunds", &[("charge", "ch_none")]).await.code(), "resource_missing");
    assert_eq!(world.post("/v1/refunds", &[]).await.code(), "parameter_missing");
}
