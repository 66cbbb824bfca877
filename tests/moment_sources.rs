//! Posts of social networks come in, signed by their sender.

use domain::webhook::{Message, read_secret};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Brand, Gql, World, brand::id};

/// A sender of posts, who knows its secret.
struct Sender {
    url: String,
    secret: Vec<u8>,
    id: String,
}

impl Sender {
    async fn of(shop: &Brand, name: &str) -> Sender {
        let made = shop
            .owner
            .mutate("momentSourceCreate", json!({"name": name}), "secret momentSource { id url }")
            .await;
        let source = &made["momentSource"];
        Sender {
            url: source["url"].as_str().unwrap().to_owned(),
            secret: read_secret(made["secret"].as_str().unwrap()).unwrap(),
            id: id(source),
        }
    }

    /// Sends a body under an id, so many seconds ago. Returns the status and the answer.
    async fn sends(&self, message: &str, body: &[u8], seconds_ago: i64) -> (u16, Value) {
        let timestamp = (store::Clock::system().now().timestamp() - seconds_ago).to_string();
        let signed = Message { id: message, timestamp: &timestamp, signatures: "", body }.sign(&self.secret);
        self.sends_with(
            &[("webhook-id", message), ("webhook-timestamp", &timestamp), ("webhook-signature", &signed)],
            body,
        )
        .await
    }

    async fn sends_with(&self, headers: &[(&str, &str)], body: &[u8]) -> (u16, Value) {
        let http = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let mut call = http.post(&self.url).body(body.to_vec());
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        let answer = call.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn posts(&self, message: &str, post: &Value) -> (u16, Value) {
        self.sends(message, post.to_string().as_bytes(), 0).await
    }
}

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["error"]["code"].as_str().unwrap_or_else(|| panic!("{answer:?}")))
}

fn post(id: &str) -> Value {
    json!({
        "id": id, "author": {"id": "9", "handle": "@ann.b", "name": "Ann"}, "text": "My mug, every morning.",
        "language": "en", "hashtags": ["morning"], "products": [{"externalId": "MUG", "title": "Mug"}],
        "postedAt": "2026-01-05T08:00:00Z", "url": "https://social.example/p/17",
    })
}

async fn moments(owner: &Gql) -> Value {
    let fields = "kind source externalId body rights moderation permalink publishedAt creator { externalId name } products { externalId }";
    owner.query(&format!("{{ moments(first: 10) {{ nodes {{ {fields} }} }} }}"), json!({})).await["moments"]["nodes"].take()
}

#[tokio::test]
async fn a_post_comes_in_as_a_moment_whose_author_is_to_be_asked() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let sender = Sender::of(&shop, "pictures").await;
    let first = sender.posts("msg-1", &post("17")).await;
    assert_eq!((first.0, &first.1["repeated"]), (201, &json!(false)), "{first:?}");
    assert_eq!(
        moments(&shop.owner).await,
        json!([{
            "kind": "SOCIAL_POST", "source": "pictures", "externalId": "17", "body": "My mug, every morning.\n#morning",
            "rights": "UNREQUESTED", "moderation": "PENDING", "permalink": "https://social.example/p/17",
            "publishedAt": "2026-01-05T08:00:00+00:00", "creator": {"externalId": "pictures:9", "name": "Ann"},
            "products": [{"externalId": "MUG"}],
        }])
    );
    // Sent again it is the first answer, and so is another message about the same post.
    for message in ["msg-1", "msg-2"] {
        let again = sender.posts(message, &post("17")).await;
        assert_eq!((again.0, &again.1), (200, &json!({"moment": first.1["moment"], "repeated": true})));
    }
    let other = sender.posts("msg-1", &post("18")).await;
    assert_eq!(code(&other), (422, "IDEMPOTENCY_KEY_REUSED"), "an id is of one message");
    assert_eq!(world.sql("SELECT id FROM moments").await.len(), 1, "and nothing of another stands");
    let lines = world.sql("SELECT actor, entrance FROM audit_log WHERE action = 'momentWebhook'").await;
    assert_eq!(lines, [json!({"actor": sender.id, "entrance": "REST"})]);

    // What was uploaded of it goes with it; nobody waits for a rule to see it.
    let media = shop.upload(crate::media::png(20, 20)).await;
    let mut with = post("19");
    with["media"] = json!([media]);
    assert_eq!(sender.posts("msg-3", &with).await.0, 201);
    let shown = shop.owner.query("{ moments(first: 1) { nodes { media { id } } } }", json!({})).await;
    assert_eq!(shown["moments"]["nodes"][0]["media"], json!([{"id": media}]));

    // Nobody on a page hands in what the sender alone may.
    let public = shop.key("PUBLISHABLE").await;
    let posing = json!({"kind": "SOCIAL_POST", "source": "pictures", "externalId": "20", "body": "It fits."});
    assert_eq!(public.refused("momentSubmit", posing).await, "SOURCE_TAKEN");
}

#[tokio::test]
async fn only_a_fresh_message_of_the_sender_is_taken() {
    let world = World::without_worker().await;
    let (shop, rival) = (world.brand("Shop").await, world.brand("Rival").await);
    let (sender, other) = (Sender::of(&shop, "pictures").await, Sender::of(&rival, "pictures").await);
    let body = post("17").to_string();
    let body = body.as_bytes();
    assert_eq!(code(&sender.sends("m", body, 301).await), (400, "SIGNATURE_STALE"));
    assert_eq!(code(&sender.sends("m", body, -301).await), (400, "SIGNATURE_STALE"));
    let forged = Sender { url: sender.url.clone(), secret: other.secret.clone(), id: sender.id.clone() };
    assert_eq!(code(&forged.sends("m", body, 0).await), (401, "SIGNATURE_INVALID"));
    let now = store::Clock::system().now().timestamp().to_string();
    let good = Message { id: "m", timestamp: &now, signatures: "", body }.sign(&sender.secret);
    let with = async |id: &str, signature: &str, body: &[u8]| {
        sender
            .sends_with(
                &[("webhook-id", id), ("webhook-timestamp", &now), ("webhook-signature", signature)],
                body,
            )
            .await
    };
    assert_eq!(code(&with("m", &good, b"{}").await), (401, "SIGNATURE_INVALID"), "another body");
    assert_eq!(code(&with("n", &good, body).await), (401, "SIGNATURE_INVALID"), "another id");
    assert_eq!(code(&with("m", "v1", body).await), (400, "SIGNATURE_UNREADABLE"));
    assert_eq!(code(&sender.sends_with(&[], body).await), (400, "SIGNATURE_UNREADABLE"));
    for (from, to) in
        [("source_", "moment_"), (sender.id.as_str(), other.id.as_str()), (shop.tenant.as_str(), "tenant_x")]
    {
        let strange = Sender {
            url: sender.url.replace(from, to),
            secret: sender.secret.clone(),
            id: sender.id.clone(),
        };
        assert_eq!(code(&strange.sends("m", body, 0).await), (404, "NOT_FOUND"), "{to}");
    }
    assert!(world.sql("SELECT id FROM moments").await.is_empty());
    let both = format!("v1,AAAA {good}");
    assert_eq!(with("m", &both, body).await.0, 201, "one of several");

    // Another secret: for a day both are good, or none of the old one at once.
    let rotate = async |hours: i64| {
        let input = json!({"momentSourceId": sender.id, "overlapHours": hours});
        let made =
            shop.owner.mutate("momentSourceRotate", input, "secret momentSource { oldSecretUntil }").await;
        let secret = read_secret(made["secret"].as_str().unwrap()).unwrap();
        Sender { url: sender.url.clone(), secret, id: sender.id.clone() }
    };
    let second = rotate(24).await;
    assert_eq!((sender.posts("a", &post("a")).await.0, second.posts("b", &post("b")).await.0), (201, 201));
    let third = rotate(0).await;
    assert_eq!(code(&second.posts("c", &post("c")).await), (401, "SIGNATURE_INVALID"));
    assert_eq!(third.posts("d", &post("d")).await.0, 201);
    let far = json!({"momentSourceId": sender.id, "overlapHours": 169});
    assert_eq!(shop.owner.refused("momentSourceRotate", far).await, "OVERLAP_INVALID");
    shop.owner
        .mutate("momentSourceDisable", json!({"momentSourceId": sender.id}), "momentSource { id }")
        .await;
    assert_eq!(code(&third.posts("e", &post("e")).await), (403, "SOURCE_DISABLED"));
    let ended = json!({"momentSourceId": sender.id});
    assert_eq!(shop.owner.refused("momentSourceRotate", ended).await, "SOURCE_DISABLED");
    assert_eq!(shop.owner.refused("momentSourceCreate", json!({"name": "pictures"})).await, "CONFLICT");
    // The secret lies nowhere as it is, and only admins deal with it.
    let kept = world.sql("SELECT encode(secret, 'hex') AS secret FROM moment_sources").await;
    let hex = |secret: &[u8]| secret.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert!(!json!(kept).to_string().contains(&hex(&third.secret)));
    let editor = shop.colleague(&world, "Eve", "EDITOR").await;
    let document = "{ momentSources(first: 1) { nodes { id } } }";
    assert_eq!(editor.error(document, json!({})).await, "FORBIDDEN");
}

#[tokio::test]
async fn what_is_wrong_with_a_post_is_said() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let sender = Sender::of(&shop, "pictures").await;
    for (change, expected) in [
        (json!({"media": ["https://cdn.example/1.jpg"]}), (422, "MEDIA_NOT_FETCHED")),
        (json!({"media": [{"url": "https://cdn.example/1.jpg"}]}), (422, "MEDIA_NOT_FETCHED")),
        (json!({"media": ["media_01h455vb4pex5vsknk084sn02q"]}), (404, "NOT_FOUND")),
        (json!({"kind": "STORY"}), (422, "UNKNOWN_KIND")),
        (json!({"text": " "}), (422, "NO_TEXT")),
        (json!({"text": "a\u{0}b"}), (422, "CONTROL_CHARACTERS")),
        (json!({"url": "javascript:alert(1)"}), (422, "PERMALINK_INVALID")),
        (json!({"language": "English"}), (422, "LANGUAGE_INVALID")),
        (json!({"hashtags": ["two words"]}), (422, "HASHTAGS_INVALID")),
        (json!({"author": {"name": "Ann"}}), (422, "AUTHOR_INVALID")),
        (json!({"rating": 6}), (422, "RATING_INVALID")),
        (json!({"postedAt": "2099-01-01T00:00:00Z"}), (422, "PUBLISHED_AT_OUT_OF_RANGE")),
        (json!({"postedAt": "yesterday"}), (400, "MALFORMED")),
        (json!({"likes": 5}), (400, "MALFORMED")),
    ] {
        let mut wrong = post("17");
        for (name, value) in change.as_object().unwrap() {
            wrong[name] = value.clone();
        }
        let answer = sender
            .posts(&format!("m {change}").replace(|c: char| !c.is_ascii_alphanumeric(), "-"), &wrong)
            .await;
        assert_eq!(code(&answer), expected, "{change}");
    }
    assert_eq!(code(&sender.sends("bytes", b"{\"id\": \"\xFF\xFE\"}", 0).await), (400, "MALFORMED"));
    assert_eq!(code(&sender.sends("empty", b"", 0).await), (400, "MALFORMED"));
    let large = vec![b' '; 300_000];
    assert_eq!(code(&sender.sends("large", &large, 0).await), (413, "BODY_TOO_LARGE"));
    assert!(world.sql("SELECT id FROM moments").await.is_empty());
    // Markup is text.
    let mut markup = post("18");
    markup["text"] = json!("<script>alert(1)</script>");
    assert_eq!(sender.posts("markup", &markup).await.0, 201);
    assert_eq!(moments(&shop.owner).await[0]["body"], "<script>alert(1)</script>\n#morning");
    let get = world
        .stranger()
        .request(Method::GET, sender.url.trim_start_matches(&world.url))
        .send()
        .await
        .unwrap();
    assert_eq!(get.status(), 405);
}
