//! What terms pay: tiers, goals, caps, budgets, groups and subscriptions, through the door.

use serde_json::{Value, json};

use crate::world::brand::{id, minor};
use crate::world::{Affiliate, Brand, World};

/// A shop whose programme has these terms since 2010, and Joe with his code.
pub(crate) async fn shop(world: &World, terms: Value) -> (Brand, String, Affiliate) {
    let shop = world.brand("Shop").await;
    let input = json!({"name": "Affiliates", "currency": "GBP", "holdDays": 30});
    let program = id(&shop.owner.mutate("programCreate", input, "program { id }").await["program"]);
    set_terms(&shop, &program, terms).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    (shop, program, joe)
}

/// Since 2010 for everybody; a group's from now on.
async fn set_terms(shop: &Brand, program: &str, terms: Value) {
    let mut input = json!({"programId": program});
    if terms["groupId"].is_null() {
        input["effectiveFrom"] = json!("2010-01-01T00:00:00Z");
    }
    for (name, value) in terms.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner.mutate("termsCreate", input, "terms { id }").await;
}

pub(crate) fn rule(reward: Value) -> Value {
    json!([{"name": "all", "reward": reward}])
}

/// Causes and amounts of a sale's commissions that are not void, in order.
pub(crate) fn paid(sale: &Value) -> Vec<(String, i64)> {
    let rows = sale["commissions"].as_array().unwrap();
    let mut paid: Vec<(String, i64)> = rows
        .iter()
        .filter(|c| c["state"] != "VOID")
        .map(|c| (c["cause"].as_str().unwrap().to_owned(), minor(&c["amount"])))
        .collect();
    paid.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    paid
}

pub(crate) fn share(amount: i64) -> (String, i64) {
    ("CONVERSION".to_owned(), amount)
}

pub(crate) fn bonus(amount: i64) -> (String, i64) {
    ("BONUS".to_owned(), amount)
}

async fn sales(shop: &Brand, amounts: &[i64]) -> Vec<Vec<(String, i64)>> {
    let mut all = Vec::new();
    for (n, amount) in amounts.iter().enumerate() {
        all.push(paid(&shop.sale(&format!("o-{n}"), *amount, json!({"code": "JOE"})).await));
    }
    all
}

#[tokio::test]
async fn a_retroactive_tier_tops_earlier_sales_up_and_a_refund_takes_its_part_of_everything() {
    let world = World::without_worker().await;
    let tiers = json!({"tiers": {"measure": "AMOUNT", "mode": "RETROACTIVE",
        "tiers": [{"from": 0, "bps": 500}, {"from": 20_000, "bps": 1_000}]}});
    let (shop, ..) = shop(&world, json!({"rules": rule(tiers)})).await;
    assert_eq!(sales(&shop, &[10_000, 5_000]).await, [[share(500)], [share(250)]]);
    let third = shop.sale("third", 10_000, json!({"code": "JOE"})).await;
    // 10 % of its own, and 10 % of the 150.00 before it less the 7.50 that were paid.
    assert_eq!(paid(&third), [share(1_000), bonus(750)]);
    let why = &third["attribution"]["why"]["credits"][0];
    assert_eq!(why["before"]["amount"], 15_000);
    assert_eq!(
        why["extras"][0]["why"],
        json!({"measure": "AMOUNT", "tier": 20_000, "bps": 1_000, "base": 15_000, "due": 1_500, "paidBefore": 750})
    );
    // Taken back whole, it counts in no total any more, and the next one reaches the tier again.
    let back = shop.refund(&third, "r-1", json!({"whole": true})).await;
    assert_eq!(paid(&back).iter().map(|p| p.1).sum::<i64>(), 0);
    let again = shop.sale("again", 5_000, json!({"code": "JOE"})).await;
    assert_eq!(paid(&again), [share(500), bonus(750)]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn an_affiliate_can_check_their_part_and_learns_of_nobody_elses() {
    let world = World::without_worker().await;
    let tiers = json!({"tiers": {"measure": "AMOUNT", "mode": "GRADUATED",
        "tiers": [{"from": 0, "bps": 1_000}, {"from": 15_000, "bps": 2_000}]}});
    let gifts =
        json!({"name": "gifts", "predicate": {"categories": ["gifts"]}, "reward": {"percentBps": 3_000}});
    let terms = json!({"rules": [gifts, {"name": "all", "reward": tiers}], "capPerOrderMinor": 900});
    let (shop, program, joe) = shop(&world, terms).await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    let slug = shop.link(&joe, None).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let click = world.click(&slug).await;
    shop.sale("o-2", 20_000, json!({"clickIds": [click], "code": "ANN"})).await;

    let query =
        "{ viewer { affiliate { commissions(first: 5) { nodes { why conversion { externalId } } } } } }";
    let seen = joe.graph.query(query, json!({})).await["viewer"]["affiliate"]["commissions"]["nodes"].take();
    let both = seen.as_array().unwrap().iter().find(|c| c["conversion"]["externalId"] == "o-2").unwrap();
    let why = &both["why"];
    let met = why["candidates"].as_array().unwrap();
    assert_eq!(met.len(), 1, "his own touch alone: {why:#}");
    assert_eq!((&met[0]["kind"], &met[0]["standing"]), (&json!("CLICK"), &json!("ELIGIBLE")));
    assert_eq!((&why["policy"]["model"], &why["policy"]["version"]), (&json!("POSITION"), &json!(1)));
    assert_eq!((&why["terms"], &why["before"]["amount"]), (&json!(1), &json!(10_000)));
    let passed = &why["passedOver"][0];
    assert_eq!((&passed["name"], &passed["reason"]), (&json!("gifts"), &json!("NO_LINE")));
    // His half of it, 100.00, lies half at 10 % and half at 20 %, as all of it then does; the cap leaves 9.00 of 15.00.
    let number = |name: &str| why[name].as_i64().unwrap();
    assert_eq!((number("earnedAlone"), number("weight") * 2), (3_000, number("of")));
    assert_eq!((number("part"), number("amount")), (1_500, 900));
    assert_eq!(why["cuts"], json!([{"by": "ORDER", "minor": 600}]));
    let text = why.to_string();
    let anns =
        ann.graph.query(query, json!({})).await["viewer"]["affiliate"]["commissions"]["nodes"][0]["why"]
            .take();
    for theirs in [&anns["touch"], &anns["candidates"][0]["touch"]] {
        assert!(!text.contains(theirs.as_str().unwrap()), "{text}");
    }
    assert!(!text.contains("payee_"), "{text}");
}

#[tokio::test]
async fn a_goal_is_paid_once_and_caps_pay_what_is_left() {
    let world = World::without_worker().await;
    let terms = json!({"rules": rule(json!({"percentBps": 1_000})), "capPerOrderMinor": 800, "capPerPeriodMinor": 2_000,
        "bonuses": [{"name": "two sales", "measure": "SALES", "goal": 2, "minor": 300}]});
    let (shop, ..) = shop(&world, terms).await;
    let all = sales(&shop, &[10_000, 5_000, 9_000]).await;
    assert_eq!(all, [vec![share(800)], vec![share(500), bonus(300)], vec![share(400)]]);
    let none = shop.sale("none", 9_000, json!({"code": "JOE"})).await;
    assert_eq!((paid(&none), &none["state"]), (vec![], &json!("ATTRIBUTED")));
    let cuts = json!([{"by": "ORDER", "minor": 100}, {"by": "PERIOD", "minor": 800}]);
    assert_eq!(none["attribution"]["why"]["credits"][0]["cuts"], cuts);
    // What is voided is room for others.
    let first = shop
        .owner
        .query("{ conversion(kind: SALE, externalId: \"o-0\") { commissions { id } } }", json!({}))
        .await;
    let void = json!({"commissionId": first["conversion"]["commissions"][0]["id"], "reason": "fraud", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", void, "commission { state }").await;
    assert_eq!(paid(&shop.sale("room", 20_000, json!({"code": "JOE"})).await), [share(800)]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_budget_is_spent_to_the_cent_by_many_at_once_and_gets_back_what_is_refunded() {
    let world = World::without_worker().await;
    let (shop, program, _) = shop(&world, json!({"rules": rule(json!({"percentBps": 1_000}))})).await;
    let input = json!({"programId": program, "name": "Spring", "amountMinor": 2_500, "startsAt": "2010-01-01T00:00:00Z"});
    let budget = id(&shop.owner.mutate("budgetCreate", input.clone(), "budget { id }").await["budget"]);
    assert_eq!(shop.owner.refused("budgetCreate", input).await, "BUDGET_OVERLAPS");
    let names: Vec<String> = (0..8).map(|n| format!("o-{n}")).collect();
    let all =
        futures::future::join_all(names.iter().map(|name| shop.sale(name, 10_000, json!({"code": "JOE"}))))
            .await;
    let mut each: Vec<i64> = all.iter().map(|sale| paid(sale).iter().map(|p| p.1).sum()).collect();
    each.sort_unstable();
    assert_eq!(each, [0, 0, 0, 0, 0, 500, 1_000, 1_000]);
    let reserved = "{ programs(first: 1) { nodes { budgets(first: 1) { nodes { reserved { minor } } } } } }";
    let reserved = async || {
        let data = shop.owner.query(reserved, json!({})).await;
        minor(&data["programs"]["nodes"][0]["budgets"]["nodes"][0]["reserved"])
    };
    assert_eq!(reserved().await, 2_500);
    let less = json!({"budgetId": budget, "amountMinor": 2_499});
    assert_eq!(shop.owner.refused("budgetUpdate", less).await, "BELOW_RESERVED");
    let spent = all.iter().find(|sale| paid(sale) == [share(1_000)]).unwrap();
    shop.refund(spent, "r-1", json!({"amountMinor": 4_000})).await;
    assert_eq!(reserved().await, 2_100);
    assert_eq!(paid(&shop.sale("more", 10_000, json!({"code": "JOE"})).await), [share(400)]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_group_has_terms_of_its_own_and_late_codes_of_coupon_sites_stand_down() {
    let world = World::without_worker().await;
    let (shop, program, joe) = shop(&world, json!({"rules": rule(json!({"percentBps": 1_000}))})).await;
    let input = json!({"programId": program, "name": "Coupon sites", "standsDown": true});
    let group = id(&shop.owner.mutate("groupCreate", input, "group { id }").await["group"]);
    let own = json!({"groupId": group, "rules": rule(json!({"percentBps": 200}))});
    // Only a programme's first terms begin in the past: those of its group would change what was said before.
    let mut before = json!({"programId": program, "effectiveFrom": "2010-01-01T00:00:00Z"});
    before.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    let refused = shop.owner.attempt("termsCreate", before, "terms { id }").await["userErrors"][0].take();
    assert_eq!(
        (&refused["code"], &refused["field"]),
        (&json!("BACKDATED"), &json!(["input", "effectiveFrom"]))
    );
    set_terms(&shop, &program, own).await;
    let join = json!({"enrollmentId": joe.enrollment, "groupId": group});
    shop.owner.mutate("enrollmentGroup", join, "enrollment { group { name } }").await;
    assert_eq!(sales(&shop, &[10_000]).await, [[share(200)]]);
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    assert_eq!(paid(&shop.sale("anns", 10_000, json!({"code": "ANN"})).await), [share(1_000)]);
    // The group is of its own programme alone.
    let other = shop.program("AFFILIATES", 500, 30).await;
    let zoe = shop.affiliate_again(&other, &joe).await;
    let astray = json!({"enrollmentId": zoe.enrollment, "groupId": group});
    assert_eq!(shop.owner.refused("enrollmentGroup", astray).await, "GROUP_OF_ANOTHER_PROGRAM");

    // A review was clicked, then Joe's code used: the code keeps nothing.
    shop.program("CREATORS", 1_000, 30).await;
    let policy =
        json!({"model": "LAST_TOUCH", "affiliateFloorBps": 0, "standDown": {"minutes": 60, "keepsBps": 0}});
    shop.owner.mutate("policyCreate", policy, "policy { standDown { minutes } }").await;
    let (moment, _) = shop.review_by("cat").await;
    let slug = shop.link(&ann, Some(&moment)).await;
    let click = world.click(&slug).await;
    let sale = shop.sale("late-code", 10_000, json!({"code": "JOE", "clickIds": [click]})).await;
    let standings: Vec<&str> = sale["attribution"]["why"]["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["standing"].as_str().unwrap())
        .collect();
    assert_eq!(standings.iter().filter(|s| **s == "STOOD_DOWN").count(), 1, "{standings:?}");
    assert!(sale["commissions"].as_array().unwrap().iter().all(|c| c["payee"]["name"] != "Joe"), "{sale}");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_subscription_inherits_its_first_sale_and_earns_for_its_months() {
    let world = World::without_worker().await;
    let terms = json!({"rules": [{"name": "box", "reward": {"percentBps": 2_000},
        "recurring": {"months": 2, "then": {"bps": 500, "months": 1}}}]});
    let (shop, program, _) = shop(&world, terms).await;
    let at = |month: u32| format!("2026-{month:02}-15T12:00:00Z");
    let mut all = Vec::new();
    for month in 1..=5 {
        let code = if month == 1 { json!("JOE") } else { Value::Null };
        let more = json!({"code": code, "subscription": "sub-1", "occurredAt": at(month)});
        all.push(paid(&shop.sale(&format!("m-{month}"), 10_000, more).await));
        // Later terms are not those of this subscription.
        if month == 1 {
            let later = json!({"programId": program, "rules": rule(json!({"percentBps": 1}))});
            shop.owner.mutate("termsCreate", later, "terms { version }").await;
        }
    }
    assert_eq!(all, [vec![share(2_000)], vec![share(2_000)], vec![share(500)], vec![], vec![]]);
    let lead = json!({"kind": "LEAD", "externalId": "l", "currency": "GBP", "subscription": "sub-1", "idempotencyKey": "l"});
    assert_eq!(shop.owner.refused("conversionRecord", lead).await, "LEAD_WITH_SUBSCRIPTION");
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn new_buyers_are_told_from_those_who_bought_before() {
    let world = World::without_worker().await;
    let terms = json!({"rules": [
        {"name": "new", "predicate": {"customer": "NEW"}, "reward": {"percentBps": 2_000}},
        {"name": "others", "reward": {"percentBps": 500}}]});
    let (shop, ..) = shop(&world, terms).await;
    let sale = async |name: &str, customer: Value| {
        paid(&shop.sale(name, 10_000, json!({"code": "JOE", "customer": customer})).await)
    };
    assert_eq!(sale("o-1", json!("cust")).await, [share(2_000)]);
    assert_eq!(sale("o-2", json!("cust")).await, [share(500)]);
    assert_eq!(sale("o-3", Value::Null).await, [share(500)]);
}

#[tokio::test]
async fn terms_that_contradict_themselves_are_refused_with_the_place() {
    let world = World::without_worker().await;
    let (shop, program, _) = shop(&world, json!({"rules": rule(json!({"percentBps": 1_000}))})).await;
    let refused = async |terms: Value| {
        let mut input = json!({"programId": program});
        for (name, value) in terms.as_object().unwrap() {
            input[name] = value.clone();
        }
        let payload = shop.owner.attempt("termsCreate", input, "terms { id }").await;
        let error = &payload["userErrors"][0];
        (error["code"].as_str().unwrap().to_owned(), error["field"].clone())
    };
    let all = |reward: Value| json!({"name": "a", "reward": reward});
    let twice = json!({"rules": [all(json!({"percentBps": 1})), all(json!({"percentBps": 2}))]});
    assert_eq!(refused(twice).await, ("RULE_UNREACHABLE".to_owned(), json!(["input", "rules", "1"])));
    let above = json!({"rules": [all(json!({"tiers": {"measure": "SALES", "mode": "GRADUATED",
        "tiers": [{"from": 0, "bps": 1}, {"from": 5, "bps": 10_001}]}}))]});
    assert_eq!(refused(above).await.0, "RATE_OUT_OF_RANGE");
    let caps =
        json!({"rules": [all(json!({"percentBps": 1}))], "capPerOrderMinor": 5, "capPerPeriodMinor": 4});
    assert_eq!(refused(caps).await.0, "CAPS_CONTRADICT");
    let narnia = json!({"rules": [{"name": "a", "predicate": {"countries": ["gb", "Narnia"]}, "reward": {"percentBps": 1}}]});
    let place = json!(["input", "rules", "0", "predicate", "countries", "1"]);
    assert_eq!(refused(narnia).await, ("COUNTRY_UNKNOWN".to_owned(), place));

    // What can pay more than was sold: everything of an order and a bonus beside it, or a bonus for one sale of any size.
    let goal = |measure: &str, goal: i64, minor: i64| json!([{"name": "goal", "measure": measure, "goal": goal, "minor": minor}]);
    let flat = json!({"rules": [all(json!({"flatPerOrderMinor": 1_000_000}))], "bonuses": goal("AMOUNT", 10_000, 9_999)});
    let reward = json!(["input", "rules", "0", "reward"]);
    assert_eq!(refused(flat).await, ("REWARD_ABOVE_WHOLE".to_owned(), reward));
    let ten = || json!([all(json!({"percentBps": 1_000}))]);
    let first = || json!(["input", "bonuses", "0"]);
    let above = json!({"rules": ten(), "bonuses": goal("AMOUNT", 10_000, 9_001)});
    assert_eq!(refused(above).await, ("BONUS_INVALID".to_owned(), first()));
    let sale = json!({"rules": ten(), "bonuses": goal("SALES", 1, 100_000)});
    assert_eq!(refused(sale).await, ("BONUS_UNBOUNDED".to_owned(), first()));
    let capped = json!({"programId": program, "rules": ten(), "bonuses": goal("SALES", 1, 100_000), "capPerPeriodMinor": 500});
    shop.owner.mutate("termsCreate", capped, "terms { id }").await;
    let large = json!({"programId": program, "bonuses": goal("AMOUNT", 10_000, 9_000), "rules": [
        {"name": "a", "predicate": {"orderMinorMin": 10_000, "countries": ["gb"]}, "reward": {"flatPerOrderMinor": 1_000}}]});
    let made = shop.owner.mutate("termsCreate", large, "terms { rules { predicate } }").await;
    assert_eq!(made["terms"]["rules"][0]["predicate"]["countries"], json!(["GB"]));
}

#[tokio::test]
async fn a_policy_is_refused_at_the_fields_that_are_at_fault() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for (mut input, code, fields) in [
        (json!({"affiliateFloorBps": -1}), "BOUNDS_OUT_OF_RANGE", &["affiliateFloorBps"][..]),
        (json!({"creatorCeilingBps": 10_001}), "BOUNDS_OUT_OF_RANGE", &["creatorCeilingBps"]),
        (
            json!({"closerFloorBps": 6_000, "closerCeilingBps": 5_000}),
            "BOUNDS_OUT_OF_RANGE",
            &["closerFloorBps", "closerCeilingBps"],
        ),
        (
            json!({"affiliateFloorBps": 8_000, "creatorFloorBps": 3_000}),
            "BOUNDS_CONTRADICT",
            &["affiliateFloorBps", "creatorFloorBps"],
        ),
        (
            json!({"closerFloorBps": 6_000, "creatorFloorBps": 5_000, "affiliateFloorBps": 0}),
            "BOUNDS_CONTRADICT",
            &["closerFloorBps", "creatorFloorBps"],
        ),
        (json!({"firstTouchBonusBps": -1}), "BONUSES_OUT_OF_RANGE", &["firstTouchBonusBps"]),
        (
            json!({"firstTouchBonusBps": 6_000, "assistBonusBps": 5_000}),
            "BONUSES_OUT_OF_RANGE",
            &["firstTouchBonusBps", "assistBonusBps"],
        ),
        (
            json!({"standDown": {"minutes": 1, "keepsBps": 10_000}}),
            "STAND_DOWN_OUT_OF_RANGE",
            &["standDown.keepsBps"],
        ),
        (json!({"model": "MARKOV"}), "WEIGHT_SET_MISMATCH", &["weightSetId"]),
    ] {
        if input["model"].is_null() {
            input["model"] = json!("LINEAR");
        }
        let answer = shop.owner.attempt("policyCreate", input, "policy { id }").await;
        let path = |field: &&str| json!({"code": code, "field": format!("input.{field}").split('.').collect::<Vec<_>>()});
        let mut errors = answer["userErrors"].clone();
        errors
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(|e| _ = e.as_object_mut().unwrap().remove("message"));
        assert_eq!(errors, fields.iter().map(path).collect::<Value>(), "{answer}");
    }
}

#[tokio::test]
async fn clicks_of_everybody_in_a_programme_are_paid() {
    let mut world = World::without_worker().await;
    let (shop, program, joe) = shop(&world, json!({"rules": rule(json!({"flatPerClickMinor": 7}))})).await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    for affiliate in [&joe, &ann] {
        world.follow(&shop.link(affiliate, None).await, "Mozilla/5.0").await;
    }
    world.start_worker().await;
    let valid = || world.sql("SELECT coalesce(sum(valid), 0)::bigint AS valid FROM link_days");
    world.until("the clicks", valid, |rows| rows[0]["valid"] == 2).await;
    world.stop_worker().await;
    world.break_with("UPDATE link_days SET day = day - 2").await;
    world.start_worker().await;
    let paid = "SELECT p.name, c.amount FROM commissions c JOIN payees p ON p.id = c.payee_id ORDER BY 1";
    let rows = world.until("the commissions", || world.sql(paid), |rows| !rows.is_empty()).await;
    assert_eq!(rows, [json!({"name": "Ann", "amount": 7}), json!({"name": "Joe", "amount": 7})]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn clicks_are_paid_once_a_day_is_over_within_the_cap() {
    let mut world = World::without_worker().await;
    let terms = json!({"rules": rule(json!({"flatPerClickMinor": 7})), "capPerPeriodMinor": 20});
    let (shop, _, joe) = shop(&world, terms).await;
    let slug = shop.link(&joe, None).await;
    for browser in ["Mozilla/5.0 one", "Mozilla/5.0 two", "Mozilla/5.0 two", "curl/8", "Mozilla/5.0 three"] {
        world.follow(&slug, browser).await;
    }
    world.start_worker().await;
    let valid = || world.sql("SELECT coalesce(sum(valid), 0)::bigint AS valid FROM link_days");
    world.until("the clicks", valid, |rows| rows[0]["valid"] == 3).await;
    world.stop_worker().await;
    assert_eq!(shop.commissions().await, json!({}), "the day is not over");
    // The terms held since 2010; the month is that of two days ago.
    world.break_with("UPDATE link_days SET day = day - 2").await;
    world.start_worker().await;
    let paid = "SELECT cause, amount, why->>'clicks' AS clicks, why->'cuts' AS cuts FROM commissions";
    let rows = world.until("the commission", || world.sql(paid), |rows| !rows.is_empty()).await;
    let cuts = json!([{"by": "PERIOD", "minor": 1}]);
    assert_eq!(rows, [json!({"cause": "CLICKS", "amount": 20, "clicks": "3", "cuts": cuts})]);
    // A day is closed once, and what comes in for it later is paid to nobody.
    world.stop_worker().await;
    world.break_with("UPDATE link_days SET valid = valid + 5").await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(world.sql(paid).await, rows);
    world.assert_ledger_sound().await;
    // Voided, it is room for others again.
    let standing = world.sql("SELECT sum(paid)::bigint AS paid FROM payee_months").await;
    assert_eq!(standing[0]["paid"], 20);
    let node = shop.owner.query("{ commissions(first: 1) { nodes { id } } }", json!({})).await;
    let void = json!({"commissionId": node["commissions"]["nodes"][0]["id"], "reason": "fraud", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", void, "commission { state }").await;
    let paid = world.sql("SELECT sum(paid)::bigint AS paid FROM payee_months").await;
    assert_eq!(paid[0]["paid"], 0);
    world.assert_ledger_sound().await;
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "it is asked for as by a job")]
async fn a_sale_loads_the_versions_that_hold_and_those_it_inherits_alone() {
    let world = World::without_worker().await;
    let (shop, program, _) = shop(&world, json!({"rules": rule(json!({"percentBps": 100}))})).await;
    let group = json!({"programId": program, "name": "friends"});
    let group = id(&shop.owner.mutate("groupCreate", group, "group { id }").await["group"]);
    for n in 2..=6 {
        let mut terms = json!({"programId": program, "rules": rule(json!({"percentBps": n * 100}))});
        if n % 2 == 0 {
            terms["groupId"] = json!(group);
        }
        shop.owner.mutate("termsCreate", terms, "terms { id }").await;
    }
    // Version 5 is not in force yet; 6 began together with 4, and the higher one holds.
    world
        .break_with(
            "UPDATE terms SET effective_from = CASE version WHEN 5 THEN now() + interval '1 day' ELSE '2020-01-01' END",
        )
        .await;
    let tenant = store::SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
    let tx = store::TenantTx::begin(&world.pool().await, &tenant).await.unwrap();
    let program: domain::ids::ProgramId = program.parse().unwrap();
    let all = store::terms::Terms::of_programs(&tx, &[program]).await.unwrap();
    let (first, now) = (all[0].id, "2026-11-01T00:00:00Z".parse().unwrap());
    for (programs, pinned, expected) in [
        (&[program][..], &[][..], &[3, 6][..]),
        (&[program][..], &[first, all[2].id][..], &[1, 3, 6][..]),
        (&[][..], &[first][..], &[1][..]),
    ] {
        let mut loaded = store::terms::Terms::for_sale(&tx, programs, now, pinned).await.unwrap();
        loaded.sort_unstable_by_key(|terms| terms.version);
        assert_eq!(loaded.iter().map(|terms| terms.version).collect::<Vec<_>>(), expected);
        assert!(loaded.iter().all(|terms| all.contains(terms)), "each comes with its rules");
    }
}

#[tokio::test]
async fn terms_are_taken_back_before_their_time_and_hold_nowhere() {
    let world = World::without_worker().await;
    let (shop, program, joe) = shop(&world, json!({"rules": rule(json!({"percentBps": 1_000}))})).await;
    let owner = &shop.owner;
    let make = async |bps: i64, based_on: &Value| {
        let input = json!({"programId": program, "effectiveFrom": "2099-01-01T00:00:00Z", "basedOn": based_on,
            "rules": rule(json!({"percentBps": bps}))});
        owner.attempt("termsCreate", input, "terms { id version withdrawnAt }").await
    };
    let refusal = |payload: &Value| {
        (payload["userErrors"][0]["code"].clone(), payload["userErrors"][0]["field"].clone())
    };
    let ask = "{ programs(last: 1) { nodes { currentTerms { id version } terms(first: 9) { nodes { id version withdrawnAt } } } } }";
    let versions = async || owner.query(ask, json!({})).await["programs"]["nodes"][0].take();
    let first = versions().await["currentTerms"]["id"].take();

    // Who began with the version that stands makes the next; who began with an older one looks again.
    let second = make(2_000, &first).await["terms"].take();
    assert_eq!((&second["version"], &second["withdrawnAt"]), (&json!(2), &Value::Null));
    let stale = (json!("STALE"), json!(["input", "basedOn"]));
    assert_eq!(refusal(&make(9_000, &first).await), stale);
    let third = make(9_000, &second["id"]).await["terms"].take();
    assert_eq!(third["version"], 3);
    // A group's own terms are newer than nothing of everybody's, until it has some.
    let input = json!({"programId": program, "name": "Coupon sites"});
    let group = id(&owner.mutate("groupCreate", input, "group { id }").await["group"]);
    let of_group = |base: &Value| json!({"programId": program, "groupId": group, "basedOn": base, "rules": rule(json!({"percentBps": 100}))});
    owner.mutate("termsCreate", of_group(&first), "terms { id }").await;
    assert_eq!(owner.refused("termsCreate", of_group(&first)).await, "STALE");
    let other = shop.program("CREATORS", 500, 30).await;
    let mut foreign = of_group(&third["id"]);
    foreign["programId"] = json!(other);
    foreign["groupId"] = Value::Null;
    let foreign = owner.attempt("termsCreate", foreign, "terms { id }").await;
    assert_eq!(refusal(&foreign), (json!("NOT_FOUND"), json!(["input", "basedOn"])));

    let withdraw = async |terms: &Value| {
        owner.attempt("termsWithdraw", json!({"termsId": terms}), "terms { version withdrawnAt }").await
    };
    assert_eq!(refusal(&withdraw(&first).await), (json!("BEGUN"), json!(["input", "termsId"])));
    let taken = withdraw(&third["id"]).await["terms"].take();
    assert!(taken["version"] == 3 && taken["withdrawnAt"].is_string(), "{taken}");
    assert_eq!(withdraw(&third["id"]).await["terms"], taken, "the second time it is done");
    let lines = world.sql("SELECT before, detail FROM audit_log WHERE action = 'termsWithdraw'").await;
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["before"]["withdrawn"], &lines[0]["detail"]["withdrawn"]),
        (&json!(false), &json!(true))
    );
    // It is nobody's base, and the one before it is the newest again.
    assert_eq!(refusal(&make(1, &third["id"]).await), stale);
    assert_eq!(make(2_500, &second["id"]).await["terms"]["version"], 5);

    // Its time comes, and it holds for no sale, no affiliate and no replay.
    world.break_with("UPDATE terms SET effective_from = '2020-01-01T00:00:00Z' WHERE version = 3").await;
    assert_eq!(paid(&shop.sale("o-1", 10_000, json!({"code": "JOE"})).await), [share(1_000)]);
    let known = versions().await;
    let of =
        |version: i64| known["terms"]["nodes"].as_array().unwrap().iter().find(|t| t["version"] == version);
    assert_eq!(of(3).unwrap()["withdrawnAt"], taken["withdrawnAt"]);
    assert_eq!(
        (&of(2).unwrap()["withdrawnAt"], &known["currentTerms"]["version"]),
        (&Value::Null, &json!(1))
    );
    let portal = "{ viewer { affiliate { programs { terms { version upcoming { version } } } } } }";
    let seen = joe.graph.query(portal, json!({})).await["viewer"]["affiliate"]["programs"][0]["terms"].take();
    assert_eq!(seen, json!({"version": 1, "upcoming": [{"version": 5}]}));
    let replay = "query($input: AttributionReplayInput!) { attributionReplay(input: $input) { changed } }";
    let input = json!({"from": "2010-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "currency": "GBP"});
    let same = owner.query(replay, json!({"input": input})).await;
    assert_eq!(same["attributionReplay"]["changed"], "0");
    world.assert_ledger_sound().await;
}
