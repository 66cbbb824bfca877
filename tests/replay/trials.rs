//! Other terms, and a policy that credits others, on a history of chance, against a reckoning that goes another way.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ids::{LinkId, TypedId};
use serde_json::{Value, json};
use store::SystemCtx;

use super::history::{Clicks, Happened, make};
use super::reckoning::{Event, Goal, Rate, Sale, Terms, Trial, World as Shop, reckon};
use super::{replay, sums};
use crate::dice::Dice;
use crate::world::brand::{id, minor};
use crate::world::{Brand, World};

const SALES: usize = 130;
/// By their place in the reckoning.
const NAMES: [&str; 4] = ["Ann", "Bea", "Cid", "Dot"];
const CLICKS: Clicks = Clicks { of: 0, on: "2026-02-20", count: 300, each: 5 };

fn flat(percent: i64) -> Terms {
    Terms { rate: Rate::Flat(percent), months: 1, cap: None, goals: Vec::new() }
}

fn tiers(by_sales: bool, retroactive: bool, months: i32, steps: &[(i64, i64)]) -> Terms {
    Terms { rate: Rate::Tiers { by_sales, retroactive, steps: steps.to_vec() }, months, ..flat(0) }
}

/// What is in force: two affiliates of the first programme, one of them in a group with a budget of its own, and two of
/// another, with a cap.
fn shop() -> Shop {
    let second = Terms { cap: Some(2_000), ..flat(10) };
    Shop {
        payees: vec![(0, Some(0)), (0, Some(1)), (1, None), (1, None)],
        terms: vec![flat(10), second],
        budgets: vec![19_000, 16_000],
    }
}

fn trials() -> Vec<Terms> {
    let goal = |by_sales, goal, pence| Goal { by_sales, goal, pence };
    vec![
        flat(10),
        tiers(true, false, 1, &[(0, 2), (2, 5), (4, 20)]),
        tiers(true, true, 3, &[(0, 1), (3, 8), (7, 25)]),
        tiers(false, false, 12, &[(0, 3), (60_000, 12), (150_000, 40)]),
        tiers(false, true, 1, &[(0, 4), (15_000, 9), (40_000, 30)]),
        Terms { cap: Some(2_500), ..flat(20) },
        Terms {
            months: 3,
            cap: Some(6_000),
            goals: vec![goal(true, 4, 700), goal(false, 50_000, 1_100)],
            ..flat(15)
        },
        Terms { cap: Some(4_000), ..tiers(true, true, 1, &[(0, 5), (3, 30)]) },
    ]
}

fn input(program: &str, terms: &Terms) -> Value {
    let measure = |by_sales: &bool| if *by_sales { "SALES" } else { "AMOUNT" };
    let reward = match &terms.rate {
        Rate::Flat(percent) => json!({"percentBps": percent * 100}),
        Rate::Tiers { by_sales, retroactive, steps } => {
            let tier = |(from, percent): &(i64, i64)| json!({"from": from, "bps": percent * 100});
            let mode = if *retroactive { "RETROACTIVE" } else { "GRADUATED" };
            json!({"tiers": {"measure": measure(by_sales), "mode": mode,
                "tiers": steps.iter().map(tier).collect::<Vec<_>>()}})
        }
    };
    let goal = |(n, goal): (usize, &Goal)| {
        json!({"name": format!("goal {n}"), "measure": measure(&goal.by_sales),
        "goal": goal.goal, "minor": goal.pence})
    };
    let period = match terms.months {
        1 => "MONTH",
        3 => "QUARTER",
        _ => "YEAR",
    };
    json!({"programId": program, "period": period, "capPerPeriodMinor": terms.cap,
        "bonuses": terms.goals.iter().enumerate().map(goal).collect::<Vec<_>>(),
        "rules": [{"name": "all", "reward": reward}]})
}

/// What a replay says by name of payee: what was paid, and what would be.
fn by_name(replay: &Value) -> BTreeMap<String, (i64, i64)> {
    let payees = replay["payees"].as_array().unwrap().iter();
    payees
        .map(|p| {
            (p["payee"]["name"].as_str().unwrap().to_owned(), (minor(&p["paid"]), minor(&p["wouldPay"])))
        })
        .filter(|(_, sums)| *sums != (0, 0))
        .collect()
}

fn reckoned(shop: &Shop, events: &[Event], trial: &Trial) -> BTreeMap<String, (i64, i64)> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (payee, pence) in reckon(shop, events, &Trial::default()) {
        sums.entry(NAMES[payee].to_owned()).or_default().0 += pence;
    }
    for (payee, pence) in reckon(shop, events, trial) {
        sums.entry(NAMES[payee].to_owned()).or_default().1 += pence;
    }
    sums.retain(|_, sums| *sums != (0, 0));
    sums
}

/// The programmes, and a link of each affiliate in the reckoning's order.
async fn open(world: &World, brand: &Brand) -> (String, Vec<LinkId>) {
    let terms = shop().terms;
    let first = brand.program("AFFILIATES", 1_000, 30).await;
    let second = brand.program("AFFILIATES", 1_000, 30).await;
    let mut own = input(&first, &terms[0]);
    let click = json!({"name": "clicks", "reward": {"flatPerClickMinor": CLICKS.each}});
    own["rules"].as_array_mut().unwrap().push(click);
    for terms in [own, input(&second, &terms[1])] {
        brand.owner.mutate("termsCreate", terms, "terms { id }").await;
    }
    // As if they had always been so.
    world.break_with("UPDATE terms SET effective_from = '2010-01-01'").await;
    brand.owner.mutate("policyCreate", json!({"model": "LAST_TOUCH"}), "policy { id }").await;
    let group = json!({"programId": first, "name": "friends"});
    let group = id(&brand.owner.mutate("groupCreate", group, "group { id }").await["group"]);
    for (group, budget) in [None, Some(&group)].into_iter().zip(shop().budgets) {
        let budget = json!({"programId": first, "groupId": group, "name": "b", "amountMinor": budget,
            "startsAt": "2010-01-01T00:00:00Z"});
        brand.owner.mutate("budgetCreate", budget, "budget { id }").await;
    }
    world.break_with("UPDATE budgets SET created_at = '2010-01-01'").await;
    let mut links = Vec::new();
    for (name, program) in NAMES.iter().zip([&first, &first, &second, &second]) {
        let affiliate = brand.affiliate(world, program, name).await;
        if *name == "Bea" {
            let join = json!({"enrollmentId": affiliate.enrollment, "groupId": group});
            brand.owner.mutate("enrollmentGroup", join, "enrollment { id }").await;
        }
        let slug = brand.link(&affiliate, None).await;
        let link = world.sql(&format!("SELECT id FROM links WHERE slug = '{slug}'")).await;
        links.push(LinkId::from_uuid(link[0]["id"].as_str().unwrap().parse().unwrap()));
    }
    (first, links)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "a history is made as a job is run")]
async fn other_terms_and_others_who_are_credited_pay_what_a_plain_fold_over_the_sales_says() {
    let world = World::without_worker().await;
    let brand = world.brand("Shop").await;
    let (program, links) = open(&world, &brand).await;
    let tenant = SystemCtx::of_job("test").in_tenant(brand.tenant.parse().unwrap());
    let happened = make(&world, &tenant, &links, SALES, &CLICKS, &mut Dice::printed()).await;
    let whole = ("2010-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    let part = ("2026-03-17T00:00:00Z", "2026-05-09T00:00:00Z");
    let (mut tried, mut others) = (0, 0);
    for (from, to) in [whole, part] {
        let (begin, end): (DateTime<Utc>, DateTime<Utc>) = (from.parse().unwrap(), to.parse().unwrap());
        let events: Vec<Event> = happened
            .iter()
            .map(|Happened { at, event }| match event {
                Event::Sale(sale) => {
                    Event::Sale(Sale { replayed: begin <= *at && *at < end, ..sale.clone() })
                }
                clicks => clicks.clone(),
            })
            .collect();
        let same = replay(&brand, json!({"from": from, "to": to})).await;
        assert_eq!((&same["changed"], sums(&same).0), (&json!("0"), sums(&same).1), "{same}");
        assert_eq!(by_name(&same), reckoned(&shop(), &events, &Trial::default()), "what was paid");
        for first in [false, true] {
            for terms in trials().into_iter().map(Some).chain([None]) {
                let mut asked = json!({"from": from, "to": to});
                if first {
                    asked["policy"] = json!({"model": "FIRST_TOUCH"});
                }
                if let Some(terms) = &terms {
                    asked["terms"] = json!([input(&program, terms)]);
                }
                let found = by_name(&replay(&brand, asked.clone()).await);
                let trial = Trial { first, terms: terms.map(|terms| (0, terms)) };
                assert_eq!(found, reckoned(&shop(), &events, &trial), "{asked}");
                tried += 1;
                others += usize::from(found.values().any(|(was, would)| was != would));
            }
        }
    }
    assert!(others > tried / 2, "{others} of {tried} would pay otherwise");
}

/// As it was found.
#[tokio::test]
async fn tiers_and_caps_that_nobody_asked_for_are_reckoned_from_the_sales_before() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    for n in 0..5 {
        shop.sale(&format!("o-{n}"), 10_000, json!({"code": "JOE"})).await;
    }
    let by_sales = input(&program, &tiers(true, false, 1, &[(0, 1), (2, 50)]));
    assert_eq!(sums(&replay(&shop, json!({"terms": [by_sales]})).await), (5_000, 15_200));
    let capped = input(&program, &Terms { cap: Some(2_500), ..flat(10) });
    assert_eq!(sums(&replay(&shop, json!({"terms": [capped]})).await), (5_000, 2_500));
}

#[tokio::test]
async fn who_is_at_their_cap_gets_no_more_by_another_policy() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    shop.owner.mutate("policyCreate", json!({"model": "LAST_TOUCH"}), "policy { id }").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let capped = input(&program, &Terms { cap: Some(2_000), ..flat(10) });
    shop.owner.mutate("termsCreate", capped, "terms { id }").await;
    let (joe, ann) =
        (shop.affiliate(&world, &program, "Joe").await, shop.affiliate(&world, &program, "Ann").await);
    let (joes, anns) = (shop.link(&joe, None).await, shop.link(&ann, None).await);
    shop.sale("o-1", 30_000, json!({"clickIds": [world.click(&joes).await]})).await;
    // A click by the same link would be a repeat.
    let others = shop.link(&joe, None).await;
    let path = json!([world.click(&others).await, world.click(&anns).await]);
    shop.sale("o-2", 10_000, json!({ "clickIds": path })).await;
    let first = replay(&shop, json!({"policy": {"model": "FIRST_TOUCH"}})).await;
    let expected = [("Ann", (1_000, 0)), ("Joe", (2_000, 2_000))];
    assert_eq!(by_name(&first), expected.map(|(name, sums)| (name.to_owned(), sums)).into());
}

#[tokio::test]
async fn later_sales_of_a_subscription_earn_by_what_its_first_is_tried_by() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = json!({"name": "New", "audience": "AFFILIATES", "currency": "GBP", "holdDays": 30});
    let program = id(&shop.owner.mutate("programCreate", program, "program { id }").await["program"]);
    let recurring = |percent| {
        let mut terms = input(&program, &flat(percent));
        terms["rules"][0]["recurring"] = json!({"months": 12});
        terms
    };
    let mut since = recurring(10);
    since["effectiveFrom"] = json!("2010-01-01T00:00:00Z");
    shop.owner.mutate("termsCreate", since, "terms { id }").await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    for (key, code, at) in
        [("o-1", Some("JOE"), "2026-02-03T10:00:00Z"), ("o-2", None, "2026-04-03T10:00:00Z")]
    {
        shop.sale(key, 10_000, json!({"code": code, "subscription": "s", "occurredAt": at})).await;
    }
    let tried = |from: &str| json!({"from": from, "terms": [recurring(20)]});
    assert_eq!(sums(&replay(&shop, tried("2026-01-01T00:00:00Z")).await), (2_000, 4_000));
    // A first sale that is not replayed was made under the terms it was made under.
    assert_eq!(sums(&replay(&shop, tried("2026-03-01T00:00:00Z")).await), (1_000, 1_000));
}
