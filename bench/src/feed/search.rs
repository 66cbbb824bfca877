//! A search as the graph does it, under row-level security, and the same statement by who is under none.

use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::ids::{TenantId, TypedId};
use domain::search::SearchText;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use store::moment_words::{self, CANDIDATES_MAX, SearchFilter};
use store::{Actor, Clock, Pool, TenantCtx, TenantRead};
use tokio_postgres::{Client, NoTls, Statement};

use super::{ROUND_SECONDS, ROUNDS, round, tenant};
use crate::report::{Round, Row};
use crate::server::Server;

const UNDER: &str = "search under row-level security";
const WITHOUT: &str = "the same search without it";
const SHOWN: i64 = 20;
const TASKS: usize = 4;
const FOUND: &str = "SELECT m.id::text FROM ( \
    SELECT f.id, f.rank FROM (SELECT c.id, ts_rank(w.words, websearch_to_tsquery('simple', $2), 1) AS rank FROM ( \
      SELECT m.id FROM moment_words i JOIN moments m ON m.tenant_id = i.tenant_id AND m.id = i.moment_id \
      WHERE i.tenant_id = $1::text::uuid AND m.tenant_id = $1::text::uuid AND i.words @@ websearch_to_tsquery('simple', $2) \
        AND m.moderation = 'APPROVED' AND m.visibility = 'VISIBLE' AND m.disclosure <> 'MISSING' AND (m.rights = 'NOT_REQUIRED' \
          OR (m.rights = 'GRANTED' AND m.rights_starts_at <= statement_timestamp() \
          AND (m.rights_ends_at IS NULL OR m.rights_ends_at > statement_timestamp()))) \
      ORDER BY m.id DESC LIMIT $3) c JOIN moment_words w ON w.tenant_id = $1::text::uuid AND w.moment_id = c.id) f \
    ORDER BY f.rank DESC, f.id DESC LIMIT $4) found JOIN moments m ON m.tenant_id = $1::text::uuid AND m.id = found.id \
  ORDER BY found.rank DESC, found.id DESC";

/// Two words by chance, as the moments have them: common ones come often.
fn words(chance: &mut StdRng) -> String {
    let mut word = || {
        let share: f64 = chance.random();
        format!("w{:.0}", (share.powi(4) * 20_000.0).floor())
    };
    format!("{} {}", word(), word())
}

struct Plain {
    client: Client,
    found: Statement,
}

/// Both, in turns.
pub(super) async fn measure(server: &Server, tenants: u64) -> anyhow::Result<Vec<Row>> {
    let pool = server.pool().await?;
    let mut plain = Vec::new();
    for _ in 0..TASKS {
        let (client, connection) = tokio_postgres::connect(&server.admin_url(), NoTls).await?;
        tokio::spawn(connection);
        // As the function has it: planned for the words that are looked for.
        client.batch_execute("SET plan_cache_mode = force_custom_plan").await?;
        let found = client.prepare(FOUND).await?;
        plain.push(Plain { client, found });
    }
    same(&pool, plain.first().context("there is a connection")?, tenants).await?;
    let (mut under, mut without): (Vec<Round>, Vec<Round>) = (Vec::new(), Vec::new());
    for turn in 0..=ROUNDS {
        let until = || Instant::now() + Duration::from_secs(if turn == 0 { 2 } else { ROUND_SECONDS });
        let (begun, end) = (Instant::now(), until());
        let tasks = (0..TASKS).map(|task| under_security(&pool, tenants, task as u64, end));
        let latencies = futures::future::try_join_all(tasks).await?.concat();
        let ours = round(latencies, begun.elapsed());
        let (begun, end) = (Instant::now(), until());
        let tasks =
            plain.iter().enumerate().map(|(task, plain)| without_security(plain, tenants, task as u64, end));
        let latencies = futures::future::try_join_all(tasks).await?.concat();
        let theirs = round(latencies, begun.elapsed());
        if turn > 0 {
            eprintln!(
                "round {turn}: {:.0} searches/s under row-level security, {:.0} without",
                ours.value, theirs.value
            );
            under.push(ours);
            without.push(theirs);
        }
    }
    Ok(vec![Row::of(UNDER, "searches/s", &under), Row::of(WITHOUT, "searches/s", &without)])
}

#[allow(clippy::disallowed_methods, reason = "a bench asks as anybody may")]
async fn found(pool: &Pool, of: u64, words: &str, now: DateTime<Utc>) -> anyhow::Result<Vec<uuid::Uuid>> {
    let ctx = TenantCtx::authenticated(TenantId::from_uuid(tenant(of)), Actor::Public);
    let scope = TenantRead::new(pool, &ctx);
    let text = SearchText::read(words)?.context("there are words")?;
    let filter = SearchFilter { shown_at: Some(now), ..SearchFilter::default() };
    let slice = moment_words::search(&scope, &text, &filter, None, SHOWN).await?;
    Ok(slice.rows.into_iter().map(|found| found.moment.id.uuid()).collect())
}

async fn found_plainly(plain: &Plain, of: u64, words: &str) -> anyhow::Result<Vec<uuid::Uuid>> {
    let rows =
        plain.client.query(&plain.found, &[&tenant(of).to_string(), &words, &CANDIDATES_MAX, &SHOWN]).await?;
    rows.iter().map(|row| Ok(row.try_get::<_, &str>(0)?.parse()?)).collect()
}

async fn same(pool: &Pool, plain: &Plain, tenants: u64) -> anyhow::Result<()> {
    let mut chance = StdRng::seed_from_u64(7);
    let now = Clock::system().now();
    for _ in 0..20 {
        let (of, words) = (chance.random_range(1..=tenants), words(&mut chance));
        let (ours, theirs) = (found(pool, of, &words, now).await?, found_plainly(plain, of, &words).await?);
        anyhow::ensure!(ours == theirs, "{words} of tenant {of} finds {ours:?} and {theirs:?}");
    }
    Ok(())
}

async fn under_security(
    pool: &Pool,
    tenants: u64,
    seed: u64,
    until: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let (of, words) = (chance.random_range(1..=tenants), words(&mut chance));
        let sent = Instant::now();
        found(pool, of, &words, Clock::system().now()).await?;
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}

async fn without_security(
    plain: &Plain,
    tenants: u64,
    seed: u64,
    until: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let (of, words) = (chance.random_range(1..=tenants), words(&mut chance));
        let sent = Instant::now();
        found_plainly(plain, of, &words).await?;
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}
