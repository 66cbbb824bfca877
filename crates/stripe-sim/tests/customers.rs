//! Customers, their saved payment methods, and payments off session.

use serde_json::{Value, json};

use crate::world::{Reply, World};

async fn charge(world: &World, key: &str, customer: &str, method: &str) -> Reply {
    let form = [
        ("amount", "5000"),
        ("currency", "gbp"),
        ("customer", customer),
        ("payment_method", method),
        ("off_session", "true"),
        ("confirm", "true"),
        ("metadata[funding]", "f2"),
    ];
    world.keyed(key, "/v1/payment_intents", &form).await
}

#[tokio::test]
async fn a_customer_is_made_changed_and_found() {
    let world = World::new().await;
    let form = [("email", "a@example.com"), ("name", "A"), ("metadata[tenant]", "t1")];
    let made = world.post("/v1/customers", &form).await.ok();
    assert!(made.id().starts_with("cus_"));
    let path = format!("/v1/customers/{}", made.id());
    world.post(&path, &[("name", "B"), ("metadata[plan]", "pro")]).await.ok();
    let read = world.get(&path).await.ok().body;
    assert_eq!(
        (&read["name"], &read["email"], &read["metadata"]),
        (&json!("B"), &json!("a@example.com"), &json!({ "tenant": "t1", "plan": "pro" }))
    );
    world.post("/v1/customers", &[("email", "other@example.com")]).await.ok();
    let found = world.get("/v1/customers?email=a@example.com").await.ok().body;
    assert_eq!((found["data"].as_array().unwrap().len(), &found["data"][0]["id"]), (1, &json!(made.id())));
    assert_eq!(world.event_types(), ["customer.created", "customer.updated", "customer.created"]);
    assert_eq!(world.get("/v1/customers/cus_none").await.status, 404);
}

#[tokio::test]
async fn checkout_saves_a_card_that_is_charged_off_session() {
    let world = World::new().await;
    let session = world.session_with(&[("payment_intent_data[setup_future_usage]", "off_session")]).await;
    let paid = world.sim.pay(&session).unwrap();
    let customer = paid["customer"].as_str().unwrap();
    let methods = world.get(&format!("/v1/payment_methods?customer={customer}")).await.ok().body;
    let method = methods["data"][0]["id"].as_str().unwrap();
    let of_customer =
        world.get(&format!("/v1/customers/{customer}/payment_methods?type=card")).await.ok().body;
    assert_eq!(of_customer["data"], methods["data"]);

    let past = world.event_types().len();
    let intent = charge(&world, "k", customer, method).await.ok().body;
    assert_eq!(
        (&intent["status"], &intent["amount_received"], &intent["customer"], &intent["metadata"]),
        (&json!("succeeded"), &json!(5_000), &json!(customer), &json!({ "funding": "f2" }))
    );
    assert_eq!(
        world.events_after(past),
        ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
    );
    // 100.00 and 50.00 less 1.5 % and 0.20 each.
    assert_eq!(world.pence(None), (9_830 + 4_905, 0));
}

#[tokio::test]
async fn checkout_for_a_known_customer_keeps_nothing_unless_asked() {
    let world = World::new().await;
    let (customer, _) = world.saved_card().await;
    let session = world.session_with(&[("customer", &customer)]).await;
    let paid = world.sim.pay(&session).unwrap();
    assert_eq!(paid["customer"], customer.as_str());
    assert_eq!(paid["customer_details"]["email"], "brand@example.com");
    let methods = world.get(&format!("/v1/payment_methods?customer={customer}")).await.ok().body;
    assert_eq!(methods["data"].as_array().unwrap().len(), 1);
    let stranger = [("customer", "cus_none"), ("mode", "payment"), ("success_url", "http://a.test")];
    assert_eq!(world.post("/v1/checkout/sessions", &stranger).await.code(), "resource_missing");
}

#[tokio::test]
async fn checkout_in_setup_mode_keeps_a_method_and_takes_nothing() {
    let world = World::new().await;
    let (customer, _) = world.saved_card().await;
    let form = [("mode", "setup"), ("customer", &*customer), ("success_url", "http://a.test")];
    let session = world.post("/v1/checkout/sessions", &form).await.ok().id();
    let done = world.sim.pay(&session).unwrap();
    assert_eq!(
        (&done["status"], &done["payment_status"]),
        (&json!("complete"), &json!("no_payment_required"))
    );
    let path = format!("/v1/setup_intents/{}", done["setup_intent"].as_str().unwrap());
    let intent = world.get(&path).await.ok().body;
    let method = intent["payment_method"].as_str().unwrap();
    assert_eq!(charge(&world, "k", &customer, method).await.ok().body["status"], "succeeded");
    assert_eq!(world.pence(None), (4_905, 0));
}

#[tokio::test]
async fn a_declined_card_is_a_402_that_its_key_keeps() {
    for (outcome, code, reason) in [
        ("card_declined", "card_declined", "generic_decline"),
        ("insufficient_funds", "card_declined", "insufficient_funds"),
        ("authentication_required", "authentication_required", "authentication_required"),
    ] {
        let world = World::new().await;
        let (customer, card) = world.saved_card().await;
        world.control(&format!("/_sim/payment_methods/{card}"), json!({ "outcome": outcome })).await.ok();
        let past = world.event_types().len();
        let refused = charge(&world, "k", &customer, &card).await;
        let error = &refused.body["error"];
        assert_eq!((refused.status, refused.code(), &error["decline_code"]), (402, code, &json!(reason)));
        assert_eq!(error["type"], "card_error");
        let intent = &error["payment_intent"];
        assert_eq!(intent["status"], "requires_payment_method");
        assert_eq!(intent["last_payment_error"]["code"], code);
        assert_eq!(
            world.events_after(past),
            ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]
        );
        let path = format!("/v1/payment_intents/{}?expand[]=latest_charge", intent["id"].as_str().unwrap());
        let stored = world.get(&path).await.ok().body;
        assert_eq!(stored["latest_charge"]["status"], "failed");

        world.control(&format!("/_sim/payment_methods/{card}"), json!({})).await.ok();
        let again = charge(&world, "k", &customer, &card).await;
        assert_eq!((again.status, again.header("idempotent-replayed")), (402, "true"));
        assert_eq!(charge(&world, "k2", &customer, &card).await.status, 200);
        assert_eq!(world.pence(None), (4_905, 0));
    }
}

#[tokio::test]
async fn a_method_is_charged_for_its_own_customer_only() {
    let world = World::new().await;
    let (customer, card) = world.saved_card().await;
    let (other, _) = world.saved_card().await;
    assert_eq!(charge(&world, "k", &other, &card).await.status, 400);
    world.post(&format!("/v1/payment_methods/{card}/detach"), &[]).await.ok();
    assert_eq!(charge(&world, "k2", &customer, &card).await.status, 400);
    assert_eq!(world.get(&format!("/v1/customers/{other}/payment_methods/{card}")).await.status, 404);
    assert_eq!(world.pence(None), (0, 0));
}

#[tokio::test]
async fn an_intent_is_confirmed_or_canceled_later() {
    let world = World::new().await;
    let (customer, card) = world.saved_card().await;
    let form = [("amount", "5000"), ("currency", "gbp"), ("customer", &*customer)];
    let intent = world.post("/v1/payment_intents", &form).await.ok();
    assert_eq!(intent.body["status"], "requires_payment_method");
    let path = format!("/v1/payment_intents/{}", intent.id());
    let confirmed = world.post(&format!("{path}/confirm"), &[("payment_method", &card)]).await.ok().body;
    assert_eq!(confirmed["status"], "succeeded");
    let refused = world.post(&format!("{path}/cancel"), &[]).await;
    assert_eq!((refused.status, refused.code()), (400, "payment_intent_unexpected_state"));

    let other = world.post("/v1/payment_intents", &form).await.ok().id();
    let canceled = world.post(&format!("/v1/payment_intents/{other}/cancel"), &[]).await.ok().body;
    assert_eq!(canceled["status"], "canceled");
    let listed = world.get(&format!("/v1/payment_intents?customer={customer}")).await.ok().body;
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_declined_checkout_stays_open_for_another_card() {
    let world = World::new().await;
    let session = world.session("10000").await.id();
    let path = format!("/_sim/checkout/{session}/pay");
    let declined = world.control(&path, json!({ "outcome": "card_declined" })).await.ok().body;
    assert_eq!((&declined["status"], &declined["payment_status"]), (&json!("open"), &json!("unpaid")));
    assert_eq!(world.event_types(), ["charge.failed", "payment_intent.payment_failed"]);
    assert_eq!(world.control(&path, Value::Null).await.ok().body["payment_status"], "paid");
    assert_eq!(world.control(&path, json!({ "method": "sepa_debit" })).await.ok().body["status"], "complete");
}
