//! Redirects with their clicks recorded, beside an axum handler that only answers 302.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::Router;
use axum::http::{StatusCode, header};
use domain::ids::{AffiliateId, EnrollmentId, LinkId, PayeeId, ProgramId, TenantId, TypedId};
use store::new_id;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use crate::replay::Api;
use crate::report::{Report, Round, Row, machine};
use crate::server::Server;
use crate::writers;

/// Says that this program is to be the floor.
pub const SERVE: &str = "serve-for-redirect";
/// Where the floor is told to listen.
const ADDRESS: &str = "BENCH_ADDRESS";
/// Visitors who follow links at once, each by a connection that is kept.
const VISITORS: usize = 32;
const ROUNDS: usize = 5;
const ROUND_SECONDS: u64 = 6;
const READY_MS: u64 = 100;
const READY_TRIES: usize = 100;
/// The longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 16 * 1024;

const OURS: &str = "GET /r/{slug}: 302, the click recorded";
const FLOOR: &str = "an axum handler that only answers 302";

/// The floor, as a process of its own: what `measure` starts.
pub async fn serve() -> anyhow::Result<()> {
    let listener = TcpListener::bind(std::env::var(ADDRESS).context(ADDRESS)?).await?;
    let answer = || async { (StatusCode::FOUND, [(header::LOCATION, "https://shop.example/p?x=1")]) };
    Ok(axum::serve(listener, Router::new().fallback(answer)).await?)
}

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let server = Server::start().await?;
    let api = Api::start(&server).await?;
    link(&server).await?;
    let floor = Floor::start().await?;
    let ours = visitors(api.address(), "/r/benchbench").await?;
    let only = visitors(&floor.address, "/r/benchbench").await?;
    round(&ours, 2).await?;
    round(&only, 2).await?;
    let (mut measured, mut floors) = (Vec::new(), Vec::new());
    for number in 1..=ROUNDS {
        for (name, visitors, rounds) in [(OURS, &ours, &mut measured), (FLOOR, &only, &mut floors)] {
            let round = round(visitors, ROUND_SECONDS).await?;
            eprintln!("round {number}: {name}: {:.0}", round.value);
            rounds.push(round);
        }
    }
    drop(floor);
    api.stop().await?;
    server.stop().await?;
    let rows = vec![Row::of(OURS, "clicks/s", &measured), Row::of(FLOOR, "answers/s", &floors)];
    let mut report = Report { name: "redirect", machine: machine(), rows, ratios: BTreeMap::new() };
    report.compare("redirect ÷ 302 alone", 0, 1);
    Ok(report)
}

/// The process that only answers.
struct Floor {
    address: String,
    _process: Child,
}

impl Floor {
    async fn start() -> anyhow::Result<Floor> {
        let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string();
        let process = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .env(ADDRESS, &address)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        for _ in 0..READY_TRIES {
            if TcpStream::connect(&address).await.is_ok() {
                return Ok(Floor { address, _process: process });
            }
            tokio::time::sleep(Duration::from_millis(READY_MS)).await;
        }
        anyhow::bail!("the floor does not answer")
    }
}

/// A link that works.
async fn link(server: &Server) -> anyhow::Result<()> {
    let (t, p) = (new_id::<TenantId>().uuid(), new_id::<ProgramId>().uuid());
    let (affiliate, payee) = (new_id::<AffiliateId>().uuid(), new_id::<PayeeId>().uuid());
    let (enrollment, link) = (new_id::<EnrollmentId>().uuid(), new_id::<LinkId>().uuid());
    server
        .batch(&format!(
            "INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at) \
               VALUES ('{t}', 'Bench', 'GBP', 0, now()); \
             INSERT INTO programs (tenant_id, id, name, audience, currency, hold_days, payout_minimum, created_at) \
               VALUES ('{t}', '{p}', 'Bench', 'AFFILIATES', 'GBP', 30, 0, now()); \
             INSERT INTO payees (tenant_id, id, kind, affiliate_id, name, created_at) \
               VALUES ('{t}', '{payee}', 'AFFILIATE', '{affiliate}', 'Payee', now()); \
             INSERT INTO enrollments (tenant_id, id, program_id, affiliate_id, payee_id, state, email, name, created_at) \
               VALUES ('{t}', '{enrollment}', '{p}', '{affiliate}', '{payee}', 'ACTIVE', 'payee@example.com', 'Payee', now()); \
             INSERT INTO links (tenant_id, id, enrollment_id, affiliate_id, slug, destination, state, created_at) \
               VALUES ('{t}', '{link}', '{enrollment}', '{affiliate}', 'benchbench', 'https://shop.example/p?x=1', 'ACTIVE', now()); \
             INSERT INTO slug_directory (slug, tenant_id, kind, target_id) VALUES ('benchbench', '{t}', 'LINK', '{link}')"
        ))
        .await
}

/// Connections that are kept, and what is asked on them.
struct Visitors {
    connections: Vec<Mutex<TcpStream>>,
    turn: AtomicU64,
    host: String,
    path: &'static str,
}

async fn visitors(address: &str, path: &'static str) -> anyhow::Result<Arc<Visitors>> {
    let mut connections = Vec::new();
    for _ in 0..VISITORS {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        connections.push(Mutex::new(stream));
    }
    Ok(Arc::new(Visitors { connections, turn: AtomicU64::new(0), host: address.to_owned(), path }))
}

async fn round(visitors: &Arc<Visitors>, seconds: u64) -> anyhow::Result<Round> {
    let visitors = visitors.clone();
    writers::round(VISITORS, seconds, move || {
        let visitors = visitors.clone();
        async move { visitors.follow().await }
    })
    .await
}

impl Visitors {
    /// Follows the link once, as a browser that was not here before.
    async fn follow(&self) -> anyhow::Result<()> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let at = usize::try_from(turn)? % VISITORS;
        let ask = format!(
            "GET {} HTTP/1.1\r\nhost: {}\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 {turn}\r\n\
             accept: text/html\r\n\r\n",
            self.path, self.host
        );
        let mut stream = self.connections[at].lock().await;
        stream.write_all(ask.as_bytes()).await?;
        let mut answer = vec![0; ANSWER_BYTES_MAX];
        let mut filled = 0;
        loop {
            let read = stream.read(&mut answer[filled..]).await?;
            ensure!(read > 0, "the connection was closed");
            filled += read;
            let Some(end) = answer[..filled].windows(4).position(|four| four == b"\r\n\r\n") else {
                continue;
            };
            ensure!(answer.starts_with(b"HTTP/1.1 302"), "{}", String::from_utf8_lossy(&answer[..end]));
            // Neither has a body.
            ensure!(filled == end + 4, "there is a body");
            return Ok(());
        }
    }
}
