//! Replays of what was in force, which must pay exactly what was paid: 100,000 conversions of eight brands, asked for over
//! HTTP of a server that is a process of its own.

pub mod api;

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, ensure};
use bench::history::{self, Made};
use chrono::{DateTime, Utc};
use domain::ids::TenantId;
use futures::future::try_join_all;
use store::{Pool, SystemCtx};

pub use self::api::{Api, SERVE};
use self::api::{Owner, Replayed};
use crate::report::{Report, Round, Row, machine};
use crate::server::Server;

const SEED: u64 = 20_261_127;
const SEED_VARIABLE: &str = "TRIBUTARY_SEED";
const CONVERSIONS: usize = 100_000;
const CONVERSIONS_VARIABLE: &str = "REPLAY_CONVERSIONS";
/// Brands; the first has half of all conversions, which is as many as one request takes.
const BRANDS: usize = 8;
const ROUNDS: usize = 3;
/// Into how many periods the year of every other brand is split.
const PARTS: i32 = 6;

const AT_ONCE: &str = "one request for a brand's year";
const IN_PARTS: &str = "requests for two months of the other brands";
const MEMORY: &str = "the server's peak memory, above what it had";

/// A brand, and what its history came to.
struct Brand {
    owner: Owner,
    tenant: TenantId,
    made: Made,
}

/// The server alone, as a process of its own: what `measure` starts.
pub async fn serve() -> anyhow::Result<()> {
    tributary::serve::api(&store::config::Environment::of_process()).await
}

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let (seed, conversions) =
        (number(SEED_VARIABLE, SEED)?, number(CONVERSIONS_VARIABLE, CONVERSIONS as u64)?);
    let conversions = usize::try_from(conversions)?;
    eprintln!("{SEED_VARIABLE}={seed}");
    let server = Server::start().await?;
    // What is measured writes nothing; the histories need not wait for the disk.
    server.batch("ALTER ROLE ALL SET synchronous_commit = off").await?;
    let api = Api::start(&server).await?;
    let pool = server.pool().await?;
    let begun = Instant::now();
    let mut brands = Vec::new();
    for n in 0..BRANDS {
        brands.push(api.sign_up(&server, &format!("Brand {n}")).await?);
    }
    let half = conversions / 2;
    let brands = brands.into_iter().enumerate().map(|(n, (owner, tenant))| {
        let rest = conversions - half;
        let share = rest / (BRANDS - 1) + usize::from(n <= rest % (BRANDS - 1));
        let size = if n == 0 { half } else { share };
        let pool = pool.clone();
        async move {
            let made = tokio::spawn(made(pool, tenant, seed.wrapping_add(n as u64), size)).await??;
            anyhow::Ok(Brand { owner, tenant, made })
        }
    });
    let brands = try_join_all(brands).await?;
    drop(pool);
    let sum = |of: fn(&Made) -> usize| brands.iter().map(|brand| of(&brand.made)).sum::<usize>();
    ensure!(sum(|made| made.conversions) == conversions, "there are not {conversions} conversions");
    eprintln!(
        "{conversions} conversions of {BRANDS} brands in {:.0} s: {} taken back, {} decided again",
        begun.elapsed().as_secs_f64(),
        sum(|made| made.refunds),
        sum(|made| made.decided_again)
    );
    server.batch("ANALYZE").await?;

    let (mut at_once, mut in_parts, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let before = api.memory_mib()?;
        let (first, others) = brands.split_first().context("there is a brand")?;
        let seconds = prove(&server, &api, std::slice::from_ref(first), 1).await?;
        at_once.push(Round { value: first.made.conversions as f64 / seconds, p99_ms: None });
        memory.push(Round { value: api.peak_memory_mib()? - before, p99_ms: None });
        eprintln!("round {round}: {} conversions in one request: {seconds:.1} s", first.made.conversions);
        let seconds = prove(&server, &api, others, PARTS).await?;
        in_parts.push(Round { value: (conversions - half) as f64 / seconds, p99_ms: None });
        eprintln!("round {round}: {} in {PARTS} parts each: {seconds:.1} s", conversions - half);
    }
    eprintln!("every payee of every brand would be paid exactly what they were paid");
    api.stop().await?;
    server.stop().await?;
    let rows = vec![
        Row::of(AT_ONCE, "conv/s", &at_once),
        Row::of(IN_PARTS, "conv/s", &in_parts),
        Row::of(MEMORY, "MiB", &memory),
    ];
    Ok(Report { name: "replay", machine: machine(), rows, ratios: BTreeMap::new() })
}

fn number(variable: &str, usual: u64) -> anyhow::Result<u64> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} must be a whole number")),
        Err(_) => Ok(usual),
    }
}

#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn made(pool: Pool, tenant: TenantId, seed: u64, conversions: usize) -> anyhow::Result<Made> {
    history::make(&pool, &SystemCtx::of_job("bench").in_tenant(tenant), seed, conversions).await
}

/// Replays each brand's year in so many parts, and fails unless that pays every payee what they were paid and what their
/// commissions say. Returns the seconds that the replays took.
async fn prove(server: &Server, api: &Api, brands: &[Brand], parts: i32) -> anyhow::Result<f64> {
    let (from, to) = history::period()?;
    let bound = |n: i32| if n == parts { to } else { from + (to - from) / parts * n };
    let mut seconds = 0.0;
    for brand in brands {
        let (mut conversions, mut paid) = (0, BTreeMap::new());
        for part in 0..parts {
            let period: (DateTime<Utc>, DateTime<Utc>) = (bound(part), bound(part + 1));
            let begun = Instant::now();
            let Replayed { conversions: found, changed, payees } = api.replay(&brand.owner, period).await?;
            seconds += begun.elapsed().as_secs_f64();
            ensure!(changed == 0, "{changed} conversions of {} would pay otherwise", brand.tenant);
            conversions += found;
            for (payee, was, would) in payees {
                ensure!(was == would, "{payee} of {} was paid {was} and would be {would}", brand.tenant);
                *paid.entry(payee).or_insert(0) += was;
            }
        }
        ensure!(conversions == brand.made.conversions, "{conversions} were decided again");
        paid.retain(|_, paid| *paid != 0);
        ensure!(paid == server.paid(brand.tenant).await?, "commissions of {} say otherwise", brand.tenant);
    }
    Ok(seconds)
}
