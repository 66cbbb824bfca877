//! Engagement: what pages report of what people do with moments, counted once, and what it comes to.

mod counted;
mod door;
mod kept;
mod kills;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::feed::{self, CONVERSION_WEIGHT, Engagement};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{BROWSER, Brand, Gql, World};

/// A moment and the proof that a page was given it.
struct Shown {
    id: String,
    token: String,
}

impl Shown {
    async fn by(shop: &Brand, creator: &str) -> Shown {
        let (id, token) = shop.review_by(creator).await;
        Shown { id, token }
    }

    /// An event of it.
    fn event(&self, kind: &str) -> Value {
        json!({"kind": kind, "momentId": self.id, "token": self.token})
    }

    /// The same, that happened then.
    fn at(&self, kind: &str, at: DateTime<Utc>) -> Value {
        let mut event = self.event(kind);
        event["occurredAt"] = json!(at);
        event
    }

    /// The same, by a visitor who carries this click.
    fn by_click(&self, kind: &str, click: &str) -> Value {
        let mut event = self.event(kind);
        event["clickId"] = json!(click);
        event
    }
}

/// Reports events as this browser. Returns what became of them.
async fn report_as(page: &Gql, agent: &str, events: &[Value]) -> Value {
    let call = page.request(Method::POST, "/v1/events").header("user-agent", agent);
    let answer = call.json(&json!({"events": events})).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    answer.json().await.unwrap()
}

/// Reports events that are all taken.
async fn report(page: &Gql, events: &[Value]) {
    let answer = report_as(page, BROWSER, events).await;
    assert_eq!(answer, json!({"accepted": events.len(), "refused": []}));
}

fn now() -> DateTime<Utc> {
    store::Clock::system().now()
}

/// A moment's counts as the graph gives them: views, likes, comments, saves, shares, product clicks.
async fn counts(caller: &Gql, moment: &str) -> [i64; 6] {
    let ask = "query($id: ID!) { node(id: $id) { ... on Moment { \
        engagement { views likes comments saves shares productClicks } } } }";
    of_graph(&caller.query(ask, json!({"id": moment})).await["node"]["engagement"])
}

fn of_graph(engagement: &Value) -> [i64; 6] {
    ["views", "likes", "comments", "saves", "shares", "productClicks"]
        .map(|name| engagement[name].as_str().unwrap_or_else(|| panic!("{engagement}")).parse().unwrap())
}

/// Waits until a moment's counts are these.
async fn until_counts(world: &World, caller: &Gql, moment: &str, expected: [i64; 6]) {
    world.until("counts", || counts(caller, moment), |counts| *counts == expected).await;
}

async fn rows(world: &World) -> i64 {
    world.sql("SELECT count(*) AS n FROM engagements").await[0]["n"].as_i64().unwrap()
}

/// Rows, hours, days, totals and scores say the same of every moment. Returns how many rows there are.
async fn assert_adds_up(world: &World) -> usize {
    const COLUMNS: &str = "sum(views)::bigint AS v, sum(likes)::bigint AS l, sum(comments)::bigint AS c, \
        sum(saves)::bigint AS s, sum(shares)::bigint AS h, sum(product_clicks)::bigint AS p";
    let of = |kind: &str| format!("count(*) FILTER (WHERE kind = '{kind}')");
    let of_rows = format!(
        "{} AS v, {} AS l, {} AS c, {} AS s, {} AS h, {} AS p",
        of("VIEW"),
        of("LIKE"),
        of("COMMENT"),
        of("SAVE"),
        of("SHARE"),
        of("PRODUCT_CLICK")
    );
    let sums = async |columns: &str, table: &str, by: &str| {
        world
            .sql(&format!(
                "SELECT {by} {columns} FROM {table} GROUP BY moment_id {} ORDER BY 1, 2",
                match by {
                    "moment_id::text," => "",
                    _ => ", 2",
                }
            ))
            .await
    };
    let plain = "moment_id::text,";
    let (hour, row_hour) =
        ("moment_id::text, hour AS at,", "moment_id::text, date_trunc('hour', occurred_at, 'UTC') AS at,");
    let (day, row_day) = ("moment_id::text, day AS at,", "moment_id::text, day AS at,");
    let rows = sums(&of_rows, "engagements", plain).await;
    assert_eq!(sums(COLUMNS, "engagement_totals", plain).await, rows, "totals");
    assert_eq!(
        sums(COLUMNS, "engagement_hours", hour).await,
        sums(&of_rows, "engagements", row_hour).await,
        "hours"
    );
    assert_eq!(
        sums(COLUMNS, "engagement_days", day).await,
        sums(&of_rows, "engagements", row_day).await,
        "days"
    );
    assert_scores(world).await;
    rows.iter()
        .flat_map(|row| ["v", "l", "c", "s", "h", "p"].map(|kind| row[kind].as_u64().unwrap()))
        .sum::<u64>() as usize
}

/// Every moment's score is that of a replay of its rows and its conversions, relative difference below 1e-9.
async fn assert_scores(world: &World) {
    let mut happened: BTreeMap<String, Vec<(f64, DateTime<Utc>)>> = BTreeMap::new();
    let at = |row: &Value| row["at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    for row in world.sql("SELECT moment_id::text AS moment, kind, occurred_at AS at FROM engagements").await {
        let kind: Engagement = row["kind"].as_str().unwrap().parse().unwrap();
        let of = happened.entry(row["moment"].as_str().unwrap().to_owned()).or_default();
        of.push((kind.weight(), at(&row)));
    }
    let conversions = "SELECT m.moment_id::text AS moment, c.occurred_at AS at FROM moment_conversions m \
        JOIN conversions c ON c.tenant_id = m.tenant_id AND c.id = m.conversion_id WHERE m.scored_at IS NOT NULL";
    for row in world.sql(conversions).await {
        let of = happened.entry(row["moment"].as_str().unwrap().to_owned()).or_default();
        of.push((CONVERSION_WEIGHT, at(&row)));
    }
    let moments =
        "SELECT id::text AS moment, published_at AS at, log_score, rank, verified_buyer FROM moments";
    for row in world.sql(moments).await {
        let moment = row["moment"].as_str().unwrap();
        let happened = happened.remove(moment).unwrap_or_default();
        let expected = happened
            .iter()
            .fold(feed::initial(at(&row)), |score, (weight, at)| feed::add(score, *weight, *at));
        let score = row["log_score"].as_f64().unwrap();
        let difference = ((score - expected).exp2() - 1.0).abs();
        assert!(difference < 1e-9, "{moment}: {score} instead of {expected}, {difference:e}");
        let rank = feed::rank(score, row["verified_buyer"] == true);
        assert_eq!(row["rank"].as_f64().unwrap(), rank, "{moment}");
    }
    assert!(happened.is_empty(), "events of no moment: {happened:?}");
}
