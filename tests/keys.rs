//! API keys: when they end, when they were used, and how one takes another's place.

use serde_json::{Value, json};

use crate::world::{Brand, Gql, World};

const KEY: &str = "secret apiKey { id state scopes origins expiresAt lastUsedAt replacedById }";
const LOOK: &str = "{ products(first: 1) { nodes { id } } }";

async fn make(shop: &Brand, more: Value) -> (Gql, Value) {
    let mut input = json!({"name": "server", "kind": "SECRET"});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    let made = shop.owner.mutate("apiKeyCreate", input, KEY).await;
    (shop.owner.with(made["secret"].as_str().unwrap()), made["apiKey"].clone())
}

async fn is_good(key: &Gql) -> bool {
    key.raw(LOOK, json!({})).await.0 == 200
}

/// A key as the team sees it.
async fn seen(shop: &Brand, id: &Value) -> Value {
    let keys = shop
        .owner
        .query("{ apiKeys(first: 20) { nodes { id state expiresAt lastUsedAt replacedById scopes name kind } } }", json!({}))
        .await;
    let keys = keys["apiKeys"]["nodes"].as_array().unwrap().clone();
    keys.into_iter().find(|key| key["id"] == *id).unwrap()
}

#[tokio::test]
async fn a_key_ends_by_itself() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let at = |offset: chrono::Duration| (store::Clock::system().now() + offset).to_rfc3339();
    for wrong in [at(chrono::Duration::seconds(-1)), at(chrono::Duration::days(3_651))] {
        let input = json!({"name": "k", "kind": "SECRET", "expiresAt": wrong});
        assert_eq!(shop.owner.refused("apiKeyCreate", input).await, "EXPIRY_INVALID");
    }
    let (key, row) = make(&shop, json!({"expiresAt": at(chrono::Duration::seconds(2))})).await;
    let (lasting, _) = make(&shop, json!({})).await;
    assert_eq!(row["state"], "ACTIVE");
    assert!(is_good(&key).await);
    // At its second, though the server knows the key since a moment ago.
    world.until("the end", || is_good(&key), |good| !good).await;
    assert!(is_good(&lasting).await);
    assert_eq!(seen(&shop, &row["id"]).await["state"], "EXPIRED");
    assert_eq!(shop.owner.refused("apiKeyRotate", json!({"apiKeyId": row["id"]})).await, "KEY_ENDED");
}

#[tokio::test]
async fn a_key_tells_when_it_was_used() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (key, row) = make(&shop, json!({})).await;
    let (_, unused) = make(&shop, json!({})).await;
    assert!(is_good(&key).await);
    let used = world.until("its use", || seen(&shop, &row["id"]), |key| !key["lastUsedAt"].is_null()).await;
    assert!(is_good(&key).await);
    assert_eq!(seen(&shop, &row["id"]).await["lastUsedAt"], used["lastUsedAt"], "noted to some minutes");
    assert!(seen(&shop, &unused["id"]).await["lastUsedAt"].is_null());
    // A secret that is wrong uses nothing.
    let mut wrong = key.credential.clone().unwrap();
    let last = if wrong.pop() == Some('A') { 'E' } else { 'A' };
    wrong.push(last);
    world.break_with("UPDATE api_keys SET last_used_at = NULL").await;
    assert!(!is_good(&shop.owner.with(&wrong)).await);
    assert!(seen(&shop, &row["id"]).await["lastUsedAt"].is_null());
}

#[tokio::test]
async fn a_key_takes_anothers_place_and_both_are_good_for_a_while() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (old, row) = make(&shop, json!({"name": "reports", "scopes": ["CATALOGUE_READ"]})).await;
    let rotate = |hours: i64| json!({"apiKeyId": row["id"], "overlapHours": hours});
    for wrong in [-1, 721] {
        assert_eq!(shop.owner.refused("apiKeyRotate", rotate(wrong)).await, "OVERLAP_INVALID");
    }
    let selection =
        "secret apiKey { id name kind scopes expiresAt } replaced { id state expiresAt replacedById }";
    let rotated = shop.owner.mutate("apiKeyRotate", rotate(24), selection).await;
    let new = shop.owner.with(rotated["secret"].as_str().unwrap());
    assert_eq!(rotated["apiKey"]["scopes"], json!(["CATALOGUE_READ"]));
    assert_eq!(
        (&rotated["apiKey"]["name"], &rotated["apiKey"]["expiresAt"]),
        (&json!("reports"), &Value::Null)
    );
    assert_eq!(rotated["replaced"]["replacedById"], rotated["apiKey"]["id"]);
    let ends: chrono::DateTime<chrono::Utc> =
        rotated["replaced"]["expiresAt"].as_str().unwrap().parse().unwrap();
    let hours = (ends - store::Clock::system().now()).num_minutes();
    assert!((23 * 60..=24 * 60).contains(&hours), "{ends}");
    assert!(is_good(&old).await && is_good(&new).await);
    let write =
        "mutation { productCreate(input: {externalId: \"P\", title: \"P\"}) { userErrors { code } } }";
    assert_eq!(new.error(write, json!({})).await, "FORBIDDEN");
    // Once only; the new one in its turn, and at once where nothing overlaps.
    assert_eq!(shop.owner.refused("apiKeyRotate", rotate(1)).await, "KEY_ENDED");
    let at_once = json!({"apiKeyId": rotated["apiKey"]["id"], "overlapHours": 0});
    let third = shop.owner.mutate("apiKeyRotate", at_once, selection).await;
    assert!(!is_good(&new).await);
    assert!(is_good(&old).await && is_good(&shop.owner.with(third["secret"].as_str().unwrap())).await);
    // Whoever has replaced a key has made the new one, as the log has it.
    let maker = "SELECT a.actor, b.actor AS also FROM audit_log a JOIN audit_log b ON b.subject = a.subject WHERE a.action = 'apiKeyCreate' AND b.action = 'apiKeyRotate'";
    assert_eq!(world.sql(maker).await.len(), 2, "the first, and the second that was replaced in its turn");
    // Revoked means revoked, overlap or not.
    shop.owner.mutate("apiKeyRevoke", json!({"apiKeyId": row["id"]}), "apiKey { state }").await;
    assert!(!is_good(&old).await);
    // One that would have ended sooner still does.
    let soon = (store::Clock::system().now() + chrono::Duration::hours(2)).to_rfc3339();
    let (_, short) = make(&shop, json!({"expiresAt": soon})).await;
    let rotated = shop
        .owner
        .mutate("apiKeyRotate", json!({"apiKeyId": short["id"], "overlapHours": 720}), selection)
        .await;
    assert_eq!(rotated["replaced"]["expiresAt"], short["expiresAt"], "{rotated:#}");
    // The new one is good for as long as the old one was made for.
    let ends: chrono::DateTime<chrono::Utc> =
        rotated["apiKey"]["expiresAt"].as_str().unwrap().parse().unwrap();
    let minutes = (ends - store::Clock::system().now()).num_minutes();
    assert!((118..=120).contains(&minutes), "{ends}");
}

#[tokio::test]
async fn a_publishable_key_has_origins_of_its_own() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    shop.owner.mutate("tenantUpdate", json!({"origins": ["https://shop.example"]}), "tenant { id }").await;
    let publishable = |origins: Value| json!({"name": "page", "kind": "PUBLISHABLE", "origins": origins});
    let (own, row) =
        make(&shop, publishable(json!(["https://Blog.example/path", "http://localhost:3000"]))).await;
    assert_eq!(row["origins"], json!(["https://blog.example", "http://localhost:3000"]));
    let (tenants, _) = make(&shop, publishable(json!([]))).await;
    let from = |key: &Gql, origin: &str| {
        let call = key.request(reqwest::Method::POST, "/graphql").header("origin", origin);
        async move { call.json(&json!({"query": LOOK})).send().await.unwrap().status().as_u16() }
    };
    for (key, origin, status) in [
        (&own, "https://blog.example", 200),
        (&own, "http://localhost:3000", 200),
        (&own, "https://shop.example", 403),
        (&tenants, "https://shop.example", 200),
        (&tenants, "https://blog.example", 403),
    ] {
        assert_eq!(from(key, origin).await, status, "{origin}");
    }
    for wrong in [json!(["blog.example"]), json!(["ftp://blog.example"]), json!([""])] {
        assert_eq!(shop.owner.refused("apiKeyCreate", publishable(wrong)).await, "ORIGIN_INVALID");
    }
    let secret = json!({"name": "server", "kind": "SECRET", "origins": ["https://blog.example"]});
    assert_eq!(shop.owner.refused("apiKeyCreate", secret).await, "ORIGIN_INVALID");
}
