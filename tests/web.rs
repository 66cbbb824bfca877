//! The web app as it is served: its page, its files, and the documents it asks with.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tributary::parts::Parts;
use tributary::serve::Serving;

use crate::world::{Browser, Gql, World};

/// What a browser takes that goes to an address.
const NAVIGATION: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const INDEX: &str = "<!doctype html><title>The app</title><meta property=\"csp-nonce\" nonce=\"__CSP_NONCE__\">\
    <script type=\"module\" src=\"/assets/main-1a2b.js\" nonce=\"__CSP_NONCE__\"></script>";
const SCRIPT: &str = "console.log('a script that is longer than its codings')";
const WHO: &str = "query Who { viewer { user { email } } }";
const WHO_HASH: &str = "2722913bd62c8086b48a21f0bdf297b04b318418ad18bef49c23ea6fc88ad479";
const OUT: &str = "mutation Out($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
const OUT_HASH: &str = "69f9d2b6a90e24078f3a9e4b63ebcefecb4f1c309a1490f31a7e01180f469dc0";

/// What a build of the app writes, and beside it a file that is nobody's business.
fn built() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let files: [(&str, &str); 10] = [
        ("secret.txt", "the secret"),
        ("dist/index.html", INDEX),
        ("dist/index.html.br", "no page"),
        ("dist/mark.svg", "<svg/>"),
        ("dist/.vite/manifest.json", "{\"tools\": true}"),
        ("dist/assets/main-1a2b.js", SCRIPT),
        ("dist/assets/main-1a2b.js.br", "in brotli"),
        ("dist/assets/main-1a2b.js.gz", "in gzip"),
        ("dist/assets/look-3c4d.css", "p { margin: 0 }"),
        ("dist/documents.json", &json!({WHO_HASH: WHO, OUT_HASH: OUT}).to_string()),
    ];
    for (name, contents) in files {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
    home
}

fn dist(home: &tempfile::TempDir) -> String {
    home.path().join("dist").to_str().unwrap().to_owned()
}

/// A server of this world that serves what was built, under more settings.
async fn serving(world: &World, home: &tempfile::TempDir, more: &[(&str, &str)]) -> (Gql, Serving) {
    let folder = dist(home);
    world.another_server_with(&[&[("WEB_DIR", folder.as_str())], more].concat()).await
}

async fn get(caller: &Gql, path: &str, headers: &[(&str, &str)]) -> Response {
    ask(caller, Method::GET, path, headers).await
}

async fn ask(caller: &Gql, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut call = caller.request(method, path);
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    call.send().await.unwrap()
}

async fn navigate(caller: &Gql, path: &str) -> Response {
    get(caller, path, &[("accept", NAVIGATION)]).await
}

fn header(answer: &Response, name: &str) -> String {
    answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// A policy's directives.
fn directives(answer: &Response) -> Vec<String> {
    assert_eq!(answer.headers().get_all("content-security-policy").iter().count(), 1);
    header(answer, "content-security-policy").split("; ").map(str::to_owned).collect()
}

#[tokio::test]
async fn the_page_answers_where_nothing_else_does_with_a_nonce_of_its_own() {
    let world = World::without_worker().await;
    let home = built();
    let (app, _serving) = serving(&world, &home, &[]).await;
    let mut nonces = BTreeSet::new();
    let paths = [
        "/",
        "/sign-in",
        "/t/tenant_01/payouts?state=PAID",
        "/invitation/ab.cd",
        "/index.html",
        "/v1x",
        "//v1",
    ];
    for path in paths {
        let answer = navigate(&app, path).await;
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "cache-control")),
            (200, "no-store".to_owned()),
            "{path}"
        );
        assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&answer, "content-encoding"), "");
        let policy = directives(&answer);
        let html = answer.text().await.unwrap();
        let nonce = html.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(nonce.len() >= 22 && !nonce.contains('_'), "{nonce}");
        assert_eq!(html, INDEX.replace("__CSP_NONCE__", &nonce));
        let own = world.url.rsplit_once(':').unwrap().1;
        assert_eq!(
            policy,
            [
                "default-src 'none'".to_owned(),
                format!("script-src 'self' 'nonce-{nonce}'"),
                format!("style-src 'self' 'nonce-{nonce}'"),
                "style-src-attr 'none'".to_owned(),
                "img-src 'self'".to_owned(),
                "media-src 'self'".to_owned(),
                "font-src 'self'".to_owned(),
                format!("connect-src 'self' ws://127.0.0.1:{own}"),
                "frame-ancestors 'none'".to_owned(),
                "base-uri 'none'".to_owned(),
                "form-action 'self'".to_owned(),
            ]
        );
        assert!(nonces.insert(nonce), "a nonce is used once");
    }

    let answer = ask(&app, Method::HEAD, "/sign-in", &[("accept", NAVIGATION)]).await;
    let of = |name| header(&answer, name);
    assert_eq!(answer.status(), 200);
    assert_eq!(
        (of("x-content-type-options"), of("referrer-policy")),
        ("nosniff".into(), "same-origin".into())
    );
    assert_eq!(
        (of("cross-origin-opener-policy"), of("x-frame-options")),
        ("same-origin".into(), "DENY".into())
    );
    assert!(of("permissions-policy").contains("camera=()"));
    assert!(!answer.headers().contains_key("strict-transport-security"), "this server speaks http");
    assert!(directives(&answer)[1].contains("'nonce-"));
    assert_eq!(answer.text().await.unwrap(), "");

    // Programs get what they got before, but for the root, which shows what is here.
    for (path, accept) in [("/nowhere", "*/*"), ("/nowhere", "application/json"), ("/", "application/json")] {
        let answer = get(&app, path, &[("accept", accept)]).await;
        assert_eq!(answer.status(), 404, "{path} {accept}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], "NOT_FOUND");
    }
    assert_eq!(get(&app, "/", &[("accept", "*/*")]).await.status(), 200);
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        assert_eq!(ask(&app, method, "/sign-in", &[("accept", NAVIGATION)]).await.status(), 404);
    }

    let (https, _serving) = serving(&world, &home, &[("PUBLIC_URL", "https://go.example")]).await;
    let answer = navigate(&https, "/").await;
    assert_eq!(header(&answer, "strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert!(directives(&answer).contains(&"connect-src 'self' wss://go.example".to_owned()));
}

#[tokio::test]
async fn no_door_is_shadowed_by_the_app() {
    let world = World::without_worker().await;
    let home = built();
    let (app, _serving) = serving(&world, &home, &[]).await;
    for (path, status, media) in [
        ("/healthz", 200, "application/json"),
        ("/.well-known/jwks.json", 200, "application/json"),
        ("/t.js", 200, "text/javascript; charset=utf-8"),
        ("/widget.js/nothing", 404, "application/json"),
        ("/wallet/funded", 200, "text/html; charset=utf-8"),
        ("/onboarding/done", 200, "text/html; charset=utf-8"),
        ("/graphql?query=%7B__typename%7D", 200, "application/json; charset=utf-8"),
        ("/r/nobodys-link", 404, "text/html; charset=utf-8"),
        // No mail is shown where mail is sent.
        ("/dev/mail", 404, "application/json"),
        ("/v1/conversions", 405, "application/json"),
        ("/graphql/session", 405, "application/json"),
        ("/v1/ledger/journal.csv", 401, "application/json"),
        // What is not found behind a door is no page.
        ("/v1", 404, "application/json"),
        ("/v1/nothing", 404, "application/json"),
        ("/graphql/nothing", 404, "application/json"),
        ("/graphiql/nothing.js", 404, "application/json"),
        ("/wallet/nothing", 404, "application/json"),
        ("/.well-known/nothing", 404, "application/json"),
    ] {
        let answer = navigate(&app, path).await;
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "content-type")),
            (status, media.into()),
            "{path}"
        );
        assert!(!answer.text().await.unwrap().contains("The app"), "{path}");
    }
}

#[tokio::test]
async fn files_are_kept_for_long_and_sent_short() {
    let world = World::without_worker().await;
    let home = built();
    let (app, _serving) = serving(&world, &home, &[]).await;
    let script = "/assets/main-1a2b.js";
    let mut tags = BTreeSet::new();
    for (accepted, coding, body) in [
        ("gzip, deflate, br", "br", "in brotli"),
        ("gzip", "gzip", "in gzip"),
        ("br;q=0, gzip;q=0", "", SCRIPT),
        ("identity", "", SCRIPT),
    ] {
        let answer = get(&app, script, &[("accept-encoding", accepted)]).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "content-encoding")), (200, coding.to_owned()));
        assert_eq!(header(&answer, "content-type"), "text/javascript; charset=utf-8");
        assert_eq!(header(&answer, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert!(header(&answer, "vary").contains("Accept-Encoding"));
        let tag = header(&answer, "etag");
        assert_eq!(header(&answer, "content-length"), body.len().to_string());
        assert_eq!(answer.text().await.unwrap(), body);
        let again = get(&app, script, &[("accept-encoding", accepted), ("if-none-match", &tag)]).await;
        assert_eq!((again.status().as_u16(), again.text().await.unwrap()), (304, String::new()));
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 3, "what is sent otherwise has another tag: {tags:?}");
    let headed = ask(&app, Method::HEAD, script, &[("accept-encoding", "br")]).await;
    assert_eq!((headed.status().as_u16(), header(&headed, "content-length")), (200, "9".to_owned()));
    assert_eq!(headed.text().await.unwrap(), "");
    let plain = get(&app, "/assets/look-3c4d.css", &[("accept-encoding", "br")]).await;
    assert_eq!((header(&plain, "content-encoding"), header(&plain, "vary")), Default::default());
    let mark = navigate(&app, "/mark.svg").await;
    let told = (header(&mark, "content-type"), header(&mark, "cache-control"));
    assert_eq!(told, ("image/svg+xml".to_owned(), "no-cache".to_owned()));

    // An asset that is not there is never the page; what tools left there is nobody's; the documents are not for sale.
    for path in ["/assets/main-old.js", "/assets/", "/assets/main-1a2b.js.br", "/assets/main-1a2b.js/"] {
        let answer = navigate(&app, path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(header(&answer, "cache-control"), "no-store", "{path}");
    }
    for path in ["/documents.json", "/.vite/manifest.json", "/index.html.br"] {
        assert_eq!(get(&app, path, &[("accept", "*/*")]).await.status(), 404, "{path}");
        assert!(navigate(&app, path).await.text().await.unwrap().contains("The app"), "{path}");
    }
}

/// What a server answers to a path that no honest client sends as it is.
async fn raw(url: &str, path: &str) -> String {
    let address = url.strip_prefix("http://").unwrap().trim_end_matches('/');
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn no_path_leads_out_of_the_app() {
    let world = World::without_worker().await;
    let home = built();
    let (app, _serving) = serving(&world, &home, &[]).await;
    let url = app.request(Method::GET, "").build().unwrap().url().to_string();
    let absolute = home.path().join("secret.txt").to_str().unwrap().to_owned();
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..\\..\\secret.txt",
        "/assets/%00",
        "/assets//main-1a2b.js",
        "/./assets/../.vite/manifest.json",
        &format!("/assets/{absolute}"),
        &absolute,
    ] {
        let answer = raw(&url, path).await;
        assert!(answer.starts_with("HTTP/1.1 "), "{path}: {answer}");
        for own in ["the secret", "tools", SCRIPT] {
            assert!(!answer.contains(own), "{path}: {answer}");
        }
        assert!(!path.starts_with("/assets/") || answer.starts_with("HTTP/1.1 40"), "{path}: {answer}");
    }
}

/// A request that names a document, in the shape that GraphQL over HTTP has for it.
fn by_id(hash: &str) -> Value {
    json!({"documentId": format!("sha256:{hash}"), "variables": {"input": {}}})
}

/// The same in the shape of our app and of many clients.
fn by_extension(hash: &str) -> Value {
    json!({"variables": {"input": {}}, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash}}})
}

async fn posted(caller: &Gql, path: &str, body: &Value) -> (u16, String, Value) {
    let call = caller.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    let answer = call.json(body).send().await.unwrap();
    let (status, body) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
    (status, body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned(), body)
}

#[tokio::test]
async fn a_document_is_known_by_its_hash() {
    let world = World::without_worker().await;
    let home = built();
    let (app, _serving) = serving(&world, &home, &[]).await;
    let shop = world.brand("Shop").await;
    let owner = app.with(shop.owner.credential.as_ref().unwrap());
    let email = "owner@shop.test";
    for path in ["/graphql", "/graphql/session"] {
        // Twice: what was parsed once serves again.
        for body in [by_id(WHO_HASH), by_extension(WHO_HASH), by_id(WHO_HASH)] {
            let (status, _, answer) = posted(&owner, path, &body).await;
            assert_eq!(
                (status, &answer["data"]["viewer"]["user"]["email"]),
                (200, &json!(email)),
                "{path} {body}"
            );
        }
        let unknown = "0".repeat(64);
        for body in
            [by_id(&unknown), by_extension(&unknown), by_extension(""), json!({"documentId": WHO_HASH})]
        {
            let (status, code, answer) = posted(&owner, path, &body).await;
            assert_eq!((status, code.as_str()), (400, "DOCUMENT_UNKNOWN"), "{answer}");
            assert!(answer.get("data").is_none());
        }
        let mut both = by_id(WHO_HASH);
        both["query"] = json!("{ __typename }");
        let mut other = by_extension(WHO_HASH);
        other["extensions"]["persistedQuery"]["version"] = json!(2);
        for body in [both, other, json!({"documentId": 1}), json!({"extensions": {"persistedQuery": null}})] {
            let (status, code, _) = posted(&owner, path, &body).await;
            assert_eq!((status, code.as_str()), (400, "MALFORMED_REQUEST"), "{body}");
        }
    }
    // What a client says beside a text of its own is its own affair, as ever.
    let mut text = by_extension(&"0".repeat(64));
    text["query"] = json!(WHO);
    assert_eq!(posted(&owner, "/graphql", &text).await.2["data"]["viewer"]["user"]["email"], email);

    // GET knows them too, and changes nothing by them.
    let got = |hash: &str| {
        get_json(&owner, format!("/graphql?documentId=sha256:{hash}&variables=%7B%22input%22%3A%7B%7D%7D"))
    };
    assert_eq!(got(WHO_HASH).await.1["data"]["viewer"]["user"]["email"], email);
    let extension = format!(
        "/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{WHO_HASH}%22%7D%7D"
    );
    assert_eq!(get_json(&owner, extension).await.1["data"]["viewer"]["user"]["email"], email);
    assert_eq!(got(OUT_HASH).await.0, 405);
    assert_eq!(posted(&owner, "/graphql", &by_extension(WHO_HASH)).await.0, 200);
    // A mutation, and it is done.
    let (_, _, answer) = posted(&owner, "/graphql", &by_extension(OUT_HASH)).await;
    assert_eq!(answer["data"]["signOut"]["signedOut"], true, "{answer}");
    assert_eq!(posted(&owner, "/graphql", &by_extension(WHO_HASH)).await.0, 401);
}

async fn get_json(caller: &Gql, path: String) -> (u16, Value) {
    let answer = get(caller, &path, &[]).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn people_may_be_held_to_the_apps_own_documents_and_keys_never_are() {
    let world = World::without_worker().await;
    let home = built();
    let shop = world.brand("Shop").await;
    let (key, publishable) = (shop.key("SECRET").await, shop.key("PUBLISHABLE").await);
    let (strict, _serving) = serving(&world, &home, &[("GRAPHQL_DOCUMENTS", "trusted")]).await;
    let text = json!({"query": WHO});
    let owner = strict.with(shop.owner.credential.as_ref().unwrap());
    let keys = [&key, &publishable].map(|key| strict.with(key.credential.as_ref().unwrap()));
    for path in ["/graphql", "/graphql/session"] {
        for person in [&owner, &strict] {
            let (status, code, answer) = posted(person, path, &text).await;
            assert_eq!((status, code.as_str()), (403, "DOCUMENT_NOT_TRUSTED"), "{answer}");
            assert!(answer.get("data").is_none());
            let (status, _, answer) = posted(person, path, &by_extension(WHO_HASH)).await;
            assert_eq!((status, answer.get("errors")), (200, None), "{path}");
        }
        for key in &keys {
            assert_eq!(posted(key, path, &json!({"query": "{ __typename }"})).await.0, 200);
        }
    }
    assert_eq!(get_json(&owner, "/graphql?query=%7B__typename%7D".to_owned()).await.0, 403);
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    assert_eq!(
        browser.send(WHO, json!({}), None).await.status,
        200,
        "a server that was told nothing takes any"
    );
}

#[tokio::test]
async fn a_folder_that_is_no_web_app_is_refused_at_start() {
    let world = World::without_worker().await;
    let parts = Parts::open(&world.env).await.unwrap();
    let opens = |folder: &Path| {
        let mut env = world.env.clone();
        env.set("WEB_DIR", folder.to_str().unwrap());
        let opened = parts.app(&env);
        opened.map(drop).map_err(|error| format!("{error:#}"))
    };
    let home = built();
    let dist = home.path().join("dist");
    assert_eq!(opens(&dist), Ok(()));
    let tampered = json!({WHO_HASH: "{ viewer { user { id } } }"}).to_string();
    fs::write(dist.join("documents.json"), tampered).unwrap();
    assert!(opens(&dist).unwrap_err().contains("is not the hash of its text"));
    fs::write(dist.join("documents.json"), "[]").unwrap();
    assert!(opens(&dist).is_err());
    assert!(opens(&home.path().join("dist/assets")).unwrap_err().contains("index.html"));
    assert!(opens(&home.path().join("nowhere")).unwrap_err().starts_with("WEB_DIR"));
    let mut env = world.env.clone();
    env.set("GRAPHQL_DOCUMENTS", "all");
    assert!(parts.app(&env).is_err());
}
