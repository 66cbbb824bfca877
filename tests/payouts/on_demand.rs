//! Affiliates who ask to be paid now.

use serde_json::{Value, json};

use super::{assert_books, payouts, sales};
use crate::world::{Affiliate, Brand, World};

async fn ask(joe: &Affiliate, shop: &Brand, key: &str) -> Value {
    let input = json!({"tenantId": shop.tenant, "currency": "GBP", "idempotencyKey": key});
    joe.graph.attempt("payoutRequest", input, "payoutRequest { id state }").await
}

/// Waits until something has come of the newest wish. Returns its state and reason.
async fn outcome(world: &World, joe: &Affiliate) -> (String, Value) {
    let document = "{ viewer { affiliate { payoutRequests(first: 1) { nodes { state reason } } } } }";
    let newest = |data: &Value| data["viewer"]["affiliate"]["payoutRequests"]["nodes"][0].clone();
    let ask = || joe.graph.query(document, json!({}));
    let data = world.until("an outcome", ask, |data| newest(data)["state"] != "REQUESTED").await;
    (newest(&data)["state"].as_str().unwrap().to_owned(), newest(&data)["reason"].clone())
}

async fn newest_run(world: &World) -> String {
    let rows = world.sql("SELECT id FROM payout_runs ORDER BY id DESC LIMIT 1").await;
    let id: domain::ids::PayoutRunId =
        domain::ids::TypedId::from_uuid(rows[0]["id"].as_str().unwrap().parse().unwrap());
    id.to_string()
}

#[tokio::test]
async fn an_affiliate_is_paid_when_they_ask_where_the_programme_allows_it() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    shop.earner(&world, &program, "MIA").await;
    let slow = shop.program("AFFILIATES", 1_000, 0).await;
    let joes_other = shop.affiliate_again(&slow, &joe).await;
    shop.code(&joes_other, "SLOW").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000), ("o-2", "MIA", 20_000), ("o-3", "SLOW", 5_000)]).await;
    assert_eq!(ask(&joe, &shop, "k1").await["userErrors"][0]["code"], "NOT_ON_DEMAND");

    let allow = json!({"programId": program, "payoutOnDemand": true, "payoutMinimumMinor": 1_001});
    // Who may change a programme, and not approve a payout, does not say that nobody has to.
    let scopes = json!({"name": "key", "kind": "SECRET", "scopes": ["PROGRAMS_WRITE"]});
    let key = shop.owner.mutate("apiKeyCreate", scopes, "secret").await["secret"].take();
    let key = shop.owner.with(key.as_str().unwrap());
    let renamed = json!({"programId": program, "name": "Friends"});
    key.mutate("programUpdate", renamed, "program { id }").await;
    let document = "mutation($i: ProgramUpdateInput!) { programUpdate(input: $i) { userErrors { code } } }";
    assert_eq!(key.error(document, json!({"i": allow})).await, "FORBIDDEN");
    let made = json!({"name": "Fast", "currency": "GBP", "payoutOnDemand": true});
    let document = "mutation($i: ProgramCreateInput!) { programCreate(input: $i) { userErrors { code } } }";
    assert_eq!(key.error(document, json!({"i": made})).await, "FORBIDDEN");
    let changed =
        shop.owner.mutate("programUpdate", allow, "program { payoutOnDemand payoutMinimum { minor } }").await;
    assert_eq!(changed["program"], json!({"payoutOnDemand": true, "payoutMinimum": {"minor": "1001"}}));
    assert_eq!(ask(&joe, &shop, "k2").await["payoutRequest"]["state"], "REQUESTED");
    assert_eq!(
        outcome(&world, &joe).await,
        ("REFUSED".to_owned(), json!("NOTHING_TO_PAY")),
        "below the minimum"
    );
    let allow = json!({"programId": program, "payoutMinimumMinor": 1_000});
    shop.owner.mutate("programUpdate", allow, "program { id }").await;

    // The same key is the same wish, whatever has come of it.
    let again = ask(&joe, &shop, "k2").await;
    assert_eq!(again["payoutRequest"]["state"], "REFUSED");
    let other = json!({"tenantId": shop.tenant, "currency": "EUR", "idempotencyKey": "k2"});
    assert_eq!(joe.graph.refused("payoutRequest", other).await, "IDEMPOTENCY_KEY_REUSED");

    // Beside the tenant's own open run; only the programme that allows it, and only who asked.
    let own = super::draft(&shop, "own").await;
    super::preview(&shop, &own).await;
    assert_eq!(ask(&joe, &shop, "k3").await["userErrors"], json!([]));
    assert_eq!(outcome(&world, &joe).await, ("BEGUN".to_owned(), Value::Null));
    let run = newest_run(&world).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_000)]);
    let origin = "query($id: ID!) { node(id: $id) { ... on PayoutRun { origin affiliateId approvedBy } } }";
    let told = shop.owner.query(origin, json!({"id": run})).await["node"].take();
    assert_eq!(told["origin"], "ON_DEMAND");
    assert!(told["affiliateId"].is_string() && told["approvedBy"].is_string(), "{told}");
    assert_eq!(ask(&joe, &shop, "k4").await["userErrors"], json!([]));
    assert_eq!(outcome(&world, &joe).await, ("REFUSED".to_owned(), json!("NOTHING_TO_PAY")));

    // What was paid on demand has dropped out of the tenant's own run.
    let hash = shop
        .owner
        .query("query($id: ID!) { node(id: $id) { ... on PayoutRun { previewHash } } }", json!({"id": own}))
        .await;
    super::approve(&shop, &own, hash["node"]["previewHash"].as_str().unwrap()).await;
    super::execute(&shop, &own).await;
    let done = shop.until_run(&world, &own, "COMPLETED").await;
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 500), ("TRANSFERRED".to_owned(), 2_000)]);
    assert_books(&world).await;
}

#[tokio::test]
async fn a_second_person_still_has_to_say_yes_and_one_wish_is_one_run() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.owner.mutate("tenantUpdate", json!({"secondApprover": true}), "tenant { id }").await;
    let allow = json!({"programId": program, "payoutOnDemand": true});
    shop.owner.mutate("programUpdate", allow, "program { id }").await;
    let joe = shop.earner(&world, &program, "JOE").await;
    sales(&world, &shop, &[("o-1", "JOE", 10_000)]).await;
    let (one, two) = tokio::join!(ask(&joe, &shop, "k5"), ask(&joe, &shop, "k6"));
    let codes = [&one, &two].map(|answer| answer["userErrors"][0]["code"].clone());
    assert!(codes.contains(&json!("CONFLICT")) || codes == [Value::Null, Value::Null], "{codes:?}");
    assert_eq!(outcome(&world, &joe).await.0, "BEGUN");
    assert_eq!(world.sql("SELECT state FROM payout_runs").await, [json!({"state": "PREVIEWED"})]);
    assert_eq!(ask(&joe, &shop, "k7").await["userErrors"], json!([]));
    assert_eq!(outcome(&world, &joe).await, ("REFUSED".to_owned(), json!("ANOTHER_IS_UNDER_WAY")));

    let run = newest_run(&world).await;
    let document = "query($id: ID!) { node(id: $id) { ... on PayoutRun { previewHash } } }";
    let hash = shop.owner.query(document, json!({"id": run})).await;
    super::approve(&shop, &run, hash["node"]["previewHash"].as_str().unwrap()).await;
    super::execute(&shop, &run).await;
    shop.until_run(&world, &run, "COMPLETED").await;

    // Nobody asks for another, and nobody outside the programme asks at all.
    let stranger = Affiliate::sign_up(&world, "Eve").await;
    let input = json!({"tenantId": shop.tenant, "currency": "GBP", "idempotencyKey": "eve"});
    assert_eq!(stranger.refused("payoutRequest", input.clone()).await, "NOT_ON_DEMAND");
    let document = "mutation($i: PayoutRequestInput!) { payoutRequest(input: $i) { userErrors { code } } }";
    assert_eq!(shop.owner.error(document, json!({"i": input})).await, "UNAUTHENTICATED");
    assert_books(&world).await;
}

#[tokio::test]
async fn runs_that_share_a_wallet_go_on_as_money_comes() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 0).await;
    let allow = json!({"programId": program, "payoutOnDemand": true});
    shop.owner.mutate("programUpdate", allow, "program { id }").await;
    let mut all = Vec::new();
    for name in ["JOE", "MIA", "EVE", "TOM"] {
        all.push(shop.earner(&world, &program, name).await);
    }
    let orders =
        [("o-1", "JOE", 10_000), ("o-2", "MIA", 10_000), ("o-3", "EVE", 10_000), ("o-4", "TOM", 10_000)];
    sales(&world, &shop, &orders).await;
    for affiliate in &all {
        assert_eq!(ask(affiliate, &shop, "now").await["userErrors"], json!([]));
        assert_eq!(outcome(&world, affiliate).await.0, "BEGUN");
    }
    // Enough for one, then for all: whoever fell short meanwhile needs no person.
    shop.fund(&world, 1_200).await;
    let paid = || world.sql("SELECT count(*) AS n FROM payout_runs WHERE state = 'COMPLETED'");
    world.until("the first", paid, |rows| rows[0]["n"] == 1).await;
    shop.fund(&world, 4_000).await;
    world.until("everybody", paid, |rows| rows[0]["n"] == 4).await;
    assert_eq!(world.transfers().await.len(), 4);
    assert_books(&world).await;
}
