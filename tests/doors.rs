//! The same thing said through different doors: GraphQL, REST and Stripe's webhook.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Brand, Gql, World, brand::minor};

/// A sound report, as both doors take it.
fn report(external_id: &str, more: Value) -> Value {
    let mut report = json!({
        "kind": "SALE", "externalId": external_id, "currency": "GBP",
        "lines": [{"sku": "MUG", "quantity": 1, "amountMinor": 1_000}],
    });
    for (name, value) in more.as_object().unwrap() {
        report[name] = value.clone();
    }
    report
}

/// Status and body of `POST /v1/conversions`.
async fn rest(caller: &Gql, body: &Value, key: Option<&str>) -> (u16, Value) {
    let mut call = caller.request(Method::POST, "/v1/conversions").json(body);
    if let Some(key) = key {
        call = call.header("idempotency-key", key);
    }
    let answer = call.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// The payload of `conversionRecord`.
async fn graph(caller: &Gql, report: &Value, key: &str) -> Value {
    let mut input = report.clone();
    input["idempotencyKey"] = json!(key);
    caller.attempt("conversionRecord", input, "repeated conversion { id }").await
}

/// How many rows each table of a sale has.
async fn counts(world: &World) -> Value {
    let tables = [
        "conversions",
        "conversion_lines",
        "customers",
        "identity_edges",
        "conversion_visitors",
        "touches",
        "attributions",
        "credits",
        "commissions",
        "ledger_entries",
        "ledger_postings",
        "idempotency_keys",
        "outbox",
        "audit_log",
    ];
    let counted = tables.map(|t| format!("(SELECT count(*) FROM {t}) AS {t}")).join(", ");
    world.sql(&format!("SELECT {counted}")).await.remove(0)
}

async fn shop(world: &World) -> Brand {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE10").await;
    shop
}

#[tokio::test]
async fn a_bad_conversion_is_refused_alike_and_leaves_nothing() {
    let world = World::without_worker().await;
    let shop = shop(&world).await;
    let elsewhere = world.brand("Elsewhere").await;
    let program = elsewhere.program("AFFILIATES", 1_000, 30).await;
    let eve = elsewhere.affiliate(&world, &program, "Eve").await;
    let foreign = world.click(&elsewhere.link(&eve, None).await).await;
    let before = counts(&world).await;
    let line = |quantity: i64, minor: Value| json!({"lines": [{"sku": "A", "quantity": quantity, "amountMinor": minor}]});
    let long = "x".repeat(201);
    let bad = [
        ("AMOUNT_OUT_OF_RANGE", line(1, json!(-1))),
        ("AMOUNT_OUT_OF_RANGE", line(1, json!("1000000000001"))),
        (
            "AMOUNT_OUT_OF_RANGE",
            json!({"lines": [{"sku": "A", "quantity": 1, "amountMinor": 900_000_000_000i64}, {"sku": "B", "quantity": 1, "amountMinor": 900_000_000_000i64}]}),
        ),
        ("AMOUNT_MISMATCH", json!({"amountMinor": 999})),
        ("AMOUNT_MISSING", json!({"lines": []})),
        ("ZERO_SALE", line(1, json!(0))),
        ("QUANTITY_OUT_OF_RANGE", line(0, json!(5))),
        ("UNKNOWN_CURRENCY", json!({"currency": "XXX"})),
        ("UNKNOWN_CURRENCY", json!({"currency": "gbp "})),
        ("MISSING", json!({"externalId": " "})),
        ("TOO_LONG", json!({"externalId": long})),
        ("TOO_LONG", json!({"customer": long})),
        ("TOO_LONG", json!({"clickIds": ["x".repeat(1_001)]})),
        ("CONTROL_CHARACTERS", json!({"customer": "a\u{7}b"})),
        ("CODE_EMPTY", json!({"code": " "})),
        ("CODE_TOO_LONG", json!({"code": "x".repeat(65)})),
        ("CODE_CHARACTER", json!({"code": "JOE%10"})),
        ("TOO_MANY_CLICK_IDS", json!({"clickIds": vec!["x"; 11]})),
        (
            "TOO_MANY_LINES",
            json!({"lines": vec![json!({"sku": "A", "quantity": 1, "amountMinor": 1}); 1_001]}),
        ),
        ("LEAD_WITH_LINES", json!({"kind": "LEAD"})),
        ("IN_FUTURE", json!({"occurredAt": "2999-01-01T00:00:00Z"})),
        ("FOREIGN_CLICK_ID", json!({"customer": "c", "code": "JOE10", "clickIds": [foreign]})),
        ("FOREIGN_CLICK_ID", json!({"customer": "c", "clickIds": ["made up"]})),
    ];
    let key = shop.key("SECRET").await;
    let with_key = counts(&world).await;
    for (n, (code, more)) in bad.into_iter().enumerate() {
        let report = report(&format!("o-{n}"), more);
        let (status, body) = rest(&key, &report, Some(&format!("r-{n}"))).await;
        assert_eq!((status, &body["error"]["code"]), (422, &json!(code)), "{report}\n{body}");
        if code == "TOO_MANY_LINES" {
            // GraphQL's own limit of a list is met first.
            let document =
                "mutation($i: ConversionRecordInput!) { conversionRecord(input: $i) { repeated } }";
            let mut input = report.clone();
            input["idempotencyKey"] = json!("g");
            assert_eq!(key.error(document, json!({"i": input})).await, "LIST_TOO_LONG");
            continue;
        }
        let payload = graph(&key, &report, &format!("g-{n}")).await;
        assert_eq!(payload["userErrors"][0]["code"], code, "{report}");
        assert!(payload["conversion"].is_null());
    }
    assert_eq!(counts(&world).await, with_key);
    assert_eq!(before["conversions"], 0);

    // What is no report at all is malformed at the edge, in the words of each door.
    for (more, rest_code) in [(json!({"total": 5}), "MALFORMED"), (json!({"kind": "GIFT"}), "UNKNOWN_KIND")] {
        let report = report("o-x", more);
        let (status, body) = rest(&key, &report, None).await;
        assert!(status == 400 || status == 422, "{body}");
        assert_eq!(body["error"]["code"], rest_code);
        let document = "mutation($i: ConversionRecordInput!) { conversionRecord(input: $i) { repeated } }";
        let mut input = report.clone();
        input["idempotencyKey"] = json!("g-x");
        assert_eq!(key.error(document, json!({"i": input})).await, "GRAPHQL_VALIDATION_FAILED");
    }
    assert_eq!(counts(&world).await, with_key);
}

#[tokio::test]
async fn a_repeat_returns_the_first_whatever_door_it_comes_through() {
    let world = World::without_worker().await;
    let shop = shop(&world).await;
    let key = shop.key("SECRET").await;
    let by_rest = report("o-1", json!({"code": "JOE10", "customer": "c-1"}));
    let (status, first) = rest(&key, &by_rest, Some("k-1")).await;
    assert_eq!((status, &first["repeated"]), (201, &json!(false)), "{first}");
    let after_first = counts(&world).await;
    let (status, again) = rest(&key, &by_rest, Some("k-1")).await;
    assert_eq!(
        (status, &again["repeated"], &again["conversion"]["id"]),
        (200, &json!(true), &first["conversion"]["id"])
    );
    let (status, _) = rest(&key, &by_rest, None).await;
    assert_eq!(status, 200);
    let payload = graph(&key, &by_rest, "another").await;
    assert_eq!(
        (&payload["repeated"], &payload["conversion"]["id"]),
        (&json!(true), &first["conversion"]["id"])
    );
    let mut now = counts(&world).await;
    now["idempotency_keys"] = after_first["idempotency_keys"].clone();
    assert_eq!(now, after_first);

    // Another door first, then this one.
    let by_graph = report("o-2", json!({"code": "JOE10"}));
    let payload = graph(&key, &by_graph, "k-2").await;
    let (status, again) = rest(&key, &by_graph, None).await;
    assert_eq!((status, &again["conversion"]["id"]), (200, &payload["conversion"]["id"]));

    // The same id with other contents, and the same key for something else, are refused in both.
    let other = report("o-1", json!({"code": "JOE10", "customer": "c-2"}));
    let before = counts(&world).await;
    let (status, body) = rest(&key, &other, Some("k-3")).await;
    assert_eq!((status, &body["error"]["code"]), (422, &json!("CONVERSION_DIFFERS")));
    assert_eq!(graph(&key, &other, "k-4").await["userErrors"][0]["code"], "CONVERSION_DIFFERS");
    let fresh = report("o-3", json!({}));
    let (status, body) = rest(&key, &fresh, Some("k-1")).await;
    assert_eq!((status, &body["error"]["code"]), (422, &json!("IDEMPOTENCY_KEY_REUSED")));
    assert_eq!(graph(&key, &fresh, "k-2").await["userErrors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(counts(&world).await, before);
    // A sale and a lead of one id are two things.
    let lead = json!({"kind": "LEAD", "externalId": "o-1", "currency": "GBP"});
    assert_eq!(rest(&key, &lead, None).await.0, 201);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn the_same_sale_reported_many_times_at_once_is_one() {
    let world = World::without_worker().await;
    let shop = shop(&world).await;
    let key = shop.key("SECRET").await;
    let sale = report("o-1", json!({"code": "JOE10", "customer": "c-1"}));
    let by_rest = futures::future::join_all((0..4).map(|_| rest(&key, &sale, None)));
    let by_graph = futures::future::join_all((0..4).map(|n| {
        let (key, sale) = (&key, &sale);
        async move { graph(key, sale, &format!("k-{n}")).await }
    }));
    let (by_rest, by_graph) = tokio::join!(by_rest, by_graph);
    let mut ids: Vec<String> = by_rest.iter().map(|(_, body)| body["conversion"]["id"].to_string()).collect();
    ids.extend(by_graph.iter().map(|payload| payload["conversion"]["id"].to_string()));
    ids.dedup();
    assert_eq!(ids.len(), 1, "{by_rest:#?}\n{by_graph:#?}");
    let firsts = by_rest.iter().filter(|(_, b)| b["repeated"] == false).count()
        + by_graph.iter().filter(|p| p["repeated"] == false).count();
    assert_eq!(firsts, 1);
    assert_eq!(shop.commissions().await, json!({"PENDING": 100}));
    world.assert_ledger_sound().await;
}

/// Nobody's row is locked that would make them wait for each other, as a customer's is.
#[tokio::test]
async fn one_key_at_once_is_one_sale_whoever_bought() {
    let world = World::without_worker().await;
    let shop = shop(&world).await;
    let key = shop.key("SECRET").await;
    let nobody = report("o-1", json!({"code": "JOE10"}));
    let answers = futures::future::join_all((0..8).map(|_| rest(&key, &nobody, None))).await;
    let ids: BTreeSet<String> = answers.iter().map(|(_, b)| b["conversion"]["id"].to_string()).collect();
    let firsts = answers.iter().filter(|(status, _)| *status == 201).count();
    assert_eq!((ids.len(), firsts), (1, 1), "{answers:#?}");

    let bought_by = |who: usize| report("o-2", json!({"code": "JOE10", "customer": format!("c-{who}")}));
    let sales: Vec<Value> = (0..8).map(bought_by).collect();
    let answers = futures::future::join_all(sales.iter().map(|sale| rest(&key, sale, None))).await;
    let mut told: Vec<(u16, &Value)> =
        answers.iter().map(|(status, body)| (*status, &body["error"]["code"])).collect();
    told.sort_by_key(|(status, _)| *status);
    let differs = json!("CONVERSION_DIFFERS");
    assert!(told[0] == (201, &Value::Null) && told[1..].iter().all(|t| t.1 == &differs), "{answers:#?}");
    assert_eq!(shop.commissions().await, json!({"PENDING": 200}));
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn the_rest_door_knows_who_knocks_and_what_they_bring() {
    let world = World::without_worker().await;
    let shop = shop(&world).await;
    let key = shop.key("SECRET").await;
    let sale = report("o-1", json!({}));
    assert_eq!(rest(&world.stranger(), &sale, None).await.0, 401);
    let publishable = shop.key("PUBLISHABLE").await;
    let (status, body) = rest(&publishable, &sale, None).await;
    assert_eq!((status, &body["error"]["code"]), (403, &json!("FORBIDDEN")));
    let call = |content_type: &str, body: String| {
        let call = key.request(Method::POST, "/v1/conversions").header("content-type", content_type);
        async move { call.body(body).send().await.unwrap().status().as_u16() }
    };
    assert_eq!(call("text/plain", sale.to_string()).await, 415);
    assert_eq!(call("application/json", "{".into()).await, 400);
    assert_eq!(call("application/json", format!("{}{sale}", " ".repeat(262_144))).await, 413);
    let (status, body) = rest(&key, &sale, Some(&"k".repeat(256))).await;
    assert_eq!((status, &body["error"]["code"]), (400, &json!("IDEMPOTENCY_KEY_INVALID")));
    let answer = key.request(Method::GET, "/v1/conversions").send().await.unwrap();
    assert_eq!(answer.status(), 405);
    assert!(answer.headers().contains_key("allow"));
    assert_eq!(counts(&world).await["conversions"], 0);
    let (status, body) = rest(&key, &sale, None).await;
    assert_eq!((status, &body["conversion"]["amountMinor"]), (201, &json!(1_000)));
}

/// Hands an event in at Stripe's door.
async fn webhook(world: &World, signature: &str, body: &str) -> u16 {
    let call = world.stranger().request(Method::POST, "/v1/stripe/webhook");
    let call = call.header("stripe-signature", signature).header("content-type", "application/json");
    call.body(body.to_owned()).send().await.unwrap().status().as_u16()
}

fn now() -> i64 {
    i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap()
}

#[tokio::test]
async fn stripes_door_opens_to_fresh_signatures_over_exactly_these_bytes() {
    let world = World::without_worker().await;
    let stored = || world.sql("SELECT id, kind, outcome FROM stripe_events ORDER BY id");
    let body = json!({"id": "evt_one", "type": "a.thing", "data": {"object": {}}}).to_string();
    let good = stripe_sim::sign("whsec_tests", now(), &body);
    let stale = stripe_sim::sign("whsec_tests", now() - 301, &body);
    let ahead = stripe_sim::sign("whsec_tests", now() + 400, &body);
    let forged = stripe_sim::sign("whsec_other", now(), &body);
    for (why, signature) in [
        ("forged", forged.as_str()),
        ("stale", &stale),
        ("of the future", &ahead),
        ("none", ""),
        ("no signature", "t=1,v1=00"),
    ] {
        assert_eq!(webhook(&world, signature, &body).await, 400, "{why}");
    }
    // A good signature over other bytes is none, even where the JSON means the same.
    assert_eq!(webhook(&world, &good, &format!("{body} ")).await, 400);
    assert_eq!(stored().await, Vec::<Value>::new());
    assert_eq!(webhook(&world, &good, &body).await, 200);
    assert_eq!(webhook(&world, &good, &body).await, 200);
    assert_eq!(stored().await, [json!({"id": "evt_one", "kind": "a.thing", "outcome": null})]);
    let counted =
        world.stranger().request(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    let counted: Vec<&str> = counted.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        counted,
        [
            "tributary_stripe_events_stored_total 2",
            "tributary_stripe_events_refused_total{reason=\"unreadable\"} 2",
            "tributary_stripe_events_refused_total{reason=\"stale\"} 2",
            "tributary_stripe_events_refused_total{reason=\"forged\"} 2",
        ]
    );
    for unreadable in ["", "[]", "{\"id\": \"evt_two\"}"] {
        let signature = stripe_sim::sign("whsec_tests", now(), unreadable);
        assert!((400..500).contains(&webhook(&world, &signature, unreadable).await), "{unreadable}");
    }
    assert_eq!(stored().await.len(), 1);
}

#[tokio::test]
async fn an_event_is_applied_once_and_a_strange_one_is_kept_and_ignored() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    shop.fund(&world, 10_000).await;
    let wallet = shop.wallet().await;
    let entries = || world.sql("SELECT posting_key FROM ledger_entries ORDER BY 1");
    let before = entries().await;
    // Everything Stripe has said so far comes again: under its own ids, and under new ones.
    let events = world.sql("SELECT payload FROM stripe_events ORDER BY received_at").await;
    assert!(events.len() >= 2, "{events:?}");
    for (n, event) in events.iter().enumerate() {
        let payload = event["payload"].as_str().unwrap();
        assert_eq!(webhook(&world, &stripe_sim::sign("whsec_tests", now(), payload), payload).await, 200);
        let mut renamed: Value = serde_json::from_str(payload).unwrap();
        renamed["id"] = json!(format!("evt_again_{n}"));
        let payload = renamed.to_string();
        assert_eq!(webhook(&world, &stripe_sim::sign("whsec_tests", now(), &payload), &payload).await, 200);
    }
    let strange = [
        (
            "evt_strange",
            json!({"id": "evt_strange", "created": now(), "type": "invoice.from_the_future", "data": {"object": {}}}),
            "IGNORED",
        ),
        (
            "evt_empty",
            json!({"id": "evt_empty", "created": now(), "type": "checkout.session.completed", "data": {}}),
            "NOT_OURS",
        ),
        (
            "evt_others",
            json!({"id": "evt_others", "created": now(), "type": "account.updated", "data": {"object": {"id": "acct_others"}}}),
            "NOT_OURS",
        ),
        (
            "evt_nowhere",
            json!({"id": "evt_nowhere", "created": now(), "type": "transfer.created", "data": {"object": {"id": "tr_1", "amount": 5, "currency": "gbp", "destination": "acct_x", "metadata": {"tenant": shop.tenant, "payout": "payout_00000000000000000000000001"}}}}),
            "TRANSFER_WITHOUT_PAYOUT",
        ),
    ];
    for (_, event, _) in &strange {
        let body = event.to_string();
        assert_eq!(webhook(&world, &stripe_sim::sign("whsec_tests", now(), &body), &body).await, 200);
    }
    let open = || world.sql("SELECT id FROM stripe_events WHERE applied_at IS NULL");
    world.until("the inbox", open, Vec::is_empty).await;
    for (id, _, outcome) in &strange {
        let row = world.sql(&format!("SELECT outcome FROM stripe_events WHERE id = '{id}'")).await;
        assert_eq!(row, [json!({"outcome": outcome})], "{id}");
    }
    assert_eq!(entries().await, before);
    assert_eq!(shop.wallet().await, wallet);
    // A transfer for a payout nobody knows is an alarm, which the check does not clear.
    world.assert_ledger_sound().await;
    let alarms = world.sql("SELECT invariant, detail FROM ledger_findings WHERE cleared_at IS NULL").await;
    let detail = "tr_1: 5 for payout_00000000000000000000000001";
    assert_eq!(alarms, [json!({"invariant": "TRANSFER_WITHOUT_PAYOUT", "detail": detail})]);
}

#[tokio::test]
async fn an_event_of_an_unpaid_funding_moves_nothing() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let input = json!({"currency": "GBP", "amountMinor": 5_000, "idempotencyKey": "f"});
    shop.owner.mutate("walletFund", input.clone(), "funding { id }").await;
    // The same key is the same funding; the same key with another amount is refused; no amount below one is taken.
    let again = shop.owner.mutate("walletFund", input, "funding { id checkoutUrl }").await;
    assert_eq!(world.sql("SELECT id FROM fundings").await.len(), 1);
    let reused = json!({"currency": "GBP", "amountMinor": 5_001, "idempotencyKey": "f"});
    assert_eq!(shop.owner.refused("walletFund", reused).await, "IDEMPOTENCY_KEY_REUSED");
    for wrong in [0, -5] {
        let input = json!({"currency": "GBP", "amountMinor": wrong, "idempotencyKey": format!("w{wrong}")});
        assert_eq!(shop.owner.refused("walletFund", input).await, "AMOUNT_OUT_OF_RANGE");
    }
    // Unpaid, it stays unpaid, whatever an event claims: Stripe is asked, and its answer counts.
    let funding = again["funding"]["id"].clone();
    let object = json!({"payment_status": "paid", "payment_intent": "pi_1", "metadata": {"tenant": shop.tenant, "funding": funding}});
    let event = json!({"id": "evt_unpaid", "created": now(), "type": "checkout.session.completed", "data": {"object": object}}).to_string();
    assert_eq!(webhook(&world, &stripe_sim::sign("whsec_tests", now(), &event), &event).await, 200);
    let outcome =
        || world.sql("SELECT outcome FROM stripe_events WHERE id = 'evt_unpaid' AND applied_at IS NOT NULL");
    let rows = world.until("the event", outcome, |rows| rows.len() == 1).await;
    assert_eq!(rows[0]["outcome"], "LOOKED_AT_SOON");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(world.sql("SELECT state FROM fundings").await, [json!({"state": "CREATED"})]);
    // A payment for a funding that nobody remembers, as after a restore, is on its way again, and nothing reaches the wallet
    // before Stripe was asked.
    let lost: domain::ids::FundingId = store::new_id();
    let object = json!({"id": "pi_2", "amount": 700, "currency": "gbp", "metadata": {"tenant": shop.tenant, "funding": lost.to_string()}});
    let event = json!({"id": "evt_lost", "created": now(), "type": "payment_intent.succeeded", "data": {"object": object}}).to_string();
    assert_eq!(webhook(&world, &stripe_sim::sign("whsec_tests", now(), &event), &event).await, 200);
    let adopted =
        || world.sql("SELECT outcome FROM stripe_events WHERE id = 'evt_lost' AND applied_at IS NOT NULL");
    let rows = world.until("the funding", adopted, |rows| rows.len() == 1).await;
    assert_eq!(rows[0]["outcome"], "ADOPTED");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let states = world.sql("SELECT state FROM fundings ORDER BY amount").await;
    assert_eq!(states.iter().filter(|row| row["state"] == "STARTED").count(), 1, "{states:?}");
    let wallet = shop.owner.query("{ wallet(currency: \"GBP\") { balance { minor } } }", json!({})).await;
    assert_eq!(minor(&wallet["wallet"]["balance"]), 0);
}

#[tokio::test]
async fn a_page_may_ask_the_graph_with_a_publishable_key_from_its_tenants_origins_alone() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    shop.owner.mutate("tenantUpdate", json!({"origins": ["https://shop.example"]}), "tenant { id }").await;
    let public = shop.key("PUBLISHABLE").await;
    let secret = shop.key("SECRET").await;
    let ask = |caller: &Gql, origin: &str, document: &str| {
        let call = caller.request(Method::POST, "/graphql").header("origin", origin);
        call.json(&json!({"query": document})).send()
    };
    let allowed = |answer: &reqwest::Response| {
        answer.headers().get("access-control-allow-origin").map(|origin| origin.to_str().unwrap().to_owned())
    };
    let feeds = "{ feed(handle: \"none\") { id } }";
    let at_home = ask(&public, "https://shop.example", feeds).await.unwrap();
    assert_eq!(allowed(&at_home).as_deref(), Some("https://shop.example"));
    assert_eq!(at_home.headers().get("access-control-allow-credentials"), None);
    // The page may read why it was refused, too.
    let wrong = ask(&public, "https://shop.example", "{ wrong }").await.unwrap();
    assert_eq!(allowed(&wrong).as_deref(), Some("https://shop.example"));
    let body: Value = wrong.json().await.unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    let torn = public.request(Method::POST, "/graphql").header("origin", "https://shop.example");
    let torn = torn.header("content-type", "application/json").body("{").send().await.unwrap();
    assert_eq!((torn.status().as_u16(), allowed(&torn).as_deref()), (400, Some("https://shop.example")));

    let elsewhere = ask(&public, "https://evil.example", feeds).await.unwrap();
    assert_eq!(allowed(&elsewhere), None);
    let body: Value = elsewhere.json().await.unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "ORIGIN_NOT_ALLOWED", "{body}");
    // What only a server may hold opens no page.
    for caller in [&secret, &shop.owner, &world.stranger()] {
        assert_eq!(allowed(&ask(caller, "https://shop.example", feeds).await.unwrap()), None);
    }
    let preflight = public.request(Method::OPTIONS, "/graphql").header("origin", "https://shop.example");
    let preflight = preflight.send().await.unwrap();
    assert_eq!(preflight.status(), 204);
    assert_eq!(preflight.headers()["access-control-allow-methods"], "GET, POST");
}
