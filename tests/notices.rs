//! What a tenant's people are told by e-mail of its money: who, when, once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::brand::id;
use crate::world::{Brand, Gql, Letter, Mailbox, World};

/// Who looks after the shop's money, and whom it does not concern.
const LOOK_AFTER: [&str; 3] = ["<adam@shop.test>", "<owner@fay.test>", "<owner@shop.test>"];

/// A shop with one member of each role: Olive owns it, Fay is its FINANCE and can sign in, Ed and Ana only work there.
async fn shop(mailbox: &Mailbox) -> (World, Brand) {
    let world = World::with_mailbox(mailbox).await;
    let shop = world.brand("Shop").await;
    world.brand("Fay").await;
    let tenant = tenant(&shop);
    for (name, role) in [("adam", "ADMIN"), ("ed", "EDITOR"), ("ana", "ANALYST")] {
        world
            .break_with(&format!(
                "INSERT INTO users (id, email, name, password_hash, created_at) VALUES (gen_random_uuid(), '{name}@shop.test', '{name}', '', now()); \
                 INSERT INTO memberships (tenant_id, user_id, role, email, name, created_at) \
                 SELECT '{tenant}', id, '{role}', email, name, now() FROM users WHERE email = '{name}@shop.test'"
            ))
            .await;
    }
    world
        .break_with(&format!(
            "INSERT INTO memberships (tenant_id, user_id, role, email, name, created_at) \
             SELECT '{tenant}', id, 'FINANCE', email, 'Fay', now() FROM users WHERE email = 'owner@fay.test'"
        ))
        .await;
    (world, shop)
}

fn tenant(shop: &Brand) -> uuid::Uuid {
    domain::ids::TypedId::uuid(shop.tenant.parse::<domain::ids::TenantId>().unwrap())
}

async fn sign_in(world: &World, email: &str, tenant: &str) -> Gql {
    let input = json!({"email": email, "password": "correct horse battery", "tenantId": tenant});
    let payload = world.stranger().mutate("signIn", input, "session { accessToken }").await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

/// The letters with this in their subject, once there are so many: to each of these once.
async fn told(world: &World, mailbox: &Mailbox, subject: &str, to: &[&str]) -> Letter {
    let look = || async { mailbox.about(subject) };
    let mut letters = world.until(subject, look, |letters| letters.len() >= to.len()).await;
    letters.sort_by(|a, b| a.to.cmp(&b.to));
    let readers: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(readers, to, "{subject}");
    letters.remove(0)
}

/// Lets every loop look twice more, and nothing new is told.
async fn nothing_new(world: &mut World, mailbox: &Mailbox, letters: usize) {
    world.stop_worker().await;
    world.start_worker().await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let subjects: Vec<String> = mailbox.letters().iter().map(|l| l.header("Subject")).collect();
    assert_eq!(subjects.len(), letters, "{subjects:#?}");
}

fn sim(world: &World) -> &stripe_sim::Sim {
    world.sim.as_ref().unwrap()
}

async fn until_subscription(world: &World, state: &str) {
    let look = || world.sql("SELECT state FROM subscriptions");
    world.until(state, look, |rows| rows.first().is_some_and(|row| row["state"] == state)).await;
}

#[tokio::test]
async fn a_subscription_is_told_from_the_first_refusal_to_the_end_of_its_suspension() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    let buy = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "buy"});
    let page = shop.owner.mutate("subscriptionStart", buy, "checkoutUrl").await;
    let session = page["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let paid = sim(&world).pay(&session).unwrap();
    let (subscription, customer) =
        (paid["subscription"].as_str().unwrap(), paid["customer"].as_str().unwrap());
    until_subscription(&world, "ACTIVE").await;
    sim(&world).set_customer(customer, "card_declined").unwrap();
    sim(&world).advance(subscription).unwrap();

    let unpaid = told(&world, &mailbox, "could not be charged", &LOOK_AFTER).await;
    let body = unpaid.body();
    let grace = "SELECT to_char((past_due_since + interval '14 days') AT TIME ZONE 'UTC', 'FMDay FMDD FMMonth YYYY') AS ends FROM subscriptions";
    let ends = world.sql(grace).await[0]["ends"].as_str().unwrap().to_owned();
    assert!(body.contains("of GBP 49.00") && body.contains(&format!("until {ends}.")), "{ends}: {body}");
    assert!(body.contains("change the card in the billing portal"), "{body}");
    // Stripe tries again, and is refused again: the same debt.
    let open = world.ask_stripe("/v1/invoices?status=open&limit=1").await;
    let invoice = open["data"][0]["id"].as_str().unwrap().to_owned();
    let _ = sim(&world).retry_invoice(&invoice, None);
    world.break_with("UPDATE subscriptions SET look_at = now()").await;
    nothing_new(&mut world, &mailbox, 3).await;

    let later = |days: i32| {
        format!(
            "UPDATE subscriptions SET past_due_since = past_due_since - interval '{days} days', look_at = now()"
        )
    };
    world.break_with(&later(12)).await;
    let soon = told(&world, &mailbox, "unless your subscription is paid", &LOOK_AFTER).await;
    assert!(
        soon.body().contains("payout runs that exist and what your wallet covers already are paid"),
        "{}",
        soon.body()
    );
    assert_eq!(mailbox.about("could not be charged").len(), 3, "the reminder alone");
    world.break_with(&later(3)).await;
    until_subscription(&world, "SUSPENDED").await;
    let suspended = told(&world, &mailbox, "Shop is suspended", &LOOK_AFTER).await;
    let body = suspended.body();
    assert!(
        body.contains("What stops: new programmes") && body.contains("What goes on: sales and refunds"),
        "{body}"
    );
    nothing_new(&mut world, &mailbox, 9).await;

    // Who has left is told nothing more.
    world
        .break_with(&format!(
            "DELETE FROM memberships WHERE tenant_id = '{}' AND email = 'owner@fay.test'",
            tenant(&shop)
        ))
        .await;
    sim(&world).set_customer(customer, "succeed").unwrap();
    sim(&world).retry_invoice(&invoice, None).unwrap();
    until_subscription(&world, "ACTIVE").await;
    let resumed = told(&world, &mailbox, "no longer suspended", &[LOOK_AFTER[0], LOOK_AFTER[2]]).await;
    assert!(resumed.body().contains("is on the plan GROWTH"), "{}", resumed.body());
    nothing_new(&mut world, &mailbox, 11).await;
}

/// A card that the shop has saved. Returns its id and Stripe's.
async fn card(world: &World, shop: &Brand) -> (String, String) {
    let input = json!({"kind": "CARD", "currency": "GBP", "idempotencyKey": "add"});
    let added = shop.owner.mutate("fundingMethodAdd", input, "method { id checkoutUrl }").await;
    pay_page(world, &added["method"]["checkoutUrl"]).await;
    let look = || world.sql("SELECT stripe_id AS id FROM funding_methods WHERE state = 'ACTIVE'");
    let kept = world.until("the card", look, |rows| rows.len() == 1).await;
    (id(&added["method"]), kept[0]["id"].as_str().unwrap().to_owned())
}

async fn pay_page(world: &World, url: &Value) {
    let session = url.as_str().unwrap().rsplit('/').next().unwrap();
    world.simulator(Method::POST, &format!("/_sim/checkout/{session}/pay"), json!({})).await;
}

async fn answers(world: &World, card: &str, outcome: &str) {
    world
        .simulator(Method::POST, &format!("/_sim/payment_methods/{card}"), json!({"outcome": outcome}))
        .await;
}

async fn fund(shop: &Brand, key: &str, more: Value) -> Value {
    let mut input = json!({"currency": "GBP", "amountMinor": 20_000, "idempotencyKey": key});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner.mutate("walletFund", input, "funding { id checkoutUrl }").await["funding"].take()
}

async fn until_fundings(world: &World, state: &str, count: usize) {
    let query = format!("SELECT id FROM fundings WHERE state = '{state}'");
    let look = || world.sql(&query);
    world.until(state, look, |rows| rows.len() == count).await;
}

#[tokio::test]
async fn money_that_does_not_come_is_told_once_for_each_time_it_was_asked_for() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    let (method, kept) = card(&world, &shop).await;
    answers(&world, &kept, "card_declined").await;
    let begun = fund(&shop, "card", json!({"methodId": method})).await;
    let refused = told(&world, &mailbox, "GBP 200.00 did not reach your wallet", &LOOK_AFTER).await;
    let body = refused.body();
    assert!(body.contains("The card was refused."), "{body}");
    assert!(body.contains(begun["id"].as_str().unwrap()), "{body}");

    // A debit that the bank returns days later.
    let begun = fund(&shop, "debit", json!({"kind": "BACS_DEBIT"})).await;
    pay_page(&world, &begun["checkoutUrl"]).await;
    until_fundings(&world, "STARTED", 1).await;
    let session = begun["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    let clear = json!({"outcome": "debit_not_authorized"});
    world.simulator(Method::POST, &format!("/_sim/checkout/{session}/clear"), clear).await;
    let look = || async { mailbox.about("did not reach your wallet") };
    let letters = world.until("the debit", look, |letters| letters.len() >= 6).await;
    assert!(letters[5].body().contains("the debit was not authorised"), "{}", letters[5].body());

    // A page that nobody pays on: whoever opened it knows.
    let left = fund(&shop, "page", json!({})).await;
    let session = left["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    world.stripe(&format!("/v1/checkout/sessions/{session}/expire"), "").await;
    until_fundings(&world, "FAILED", 3).await;
    nothing_new(&mut world, &mailbox, 6).await;

    // What happened long ago is no news to anybody.
    world.break_with("DELETE FROM mails; UPDATE fundings SET updated_at = now() - interval '73 hours'").await;
    nothing_new(&mut world, &mailbox, 6).await;
}

#[tokio::test]
async fn workers_that_race_or_are_cut_off_tell_everybody_once() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    world.stop_worker().await;
    world
        .break_with(&format!(
            "INSERT INTO fundings (tenant_id, id, currency, amount, state, payment_intent_id, started_by, created_at, updated_at, reason) \
             SELECT '{}', gen_random_uuid(), 'GBP', 100, 'FAILED', 'pi_' || n, 'test', now(), now(), 'card_declined' \
             FROM generate_series(1, 100) n",
            tenant(&shop)
        ))
        .await;
    let told = || {
        world.sql("SELECT recipient, count(*) AS mails, count(DISTINCT about) AS abouts FROM mails GROUP BY 1 ORDER BY 1")
    };
    for cut_after_ms in [5, 20, 50, 100, 150] {
        let cut = world.another_worker().await;
        tokio::time::sleep(std::time::Duration::from_millis(cut_after_ms)).await;
        drop(cut);
        for row in told().await {
            assert_eq!(row["mails"], 100, "{row}: all of a tenant's news or none");
        }
    }
    world.break_with("DELETE FROM mails").await;
    let racing = (world.another_worker().await, world.another_worker().await, world.another_worker().await);
    world.until("everybody", told, |rows| rows.len() == 3).await;
    // Each has looked once more.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let all = told().await;
    let counts: Vec<Value> =
        all.iter().map(|row| json!([row["recipient"], row["mails"], row["abouts"]])).collect();
    let each = ["adam@shop.test", "owner@fay.test", "owner@shop.test"].map(|to| json!([to, 100, 100]));
    assert_eq!(counts, each);
    drop(racing);
}

#[tokio::test]
async fn a_payment_that_is_taken_back_is_told_when_it_is_disputed_and_when_it_is_lost() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    let begun = fund(&shop, "page", json!({})).await;
    pay_page(&world, &begun["checkoutUrl"]).await;
    until_fundings(&world, "SETTLED", 1).await;
    let intent = world.sql("SELECT payment_intent_id AS id FROM fundings").await[0]["id"].take();
    let intent = world.ask_stripe(&format!("/v1/payment_intents/{}", intent.as_str().unwrap())).await;
    let path = format!("/_sim/charges/{}/dispute", intent["latest_charge"].as_str().unwrap());
    let dispute = world.simulator(Method::POST, &path, json!({"fee": 1_500})).await;
    let disputed = told(&world, &mailbox, "a bank has taken GBP 215.00 back", &LOOK_AFTER).await;
    assert!(disputed.body().contains("What the wallet did not hold is owed"), "{}", disputed.body());
    nothing_new(&mut world, &mailbox, 3).await;
    let path = format!("/_sim/disputes/{}/close", dispute["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"status": "lost"})).await;
    let lost = told(&world, &mailbox, "GBP 215.00 is taken back for good", &LOOK_AFTER).await;
    assert!(lost.body().contains(begun["id"].as_str().unwrap()), "{}", lost.body());
    nothing_new(&mut world, &mailbox, 6).await;
}

/// Something that a run would pay: GBP 100.00 to Joe.
async fn earned(world: &World, shop: &Brand) {
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.affiliate(world, &program, "JOE").await;
    shop.code(&joe, "JOE").await;
    joe.onboard(world).await;
    shop.sale("o-1", 100_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(world, "PAYABLE").await;
}

/// The run has stood as it stands for more than a day.
async fn a_day_later(world: &World) {
    world.break_with("UPDATE payout_runs SET updated_at = updated_at - interval '25 hours'").await;
}

#[tokio::test]
async fn a_run_that_lacks_money_is_told_when_nothing_more_is_charged_for_it_and_again_after_a_day() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    earned(&world, &shop).await;
    let (method, kept) = card(&world, &shop).await;
    let set = |most: i64| {
        let input = json!({"currency": "GBP", "methodId": method, "atLeastMinor": 1_000, "atMostMinor": most, "marginBps": 400});
        shop.owner.mutate("walletTopUpSet", input, "topUp { atMost { minor } }")
    };
    set(5_000).await;
    let run = shop.start_run("one").await;
    let stopped =
        told(&world, &mailbox, "lacks GBP 103.00, and the wallet is not topped up", &LOOK_AFTER).await;
    let body = stopped.body();
    assert!(body.contains("more than GBP 50.00, the most you allow") && body.contains(&run), "{body}");
    nothing_new(&mut world, &mailbox, 3).await;

    // Within the limit it is charged, and refused: told as money that did not come, for this run.
    answers(&world, &kept, "insufficient_funds").await;
    set(20_000).await;
    let refused = told(&world, &mailbox, "GBP 107.12 did not reach your wallet", &LOOK_AFTER).await;
    let body = refused.body();
    assert!(body.contains("was to top up Shop's wallet for a payout run") && body.contains(&run), "{body}");
    nothing_new(&mut world, &mailbox, 6).await;

    a_day_later(&world).await;
    let waits = told(&world, &mailbox, "a payout run waits for GBP 103.00", &LOOK_AFTER).await;
    assert!(waits.body().contains("The wallet lacks GBP 103.00."), "{}", waits.body());
    nothing_new(&mut world, &mailbox, 9).await;
}

#[tokio::test]
async fn a_top_up_that_is_on_its_way_or_about_to_be_is_no_news() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    earned(&world, &shop).await;
    let (method, _) = card(&world, &shop).await;
    let input = json!({"currency": "GBP", "methodId": method, "atLeastMinor": 1_000, "atMostMinor": 20_000, "marginBps": 400});
    shop.owner.mutate("walletTopUpSet", input, "topUp { atMost { minor } }").await;
    let slow = json!({"delays": {"settle_after_ms": 3_600_000}});
    world.simulator(Method::POST, "/_sim/config", slow).await;
    world.stop_worker().await;
    let run = shop.start_run("one").await;
    // Somebody has the run in hand and has not charged yet, while the notices are looked for.
    let in_hand = world.break_with("SELECT id FROM payout_runs FOR UPDATE; SELECT pg_sleep(10)");
    let looks = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let looking = world.another_worker().await;
        tokio::time::sleep(std::time::Duration::from_secs(7)).await;
        assert_eq!(world.sql("SELECT id FROM fundings").await.len(), 0, "not charged yet");
        assert_eq!(mailbox.letters().len(), 0, "about to be charged");
        looking.stop().await;
    };
    tokio::join!(in_hand, looks);
    world.start_worker().await;
    until_fundings(&world, "STARTED", 1).await;
    nothing_new(&mut world, &mailbox, 0).await;
    assert_eq!(shop.run(&run).await["state"], "FUNDING");
}

#[tokio::test]
async fn a_run_that_stands_still_is_told_after_a_day_and_an_unusual_one_at_once() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    earned(&world, &shop).await;
    shop.fund(&world, 20_000).await;
    let limit = json!({"limitMinor": 9_999, "unusualPercent": 300});
    shop.owner.mutate("payoutCautionSet", limit, "caution { limitMinor }").await;
    let create = json!({"currency": "GBP", "idempotencyKey": "c"});
    let run = id(&shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]);
    let preview =
        shop.owner.mutate("payoutRunPreview", json!({"payoutRunId": run}), "payoutRun { previewHash }").await;
    nothing_new(&mut world, &mailbox, 0).await;
    a_day_later(&world).await;
    let waits = told(&world, &mailbox, "a payout run over GBP 100.00 waits for approval", &LOOK_AFTER).await;
    assert!(waits.body().contains(&run), "{}", waits.body());

    let approve = json!({"payoutRunId": run, "previewHash": preview["payoutRun"]["previewHash"], "idempotencyKey": "a"});
    shop.owner.mutate("payoutRunApprove", approve, "payoutRun { state }").await;
    nothing_new(&mut world, &mailbox, 3).await;
    a_day_later(&world).await;
    told(&world, &mailbox, "an approved payout run over GBP 100.00 is not set going", &LOOK_AFTER).await;

    let execute = json!({"payoutRunId": run, "idempotencyKey": "e"});
    shop.owner.mutate("payoutRunExecute", execute, "payoutRun { state }").await;
    let paused = told(&world, &mailbox, "a payout run over GBP 100.00 is paused", &LOOK_AFTER).await;
    assert!(paused.body().contains("more than the limit you have set for a run"), "{}", paused.body());
    nothing_new(&mut world, &mailbox, 9).await;

    // Paused because Stripe refuses our key: nobody of the tenant can mend that.
    world.break_with("UPDATE payout_runs SET pause_reason = 'STRIPE_UNAUTHORIZED'").await;
    a_day_later(&world).await;
    nothing_new(&mut world, &mailbox, 9).await;
}

#[tokio::test]
async fn payouts_that_are_stopped_are_told_unless_it_is_made_good_soon() {
    let mailbox = Mailbox::start().await;
    let (mut world, shop) = shop(&mailbox).await;
    let alarm = |name: &str, minutes: i32| {
        format!(
            "INSERT INTO ledger_findings (tenant_id, id, invariant, detail, found_at, source) \
             VALUES ('{}', gen_random_uuid(), '{name}', 'secret detail', now() - interval '{minutes} minutes', 'ALARM')",
            tenant(&shop)
        )
    };
    world.break_with(&alarm("FIRST", 25)).await;
    nothing_new(&mut world, &mailbox, 0).await;
    world.break_with("UPDATE ledger_findings SET cleared_at = now()").await;
    // Two at once are one stop.
    world.break_with(&format!("{}; {}", alarm("SECOND", 31), alarm("THIRD", 30))).await;
    let stopped = told(&world, &mailbox, "Shop: payouts are stopped for a check", &LOOK_AFTER).await;
    let body = stopped.body();
    assert!(body.contains("You need do nothing") && !body.contains("secret detail"), "{body}");
    nothing_new(&mut world, &mailbox, 3).await;
}

#[tokio::test]
async fn hostile_names_reach_nobody_else_and_are_text() {
    let mailbox = Mailbox::start().await;
    let (world, shop) = shop(&mailbox).await;
    world
        .break_with(&format!(
            "UPDATE memberships SET name = E'<script>alert(1)</script>\\r\\nBcc: all@people.test'; \
             UPDATE tenants SET name = E'Shop\\r\\nBcc: all@people.test\\r\\n\\r\\n<b>' WHERE id = '{}'",
            tenant(&shop)
        ))
        .await;
    let (method, kept) = card(&world, &shop).await;
    answers(&world, &kept, "card_declined").await;
    fund(&shop, "card", json!({"methodId": method})).await;
    let letter = told(&world, &mailbox, "did not reach your wallet", &LOOK_AFTER).await;
    let head = letter.raw.split("\r\n\r\n").next().unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
    let subject = letter.header("Subject");
    assert_eq!(subject, "Shop Bcc: all@people.test <b>: GBP 200.00 did not reach your wallet");
    let body = letter.body();
    assert!(
        body.contains("<p>Hello &lt;script&gt;alert(1)&lt;/script&gt; Bcc: all@people.test,</p>"),
        "{body}"
    );
    assert!(!body.split("text/html").nth(1).unwrap().contains("<script"), "{body}");
}

#[tokio::test]
async fn members_read_what_they_were_told_and_nobody_reads_anothers() {
    let mailbox = Mailbox::start().await;
    let (world, shop) = shop(&mailbox).await;
    earned(&world, &shop).await;
    // Joe is told something too, of the same tenant.
    shop.fund(&world, 50_000).await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let (method, kept) = card(&world, &shop).await;
    answers(&world, &kept, "card_declined").await;
    for key in ["one", "two"] {
        fund(&shop, key, json!({"methodId": method})).await;
    }
    let look = || async { mailbox.letters().len() };
    world.until("every mail", look, |letters| *letters >= 7).await;
    assert_eq!(mailbox.about("on its way").len(), 1);

    let document = "query($after: String) { viewer { notices(first: 1, after: $after) { nodes { id cause subject text state sentAt } pageInfo { hasNextPage endCursor } } } }";
    let read = async |who: &Gql, after: Value| {
        who.query(document, json!({"after": after})).await["viewer"]["notices"].take()
    };
    let fay = sign_in(&world, "owner@fay.test", &shop.tenant).await;
    let sent = |page: &Value| page["nodes"][0]["state"] == "SENT";
    let first = world.until("Fay's first", || read(&fay, Value::Null), sent).await;
    assert_eq!(first["nodes"][0]["cause"], "FUNDING_FAILED");
    assert!(first["nodes"][0]["text"].as_str().unwrap().starts_with("Hello Fay,"), "{first}");
    let second = read(&fay, first["pageInfo"]["endCursor"].clone()).await;
    assert_ne!(first["nodes"][0]["id"], second["nodes"][0]["id"]);
    assert_eq!(
        (&first["pageInfo"]["hasNextPage"], &second["pageInfo"]["hasNextPage"]),
        (&json!(true), &json!(false))
    );
    let owners = read(&shop.owner, Value::Null).await;
    assert!(owners["nodes"][0]["text"].as_str().unwrap().starts_with("Hello Olive,"), "{owners}");
    // In the tenant of her own she was told nothing, a key is nobody, and a stranger is told nothing either.
    let at_home = world.sql("SELECT m.tenant_id AS id FROM memberships m WHERE m.email = 'owner@fay.test' AND m.role = 'OWNER'").await;
    let home = domain::ids::format("tenant", at_home[0]["id"].as_str().unwrap().parse().unwrap());
    for caller in [sign_in(&world, "owner@fay.test", &home).await, shop.key("SECRET").await, world.stranger()]
    {
        assert_eq!(read(&caller, Value::Null).await["nodes"], json!([]));
    }
    let bad = "{ viewer { notices(first: 101) { nodes { id } } } }";
    assert_eq!(fay.error(bad, json!({})).await, "PAGE_SIZE");

    // The database itself shows a tenant no mail to an affiliate, and an affiliate none to a member.
    assert_eq!(shown_to_the_tenant(&world, &shop).await, (0, 6));
    let shown = shown_to_the_affiliate(&world, &shop).await;
    assert!(shown.0 > 0 && shown.1 == 0, "{shown:?}");
    let both = world
        .try_as_owner(
            "UPDATE mails SET affiliate_id = (SELECT id FROM affiliates LIMIT 1) WHERE user_id IS NOT NULL",
        )
        .await;
    assert!(both.unwrap_err().contains("mails_one_reader"));
}

/// How many mails to affiliates, and how many to members.
async fn counted(conn: &diesel_async::AsyncPgConnection) -> (i64, i64) {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use store::schema::mails::dsl;
    let mut conn = conn;
    let to_affiliates = dsl::mails.filter(dsl::affiliate_id.is_not_null()).count();
    let to_affiliates: i64 = to_affiliates.get_result(&mut conn).await.unwrap();
    let to_members = dsl::mails.filter(dsl::user_id.is_not_null()).count();
    (to_affiliates, to_members.get_result(&mut conn).await.unwrap())
}

#[allow(clippy::disallowed_methods, reason = "what a role may see is asked without a door")]
async fn shown_to_the_tenant(world: &World, shop: &Brand) -> (i64, i64) {
    let ctx = store::TenantCtx::authenticated(shop.tenant.parse().unwrap(), store::Actor::Public);
    let tx = store::TenantTx::begin(&world.pool().await, &ctx).await.unwrap();
    counted(tx.db().unwrap()).await
}

#[allow(clippy::disallowed_methods, reason = "what a role may see is asked without a door")]
async fn shown_to_the_affiliate(world: &World, shop: &Brand) -> (i64, i64) {
    use domain::ids::TypedId;
    let row = world.sql("SELECT id, user_id FROM affiliates").await.remove(0);
    let uuid = |name: &str| row[name].as_str().unwrap().parse().unwrap();
    let (affiliate, user) = (TypedId::from_uuid(uuid("id")), TypedId::from_uuid(uuid("user_id")));
    let ctx = store::AffiliateCtx::authenticated(affiliate, user, vec![shop.tenant.parse().unwrap()]);
    let tx = store::AffiliateTx::begin(&world.pool().await, &ctx).await.unwrap();
    counted(tx.db().unwrap()).await
}
