//! Subscriptions, their invoices, and the portal.

use serde_json::{Value, json};

use crate::world::{NEW_YEAR, World};

/// An open checkout session for a subscription of 50.00 a month.
async fn offered(world: &World, method: &str) -> String {
    let form = [
        ("payment_method_types[]", method),
        ("mode", "subscription"),
        ("line_items[0][quantity]", "2"),
        ("line_items[0][price_data][currency]", "gbp"),
        ("line_items[0][price_data][unit_amount]", "2500"),
        ("line_items[0][price_data][recurring][interval]", "month"),
        ("line_items[0][price_data][product_data][name]", "Growth"),
        ("subscription_data[metadata][tenant]", "t1"),
        ("success_url", "http://brand.test/paid"),
    ];
    world.post("/v1/checkout/sessions", &form).await.ok().id()
}

/// The same, sold: subscription, customer, first invoice.
async fn sold(world: &World) -> (String, String, String) {
    let paid = world.sim.pay(&offered(world, "card").await).unwrap();
    assert_eq!((&paid["status"], &paid["payment_status"]), (&json!("complete"), &json!("paid")));
    let id = |field: &str| paid[field].as_str().unwrap().to_owned();
    (id("subscription"), id("customer"), id("invoice"))
}

async fn read(world: &World, id: &str) -> Value {
    world.get(&format!("/v1/subscriptions/{id}")).await.ok().body
}

#[tokio::test]
async fn checkout_sells_a_subscription_and_its_first_period() {
    let world = World::new().await;
    let (id, customer, invoice) = sold(&world).await;
    let subscription = read(&world, &id).await;
    assert_eq!(
        (&subscription["status"], &subscription["customer"], &subscription["metadata"]),
        (&json!("active"), &json!(customer), &json!({ "tenant": "t1" }))
    );
    let item = &subscription["items"]["data"][0];
    assert_eq!(
        (&item["current_period_start"], &item["current_period_end"], &item["quantity"]),
        (&json!(NEW_YEAR), &json!(NEW_YEAR + 31 * 86_400), &json!(2))
    );
    let path = format!("/v1/invoices/{invoice}?expand[]=payments&expand[]=subscription");
    let invoice = world.get(&path).await.ok().body;
    assert_eq!(
        (&invoice["status"], &invoice["amount_paid"], &invoice["billing_reason"]),
        (&json!("paid"), &json!(5_000), &json!("subscription_create"))
    );
    assert_eq!(invoice["parent"]["subscription_details"]["subscription"], id.as_str());
    let intent = invoice["payments"]["data"][0]["payment"]["payment_intent"].as_str().unwrap();
    let intent = world
        .get(&format!("/v1/payment_intents/{intent}?expand[]=latest_charge.balance_transaction"))
        .await
        .ok()
        .body;
    assert_eq!(intent["latest_charge"]["balance_transaction"]["net"], 4_905);
    assert_eq!(world.pence(None), (4_905, 0));
    assert_eq!(
        world.event_types(),
        [
            "product.created",
            "customer.created",
            "payment_method.attached",
            "invoice.created",
            "invoice.finalized",
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice_payment.paid",
            "invoice.paid",
            "invoice.payment_succeeded",
            "customer.subscription.created",
            "checkout.session.completed",
        ]
    );
    let mine = world.get(&format!("/v1/subscriptions?customer={customer}")).await.ok().body;
    assert_eq!(mine["data"][0]["id"], id.as_str());
}

#[tokio::test]
async fn each_mode_of_checkout_has_its_prices() {
    let world = World::new().await;
    let item = |n: u8, field: &str| format!("line_items[{n}][price_data]{field}");
    let once = |n| {
        [
            (item(n, "[currency]"), "gbp"),
            (item(n, "[unit_amount]"), "2500"),
            (item(n, "[product_data][name]"), "Thing"),
        ]
    };
    let monthly = |n| (item(n, "[recurring][interval]"), "month");
    let top = |mode| [("mode".to_owned(), mode), ("success_url".to_owned(), "http://a.test")];
    let [once0, once1] = [once(0), once(1)];
    for form in [
        [&top("subscription")[..], &once0].concat(),
        [&top("payment")[..], &once0, &[monthly(0)]].concat(),
        [&top("subscription")[..], &once0, &[monthly(0)], &once1].concat(),
    ] {
        let reply = world.send(world.request("POST", "/v1/checkout/sessions").form(&form)).await;
        assert_eq!((reply.status, &reply.body["error"]["param"]), (400, &json!("line_items")));
    }
    assert_eq!(world.get("/v1/products").await.ok().body["data"], json!([]), "nothing is left behind");
}

#[tokio::test]
async fn a_declined_card_buys_no_subscription() {
    let world = World::new().await;
    let session = offered(&world, "card").await;
    let declined = world.sim.pay_by(&session, "card", "card_declined").unwrap();
    assert_eq!((&declined["status"], &declined["subscription"]), (&json!("open"), &json!(null)));
    assert_eq!(world.get("/v1/subscriptions").await.ok().body["data"], json!([]));
    assert_eq!(world.sim.pay(&session).unwrap()["payment_status"], "paid");
    let customers = world.get("/v1/customers").await.ok().body;
    assert_eq!(customers["data"].as_array().unwrap().len(), 1, "the same customer tries again");
}

#[tokio::test]
async fn a_subscription_is_bought_by_debit() {
    let world = World::new().await;
    let bought = world.sim.pay(&offered(&world, "us_bank_account").await).unwrap();
    assert_eq!((&bought["status"], &bought["payment_status"]), (&json!("complete"), &json!("unpaid")));
    assert_eq!(read(&world, bought["subscription"].as_str().unwrap()).await["status"], "active");
    let intent = world.get("/v1/payment_intents?limit=1").await.ok().body["data"][0]["id"].clone();
    world.sim.clear_debit(intent.as_str().unwrap(), None).unwrap();
    let told = world.event_types().pop().unwrap();
    assert_eq!(told, "checkout.session.async_payment_succeeded");
    let path = format!("/v1/checkout/sessions/{}", bought["id"].as_str().unwrap());
    assert_eq!(world.get(&path).await.ok().body["payment_status"], "paid");
}

#[tokio::test]
async fn a_period_ends_with_an_invoice_of_what_was_pending() {
    let world = World::new().await;
    let (id, customer, _) = sold(&world).await;
    let form = [
        ("customer", &*customer),
        ("amount", "1234"),
        ("currency", "gbp"),
        ("description", "Payout fees"),
        ("subscription", &*id),
    ];
    let fees = world.post("/v1/invoiceitems", &form).await.ok().id();
    let dollars = [("customer", &*customer), ("amount", "99"), ("currency", "usd")];
    world.post("/v1/invoiceitems", &dollars).await.ok();
    let past = world.event_types().len();

    let subscription = world.control(&format!("/_sim/subscriptions/{id}/advance"), json!({})).await.ok().body;
    let item = &subscription["items"]["data"][0];
    assert_eq!(
        (&item["current_period_start"], &item["current_period_end"]),
        (&json!(NEW_YEAR + 31 * 86_400), &json!(NEW_YEAR + 59 * 86_400))
    );
    let invoices = world.get(&format!("/v1/invoices?subscription={id}")).await.ok().body;
    let invoice = &invoices["data"][0];
    assert_eq!(invoices["data"].as_array().unwrap().len(), 2);
    assert_eq!(invoice["id"], subscription["latest_invoice"]);
    assert_eq!(
        (&invoice["status"], &invoice["total"], &invoice["billing_reason"]),
        (&json!("paid"), &json!(6_234), &json!("subscription_cycle"))
    );
    let line = &invoice["lines"]["data"][1];
    assert_eq!((&line["description"], &line["amount"]), (&json!("Payout fees"), &json!(1_234)));
    assert_eq!(line["parent"]["invoice_item_details"]["invoice_item"], fees.as_str());
    assert_eq!(
        world.events_after(past),
        [
            "customer.subscription.updated",
            "invoice.created",
            "invoice.finalized",
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice_payment.paid",
            "invoice.paid",
            "invoice.payment_succeeded",
        ]
    );
    let pending = world.get(&format!("/v1/invoiceitems?customer={customer}&pending=true")).await.ok().body;
    assert_eq!(pending["data"].as_array().unwrap().len(), 1, "other currencies wait");
    world.sim.advance(&id).unwrap();
    let latest = world.get("/v1/invoices?limit=1").await.ok().body;
    assert_eq!(latest["data"][0]["total"], 5_000, "nothing is invoiced twice");
}

#[tokio::test]
async fn a_customer_who_does_not_pay_falls_behind_and_recovers() {
    let world = World::new().await;
    let (id, customer, _) = sold(&world).await;
    let path = format!("/_sim/customers/{customer}/payments");
    world.control(&path, json!({ "outcome": "card_declined" })).await.ok();
    let past = world.event_types().len();
    let subscription = world.sim.advance(&id).unwrap();
    assert_eq!(subscription["status"], "past_due");
    let told = world.events_after(past);
    assert_eq!(
        told[3..],
        [
            "charge.failed",
            "payment_intent.payment_failed",
            "invoice.payment_failed",
            "customer.subscription.updated"
        ],
        "{told:?}"
    );
    let invoice = subscription["latest_invoice"].as_str().unwrap();
    let read_invoice = world.get(&format!("/v1/invoices/{invoice}")).await.ok().body;
    assert_eq!(
        (&read_invoice["status"], &read_invoice["attempt_count"], &read_invoice["amount_remaining"]),
        (&json!("open"), &json!(1), &json!(5_000))
    );
    let refused = world.post(&format!("/v1/invoices/{invoice}/pay"), &[]).await;
    assert_eq!((refused.status, refused.code()), (402, "card_declined"));

    world.control(&path, json!({ "outcome": "succeed" })).await.ok();
    let paid = world.post(&format!("/v1/invoices/{invoice}/pay"), &[]).await.ok().body;
    assert_eq!((&paid["status"], &paid["attempt_count"]), (&json!("paid"), &json!(3)));
    assert_eq!(read(&world, &id).await["status"], "active");
    assert_eq!(world.post(&format!("/v1/invoices/{invoice}/pay"), &[]).await.status, 400);
    assert_eq!(world.pence(None), (2 * 4_905, 0));
}

#[tokio::test]
async fn stripe_gives_up_as_it_is_told() {
    for (last, told) in
        [("unpaid", "customer.subscription.updated"), ("canceled", "customer.subscription.deleted")]
    {
        let world = World::new().await;
        let (id, customer, _) = sold(&world).await;
        world.sim.set_customer(&customer, "insufficient_funds").unwrap();
        let invoice = world.sim.advance(&id).unwrap()["latest_invoice"].as_str().unwrap().to_owned();
        world.sim.retry_invoice(&invoice, None).unwrap();
        assert_eq!(read(&world, &id).await["status"], "past_due");
        world.control(&format!("/_sim/invoices/{invoice}/retry"), json!({ "last": last })).await.ok();
        assert_eq!(read(&world, &id).await["status"], last);
        assert_eq!(world.event_types().pop().unwrap(), told);
    }
}

#[tokio::test]
async fn a_subscription_changes_and_ends() {
    let world = World::new().await;
    let (id, _, _) = sold(&world).await;
    let path = format!("/v1/subscriptions/{id}");
    let form = [
        ("currency", "gbp"),
        ("unit_amount", "9900"),
        ("recurring[interval]", "month"),
        ("product_data[name]", "Scale"),
        ("lookup_key", "scale"),
    ];
    let price = world.post("/v1/prices", &form).await.ok().id();
    let found = world.get("/v1/prices?lookup_keys[]=scale").await.ok().body;
    assert_eq!(found["data"][0]["id"], price.as_str());
    let item = read(&world, &id).await["items"]["data"][0]["id"].as_str().unwrap().to_owned();
    let change = [
        ("items[0][id]", &*item),
        ("items[0][price]", &*price),
        ("items[0][quantity]", "1"),
        ("metadata[plan]", "scale"),
        ("cancel_at_period_end", "true"),
    ];
    let changed = world.post(&path, &change).await.ok().body;
    assert_eq!(changed["items"]["data"][0]["price"]["unit_amount"], 9_900);
    assert_eq!(changed["metadata"], json!({ "tenant": "t1", "plan": "scale" }));
    assert_eq!(changed["cancel_at"], changed["items"]["data"][0]["current_period_end"]);

    let ended = world.sim.advance(&id).unwrap();
    assert_eq!(ended["status"], "canceled");
    assert_eq!(world.event_types().pop().unwrap(), "customer.subscription.deleted");
    assert!(world.sim.advance(&id).is_err());
    assert_eq!(world.send(world.request("DELETE", &path)).await.status, 404);

    let (other, _, _) = sold(&world).await;
    let path = format!("/v1/subscriptions/{other}");
    assert_eq!(world.send(world.request("DELETE", &path)).await.ok().body["status"], "canceled");
    assert_eq!(world.get("/v1/subscriptions").await.ok().body["data"], json!([]));
    assert_eq!(
        world.get("/v1/subscriptions?status=all").await.ok().body["data"].as_array().unwrap().len(),
        2
    );
}

#[tokio::test]
async fn a_subscription_is_sold_without_checkout_to_a_saved_card() {
    let world = World::new().await;
    let (customer, card) = world.saved_card().await;
    let form = [
        ("currency", "gbp"),
        ("unit_amount", "5000"),
        ("recurring[interval]", "year"),
        ("product_data[name]", "Annual"),
    ];
    let price = world.post("/v1/prices", &form).await.ok().id();
    let wish = [("customer", &*customer), ("items[0][price]", &*price)];
    world.sim.set_payment_method(&card, "card_declined").unwrap();
    let incomplete = world.post("/v1/subscriptions", &wish).await.ok().body;
    assert_eq!(incomplete["status"], "incomplete");
    world.sim.set_payment_method(&card, "succeed").unwrap();
    let invoice = incomplete["latest_invoice"].as_str().unwrap();
    world.post(&format!("/v1/invoices/{invoice}/pay"), &[]).await.ok();
    assert_eq!(read(&world, incomplete["id"].as_str().unwrap()).await["status"], "active");

    let trial = [wish[0], wish[1], ("trial_period_days", "14")];
    let trial = world.post("/v1/subscriptions", &trial).await.ok();
    assert_eq!(trial.body["status"], "trialing");
    assert_eq!(trial.body["trial_end"], NEW_YEAR + 14 * 86_400);
    assert_eq!(world.pence(None), (4_905, 0), "the trial costs nothing");
    assert_eq!(world.sim.advance(&trial.id()).unwrap()["status"], "active");
    assert_eq!(world.pence(None), (2 * 4_905, 0));
}

#[tokio::test]
async fn an_invoice_is_paid_by_debit_in_the_end() {
    let world = World::new().await;
    let (id, customer, _) = sold(&world).await;
    let path = "/v1/payment_methods/pm_usBankAccount_success/attach";
    let bank = world.post(path, &[("customer", &customer)]).await.ok().id();
    world.post(&format!("/v1/subscriptions/{id}"), &[("default_payment_method", &bank)]).await.ok();
    let invoice = world.sim.advance(&id).unwrap()["latest_invoice"].as_str().unwrap().to_owned();
    let path = format!("/v1/invoices/{invoice}?expand[]=payments");
    let open = world.get(&path).await.ok().body;
    assert_eq!((&open["status"], &open["payments"]["data"][0]["status"]), (&json!("open"), &json!("open")));
    let intent = open["payments"]["data"][0]["payment"]["payment_intent"].as_str().unwrap();
    world.sim.clear_debit(intent, None).unwrap();
    let paid = world.get(&path).await.ok().body;
    assert_eq!((&paid["status"], &paid["payments"]["data"][0]["status"]), (&json!("paid"), &json!("paid")));
    assert_eq!(world.pence(None), (4_905 + 4_960, 0));
}

#[tokio::test]
async fn the_portal_cancels_and_keeps() {
    let world = World::new().await;
    let (id, customer, invoice) = sold(&world).await;
    let (stranger, _) = world.saved_card().await;
    let form =
        |who: &str| [("customer", who.to_owned()), ("return_url", "http://brand.test/plan".to_owned())];
    let open = async |who: &str| {
        let request = world.request("POST", "/v1/billing_portal/sessions").form(&form(who));
        world.send(request).await.ok().body["url"].as_str().unwrap().to_owned()
    };
    let url = open(&customer).await;
    let page = world.http.get(&url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("50.00 GBP a month, active") && page.contains("http://brand.test/plan"), "{page}");
    assert_eq!(world.http.post(format!("{url}/{id}/cancel")).send().await.unwrap().status(), 303);
    assert_eq!(read(&world, &id).await["cancel_at_period_end"], true);
    world.http.post(format!("{url}/{id}/renew")).send().await.unwrap();
    assert_eq!(read(&world, &id).await["cancel_at_period_end"], false);

    let theirs = open(&stranger).await;
    assert_eq!(world.http.post(format!("{theirs}/{id}/cancel")).send().await.unwrap().status(), 404);
    assert_eq!(read(&world, &id).await["cancel_at_period_end"], false);
    let hosted = format!("{}/invoice/{invoice}", world.sim.url());
    let page = world.http.get(hosted).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("50.00 GBP, paid"), "{page}");
}
