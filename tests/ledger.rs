//! What the check of the ledger finds, and what the ledger refuses by itself.

#![allow(clippy::disallowed_methods)]

use billing::ledger::{Entry, post};
use billing::{BillingError, Outcome};
use domain::ledger::{Event, funding_started, wallet_returned};
use domain::money::Currency;
use serde_json::json;
use store::{Clock, SystemCtx, TenantTx};

use crate::world::World;

/// A shop with money in its wallet, and Joe, who has been paid once, owes half of it and has earned again.
async fn busy_shop(world: &World) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.earner(world, &program, "JOE").await;
    shop.fund(world, 50_000).await;
    let paid = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(world, "PAYABLE").await;
    let run = shop.start_run("one").await;
    shop.until_run(world, &run, "COMPLETED").await;
    shop.refund(&paid, "r-1", json!({"amountMinor": 5_000})).await;
    shop.sale("o-2", 20_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
}

#[tokio::test]
async fn each_invariant_is_found_broken_and_found_mended() {
    let mut world = World::new().await;
    busy_shop(&world).await;
    world.stop_worker().await;
    world.assert_ledger_sound().await;
    let off_by_one = |kind: &str| {
        let change = |sign: &str| {
            format!("UPDATE ledger_accounts SET balance = balance {sign} 1 WHERE kind = '{kind}'")
        };
        (change("+"), change("-"))
    };
    let changed = |table: &str, column: &str, by: i64, which: &str| {
        let change = |by: i64| format!("UPDATE {table} SET {column} = {column} + {by} WHERE {which}");
        (change(by), change(-by))
    };
    let balance = "BALANCE_IS_ITS_POSTINGS";
    let earned = "COMMISSIONS_ARE_BALANCES";
    for ((damage, repair), expected) in [
        (off_by_one("wallet"), vec![balance]),
        (off_by_one("accrued"), vec!["ACCRUED_IS_OWED", balance]),
        (off_by_one("clawback_pending"), vec![balance, "DEBT_IS_CLAWBACK"]),
        (off_by_one("payout_clearing"), vec![balance, "CLEARING_IS_OPEN_PAYOUTS"]),
        (changed("ledger_accounts", "version", 1, "kind = 'wallet'"), vec!["VERSIONS_HAVE_NO_GAP"]),
        (changed("commissions", "amount", 1, "state = 'PAYABLE' AND NOT debt"), vec![earned]),
        (changed("commissions", "recovered", 1, "debt"), vec![earned]),
        (changed("commissions", "amount", -1_000, "debt"), vec![earned, "REVERSALS_WITHIN_ORIGINAL"]),
    ] {
        world.break_with(&damage).await;
        let mut found: Vec<String> = world.check_ledger().await.into_iter().map(|f| f.invariant).collect();
        found.sort();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(found, expected, "{damage}");
        let open = world.sql("SELECT id FROM ledger_findings WHERE cleared_at IS NULL").await;
        assert_eq!(open.len(), expected.len(), "{damage}");
        world.break_with(&repair).await;
        world.assert_ledger_sound().await;
        assert!(world.sql("SELECT id FROM ledger_findings WHERE cleared_at IS NULL").await.is_empty());
    }
}

#[tokio::test]
async fn no_balance_falls_below_zero_and_the_platforms_accounts_keep_none() {
    let world = World::new().await;
    busy_shop(&world).await;
    for kind in ["wallet", "payable", "payout_clearing", "pending", "debt"] {
        let below = format!("UPDATE ledger_accounts SET balance = -1 WHERE kind = '{kind}'");
        assert!(world.try_as_owner(&below).await.is_err(), "{kind} may fall below zero");
    }
    let owed = "UPDATE ledger_accounts SET kind = 'receivable', balance = -1 WHERE kind = 'wallet'";
    assert!(world.try_as_owner(owed).await.is_err(), "more is repaid than was owed");
    let kept = "UPDATE ledger_accounts SET balance = 1 WHERE platform";
    assert!(world.try_as_owner(kept).await.is_err(), "an account of the platform keeps a balance");
}

#[tokio::test]
async fn a_posting_key_is_of_one_entry_and_a_wallet_gives_only_what_it_holds() {
    let world = World::without_worker().await;
    let tenant = world.brand("Shop").await.tenant.parse().unwrap();
    let pool = world.pool().await;
    let (hundred, more) = (funding_started(100).unwrap(), funding_started(101).unwrap());
    for (key, event, postings, expected) in [
        ("one", Event::FundingStarted, &hundred, "done"),
        ("one", Event::FundingStarted, &hundred, "already"),
        ("one", Event::FundingStarted, &more, "PostingKeyReused"),
        ("one", Event::FundingFailed, &hundred, "PostingKeyReused"),
        ("two", Event::WalletReturned, &wallet_returned(1).unwrap(), "BALANCE_NOT_ENOUGH"),
    ] {
        let tx = TenantTx::begin(&pool, &SystemCtx::of_job("test").in_tenant(tenant)).await.unwrap();
        let entry = Entry { key: key.to_owned(), event, currency: Currency::GBP, postings };
        let posted = match post(&tx, &entry, Clock::system().now()).await {
            Ok(Outcome::Done(_)) => "done",
            Ok(Outcome::Already(_)) => "already",
            Err(BillingError::PostingKeyReused { .. }) => "PostingKeyReused",
            Err(BillingError::Refused { code, .. }) => code,
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(posted, expected, "{key} {event:?}");
        if posted == "done" {
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(world.sql("SELECT posting_key AS key FROM ledger_entries").await, [json!({"key": "one"})]);
    world.assert_ledger_sound().await;
}
