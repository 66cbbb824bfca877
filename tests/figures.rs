//! What happened in a period, and what waits for somebody: the same as whoever counts the lists.

use serde_json::{Value, json};

use crate::world::brand::minor;
use crate::world::{Affiliate, Gql, World};

const SET: &str = "moments clicks sales { count amount { minor } } commission { count amount { minor } } paidOut { count amount { minor } }";

async fn figures(caller: &Gql, from: &str, to: &str) -> Value {
    let document = format!(
        "{{ figures(from: \"{from}\", to: \"{to}\", currency: \"GBP\") {{ currency from to total {{ {SET} }} days {{ day {SET} }} }} }}"
    );
    caller.query(&document, json!({})).await["figures"].take()
}

#[tokio::test]
async fn the_figures_of_a_period_are_those_of_its_days() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    let slug = shop.link(&joe, None).await;
    shop.fund(&world, 50_000).await;
    other.sale("o-1", 70_000, json!({"occurredAt": "2026-03-02T12:00:00Z"})).await;
    for (key, at, amount) in [
        ("o-1", "2026-03-01T23:59:59Z", 10_000),
        ("o-2", "2026-03-02T00:00:00Z", 20_000),
        ("o-3", "2026-03-02T23:59:59Z", 30_000),
        ("o-4", "2026-03-04T12:00:00Z", 40_000),
    ] {
        shop.sale(key, amount, json!({"occurredAt": at, "code": "JOE"})).await;
    }
    let euros = json!({
        "kind": "SALE", "externalId": "e", "currency": "EUR", "amountMinor": 500, "idempotencyKey": "e", "occurredAt": "2026-03-02T12:00:00Z",
    });
    shop.owner.mutate("conversionRecord", euros, "conversion { id }").await;
    let lead = json!({"kind": "LEAD", "externalId": "l", "currency": "GBP", "idempotencyKey": "l", "occurredAt": "2026-03-02T12:00:00Z"});
    shop.owner.mutate("conversionRecord", lead, "conversion { id }").await;
    let spring = figures(&shop.owner, "2026-03-01", "2026-03-04").await;
    let sums = |set: &Value, what: &str| {
        (set[what]["count"].as_str().unwrap().to_owned(), minor(&set[what]["amount"]))
    };
    let days = spring["days"].as_array().unwrap();
    let sales: Vec<(&str, String, i64)> = days
        .iter()
        .map(|day| (day["day"].as_str().unwrap(), sums(day, "sales").0, sums(day, "sales").1))
        .collect();
    let of = |day: &'static str, count: &str, minor: i64| (day, count.to_owned(), minor);
    let expected = [
        of("2026-03-01", "1", 10_000),
        of("2026-03-02", "2", 50_000),
        of("2026-03-03", "0", 0),
        of("2026-03-04", "1", 40_000),
    ];
    assert_eq!(sales, expected);
    assert_eq!(sums(&spring["total"], "sales"), ("4".to_owned(), 100_000));
    // What was recorded of them, and paid, was so today.
    assert_eq!(sums(&spring["total"], "commission"), ("0".to_owned(), 0));
    let middle = figures(&shop.owner, "2026-03-02", "2026-03-02").await;
    assert_eq!(sums(&middle["total"], "sales"), ("2".to_owned(), 50_000));

    shop.review_by("ann").await;
    for _ in 0..2 {
        world.click(&slug).await;
    }
    world.follow(&slug, "a robot").await;
    world
        .until("clicks", || world.sql("SELECT id FROM touches WHERE kind = 'CLICK'"), |rows| rows.len() == 3)
        .await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let refunded =
        shop.owner.query("{ conversion(kind: SALE, externalId: \"o-4\") { id } }", json!({})).await;
    shop.refund(&refunded["conversion"], "r", json!({"amountMinor": 10_000})).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let void = shop.sale("void", 5_000, json!({"code": "JOE"})).await;
    world
        .break_with(&format!(
            "UPDATE commissions SET state = 'VOID', void_reason = 'test' WHERE amount = {}",
            500
        ))
        .await;
    drop(void);
    let today = world.sql("SELECT (now() AT TIME ZONE 'UTC')::date::text AS day, ((now() AT TIME ZONE 'UTC')::date - 1)::text AS before").await[0].clone();
    let (today, before) = (today["day"].as_str().unwrap(), today["before"].as_str().unwrap());
    // Begun yesterday, so that midnight may pass meanwhile.
    let now = figures(&shop.owner, before, today).await;
    let total = &now["total"];
    let clicks = world
        .sql("SELECT count(*)::text AS count FROM touches WHERE kind = 'CLICK' AND verdict = 'VALID'")
        .await;
    assert_eq!((&total["moments"], &total["clicks"]), (&json!("1"), &clicks[0]["count"]));
    assert_ne!(total["clicks"], "3", "robots do not count");
    assert_eq!(sums(total, "sales"), ("1".to_owned(), 5_000));
    assert_eq!(sums(total, "commission").1, 10_000 - 1_000);
    assert_eq!(sums(total, "paidOut"), ("1".to_owned(), 9_000));
    assert_eq!(now["days"].as_array().unwrap().len(), 2);
    let theirs = figures(&other.owner, before, today).await;
    assert_eq!((&theirs["total"]["moments"], sums(&theirs["total"], "paidOut").1), (&json!("0"), 0));

    // What somebody may not read is left out; nothing else is.
    let editor = shop.colleague(&world, "Ed", "EDITOR").await;
    let seen = figures(&editor, before, today).await;
    assert_eq!((&seen["total"]["paidOut"], &seen["days"][0]["paidOut"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["total"]["sales"], total["sales"]);
    let make = json!({"name": "catalogue", "kind": "SECRET", "scopes": ["CATALOGUE_READ"]});
    let key = shop.owner.mutate("apiKeyCreate", make, "secret").await;
    let seen = figures(&shop.owner.with(key["secret"].as_str().unwrap()), before, today).await;
    assert_eq!(
        seen["total"],
        json!({"moments": null, "clicks": null, "sales": null, "commission": null, "paidOut": null})
    );
}

#[tokio::test]
async fn a_period_is_a_year_and_a_little_at_most() {
    let world = World::without_worker().await;
    let owner = world.brand("Shop").await.owner;
    let ask = |from: &str, to: &str| {
        format!("{{ figures(from: \"{from}\", to: \"{to}\", currency: \"GBP\") {{ days {{ day }} }} }}")
    };
    let whole = owner.query(&ask("2025-01-01", "2026-02-04"), json!({})).await;
    let days = whole["figures"]["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[399]["day"]), (400, &json!("2026-02-04")));
    for (from, to) in [
        ("2025-01-01", "2026-02-05"),
        ("2026-03-02", "2026-03-01"),
        ("2026-02-30", "2026-03-01"),
        ("2026-3-1", "2026-03-02"),
        ("", ""),
        ("0001-01-01", "0001-01-02"),
        ("9999-12-30", "9999-12-31"),
        ("2026-03-01T00:00:00Z", "2026-03-02"),
        ("+12026-01-01", "+12026-01-02"),
    ] {
        assert_eq!(owner.error(&ask(from, to), json!({})).await, "PERIOD_INVALID", "{from} {to}");
    }
    let euro = "{ figures(from: \"2026-01-01\", to: \"2026-01-01\", currency: \"XXX\") { currency } }";
    assert_eq!(owner.error(euro, json!({})).await, "UNKNOWN_CURRENCY");
}

const ATTENTION: &str = "{ attention { pendingMoments { count atLeast } flaggedMoments { count } applications { count } claims { count } missedSales { count } \
  heldCommissions { count } payoutsNeedingReview { count } blockedPayouts { count } payoutRunsByState { state count } } }";

#[tokio::test]
async fn what_waits_for_somebody_is_counted_to_a_thousand() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let nothing = shop.owner.query(ATTENTION, json!({})).await["attention"].take();
    assert_eq!(nothing["pendingMoments"], json!({"count": 0, "atLeast": false}));
    assert_eq!(nothing["payoutRunsByState"], json!([]));
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    let ann = Affiliate::sign_up(&world, "Ann").await;
    ann.mutate("enrollmentApply", json!({"programId": program}), "enrollment { id }").await;
    shop.review_by("ann").await;
    let creator = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let claim = json!({"creatorId": creator["creators"]["nodes"][0]["id"], "evidence": "me"});
    joe.graph.mutate("creatorClaimCreate", claim, "claim { id }").await;
    joe.miss_a_sale("A-1").await;
    for n in 0..3 {
        let submit = json!({"kind": "REVIEW", "externalId": format!("m{n}"), "body": "It fits."});
        let moment = shop.owner.mutate("momentSubmit", submit, "moment { id }").await["moment"]["id"].take();
        if n == 0 {
            shop.owner.mutate("momentFlag", json!({"momentId": moment}), "moment { id }").await;
        }
        if n == 1 {
            shop.owner.mutate("momentErase", json!({"momentId": moment}), "moment { id }").await;
        }
    }
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let hold = json!({"commissionId": sale["commissions"][0]["id"], "reason": "odd"});
    shop.owner.mutate("commissionHold", hold, "commission { id }").await;
    let create = json!({"currency": "GBP", "idempotencyKey": "run"});
    let run =
        shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]["id"].take();
    let one = json!({"count": 1});
    let seen = shop.owner.query(ATTENTION, json!({})).await["attention"].take();
    assert_eq!(seen["pendingMoments"], json!({"count": 1, "atLeast": false}));
    for field in ["flaggedMoments", "applications", "claims", "missedSales", "heldCommissions"] {
        assert_eq!(seen[field], one, "{field}");
    }
    assert_eq!(seen["payoutRunsByState"], json!([{"state": "DRAFT", "count": 1}]));
    // Payouts as they stand when a person is needed.
    let uuid = |id: &Value| {
        domain::ids::TypedId::uuid(id.as_str().unwrap().parse::<domain::ids::PayoutRunId>().unwrap())
    };
    for (state, run) in [("NEEDS_REVIEW", uuid(&run)), ("BLOCKED", uuid(&run))] {
        world
            .break_with(&format!(
                "INSERT INTO payouts (tenant_id, id, run_id, affiliate_id, currency, amount, recovered, fee, state, created_at, updated_at) \
                 SELECT tenant_id, gen_random_uuid(), id, gen_random_uuid(), 'GBP', 5, 0, 0, '{state}', now(), now() FROM payout_runs WHERE id = '{run}'"
            ))
            .await;
    }
    let seen = shop.owner.query(ATTENTION, json!({})).await["attention"].take();
    assert_eq!((&seen["payoutsNeedingReview"], &seen["blockedPayouts"]), (&one, &one));

    let more = |count: usize| {
        format!(
            "INSERT INTO moments SELECT (jsonb_populate_record(s.m, jsonb_build_object('id', gen_random_uuid(), 'external_id', 'x' || n || random()))).* \
             FROM (SELECT m FROM moments m WHERE moderation = 'PENDING' AND visibility = 'VISIBLE' LIMIT 1) s, generate_series(1, {count}) n"
        )
    };
    for (count, at_least) in [(999, false), (1, true)] {
        world.break_with(&more(count)).await;
        let seen = shop.owner.query(ATTENTION, json!({})).await["attention"].take();
        assert_eq!(seen["pendingMoments"], json!({"count": 1_000, "atLeast": at_least}));
    }
    let theirs = other.owner.query(ATTENTION, json!({})).await["attention"].take();
    assert_eq!(theirs, nothing_but_zero());
    let editor = shop.colleague(&world, "Ed", "EDITOR").await;
    let seen = editor.query(ATTENTION, json!({})).await["attention"].take();
    assert_eq!((&seen["payoutsNeedingReview"], &seen["payoutRunsByState"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["applications"], one);
}

fn nothing_but_zero() -> Value {
    let zero = json!({"count": 0});
    json!({
        "pendingMoments": {"count": 0, "atLeast": false}, "flaggedMoments": zero, "applications": zero, "claims": zero, "missedSales": zero,
        "heldCommissions": zero, "payoutsNeedingReview": zero, "blockedPayouts": zero, "payoutRunsByState": [],
    })
}
