//! What is not taken: other things in disguise, what is broken, too much, too slowly, or by the wrong people.

use std::time::{Duration, Instant};

use reqwest::{Method, header};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::files::{claiming, film, gif, photograph, png, webp};
use super::{refused, status, upload, uploaded};
use crate::world::{Gql, World};

#[tokio::test]
async fn a_type_is_what_the_bytes_are() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let html: &[u8] = b"<!doctype html><html><script>alert(1)</script></html>";
    for strange in [svg, html, b"%PDF-1.7 and so on, for more than thirty bytes", b"MZ", b"", b"\xFF\xD8"] {
        assert_eq!(
            refused(&shop.owner, strange.to_vec()).await,
            (415, "MEDIA_TYPE".to_owned()),
            "{strange:?}"
        );
    }
    // Whatever somebody calls it.
    let call = shop.owner.request(Method::POST, "/v1/media").header(header::CONTENT_TYPE, "image/png");
    assert_eq!(call.body(svg.to_vec()).send().await.unwrap().status(), 415);
    let call = shop.owner.request(Method::POST, "/v1/media").header(header::CONTENT_TYPE, "text/html");
    assert_eq!(call.body(png(40, 30)).send().await.unwrap().status(), 201);

    // A script behind the head of a picture is no picture; behind a whole one it is left out.
    for head in [&b"\xFF\xD8\xFF\xE0"[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"] {
        let disguised = [head, html].concat();
        // Its words may read as sides that no picture has.
        let (status, code) = refused(&shop.owner, disguised).await;
        assert!(
            status == 422 && ["MEDIA_DAMAGED", "MEDIA_TOO_MANY_PIXELS"].contains(&code.as_str()),
            "{code}: {head:?}"
        );
    }
    let film_of_html = [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", html].concat();
    assert_eq!(refused(&shop.owner, film_of_html).await.1, "MEDIA_DAMAGED");
    for (file, kept) in [
        (photograph(60, 40), "image/jpeg"),
        (png(60, 40), "image/png"),
        (gif(60, 40), "image/png"),
        (webp(60, 40), "image/jpeg"),
    ] {
        let (status, answer) = upload(&shop.owner, [&file[..], html].concat()).await;
        assert_eq!((status, &answer["media"]["type"]), (201, &json!(kept)), "{answer:#}");
    }
    let folder = world.env.variables().find(|(name, _)| *name == "MEDIA_DIR").unwrap().1.to_owned();
    for bytes in files_below(folder.as_ref()) {
        assert!(!bytes.windows(8).any(|window| window == b"<script>"));
    }
}

fn files_below(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![std::fs::read(&path).unwrap()] })
        .collect()
}

#[tokio::test]
async fn what_would_become_too_large_is_never_made() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let began = Instant::now();
    let small = png(10, 10);
    for (width, height) in [(50_000, 50_000), (1_000_000_000, 1), (12_001, 10), (8_000, 5_001)] {
        let bomb = claiming(small.clone(), width, height);
        let (status, code) = refused(&shop.owner, bomb).await;
        assert_eq!((status, code.as_str()), (422, "MEDIA_TOO_MANY_PIXELS"), "{width}×{height}");
    }
    // One that holds more than it says: what it says is all that is made of it.
    let inflating = claiming(png(3_000, 3_000), 10, 10);
    let (status, answer) = upload(&shop.owner, inflating).await;
    assert!(status == 422 || answer["media"]["width"] == 10, "{answer:#}");
    // One that holds less.
    assert_eq!(refused(&shop.owner, claiming(small, 4_000, 4_000)).await.1, "MEDIA_DAMAGED");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test]
async fn what_is_cut_off_is_refused() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for whole in [photograph(300, 200), png(300, 200), gif(300, 200), webp(300, 200), film(4_000, 5_000)] {
        for end in [40, whole.len() / 2, whole.len() - 3] {
            let (status, code) = refused(&shop.owner, whole[..end].to_vec()).await;
            // A GIF and a PNG are whole without their last bytes, which show nothing.
            assert_eq!(
                (status, code.as_str()),
                (422, "MEDIA_DAMAGED"),
                "{end} of {}: {:?}",
                whole.len(),
                &whole[..4]
            );
            if matches!(whole[..4], [0x89, ..] | [b'G', ..]) && end > 100 {
                break;
            }
        }
    }
    assert_eq!(refused(&shop.owner, film(90_001, 100)).await.1, "MEDIA_TOO_LONG");
    let none = world.sql("SELECT id FROM media").await;
    assert!(none.is_empty(), "nothing of them is kept: {none:?}");
}

/// Sends a file's beginning, and then more of it for as long as it is taken. Returns the status.
async fn endless(caller: &Gql, head: &[u8], more: &[u8]) -> String {
    let address = caller.url().trim_start_matches("http://").to_owned();
    let (mut reading, mut writing) = TcpStream::connect(address).await.unwrap().into_split();
    let credential = caller.credential.as_deref().unwrap();
    let first = format!(
        "POST /v1/media HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {credential}\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        head.len()
    );
    writing.write_all(&[first.as_bytes(), head, b"\r\n"].concat()).await.unwrap();
    let chunk = [format!("{:x}\r\n", more.len()).as_bytes(), more, b"\r\n"].concat();
    let sending = async {
        // The server may hang up as soon as it has answered.
        while !more.is_empty() && writing.write_all(&chunk).await.is_ok() {}
        std::future::pending::<()>().await;
    };
    let answered = async {
        let mut answer = vec![0; 64];
        let length = reading.read(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer[..length]).split(' ').nth(1).unwrap_or_default().to_owned()
    };
    let both = async {
        tokio::select! {
            () = sending => String::new(),
            status = answered => status,
        }
    };
    tokio::time::timeout(Duration::from_secs(40), both).await.unwrap()
}

#[tokio::test]
async fn too_much_or_too_slow_is_given_up() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let noise = vec![7; 512 * 1024];
    let head = photograph(100, 100);
    let film = film(1_000, 10)[..40].to_vec();
    let (image, film, silence, strange) = tokio::join!(
        endless(&shop.owner, &head, &noise),
        endless(&shop.owner, &film, &noise),
        endless(&shop.owner, &head, &[]),
        endless(&shop.owner, &[b'x'; 100], &noise),
    );
    assert_eq!(
        (image.as_str(), film.as_str(), silence.as_str(), strange.as_str()),
        ("413", "413", "408", "415")
    );
    let announced = shop.owner.request(Method::POST, "/v1/media").body(vec![0; 52 * 1024 * 1024]);
    // The answer may come before the body was taken, and the connection end with it.
    if let Ok(answer) = announced.send().await {
        assert_eq!(answer.status(), 413);
    }
}

#[tokio::test]
async fn only_who_may_hand_moments_in_uploads() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    assert_eq!(refused(&world.stranger(), png(10, 10)).await.0, 401);
    let finance = shop.colleague(&world, "Fay", "FINANCE").await;
    assert_eq!(refused(&finance, png(10, 10)).await, (403, "FORBIDDEN".to_owned()));
    let editor = shop.colleague(&world, "Eve", "EDITOR").await;
    uploaded(&editor, png(10, 10)).await;
    let secret = shop.key("SECRET").await;
    uploaded(&secret, png(11, 10)).await;

    // A page of the brand's may, and reads the answer.
    let public = shop.key("PUBLISHABLE").await;
    let from = |origin: &'static str| {
        public.request(Method::POST, "/v1/media").header(header::ORIGIN, origin).body(png(12, 10))
    };
    let answer = from("https://shop.example").send().await.unwrap();
    assert_eq!(answer.status(), 403, "no origin is named yet");
    let origins = json!({"origins": ["https://shop.example"]});
    shop.owner.mutate("tenantUpdate", origins, "tenant { id }").await;
    let answer = from("https://shop.example").send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://shop.example");
    assert_eq!(from("https://elsewhere.example").send().await.unwrap().status(), 403);
    let asked = world.stranger().request(Method::OPTIONS, "/v1/media").send().await.unwrap();
    assert_eq!(asked.status(), 204);

    // Each upload has its line; nobody fills the place.
    let lines = world.sql("SELECT actor FROM audit_log WHERE action = 'mediaUpload'").await;
    assert_eq!(lines.len(), 3);
    world.break_with("UPDATE media SET bytes = 1073741800").await;
    assert_eq!(refused(&secret, png(13, 10)).await, (422, "MEDIA_TOO_MUCH_WAITS".to_owned()));
    assert_eq!(status(&format!("{}/v1/media", world.url)).await, 405);

    let (nowhere, _serving) = world.another_server("MEDIA_DIR", "").await;
    let nowhere = nowhere.with(secret.credential.as_deref().unwrap());
    assert_eq!(refused(&nowhere, png(10, 10)).await, (503, "MEDIA_OFF".to_owned()));
}
