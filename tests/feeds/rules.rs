//! What a feed's rule lets in, what is pinned, and in which order all of it comes.

use serde_json::{Value, json};

use super::{feed, publish, shop, shown, update};
use crate::world::{Brand, Gql, World};

/// What was published, the newest first, with what rules look at.
async fn facts(shop: &Brand) -> Vec<Value> {
    let ask = "{ moments(first: 50) { nodes { id externalId kind intent language rating publishedAt creator { id } products { id } } } }";
    let mut all = shop.owner.query(ask, json!({})).await["moments"]["nodes"].as_array().unwrap().clone();
    all.sort_by(|a, b| b["publishedAt"].as_str().cmp(&a["publishedAt"].as_str()));
    all
}

fn names(facts: &[Value], fits: impl Fn(&Value) -> bool) -> Vec<String> {
    let fitting = facts.iter().filter(|moment| fits(moment));
    fitting.map(|moment| moment["externalId"].as_str().unwrap().to_owned()).collect()
}

fn has(list: &Value, id: &Value) -> bool {
    list.as_array().unwrap().iter().any(|one| one["id"] == *id)
}

async fn four(shop: &Brand) {
    let product = |sku: &str| json!({"externalId": sku, "title": sku});
    let by = |name: &str| json!({"externalId": name, "name": name});
    publish(shop, "a", 1, json!({
        "body": "How do I wash it? #Summer", "language": "en-GB", "rating": 5, "creator": by("ann"), "products": [product("MUG")],
    }))
    .await;
    publish(
        shop,
        "b",
        2,
        json!({
            "kind": "VIDEO", "body": "Long nights. #winter", "language": "de", "creator": by("bea"),
            "products": [product("MUG"), product("CAP")],
        }),
    )
    .await;
    publish(shop, "c", 3, json!({
        "kind": "QUESTION", "title": "#beach or not?", "body": "Where can I buy this one?", "rating": 3, "creator": by("ann"),
        "products": [product("CAP")],
    }))
    .await;
    publish(
        shop,
        "d",
        4,
        json!({
            "kind": "SOCIAL_POST", "body": "#SUMMER on the #beach", "language": "FR", "rating": 1,
        }),
    )
    .await;
}

#[tokio::test]
async fn each_part_of_a_rule_lets_in_what_it_names() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    four(&shop).await;
    let facts = facts(&shop).await;
    let of = |name: &str| facts.iter().find(|moment| moment["externalId"] == name).unwrap();
    let (ann, cap) = (of("c")["creator"]["id"].clone(), of("c")["products"][0]["id"].clone());
    let id = feed(&shop, "some", json!({})).await;
    assert_eq!(shown(&public, "some").await, ["d", "c", "b", "a"], "no rule lets everything in");

    let intent = of("a")["intent"].clone();
    let same_intent = names(&facts, |moment| moment["intent"] == intent);
    let products_of_cap = names(&facts, |moment| has(&moment["products"], &cap));
    assert_eq!(products_of_cap, ["c", "b"]);
    for (rule, expected) in [
        (json!({"productIds": [cap]}), vec!["c", "b"]),
        (json!({"creatorIds": [ann]}), vec!["c", "a"]),
        (json!({"kinds": ["VIDEO", "SOCIAL_POST"]}), vec!["d", "b"]),
        (json!({"intents": [intent]}), same_intent.iter().map(String::as_str).collect()),
        (json!({"hashtags": ["#summer"]}), vec!["d", "a"]),
        (json!({"hashtags": ["Winter", "beach"]}), vec!["d", "c", "b"]),
        (json!({"languages": ["en-US", "fr"]}), vec!["d", "a"]),
        (json!({"stars": {"least": 3, "most": 5}}), vec!["c", "a"]),
        (json!({"creatorIds": [ann], "productIds": [cap]}), vec!["c"]),
        (json!({"hashtags": ["summer"], "stars": {"least": 1, "most": 2}}), vec!["d"]),
        (json!({"hashtags": ["summer"], "kinds": ["VIDEO"]}), vec![]),
        (json!({"languages": ["xx"]}), vec![]),
        (json!({}), vec!["d", "c", "b", "a"]),
    ] {
        update(&shop, &id, json!({"rule": rule})).await;
        assert_eq!(shown(&public, "some").await, expected, "{rule}");
        assert_eq!(preview(&shop.owner, &rule).await, expected, "a preview of {rule}");
    }
    assert_eq!(public.error("{ feedPreview(first: 1) { nodes { id } } }", json!({})).await, "FORBIDDEN");
}

async fn preview(caller: &Gql, rule: &Value) -> Vec<String> {
    let ask = "query($rule: FeedRuleInput) { feedPreview(first: 50, rule: $rule) { nodes { externalId } } }";
    let data = caller.query(ask, json!({"rule": rule})).await;
    names(data["feedPreview"]["nodes"].as_array().unwrap(), |_| true)
}

#[tokio::test]
async fn pins_come_first_in_their_order_if_they_may_be_shown() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let mut ids = Vec::new();
    for (name, day) in [("a", 1), ("b", 2), ("c", 3), ("d", 4)] {
        ids.push(publish(&shop, name, day, json!({"rating": day})).await);
    }
    let rule = json!({"stars": {"least": 3, "most": 5}});
    let id = feed(&shop, "some", json!({"rule": rule, "pinIds": [ids[1], ids[3], ids[0]]})).await;
    assert_eq!(shown(&public, "some").await, ["b", "d", "a", "c"], "whether the rule lets them in or not");
    let hide = json!({"momentId": ids[3]});
    shop.owner.mutate("momentHide", hide.clone(), "moment { id }").await;
    assert_eq!(shown(&public, "some").await, ["b", "a", "c"]);
    shop.owner.mutate("momentShow", hide, "moment { id }").await;
    update(&shop, &id, json!({"pinIds": [ids[3]]})).await;
    assert_eq!(shown(&public, "some").await, ["d", "c"]);
    update(&shop, &id, json!({"curated": true, "pinIds": [ids[0], ids[2]]})).await;
    assert_eq!(shown(&public, "some").await, ["a", "c"], "a curated feed is of its pins alone");
    update(&shop, &id, json!({"curated": false})).await;
    assert_eq!(shown(&public, "some").await, ["a", "c", "d", "b"]);
}

#[tokio::test]
async fn a_feed_has_one_of_four_orders() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    for (name, day, rating) in
        [("a", 1, json!(5)), ("b", 2, json!(null)), ("c", 3, json!(2)), ("d", 4, json!(5))]
    {
        publish(&shop, name, day, json!({"rating": rating})).await;
    }
    world
        .break_with(
            "UPDATE moments SET helpfulness = CASE external_id WHEN 'b' THEN 900000 WHEN 'a' THEN 500000 ELSE 0 END, \
             rank = CASE external_id WHEN 'c' THEN 9 WHEN 'a' THEN 8 ELSE rank - 999 END",
        )
        .await;
    for (order, expected) in [
        ("RANKED", vec!["c", "a", "d", "b"]),
        ("TOP_RATED", vec!["d", "a", "c"]),
        ("MOST_HELPFUL", vec!["b", "a", "d", "c"]),
        ("NEWEST", vec!["d", "c", "b", "a"]),
    ] {
        let handle = order.to_lowercase().replace('_', "-");
        feed(&shop, &handle, json!({"order": order})).await;
        assert_eq!(shown(&public, &handle).await, expected, "{order}");
    }
}

#[tokio::test]
async fn the_hashtags_of_an_erased_moment_are_gone_with_it() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world).await;
    let moment = publish(&shop, "a", 1, json!({"body": "#one and #two"})).await;
    publish(&shop, "b", 2, json!({"body": "#three"})).await;
    shop.owner.mutate("momentErase", json!({"momentId": moment}), "moment { id }").await;
    let left = world.sql("SELECT hashtag FROM moment_hashtags WHERE hashtag IS NOT NULL").await;
    assert_eq!(left, [json!({"hashtag": "three"})]);
    // Handed in a second time it stays erased.
    publish(&shop, "a", 1, json!({"body": "#one and #two"})).await;
    assert_eq!(world.sql("SELECT hashtag FROM moment_hashtags WHERE hashtag IS NOT NULL").await.len(), 1);
}

#[tokio::test]
async fn a_rule_that_is_none_is_refused_with_its_field() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world).await;
    let other = world.brand("Other").await;
    let theirs = publish(
        &other,
        "theirs",
        1,
        json!({"creator": {"externalId": "x", "name": "X"}, "products": [{"externalId": "P"}]}),
    )
    .await;
    let found = other
        .owner
        .query("{ moments(first: 1) { nodes { creator { id } products { id } } } }", json!({}))
        .await;
    let found = &found["moments"]["nodes"][0];
    let own = publish(&shop, "own", 1, json!({})).await;
    for (more, code, field) in [
        (json!({"rule": {"hashtags": ["fine", "no hashtag"]}}), "HASHTAG_INVALID", "rule.hashtags"),
        (json!({"rule": {"languages": ["english"]}}), "LANGUAGE_INVALID", "rule.languages"),
        (json!({"rule": {"stars": {"least": 4, "most": 3}}}), "STARS_INVALID", "rule.stars"),
        (json!({"rule": {"hashtags": vec!["x"; 51]}}), "TOO_MANY", "rule.hashtags"),
        (json!({"rule": {"productIds": ["product_x"]}}), "INVALID_ID", "rule.productIds.0"),
        (json!({"rule": {"productIds": [found["products"][0]["id"]]}}), "NOT_FOUND", "rule.productIds"),
        (json!({"rule": {"creatorIds": [found["creator"]["id"]]}}), "NOT_FOUND", "rule.creatorIds"),
        (json!({"pinIds": [own, theirs]}), "NOT_FOUND", "pinIds"),
        (json!({"pinIds": [own, own]}), "PIN_TWICE", "pinIds.1"),
        (json!({"rule": {}, "curated": true}), "RULE_TWICE", "rule"),
        (json!({"rule": {}, "momentKind": "VIDEO"}), "RULE_TWICE", "rule"),
    ] {
        let mut input = json!({"handle": "odd", "name": "Odd"});
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        let answer = shop.owner.attempt("feedCreate", input, "feed { id }").await;
        let error = &answer["userErrors"][0];
        let path: Vec<&str> =
            error["field"].as_array().unwrap()[1..].iter().map(|p| p.as_str().unwrap()).collect();
        assert_eq!((error["code"].as_str(), path.join(".")), (Some(code), field.to_owned()), "{answer}");
    }
    let wrong = json!({"kind": "REVIEW", "externalId": "w", "body": "It fits.", "language": "english"});
    assert_eq!(shop.owner.refused("momentSubmit", wrong).await, "LANGUAGE_INVALID");
}
