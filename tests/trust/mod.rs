//! What readers are told: who bought what they write about, who is paid for it, what stars and votes come to, and what a search finds.

mod buyers;
mod ratings;
mod search;
mod votes;

use serde_json::{Value, json};

use crate::world::{Brand, Gql, World, brand::id};

/// A shop that shows everything that comes in, and the key of its pages.
async fn shop(world: &World) -> (Brand, Gql) {
    let shop = world.brand("Shop").await;
    let settings = json!({"version": 0, "approveAt": 0});
    shop.owner.mutate("moderationSettingsUpdate", settings, "moderationSettings { version }").await;
    let public = shop.key("PUBLISHABLE").await;
    (shop, public)
}

/// A review of the mug that the public may see. Returns its id.
async fn review(shop: &Brand, name: &str, more: Value) -> String {
    let mut input = json!({
        "kind": "REVIEW", "externalId": name, "body": format!("It holds its tea warm, says {name}."),
        "products": [{"externalId": "MUG", "title": "Mug"}],
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

/// Something of a moment.
async fn of_moment(caller: &Gql, moment: &str, selection: &str) -> Value {
    let ask = format!("query($id: ID!) {{ node(id: $id) {{ ... on Moment {{ {selection} }} }} }}");
    caller.query(&ask, json!({"id": moment})).await["node"].take()
}

/// What the public is shown of the shop's moments, by their names.
async fn shown(public: &Gql, selection: &str) -> Vec<Value> {
    let ask = format!("{{ feed(handle: \"all\") {{ moments(first: 100) {{ nodes {{ {selection} }} }} }} }}");
    public.query(&ask, json!({})).await["feed"]["moments"]["nodes"].as_array().unwrap().clone()
}
