//! Earnings from the click to the bank, with their dates.

use serde_json::{Value, json};

use super::{affiliate, blocked_run, earner, unblock};
use crate::world::{Brand, World, brand::minor};

const EARNINGS: &str = "tenantEarnings { currency earned { amount { minor } count since nextAt } maturing { day amount { minor } } \
    held { amount { minor } notes } payable { amount { minor } since } reserved { amount { minor } count notes } \
    inTransit { amount { minor } nextAt } paid { amount { minor } count since } owed { amount { minor } } } \
    commissions(first: 10) { nodes { standing { phase since nextPhase nextAt note } } }";

/// The phases with something in them, as `PHASE minor`.
fn phases(seen: &Value) -> Vec<String> {
    let of = &seen["tenantEarnings"][0];
    ["earned", "held", "payable", "reserved", "inTransit", "paid", "owed"]
        .iter()
        .filter(|name| minor(&of[**name]["amount"]) != 0)
        .map(|name| format!("{name} {}", minor(&of[*name]["amount"])))
        .collect()
}

fn standing(seen: &Value) -> &Value {
    &seen["commissions"]["nodes"][0]["standing"]
}

#[tokio::test]
async fn money_is_followed_from_the_click_to_the_bank() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 30, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let commission = sale["commissions"][0]["id"].as_str().unwrap().to_owned();
    let look = || affiliate(&joe.graph, EARNINGS);

    let seen = look().await;
    assert_eq!(phases(&seen), ["earned 1000"]);
    let earned = &seen["tenantEarnings"][0];
    assert_eq!(earned["maturing"][0]["amount"]["minor"], "1000");
    let matures = standing(&seen)["nextAt"].as_str().unwrap();
    assert_eq!(earned["maturing"][0]["day"].as_str().unwrap(), &matures[..10]);
    assert_eq!(standing(&seen)["nextPhase"], "PAYABLE");

    // The brand stops it and says why, then lets it go on.
    let held = json!({"commissionId": commission, "reason": "Three orders from one address"});
    shop.owner.mutate("commissionHold", held, "commission { state }").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["held 1000"]);
    assert_eq!(standing(&seen)["note"], "Three orders from one address");
    let long = json!({"commissionId": commission, "reason": "x\ny"});
    assert_eq!(shop.owner.refused("commissionHold", long).await, "REASON_MISSING");
    shop.owner.mutate("commissionRelease", json!({"commissionId": commission}), "commission { state }").await;
    assert_eq!(standing(&look().await)["note"], Value::Null);

    let mature = json!({"commissionId": commission, "idempotencyKey": "m"});
    shop.owner.mutate("commissionMature", mature, "commission { state }").await;
    assert_eq!(phases(&look().await), ["payable 1000"]);

    // Nobody told Stripe where the money goes: no run takes it, and Joe sees what to do.
    let note = standing(&look().await)["note"].as_str().unwrap_or_default().to_owned();
    assert!(note.contains("Finish setting up your payout account"), "{note}");
    let run = blocked_run(&mut world, &shop, &joe).await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["reserved 1000"]);
    let note = seen["tenantEarnings"][0]["reserved"]["notes"][0].as_str().unwrap();
    assert!(note.contains("Stripe may not pay you at the moment"), "he had finished: {note}");
    assert_eq!(standing(&seen)["note"], note);

    unblock(&world, &joe).await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["inTransit 1000"]);
    assert_eq!(standing(&seen)["nextPhase"], "PAID");
    assert_eq!(standing(&seen)["nextAt"], seen["tenantEarnings"][0]["inTransit"]["nextAt"]);
    let payout = affiliate(
        &joe.graph,
        "payouts(first: 1) { nodes { transferredAt waitsBecause standing { phase nextAt } } }",
    )
    .await;
    let payout = &payout["payouts"]["nodes"][0];
    assert_eq!(payout["standing"]["nextAt"], standing(&seen)["nextAt"]);
    assert!(payout["transferredAt"].is_string() && payout["waitsBecause"].is_null(), "{payout}");

    world.break_with("UPDATE payouts SET transferred_at = transferred_at - interval '8 days'").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["paid 1000"]);
    assert_eq!(standing(&seen)["phase"], "PAID");
    assert_eq!(seen["tenantEarnings"][0]["paid"]["since"], standing(&seen)["since"]);

    // A return after it was paid is a debt.
    shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;
    assert_eq!(phases(&look().await), ["paid 1000", "owed 400"]);
    assert_eq!(standing(&look().await)["phase"], "OWED");
    world.assert_ledger_sound().await;
}
