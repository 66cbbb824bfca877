//! What another policy, or other terms, would have paid.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use store::SystemCtx;

use crate::dice::Dice;
use crate::world::brand::{id, minor};
use crate::world::{Brand, World};

const REPLAY: &str = "query($input: AttributionReplayInput!) { attributionReplay(input: $input) { conversions changed \
    unattributed paid { minor } wouldPay { minor } payees { payee { name } paid { minor } wouldPay { minor } } } }";

async fn replay(shop: &Brand, more: Value) -> Value {
    let mut input = json!({"from": "2010-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "currency": "GBP"});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner.query(REPLAY, json!({ "input": input })).await["attributionReplay"].take()
}

fn sums(replay: &Value) -> (i64, i64) {
    (minor(&replay["paid"]), minor(&replay["wouldPay"]))
}

/// Sales of two affiliates and a creator, under tiers, a goal, a cap and a budget; some taken back, some of subscriptions.
#[tokio::test]
async fn what_was_in_force_pays_exactly_what_was_paid_and_another_policy_something_else() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let tiers = json!({"tiers": {"measure": "AMOUNT", "mode": "RETROACTIVE",
        "tiers": [{"from": 0, "bps": 500}, {"from": 60_000, "bps": 1_000}, {"from": 200_000, "bps": 1_200}]}});
    let program = shop.program_with("AFFILIATES", tiers, 30).await;
    shop.program("CREATORS", 800, 30).await;
    let terms = json!({"programId": program, "capPerOrderMinor": 1_500, "capPerPeriodMinor": 9_000,
        "bonuses": [{"name": "five", "measure": "SALES", "goal": 5, "minor": 250}],
        "rules": [
            {"name": "returning", "predicate": {"customer": "RETURNING"}, "reward": {"flatPerOrderMinor": 150}},
            {"name": "all", "reward": {"tiers": {"measure": "SALES", "mode": "GRADUATED",
                "tiers": [{"from": 0, "bps": 700}, {"from": 4, "bps": 900}]}},
             "recurring": {"months": 6}}]});
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&joe, "JOE").await;
    shop.code(&ann, "ANN").await;
    let budget = json!({"programId": program, "name": "all", "amountMinor": 30_000, "startsAt": "2010-01-01T00:00:00Z"});
    shop.owner.mutate("budgetCreate", budget, "budget { id }").await;
    let (moment, _) = shop.review_by("cat").await;
    let slug = shop.link(&joe, Some(&moment)).await;
    let mut dice = Dice::printed();
    for n in 0..60 {
        if n == 30 {
            shop.owner.mutate("termsCreate", terms.clone(), "terms { id }").await;
            let policy = json!({"model": "TIME_DECAY", "creatorCeilingBps": 3_000, "closerFloorBps": 5_000, "assistBonusBps": 500});
            shop.owner.mutate("policyCreate", policy, "policy { id }").await;
        }
        let mut more = json!({"customer": format!("c-{}", dice.below(12))});
        match dice.below(4) {
            0 => more["code"] = json!("JOE"),
            1 => more["code"] = json!("ANN"),
            2 => more["clickIds"] = json!([world.click(&slug).await]),
            _ => {
                more["clickIds"] = json!([world.click(&slug).await]);
                more["code"] = json!("ANN");
            }
        }
        if dice.below(6) == 0 {
            more["subscription"] = json!(format!("s-{}", dice.below(2)));
        }
        let amount = 500 + i64::try_from(dice.below(30_000)).unwrap();
        let sale = shop.sale(&format!("o-{n}"), amount, more).await;
        if dice.below(8) == 0 {
            shop.refund(&sale, &format!("r-{n}"), json!({"whole": true})).await;
        }
    }
    let same = replay(&shop, json!({})).await;
    assert_eq!((&same["conversions"], &same["changed"]), (&json!("60"), &json!("0")), "{same}");
    for payee in same["payees"].as_array().unwrap() {
        assert_eq!(payee["paid"], payee["wouldPay"], "{payee}");
    }
    // What was paid by the replay's own account is what commissions say.
    let booked = "SELECT sum(amount)::bigint AS sum FROM commissions WHERE cause IN ('CONVERSION', 'BONUS') AND why->>'outside' IS NULL";
    assert_eq!(json!(sums(&same).0), world.sql(booked).await[0]["sum"]);
    assert!(sums(&same).0 > 10_000, "{same}");

    let last = replay(&shop, json!({"policy": {"model": "LAST_AFFILIATE_TOUCH", "assistBonusBps": 0}})).await;
    assert_ne!(sums(&last).0, sums(&last).1, "{last}");
    let cat = last["payees"].as_array().unwrap().iter().find(|p| p["payee"]["name"] == "cat").unwrap();
    assert!(minor(&cat["paid"]) > 0 && minor(&cat["wouldPay"]) == 0, "{cat}");
    let nothing =
        json!({"terms": [{"programId": program, "rules": [{"name": "n", "reward": {"percentBps": 0}}]}]});
    let nothing = replay(&shop, nothing).await;
    assert!(sums(&nothing).1 < sums(&nothing).0, "{nothing}");
    // It changed nothing.
    assert_eq!(sums(&replay(&shop, json!({})).await), sums(&same));
    world.assert_ledger_sound().await;
}

/// Conversions of the history that is replayed here; `./dev bench replay` takes 100,000.
const HISTORY: usize = 5_000;

/// What commissions of decisions that count say each payee got, before refunds.
const BOOKED: &str = "SELECT p.name, sum(c.amount)::bigint AS paid FROM commissions c \
    JOIN payees p ON p.tenant_id = c.tenant_id AND p.id = c.payee_id \
    JOIN (SELECT DISTINCT ON (conversion_id) id FROM attributions ORDER BY conversion_id, number DESC) a ON a.id = c.attribution_id \
    WHERE c.cause IN ('CONVERSION', 'BONUS') AND c.why->>'outside' IS NULL GROUP BY 1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "a history is made as a job is run")]
async fn a_year_of_chance_would_pay_again_exactly_what_it_paid() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let tenant = SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
    let seed = Dice::printed().up_to(u64::MAX);
    let made = bench::history::make(&world.pool().await, &tenant, seed, HISTORY).await.unwrap();
    println!("{made:?}");
    let (from, to) = bench::history::period().unwrap();
    let parts = 5;
    let mut paid: BTreeMap<String, i64> = BTreeMap::new();
    let mut conversions = 0;
    for part in 0..parts {
        let bound = |n: i32| from + (to - from) / parts * n;
        let end = if part + 1 == parts { to } else { bound(part + 1) };
        let same = replay(&shop, json!({"from": bound(part), "to": end})).await;
        assert_eq!(same["changed"], "0", "{same}");
        conversions += same["conversions"].as_str().unwrap().parse::<usize>().unwrap();
        for payee in same["payees"].as_array().unwrap() {
            assert_eq!(payee["paid"], payee["wouldPay"], "{payee}");
            *paid.entry(payee["payee"]["name"].as_str().unwrap().to_owned()).or_default() +=
                minor(&payee["paid"]);
        }
    }
    assert_eq!(conversions, made.conversions, "each is decided again once");
    paid.retain(|_, paid| *paid != 0);
    let booked = world.sql(BOOKED).await;
    let booked =
        booked.iter().map(|row| (row["name"].as_str().unwrap().to_owned(), row["paid"].as_i64().unwrap()));
    assert_eq!(paid, booked.collect());
    assert!(made.refunds > 100 && made.decided_again > 10 && paid.len() > 20, "{made:?} {paid:?}");
    let other = replay(&shop, json!({"policy": {"model": "LAST_AFFILIATE_TOUCH"}})).await;
    assert_ne!(other["changed"], "0", "{other}");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn terms_that_came_afterwards_pay_nothing_that_was_not_paid() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = json!({"name": "New", "audience": "AFFILIATES", "currency": "GBP", "holdDays": 30});
    let program = id(&shop.owner.mutate("programCreate", program, "program { id }").await["program"]);
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    // The first terms of a programme may begin in the past; what was decided before them was decided without.
    let terms = json!({"programId": program, "rules": [{"name": "all", "reward": {"percentBps": 1_000}}]});
    let mut since = terms.clone();
    since["effectiveFrom"] = json!("2010-01-01T00:00:00Z");
    shop.owner.mutate("termsCreate", since, "terms { id }").await;
    let same = replay(&shop, json!({})).await;
    assert_eq!((sums(&same), &same["changed"]), ((0, 0), &json!("0")), "{same}");
    // Tried on purpose they count.
    assert_eq!(sums(&replay(&shop, json!({"terms": [terms]})).await), (0, 1_000));
}

#[tokio::test]
async fn a_product_that_came_afterwards_changes_no_decision_of_before() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 500, 30).await;
    let rules = json!([
        {"name": "light", "predicate": {"categories": ["Light"]}, "reward": {"percentBps": 2_000}},
        {"name": "all", "reward": {"percentBps": 500}}]);
    shop.owner.mutate("termsCreate", json!({"programId": program, "rules": rules}), "terms { id }").await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let product = json!({"externalId": "MUG", "title": "Mug", "category": "Light"});
    shop.owner.mutate("productCreate", product, "product { id }").await;
    let same = replay(&shop, json!({})).await;
    assert_eq!((sums(&same), &same["changed"]), ((500, 500), &json!("0")), "{same}");
    // One that kept no categories is replayed by the catalogue as it is.
    world.break_with("UPDATE attributions SET why = why - 'categories'").await;
    assert_eq!(sums(&replay(&shop, json!({})).await), (500, 2_000));
}
