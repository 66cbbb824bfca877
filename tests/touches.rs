//! Touches and who is behind them: consent, joins, windows, repeats, clocks and what arrives late.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Duration, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::click_id::ClickId;
use domain::conversion::{ConversionKind, Door, NewConversion};
use reqwest::{Method, header};
use serde_json::{Value, json};
use store::config::SecretConfig;
use store::touch::Touch;
use store::{SystemCtx, TenantTx, identity};

use crate::lists::{same, walk};
use crate::world::brand::minor;
use crate::world::{Affiliate, BROWSER, Brand, Gql, World, binary};

const MAPPING: &str = r#"
kind = "touches"
[columns]
external_id = "id"
kind = "kind"
link = "link"
code = "code"
moment = "moment"
date = "at"
customer = "customer"
visitor = "visitor"
consent = "consent"
[fixed]
moment_source = "api"
"#;
const HEADER: &str = "id,kind,link,code,moment,at,customer,visitor,consent\n";
const REPORT: &str = "report { read written alreadyThere refused { line externalId code } }";

/// A brand whose affiliates and creators earn 10 %, held for so many days; Joe with a link and the code JOE.
struct Shop {
    world: World,
    brand: Brand,
    joe: Affiliate,
    slug: String,
    /// What the brand's pages ask with.
    page: Gql,
    browsers: AtomicU32,
}

impl Shop {
    async fn open(world: World, hold_days: i32) -> Shop {
        let brand = world.brand("Shop").await;
        let program = brand.program("AFFILIATES", 1_000, hold_days).await;
        brand.program("CREATORS", 1_000, hold_days).await;
        let joe = brand.affiliate(&world, &program, "Joe").await;
        brand.code(&joe, "JOE").await;
        let slug = brand.link(&joe, None).await;
        let page = brand.key("PUBLISHABLE").await;
        Shop { world, brand, joe, slug, page, browsers: AtomicU32::new(0) }
    }

    /// A click id of a browser that was not here before, signed anew with the visitor's consent.
    async fn consenting_click(&self) -> String {
        let agent = format!("Mozilla/5.0 {}", self.browsers.fetch_add(1, Ordering::Relaxed));
        let (_, location) = self.world.follow(&self.slug, &agent).await;
        let location: url::Url = location.parse().unwrap();
        let click = location.query_pairs().find(|(name, _)| name == "trb_click").unwrap().1.into_owned();
        self.brand.consented(&click).await
    }

    async fn import(&self, rows: &str) -> Value {
        import(&self.brand.owner, rows).await
    }

    /// Imports one consenting click of a customer on Joe's link.
    async fn click_of(&self, customer: &str, at: DateTime<Utc>) {
        let id = format!("{customer}-{}", at.timestamp_micros());
        let report = self.import(&row(&id, "CLICK", &self.slug, at, customer, "true")).await;
        assert_eq!(report["written"], 1, "{report}");
    }

    async fn sale_at(&self, id: &str, at: DateTime<Utc>, more: Value) -> Value {
        self.conversion("SALE", id, at, more).await
    }

    async fn conversion(&self, kind: &str, id: &str, at: DateTime<Utc>, more: Value) -> Value {
        let mut all = json!({"kind": kind, "occurredAt": at});
        for (name, value) in more.as_object().unwrap() {
            all[name] = value.clone();
        }
        if kind == "LEAD" {
            all["lines"] = json!([]);
        }
        self.brand.sale(id, 10_000, all).await
    }

    /// The conversions that something asked to be decided again, by their external ids.
    async fn asked_again(&self) -> Vec<String> {
        let rows = self.world.sql("SELECT payload FROM outbox WHERE job = 'decide_again'").await;
        let mut found = Vec::new();
        for row in rows {
            let id = &row["payload"]["conversion"];
            let node = "query($id: ID!) { node(id: $id) { ... on Conversion { externalId } } }";
            let data = self.brand.owner.query(node, json!({"id": id})).await;
            found.push(data["node"]["externalId"].as_str().unwrap().to_owned());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    async fn touches(&self, count: usize) -> Vec<Value> {
        let query = "SELECT kind, verdict, occurred_at, visitor_id FROM touches ORDER BY occurred_at, id";
        self.world.until("touches", || self.world.sql(query), |rows| rows.len() == count).await
    }

    async fn edges(&self) -> usize {
        self.world.sql("SELECT 1 AS n FROM identity_edges WHERE first_seen_at IS NOT NULL").await.len()
    }
}

async fn import(caller: &Gql, rows: &str) -> Value {
    let input = json!({"format": "CSV", "mapping": MAPPING, "data": format!("{HEADER}{rows}")});
    caller.mutate("touchImport", input, REPORT).await["report"].take()
}

/// A row of a customer.
fn row(id: &str, kind: &str, target: &str, at: DateTime<Utc>, customer: &str, consent: &str) -> String {
    let targets = match kind {
        "CLICK" => format!("{target},,"),
        "CODE" => format!(",{target},"),
        _ => format!(",,{target}"),
    };
    format!("{id},{kind},{targets},{},{customer},,{consent}\n", at.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

fn now() -> DateTime<Utc> {
    store::Clock::system().now()
}

/// A visitor's word. Returns the cookie that is set, and the click ids signed anew.
async fn consent(page: &Gql, word: bool, clicks: &[&str]) -> (String, Value) {
    let body = json!({"consent": word, "clickIds": clicks});
    let answer = page.request(Method::POST, "/v1/consent").json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    (cookie, answer.json::<Value>().await.unwrap()["clickIds"].take())
}

/// What became of a report of these events.
async fn report(page: &Gql, events: Value) -> Value {
    let call = page.request(Method::POST, "/v1/events").header("user-agent", BROWSER);
    call.json(&json!({"events": events})).send().await.unwrap().json().await.unwrap()
}

/// Who is credited, by role.
fn roles(sale: &Value) -> Vec<&str> {
    let credits = sale["attribution"]["credits"].as_array().unwrap();
    let mut roles: Vec<&str> = credits.iter().map(|c| c["role"].as_str().unwrap()).collect();
    roles.sort_unstable();
    roles
}

fn standings(sale: &Value) -> Vec<&str> {
    let candidates = sale["attribution"]["why"]["candidates"].as_array().unwrap();
    candidates.iter().map(|c| c["standing"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn without_consent_a_click_helps_its_own_sale_and_no_other() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let click = shop.world.click(&shop.slug).await;
    let by = json!({"clickIds": [click], "customer": "ann"});
    let first = shop.brand.sale("o-1", 10_000, by).await;
    assert_eq!(roles(&first), ["AFFILIATE"], "its own sale");
    assert_eq!(shop.edges().await, 0, "nobody is joined");
    // Even with nothing bought in between, her next conversion knows nothing of it.
    let later =
        shop.conversion("LEAD", "o-2", now() - Duration::seconds(1), json!({"customer": "ann"})).await;
    assert_eq!(later["state"], "UNATTRIBUTED");
    assert_eq!(standings(&later), Vec::<&str>::new());
}

#[tokio::test]
async fn with_consent_a_browser_is_its_customers_for_thirty_days() {
    let shop = Shop::open(World::new().await, 30).await;
    let moment = now();
    for (customer, days, joined) in [("in", 29, true), ("out", 31, false)] {
        // The customer is seen with the browser so many days ago: a lead, which resets nothing.
        let click = shop.consenting_click().await;
        let met = moment - Duration::days(days);
        let by = json!({"clickIds": [click], "customer": customer});
        shop.conversion("LEAD", &format!("lead-{customer}"), met, by).await;
        let sale = shop.brand.sale(&format!("sale-{customer}"), 10_000, json!({"customer": customer})).await;
        let expected = if joined { vec!["AFFILIATE"] } else { vec![] };
        assert_eq!(roles(&sale), expected, "{customer}");
    }
    // Seen again, it counts for longer.
    let click = shop.consenting_click().await;
    let by = |click: &str| json!({"clickIds": [click], "customer": "out"});
    shop.conversion("LEAD", "again", moment - Duration::days(2), by(&click)).await;
    let edges = shop.world.sql("SELECT 1 AS n FROM identity_edges WHERE seen_at > first_seen_at").await;
    assert_eq!(edges.len(), 0, "another browser, another edge");
    shop.conversion("LEAD", "once more", moment - Duration::days(1), by(&click)).await;
    let edges = shop.world.sql("SELECT 1 AS n FROM identity_edges WHERE seen_at > first_seen_at").await;
    assert_eq!(edges.len(), 1, "the same one, seen later");
}

#[tokio::test]
async fn a_visitors_word_is_signed_into_their_clicks_and_can_be_taken_back() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let other = shop.world.brand("Other").await;
    let click = shop.world.click(&shop.slug).await;
    // Another brand's key signs nothing of ours.
    let (_, signed) = consent(&other.owner, true, &[&click, "made up"]).await;
    assert_eq!(signed, json!([null, null]));
    let (cookie, signed) = consent(&shop.page, true, &[&click, "made up"]).await;
    let yes = signed[0].as_str().unwrap();
    assert!(yes != click && signed[1].is_null(), "{signed}");
    assert!(cookie.starts_with(&format!("trb_consent={};", shop.brand.tenant)), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert_eq!(consent(&shop.page, false, &[yes]).await.1[0], json!(click), "taken back, it is what it was");

    // With the cookie every click says so, of the same visitor; without, each is another's.
    let word = cookie.split(';').next().unwrap();
    let visit = async |cookies: &str, agent: &str| {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([])
            .build()
            .unwrap();
        let call = http.get(format!("{}/r/{}", shop.world.url, shop.slug)).header("user-agent", agent);
        let answer = call.header("cookie", cookies).send().await.unwrap();
        let cookie =
            answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let click = cookie.split_once('=').unwrap().1.to_owned();
        (cookie, click)
    };
    let (first_cookie, first) = visit(word, "Mozilla/5.0 one").await;
    let (_, second) = visit(&format!("{word}; {first_cookie}"), "Mozilla/5.0 two").await;
    let (_, silent) = visit(&first_cookie, "Mozilla/5.0 three").await;
    for (n, click) in [&first, &second, &silent].into_iter().enumerate() {
        shop.brand.sale(&format!("o-{n}"), 10_000, json!({"clickIds": [click], "customer": "ann"})).await;
    }
    let visitors = shop.world.sql("SELECT count(DISTINCT visitor_id) AS n FROM touches").await;
    assert_eq!(visitors[0]["n"], 2, "two of the three clicks are one visitor's");
    assert_eq!(shop.edges().await, 1);
    // Her word taken back, the next sale knows nothing of that browser.
    consent(&shop.page, false, &[&second]).await;
    assert_eq!(shop.edges().await, 0);

    let too_many = json!({"consent": true, "clickIds": vec!["x"; 11]});
    let answer = shop.page.request(Method::POST, "/v1/consent").json(&too_many).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let answer = shop.world.stranger().request(Method::POST, "/v1/consent").json(&json!({"consent": true}));
    assert_eq!(answer.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn visitors_and_customers_are_joined_by_click_id_by_customer_and_by_code() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let hour = now() - Duration::hours(1);
    let click = shop.world.click(&shop.slug).await;
    let by_click = shop.brand.sale("by-click", 10_000, json!({"clickIds": [click]})).await;
    let by_code = shop.brand.sale("by-code", 10_000, json!({"code": "joe"})).await;
    shop.click_of("ann", hour).await;
    let by_customer = shop.brand.sale("by-customer", 10_000, json!({"customer": "ann"})).await;
    for sale in [&by_click, &by_code, &by_customer] {
        assert_eq!((roles(sale), minor(&sale["attribution"]["pool"])), (vec!["AFFILIATE"], 1_000), "{sale}");
    }
    // A customer's imported touch without consent is kept and joins nobody.
    shop.import(&row("silent", "CLICK", &shop.slug, hour, "bea", "false")).await;
    let sale = shop.brand.sale("silent", 10_000, json!({"customer": "bea"})).await;
    assert_eq!(sale["state"], "UNATTRIBUTED");
    shop.world.assert_ledger_sound().await;
}

#[tokio::test]
async fn clicks_count_thirty_days_and_views_one() {
    let shop = Shop::open(World::new().await, 30).await;
    let (moment, token) = shop.brand.review_by("ann").await;
    let click = shop.consenting_click().await;
    let view = json!({"kind": "MOMENT_VIEW", "momentId": moment, "token": token, "clickId": click});
    assert_eq!(report(&shop.page, json!([view])).await["accepted"], 1);
    shop.touches(2).await;
    let at = now();
    let set = async |kind: &str, at: DateTime<Utc>| {
        let at = at.format("%Y-%m-%dT%H:%M:%S%.6fZ");
        shop.world
            .break_with(&format!("UPDATE touches SET occurred_at = '{at}' WHERE kind = '{kind}'"))
            .await;
    };
    let (instant, day, month) = (Duration::microseconds(1), Duration::days(1), Duration::days(30));
    for (n, (clicked, seen, expected)) in [
        (at - month + instant, at - day + instant, vec!["AFFILIATE", "CREATOR"]),
        (at - month, at - day + instant, vec!["CREATOR"]),
        (at - month + instant, at - day, vec!["AFFILIATE"]),
        (at - month, at - day, vec![]),
    ]
    .into_iter()
    .enumerate()
    {
        set("CLICK", clicked).await;
        set("MOMENT_VIEW", seen).await;
        let sale = shop.sale_at(&format!("o-{n}"), at, json!({"clickIds": [click]})).await;
        assert_eq!(roles(&sale), expected, "{n}: {sale}");
    }
}

#[tokio::test]
async fn a_sale_begins_a_new_path_and_a_lead_does_not() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let at = |hours: i64| now() - Duration::hours(hours);
    let ann = json!({"customer": "ann"});
    shop.click_of("ann", at(10)).await;
    let lead = shop.conversion("LEAD", "lead", at(9), ann.clone()).await;
    let first = shop.sale_at("first", at(8), ann.clone()).await;
    let second = shop.sale_at("second", at(6), ann.clone()).await;
    shop.click_of("ann", at(5)).await;
    let third = shop.sale_at("third", at(4), ann.clone()).await;
    assert_eq!((roles(&lead), roles(&first)), (vec!["AFFILIATE"], vec!["AFFILIATE"]));
    assert_eq!(
        (second["state"].as_str(), standings(&second)),
        (Some("UNATTRIBUTED"), vec!["BEFORE_PREVIOUS_SALE"])
    );
    assert_eq!(standings(&third), ["BEFORE_PREVIOUS_SALE", "ELIGIBLE"]);
    // Another customer's sale is no reset.
    shop.click_of("bea", at(10)).await;
    assert_eq!(roles(&shop.sale_at("bea", at(3), json!({"customer": "bea"})).await), ["AFFILIATE"]);
}

#[tokio::test]
async fn a_repeat_within_the_hour_is_told_apart_at_every_door() {
    let shop = Shop::open(World::new().await, 30).await;
    let other = shop.brand.link(&shop.joe, None).await;
    let (moment, token) = shop.brand.review_by("ann").await;
    // The redirect: per link and visitor.
    for (slug, agent) in [(&shop.slug, "one"), (&shop.slug, "one"), (&other, "one"), (&shop.slug, "two")] {
        assert_eq!(shop.world.follow(slug, &format!("Mozilla/5.0 {agent}")).await.0, 302);
    }
    let rows = shop.touches(4).await;
    let verdicts: Vec<&str> = rows.iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["VALID", "DUPLICATE", "VALID", "VALID"]);
    // The collector: per moment, kind and visitor. One behind the same address is another by their click id.
    let click = shop.consenting_click().await;
    let event = |kind: &str| json!({"kind": kind, "momentId": moment, "token": token});
    let mut known = event("MOMENT_VIEW");
    known["clickId"] = json!(click);
    for one in [event("MOMENT_VIEW"), event("MOMENT_VIEW"), event("MOMENT_CLICK"), known.clone(), known] {
        assert_eq!(report(&shop.page, json!([one])).await["accepted"], 1);
    }
    let rows = shop.touches(10).await;
    let verdicts: Vec<&str> = rows[5..].iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["VALID", "DUPLICATE", "VALID", "VALID", "DUPLICATE"]);

    // The import: by its own rows, in whatever order, and by what stands.
    let day = DateTime::from_timestamp(now().timestamp() / 86_400 * 86_400, 0).unwrap() - Duration::days(2);
    let at = |minutes: i64| day + Duration::minutes(600 + minutes);
    let click = |id: &str, minutes, customer: &str| row(id, "CLICK", &shop.slug, at(minutes), customer, "no");
    let rows = [
        click("at-60", 60, "ann"),
        click("at-59", 59, "ann"),
        click("at-0", 0, "ann"),
        click("bea", 30, "bea"),
        row("elsewhere", "CLICK", &other, at(30), "ann", "no"),
        row("code", "CODE", "JOE", at(30), "ann", "no"),
    ];
    assert_eq!(shop.import(&rows.concat()).await["written"], 6);
    let more = [click("at--59", -59, "ann"), click("at--60", -60, "ann")];
    assert_eq!(shop.import(&more.concat()).await["written"], 2);
    let imported = &shop.touches(18).await[..8];
    let expected = ["VALID", "DUPLICATE", "VALID", "VALID", "VALID", "VALID", "DUPLICATE", "VALID"];
    let verdicts: Vec<&str> = imported.iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, expected);
    let days = shop.world.sql("SELECT sum(valid)::bigint AS valid, sum(duplicate)::bigint AS duplicate FROM link_days WHERE day < now() - interval '1 day'").await;
    assert_eq!(days[0], json!({"valid": 5, "duplicate": 2}), "they are counted as other clicks are");
}

#[tokio::test]
async fn a_clock_that_is_ahead_is_clamped_within_five_minutes_and_refused_beyond() {
    let shop = Shop::open(World::new().await, 30).await;
    let (moment, token) = shop.brand.review_by("ann").await;
    let view = |ahead: i64| json!({"kind": "MOMENT_VIEW", "momentId": moment, "token": token, "occurredAt": now() + Duration::seconds(ahead)});
    let answer = report(&shop.page, json!([view(290), view(310)])).await;
    assert_eq!(answer, json!({"accepted": 1, "refused": [{"index": 1, "code": "IN_FUTURE"}]}));
    let ahead = |seconds| now() + Duration::seconds(seconds);
    let rows = [
        row("near", "CLICK", &shop.slug, ahead(290), "ann", "true"),
        row("far", "CLICK", &shop.slug, ahead(310), "bea", "true"),
        row("old", "CLICK", &shop.slug, now() - Duration::days(740), "cat", "true"),
    ];
    let report = shop.import(&rows.concat()).await;
    let refused = json!([{"line": "3", "externalId": "far", "code": "IN_FUTURE"}, {"line": "4", "externalId": "old", "code": "TOO_OLD"}]);
    assert_eq!((&report["written"], &report["refused"]), (&json!(1), &refused));
    let later = shop.world.sql("SELECT 1 AS n FROM touches WHERE occurred_at > now()").await;
    assert!(later.is_empty() && shop.touches(2).await.len() == 2, "{later:?}");
    // A conversion's clock likewise; its own click, a moment before by our clock, counts.
    let click = shop.world.click(&shop.slug).await;
    let sale = shop.sale_at("ahead", ahead(290), json!({"clickIds": [click]})).await;
    assert_eq!(roles(&sale), ["AFFILIATE"]);
    let input = json!({"kind": "SALE", "externalId": "far", "currency": "GBP", "amountMinor": 100,
        "occurredAt": ahead(310), "idempotencyKey": "far"});
    assert_eq!(shop.brand.owner.refused("conversionRecord", input).await, "IN_FUTURE");
}

#[tokio::test]
async fn a_touch_that_arrives_late_asks_that_its_conversions_be_decided_again() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let at = |hours: i64| now() - Duration::hours(hours);
    let (moment, token) = shop.brand.review_by("cat").await;
    // Customers with consenting touches, and a sale whose only tie is its click id.
    for customer in ["ann", "bea"] {
        shop.click_of(customer, at(50)).await;
        shop.sale_at(&format!("{customer}-early"), at(40), json!({"customer": customer})).await;
        shop.sale_at(&format!("{customer}-late"), at(20), json!({"customer": customer})).await;
    }
    let click = shop.consenting_click().await;
    shop.sale_at("anonymous", now(), json!({"clickIds": [click]})).await;
    assert_eq!(shop.asked_again().await, Vec::<String>::new(), "nothing is late when it comes first");
    // Between ann's two sales: it belongs to the later one alone.
    let late = row("late", "CODE", "JOE", at(30), "ann", "true");
    assert_eq!(shop.import(&late).await["written"], 1);
    assert_eq!(shop.asked_again().await, ["ann-late"]);
    assert_eq!(shop.import(&late).await["alreadyThere"], 1);
    // What does not count, has no consent, or comes after, asks for nothing.
    for row in [
        row("again", "CODE", "JOE", at(30) + Duration::minutes(1), "ann", "true"),
        row("silent", "CODE", "JOE", at(31), "bea", "false"),
        row("after", "CODE", "JOE", at(10), "bea", "true"),
    ] {
        assert_eq!(shop.import(&row).await["written"], 1);
    }
    assert_eq!(shop.asked_again().await, ["ann-late"]);
    // By the log: the anonymous buyer's browser had seen a moment an hour before.
    let mut shop = shop;
    shop.world.start_worker().await;
    let view = json!({"kind": "MOMENT_VIEW", "momentId": moment, "token": token, "clickId": click, "occurredAt": at(1)});
    assert_eq!(report(&shop.page, json!([view])).await["accepted"], 1);
    let both = ["ann-late".to_owned(), "anonymous".to_owned()];
    shop.world.until("the ask", || shop.asked_again(), |asked| *asked == both).await;
}

#[tokio::test]
#[allow(clippy::disallowed_methods)]
async fn a_touch_and_a_sale_that_are_written_at_once_see_each_other() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let (moment, _) = shop.brand.review_by("cat").await;
    let key = SecretConfig::read(&shop.world.env).unwrap().click_key();
    let pool = shop.world.pool().await;
    let ctx = SystemCtx::of_job("test").in_tenant(shop.brand.tenant.parse().unwrap());
    let begin = async || TenantTx::begin(&pool, &ctx).await.unwrap();
    let view = |click: &str| Touch {
        tenant_id: shop.brand.tenant.parse().unwrap(),
        id: store::new_id(),
        kind: TouchKind::MomentView,
        occurred_at: now() - Duration::minutes(1),
        visitor_id: Some(ClickId::verify(click, &key).unwrap().visitor),
        link_id: None,
        code_id: None,
        moment_id: Some(moment.parse().unwrap()),
        verdict: Verdict::Valid,
        reason: None,
        referrer_host: None,
    };
    let added = async |touch: Touch, tx: TenantTx| {
        identity::hold(&tx, std::slice::from_ref(&touch)).await.unwrap();
        let added = Touch::ingest(&tx, &[touch]).await.unwrap();
        (identity::ask_again(&tx, &added, now()).await.unwrap(), tx)
    };
    let while_waiting = async || tokio::time::sleep(std::time::Duration::from_millis(300)).await;

    // The sale is first: the touch waits for it, and finds it.
    let click = shop.consenting_click().await;
    let sale = NewConversion {
        kind: ConversionKind::Sale,
        external_id: "first".to_owned(),
        currency: "GBP".parse().unwrap(),
        lines: Vec::new(),
        amount: Some(10_000),
        customer_email: None,
        customer: None,
        country: None,
        code: None,
        subscription: None,
        click_ids: vec![click.clone()],
        occurred_at: None,
    };
    let tx = begin().await;
    billing::conversion::record(&tx, sale, Door::Rest, &key, now()).await.unwrap();
    let rival = async {
        let (asked, tx) = added(view(&click), begin().await).await;
        tx.commit().await.unwrap();
        asked
    };
    let ((), asked) = futures::join!(
        async {
            while_waiting().await;
            tx.commit().await.unwrap();
        },
        rival
    );
    assert_eq!((asked, shop.asked_again().await), (1, vec!["first".to_owned()]));

    // The touch is first: the sale waits for it, and counts it.
    let click = shop.consenting_click().await;
    let (asked, tx) = added(view(&click), begin().await).await;
    assert_eq!(asked, 0);
    let sale = shop.brand.sale("second", 10_000, json!({"clickIds": [click]}));
    let commit = async {
        while_waiting().await;
        tx.commit().await.unwrap();
    };
    let (sale, ()) = futures::join!(sale, commit);
    assert_eq!(roles(&sale), ["AFFILIATE", "CREATOR"]);
}

#[tokio::test]
async fn late_while_pending_another_decision_takes_the_firsts_place() {
    let shop = Shop::open(World::new().await, 30).await;
    let (moment, _) = shop.brand.review_by("cat").await;
    let at = |hours: i64| now() - Duration::hours(hours);
    shop.click_of("ann", at(50)).await;
    let sale = shop.sale_at("o-1", at(20), json!({"customer": "ann"})).await;
    assert_eq!((roles(&sale), minor(&sale["attribution"]["pool"])), (vec!["AFFILIATE"], 1_000));
    let silent = shop.sale_at("o-2", at(19), json!({"customer": "bea"})).await;
    assert_eq!(silent["state"], "UNATTRIBUTED");
    // Ann had clicked a review in between, and Bea had been sent by Joe.
    let rows = [
        row("late-1", "MOMENT_CLICK", "review-cat", at(30), "ann", "true"),
        row("late-2", "CLICK", &shop.slug, at(30), "bea", "true"),
    ];
    assert_eq!(shop.import(&rows.concat()).await["written"], 2, "{moment}");
    let decided = "SELECT c.external_id, a.number, a.outcome, a.pool, (SELECT count(*) FROM credits k \
        WHERE k.tenant_id = a.tenant_id AND k.attribution_id = a.id) AS credits \
        FROM attributions a JOIN conversions c ON c.tenant_id = a.tenant_id AND c.id = a.conversion_id ORDER BY 1, 2";
    let rows =
        shop.world.until("both decided again", || shop.world.sql(decided), |rows| rows.len() == 4).await;
    let line = |id: &str, number, outcome: &str, pool, credits| json!({"external_id": id, "number": number, "outcome": outcome, "pool": pool, "credits": credits});
    let expected = [
        line("o-1", 1, "ATTRIBUTED", 1_000, 1),
        line("o-1", 2, "ATTRIBUTED", 1_000, 2),
        line("o-2", 1, "UNATTRIBUTED", 0, 0),
        line("o-2", 2, "ATTRIBUTED", 1_000, 1),
    ];
    assert_eq!(rows, expected);
    let query = "{ conversion(kind: SALE, externalId: \"o-1\") { attributions { number supersedesBecause credits { role } } } }";
    let told = shop.brand.owner.query(query, json!({})).await["conversion"]["attributions"].take();
    let (affiliate, creator) = (json!({"role": "AFFILIATE"}), json!({"role": "CREATOR"}));
    let first = json!({"number": 1, "supersedesBecause": null, "credits": [affiliate]});
    let second = json!({"number": 2, "supersedesBecause": "LATE_TOUCH", "credits": [affiliate, creator]});
    assert_eq!(told, json!([first, second]), "both can be read");
    let open = shop.brand.commissions().await;
    assert_eq!(open["PENDING"], 2_000, "{open}");
    shop.world.assert_ledger_sound().await;
}

#[tokio::test]
async fn late_once_a_commission_is_payable_it_is_recorded_without_effect() {
    let shop = Shop::open(World::new().await, 0).await;
    let at = |hours: i64| now() - Duration::hours(hours);
    shop.click_of("ann", at(50)).await;
    shop.sale_at("o-1", at(20), json!({"customer": "ann"})).await;
    shop.brand.until_all_commissions(&shop.world, "PAYABLE").await;
    let late = row("late", "CODE", "JOE", at(30), "ann", "true");
    assert_eq!(shop.import(&late).await["written"], 1);
    assert_eq!(shop.touches(2).await.len(), 2, "it is recorded");
    assert_eq!(shop.asked_again().await, Vec::<String>::new());
    assert_eq!(shop.world.sql("SELECT number FROM attributions").await, [json!({"number": 1})]);
    assert_eq!(shop.brand.commissions().await, json!({"PAYABLE": 1_000}));
}

#[tokio::test]
async fn only_an_impression_that_was_signed_for_this_brand_is_a_view() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let (moment, token) = shop.brand.review_by("ann").await;
    let elsewhere = shop.world.brand("Elsewhere").await;
    let (theirs, their_token) = elsewhere.review_by("eve").await;
    let view = |moment: &str, token: &str| json!({"kind": "MOMENT_VIEW", "momentId": moment, "token": token});
    let answer = report(
        &shop.page,
        json!([
            view(&moment, &token[1..]),
            view(&moment, &their_token),
            view(&theirs, &their_token),
            view(&theirs, &token)
        ]),
    )
    .await;
    let codes: Vec<&str> =
        answer["refused"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap()).collect();
    assert_eq!((&answer["accepted"], codes), (&json!(0), vec!["TOKEN_INVALID"; 4]));
    // Nor by a file.
    let report = shop.import(&row("v", "MOMENT_VIEW", "review-ann", now(), "ann", "true")).await;
    assert_eq!(report["refused"][0]["code"], "KIND_INVALID");
}

#[tokio::test]
async fn a_file_of_touches_goes_in_once_and_names_what_is_there() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    shop.brand.review_by("ann").await;
    let at = now() - Duration::days(3);
    let good = [
        row("1", "CLICK", &shop.slug, at, "ann", "true"),
        row("2", "CODE", " joe ", at, "ann", "true"),
        row("3", "MOMENT_CLICK", "review-ann", at, "ann", "true"),
        row("3", "CODE", "JOE", at, "bea", "true"),
    ];
    let bad = [
        row("4", "CLICK", "nobodys", at, "ann", "true"),
        row("5", "CODE", "NOBODYS", at, "ann", "true"),
        row("6", "MOMENT_CLICK", "nobodys", at, "ann", "true"),
        row("7", "CLICK", &shop.slug, at, "", "true"),
    ];
    let all = [good.concat(), bad.concat()].concat();
    let report = shop.import(&all).await;
    let refused = |line: &str, id: &str, code: &str| json!({"line": line, "externalId": id, "code": code});
    let expected = json!({"read": 8, "written": 3, "alreadyThere": 1, "refused": [
        refused("6", "4", "UNKNOWN_LINK"), refused("7", "5", "UNKNOWN_CODE"), refused("8", "6", "UNKNOWN_MOMENT"),
        refused("9", "7", "NO_VISITOR"),
    ]});
    assert_eq!(report, expected);
    let again = shop.import(&all).await;
    assert_eq!((&again["written"], &again["alreadyThere"]), (&json!(0), &json!(4)));
    let edges = shop.world.sql("SELECT e.seen_at = t.occurred_at AS same FROM identity_edges e JOIN touches t USING (tenant_id, visitor_id) GROUP BY 1").await;
    assert_eq!(edges, [json!({"same": true})], "an edge is of the touch's own time");
    // Another brand's ids are its own, and it has no such link.
    let other = shop.world.brand("Other").await;
    let report = import(&other.owner, &good[0]).await;
    assert_eq!(report["refused"][0]["code"], "UNKNOWN_LINK");
    let analyst = shop.brand.colleague(&shop.world, "Ann", "ANALYST").await;
    let document = "mutation($input: ImportInput!) { touchImport(input: $input) { userErrors { code } } }";
    let input = json!({"input": {"format": "CSV", "mapping": MAPPING, "data": HEADER}});
    assert_eq!(analyst.error(document, input.clone()).await, "FORBIDDEN");
    let editor = shop.brand.colleague(&shop.world, "Eve", "EDITOR").await;
    assert_eq!(editor.error(document, input).await, "FORBIDDEN", "touches lead to money");
    let lines =
        shop.world.sql("SELECT count(*)::bigint AS n FROM audit_log WHERE action = 'touchImport'").await;
    assert_eq!(lines[0]["n"], 1);
}

#[tokio::test]
async fn touches_are_listed_by_when_they_happened_and_by_what_they_are() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let (moment, _) = shop.brand.review_by("ann").await;
    let day = |days: i64| now() - Duration::days(days);
    // They come in another order than they happened; some at the same moment, and one twice within the hour.
    let same_time = DateTime::from_timestamp_micros(day(4).timestamp_micros()).unwrap();
    let rows = [
        row("1", "CLICK", &shop.slug, day(3), "ann", "true"),
        row("2", "CODE", "JOE", day(9), "ann", "true"),
        row("3", "MOMENT_CLICK", "review-ann", day(1), "ann", "true"),
        row("4", "CLICK", &shop.slug, day(7), "bea", "true"),
        row("5", "CLICK", &shop.slug, day(7) + Duration::minutes(5), "bea", "true"),
        row("6", "CODE", "JOE", same_time, "cat", "true"),
        row("7", "CODE", "JOE", same_time, "dan", "true"),
        row("8", "CODE", "JOE", same_time, "eve", "true"),
    ];
    assert_eq!(shop.import(&rows.concat()).await["written"], 8);
    let owner = &shop.brand.owner;
    let fields = "id kind verdict linkId codeId momentId occurredAt";
    let all = walk(owner, "touches", json!({}), fields).await;
    let mut ordered = all.clone();
    let time = |row: &Value| row["occurredAt"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    ordered.sort_by_key(|row| std::cmp::Reverse((time(row), row["id"].as_str().unwrap().to_owned())));
    assert_eq!((all.len(), &all), (8, &ordered));
    let of = |name: &'static str, value: &Value| {
        let value = value.clone();
        move |row: &Value| row[name] == value
    };
    let first = |name: &str| all.iter().find(|row| !row[name].is_null()).unwrap()[name].clone();
    let (link, code) = (first("linkId"), first("codeId"));
    for (filter, name, value) in [
        (json!({"kind": "CODE"}), "kind", json!("CODE")),
        (json!({"verdict": "DUPLICATE"}), "verdict", json!("DUPLICATE")),
        (json!({"linkId": link}), "linkId", link.clone()),
        (json!({"codeId": code}), "codeId", code.clone()),
        (json!({"momentId": moment}), "momentId", json!(moment)),
    ] {
        same(owner, "touches", filter, fields, of(name, &value)).await;
    }
    let since = json!({"occurredAfter": same_time});
    same(owner, "touches", since, fields, |row| time(row) >= same_time).await;
    let before = json!({"occurredBefore": same_time});
    same(owner, "touches", before, fields, |row| time(row) < same_time).await;
    let both = json!({"linkId": link, "verdict": "VALID", "occurredBefore": day(5)});
    same(owner, "touches", both, fields, |row| {
        row["linkId"] == link && row["verdict"] == "VALID" && time(row) < day(5)
    })
    .await;
    // The argument of before still chooses.
    let old = "query($link: ID) { touches(first: 9, linkId: $link) { nodes { id } } }";
    let old = owner.query(old, json!({"link": link})).await;
    assert_eq!(old["touches"]["nodes"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_command_line_takes_a_file_of_touches() {
    let shop = Shop::open(World::without_worker().await, 30).await;
    let key = shop.brand.key("SECRET").await.credential.unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let touches = ["docs/sample/touches.csv", "docs/mappings/touches.toml"];
    let output = tokio::process::Command::new(binary())
        .args(["import", "touches", root.join(touches[0]).to_str().unwrap()])
        .args(["--map", root.join(touches[1]).to_str().unwrap(), "--url", &shop.world.url, "--key", &key])
        .output()
        .await
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("touches: 7 read: 0 written, 0 already there, 7 refused"), "{told}");
    assert!(told.contains("refused 1 × KIND_INVALID") && told.contains("× UNKNOWN_LINK"), "{told}");
}

#[tokio::test]
async fn the_script_tells_the_visitors_word_and_sends_nothing_without_it() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = tests.join("../crates/api/src/http/t.js");
    let page =
        tokio::process::Command::new("node").arg(tests.join("touches_script.mjs")).arg(script).output().await;
    let Ok(page) = page else { return println!("no node here: the script was not run") };
    assert!(page.status.success(), "{}", String::from_utf8_lossy(&page.stderr));
    let steps: Value = serde_json::from_slice(&page.stdout).unwrap();
    let (arrived, next) = ("a".repeat(40), "b".repeat(40));
    let told = |word: bool, ids: &[&str]| json!(["/v1/consent", {"key": "trb_pk_1", "consent": word, "clickIds": ids}]);
    assert_eq!(steps["silent"], json!([[], [arrived]]), "without a word");
    let yes = format!("{arrived}-true");
    let event = json!({"kind": "MOMENT_CLICK", "momentId": "moment_1", "token": "token", "clickId": yes});
    let reported = json!(["/v1/events", {"key": "trb_pk_1", "events": [event]}]);
    assert_eq!(
        steps["consented"],
        json!([[told(true, &[&arrived]), reported], [yes]]),
        "after the word is signed"
    );
    assert_eq!((&steps["again"], &steps["nextPage"]), (&json!([]), &json!([])), "it is told once");
    // One that is not ours any more would have the sale refused.
    let bad = format!("x{arrived}");
    let signed = format!("{next}-true");
    assert_eq!(
        steps["nextClick"],
        json!([[told(true, &[&next, &bad])], [signed]]),
        "a click that does not say it yet"
    );
    assert_eq!(
        steps["takenBack"],
        json!([[told(false, &[&signed])], [format!("{next}-false")]]),
        "nothing is sent"
    );
}
