//! The widget as it is served, and what it asks of the graph. What it does on a page is told in `web/widget/e2e`.

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::world::{Gql, World};

/// What the widget asks with.
const DOCUMENTS: &str = include_str!("../web/widget/src/document.ts");
/// Most bytes of it, gzipped.
const GZIPPED_BYTES_MAX: usize = 30_000;

/// The document that shows a page.
fn page() -> &'static str {
    DOCUMENTS.split("PAGE = `").nth(1).unwrap().split('`').next().unwrap()
}

async fn get(caller: &Gql, headers: &[(&str, &str)]) -> reqwest::Response {
    let mut call = caller.request(Method::GET, "/widget.js");
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    call.send().await.unwrap()
}

#[tokio::test]
async fn every_page_may_load_it_and_keeps_it_for_minutes() {
    let world = World::without_worker().await;
    let stranger = world.stranger();
    let from = [("origin", "https://shop.example"), ("accept-encoding", "gzip")];
    let first = get(&stranger, &from).await;
    let of = |answer: &reqwest::Response, name: &str| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    assert_eq!(of(&first, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(of(&first, "access-control-allow-origin"), "*");
    assert_eq!(of(&first, "cross-origin-resource-policy"), "cross-origin");
    if first.status() == 404 {
        return println!("the widget was not built: no more was looked at");
    }
    assert_eq!(first.status(), 200);
    assert_eq!(of(&first, "cache-control"), "public, max-age=300, stale-while-revalidate=86400");
    let tag = of(&first, "etag");
    if of(&first, "content-encoding") == "gzip" {
        let bytes = first.bytes().await.unwrap();
        assert!((2_000..GZIPPED_BYTES_MAX).contains(&bytes.len()), "{} bytes", bytes.len());
    }
    let again = get(&stranger, &[from[1], ("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert_eq!(of(&again, "access-control-allow-origin"), "*");
    let script = get(&stranger, &[("accept-encoding", "identity")]).await.text().await.unwrap();
    assert!(script.contains("currentScript") && !script.contains("eval("));
    assert!(!script.contains("innerHTML") && !script.contains("document.cookie"));
    let answer = stranger.request(Method::POST, "/widget.js").send().await.unwrap();
    assert_eq!(answer.status(), 405);
    assert!(!answer.headers().contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn a_publishable_key_is_enough_for_all_it_asks() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    let (moment, token) = shop.review_by("ann").await;
    let feed =
        public.query(page(), json!({"handle": "all", "first": 12, "after": null})).await["feed"].take();
    let shown = &feed["moments"]["nodes"][0];
    assert_eq!((&shown["id"], &shown["impressionToken"]), (&json!(moment), &json!(token)), "{feed:#}");
    assert_eq!(shown["creator"]["name"], "ann");
    assert_eq!(shown["products"][0]["title"], "Mug");
    let nobodys = public.query(page(), json!({"handle": "nobodys", "first": 12, "after": null})).await;
    assert_eq!(nobodys["feed"], Value::Null);

    // As its tests have it: each feed of a page, every few seconds.
    let watch = "query TributaryWatch($h0: String!, $n0: Int!, $h1: String!, $n1: Int!) { \
        f0: feed(handle: $h0) { moments(first: $n0) { nodes { id version } } } \
        f1: feed(handle: $h1) { moments(first: $n1) { nodes { id version } } } }";
    let all = json!({"h0": "all", "n0": 32, "h1": "nobodys", "n1": 100});
    let standing = public.query(watch, all.clone()).await;
    let expected = json!([{"id": moment, "version": shown["version"]}]);
    assert_eq!((&standing["f0"]["moments"]["nodes"], &standing["f1"]), (&expected, &Value::Null));
    shop.owner.mutate("momentHide", json!({"momentId": moment}), "moment { id }").await;
    assert_eq!(
        public.query(watch, all).await["f0"]["moments"]["nodes"],
        json!([]),
        "at once, though it was kept"
    );
}
