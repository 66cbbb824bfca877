//! Exactly once in effect, whatever is killed: events by real HTTP while the worker is killed, and while Redis is away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::feed::Engagement;
use futures::StreamExt;
use serde_json::{Value, json};

use super::{Shown, assert_adds_up, now, report_as, rows, until_counts};
use crate::dice::Dice;
use crate::world::{Gql, World, open_dir};

/// Events of every run of the tests; `./dev soak events` sends a hundred thousand.
const EVENTS: usize = 4_000;
const KILLS: usize = 3;
const SOAK_EVENTS: usize = 100_000;
const SOAK_KILLS: usize = 10;
/// Pages that report at once.
const PAGES: usize = 6;
const MOMENTS: usize = 40;
const VISITORS: usize = 500;
/// How often a report is sent while Redis is too slow for it.
const TRIES_MAX: usize = 50;
/// How long the log may take to come to rows when all is sent, in seconds: what a dead worker held is taken over after 30.
const DRAIN_SECONDS_MAX: u64 = 240;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_counts_once_though_the_worker_is_killed() {
    count_through_kills(EVENTS, KILLS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: ./dev soak events"]
async fn soak() {
    let count = std::env::var("SOAK_EVENTS").ok().and_then(|text| text.parse().ok());
    count_through_kills(count.unwrap_or(SOAK_EVENTS), SOAK_KILLS).await;
}

/// A report of one visitor.
struct Told {
    agent: String,
    events: Vec<Value>,
}

/// What must stand: visitor, moment, kind and day of every event, each once.
type Expected = BTreeSet<(usize, usize, Engagement, String)>;

/// Reports with `count` events of the last day and a half, some of them twice.
fn reports(shown: &[Shown], count: usize, dice: &mut Dice) -> (Vec<Told>, Expected) {
    let (mut reports, mut expected, mut made) = (Vec::new(), Expected::new(), 0);
    let end = now();
    while made < count {
        // Most beacons have a few events, some as many as may be.
        let size = if dice.chance(5) { 250 } else { 1 + dice.below(60) };
        let size = size.min(count - made);
        let visitor = dice.below(VISITORS);
        let mut events: Vec<Value> = Vec::with_capacity(size);
        for _ in 0..size {
            if !events.is_empty() && dice.chance(8) {
                events.push(events[dice.below(events.len())].clone());
                continue;
            }
            let moment = dice.below(MOMENTS).min(dice.below(MOMENTS));
            let kind = Engagement::ALL[dice.below(Engagement::ALL.len())];
            let at = end - TimeDelta::seconds(dice.up_to(36 * 3_600) as i64);
            events.push(shown[moment].at(kind.as_str(), at));
            expected.insert((visitor, moment, kind, at.date_naive().to_string()));
        }
        made += size;
        reports.push(Told { agent: format!("Mozilla/5.0 visitor {visitor}"), events });
    }
    (reports, expected)
}

/// Reports as a page does: what could not be kept is sent again, though it may have been. Returns how many events that were.
async fn send(page: &Gql, told: &Told) -> usize {
    let (mut left, mut again) = (told.events.clone(), 0);
    for _ in 0..TRIES_MAX {
        let answer = report_as(page, &told.agent, &left).await;
        let refused = answer["refused"].as_array().unwrap();
        if refused.is_empty() {
            return again;
        }
        assert!(refused.iter().all(|one| one["code"] == "UNAVAILABLE"), "{answer}");
        left = refused.iter().map(|one| left[one["index"].as_u64().unwrap() as usize].clone()).collect();
        again += left.len();
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{} events were not taken in {TRIES_MAX} tries", left.len());
}

async fn count_through_kills(count: usize, kills: usize) {
    let mut dice = Dice::printed();
    let mut world = World::of_parts(&[("TOUCH_SPOOL", "")]).await;
    let shop = world.brand("Survivor").await;
    let page = shop.key("PUBLISHABLE").await;
    let mut shown = Vec::new();
    for n in 0..MOMENTS {
        shown.push(Shown::by(&shop, &format!("creator-{n}")).await);
    }
    let (reports, expected) = reports(&shown, count, &mut dice);
    println!("{count} events in {} reports, {} of them count", reports.len(), expected.len());

    let begun = Instant::now();
    let sending = tokio::spawn({
        let (page, reports) = (page.clone(), Arc::new(reports));
        async move {
            let sent = futures::stream::iter(0..reports.len()).map(|n| {
                let (page, reports) = (page.clone(), reports.clone());
                async move { send(&page, &reports[n]).await }
            });
            let again: usize = sent.buffer_unordered(PAGES).collect::<Vec<usize>>().await.iter().sum();
            (begun.elapsed(), again)
        }
    });
    for kill in 1..=kills {
        // Somewhere within the steps of a batch, after a share of the rows.
        let share = (expected.len() * kill / (kills + 2)) as i64;
        let waited = Instant::now();
        while rows(&world).await < share && waited.elapsed() < Duration::from_secs(40) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(dice.up_to(250))).await;
        world.kill_worker();
        println!("after {:.1?}, at {} rows, the worker is killed", begun.elapsed(), rows(&world).await);
    }
    let (took, again) = sending.await.unwrap();
    let rate = count as f64 / took.as_secs_f64();
    println!("sent in {took:.1?}, {rate:.0} events a second, {again} of them once more");
    while world.logged("eng:").await > 0 {
        world.tend();
        assert!(
            begun.elapsed() < took + Duration::from_secs(DRAIN_SECONDS_MAX),
            "the log does not come to rows\n{}",
            world.printed("worker")
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    println!("all stands after {:.1?}", begun.elapsed());

    // Rows are exactly what was sent, and hours, days, totals and scores exactly what the rows are.
    let mut of_kind: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    for (_, moment, kind, day) in &expected {
        let moment: domain::ids::MomentId = shown[*moment].id.parse().unwrap();
        let key = (domain::ids::TypedId::uuid(moment).to_string(), kind.to_string(), day.clone());
        *of_kind.entry(key).or_default() += 1;
    }
    let stands = world
        .sql("SELECT moment_id::text AS moment, kind, day::text AS day, count(*) AS n FROM engagements GROUP BY 1, 2, 3")
        .await;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let stands: BTreeMap<(String, String, String), i64> = stands
        .iter()
        .map(|row| ((text(row, "moment"), text(row, "kind"), text(row, "day")), row["n"].as_i64().unwrap()))
        .collect();
    assert_eq!(stands, of_kind);
    assert_eq!(assert_adds_up(&world).await, expected.len());
    println!("{} rows, and their sums and scores are exact", expected.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reported_while_redis_is_away_waits_in_a_file_and_counts_once() {
    let dir = open_dir();
    let spool = dir.path().join("touches");
    let mut world = World::of_parts(&[("TOUCH_SPOOL", spool.to_str().unwrap())]).await;
    let shop = world.brand("Shop").await;
    let page = shop.key("PUBLISHABLE").await;
    let cup = Shown::by(&shop, "ann").await;
    report_as(&page, "Mozilla/5.0 before", &[cup.event("LIKE"), cup.event("VIEW")]).await;
    until_counts(&world, &shop.owner, &cup.id, [1, 1, 0, 0, 0, 0]).await;

    world.stop_redis().await;
    for n in 0..4 {
        // The last one repeats the first, and one from before is told again.
        let agent = format!("Mozilla/5.0 away {}", n % 3);
        let answer = report_as(&page, &agent, &[cup.event("SAVE"), cup.event("VIEW")]).await;
        assert_eq!(answer, json!({"accepted": 2, "refused": []}), "it is taken all the same");
    }
    report_as(&page, "Mozilla/5.0 before", &[cup.event("LIKE")]).await;
    let files = [spool.clone(), dir.path().join("touches.engagement")];
    let lines =
        files.each_ref().map(|file| std::fs::read_to_string(file).unwrap_or_default().lines().count());
    assert_eq!(lines, [4, 5], "touches and reports have a file each");
    let text = std::fs::read_to_string(&files[1]).unwrap();
    assert!(!text.contains("127.0.0.1") && !text.contains("Mozilla"), "{text}");

    world.start_redis().await;
    until_counts(&world, &shop.owner, &cup.id, [4, 1, 0, 3, 0, 0]).await;
    world.until("the files", || async { files.iter().any(|file| file.exists()) }, |there| !there).await;
    let touches = "SELECT count(*) AS n FROM touches";
    world.until("touches", || world.sql(touches), |rows| rows[0]["n"] == 5).await;
    assert_adds_up(&world).await;
}
