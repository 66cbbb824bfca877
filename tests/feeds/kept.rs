//! Pages of feeds as they are kept: for how long, for whom, and what they cost.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{feed, page, publish, shop, shown};
use crate::graph::statements;
use crate::world::World;

/// Even where nothing drops the page: as if the word of it was lost.
#[tokio::test]
async fn what_may_be_shown_by_a_right_alone_is_gone_five_seconds_after_it() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let granted = publish(&shop, "granted", 2, json!({"rightsRequired": true})).await;
    publish(&shop, "free", 1, json!({})).await;
    feed(&shop, "pinned", json!({"curated": true, "pinIds": [granted]})).await;
    shop.grant(&granted, json!({})).await;
    assert_eq!(shown(&public, "all").await, ["granted", "free"]);
    assert_eq!(shown(&public, "pinned").await, ["granted"]);
    world.break_with("UPDATE moments SET rights = 'REVOKED' WHERE external_id = 'granted'").await;
    let since = Instant::now();
    assert_eq!(shown(&public, "all").await, ["granted", "free"], "the page was not kept");
    while shown(&public, "all").await != ["free"] || !shown(&public, "pinned").await.is_empty() {
        assert!(since.elapsed() < Duration::from_millis(5_500), "shown without the right to");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // By the door it is gone at once.
    world.break_with("UPDATE moments SET rights = 'GRANTED' WHERE external_id = 'granted'").await;
    shop.owner.mutate("productCreate", json!({"externalId": "x", "title": "drops the pages"}), "").await;
    let first = page(&public, "all", "externalId", 1, None).await;
    assert_eq!(first.moments, ["granted"]);
    shop.owner.mutate("momentRightsRevoke", json!({"momentId": granted}), "moment { id }").await;
    assert_eq!(shown(&public, "all").await, ["free"]);
    assert_eq!(shown(&public, "pinned").await, Vec::<String>::new());
}

#[tokio::test]
async fn feeds_of_one_handle_are_each_their_tenants_own() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    publish(&shop, "ours", 1, json!({})).await;
    let other = world.brand("Other").await;
    let settings = json!({"version": 0, "approveAt": 0});
    other.owner.mutate("moderationSettingsUpdate", settings, "moderationSettings { version }").await;
    publish(&other, "theirs", 2, json!({})).await;
    let their_public = other.key("PUBLISHABLE").await;
    for _ in 0..2 {
        assert_eq!(shown(&public, "all").await, ["ours"]);
        assert_eq!(shown(&their_public, "all").await, ["theirs"]);
    }
    // Nor does a cursor lead from one to the other.
    publish(&shop, "more", 3, json!({})).await;
    let first = page(&public, "all", "externalId", 1, None).await;
    let behind = page(&their_public, "all", "externalId", 5, first.next.as_deref()).await;
    assert!(behind.moments.iter().all(|name| name == "theirs"), "{:?}", behind.moments);
}

#[tokio::test]
async fn a_page_costs_the_same_statements_at_any_size() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world).await;
    let mut ids = Vec::new();
    for n in 0..12 {
        let creator = format!("c{}", n % 4);
        let more = json!({
            "body": "#sun", "creator": {"externalId": creator, "name": creator}, "products": [{"externalId": format!("p{}", n % 3)}],
        });
        ids.push(publish(&shop, &format!("m{n}"), n + 1, more).await);
    }
    let rule = json!({"hashtags": ["sun"], "kinds": ["REVIEW"], "languages": []});
    feed(&shop, "sunny", json!({"rule": rule, "pinIds": [ids[0], ids[5]], "order": "NEWEST"})).await;
    let places =
        world.sql("SELECT current_setting('data_directory') AS dir, current_database() AS name").await;
    let text = |field: &str| places[0][field].as_str().unwrap();
    let log = std::path::Path::new(text("dir")).parent().unwrap().join("logs/postgres.log");
    world.break_with(&format!("ALTER DATABASE {} SET log_statement = 'all'", text("name"))).await;
    let (stranger, _serving) = world.another_server("DATABASE_CONNECTIONS", "2").await;
    let owner = stranger.with(shop.owner.credential.as_ref().unwrap());
    let mut counts: Vec<BTreeMap<String, usize>> = Vec::new();
    for first in [3, 12] {
        // Once to warm what is remembered of the session, once to count: then no page of it is kept.
        shown(&owner, "all").await;
        let product = json!({"externalId": format!("x{first}"), "title": "drops the pages"});
        owner.mutate("productCreate", product, "product { id }").await;
        tokio::time::sleep(Duration::from_millis(60)).await;
        let before = statements(&log).len();
        let ask = "query($first: Int) { feed(handle: \"sunny\") { moments(first: $first) { nodes { body creator { name } products { title } } } } }";
        let data = owner.query(ask, json!({"first": first})).await;
        let rows = data["feed"]["moments"]["nodes"].as_array().unwrap().clone();
        assert_eq!(rows.len(), first);
        assert!(rows.iter().all(|row: &Value| row["products"][0]["title"].is_string()), "{rows:?}");
        tokio::time::sleep(Duration::from_millis(60)).await;
        let lines = statements(&log).split_off(before);
        let of_page: Vec<String> = lines.into_iter().skip_while(|line| !line.contains("READ ONLY")).collect();
        counts.push(crate::graph::repeats(&of_page));
    }
    assert_eq!(counts[0], counts[1]);
    let all: usize = counts[0].values().sum();
    assert!((6..=14).contains(&all), "{all}: {:#?}", counts[0]);
}
