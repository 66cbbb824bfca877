//! An affiliate's account at Stripe is made once.

use serde_json::json;

use crate::world::{Affiliate, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_one_account_though_its_owner_changed_before_stripe_answered() {
    let world = World::without_worker().await;
    let joe = Affiliate::sign_up(&world, "Joe").await;
    let lost = json!({"path_prefix": "/v1/accounts", "method": "POST", "kind": "drop_after", "times": 1});
    world.simulator(reqwest::Method::POST, "/_sim/faults", lost).await;
    let onboard = "mutation { payoutAccountOnboard(input: {}) { onboardingUrl } }";
    let (_, unanswered) = joe.raw(onboard, json!({})).await;
    assert_eq!(unanswered["errors"][0]["extensions"]["code"], "STRIPE_UNAVAILABLE", "{unanswered}");
    world.break_with("UPDATE affiliates SET email = 'joe@elsewhere.test', country = 'FR'").await;
    let begun = joe.mutate("payoutAccountOnboard", json!({}), "onboardingUrl").await;
    assert!(begun["onboardingUrl"].is_string(), "{begun}");
    let accounts = world.ask_stripe("/v1/accounts?limit=10").await;
    let accounts = accounts["data"].as_array().unwrap();
    assert_eq!((accounts.len(), &accounts[0]["email"]), (1, &json!("joe@people.test")));
}
