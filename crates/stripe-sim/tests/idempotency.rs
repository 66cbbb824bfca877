//! Idempotency keys in all their cases.

use std::time::Duration;

use stripe_sim::{Config, Delays};

use crate::world::{World, config};

async fn funded() -> (World, String) {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1_000, "gbp").unwrap();
    (world, payee)
}

#[tokio::test]
async fn the_same_key_tells_the_same_answer() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let first = world.keyed("k", "/v1/transfers", &form).await.ok();
    let mut turned = form;
    turned.reverse();
    let second = world.keyed("k", "/v1/transfers", &turned).await.ok();
    assert_eq!(first.body, second.body);
    assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed")), ("", "true"));
    assert_eq!(second.header("original-request"), first.header("request-id"));
    assert_ne!(second.header("request-id"), first.header("request-id"));
    assert_eq!(second.header("idempotency-key"), "k");
    assert_eq!((world.sim.transfers().len(), world.pence(None)), (1, (900, 0)));
    assert_eq!(world.sim.events().last().unwrap()["request"]["idempotency_key"], "k");
}

#[tokio::test]
async fn other_parameters_or_another_endpoint_are_an_error() {
    let (world, payee) = funded().await;
    let form =
        |amount: &'static str| [("amount", amount), ("currency", "gbp"), ("destination", payee.as_str())];
    let transfer = world.keyed("k", "/v1/transfers", &form("100")).await.ok().id();
    let other = world.keyed("k", "/v1/transfers", &form("101")).await;
    let elsewhere = world.keyed("k", &format!("/v1/transfers/{transfer}/reversals"), &[]).await;
    for reply in [other, elsewhere] {
        assert_eq!((reply.status, &reply.body["error"]["type"]), (400, &"idempotency_error".into()));
    }
    assert_eq!(world.pence(None), (900, 0));
}

#[tokio::test]
async fn a_key_being_executed_is_in_use() {
    let delays = Delays { execute_ms: 300, ..Delays::default() };
    let world = World::with(Config { delays, ..config() }).await;
    let form = [("type", "express")];
    let first = world.keyed("k", "/v1/accounts", &form);
    let second = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        world.keyed("k", "/v1/accounts", &form).await
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((second.status, second.code()), (409, "idempotency_key_in_use"));
    assert_eq!(world.keyed("k", "/v1/accounts", &form).await.ok().id(), first.ok().id());
}

#[tokio::test]
async fn a_request_goes_on_when_its_client_goes_away() {
    let delays = Delays { execute_ms: 200, ..Delays::default() };
    let world = World::with(Config { delays, ..config() }).await;
    let gone = tokio::time::timeout(Duration::from_millis(80), world.keyed("k", "/v1/accounts", &[])).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(world.sim.accounts().len(), 1);
    assert_eq!(world.keyed("k", "/v1/accounts", &[]).await.ok().header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn a_refusal_by_state_is_kept() {
    let (world, payee) = funded().await;
    let form = [("amount", "1500"), ("currency", "gbp"), ("destination", payee.as_str())];
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.code(), "balance_insufficient");
    world.sim.top_up(1_000, "gbp").unwrap();
    let again = world.keyed("k", "/v1/transfers", &form).await;
    assert_eq!(
        (again.status, again.code(), again.header("idempotent-replayed")),
        (400, "balance_insufficient", "true")
    );
    assert_eq!(world.keyed("k2", "/v1/transfers", &form).await.status, 200);
}

#[tokio::test]
async fn a_refusal_before_execution_is_not_kept() {
    let (world, payee) = funded().await;
    let form =
        |amount: &'static str| [("amount", amount), ("currency", "gbp"), ("destination", payee.as_str())];
    assert_eq!(world.keyed("k", "/v1/transfers", &form("none")).await.status, 400);
    let stranger = world
        .http
        .post(format!("{}/v1/transfers", world.sim.url()))
        .header("Idempotency-Key", "k")
        .bearer_auth("sk_test_no")
        .form(&form("7"));
    assert_eq!(world.send(stranger).await.status, 401);
    assert_eq!(world.keyed("k", "/v1/transfers", &form("100")).await.status, 200);
}

#[tokio::test]
async fn keys_are_kept_for_a_day_and_per_account() {
    let (world, payee) = funded().await;
    let form = [("amount", "100"), ("currency", "gbp"), ("destination", payee.as_str())];
    let first = world.keyed("k", "/v1/transfers", &form).await.ok().id();
    world.sim.clock().advance(Duration::from_secs(24 * 3600 - 1));
    assert_eq!(world.keyed("k", "/v1/transfers", &form).await.ok().id(), first);
    world.sim.clock().advance(Duration::from_secs(1));
    assert_ne!(world.keyed("k", "/v1/transfers", &form).await.ok().id(), first);

    let session = [
        ("mode", "payment"),
        ("success_url", "http://a.test"),
        ("line_items[0][price_data][currency]", "gbp"),
        ("line_items[0][price_data][unit_amount]", "100"),
        ("line_items[0][price_data][product_data][name]", "x"),
    ];
    let mine = world.keyed("s", "/v1/checkout/sessions", &session).await.ok().id();
    let theirs = world
        .request("POST", "/v1/checkout/sessions")
        .header("Stripe-Account", &payee)
        .header("Idempotency-Key", "s")
        .form(&session);
    assert_ne!(world.send(theirs).await.ok().id(), mine);
}

#[tokio::test]
async fn a_key_has_at_most_255_characters() {
    let world = World::new().await;
    assert_eq!(world.keyed(&"k".repeat(255), "/v1/accounts", &[]).await.status, 200);
    assert_eq!(world.keyed(&"k".repeat(256), "/v1/accounts", &[]).await.status, 400);
    assert_eq!(world.sim.accounts().len(), 1);
}
