//! A search by words: in the tenant alone, what its caller may see, and each moment once.

use serde_json::{Value, json};

use super::{review, shop};
use crate::world::{Gql, World};

const ASK: &str = "query($query: String!, $first: Int, $after: String, $filter: MomentSearchFilter) { \
    momentSearch(query: $query, first: $first, after: $after, filter: $filter) { \
    pageInfo { hasNextPage hasPreviousPage endCursor } nodes { externalId } } }";

async fn page(caller: &Gql, query: &str, more: Value) -> Value {
    let mut variables = json!({"query": query, "first": 100});
    for (name, value) in more.as_object().unwrap() {
        variables[name] = value.clone();
    }
    caller.query(ASK, variables).await["momentSearch"].take()
}

fn names(page: &Value) -> String {
    let nodes = page["nodes"].as_array().unwrap();
    let names: Vec<&str> = nodes.iter().map(|node| node["externalId"].as_str().unwrap()).collect();
    names.join(" ")
}

async fn found(caller: &Gql, query: &str) -> String {
    names(&page(caller, query, json!({})).await)
}

#[tokio::test]
async fn words_are_found_as_search_engines_find_them() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let say = async |name: &str, title: &str, body: &str, more: Value| {
        let mut input = more;
        (input["title"], input["body"]) = (json!(title), json!(body));
        review(&shop, name, input).await
    };
    say("body", "Nice", "A blue kettle, and it whistles", json!({"language": "en"})).await;
    say("title", "Blue kettle", "It whistles", json!({"kind": "VIDEO"})).await;
    say("red", "Red", "A red kettle; the blue one was sold out", json!({})).await;
    say("ümlaut", "Größe", "Die Größe passt — 100% 'ok' <b>fett</b>", json!({})).await;
    let other = json!({"products": [{"externalId": "KETTLE", "title": "K"}], "creator": {"externalId": "ann", "name": "Ann"}});
    say("creator", "Kettle", "Mine is green", other).await;
    // The headline weighs more; what says it twice, or in fewer words, comes before.
    assert_eq!(found(&public, "BLUE").await.split(' ').next(), Some("title"));
    let mut all: Vec<String> = found(&public, "blue").await.split(' ').map(str::to_owned).collect();
    all.sort();
    assert_eq!(all, ["body", "red", "title"]);
    for (query, expected) in [
        ("\"blue kettle\" whistles -nice", "title"),
        ("kettle -blue", "creator"),
        ("größe", "ümlaut"),
        ("whistle", ""),
        ("sold kettle", "red"),
        ("fett", "ümlaut"),
        ("100% ok", "ümlaut"),
    ] {
        assert_eq!(found(&public, query).await, expected, "{query}");
    }
    for nothing in ["", "   ", "-", "!!! &|():*", "'; DROP TABLE moments; --", "\\", "\""] {
        assert_eq!(found(&public, nothing).await, "", "{nothing}");
    }
    let product = shop.owner.query("{ product(externalId: \"KETTLE\") { id } }", json!({})).await;
    for (filter, expected) in [
        (json!({"kind": "VIDEO"}), "title"),
        (json!({"language": "en-GB"}), "body"),
        (json!({"productId": product["product"]["id"]}), "creator"),
        (json!({"moderation": "REJECTED"}), ""),
    ] {
        assert_eq!(names(&page(&public, "kettle", json!({"filter": filter})).await), expected, "{filter}");
    }
    for (variables, code) in [
        (json!({"query": "x".repeat(101), "first": 1}), "FILTER_INVALID"),
        (json!({"query": "x", "first": 1, "filter": {"language": "x1"}}), "FILTER_INVALID"),
        (json!({"query": "x", "first": 101}), "PAGE_SIZE"),
        (json!({"query": "x", "first": 1, "after": "nonsense!"}), "INVALID_CURSOR"),
    ] {
        assert_eq!(public.error(ASK, variables.clone()).await, code, "{variables}");
    }
}

#[tokio::test]
async fn the_public_finds_what_it_may_see_and_nobody_what_is_erased() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let mug = review(&shop, "mug", json!({"body": "It keeps warm"})).await;
    let asked = json!({"body": "It keeps cold", "rightsRequired": true});
    let cup = review(&shop, "cup", asked).await;
    let other = world.brand("Other").await;
    review(&other, "foreign", json!({"body": "It keeps"})).await;
    assert_eq!(
        (found(&public, "keeps").await, found(&shop.owner, "keeps").await),
        ("mug".into(), "cup mug".into())
    );
    let only = json!({"filter": {"publishable": true}});
    assert_eq!(names(&page(&shop.owner, "keeps", only).await), "mug");
    // A right for three seconds.
    let at = |seconds: i64| (store::Clock::system().now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
    shop.grant(&cup, json!({"startsAt": at(-9), "endsAt": at(3)})).await;
    assert_eq!(found(&public, "keeps").await, "cup mug");
    world.until("the end of a right", || found(&public, "keeps"), |names| names == "mug").await;
    // Other words, none, and the erased ones'.
    let edit = json!({"momentId": mug, "revision": 1, "body": "It broke"});
    shop.owner.mutate("momentEdit", edit, "moment { id }").await;
    assert_eq!((found(&public, "keeps").await, found(&public, "broke").await), (String::new(), "mug".into()));
    shop.owner.mutate("momentHide", json!({"momentId": mug}), "moment { id }").await;
    assert_eq!(
        (found(&public, "broke").await, found(&shop.owner, "broke").await),
        (String::new(), "mug".into())
    );
    shop.owner.mutate("momentErase", json!({"momentId": mug}), "moment { id }").await;
    assert_eq!(
        (found(&shop.owner, "broke").await, found(&shop.owner, "erased").await),
        (String::new(), String::new())
    );
    let kept = world.sql("SELECT words::text AS words FROM moment_words WHERE words = ''").await;
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn pages_of_what_is_found_show_each_moment_once() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    for number in 0..23 {
        // Some fit alike, some better.
        let body = format!("{} tea {}", "warm ".repeat(1 + number % 3), "and so on ".repeat(number % 5));
        review(&shop, &format!("{number:02}"), json!({"body": body})).await;
    }
    let all = found(&public, "warm").await;
    let mut seen: Vec<String> = Vec::new();
    let mut after = Value::Null;
    loop {
        let next = page(&public, "warm", json!({"first": 4, "after": after})).await;
        assert_eq!(next["pageInfo"]["hasPreviousPage"], json!(!after.is_null()));
        seen.extend(names(&next).split(' ').map(str::to_owned));
        if next["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = next["pageInfo"]["endCursor"].clone();
        // What comes in meanwhile moves nothing.
        review(&shop, &format!("late {}", seen.len()), json!({"body": "cold"})).await;
    }
    assert_eq!(seen.join(" "), all);
    assert_eq!(seen.len(), 23);
}
