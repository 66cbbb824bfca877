//! `POST /v1/events`: what is taken, from whom, and what is refused with which code.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Shown, assert_adds_up, counts, now, report, report_as, rows, until_counts};
use crate::world::{BROWSER, World};

#[tokio::test]
async fn one_report_is_touches_and_engagement_each_once() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    let events: Vec<Value> =
        ["VIEW", "LIKE", "COMMENT", "SAVE", "SHARE", "PRODUCT_CLICK"].map(|kind| cup.event(kind)).into();
    report(&page, &events).await;
    until_counts(&world, &shop.owner, &cup.id, [1; 6]).await;
    // The words of touches say the same of a view; a moment that is opened is a touch alone.
    report(&page, &[cup.event("MOMENT_VIEW"), cup.event("MOMENT_CLICK")]).await;
    let touches = || world.sql("SELECT kind, verdict FROM touches ORDER BY occurred_at, id");
    let mut touches = world.until("touches", touches, |rows| rows.len() == 4).await;
    touches.sort_by_key(ToString::to_string);
    let touch = |kind: &str, verdict: &str| json!({"kind": kind, "verdict": verdict});
    let expected = [
        touch("MOMENT_CLICK", "DUPLICATE"),
        touch("MOMENT_CLICK", "VALID"),
        touch("MOMENT_VIEW", "DUPLICATE"),
        touch("MOMENT_VIEW", "VALID"),
    ];
    assert_eq!(touches, expected, "who went to the product has opened it, and seen it");
    assert_eq!(assert_adds_up(&world).await, 6);
    assert_eq!(counts(&shop.owner, &cup.id).await, [1; 6]);
}

#[tokio::test]
async fn what_is_refused_says_why_and_keeps_nothing_else_out() {
    let world = World::new().await;
    let (shop, elsewhere) = (world.brand("Shop").await, world.brand("Elsewhere").await);
    let page = shop.key("PUBLISHABLE").await;
    let (cup, plate) = (Shown::by(&shop, "ann").await, Shown::by(&shop, "bea").await);
    let theirs = Shown::by(&elsewhere, "eve").await;
    let with = |name: &str, value: Value| {
        let mut event = cup.event("LIKE");
        event[name] = value;
        event
    };
    let mut without = cup.event("LIKE");
    without.as_object_mut().unwrap().remove("token");
    let bad = [
        ("TOKEN_INVALID", theirs.event("LIKE")),
        ("TOKEN_INVALID", with("momentId", json!(theirs.id))),
        ("TOKEN_INVALID", with("momentId", json!(plate.id))),
        ("TOKEN_INVALID", with("token", json!("forged"))),
        ("TOKEN_INVALID", with("token", json!(""))),
        ("MALFORMED", without),
        ("KIND_INVALID", cup.event("STARE")),
        ("KIND_INVALID", cup.event("like")),
        ("TOO_OLD", cup.at("LIKE", now() - Duration::hours(49))),
        ("IN_FUTURE", cup.at("LIKE", now() + Duration::minutes(6))),
        ("OCCURRED_AT_INVALID", with("occurredAt", json!("yesterday"))),
        ("CLICK_ID_INVALID", with("clickId", json!("made up"))),
        ("MALFORMED", with("address", json!("192.0.2.1"))),
        ("MALFORMED", with("actor", json!("somebody"))),
        ("MALFORMED", json!(["LIKE"])),
    ];
    let mut events: Vec<Value> = bad.iter().map(|(_, event)| event.clone()).collect();
    events.push(cup.event("SAVE"));
    let answer = report_as(&page, BROWSER, &events).await;
    let refused: Vec<Value> =
        bad.iter().enumerate().map(|(index, (code, _))| json!({"index": index, "code": code})).collect();
    assert_eq!(answer, json!({"accepted": 1, "refused": refused}));
    until_counts(&world, &shop.owner, &cup.id, [0, 0, 0, 1, 0, 0]).await;
    assert_eq!(rows(&world).await, 1);

    // A key of somebody else's, or none, and pages that are not named.
    let call = |caller: &crate::world::Gql| {
        caller.request(Method::POST, "/v1/events").json(&json!({"events": [cup.event("LIKE")]})).send()
    };
    assert_eq!(call(&world.stranger()).await.unwrap().status(), 401);
    let answer = report_as(&elsewhere.key("PUBLISHABLE").await, BROWSER, &[cup.event("LIKE")]).await;
    assert_eq!(answer["refused"][0]["code"], "TOKEN_INVALID");
}

#[tokio::test]
async fn a_beacon_is_read_whatever_it_calls_itself() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    shop.owner.mutate("tenantUpdate", json!({"origins": ["https://shop.example"]}), "tenant { id }").await;
    let body = json!({"key": page.credential, "events": [cup.event("SHARE")]}).to_string();
    let send = async |origin: &'static str| {
        let call = world.stranger().request(Method::POST, "/v1/events").header("origin", origin);
        let call = call.header("content-type", "text/plain;charset=UTF-8").header("user-agent", BROWSER);
        call.body(body.clone()).send().await.unwrap()
    };
    let answer = send("https://shop.example").await;
    assert_eq!(answer.status(), 202);
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://shop.example");
    assert_eq!(send("https://evil.example").await.status(), 403);
    until_counts(&world, &shop.owner, &cup.id, [0, 0, 0, 0, 1, 0]).await;
}

#[tokio::test]
async fn programs_engage_nobody() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    let answer = report_as(&page, "curl/8.0", &[cup.event("LIKE"), cup.event("VIEW")]).await;
    assert_eq!(answer["accepted"], 2, "they are not told");
    report(&page, &[cup.event("SAVE")]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 0, 0, 1, 0, 0]).await;
    let touches = world.until("touches", || world.sql("SELECT verdict FROM touches"), |rows| rows.len() == 1);
    assert_eq!(touches.await, [json!({"verdict": "BOT"})]);
}

#[tokio::test]
async fn who_does_not_consent_is_a_hash_of_the_day_and_nothing_else_is_kept() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let slug = shop.link(&joe, None).await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    let silent = world.click(&slug).await;
    let spoken = shop.consented(&silent).await;
    // Two browsers with no click, one with a click and no consent, and one with consent, twice.
    report_as(&page, "Mozilla/5.0 one", &[cup.event("LIKE")]).await;
    report_as(&page, "Mozilla/5.0 two", &[cup.event("LIKE")]).await;
    report_as(&page, "Mozilla/5.0 three", &[cup.by_click("LIKE", &silent)]).await;
    report_as(&page, "Mozilla/5.0 four", &[cup.by_click("LIKE", &spoken)]).await;
    report_as(&page, "Mozilla/5.0 five", &[cup.by_click("LIKE", &spoken)]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 4, 0, 0, 0, 0]).await;
    let lengths = "SELECT octet_length(actor) AS bytes, count(*) AS n FROM engagements GROUP BY 1 ORDER BY 1";
    assert_eq!(world.sql(lengths).await, [json!({"bytes": 16, "n": 1}), json!({"bytes": 32, "n": 3})]);
    let known = "SELECT count(*) AS n FROM engagements e JOIN touches t ON decode(replace(t.visitor_id::text, '-', ''), 'hex') = e.actor";
    assert_eq!(world.sql(known).await[0]["n"], 1, "only the one who consents is the browser of a touch");
    // Yesterday's hash of the same browser is another.
    let yesterday = now() - Duration::days(1);
    report_as(&page, "Mozilla/5.0 one", &[cup.at("LIKE", yesterday)]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 5, 0, 0, 0, 0]).await;
    let hashes = world.sql("SELECT count(DISTINCT actor) AS n FROM engagements").await;
    assert_eq!(hashes[0]["n"], 5);
    let all = world.sql("SELECT row_to_json(e)::text AS row FROM engagements e").await;
    assert!(all.iter().all(|row| !row["row"].as_str().unwrap().contains("127.0.0.1")), "{all:?}");
}
