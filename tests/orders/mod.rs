//! The order file under full terms, against a reckoning of its own: affiliates and creators share orders under a policy
//! with bounds and bonuses, by tiers, categories and caps of their own, and cancellations take their part back.
//!
//! `docs/sample/orders.csv` is always run. `ORDERS_CSV=FILE` runs another file of the same columns instead:
//! `ORDERS_CSV=…/orders.csv ./dev test -p tests orders:: -- --nocapture`.

mod files;
mod fraction;
mod reckoning;
mod terms;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use self::files::Row;
use self::reckoning::{Part, Reckoned, Sums, reckon};
use self::terms::{BLOGGERS, CREATORS, IN_VAIN, Terms};
use crate::import::{import, root};
use crate::world::brand::{id, minor};
use crate::world::{Affiliate, Brand, World};

const TOUCHES: &str = r#"
kind = "touches"
[columns]
external_id = "id"
kind = "kind"
link = "link"
moment = "moment"
date = "at"
customer = "customer"
consent = "consent"
[fixed]
moment_source = "api"
"#;

/// Nobody has this country's code: its orders have links and content on their path alone, or nothing.
const WITHOUT_CODE: &str = "Norway";

/// Who is met before an order, and so many times six hours before it: in turn, order by order.
const MET: [&[(&str, i64)]; 5] = [
    &[("Catherine", 5), ("Joelle", 3), ("Annika", 1)],
    &[("Joelle", 4), ("Douglas", 2)],
    &[("Catherine", 1)],
    &[("Annika", 6), ("Annika", 5), ("Douglas", 1)],
    &[],
];

/// Touches of the customers of these orders, and some that count for nothing: of more than thirty days before, without
/// consent, and a second click within the hour.
fn touches(rows: &[Row]) -> String {
    let mut text = files::TOUCHES.to_owned();
    let mut id = 0;
    let mut write = |who: &str, at: DateTime<Utc>, customer: &str, consent: bool| {
        id += 1;
        let (kind, link, moment) =
            if CREATORS.contains(&who) { ("MOMENT_CLICK", "", who) } else { ("CLICK", who, "") };
        text += &format!(
            "t-{id},{kind},{link},{moment},{},{customer},{consent}\n",
            at.format("%Y-%m-%dT%H:%M:%SZ")
        );
    };
    let mut last: HashMap<&str, DateTime<Utc>> = HashMap::new();
    let orders = rows.chunk_by(|a, b| a.invoice == b.invoice).map(|invoice| &invoice[0]);
    for (n, order) in orders.filter(|o| !o.is_cancelled() && !o.customer.is_empty()).enumerate() {
        let before = last.insert(&order.customer, order.at);
        if before.is_none() {
            write(IN_VAIN[0], order.at - Duration::days(31), &order.customer, true);
        }
        for (who, times) in MET[n % MET.len()] {
            let at = order.at - Duration::hours(6 * times);
            if before.is_some_and(|before| at <= before) {
                continue;
            }
            write(who, at, &order.customer, true);
            write(who, at + Duration::minutes(20), &order.customer, true);
            write(IN_VAIN[1], at + Duration::minutes(7), &order.customer, false);
        }
    }
    text
}

/// A shop under these terms: an affiliate for each country with its name as a code, bloggers in a group of their own with a
/// link each, and creators with a review each.
async fn shop(world: &World, rows: &[Row], terms: &Terms) -> Brand {
    let shop = world.brand("Shop").await;
    let program = async |audience: &str| {
        let input = json!({"name": audience, "audience": audience, "currency": "GBP", "holdDays": 30});
        id(&shop.owner.mutate("programCreate", input, "program { id }").await["program"])
    };
    let set = async |program: &str, group: Option<&str>, terms: Value| {
        let mut input = json!({"programId": program, "groupId": group});
        for (name, value) in terms.as_object().unwrap() {
            input[name] = value.clone();
        }
        shop.owner.mutate("termsCreate", input, "terms { id }").await;
    };
    let (affiliates, creators) = (program("AFFILIATES").await, program("CREATORS").await);
    let group = json!({"programId": affiliates, "name": "Bloggers"});
    let group = id(&shop.owner.mutate("groupCreate", group, "group { id }").await["group"]);
    set(&affiliates, None, terms.of_everybody()).await;
    set(&affiliates, Some(&group), terms.of_bloggers()).await;
    set(&creators, None, terms.of_creators()).await;
    // A brand cannot say afterwards what a group's terms were; these held when the orders were placed.
    world.break_with("UPDATE terms SET effective_from = '2010-01-01T00:00:00Z'").await;
    shop.owner.mutate("policyCreate", terms.policy(), "policy { id }").await;

    for country in countries(rows) {
        let affiliate = shop.affiliate(world, &affiliates, &country).await;
        shop.code(&affiliate, &country).await;
    }
    for name in BLOGGERS.iter().chain(&IN_VAIN) {
        let affiliate: Affiliate = shop.affiliate(world, &affiliates, name).await;
        let join = json!({"enrollmentId": affiliate.enrollment, "groupId": group});
        shop.owner.mutate("enrollmentGroup", join, "enrollment { id }").await;
        let link = json!({"enrollmentId": affiliate.enrollment, "destination": "https://shop.example/", "slug": name});
        shop.owner.mutate("linkCreate", link, "link { id }").await;
    }
    for name in CREATORS {
        let moment = json!({"kind": "REVIEW", "externalId": name, "body": "It fits, it lasts, I wear it daily.",
            "creator": {"externalId": name, "name": name}});
        let moment = id(&shop.owner.mutate("momentSubmit", moment, "moment { id }").await["moment"]);
        shop.owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
    }
    let light: BTreeSet<&str> = rows.iter().filter(|row| row.light).map(|row| row.sku.as_str()).collect();
    for sku in light {
        let product = json!({"externalId": sku, "title": sku, "category": "Light"});
        shop.owner.mutate("productCreate", product, "product { id }").await;
    }
    shop
}

/// The countries with a code.
fn countries(rows: &[Row]) -> Vec<String> {
    let all: BTreeSet<String> = rows.iter().map(|row| row.country.clone()).collect();
    all.into_iter().filter(|country| country != WITHOUT_CODE).collect()
}

/// What the graph says each order paid whom, in their order.
async fn paid(shop: &Brand) -> BTreeMap<String, Vec<Part>> {
    let query = "query($after: String) { conversions(first: 100, after: $after) { nodes { externalId state attribution { \
        pool { minor } credits { payee { name } earned { minor } amount { minor } cut { minor } } } } \
        pageInfo { hasNextPage endCursor } } }";
    let mut orders = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let page = shop.owner.query(query, json!({"after": after})).await["conversions"].take();
        for sale in page["nodes"].as_array().unwrap() {
            assert_ne!(sale["state"], "RECORDED", "{sale}");
            let decision = &sale["attribution"];
            let credits = decision["credits"].as_array().unwrap().iter();
            let parts: Vec<Part> = credits
                .map(|credit| Part {
                    payee: credit["payee"]["name"].as_str().unwrap().to_owned(),
                    alone: minor(&credit["earned"]),
                    pays: minor(&credit["amount"]),
                    cut: minor(&credit["cut"]),
                })
                .collect();
            let pool: i64 = parts.iter().map(|part| part.pays + part.cut).sum();
            assert_eq!(minor(&decision["pool"]), pool, "what is paid and what is cut is the pool: {sale}");
            if !parts.is_empty() {
                orders.insert(sale["externalId"].as_str().unwrap().to_owned(), parts);
            }
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return orders;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// What commissions say each payee got and gave back, and credits what was cut of theirs.
async fn booked(world: &World) -> BTreeMap<String, Sums> {
    let rows = world
        .sql(
            "SELECT p.name, coalesce(c.paid, 0)::bigint AS paid, coalesce(c.back, 0)::bigint AS back, k.cut::bigint AS cut \
             FROM payees p JOIN (SELECT payee_id, sum(cut) AS cut FROM credits GROUP BY 1) k ON k.payee_id = p.id \
             LEFT JOIN (SELECT payee_id, sum(amount) FILTER (WHERE cause = 'CONVERSION') AS paid, \
               -sum(amount) FILTER (WHERE cause = 'ADJUSTMENT') AS back FROM commissions WHERE state <> 'VOID' GROUP BY 1) c ON c.payee_id = p.id",
        )
        .await;
    let sums = |row: &Value| {
        let of = |name: &str| row[name].as_i64().unwrap();
        (
            row["name"].as_str().unwrap().to_owned(),
            Sums { paid: of("paid"), back: of("back"), cut: of("cut") },
        )
    };
    rows.iter().map(sums).collect()
}

/// What the graph says each payee will get.
async fn balances(shop: &Brand) -> BTreeMap<String, i64> {
    let data = shop
        .owner
        .query("{ payees(first: 100) { nodes { name balances { pending { minor } } } } }", json!({}))
        .await;
    let payees = data["payees"]["nodes"].as_array().unwrap().iter();
    let named = payees.filter(|payee| !payee["balances"].as_array().unwrap().is_empty());
    let balance =
        |payee: &Value| (payee["name"].as_str().unwrap().to_owned(), minor(&payee["balances"][0]["pending"]));
    named.map(balance).filter(|(_, sum)| *sum != 0).collect()
}

fn net(reckoned: &Reckoned) -> BTreeMap<String, i64> {
    let net = reckoned.payees.iter().map(|(payee, sums)| (payee.clone(), sums.paid - sums.back));
    net.filter(|(_, sum)| *sum != 0).collect()
}

fn print(reckoned: &Reckoned) {
    let pounds = |pence: i64| format!("{}.{:02}", pence / 100, pence % 100);
    let mut total = Sums::default();
    println!("{:<22} {:>10} {:>10} {:>10} {:>10}", "payee", "credited", "taken back", "net", "cut");
    let line = |name: &str, s: &Sums| {
        println!(
            "{name:<22} {:>10} {:>10} {:>10} {:>10}",
            pounds(s.paid),
            pounds(s.back),
            pounds(s.paid - s.back),
            pounds(s.cut)
        );
    };
    for (payee, sums) in &reckoned.payees {
        line(payee, sums);
        total =
            Sums { paid: total.paid + sums.paid, back: total.back + sums.back, cut: total.cut + sums.cut };
    }
    line("in all", &total);
    let shared = |least: usize| reckoned.orders.values().filter(|parts| parts.len() >= least).count();
    let cut = reckoned.orders.values().filter(|parts| parts.iter().any(|part| part.cut > 0)).count();
    println!(
        "{} orders are credited, {} to two payees or more, {} to three or more; {cut} are cut; {} lines came back",
        shared(1),
        shared(2),
        shared(3),
        reckoned.cancelled
    );
}

async fn run(file: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let file = files::of_late(file, dir.path(), store::Clock::system().now());
    let rows = files::orders(&file);
    let terms = Terms::for_orders(&rows);
    let world = World::without_worker().await;
    let shop = shop(&world, &rows, &terms).await;
    let key = shop.key("SECRET").await.credential.unwrap();

    let write = |name: &str, text: &str| -> PathBuf {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let met = write("touches.csv", &touches(&rows));
    let map = write("touches.toml", TOUCHES);
    let said = import(&world, &key, "touches", &met, map.to_str().unwrap()).await;
    let met = files::touches(&met);
    assert!(said.contains(&format!("{} written, 0 already there, 0 refused", met.len())), "{said}");
    // The same mapping as anybody's, but for the hour of London's summer.
    let map = std::fs::read_to_string(root().join("docs/mappings/orders.toml")).unwrap();
    let map = write("orders.toml", &map.replace("Europe/London", "UTC"));
    import(&world, &key, "orders", &file, map.to_str().unwrap()).await;

    let codes = countries(&rows);
    let reckoned = reckon(&rows, &met, &codes, &terms);
    print(&reckoned);
    // Equal sums say something of every line of the terms: with any one of them otherwise they would not be these.
    for (what, otherwise) in terms.each_otherwise() {
        let otherwise = reckon(&rows, &met, &codes, &otherwise);
        assert_ne!(otherwise.payees, reckoned.payees, "{what} makes no difference in this file");
    }
    let paid = paid(&shop).await;
    for (invoice, parts) in &reckoned.orders {
        assert_eq!(paid.get(invoice), Some(parts), "order {invoice}");
    }
    assert_eq!(paid.len(), reckoned.orders.len());
    assert_eq!(booked(&world).await, reckoned.payees);
    let balances = balances(&shop).await;
    assert_eq!(balances, net(&reckoned));
    assert_eq!(balances.values().sum::<i64>(), net(&reckoned).values().sum::<i64>());
    for name in IN_VAIN {
        assert!(!reckoned.payees.contains_key(name), "{name} helped nobody");
    }
    world.assert_ledger_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_order_file_under_full_terms_pays_what_an_independent_reckoning_says() {
    let named = std::env::var_os("ORDERS_CSV").map(PathBuf::from);
    run(&named.unwrap_or_else(|| root().join("docs/sample/orders.csv"))).await;
}
