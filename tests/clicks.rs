//! The redirect, the script and the collector.

use std::io::Write;

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::world::{Affiliate, BROWSER, Brand, Gql, World, brand::minor};

async fn shop(world: &World) -> (Brand, Affiliate, String) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    let slug = shop.link(&joe, None).await;
    (shop, joe, slug)
}

/// One visit, with these headers.
async fn visit(world: &World, method: Method, slug: &str, headers: &[(&str, &str)]) -> reqwest::Response {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .build()
        .unwrap();
    let mut call = http.request(method, format!("{}/r/{slug}", world.url));
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    call.send().await.unwrap()
}

fn click_id(answer: &reqwest::Response) -> String {
    let location: url::Url = answer.headers()[header::LOCATION].to_str().unwrap().parse().unwrap();
    location.query_pairs().find(|(k, _)| k == "trb_click").unwrap().1.into_owned()
}

async fn touches(world: &World, count: usize) -> Vec<Value> {
    let ask = || world.sql("SELECT kind, verdict, reason FROM touches ORDER BY occurred_at, id");
    world.until("touches", ask, |rows| rows.len() == count).await
}

#[tokio::test]
async fn a_click_leads_on_with_a_signed_id_and_keeps_what_the_address_said() {
    let world = World::without_worker().await;
    let (shop, _, slug) = shop(&world).await;
    let answer = visit(&world, Method::GET, &slug, &[("user-agent", BROWSER)]).await;
    assert_eq!(answer.status(), 302);
    let location = answer.headers()[header::LOCATION].to_str().unwrap();
    let click = click_id(&answer);
    assert_eq!(location, format!("https://shop.example/p?x=1&trb_click={click}#top"));
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains(&click) && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    // The id counts; with any other character in it, it does not.
    let sale = shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(minor(&sale["attribution"]["pool"]), 1_000);
    for at in [0, 10, click.len() / 2, click.len() - 2] {
        let mut forged = click.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let input = json!({"kind": "SALE", "externalId": format!("f-{at}"), "currency": "GBP", "amountMinor": 100,
            "clickIds": [String::from_utf8(forged).unwrap()], "idempotencyKey": format!("f-{at}")});
        assert_eq!(shop.owner.refused("conversionRecord", input).await, "FOREIGN_CLICK_ID", "{at}");
    }
}

#[tokio::test]
async fn what_is_no_persons_first_click_is_kept_with_its_reason_and_earns_nothing() {
    let world = World::new().await;
    let (shop, _, slug) = shop(&world).await;
    let bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    let browser = ("user-agent", BROWSER);
    type Headers = Vec<(&'static str, &'static str)>;
    let odd: [(&str, Method, Headers); 4] = [
        ("KNOWN_BOT", Method::GET, vec![("user-agent", bot)]),
        ("NO_USER_AGENT", Method::GET, vec![]),
        ("HEAD_REQUEST", Method::HEAD, vec![browser]),
        ("PREFETCH", Method::GET, vec![browser, ("sec-purpose", "prefetch;prerender")]),
    ];
    for (n, (reason, method, headers)) in odd.into_iter().enumerate() {
        let answer = visit(&world, method, &slug, &headers).await;
        assert_eq!(answer.status(), 302, "{reason}");
        assert!(!answer.headers().contains_key(header::SET_COOKIE), "{reason}");
        let rows = touches(&world, n + 1).await;
        assert!(
            rows.contains(&json!({"kind": "CLICK", "verdict": "BOT", "reason": reason})),
            "{reason} {rows:#?}"
        );
        let sale = shop.sale(reason, 10_000, json!({"clickIds": [click_id(&answer)]})).await;
        assert_eq!(sale["state"], "UNATTRIBUTED", "{reason}");
    }
    // A repeat within the hour is kept and told apart; the first counts.
    let first = visit(&world, Method::GET, &slug, &[browser]).await;
    let repeat = visit(&world, Method::GET, &slug, &[browser]).await;
    let rows = touches(&world, 6).await;
    assert!(rows.contains(&json!({"kind": "CLICK", "verdict": "VALID", "reason": null})));
    assert!(
        rows.contains(&json!({"kind": "CLICK", "verdict": "DUPLICATE", "reason": "REPEAT"})),
        "{rows:#?}"
    );
    let sale = shop.sale("repeat", 10_000, json!({"clickIds": [click_id(&repeat)]})).await;
    assert_eq!(sale["state"], "UNATTRIBUTED");
    let sale = shop.sale("first", 10_000, json!({"clickIds": [click_id(&first)]})).await;
    assert_eq!(minor(&sale["attribution"]["pool"]), 1_000);
    // A browser that sends its cookie along carries its first click on.
    let id = click_id(&first);
    let cookie = first.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let back = visit(&world, Method::GET, &slug, &[browser, ("cookie", &cookie)]).await;
    assert_eq!(click_id(&back), id);

    // The link's own sums are those of its rows.
    touches(&world, 7).await;
    let links =
        shop.owner.query("{ links(first: 1) { nodes { clicks { valid duplicate bot } } } }", json!({})).await;
    assert_eq!(
        links["links"]["nodes"][0]["clicks"],
        json!({"valid": "1", "duplicate": "2", "bot": "4"}),
        "{links}"
    );
    let uneven = world
        .sql(
            "SELECT d.day FROM link_days d JOIN (SELECT tenant_id, link_id, (occurred_at AT TIME ZONE 'UTC')::date AS day, \
             count(*) FILTER (WHERE verdict = 'VALID') AS v, count(*) FILTER (WHERE verdict = 'DUPLICATE') AS u, count(*) FILTER (WHERE verdict = 'BOT') AS b \
             FROM touches WHERE link_id IS NOT NULL GROUP BY 1, 2, 3) t USING (tenant_id, link_id, day) WHERE (d.valid, d.duplicate, d.bot) <> (t.v, t.u, t.b)",
        )
        .await;
    assert!(uneven.is_empty(), "{uneven:?}");
}

#[tokio::test]
async fn links_lead_nowhere_when_they_are_unknown_or_their_affiliate_is_stopped() {
    let world = World::without_worker().await;
    let (shop, joe, slug) = shop(&world).await;
    for unknown in ["nobodys", "x", "%00", "a%2Fb", &"x".repeat(500)] {
        assert_eq!(
            visit(&world, Method::GET, unknown, &[("user-agent", BROWSER)]).await.status(),
            404,
            "{unknown}"
        );
    }
    assert_eq!(world.follow(&slug, BROWSER).await.0, 302);
    let enrollment = json!({"enrollmentId": joe.enrollment});
    shop.owner.mutate("enrollmentSuspend", enrollment.clone(), "enrollment { state }").await;
    assert_eq!(world.follow(&slug, BROWSER).await.0, 404);
    shop.owner.mutate("enrollmentApprove", enrollment.clone(), "enrollment { state }").await;
    assert_eq!(world.follow(&slug, BROWSER).await.0, 302);
    joe.graph.mutate("enrollmentLeave", enrollment, "enrollment { state }").await;
    assert_eq!(world.follow(&slug, BROWSER).await.0, 404);
}

#[tokio::test]
async fn a_click_while_redis_is_away_still_leads_on_and_still_pays() {
    let mut world = World::without_worker().await;
    let (shop, _, slug) = shop(&world).await;
    world.stop_redis().await;
    let click = world.click(&slug).await;
    let sale = shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(minor(&sale["attribution"]["pool"]), 1_000);
    assert_eq!(world.sql("SELECT verdict FROM touches").await, [json!({"verdict": "VALID"})]);
    // Repeats are still told apart, by this process's own memory.
    let repeat = world.click(&slug).await;
    let sale = shop.sale("o-2", 10_000, json!({"clickIds": [repeat]})).await;
    assert_eq!(sale["state"], "UNATTRIBUTED");
    let health = world.stranger().request(Method::GET, "/healthz").send().await.unwrap();
    assert!(health.status() == 200 || health.status() == 503);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn the_script_is_small_and_runs() {
    let world = World::without_worker().await;
    let answer = world.stranger().request(Method::GET, "/t.js").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/javascript"));
    let script = answer.text().await.unwrap();
    assert!(script.len() < 4_096, "{} bytes", script.len());
    let file = tempfile::Builder::new().suffix(".js").tempfile().unwrap();
    file.as_file().write_all(script.as_bytes()).unwrap();
    match std::process::Command::new("node").arg("--check").arg(file.path()).output() {
        Ok(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr)),
        Err(_) => println!("no node here: the script's syntax was not checked"),
    }
    // Without the visitor's word it sends nothing.
    let report = script.split("const report").nth(1).unwrap().split("queue.push").next().unwrap();
    assert!(report.contains("consented()"), "{report}");
}

/// What became of a report of these events.
async fn report(caller: &Gql, events: Value) -> (u16, Value) {
    let call = caller.request(Method::POST, "/v1/events").header("user-agent", BROWSER);
    let answer = call.json(&json!({"events": events})).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn only_what_a_widget_was_given_can_be_reported() {
    let world = World::new().await;
    let (shop, _, _) = shop(&world).await;
    let (moment, token) = shop.review_by("ann").await;
    let elsewhere = world.brand("Elsewhere").await;
    let (others, others_token) = elsewhere.review_by("eve").await;
    let public = shop.key("PUBLISHABLE").await;
    let event = |moment: &str, token: &str, more: Value| {
        let mut event = json!({"kind": "MOMENT_VIEW", "momentId": moment, "token": token});
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    };
    let bad = [
        ("TOKEN_INVALID", event(&moment, "made-up", json!({}))),
        ("TOKEN_INVALID", event(&others, &others_token, json!({}))),
        ("TOKEN_INVALID", event(&moment, &others_token, json!({}))),
        ("TOKEN_INVALID", event("moment_x", &token, json!({}))),
        ("KIND_INVALID", event(&moment, &token, json!({"kind": "CLICK"}))),
        ("TOO_OLD", event(&moment, &token, json!({"occurredAt": "2020-01-01T00:00:00Z"}))),
        ("IN_FUTURE", event(&moment, &token, json!({"occurredAt": "2999-01-01T00:00:00Z"}))),
        ("CLICK_ID_INVALID", event(&moment, &token, json!({"clickId": "made up"}))),
        ("MALFORMED", event(&moment, &token, json!({"address": "192.0.2.1"}))),
    ];
    let mut events: Vec<Value> = bad.iter().map(|b| b.1.clone()).collect();
    events.push(event(&moment, &token, json!({})));
    let (status, answer) = report(&public, json!(events)).await;
    let refused: Vec<Value> = bad.iter().enumerate().map(|(n, b)| json!({"index": n, "code": b.0})).collect();
    assert_eq!((status, &answer), (202, &json!({"accepted": 1, "refused": refused})));
    // The good one is a touch; reported again, it is a repeat.
    assert_eq!(report(&public, json!([event(&moment, &token, json!({}))])).await.1["accepted"], 1);
    let rows = touches(&world, 2).await;
    assert_eq!(rows[0], json!({"kind": "MOMENT_VIEW", "verdict": "VALID", "reason": null}));
    assert_eq!(rows[1], json!({"kind": "MOMENT_VIEW", "verdict": "DUPLICATE", "reason": "REPEAT"}));

    let good = event(&moment, &token, json!({}));
    let code = |answer: &Value| answer["error"]["code"].clone();
    for count in [0, 251] {
        let (status, answer) = report(&public, json!(vec![good.clone(); count])).await;
        assert_eq!((status, code(&answer)), (400, json!("EVENTS_OUT_OF_RANGE")), "{count}");
    }
    assert_eq!(report(&world.stranger(), json!([good])).await.0, 401);
    let (status, answer) = report(&world.stranger().with("trb_pk_made_up"), json!([good])).await;
    assert_eq!((status, code(&answer)), (401, json!("UNAUTHENTICATED")));
    // A page has to be named.
    let from = |origin: &'static str| {
        let call =
            public.request(Method::POST, "/v1/events").header("origin", origin).header("user-agent", BROWSER);
        let body = json!({"events": [good]});
        async move { call.json(&body).send().await.unwrap().status().as_u16() }
    };
    assert_eq!(from("https://shop.example").await, 403);
    shop.owner.mutate("tenantUpdate", json!({"origins": ["https://shop.example"]}), "tenant { id }").await;
    for (origin, expected) in [("https://shop.example", 202), ("https://evil.example", 403)] {
        assert_eq!(from(origin).await, expected, "{origin}");
    }
}

#[tokio::test]
async fn a_link_or_code_that_is_switched_off_earns_nothing_until_it_is_on_again() {
    let world = World::without_worker().await;
    let (shop, joe, slug) = shop(&world).await;
    shop.code(&joe, "JOE").await;
    let found = shop
        .owner
        .query("{ links(first: 1) { nodes { id } } codes(first: 1) { nodes { id } } }", json!({}))
        .await;
    let link = json!({"linkId": found["links"]["nodes"][0]["id"]});
    let code = json!({"codeId": found["codes"]["nodes"][0]["id"]});
    let status = async || world.follow(&slug, BROWSER).await.0;
    assert_eq!(status().await, 302);
    for _ in 0..2 {
        let off = shop.owner.mutate("linkDisable", link.clone(), "link { state }").await;
        assert_eq!(off["link"]["state"], "DISABLED");
        let off = shop.owner.mutate("codeDisable", code.clone(), "code { state }").await;
        assert_eq!(off["code"]["state"], "DISABLED");
    }
    assert_eq!(status().await, 404, "at once, though it was remembered");
    let sale = shop.sale("off", 10_000, json!({"code": "JOE"})).await;
    assert_eq!(sale["state"], "UNATTRIBUTED");
    shop.owner.mutate("linkEnable", link.clone(), "link { state }").await;
    shop.owner.mutate("codeEnable", code.clone(), "code { state }").await;
    assert_eq!(status().await, 302);
    let sale = shop.sale("on", 10_000, json!({"code": "JOE"})).await;
    assert_eq!(minor(&sale["attribution"]["pool"]), 1_000);
    let lines = world
        .sql("SELECT action FROM audit_log WHERE action IN ('linkDisable', 'codeDisable') ORDER BY id")
        .await;
    assert_eq!(lines.len(), 2, "what stands so already is not said again");
}
