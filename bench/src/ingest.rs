//! Engagement and touches from the event log to rows and sums, beside single inserts that each wait for the disk.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use domain::attribution::{TouchKind, Verdict};
use domain::engagement::{Actor, Event};
use domain::feed::Engagement;
use domain::ids::{MomentId, TenantId, TypedId};
use rand::RngExt;
use store::config::{Environment, RedisConfig};
use store::engagement::{self, Received};
use store::touch::Touch;
use store::{Clock, EventLog, Pool, SystemCtx, TenantCtx, TenantTx, fraud, identity, new_id};
use tributary::embedded::{Progress, Redis};

use crate::report::{Report, Round, Row, machine};
use crate::server::Server;

const ROUNDS: usize = 3;
/// Events of a round.
const EVENTS: usize = 60_000;
/// Events of a report: what a page gathers in a second.
const EVENTS_PER_REPORT: usize = 5;
/// Touches of a round.
const TOUCHES: usize = 30_000;
const TENANTS: usize = 4;
/// Moments of each tenant.
const MOMENTS: usize = 500;
/// As the worker reads them: see its loops.
const REPORTS_READ: usize = 500;
const TOUCHES_READ: usize = 500;
const EVENTS_AT_ONCE: usize = 1_000;
const SINGLE_SECONDS: u64 = 8;
const CONSUMER: &str = "bench";

const ENGAGEMENT: &str = "engagement from the log to rows, sums and scores";
const OF_TOUCHES: &str = "touches from the log to rows";
const SINGLE: &str = "single inserts, one after the other";

diesel::table! {
    /// Of the same shape as the rows that are counted, and beside them, so that sums can be compared with rows.
    singles (tenant_id, day, moment_id, kind, actor) {
        tenant_id -> Uuid,
        day -> Date,
        moment_id -> Uuid,
        kind -> Text,
        actor -> Binary,
        occurred_at -> Timestamptz,
        received_at -> Timestamptz,
    }
}

/// A tenant and its moments.
struct Brand {
    tenant: TenantCtx,
    moments: Vec<MomentId>,
}

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let server = Server::start().await?;
    let redis = Redis::start(server.dir(), &Progress::to_stderr()).await?;
    let mut env = Environment::default();
    env.set("REDIS_URL", redis.url());
    let log = EventLog::new(store::redis(&RedisConfig::read(&env)?)?, None);
    let pool = server.pool().await?;
    let mut brands = Vec::new();
    for _ in 0..TENANTS {
        brands.push(brand(&server).await?);
    }
    server.batch("CREATE TABLE singles (LIKE engagements INCLUDING ALL); ANALYZE").await?;

    let (mut engaged, mut touched, mut single) = (Vec::new(), Vec::new(), Vec::new());
    let mut sent = 0;
    for number in 1..=ROUNDS {
        fill_engagement(&log, &brands).await?;
        sent += EVENTS;
        server.batch("CHECKPOINT").await?;
        engaged.push(round(number, ENGAGEMENT, EVENTS, drain_engagement(&log, &pool)).await?);
        fill_touches(&log, &brands).await?;
        server.batch("CHECKPOINT").await?;
        touched.push(round(number, OF_TOUCHES, TOUCHES, drain_touches(&log, &pool)).await?);
        server.batch("CHECKPOINT").await?;
        let inserted = insert_singly(&server, &brands).await?;
        eprintln!("round {number}: {SINGLE}: {:.0}", inserted.value);
        single.push(inserted);
    }
    drop(pool);
    ensure!(counted(&server).await? == i64::try_from(sent)?, "the sums are not those of {sent} events");
    drop(redis);
    server.stop().await?;
    let rows = vec![
        Row::of(ENGAGEMENT, "events/s", &engaged),
        Row::of(OF_TOUCHES, "touches/s", &touched),
        Row::of(SINGLE, "rows/s", &single),
    ];
    let mut report = Report { name: "ingest", machine: machine(), rows, ratios: BTreeMap::new() };
    report.compare("engagement ÷ single inserts", 0, 2);
    report.compare("touches ÷ single inserts", 1, 2);
    Ok(report)
}

async fn round(
    number: usize,
    name: &str,
    count: usize,
    drain: impl Future<Output = anyhow::Result<usize>>,
) -> anyhow::Result<Round> {
    let begun = Instant::now();
    let done = drain.await?;
    ensure!(done == count, "{done} of {count} came to rows");
    let value = count as f64 / begun.elapsed().as_secs_f64();
    eprintln!("round {number}: {name}: {value:.0}");
    Ok(Round { value, p99_ms: None })
}

#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn brand(server: &Server) -> anyhow::Result<Brand> {
    let tenant: TenantId = new_id();
    let t = tenant.uuid();
    let moments: Vec<MomentId> = (0..MOMENTS).map(|_| new_id()).collect();
    let rows: Vec<String> = moments
        .iter()
        .map(|id| {
            let id = id.uuid();
            format!(
                "('{t}', '{id}', 'REVIEW', 'bench', '{id}', 'It fits.', now(), 'APPROVED', 'NOT_REQUIRED', 'VISIBLE', \
                 'NOT_REQUIRED', 0, 0, now())"
            )
        })
        .collect();
    let sql = format!(
        "INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at) VALUES ('{t}', 'Bench', 'GBP', 0, now()); \
         INSERT INTO moments (tenant_id, id, kind, source, external_id, body, published_at, moderation, rights, visibility, \
           disclosure, log_score, rank, created_at) VALUES {}",
        rows.join(",")
    );
    server.batch(&sql).await?;
    Ok(Brand { tenant: SystemCtx::of_job("bench").in_tenant(tenant), moments })
}

/// An event of somebody who was not there before; most are views.
fn event(brand: &Brand, at: DateTime<Utc>) -> Event {
    let mut random = rand::rng();
    let moment = brand.moments[random.random_range(0..MOMENTS).min(random.random_range(0..MOMENTS))];
    let kind = match random.random_range(0..100) {
        0..80 => Engagement::View,
        80..88 => Engagement::ProductClick,
        88..95 => Engagement::Like,
        95..97 => Engagement::Save,
        97..99 => Engagement::Share,
        _ => Engagement::Comment,
    };
    Event::new(Actor::Day(random.random()), moment, kind, at)
}

async fn fill_engagement(log: &EventLog, brands: &[Brand]) -> anyhow::Result<()> {
    let now = Clock::system().now();
    for n in 0..EVENTS / EVENTS_PER_REPORT {
        let brand = &brands[n % TENANTS];
        let events: Vec<Event> = (0..EVENTS_PER_REPORT).map(|_| event(brand, now)).collect();
        log.append(&engagement::Report::new(brand.tenant.tenant(), now, &events)).await?;
    }
    Ok(())
}

async fn fill_touches(log: &EventLog, brands: &[Brand]) -> anyhow::Result<()> {
    let now = Clock::system().now();
    for n in 0..TOUCHES {
        let brand = &brands[n % TENANTS];
        let touch = Touch {
            tenant_id: brand.tenant.tenant(),
            id: new_id(),
            kind: TouchKind::MomentView,
            occurred_at: now,
            visitor_id: Some(new_id()),
            link_id: None,
            code_id: None,
            moment_id: Some(brand.moments[n % MOMENTS]),
            verdict: Verdict::Valid,
            reason: None,
            referrer_host: None,
        };
        log.append(&touch).await?;
    }
    Ok(())
}

/// What the worker's loop `ingest_engagement` does, until nothing is left.
#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn drain_engagement(log: &EventLog, pool: &Pool) -> anyhow::Result<usize> {
    let (ctx, mut done) = (SystemCtx::of_job("bench"), 0);
    loop {
        let batches = log.read::<engagement::Report>(CONSUMER, REPORTS_READ).await?;
        if batches.is_empty() {
            return Ok(done);
        }
        for batch in batches {
            let mut tenants: BTreeMap<TenantId, Vec<Received>> = BTreeMap::new();
            for report in &batch.messages {
                tenants.entry(report.tenant_id).or_default().extend(report.received()?);
            }
            for (tenant, received) in tenants {
                for some in received.chunks(EVENTS_AT_ONCE) {
                    let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
                    done += engagement::ingest(&tx, some, Clock::system().now()).await?.counted;
                    tx.commit().await?;
                }
            }
            log.acknowledge(&batch).await?;
        }
    }
}

/// What the worker's loop `ingest_touches` does, until nothing is left.
#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn drain_touches(log: &EventLog, pool: &Pool) -> anyhow::Result<usize> {
    let (ctx, mut done) = (SystemCtx::of_job("bench"), 0);
    loop {
        let batches = log.read::<Touch>(CONSUMER, TOUCHES_READ).await?;
        if batches.is_empty() {
            return Ok(done);
        }
        for batch in batches {
            let mut tenants: BTreeMap<TenantId, Vec<Touch>> = BTreeMap::new();
            for touch in &batch.messages {
                tenants.entry(touch.tenant_id).or_default().push(touch.clone());
            }
            for (tenant, touches) in tenants {
                let tx = TenantTx::begin(pool, &ctx.in_tenant(tenant)).await?;
                identity::hold(&tx, &touches).await?;
                let added = Touch::ingest(&tx, &touches).await?;
                identity::ask_again(&tx, &added, Clock::system().now()).await?;
                fraud::learn_referrers(&tx, &touches, &added).await?;
                tx.commit().await?;
                done += added.len();
            }
            log.acknowledge(&batch).await?;
        }
    }
}

/// The floor: rows of the same table, one statement and one commit each, as the database's owner.
async fn insert_singly(server: &Server, brands: &[Brand]) -> anyhow::Result<Round> {
    let mut conn = AsyncPgConnection::establish(&server.admin_url()).await?;
    let begun = Instant::now();
    let (mut rows, mut latencies_ms) = (0_u32, Vec::new());
    while begun.elapsed() < Duration::from_secs(SINGLE_SECONDS) {
        let at = Clock::system().now();
        let brand = brands.first().context("there is a brand")?;
        let event = event(brand, at);
        let one = Instant::now();
        let inserted = diesel::insert_into(singles::table)
            .values((
                singles::tenant_id.eq(brand.tenant.tenant()),
                singles::day.eq(event.key().day),
                singles::moment_id.eq(event.key().moment),
                singles::kind.eq(event.key().kind.as_str()),
                singles::actor.eq(event.key().actor.bytes()),
                singles::occurred_at.eq(at),
                singles::received_at.eq(at),
            ))
            .execute(&mut conn)
            .await?;
        ensure!(inserted == 1, "a row was not inserted");
        latencies_ms.push(one.elapsed().as_secs_f64() * 1_000.0);
        rows += 1;
    }
    latencies_ms.sort_by(f64::total_cmp);
    let p99_ms = latencies_ms.get(latencies_ms.len() * 99 / 100).copied();
    Ok(Round { value: f64::from(rows) / begun.elapsed().as_secs_f64(), p99_ms })
}

/// Events in the sums, which are those of the rows.
async fn counted(server: &Server) -> anyhow::Result<i64> {
    #[derive(QueryableByName)]
    struct Sum {
        #[diesel(sql_type = BigInt)]
        rows: i64,
        #[diesel(sql_type = BigInt)]
        sums: i64,
    }
    let mut conn = AsyncPgConnection::establish(&server.admin_url()).await?;
    let sum: Sum = diesel::sql_query(
        "SELECT (SELECT count(*) FROM engagements) AS rows, \
         (SELECT sum(views + likes + comments + saves + shares + product_clicks)::bigint FROM engagement_totals) AS sums",
    )
    .get_result(&mut conn)
    .await?;
    ensure!(sum.rows == sum.sums, "{} rows, and sums of {}", sum.rows, sum.sums);
    Ok(sum.rows)
}
