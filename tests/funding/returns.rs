//! Wallet money that goes back where it came from: once, newest first, and what Stripe gives nothing back of.

use reqwest::Method;
use serde_json::{Value, json};

use super::{assert_books, charge, fund, funded, method, shop, until_funding, wallet};
use crate::world::brand::minor;

#[tokio::test]
async fn a_charge_and_a_refund_are_made_once_whatever_is_lost() {
    let (world, shop) = shop().await;
    let card = method(&world, &shop, "CARD").await;
    let fault = async |path: &str, kind: &str, times: i32| {
        let fault = json!({"path_prefix": path, "method": "POST", "kind": kind, "times": times});
        world.simulator(Method::POST, "/_sim/faults", fault).await;
    };
    for kind in ["drop_after", "status_500_after", "truncated", "drop_before"] {
        fault("/v1/payment_intents", kind, 1).await;
    }
    let begun = fund(&shop, 10_000, "k", json!({"methodId": card})).await;
    until_funding(&world, &shop, &begun["id"], "SETTLED").await;
    let intents = world.ask_stripe("/v1/payment_intents?limit=10").await;
    assert_eq!(intents["data"].as_array().unwrap().len(), 1);

    for kind in ["drop_after", "html_after", "rate_limit", "drop_before"] {
        fault("/v1/refunds", kind, 1).await;
    }
    let back = json!({"currency": "GBP", "amountMinor": 3_000, "idempotencyKey": "back"});
    shop.owner.mutate("walletReturn", back, "returns { id state }").await;
    let returns = "{ walletReturns(first: 10) { nodes { state amount { minor } reason stripeRefundId } } }";
    let done = world
        .until(
            "the return",
            || shop.owner.query(returns, json!({})),
            |data| data["walletReturns"]["nodes"][0]["state"] == "RETURNED",
        )
        .await;
    assert_eq!(done["walletReturns"]["nodes"].as_array().unwrap().len(), 1);
    let refunds = world.ask_stripe("/v1/refunds?limit=10").await;
    assert_eq!(refunds["data"].as_array().unwrap().len(), 1);
    assert_eq!(wallet(&shop).await, [6_830, 0, 0]);
    assert_books(&world).await;

    // Days later the bank sends it back, and the first question about it goes unanswered.
    let mute = json!({"path_prefix": "/v1/refunds/", "method": "GET", "kind": "drop_before", "times": 1});
    world.simulator(Method::POST, "/_sim/faults", mute).await;
    let path = format!("/_sim/refunds/{}/fail", refunds["data"][0]["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({})).await;
    let failed = |data: &Value| data["walletReturns"]["nodes"][0]["state"] == "FAILED";
    world.until("the failure", || shop.owner.query(returns, json!({})), failed).await;
    assert_eq!(wallet(&shop).await, [9_830, 0, 0]);
    assert_books(&world).await;
}

#[tokio::test]
async fn wallet_money_goes_back_newest_first_and_no_more_than_there_is() {
    let (mut world, shop) = shop().await;
    let first = funded(&world, &shop, 10_000, "first").await;
    let second = funded(&world, &shop, 2_000, "second").await;
    let held = wallet(&shop).await[0];
    let give =
        |minor: i64, key: &str| json!({"currency": "GBP", "amountMinor": minor, "idempotencyKey": key});
    assert_eq!(shop.owner.refused("walletReturn", give(held + 1, "a")).await, "BALANCE_NOT_ENOUGH");
    assert_eq!(shop.owner.refused("walletReturn", give(0, "b")).await, "AMOUNT_OUT_OF_RANGE");
    // While nobody has taken it out of the wallet yet, what is asked for counts as gone.
    world.stop_worker().await;
    let asked = shop
        .owner
        .mutate("walletReturn", give(5_000, "c"), "returns { id amount { minor } funding { id } }")
        .await;
    let parts: Vec<_> = asked["returns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (minor(&r["amount"]), &r["funding"]["id"]))
        .collect();
    assert_eq!(parts, [(2_000, &second), (3_000, &first)]);
    let again = shop
        .owner
        .mutate("walletReturn", give(5_000, "c"), "returns { id amount { minor } funding { id } }")
        .await;
    assert_eq!(again["returns"], asked["returns"]);
    assert_eq!(shop.owner.refused("walletReturn", give(held, "d")).await, "BALANCE_NOT_ENOUGH");
    world.start_worker().await;
    let returns = "{ walletReturns(first: 10) { nodes { state reason } } }";
    let all = |state: &'static str| {
        move |data: &Value| {
            data["walletReturns"]["nodes"].as_array().unwrap().iter().all(|r| r["state"] == state)
        }
    };
    world.until("both returns", || shop.owner.query(returns, json!({})), all("RETURNED")).await;
    assert_eq!(wallet(&shop).await, [held - 5_000, 0, 0]);
    assert_books(&world).await;

    // One that Stripe refuses, its payment being disputed: the wallet holds it again, less what the dispute took.
    world
        .simulator(
            Method::POST,
            "/_sim/event_faults",
            json!({"type": "charge.dispute.*", "kind": "never", "times": 9}),
        )
        .await;
    let path = format!("/_sim/charges/{}/dispute", charge(&world, &first).await);
    world.simulator(Method::POST, &path, json!({"amount": 1_000})).await;
    shop.owner.mutate("walletReturn", give(500, "e"), "returns { id }").await;
    let newest = |data: &Value| data["walletReturns"]["nodes"][0]["state"] == "FAILED";
    let failed = world.until("a refusal", || shop.owner.query(returns, json!({})), newest).await;
    assert_eq!(failed["walletReturns"]["nodes"][0]["reason"], "CHARGE_DISPUTED");
    assert_eq!(wallet(&shop).await, [held - 5_000, 0, 0]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_funding_refunded_by_hand_gives_nothing_back_until_that_refund_has_failed() {
    let (world, shop) = shop().await;
    let first = funded(&world, &shop, 5_000, "first").await;
    let second = funded(&world, &shop, 10_000, "second").await;
    let held = wallet(&shop).await[0];
    for news in ["refund.created", "charge.refund*"] {
        let never = json!({"type": news, "kind": "never", "times": 9});
        world.simulator(Method::POST, "/_sim/event_faults", never).await;
    }
    let refund = world.stripe("/v1/refunds", format!("charge={}", charge(&world, &second).await)).await;
    let give = async |key: &str, state: &str| {
        let input = json!({"currency": "GBP", "amountMinor": 500, "idempotencyKey": key});
        let asked = shop.owner.mutate("walletReturn", input, "returns { id funding { id } }").await;
        let document = "query($id: ID!) { node(id: $id) { ... on WalletReturn { state reason } } }";
        let asked = &asked["returns"][0];
        let ended = |data: &Value| data["node"]["state"] == state;
        let ended =
            world.until(state, || shop.owner.query(document, json!({"id": asked["id"]})), ended).await;
        (asked["funding"]["id"].clone(), ended["node"]["reason"].clone())
    };
    let why_not = async || {
        let document = "query($id: ID!) { node(id: $id) { ... on Funding { notRefundable } } }";
        shop.owner.query(document, json!({"id": second})).await["node"]["notRefundable"].take()
    };
    let refused = json!("CHARGE_ALREADY_REFUNDED");
    assert_eq!(give("a", "FAILED").await, (second.clone(), refused.clone()));
    assert_eq!((why_not().await, wallet(&shop).await[0]), (refused, held - 10_000));
    assert_eq!(give("b", "RETURNED").await, (first, Value::Null));

    // The bank sends the refund back: there is something to give back again.
    let path = format!("/_sim/refunds/{}/fail", refund["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({})).await;
    world.until("the money", || wallet(&shop), |[balance, ..]| *balance == held - 500).await;
    assert_eq!(why_not().await, Value::Null);
    assert_eq!(give("c", "RETURNED").await.0, second);
    assert_books(&world).await;
}
