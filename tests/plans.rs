//! What a tenant pays us: buying a plan, what follows from it, what it uses beyond it, and what happens when it does not
//! pay.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use store::{SystemCtx, TenantCtx};

use crate::world::{Brand, World, brand::id, brand::minor};

const BILLING: &str = "{ billing { plan platformFeeBps seats { used included } \
  subscription { plan state currency cancelAtPeriodEnd wantedPlan pastDueSince suspendsAt currentPeriodEnd } \
  usage { events included overage { minor } } \
  invoices(first: 20) { nodes { id number state url amountDue { minor } amountPaid { minor } } } } }";

async fn billing(shop: &Brand) -> Value {
    shop.owner.query(BILLING, json!({})).await["billing"].take()
}

/// Asks for the page on which a plan is bought. Returns the session's id at Stripe.
async fn page(shop: &Brand, plan: &str, key: &str) -> String {
    let input = json!({"plan": plan, "currency": "GBP", "idempotencyKey": key});
    let payload = shop.owner.mutate("subscriptionStart", input, "checkoutUrl").await;
    payload["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn sim(world: &World) -> &stripe_sim::Sim {
    world.sim.as_ref().unwrap()
}

/// Buys a plan. Returns the subscription's and the customer's id at Stripe.
async fn buy(world: &World, shop: &Brand, plan: &str) -> (String, String) {
    let session = page(shop, plan, &format!("buy-{plan}")).await;
    let paid = sim(world).pay(&session).unwrap();
    until_state(world, shop, "ACTIVE").await;
    (paid["subscription"].as_str().unwrap().to_owned(), paid["customer"].as_str().unwrap().to_owned())
}

async fn until_state(world: &World, shop: &Brand, state: &str) -> Value {
    world.until(state, || billing(shop), |billing| billing["subscription"]["state"] == state).await
}

/// Everything Stripe lists.
async fn listed(world: &World, path: &str) -> Vec<Value> {
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let call = http.get(format!("{}{path}", world.stripe_url)).bearer_auth("sk_test_tests");
    let answer: Value = call.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["has_more"], false, "{answer:#}");
    answer["data"].as_array().unwrap().clone()
}

async fn sum(world: &World, account: &str, side: &str) -> i64 {
    let rows = world
        .sql(&format!(
            "SELECT coalesce(sum(p.amount), 0)::bigint AS sum FROM ledger_postings p JOIN ledger_accounts a \
             ON a.tenant_id = p.tenant_id AND a.id = p.{side}_account WHERE a.kind = '{account}'"
        ))
        .await;
    rows[0]["sum"].as_i64().unwrap()
}

/// What was booked is what Stripe was paid, and every invoice of it is on the books.
async fn assert_revenue_is_what_was_paid(world: &World) {
    let invoices = listed(world, "/v1/invoices?limit=100").await;
    let paid: i64 = invoices.iter().map(|invoice| invoice["amount_paid"].as_i64().unwrap()).sum();
    let revenue = world
        .until("revenue", || sum(world, "subscription_revenue", "credit"), |revenue| *revenue >= paid)
        .await;
    assert_eq!(revenue, paid);
    let kept: i64 = listed(world, "/v1/balance_transactions?limit=100&type=charge")
        .await
        .iter()
        .map(|row| row["fee"].as_i64().unwrap())
        .sum();
    assert_eq!(sum(world, "stripe_fees", "debit").await, kept);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_plan_is_bought_and_fee_and_seats_follow() {
    let world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let free = billing(&shop).await;
    assert_eq!(
        (&free["plan"], &free["platformFeeBps"], &free["seats"]["included"], &free["subscription"]),
        (&json!("FREE"), &json!(300), &json!("3"), &Value::Null)
    );
    let want = json!({"plan": "SCALE"});
    assert_eq!(shop.owner.refused("subscriptionChange", want).await, "NOT_SUBSCRIBED");
    for (plan, currency, code) in [
        ("FREE", "GBP", "PLAN_NOT_SOLD"),
        ("GROWTH", "JPY", "CURRENCY_NOT_SOLD"),
        ("GROWTH", "X", "UNKNOWN_CURRENCY"),
    ] {
        let input = json!({"plan": plan, "currency": currency, "idempotencyKey": "no"});
        assert_eq!(shop.owner.refused("subscriptionStart", input).await, code);
    }

    // A page that was opened before can't be paid any more; a repeat finds its page.
    let first = page(&shop, "SCALE", "first").await;
    assert_eq!(page(&shop, "SCALE", "first").await, first);
    let second = page(&shop, "GROWTH", "second").await;
    assert!(sim(&world).pay(&first).is_err(), "two pages could be paid");
    let closed = json!({"plan": "SCALE", "currency": "GBP", "idempotencyKey": "first"});
    assert_eq!(shop.owner.refused("subscriptionStart", closed).await, "CHECKOUT_EXPIRED");
    let reused = json!({"plan": "SCALE", "currency": "GBP", "idempotencyKey": "second"});
    assert_eq!(shop.owner.refused("subscriptionStart", reused).await, "IDEMPOTENCY_KEY_REUSED");

    sim(&world).pay(&second).unwrap();
    let bought = until_state(&world, &shop, "ACTIVE").await;
    assert_eq!(
        (&bought["plan"], &bought["platformFeeBps"], &bought["seats"]),
        (&json!("GROWTH"), &json!(200), &json!({"used": "1", "included": "10"}))
    );
    assert_eq!(bought["usage"]["included"], "250000");
    let invoice = &bought["invoices"]["nodes"][0];
    assert_eq!((&invoice["state"], minor(&invoice["amountPaid"])), (&json!("PAID"), 4_900));
    let replay = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "second"});
    assert_eq!(shop.owner.refused("subscriptionStart", replay).await, "CHECKOUT_EXPIRED", "it was paid");
    assert_eq!(listed(&world, "/v1/subscriptions").await.len(), 1);
    let again = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "third"});
    assert_eq!(shop.owner.refused("subscriptionStart", again).await, "ALREADY_SUBSCRIBED");

    // A larger plan counts at once.
    shop.owner.mutate("subscriptionChange", json!({"plan": "SCALE"}), "subscription { wantedPlan }").await;
    let larger = world.until("SCALE", || billing(&shop), |billing| billing["plan"] == "SCALE").await;
    assert_eq!((&larger["platformFeeBps"], &larger["seats"]["included"]), (&json!(100), &json!("50")));
    assert_eq!(larger["subscription"]["wantedPlan"], Value::Null);

    // The end can be asked for and taken back, here and on Stripe's page.
    for (undo, ends) in [(false, true), (true, false)] {
        shop.owner.mutate("subscriptionCancel", json!({"undo": undo}), "subscription { state }").await;
        let ending = |billing: &Value| billing["subscription"]["cancelAtPeriodEnd"] == ends;
        let told = world.until("the end", || billing(&shop), ending).await;
        assert_eq!(told["plan"], "SCALE", "paid for to the end of the period");
    }
    let portal = shop.owner.mutate("billingPortalOpen", json!({}), "url").await;
    let token = portal["url"].as_str().unwrap();
    assert!(token.contains("/portal/"), "{token}");
    let elsewhere = json!({"returnPath": "//elsewhere.example/"});
    assert_eq!(shop.owner.refused("billingPortalOpen", elsewhere).await, "RETURN_PATH_INVALID");

    // The other brand has none of it, by list or by id.
    let theirs = billing(&other).await;
    assert_eq!((&theirs["plan"], &theirs["platformFeeBps"]), (&json!("FREE"), &json!(300)));
    assert_eq!((&theirs["subscription"], &theirs["invoices"]["nodes"]), (&Value::Null, &json!([])));
    let node =
        other.owner.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": invoice["id"]})).await;
    assert_eq!(node["node"], Value::Null);
    assert_revenue_is_what_was_paid(&world).await;
    let plans =
        shop.owner.query("{ plans { plan platformFeeBps prices { month { formatted } } } }", json!({})).await;
    assert_eq!(plans["plans"][1]["prices"][0]["month"]["formatted"], "GBP 49.00");
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "four at once, and no mail is waited for")]
async fn a_member_more_than_there_are_seats_is_refused() {
    use domain::plan::Plan;
    use store::member::Membership;
    use store::user::User;
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let pool = world.pool().await;
    let tenant: domain::ids::TenantId = shop.tenant.parse().unwrap();
    let join = |n: u32, plan: Plan| {
        let pool = pool.clone();
        async move {
            let now = store::Clock::system().now();
            let tx = store::GlobalTx::begin(&pool, &store::GlobalCtx::door()).await?;
            let (email, name) = (format!("m{n}@shop.test"), format!("Member {n}"));
            let user = User {
                id: store::new_id(),
                email: email.clone(),
                name: name.clone(),
                password_hash: String::new(),
                created_at: now,
                email_verified_at: None,
            };
            user.insert(&tx).await?;
            let role = domain::permission::MemberRole::Editor;
            let membership =
                Membership { tenant_id: tenant, user_id: user.id, role, email, name, created_at: now };
            membership.insert(&tx, plan).await?;
            tx.commit().await
        }
    };
    // Four at once for the two seats that FREE has left.
    let joined = futures::future::join_all((1..=4).map(|n| join(n, Plan::Free))).await;
    assert_eq!(joined.iter().filter(|done| done.is_ok()).count(), 2, "{joined:?}");
    assert!(joined.iter().any(|done| matches!(done, Err(store::StoreError::Conflict("seat")))));
    assert_eq!(billing(&shop).await["seats"], json!({"used": "3", "included": "3"}));
    join(5, Plan::Growth).await.unwrap();
}

/// The grace is over.
async fn let_grace_pass(world: &World) {
    world
        .break_with(
            "UPDATE subscriptions SET past_due_since = past_due_since - interval '15 days', look_at = now()",
        )
        .await;
}

#[tokio::test]
async fn who_does_not_pay_is_suspended_and_their_affiliates_are_paid_all_the_same() {
    let world = World::new().await;
    let (shop, program, joe) = Brand::earning(&world).await;
    let (subscription, customer) = buy(&world, &shop, "GROWTH").await;
    let create = json!({"currency": "GBP", "idempotencyKey": "before"});
    let run = id(&shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]);

    sim(&world).set_customer(&customer, "card_declined").unwrap();
    sim(&world).advance(&subscription).unwrap();
    let late = until_state(&world, &shop, "PAST_DUE").await;
    assert!(late["subscription"]["suspendsAt"].is_string());
    assert_eq!((&late["plan"], &late["platformFeeBps"]), (&json!("GROWTH"), &json!(200)));
    shop.code(&joe, "JOE2").await;

    let_grace_pass(&world).await;
    until_state(&world, &shop, "SUSPENDED").await;
    // Nothing grows.
    for (name, input) in [
        ("programCreate", json!({"name": "P", "audience": "AFFILIATES", "currency": "GBP", "holdDays": 0})),
        ("codeCreate", json!({"enrollmentId": joe.enrollment, "code": "JOE3"})),
        ("linkCreate", json!({"enrollmentId": joe.enrollment, "destination": "https://shop.example/"})),
        ("productCreate", json!({"externalId": "CUP", "title": "Cup"})),
        ("feedCreate", json!({"handle": "cups", "name": "Cups"})),
        ("momentSubmit", json!({"kind": "REVIEW", "externalId": "r", "body": "It fits and it lasts."})),
        ("enrollmentInvite", json!({"programId": program, "email": "a@b.test", "name": "Amy"})),
        ("apiKeyCreate", json!({"name": "k", "kind": "SECRET"})),
    ] {
        let (first, rest) = name.split_at(1);
        let kind = format!("{}{rest}Input", first.to_uppercase());
        let document = format!("mutation($i: {kind}!) {{ {name}(input: $i) {{ userErrors {{ code }} }} }}");
        assert_eq!(shop.owner.error(&document, json!({"i": input})).await, "TENANT_SUSPENDED", "{name}");
    }
    // Sales and refunds are recorded, commissions mature, everything can be read.
    let sale = shop.sale("o-2", 20_000, json!({"code": "JOE"})).await;
    shop.refund(&sale, "r-2", json!({"amountMinor": 5_000})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    shop.owner.query("{ programs(first: 5) { nodes { id } } }", json!({})).await;
    let earned = joe.graph.query("{ viewer { affiliate { earnings { currency } } } }", json!({})).await;
    assert!(!earned["viewer"]["affiliate"]["earnings"].as_array().unwrap().is_empty(), "{earned}");

    // No new run; the one there was is previewed, approved and paid.
    let preview =
        shop.owner.mutate("payoutRunPreview", json!({"payoutRunId": run}), "payoutRun { previewHash }").await;
    let approve = json!({"payoutRunId": run, "previewHash": preview["payoutRun"]["previewHash"], "idempotencyKey": "a"});
    shop.owner.mutate("payoutRunApprove", approve, "payoutRun { state }").await;
    shop.owner
        .mutate("payoutRunExecute", json!({"payoutRunId": run, "idempotencyKey": "e"}), "payoutRun { state }")
        .await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(done["payouts"]["nodes"][0]["state"], "TRANSFERRED");
    let create = json!({"currency": "GBP", "idempotencyKey": "after"});
    assert_eq!(shop.owner.refused("payoutRunCreate", create.clone()).await, "TENANT_SUSPENDED");
    // What the wallet covers already is no new risk to anybody: it is paid.
    shop.sale("o-3", 10_000, json!({"code": "JOE"})).await;
    world.until("maturity", || shop.commissions(), |sums| sums["PENDING"].is_null()).await;
    shop.fund(&world, 20_000).await;
    let covered = shop.start_run("covered").await;
    shop.until_run(&world, &covered, "COMPLETED").await;
    let again = json!({"currency": "GBP", "idempotencyKey": "before"});
    let replay = shop.owner.mutate("payoutRunCreate", again, "payoutRun { id }").await;
    assert_eq!(id(&replay["payoutRun"]), run, "a repeat finds its run");

    // Paid, it is as if nothing had been, at once.
    let open = listed(&world, "/v1/invoices?status=open").await;
    sim(&world).set_customer(&customer, "succeed").unwrap();
    sim(&world).retry_invoice(open[0]["id"].as_str().unwrap(), None).unwrap();
    let paid = until_state(&world, &shop, "ACTIVE").await;
    assert_eq!(paid["subscription"]["pastDueSince"], Value::Null);
    shop.code(&joe, "JOE3").await;
    shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await;
    assert_revenue_of_subscriptions(&world, 9_800).await;
    world.assert_stripe_equals_ledger().await;
}

async fn assert_revenue_of_subscriptions(world: &World, minor: i64) {
    world
        .until("revenue", || sum(world, "subscription_revenue", "credit"), |revenue| *revenue >= minor)
        .await;
    assert_eq!(sum(world, "subscription_revenue", "credit").await, minor);
    let entries = world.sql("SELECT 1 AS one FROM ledger_entries WHERE event = 'SUBSCRIPTION_PAID'").await;
    let invoices = listed(world, "/v1/invoices?status=paid").await;
    assert_eq!(entries.len(), invoices.len());
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_debt_outlives_the_subscription_it_is_of() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let (subscription, customer) = buy(&world, &shop, "GROWTH").await;
    sim(&world).set_customer(&customer, "insufficient_funds").unwrap();
    sim(&world).advance(&subscription).unwrap();
    until_state(&world, &shop, "PAST_DUE").await;
    let open = listed(&world, "/v1/invoices?status=open").await;
    let invoice = open[0]["id"].as_str().unwrap();
    sim(&world).retry_invoice(invoice, Some("canceled")).unwrap();
    let ended = world.until("the end", || billing(&shop), |billing| billing["plan"] == "FREE").await;
    assert_eq!(
        (&ended["subscription"]["state"], &ended["platformFeeBps"]),
        (&json!("PAST_DUE"), &json!(300))
    );
    let anew = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "anew"});
    assert_eq!(shop.owner.refused("subscriptionStart", anew.clone()).await, "INVOICE_UNPAID");
    let_grace_pass(&world).await;
    until_state(&world, &shop, "SUSPENDED").await;
    sim(&world).set_customer(&customer, "succeed").unwrap();
    sim(&world).retry_invoice(invoice, None).unwrap();
    until_state(&world, &shop, "CANCELLED").await;
    shop.program("AFFILIATES", 1_000, 0).await;
    // Nothing is owed: it may begin again.
    let session = page(&shop, "SCALE", "again").await;
    sim(&world).pay(&session).unwrap();
    until_state(&world, &shop, "ACTIVE").await;
    assert_revenue_is_what_was_paid(&world).await;
}

#[tokio::test]
async fn what_stripe_has_said_and_nobody_heard_is_found() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    let nowhere =
        stripe_sim::Webhook { url: "http://127.0.0.1:9/".to_owned(), secret: "whsec_tests".to_owned() };
    sim(&world).set_webhook(&nowhere).unwrap();
    let (subscription, customer) = buy(&world, &shop, "GROWTH").await;
    assert_revenue_is_what_was_paid(&world).await;
    sim(&world).set_customer(&customer, "card_declined").unwrap();
    sim(&world).advance(&subscription).unwrap();
    // By Stripe's own list, when the worker starts.
    world.stop_worker().await;
    world.start_worker().await;
    until_state(&world, &shop, "PAST_DUE").await;
    sim(&world).set_customer(&customer, "succeed").unwrap();
    let open = listed(&world, "/v1/invoices?status=open").await;
    sim(&world).retry_invoice(open[0]["id"].as_str().unwrap(), None).unwrap();
    // And without any event at all, when it is time to look.
    world.break_with("DELETE FROM stripe_events; UPDATE subscriptions SET look_at = now()").await;
    until_state(&world, &shop, "ACTIVE").await;
    assert_revenue_is_what_was_paid(&world).await;
}

#[tokio::test]
async fn events_twice_late_and_out_of_order_change_nothing() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let chaos = json!({
        "seed": 11, "path_prefixes": ["/v1/checkout/sessions", "/v1/prices", "/v1/customers", "/v1/subscriptions"],
        "requests": {"drop_after": 25, "drop_before": 15}, "slow_ms": 20,
        "events": {"duplicate": 30, "delay": 20, "hold": 20, "never": 10}, "event_delay_ms": 400,
        "turns": {}, "turn_delay_ms": 1000,
    });
    world.simulator(reqwest::Method::POST, "/_sim/chaos", chaos).await;
    // The page is made, and nobody hears of it.
    let lose = json!({"path_prefix": "/v1/checkout/sessions", "method": "POST", "kind": "drop_after"});
    world.simulator(reqwest::Method::POST, "/_sim/faults", lose).await;
    let input = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "k"});
    let document = "mutation($i: SubscriptionStartInput!) { subscriptionStart(input: $i) { checkoutUrl userErrors { code } } }";
    let mut url = None;
    for _ in 0..20 {
        let (_, answer) = shop.owner.raw(document, json!({"i": input})).await;
        url = answer["data"]["subscriptionStart"]["checkoutUrl"].as_str().map(str::to_owned);
        if url.is_some() {
            break;
        }
    }
    let session = url.unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(listed(&world, "/v1/checkout/sessions").await.len(), 1, "asked again, it is the same page");
    let paid = sim(&world).pay(&session).unwrap();
    let (subscription, customer) =
        (paid["subscription"].as_str().unwrap(), paid["customer"].as_str().unwrap());
    until_state(&world, &shop, "ACTIVE").await;
    for outcome in ["card_declined", "succeed", "card_declined"] {
        sim(&world).set_customer(customer, outcome).unwrap();
        sim(&world).advance(subscription).unwrap();
    }
    sim(&world).set_customer(customer, "succeed").unwrap();
    for invoice in listed(&world, "/v1/invoices?status=open").await {
        sim(&world).retry_invoice(invoice["id"].as_str().unwrap(), None).unwrap();
    }
    shop.owner.mutate("subscriptionChange", json!({"plan": "SCALE"}), "subscription { state }").await;
    world.until("SCALE", || billing(&shop), |billing| billing["plan"] == "SCALE").await;
    world.break_with("UPDATE subscriptions SET look_at = now()").await;
    assert_revenue_is_what_was_paid(&world).await;
    let standing = until_state(&world, &shop, "ACTIVE").await;
    assert_eq!(standing["invoices"]["nodes"].as_array().unwrap().len(), 4);
    assert_eq!(listed(&world, "/v1/subscriptions").await.len(), 1);
    assert_eq!(listed(&world, "/v1/customers").await.len(), 1);
}

/// A worker in a time of its own.
struct Desk<'a> {
    world: &'a World,
    pool: store::Pool,
    stripe: billing::Stripe,
    ctx: TenantCtx,
}

impl<'a> Desk<'a> {
    #[allow(clippy::disallowed_methods)]
    async fn of(world: &'a World, shop: &Brand) -> Desk<'a> {
        let config = billing::StripeConfig::read(&world.env).unwrap();
        Desk {
            world,
            pool: world.pool().await,
            stripe: billing::Stripe::new(config).unwrap(),
            ctx: SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap()),
        }
    }

    async fn try_tend(&self, now: DateTime<Utc>) -> billing::BillingResult<()> {
        let (pool, ctx, stripe) = (&self.pool, &self.ctx, &self.stripe);
        billing::plan::tend(pool, ctx, stripe, now, now).await
    }

    async fn tend(&self, now: DateTime<Utc>) {
        self.try_tend(now).await.unwrap();
    }

    /// Reads the subscription of a page that was paid.
    async fn adopt(&self, now: DateTime<Utc>) {
        let open = self.world.sql("SELECT id FROM subscription_checkouts WHERE state = 'OPEN'").await;
        let id = domain::ids::TypedId::from_uuid(open[0]["id"].as_str().unwrap().parse().unwrap());
        let (pool, ctx, stripe) = (&self.pool, &self.ctx, &self.stripe);
        billing::plan::look_at_checkout(pool, ctx, stripe, id, now, now).await.unwrap();
    }

    async fn period_end(&self) -> DateTime<Utc> {
        self.moment("period_end").await
    }

    async fn moment(&self, column: &str) -> DateTime<Utc> {
        let query = format!("SELECT extract(epoch FROM {column})::bigint AS at FROM subscriptions");
        DateTime::from_timestamp(self.world.sql(&query).await[0]["at"].as_i64().unwrap(), 0).unwrap()
    }

    async fn periods(&self) -> Vec<Value> {
        self.world.sql("SELECT state, plan, events, amount FROM usage_periods ORDER BY period_start").await
    }

    /// So many touches were counted on each day up to this moment that was not counted before.
    async fn used(&self, touches_a_day: i64, until: DateTime<Utc>) {
        let tenant = domain::ids::TypedId::uuid(self.ctx.tenant());
        self.world
            .break_with(&format!(
                "INSERT INTO usage_days (tenant_id, day, touches, conversions, counted_at) \
                 SELECT '{tenant}', day::date, {touches_a_day}, 0, now() FROM generate_series( \
                   (SELECT coalesce(max(day) + 1, (SELECT (period_start AT TIME ZONE 'UTC')::date FROM subscriptions)) FROM usage_days), '{}'::date - 1, '1 day') day",
                until.date_naive()
            ))
            .await;
    }
}

#[tokio::test]
async fn usage_beyond_the_plan_is_invoiced_once_whatever_breaks() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let desk = Desk::of(&world, &shop).await;
    let now = store::Clock::system().now();
    // At two at night: the period's usage is cut on the day before its last.
    let midnight = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let wait = midnight + Duration::hours(26) - now;
    world
        .simulator(reqwest::Method::POST, "/_sim/clock", json!({"advance_ms": wait.num_milliseconds()}))
        .await;
    let paid = sim(&world).pay(&page(&shop, "GROWTH", "k").await).unwrap();
    let subscription = paid["subscription"].as_str().unwrap();
    desk.adopt(now).await;
    let end = desk.period_end().await;
    let counted = end - Duration::hours(3);
    // As many as make 1,500 more than the plan has, on the first day.
    desk.used(251_500, desk.moment("period_start").await + Duration::days(1)).await;
    desk.used(0, counted).await;
    desk.tend(end - Duration::hours(7)).await;
    assert_eq!(desk.periods().await[0]["state"], "OPEN", "not yet");

    // The answer is lost: it is looked for before it is sent again, even when Stripe has forgotten the key.
    let lose = json!({"path_prefix": "/v1/invoiceitems", "method": "POST", "kind": "drop_after"});
    world.simulator(reqwest::Method::POST, "/_sim/faults", lose).await;
    assert!(desk.try_tend(counted).await.is_err());
    world.simulator(reqwest::Method::POST, "/_sim/clock", json!({"advance_ms": 25 * 3_600_000})).await;
    desk.tend(counted + Duration::minutes(10)).await;
    desk.tend(counted + Duration::minutes(20)).await;
    // What was noted of it is lost, as in a crash before the commit.
    world.break_with("UPDATE usage_periods SET state = 'DUE', stripe_item_id = NULL").await;
    desk.tend(counted + Duration::minutes(30)).await;
    let both = futures::future::join(
        desk.try_tend(counted + Duration::minutes(31)),
        desk.try_tend(counted + Duration::minutes(31)),
    );
    both.await.0.unwrap();
    let items = listed(&world, "/v1/invoiceitems").await;
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!((&items[0]["amount"], &items[0]["currency"]), (&json!(40), &json!("gbp")));

    sim(&world).advance(subscription).unwrap();
    desk.tend(end + Duration::hours(1)).await;
    let expected = [json!({"state": "INVOICED", "plan": "GROWTH", "events": 251_500, "amount": 40})];
    assert_eq!(desk.periods().await[..1], expected);
    let invoices = billing(&shop).await["invoices"]["nodes"].as_array().unwrap().clone();
    let mut paid: Vec<i64> = invoices.iter().map(|invoice| minor(&invoice["amountPaid"])).collect();
    paid.sort_unstable();
    assert_eq!(paid, [4_900, 4_940]);

    // The next period is within the plan, and the day the first was cut on is charged with it.
    let end = desk.period_end().await;
    desk.used(100, end).await;
    desk.tend(end - Duration::hours(1)).await;
    sim(&world).advance(subscription).unwrap();
    desk.tend(end + Duration::hours(1)).await;
    let periods = desk.periods().await;
    assert_eq!((&periods[1]["state"], &periods[1]["amount"]), (&json!("FREE"), &json!(0)), "{periods:#?}");
    assert!(periods[1]["events"].as_i64().unwrap() >= 2_700, "{periods:#?}");
    assert_eq!(listed(&world, "/v1/invoiceitems").await.len(), 1);
    let charged: Vec<Value> = world
        .sql("SELECT sum(until_day - from_day)::int AS days, (max(until_day) - min(from_day))::int AS spanned FROM usage_periods WHERE state <> 'OPEN'")
        .await;
    assert_eq!(charged[0]["days"], charged[0]["spanned"], "every day once");
    assert_revenue_is_what_was_paid(&world).await;
}

#[tokio::test]
async fn a_smaller_plan_counts_from_the_next_period_and_the_end_from_its_end() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let desk = Desk::of(&world, &shop).await;
    let now = store::Clock::system().now();
    let paid = sim(&world).pay(&page(&shop, "SCALE", "k").await).unwrap();
    let subscription = paid["subscription"].as_str().unwrap();
    desk.adopt(now).await;
    let end = desk.period_end().await;
    let price = || async {
        listed(&world, "/v1/subscriptions").await[0]["items"]["data"][0]["price"]["unit_amount"].clone()
    };

    shop.owner.mutate("subscriptionChange", json!({"plan": "GROWTH"}), "subscription { wantedPlan }").await;
    desk.tend(now + Duration::days(1)).await;
    assert_eq!(price().await, 29_900, "this period is paid for");
    assert_eq!(billing(&shop).await["subscription"]["wantedPlan"], "GROWTH");
    desk.tend(end - Duration::hours(2)).await;
    assert_eq!(price().await, 4_900);
    let until_then = billing(&shop).await;
    assert_eq!((&until_then["plan"], &until_then["platformFeeBps"]), (&json!("SCALE"), &json!(100)));
    sim(&world).advance(subscription).unwrap();
    desk.tend(end + Duration::hours(1)).await;
    let smaller = billing(&shop).await;
    assert_eq!((&smaller["plan"], &smaller["platformFeeBps"]), (&json!("GROWTH"), &json!(200)));
    assert_eq!(smaller["subscription"]["wantedPlan"], Value::Null);

    shop.owner.mutate("subscriptionCancel", json!({}), "subscription { wantedPlan }").await;
    let end = desk.period_end().await;
    desk.tend(end - Duration::days(5)).await;
    assert_eq!(billing(&shop).await["subscription"]["cancelAtPeriodEnd"], true);
    sim(&world).advance(subscription).unwrap();
    desk.tend(end + Duration::hours(1)).await;
    let ended = billing(&shop).await;
    assert_eq!((&ended["plan"], &ended["platformFeeBps"]), (&json!("FREE"), &json!(300)));
    assert_eq!(ended["subscription"]["state"], "CANCELLED");
    assert_eq!(shop.owner.refused("subscriptionCancel", json!({})).await, "NOT_SUBSCRIBED");
    assert_revenue_is_what_was_paid(&world).await;

    // An answer to an earlier question than what stands came from changes nothing.
    world.break_with("UPDATE subscriptions SET plan = 'SCALE', state = 'ACTIVE'").await;
    desk.tend(end).await;
    assert_eq!(billing(&shop).await["plan"], "SCALE");
    desk.tend(end + Duration::hours(2)).await;
    assert_eq!(billing(&shop).await["plan"], "FREE");
}

#[tokio::test]
async fn a_larger_plan_is_not_given_before_it_is_paid() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let desk = Desk::of(&world, &shop).await;
    let now = store::Clock::system().now();
    let paid = sim(&world).pay(&page(&shop, "GROWTH", "k").await).unwrap();
    let customer = paid["customer"].as_str().unwrap();
    desk.adopt(now).await;
    let price = || async {
        listed(&world, "/v1/subscriptions").await[0]["items"]["data"][0]["price"]["unit_amount"].clone()
    };

    sim(&world).set_customer(customer, "card_declined").unwrap();
    shop.owner.mutate("subscriptionChange", json!({"plan": "SCALE"}), "subscription { wantedPlan }").await;
    desk.tend(now + Duration::minutes(1)).await;
    let refused = billing(&shop).await;
    assert_eq!((&refused["plan"], &refused["platformFeeBps"]), (&json!("GROWTH"), &json!(200)));
    let subscription = &refused["subscription"];
    assert_eq!((&subscription["state"], &subscription["wantedPlan"]), (&json!("ACTIVE"), &Value::Null));
    assert_eq!(price().await, 4_900);
    assert_eq!(listed(&world, "/v1/invoices").await.len(), 1, "nothing is owed for it");
    let why = "SELECT detail->>'code' AS code, detail->>'to' AS wanted FROM audit_log WHERE action = 'subscriptionChangeRefused'";
    assert_eq!(world.sql(why).await, [json!({"code": "card_declined", "wanted": "SCALE"})]);
    // What was dropped is not asked for again.
    desk.tend(now + Duration::minutes(2)).await;
    assert_eq!(world.sql(why).await.len(), 1);

    sim(&world).set_customer(customer, "succeed").unwrap();
    shop.owner.mutate("subscriptionChange", json!({"plan": "SCALE"}), "subscription { wantedPlan }").await;
    desk.tend(now + Duration::minutes(3)).await;
    assert_eq!((price().await, &billing(&shop).await["plan"]), (json!(29_900), &json!("SCALE")));
    assert_revenue_is_what_was_paid(&world).await;
}

#[tokio::test]
async fn touches_and_conversions_are_counted_once_a_day_is_over() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.affiliate(&world, &program, "JOE").await;
    let slug = shop.link(&joe, None).await;
    let click = world.click(&slug).await;
    // A repeat costs nothing.
    world.click(&slug).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    let used = |billing: &Value| billing["usage"]["events"] == "2";
    let today = world.until("usage", || billing(&shop), used).await;
    assert_eq!((&today["usage"]["included"], &today["usage"]["overage"]), (&json!("10000"), &Value::Null));

    // Tomorrow it is yesterday: counted, and not again.
    let pool = world.pool().await;
    #[allow(clippy::disallowed_methods)]
    let ctx = SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
    let now = store::Clock::system().now();
    for _ in 0..2 {
        let tx = store::TenantTx::begin(&pool, &ctx).await.unwrap();
        store::plan::count_day(&tx, now.date_naive(), now).await.unwrap();
        tx.commit().await.unwrap();
    }
    let rows = world.sql("SELECT touches, conversions FROM usage_days").await;
    assert_eq!(rows, [json!({"touches": 1, "conversions": 1})]);
    assert_eq!(billing(&shop).await["usage"]["events"], "2");
}
