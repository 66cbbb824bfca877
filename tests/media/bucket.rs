//! The same in a bucket, of a service that speaks like S3.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

use super::files::{film, photograph};
use super::{addresses, decide, get, refused, submitted, uploaded};
use crate::world::World;

/// What lies in the bucket, and whether it answers.
#[derive(Default)]
struct Bucket {
    objects: BTreeMap<String, Bytes>,
    is_away: bool,
}

type Shared = Arc<Mutex<Bucket>>;

/// As much of S3 as an object needs: PUT, GET with a range, DELETE, each signed.
async fn answer(
    State(bucket): State<Shared>,
    Path(key): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=the-key/")
        || !signed.contains("/eu-west-9/s3/aws4_request")
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut bucket = bucket.lock().unwrap();
    if bucket.is_away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match method {
        Method::PUT => {
            bucket.objects.insert(key, body);
            [("etag", "\"1\"")].into_response()
        }
        Method::DELETE => {
            bucket.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => {
            let Some(whole) = bucket.objects.get(&key).cloned() else {
                return StatusCode::NOT_FOUND.into_response();
            };
            let told = [("etag", "\"1\""), ("last-modified", "Sat, 28 Nov 2026 01:00:00 GMT")];
            let range = headers.get("range").and_then(|value| value.to_str().ok()?.strip_prefix("bytes="));
            let Some((from, to)) = range.and_then(|range| range.split_once('-')) else {
                return (told, whole).into_response();
            };
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            let span = format!("bytes {from}-{to}/{}", whole.len());
            (StatusCode::PARTIAL_CONTENT, told, [("content-range", span)], whole.slice(from..=to))
                .into_response()
        }
    }
}

#[tokio::test]
async fn a_bucket_does_as_a_folder_does() {
    let mut world = World::without_worker().await;
    let bucket = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let service =
        Router::new().route("/pictures/{*key}", axum::routing::any(answer)).with_state(bucket.clone());
    tokio::spawn(async move { axum::serve(listener, service).await });
    let settings = [
        ("MEDIA_DIR", ""),
        ("MEDIA_S3_BUCKET", "pictures"),
        ("MEDIA_S3_ENDPOINT", &endpoint),
        ("MEDIA_S3_REGION", "eu-west-9"),
        ("MEDIA_S3_ACCESS_KEY", "the-key"),
        ("MEDIA_S3_SECRET_KEY", "the-secret"),
    ];
    let shop = world.brand("Shop").await;
    let (server, _serving) = world.another_server_with(&settings).await;
    let owner = server.with(shop.owner.credential.as_deref().unwrap());
    let (picture, file) = (uploaded(&owner, photograph(700, 500)).await, film(9_000, 50_000));
    let moving = uploaded(&owner, file.clone()).await;
    let tenant = domain::ids::TypedId::uuid(shop.tenant.parse::<domain::ids::TenantId>().unwrap());
    let keys: Vec<String> = bucket.lock().unwrap().objects.keys().cloned().collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
    assert!(keys.iter().all(|key| key.starts_with(&format!("t/{tenant}/"))), "{keys:?}");

    let moment = submitted(&owner, "m", &[&picture, &moving]).await;
    decide(&shop, "momentApprove", &moment).await;
    let shown = addresses(&owner, &moment, "SMALL").await;
    // Addresses are of the world's public server; here the other one is asked.
    let here = |url: &str| url.replace(&world.url, server.url());
    let answer = get(&here(&shown[0]), &[]).await;
    assert_eq!(answer.status(), 200);
    let small = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (320, 229));
    let part = get(&here(&shown[1]), &[("range", "bytes=100-199")]).await;
    assert_eq!(
        (part.status().as_u16(), part.bytes().await.unwrap().to_vec()),
        (206, file[100..200].to_vec())
    );

    bucket.lock().unwrap().is_away = true;
    let (status, code) = refused(&owner, photograph(64, 64)).await;
    assert_eq!((status, code.as_str()), (503, "MEDIA_UNAVAILABLE"));
    assert_eq!(get(&here(&shown[0]), &[]).await.status(), 503);
    bucket.lock().unwrap().is_away = false;
    uploaded(&owner, photograph(64, 64)).await;

    decide(&shop, "momentErase", &moment).await;
    for (name, value) in settings {
        world.env.set(name, value);
    }
    world.start_worker_anew().await;
    let left = || async { bucket.lock().unwrap().objects.len() };
    world.until("its objects are deleted", left, |left| *left == 1).await;
}
