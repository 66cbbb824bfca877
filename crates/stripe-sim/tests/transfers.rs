//! Transfers and their reversals.

use serde_json::json;
use stripe_sim::{Config, Delays};

use crate::world::{World, config};

#[tokio::test]
async fn a_transfer_moves_money() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(5_000, "gbp").unwrap();
    let form = [
        ("amount", "1200"),
        ("currency", "GBP"),
        ("destination", payee.as_str()),
        ("transfer_group", "payout1"),
        ("metadata[payout]", "p1"),
        ("description", "June"),
    ];
    let transfer = world.post("/v1/transfers", &form).await.ok();
    assert!(transfer.id().starts_with("tr_"));
    assert_eq!(
        (&transfer.body["currency"], &transfer.body["metadata"], &transfer.body["transfer_group"]),
        (&json!("gbp"), &json!({ "payout": "p1" }), &json!("payout1"))
    );
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((3_800, 0), (1_200, 0)));

    let balance = world.as_account(&payee, "/v1/balance").await.ok().body;
    assert_eq!(
        balance["available"],
        json!([{ "amount": 1_200, "currency": "gbp", "source_types": { "card": 1_200 } }])
    );
    let arrived = world.as_account(&payee, "/v1/balance_transactions").await.ok().body;
    assert_eq!(
        (&arrived["data"][0]["net"], &arrived["data"][0]["source"]),
        (&json!(1_200), &transfer.body["destination_payment"])
    );
    let read = world
        .get(&format!(
            "/v1/transfers/{}?expand[]=balance_transaction&expand[]=destination_payment",
            transfer.id()
        ))
        .await
        .ok()
        .body;
    assert_eq!(
        (&read["balance_transaction"]["net"], &read["destination_payment"]["source_transfer"]),
        (&json!(-1_200), &json!(transfer.id()))
    );

    let event = world.sim.events().pop().unwrap();
    assert_eq!(
        (&event["type"], &event["data"]["object"]["id"]),
        (&json!("transfer.created"), &json!(transfer.id()))
    );
}

#[tokio::test]
async fn what_cannot_be_transferred_is_refused_with_its_code() {
    let world = World::new().await;
    let payee = world.payee().await;
    let unable = world.account().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let cases = [
        ("0", "gbp", payee.as_str(), "parameter_invalid_integer"),
        ("-5", "gbp", &payee, "parameter_invalid_integer"),
        ("1.5", "gbp", &payee, "parameter_invalid_integer"),
        ("99999999999999999999", "gbp", &payee, "parameter_invalid_integer"),
        ("5", "xyz", &payee, ""),
        ("5", "gbp", "acct_none", "resource_missing"),
        ("5", "gbp", &unable, "insufficient_capabilities_for_transfer"),
        ("1001", "gbp", &payee, "balance_insufficient"),
        ("5", "usd", &payee, "balance_insufficient"),
    ];
    for (amount, currency, destination, code) in cases {
        let reply = world
            .post(
                "/v1/transfers",
                &[("amount", amount), ("currency", currency), ("destination", destination)],
            )
            .await;
        assert_eq!((reply.status, reply.code()), (400, code), "{amount} {currency} {destination}");
        assert_eq!(reply.body["error"]["type"], "invalid_request_error");
    }
    let reply = world
        .post("/v1/transfers", &[("amount", "5"), ("currency", "gbp"), ("destination", "acct_none")])
        .await;
    assert_eq!(reply.body["error"]["message"], "No such destination: 'acct_none'");
    assert_eq!(
        world.post("/v1/transfers", &[("currency", "gbp"), ("destination", &payee)]).await.code(),
        "parameter_missing"
    );
    assert_eq!((world.pence(None), world.sim.transfers().len()), ((1_000, 0), 0));
    assert_eq!(world.get("/v1/transfers/tr_none").await.status, 404);
}

#[tokio::test]
async fn transfers_are_listed_by_group_destination_and_time() {
    let world = World::new().await;
    let (joe, ann) = (world.payee().await, world.payee().await);
    world.sim.top_up(1_000, "gbp").unwrap();
    let first = world.transfer(&joe, "10", "g1").await.ok();
    world.sim.clock().advance(std::time::Duration::from_secs(10));
    let second = world.transfer(&ann, "20", "g2").await.ok();
    let created = second.body["created"].as_i64().unwrap();
    for (filter, expected) in [
        ("transfer_group=g1".to_owned(), vec![first.id()]),
        (format!("destination={ann}"), vec![second.id()]),
        ("transfer_group=none".to_owned(), vec![]),
        (format!("created[gte]={created}"), vec![second.id()]),
        (format!("created[lt]={created}"), vec![first.id()]),
        (format!("created={created}"), vec![second.id()]),
        (String::new(), vec![second.id(), first.id()]),
    ] {
        let list = world.get(&format!("/v1/transfers?{filter}")).await.ok().body;
        let ids: Vec<&str> = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|transfer| transfer["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{filter}");
    }
}

#[tokio::test]
async fn metadata_can_change_later() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let path = format!("/v1/transfers/{}", world.transfer(&payee, "10", "g").await.ok().id());
    assert_eq!(
        world.post(&path, &[("metadata[note]", "x")]).await.ok().body["metadata"],
        json!({ "note": "x" })
    );
    assert_eq!(world.event_types().last().unwrap(), "transfer.updated");
    assert_eq!(world.post(&path, &[("amount", "5")]).await.code(), "parameter_unknown");
}

#[tokio::test]
async fn reversals_bring_money_back_in_parts() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let transfer = world.transfer(&payee, "1000", "g").await.ok().id();
    let path = format!("/v1/transfers/{transfer}/reversals");

    let part = world.post(&path, &[("amount", "300"), ("metadata[why]", "error")]).await.ok();
    assert!(part.id().starts_with("trr_"));
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((300, 0), (700, 0)));
    let event = world.sim.events().pop().unwrap();
    assert_eq!(
        (
            &event["type"],
            &event["data"]["object"]["amount_reversed"],
            &event["data"]["previous_attributes"]["amount_reversed"]
        ),
        (&json!("transfer.reversed"), &json!(300), &json!(0))
    );

    assert_eq!(world.post(&path, &[("amount", "701")]).await.status, 400);
    let rest = world.post(&path, &[]).await.ok();
    assert_eq!(rest.body["amount"], 700);
    assert_eq!(world.post(&path, &[]).await.status, 400);

    let whole = world.get(&format!("/v1/transfers/{transfer}")).await.ok().body;
    assert_eq!((&whole["amount_reversed"], &whole["reversed"]), (&json!(1_000), &json!(true)));
    assert_eq!(whole["reversals"]["data"].as_array().unwrap().len(), 2);
    let list = world.get(&format!("{path}?limit=1")).await.ok().body;
    assert_eq!((&list["data"][0]["id"], &list["has_more"]), (&json!(rest.id()), &json!(true)));
    assert_eq!(world.get(&format!("{path}/{}", part.id())).await.ok().body, part.body);
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((1_000, 0), (0, 0)));
}

#[tokio::test]
async fn a_transfer_may_draw_on_money_that_is_still_pending() {
    let delays = Delays { settle_after_ms: 5_000, ..Delays::default() };
    let world = World::with(Config { delays, ..config() }).await;
    let payee = world.payee().await;
    let session = world.sim.pay(&world.session("10000").await.id()).unwrap();
    let intent = world
        .get(&format!("/v1/payment_intents/{}", session["payment_intent"].as_str().unwrap()))
        .await
        .ok()
        .body;
    let charge = intent["latest_charge"].as_str().unwrap();
    let form = |amount: &'static str| {
        [
            ("amount", amount),
            ("currency", "gbp"),
            ("destination", payee.as_str()),
            ("source_transaction", charge),
        ]
    };
    let transfer = world.post("/v1/transfers", &form("9000")).await.ok().body;
    assert_eq!(transfer["transfer_group"], "group1");
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((0, 830), (0, 9_000)));
    assert_eq!(world.post("/v1/transfers", &form("1001")).await.status, 400);
    world.sim.clock().advance(std::time::Duration::from_secs(5));
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((830, 0), (9_000, 0)));
}

#[tokio::test]
async fn a_reversal_from_the_dashboard_is_told_and_needs_the_money_to_be_there() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    let transfer = world.transfer(&payee, "1000", "g").await.ok().id();
    let path = format!("/_sim/transfers/{transfer}/reverse");
    let past = world.event_types().len();
    let reversal = world.control(&path, json!({ "amount": 300 })).await.ok().body;
    assert_eq!((&reversal["object"], &reversal["amount"]), (&json!("transfer_reversal"), &json!(300)));
    assert_eq!(world.events_after(past), ["transfer.reversed"]);
    let event = world.sim.events().pop().unwrap();
    assert_eq!(event["data"]["object"]["amount_reversed"], 300);
    assert_eq!(event["data"]["previous_attributes"]["amount_reversed"], 0);

    world.control(&format!("/_sim/accounts/{payee}/payout"), json!({ "amount": 650 })).await.ok();
    let refused = world.control(&path, json!({})).await;
    assert_eq!((refused.status, refused.code()), (400, "balance_insufficient"));
    let refused = world.post(&format!("/v1/transfers/{transfer}/reversals"), &[("amount", "51")]).await;
    assert_eq!((refused.status, refused.code()), (400, "balance_insufficient"));
    world.sim.reverse(&transfer, Some(50)).unwrap();
    assert_eq!((world.pence(None), world.pence(Some(&payee))), ((350, 0), (0, 0)));
}
