//! Files of reviews and orders go in through the command line, once, and pay what a reckoning of its own says.
//!
//! The samples of `docs/sample` are always run; the public files of `shared/data` beside the project too, where
//! they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::world::{Brand, World, binary, brand::minor};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The directories to import from: the samples, and the public files where they are.
fn sources() -> Vec<PathBuf> {
    let real = root().parent().unwrap().join("shared/data");
    let mut sources = vec![root().join("docs/sample")];
    sources.extend(Some(real).filter(|dir| dir.join("orders.csv").exists()));
    sources
}

struct Expected {
    moments: u64,
    without_text: u64,
    sales: u64,
    stock_movements: u64,
    matched: u64,
    unmatched: u64,
}

/// One line of an orders file, in pence.
struct Line {
    invoice: String,
    sku: String,
    quantity: i64,
    pence: i64,
    customer: String,
    country: String,
    line: usize,
}

/// Pence of a decimal comma text.
fn pence(text: &str) -> i64 {
    let (pounds, rest) = text.split_once(',').unwrap_or((text, ""));
    let rest = format!("{rest:0<2}");
    pounds.parse::<i64>().unwrap() * 100 + rest.parse::<i64>().unwrap()
}

fn read(path: &Path) -> Vec<Line> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader
        .records()
        .enumerate()
        .map(|(n, row)| {
            let row = row.unwrap();
            let quantity: i64 = row[3].parse().unwrap();
            Line {
                invoice: row[0].to_owned(),
                sku: row[1].to_owned(),
                quantity,
                pence: pence(&row[5]) * quantity,
                customer: row[6].to_owned(),
                country: row[7].to_owned(),
                line: n,
            }
        })
        .collect()
}

fn goods(sku: &str) -> bool {
    !["POST", "M", "DOT", "D", "C2", "BANK CHARGES"].contains(&sku)
}

/// `a · b / c` to the nearest, ties to even, by doubling and comparing.
fn share(a: i64, b: i64, c: i64) -> i64 {
    let (whole, rest) = ((a * b) / c, (a * b) % c);
    match (2 * rest).cmp(&c) {
        std::cmp::Ordering::Less => whole,
        std::cmp::Ordering::Greater => whole + 1,
        std::cmp::Ordering::Equal => whole + whole % 2,
    }
}

/// What each country's affiliate should have earned at ten per cent, after the cancellations that name a line.
fn reckon(lines: &[Line]) -> (BTreeMap<String, i64>, Expected) {
    struct Sale {
        country: String,
        base: i64,
        back: i64,
    }
    let mut sales: BTreeMap<String, Sale> = BTreeMap::new();
    let mut open: Vec<(usize, &Line, i64, i64)> = Vec::new();
    let mut expected =
        Expected { moments: 0, without_text: 0, sales: 0, stock_movements: 0, matched: 0, unmatched: 0 };
    let mut at = 0;
    while at < lines.len() {
        let invoice = &lines[at].invoice;
        let group: Vec<&Line> = lines[at..].iter().take_while(|l| l.invoice == *invoice).collect();
        at += group.len();
        if invoice.starts_with('C') {
            for cancelled in group {
                let (quantity, pence) = (-cancelled.quantity, -cancelled.pence);
                let found = open.iter_mut().rev().find(|(_, l, q, p)| {
                    !cancelled.customer.is_empty()
                        && l.customer == cancelled.customer
                        && l.sku == cancelled.sku
                        && *q >= quantity
                        && *p >= pence
                });
                match found {
                    None => expected.unmatched += 1,
                    Some((_, line, q, p)) => {
                        (*q, *p) = (*q - quantity, *p - pence);
                        expected.matched += 1;
                        if goods(&line.sku) {
                            sales.get_mut(&line.invoice).unwrap().back += pence;
                        }
                    }
                }
            }
            continue;
        }
        if group.iter().map(|l| l.pence).sum::<i64>() == 0 {
            expected.stock_movements += 1;
            continue;
        }
        expected.sales += 1;
        let base = group.iter().filter(|l| goods(&l.sku)).map(|l| l.pence).sum();
        sales.insert(invoice.clone(), Sale { country: group[0].country.clone(), base, back: 0 });
        open.extend(group.iter().map(|l| (l.line, *l, l.quantity, l.pence)));
    }
    let mut by_country = BTreeMap::new();
    for sale in sales.values().filter(|s| s.base > 0) {
        let total = share(sale.base, 1, 10);
        *by_country.entry(sale.country.to_uppercase()).or_insert(0) +=
            total - share(total, sale.back, sale.base);
    }
    (by_country, expected)
}

fn reviews(path: &Path, expected: &mut Expected) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    for row in reader.records() {
        match row.unwrap()[4].trim().is_empty() {
            true => expected.without_text += 1,
            false => expected.moments += 1,
        }
    }
}

/// A shop with an affiliate for each country, whose coupon code is the country's name.
async fn shop(world: &World, countries: impl Iterator<Item = String>) -> Brand {
    let shop = world.brand("Importer").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    for country in countries {
        let affiliate = shop.affiliate(world, &program, &country).await;
        shop.code(&affiliate, &country).await;
    }
    shop
}

/// Runs `tributary import` as a person would. Returns what it printed.
pub(crate) async fn import(world: &World, key: &str, noun: &str, file: &Path, map: &str) -> String {
    let output = tokio::process::Command::new(binary())
        .args(["import", noun, file.to_str().unwrap(), "--map", root().join(map).to_str().unwrap()])
        .args(["--url", &world.url, "--key", key])
        .output()
        .await
        .unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    text
}

async fn counts(world: &World) -> Value {
    world
        .sql(
            "SELECT (SELECT count(*) FROM moments)::int AS moments, (SELECT count(*) FROM conversions)::int AS sales, \
             (SELECT count(*) FROM refunds)::int AS matched, (SELECT count(*) FROM unmatched_refunds)::int AS unmatched, \
             (SELECT count(*) FROM commissions)::int AS commissions, (SELECT count(*) FROM ledger_postings)::int AS postings, \
             (SELECT count(*) FROM products)::int AS products, (SELECT coalesce(sum(amount), 0) FROM conversions)::bigint AS pence",
        )
        .await
        .remove(0)
}

/// Net commission of each payee, by name in capitals.
async fn earned(shop: &Brand) -> BTreeMap<String, i64> {
    let data = shop
        .owner
        .query("{ payees(first: 100) { nodes { name balances { pending { minor } } } } }", json!({}))
        .await;
    data["payees"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| !p["balances"].as_array().unwrap().is_empty())
        .map(|p| (p["name"].as_str().unwrap().to_uppercase(), minor(&p["balances"][0]["pending"])))
        .filter(|(_, sum)| *sum != 0)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_in_once_and_pay_what_an_independent_reckoning_says() {
    for source in sources() {
        let world = World::without_worker().await;
        let lines = read(&source.join("orders.csv"));
        let (by_country, mut expected) = reckon(&lines);
        reviews(&source.join("reviews.csv"), &mut expected);
        let countries: std::collections::BTreeSet<String> = lines.iter().map(|l| l.country.clone()).collect();
        let shop = shop(&world, countries.into_iter()).await;
        let key = shop.key("SECRET").await.credential.unwrap();

        let said =
            import(&world, &key, "moments", &source.join("reviews.csv"), "docs/mappings/reviews.toml").await;
        let counts_of = |written: u64, already: u64, refused: u64| {
            format!("{written} written, {already} already there, {refused} refused")
        };
        assert!(said.contains(&counts_of(expected.moments, 0, expected.without_text)), "{said}");
        import(&world, &key, "orders", &source.join("orders.csv"), "docs/mappings/orders.toml").await;
        let first = counts(&world).await;
        let pence: i64 = {
            let sold: BTreeMap<&str, i64> =
                lines.iter().filter(|l| !l.invoice.starts_with('C')).fold(BTreeMap::new(), |mut sums, l| {
                    *sums.entry(l.invoice.as_str()).or_insert(0) += l.pence;
                    sums
                });
            sold.values().sum()
        };
        for (name, count) in [
            ("moments", expected.moments),
            ("sales", expected.sales),
            ("matched", expected.matched),
            ("unmatched", expected.unmatched),
        ] {
            assert_eq!(first[name], count, "{name} of {}: {first}", source.display());
        }
        assert_eq!(first["pence"], pence);
        assert_eq!(earned(&shop).await, by_country);
        world.assert_ledger_sound().await;

        let said =
            import(&world, &key, "moments", &source.join("reviews.csv"), "docs/mappings/reviews.toml").await;
        assert!(said.contains(&counts_of(0, expected.moments, expected.without_text)), "{said}");
        let said =
            import(&world, &key, "orders", &source.join("orders.csv"), "docs/mappings/orders.toml").await;
        let known = expected.sales + expected.matched + expected.unmatched;
        assert!(said.contains(&format!("0 written, {known} already there")), "{said}");
        assert_eq!(counts(&world).await, first, "a second import changed something");
        if source.ends_with("shared/data") {
            assert_eq!((expected.moments, expected.without_text), (2_787, 96));
            assert_eq!((expected.sales, expected.stock_movements), (424, 45));
            assert_eq!((expected.matched, expected.unmatched), (10, 90));
        }
    }
}

#[tokio::test]
async fn many_refunds_of_many_kinds_leave_what_the_reckoning_says() {
    // The public file matches ten cancellations; this one, written here, hundreds: a customer who buys the same
    // things again and again and brings them back in parts.
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("orders.csv");
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n".to_owned();
    for day in 1..=28 {
        for customer in 0..4 {
            let invoice = 700_000 + day * 10 + customer;
            for (n, sku) in ["CUP", "BOWL", "POST"].iter().enumerate() {
                let (quantity, price) = (3 + (day + customer) % 5, 137 * (n + 1) + day);
                text += &format!(
                    "{invoice},{sku},x,{quantity},{day}/3/2026 10:0{customer},\"{},{:02}\",{customer},France\n",
                    price / 100,
                    price % 100
                );
            }
            for (n, sku) in ["CUP", "BOWL", "POST", "NEVER"].iter().enumerate() {
                // Once a week more is asked back for a thing than was paid for it.
                let dearer = if day % 7 == 0 { 900 } else { 0 };
                let (quantity, price) =
                    (1 + (day * 7 + customer) % 4, 137 * (n + 1) + day - day % 3 + dearer);
                text += &format!(
                    "C{invoice},{sku},x,-{quantity},{day}/3/2026 17:0{customer},\"{},{:02}\",{customer},France\n",
                    price / 100,
                    price % 100
                );
            }
        }
    }
    std::fs::write(&file, text).unwrap();
    let world = World::without_worker().await;
    let (by_country, expected) = reckon(&read(&file));
    assert!(
        expected.matched > 250 && expected.unmatched > 100,
        "{} {}",
        expected.matched,
        expected.unmatched
    );
    let shop = shop(&world, ["France".to_owned()].into_iter()).await;
    let key = shop.key("SECRET").await.credential.unwrap();
    import(&world, &key, "orders", &file, "docs/mappings/orders.toml").await;
    let counts = counts(&world).await;
    assert_eq!(counts["matched"], expected.matched);
    assert_eq!(counts["unmatched"], expected.unmatched);
    assert_eq!(earned(&shop).await, by_country);
    world.assert_ledger_sound().await;
}
