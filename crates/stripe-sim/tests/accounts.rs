//! Connected accounts and their onboarding.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_new_account_cannot_take_transfers_yet() {
    let world = World::new().await;
    let id = world.account().await;
    let account = world.get(&format!("/v1/accounts/{id}")).await.ok().body;
    assert!(id.starts_with("acct_"));
    assert_eq!(account["capabilities"], json!({ "transfers": "inactive" }));
    assert_eq!(account["details_submitted"], false);
    assert_eq!((&account["country"], &account["default_currency"]), (&json!("GB"), &json!("gbp")));
    assert!(!account["requirements"]["currently_due"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn onboarding_makes_an_account_able_and_returns() {
    let world = World::new().await;
    let id = world.account().await;
    let form = [
        ("account", id.as_str()),
        ("refresh_url", "http://app.test/again"),
        ("return_url", "http://app.test/back"),
        ("type", "account_onboarding"),
    ];
    let link = world.post("/v1/account_links", &form).await.ok().body;
    let url = link["url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{}/onboard/{id}?", world.sim.url())), "{url}");

    let page = world.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Complete onboarding"), "{page}");
    let done = world.http.post(url).send().await.unwrap();
    assert_eq!(
        (done.status().as_u16(), &done.headers()["location"]),
        (303, &"http://app.test/back".parse().unwrap())
    );

    let account = world.get(&format!("/v1/accounts/{id}")).await.body;
    assert_eq!(account["capabilities"]["transfers"], "active");
    assert_eq!((&account["details_submitted"], &account["payouts_enabled"]), (&json!(true), &json!(true)));
    assert_eq!(account["requirements"]["currently_due"], json!([]));
    let event = world.sim.events().pop().unwrap();
    assert_eq!((&event["type"], &event["account"]), (&json!("account.updated"), &json!(id)));
    assert_eq!(event["data"]["previous_attributes"]["details_submitted"], false);

    // A link is good for one use; after that it leads to where a new one is made.
    let again = world.http.get(url).send().await.unwrap();
    assert_eq!(again.headers()["location"], "http://app.test/again");
}

#[tokio::test]
async fn a_link_expires() {
    let world = World::new().await;
    let id = world.account().await;
    let form = [
        ("account", id.as_str()),
        ("refresh_url", "http://app.test/again"),
        ("return_url", "http://app.test/back"),
        ("type", "account_onboarding"),
    ];
    let link = world.post("/v1/account_links", &form).await.ok().body;
    world.sim.clock().advance(std::time::Duration::from_secs(301));
    let late = world.http.post(link["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(late.headers()["location"], "http://app.test/again");
    assert_eq!(world.get(&format!("/v1/accounts/{id}")).await.body["details_submitted"], false);
}

#[tokio::test]
async fn accounts_are_updated_and_deleted() {
    let world = World::new().await;
    let id = world.account().await;
    let path = format!("/v1/accounts/{id}");
    world
        .post(&path, &[("metadata[affiliate]", "a1"), ("metadata[gone]", "x"), ("email", "new@example.com")])
        .await
        .ok();
    let account =
        world.post(&path, &[("metadata[gone]", ""), ("business_profile[name]", "Joe")]).await.ok().body;
    assert_eq!(account["metadata"], json!({ "affiliate": "a1" }));
    assert_eq!(
        (&account["email"], &account["business_profile"]["name"]),
        (&json!("new@example.com"), &json!("Joe"))
    );
    assert_eq!(world.get("/v1/accounts").await.body["data"].as_array().unwrap().len(), 1);

    let gone = world.send(world.request("DELETE", &path)).await.ok().body;
    assert_eq!(gone, json!({ "id": id, "object": "account", "deleted": true }));
    let reply = world.get(&path).await;
    assert_eq!((reply.status, reply.code()), (403, "account_invalid"));
}

#[tokio::test]
async fn an_account_with_money_stays() {
    let world = World::new().await;
    let payee = world.payee().await;
    world.sim.top_up(1000, "gbp").unwrap();
    world.transfer(&payee, "1000", "g").await.ok();
    assert_eq!(world.send(world.request("DELETE", &format!("/v1/accounts/{payee}"))).await.status, 400);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let world = World::new().await;
    for form in [
        &[("country", "Britain")][..],
        &[("type", "custom")],
        &[("capabilities", "transfers")],
        &[("capabilities[transfers][requested]", "yes")],
        &[("email", "")],
    ] {
        assert_eq!(world.post("/v1/accounts", form).await.status, 400, "{form:?}");
    }
    let form = [
        ("account", "acct_none"),
        ("refresh_url", "http://a.test"),
        ("return_url", "http://a.test"),
        ("type", "account_onboarding"),
    ];
    assert_eq!(world.post("/v1/account_links", &form).await.code(), "account_invalid");
    let id = world.account().await;
    let form = [
        ("account", id.as_str()),
        ("refresh_url", "javascript:alert(1)"),
        ("return_url", "http://a.test"),
        ("type", "account_onboarding"),
    ];
    assert_eq!(world.post("/v1/account_links", &form).await.code(), "url_invalid");
    let reply = world.as_account("acct_none", "/v1/balance").await;
    assert_eq!((reply.status, reply.code()), (403, "account_invalid"));
}

#[tokio::test]
async fn a_capability_can_change_its_mind() {
    let world = World::new().await;
    let payee = world.payee().await;
    let request = world
        .request("POST", &format!("/_sim/accounts/{payee}/capabilities"))
        .json(&json!({ "transfers": "inactive" }));
    assert_eq!(world.send(request).await.ok().body["capabilities"]["transfers"], "inactive");
    assert_eq!(world.sim.events().last().unwrap()["type"], "account.updated");
    assert!(world.sim.set_capability(&payee, "transfers", "perhaps").is_err());
}
