//! What a review of the payouts found, each as it would have gone wrong.

use domain::ids::{PayoutId, TenantId, TypedId};
use serde_json::{Value, json};
use store::stripe_event::Sweep;
use store::{Clock, SystemCtx, SystemTx, TenantTx};
use stripe_sim::{Config, Fault, FaultKind, Sim};
use tokio::net::TcpListener;

use super::on_call::on_call;
use super::{
    assert_books, attempts, break_transfer, let_sendings_age, payout_of, payouts, refuse_transfers, sales,
};
use crate::world::{Brand, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_cannot_be_applied_stops_its_own_tenant_and_nobody_else() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = shop.start_run("one").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    let other = world.brand("Other").await;
    let others = other.program("AFFILIATES", 1_000, 0).await;
    other.fund(&world, 50_000).await;
    other.earner(&world, &others, "MIA").await;
    for (brand, order, code) in [(&shop, "o-2", "JOE"), (&other, "p-1", "MIA")] {
        sales(&world, brand, &[(order, code, 20_000)]).await;
    }

    // Somebody takes a part back, and a bug of ours keeps the news of it from ever being booked.
    world.break_with("ALTER TABLE payouts ADD CONSTRAINT bug CHECK (reversed = 0)").await;
    let transfer = done["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap();
    world.stripe(&format!("/v1/transfers/{transfer}/reversals"), "amount=400").await;
    let alarm = || world.sql("SELECT invariant, source FROM ledger_findings WHERE cleared_at IS NULL");
    let found = world.until("an alarm", alarm, |rows| !rows.is_empty()).await;
    assert_eq!(found, [json!({"invariant": "EVENT_NOT_APPLIED", "source": "EVENT"})]);
    let (_, alarms) = on_call(&world, &["alarms"]).await;
    assert!(alarms.contains("transfer.reversed") && alarms.contains("events not applied"), "{alarms}");

    // A worker that starts has to hear Stripe's news first; the event is in its way no more.
    world.stop_worker().await;
    world.start_worker().await;
    let theirs = other.start_run("theirs").await;
    other.until_run(&world, &theirs, "COMPLETED").await;
    let ours = shop.start_run("two").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(shop.run(&ours).await["state"], "FUNDING");

    // Mended, it is applied, and the alarm is over.
    world
        .break_with("ALTER TABLE payouts DROP CONSTRAINT bug; UPDATE stripe_events SET next_try_at = NULL")
        .await;
    shop.until_run(&world, &ours, "COMPLETED").await;
    assert_books(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_of_another_stripe_account_is_refused_and_stops_nobody() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    world.break_with("UPDATE payouts SET updated_at = updated_at - interval '1 hour'").await;

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = Sim::start(listener, Config::new("sk_test_tests")).await.unwrap();
    let ours = world.stripe_url.clone();
    world.env.set("STRIPE_URL", elsewhere.url());
    let (well, why) = on_call(&world, &["reconcile"]).await;
    assert!(!well && why.contains("this database belongs to the Stripe account acct_"), "{why}");
    world.env.set("STRIPE_URL", ours);
    world.env.set("STRIPE_SECRET_KEY", "sk_live_tests");
    let (well, why) = on_call(&world, &["reconcile"]).await;
    assert!(!well && !why.contains("adopted"), "{why}");
    world.env.set("STRIPE_SECRET_KEY", "sk_test_tests");
    assert!(on_call(&world, &["reconcile"]).await.0);
    assert!(on_call(&world, &["alarms"]).await.1.ends_with("0 standing\n"));
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "this stands for the worker")]
async fn a_note_that_a_restored_database_has_is_not_trusted_however_fresh_it_is() {
    let world = World::without_worker().await;
    let brand = world.brand("Restored").await;
    let (pool, ctx) = (world.pool().await, SystemCtx::of_job("test"));
    let tenant = ctx.in_tenant(brand.tenant.parse::<TenantId>().unwrap());
    let now = Clock::system().now();
    let fresh = async |pool| {
        let tx = TenantTx::begin(pool, &tenant).await.unwrap();
        Sweep::is_fresh(&tx, now).await.unwrap()
    };
    let swept = async |minutes| {
        let tx = SystemTx::begin(&pool, &ctx).await.unwrap();
        let to = now - chrono::Duration::minutes(minutes);
        Sweep { swept_to: to, resume_after: None, resume_to: None }.note(&tx).await.unwrap();
        Sweep::done(&tx, to, now).await.unwrap();
        tx.commit().await.unwrap();
    };
    swept(5).await;
    swept(1).await;
    assert!(fresh(&pool).await);
    // The backup is four minutes older than what this process has written.
    world.break_with("UPDATE stripe_sweeps SET swept_to = swept_to - interval '4 minutes'").await;
    assert!(!fresh(&pool).await);
    swept(0).await;
    assert!(fresh(&pool).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "this stands for the worker")]
async fn a_sweep_that_is_cut_off_goes_on_where_it_was() {
    let world = World::without_worker().await;
    world.silence_events();
    let sim = world.sim.as_ref().unwrap();
    sim.top_up(1_000, "gbp").unwrap();
    let open = "type=express&country=GB&capabilities[transfers][requested]=true";
    let account = world.stripe("/v1/accounts", open).await["id"].as_str().unwrap().to_owned();
    sim.complete_onboarding(&account).unwrap();
    let form: &'static str = format!("amount=1&currency=gbp&destination={account}").leak();
    for _ in 0..250 {
        world.stripe("/v1/transfers", form).await;
    }
    let (pool, ctx) = (world.pool().await, SystemCtx::of_job("test"));
    let stripe = billing::Stripe::new(billing::StripeConfig::read(&world.env).unwrap()).unwrap();
    let sweep = || billing::stripe::sweep(&pool, &ctx, &stripe, Clock::system().now());
    let stored =
        || world.sql("SELECT count(*)::int AS n, min(received_at)::text AS first FROM stripe_events");
    let lists = |kind| Fault { method: Some("GET".to_owned()), ..Fault::on_post("/v1/events", kind) };
    // The first page comes, the second does not.
    sim.fault(lists(FaultKind::Slow));
    sim.fault(lists(FaultKind::DropBefore));
    assert!(sweep().await.is_err());
    assert_eq!(stored().await[0]["n"], 100);
    let noted = || {
        world.sql("SELECT resume_after IS NOT NULL AS cut, swept_at < '2000-01-01' AS old FROM stripe_sweeps")
    };
    assert_eq!(noted().await, [json!({"cut": true, "old": true})]);
    // It goes on with the second page: the third fails, and nothing was asked for twice.
    sim.fault(lists(FaultKind::Slow));
    sim.fault(lists(FaultKind::DropBefore));
    assert!(sweep().await.is_err());
    assert_eq!(stored().await[0]["n"], 200);
    sweep().await.unwrap();
    assert_eq!(stored().await[0]["n"], 250);
    assert_eq!(noted().await, [json!({"cut": false, "old": true})]);
}

#[tokio::test]
async fn a_block_after_an_unanswered_sending_waits_and_looks_before_it_takes_a_new_key() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    break_transfer(&world, "drop_before").await;
    break_transfer(&world, "balance_insufficient").await;
    let run = shop.start_run("one").await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a block", || shop.run(&run), blocked).await;
    assert_eq!(attempts(&world).await, [json!({"number": 1, "outcome": null})]);
    // Nothing is sent under a new key, and nobody calls it off, while the first sending may still come to something.
    let cancel = json!({"payoutId": payout_of(&shop.run(&run).await), "idempotencyKey": "c"});
    shop.owner.mutate("payoutCancel", cancel, "payout { id }").await;
    world.let_payouts_age().await;
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!(shop.run(&run).await["payouts"]["nodes"][0]["state"], "BLOCKED");
    assert_eq!(attempts(&world).await.len(), 1);

    world.break_with("UPDATE payout_attempts SET resent_at = resent_at - interval '16 minutes'").await;
    world.let_payouts_age().await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    let attempt = |number: i32, outcome: &str| json!({"number": number, "outcome": outcome});
    assert_eq!(attempts(&world).await, [attempt(1, "BLOCKED, NONE LISTED"), attempt(2, "TRANSFERRED")]);
    assert_books(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transfer_of_another_amount_is_no_payout_and_reversed_it_is_in_nobodys_way() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    world.silence_events();
    for _ in 0..60 {
        break_transfer(&world, "drop_before").await;
    }
    let run = shop.start_run("one").await;
    world.until("an attempt", || attempts(&world), |rows| rows.len() == 1).await;
    world.stop_worker().await;
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    let payout = payout_of(&shop.run(&run).await);
    let account = world.sql("SELECT stripe_account_id AS id FROM payout_accounts").await[0]["id"].clone();
    let group = payout.parse::<PayoutId>().unwrap();
    let form: &'static str =
        format!("amount=700&currency=gbp&destination={}&transfer_group={group}", account.as_str().unwrap())
            .leak();
    let transfer = world.stripe("/v1/transfers", form).await["id"].as_str().unwrap().to_owned();
    world.break_with("UPDATE payout_attempts SET first_sent_at = first_sent_at - interval '21 hours'").await;
    world.break_with("UPDATE graphile_worker._private_jobs SET run_at = now()").await;
    world.let_payouts_age().await;
    world.start_worker().await;
    let reviewed = |run: &Value| run["payouts"]["nodes"][0]["state"] == "NEEDS_REVIEW";
    let waiting = world.until("a review", || shop.run(&run), reviewed).await;
    assert_eq!(waiting["payouts"]["nodes"][0]["reason"], "TRANSFER_AMOUNT_DIFFERS");

    let (well, why) = on_call(&world, &["adopt", &payout, &transfer, "--by", "ann"]).await;
    assert!(!well && why.contains("says something else"), "{why}");
    assert!(!on_call(&world, &["retry", &payout, "--by", "ann"]).await.0, "the money is out there");
    world.sim.as_ref().unwrap().reverse(&transfer, None).unwrap();
    let_sendings_age(&world).await;
    assert!(on_call(&world, &["retry", &payout, "--by", "ann"]).await.0);
    let (_, alarms) = on_call(&world, &["alarms"]).await;
    assert!(alarms.contains("TRANSFER_AMOUNT_DIFFERS"), "{alarms}");
    let alarm = alarms.split_whitespace().next().unwrap();
    assert!(on_call(&world, &["clear", alarm, "--by", "ann"]).await.0);
    world.let_payouts_age().await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 1_000)]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "this stands for the worker")]
async fn a_debt_of_which_something_comes_back_is_written_off_again() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    let sale = shop.paid_sale(&world).await;
    let sale = shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;
    let debt = &sale["commissions"][1]["id"];
    let off = async |key: &str| {
        let input = json!({"commissionId": debt, "reason": "moved away", "idempotencyKey": key});
        shop.owner.mutate("debtWriteOff", input, "commission { state }").await
    };
    off("a").await;
    // A payout that had recovered 150 of it is called off: the debt stands again.
    for key in ["b", "c"] {
        let payee = world.sql("SELECT payee_id AS id FROM commissions WHERE debt").await[0]["id"].clone();
        let payee = TypedId::from_uuid(payee.as_str().unwrap().parse().unwrap());
        world
            .break_with("UPDATE commissions SET recovered = recovered - 150, state = 'PAYABLE' WHERE debt")
            .await;
        let tenant = SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
        let tx = TenantTx::begin(&world.pool().await, &tenant).await.unwrap();
        let entry = billing::ledger::Entry {
            key: format!("given back {key}"),
            event: domain::ledger::Event::ReserveReversed,
            currency: domain::money::Currency::GBP,
            postings: &domain::ledger::refunded_debt(&[(payee, 150)]).unwrap(),
        };
        billing::ledger::post(&tx, &entry, Clock::system().now()).await.unwrap();
        tx.commit().await.unwrap();
        world.assert_ledger_sound().await;
        off(key).await;
        world.assert_ledger_sound().await;
        let left = world.sql("SELECT balance FROM ledger_accounts WHERE kind = 'debt'").await;
        assert_eq!(left, [json!({"balance": 0})]);
    }
}

#[tokio::test]
async fn what_the_check_finds_again_is_the_same_finding() {
    let world = World::without_worker().await;
    world.brand("Broken").await;
    let owed =
        || world.sql("SELECT id, detail FROM ledger_findings WHERE cleared_at IS NULL ORDER BY invariant");
    world
        .break_with("INSERT INTO ledger_accounts (tenant_id, id, kind, currency, platform, balance) SELECT id, id, 'wallet', 'GBP', false, 1 FROM tenants")
        .await;
    assert_eq!(world.check_ledger().await.len(), 1);
    let before = owed().await;
    world.break_with("UPDATE ledger_accounts SET balance = balance + 1").await;
    world.check_ledger().await;
    let after = owed().await;
    assert_eq!(before[0]["id"], after[0]["id"]);
    assert_ne!(before[0]["detail"], after[0]["detail"], "it says the sums of now");
    world.break_with("UPDATE ledger_accounts SET balance = 0").await;
    assert!(world.check_ledger().await.is_empty());
    assert!(owed().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_engineer_on_call_sees_runs_and_resumes_one_after_the_key_was_mended() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    refuse_transfers(&world, 50, 401, None).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "PAUSED").await;
    let (_, listed) = on_call(&world, &["list"]).await;
    assert!(listed.contains(&run) && listed.contains("STRIPE_UNAUTHORIZED"), "{listed}");
    assert!(listed.contains("SUBMITTING"), "{listed}");
    world.simulator(reqwest::Method::DELETE, "/_sim/faults", Value::Null).await;
    assert!(!on_call(&world, &["resume", &run]).await.0, "nobody decides without a name");
    let resumed = on_call(&world, &["resume", &run, "--by", "ann"]).await;
    assert_eq!(resumed, (true, format!("{run} is EXECUTING\n")));
    shop.until_run(&world, &run, "COMPLETED").await;
    let log = world
        .sql("SELECT actor, detail->>'by' AS by, entrance FROM audit_log WHERE action = 'payoutRunResume'")
        .await;
    assert_eq!(log, [json!({"actor": "job:payouts", "by": "ann", "entrance": "CLI"})]);
    assert!(!on_call(&world, &["resume", &run, "--by", "ann"]).await.0, "it is finished");
    assert_books(&world).await;

    // What the tenant's own people have stopped is theirs.
    sales(&world, &shop, &[("o-3", "JOE", 10_000)]).await;
    let limit = json!({"limitMinor": "1", "unusualPercent": 300});
    shop.owner.mutate("payoutCautionSet", limit, "caution { limitCurrency }").await;
    let run = shop.start_run("two").await;
    shop.until_run(&world, &run, "PAUSED").await;
    let (well, why) = on_call(&world, &["resume", &run, "--by", "ann"]).await;
    assert!(!well && why.contains("is the platform's to resume"), "{why}");
    // A limit in another currency says nothing of this run.
    shop.owner.mutate("payoutRunCancel", json!({"payoutRunId": run}), "payoutRun { state }").await;
    let limit = json!({"limitMinor": "1", "limitCurrency": "EUR", "unusualPercent": 300});
    let set = shop.owner.mutate("payoutCautionSet", limit, "caution { limitCurrency }").await;
    assert_eq!(set["caution"]["limitCurrency"], "EUR");
    let run = shop.start_run("three").await;
    shop.until_run(&world, &run, "COMPLETED").await;
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "this stands for the worker")]
async fn the_sweep_looks_at_each_tenant_in_turn_and_ever_more_rarely() {
    let world = World::without_worker().await;
    let (pool, ctx) = (world.pool().await, SystemCtx::of_job("test"));
    for (name, count) in [("Large", 30), ("Small", 2)] {
        let brand = world.brand(name).await;
        let (t, run) = (brand.tenant.parse::<TenantId>().unwrap().uuid(), uuid::Uuid::now_v7());
        world
            .break_with(&format!(
                "INSERT INTO payout_runs (tenant_id, id, currency, state, drafted_by, preview_hash, origin, created_at, updated_at) \
                 VALUES ('{t}', '{run}', 'GBP', 'EXECUTING', 'n', '\\x00', 'MANUAL', now(), now()); \
                 INSERT INTO payouts (tenant_id, id, run_id, affiliate_id, currency, amount, recovered, fee, state, reason, created_at, updated_at) \
                 SELECT '{t}', gen_random_uuid(), '{run}', gen_random_uuid(), 'GBP', 1, 0, 0, 'BLOCKED', 'PLATFORM_BALANCE', now(), now() \
                 FROM generate_series(1, {count})"
            ))
            .await;
    }
    let begun = Clock::system().now();
    let look = async |seconds, limit| {
        let tx = SystemTx::begin(&pool, &ctx).await.unwrap();
        let now = begun + chrono::Duration::seconds(seconds);
        let found = store::payout::Payout::standing_still(&tx, now, limit).await.unwrap();
        tx.commit().await.unwrap();
        found
    };
    assert_eq!(look(10, 100).await, []);
    let first = look(30, 4).await;
    let tenants: std::collections::BTreeSet<TenantId> = first.iter().map(|(tenant, _)| *tenant).collect();
    assert_eq!((first.len(), tenants.len()), (4, 2), "the small one waits for the large one");
    assert_eq!(look(30, 100).await.len(), 28);
    assert_eq!(look(30, 100).await.len(), 0);
    assert_eq!(look(60, 100).await.len(), 0, "twice as long the second time");
    assert_eq!(look(75, 100).await.len(), 32);
    assert_eq!(look(140, 100).await.len(), 0);
    // However often, it is a quarter of an hour at most.
    world.break_with("UPDATE payouts SET looks = 40").await;
    assert_eq!(look(900, 100).await.len(), 32);
    assert_eq!(look(1_790, 100).await.len(), 0);
    assert_eq!(look(1_805, 100).await.len(), 32);
}
