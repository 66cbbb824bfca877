//! Images and videos of moments: how they come in, what is stored of them, who is shown them and until when.

mod bucket;
mod files;
mod refused;
mod shown;
mod swept;

use reqwest::{Method, Response, header};
use serde_json::{Value, json};

pub(crate) use self::files::png;
use self::files::{photograph, with_place};
use crate::world::{Brand, Gql, World, brand::id};

/// Status and body of an upload.
async fn upload(caller: &Gql, file: Vec<u8>) -> (u16, Value) {
    let answer = caller.request(Method::POST, "/v1/media").body(file).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

/// The id of an upload that must be taken.
async fn uploaded(caller: &Gql, file: Vec<u8>) -> String {
    let (status, answer) = upload(caller, file).await;
    assert!(matches!(status, 200 | 201), "{answer:#}");
    id(&answer["media"])
}

/// The code of one that must be refused.
async fn refused(caller: &Gql, file: Vec<u8>) -> (u16, String) {
    let (status, answer) = upload(caller, file).await;
    (status, answer["error"]["code"].as_str().unwrap_or_else(|| panic!("{answer:#}")).to_owned())
}

/// A moment with these, that waits.
async fn submitted(caller: &Gql, external_id: &str, media: &[&str]) -> String {
    let input = json!({"kind": "REVIEW", "externalId": external_id, "body": "It fits.", "media": media});
    id(&caller.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

/// What a moment shows in the size, as its caller is told.
async fn addresses(caller: &Gql, moment: &str, size: &str) -> Vec<String> {
    let document = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Moment {{ media {{ url(size: {size}) }} }} }} }}"
    );
    let shown = caller.query(&document, json!({"id": moment})).await;
    let media = shown["node"]["media"].as_array().unwrap();
    media.iter().map(|one| one["url"].as_str().unwrap().to_owned()).collect()
}

/// What an address answers to whoever has no credential.
async fn get(url: &str, headers: &[(&str, &str)]) -> Response {
    let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
    let mut call = http.get(url);
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    call.send().await.unwrap()
}

async fn status(url: &str) -> u16 {
    get(url, &[]).await.status().as_u16()
}

fn plain(url: &str) -> &str {
    url.split('?').next().unwrap()
}

async fn decide(shop: &Brand, mutation: &str, moment: &str) {
    shop.owner.mutate(mutation, json!({"momentId": moment}), "moment { id }").await;
}

#[tokio::test]
async fn a_photograph_comes_in_upright_and_tells_nobody_where_it_was_taken() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    let file = with_place(photograph(1_600, 1_000), 6);
    assert!(file.windows(10).any(|bytes| bytes == b"SECRETSPOT"));
    let (status, answer) = upload(&public, file.clone()).await;
    assert_eq!((status, &answer["repeated"]), (201, &json!(false)), "{answer:#}");
    let media = &answer["media"];
    assert_eq!(
        (&media["type"], &media["width"], &media["height"]),
        (&json!("image/jpeg"), &json!(1_000), &json!(1_600))
    );
    // Once more, as a phone does that did not hear the answer.
    let (status, again) = upload(&public, file.clone()).await;
    assert_eq!((status, &again["repeated"], &again["media"]["id"]), (200, &json!(true), &media["id"]));

    let moment = submitted(&public, "m", &[media["id"].as_str().unwrap()]).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Moment { moderation media { id type width height durationMs \
        small: url(size: SMALL) large: url original: url(size: ORIGINAL) } } } }";
    let shown = shop.owner.query(document, json!({"id": moment})).await["node"].take();
    assert_eq!(shown["moderation"], "PENDING");
    let shown = &shown["media"][0];
    assert_eq!(
        (&shown["id"], &shown["type"], &shown["durationMs"]),
        (&media["id"], &json!("JPEG"), &Value::Null)
    );
    for (size, sides) in [("small", (200, 320)), ("large", (800, 1_280)), ("original", (1_000, 1_600))] {
        let answer = get(shown[size].as_str().unwrap(), &[]).await;
        assert_eq!(answer.status(), 200, "{size}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/jpeg");
        let bytes = answer.bytes().await.unwrap();
        for told in [&b"SECRETSPOT"[..], b"Exif", b"GPS"] {
            assert!(!bytes.windows(told.len()).any(|window| window == told), "{size}");
        }
        let picture = image::load_from_memory(&bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), sides, "{size}");
    }
    // Every stored byte is under the tenant's own folder.
    let tenant = domain::ids::TypedId::uuid(shop.tenant.parse::<domain::ids::TenantId>().unwrap());
    let folder = world.env.variables().find(|(name, _)| *name == "MEDIA_DIR").unwrap().1.to_owned();
    let stored = std::fs::read_dir(format!("{folder}/t")).unwrap();
    let names: Vec<_> = stored.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, [tenant.to_string()]);

    // The same picture for another moment is another upload: each goes with its moment.
    let other = uploaded(&public, file).await;
    assert_ne!(json!(other), media["id"]);
}

#[tokio::test]
async fn a_media_is_of_one_moment_of_its_tenant() {
    let world = World::without_worker().await;
    let (shop, rival) = (world.brand("Shop").await, world.brand("Rival").await);
    let (own, foreign) =
        (uploaded(&shop.owner, png(40, 30)).await, uploaded(&rival.owner, png(40, 30)).await);
    assert_ne!(own, foreign, "the same bytes of another tenant are another's");
    let with = |external_id: &str, media: &[&str]| json!({"kind": "REVIEW", "externalId": external_id, "body": "It fits.", "media": media});
    let refused = async |input: Value| shop.owner.refused("momentSubmit", input).await;
    assert_eq!(refused(with("a", &[&foreign])).await, "NOT_FOUND");
    assert_eq!(refused(with("a", &[&own, &foreign])).await, "NOT_FOUND");
    assert_eq!(refused(with("a", &[&own, &own])).await, "MEDIA_TWICE");
    assert_eq!(refused(with("a", &["moment_01h455vb4pex5vsknk084sn02q"])).await, "INVALID_ID");
    let many: Vec<String> = (0..11).map(|n| format!("media_01h455vb4pex5vsknk084sn{:03}", 100 + n)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(refused(with("a", &many)).await, "TOO_MANY_MEDIA");
    assert!(world.sql("SELECT id FROM moments").await.is_empty(), "nothing of a refused one stands");

    let moment = submitted(&shop.owner, "a", &[&own]).await;
    assert_eq!(refused(with("b", &[&own])).await, "CONFLICT");
    // Handed in again, the moment stands as it is.
    assert_eq!(submitted(&shop.owner, "a", &[&own]).await, moment);
    let found =
        shop.owner.query("query($id: ID!) { node(id: $id) { __typename id } }", json!({"id": own})).await;
    assert_eq!(found["node"], json!({"__typename": "Media", "id": own}));
    let found = rival.owner.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": own})).await;
    assert_eq!(found["node"], Value::Null);

    // In the order they were named in.
    let (one, two) = (uploaded(&shop.owner, png(41, 30)).await, uploaded(&shop.owner, png(42, 30)).await);
    let moment = submitted(&shop.owner, "c", &[&two, &one]).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Moment { media { id } } } }";
    let shown = shop.owner.query(document, json!({"id": moment})).await;
    assert_eq!(shown["node"]["media"], json!([{"id": two}, {"id": one}]));
}

#[tokio::test]
async fn no_rule_publishes_a_picture_that_nobody_has_seen() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let trusting = json!({"version": 0, "approveAt": 0});
    let settings =
        shop.owner.attempt("moderationSettingsUpdate", trusting, "moderationSettings { version }").await;
    assert_eq!(settings["userErrors"], json!([]), "{settings:#}");
    let standing = async |input: Value| {
        shop.owner.mutate("momentSubmit", input, "moment { moderation }").await["moment"]["moderation"]
            .clone()
    };
    let body = "A coat that keeps the wind out on the longest of walks.";
    let words = json!({"kind": "REVIEW", "externalId": "words", "body": body});
    assert_eq!(standing(words).await, "APPROVED");
    let media = uploaded(&shop.owner, png(40, 30)).await;
    let body = "Another coat, which has kept the rain out for two winters now.";
    let shown = json!({"kind": "REVIEW", "externalId": "shown", "body": body, "media": [media]});
    assert_eq!(standing(shown).await, "PENDING");
}
