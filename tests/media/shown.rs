//! Who is shown what, and until when.

use std::time::Duration;

use serde_json::json;

use super::files::{film, photograph, png};
use super::{addresses, decide, get, plain, status, submitted, uploaded};
use crate::world::World;

#[tokio::test]
async fn the_public_sees_it_while_its_moment_may_be_shown() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let media = uploaded(&shop.owner, photograph(600, 400)).await;
    let waiting = format!("{}/media/{}/{media}/original", world.url, shop.tenant);
    assert_eq!(status(&waiting).await, 404, "no moment has it");
    let input = json!({"kind": "SOCIAL_POST", "externalId": "m", "body": "It fits.", "media": [media], "rightsRequired": true});
    let made = shop.owner.mutate("momentSubmit", input, "moment { id }").await;
    let moment = crate::world::brand::id(&made["moment"]);
    let signed = addresses(&shop.owner, &moment, "LARGE").await.remove(0);
    assert!(signed.contains("?expires="), "{signed}");
    let open = plain(&signed).to_owned();
    assert_eq!(
        (status(&open).await, status(&signed).await),
        (404, 200),
        "the queue shows it, the public does not"
    );
    let shown = get(&signed, &[]).await;
    assert_eq!(shown.headers()["cache-control"], "private, max-age=60");

    decide(&shop, "momentApprove", &moment).await;
    assert_eq!(status(&open).await, 404, "without rights");
    shop.grant(&moment, json!({})).await;
    let answer = get(&open, &[("origin", "https://shop.example")]).await;
    assert_eq!(answer.status(), 200);
    for (name, expected) in [
        ("content-type", "image/jpeg"),
        ("cache-control", "public, max-age=5, must-revalidate"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        assert_eq!(answer.headers()[name], expected, "{name}");
    }
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(get(&open, &[("if-none-match", &tag)]).await.status(), 304);
    // As a page's widget asks.
    let public = shop.key("PUBLISHABLE").await;
    let feed = "{ feed(handle: \"all\") { moments(first: 1) { nodes { media { url type } } } } }";
    let page = public.query(feed, json!({})).await;
    let page = &page["feed"]["moments"]["nodes"][0]["media"];
    assert_eq!(page, &json!([{"url": open, "type": "JPEG"}]));

    // It leaves at once, for whoever has it in memory, too.
    for (away, back) in
        [("momentHide", "momentShow"), ("momentFlag", "momentApprove"), ("momentReopen", "momentApprove")]
    {
        decide(&shop, away, &moment).await;
        assert_eq!(status(&open).await, 404, "{away}");
        assert_eq!(get(&open, &[("if-none-match", &tag)]).await.status(), 404, "{away}");
        decide(&shop, back, &moment).await;
        assert_eq!(status(&open).await, 200, "{back}");
    }
    world.break_with("UPDATE moments SET rights_ends_at = now() + interval '1 second'").await;
    assert_eq!(status(&open).await, 200);
    let expired = || async { status(&open).await };
    world.until("the end of the grant", expired, |status| *status == 404).await;
    world.break_with("UPDATE moments SET rights_ends_at = NULL").await;
    decide(&shop, "momentRightsRevoke", &moment).await;
    assert_eq!(status(&open).await, 404, "revoked");
    let page = public.query(feed, json!({})).await;
    assert_eq!(page["feed"]["moments"]["nodes"], json!([]));
}

#[tokio::test]
async fn a_pass_is_of_one_thing_and_cannot_be_made() {
    let world = World::without_worker().await;
    let (shop, rival) = (world.brand("Shop").await, world.brand("Rival").await);
    let media = [uploaded(&shop.owner, png(50, 40)).await, uploaded(&shop.owner, png(60, 40)).await];
    let moment = submitted(&shop.owner, "m", &[&media[0], &media[1]]).await;
    let signed = addresses(&shop.owner, &moment, "ORIGINAL").await;
    assert_eq!(status(&signed[0]).await, 200);
    let query = signed[0].split_once('?').unwrap().1;
    let other = format!("{}?{query}", plain(&signed[1]));
    assert_eq!(status(&other).await, 404, "another's pass");
    let end: i64 = query.split(['=', '&']).nth(1).unwrap().parse().unwrap();
    for forged in [
        signed[0].replace(&end.to_string(), &(end + 300).to_string()),
        signed[0].replace("signature=", "signature=A"),
        signed[0].replace("expires=", "expires=x"),
        format!("{}?expires={end}", plain(&signed[0])),
        signed[0].replace(&shop.tenant, &rival.tenant),
        signed[0].replace("/original", "/other"),
        signed[0].replace("media_", "moment_"),
    ] {
        assert_eq!(status(&forged).await, 404, "{forged}");
    }
    // One of an hour ago, rightly signed.
    let key = store::config::SecretConfig::read(&world.env).unwrap().derive("media-pass");
    let pass = |expires| domain::media::Pass {
        tenant: shop.tenant.parse().unwrap(),
        media: media[0].parse().unwrap(),
        expires,
    };
    let address =
        |expires| format!("{}?expires={expires}&signature={}", plain(&signed[0]), pass(expires).sign(&key));
    assert_eq!(status(&address(end)).await, 200);
    assert_eq!(status(&address(end - 3_600)).await, 404, "its time is over");
    assert_eq!(status(&address(end + 3_600)).await, 404, "longer than any is given for");
    // Nobody who may not read every moment is given one.
    let public = shop.key("PUBLISHABLE").await;
    let asked = public.error("query($id: ID!) { node(id: $id) { id } }", json!({"id": media[0]})).await;
    assert_eq!(asked, "FORBIDDEN");
}

#[tokio::test]
async fn a_film_is_shown_in_parts_and_tells_no_place() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let file = film(61_500, 200_000);
    let media = uploaded(&shop.owner, file.clone()).await;
    let moment = submitted(&shop.owner, "m", &[&media]).await;
    decide(&shop, "momentApprove", &moment).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Moment { media { type width height durationMs url(size: SMALL) } } } }";
    let shown = shop.owner.query(document, json!({"id": moment})).await["node"]["media"][0].take();
    let said = json!([shown["type"], shown["width"], shown["height"], shown["durationMs"]]);
    assert_eq!(said, json!(["MP4", 640, 360, "61500"]));
    let url = shown["url"].as_str().unwrap();
    let whole = get(url, &[]).await;
    assert_eq!(
        (whole.status().as_u16(), whole.headers()["content-type"].to_str().unwrap()),
        (200, "video/mp4")
    );
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
    let whole = whole.bytes().await.unwrap();
    assert_eq!(whole.len(), file.len());
    assert!(
        file.windows(8).any(|bytes| bytes == b"+51.5074")
            && !whole.windows(8).any(|bytes| bytes == b"+51.5074")
    );
    let part = get(url, &[("range", "bytes=1000-1099")]).await;
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], format!("bytes 1000-1099/{}", file.len()));
    assert_eq!(part.headers()["content-length"], "100");
    assert_eq!(part.bytes().await.unwrap(), whole[1_000..1_100]);
    let last = get(url, &[("range", "bytes=-10"), ("if-range", &tag)]).await;
    assert_eq!((last.status().as_u16(), last.bytes().await.unwrap()), (206, whole.slice(whole.len() - 10..)));
    assert_eq!(get(url, &[("range", "bytes=0-1"), ("if-range", "\"another\"")]).await.status(), 200);
    let behind = get(url, &[("range", "bytes=999999999-")]).await;
    assert_eq!(behind.status(), 416);
    assert_eq!(behind.headers()["content-range"], format!("bytes */{}", file.len()));
    let http = reqwest::Client::builder().tls_certs_only([]).timeout(Duration::from_secs(5)).build().unwrap();
    let head = http.head(url).send().await.unwrap();
    assert_eq!(
        (head.status().as_u16(), head.headers()["content-length"].to_str().unwrap()),
        (200, file.len().to_string().as_str())
    );
}
