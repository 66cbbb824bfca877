//! What stops a tenant's payouts though nothing was found: a check that does not run, a balance of ours below zero, news of
//! Stripe's that contradicts what stands.

#![allow(clippy::disallowed_methods, reason = "this stands for the worker")]

use billing::BillingError;
use billing::ledger::{Entry, post};
use domain::ids::{PayeeId, TypedId};
use domain::ledger::{Event, matured};
use domain::money::Currency;
use serde_json::{Value, json};
use store::{Clock, SystemCtx, TenantTx};

use crate::world::{Brand, World, binary};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_paid_where_the_ledger_is_not_checked() {
    let mut world = World::new().await;
    let (shop, ..) = Brand::earning(&world).await;
    // The check fails, as one that takes too long does, and what it last said is too old.
    let hours = "UPDATE tenants SET created_at = created_at - interval '1 hour'; \
                 UPDATE ledger_checks SET checked_at = checked_at - interval '1 hour'";
    world.break_with(&format!("REVOKE INSERT, UPDATE ON ledger_checks FROM trib_system; {hours}")).await;
    let run = shop.start_run("one").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(shop.run(&run).await["state"], "FUNDING");
    assert!(world.transfers().await.is_empty());
    let alarms = tokio::process::Command::new(binary())
        .args(["payouts", "alarms"])
        .env_clear()
        .envs(world.env.variables())
        .output()
        .await
        .unwrap();
    let alarms = String::from_utf8(alarms.stdout).unwrap();
    let named = format!("{}  ledger not checked since", shop.tenant);
    assert!(alarms.contains(&named) && alarms.contains("1 tenants whose ledger is not checked"), "{alarms}");

    // A worker that starts checks at once, and the run goes on.
    world.stop_worker().await;
    world.break_with("GRANT INSERT, UPDATE ON ledger_checks TO trib_system").await;
    world.start_worker().await;
    shop.until_run(&world, &run, "COMPLETED").await;
    world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_has_more_time_than_a_request() {
    let mut world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    world.env.set("DATABASE_STATEMENT_TIMEOUT_MS", "300");
    let pool = world.pool().await;
    let ctx = SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
    let owner_url = world.owner_url.clone();
    let blocked = tokio::spawn(async move {
        let hold = "BEGIN; LOCK TABLE commissions IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1.5); COMMIT";
        crate::world::cluster::execute(&owner_url, hold).await;
    });
    let held = "SELECT 1 AS one FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
                WHERE c.relname = 'commissions' AND l.mode = 'AccessExclusiveLock' AND l.granted";
    world.until("the lock", || world.sql(held), |rows| !rows.is_empty()).await;
    let tx = TenantTx::begin(&pool, &ctx).await.unwrap();
    billing::ledger::check(&tx, Clock::system().now()).await.unwrap();
    tx.commit().await.unwrap();
    blocked.await.unwrap();
}

#[tokio::test]
async fn only_a_wallet_that_falls_short_waits_for_money() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let tenant: domain::ids::TenantId = shop.tenant.parse().unwrap();
    let payee = PayeeId::from_uuid(store::new_id::<PayeeId>().uuid());
    world
        .break_with(&format!(
            "INSERT INTO payees (tenant_id, id, kind, name, created_at) VALUES ('{}', '{}', 'CREATOR', 'Ann', now())",
            tenant.uuid(),
            payee.uuid()
        ))
        .await;
    let pool = world.pool().await;
    let tx = TenantTx::begin(&pool, &SystemCtx::of_job("test").in_tenant(tenant)).await.unwrap();
    let entry = Entry {
        key: "nothing is pending".to_owned(),
        event: Event::CommissionMatured,
        currency: Currency::GBP,
        postings: &matured(&[(payee, 1)]).unwrap(),
    };
    let posted = post(&tx, &entry, Clock::system().now()).await;
    assert!(matches!(posted, Err(BillingError::Store(_))), "{posted:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_that_contradicts_what_stands_is_its_tenants_alarm() {
    let world = World::new().await;
    let (shop, ..) = Brand::earning(&world).await;
    let run = shop.start_run("one").await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    // Here everything has come back already; at Stripe nothing has, until now.
    world.break_with("UPDATE commissions SET returned_by_payout_id = payout_id").await;
    let transfer = done["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap();
    world.stripe(&format!("/v1/transfers/{transfer}/reversals"), "amount=400").await;
    let alarms =
        || world.sql("SELECT invariant, source, detail FROM ledger_findings WHERE source <> 'CHECK'");
    let raised = world.until("an alarm", alarms, |rows| !rows.is_empty()).await;
    assert_eq!(
        (raised.len(), &raised[0]["invariant"], &raised[0]["source"]),
        (1, &json!("EVENT_CONTRADICTS"), &json!("ALARM"))
    );
    let detail = raised[0]["detail"].as_str().unwrap();
    assert!(detail.contains("transfer.reversed") && detail.ends_with("AMOUNT_OUT_OF_RANGE"), "{detail}");
    let event = || world.sql("SELECT outcome FROM stripe_events WHERE kind = 'transfer.reversed'");
    let outcome = world.until("the outcome", event, |rows| rows[0]["outcome"] != Value::Null).await;
    assert_eq!(outcome, [json!({"outcome": "CONTRADICTS"})]);
}
