//! The protocol, its close codes, and the limits of a socket from both sides.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{MOMENTS, submit};
use crate::world::World;
use crate::world::viewer::{PROTOCOL, Viewer};

const MESSAGE_BYTES_MAX: usize = 64 * 1024;
const OPERATIONS_MAX: usize = 50;

fn subscribe(id: &str) -> Value {
    json!({"type": "subscribe", "id": id, "payload": {"query": MOMENTS}})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_word_closes_the_socket_with_the_protocols_code() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let init = json!({
        "type": "connection_init", "payload": {"authorization": format!("Bearer {}", shop.owner.credential.as_ref().unwrap())},
    });
    let first = |payload: Value| json!({"type": "connection_init", "payload": payload});
    for (words, code) in [
        (vec![subscribe("a")], 4401),
        (vec![json!({"type": "complete", "id": "a"})], 4401),
        (vec![json!({"type": "hello"})], 4400),
        (vec![first(json!({"authorization": "Bearer nonsense"}))], 4403),
        (vec![first(json!({}))], 4403),
        (vec![first(json!({"authorization": 7}))], 4400),
        (vec![init.clone(), init.clone()], 4429),
        (vec![init.clone(), subscribe("")], 4400),
        (vec![init.clone(), subscribe(&"x".repeat(101))], 4400),
        (vec![init.clone(), json!({"type": "subscribe", "id": "a", "payload": []})], 4400),
        (vec![init.clone(), json!({"type": "subscribe", "id": "a", "payload": {"query": 7}})], 4400),
        (vec![init.clone(), json!([])], 4400),
        (vec![init.clone(), subscribe("a"), subscribe("a")], 4409),
    ] {
        let mut viewer = Viewer::open(&world.stranger(), PROTOCOL, None).await.unwrap();
        for word in words.clone() {
            viewer.say(word).await;
        }
        assert_eq!(viewer.close().await, code, "{words:?}");
    }
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.say(subscribe(&"x".repeat(100))).await;
    viewer.say(json!({"type": "ping", "payload": {"x": 1}})).await;
    assert_eq!(viewer.hear().await, json!({"type": "pong", "payload": {"x": 1}}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_word_has_three_seconds() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut late = Viewer::open(&shop.owner, PROTOCOL, None).await.unwrap();
    let mut soon = Viewer::open(&shop.owner, PROTOCOL, None).await.unwrap();
    let begun = Instant::now();
    tokio::time::sleep(Duration::from_secs(2)).await;
    // A ping is no first word.
    late.say(json!({"type": "ping"})).await;
    assert_eq!(late.hear().await["type"], "pong");
    soon.init(&shop.owner).await;
    assert_eq!(soon.hear().await["type"], "connection_ack");
    assert_eq!(late.close().await, 4408);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_is_for_the_servers_own_pages_and_for_what_is_no_browser() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let open = |protocol, origin: Option<String>| {
        let owner = shop.owner.clone();
        async move { Viewer::open(&owner, protocol, origin.as_deref()).await.err() }
    };
    assert_eq!(open(PROTOCOL, None).await, None);
    assert_eq!(open(PROTOCOL, Some(world.url.clone())).await, None);
    let near = format!("{}.evil.test", world.url);
    for origin in ["null", "https://evil.test", "http://127.0.0.1:1", &near] {
        assert_eq!(open(PROTOCOL, Some(origin.to_owned())).await, Some(403), "{origin}");
    }
    for protocol in ["graphql-ws", "graphql-transport-ws2"] {
        assert_eq!(open(protocol, None).await, Some(400), "{protocol}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_has_room_for_fifty_subscriptions_and_messages_of_64_kib() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    let id = |number: usize| format!("s{number:02}");
    for number in 0..OPERATIONS_MAX {
        viewer.watch(&id(number), MOMENTS).await;
    }
    viewer.watch("more", MOMENTS).await;
    assert_eq!(viewer.refusal("more").await, "TOO_MANY_SUBSCRIPTIONS");
    submit(&shop, "first").await;
    let mut told = std::collections::BTreeSet::new();
    for _ in 0..OPERATIONS_MAX {
        told.insert(viewer.hear().await["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(told.len(), OPERATIONS_MAX);
    // One that has ended makes room.
    viewer.say(json!({"type": "complete", "id": id(0)})).await;
    viewer.watch("more", MOMENTS).await;
    assert_eq!(viewer.hear().await["id"], "more");

    let ping = |bytes: usize| {
        let rest = json!({"type": "ping", "payload": {"x": ""}}).to_string().len();
        json!({"type": "ping", "payload": {"x": "x".repeat(bytes - rest)}}).to_string()
    };
    viewer.say_text(ping(MESSAGE_BYTES_MAX)).await;
    assert_eq!(viewer.hear().await["type"], "pong");
    viewer.say_text(ping(MESSAGE_BYTES_MAX + 1)).await;
    assert_eq!(viewer.close().await, 4400);
    let mut viewer = Viewer::open(&shop.owner, PROTOCOL, None).await.unwrap();
    viewer.say_text(ping(MESSAGE_BYTES_MAX + 1)).await;
    assert_eq!(viewer.close().await, 4400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_takes_subscriptions_of_one_field_and_nothing_else() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    for (document, code) in [
        ("{ products(first: 1) { nodes { id } } }", "SUBSCRIPTIONS_ONLY"),
        ("mutation { signOut(input: {}) { userErrors { code } } }", "SUBSCRIPTIONS_ONLY"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { momentChanged { cursor } payoutChanged { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { a: momentChanged { cursor } b: momentChanged { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "subscription { ...two } fragment two on Subscriptions { momentChanged { cursor } payoutChanged { cursor } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription { momentChanged @skip(if: true) { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        viewer.subscribe("q", document, json!({})).await;
        assert_eq!(viewer.refusal("q").await, code, "{document}");
    }
    let (status, answer) = shop.owner.raw("subscription { momentChanged { cursor } }", json!({})).await;
    assert_eq!(
        (status, &answer["errors"][0]["extensions"]["code"]),
        (200, &json!("SUBSCRIPTIONS_BY_SOCKET"))
    );
}
