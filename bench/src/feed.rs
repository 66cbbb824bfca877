//! A page of a feed over a million moments of a hundred tenants, over HTTP: Tributary's, one that somebody wrote by hand, and
//! PostGraphile's; and a search under row-level security beside the same one without it.

pub mod handler;
mod postgraphile;
mod search;

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::feed::walk::{Cursor, Place, Walk};
use domain::ids::{ApiKeyId, TenantId, TypedId};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::process::Command;
use uuid::Uuid;

use crate::replay::api::Api;
use crate::report::{Report, Round, Row, machine};
use crate::server::Server;

const TENANTS: u64 = 100;
const TENANTS_VARIABLE: &str = "FEED_TENANTS";
/// Of each tenant.
const MOMENTS: u64 = 10_000;
const MOMENTS_VARIABLE: &str = "FEED_MOMENTS";
const LOAD: &str = include_str!("feed/load.sql");
/// Connections of every server that is measured.
pub const CONNECTIONS: usize = 16;
const TASKS: usize = 8;
const ROUNDS: usize = 3;
const ROUND_SECONDS: u64 = 6;
const READY_SECONDS: u64 = 60;
const PAGE: &str = "query($handle: String!, $after: String) { feed(handle: $handle) { name moments(first: 20, after: $after) { \
    pageInfo { hasNextPage } nodes { externalId kind title body rating publishedAt creator { name } \
    products { externalId title url } helpful unhelpful } } } }";

const UNCACHED: &str = "Tributary, uncached";
const CACHED: &str = "Tributary, cached";
const FLOOR: &str = "a handler by hand, one json_agg";
const PEER: &str = "PostGraphile 5";

/// A server that is measured, and how it is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Uncached,
    Cached,
    Floor,
    Peer,
}

/// Where they listen, and who may ask what.
struct Sites {
    api: String,
    floor: String,
    peer: String,
    http: reqwest::Client,
    tenants: Vec<(Uuid, String)>,
    /// Every cursor is another page to the cache.
    cursors: AtomicU64,
    began: DateTime<Utc>,
}

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let (tenants, moments) = (number(TENANTS_VARIABLE, TENANTS)?, number(MOMENTS_VARIABLE, MOMENTS)?);
    let server = Server::start().await?;
    server.batch("ALTER ROLE ALL SET synchronous_commit = off").await?;
    let begun = Instant::now();
    load(&server, tenants, moments).await?;
    eprintln!("{} moments of {tenants} tenants in {:.0} s", tenants * moments, begun.elapsed().as_secs_f64());
    let mut rows = pages(&server, tenants).await?;
    let ratios = BTreeMap::new();
    rows.extend(search::measure(&server, tenants).await?);
    server.stop().await?;
    let mut report = Report { name: "feed", machine: machine(), rows, ratios };
    report.compare("uncached / PostGraphile 5 (at least 2.5)", 0, 3);
    report.compare("uncached / by hand (at least 0.65)", 0, 2);
    report.compare("cached / by hand (at least 3)", 1, 2);
    report.compare("search under row-level security / without it", 4, 5);
    Ok(report)
}

async fn load(server: &Server, tenants: u64, moments: u64) -> anyhow::Result<()> {
    let filled = LOAD.replace(":tenants", &tenants.to_string()).replace(":moments", &moments.to_string());
    // An index that stands while so many rows come in takes longer than one that is made of them.
    let words = "CREATE INDEX moment_words_by_word ON moment_words USING gin (tenant_id, words) WITH (fastupdate = off)";
    let trigrams = "CREATE INDEX moments_by_words ON moments USING gin (tenant_id, (coalesce(title, '') || ' ' || body) gin_trgm_ops)";
    server.batch("DROP INDEX moment_words_by_word, moments_by_words").await?;
    server.batch(&filled).await?;
    server.batch(&format!("SET maintenance_work_mem = '512MB'; {words}; {trigrams}")).await?;
    server.batch("VACUUM ANALYZE").await?;
    server.batch("CHECKPOINT").await
}

/// The id that `load.sql` gives a tenant.
fn tenant(number: u64) -> Uuid {
    Uuid::from_u128(0x019b_0000_0000_7001_8000_0000_0000_0000 + u128::from(number))
}

/// Publishable keys of all tenants, as the API would have made them.
async fn keys(server: &Server, tenants: u64) -> anyhow::Result<Vec<(Uuid, String)>> {
    let mut keys = Vec::new();
    let mut statements = String::new();
    for number in 1..=tenants {
        let (tenant, key) = (TenantId::from_uuid(tenant(number)), store::new_id::<ApiKeyId>());
        let bare = |id: String| id.split_once('_').map(|(_, suffix)| suffix.to_owned()).unwrap_or_default();
        let token =
            format!("trb_pk_{}_{}_{}", bare(tenant.to_string()), bare(key.to_string()), "A".repeat(43));
        statements.push_str(&format!(
            "INSERT INTO api_keys (tenant_id, id, kind, name, hint, secret_hash, scopes, created_at, origins) \
             VALUES ('{}', '{}', 'PUBLISHABLE', 'bench', 'trb_pk_', sha256('{token}'), ARRAY[{}], now(), '{{}}');",
            tenant.uuid(),
            key.uuid(),
            "'CATALOGUE_READ', 'MOMENTS_READ'"
        ));
        keys.push((tenant.uuid(), token));
    }
    server.batch(&statements).await?;
    Ok(keys)
}

async fn pages(server: &Server, tenants: u64) -> anyhow::Result<Vec<Row>> {
    let api = Api::start(server).await?;
    let (floor, peer) = (free_address().await?, free_address().await?);
    let mut by_hand = Command::new(std::env::current_exe()?)
        .arg(handler::SERVE)
        .env("DATABASE_URL", server.app_url())
        .env("BIND", &floor)
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut graphile = postgraphile::start(server, &peer).await?;
    let place = Arc::new(Sites {
        api: format!("{}/graphql", api.url()),
        floor: format!("http://{floor}/graphql"),
        peer: format!("http://{peer}/graphql"),
        http: reqwest::Client::builder().tls_certs_only([]).build()?,
        tenants: keys(server, tenants).await?,
        cursors: AtomicU64::new(0),
        began: store::Clock::system().now(),
    });
    same(&place).await?;
    let kinds =
        [(Asked::Uncached, UNCACHED), (Asked::Cached, CACHED), (Asked::Floor, FLOOR), (Asked::Peer, PEER)];
    let mut rounds: Vec<Vec<Round>> = vec![Vec::new(); kinds.len()];
    for round in 0..=ROUNDS {
        for ((asked, name), rounds) in kinds.iter().zip(&mut rounds) {
            // The first is for warming up.
            let seconds = if round == 0 { 2 } else { ROUND_SECONDS };
            let measured = run(&place, *asked, seconds).await?;
            if round > 0 {
                eprintln!(
                    "round {round}: {name}: {:.0} pages/s, p99 {:.1} ms",
                    measured.value,
                    measured.p99_ms.unwrap_or_default()
                );
                rounds.push(measured);
            }
        }
    }
    graphile.kill().await?;
    by_hand.kill().await?;
    api.stop().await?;
    Ok(kinds.iter().zip(&rounds).map(|((_, name), rounds)| Row::of(name, "pages/s", rounds)).collect())
}

impl Sites {
    /// Asks for the first page of a tenant by chance.
    async fn ask(&self, asked: Asked, number: usize) -> anyhow::Result<Vec<u8>> {
        let (tenant, key) = self.tenants.get(number % self.tenants.len()).context("there is a tenant")?;
        let variables = match asked {
            Asked::Uncached => json!({"handle": "all", "after": self.cursor()}),
            Asked::Cached | Asked::Floor => json!({"handle": "all", "after": null}),
            Asked::Peer => json!({"handle": "all", "tenant": tenant}),
        };
        let (url, query) = match asked {
            Asked::Uncached | Asked::Cached => (&self.api, PAGE),
            Asked::Floor => (&self.floor, PAGE),
            Asked::Peer => (&self.peer, postgraphile::PAGE),
        };
        let body = serde_json::to_vec(&json!({"query": query, "variables": variables}))?;
        let call = self.http.post(url).header("content-type", "application/json");
        let call = match asked {
            Asked::Uncached | Asked::Cached => call.bearer_auth(key),
            Asked::Floor | Asked::Peer => call.header("x-tenant", tenant.to_string()),
        };
        let answer = call.body(body).send().await?;
        let status = answer.status();
        let bytes = answer.bytes().await?.to_vec();
        ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        Ok(bytes)
    }

    /// The beginning of a walk that nobody else is on.
    fn cursor(&self) -> String {
        let number = i64::try_from(self.cursors.fetch_add(1, Ordering::Relaxed)).unwrap_or_default();
        let started_at = self.began + TimeDelta::microseconds(number);
        let cursor = Cursor { walk: Walk { version: 1, started_at }, place: Place::Pins(0) };
        URL_SAFE_NO_PAD.encode(cursor.to_string())
    }
}

/// That all of them say the same, and in as many bytes; PostGraphile in its own words.
async fn same(place: &Sites) -> anyhow::Result<()> {
    let ready = async {
        for asked in [Asked::Floor, Asked::Peer] {
            while place.ask(asked, 0).await.is_err() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(READY_SECONDS), ready)
        .await
        .context("a peer does not answer")?;
    let read = |bytes: &[u8]| -> anyhow::Result<Value> {
        Ok(serde_json::from_slice::<Value>(bytes)?["data"].take())
    };
    for number in 0..3 {
        let cached = place.ask(Asked::Cached, number).await?;
        let again = place.ask(Asked::Cached, number).await?;
        let uncached = place.ask(Asked::Uncached, number).await?;
        let floor = place.ask(Asked::Floor, number).await?;
        let peer = place.ask(Asked::Peer, number).await?;
        ensure!(
            read(&cached)? == read(&floor)?,
            "not the same:\n{}\n{}",
            String::from_utf8_lossy(&cached),
            String::from_utf8_lossy(&floor)
        );
        ensure!(
            read(&uncached)? == read(&cached)? && read(&again)? == read(&cached)?,
            "the cache says otherwise"
        );
        let names = |nodes: &Value| -> Vec<Value> {
            nodes
                .as_array()
                .map(|nodes| nodes.iter().map(|node| node["externalId"].clone()).collect())
                .unwrap_or_default()
        };
        let (ours, theirs) = (read(&cached)?, read(&peer)?);
        let ours = names(&ours["feed"]["moments"]["nodes"]);
        ensure!(
            ours.len() == 20 && ours == names(&theirs["moments"]["nodes"]),
            "PostGraphile shows other moments"
        );
        let (most, least) = (cached.len().max(floor.len()), cached.len().min(floor.len()));
        ensure!(most - least <= most / 50, "{} bytes are not {}", cached.len(), floor.len());
        if number == 0 {
            eprintln!(
                "bytes: {} of Tributary, {} by hand, {} of PostGraphile",
                cached.len(),
                floor.len(),
                peer.len()
            );
        }
    }
    Ok(())
}

async fn run(place: &Arc<Sites>, asked: Asked, seconds: u64) -> anyhow::Result<Round> {
    let until = Instant::now() + Duration::from_secs(seconds);
    let begun = Instant::now();
    let tasks = (0..TASKS).map(|task| {
        let place = place.clone();
        tokio::spawn(async move {
            let mut chance = StdRng::seed_from_u64(task as u64);
            let mut latencies = Vec::new();
            while Instant::now() < until {
                let sent = Instant::now();
                place.ask(asked, chance.random_range(0..place.tenants.len())).await?;
                latencies.push(sent.elapsed());
            }
            anyhow::Ok(latencies)
        })
    });
    let mut latencies: Vec<Duration> = Vec::new();
    for task in futures::future::join_all(tasks).await {
        latencies.extend(task??);
    }
    Ok(round(latencies, begun.elapsed()))
}

/// How many a second, and the ninety-ninth percentile.
fn round(mut latencies: Vec<Duration>, took: Duration) -> Round {
    latencies.sort_unstable();
    let p99 = latencies.get(latencies.len() * 99 / 100).map(|latency| latency.as_secs_f64() * 1_000.0);
    Round { value: latencies.len() as f64 / took.as_secs_f64(), p99_ms: p99 }
}

async fn free_address() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string())
}

fn number(variable: &str, usual: u64) -> anyhow::Result<u64> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} must be a whole number")),
        Err(_) => Ok(usual),
    }
}
