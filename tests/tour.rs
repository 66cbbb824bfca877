//! The tour of the README: a moment and a link become a sale, two commissions and a payout.

use serde_json::json;

use crate::world::{World, brand::minor};

#[tokio::test]
async fn a_moment_and_a_link_become_a_sale_two_commissions_and_a_payout() {
    tour(&World::new().await).await;
}

#[tokio::test]
async fn the_same_with_migrate_api_and_worker_as_processes_of_their_own() {
    tour(&World::of_processes().await).await;
}

#[tokio::test]
async fn the_same_with_everything_started_by_one_command() {
    tour(&World::up().await).await;
}

async fn tour(world: &World) {
    let shop = world.brand("Demo Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.program("CREATORS", 500, 0).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    let (moment, token) = shop.review_by("ann").await;

    // Ann is known to be Mia, who signs up as an affiliate and claims her; the brand agrees.
    let mia = shop.affiliate(world, &program, "Mia").await;
    let creators = shop.owner.query("{ creators(first: 10) { nodes { id name } } }", json!({})).await;
    let ann = creators["creators"]["nodes"][0]["id"].clone();
    let claim = mia
        .graph
        .mutate("creatorClaimCreate", json!({"creatorId": ann, "evidence": "it is me"}), "claim { id }")
        .await;
    shop.owner
        .mutate("creatorClaimApprove", json!({"claimId": claim["claim"]["id"]}), "claim { state }")
        .await;

    // A visitor follows Joe's link, lets the shop follow them, looks at Ann's review, and buys.
    let slug = shop.link(&joe, None).await;
    let click = shop.consented(&world.click(&slug).await).await;
    let public = shop.key("PUBLISHABLE").await;
    let seen = public
        .request(reqwest::Method::POST, "/v1/events")
        .header("user-agent", crate::world::BROWSER)
        .json(&json!({"events": [{"kind": "MOMENT_CLICK", "momentId": moment, "token": token, "clickId": click}]}))
        .send()
        .await
        .unwrap();
    assert_eq!(seen.status(), 202, "{}", seen.text().await.unwrap());
    world.until("two touches", || world.sql("SELECT kind FROM touches"), |rows| rows.len() == 2).await;
    let sale = shop.sale("order-1", 12_000, json!({"clickIds": [click], "customer": "c-1"})).await;
    assert_eq!(sale["state"], "ATTRIBUTED");
    assert_eq!(sale["attribution"]["outcome"], "ATTRIBUTED");
    // POSITION over two touches is half and half: 10 % and 5 % of £120 at half weight each.
    assert_eq!(minor(&sale["attribution"]["pool"]), 900, "{sale:#}");
    let parts: Vec<(String, i64)> = sale["commissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["payee"]["kind"].as_str().unwrap().to_owned(), minor(&c["amount"])))
        .collect();
    assert_eq!(parts, [("AFFILIATE".to_owned(), 600), ("CREATOR".to_owned(), 300)]);
    let why = &sale["attribution"]["why"];
    assert_eq!(why["candidates"].as_array().unwrap().len(), 2);
    assert!(why["candidates"].as_array().unwrap().iter().all(|c| c["standing"] == "ELIGIBLE"), "{why:#}");

    // No hold: both are payable within seconds. Both affiliates give Stripe what it needs.
    shop.until_all_commissions(world, "PAYABLE").await;
    joe.onboard(world).await;
    mia.onboard(world).await;
    shop.fund(world, 5_000).await;
    let before = shop.wallet().await;

    let run = shop.start_run("tour").await;
    let run = shop.until_run(world, &run, "COMPLETED").await;
    let payouts = run["payouts"]["nodes"].as_array().unwrap();
    let mut amounts: Vec<i64> = payouts.iter().map(|p| minor(&p["amount"])).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, [300, 600]);
    assert!(payouts.iter().all(|p| p["state"] == "TRANSFERRED"));
    assert_eq!(shop.commissions().await, json!({"PAID": 900}));

    // Three per cent of what was paid is Tributary's; the rest stays in the wallet.
    let fees: i64 = payouts.iter().map(|p| minor(&p["fee"])).sum();
    assert_eq!(fees, 27);
    assert_eq!(shop.wallet().await, before - 900 - fees);
    world.assert_stripe_equals_ledger().await;
    world.assert_ledger_sound().await;
}
