//! Wallet money that goes back: what Stripe refuses for good, and a call whose answer never came.

#![allow(clippy::disallowed_methods, reason = "this stands for the worker")]

use billing::funding::{look, look_at_return};
use chrono::{DateTime, Duration, Utc};
use domain::ids::TenantId;
use reqwest::Method;
use serde_json::{Value, json};
use store::{Clock, Pool, SystemCtx, TenantCtx};

use crate::funding::{assert_books, charge, fund, funded, funding, method, shop, until_funding, wallet};
use crate::world::brand::minor;
use crate::world::{Brand, World};

/// What the worker has, in the hands of the test: it looks when the test says that it is time.
struct Hands {
    pool: Pool,
    ctx: TenantCtx,
    stripe: billing::Stripe,
    now: DateTime<Utc>,
}

impl Hands {
    async fn of(world: &World, shop: &Brand) -> Hands {
        let tenant: TenantId = shop.tenant.parse().unwrap();
        Hands {
            pool: world.pool().await,
            ctx: SystemCtx::of_job("test").in_tenant(tenant),
            stripe: billing::Stripe::new(billing::StripeConfig::read(&world.env).unwrap()).unwrap(),
            now: Clock::system().now(),
        }
    }

    fn after(&self, hours: i64, minutes: i64) -> DateTime<Utc> {
        self.now + Duration::hours(hours) + Duration::minutes(minutes)
    }
}

/// No call to this path is answered, or made.
async fn cut_off(world: &World, path: &str) {
    let fault = json!({"path_prefix": path, "method": "POST", "kind": "drop_before", "times": 1_000});
    world.simulator(Method::POST, "/_sim/faults", fault).await;
}

fn give(minor: i64, key: &str) -> Value {
    json!({"currency": "GBP", "amountMinor": minor, "idempotencyKey": key})
}

async fn newest(shop: &Brand) -> Value {
    let document =
        "{ walletReturns(first: 1) { nodes { id state reason amount { minor } funding { id } } } }";
    shop.owner.query(document, json!({})).await["walletReturns"]["nodes"][0].take()
}

async fn until_newest(world: &World, shop: &Brand, state: &str) -> Value {
    world.until(state, || newest(shop), |row| row["state"] == state).await
}

async fn alarms(world: &World) -> Vec<Value> {
    world.sql("SELECT invariant, detail FROM ledger_findings WHERE cleared_at IS NULL").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_return_is_given_up_when_no_call_can_be_under_way_and_one_made_after_all_is_booked_and_an_alarm() {
    let (mut world, shop) = shop().await;
    let first = funded(&world, &shop, 10_000, "first").await;
    cut_off(&world, "/v1/refunds").await;
    shop.owner.mutate("walletReturn", give(3_000, "back"), "returns { id }").await;
    until_newest(&world, &shop, "SUBMITTING").await;
    world.stop_worker().await;
    let hands = Hands::of(&world, &shop).await;
    let id = newest(&shop).await["id"].as_str().unwrap().parse().unwrap();
    let look = |at| look_at_return(&hands.pool, &hands.ctx, &hands.stripe, id, at);
    // Twenty hours after the first call nothing is sent any more, but the last one may still be on its way.
    look(hands.after(20, 14)).await.unwrap();
    let waiting = newest(&shop).await;
    assert_eq!((&waiting["state"], wallet(&shop).await[0]), (&json!("SUBMITTING"), 6_830));
    look(hands.after(20, 15)).await.unwrap();
    let given_up = newest(&shop).await;
    assert_eq!((&given_up["state"], &given_up["reason"]), (&json!("FAILED"), &json!("NOT_SENT")));
    assert_eq!(wallet(&shop).await, [9_830, 0, 0]);
    assert_books(&world).await;

    // It was made all the same.
    world.simulator(Method::DELETE, "/_sim/faults", json!({})).await;
    world.start_worker().await;
    let intent = world.sql("SELECT payment_intent_id AS id FROM fundings").await[0]["id"].take();
    let form = format!(
        "payment_intent={}&amount=3000&metadata[tenant]={}&metadata[return]={}",
        intent.as_str().unwrap(),
        shop.tenant,
        given_up["id"].as_str().unwrap()
    );
    let refund = world.stripe("/v1/refunds", form).await["id"].as_str().unwrap().to_owned();
    let raised = world.until("the alarm", || alarms(&world), |rows| !rows.is_empty()).await;
    let detail = format!("{refund}: 3000 GBP for {}", given_up["id"].as_str().unwrap());
    assert_eq!(raised, [json!({"invariant": "REFUND_AFTER_GIVING_BACK", "detail": detail})]);
    world.until("the wallet", || wallet(&shop), |held| held[0] == 6_830).await;
    assert_eq!(minor(&funding(&shop, &first).await["refunded"]), 3_000);
    assert_eq!(newest(&shop).await["state"], "FAILED");
    assert_books(&world).await;

    // The bank cannot take it, and the wallet has it again; nothing new is raised.
    world.simulator(Method::POST, &format!("/_sim/refunds/{refund}/fail"), json!({})).await;
    world.until("the wallet", || wallet(&shop), |held| held[0] == 9_830).await;
    assert_eq!(minor(&funding(&shop, &first).await["refunded"]), 0);
    assert_eq!(alarms(&world).await.len(), 1);
    assert_books(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_charge_is_given_up_when_no_call_can_be_under_way() {
    let (mut world, shop) = shop().await;
    let card = method(&world, &shop, "CARD").await;
    world.stop_worker().await;
    let begun = fund(&shop, 10_000, "k", json!({"methodId": card})).await;
    let hands = Hands::of(&world, &shop).await;
    let id = begun["id"].as_str().unwrap().parse().unwrap();
    for (minutes, state, reason) in
        [(0, "CREATED", Value::Null), (14, "CREATED", Value::Null), (16, "FAILED", json!("NOT_SENT"))]
    {
        look(&hands.pool, &hands.ctx, &hands.stripe, id, hands.after(20, minutes)).await.unwrap();
        let stands = funding(&shop, &begun["id"]).await;
        assert_eq!((&stands["state"], &stands["reason"]), (&json!(state), &reason), "20 h {minutes} min");
    }
    assert!(world.ask_stripe("/v1/payment_intents?limit=1").await["data"].as_array().unwrap().is_empty());
    assert_eq!(wallet(&shop).await, [0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_funding_that_stripe_gives_nothing_back_of_is_left_out_until_its_dispute_is_over() {
    let (world, shop) = shop().await;
    let first = funded(&world, &shop, 10_000, "first").await;
    let second = funded(&world, &shop, 10_000, "second").await;
    let deaf = json!({"type": "charge.dispute.*", "kind": "never", "times": 9});
    world.simulator(Method::POST, "/_sim/event_faults", deaf).await;
    let path = format!("/_sim/charges/{}/dispute", charge(&world, &second).await);
    let dispute = world.simulator(Method::POST, &path, json!({"amount": 1_000})).await;

    let not_refundable = async |funding: &Value| {
        let document = "query($id: ID!) { node(id: $id) { ... on Funding { notRefundable } } }";
        shop.owner.query(document, json!({"id": funding})).await["node"]["notRefundable"].take()
    };
    shop.owner.mutate("walletReturn", give(500, "a"), "returns { id }").await;
    let refused = until_newest(&world, &shop, "FAILED").await;
    assert_eq!((&refused["funding"]["id"], &refused["reason"]), (&second, &json!("CHARGE_DISPUTED")));
    assert_eq!(not_refundable(&second).await, "CHARGE_DISPUTED");
    // The next one does not go there again.
    shop.owner.mutate("walletReturn", give(600, "b"), "returns { id }").await;
    let made = until_newest(&world, &shop, "RETURNED").await;
    assert_eq!((&made["funding"]["id"], &made["amount"]["minor"]), (&first, &json!("600")));
    // What the other one has is all that can be given back, though the wallet holds more.
    assert_eq!(shop.owner.refused("walletReturn", give(9_401, "c")).await, "NOT_REFUNDABLE");

    world.simulator(Method::DELETE, "/_sim/event_faults", json!({})).await;
    let path = format!("/_sim/disputes/{}/close", dispute["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"status": "won"})).await;
    world.until("the news", || not_refundable(&second), Value::is_null).await;
    until_funding(&world, &shop, &second, "SETTLED").await;
    shop.owner.mutate("walletReturn", give(700, "d"), "returns { id }").await;
    world.until("the next", || newest(&shop), |row| row["amount"]["minor"] == "700").await;
    assert_eq!(newest(&shop).await["funding"]["id"], second);
}
