//! Feeds: what their rules let in and in which order, what comes first, and how they are read page by page while everything moves.

mod kept;
mod rules;
mod versions;
mod walks;

use serde_json::{Value, json};

use crate::world::{Brand, Gql, World, brand::id};

/// A shop that shows everything that comes in, and what its pages may ask.
async fn shop(world: &World) -> (Brand, Gql) {
    let shop = world.brand("Shop").await;
    let settings = json!({"version": 0, "approveAt": 0});
    shop.owner.mutate("moderationSettingsUpdate", settings, "moderationSettings { version }").await;
    let public = shop.key("PUBLISHABLE").await;
    (shop, public)
}

/// A moment the public may see, published on this day of January 2026. Returns its id.
async fn publish(shop: &Brand, name: &str, day: u32, more: Value) -> String {
    let mut input = json!({
        "kind": "REVIEW", "externalId": name, "body": "It fits.", "publishedAt": format!("2026-01-{day:02}T00:00:00Z"),
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

/// A feed of its own. Returns its id.
async fn feed(shop: &Brand, handle: &str, more: Value) -> String {
    let mut input = json!({"handle": handle, "name": handle});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    id(&shop.owner.mutate("feedCreate", input, "feed { id }").await["feed"])
}

/// Changes a feed as it stands. Returns its version.
async fn update(shop: &Brand, feed: &str, more: Value) -> i64 {
    let ask = "query($id: ID!) { node(id: $id) { ... on Feed { version } } }";
    let stands = shop.owner.query(ask, json!({"id": feed})).await;
    let mut input = json!({"feedId": feed, "version": stands["node"]["version"]});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    let payload = shop.owner.mutate("feedUpdate", input, "feed { version }").await;
    payload["feed"]["version"].as_i64().unwrap()
}

/// One page of a feed: the ids or names of its moments, and where it goes on.
struct Page {
    moments: Vec<String>,
    next: Option<String>,
}

async fn page(caller: &Gql, handle: &str, field: &str, first: usize, after: Option<&str>) -> Page {
    let ask = format!(
        "query($handle: String!, $first: Int, $after: String) {{ feed(handle: $handle) {{ moments(first: $first, after: $after) {{ \
         pageInfo {{ hasNextPage endCursor }} nodes {{ {field} }} }} }} }}"
    );
    let data = caller.query(&ask, json!({"handle": handle, "first": first, "after": after})).await;
    let page = &data["feed"]["moments"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Page {
        moments: page["nodes"].as_array().unwrap().iter().map(|moment| text(&moment[field])).collect(),
        next: (page["pageInfo"]["hasNextPage"] == true).then(|| text(&page["pageInfo"]["endCursor"])),
    }
}

/// The names of what a feed shows, in its order.
async fn shown(caller: &Gql, handle: &str) -> Vec<String> {
    page(caller, handle, "externalId", 100, None).await.moments
}
