//! An affiliate hears of what is their own, over all brands, and of nothing else.

use serde_json::{Value, json};

use crate::world::viewer::Viewer;
use crate::world::{Brand, World};

const COMMISSIONS: &str = "subscription($after: String) { affiliateCommissionChanged(after: $after) { \
     cursor commission { id tenantId state amount { minor } standing { phase } } } }";
const PAYOUTS: &str = "subscription($after: String) { affiliatePayoutChanged(after: $after) { payout { state amount { minor } } } }";
const TENANTS: &str = "subscription($after: String) { commissionChanged(after: $after) { cursor } }";

fn commission(event: &Value) -> &Value {
    &event["affiliateCommissionChanged"]["commission"]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_affiliate_hears_of_their_own_from_every_brand() {
    let mut world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let ann = shop.earner(&world, &program, "ANN").await;
    let bob = shop.earner(&world, &program, "BOB").await;
    let other = world.brand("Other").await;
    let elsewhere = other.program("AFFILIATES", 1_000, 30).await;
    let ann_there = other.affiliate_again(&elsewhere, &ann).await;
    other.code(&ann_there, "ANN-TOO").await;
    let mut hers = Viewer::of(&ann.graph).await;
    let mut his = Viewer::of(&bob.graph).await;
    assert!(hers.cursors.get("tenant").is_none(), "{}", hers.cursors);
    for viewer in [&mut hers, &mut his] {
        viewer.watch_own("c", COMMISSIONS).await;
        viewer.watch_own("p", PAYOUTS).await;
    }

    // A sale of hers is the commission it makes.
    world.stop_worker().await;
    shop.sale("1", 12_000, json!({"code": "ANN"})).await;
    let event = hers.event("c").await;
    assert_eq!(commission(&event)["amount"]["minor"], "1200");
    assert_eq!(commission(&event)["state"], "PENDING");
    assert_eq!(commission(&event)["tenantId"], shop.tenant);
    other.sale("1", 5_000, json!({"code": "ANN-TOO"})).await;
    let event = hers.event("c").await;
    assert_eq!(commission(&event)["tenantId"], other.tenant);
    assert_eq!(commission(&event)["standing"]["phase"], "EARNED");
    his.assert_silent().await;

    // The worker has it mature and pays it: told by what another process than the API does.
    world.start_worker().await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("1").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let mut last = json!({});
    while last != json!({"c": "PAID", "p": "TRANSFERRED"}) {
        let message = hers.hear().await;
        let data = &message["payload"]["data"];
        let state = match message["id"].as_str().unwrap() {
            "c" => commission(data)["state"].clone(),
            _ => data["affiliatePayoutChanged"]["payout"]["state"].clone(),
        };
        last[message["id"].as_str().unwrap()] = state;
    }
    his.assert_silent().await;
    shop.sale("2", 3_000, json!({"code": "BOB"})).await;
    let event = his.event("c").await;
    assert_eq!(commission(&event)["amount"]["minor"], "300");
    let cursor = event["affiliateCommissionChanged"]["cursor"].clone();
    hers.assert_silent().await;

    // Neither another's cursor nor a tenant's side opens anything.
    hers.subscribe("his", COMMISSIONS, json!({"after": cursor})).await;
    assert_eq!(hers.refusal("his").await, "CURSOR_EXPIRED");
    hers.subscribe("all", TENANTS, json!({})).await;
    assert_eq!(hers.refusal("all").await, "UNAUTHENTICATED");
    let mut owner = Viewer::of(&shop.owner).await;
    assert!(owner.cursors.get("affiliate").is_none(), "{}", owner.cursors);
    owner.subscribe("own", COMMISSIONS, json!({})).await;
    assert_eq!(owner.refusal("own").await, "UNAUTHENTICATED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_creator_has_earned_is_news_for_the_affiliate_whose_claim_is_approved() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 500, 30).await;
    let mia = shop.affiliate(&world, &program, "Mia").await;
    let (moment, _) = shop.review_by("carol").await;
    let click = world.click(&shop.link(&mia, Some(&moment)).await).await;
    let mut viewer = Viewer::of(&mia.graph).await;
    viewer.watch_own("c", COMMISSIONS).await;
    let sale = shop.sale("1", 10_000, json!({"clickIds": [click]})).await;
    assert_eq!(sale["commissions"].as_array().unwrap().len(), 2);
    let affiliates = commission(&viewer.event("c").await)["id"].clone();
    // What a creator earns whom nobody has claimed is no affiliate's news.
    viewer.assert_silent().await;

    let creators = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let claim = json!({"creatorId": creators["creators"]["nodes"][0]["id"], "evidence": "it is me"});
    let claim = mia.graph.mutate("creatorClaimCreate", claim, "claim { id }").await["claim"]["id"].take();
    shop.owner.mutate("creatorClaimApprove", json!({"claimId": claim}), "claim { state }").await;
    let creators = commission(&viewer.event("c").await)["id"].clone();
    assert_ne!(creators, affiliates);
    viewer.assert_silent().await;
}
