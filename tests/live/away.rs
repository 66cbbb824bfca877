//! Who was away, who is slow, and what Redis forgets: nobody misses anything without being told.

use std::time::Duration;

use serde_json::json;

use super::{MOMENTS, approve, cursor, moment, submit};
use crate::world::brand::id;
use crate::world::viewer::Viewer;
use crate::world::{Brand, World};

/// Longer than a silent process is believed in, and what was missed is looked for.
const GONE: Duration = Duration::from_secs(30);

/// What was told longer ago is not told again when Redis has been away.
const FORGOTTEN: Duration = Duration::from_secs(6);

async fn redis(world: &World) -> redis::aio::MultiplexedConnection {
    let url = world.env.variables().find(|(name, _)| *name == "REDIS_URL").unwrap().1;
    redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap()
}

fn stream(shop: &Brand) -> String {
    let tenant = domain::ids::TypedId::uuid(shop.tenant.parse::<domain::ids::TenantId>().unwrap());
    format!("live:{{t:{tenant}}}")
}

/// Waits until a tenant's stream holds so many messages.
async fn until_told(world: &World, shop: &Brand, messages: usize) {
    let length = || async {
        let mut redis = redis(world).await;
        redis::cmd("XLEN").arg(stream(shop)).query_async::<usize>(&mut redis).await.unwrap()
    };
    world.until("messages", length, |length| *length >= messages).await;
}

/// The code of a subscription that goes on from a place.
async fn resumed(viewer: &mut Viewer, after: &str) -> String {
    viewer.subscribe("old", MOMENTS, json!({"after": after})).await;
    viewer.refusal("old").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_was_away_goes_on_where_it_was() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    let first = submit(&shop, "first").await;
    let place = cursor(&viewer.event("m").await);
    drop(viewer);

    // Gone, and Redis with its streams restarted; it keeps them as it keeps the log.
    let second = submit(&shop, "second").await;
    approve(&shop, &first).await;
    until_told(&world, &shop, 3).await;
    tokio::time::sleep(FORGOTTEN).await;
    world.stop_redis().await;
    world.start_redis().await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.subscribe("m", MOMENTS, json!({"after": place})).await;
    assert_eq!(moment(&viewer.event("m").await), (&*second, "PENDING"));
    let last = viewer.event("m").await;
    assert_eq!(moment(&last), (&*first, "APPROVED"));
    viewer.assert_silent().await;
    // From the last place on nothing is told again.
    viewer.subscribe("again", MOMENTS, json!({"after": cursor(&last)})).await;
    viewer.assert_silent().await;
    viewer.say(json!({"type": "complete", "id": "again"})).await;

    for (after, code) in [
        ("1-1-00ff00ff00ff00ff", "CURSOR_EXPIRED"),
        ("1-1", "INVALID_CURSOR"),
        ("x", "INVALID_CURSOR"),
        ("-1-0-00ff00ff00ff00ff", "INVALID_CURSOR"),
        ("", "INVALID_CURSOR"),
    ] {
        assert_eq!(resumed(&mut viewer, after).await, code, "{after}");
    }
    // Redis has forgotten what it told: who watches is sent to read anew, and so is who comes back.
    world.stop_redis().await;
    std::fs::remove_dir_all(world.redis_data()).unwrap();
    world.start_redis().await;
    assert_eq!(viewer.refusal("m").await, "CURSOR_EXPIRED");
    assert_eq!(resumed(&mut viewer, &place).await, "CURSOR_EXPIRED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_while_redis_is_away_is_told_when_it_is_back() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    let first = submit(&shop, "first").await;
    viewer.event("m").await;
    world.stop_redis().await;
    // Nothing waits for the news: the change is made at once, and told later.
    let second = submit(&shop, "second").await;
    approve(&shop, &first).await;
    viewer.assert_silent().await;
    // Longer than a call waits for its connection.
    tokio::time::sleep(Duration::from_secs(8)).await;
    let mut late = Viewer::of(&shop.owner).await;
    assert_eq!(late.cursors, json!({}));
    late.subscribe("m", MOMENTS, json!({})).await;
    assert_eq!(late.refusal("m").await, "UNAVAILABLE");
    world.start_redis().await;
    // Some of what was told before Redis went may be told again.
    let mut told = Vec::new();
    while !(told.contains(&(second.clone(), "PENDING".to_owned()))
        && told.contains(&(first.clone(), "APPROVED".to_owned())))
    {
        let event = viewer.event("m").await;
        let (id, state) = moment(&event);
        told.push((id.to_owned(), state.to_owned()));
    }
    assert!(!told.contains(&(first.clone(), "PENDING".to_owned())), "older than what was seen: {told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_redis_forgets_when_it_falls_is_told_again() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    submit(&shop, "first").await;
    let place = cursor(&viewer.event("m").await);
    drop(viewer);
    let second = submit(&shop, "second").await;
    until_told(&world, &shop, 2).await;
    let mut at_redis = redis(&world).await;
    let last: redis::streams::StreamRangeReply = redis::cmd("XREVRANGE")
        .arg(stream(&shop))
        .arg(&["+", "-", "COUNT", "1"])
        .query_async(&mut at_redis)
        .await
        .unwrap();
    redis::cmd("XDEL")
        .arg(stream(&shop))
        .arg(&last.ids[0].id)
        .query_async::<i64>(&mut at_redis)
        .await
        .unwrap();
    world.stop_redis().await;
    world.start_redis().await;
    until_told(&world, &shop, 2).await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.subscribe("m", MOMENTS, json!({"after": place})).await;
    // With it comes once more what was told just before.
    while moment(&viewer.event("m").await) != (&*second, "PENDING") {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_with_changes_untold_makes_everybody_read_anew() {
    let mut world = World::of_processes().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    submit(&shop, "first").await;
    let place = cursor(&viewer.event("m").await);

    // Asked to end, the API says so, has told everything, and leaves every place good.
    world.restart_api("TERM").await;
    assert_eq!(viewer.close().await, 1012);
    let second = submit(&shop, "second").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.subscribe("m", MOMENTS, json!({"after": place})).await;
    let event = viewer.event("m").await;
    assert_eq!(moment(&event), (&*second, "PENDING"));
    // It has taken its leave: nobody will take it for one that was killed.
    let present: usize =
        redis::cmd("HLEN").arg("live:{mark}:tellers").query_async(&mut redis(&world).await).await.unwrap();
    assert_eq!(present, 2);

    // Killed before it could tell.
    world.stop_redis().await;
    submit(&shop, "third").await;
    world.restart_api("KILL").await;
    world.start_redis().await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.subscribe("m", MOMENTS, json!({"after": cursor(&event)})).await;
    let told = viewer.hear_within(GONE).await.expect("nobody noticed");
    assert_eq!(told["payload"][0]["extensions"]["code"], "CURSOR_EXPIRED", "{told:#}");
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    submit(&shop, "fourth").await;
    viewer.event("m").await;
}

/// Tells of one moment so often as another process would.
async fn flood(world: &World, shop: &Brand, moment: &str, times: usize) {
    let id = domain::ids::TypedId::uuid(moment.parse::<domain::ids::MomentId>().unwrap());
    let mut redis = redis(world).await;
    let message = json!({"s": "moment", "i": id}).to_string();
    for _ in 0..times {
        redis::cmd("XADD")
            .arg(stream(shop))
            .arg(&["*", "c", &message])
            .query_async::<String>(&mut redis)
            .await
            .unwrap();
    }
    redis::cmd("SPUBLISH").arg(stream(shop)).arg("").query_async::<i64>(&mut redis).await.unwrap();
}

async fn long_moment(shop: &Brand) -> String {
    let input = json!({
        "kind": "REVIEW", "externalId": "long", "body": "x".repeat(10_000), "creator": {"externalId": "ann", "name": "Ann"},
        "products": [{"externalId": "MUG", "title": "Mug"}],
    });
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

/// A document whose event has the moment's text so many times.
fn document(times: usize) -> String {
    let bodies: Vec<String> = (0..times).map(|n| format!("b{n}: body")).collect();
    format!(
        "subscription($after: String) {{ momentChanged(after: $after) {{ cursor moment {{ id {} }} }} }}",
        bodies.join(" ")
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_does_not_listen_is_not_waited_for_and_is_told_that_it_is_behind() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut slow = Viewer::slow(&shop.owner).await;
    slow.watch("long", &document(6)).await;
    slow.watch("short", MOMENTS).await;
    let moment = long_moment(&shop).await;
    flood(&world, &shop, &moment, 4_000).await;
    // Others are told meanwhile.
    let mut quick = Viewer::of(&shop.owner).await;
    quick.watch("m", MOMENTS).await;
    submit(&shop, "next").await;
    quick.event("m").await;

    // Little was kept for the slow one, and then it hears that it has missed some.
    let (mut heard, mut behind) = (0, std::collections::BTreeSet::new());
    while behind.len() < 2 {
        let message = slow.hear().await;
        match message["type"].as_str() {
            Some("next") => heard += 1,
            Some("error") => {
                assert_eq!(message["payload"][0]["extensions"]["code"], "CURSOR_EXPIRED");
                behind.insert(message["id"].as_str().unwrap().to_owned());
            }
            _ => panic!("{message:#}"),
        }
    }
    assert!(heard < 500, "{heard} events were kept for one who does not listen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_is_as_long_as_a_message_may_be() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("fits", &document(6)).await;
    viewer.watch("not", &document(7)).await;
    long_moment(&shop).await;
    let mut told = [viewer.hear().await, viewer.hear().await];
    told.sort_by_key(|message| message["id"].as_str().map(str::to_owned));
    assert_eq!((&told[0]["id"], &told[0]["type"]), (&json!("fits"), &json!("next")));
    assert_eq!(told[1]["payload"][0]["extensions"]["code"], "EVENT_TOO_LARGE");
    viewer.assert_silent().await;
}
