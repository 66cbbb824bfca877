//! Once for each actor, moment, kind and UTC day; sums and scores in any order; what the graph says of them.

use std::time::Duration as Wait;

use chrono::{DateTime, Duration, TimeDelta, Utc};
use domain::engagement::{Actor, Event};
use domain::feed::Engagement;
use domain::ids::{MomentId, TenantId, TypedId, VisitorId};
use serde_json::{Value, json};
use store::engagement::{Ingested, Received, ingest};
use store::{SystemCtx, TenantTx};

use super::{Shown, assert_adds_up, counts, now, of_graph, report, report_as, rows, until_counts};
use crate::dice::Dice;
use crate::world::viewer::Viewer;
use crate::world::{Brand, World};

/// Brings events of a tenant to rows in one transaction.
#[allow(clippy::disallowed_methods, reason = "this stands for the job runner")]
async fn ingested(pool: &store::Pool, tenant: TenantId, events: &[Event], at: DateTime<Utc>) -> Ingested {
    let tx = TenantTx::begin(pool, &SystemCtx::of_job("test").in_tenant(tenant)).await.unwrap();
    let received: Vec<Received> = events.iter().map(|event| Received { event: *event, at }).collect();
    let ingested = ingest(&tx, &received, at).await.unwrap();
    tx.commit().await.unwrap();
    ingested
}

fn visitor(number: u128) -> Actor {
    Actor::Visitor(VisitorId::from_uuid(uuid::Uuid::from_u128(number)))
}

fn tenant(shop: &Brand) -> TenantId {
    shop.tenant.parse().unwrap()
}

#[tokio::test]
async fn an_event_counts_once_for_each_actor_moment_kind_and_day() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let page = shop.key("PUBLISHABLE").await;
    let (cup, plate) = (Shown::by(&shop, "ann").await, Shown::by(&shop, "bea").await);
    let one = "Mozilla/5.0 one";
    for _ in 0..3 {
        report_as(&page, one, &[cup.event("LIKE"), cup.event("LIKE")]).await;
    }
    until_counts(&world, &shop.owner, &cup.id, [0, 1, 0, 0, 0, 0]).await;
    let yesterday = now() - Duration::days(1);
    report_as(&page, one, &[plate.event("LIKE"), cup.event("SAVE"), cup.at("LIKE", yesterday)]).await;
    report_as(&page, "Mozilla/5.0 two", &[cup.event("LIKE")]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 3, 0, 1, 0, 0]).await;
    until_counts(&world, &shop.owner, &plate.id, [0, 1, 0, 0, 0, 0]).await;
    assert_eq!(assert_adds_up(&world).await, 5);
    // A clock that is a little ahead: it happened when it arrived.
    report_as(&page, "Mozilla/5.0 three", &[cup.at("LIKE", now() + Duration::minutes(4))]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 4, 0, 1, 0, 0]).await;
    let ahead = world.sql("SELECT count(*) AS n FROM engagements WHERE occurred_at > received_at").await;
    assert_eq!(ahead[0]["n"], 0);
}

/// The bound, through rows: a year of events of a few moments, shuffled, with repeats, in batches of any size.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shuffled_year_of_events_gives_the_scores_of_a_replay() {
    const MOMENTS: usize = 6;
    const EVENTS: usize = 8_000;
    let mut dice = Dice::printed();
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut moments: Vec<MomentId> = Vec::new();
    for n in 0..MOMENTS {
        moments.push(Shown::by(&shop, &format!("creator-{n}")).await.id.parse().unwrap());
    }
    world.break_with("UPDATE moments SET verified_buyer = true WHERE external_id = 'review-creator-1'").await;
    let pool = world.pool().await;
    let end = now();
    let year_ms = 365 * 86_400_000;
    let mut events: Vec<Event> = Vec::with_capacity(EVENTS);
    while events.len() < EVENTS {
        if !events.is_empty() && dice.chance(10) {
            events.push(events[dice.below(events.len())]);
            continue;
        }
        let at = end - TimeDelta::milliseconds(dice.up_to(year_ms) as i64);
        // Postgres keeps microseconds.
        let at = DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap();
        let kind = Engagement::ALL[dice.below(Engagement::ALL.len())];
        let moment = moments[dice.below(MOMENTS).min(dice.below(MOMENTS))];
        events.push(Event::new(visitor(dice.up_to(40).into()), moment, kind, at));
    }
    let mut counted = 0;
    let mut rest = events.as_slice();
    while !rest.is_empty() {
        let size = (1 + dice.below(700)).min(rest.len());
        let (some, after) = rest.split_at(size);
        rest = after;
        let done = ingested(&pool, tenant(&shop), some, end).await;
        assert_eq!((done.counted + done.repeated, done.unknown), (some.len(), 0));
        counted += done.counted;
        // A batch whose acknowledgement was lost.
        if dice.chance(20) {
            assert_eq!(ingested(&pool, tenant(&shop), some, end).await.counted, 0);
        }
    }
    assert_eq!(assert_adds_up(&world).await, counted);
    println!("{counted} of {EVENTS} events count");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batches_that_are_written_at_once_wait_for_each_other_and_count_once() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let mut moments: Vec<MomentId> = Vec::new();
    for n in 0..4 {
        moments.push(Shown::by(&shop, &format!("creator-{n}")).await.id.parse().unwrap());
    }
    let theirs: MomentId = Shown::by(&other, "eve").await.id.parse().unwrap();
    let pool = world.pool().await;
    let at = DateTime::from_timestamp_micros(now().timestamp_micros()).unwrap();
    let mut events: Vec<Event> = (0..400u128)
        .map(|n| {
            Event::new(visitor(n % 50), moments[(n % 4) as usize], Engagement::ALL[(n % 6) as usize], at)
        })
        .collect();
    let distinct = domain::engagement::first_of_each(events.clone()).len();
    // What no door lets in is left out here, too.
    events.push(Event::new(visitor(1), theirs, Engagement::Like, at));
    let mut batches = Vec::new();
    for turn in 0..8 {
        let mut some = events.clone();
        some.rotate_left(turn * 50);
        let (pool, shop) = (&pool, &shop);
        batches.push(async move { ingested(pool, tenant(shop), &some, at).await });
    }
    let done = futures::future::join_all(batches).await;
    assert_eq!(done.iter().map(|done| done.counted).sum::<usize>(), distinct);
    assert!(done.iter().all(|done| done.unknown == 1), "{done:?}");
    assert_eq!(assert_adds_up(&world).await, distinct);
}

#[tokio::test]
async fn conversions_weigh_twenty_each_once() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let slug = shop.link(&joe, None).await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    let score = async || world.sql("SELECT log_score FROM moments").await[0]["log_score"].as_f64().unwrap();
    let before = score().await;
    for n in 0..2 {
        let click = shop.consented(&world.click(&slug).await).await;
        report_as(&page, &format!("Mozilla/5.0 {n}"), &[cup.by_click("VIEW", &click)]).await;
        let views = "SELECT count(*) AS n FROM touches WHERE kind = 'MOMENT_VIEW'";
        world.until("the view", || world.sql(views), |rows| rows[0]["n"] == n + 1).await;
        shop.sale(&format!("o-{n}"), 10_000, json!({"clickIds": [click]})).await;
    }
    report(&page, &[cup.event("SHARE")]).await;
    until_counts(&world, &shop.owner, &cup.id, [2, 0, 0, 0, 1, 0]).await;
    let scored = "SELECT count(*) AS n FROM moment_conversions WHERE scored_at IS NOT NULL";
    world.until("scores", || world.sql(scored), |rows| rows[0]["n"] == 2).await;
    assert_adds_up(&world).await;
    let risen = score().await - before;
    assert!(risen > 20f64.log2(), "{risen}");
}

#[tokio::test]
async fn the_graph_sums_by_hours_and_days_and_feeds_carry_counts() {
    let world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let page = shop.key("PUBLISHABLE").await;
    let (cup, plate) = (Shown::by(&shop, "ann").await, Shown::by(&shop, "bea").await);
    report(&page, &[cup.event("LIKE"), plate.event("LIKE"), plate.event("VIEW")]).await;
    let today = now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let hour_ago = now() - Duration::hours(20);
    report_as(&page, "Mozilla/5.0 two", &[plate.at("SAVE", hour_ago)]).await;
    until_counts(&world, &shop.owner, &plate.id, [1, 1, 0, 1, 0, 0]).await;
    until_counts(&world, &shop.owner, &cup.id, [0, 1, 0, 0, 0, 0]).await;

    let ask = "query($from: DateTime!, $to: DateTime!, $by: EngagementStep!, $moment: ID) { \
        engagementOver(from: $from, to: $to, by: $by, momentId: $moment) { at views likes comments saves shares productClicks } }";
    let over = async |by: &str, moment: Option<&str>, days: (i64, i64)| {
        let span = json!({"from": today - Duration::days(days.0), "to": today + Duration::days(days.1), "by": by, "moment": moment});
        let told = shop.owner.query(ask, span).await["engagementOver"].take();
        told.as_array().unwrap().clone()
    };
    let sum = |steps: &[Value]| {
        steps.iter().map(of_graph).fold([0; 6], |mut sum, step| {
            sum.iter_mut().zip(step).for_each(|(sum, step)| *sum += step);
            sum
        })
    };
    for by in ["HOUR", "DAY"] {
        assert_eq!(sum(&over(by, None, (2, 1)).await), [1, 2, 0, 1, 0, 0], "{by}");
        assert_eq!(sum(&over(by, Some(&plate.id), (2, 1)).await), [1, 1, 0, 1, 0, 0], "{by}");
        assert_eq!(over(by, None, (9, -7)).await, Vec::<Value>::new(), "{by}");
    }
    let hours = over("HOUR", None, (2, 1)).await;
    assert_eq!(hours.len(), 2, "{hours:?}");
    assert!(hours[0]["at"].as_str() < hours[1]["at"].as_str());
    let theirs = json!({"from": today, "to": today + Duration::days(1), "by": "DAY", "moment": plate.id});
    assert_eq!(
        other.owner.query(ask, theirs).await["engagementOver"],
        json!([]),
        "another tenant's moment has none here"
    );
    for wrong in [
        json!({"from": today, "to": today, "by": "DAY"}),
        json!({"from": today, "to": today + Duration::days(32), "by": "HOUR"}),
        json!({"from": today, "to": today + Duration::days(401), "by": "DAY"}),
    ] {
        assert_eq!(shop.owner.error(ask, wrong).await, "PERIOD_INVALID");
    }

    // A feed's page has them in it, whoever asks, as of when the page was read.
    let feed = "{ feed(handle: \"all\") { moments(first: 10) { nodes { id engagement { views likes comments saves shares productClicks } } } } }";
    let read = async || {
        let data = page.query(feed, json!({})).await;
        let nodes = data["feed"]["moments"]["nodes"].as_array().unwrap().clone();
        let first = &nodes[0];
        (first["id"].as_str().unwrap().to_owned(), of_graph(&first["engagement"]))
    };
    assert_eq!(
        read().await,
        (plate.id.clone(), [1, 1, 0, 1, 0, 0]),
        "what was saved is above what was only liked"
    );
    report_as(&page, "Mozilla/5.0 three", &[plate.event("SHARE")]).await;
    until_counts(&world, &shop.owner, &plate.id, [1, 1, 0, 1, 1, 0]).await;
    assert_eq!(read().await.1, [1, 1, 0, 1, 0, 0], "a page that is kept says what it said");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_watches_is_told_of_each_moment_at_most_once_a_second() {
    const TICK: &str = "subscription { engagementTick { moment { id engagement { likes } } } }";
    let world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let page = shop.key("PUBLISHABLE").await;
    let (cup, plate) = (Shown::by(&shop, "ann").await, Shown::by(&shop, "bea").await);
    let mut viewer = Viewer::of(&shop.owner).await;
    let mut stranger = Viewer::of(&other.owner).await;
    let mut public = Viewer::of(&page).await;
    viewer.subscribe("tick", TICK, json!({})).await;
    stranger.subscribe("tick", TICK, json!({})).await;
    public.subscribe("tick", TICK, json!({})).await;
    let refused = public.hear().await;
    assert_eq!(refused["payload"][0]["extensions"]["code"], "FORBIDDEN", "as momentPublished: {refused}");
    tokio::time::sleep(Wait::from_millis(300)).await;
    let begun = std::time::Instant::now();
    let mut sent = 0;
    while begun.elapsed() < Wait::from_millis(2_500) {
        report_as(&page, &format!("Mozilla/5.0 {sent}"), &[cup.event("LIKE")]).await;
        sent += 1;
        tokio::time::sleep(Wait::from_millis(50)).await;
    }
    report(&page, &[plate.event("LIKE")]).await;
    let (mut ticks, mut likes, mut beside) = (0, 0, 0);
    while (likes, beside) != (sent, 1) {
        let told = viewer.event("tick").await["engagementTick"]["moment"].take();
        let now: i64 = told["engagement"]["likes"].as_str().unwrap().parse().unwrap();
        if told["id"] == json!(cup.id) {
            assert!(now >= likes, "{now} after {likes}");
            (ticks, likes) = (ticks + 1, now);
        } else {
            beside = now;
        }
    }
    let seconds = begun.elapsed().as_secs() as i64;
    assert!(ticks <= seconds + 2, "{ticks} in {seconds} seconds, of {sent} events");
    assert!(sent > 10, "{sent}");
    assert!(stranger.hear_within(Wait::from_millis(500)).await.is_none(), "another tenant's");
    assert_eq!(counts(&shop.owner, &cup.id).await[1], sent);
    assert_eq!(rows(&world).await, sent + 1);
}
