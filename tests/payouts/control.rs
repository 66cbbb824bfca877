//! A tenant's hand on its payouts: pause, call off, caution, timetable, debts given up.

use domain::ids::TypedId;
use serde_json::{Value, json};

use super::{assert_books, payout_of, payouts, refuse_transfers, sales};
use crate::world::brand::minor;
use crate::world::{Brand, World};

#[tokio::test]
async fn a_paused_run_sends_nothing_and_one_payout_of_it_can_be_called_off() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    for name in ["JOE", "MIA"] {
        shop.earner(&world, &program, name).await;
    }
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000)]).await;
    refuse_transfers(&world, 2, 400, Some("balance_insufficient")).await;
    let run = shop.start_run("one").await;
    let blocked = |run: &Value| payouts(run).iter().filter(|p| p.0 == "BLOCKED").count() == 2;
    let both = world.until("two blocks", || shop.run(&run), blocked).await;
    let paused = shop
        .owner
        .mutate("payoutRunPause", json!({"payoutRunId": run}), "payoutRun { state pauseReason }")
        .await;
    assert_eq!(paused["payoutRun"], json!({"state": "PAUSED", "pauseReason": "PAUSED_BY_A_PERSON"}));
    world.let_payouts_age().await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert_eq!(world.transfers().await.len(), 0);

    let cancel = json!({"payoutId": payout_of(&both), "idempotencyKey": "c"});
    let off = shop.owner.mutate("payoutCancel", cancel.clone(), "payout { amount { minor } }").await;
    let called_off = minor(&off["payout"]["amount"]);
    let one_off = |run: &Value| payouts(run).iter().any(|p| *p == ("CANCELLED".to_owned(), called_off));
    world.until("a payout called off", || shop.run(&run), one_off).await;
    shop.owner.mutate("payoutCancel", cancel, "payout { state }").await;
    shop.owner.mutate("payoutRunResume", json!({"payoutRunId": run}), "payoutRun { state }").await;
    let done = shop.until_run(&world, &run, "COMPLETED_WITH_FAILURES").await;
    let sent = 3_000 - called_off;
    assert_eq!(payouts(&done), [("CANCELLED".to_owned(), called_off), ("TRANSFERRED".to_owned(), sent)]);
    assert_eq!(shop.commissions().await, json!({"PAID": sent, "PAYABLE": called_off}));
    let sent_already =
        done["payouts"]["nodes"].as_array().unwrap().iter().find(|p| p["state"] == "TRANSFERRED");
    let too_late = json!({"payoutId": sent_already.unwrap()["id"], "idempotencyKey": "d"});
    assert_eq!(shop.owner.refused("payoutCancel", too_late).await, "WRONG_STATE");
    assert_books(&world).await;
}

#[tokio::test]
async fn an_unusual_total_waits_for_a_second_look() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 100_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let set = |limit: Value, percent: i32| {
        shop.owner.attempt(
            "payoutCautionSet",
            json!({"limitMinor": limit, "unusualPercent": percent}),
            "caution { limitMinor limitCurrency unusualPercent }",
        )
    };
    assert_eq!(set(json!(0), 300).await["userErrors"][0]["code"], "AMOUNT_OUT_OF_RANGE");
    assert_eq!(set(json!(999), 99).await["userErrors"][0]["code"], "PERCENT_OUT_OF_RANGE");
    assert_eq!(
        set(json!(999), 300).await["caution"],
        json!({"limitMinor": "999", "limitCurrency": "GBP", "unusualPercent": 300})
    );
    let run = shop.start_run("one").await;
    let paused = shop.until_run(&world, &run, "PAUSED").await;
    assert_eq!((&paused["pauseReason"], payouts(&paused).len()), (&json!("ABOVE_LIMIT"), 0));
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 1_000}));
    // A key is nobody who looks.
    let document =
        "mutation($i: PayoutRunResumeInput!) { payoutRunResume(input: $i) { userErrors { code } } }";
    let key = shop.key("SECRET").await;
    assert_eq!(key.error(document, json!({"i": {"payoutRunId": run}})).await, "FORBIDDEN");
    shop.owner.mutate("payoutRunResume", json!({"payoutRunId": run}), "payoutRun { state }").await;
    shop.until_run(&world, &run, "COMPLETED").await;

    // After three runs of 10.00, one of 31.00 is unusual.
    assert_eq!(set(Value::Null, 300).await["userErrors"], json!([]));
    for n in 2..4 {
        sales(&world, &shop, &[(&format!("o-{n}"), "JOE", 10_000)]).await;
        let run = shop.start_run(&format!("r-{n}")).await;
        shop.until_run(&world, &run, "COMPLETED").await;
    }
    sales(&world, &shop, &[("o-4", "JOE", 31_000)]).await;
    let run = shop.start_run("large").await;
    assert_eq!(shop.until_run(&world, &run, "PAUSED").await["pauseReason"], "UNUSUAL_TOTAL");
    // The second look may say no: nothing of the run is opened.
    shop.owner.mutate("payoutRunCancel", json!({"payoutRunId": run}), "payoutRun { state }").await;
    assert_eq!(shop.commissions().await, json!({"PAID": 3_000, "PAYABLE": 3_100}));
    assert_books(&world).await;
}

#[tokio::test]
async fn a_run_begins_by_its_timetable_and_waits_for_approval() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let timetable = |cadence: &str, day: Value, zone: &str| json!({"currency": "GBP", "cadence": cadence, "day": day, "timeZone": zone});
    for (wrong, code) in [
        (timetable("WEEKLY", json!(8), "Europe/London"), "DAY_OUT_OF_RANGE"),
        (timetable("WEEKLY", json!(-1), "Europe/London"), "DAY_OUT_OF_RANGE"),
        (timetable("TWICE_MONTHLY", json!(1), "Europe/London"), "DAY_OUT_OF_RANGE"),
        (timetable("MONTHLY", json!(1), "Europe/Londinium"), "UNKNOWN_TIME_ZONE"),
    ] {
        assert_eq!(shop.owner.refused("payoutTimetableSet", wrong).await, code);
    }
    let weekly = timetable("WEEKLY", json!(1), "Europe/London");
    let set = shop.owner.mutate("payoutTimetableSet", weekly, "timetable { nextAt timeZone }").await;
    let next: chrono::DateTime<chrono::Utc> = set["timetable"]["nextAt"].as_str().unwrap().parse().unwrap();
    assert!(next > store::Clock::system().now());
    assert_eq!(world.sql("SELECT id FROM payout_runs").await.len(), 0);

    // Monday comes.
    world.stop_worker().await;
    world.break_with("UPDATE payout_timetables SET next_at = now() - interval '1 minute'").await;
    world.start_worker().await;
    let runs = "SELECT state, origin, preview_total, drafted_by FROM payout_runs";
    let begun = world.until("a run", || world.sql(runs), |rows| !rows.is_empty()).await;
    let expected = json!({"state": "PREVIEWED", "origin": "TIMETABLE", "preview_total": 1_000, "drafted_by": "job:begin_runs"});
    assert_eq!(begun, [expected]);
    let moved = world.sql("SELECT next_at > now() AS ahead FROM payout_timetables").await;
    assert_eq!(moved, [json!({"ahead": true})]);
    // While that run is open the next Monday waits for its end.
    world.stop_worker().await;
    world.break_with("UPDATE payout_timetables SET next_at = now() - interval '1 minute'").await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert_eq!(world.sql(runs).await.len(), 1);
    let first = world.sql("SELECT id FROM payout_runs").await[0]["id"].clone();
    let first = domain::ids::PayoutRunId::from_uuid(first.as_str().unwrap().parse().unwrap()).to_string();
    shop.owner.mutate("payoutRunCancel", json!({"payoutRunId": first}), "payoutRun { state }").await;
    world.until("the next run", || world.sql(runs), |rows| rows.len() == 2).await;
    let ahead = || world.sql("SELECT 1 AS n FROM payout_timetables WHERE next_at > now()");
    world.until("the next date", ahead, |rows| rows.len() == 1).await;
    shop.owner.mutate("payoutTimetableEnd", json!({"currency": "GBP"}), "timetable { currency }").await;
    let left = shop.owner.query("{ payoutTimetables { currency } }", json!({})).await;
    assert_eq!(left["payoutTimetables"], json!([]));
}

#[tokio::test]
async fn a_debt_nobody_will_recover_is_written_off() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "JOE").await;
    let sale = shop.paid_sale(&world).await;
    let sale = shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;
    let commissions = sale["commissions"].as_array().unwrap();
    let (paid, debt) = (&commissions[0]["id"], &commissions[1]["id"]);
    let off = |id: &Value, reason: &str, key: &str| json!({"commissionId": id, "reason": reason, "idempotencyKey": key});
    assert_eq!(shop.owner.refused("debtWriteOff", off(paid, "gone", "a")).await, "NOT_A_DEBT");
    assert_eq!(shop.owner.refused("debtWriteOff", off(debt, " ", "b")).await, "REASON_MISSING");
    for key in ["c", "c", "d"] {
        let payload =
            shop.owner.mutate("debtWriteOff", off(debt, "moved away", key), "commission { state }").await;
        assert_eq!(payload["commission"]["state"], "PAID");
    }
    let debts =
        "SELECT kind, balance FROM ledger_accounts WHERE kind IN ('debt', 'clawback_pending') ORDER BY kind";
    assert_eq!(
        world.sql(debts).await,
        [json!({"kind": "clawback_pending", "balance": 0}), json!({"kind": "debt", "balance": 0})]
    );
    // What is earned from now on is paid whole.
    sales(&world, &shop, &[("o-2", "JOE", 20_000)]).await;
    let run = shop.start_run("two").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&run), [("TRANSFERRED".to_owned(), 2_000)]);
    assert_books(&world).await;
}
