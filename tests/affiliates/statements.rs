//! What a payout was made of, as CSV and PDF, and what a year comes to.

use serde_json::{Value, json};

use super::{affiliate, blocked_run, earner, pay, payout_of, unblock};
use crate::world::{Affiliate, Brand, Gql, World};

async fn statement(graph: &Gql, payout: &str, kind: &str) -> (u16, Vec<u8>) {
    let path = format!("/v1/payouts/{payout}/statement.{kind}");
    let answer = graph.request(reqwest::Method::GET, &path).send().await.unwrap();
    let status = answer.status().as_u16();
    if status == 200 {
        assert_eq!(answer.headers()["cache-control"], "private, no-store");
        let name = format!("attachment; filename=\"statement-{payout}.{kind}\"");
        assert_eq!(answer.headers()["content-disposition"].to_str().unwrap(), name);
    }
    (status, answer.bytes().await.unwrap().to_vec())
}

fn rows(csv: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Everything that a PDF of ours shows, in the order it is written, and how many pages it has.
fn shown(pdf: &[u8]) -> (usize, String) {
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    let latin: String = pdf.iter().map(|byte| char::from(*byte)).collect();
    let pages = latin.matches("/Type /Page\n").count();
    let text = latin.split(" Tj").filter_map(|part| {
        let text = part.rsplit('\n').next().unwrap();
        if let Some(plain) = text.strip_prefix('(') {
            return Some(plain.strip_suffix(')')?.replace("\\(", "(").replace("\\)", ")"));
        }
        // What is not ASCII stands in hex.
        let hex = text.strip_prefix('<')?.strip_suffix('>')?;
        let byte = |n: usize| u8::from_str_radix(&hex[n..n + 2], 16).unwrap();
        Some((0..hex.len()).step_by(2).map(|n| char::from(byte(n))).collect())
    });
    (pages, text.collect::<Vec<_>>().join("\n"))
}

#[tokio::test]
async fn a_statement_accounts_for_every_penny_to_who_was_paid_and_who_paid() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 20_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE", "customer": "customer@secret.test"})).await;
    pay(&world, &shop, "one").await;
    // Returned after it was paid: a debt that the next payout keeps back. Returned before: a correction.
    shop.refund(&sale, "r-1", json!({"amountMinor": 2_500})).await;
    let second = shop.sale("o-2", 20_000, json!({"code": "JOE"})).await;
    shop.sale("=1+1", 5_000, json!({"code": "JOE"})).await;
    let payable = |sums: &Value| sums["PENDING"].is_null();
    world.until("maturity", || shop.commissions(), payable).await;
    shop.refund(&second, "r-2", json!({"amountMinor": 3_000})).await;
    let run = shop.start_run("two").await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    let payout = payout_of(&run);

    let (status, csv) = statement(&joe.graph, &payout, "csv").await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&csv));
    let rows = rows(&csv);
    let seen: Vec<(&str, &str, &str)> =
        rows.iter().map(|r| (r["kind"].as_str(), r["conversion"].as_str(), r["amount"].as_str())).collect();
    assert_eq!(
        seen,
        [
            ("Debt recovered", "o-1", "-2.50"),
            ("Commission", "o-2", "20.00"),
            ("Commission", "'=1+1", "5.00"),
            ("Adjustment", "o-2", "-3.00"),
            ("Total", "", "19.50"),
        ]
    );
    let transfer = run["payouts"]["nodes"][0]["stripeTransferId"].as_str().unwrap();
    assert!(rows.iter().all(|r| r["stripe_transfer"] == transfer && r["currency"] == "GBP"));
    assert!(rows.iter().all(|r| r["payer"] == "Shop" && r["payee"] == "Joe"));
    assert!(!String::from_utf8_lossy(&csv).contains("secret"), "a customer is on the statement");

    let (status, pdf) = statement(&joe.graph, &payout, "pdf").await;
    assert_eq!(status, 200);
    let (pages, text) = shown(&pdf);
    assert_eq!(pages, 1);
    for expected in [
        "Payout statement",
        "Joe",
        "Shop",
        &payout,
        transfer,
        "o-2",
        "=1+1",
        "-2.50",
        "GBP 19.50",
        "Page 1 of 1",
    ] {
        assert!(text.contains(expected), "no {expected} in {text}");
    }

    // The brand has the same; nobody else has any.
    assert_eq!(statement(&shop.owner, &payout, "csv").await, (200, csv.clone()));
    assert_eq!(statement(&shop.key("SECRET").await, &payout, "csv").await.0, 200);
    let ann = earner(&world, &shop, &program, "Ann").await;
    let stranger = Affiliate::sign_up(&world, "Stranger").await;
    let other = world.brand("Other").await;
    for (who, expected) in [
        (&ann.graph, 404),
        (&stranger, 404),
        (&other.owner, 404),
        (&shop.key("PUBLISHABLE").await, 403),
        (&world.stranger(), 401),
        (&world.stranger().with("nonsense"), 401),
    ] {
        for kind in ["csv", "pdf"] {
            let (status, body) = statement(who, &payout, kind).await;
            assert_eq!(status, expected, "{}", String::from_utf8_lossy(&body));
        }
    }
    for wrong in ["payout_01h", "x", "run_00000000000000000000000007"] {
        assert_eq!(statement(&joe.graph, wrong, "csv").await.0, 404, "{wrong}");
        assert_eq!(statement(&shop.owner, wrong, "pdf").await.0, 404, "{wrong}");
    }
}

#[tokio::test]
async fn a_long_statement_has_pages_and_strange_names_are_text() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    shop.owner.mutate("tenantUpdate", json!({"name": "Müller & (Söhne) 山田"}), "tenant { name }").await;
    world.break_with("UPDATE enrollments SET name = '=Łukasz <b>'").await;
    for n in 0..100 {
        shop.sale(&format!("order-{n:03}"), 1_000 + n, json!({"code": "JOE"})).await;
    }
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = blocked_run(&mut world, &shop, &joe).await;
    let (status, body) = statement(&joe.graph, &payout_of(&shop.run(&run).await), "pdf").await;
    assert_eq!(status, 422, "what is not paid has no statement");
    assert!(String::from_utf8_lossy(&body).contains("NOT_PAID"));
    unblock(&world, &joe).await;
    let run = shop.until_run(&world, &run, "COMPLETED").await;
    let (_, pdf) = statement(&joe.graph, &payout_of(&run), "pdf").await;
    if let Ok(keep) = std::env::var("KEEP_PDF") {
        std::fs::write(keep, &pdf).unwrap();
    }
    let (pages, text) = shown(&pdf);
    assert_eq!(pages, 3);
    assert!(text.contains("M\u{fc}ller & (S\u{f6}hne) ??"), "{text}");
    assert!(text.contains("=Lukasz <b>") && text.contains("shown without their marks"), "{text}");
    assert!(text.contains("Total of 100 lines") && text.contains("Page 3 of 3"));
    for n in 0..100 {
        assert!(text.contains(&format!("order-{n:03}")), "order {n} is on no page");
    }
    let (_, csv) = statement(&joe.graph, &payout_of(&run), "csv").await;
    let rows = rows(&csv);
    let pence = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let sum: i64 = rows[..100].iter().map(|r| pence(&r["amount"])).sum();
    assert_eq!((rows.len(), sum), (101, pence(&rows[100]["amount"])));
    assert_eq!(rows[0]["payee"], "'=Łukasz <b>");
    assert_eq!(rows[0]["payer"], "Müller & (Söhne) 山田");
}

// ------------------------------------------------------------------------------------------------ tax

#[tokio::test]
async fn years_are_summed_in_utc_and_thresholds_are_of_their_year() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    world.break_with("UPDATE affiliates SET country = 'US'; UPDATE enrollments SET country = NULL").await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    pay(&world, &shop, "one").await;
    world
        .until("countries", || world.sql("SELECT country FROM enrollments"), |r| r[0]["country"] == "US")
        .await;
    let transferred = |at: &str, minor: i64, reversed: i64, currency: &str| {
        format!(
            "UPDATE payouts SET transferred_at = '{at}', amount = {minor}, reversed = {reversed}, currency = '{currency}'"
        )
    };
    let years = || async {
        let seen = affiliate(
            &joe.graph,
            "taxYears { year total { minor currency } transfers thresholds { form reached mayBeHigher } }",
        )
        .await;
        seen["taxYears"].clone()
    };
    let reportees = async |year: i32| {
        let document = "query($y: Int!) { taxReportees(year: $y, first: 10) { nodes { name country taxYears { total { minor } } } } }";
        shop.owner.query(document, json!({"y": year})).await["taxReportees"]["nodes"].take()
    };

    // A second before midnight in UTC is still 2025, where USD 600 is enough; a second later USD 2,000 are needed.
    world.break_with(&transferred("2025-12-31T23:59:59Z", 60_000, 0, "USD")).await;
    let seen = years().await;
    assert_eq!(seen[0]["year"], 2025);
    assert_eq!(seen[0]["total"], json!({"minor": "60000", "currency": "USD"}));
    assert_eq!(seen[0]["thresholds"][0], json!({"form": "US_NEC", "reached": true, "mayBeHigher": false}));
    assert_eq!(
        reportees(2025).await[0],
        json!({"name": "Joe", "country": "US", "taxYears": [{"total": {"minor": "60000"}}]})
    );
    assert_eq!(reportees(2026).await, json!([]));
    world.break_with(&transferred("2026-01-01T00:00:00Z", 60_000, 0, "USD")).await;
    assert_eq!(years().await[0]["thresholds"][0]["reached"], false);
    assert_eq!(reportees(2026).await, json!([]));

    // What came back was not paid.
    world.break_with(&transferred("2026-01-01T00:00:00Z", 200_000, 1, "USD")).await;
    assert_eq!((&years().await[0]["total"]["minor"], reportees(2026).await), (&json!("199999"), json!([])));
    world.break_with(&transferred("2026-01-01T00:00:00Z", 200_000, 0, "USD")).await;
    assert_eq!(reportees(2026).await.as_array().unwrap().len(), 1);
    world.break_with(&transferred("2026-01-01T00:00:00Z", 200_000, 200_000, "USD")).await;
    assert_eq!(years().await, json!([]));

    // Other currencies are not compared: FINANCE is shown them, to look.
    world.break_with(&transferred("2026-01-01T00:00:00Z", 100, 0, "GBP")).await;
    assert_eq!(years().await[0]["thresholds"][0]["reached"], Value::Null);
    assert_eq!(reportees(2026).await.as_array().unwrap().len(), 1);

    // Years nobody can mean, and callers who may not ask.
    for year in [-1, 0, 1, i32::MAX] {
        assert_eq!(reportees(year).await, json!([]), "{year}");
    }
    let document = "{ taxReportees(year: 2026, first: 10) { nodes { name } } }";
    assert_eq!(joe.graph.error(document, json!({})).await, "UNAUTHENTICATED");
    assert_eq!(shop.key("PUBLISHABLE").await.error(document, json!({})).await, "FORBIDDEN");
    let other = world.brand("Other").await;
    assert_eq!(other.owner.query(document, json!({})).await["taxReportees"]["nodes"], json!([]));
}
