//! Signals of fraud: found with their evidence, held for a person, let go or taken back by one.

use std::time::Duration;

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::world::{Affiliate, BROWSER, Brand, Browser, PASSWORD, World};

/// Another browser, which is another visitor.
const ANOTHER: &str =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";

const JUDGED: &str = "query($id: String!) { conversion(kind: SALE, externalId: $id) { id judgedAt fraudScore \
  fraudFindings { id signal sentence points evidence payee { id name } conversion { externalId } } \
  commissions { id state holdReason payee { name } fraudFindings { signal } } } }";

/// A brand whose affiliates earn a tenth at once, and Joe with a code of his name.
async fn shop(world: &World) -> (Brand, String, Affiliate) {
    let (shop, program) = Brand::with_program(world, 0, 0).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    (shop, program, joe)
}

/// The sale once it is judged.
async fn judged(world: &World, shop: &Brand, order: &str) -> Value {
    let ask = || async { shop.owner.query(JUDGED, json!({"id": order})).await["conversion"].take() };
    world.until("a judgement", ask, |sale| !sale["judgedAt"].is_null()).await
}

fn signals(sale: &Value) -> Vec<&str> {
    let mut signals: Vec<&str> = sale["fraudFindings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["signal"].as_str().unwrap())
        .collect();
    signals.sort_unstable();
    signals
}

fn found<'a>(sale: &'a Value, signal: &str) -> &'a Value {
    let all = sale["fraudFindings"].as_array().unwrap();
    all.iter().find(|found| found["signal"] == signal).unwrap_or_else(|| panic!("no {signal}: {sale:#}"))
}

async fn set(shop: &Brand, thresholds: Value) {
    shop.owner.mutate("fraudThresholdsUpdate", thresholds, "fraudThresholds { holdAt }").await;
}

/// What a commission of the sale is now.
async fn until_state(world: &World, shop: &Brand, order: &str, state: &str) -> Value {
    let ask = || async { shop.owner.query(JUDGED, json!({"id": order})).await["conversion"].take() };
    world.until(state, ask, |sale| sale["commissions"][0]["state"] == state).await
}

/// One visit with these headers: the click id it gave, and the click's cookie.
async fn visit(world: &World, slug: &str, headers: &[(&str, &str)]) -> (String, String) {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .build()
        .unwrap();
    let mut call = http.request(Method::GET, format!("{}/r/{slug}", world.url));
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    let answer = call.send().await.unwrap();
    let location: url::Url = answer.headers()[header::LOCATION].to_str().unwrap().parse().unwrap();
    let click = location.query_pairs().find(|(name, _)| name == "trb_click").unwrap().1.into_owned();
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
    (click, cookie)
}

/// Waits until the log has come to this many clicks.
async fn until_clicks(world: &World, count: usize) {
    let ask = || world.sql("SELECT id FROM touches WHERE kind = 'CLICK'");
    world.until("clicks", ask, |rows| rows.len() == count).await;
}

#[tokio::test]
async fn an_innocent_sale_is_judged_once_and_paid_for() {
    let world = World::new().await;
    let (shop, _, joe) = shop(&world).await;
    let input = json!({"code": "JOE", "customer": "ann", "customerEmail": "ann@buyers.test"});
    shop.sale("o-1", 10_000, input).await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((&sale["fraudScore"], &sale["fraudFindings"]), (&json!(0), &json!([])));
    let sale = until_state(&world, &shop, "o-1", "PAYABLE").await;
    assert_eq!(sale["commissions"][0]["holdReason"], Value::Null);
    // A lead that is worth nothing, and a sale nobody helped with, are judged as well.
    let lead = json!({"kind": "LEAD", "externalId": "l-1", "currency": "GBP", "idempotencyKey": "l-1"});
    shop.owner.mutate("conversionRecord", lead, "conversion { id }").await;
    shop.sale("o-2", 10_000, json!({"customerEmail": "x@mailinator.com"})).await;
    let ask = || world.sql("SELECT id FROM conversions WHERE judged_at IS NULL");
    world.until("every judgement", ask, Vec::is_empty).await;
    // However often the loop runs, what is judged stays as it is.
    let stands = "SELECT judged_at, fraud_score FROM conversions ORDER BY id";
    let before = world.sql(stands).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(world.sql(stands).await, before);
    assert_eq!(world.sql("SELECT id FROM fraud_findings").await.len(), 0);
    drop(joe);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn who_buys_by_their_own_code_is_held_and_a_person_decides() {
    let world = World::new().await;
    let (shop, _, joe) = shop(&world).await;
    shop.fund(&world, 50_000).await;
    joe.onboard(&world).await;
    let own = json!({"code": "JOE", "customer": "c-1", "customerEmail": " Joe+Shop@People.test "});
    let recorded = shop.sale("o-1", 10_000, own.clone()).await;
    shop.sale("o-2", 4_000, own).await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((&sale["fraudScore"], signals(&sale)), (&json!(100), vec!["SELF_REFERRAL_EMAIL"]));
    let finding = found(&sale, "SELF_REFERRAL_EMAIL");
    assert_eq!((&finding["points"], &finding["payee"]["name"]), (&json!(100), &json!("Joe")));
    assert!(finding["evidence"]["affiliate"].as_str().unwrap().starts_with("affiliate_"), "{finding}");
    assert_eq!(finding["conversion"]["externalId"], "o-1");
    let commission = &sale["commissions"][0];
    assert_eq!(commission["state"], "HELD");
    assert_eq!(commission["holdReason"], "Held for review: the buyer's e-mail is the affiliate's own.");
    assert_eq!(commission["fraudFindings"], json!([{"signal": "SELF_REFERRAL_EMAIL"}]));
    judged(&world, &shop, "o-2").await;

    // The brand finds what waits, each with its findings; and each by its id.
    let list = "{ commissions(first: 10, filter: {state: HELD}) { nodes { id holdReason fraudFindings { id signal evidence } } } }";
    let held = shop.owner.query(list, json!({})).await;
    assert_eq!(held["commissions"]["nodes"].as_array().unwrap().len(), 2, "{held}");
    let node = "query($id: ID!) { node(id: $id) { id ... on FraudFinding { signal foundAt } } }";
    let node = shop.owner.query(node, json!({"id": finding["id"]})).await;
    assert_eq!(node["node"]["signal"], "SELF_REFERRAL_EMAIL");
    // It says who held it and for what.
    let lines = world
        .sql("SELECT actor, before, detail FROM audit_log WHERE action = 'commissionHold' ORDER BY id")
        .await;
    assert_eq!((lines.len(), &lines[0]["actor"]), (2, &json!("job:judge_conversions")));
    assert_eq!(lines[0]["before"], json!({"state": "PENDING"}));
    assert_eq!(lines[0]["detail"]["signals"], json!(["SELF_REFERRAL_EMAIL"]));

    // The affiliate reads that it is looked at, and nothing to learn from.
    let theirs = "{ viewer { affiliate { commissions(first: 10) { nodes { standing { phase note } } } } } }";
    let theirs = joe.graph.query(theirs, json!({})).await;
    let standing = &theirs["viewer"]["affiliate"]["commissions"]["nodes"][0]["standing"];
    assert_eq!(*standing, json!({"phase": "HELD", "note": "Held for review by the brand."}));

    // Nobody finds the buyer's e-mail anywhere.
    for table in
        ["conversions", "fraud_findings", "idempotency_keys", "audit_log", "customers", "touches", "outbox"]
    {
        let text = world.sql(&format!("SELECT lower(t::text) AS text FROM {table} t")).await;
        assert!(text.iter().all(|row| !row["text"].as_str().unwrap().contains("joe+shop")), "{table}");
    }

    // Let go, it is paid, and not held again; the other is taken back.
    let release = json!({"commissionId": commission["id"]});
    shop.owner.mutate("commissionRelease", release, "commission { state }").await;
    let sale = until_state(&world, &shop, "o-1", "PAYABLE").await;
    assert_eq!((&sale["commissions"][0]["holdReason"], &sale["fraudScore"]), (&Value::Null, &json!(100)));
    let other = judged(&world, &shop, "o-2").await;
    let void = json!({"commissionId": other["commissions"][0]["id"], "reason": "own purchase", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", void, "commission { state voidReason }").await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(shop.commissions().await, json!({"PAID": 1_000, "VOID": 400}));
    // A refund of what was held and paid still comes back as it does.
    shop.refund(&recorded, "r-1", json!({"amountMinor": 5_000})).await;
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_hold_takes_the_corrections_of_a_commission_along() {
    let mut world = World::without_worker().await;
    let (shop, _, _) = shop(&world).await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE", "customerEmail": "joe@people.test"})).await;
    shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;
    world.start_worker().await;
    judged(&world, &shop, "o-1").await;
    assert_eq!(shop.commissions().await, json!({"HELD": 600}));
    let id = json!({"commissionId": sale["commissions"][0]["id"]});
    shop.owner.mutate("commissionRelease", id, "commission { state }").await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    assert_eq!(shop.commissions().await, json!({"PAYABLE": 600}));
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_browser_the_affiliate_signs_in_with_is_known_where_it_may_be_followed() {
    let world = World::new().await;
    let (shop, program, joe) = shop(&world).await;
    let mia = shop.affiliate(&world, &program, "Mia").await;
    set(&shop, json!({"points": [{"signal": "TOO_SOON", "points": 0}]})).await;
    let (his, hers) = (shop.link(&joe, None).await, shop.link(&mia, None).await);
    let consent = format!("trb_consent={}", shop.tenant);
    let followed = [("user-agent", BROWSER), ("cookie", consent.as_str())];
    let (his_click, his_cookie) = visit(&world, &his, &followed).await;
    let (her_click, her_cookie) = visit(&world, &hers, &[("user-agent", ANOTHER)]).await;

    let sign_in = |email: &str| json!({"email": email, "password": PASSWORD});
    let mut browser = Browser::at(&world.url, "203.0.113.1")
        .with_cookie("trb_click", &his_cookie)
        .with_cookie("trb_consent", &shop.tenant);
    let signed_in = browser.mutate("signIn", sign_in("joe@people.test"), "session { accessToken }").await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    // Hers may not be followed, and is not.
    let mut unfollowed = Browser::at(&world.url, "203.0.113.2").with_cookie("trb_click", &her_cookie);
    unfollowed.mutate("signIn", sign_in("mia@people.test"), "session { accessToken }").await;
    assert_eq!(world.sql("SELECT visitor_id FROM affiliate_browsers").await.len(), 1);
    // Once more, by the session that goes on, it is the same one.
    browser.mutate("tokenRefresh", json!({}), "session { accessToken }").await;
    assert_eq!(world.sql("SELECT visitor_id FROM affiliate_browsers").await.len(), 1);

    shop.sale("o-1", 10_000, json!({"clickIds": [his_click]})).await;
    shop.sale("o-2", 10_000, json!({"clickIds": [her_click]})).await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!(
        (signals(&sale), &sale["commissions"][0]["state"]),
        (vec!["SELF_REFERRAL_DEVICE"], &json!("HELD"))
    );
    let evidence = &found(&sale, "SELF_REFERRAL_DEVICE")["evidence"];
    assert!(
        evidence["visitor"].as_str().unwrap().starts_with("visitor_") && evidence["browsers"] == 1,
        "{evidence}"
    );
    assert_eq!(signals(&judged(&world, &shop, "o-2").await), Vec::<&str>::new());
    // What somebody buys in his browser by another's code concerns the other as little.
    shop.code(&mia, "MIA").await;
    let (click, _) = visit(
        &world,
        &hers,
        &[
            ("user-agent", BROWSER),
            ("cookie", &format!("trb_consent={}; trb_click={his_cookie}", shop.tenant)),
        ],
    )
    .await;
    shop.sale("o-3", 10_000, json!({"clickIds": [click]})).await;
    let sale = judged(&world, &shop, "o-3").await;
    assert!(!sale["commissions"].as_array().unwrap().is_empty());
    assert!(
        sale["commissions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["payee"]["name"] != "Mia" || c["state"] != "HELD"),
        "{sale:#}"
    );
}

#[tokio::test]
async fn affiliates_of_one_bank_account_are_found() {
    let world = World::new().await;
    let (shop, program, joe) = shop(&world).await;
    let mia = shop.affiliate(&world, &program, "Mia").await;
    let zoe = shop.affiliate(&world, &program, "Zoe").await;
    shop.code(&zoe, "ZOE").await;
    joe.onboard_with_bank(&world, "000123456789").await;
    mia.onboard_with_bank(&world, "000123456789").await;
    zoe.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE", "customerEmail": "ann@buyers.test"})).await;
    shop.sale("o-2", 10_000, json!({"code": "JOE", "customerEmail": "mia@people.test"})).await;
    shop.sale("o-3", 10_000, json!({"code": "ZOE", "customerEmail": "mia@people.test"})).await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((signals(&sale), &sale["fraudScore"]), (vec!["SHARED_PAYOUT_ACCOUNT"], &json!(25)));
    assert_eq!(found(&sale, "SHARED_PAYOUT_ACCOUNT")["evidence"]["count"], 1);
    until_state(&world, &shop, "o-1", "PAYABLE").await;
    let sale = judged(&world, &shop, "o-2").await;
    assert_eq!(signals(&sale), ["SELF_REFERRAL_PAYOUT_ACCOUNT", "SHARED_PAYOUT_ACCOUNT"]);
    assert_eq!((&sale["fraudScore"], &sale["commissions"][0]["state"]), (&json!(100), &json!("HELD")));
    // Another's bank account is another's.
    assert_eq!(signals(&judged(&world, &shop, "o-3").await), Vec::<&str>::new());
}

#[tokio::test]
async fn floods_and_repeats_are_found_by_the_tenants_own_thresholds_alone() {
    let world = World::new().await;
    let (strict, _, joe) = shop(&world).await;
    let lax = world.brand("Lax").await;
    let program = lax.program("AFFILIATES", 1_000, 0).await;
    let mia = lax.affiliate(&world, &program, "Mia").await;
    set(&strict, json!({"floodClicksPerHour": 6, "duplicatePercent": 50, "duplicateClicksMin": 6})).await;
    let (his, hers) = (strict.link(&joe, None).await, lax.link(&mia, None).await);
    for slug in [&his, &hers] {
        for _ in 0..5 {
            world.follow(slug, BROWSER).await;
        }
    }
    let (his_click, _) = visit(&world, &his, &[("user-agent", ANOTHER)]).await;
    let (her_click, _) = visit(&world, &hers, &[("user-agent", ANOTHER)]).await;
    until_clicks(&world, 12).await;
    strict.sale("o-1", 10_000, json!({"clickIds": [his_click]})).await;
    let sale = judged(&world, &strict, "o-1").await;
    assert_eq!(signals(&sale), ["CLICK_FLOOD", "DUPLICATE_VISITORS", "TOO_SOON"]);
    assert_eq!((&sale["fraudScore"], &sale["commissions"][0]["state"]), (&json!(100), &json!("HELD")));
    let flood = &found(&sale, "CLICK_FLOOD")["evidence"];
    assert_eq!((&flood["clicks"], &flood["allowed"]), (&json!(6), &json!(6)));
    let repeats = &found(&sale, "DUPLICATE_VISITORS")["evidence"];
    assert_eq!((&repeats["clicks"], &repeats["repeats"]), (&json!(6), &json!(4)));
    // The other brand's thresholds are its own: the same clicks say nothing there.
    lax.sale("o-1", 10_000, json!({"clickIds": [her_click]})).await;
    let sale = judged(&world, &lax, "o-1").await;
    assert_eq!((signals(&sale), &sale["fraudScore"]), (vec!["TOO_SOON"], &json!(30)));
    until_state(&world, &lax, "o-1", "PAYABLE").await;
    // A signal that is off finds nothing; one more click would be needed for the other.
    let off = json!({"points": [{"signal": "CLICK_FLOOD", "points": 0}], "duplicateClicksMin": 7});
    set(&strict, off).await;
    strict.sale("o-2", 10_000, json!({"clickIds": [his_click]})).await;
    assert_eq!(signals(&judged(&world, &strict, "o-2").await), ["TOO_SOON"]);
}

#[tokio::test]
async fn a_sale_sooner_than_somebody_can_buy_is_found_and_held_where_the_tenant_says_so() {
    let world = World::new().await;
    let (shop, _, joe) = shop(&world).await;
    let slug = shop.link(&joe, None).await;
    let click = world.click(&slug).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((signals(&sale), &sale["fraudScore"]), (vec!["TOO_SOON"], &json!(30)));
    let evidence = &found(&sale, "TOO_SOON")["evidence"];
    assert!(evidence["seconds"].as_i64().unwrap() < 10 && evidence["least"] == 10, "{evidence}");
    until_state(&world, &shop, "o-1", "PAYABLE").await;
    set(&shop, json!({"points": [{"signal": "TOO_SOON", "points": 70}], "tooSoonSeconds": 3600})).await;
    shop.sale("o-2", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(judged(&world, &shop, "o-2").await["commissions"][0]["state"], "HELD");
    set(&shop, json!({"tooSoonSeconds": 1})).await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    shop.sale("o-3", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(signals(&judged(&world, &shop, "o-3").await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_code_that_is_passed_around_is_found() {
    let world = World::new().await;
    let (shop, _, joe) = shop(&world).await;
    let slug = shop.link(&joe, None).await;
    set(
        &shop,
        json!({"leakedUsesMin": 3, "leakedPercent": 75, "points": [{"signal": "TOO_SOON", "points": 0}]}),
    )
    .await;
    for n in 1..=2 {
        shop.sale(&format!("o-{n}"), 1_000, json!({"code": "JOE"})).await;
        assert_eq!(signals(&judged(&world, &shop, &format!("o-{n}")).await), Vec::<&str>::new());
    }
    // The third comes by his link as well: two of three are fewer than 75 percent.
    let (click, _) =
        visit(&world, &slug, &[("user-agent", BROWSER), ("referer", "https://blog.example/post")]).await;
    until_clicks(&world, 1).await;
    shop.sale("o-3", 1_000, json!({"code": "JOE", "clickIds": [click]})).await;
    assert_eq!(signals(&judged(&world, &shop, "o-3").await), Vec::<&str>::new());
    // Three of four are not.
    shop.sale("o-4", 1_000, json!({"code": "JOE"})).await;
    let sale = judged(&world, &shop, "o-4").await;
    assert_eq!(signals(&sale), ["LEAKED_CODE"]);
    assert_eq!(found(&sale, "LEAKED_CODE")["evidence"], json!({"uses": 4, "withoutClick": 3}));
    // Whoever comes from a coupon site, known or the tenant's own, is one by themselves.
    set(&shop, json!({"leakedUsesMin": 1_000, "couponHosts": ["deals.example"]})).await;
    for (n, agent, host) in
        [(5, ANOTHER, "www.retailmenot.com"), (6, "Mozilla/5.0 Firefox/140.0", "deals.example")]
    {
        let referrer = format!("https://{host}/joe");
        let (click, _) = visit(&world, &slug, &[("user-agent", agent), ("referer", &referrer)]).await;
        until_clicks(&world, n - 3).await;
        let order = format!("o-{n}");
        shop.sale(&order, 1_000, json!({"code": "JOE", "clickIds": [click]})).await;
        let sale = judged(&world, &shop, &order).await;
        assert_eq!(found(&sale, "LEAKED_CODE")["evidence"]["host"], host);
    }
    shop.until_all_commissions(&world, "PAYABLE").await;
}

#[tokio::test]
async fn disposable_mailboxes_and_banned_referrers_are_found() {
    let world = World::new().await;
    let (shop, _, joe) = shop(&world).await;
    let slug = shop.link(&joe, None).await;
    // By the other door, where what cannot be an e-mail is refused as well.
    let key = shop.key("SECRET").await;
    let post = |body: Value| {
        let call = key.request(Method::POST, "/v1/conversions").json(&body);
        async move { call.send().await.unwrap() }
    };
    let sale = |email: &str| {
        json!({"kind": "SALE", "externalId": "o-1", "currency": "GBP", "amountMinor": 5_000,
        "code": "JOE", "customerEmail": email})
    };
    let refused = post(sale("no e-mail")).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("EMAIL_INVALID"));
    assert_eq!(post(sale("x@eu.mailinator.com")).await.status(), 201);
    // A repeat finds the first, whatever it says of the buyer.
    assert_eq!(post(sale("y@buyers.test")).await.status(), 200);
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((signals(&sale), &sale["fraudScore"]), (vec!["DISPOSABLE_EMAIL"], &json!(25)));
    let finding = found(&sale, "DISPOSABLE_EMAIL");
    assert_eq!((&finding["payee"], &finding["evidence"]), (&Value::Null, &json!({"disposable": true})));
    assert_eq!(sale["commissions"][0]["fraudFindings"], json!([{"signal": "DISPOSABLE_EMAIL"}]));
    until_state(&world, &shop, "o-1", "PAYABLE").await;

    set(&shop, json!({"bannedReferrers": ["spam.example"]})).await;
    let referrer = [("user-agent", BROWSER), ("referer", "https://a.spam.example/page?who=me")];
    let (click, _) = visit(&world, &slug, &referrer).await;
    until_clicks(&world, 1).await;
    shop.sale("o-2", 10_000, json!({"clickIds": [click]})).await;
    let sale = judged(&world, &shop, "o-2").await;
    assert_eq!(signals(&sale), ["BANNED_REFERRER", "TOO_SOON"]);
    assert_eq!(found(&sale, "BANNED_REFERRER")["evidence"]["host"], "a.spam.example");
    assert_eq!(sale["commissions"][0]["state"], "HELD");
}

#[tokio::test]
async fn a_referrer_that_comes_after_the_sale_is_found_as_well() {
    let mut world = World::without_worker().await;
    let (shop, _, joe) = shop(&world).await;
    let slug = shop.link(&joe, None).await;
    set(&shop, json!({"bannedReferrers": ["spam.example"]})).await;
    let referrer = [("user-agent", BROWSER), ("referer", "https://spam.example/page")];
    let (click, _) = visit(&world, &slug, &referrer).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    let hosts = "SELECT referrer_host FROM touches";
    assert_eq!(world.sql(hosts).await[0]["referrer_host"], Value::Null, "the click id does not say it");
    // As if it had been judged before the log came.
    world.break_with("UPDATE conversions SET judged_at = now(), fraud_score = 0").await;
    world.start_worker().await;
    let found = || world.sql("SELECT signal, evidence FROM fraud_findings WHERE signal = 'BANNED_REFERRER'");
    world.until("finding", found, |rows| rows.len() == 1).await;
    assert_eq!(world.sql(hosts).await[0]["referrer_host"], "spam.example");
}

#[tokio::test]
async fn nothing_matures_unjudged() {
    let world = World::new().await;
    let (shop, _, _) = shop(&world).await;
    // What cannot be read keeps the whole tenant from being judged; another's goes on.
    world
        .break_with("INSERT INTO fraud_thresholds (tenant_id, thresholds, updated_at) SELECT id, '{}', now() FROM tenants")
        .await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let other = world.brand("Other").await;
    let program = other.program("AFFILIATES", 1_000, 0).await;
    let mia = other.affiliate(&world, &program, "Mia").await;
    other.code(&mia, "MIA").await;
    other.sale("o-1", 10_000, json!({"code": "MIA"})).await;
    other.until_all_commissions(&world, "PAYABLE").await;
    tokio::time::sleep(Duration::from_millis(3_000)).await;
    assert_eq!(shop.commissions().await, json!({"PENDING": 1_000}));
    world.break_with("DELETE FROM fraud_thresholds").await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    assert_eq!(judged(&world, &shop, "o-1").await["fraudScore"], 0);
}

#[tokio::test]
async fn what_a_person_has_let_go_is_not_held_again() {
    let mut world = World::without_worker().await;
    let (shop, _, _) = shop(&world).await;
    let own = json!({"code": "JOE", "customerEmail": "joe@people.test"});
    let sale = shop.sale("o-1", 10_000, own).await;
    let id = json!({"commissionId": sale["commissions"][0]["id"], "reason": "I look at it"});
    shop.owner.mutate("commissionHold", id.clone(), "commission { holdReason }").await;
    shop.owner.mutate("commissionRelease", id, "commission { state }").await;
    world.start_worker().await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!((signals(&sale), &sale["fraudScore"]), (vec!["SELF_REFERRAL_EMAIL"], &json!(100)));
    until_state(&world, &shop, "o-1", "PAYABLE").await;
    // Judged once more, as after another decision, it is not either, and nothing is found twice.
    world.break_with("UPDATE conversions SET judged_at = NULL").await;
    let sale = judged(&world, &shop, "o-1").await;
    assert_eq!(sale["fraudFindings"].as_array().unwrap().len(), 1);
    assert_eq!(sale["commissions"][0]["state"], "PAYABLE");
}

#[tokio::test]
async fn thresholds_are_refused_with_the_place_and_their_change_is_logged() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for (input, code, field) in [
        (json!({"holdAt": 0}), "OUT_OF_RANGE", "holdAt"),
        (json!({"points": [{"signal": "TOO_SOON", "points": 101}]}), "OUT_OF_RANGE", "points.0.points"),
        (
            json!({"points": [{"signal": "TOO_SOON", "points": 1}, {"signal": "CLICK_FLOOD", "points": 1},
                {"signal": "TOO_SOON", "points": 1}]}),
            "SIGNAL_TWICE",
            "points.2.signal",
        ),
        (json!({"bannedReferrers": ["https://spam.example"]}), "HOST_INVALID", "bannedReferrers.0"),
        (json!({"couponHosts": ["*.deals.example"]}), "HOST_INVALID", "couponHosts.0"),
    ] {
        let answer = shop.owner.attempt("fraudThresholdsUpdate", input, "fraudThresholds { holdAt }").await;
        let error = &answer["userErrors"][0];
        let path: Vec<&str> = std::iter::once("input").chain(field.split('.')).collect();
        assert_eq!((&error["code"], &error["field"]), (&json!(code), &json!(path)), "{answer}");
    }
    let ask =
        "{ fraudThresholds { holdAt tooSoonSeconds bannedReferrers updatedAt points { signal points } } }";
    let standard = shop.owner.query(ask, json!({})).await["fraudThresholds"].take();
    assert_eq!((&standard["holdAt"], &standard["updatedAt"]), (&json!(70), &Value::Null));
    assert_eq!(standard["points"].as_array().unwrap().len(), 10);
    let change = json!({"points": [{"signal": "TOO_SOON", "points": 0}], "bannedReferrers": ["B.example", "a.example"]});
    set(&shop, change).await;
    let stands = shop.owner.query(ask, json!({})).await["fraudThresholds"].take();
    assert_eq!(
        (&stands["holdAt"], &stands["bannedReferrers"]),
        (&json!(70), &json!(["a.example", "b.example"]))
    );
    assert!(stands["points"].as_array().unwrap().contains(&json!({"signal": "TOO_SOON", "points": 0})));
    let lines =
        world.sql("SELECT before, detail FROM audit_log WHERE action = 'fraudThresholdsUpdate'").await;
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["before"]["points"]["TOO_SOON"], &lines[0]["detail"]["points"]["TOO_SOON"]),
        (&json!(30), &json!(0))
    );
}
