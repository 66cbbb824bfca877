//! Bank debits: unpaid at first, paid or failed days later, returned after that.

use std::time::Duration;

use serde_json::json;
use stripe_sim::{Config, Delays};

use crate::world::{World, config};

/// A completed session whose debit is under way, and its payment intent.
async fn debit(world: &World, method: &str) -> (String, String) {
    let session =
        world.session_with(&[("payment_method_types[0]", "card"), ("payment_method_types[1]", method)]).await;
    let done = world.sim.pay_by(&session, method, "succeed").unwrap();
    assert_eq!((&done["status"], &done["payment_status"]), (&json!("complete"), &json!("unpaid")));
    (session, done["payment_intent"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_debit_is_unpaid_until_the_bank_answers() {
    let world = World::new().await;
    let (session, intent) = debit(&world, "us_bank_account").await;
    assert_eq!(
        world.event_types(),
        ["charge.pending", "payment_intent.processing", "checkout.session.completed"]
    );
    let path = format!("/v1/payment_intents/{intent}?expand[]=latest_charge");
    let read = world.get(&path).await.ok().body;
    assert_eq!(
        (&read["status"], &read["latest_charge"]["status"], &read["latest_charge"]["balance_transaction"]),
        (&json!("processing"), &json!("pending"), &json!(null))
    );
    assert_eq!(world.pence(None), (0, 0));

    let cleared = world.control(&format!("/_sim/checkout/{session}/clear"), json!({})).await.ok().body;
    assert_eq!(cleared["payment_status"], "paid");
    assert_eq!(
        world.events_after(3),
        ["charge.succeeded", "payment_intent.succeeded", "checkout.session.async_payment_succeeded"]
    );
    let read = world.get(&format!("{path}&expand[]=latest_charge.balance_transaction")).await.ok().body;
    let charge = &read["latest_charge"];
    assert_eq!(charge["payment_method_details"]["type"], "us_bank_account");
    assert_eq!(
        (&charge["balance_transaction"]["fee"], &charge["balance_transaction"]["type"]),
        (&json!(80), &json!("payment")),
        "0.8 % of 100.00"
    );
    assert_eq!(world.pence(None), (9_920, 0));
    assert_eq!(world.control(&format!("/_sim/checkout/{session}/clear"), json!({})).await.status, 400);
}

#[tokio::test]
async fn a_debit_that_fails_brings_nothing() {
    let world = World::new().await;
    let (session, intent) = debit(&world, "sepa_debit").await;
    let outcome = json!({ "outcome": "insufficient_funds" });
    let failed = world.control(&format!("/_sim/payment_intents/{intent}/clear"), outcome).await.ok().body;
    assert_eq!(
        (&failed["status"], &failed["last_payment_error"]["decline_code"]),
        (&json!("requires_payment_method"), &json!("insufficient_funds"))
    );
    assert_eq!(
        world.events_after(3),
        ["charge.failed", "payment_intent.payment_failed", "checkout.session.async_payment_failed"]
    );
    let session = world.get(&format!("/v1/checkout/sessions/{session}")).await.ok().body;
    assert_eq!((&session["status"], &session["payment_status"]), (&json!("complete"), &json!("unpaid")));
    assert_eq!(world.pence(None), (0, 0));
}

#[tokio::test]
async fn a_debit_is_answered_when_its_time_comes() {
    let delays =
        Delays { debit_after_ms: Some(4 * 86_400_000), settle_after_ms: 86_400_000, ..Delays::default() };
    let world = World::with(Config { delays, ..config() }).await;
    let (good, _) = debit(&world, "bacs_debit").await;
    let bad = world.session_with(&[("payment_method_types[]", "bacs_debit")]).await;
    let choice = json!({ "outcome": "debit_not_authorized" });
    world.control(&format!("/_sim/checkout/{bad}/pay"), choice).await.ok();

    world.sim.clock().advance(Duration::from_millis(4 * 86_400_000 - 1));
    assert_eq!(
        world.get(&format!("/v1/checkout/sessions/{good}")).await.ok().body["payment_status"],
        "unpaid"
    );
    world.sim.clock().advance(Duration::from_millis(1));
    assert_eq!(world.get(&format!("/v1/checkout/sessions/{good}")).await.ok().body["payment_status"], "paid");
    assert_eq!(
        world.get(&format!("/v1/checkout/sessions/{bad}")).await.ok().body["payment_status"],
        "unpaid"
    );
    let told = world.events_after(6);
    assert!(told.contains(&"checkout.session.async_payment_failed".to_owned()), "{told:?}");
    assert_eq!(world.pence(None), (0, 9_920));
    world.sim.clock().advance(Duration::from_secs(86_400));
    assert_eq!(world.pence(None), (9_920, 0));
}

#[tokio::test]
async fn a_late_return_takes_the_money_back_for_good() {
    let world = World::new().await;
    let (_, intent) = debit(&world, "us_bank_account").await;
    world.sim.clear_debit(&intent, Some("succeed")).unwrap();
    let charge = world.get(&format!("/v1/payment_intents/{intent}")).await.ok().body["latest_charge"].clone();
    let path = format!("/_sim/charges/{}/dispute", charge.as_str().unwrap());
    let complaint = json!({ "reason": "insufficient_funds", "fee": 1500 });
    let dispute = world.control(&path, complaint.clone()).await.ok().body;
    assert_eq!((&dispute["status"], &dispute["reason"]), (&json!("lost"), &json!("insufficient_funds")));
    assert_eq!(
        world.events_after(6),
        ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"]
    );
    assert_eq!(world.pence(None), (9_920 - 10_000 - 1_500, 0), "the balance may fall below zero");
    assert_eq!(world.control(&path, complaint).await.status, 400, "once");
}

#[tokio::test]
async fn a_saved_account_is_debited_off_session() {
    let world = World::new().await;
    let (customer, _) = world.saved_card().await;
    let path = "/v1/payment_methods/pm_usBankAccount_success/attach";
    let bank = world.post(path, &[("customer", &customer)]).await.ok().id();
    let form = [
        ("amount", "5000"),
        ("currency", "usd"),
        ("customer", &*customer),
        ("payment_method", &*bank),
        ("off_session", "true"),
        ("confirm", "true"),
    ];
    let intent = world.post("/v1/payment_intents", &form).await.ok();
    assert_eq!(intent.body["status"], "processing");
    assert_eq!(world.sim.clear_debit(&intent.id(), None).unwrap()["status"], "succeeded");
    assert_eq!(world.sim.funds(None, "usd").available, 4_960);
}
