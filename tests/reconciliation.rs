//! The ledger beside Stripe's balance, both ways: what was lost on the way is adopted, what cannot be is named.

use reqwest::Method;
use serde_json::{Value, json};

use crate::payouts::on_call::on_call;
use crate::world::brand::{id, minor};
use crate::world::{Brand, World};

const WELL: &str = "0 adopted, 0 open\n";

async fn reconcile(world: &World) -> (bool, String) {
    on_call(world, &["reconcile", "--days", "30"]).await
}

/// Stripe's balance is what the ledger and the platform's own movements explain.
async fn assert_balance(world: &World) {
    let (well, told) = on_call(world, &["balance"]).await;
    assert!(well, "{told}");
    world.assert_ledger_sound().await;
}

/// A page on which a wallet is paid into. Returns the funding's id and the session's at Stripe.
async fn page(shop: &Brand, amount: i64) -> (String, String) {
    let input = json!({"currency": "GBP", "amountMinor": amount, "idempotencyKey": format!("page-{amount}")});
    let funding =
        shop.owner.mutate("walletFund", input, "funding { id checkoutUrl }").await["funding"].take();
    let session = funding["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    (id(&funding), session)
}

async fn pay(world: &World, session: &str) -> Value {
    world.simulator(Method::POST, &format!("/_sim/checkout/{session}/pay"), json!({})).await
}

/// A bank takes a payment back, and Stripe its fee. Returns the dispute.
async fn take_back(world: &World, charge: &str, fee: i64) -> Value {
    let path = format!("/_sim/charges/{charge}/dispute");
    world.simulator(Method::POST, &path, json!({"reason": "fraudulent", "fee": fee})).await
}

/// Stripe's charge and intent of the newest payment.
async fn newest_charge(world: &World) -> (String, String) {
    let intents = world.ask_stripe("/v1/payment_intents?limit=1").await;
    let text = |field: &str| intents["data"][0][field].as_str().unwrap().to_owned();
    (text("latest_charge"), text("id"))
}

async fn subscribe(world: &World, shop: &Brand) {
    let input = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "buy"});
    let payload = shop.owner.mutate("subscriptionStart", input, "checkoutUrl").await;
    pay(world, payload["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap()).await;
    let booked = || world.sql("SELECT 1 AS one FROM subscription_invoices WHERE net IS NOT NULL");
    world.until("the revenue", booked, |rows| rows.len() == 1).await;
}

async fn revenue(world: &World) -> i64 {
    let rows = world
        .sql(
            "SELECT coalesce(sum(CASE WHEN c.kind = 'subscription_revenue' THEN p.amount ELSE -p.amount END), 0)::bigint AS sum \
             FROM ledger_postings p JOIN ledger_accounts c ON c.tenant_id = p.tenant_id AND c.id = p.credit_account \
             JOIN ledger_accounts d ON d.tenant_id = p.tenant_id AND d.id = p.debit_account \
             WHERE 'subscription_revenue' IN (c.kind, d.kind)",
        )
        .await;
    rows[0]["sum"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stripe_took_while_nobody_listened_is_adopted() {
    let mut world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    shop.fund(&world, 10_000).await;
    let (_, refunded) = newest_charge(&world).await;
    shop.fund(&world, 20_000).await;
    let (disputed, _) = newest_charge(&world).await;
    other.fund(&world, 5_000).await;
    subscribe(&world, &shop).await;
    let (sold, subscription) = newest_charge(&world).await;
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()));
    assert_balance(&world).await;
    let (held, theirs, brought) = (shop.wallet().await, other.wallet().await, revenue(&world).await);

    // Everything at once, and no worker to hear of it: a payment, a refund by hand, a dispute, and the same of what was
    // paid to us.
    world.stop_worker().await;
    let (funding, session) = page(&shop, 7_000).await;
    pay(&world, &session).await;
    world.stripe("/v1/refunds", format!("payment_intent={refunded}&amount=4000")).await;
    let dispute = take_back(&world, &disputed, 1_500).await;
    world.stripe("/v1/refunds", format!("payment_intent={subscription}&amount=900")).await;
    assert!(!on_call(&world, &["balance"]).await.0);
    let (well, told) = reconcile(&world).await;
    assert!(well && told.ends_with("4 adopted, 0 open\n"), "{told}");
    assert!(told.contains(&funding) && told.contains(dispute["id"].as_str().unwrap()), "{told}");
    assert_balance(&world).await;
    assert_eq!(shop.wallet().await, held + 7_000 - 125 - 4_000 - 20_000 - 1_500);
    assert_eq!((other.wallet().await, revenue(&world).await), (theirs, brought - 900));
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()), "booked twice");

    // The same is told by event, late: it is there already.
    world.start_worker().await;
    let unheard = || world.sql("SELECT 1 AS one FROM stripe_events WHERE applied_at IS NULL");
    world.until("the inbox", unheard, Vec::is_empty).await;
    let wallet = shop.wallet().await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(shop.wallet().await, wallet);

    // Given again: the refund fails at the bank, the dispute is won, what was paid to us is disputed as well.
    world.stop_worker().await;
    let refunds = world.ask_stripe(&format!("/v1/refunds?payment_intent={refunded}")).await;
    let refund = refunds["data"][0]["id"].as_str().unwrap().to_owned();
    world.simulator(Method::POST, &format!("/_sim/refunds/{refund}/fail"), json!({})).await;
    let path = format!("/_sim/disputes/{}/close", dispute["id"].as_str().unwrap());
    world.simulator(Method::POST, &path, json!({"status": "won"})).await;
    take_back(&world, &sold, 0).await;
    let (well, told) = reconcile(&world).await;
    assert!(well && told.ends_with("3 adopted, 0 open\n"), "{told}");
    assert_balance(&world).await;
    assert_eq!(shop.wallet().await, held + 7_000 - 125 - 1_500);
    assert_eq!(revenue(&world).await, brought - 4_900);
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()));
    assert!(on_call(&world, &["alarms"]).await.1.ends_with("0 standing\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_database_gets_its_wallet_back() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    shop.fund(&world, 10_000).await;
    world.stop_worker().await;
    let backup = world.back_up().await;
    world.start_worker().await;
    // After the backup: a page is opened and paid, and some of the older money goes back to the tenant.
    let (funding, session) = page(&shop, 30_000).await;
    pay(&world, &session).await;
    let paid = || async { shop.wallet().await };
    let full = world.until("the wallet", paid, |wallet| *wallet > 30_000).await;
    let back = json!({"currency": "GBP", "amountMinor": 35_000, "idempotencyKey": "back"});
    shop.owner.mutate("walletReturn", back, "returns { id }").await;
    let returned = || world.sql("SELECT 1 AS one FROM wallet_returns WHERE state = 'RETURNED'");
    world.until("the returns", returned, |rows| rows.len() == 2).await;
    assert_eq!(shop.wallet().await, full - 35_000);
    world.stop_worker().await;
    world.restore(&backup).await;
    assert_eq!(shop.wallet().await, full - 30_000 + 470, "the backup");

    // The worker hears of it in Stripe's own list, and needs nobody.
    world.start_worker().await;
    let again = || async { shop.wallet().await };
    world.until("the wallet", again, |wallet| *wallet == full - 35_000).await;
    let node = "query($id: ID!) { node(id: $id) { ... on Funding { state refunded { minor } disputes { reason } } } }";
    let outcome = world.sql("SELECT outcome FROM stripe_events WHERE outcome = 'ADOPTED'").await;
    assert_eq!(outcome.len(), 1, "adopted with the event, before anything else is paid");
    let adopted = shop.owner.query(node, json!({"id": funding})).await["node"].take();
    assert_eq!((&adopted["state"], minor(&adopted["refunded"])), (&json!("SETTLED"), 30_000));
    assert_eq!(adopted["disputes"], json!([{"reason": "refund"}]));
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()));
    assert_balance(&world).await;
    assert!(on_call(&world, &["alarms"]).await.1.ends_with("0 standing\n"));
    // What went back cannot be given back a second time.
    let twice = json!({"currency": "GBP", "amountMinor": full - 35_000 + 1, "idempotencyKey": "twice"});
    assert_eq!(shop.owner.refused("walletReturn", twice).await, "BALANCE_NOT_ENOUGH");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_booked_and_not_at_stripe_is_named_and_stops_its_tenant() {
    let mut world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    shop.fund(&world, 10_000).await;
    shop.fund(&world, 20_000).await;
    let (disputed, _) = newest_charge(&world).await;
    other.fund(&world, 5_000).await;
    subscribe(&world, &other).await;
    let back = json!({"currency": "GBP", "amountMinor": 1_000, "idempotencyKey": "back"});
    take_back(&world, &disputed, 0).await;
    let taken = || world.sql("SELECT 1 AS one FROM funding_disputes WHERE booked > 0");
    world.until("the dispute", taken, |rows| rows.len() == 1).await;
    shop.owner.mutate("walletReturn", back, "returns { id }").await;
    let returned = || world.sql("SELECT 1 AS one FROM wallet_returns WHERE state = 'RETURNED'");
    world.until("the return", returned, |rows| rows.len() == 1).await;
    world.stop_worker().await;
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()));

    world
        .break_with(
            "UPDATE fundings SET payment_intent_id = 'pi_elsewhere', updated_at = now() - interval '1 hour' WHERE amount = 10000; \
             UPDATE wallet_returns SET refund_id = 're_elsewhere', updated_at = now() - interval '1 hour'; \
             INSERT INTO funding_disputes SELECT tenant_id, 'du_elsewhere', funding_id, reason, status, movements, taken, booked, created_at, \
               now() - interval '1 hour' FROM funding_disputes; \
             UPDATE subscription_invoices SET payment_intents = '{pi_nowhere}'",
        )
        .await;
    let (well, told) = reconcile(&world).await;
    assert!(!well, "{told}");
    for kind in [
        "FUNDING_WITHOUT_PAYMENT",
        "RETURN_WITHOUT_REFUND",
        "DISPUTE_NOT_AT_STRIPE",
        "INVOICE_WITHOUT_PAYMENT",
    ] {
        assert_eq!(told.matches(kind).count(), 1, "{kind}: {told}");
    }
    // The invoice's payment is on Stripe's side, too, and on nobody's books; our revenue stops nobody's payouts.
    assert_eq!(told.matches("PAYMENT_NOT_BOOKED").count(), 1, "{told}");
    let (_, alarms) = on_call(&world, &["alarms"]).await;
    assert_eq!(alarms.matches(&shop.tenant).count(), alarms.matches("since").count(), "{alarms}");
    assert!(!alarms.contains(&other.tenant), "{alarms}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stripe_has_otherwise_or_for_nobody_is_named() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    shop.fund(&world, 10_000).await;
    let (disputed, _) = newest_charge(&world).await;
    shop.fund(&world, 20_000).await;
    let (_, refunded) = newest_charge(&world).await;
    take_back(&world, &disputed, 0).await;
    world.stripe("/v1/refunds", format!("payment_intent={refunded}&amount=100")).await;
    let taken = || world.sql("SELECT 1 AS one FROM funding_disputes WHERE booked > 0");
    world.until("both", taken, |rows| rows.len() == 2).await;
    world.stop_worker().await;

    // Stripe's fees and our own payouts are the platform's: named, kept, and no trouble.
    world.simulator(Method::POST, "/_sim/balance", json!({"amount": -30, "currency": "gbp"})).await;
    assert!(!on_call(&world, &["balance"]).await.0);
    let (well, told) = reconcile(&world).await;
    assert!(well && told.contains("PLATFORMS") && told.contains("stripe_fee GBP -30"), "{told}");
    assert_balance(&world).await;

    // A payment of somebody whom we do not know, and its refund.
    let price = "line_items[0][price_data][currency]=gbp&line_items[0][price_data][unit_amount]=700\
                 &line_items[0][price_data][product_data][name]=Coffee&line_items[0][quantity]=1";
    let page = format!("mode=payment&success_url=https://shop.example/thanks&{price}");
    let session = world.stripe("/v1/checkout/sessions", page).await;
    pay(&world, session["id"].as_str().unwrap()).await;
    let (_, stranger) = newest_charge(&world).await;
    world.stripe("/v1/refunds", format!("payment_intent={stranger}&amount=1")).await;
    world.break_with("UPDATE fundings SET fee = fee + 1, net = net - 1 WHERE amount = 10000; UPDATE funding_disputes SET booked = booked - 1").await;
    let (well, told) = reconcile(&world).await;
    assert!(!well, "{told}");
    for kind in
        ["PAYMENT_NOT_OURS", "REFUND_NOT_OURS", "FUNDING_DIFFERS", "DISPUTE_DIFFERS", "REFUND_DIFFERS"]
    {
        assert_eq!(told.matches(kind).count(), 1, "{kind}: {told}");
    }
    assert!(told.contains("0 adopted"), "{told}");
    let (_, alarms) = on_call(&world, &["alarms"]).await;
    for kind in ["FUNDING_DIFFERS", "DISPUTE_DIFFERS", "REFUND_DIFFERS"] {
        assert_eq!(alarms.matches(kind).count(), 1, "{kind}: {alarms}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_debit_that_came_back_and_a_currency_that_nobody_has_are_no_trouble() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    shop.fund(&world, 10_000).await;
    let input =
        json!({"currency": "GBP", "amountMinor": 20_000, "kind": "BACS_DEBIT", "idempotencyKey": "debit"});
    let begun = shop.owner.mutate("walletFund", input, "funding { checkoutUrl }").await["funding"].take();
    let session = begun["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    pay(&world, session).await;
    let path = format!("/_sim/checkout/{session}/clear");
    world.simulator(Method::POST, &path, json!({"outcome": "debit_not_authorized"})).await;
    let failed = || world.sql("SELECT 1 AS one FROM fundings WHERE state = 'FAILED'");
    world.until("the debit", failed, |rows| rows.len() == 1).await;
    let moved = world.ask_stripe("/v1/balance_transactions?type=payment_failure_refund").await;
    assert_eq!(moved["data"].as_array().unwrap().len(), 1, "{moved:#}");
    assert_eq!(reconcile(&world).await, (true, WELL.to_owned()));

    // Named, and what comes after it is compared all the same.
    world.simulator(Method::POST, "/_sim/balance", json!({"amount": 5_000, "currency": "isk"})).await;
    world.break_with("UPDATE fundings SET payment_intent_id = 'pi_gone', updated_at = now() - interval '1 hour' WHERE state = 'SETTLED'").await;
    let (well, told) = reconcile(&world).await;
    assert!(!well && told.contains("UNKNOWN_MOVEMENT") && told.contains("FUNDING_WITHOUT_PAYMENT"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_paid_while_what_was_taken_back_is_not_known() {
    let world = World::new().await;
    let (shop, ..) = Brand::earning(&world).await;
    let asked = || world.sql("SELECT 1 AS one FROM fundings WHERE look_at IS NOT NULL");
    world.until("the last look", asked, Vec::is_empty).await;
    // Stripe has told of a refund, and cannot be asked now.
    world.break_with("UPDATE fundings SET look_at = now() + interval '1 hour'").await;
    let run = shop.start_run("1").await;
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!(shop.run(&run).await["state"], "FUNDING");
    world.break_with("UPDATE fundings SET look_at = now()").await;
    shop.until_run(&world, &run, "COMPLETED").await;
}
