//! A feed shows one version of what it is to show, and whoever reads it stays in theirs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{feed, page, publish, shop, shown, update};
use crate::world::World;

#[tokio::test]
async fn who_reads_a_feed_stays_in_the_version_they_began_with() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let mut ids = Vec::new();
    for (name, day) in [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5)] {
        ids.push(publish(&shop, name, day, json!({"rating": day})).await);
    }
    let id = feed(&shop, "home", json!({"pinIds": [ids[1]]})).await;
    let first = page(&public, "home", "externalId", 2, None).await;
    assert_eq!(first.moments, ["b", "e"]);
    let stars = json!({"rule": {"stars": {"least": 1, "most": 2}}, "order": "TOP_RATED", "pinIds": [ids[2]]});
    assert_eq!(update(&shop, &id, stars).await, 2);
    assert_eq!(shown(&public, "home").await, ["c", "b", "a"]);
    let second = page(&public, "home", "externalId", 2, first.next.as_deref()).await;
    assert_eq!(second.moments, ["d", "c"]);
    let third = page(&public, "home", "externalId", 2, second.next.as_deref()).await;
    assert_eq!((third.moments, third.next), (vec!["a".to_owned()], None));

    // A version that there never was, an order that is not the feed's, and texts that are no cursors.
    let cursor = String::from_utf8(URL_SAFE_NO_PAD.decode(first.next.unwrap()).unwrap()).unwrap();
    let (_, rest) = cursor.split_once('.').unwrap();
    let ranked = format!("2.{rest}");
    for wrong in
        [format!("3.{rest}"), format!("0.{rest}"), format!("-1.{rest}"), ranked, "nonsense".to_owned()]
    {
        let ask = "query($after: String) { feed(handle: \"home\") { moments(first: 2, after: $after) { nodes { id } } } }";
        let after = json!({"after": URL_SAFE_NO_PAD.encode(&wrong)});
        assert_eq!(public.error(ask, after).await, "INVALID_CURSOR", "{wrong}");
    }
}

#[tokio::test]
async fn a_change_is_made_on_what_it_was_decided_on() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let id = feed(&shop, "home", json!({"momentKind": "VIDEO"})).await;
    let selection = "feed { version name momentKind content { number order rule { kinds } } }";
    let change = |version: i64, more: Value| {
        let mut input = json!({"feedId": id, "version": version});
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    };
    let made = shop.owner.mutate("feedUpdate", change(1, json!({"order": "NEWEST"})), selection).await;
    let stands = json!({
        "version": 2, "name": "home", "momentKind": "VIDEO",
        "content": {"number": 2, "order": "NEWEST", "rule": {"kinds": ["VIDEO"]}},
    });
    assert_eq!(made["feed"], stands);
    // Said a second time it is done already, whatever the version; something else is not.
    let again = shop.owner.mutate("feedUpdate", change(1, json!({"order": "NEWEST"})), selection).await;
    assert_eq!(again["feed"], stands);
    let late = shop.owner.attempt("feedUpdate", change(1, json!({"order": "RANKED"})), selection).await;
    assert_eq!((&late["userErrors"][0]["code"], &late["feed"]), (&json!("VERSION_CONFLICT"), &stands));
    assert_eq!(shop.owner.refused("feedUpdate", change(2, json!({"name": " "}))).await, "NAME_INVALID");
    let other = world.brand("Other").await;
    assert_eq!(other.owner.refused("feedUpdate", change(2, json!({"name": "Mine"}))).await, "NOT_FOUND");

    let named =
        shop.owner.mutate("feedUpdate", change(2, json!({"name": "Home", "rule": {}})), selection).await;
    assert_eq!((&named["feed"]["name"], &named["feed"]["momentKind"]), (&json!("Home"), &json!(null)));
    let ask = "query($after: String) { feed(handle: \"home\") { versions(first: 2, after: $after) { \
               pageInfo { hasNextPage endCursor } nodes { number madeBy order rule { kinds } } } } }";
    let page = shop.owner.query(ask, json!({})).await["feed"]["versions"].take();
    let numbers = |page: &Value| {
        page["nodes"].as_array().unwrap().iter().map(|v| v["number"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((numbers(&page), &page["pageInfo"]["hasNextPage"]), (vec![3, 2], &json!(true)));
    assert!(page["nodes"][0]["madeBy"].as_str().unwrap().starts_with("user_"), "{page}");
    let last =
        shop.owner.query(ask, json!({"after": page["pageInfo"]["endCursor"]})).await["feed"]["versions"]
            .take();
    assert_eq!((numbers(&last), &last["pageInfo"]["hasNextPage"]), (vec![1], &json!(false)));
    for field in ["content { number }", "versions(first: 1) { nodes { number } }"] {
        let ask = format!("{{ feed(handle: \"home\") {{ {field} }} }}");
        assert_eq!(public.error(&ask, json!({})).await, "FORBIDDEN", "{field}");
    }
}

#[tokio::test]
async fn a_feed_from_before_there_were_versions_shows_what_it_showed() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    publish(&shop, "a", 1, json!({"kind": "VIDEO"})).await;
    publish(&shop, "b", 2, json!({})).await;
    let id = feed(&shop, "old", json!({})).await;
    world
        .break_with("DELETE FROM feed_versions; UPDATE feeds SET moment_kind = 'VIDEO' WHERE handle = 'old'")
        .await;
    shop.owner.mutate("productCreate", json!({"externalId": "x", "title": "drops the pages"}), "").await;
    assert_eq!(shown(&public, "old").await, ["a"]);
    assert_eq!(shown(&public, "all").await, ["b", "a"]);
    let before = page(&public, "old", "externalId", 1, None).await;
    assert_eq!(update(&shop, &id, json!({"rule": {}})).await, 2);
    assert_eq!(shown(&public, "old").await, ["b", "a"]);
    assert_eq!(before.next, None);
    let ask = "{ feed(handle: \"old\") { versions(first: 5) { nodes { number madeBy rule { kinds } } } } }";
    let versions = shop.owner.query(ask, json!({})).await["feed"]["versions"]["nodes"].take();
    assert_eq!(versions[1], json!({"number": 1, "madeBy": null, "rule": {"kinds": ["VIDEO"]}}));
}
