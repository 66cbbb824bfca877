//! What affiliates see and are told: onboarding, earnings from the click to the bank, statements, yearly totals, mails.

use serde_json::{Value, json};

use crate::world::{Affiliate, Brand, Gql, Letter, Mailbox, Trouble, World, brand::minor};

/// A shop whose affiliates earn 10 % after so many days, with so much in its wallet.
async fn shop(world: &World, hold_days: i32, wallet_minor: i64) -> (Brand, String) {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, hold_days).await;
    if wallet_minor > 0 {
        shop.fund(world, wallet_minor).await;
    }
    (shop, program)
}

/// An affiliate with a code of their name.
async fn earner(world: &World, shop: &Brand, program: &str, name: &str) -> Affiliate {
    let affiliate = shop.affiliate(world, program, name).await;
    shop.code(&affiliate, &name.to_uppercase()).await;
    affiliate
}

/// Runs everything that is payable and waits until the affiliate is paid.
async fn pay(world: &World, shop: &Brand, key: &str) -> Value {
    shop.until_all_commissions(world, "PAYABLE").await;
    let run = shop.start_run(key).await;
    shop.until_run(world, &run, "COMPLETED").await
}

fn payout_of(run: &Value) -> String {
    run["payouts"]["nodes"][0]["id"].as_str().unwrap().to_owned()
}

async fn affiliate(graph: &Gql, selection: &str) -> Value {
    let document = format!("{{ viewer {{ affiliate {{ {selection} }} }} }}");
    graph.query(&document, json!({})).await["viewer"]["affiliate"].take()
}

/// The page behind an address, as a browser without a credential sees it: status, where it leads, text.
async fn visit(url: &str) -> (u16, String, String) {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .build()
        .unwrap();
    let answer = http.get(url).send().await.unwrap();
    let status = answer.status().as_u16();
    let to = answer.headers().get("location").map(|l| l.to_str().unwrap().to_owned());
    (status, to.unwrap_or_default(), answer.text().await.unwrap())
}

/// Stripe's events lead nowhere from now on.
fn silence_events(world: &World) {
    let nowhere =
        stripe_sim::Webhook { url: "http://127.0.0.1:9/".to_owned(), secret: "whsec_tests".to_owned() };
    world.sim.as_ref().unwrap().set_webhook(&nowhere).unwrap();
}

/// A run whose only payout waits, because the affiliate's account stopped being good after the approval.
async fn blocked_run(world: &mut World, shop: &Brand, affiliate: &Affiliate) -> String {
    affiliate.onboard(world).await;
    world.stop_worker().await;
    let run = shop.start_run("blocked").await;
    turn_account(world, affiliate, "inactive").await;
    world.break_with("UPDATE payout_accounts SET state = 'RESTRICTED'").await;
    world.start_worker().await;
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    world.until("a blocked payout", || shop.run(&run), blocked).await;
    run
}

/// Says at Stripe whether the affiliate may be paid.
async fn turn_account(world: &World, affiliate: &Affiliate, word: &str) {
    let account = world
        .sql(&format!(
            "SELECT p.stripe_account_id AS id FROM payout_accounts p JOIN affiliates a ON a.id = p.affiliate_id WHERE a.email = '{}'",
            affiliate.email
        ))
        .await;
    let path = format!("/_sim/accounts/{}/capabilities", account[0]["id"].as_str().unwrap());
    world.simulator(reqwest::Method::POST, &path, json!({"transfers": word})).await;
}

/// The account is good again, and the sweep looks at once.
async fn unblock(world: &World, affiliate: &Affiliate) {
    turn_account(world, affiliate, "active").await;
    affiliate.graph.mutate("payoutAccountRefresh", json!({}), "payoutAccount { state }").await;
    world
        .break_with(
            "UPDATE payouts SET updated_at = updated_at - interval '1 minute', look_at = NULL, looks = 0",
        )
        .await;
}

// ------------------------------------------------------------------------------------------------ onboarding

#[tokio::test]
async fn who_comes_back_from_stripe_sees_the_truth_at_once() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 0, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    silence_events(&world);
    let payload = joe.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    let link = payload["onboardingUrl"].as_str().unwrap();

    // Turned back half way: the page and the graph say in words what is missing.
    let (_, _, form) = visit(link).await;
    let back = form.split("href=\"").find(|h| h.contains("/onboarding/done")).unwrap();
    let back = back.split('"').next().unwrap().replace("&amp;", "&");
    assert!(back.starts_with(&world.url), "{back}");
    let (status, _, page) = visit(&back).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("still needs something") && page.contains("<li>Give your date of birth.</li>"),
        "{page}"
    );
    let seen = affiliate(&joe.graph, "payoutAccount { state requirements { sentence codes } }").await;
    let first = &seen["payoutAccount"]["requirements"][0];
    assert_eq!(seen["payoutAccount"]["state"], "ONBOARDING");
    assert_eq!(first["sentence"], "Say whether you are paid as a person or as a company.");
    assert_eq!(first["codes"], json!(["business_type"]));

    // Done: no event comes, and it is known all the same.
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let page = http.post(link).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("You are all set."), "{page}");
    let seen = affiliate(&joe.graph, "payoutAccount { state requirementsDue }").await;
    assert_eq!(seen["payoutAccount"], json!({"state": "ACTIVE", "requirementsDue": []}));
    let ready = || world.sql("SELECT payout_ready FROM enrollments");
    world.until("the brand to know", ready, |rows| rows[0]["payout_ready"] == true).await;

    // Without coming back, whoever asks is told too; who has not begun is told that.
    world.break_with("UPDATE payout_accounts SET state = 'RESTRICTED'").await;
    let payload = joe.graph.mutate("payoutAccountRefresh", json!({}), "payoutAccount { state }").await;
    assert_eq!(payload["payoutAccount"]["state"], "ACTIVE");
    let ann = Affiliate::sign_up(&world, "Ann").await;
    assert_eq!(ann.refused("payoutAccountRefresh", json!({})).await, "NOT_FOUND");
}

#[tokio::test]
async fn an_expired_link_leads_to_a_fresh_one_and_a_forged_one_nowhere() {
    let world = World::new().await;
    let (shop, program) = shop(&world, 0, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let payload = joe.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    let link = payload["onboardingUrl"].as_str().unwrap();
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    http.post(link).send().await.unwrap();

    // Used once, so Stripe sends us back; we send to a link that works.
    let (_, again, _) = visit(link).await;
    assert!(again.contains("/onboarding/again?account="), "{again}");
    let (status, fresh, _) = visit(&again).await;
    assert_eq!(status, 303);
    assert!(fresh.starts_with(&world.stripe_url) && fresh != link, "{fresh}");
    let (status, to, _) = visit(&fresh).await;
    assert_eq!((status, to.as_str()), (200, ""), "the fresh link shows Stripe's form");

    // What is good for looking is not good for a link to Stripe; nor is what somebody made up.
    let token = again.split_once("account=").unwrap().1;
    for forged in ["", "?account=", "?account=x", &format!("?account={}", token.replace('0', "1"))] {
        let (status, to, page) = visit(&format!("{}/onboarding/again{forged}", world.url)).await;
        assert_eq!((status, to.as_str()), (200, ""), "{forged}");
        assert!(page.contains("has expired"), "{page}");
    }
    let (_, _, page) = visit(&format!("{}/onboarding/done?account={token}", world.url)).await;
    assert!(page.contains("Welcome back"), "{page}");
}

// ------------------------------------------------------------------------------------------------ earnings

const EARNINGS: &str = "tenantEarnings { currency earned { amount { minor } count since nextAt } maturing { day amount { minor } } \
    held { amount { minor } notes } payable { amount { minor } since } reserved { amount { minor } count notes } \
    inTransit { amount { minor } nextAt } paid { amount { minor } count since } owed { amount { minor } } } \
    commissions(first: 10) { nodes { standing { phase since nextPhase nextAt note } } }";

/// The phases with something in them, as `PHASE minor`.
fn phases(seen: &Value) -> Vec<String> {
    let of = &seen["tenantEarnings"][0];
    ["earned", "held", "payable", "reserved", "inTransit", "paid", "owed"]
        .iter()
        .filter(|name| minor(&of[**name]["amount"]) != 0)
        .map(|name| format!("{name} {}", minor(&of[*name]["amount"])))
        .collect()
}

fn standing(seen: &Value) -> &Value {
    &seen["commissions"]["nodes"][0]["standing"]
}

#[tokio::test]
async fn money_is_followed_from_the_click_to_the_bank() {
    let mut world = World::new().await;
    let (shop, program) = shop(&world, 30, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let commission = sale["commissions"][0]["id"].as_str().unwrap().to_owned();
    let look = || affiliate(&joe.graph, EARNINGS);

    let seen = look().await;
    assert_eq!(phases(&seen), ["earned 1000"]);
    let earned = &seen["tenantEarnings"][0];
    assert_eq!(earned["maturing"][0]["amount"]["minor"], "1000");
    let matures = standing(&seen)["nextAt"].as_str().unwrap();
    assert_eq!(earned["maturing"][0]["day"].as_str().unwrap(), &matures[..10]);
    assert_eq!(standing(&seen)["nextPhase"], "PAYABLE");

    // The brand stops it and says why, then lets it go on.
    let held = json!({"commissionId": commission, "reason": "Three orders from one address"});
    shop.owner.mutate("commissionHold", held, "commission { state }").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["held 1000"]);
    assert_eq!(standing(&seen)["note"], "Three orders from one address");
    let long = json!({"commissionId": commission, "reason": "x\ny"});
    assert_eq!(shop.owner.refused("commissionHold", long).await, "REASON_MISSING");
    shop.owner.mutate("commissionRelease", json!({"commissionId": commission}), "commission { state }").await;
    assert_eq!(standing(&look().await)["note"], Value::Null);

    let mature = json!({"commissionId": commission, "idempotencyKey": "m"});
    shop.owner.mutate("commissionMature", mature, "commission { state }").await;
    assert_eq!(phases(&look().await), ["payable 1000"]);

    // Nobody told Stripe where the money goes: no run takes it, and Joe sees what to do.
    let note = standing(&look().await)["note"].as_str().unwrap_or_default().to_owned();
    assert!(note.contains("Finish setting up your payout account"), "{note}");
    let run = blocked_run(&mut world, &shop, &joe).await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["reserved 1000"]);
    let note = seen["tenantEarnings"][0]["reserved"]["notes"][0].as_str().unwrap();
    assert!(note.contains("Stripe may not pay you at the moment"), "he had finished: {note}");
    assert_eq!(standing(&seen)["note"], note);

    unblock(&world, &joe).await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["inTransit 1000"]);
    assert_eq!(standing(&seen)["nextPhase"], "PAID");
    assert_eq!(standing(&seen)["nextAt"], seen["tenantEarnings"][0]["inTransit"]["nextAt"]);
    let payout = affiliate(
        &joe.graph,
        "payouts(first: 1) { nodes { transferredAt waitsBecause standing { phase nextAt } } }",
    )
    .await;
    let payout = &payout["payouts"]["nodes"][0];
    assert_eq!(payout["standing"]["nextAt"], standing(&seen)["nextAt"]);
    assert!(payout["transferredAt"].is_string() && payout["waitsBecause"].is_null(), "{payout}");

    world.break_with("UPDATE payouts SET transferred_at = transferred_at - interval '8 days'").await;
    let seen = look().await;
    assert_eq!(phases(&seen), ["paid 1000"]);
    assert_eq!(standing(&seen)["phase"], "PAID");
    assert_eq!(seen["tenantEarnings"][0]["paid"]["since"], standing(&seen)["since"]);

    // A return after it was paid is a debt.
    shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;
    assert_eq!(phases(&look().await), ["paid 1000", "owed 400"]);
    assert_eq!(standing(&look().await)["phase"], "OWED");
    world.assert_ledger_sound().await;
}

// ------------------------------------------------------------------------------------------------ statements

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
    let (shop, program) = shop(&world, 0, 20_000).await;
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
    let (shop, program) = shop(&world, 0, 50_000).await;
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
    let (shop, program) = shop(&world, 0, 5_000).await;
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

// ------------------------------------------------------------------------------------------------ notices

async fn until_letters(world: &World, mailbox: &Mailbox, subject: &str, count: usize) -> Vec<Letter> {
    let look = || async { mailbox.about(subject) };
    world.until(subject, look, |letters| letters.len() >= count).await
}

/// How many letters are about payouts themselves.
fn of_payouts(mailbox: &Mailbox) -> usize {
    mailbox.letters().iter().filter(|l| !l.header("Subject").contains("waits for you")).count()
}

/// Lets every loop look twice more.
async fn let_loops_look(world: &mut World) {
    world.stop_worker().await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
}

#[tokio::test]
async fn a_payout_is_told_when_it_waits_and_when_it_goes() {
    let mailbox = Mailbox::start().await;
    let mut world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = blocked_run(&mut world, &shop, &joe).await;

    let waits = until_letters(&world, &mailbox, "has to wait", 1).await.remove(0);
    assert_eq!(waits.to, "<joe@people.test>");
    assert_eq!(waits.header("From"), "Tributary <no-reply@tributary.test>");
    assert_eq!(waits.header("Subject"), "Shop: your payout of GBP 10.00 has to wait");
    assert_eq!(waits.header("Auto-Submitted"), "auto-generated");
    assert!(waits.body().contains("Stripe may not pay you at the moment."), "{}", waits.body());

    unblock(&world, &joe).await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let goes = until_letters(&world, &mailbox, "on its way", 1).await.remove(0);
    assert_eq!(goes.header("Subject"), "Shop: GBP 10.00 is on its way to you");
    let body = goes.body();
    assert!(body.contains("Shop has paid you GBP 10.00.") && body.contains(&world.url), "{body}");
    assert!(body.contains("Content-Type: text/html"), "{body}");
    let id = goes.header("Message-ID");
    assert!(id.starts_with("<mail_") && id.ends_with("@tributary.test>"), "{id}");

    // However often the loops look, and whoever does.
    let_loops_look(&mut world).await;
    assert_eq!(of_payouts(&mailbox), 2, "{:#?}", mailbox.letters());

    // Stripe takes a part back: news again.
    world
        .break_with("UPDATE payouts SET state = 'PARTIALLY_REVERSED', reversed = 300, updated_at = now()")
        .await;
    let back = until_letters(&world, &mailbox, "was taken back", 1).await.remove(0);
    assert!(back.body().contains("has taken back GBP 3.00 in all"), "{}", back.body());

    // Joe's own list of what he was told; nobody else has it.
    let told = affiliate(&joe.graph, "notices(first: 10) { nodes { cause state text } }").await;
    let mut causes: Vec<&str> =
        told["notices"]["nodes"].as_array().unwrap().iter().map(|n| n["cause"].as_str().unwrap()).collect();
    // Told or not, by when the loop of digests looked while the account was not good.
    causes.retain(|cause| *cause != "PAYOUT_ACCOUNT_NEEDED");
    assert_eq!(causes, ["PAYOUT_RETURNED", "PAYOUT_SENT", "PAYOUT_BLOCKED"]);
    let ann = earner(&world, &shop, &program, "Ann").await;
    let told = affiliate(&ann.graph, "notices(first: 10) { nodes { cause } }").await;
    assert_eq!(told["notices"]["nodes"], json!([]));
}

#[tokio::test]
async fn who_cannot_be_paid_is_told_that_money_waits_once_a_month() {
    let mailbox = Mailbox::start().await;
    let mut world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 0).await;
    earner(&world, &shop, &program, "Joe").await;
    let ann = earner(&world, &shop, &program, "Ann").await;
    ann.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.sale("o-2", 10_000, json!({"code": "ANN"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let_loops_look(&mut world).await;
    let told = until_letters(&world, &mailbox, "waits for you to say where it goes", 1).await.remove(0);
    assert_eq!(
        (told.to.as_str(), told.header("Subject").as_str()),
        ("<joe@people.test>", "Shop: GBP 10.00 waits for you to say where it goes")
    );
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 1, "{:#?}", mailbox.letters());
}

#[tokio::test]
async fn a_refused_payout_is_told_with_what_to_do() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let error =
        json!({"status": 400, "code": "account_closed", "type": "invalid_request_error", "message": "no"});
    let fault = json!({"path_prefix": "/v1/transfers", "method": "POST", "kind": "error", "error": error});
    world.simulator(reqwest::Method::POST, "/_sim/faults", fault).await;
    shop.start_run("one").await;
    let told = until_letters(&world, &mailbox, "was refused", 1).await.remove(0);
    let body = told.body();
    assert!(body.contains("Set up your payout account again.") && body.contains("payable again"), "{body}");
}

#[tokio::test]
async fn a_day_is_told_once_it_is_over_and_not_sale_by_sale() {
    let mailbox = Mailbox::start().await;
    let mut world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 30, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let first = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.sale("o-2", 5_000, json!({"code": "JOE"})).await;
    let third = shop.sale("o-3", 7_000, json!({"code": "JOE"})).await;
    shop.refund(&first, "r-1", json!({"amountMinor": 2_000})).await;
    let void = json!({"commissionId": third["commissions"][0]["id"], "reason": "A test order <b>", "idempotencyKey": "v"});
    shop.owner.mutate("commissionVoid", void, "commission { state }").await;
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 0, "the day is not over");

    world.stop_worker().await;
    yesterday(&world).await;
    world.start_worker().await;
    let news = until_letters(&world, &mailbox, "new commissions", 1).await.remove(0);
    assert_eq!(news.header("Subject"), "Shop: 2 new commissions");
    assert!(news.body().contains("GBP 15.00 from 2 commissions"), "{}", news.body());
    let taken = until_letters(&world, &mailbox, "taken back", 1).await.remove(0);
    let body = taken.body();
    assert!(body.contains("- GBP 2.00 – an order was returned"), "{body}");
    assert!(body.contains("- GBP 7.00 – A test order <b>"), "{body}");
    assert!(body.contains("GBP 7.00 – A test order &lt;b&gt;"), "{body}");
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 2, "{:#?}", mailbox.letters());

    // Without digests: nothing more of the kind; and a change of mind brings nothing old.
    let off = json!({"off": ["COMMISSIONS_EARNED", "COMMISSIONS_TAKEN_BACK", "COMMISSIONS_EARNED"]});
    let payload = joe.graph.mutate("noticePreferencesSet", off, "off").await;
    assert_eq!(payload["off"], json!(["COMMISSIONS_EARNED", "COMMISSIONS_TAKEN_BACK"]));
    assert_eq!(affiliate(&joe.graph, "noticesOff").await["noticesOff"], payload["off"]);
    let needed = json!({"off": ["PAYOUT_BLOCKED"]});
    assert_eq!(joe.graph.refused("noticePreferencesSet", needed).await, "NOT_OPTIONAL");
    world.break_with("DELETE FROM mails").await;
    let_loops_look(&mut world).await;
    joe.graph.mutate("noticePreferencesSet", json!({"off": []}), "off").await;
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 2, "{:#?}", mailbox.letters());
}

/// Everything that was recorded was recorded a day earlier, ids included.
async fn yesterday(world: &World) {
    world
        .break_with(
            "ALTER TABLE commissions DROP CONSTRAINT commissions_tenant_id_adjusts_id_fkey; \
             CREATE FUNCTION earlier(id uuid) RETURNS uuid LANGUAGE sql AS $$ SELECT (lpad(to_hex( \
               ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - 86400000), 12, '0') || substr(replace(id::text, '-', ''), 13))::uuid $$; \
             UPDATE commissions SET id = earlier(id), adjusts_id = earlier(adjusts_id), \
               created_at = created_at - interval '1 day', state_since = state_since - interval '1 day'",
        )
        .await;
}

#[tokio::test]
async fn what_stripe_needs_is_told_once_for_each_set_of_it() {
    let mailbox = Mailbox::start().await;
    let mut world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 0).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    let other = world.brand("Other").await;
    let elsewhere = other.program("AFFILIATES", 1_000, 0).await;
    // Joe works with both brands, and is told once all the same.
    let invite = json!({"programId": elsewhere, "email": joe.email, "name": "Joe"});
    let payload = other.owner.mutate("enrollmentInvite", invite, "invitation").await;
    joe.graph
        .mutate("enrollmentAccept", json!({"invitation": payload["invitation"]}), "enrollment { id }")
        .await;
    joe.graph.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    let ask = |state: &str, codes: &str| {
        format!(
            "UPDATE payout_accounts SET state = '{state}', requirements_due = '{codes}', updated_at = now()"
        )
    };
    // Still at it: left alone for a day.
    world.break_with(&ask("ONBOARDING", "{external_account}")).await;
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 0);
    world.break_with("UPDATE payout_accounts SET updated_at = now() - interval '25 hours'").await;
    let told =
        until_letters(&world, &mailbox, "You cannot be paid until you tell Stripe more", 1).await.remove(0);
    assert!(told.body().contains("- Say which bank account your money goes to."), "{}", told.body());

    world.break_with(&ask("ACTIVE", "{individual.dob.day,external_account}")).await;
    let told = until_letters(&world, &mailbox, "Stripe needs something from you", 1).await.remove(0);
    assert!(told.body().contains("- Give your date of birth."), "{}", told.body());
    world.break_with(&ask("ACTIVE", "{external_account,individual.dob.day}")).await;
    let_loops_look(&mut world).await;
    assert_eq!(mailbox.letters().len(), 2, "{:#?}", mailbox.letters());
}

#[tokio::test]
async fn a_mail_survives_a_server_that_refuses_and_one_that_hangs_up() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 20_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    let tried = |n: i64| {
        let world = &world;
        async move {
            let rows = || {
                world.sql("SELECT state, tries, reason FROM mails WHERE cause = 'PAYOUT_SENT' ORDER BY id DESC LIMIT 1")
            };
            let ended = |rows: &Vec<Value>| {
                rows.first()
                    .is_some_and(|r| r["tries"] == n && (r["reason"].is_string() || r["state"] != "QUEUED"))
            };
            world.until("a try", rows, ended).await.remove(0)
        }
    };
    let now = "UPDATE mails SET next_try_at = now(), reason = NULL WHERE state = 'QUEUED'";

    // Not today; then taken, but nobody hears that; then taken again: the same mail.
    mailbox.trouble(Trouble::Refused(451));
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    pay(&world, &shop, "one").await;
    let row = tried(1).await;
    assert_eq!(row["state"], "QUEUED");
    assert!(row["reason"].as_str().unwrap().contains("451"), "{row}");
    assert_eq!(mailbox.letters().len(), 0);
    mailbox.trouble(Trouble::HungUp);
    world.break_with(now).await;
    assert_eq!(tried(2).await["state"], "QUEUED");
    assert_eq!(mailbox.letters().len(), 1);
    world.break_with(now).await;
    let row = tried(3).await;
    assert_eq!((&row["state"], &row["reason"]), (&json!("SENT"), &Value::Null));
    let letters = mailbox.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
    assert_eq!(letters[0].header("Date"), letters[1].header("Date"));

    // Refused for good: given up at once, with the reason.
    mailbox.trouble(Trouble::Refused(550));
    shop.sale("o-2", 10_000, json!({"code": "JOE"})).await;
    world.until("o-2", || shop.commissions(), |sums| !sums["PAYABLE"].is_null()).await;
    let run = shop.start_run("two").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let row = tried(1).await;
    assert_eq!(row["state"], "GIVEN_UP");
    assert!(row["reason"].as_str().unwrap().contains("550"), "{row}");

    // Tried often enough.
    mailbox.trouble(Trouble::Refused(451));
    world.break_with("UPDATE mails SET state = 'QUEUED', tries = 7, reason = NULL, next_try_at = now() WHERE state = 'GIVEN_UP'").await;
    let row = tried(8).await;
    assert_eq!(row["state"], "GIVEN_UP");
    assert_eq!(mailbox.letters().len(), 2);
}

#[tokio::test]
async fn hostile_names_reach_nobody_else_and_are_text() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let (shop, program) = shop(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    world
        .break_with(
            "UPDATE affiliates SET name = E'<script>alert(1)</script>\\r\\nBcc: all@people.test'; \
             UPDATE tenants SET name = E'Shop\\r\\nBcc: all@people.test\\r\\n\\r\\n<b>'",
        )
        .await;
    joe.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    pay(&world, &shop, "one").await;
    let letter = until_letters(&world, &mailbox, "on its way", 1).await.remove(0);
    let head = letter.raw.split("\r\n\r\n").next().unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
    assert_eq!(letter.header("Subject"), "Shop Bcc: all@people.test <b>: GBP 10.00 is on its way to you");
    let body = letter.body();
    assert!(
        body.contains("<p>Hello &lt;script&gt;alert(1)&lt;/script&gt; Bcc: all@people.test,</p>"),
        "{body}"
    );
    assert!(!body.split("text/html").nth(1).unwrap().contains("<script"), "{body}");
    assert_eq!(letter.to, "<joe@people.test>");
}

#[tokio::test]
async fn mails_are_kept_without_a_server_and_old_ones_are_not_sent_late() {
    let mut world = World::new().await;
    let (shop, program) = shop(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    pay(&world, &shop, "one").await;
    let rows = || world.sql("SELECT state, tries FROM mails");
    let rows = world.until("a notice", rows, |rows| !rows.is_empty()).await;
    assert_eq!(rows[0], json!({"state": "QUEUED", "tries": 0}));
    // Only the embedded default shows mails.
    assert_eq!(visit(&format!("{}/dev/mail", world.url)).await.0, 404);

    world.stop_worker().await;
    world.break_with("UPDATE mails SET created_at = now() - interval '73 hours'").await;
    let mailbox = Mailbox::start().await;
    world.env.set("SMTP_URL", mailbox.url.clone());
    world.env.set("MAIL_FROM", "no-reply@tributary.test");
    world.start_worker().await;
    let rows = || world.sql("SELECT state, reason FROM mails");
    let rows = world.until("an old mail", rows, |rows| rows[0]["state"] != "QUEUED").await;
    assert_eq!(rows[0], json!({"state": "GIVEN_UP", "reason": "too old to be news"}));
    assert_eq!(mailbox.letters().len(), 0);
}

#[tokio::test]
async fn the_embedded_default_shows_the_mails_it_does_not_send() {
    let world = World::up().await;
    let page = || visit_text(&world);
    assert!(page().await.contains("There are none yet."));
    let (shop, program) = shop(&world, 0, 5_000).await;
    let joe = earner(&world, &shop, &program, "Joe").await;
    joe.onboard(&world).await;
    shop.owner.mutate("tenantUpdate", json!({"name": "Shop <b>"}), "tenant { name }").await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    shop.start_run("one").await;
    let page = world.until("a mail", page, |page| page.contains("<article>")).await;
    assert!(page.contains("<h2>Shop &lt;b&gt;: GBP 10.00 is on its way to you</h2>"), "{page}");
    assert!(
        page.contains("To joe@people.test") && page.contains("It is in your balance at Stripe"),
        "{page}"
    );
}

async fn visit_text(world: &World) -> String {
    visit(&format!("{}/dev/mail", world.url)).await.2
}
