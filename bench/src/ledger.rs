//! Entries of the ledger, each in a transaction of its own, beside pgbench on the same server.

use std::collections::BTreeMap;
use std::sync::Arc;

use billing::ledger::{Entry, post};
use domain::ids::{EntryId, PayeeId, TenantId, TypedId};
use domain::ledger::{Event, Posting, commission_recorded, matured};
use domain::money::Currency;
use rand::RngExt;
use store::{Clock, Pool, SystemCtx, TenantCtx, TenantTx, new_id};

use crate::report::{Report, Round, Row, machine};
use crate::server::Server;
use crate::writers;

/// Concurrent writers, as many as pgbench's clients.
const TASKS: usize = 8;
/// Payees with a pending and a payable account each: 50 accounts.
const SPREAD_PAYEES: usize = 25;
/// Payees behind the hot account, and tenants of the last variant.
const MANY: usize = 50;
const ROUNDS: usize = 3;
const ROUND_SECONDS: u64 = 8;
const PGBENCH_SCALE: u32 = 50;
/// What waits to mature when it begins, in minor units: more than a run can move.
const PENDING_MINOR: i64 = 1_000_000_000;
const UNIT: &str = "entries/s";

/// A tenant and its payees.
struct Books {
    tenant: TenantCtx,
    payees: Vec<PayeeId>,
}

/// What an entry of a variant is.
type Deed = fn(&[Books]) -> (&Books, Event, Vec<Posting>);

const SPREAD: &str = "50 accounts of one tenant (matured)";
const HOT: &str = "one hot account (commissions recorded)";
const TENANTS: &str = "50 tenants, one accrued each (commissions recorded)";
const FLOOR: &str = "pgbench -M prepared -s 50 -c 8 (TPC-B)";
/// Commits one after the other: what no hot account can exceed by far.
const SERIAL: &str = "pgbench -M prepared -s 50 -c 1 (TPC-B)";

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let server = Server::start().await?;
    eprintln!("filling pgbench's tables");
    server.make_floor(PGBENCH_SCALE).await?;
    let pool = server.pool().await?;
    let spread = vec![books(&server, SPREAD_PAYEES).await?];
    let waiting: Vec<_> = spread[0].payees.iter().map(|payee| (*payee, PENDING_MINOR)).collect();
    write(&pool, &spread[0].tenant, Event::CommissionRecorded, &commission_recorded(&waiting)?).await?;
    let hot = vec![books(&server, MANY).await?];
    let mut tenants = Vec::new();
    for _ in 0..MANY {
        tenants.push(books(&server, 1).await?);
    }
    let variants: [(&str, Arc<Vec<Books>>, Deed); 3] = [
        (SPREAD, Arc::new(spread), mature_one),
        (HOT, Arc::new(hot), record_one),
        (TENANTS, Arc::new(tenants), record_one),
    ];
    for (_, books, deed) in &variants {
        // Accounts are made, statements prepared, tables known to the planner.
        round(&pool, books, *deed, 1).await?;
    }
    server.batch("ANALYZE").await?;

    let mut rounds: BTreeMap<&str, Vec<Round>> = BTreeMap::new();
    for number in 1..=ROUNDS {
        for (name, books, deed) in &variants {
            server.batch("CHECKPOINT").await?;
            let round = round(&pool, books, *deed, ROUND_SECONDS).await?;
            eprintln!("round {number}: {name}: {:.0}", round.value);
            rounds.entry(*name).or_default().push(round);
        }
        for (name, clients) in [(FLOOR, TASKS), (SERIAL, 1)] {
            server.batch("CHECKPOINT").await?;
            let value = server.floor(clients, ROUND_SECONDS).await?;
            eprintln!("round {number}: {name}: {value:.0}");
            rounds.entry(name).or_default().push(Round { value, p99_ms: None });
        }
    }
    drop(pool);
    server.stop().await?;

    let row = |name: &str, unit| Row::of(name, unit, rounds.get(name).map_or(&[][..], Vec::as_slice));
    let rows =
        vec![row(SPREAD, UNIT), row(HOT, UNIT), row(TENANTS, UNIT), row(FLOOR, "tps"), row(SERIAL, "tps")];
    let mut report = Report { name: "ledger", machine: machine(), rows, ratios: BTreeMap::new() };
    report.compare("hot ÷ spread", 1, 0);
    report.compare("spread ÷ pgbench", 0, 3);
    report.compare("hot ÷ pgbench", 1, 3);
    report.compare("50 tenants ÷ pgbench", 2, 3);
    report.compare("hot ÷ pgbench of one client", 1, 4);
    Ok(report)
}

#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn books(server: &Server, payees: usize) -> anyhow::Result<Books> {
    let tenant: TenantId = new_id();
    let payees: Vec<PayeeId> = (0..payees).map(|_| new_id()).collect();
    let mut sql = format!(
        "INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at) VALUES ('{}', 'Bench', 'GBP', 0, now());",
        tenant.uuid()
    );
    for payee in &payees {
        sql += &format!(
            "INSERT INTO payees (tenant_id, id, kind, name, created_at) VALUES ('{}', '{}', 'CREATOR', 'Payee', now());",
            tenant.uuid(),
            payee.uuid()
        );
    }
    server.batch(&sql).await?;
    Ok(Books { tenant: SystemCtx::of_job("bench").in_tenant(tenant), payees })
}

fn mature_one(books: &[Books]) -> (&Books, Event, Vec<Posting>) {
    let (books, payee) = any(books);
    (books, Event::CommissionMatured, matured(&[(payee, 1)]).unwrap_or_default())
}

fn record_one(books: &[Books]) -> (&Books, Event, Vec<Posting>) {
    let (books, payee) = any(books);
    (books, Event::CommissionRecorded, commission_recorded(&[(payee, 1)]).unwrap_or_default())
}

fn any(books: &[Books]) -> (&Books, PayeeId) {
    let mut random = rand::rng();
    let books = &books[random.random_range(0..books.len())];
    (books, books.payees[random.random_range(0..books.payees.len())])
}

/// One round of a variant.
async fn round(pool: &Pool, books: &Arc<Vec<Books>>, deed: Deed, seconds: u64) -> anyhow::Result<Round> {
    let (pool, books) = (pool.clone(), books.clone());
    writers::round(TASKS, seconds, move || {
        let (pool, books) = (pool.clone(), books.clone());
        async move {
            let (books, event, postings) = deed(&books);
            write(&pool, &books.tenant, event, &postings).await
        }
    })
    .await
}

async fn write(pool: &Pool, tenant: &TenantCtx, event: Event, postings: &[Posting]) -> anyhow::Result<()> {
    let key = format!("bench:{}", new_id::<EntryId>().uuid());
    let tx = TenantTx::begin(pool, tenant).await?;
    post(&tx, &Entry { key, event, currency: Currency::GBP, postings }, Clock::system().now()).await?;
    Ok(tx.commit().await?)
}
