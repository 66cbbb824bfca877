//! `kill -9` of the worker, of Postgres and of Redis while people are paid and Stripe fails in every way it knows.
//! Every part is a process of its own, as in production.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use billing::ledger::{Entry, post};
use domain::ids::{PayeeId, PayoutId, TenantId, TypedId};
use domain::ledger::{Event, Posting, commission_recorded, funding_settled, funding_started, matured};
use domain::money::Currency;
use futures::StreamExt as _;
use serde_json::Value;
use store::{Clock, SystemCtx, TenantTx};
use stripe_sim::{Chaos, EventFaultKind, Fault, FaultKind};

use crate::dice::Dice;
use crate::world::{Brand, World, binary};

/// People who are paid in every run of the tests; `./dev soak payouts` pays ten times as many.
const PAYOUTS: usize = 1_000;
/// What is killed, each of it at a moment of its own.
const KILLS: [Part; 7] =
    [Part::Worker, Part::Worker, Part::Worker, Part::Postgres, Part::Postgres, Part::Redis, Part::Redis];
/// How long nothing may move, in seconds: a dead worker is found out after 30, a payout that stands still after 20.
const STILL_SECONDS_MAX: u64 = 90;
/// How often the last stretch says how it goes.
const TOLD_SECONDS: u64 = 5;
/// Rows of one statement that seeds.
const SEED_ROWS: usize = 500;

#[derive(Clone, Copy, Debug)]
enum Part {
    Worker,
    Postgres,
    Redis,
}

/// Somebody who is owed something.
struct Earner {
    payee: PayeeId,
    affiliate: uuid::Uuid,
    account: String,
    minor: i64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_paid_once_whatever_is_killed() {
    pay_through_kills(PAYOUTS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: ./dev soak payouts"]
async fn soak() {
    let count = std::env::var("SOAK_PAYOUTS").ok().and_then(|text| text.parse().ok());
    pay_through_kills(count.unwrap_or(10 * PAYOUTS)).await;
}

async fn pay_through_kills(count: usize) {
    let (begun, mut dice) = (Instant::now(), Dice::printed());
    let mut world = World::of_parts(&[("STRIPE_RATE", "100"), ("WORKER_JOBS", "12")]).await;
    let shop = world.brand("Survivor").await;
    let earners = seed(&world, &shop, count, &mut dice).await;
    let total: i64 = earners.iter().map(|earner| earner.minor).sum();
    println!("{count} people are owed {total}, after {:?}", begun.elapsed());

    world.sim.as_ref().unwrap().set_chaos(Some(chaos(dice.up_to(u64::MAX)))).unwrap();
    let run = shop.start_run("run").await;
    let paid_from = Instant::now();
    let restarts = kill_on_the_way(&mut world, total, &mut dice).await;
    println!("the last kill was after {:.1?}", paid_from.elapsed());
    until_completed(&mut world, &run).await;
    let took = paid_from.elapsed();
    let rate = count as f64 / took.as_secs_f64();
    println!("{count} payouts in {took:.1?}, {rate:.1} a second; parts that ended by themselves: {restarts}");

    world.sim.as_ref().unwrap().set_chaos(None).unwrap();
    assert_each_is_paid_once(&world, &earners).await;
    world.assert_stripe_equals_ledger().await;
    world.assert_ledger_sound().await;
    let findings = world.sql("SELECT invariant, detail FROM ledger_findings").await;
    assert!(findings.is_empty(), "{findings:?}");
    let reconciled = std::process::Command::new(binary())
        .args(["payouts", "reconcile"])
        .env_clear()
        .envs(world.env.variables())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&reconciled.stdout);
    assert!(told.ends_with("0 adopted, 0 open\n"), "{reconciled:?}");
    println!("all of it took {:.1?}", begun.elapsed());
}

/// Some of everything that a payout gets over by itself. Refusals for the whole account come in bursts, with the kills:
/// each stops all calls for a second.
fn chaos(seed: u64) -> Chaos {
    use EventFaultKind as News;
    use FaultKind as Call;
    let requests = [
        (Call::DropBefore, 3),
        (Call::DropAfter, 3),
        (Call::Status500After, 3),
        (Call::Truncated, 3),
        (Call::HtmlBefore, 1),
        (Call::HtmlAfter, 1),
        (Call::KeyInUse, 2),
        (Call::LockTimeout, 2),
        (Call::Slow, 3),
    ];
    let events = [
        (News::Duplicate, 8),
        (News::Delay, 8),
        (News::Hold, 5),
        (News::Never, 5),
        (News::BeforeAnswer, 5),
        (News::WrongSecret, 2),
        (News::Stale, 2),
    ];
    Chaos {
        seed,
        path_prefixes: vec!["/v1/transfers".to_owned()],
        requests: requests.into_iter().collect(),
        events: events.into_iter().collect(),
        ..Chaos::default()
    }
}

/// Kills every part of [`KILLS`], in an order and after shares of the money that the dice say. Returns how often a part
/// that was not killed ended as well and was started again.
async fn kill_on_the_way(world: &mut World, total: i64, dice: &mut Dice) -> usize {
    let begun = Instant::now();
    let mut kills: Vec<(i64, Part)> = KILLS.iter().map(|part| (2 + dice.up_to(90) as i64, *part)).collect();
    kills.sort_by_key(|kill| kill.0);
    let mut ended = 0;
    for (percent, part) in kills {
        let (mut moved_at, mut left) = (Instant::now(), i64::MAX);
        loop {
            let now = world.sim.as_ref().unwrap().funds(None, "gbp").available;
            if now <= total - total * percent / 100 {
                break;
            }
            if now < left {
                (moved_at, left) = (Instant::now(), now);
            }
            assert_moves(world, moved_at);
            ended += world.tend();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // Somewhere within the steps of a payout.
        tokio::time::sleep(Duration::from_millis(dice.up_to(200))).await;
        println!("after {:.1?}, at {percent} %, {part:?} is killed", begun.elapsed());
        let refusal = Fault { times: 2, ..Fault::on_post("/v1/transfers", FaultKind::RateLimit) };
        world.sim.as_ref().unwrap().fault(refusal);
        match part {
            Part::Worker => world.kill_worker(),
            Part::Postgres => world.kill_postgres().await,
            Part::Redis => world.kill_redis().await,
        }
    }
    ended
}

async fn until_completed(world: &mut World, run: &str) {
    let run = run.parse::<domain::ids::PayoutRunId>().unwrap().uuid();
    let open = format!(
        "SELECT r.state, (SELECT json_object_agg(q.state, q.n) FROM \
           (SELECT p.state, count(*) AS n FROM payouts p WHERE p.run_id = r.id GROUP BY 1) q) AS payouts \
         FROM payout_runs r WHERE r.id = '{run}'"
    );
    let (begun, mut told, mut moved_at, mut payouts) = (Instant::now(), 0, Instant::now(), Value::Null);
    loop {
        world.tend();
        let now = world.sql(&open).await.remove(0);
        if now["state"] != "EXECUTING" && now["state"] != "FUNDING" {
            assert_eq!(now["state"], "COMPLETED", "{now}\n{}", world.printed("worker"));
            return;
        }
        if now["payouts"] != payouts {
            (moved_at, payouts) = (Instant::now(), now["payouts"].clone());
        }
        assert_moves(world, moved_at);
        if begun.elapsed().as_secs() >= told {
            println!("  {now}");
            told += TOLD_SECONDS;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn assert_moves(world: &World, moved_at: Instant) {
    if moved_at.elapsed() < Duration::from_secs(STILL_SECONDS_MAX) {
        return;
    }
    let transfers = world.sim.as_ref().unwrap().transfers();
    let payouts: BTreeSet<&str> = transfers.iter().filter_map(|t| t["metadata"]["payout"].as_str()).collect();
    panic!(
        "stands still with {} transfers of {} payouts\n{}",
        transfers.len(),
        payouts.len(),
        world.printed("worker")
    );
}

/// Each payout has one transfer at Stripe, of its amount and to its affiliate's account; nobody is left out.
async fn assert_each_is_paid_once(world: &World, earners: &[Earner]) {
    let rows = world
        .sql("SELECT id, affiliate_id, amount, state, stripe_transfer_id AS transfer FROM payouts")
        .await;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut payouts: BTreeMap<String, &Value> = BTreeMap::new();
    for row in &rows {
        assert_eq!(row["state"], "TRANSFERRED", "{row}");
        payouts.insert(text(row, "affiliate_id"), row);
    }
    let mut transfers: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for transfer in world.sim.as_ref().unwrap().transfers() {
        let payout: PayoutId = transfer["metadata"]["payout"].as_str().unwrap().parse().unwrap();
        transfers.entry(payout.uuid().to_string()).or_default().push(transfer);
    }
    assert_eq!((rows.len(), payouts.len(), transfers.len()), (earners.len(), earners.len(), earners.len()));
    for earner in earners {
        let payout = payouts[&earner.affiliate.to_string()];
        let made = &transfers[&text(payout, "id")];
        assert_eq!(made.len(), 1, "{payout} is paid more than once: {made:#?}");
        let said = (&made[0]["amount"], &made[0]["destination"], &made[0]["id"]);
        let meant = (&Value::from(earner.minor), &Value::from(earner.account.clone()), &payout["transfer"]);
        assert_eq!(said, meant, "{payout}");
        assert_eq!(payout["amount"], earner.minor);
    }
}

/// People with something payable and an account at Stripe, and a wallet that can pay them: as other doors would have
/// left them.
#[allow(clippy::disallowed_methods, reason = "this stands for the job runner")]
async fn seed(world: &World, shop: &Brand, count: usize, dice: &mut Dice) -> Vec<Earner> {
    let sim = world.sim.as_ref().unwrap();
    // Nobody needs to hear how thousands of accounts came to be.
    let quiet = Chaos { events: [(EventFaultKind::Never, 100)].into(), ..Chaos::default() };
    sim.set_chaos(Some(quiet)).unwrap();
    let open = "type=express&country=GB&capabilities[transfers][requested]=true";
    let accounts: Vec<String> = futures::stream::iter(0..count)
        .map(|_| async { world.stripe("/v1/accounts", open).await["id"].as_str().unwrap().to_owned() })
        .buffer_unordered(8)
        .collect()
        .await;
    let mut earners = Vec::new();
    for account in accounts {
        sim.complete_onboarding(&account).unwrap();
        let minor = 100 + dice.up_to(5_000) as i64;
        let (payee, affiliate) = (store::new_id(), uuid::Uuid::now_v7());
        earners.push(Earner { payee, affiliate, account, minor });
    }
    let total: i64 = earners.iter().map(|earner| earner.minor).sum();
    sim.top_up(total, "gbp").unwrap();

    let tenant: TenantId = shop.tenant.parse().unwrap();
    let (t, program) = (tenant.uuid(), uuid::Uuid::now_v7());
    world
        .break_with(&format!(
            "INSERT INTO programs (tenant_id, id, name, audience, currency, hold_days, payout_minimum, created_at) \
             VALUES ('{t}', '{program}', 'p', 'AFFILIATES', 'GBP', 0, 0, now())"
        ))
        .await;
    for part in earners.chunks(SEED_ROWS) {
        world.break_with(&people(t, program, part)).await;
    }
    let (pool, ctx) = (world.pool().await, SystemCtx::of_job("seed").in_tenant(tenant));
    // The fee is three percent.
    let wallet = total * 2;
    let mut entries: Vec<(Event, Vec<Posting>)> = vec![
        (Event::FundingStarted, funding_started(wallet).unwrap()),
        (Event::FundingSettled, funding_settled(wallet, 0, 0).unwrap()),
    ];
    for part in earners.chunks(SEED_ROWS) {
        let shares: Vec<(PayeeId, i64)> = part.iter().map(|e| (e.payee, e.minor)).collect();
        entries.push((Event::CommissionRecorded, commission_recorded(&shares).unwrap()));
        entries.push((Event::CommissionMatured, matured(&shares).unwrap()));
    }
    for (n, (event, postings)) in entries.into_iter().enumerate() {
        let entry = Entry { key: format!("seed:{n}"), event, currency: Currency::GBP, postings: &postings };
        let tx = TenantTx::begin(&pool, &ctx).await.unwrap();
        post(&tx, &entry, Clock::system().now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    earners
}

#[allow(clippy::disallowed_methods, reason = "these rows are nobody's to sort")]
fn people(t: uuid::Uuid, program: uuid::Uuid, earners: &[Earner]) -> String {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for Earner { payee, affiliate: a, account, minor } in earners {
        let (p, id) = (payee.uuid(), uuid::Uuid::now_v7());
        let mut row = |table: &'static str, values: String| rows.entry(table).or_default().push(values);
        row("1 users", format!("('{a}', '{a}@people.test', 'n', 'h', now())"));
        row(
            "2 affiliates (id, user_id, email, name, country, created_at)",
            format!("('{a}', '{a}', '{a}@people.test', 'n', 'GB', now())"),
        );
        row("3 payout_accounts", format!("('{a}', '{a}', '{account}', 'ACTIVE', '{{}}', now(), now())"));
        row("4 enrollment_directory", format!("('{a}', '{t}')"));
        row(
            "5 payees (tenant_id, id, kind, affiliate_id, name, created_at)",
            format!("('{t}', '{p}', 'AFFILIATE', '{a}', 'n', now())"),
        );
        row(
            "6 enrollments (tenant_id, id, program_id, affiliate_id, payee_id, state, email, name, payout_ready, created_at)",
            format!(
                "('{t}', '{id}', '{program}', '{a}', '{p}', 'ACTIVE', '{a}@people.test', 'n', true, now())"
            ),
        );
        row(
            "7 commissions (tenant_id, id, payee_id, affiliate_id, program_id, cause, currency, amount, state, matures_at, why, created_at)",
            format!(
                "('{t}', '{id}', '{p}', '{a}', '{program}', 'BONUS', 'GBP', {minor}, 'PAYABLE', now(), '{{}}', now())"
            ),
        );
    }
    let insert = |(table, values): (&str, Vec<String>)| {
        format!("INSERT INTO {} VALUES {};", &table[2..], values.join(","))
    };
    rows.into_iter().map(insert).collect()
}
