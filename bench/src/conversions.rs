//! Conversions committed: attributed, two payees, a ledger entry, beside pgbench on the same server.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{bail, ensure};
use billing::Outcome;
use domain::attribution::Verdict;
use domain::click_id::ClickId;
use domain::conversion::{ConversionKind, ConversionState, Door, NewConversion};
use domain::ids::{
    AffiliateId, ConversionId, EnrollmentId, LinkId, PayeeId, PolicyId, ProgramId, RuleId, TenantId, TermsId,
    TypedId, VisitorId,
};
use domain::money::Currency;
use rand::RngExt;
use store::{Clock, Pool, SystemCtx, TenantCtx, TenantTx, new_id};

use crate::report::{Report, Round, Row, machine};
use crate::server::Server;
use crate::writers;

/// Concurrent writers, as many as pgbench's clients.
const TASKS: usize = 8;
const TENANTS: usize = 50;
/// Affiliates on each path, and so commissions of each conversion.
const PAYEES: usize = 2;
const ROUNDS: usize = 3;
const ROUND_SECONDS: u64 = 8;
const PGBENCH_SCALE: u32 = 50;
/// What is bought, in minor units.
const ORDER_MINOR: i64 = 10_000;
/// Signs the click ids of this bench.
const CLICK_KEY: [u8; 32] = [7; 32];

const CONVERSIONS: &str = "conversions of 50 tenants, two commissions each";
const FLOOR: &str = "pgbench -M prepared -s 50 -c 8 (TPC-B)";

/// A tenant, and the clicks of the visitor who buys there.
struct Shop {
    tenant: TenantCtx,
    click_ids: Vec<String>,
}

/// Measures.
pub async fn measure() -> anyhow::Result<Report> {
    let server = Server::start().await?;
    eprintln!("filling pgbench's tables");
    server.make_floor(PGBENCH_SCALE).await?;
    let pool = server.pool().await?;
    let mut shops = Vec::new();
    for _ in 0..TENANTS {
        shops.push(shop(&server).await?);
    }
    for shop in &shops {
        // Touches are ingested and accounts made, as they are when a shop has sold before.
        sell(&pool, shop).await?;
    }
    let shops = Arc::new(shops);
    round(&pool, &shops, 1).await?;
    server.batch("ANALYZE").await?;

    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for number in 1..=ROUNDS {
        server.batch("CHECKPOINT").await?;
        let measured = round(&pool, &shops, ROUND_SECONDS).await?;
        eprintln!("round {number}: {CONVERSIONS}: {:.0}", measured.value);
        ours.push(measured);
        server.batch("CHECKPOINT").await?;
        let value = server.floor(TASKS, ROUND_SECONDS).await?;
        eprintln!("round {number}: {FLOOR}: {value:.0}");
        floor.push(Round { value, p99_ms: None });
    }
    drop(pool);
    server.batch(EVERY_ONE_IS_WHOLE).await?;
    server.stop().await?;

    let rows = vec![Row::of(CONVERSIONS, "conv/s", &ours), Row::of(FLOOR, "tps", &floor)];
    let mut report = Report { name: "conversions", machine: machine(), rows, ratios: BTreeMap::new() };
    report.compare("conversions ÷ pgbench", 0, 1);
    Ok(report)
}

/// Fails unless each conversion has two commissions and one entry in the ledger.
const EVERY_ONE_IS_WHOLE: &str = "DO $$ DECLARE n bigint := (SELECT count(*) FROM conversions); BEGIN \
     IF (SELECT count(*) FROM commissions) <> 2 * n \
       OR (SELECT count(*) FROM ledger_entries WHERE event = 'COMMISSION_RECORDED') <> n THEN \
       RAISE EXCEPTION 'a conversion lacks a commission or its entry'; END IF; END $$";

/// A tenant with LINEAR attribution and one programme of two affiliates at ten per cent, each with a link that the
/// same visitor clicked.
#[allow(clippy::disallowed_methods, reason = "a bench runs as a job does")]
async fn shop(server: &Server) -> anyhow::Result<Shop> {
    let (tenant, program, terms) = (new_id::<TenantId>(), new_id::<ProgramId>(), new_id::<TermsId>());
    let (t, p) = (tenant.uuid(), program.uuid());
    let (policy, rule) = (new_id::<PolicyId>().uuid(), new_id::<RuleId>().uuid());
    let terms = terms.uuid();
    let mut sql = format!(
        "INSERT INTO tenants (id, name, currency, platform_fee_bps, created_at) \
           VALUES ('{t}', 'Bench', 'GBP', 0, now()); \
         INSERT INTO policies (tenant_id, id, version, model, click_window_days, view_window_days, \
           half_life_hours, affiliate_floor_bps, created_at) \
           VALUES ('{t}', '{policy}', 1, 'LINEAR', 30, 1, 168, 0, now()); \
         INSERT INTO programs (tenant_id, id, name, audience, currency, hold_days, payout_minimum, created_at) \
           VALUES ('{t}', '{p}', 'Bench', 'AFFILIATES', 'GBP', 30, 0, now()); \
         INSERT INTO terms (tenant_id, id, program_id, version, effective_from, created_at) \
           VALUES ('{t}', '{terms}', '{p}', 1, now() - interval '1 day', now()); \
         INSERT INTO rules (tenant_id, id, terms_id, position, name, predicate, reward) \
           VALUES ('{t}', '{rule}', '{terms}', 1, 'All', '{{}}', '{{\"kind\": \"PERCENT\", \"bps\": 1000}}');"
    );
    let visitor: VisitorId = new_id();
    let mut click_ids = Vec::new();
    for n in 0..PAYEES {
        let link: LinkId = new_id();
        let (affiliate, payee) = (new_id::<AffiliateId>().uuid(), new_id::<PayeeId>().uuid());
        let (enrollment, l) = (new_id::<EnrollmentId>().uuid(), link.uuid());
        sql += &format!(
            "INSERT INTO payees (tenant_id, id, kind, affiliate_id, name, created_at) \
               VALUES ('{t}', '{payee}', 'AFFILIATE', '{affiliate}', 'Payee', now()); \
             INSERT INTO enrollments (tenant_id, id, program_id, affiliate_id, payee_id, state, email, name, created_at) \
               VALUES ('{t}', '{enrollment}', '{p}', '{affiliate}', '{payee}', 'ACTIVE', 'payee{n}@example.com', 'Payee', now()); \
             INSERT INTO links (tenant_id, id, enrollment_id, affiliate_id, slug, destination, state, created_at) \
               VALUES ('{t}', '{l}', '{enrollment}', '{affiliate}', 'bench{n}', 'https://example.com/', 'ACTIVE', now());"
        );
        let click =
            ClickId { touch: new_id(), link, visitor, tenant, verdict: Verdict::Valid, consents: false };
        click_ids.push(click.sign(&CLICK_KEY));
    }
    server.batch(&sql).await?;
    Ok(Shop { tenant: SystemCtx::of_job("bench").in_tenant(tenant), click_ids })
}

/// One round: sales of shops taken by chance.
async fn round(pool: &Pool, shops: &Arc<Vec<Shop>>, seconds: u64) -> anyhow::Result<Round> {
    let (pool, shops) = (pool.clone(), shops.clone());
    writers::round(TASKS, seconds, move || {
        let (pool, shops) = (pool.clone(), shops.clone());
        async move {
            let at = rand::rng().random_range(0..shops.len());
            sell(&pool, &shops[at]).await
        }
    })
    .await
}

/// One sale, recorded and committed as every door does it.
async fn sell(pool: &Pool, shop: &Shop) -> anyhow::Result<()> {
    let new = NewConversion {
        kind: ConversionKind::Sale,
        external_id: new_id::<ConversionId>().uuid().to_string(),
        currency: Currency::GBP,
        lines: Vec::new(),
        amount: Some(ORDER_MINOR),
        customer: None,
        customer_email: None,
        country: None,
        code: None,
        subscription: None,
        click_ids: shop.click_ids.clone(),
        occurred_at: None,
    };
    let tx = TenantTx::begin(pool, &shop.tenant).await?;
    let now = Clock::system().now();
    let Outcome::Done(sale) = billing::conversion::record(&tx, new, Door::Rest, &CLICK_KEY, now).await?
    else {
        bail!("a new sale was taken for a repeat");
    };
    ensure!(sale.state == ConversionState::Attributed, "a sale is {}", sale.state);
    Ok(tx.commit().await?)
}
