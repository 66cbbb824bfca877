//! Pages of lists and expansion.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn lists_page_in_both_directions() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(world.account().await);
    }
    ids.reverse();
    for (query, expected, has_more) in [
        ("limit=2".to_owned(), &ids[..2], true),
        (format!("limit=2&starting_after={}", ids[1]), &ids[2..4], true),
        (format!("limit=2&starting_after={}", ids[3]), &ids[4..], false),
        (format!("limit=2&ending_before={}", ids[3]), &ids[1..3], true),
        (format!("limit=2&ending_before={}", ids[1]), &ids[..1], false),
        ("limit=5".to_owned(), &ids[..], false),
    ] {
        let list = world.get(&format!("/v1/accounts?{query}")).await.ok().body;
        let found: Vec<&str> =
            list["data"].as_array().unwrap().iter().map(|account| account["id"].as_str().unwrap()).collect();
        assert_eq!(
            (found, &list["has_more"]),
            (expected.iter().map(String::as_str).collect(), &json!(has_more)),
            "{query}"
        );
        assert_eq!((&list["object"], &list["url"]), (&json!("list"), &json!("/v1/accounts")));
    }
}

#[tokio::test]
async fn pages_that_cannot_be_are_refused() {
    let world = World::new().await;
    let id = world.account().await;
    for query in [
        "limit=0".to_owned(),
        "limit=101".to_owned(),
        "limit=x".to_owned(),
        "starting_after=acct_none".to_owned(),
        format!("starting_after={id}&ending_before={id}"),
        "created[near]=5".to_owned(),
        "created=x".to_owned(),
    ] {
        assert_eq!(world.get(&format!("/v1/accounts?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn expansion_goes_through_lists_and_refuses_nonsense() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    world.transfer(&payee, "10", "g").await.ok();
    let list = world.get("/v1/transfers?expand[0]=data.destination").await.ok().body;
    assert_eq!(list["data"][0]["destination"]["email"], "joe@example.com");
    for path in ["data.nothing", "destination", "data.amount", "data.a.b.c.d"] {
        assert_eq!(world.get(&format!("/v1/transfers?expand[]={path}")).await.status, 400, "{path}");
    }
}
