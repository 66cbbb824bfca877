//! Sales that affiliates say are missing, and what brands say to that.

use serde_json::{Value, json};

use super::affiliate;
use crate::world::{Affiliate, Brand, Gql, Mailbox, World};

const LIST: &str = "{ missedSales(first: 20) { nodes { id state orderReference occurredOn evidence reason amount { minor currency } \
    enrollment { name } conversion { externalId } candidates { externalId } } } }";
const OWN: &str = "missedSales(first: 60) { nodes { id state orderReference reason decidedAt commissions { amount { minor } } } }";

fn today() -> chrono::NaiveDate {
    store::Clock::system().now().date_naive()
}

/// What Joe reports, but for what is said.
fn report(joe: &Affiliate, more: Value) -> Value {
    let mut input = json!({"enrollmentId": joe.enrollment, "occurredOn": today().to_string(), "evidence": "The buyer wrote to me"});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn reported(joe: &Affiliate, more: Value) -> String {
    let payload = joe.graph.mutate("missedSaleReport", report(joe, more), "missedSale { id state }").await;
    assert_eq!(payload["missedSale"]["state"], "REPORTED");
    payload["missedSale"]["id"].as_str().unwrap().to_owned()
}

async fn own(joe: &Affiliate) -> Vec<Value> {
    affiliate(&joe.graph, OWN).await["missedSales"]["nodes"].as_array().unwrap().clone()
}

async fn all(brand: &Gql) -> Vec<Value> {
    brand.query(LIST, json!({})).await["missedSales"]["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_missed_sale_is_found_when_it_pays_the_affiliate() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    shop.earner(&world, &program, "ANN").await;
    let more = json!({"orderReference": " shop-77 ", "currency": "GBP", "amountMinor": 8_000});
    let missed = reported(&joe, more).await;
    let count = "{ attention { missedSales { count atLeast } } }";
    assert_eq!(shop.owner.query(count, json!({})).await["attention"]["missedSales"]["count"], 1);

    // Recorded for somebody else, whose commission is payable already: it is found among the candidates, and pays Joe
    // nothing any more.
    let anns = shop.sale("SHOP-77", 6_000, json!({"code": "ANN"})).await;
    shop.sale("like-it", 8_000, json!({"code": "ANN"})).await;
    shop.sale("unlike", 8_001, json!({"code": "ANN"})).await;
    let shown = all(&shop.owner).await.remove(0);
    assert_eq!(shown["candidates"], json!([{"externalId": "SHOP-77"}, {"externalId": "like-it"}]));
    assert_eq!((&shown["orderReference"], &shown["amount"]["minor"]), (&json!("shop-77"), &json!("8000")));
    assert_eq!((&shown["enrollment"]["name"], &shown["conversion"]), (&json!("JOE"), &Value::Null));
    let mature = json!({"commissionId": anns["commissions"][0]["id"], "idempotencyKey": "mature"});
    shop.owner.mutate("commissionMature", mature, "commission { state }").await;
    let accept = |conversion: &Value| json!({"missedSaleId": missed, "conversionId": conversion});
    assert_eq!(shop.owner.refused("missedSaleAccept", accept(&anns["id"])).await, "NOT_CREDITED");
    let lead = json!({"kind": "LEAD", "externalId": "l-1", "currency": "GBP", "code": "JOE", "idempotencyKey": "l-1"});
    let lead = shop.owner.mutate("conversionRecord", lead, "conversion { id }").await["conversion"].take();
    assert_eq!(shop.owner.refused("missedSaleAccept", accept(&lead["id"])).await, "NOT_A_SALE");
    let other = world.brand("Other").await;
    let theirs = other.sale("o", 100, json!({})).await;
    assert_eq!(shop.owner.refused("missedSaleAccept", accept(&theirs["id"])).await, "NOT_FOUND");
    assert_eq!(own(&joe).await[0]["state"], "REPORTED");

    // Recorded with Joe's code it pays him, and is the one.
    let sale = shop.sale("late-77", 8_000, json!({"code": "JOE"})).await;
    let done = shop
        .owner
        .mutate("missedSaleAccept", accept(&sale["id"]), "missedSale { state conversion { id } }")
        .await;
    assert_eq!(
        (&done["missedSale"]["state"], &done["missedSale"]["conversion"]["id"]),
        (&json!("ACCEPTED"), &sale["id"])
    );
    let mine = own(&joe).await.remove(0);
    assert_eq!(
        (&mine["state"], &mine["commissions"]),
        (&json!("ACCEPTED"), &json!([{"amount": {"minor": "800"}}]))
    );
    // Again is no news; anything else is refused.
    shop.owner.mutate("missedSaleAccept", accept(&sale["id"]), "missedSale { state }").await;
    let second = shop.sale("late-78", 100, json!({"code": "JOE"})).await;
    assert_eq!(shop.owner.refused("missedSaleAccept", accept(&second["id"])).await, "WRONG_STATE");
    let reject = json!({"missedSaleId": missed, "reason": "No"});
    assert_eq!(shop.owner.refused("missedSaleReject", reject).await, "WRONG_STATE");
    assert_eq!(shop.owner.query(count, json!({})).await["attention"]["missedSales"]["count"], 0);
    // One sale is not found twice, and the order is missed no more.
    let again = reported(&joe, json!({"orderReference": "other"})).await;
    let twice = json!({"missedSaleId": again, "conversionId": sale["id"]});
    assert_eq!(shop.owner.refused("missedSaleAccept", twice).await, "CONFLICT");
    let same = report(&joe, json!({"orderReference": "Shop-77"}));
    assert_eq!(joe.graph.refused("missedSaleReport", same).await, "ALREADY_REPORTED");

    let told = || async { mailbox.about("you missed is found") };
    let letters = world.until("the letter", told, |letters| !letters.is_empty()).await;
    assert_eq!(letters[0].to, "<joe@people.test>");
    assert!(letters[0].body().contains("order shop-77 of"), "{}", letters[0].body());
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    assert_eq!(mailbox.about("you missed").len(), 1);
    let notices = affiliate(&joe.graph, "notices(last: 5) { nodes { cause } }").await;
    assert_eq!(notices["notices"]["nodes"], json!([{"cause": "MISSED_SALE_DECIDED"}]));

    let log = world
        .sql("SELECT action, before, detail FROM audit_log WHERE action LIKE 'missedSale%' ORDER BY id")
        .await;
    let actions: Vec<&Value> = log.iter().map(|line| &line["action"]).collect();
    assert_eq!(actions, ["missedSaleReport", "missedSaleAccept", "missedSaleReport"]);
    assert_eq!(
        (&log[1]["before"]["state"], &log[1]["detail"]["conversion"]),
        (&json!("REPORTED"), &sale["id"])
    );
}

#[tokio::test]
async fn a_sale_of_somebody_elses_is_decided_again_for_who_missed_it() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    let missed = reported(&joe, json!({"orderReference": "o-1"})).await;
    let anns = shop.sale("o-1", 10_000, json!({"code": "ANN"})).await;
    let accept = json!({"missedSaleId": missed, "conversionId": anns["id"]});
    shop.owner.mutate("missedSaleAccept", accept, "missedSale { state }").await;
    let selection = "{ conversion(kind: SALE, externalId: \"o-1\") { attribution { number supersedesBecause } \
                     commissions { state amount { minor } payee { name } } } }";
    let sale = shop.owner.query(selection, json!({})).await["conversion"].take();
    let decision = json!({"number": 2, "supersedesBecause": "MISSED_SALE"});
    assert_eq!(sale["attribution"], decision);
    let line = |state: &str, minor: &str, name: &str| json!({"state": state, "amount": {"minor": minor}, "payee": {"name": name}});
    let mut commissions = sale["commissions"].as_array().unwrap().clone();
    commissions.sort_by_key(|c| (c["state"] != "VOID", c["payee"]["name"].to_string()));
    assert_eq!(
        commissions,
        [line("VOID", "1000", "Ann"), line("PENDING", "500", "Ann"), line("PENDING", "500", "Joe")]
    );
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_rejection_has_a_reason_and_may_be_answered() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let missed = reported(&joe, json!({"orderReference": "A-1"})).await;
    let reject = |reason: &str| json!({"missedSaleId": missed, "reason": reason});
    let long = "x".repeat(501);
    for reason in ["", "  ", "two\nlines", &long] {
        assert_eq!(
            shop.owner.refused("missedSaleReject", reject(reason)).await,
            "INPUT_INVALID",
            "{reason:?}"
        );
    }
    shop.owner
        .mutate("missedSaleReject", reject("<b>Paid</b> to another"), "missedSale { state reason }")
        .await;
    shop.owner.mutate("missedSaleReject", reject("<b>Paid</b> to another"), "missedSale { id }").await;
    assert_eq!(shop.owner.refused("missedSaleReject", reject("Something else")).await, "WRONG_STATE");
    assert_eq!(own(&joe).await[0]["reason"], "<b>Paid</b> to another");
    let told = || async { mailbox.about("about the sale you missed") };
    let letter = world.until("the letter", told, |letters| !letters.is_empty()).await.remove(0);
    assert!(letter.body().contains("- <b>Paid</b> to another"), "{}", letter.body());
    assert!(letter.body().contains("&lt;b&gt;Paid"), "{}", letter.body());
    // It may be reported again, and taken back; what is decided is not taken back.
    let again = reported(&joe, json!({"orderReference": "a-1"})).await;
    let withdraw = |id: &str| json!({"missedSaleId": id});
    assert_eq!(joe.graph.refused("missedSaleWithdraw", withdraw(&missed)).await, "WRONG_STATE");
    for _ in 0..2 {
        let done = joe.graph.mutate("missedSaleWithdraw", withdraw(&again), "missedSale { state }").await;
        assert_eq!(done["missedSale"]["state"], "WITHDRAWN");
    }
    let late = json!({"missedSaleId": again, "reason": "No"});
    assert_eq!(shop.owner.refused("missedSaleReject", late).await, "WRONG_STATE");
    reported(&joe, json!({"orderReference": "A-1"})).await;
}

#[tokio::test]
async fn only_what_may_be_true_is_reported() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let day = |days: i64| (today() + chrono::Duration::days(days)).to_string();
    let (long, longer) = ("x".repeat(201), "x".repeat(2_001));
    for (wrong, code) in [
        (json!({"occurredOn": day(2)}), "DATE_INVALID"),
        (json!({"occurredOn": day(-366)}), "DATE_INVALID"),
        (json!({"occurredOn": "yesterday"}), "DATE_INVALID"),
        (json!({"occurredOn": "+12026-01-01"}), "DATE_INVALID"),
        (json!({"evidence": " "}), "INPUT_INVALID"),
        (json!({"evidence": longer}), "INPUT_INVALID"),
        (json!({"evidence": "a bell \u{7}"}), "INPUT_INVALID"),
        (json!({"orderReference": long}), "INPUT_INVALID"),
        (json!({"orderReference": "a\u{1b}[0m"}), "INPUT_INVALID"),
        (json!({"amountMinor": 100}), "AMOUNT_INVALID"),
        (json!({"currency": "GBP"}), "AMOUNT_INVALID"),
        (json!({"currency": "GBP", "amountMinor": 0}), "AMOUNT_INVALID"),
        (json!({"currency": "XXX", "amountMinor": 1}), "UNKNOWN_CURRENCY"),
        (json!({"enrollmentId": "enrollment_00000000000000000000000000"}), "NOT_FOUND"),
        (json!({"enrollmentId": program}), "INVALID_ID"),
    ] {
        assert_eq!(joe.graph.refused("missedSaleReport", report(&joe, wrong.clone())).await, code, "{wrong}");
    }
    assert_eq!(world.sql("SELECT id FROM missed_sales").await, Vec::<Value>::new());
    reported(&joe, json!({"orderReference": "€ 1/ä", "occurredOn": day(-365)})).await;
    let same = report(&joe, json!({"orderReference": "€ 1/Ä"}));
    assert_eq!(joe.graph.refused("missedSaleReport", same).await, "ALREADY_REPORTED");

    // Fifty wait at a time, whatever their references.
    for _ in 1..50 {
        reported(&joe, json!({})).await;
    }
    assert_eq!(joe.graph.refused("missedSaleReport", report(&joe, json!({}))).await, "TOO_MANY_OPEN");
    let newest = own(&joe).await[0]["id"].as_str().unwrap().to_owned();
    let newest = json!({"missedSaleId": newest});
    joe.graph.mutate("missedSaleWithdraw", newest, "missedSale { id }").await;
    reported(&joe, json!({})).await;

    // Who has left may still miss something; who has not begun, or is banned, may not.
    let pat = Affiliate::sign_up(&world, "Pat").await;
    let apply = pat.mutate("enrollmentApply", json!({"programId": program}), "enrollment { id }").await;
    let applied = apply["enrollment"]["id"].as_str().unwrap().to_owned();
    let pat = Affiliate { graph: pat, enrollment: applied, email: String::new() };
    assert_eq!(pat.graph.refused("missedSaleReport", report(&pat, json!({}))).await, "ENROLLMENT_NOT_ACTIVE");
    let ben = shop.affiliate(&world, &program, "Ben").await;
    let ban = json!({"enrollmentId": ben.enrollment});
    shop.owner.mutate("enrollmentBan", ban, "enrollment { state }").await;
    assert_eq!(ben.graph.refused("missedSaleReport", report(&ben, json!({}))).await, "ENROLLMENT_NOT_ACTIVE");
    let ann = shop.affiliate(&world, &program, "Ann").await;
    ann.graph
        .mutate("enrollmentLeave", json!({"enrollmentId": ann.enrollment}), "enrollment { state }")
        .await;
    reported(&ann, json!({})).await;
}

#[tokio::test]
async fn nobody_else_sees_what_somebody_misses() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let (joe, ann) =
        (shop.affiliate(&world, &program, "Joe").await, shop.affiliate(&world, &program, "Ann").await);
    let missed = reported(&joe, json!({"orderReference": "A-1"})).await;
    // The same order may be missed by two.
    let hers = reported(&ann, json!({"orderReference": "a-1"})).await;
    assert_eq!(own(&ann).await.len(), 1);
    let theirs = json!({"missedSaleId": missed});
    assert_eq!(ann.graph.refused("missedSaleWithdraw", theirs).await, "NOT_FOUND");
    let others = report(&joe, json!({}));
    assert_eq!(ann.graph.refused("missedSaleReport", others).await, "NOT_FOUND");
    let other = world.brand("Other").await;
    assert_eq!(all(&other.owner).await, Vec::<Value>::new());
    let node = "query($id: ID!) { node(id: $id) { id } }";
    assert_eq!(other.owner.query(node, json!({"id": missed})).await["node"], Value::Null);
    assert_eq!(shop.owner.query(node, json!({"id": missed})).await["node"]["id"], missed.as_str());
    let reject = json!({"missedSaleId": missed, "reason": "No"});
    assert_eq!(other.owner.refused("missedSaleReject", reject.clone()).await, "NOT_FOUND");
    let analyst = shop.colleague(&world, "Ada", "ANALYST").await;
    assert_eq!(all(&analyst).await.len(), 2);
    let document =
        "mutation($input: MissedSaleRejectInput!) { missedSaleReject(input: $input) { missedSale { id } } }";
    assert_eq!(analyst.error(document, json!({"input": reject})).await, "FORBIDDEN");

    // Filters.
    let of = |filter: Value| {
        let owner = shop.owner.clone();
        async move {
            let document =
                "query($f: MissedSaleFilter) { missedSales(first: 9, filter: $f) { nodes { id } } }";
            let found = owner.query(document, json!({"f": filter})).await;
            let ids = found["missedSales"]["nodes"].as_array().unwrap().iter();
            ids.map(|n| n["id"].as_str().unwrap().to_owned()).collect::<Vec<String>>()
        }
    };
    let none: [String; 0] = [];
    assert_eq!(of(json!({"search": " A-"})).await, [hers.clone(), missed.clone()]);
    assert_eq!(of(json!({"search": "-1"})).await, none);
    assert_eq!(of(json!({"search": "A_"})).await, none);
    assert_eq!(of(json!({"enrollmentId": ann.enrollment})).await, std::slice::from_ref(&hers));
    assert_eq!(of(json!({"state": "REJECTED"})).await, none);
    assert_eq!(of(json!({"state": "REPORTED"})).await, [hers, missed]);
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_does() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    let sale = shop.sale("o-1", 1_000, json!({"code": "JOE"})).await;
    for round in 0..5 {
        let missed = reported(&joe, json!({})).await;
        let accept = json!({"missedSaleId": missed, "conversionId": sale["id"]});
        let reject = json!({"missedSaleId": missed, "reason": "No"});
        let (accepted, rejected) = tokio::join!(
            shop.owner.attempt("missedSaleAccept", accept, "missedSale { state }"),
            shop.owner.attempt("missedSaleReject", reject, "missedSale { state }"),
        );
        let done = [&accepted, &rejected].iter().filter(|p| p["userErrors"] == json!([])).count();
        assert_eq!(done, 1, "round {round}: {accepted} {rejected}");
        let log = format!("SELECT count(*)::text AS n FROM audit_log WHERE subject = '{missed}'");
        assert_eq!(world.sql(&log).await[0]["n"], "2", "reported, and decided once");
        world.break_with("DELETE FROM missed_sales").await;
    }
}
