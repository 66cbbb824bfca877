//! Subscriptions: what one does, another sees, in whichever process; nobody sees more than they may.

mod away;
mod own;
mod rights;
mod socket;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::world::brand::id;
use crate::world::viewer::Viewer;
use crate::world::{Brand, World};

const MOMENTS: &str =
    "subscription($after: String) { momentChanged(after: $after) { cursor moment { id moderation } } }";

async fn submit(shop: &Brand, external_id: &str) -> String {
    let input = json!({
        "kind": "REVIEW", "externalId": external_id, "body": "It fits.", "creator": {"externalId": "ann", "name": "Ann"},
        "products": [{"externalId": "MUG", "title": "Mug"}],
    });
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

async fn approve(shop: &Brand, moment: &str) {
    shop.owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
}

/// An event's moment and where it stands.
fn moment(event: &Value) -> (&str, &str) {
    let moment = &event["momentChanged"]["moment"];
    (moment["id"].as_str().unwrap(), moment["moderation"].as_str().unwrap())
}

fn cursor(event: &Value) -> String {
    event["momentChanged"]["cursor"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_does_the_others_see_in_another_process_and_no_other_tenant() {
    const PUBLISHED: &str =
        "subscription($after: String) { momentPublished(after: $after) { moment { id rating } } }";
    let world = World::new().await;
    let (shop, other) = (world.brand("Shop").await, world.brand("Other").await);
    let (elsewhere, _serving) = world.another_server("TOUCH_SPOOL", "").await;
    let mut near = Viewer::of(&shop.owner).await;
    let mut far = Viewer::of(&elsewhere.with(shop.owner.credential.as_ref().unwrap())).await;
    let mut stranger = Viewer::of(&other.owner).await;
    near.watch("all", MOMENTS).await;
    near.watch("public", PUBLISHED).await;
    far.watch("all", MOMENTS).await;
    stranger.watch("all", MOMENTS).await;

    // Sooner than by looking every few seconds: the publication came through.
    let first = submit(&shop, "first").await;
    let event = timeout(Duration::from_secs(3), far.event("all")).await.unwrap();
    assert_eq!(moment(&event), (&*first, "PENDING"));
    assert_eq!(moment(&near.event("all").await), (&*first, "PENDING"));
    approve(&shop, &first).await;
    assert_eq!(moment(&far.event("all").await), (&*first, "APPROVED"));
    let mut told = [near.hear().await, near.hear().await];
    told.sort_by_key(|message| message["id"].as_str().map(str::to_owned));
    assert_eq!(moment(&told[0]["payload"]["data"]), (&*first, "APPROVED"));
    assert_eq!(told[1]["payload"]["data"]["momentPublished"]["moment"]["id"], first);

    // Hidden from the public it is no news for it.
    shop.owner.mutate("momentHide", json!({"momentId": first}), "moment { id }").await;
    assert_eq!(moment(&near.event("all").await), (&*first, "APPROVED"));
    far.event("all").await;
    near.assert_silent().await;

    // Ended, one is silent; the other goes on. Its id can be taken again.
    near.say(json!({"type": "complete", "id": "all"})).await;
    near.say(json!({"type": "ping"})).await;
    assert_eq!(near.hear().await["type"], "pong");
    submit(&shop, "second").await;
    far.event("all").await;
    near.assert_silent().await;
    stranger.assert_silent().await;
    near.watch("all", MOMENTS).await;
    near.event("all").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_told_before_it_stands() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("m", MOMENTS).await;
    let first = submit(&shop, "first").await;
    viewer.event("m").await;
    // The moment is written, and its line of the log has to wait.
    let (locked, lock) =
        (Duration::from_millis(500), "BEGIN; LOCK TABLE audit_log; SELECT pg_sleep(3); COMMIT");
    let approval = async {
        tokio::time::sleep(locked).await;
        approve(&shop, &first).await;
    };
    let silence = async {
        tokio::time::sleep(locked).await;
        viewer.assert_silent().await;
        viewer.event("m").await
    };
    let ((), (), event) = futures::join!(world.break_with(lock), approval, silence);
    assert_eq!(moment(&event), (&*first, "APPROVED"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_followed_from_sale_to_bank() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    let ann = shop.earner(&world, &program, "ANN").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    for (id, field) in [
        ("sales", "conversionRecorded(after: $after) { conversion { externalId } }"),
        ("commissions", "commissionChanged(after: $after) { commission { state } }"),
        ("payouts", "payoutChanged(after: $after) { payout { state } }"),
        ("runs", "payoutRunChanged(after: $after) { run { state } }"),
    ] {
        viewer.watch(id, &format!("subscription($after: String) {{ {field} }}")).await;
    }
    let sale = shop.sale("1", 12_000, json!({"code": "ANN"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("1").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    let mut last = std::collections::BTreeMap::new();
    let done = |last: &std::collections::BTreeMap<String, Value>| {
        last.get("runs") == Some(&json!("COMPLETED"))
            && last.get("payouts") == Some(&json!("TRANSFERRED"))
            && last.get("commissions") == Some(&json!("PAID"))
    };
    let mut sales = 0;
    while !done(&last) {
        let mut message = viewer.hear().await;
        let id = message["id"].as_str().unwrap_or_else(|| panic!("{message:#}")).to_owned();
        let event = message["payload"]["data"].as_object_mut().unwrap().values_mut().next().unwrap();
        let of =
            ["conversion", "commission", "payout", "run"].iter().find_map(|name| event.get(name)).unwrap();
        let is = of.get("state").or_else(|| of.get("externalId")).unwrap();
        sales += usize::from(id == "sales");
        last.insert(id, is.clone());
    }
    assert_eq!((last["sales"].as_str(), sales), (Some("1"), 1));
    drop((ann, sale));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_approved_with_a_code_is_told_too() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 50_000).await;
    shop.earner(&world, &program, "ANN").await;
    shop.sale("1", 12_000, json!({"code": "ANN"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let create = json!({"currency": "GBP", "idempotencyKey": "one"});
    let run = id(&shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]);
    let preview = json!({"payoutRunId": run});
    let preview = shop.owner.mutate("payoutRunPreview", preview, "payoutRun { previewHash }").await;
    let mut viewer = Viewer::of(&shop.owner).await;
    viewer.watch("runs", "subscription { payoutRunChanged { run { state } } }").await;
    let hash = &preview["payoutRun"]["previewHash"];
    let approval = json!({"payoutRunId": run, "previewHash": hash, "idempotencyKey": "yes"});
    shop.owner.mutate("payoutRunApprove", approval, "payoutRun { state }").await;
    let event = timeout(Duration::from_secs(3), viewer.event("runs")).await.unwrap();
    assert_eq!(event["payoutRunChanged"]["run"]["state"], "APPROVED");
}
