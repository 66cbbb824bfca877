//! What stands of goals, tiers and caps when sales are taken back, voided or decided again.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::terms::{bonus, paid, rule, share, shop};
use crate::world::brand::minor;
use crate::world::{Brand, World};

fn by_joe() -> Value {
    json!({"code": "JOE"})
}

/// What all commissions of a payee come to that are not void, and what their totals say they were paid.
async fn stands(world: &World) -> i64 {
    let sums = "SELECT coalesce(sum(amount), 0)::bigint AS stands FROM commissions WHERE state <> 'VOID'";
    let totals = "SELECT coalesce(sum(paid), 0)::bigint AS paid FROM payee_months";
    let stands = world.sql(sums).await[0]["stands"].as_i64().unwrap();
    assert_eq!(world.sql(totals).await[0]["paid"], stands, "totals follow commissions");
    stands
}

async fn void(shop: &Brand, sale: &Value, cause: &str) {
    let of = |c: &&Value| c["cause"] == cause;
    let commission = sale["commissions"].as_array().unwrap().iter().find(of).unwrap();
    let input =
        json!({"commissionId": commission["id"], "reason": "not theirs", "idempotencyKey": commission["id"]});
    shop.owner.mutate("commissionVoid", input, "commission { state }").await;
}

fn retroactive() -> Value {
    json!({"rules": rule(json!({"tiers": {"measure": "AMOUNT", "mode": "RETROACTIVE",
        "tiers": [{"from": 0, "bps": 500}, {"from": 20_000, "bps": 1_000}]}}))})
}

#[tokio::test]
async fn a_top_up_goes_back_with_the_sales_it_was_for() {
    let world = World::without_worker().await;
    let (shop, ..) = shop(&world, retroactive()).await;
    let first = shop.sale("a", 10_000, by_joe()).await;
    shop.sale("b", 5_000, by_joe()).await;
    let third = shop.sale("c", 20_000, by_joe()).await;
    assert_eq!(paid(&third), [share(2_000), bonus(750)]);
    // Half of the first goes back: half of its 5.00, and half of the 5.00 that the tier gave it beside.
    shop.refund(&first, "r-1", json!({"lines": [{"sku": "MUG", "amountMinor": 5_000}]})).await;
    assert_eq!(stands(&world).await, 3_000, "10 % of 300.00");
    shop.refund(&first, "r-2", json!({"whole": true})).await;
    assert_eq!(stands(&world).await, 2_500, "10 % of 250.00");
    // Without the third the tier is not reached any more: 5 % of the second is left.
    shop.refund(&third, "r-3", json!({"whole": true})).await;
    assert_eq!(stands(&world).await, 250);
    let totals = world.sql("SELECT sales, amount, tiered, tiered_at FROM payee_months").await;
    assert_eq!(totals, [json!({"sales": 1, "amount": 5_000, "tiered": 5_000, "tiered_at": 5_000 * 500})]);
    let again = shop.sale("d", 20_000, by_joe()).await;
    assert_eq!(paid(&again), [share(2_000), bonus(250)]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_small_sale_does_not_keep_the_top_up_of_a_large_one() {
    let world = World::without_worker().await;
    let (shop, ..) = shop(&world, retroactive()).await;
    let large = shop.sale("large", 19_990, by_joe()).await;
    let small = shop.sale("small", 100, by_joe()).await;
    assert_eq!(paid(&small), [share(10), bonus(999)]);
    let all_but_one = json!({"lines": [{"sku": "MUG", "amountMinor": 19_989}]});
    shop.refund(&large, "r-1", all_but_one).await;
    assert_eq!(stands(&world).await, 10, "the tier is not reached by 1.01");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_top_up_that_goes_with_its_sale_comes_back_while_its_tier_is_reached() {
    let world = World::without_worker().await;
    let (shop, ..) = shop(&world, retroactive()).await;
    shop.sale("a", 10_000, by_joe()).await;
    let second = shop.sale("b", 10_000, by_joe()).await;
    assert_eq!(paid(&second), [share(1_000), bonus(500)]);
    shop.sale("c", 15_000, by_joe()).await;
    // Voided, the second counts no more; the tier is reached without it, so what it gave the first stands.
    void(&shop, &second, "CONVERSION").await;
    assert_eq!(stands(&world).await, 500 + 500 + 1_500);
    // The top-up itself voided: the first stands at 5 % again, and the next sale tops it up.
    void(&shop, &second, "BONUS").await;
    assert_eq!(stands(&world).await, 500 + 1_500);
    let next = shop.sale("d", 1_000, by_joe()).await;
    assert_eq!(paid(&next), [share(100), bonus(500)]);
    world.assert_ledger_sound().await;
}

fn goal() -> Value {
    json!({"rules": rule(json!({"percentBps": 1_000})), "capPerPeriodMinor": 100_000,
        "bonuses": [{"name": "two", "measure": "SALES", "goal": 2, "minor": 5_000}]})
}

#[tokio::test]
async fn a_goal_is_paid_for_once_at_a_time() {
    let world = World::without_worker().await;
    let (shop, ..) = shop(&world, goal()).await;
    let first = shop.sale("a", 1_000, by_joe()).await;
    let second = shop.sale("b", 1_000, by_joe()).await;
    assert_eq!(paid(&second), [share(100), bonus(5_000)]);
    // A part of the sale that reached it changes no number of sales.
    shop.refund(&second, "r-0", json!({"lines": [{"sku": "MUG", "amountMinor": 500}]})).await;
    assert_eq!(stands(&world).await, 100 + 50 + 5_000);
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    assert_eq!(stands(&world).await, 50, "one sale reaches no goal of two");
    let third = shop.sale("c", 1_000, by_joe()).await;
    assert_eq!(paid(&third), [share(100), bonus(5_000)]);
    assert_eq!(stands(&world).await, 50 + 100 + 5_000);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn what_is_voided_and_then_refunded_is_taken_from_totals_once() {
    let world = World::without_worker().await;
    let terms = json!({"rules": rule(json!({"percentBps": 1_000})), "capPerPeriodMinor": 3_000,
        "bonuses": [{"name": "one", "measure": "SALES", "goal": 1, "minor": 2_000}]});
    let (shop, ..) = shop(&world, terms).await;
    let first = shop.sale("a", 10_000, by_joe()).await;
    assert_eq!(paid(&first), [share(1_000), bonus(2_000)]);
    void(&shop, &first, "CONVERSION").await;
    assert_eq!(stands(&world).await, 0, "its goal falls with it");
    let second = shop.sale("b", 10_000, by_joe()).await;
    assert_eq!(paid(&second), [share(1_000), bonus(2_000)]);
    shop.refund(&first, "r-1", json!({"whole": true})).await;
    assert_eq!(stands(&world).await, 3_000);
    let third = shop.sale("c", 10_000, by_joe()).await;
    assert_eq!(third["commissions"][0]["state"], "VOID", "the cap is reached: {third:#}");
    assert_eq!(stands(&world).await, 3_000);
    let totals = world.sql("SELECT sales, amount FROM payee_months").await;
    assert_eq!(totals, [json!({"sales": 2, "amount": 20_000})]);
}

#[tokio::test]
async fn a_cap_over_months_holds_for_sales_of_all_of_them_at_once() {
    let world = World::without_worker().await;
    let terms =
        json!({"rules": rule(json!({"percentBps": 1_000})), "capPerPeriodMinor": 3_000, "period": "QUARTER"});
    let (shop, ..) = shop(&world, terms).await;
    let at = ["2026-10-05T10:00:00Z", "2026-11-05T10:00:00Z"];
    let sales = (0..24).map(|n| {
        let (shop, name) = (&shop, format!("o-{n}"));
        async move { shop.sale(&name, 10_000, json!({"code": "JOE", "occurredAt": at[n % 2]})).await }
    });
    join_all(sales).await;
    assert_eq!(stands(&world).await, 3_000);
}

#[tokio::test]
async fn what_is_cut_whole_is_told_to_whom_it_concerns() {
    let world = World::without_worker().await;
    let terms = json!({"rules": rule(json!({"percentBps": 1_000})), "capPerPeriodMinor": 1_000});
    let (shop, _, joe) = shop(&world, terms).await;
    shop.sale("a", 10_000, by_joe()).await;
    shop.sale("b", 10_000, by_joe()).await;
    let query = "{ viewer { affiliate { commissions(first: 5) { nodes { state voidReason amount { minor } why } } } } }";
    let seen = joe.graph.query(query, json!({})).await["viewer"]["affiliate"]["commissions"]["nodes"].take();
    let cut = &seen[0];
    assert_eq!((&cut["state"], minor(&cut["amount"])), (&json!("VOID"), 1_000), "{seen:#}");
    assert_eq!(cut["voidReason"], "Outside the terms: the most of the period is reached");
    assert_eq!((&cut["why"]["outside"], &cut["why"]["amount"]), (&json!(true), &json!(0)));
    assert_eq!(cut["why"]["cuts"], json!([{"by": "PERIOD", "minor": 1_000}]));
    assert_eq!(
        cut["why"]["rules"][0]["reward"],
        json!({"kind": "PERCENT", "bps": 1_000}),
        "the rate is told with the rule"
    );
    assert!(cut["why"].get("pool").is_none(), "what others get is nobody's to read");
    assert_eq!(stands(&world).await, 1_000);
}

#[tokio::test]
async fn tiers_are_climbed_by_ones_own_part_of_a_path() {
    for (mode, from, each) in [("RETROACTIVE", 100_000, 750), ("GRADUATED", 50_000, 500 + 12_500)] {
        let world = World::without_worker().await;
        let top = if mode == "RETROACTIVE" { 1_000 } else { 5_000 };
        let tiers = json!({"tiers": {"measure": "AMOUNT", "mode": mode,
            "tiers": [{"from": 0, "bps": 100}, {"from": from, "bps": top}]}});
        let (shop, program, joe) = shop(&world, json!({"rules": rule(tiers)})).await;
        let ann = shop.affiliate(&world, &program, "Ann").await;
        shop.code(&ann, "ANN").await;
        let click = world.click(&shop.link(&joe, None).await).await;
        let sale = shop.sale("o-1", 150_000, json!({"clickIds": [click], "code": "ANN"})).await;
        assert_eq!(paid(&sale), [share(each), share(each)], "{mode}: 750.00 of it is each one's");
    }
}

#[tokio::test]
async fn a_subscription_is_paid_for_as_its_first_sale_was() {
    let world = World::without_worker().await;
    let terms = json!({"rules": [{"name": "new ones", "predicate": {"customer": "NEW", "codes": ["JOE"]},
        "reward": {"percentBps": 2_000}, "recurring": {"months": 12}}]});
    let (shop, ..) = shop(&world, terms).await;
    let sub = |at: &str, more: Value| {
        let mut sale = json!({"customer": "ann", "subscription": "s-1", "occurredAt": at});
        for (name, value) in more.as_object().unwrap() {
            sale[name] = value.clone();
        }
        sale
    };
    let first = shop.sale("s-1", 10_000, sub("2026-08-10T10:00:00Z", by_joe())).await;
    assert_eq!(paid(&first), [share(2_000)]);
    let second = shop.sale("s-2", 10_000, sub("2026-09-10T10:00:00Z", json!({}))).await;
    assert_eq!(paid(&second), [share(2_000)], "a renewal carries no code, and its buyer is no new one");
    let other = shop.sale("o-1", 10_000, json!({"customer": "ann", "code": "JOE"})).await;
    assert_eq!(paid(&other), []);
}

#[tokio::test]
async fn an_earlier_sale_that_is_reported_later_makes_the_buyer_a_returning_one() {
    let world = World::new().await;
    let terms = json!({"rules": [
        {"name": "new", "predicate": {"customer": "NEW"}, "reward": {"percentBps": 2_000}},
        {"name": "all", "reward": {"percentBps": 500}}]});
    let (shop, ..) = shop(&world, terms).await;
    let at = |day: &str| json!({"customer": "ann", "code": "JOE", "occurredAt": format!("2026-11-{day}T10:00:00Z")});
    let later = shop.sale("later", 10_000, at("20")).await;
    assert_eq!(paid(&later), [share(2_000)]);
    let earlier = shop.sale("earlier", 10_000, at("10")).await;
    assert_eq!(paid(&earlier), [share(2_000)]);
    let reasons = || world.sql("SELECT supersedes_because AS because FROM attributions WHERE number = 2");
    let again = world.until("another decision", reasons, |rows| rows.len() == 1).await;
    assert_eq!(again[0]["because"], "EARLIER_SALE");
    assert_eq!(stands(&world).await, 2_000 + 500);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn whatever_happens_at_once_nobody_waits_for_ever_and_everything_adds_up() {
    let world = World::without_worker().await;
    let terms = json!({"capPerPeriodMinor": 9_000, "period": "YEAR", "rules": retroactive()["rules"],
        "bonuses": [{"name": "five", "measure": "SALES", "goal": 5, "minor": 700}]});
    let (shop, program, joe) = shop(&world, terms).await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    let budget = json!({"programId": program, "name": "year", "amountMinor": 14_000, "startsAt": "2026-01-01T00:00:00Z"});
    shop.owner.mutate("budgetCreate", budget, "budget { id }").await;
    let slug = shop.link(&joe, None).await;
    let mut clicks = Vec::new();
    for _ in 0..6 {
        clicks.push(world.click(&slug).await);
    }
    let of = |n: usize| match n % 3 {
        0 => json!({"code": "JOE", "occurredAt": "2026-10-05T10:00:00Z"}),
        1 => json!({"code": "ANN", "clickIds": [clicks[n % 6]]}),
        _ => json!({"code": "ANN"}),
    };
    let sold = join_all((0..30).map(|n| {
        let (shop, name, more) = (&shop, format!("o-{n}"), of(n));
        async move { shop.sale(&name, 3_000, more).await }
    }))
    .await;
    let undone = sold.iter().enumerate().map(|(n, sale)| {
        let shop = &shop;
        async move {
            match n % 5 {
                0 => drop(shop.refund(sale, &format!("r-{n}"), json!({"whole": true})).await),
                1 => {
                    let half = json!({"lines": [{"sku": "MUG", "amountMinor": 1_500}]});
                    drop(shop.refund(sale, &format!("r-{n}"), half).await);
                }
                2 if paid(sale).iter().any(|(cause, _)| cause == "CONVERSION")
                    && sale["commissions"][0]["state"] == "PENDING" =>
                {
                    void(shop, sale, "CONVERSION").await;
                }
                _ => drop(shop.sale(&format!("more-{n}"), 3_000, json!({"code": "JOE"})).await),
            }
        }
    });
    join_all(undone).await;
    let sums = stands(&world).await;
    let kept = world.sql("SELECT reserved FROM budgets").await[0]["reserved"].as_i64().unwrap();
    assert_eq!(kept, sums, "the budget holds what stands");
    let each =
        "SELECT payee_id, sum(amount)::bigint AS stands FROM commissions WHERE state <> 'VOID' GROUP BY 1";
    for row in world.sql(each).await {
        assert!((0..=9_000).contains(&row["stands"].as_i64().unwrap()), "{row}");
    }
    let goals = "SELECT c.payee_id FROM commissions c WHERE c.cause = 'BONUS' AND c.state <> 'VOID' \
        AND c.why->'bonus'->>'kind' = 'BONUS' AND c.amount + (SELECT coalesce(sum(a.amount), 0) FROM commissions a \
        WHERE a.adjusts_id = c.id AND a.state <> 'VOID') > 0 GROUP BY 1 HAVING count(*) > 1";
    assert_eq!(world.sql(goals).await, Vec::<Value>::new(), "nobody holds a goal twice");
    world.assert_ledger_sound().await;
}
