//! What a refund takes from whom, in every state a commission can be in.

use serde_json::{Value, json};

use crate::world::{Affiliate, Brand, World, brand::minor};

/// A shop whose sales by JOE10 pay Joe 10 % and whose review pays Ann nothing.
async fn shop(world: &World, hold_days: i32) -> (Brand, Affiliate) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, hold_days).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE10").await;
    (shop, joe)
}

fn amounts(conversion: &Value) -> Vec<(String, String, i64)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let rows = conversion["commissions"].as_array().unwrap();
    rows.iter().map(|c| (text(&c["cause"]), text(&c["state"]), minor(&c["amount"]))).collect()
}

#[tokio::test]
async fn refunds_in_parts_leave_exactly_zero_at_the_end() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world, 30).await;
    let lines = json!([{"sku": "A", "quantity": 3, "amountMinor": 1000}, {"sku": "B", "quantity": 1, "amountMinor": 333},
                       {"sku": "POST", "quantity": 1, "amountMinor": 500, "commissionable": false}]);
    let sale = shop.sale("o-1", 0, json!({"lines": lines, "code": "joe10"})).await;
    assert_eq!(minor(&sale["attribution"]["pool"]), 133);
    // Postage earned nothing, so giving it back takes nothing.
    let sale = shop.refund(&sale, "r-1", json!({"lines": [{"sku": "POST", "amountMinor": 500}]})).await;
    assert_eq!(amounts(&sale).len(), 1);
    // A third of A: 1 of 3, 333 of 1,333 commissionable, so 33 of 133.
    let sale = shop.refund(&sale, "r-2", json!({"lines": [{"position": 1, "quantity": 1}]})).await;
    assert_eq!(sale["state"], "PARTIALLY_REVERSED");
    assert_eq!(amounts(&sale)[1], ("ADJUSTMENT".into(), "PENDING".into(), -33));
    // With 500 more it is 833 of 1,333, so 83 of 133 in all: 50 beside the 33 that are back already.
    let sale = shop.refund(&sale, "r-3", json!({"amountMinor": 500})).await;
    assert_eq!(amounts(&sale)[2], ("ADJUSTMENT".into(), "PENDING".into(), -50));
    let sale = shop.refund(&sale, "r-4", json!({"whole": true})).await;
    assert_eq!(sale["state"], "REVERSED");
    assert_eq!(amounts(&sale).iter().map(|a| a.2).sum::<i64>(), 0);
    let input =
        json!({"conversionId": sale["id"], "externalId": "r-5", "amountMinor": 1, "idempotencyKey": "k5"});
    assert_eq!(shop.owner.refused("refundRecord", input).await, "NOTHING_LEFT");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_repeat_returns_the_first_and_another_refund_under_its_key_is_refused() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world, 30).await;
    let sale = shop.sale("o-1", 1_000, json!({"code": "JOE10"})).await;
    let input =
        json!({"conversionId": sale["id"], "externalId": "r-1", "amountMinor": 400, "idempotencyKey": "k"});
    let first = shop.owner.mutate("refundRecord", input.clone(), "repeated refund { id }").await;
    let again = shop.owner.mutate("refundRecord", input, "repeated refund { id }").await;
    assert_eq!((&first["repeated"], &again["repeated"]), (&json!(false), &json!(true)));
    assert_eq!(first["refund"], again["refund"]);
    let other =
        json!({"conversionId": sale["id"], "externalId": "r-1", "amountMinor": 500, "idempotencyKey": "k2"});
    assert_eq!(shop.owner.refused("refundRecord", other).await, "REFUND_DIFFERS");
    let above =
        json!({"conversionId": sale["id"], "externalId": "r-2", "amountMinor": 601, "idempotencyKey": "k3"});
    assert_eq!(shop.owner.refused("refundRecord", above).await, "AMOUNT_ABOVE_PAID");
    let elsewhere = json!({"conversionId": sale["id"], "externalId": "r-3", "amountMinor": 1, "currency": "USD", "idempotencyKey": "k4"});
    assert_eq!(shop.owner.refused("refundRecord", elsewhere).await, "CURRENCY_DIFFERS");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn what_is_refunded_after_it_was_paid_is_a_debt_later_payouts_keep_back() {
    let world = World::new().await;
    let (shop, joe) = shop(&world, 0).await;
    joe.onboard(&world).await;
    shop.fund(&world, 100_000).await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE10"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    // Refunded while payable: it is simply less.
    let sale = shop.refund(&sale, "r-1", json!({"amountMinor": 1_000})).await;
    assert_eq!(amounts(&sale)[1], ("ADJUSTMENT".into(), "PAYABLE".into(), -100));
    let run = shop.start_run("one").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(minor(&run["payouts"]["nodes"][0]["amount"]), 900);

    // Refunded after it was paid: a debt.
    let sale = shop.refund(&sale, "r-2", json!({"amountMinor": 5_000})).await;
    assert_eq!(amounts(&sale)[2], ("ADJUSTMENT".into(), "PAYABLE".into(), -500));
    assert_eq!(sale["commissions"][2]["debt"], true);
    world.assert_ledger_sound().await;

    // The next 300 are kept back whole, without a transfer; of the 1,000 after that, 200 are.
    let small = shop.sale("o-2", 3_000, json!({"code": "JOE10"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let create = json!({"currency": "GBP", "idempotencyKey": "two"});
    let empty =
        shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]["id"].clone();
    assert_eq!(shop.owner.refused("payoutRunPreview", json!({"payoutRunId": empty})).await, "RUN_EMPTY");
    shop.owner.mutate("payoutRunCancel", json!({"payoutRunId": empty}), "payoutRun { state }").await;
    shop.sale("o-3", 10_000, json!({"code": "JOE10"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    let run = shop.start_run("three").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    let payout = &run["payouts"]["nodes"][0];
    assert_eq!((minor(&payout["amount"]), minor(&payout["recovered"])), (800, 500));
    assert_eq!(small["state"], "ATTRIBUTED");
    let debts = world.sql("SELECT recovered, state FROM commissions WHERE debt").await;
    assert_eq!(debts, [json!({"recovered": 500, "state": "PAID"})]);
    world.assert_ledger_sound().await;
    world.assert_stripe_equals_ledger().await;
}

#[tokio::test]
async fn a_voided_commission_takes_its_corrections_along() {
    let world = World::without_worker().await;
    let (shop, _) = shop(&world, 30).await;
    let sale = shop.sale("o-1", 1_000, json!({"code": "JOE10"})).await;
    let sale = shop.refund(&sale, "r-1", json!({"amountMinor": 500})).await;
    let id = &sale["commissions"][0]["id"];
    shop.owner.mutate("commissionHold", json!({"commissionId": id}), "commission { state }").await;
    assert_eq!(shop.commissions().await, json!({"HELD": 50}));
    shop.owner.mutate("commissionRelease", json!({"commissionId": id}), "commission { state }").await;
    let void = json!({"commissionId": id, "reason": "a test order", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", void.clone(), "commission { state }").await;
    shop.owner.mutate("commissionVoid", void, "commission { state }").await;
    assert_eq!(shop.commissions().await, json!({"VOID": 50}));
    let again = json!({"commissionId": id, "idempotencyKey": "m"});
    assert_eq!(shop.owner.refused("commissionMature", again).await, "WRONG_STATE");
    let adjustment =
        json!({"commissionId": sale["commissions"][1]["id"], "reason": "x", "idempotencyKey": "a"});
    assert_eq!(shop.owner.refused("commissionVoid", adjustment).await, "NOT_AN_ORIGINAL");
    world.assert_ledger_sound().await;
}
