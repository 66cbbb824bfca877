//! Who is let in, and what every answer carries.

use crate::world::{KEY, World};

#[tokio::test]
async fn the_key_opens_as_bearer_and_as_basic_user() {
    let world = World::new().await;
    let url = format!("{}/v1/balance", world.sim.url());
    assert_eq!(world.send(world.http.get(&url).bearer_auth(KEY)).await.status, 200);
    assert_eq!(world.send(world.http.get(&url).basic_auth(KEY, Some(""))).await.status, 200);
    assert_eq!(world.send(world.http.get(&url).basic_auth(KEY, None::<&str>)).await.status, 200);
}

#[tokio::test]
async fn another_key_or_none_is_refused_in_stripes_words() {
    let world = World::new().await;
    let url = format!("{}/v1/balance", world.sim.url());
    for request in [
        world.http.get(&url),
        world.http.get(&url).bearer_auth("sk_test_other"),
        world.http.get(&url).header("Authorization", "Nonsense"),
    ] {
        let reply = world.send(request).await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.body["error"]["type"], "invalid_request_error");
        assert!(
            reply.body["error"]["message"].is_string() && reply.body["error"]["request_log_url"].is_string()
        );
        assert!(reply.header("request-id").starts_with("req_"));
    }
}

#[tokio::test]
async fn every_answer_names_its_request_and_version() {
    let world = World::new().await;
    let reply = world.send(world.request("GET", "/v1/balance").header("Stripe-Version", "2024-06-20")).await;
    assert!(reply.header("request-id").starts_with("req_"));
    assert_eq!(reply.header("stripe-version"), "2024-06-20");
    assert_eq!(world.get("/v1/balance").await.header("stripe-version"), stripe_sim::API_VERSION);
}

#[tokio::test]
async fn unknown_urls_and_parameters_are_refused() {
    let world = World::new().await;
    for path in ["/v1/nothing", "/v1/transfers/a/b/c/d", "/nowhere", "/v1/"] {
        let reply = world.get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(
            reply.body["error"]["message"].as_str().unwrap().starts_with("Unrecognized request URL"),
            "{:#}",
            reply.body
        );
    }
    let reply = world.post("/v1/transfers", &[("amount", "1"), ("surprise", "1")]).await;
    assert_eq!((reply.status, reply.code()), (400, "parameter_unknown"));
    assert_eq!(reply.body["error"]["param"], "surprise");
    let reply = world
        .post(
            "/v1/checkout/sessions",
            &[("mode", "payment"), ("success_url", "http://x.test"), ("payment_intent_data[capture]", "1")],
        )
        .await;
    assert_eq!(reply.body["error"]["param"], "payment_intent_data[capture]");
}

#[tokio::test]
async fn only_loopback_is_served() {
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    assert!(stripe_sim::Sim::start(listener, stripe_sim::Config::new(KEY)).await.is_err());
}
