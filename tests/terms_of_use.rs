//! The terms of use: read by anybody, accepted by version, kept.

use serde_json::{Value, json};
use tributary::client::Client;
use tributary::demo;
use tributary::embedded::Progress;

use crate::world::{PASSWORD, World};

const MINE: &str = "{ viewer { termsOfUse { accepted { version acceptedAt } due { version } } } }";

#[tokio::test]
async fn what_was_accepted_is_kept_with_its_version() {
    let world = World::without_worker().await;
    let current = world.stranger().query("{ termsOfUse { version effectiveFrom text } }", json!({})).await["termsOfUse"].clone();
    assert!(current["text"].as_str().unwrap().starts_with("# "), "{current}");
    let version = current["version"].as_i64().unwrap();
    // Signed up without a word, they are due.
    let shop = world.brand("Shop").await;
    let mine = shop.owner.query(MINE, json!({})).await["viewer"]["termsOfUse"].clone();
    assert_eq!((&mine["accepted"], &mine["due"]["version"]), (&json!([]), &json!(version)));
    for other in [0, version + 1, -1] {
        assert_eq!(shop.owner.refused("termsOfUseAccept", json!({"version": other})).await, "TERMS_OUTDATED");
    }
    let accept = || {
        shop.owner.mutate("termsOfUseAccept", json!({"version": version}), "accepted { version acceptedAt }")
    };
    let first = accept().await["accepted"].clone();
    assert_eq!(accept().await["accepted"], first, "the first time stays");
    let mine = shop.owner.query(MINE, json!({})).await["viewer"]["termsOfUse"].clone();
    assert_eq!((&mine["accepted"], &mine["due"]), (&json!([first]), &Value::Null));
    // Signing up says so at once, or is refused for another version than the current one.
    let sign_up = |version: i64| json!({"tenantName": "Two", "currency": "GBP", "email": "two@two.test", "password": PASSWORD, "name": "T", "termsOfUseVersion": version});
    assert_eq!(world.stranger().refused("signUp", sign_up(version + 1)).await, "TERMS_OUTDATED");
    assert_eq!(world.sql("SELECT id FROM users WHERE email = 'two@two.test'").await.len(), 0);
    world.stranger().mutate("signUp", sign_up(version), "tenant { id }").await;
    let rows = world.sql("SELECT version, entrance FROM terms_acceptances t JOIN users u ON u.id = t.user_id WHERE email = 'two@two.test'").await;
    assert_eq!(rows, [json!({"version": version, "entrance": "GRAPHQL"})]);
    // Nobody but the person sees it.
    assert_eq!(world.stranger().query(MINE, json!({})).await["viewer"]["termsOfUse"], Value::Null);
}

#[tokio::test]
async fn the_demos_people_accept_what_came_after_them() {
    let world = World::without_worker().await;
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("demo.json");
    let client = Client::new(&world.url).unwrap();
    let silent = Progress::silent();
    let demo = || demo::ensure(&client, &file, &silent);
    let made = demo().await.unwrap();
    // As if another version had come since.
    world.break_with("DELETE FROM terms_acceptances").await;
    assert_eq!(demo().await.unwrap().tenant, made.tenant);
    for who in [&made.owner, &made.affiliate] {
        let input = json!({"email": who.email, "password": who.password});
        let session = world.stranger().mutate("signIn", input, "session { accessToken }").await;
        let person = world.stranger().with(session["session"]["accessToken"].as_str().unwrap());
        let terms = person.query(MINE, json!({})).await["viewer"]["termsOfUse"].clone();
        assert_eq!(
            (&terms["due"], terms["accepted"].as_array().unwrap().len()),
            (&Value::Null, 1),
            "{}",
            who.email
        );
    }
}
