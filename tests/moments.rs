//! Moments: what the public may see, in which order, and how soon a decision counts.

use serde_json::{Value, json};

use crate::world::brand::{id, said};
use crate::world::{Brand, Gql, World};

/// A shop, whose feed of everything came with it, and what its pages may ask.
async fn shop(world: &World) -> (Brand, Gql) {
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    (shop, public)
}

/// A moment that waits for a moderator.
async fn submit(shop: &Brand, external_id: &str, more: Value) -> String {
    let mut input = json!({
        "kind": "REVIEW", "externalId": external_id, "body": "It fits.", "creator": {"externalId": "ann", "name": "Ann"},
        "products": [{"externalId": "MUG", "title": "Mug"}],
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

/// A moment the public may see.
async fn publish(shop: &Brand, external_id: &str, more: Value) -> String {
    let moment = submit(shop, external_id, more).await;
    decide(shop, "momentApprove", &moment).await;
    moment
}

async fn decide(shop: &Brand, mutation: &str, moment: &str) -> Value {
    let payload = shop
        .owner
        .mutate(mutation, json!({"momentId": moment}), "moment { moderation rights visibility publishable }")
        .await;
    payload["moment"].clone()
}

/// The external ids the feed shows, in its order.
async fn feed(caller: &Gql) -> Vec<String> {
    let data = caller
        .query("{ feed(handle: \"all\") { moments(first: 100) { nodes { externalId } } } }", json!({}))
        .await;
    let rows = data["feed"]["moments"]["nodes"].as_array().unwrap();
    rows.iter().map(|m| m["externalId"].as_str().unwrap().to_owned()).collect()
}

/// A time so many minutes from now, as the database sees it.
async fn minutes_from_now(world: &World, minutes: i64) -> Value {
    let at = format!(
        "SELECT to_char((now() + interval '{minutes} minutes') AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS at"
    );
    world.sql(&at).await[0]["at"].clone()
}

#[tokio::test]
async fn the_three_axes_are_independent_and_all_must_agree() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let moment = submit(&shop, "m", json!({"rightsRequired": true})).await;
    let axes = |a: &str, b: &str, c: &str, shown: bool| json!({"moderation": a, "rights": b, "visibility": c, "publishable": shown});
    assert_eq!(
        decide(&shop, "momentApprove", &moment).await,
        axes("APPROVED", "UNREQUESTED", "VISIBLE", false)
    );
    assert_eq!(shop.ask_for_rights(&moment).await["rights"], "REQUESTED");
    assert_eq!(shop.grant(&moment, json!({})).await, json!({"rights": "GRANTED", "publishable": true}));
    assert_eq!(feed(&public).await, ["m"]);
    assert_eq!(decide(&shop, "momentHide", &moment).await, axes("APPROVED", "GRANTED", "HIDDEN", false));
    assert_eq!(decide(&shop, "momentShow", &moment).await, axes("APPROVED", "GRANTED", "VISIBLE", true));
    assert_eq!(decide(&shop, "momentFlag", &moment).await, axes("FLAGGED", "GRANTED", "VISIBLE", false));
    assert_eq!(decide(&shop, "momentApprove", &moment).await, axes("APPROVED", "GRANTED", "VISIBLE", true));
    // A decision repeated changes nothing.
    assert_eq!(decide(&shop, "momentApprove", &moment).await, axes("APPROVED", "GRANTED", "VISIBLE", true));
    let reject = json!({"momentId": moment, "code": "SPAM"});
    let rejected =
        shop.owner.attempt("momentReject", reject, "moment { moderation rejectCode publishable }").await;
    let known = rejected["userErrors"] == json!([]);
    assert!(known, "{rejected}");
    assert_eq!(
        rejected["moment"],
        json!({"moderation": "REJECTED", "rejectCode": "SPAM", "publishable": false})
    );
    assert_eq!(feed(&public).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_erased_moment_is_gone_with_its_words_and_never_comes_back() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let moment = publish(&shop, "m", json!({"title": "Dear diary", "body": "a very private word"})).await;
    assert_eq!(feed(&public).await, ["m"]);
    assert_eq!(decide(&shop, "momentErase", &moment).await["visibility"], "ERASED");
    assert_eq!(feed(&public).await, Vec::<String>::new());
    let rows = world.sql("SELECT m::text AS text FROM moments m").await;
    assert!(!rows[0].to_string().contains("private") && !rows[0].to_string().contains("diary"), "{rows:?}");
    for mutation in ["momentShow", "momentApprove", "momentHide"] {
        assert_eq!(shop.owner.refused(mutation, json!({"momentId": moment})).await, "ERASED", "{mutation}");
    }
    // Handed in again under its key, it stays erased.
    submit(&shop, "m", json!({"body": "a very private word"})).await;
    let rows = world.sql("SELECT visibility, body FROM moments").await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["visibility"], "ERASED");
    assert!(!rows[0]["body"].to_string().contains("private"));
}

#[tokio::test]
async fn a_feed_shows_the_newest_first_and_stars_change_nothing() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    for (name, day, rating) in [("b", 2, 5), ("d", 4, 1), ("a", 1, 5), ("c", 3, 3)] {
        publish(&shop, name, json!({"publishedAt": format!("2026-01-0{day}T00:00:00Z"), "rating": rating}))
            .await;
    }
    submit(&shop, "waiting", json!({"publishedAt": "2026-01-05T00:00:00Z", "rating": 5})).await;
    assert_eq!(feed(&public).await, ["d", "c", "b", "a"]);
    world.break_with("UPDATE moments SET rating = 6 - rating").await;
    assert_eq!(feed(&public).await, ["d", "c", "b", "a"]);
    let ranks =
        world.sql("SELECT rank FROM moments WHERE moderation = 'APPROVED' ORDER BY published_at").await;
    let ranks: Vec<f64> = ranks.iter().map(|r| r["rank"].as_f64().unwrap()).collect();
    // Half as much a day: one on the scale of its logarithm.
    assert!(ranks.windows(2).all(|w| (w[1] - w[0] - 1.0).abs() < 1e-9), "{ranks:?}");
}

#[tokio::test]
async fn pages_by_cursor_repeat_nothing_and_leave_nothing_out() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    for n in 0..7 {
        // Two of each day, so that places are not told apart by time alone.
        publish(&shop, &format!("m{n}"), json!({"publishedAt": format!("2026-01-0{}T00:00:00Z", 1 + n / 2)}))
            .await;
    }
    let document = "query($after: String) { feed(handle: \"all\") { moments(first: 2, after: $after) { pageInfo { hasNextPage endCursor } nodes { externalId } } } }";
    let (mut after, mut seen, mut pages) = (Value::Null, Vec::new(), 0);
    loop {
        let data = public.query(document, json!({"after": after})).await;
        let page = &data["feed"]["moments"];
        seen.extend(
            page["nodes"].as_array().unwrap().iter().map(|m| m["externalId"].as_str().unwrap().to_owned()),
        );
        pages += 1;
        if page["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
        // One that is published meanwhile belongs to the pages before.
        if pages == 1 {
            publish(&shop, "new", json!({"publishedAt": "2026-02-01T00:00:00Z"})).await;
        }
    }
    let mut once = seen.clone();
    once.sort_unstable();
    assert_eq!(once, (0..7).map(|n| format!("m{n}")).collect::<Vec<_>>());
    assert_eq!(pages, 4);
    assert_eq!(seen, feed(&public).await[1..]);
    let (_, body) = public.raw(document, json!({"after": "made up"})).await;
    assert!(body["errors"][0]["extensions"]["code"].is_string(), "{body}");
    assert_ne!(body["errors"][0]["extensions"]["code"], "INTERNAL");
}

async fn decisions_count_at_once(world: &World, shop: &Brand, public: &Gql) {
    let moment = publish(shop, "a", json!({"publishedAt": "2026-01-01T00:00:00Z"})).await;
    assert_eq!(feed(public).await, ["a"]);
    assert_eq!(feed(public).await, ["a"]);
    let second =
        submit(shop, "b", json!({"publishedAt": "2026-01-02T00:00:00Z", "rightsRequired": true})).await;
    assert_eq!(feed(public).await, ["a"]);
    decide(shop, "momentApprove", &second).await;
    shop.grant(&second, json!({})).await;
    assert_eq!(feed(public).await, ["b", "a"]);
    decide(shop, "momentHide", &moment).await;
    assert_eq!(feed(public).await, ["b"]);
    decide(shop, "momentRightsRevoke", &second).await;
    assert_eq!(feed(public).await, Vec::<String>::new());
    decide(shop, "momentShow", &moment).await;
    assert_eq!(feed(public).await, ["a"]);
    // Behind the door's back nothing is dropped: the page that was just read comes from the cache, if there is one.
    world.break_with("UPDATE moments SET external_id = 'renamed' WHERE external_id = 'a'").await;
}

#[tokio::test]
async fn a_cached_page_is_dropped_by_every_decision() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    decisions_count_at_once(&world, &shop, &public).await;
    assert_eq!(feed(&public).await, ["a"]);
}

#[tokio::test]
async fn feeds_are_right_without_redis() {
    let mut world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    world.stop_redis().await;
    decisions_count_at_once(&world, &shop, &public).await;
    assert_eq!(feed(&public).await, ["renamed"]);
}

#[tokio::test]
async fn a_grant_counts_within_its_window_only() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let required = json!({"rightsRequired": true});
    let (past, soon) = (minutes_from_now(&world, -60).await, minutes_from_now(&world, 60).await);
    let ended = publish(&shop, "ended", required.clone()).await;
    let window = json!({"startsAt": minutes_from_now(&world, -120).await, "endsAt": past});
    assert_eq!(shop.grant(&ended, window).await["publishable"], false);
    let later = publish(&shop, "later", required.clone()).await;
    assert_eq!(shop.grant(&later, json!({"startsAt": soon})).await["publishable"], false);
    let now = publish(&shop, "now", required.clone()).await;
    assert_eq!(shop.grant(&now, json!({"startsAt": past, "endsAt": soon})).await["publishable"], true);
    let crossed = publish(&shop, "crossed", required).await;
    shop.ask_for_rights(&crossed).await;
    let crossed = json!({"momentId": crossed, "startsAt": soon, "endsAt": past, "evidence": said("yes")});
    assert_eq!(shop.owner.refused("momentRightsGrant", crossed).await, "RIGHTS_WINDOW_INVALID");
    assert_eq!(feed(&public).await, ["now"]);

    // A page is kept no longer than its first grant lasts: the one that ends in two seconds is gone in three.
    world
        .break_with(
            "UPDATE moments SET rights_ends_at = now() + interval '2 seconds' WHERE external_id = 'now'",
        )
        .await;
    decide(&shop, "momentApprove", &now).await;
    shop.owner
        .mutate("feedCreate", json!({"handle": "other", "name": "drops the pages"}), "feed { id }")
        .await;
    assert_eq!(feed(&public).await, ["now"]);
    tokio::time::sleep(std::time::Duration::from_millis(2_500)).await;
    assert_eq!(feed(&public).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_public_sees_nothing_unpublished_whichever_way_it_asks() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let shown = publish(&shop, "shown", json!({"body": "shown words"})).await;
    let hidden = [
        submit(&shop, "pending", json!({"body": "secret words"})).await,
        publish(&shop, "unasked", json!({"body": "secret words", "rightsRequired": true})).await,
        publish(&shop, "away", json!({"body": "secret words"})).await,
    ];
    decide(&shop, "momentHide", &hidden[2]).await;
    let by_id = "query($id: ID!, $ids: [ID!]!) { node(id: $id) { id ... on Moment { body } } nodes(ids: $ids) { id ... on Moment { body } } }";
    // By id the public reads no moment, so that the answer does not tell which there are.
    for moment in hidden.iter().chain([&shown]) {
        assert_eq!(
            public.error(by_id, json!({"id": moment, "ids": [moment]})).await,
            "FORBIDDEN",
            "{moment}"
        );
        let own = shop.owner.query(by_id, json!({"id": moment, "ids": [moment]})).await;
        assert!(own["node"]["body"].as_str().unwrap().ends_with("words"));
    }
    assert_eq!(feed(&public).await, ["shown"]);
    // Every way from what the public may read to a moment.
    let product = "{ product(externalId: \"MUG\") { id title } products(first: 5) { nodes { id } } feeds(first: 5) { nodes { moments(first: 50) { nodes { body creator { id name } products { id } } } } } }";
    let data = public.query(product, json!({})).await;
    assert!(!data.to_string().contains("secret words"), "{data}");
    for document in ["{ moments(first: 5) { nodes { id } } }", "{ creators(first: 5) { nodes { id } } }"] {
        assert_eq!(public.error(document, json!({})).await, "FORBIDDEN", "{document}");
    }
    // Nor may it see through products or creators to the moments behind them.
    let published = include_str!("../schema.graphql");
    let of_product =
        published.split("type Product implements Node {").nth(1).unwrap().split("\n}").next().unwrap();
    assert!(!of_product.contains("Moment"), "a product leads to moments: ask for them here as the public");
}

const MAPPING: &str = r#"
kind = "moments"
[columns]
external_id = "id"
body = "text"
rating = "stars"
product = "sku"
[fixed]
source = "file"
kind = "REVIEW"
published_at = 2026-01-01
moderation = "APPROVED"
rights = "NOT_REQUIRED"
"#;

async fn import(shop: &Brand, format: &str, data: &str) -> Value {
    let input = json!({"format": format, "mapping": MAPPING, "data": data});
    let report = "report { read written alreadyThere refused { line externalId code reason } }";
    shop.owner.mutate("momentImport", input, report).await["report"].clone()
}

#[tokio::test]
async fn good_rows_go_in_and_bad_ones_are_reported_with_line_and_reason() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let csv = "id,text,stars,sku\n1,\"fits, and\nlasts\",5,A\n2,,4,A\n3,fine,9,A\n4,good,,B\n,nameless,3,A\n";
    let report = import(&shop, "CSV", csv).await;
    assert_eq!(
        (&report["read"], &report["written"], &report["alreadyThere"]),
        (&json!(5), &json!(2), &json!(0)),
        "{report}"
    );
    let refused: Vec<(Value, Value)> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["line"].clone(), r["code"].clone()))
        .collect();
    // The first row goes over two lines of the file.
    let lines: Vec<&Value> = refused.iter().map(|r| &r.0).collect();
    assert_eq!(lines, [&json!("4"), &json!("5"), &json!("7")], "{report}");
    assert_eq!((&refused[0].1, &refused[1].1), (&json!("NO_TEXT"), &json!("RATING_INVALID")));
    assert!(report["refused"].as_array().unwrap().iter().all(|r| !r["reason"].as_str().unwrap().is_empty()));
    assert_eq!(feed(&public).await.len(), 2);

    let again = import(&shop, "CSV", csv).await;
    assert_eq!((&again["written"], &again["alreadyThere"]), (&json!(0), &json!(2)));
    // The same rows as lines of JSON are the same moments.
    let jsonl = "{\"id\": \"1\", \"text\": \"another\", \"sku\": \"A\"}\n{\"id\": \"5\", \"text\": \"new\", \"stars\": 2, \"sku\": \"A\"}\n{\"id\": \n";
    let report = import(&shop, "JSONL", jsonl).await;
    assert_eq!((&report["written"], &report["alreadyThere"]), (&json!(1), &json!(1)), "{report}");
    assert_eq!(report["refused"][0]["line"], "3", "{report}");
    let words = world.sql("SELECT body FROM moments WHERE external_id = '1'").await;
    assert_eq!(words, [json!({"body": "fits, and\nlasts"})]);

    let wrong = json!({"format": "CSV", "mapping": MAPPING, "data": "id,words\n1,a\n"});
    assert_eq!(shop.owner.refused("momentImport", wrong).await, "UNKNOWN_COLUMN");
    let wrong = json!({"format": "CSV", "mapping": "kind = 5", "data": csv});
    assert_eq!(shop.owner.refused("momentImport", wrong).await, "MAPPING_INVALID");
    assert_eq!(world.sql("SELECT id FROM moments").await.len(), 3);
}

#[tokio::test]
async fn who_is_paid_for_what_they_say_is_shown_as_such() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let moment = publish(&shop, "honest", json!({})).await;
    publish(&shop, "nobodys", json!({"creator": null})).await;
    let shown = async || {
        let document =
            "{ feed(handle: \"all\") { moments(first: 5) { nodes { externalId incentivised } } } }";
        let nodes = public.query(document, json!({})).await["feed"]["moments"]["nodes"].take();
        let marked = nodes.as_array().unwrap().iter().filter(|moment| moment["incentivised"] == true);
        marked.map(|moment| moment["externalId"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(shown().await.is_empty(), "nobody pays creators");
    // A programme without terms, or with terms that pay nothing or begin later, pays nobody.
    let create = json!({"name": "Creators", "currency": "GBP", "audience": "CREATORS", "holdDays": 30});
    let program = id(&shop.owner.mutate("programCreate", create, "program { id }").await["program"]);
    let terms = async |from: &str, bps: i64| {
        let rules = json!([{"name": "all", "reward": {"percentBps": bps}}]);
        let input = json!({"programId": program, "effectiveFrom": from, "rules": rules});
        shop.owner.mutate("termsCreate", input, "terms { id }").await;
    };
    terms("2010-01-01T00:00:00Z", 0).await;
    terms("2100-01-01T00:00:00Z", 500).await;
    assert!(shown().await.is_empty(), "nothing is paid yet");
    let pays = json!({"programId": program, "rules": [{"name": "all", "reward": {"percentBps": 500}}]});
    shop.owner.mutate("termsCreate", pays, "terms { id }").await;
    assert_eq!(shown().await, ["honest"], "the page is kept, and what is paid is not");
    // Once they have earned it stays so, whatever the terms become.
    let affiliates = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &affiliates, "Joe").await;
    let slug = shop.link(&joe, Some(&moment)).await;
    let click = world.click(&slug).await;
    let sale = shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(sale["commissions"].as_array().unwrap().len(), 2, "{sale}");
    let ends = json!({"programId": program, "rules": [{"name": "none", "reward": {"percentBps": 0}}]});
    shop.owner.mutate("termsCreate", ends, "terms { id }").await;
    assert_eq!(shown().await, ["honest"]);
}

#[tokio::test]
async fn a_moment_leads_to_the_sales_it_helped() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let (program, _) = (shop.program("AFFILIATES", 1_000, 30).await, shop.program("CREATORS", 500, 30).await);
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    let liked = publish(&shop, "liked", json!({})).await;
    let passed = publish(&shop, "passed", json!({})).await;
    let slug = shop.link(&joe, Some(&liked)).await;
    let click = world.click(&slug).await;
    for (sale, more) in [
        ("o-1", json!({"clickIds": [click]})),
        ("o-2", json!({"code": "JOE"})),
        ("o-3", json!({"clickIds": [click], "code": "JOE"})),
    ] {
        shop.sale(sale, 1_000, more).await;
    }
    let helped = |moment: &str, arguments: &str| {
        let document = format!(
            "query($id: ID!) {{ node(id: $id) {{ ... on Moment {{ conversions({arguments}) {{ nodes {{ externalId }} pageInfo {{ hasNextPage }} }} }} }} }}"
        );
        let (owner, id) = (shop.owner.clone(), moment.to_owned());
        async move { owner.query(&document, json!({"id": id})).await["node"]["conversions"].take() }
    };
    assert_eq!(
        helped(&liked, "first: 5").await["nodes"],
        json!([{"externalId": "o-3"}, {"externalId": "o-1"}])
    );
    let page = helped(&liked, "last: 1").await;
    assert_eq!(page["nodes"], json!([{"externalId": "o-1"}]));
    assert_eq!(helped(&passed, "first: 5").await["nodes"], json!([]));
    // What the public sees of a moment has no sales.
    let feed = "{ feed(handle: \"all\") { moments(first: 1) { nodes { conversions(first: 1) { nodes { id } } } } } }";
    assert_eq!(public.error(feed, json!({})).await, "FORBIDDEN");
}
