//! Moderation: what the rules find of moments that come in, what a tenant lets them decide, and what is written down.

mod queue;

use serde_json::{Value, json};

use crate::world::{Brand, World};

const CASE: &str = "moment { moderation rejectCode intent moderationCase { confidence settingsVersion \
    findings { rule ruleVersion reason weight count } \
    decisions { outcome decidedBy rule ruleVersion reason rejectCode confidence settingsVersion } } }";

async fn submit(shop: &Brand, external_id: &str, body: &str, more: Value) -> Value {
    let mut input = json!({"kind": "REVIEW", "externalId": external_id, "body": body});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner.mutate("momentSubmit", input, CASE).await["moment"].clone()
}

async fn settings(shop: &Brand, version: i32, more: Value) -> Value {
    let mut input = json!({"version": version});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    shop.owner
        .mutate("moderationSettingsUpdate", input, "moderationSettings { version approveAt mayReject }")
        .await
}

fn reasons(moment: &Value) -> Vec<&str> {
    let findings = moment["moderationCase"]["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["reason"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn until_a_tenant_says_otherwise_a_person_looks_at_each() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let moment = submit(&shop, "1", "Where can I buy this in blue?", json!({})).await;
    assert_eq!((&moment["moderation"], &moment["intent"]), (&json!("PENDING"), &json!("BUY")), "{moment}");
    let case = &moment["moderationCase"];
    assert_eq!((&case["confidence"], &case["settingsVersion"]), (&json!(1000), &json!(0)));
    assert_eq!((&case["findings"], &case["decisions"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn the_rules_decide_as_far_as_the_tenant_lets_them() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    settings(&shop, 0, json!({"approveAt": 900, "mayReject": ["EMAIL"], "blockedWords": ["Rubbish"]})).await;

    let fine = submit(&shop, "fine", "Warm and soft, it fits.", json!({"rating": 1})).await;
    assert_eq!(fine["moderation"], "APPROVED");
    let decided = &fine["moderationCase"]["decisions"];
    assert_eq!(
        decided,
        &json!([{"outcome": "APPROVED", "decidedBy": "RULES", "rule": null, "ruleVersion": null, "reason": null,
            "rejectCode": null, "confidence": 1000, "settingsVersion": 1}])
    );

    let mail = submit(&shop, "mail", "Write to joe@mail.example for more", json!({"rating": 5})).await;
    assert_eq!((&mail["moderation"], &mail["rejectCode"]), (&json!("REJECTED"), &json!("PERSONAL_DATA")));
    let decided = &mail["moderationCase"]["decisions"][0];
    assert_eq!(
        (&decided["decidedBy"], &decided["rule"], &decided["ruleVersion"], &decided["reason"]),
        (&json!("RULES"), &json!("EMAIL"), &json!(1), &json!("EMAIL_ADDRESS"))
    );

    let word = submit(&shop, "word", "What rubbish, never again", json!({})).await;
    assert_eq!((&word["moderation"], reasons(&word)), (&json!("PENDING"), vec!["BLOCKED_WORD"]));
    assert_eq!(word["moderationCase"]["decisions"], json!([]), "that it waits is no decision");
}

#[tokio::test]
async fn the_same_text_is_known_again_within_a_batch_and_after_it() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let body = "The softest mug of all that I have ever had";
    assert!(reasons(&submit(&shop, "1", body, json!({})).await).is_empty());
    assert_eq!(
        reasons(&submit(&shop, "2", "the SOFTEST mug, of all that I have ever had!", json!({})).await),
        ["SAME_TEXT"]
    );
    assert!(reasons(&submit(&other, "1", body, json!({})).await).is_empty(), "of another tenant");
    // The same key again changes nothing, and is no repetition of itself.
    assert!(reasons(&submit(&shop, "1", body, json!({})).await).is_empty());

    let mapping = "kind = \"moments\"\n[columns]\nexternal_id = \"id\"\nbody = \"text\"\n[fixed]\nsource = \"file\"\n\
        kind = \"REVIEW\"\npublished_at = 2026-01-01\nrights = \"NOT_REQUIRED\"\n";
    let data =
        "id,text\na,Bought two of them for my sister and me\nb,BOUGHT two of them for my sister and me!\n";
    let file = json!({"format": "CSV", "mapping": mapping, "data": data});
    shop.owner.mutate("momentImport", file, "report { written }").await;
    let ask = "{ moments(first: 2) { nodes { externalId moderationCase { findings { reason } } } } }";
    let rows = shop.owner.query(ask, json!({})).await["moments"]["nodes"].take();
    let found: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["externalId"].as_str().unwrap(), reasons(row)))
        .collect();
    assert!(found.contains(&("a", vec![])) && found.contains(&("b", vec!["SAME_TEXT"])), "{found:?}");
}

#[tokio::test]
async fn what_a_source_says_stands_and_is_written_down() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    settings(&shop, 0, json!({"mayReject": ["EMAIL"]})).await;
    let mapping = "kind = \"moments\"\n[columns]\nexternal_id = \"id\"\nbody = \"text\"\n[fixed]\nsource = \"file\"\n\
        kind = \"REVIEW\"\npublished_at = 2026-01-01\nmoderation = \"APPROVED\"\nrights = \"NOT_REQUIRED\"\n";
    let file = json!({"format": "CSV", "mapping": mapping, "data": "id,text\na,Write to joe@mail.example\n"});
    shop.owner.mutate("momentImport", file, "report { written }").await;
    let ask = "{ moments(first: 1) { nodes { moderation moderationCase { findings { reason } decisions { outcome decidedBy rule } } } } }";
    let row = shop.owner.query(ask, json!({})).await["moments"]["nodes"][0].take();
    assert_eq!((&row["moderation"], reasons(&row)), (&json!("APPROVED"), vec!["EMAIL_ADDRESS"]));
    let decided = json!([{"outcome": "APPROVED", "decidedBy": "SOURCE", "rule": null}]);
    assert_eq!(row["moderationCase"]["decisions"], decided);
}

#[tokio::test]
async fn nobody_is_published_by_a_page_under_the_name_of_a_creator_who_stands() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    settings(&shop, 0, json!({"approveAt": 900})).await;
    let public = shop.key("PUBLISHABLE").await;
    let named = |n: i32, who: &str| json!({"kind": "REVIEW", "externalId": format!("m{n}"), "body": "It fits.", "creator": {"externalId": who, "name": who}});
    let stands = |of: &Value| of["moment"]["moderation"].as_str().unwrap().to_owned();
    let select = "moment { moderation }";
    assert_eq!(stands(&public.mutate("momentSubmit", named(1, "ann"), select).await), "APPROVED");
    assert_eq!(stands(&public.mutate("momentSubmit", named(2, "ann"), select).await), "PENDING");
    assert_eq!(stands(&public.mutate("momentSubmit", named(3, "bob"), select).await), "APPROVED");
    // The brand's own systems know who writes.
    assert_eq!(stands(&shop.owner.mutate("momentSubmit", named(4, "ann"), select).await), "APPROVED");
}

#[tokio::test]
async fn what_a_person_decides_is_written_down_beside() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let moment = shop
        .owner
        .mutate(
            "momentSubmit",
            json!({"kind": "REVIEW", "externalId": "1", "body": "It fits."}),
            "moment { id }",
        )
        .await;
    let id = moment["moment"]["id"].clone();
    shop.owner.mutate("momentApprove", json!({"momentId": id}), CASE).await;
    // Again changes nothing; another code is another decision.
    shop.owner.mutate("momentApprove", json!({"momentId": id}), CASE).await;
    shop.owner.mutate("momentReject", json!({"momentId": id, "code": "SPAM"}), CASE).await;
    let stands = shop.owner.mutate("momentReject", json!({"momentId": id, "code": "OFF_TOPIC"}), CASE).await;
    // What is no decision of moderation writes none.
    shop.owner.mutate("momentHide", json!({"momentId": id}), "moment { id }").await;
    let decisions = stands["moment"]["moderationCase"]["decisions"].as_array().unwrap();
    let outcomes: Vec<_> =
        decisions.iter().map(|d| (d["outcome"].as_str().unwrap(), d["rejectCode"].as_str())).collect();
    assert_eq!(outcomes, [("APPROVED", None), ("REJECTED", Some("SPAM")), ("REJECTED", Some("OFF_TOPIC"))]);
    assert!(decisions.iter().all(|d| d["decidedBy"] == "MEMBER"));
    assert_eq!(world.sql("SELECT count(*) AS n FROM moment_decisions").await[0]["n"], 3);
}

#[tokio::test]
async fn settings_have_bounds_and_one_version_at_a_time() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for (input, code, field) in [
        (json!({"version": 0, "approveAt": 1001}), "OUT_OF_RANGE", "approveAt"),
        (json!({"version": 0, "hashtagsMax": -1}), "OUT_OF_RANGE", "hashtagsMax"),
        (json!({"version": 0, "blockedWords": ["fine", "!!"]}), "WORD_EMPTY", "blockedWords.1"),
        (json!({"version": 0, "blockedWords": ["x".repeat(61)]}), "WORD_TOO_LONG", "blockedWords.0"),
        (json!({"version": 0, "bannedHosts": ["no host"]}), "HOST_INVALID", "bannedHosts.0"),
        (json!({"version": 0, "off": ["SPAM"], "mayReject": ["SPAM"]}), "RULE_OFF", "mayReject"),
        (json!({"version": 1}), "CONFLICT", ""),
    ] {
        let answer =
            shop.owner.attempt("moderationSettingsUpdate", input, "moderationSettings { version }").await;
        let error = &answer["userErrors"][0];
        assert_eq!(error["code"], code, "{answer}");
        let path: Vec<&str> = error["field"]
            .as_array()
            .map(|path| path[1..].iter().map(|p| p.as_str().unwrap()).collect())
            .unwrap_or_default();
        assert_eq!(path.join("."), field);
    }
    let first = settings(&shop, 0, json!({"approveAt": 500})).await;
    assert_eq!(first["moderationSettings"], json!({"version": 1, "approveAt": 500, "mayReject": []}));
    assert_eq!(shop.owner.refused("moderationSettingsUpdate", json!({"version": 0})).await, "CONFLICT");
    // What is left out is as it was at first.
    let second = settings(&shop, 1, json!({"mayReject": ["LINKS"]})).await;
    assert_eq!(
        second["moderationSettings"],
        json!({"version": 2, "approveAt": null, "mayReject": ["LINKS"]})
    );
}

#[tokio::test]
async fn the_public_is_told_nothing_of_moderation() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    settings(&shop, 0, json!({"approveAt": 0})).await;
    submit(&shop, "1", "Write to joe@mail.example", json!({})).await;
    let ask = "{ feed(handle: \"all\") { moments(first: 1) { nodes { externalId moderationCase { confidence } } } } }";
    let shown = public.query(ask, json!({})).await["feed"]["moments"]["nodes"].take();
    assert_eq!(shown, json!([{"externalId": "1", "moderationCase": null}]));
}
