//! Subscriptions: what one does, another sees, in whichever process; nobody sees more than they may.

use serde_json::{Value, json};

use crate::world::brand::id;
use crate::world::viewer::Viewer;
use crate::world::{Brand, World};

const MOMENTS: &str =
    "subscription($after: String) { momentChanged(after: $after) { cursor moment { id moderation } } }";
const PROTOCOL: &str = "graphql-transport-ws";

async fn submit(shop: &Brand, external_id: &str) -> String {
    let input = json!({
        "kind": "REVIEW", "externalId": external_id, "body": "It fits.", "creator": {"externalId": "ann", "name": "Ann"},
        "products": [{"externalId": "MUG", "title": "Mug"}],
    });
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

async fn approve(shop: &Brand, moment: &str) {
    shop.owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
}

/// An event's moment and where it stands.
fn moment(event: &Value) -> (&str, &str) {
    let moment = &event["momentChanged"]["moment"];
    (moment["id"].as_str().unwrap(), moment["moderation"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_does_the_others_see_in_another_process_and_no_other_tenant() {
    let world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let (elsewhere, _serving) = world.another_server("TOUCH_SPOOL", "").await;
    let mut near = Viewer::of(&shop.owner).await;
    let mut far = Viewer::of(&elsewhere.with(shop.owner.credential.as_ref().unwrap())).await;
    let mut stranger = Viewer::of(&other.owner).await;
    near.watch("all", MOMENTS, json!({})).await;
    near.watch("public", "subscription { momentPublished { moment { id rating } } }", json!({})).await;
    far.watch("all", MOMENTS, json!({})).await;
    stranger.watch("all", MOMENTS, json!({})).await;

    let first = submit(&shop, "first").await;
    assert_eq!(moment(&far.event("all").await), (&*first, "PENDING"));
    assert_eq!(moment(&near.event("all").await), (&*first, "PENDING"));
    approve(&shop, &first).await;
    assert_eq!(moment(&far.event("all").await), (&*first, "APPROVED"));
    let mut told = vec![near.hear().await, near.hear().await];
    told.sort_by_key(|message| message["id"].as_str().map(str::to_owned));
    assert_eq!(moment(&told[0]["payload"]["data"]), (&*first, "APPROVED"));
    assert_eq!(told[1]["payload"]["data"]["momentPublished"]["moment"]["id"], first);

    // Ended, it is silent; the other goes on.
    near.say(json!({"type": "complete", "id": "all"})).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    submit(&shop, "second").await;
    far.event("all").await;
    near.assert_silent().await;
    stranger.assert_silent().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_followed_from_sale_to_bank() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let ann = shop.affiliate(&world, &program, "ann").await;
    ann.onboard(&world).await;
    shop.code(&ann, "ANN").await;
    shop.fund(&world, 50_000).await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer
        .watch("sales", "subscription { conversionRecorded { conversion { externalId } } }", json!({}))
        .await;
    viewer
        .watch("commissions", "subscription { commissionChanged { commission { state } } }", json!({}))
        .await;
    viewer.watch("payouts", "subscription { payoutChanged { payout { state } } }", json!({})).await;
    viewer.watch("runs", "subscription { payoutRunChanged { run { state } } }", json!({})).await;

    shop.sale("1", 12_000, json!({"code": "ANN"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("1").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let mut last = std::collections::BTreeMap::new();
    let done = |last: &std::collections::BTreeMap<String, Value>| {
        last.get("runs") == Some(&json!("COMPLETED"))
            && last.get("payouts") == Some(&json!("TRANSFERRED"))
            && last.get("commissions") == Some(&json!("PAID"))
    };
    while !done(&last) {
        let mut message = viewer.hear().await;
        let id = message["id"].as_str().unwrap_or_else(|| panic!("{message:#}")).to_owned();
        let event = message["payload"]["data"].as_object_mut().unwrap().values_mut().next().unwrap();
        let of =
            ["conversion", "commission", "payout", "run"].iter().find_map(|name| event.get(name)).unwrap();
        let is = of.get("state").or_else(|| of.get("externalId")).unwrap();
        last.insert(id, is.clone());
    }
    assert_eq!(last["sales"], "1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_was_away_goes_on_where_it_was() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS, json!({})).await;
    let first = submit(&shop, "first").await;
    let cursor = viewer.event("m").await["momentChanged"]["cursor"].as_str().unwrap().to_owned();
    drop(viewer);

    // Gone, and Redis with its streams restarted; it keeps them as it keeps the log.
    let second = submit(&shop, "second").await;
    approve(&shop, &first).await;
    let told = || world.sql("SELECT 1 AS one");
    world.until("something", told, |rows| !rows.is_empty()).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    world.stop_redis().await;
    world.start_redis().await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS, json!({"after": cursor})).await;
    assert_eq!(moment(&viewer.event("m").await), (&*second, "PENDING"));
    assert_eq!(moment(&viewer.event("m").await), (&*first, "APPROVED"));

    // Redis goes while one watches: it is told as soon as that is back.
    world.stop_redis().await;
    world.start_redis().await;
    approve(&shop, &second).await;
    assert_eq!(moment(&viewer.event("m").await), (&*second, "APPROVED"));

    for (after, code) in [
        ("1-1", "CURSOR_EXPIRED"),
        ("x", "INVALID_CURSOR"),
        ("-1-0", "INVALID_CURSOR"),
        ("", "INVALID_CURSOR"),
    ] {
        viewer.watch("old", MOMENTS, json!({"after": after})).await;
        assert_eq!(viewer.refusal("old").await, code, "{after}");
    }
    // Redis has forgotten what it told: the viewer is sent to read anew.
    world.stop_redis().await;
    std::fs::remove_dir_all(world.redis_data()).unwrap();
    world.start_redis().await;
    viewer.watch("old", MOMENTS, json!({"after": cursor})).await;
    assert_eq!(viewer.refusal("old").await, "CURSOR_EXPIRED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_are_asked_at_every_event() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let secret = shop.key("SECRET").await;
    let publishable = shop.key("PUBLISHABLE").await;
    let mut page = Viewer::of(&publishable).await;
    page.watch("p", "subscription { payoutChanged { cursor } }", json!({})).await;
    assert_eq!(page.refusal("p").await, "FORBIDDEN");
    let mut nobody = Viewer::of(&world.stranger()).await;
    nobody.watch("m", MOMENTS, json!({})).await;
    assert_eq!(nobody.refusal("m").await, "UNAUTHENTICATED");

    let (mut machine, mut person) = (Viewer::of(&secret).await, Viewer::of(&shop.owner).await);
    machine.watch("m", MOMENTS, json!({})).await;
    person.watch("m", MOMENTS, json!({})).await;
    let moment = submit(&shop, "first").await;
    machine.event("m").await;
    person.event("m").await;
    let other = Brand { owner: secret.clone(), tenant: shop.tenant.clone() };
    shop.owner.mutate("signOut", json!({}), "").await;
    approve(&other, &moment).await;
    machine.event("m").await;
    assert_eq!(person.hear().await, json!({"close": 4403}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_word_closes_the_socket_with_the_protocols_code() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let stranger = world.stranger();
    assert_eq!(Viewer::open(&stranger, "graphql-ws").await.err(), Some(400));
    let subscribe = |id: &str| json!({"type": "subscribe", "id": id, "payload": {"query": MOMENTS}});
    let init = json!({"type": "connection_init"});
    for (words, code) in [
        (vec![subscribe("a")], 4401),
        (vec![json!({"type": "hello"})], 4400),
        (vec![json!({"type": "connection_init", "payload": {"authorization": "Bearer nonsense"}})], 4403),
        (vec![json!({"type": "connection_init", "payload": {"authorization": 7}})], 4400),
        (vec![init.clone(), init.clone()], 4429),
        (vec![init.clone(), json!({"type": "subscribe", "id": "", "payload": {"query": MOMENTS}})], 4400),
        (vec![init.clone(), json!({"type": "subscribe", "id": "a", "payload": []})], 4400),
        (vec![init.clone(), json!([])], 4400),
    ] {
        let mut viewer = Viewer::open(&stranger, PROTOCOL).await.unwrap();
        for word in words.clone() {
            viewer.say(word).await;
        }
        let mut last = viewer.hear().await;
        if last["type"] == "connection_ack" {
            last = viewer.hear().await;
        }
        assert_eq!(last, json!({"close": code}), "{words:?}");
    }

    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.say(json!({"type": "ping", "payload": {"x": 1}})).await;
    assert_eq!(viewer.hear().await, json!({"type": "pong", "payload": {"x": 1}}));
    for (document, code) in [
        ("{ products(first: 1) { nodes { id } } }", "SUBSCRIPTIONS_ONLY"),
        ("mutation { signOut(input: {}) { userErrors { code } } }", "SUBSCRIPTIONS_ONLY"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { momentChanged { cursor } payoutChanged { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        viewer.watch("q", document, json!({})).await;
        assert_eq!(viewer.refusal("q").await, code, "{document}");
    }
    let (status, answer) = shop.owner.raw("subscription { momentChanged { cursor } }", json!({})).await;
    assert_eq!(
        (status, &answer["errors"][0]["extensions"]["code"]),
        (200, &json!("SUBSCRIPTIONS_BY_SOCKET"))
    );
    viewer.watch("a", MOMENTS, json!({})).await;
    viewer.say(subscribe("a")).await;
    assert_eq!(viewer.hear().await, json!({"close": 4409}));

    let mut many = Viewer::of(&shop.owner).await;
    for number in 0..21 {
        many.say(subscribe(&number.to_string())).await;
    }
    assert_eq!(many.hear().await, json!({"close": 1013}));
}
