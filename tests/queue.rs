//! Two people on one queue of moments: nobody decides about what they have not seen.

use serde_json::{Value, json};

use crate::world::brand::{everywhere, id, said};
use crate::world::{Brand, Gql, World};

const MOMENT: &str = "moment { id version moderation rejectCode visibility }";

/// A moment that waits, and its version.
async fn waiting(shop: &Brand, name: &str) -> (String, Value) {
    let submit = json!({"kind": "REVIEW", "externalId": name, "body": "It fits."});
    let moment = shop.owner.mutate("momentSubmit", submit, MOMENT).await["moment"].take();
    (id(&moment), moment["version"].clone())
}

async fn try_to(who: &Gql, mutation: &str, moment: &str, version: &Value) -> Value {
    let mut input = json!({"momentId": moment, "version": version});
    match mutation {
        "momentReject" => input["code"] = json!("SPAM"),
        "momentRightsRequest" | "momentRightsGrant" => {
            input["scope"] = everywhere();
            input["evidence"] = said("m");
        }
        _ => {}
    }
    who.attempt(mutation, input, MOMENT).await
}

#[tokio::test]
async fn what_has_changed_since_it_was_seen_is_left_as_it_is() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (moment, first) = waiting(&shop, "m").await;
    let rejected = try_to(&shop.owner, "momentReject", &moment, &first).await;
    assert_eq!(rejected["userErrors"], json!([]));
    let every = [
        "momentApprove",
        "momentFlag",
        "momentHide",
        "momentErase",
        "momentReopen",
        "momentRightsRequest",
        "momentRightsGrant",
        "momentRightsDecline",
        "momentRightsRevoke",
    ];
    for mutation in every {
        let refused = try_to(&shop.owner, mutation, &moment, &first).await;
        let error = &refused["userErrors"][0];
        assert_eq!(
            (&error["code"], &error["field"]),
            (&json!("VERSION_CONFLICT"), &json!(["input", "version"]))
        );
        assert_eq!(refused["moment"], rejected["moment"], "{mutation} shows what stands, and it stands");
    }
    for made_up in ["", "0", "one", "99999999999999999999", "' OR true"] {
        let refused = try_to(&shop.owner, "momentApprove", &moment, &json!(made_up)).await;
        assert_eq!(refused["userErrors"][0]["code"], "VERSION_CONFLICT", "{made_up}");
    }
    // What is so already is done, whoever did it: an answer that was lost is asked for again.
    let again = try_to(&shop.owner, "momentReject", &moment, &first).await;
    assert_eq!((&again["userErrors"], &again["moment"]), (&json!([]), &rejected["moment"]));
    let decided = try_to(&shop.owner, "momentApprove", &moment, &rejected["moment"]["version"]).await;
    assert_eq!(decided["moment"]["moderation"], "APPROVED");
    // Who names no version decides about whatever stands.
    let flagged = shop.owner.mutate("momentFlag", json!({"momentId": moment}), MOMENT).await;
    assert_eq!(flagged["moment"]["moderation"], "FLAGGED");
    let lines = world.sql("SELECT action FROM audit_log WHERE action LIKE 'moment%' ORDER BY id").await;
    let lines: Vec<&str> = lines.iter().map(|line| line["action"].as_str().unwrap()).collect();
    assert_eq!(lines, ["momentSubmit", "momentReject", "momentApprove", "momentFlag"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_decide_at_once_one_is_told() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let eve = shop.colleague(&world, "Eve", "EDITOR").await;
    for n in 0..12 {
        let (moment, version) = waiting(&shop, &format!("m{n}")).await;
        let (one, two) = tokio::join!(
            try_to(&shop.owner, "momentApprove", &moment, &version),
            try_to(&eve, "momentReject", &moment, &version)
        );
        let told = [&one, &two].map(|answer| answer["userErrors"][0]["code"] == "VERSION_CONFLICT");
        assert_eq!(told.iter().filter(|told| **told).count(), 1, "{one} {two}");
        // The one who is told sees the other's decision, which stands.
        assert_eq!(one["moment"], two["moment"]);
        let expected = if told[0] { "REJECTED" } else { "APPROVED" };
        assert_eq!(one["moment"]["moderation"], expected);
    }
    let lines = world
        .sql("SELECT count(*) AS lines FROM audit_log WHERE action IN ('momentApprove', 'momentReject')")
        .await;
    assert_eq!(lines[0]["lines"], 12);
}

#[tokio::test]
async fn a_decision_can_be_taken_back() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (moment, _) = waiting(&shop, "m").await;
    let feed = "{ feed(handle: \"all\") { moments(first: 5) { nodes { id } } } }";
    let shown = async || {
        let data = shop.owner.query(feed, json!({})).await;
        data["feed"]["moments"]["nodes"].as_array().unwrap().len()
    };
    for (decide, more) in
        [("momentApprove", json!({})), ("momentReject", json!({"code": "SPAM"})), ("momentFlag", json!({}))]
    {
        let mut input = json!({"momentId": moment});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        shop.owner.mutate(decide, input, MOMENT).await;
        assert_eq!(shown().await, usize::from(decide == "momentApprove"), "{decide}");
        let open =
            shop.owner.mutate("momentReopen", json!({"momentId": moment}), MOMENT).await["moment"].take();
        assert_eq!((&open["moderation"], &open["rejectCode"]), (&json!("PENDING"), &Value::Null), "{decide}");
        assert_eq!(shown().await, 0, "{decide}");
        // Again it changes nothing.
        let again = shop.owner.mutate("momentReopen", json!({"momentId": moment}), MOMENT).await;
        assert_eq!(again["moment"], open);
    }
    let line = world
        .sql("SELECT before, detail FROM audit_log WHERE action = 'momentReopen' ORDER BY id LIMIT 1")
        .await;
    assert_eq!(
        (&line[0]["before"]["moderation"], &line[0]["detail"]["moderation"]),
        (&json!("APPROVED"), &json!("PENDING"))
    );
    shop.owner.mutate("momentErase", json!({"momentId": moment}), MOMENT).await;
    assert_eq!(shop.owner.refused("momentReopen", json!({"momentId": moment})).await, "ERASED");
}
