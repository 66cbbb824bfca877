//! What affiliates are told by mail, once, whatever the server does.

use serde_json::{Value, json};

use super::{affiliate, blocked_run, earner, pay, unblock, visit};
use crate::world::{Brand, Letter, Mailbox, Trouble, World};

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
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
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
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 20_000).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
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
    let (shop, program) = Brand::with_program(&world, 0, 5_000).await;
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
