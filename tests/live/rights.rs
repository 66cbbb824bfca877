//! Rights are asked before every event, and looked at while nothing happens.

use serde_json::json;

use super::{MOMENTS, approve, submit};
use crate::people::token_for_seconds;
use crate::world::viewer::{PROTOCOL, Viewer};
use crate::world::{Brand, World};

const PAYOUTS: &str = "subscription($after: String) { payoutChanged(after: $after) { cursor } }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_read_it_does_not_watch_it() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut page = Viewer::of(&shop.key("PUBLISHABLE").await).await;
    page.watch("p", PAYOUTS).await;
    assert_eq!(page.refusal("p").await, "FORBIDDEN");
    let input = json!({"name": "moments", "kind": "SECRET", "scopes": ["MOMENTS_READ"]});
    let made = shop.owner.mutate("apiKeyCreate", input, "secret").await;
    let mut machine = Viewer::of(&shop.owner.with(made["secret"].as_str().unwrap())).await;
    machine.watch("p", PAYOUTS).await;
    assert_eq!(machine.refusal("p").await, "FORBIDDEN");
    machine.watch("m", MOMENTS).await;
    submit(&shop, "first").await;
    machine.event("m").await;
    for credential in [None, Some("nonsense"), Some("trb_sk_nonsense")] {
        let stranger = world.stranger();
        let caller = credential.map_or(stranger.clone(), |credential| stranger.with(credential));
        let mut nobody = Viewer::open(&caller, PROTOCOL, None).await.unwrap();
        nobody.init(&caller).await;
        assert_eq!(nobody.close().await, 4403, "{credential:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_ends_with_the_rights_it_was_opened_with_though_nothing_happens() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let elsewhere = world.another_server("TOUCH_SPOOL", "").await;
    let made = shop
        .owner
        .mutate("apiKeyCreate", json!({"name": "k", "kind": "SECRET"}), "secret apiKey { id }")
        .await;
    let key = shop.owner.with(made["secret"].as_str().unwrap());
    let fay = shop.colleague(&world, "Fay", "FINANCE").await;
    let gil = shop.colleague(&world, "Gil", "FINANCE").await;
    let ida = shop.colleague(&world, "Ida", "EDITOR").await;
    let expiring =
        world.stranger().with(&token_for_seconds(&world, shop.owner.credential.as_ref().unwrap(), 3).await);
    let mut viewers = Vec::new();
    for caller in [&key, &fay, &gil, &ida, &expiring, &shop.owner] {
        // The rights are taken in another process than the one that answers here.
        let mut viewer = Viewer::of(&elsewhere.0.with(caller.credential.as_ref().unwrap())).await;
        viewer.watch("m", MOMENTS).await;
        viewers.push(viewer);
    }
    let [mut of_key, mut of_fay, mut of_gil, mut of_ida, mut expires, mut stays]: [Viewer; 6] =
        viewers.try_into().ok().unwrap();

    shop.owner.mutate("apiKeyRevoke", json!({"apiKeyId": made["apiKey"]["id"]}), "apiKey { id }").await;
    fay.mutate("signOut", json!({}), "").await;
    let members = shop.owner.query("{ members { userId email } }", json!({})).await;
    let user = |name: &str| {
        let rows = members["members"].as_array().unwrap();
        rows.iter().find(|m| m["email"] == format!("{name}@people.test")).unwrap()["userId"].clone()
    };
    shop.owner.mutate("memberRemove", json!({"userId": user("gil")}), "").await;
    shop.owner.mutate("memberRoleSet", json!({"userId": user("ida"), "role": "ANALYST"}), "").await;
    for viewer in [&mut of_key, &mut of_fay, &mut of_gil, &mut of_ida, &mut expires] {
        let close = tokio::time::timeout(std::time::Duration::from_secs(12), viewer.hear()).await;
        assert_eq!(close.unwrap(), json!({"close": 4403}));
    }
    submit(&shop, "first").await;
    stays.event("m").await;

    // Whose role is another now comes back with it.
    let mut again = Viewer::of(&ida).await;
    again.watch("m", MOMENTS).await;
    submit(&shop, "second").await;
    again.event("m").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_are_asked_before_an_event_is_told() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let secret = shop.key("SECRET").await;
    let (mut machine, mut person) = (Viewer::of(&secret).await, Viewer::of(&shop.owner).await);
    machine.watch("m", MOMENTS).await;
    person.watch("m", MOMENTS).await;
    let moment = submit(&shop, "first").await;
    machine.event("m").await;
    person.event("m").await;
    let other = Brand { owner: secret.clone(), tenant: shop.tenant.clone() };
    // In the process that ends it a session ends at once: what happens next is not told.
    shop.owner.mutate("signOut", json!({}), "").await;
    approve(&other, &moment).await;
    machine.event("m").await;
    assert_eq!(person.hear().await, json!({"close": 4403}));
}
