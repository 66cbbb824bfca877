//! Sessions of browsers, and how often somebody may guess.

use serde_json::{Value, json};

use crate::world::{Browser, Gql, World};

const PASSWORD: &str = "correct horse battery";
const SESSION: &str = "session { accessToken refreshToken }";
const WHO: &str = "{ viewer { user { email } } }";

/// A server that believes one proxy, so that tests may come from several addresses.
async fn behind_a_proxy(world: &World) -> (Gql, tributary::serve::Serving) {
    world.another_server("PROXY_HOPS", "1").await
}

fn owner(password: &str) -> Value {
    json!({"email": "owner@shop.test", "password": password})
}

fn token(answer: &Value, mutation: &str) -> String {
    answer["data"][mutation]["session"]["accessToken"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer:#}"))
        .to_owned()
}

async fn is_good(caller: &Gql, token: &str) -> bool {
    caller.with(token).raw(WHO, json!({})).await.0 == 200
}

#[tokio::test]
async fn a_browser_keeps_its_refresh_token_out_of_reach_of_scripts() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let stranger = world.stranger();
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    let signed_in = browser.mutate("signIn", owner(PASSWORD), SESSION).await;
    assert_eq!(signed_in.body["data"]["signIn"]["session"]["refreshToken"], Value::Null);
    let first = browser.cookie("trb_refresh").unwrap().to_owned();
    assert!(!signed_in.body.to_string().contains(&first));
    assert_eq!(signed_in.set_cookies.len(), 2, "{:?}", signed_in.set_cookies);
    for cookie in &signed_in.set_cookies {
        for word in ["HttpOnly", "SameSite=Strict", "Path=/;"] {
            assert!(cookie.contains(word), "{cookie}");
        }
    }
    assert!(is_good(&stranger, &token(&signed_in.body, "signIn")).await);

    // A reload: the cookie alone brings a fresh token, and another cookie.
    let reloaded = browser.mutate("tokenRefresh", json!({}), SESSION).await;
    assert!(is_good(&stranger, &token(&reloaded.body, "tokenRefresh")).await);
    assert_ne!(browser.cookie("trb_refresh").unwrap(), first);

    // Another tab has sent the cookie before at the same time, or the answer was lost: it gets what followed once more.
    let mut tab = Browser::at(&world.url, "192.0.2.1").with_cookie("trb_refresh", &first);
    let late = tab.mutate("tokenRefresh", json!({}), SESSION).await;
    assert!(is_good(&stranger, &token(&late.body, "tokenRefresh")).await);
    assert_eq!(tab.cookie("trb_refresh"), browser.cookie("trb_refresh"));
    let again = tab.mutate("tokenRefresh", json!({}), SESSION).await;
    let reloaded = browser.mutate("tokenRefresh", json!({}), SESSION).await;
    assert_eq!(tab.cookie("trb_refresh"), browser.cookie("trb_refresh"));
    assert!(is_good(&stranger, &token(&again.body, "tokenRefresh")).await);

    // Signing out needs the cookie alone, takes it away and ends every token at once.
    let out = browser.mutate("signOut", json!({}), "signedOut").await;
    assert_eq!(out.body["data"]["signOut"]["signedOut"], true);
    assert_eq!(browser.cookie("trb_refresh"), None);
    assert!(!is_good(&stranger, &token(&reloaded.body, "tokenRefresh")).await);
}

#[tokio::test]
async fn a_stolen_cookie_ends_its_family_once_both_have_used_it() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    browser.mutate("signIn", owner(PASSWORD), SESSION).await;
    let stolen = browser.cookie("trb_refresh").unwrap().to_owned();
    browser.mutate("tokenRefresh", json!({}), SESSION).await;
    let fresh = browser.mutate("tokenRefresh", json!({}), SESSION).await;
    // Two refreshes old: no tab's any more, whatever the clock says.
    let mut thief = Browser::at(&world.url, "192.0.2.66").with_cookie("trb_refresh", &stolen);
    assert_eq!(thief.mutate("tokenRefresh", json!({}), SESSION).await.code(), "INVALID_REFRESH_TOKEN");
    assert_eq!(browser.mutate("tokenRefresh", json!({}), SESSION).await.code(), "INVALID_REFRESH_TOKEN");
    assert_eq!(browser.cookie("trb_refresh"), None, "a cookie that is worth nothing is taken away");
    assert!(!is_good(&world.stranger(), &token(&fresh.body, "tokenRefresh")).await);

    // And one refresh old, once the seconds in which a tab may be late are over.
    browser.mutate("signIn", owner(PASSWORD), SESSION).await;
    let stolen = browser.cookie("trb_refresh").unwrap().to_owned();
    let fresh = browser.mutate("tokenRefresh", json!({}), SESSION).await;
    world.break_with("UPDATE sessions SET used_at = used_at - interval '21 seconds'").await;
    let mut thief = Browser::at(&world.url, "192.0.2.66").with_cookie("trb_refresh", &stolen);
    assert_eq!(thief.mutate("tokenRefresh", json!({}), SESSION).await.code(), "INVALID_REFRESH_TOKEN");
    assert!(!is_good(&world.stranger(), &token(&fresh.body, "tokenRefresh")).await);
}

#[tokio::test]
async fn a_browser_has_one_session_of_a_person() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let stranger = world.stranger();
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    let first = token(&browser.mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn");
    let before = browser.cookie("trb_refresh").unwrap().to_owned();
    let second = token(&browser.mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn");
    assert!(!is_good(&stranger, &first).await && is_good(&stranger, &second).await);
    // Signed out with one session's token and another's cookie, both end.
    let mut mixed = Browser::at(&world.url, "192.0.2.1");
    let third = token(&mixed.mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn");
    let document = "mutation { signOut(input: {}) { signedOut } }";
    let out = mixed.send(document, json!({}), Some(&second)).await;
    assert_eq!(out.body["data"]["signOut"]["signedOut"], true);
    assert!(!is_good(&stranger, &second).await && !is_good(&stranger, &third).await);
    // Of somebody else's cookie, and of one that was made up, nothing ends.
    let made_up = format!("{}AAAA", &before[..before.len() - 4]);
    let elsewhere =
        token(&Browser::at(&world.url, "").mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn");
    let mut forger = Browser::at(&world.url, "192.0.2.1").with_cookie("trb_refresh", &made_up);
    assert_eq!(forger.send(document, json!({}), None).await.code(), "UNAUTHENTICATED");
    assert!(is_good(&stranger, &elsewhere).await);
}

#[tokio::test]
async fn cookies_count_at_one_address_and_for_our_own_pages_alone() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    browser.mutate("signIn", owner(PASSWORD), SESSION).await;
    let refresh = "mutation { tokenRefresh(input: {}) { session { accessToken } userErrors { code } } }";
    let own = world.url.clone();
    for headers in [
        vec![],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("origin", "https://evil.example")],
        vec![("sec-fetch-site", "cross-site"), ("origin", own.as_str())],
    ] {
        let answer = browser.send_from(refresh, json!({}), None, &headers).await;
        assert_eq!((answer.status, answer.code()), (403, "ORIGIN_NOT_ALLOWED".to_owned()), "{headers:?}");
    }
    // Old browsers say their origin only.
    let answer = browser.send_from(refresh, json!({}), None, &[("origin", own.as_str())]).await;
    assert!(!token(&answer.body, "tokenRefresh").is_empty());
    // At the graph's own address a cookie is nothing.
    let cookie = format!("trb_refresh={}", browser.cookie("trb_refresh").unwrap());
    let answer = world.stranger().request(reqwest::Method::POST, "/graphql").header("cookie", cookie);
    let answer: Value = answer.json(&json!({"query": refresh})).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["data"]["tokenRefresh"]["userErrors"][0]["code"], "INVALID_REFRESH_TOKEN");
    // A form can send cookies and no JSON.
    let form = world.stranger().request(reqwest::Method::POST, "/graphql/session");
    let form = form.header("sec-fetch-site", "same-origin").form(&[("query", refresh)]).send().await.unwrap();
    assert_eq!(form.status(), 415);
}

#[tokio::test]
async fn a_person_sees_their_sessions_and_ends_them() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    let here = token(&browser.mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn");
    let here = world.stranger().with(&here);
    let list = "{ viewer { sessions { id device current usedAt revokedAt } } }";
    let sessions = here.query(list, json!({})).await["viewer"]["sessions"].clone();
    let rows = sessions.as_array().unwrap();
    assert_eq!(rows.len(), 2, "{sessions:#}");
    assert_eq!(
        (rows[0]["device"].as_str(), rows[0]["current"].as_bool()),
        (Some("Chrome on Linux"), Some(true))
    );
    assert_eq!(rows[1]["current"], false);
    // Nobody else's.
    assert_eq!(other.owner.refused("sessionRevoke", json!({"sessionId": rows[0]["id"]})).await, "NOT_FOUND");
    let nobodys = "session_00000000000000000000000001";
    assert_eq!(here.refused("sessionRevoke", json!({"sessionId": nobodys})).await, "NOT_FOUND");
    // The one from elsewhere ends at once.
    here.mutate("sessionRevoke", json!({"sessionId": rows[1]["id"]}), "userSession { revokedAt }").await;
    assert!(!is_good(&world.stranger(), shop.owner.credential.as_ref().unwrap()).await);
    // All others.
    let mut tokens = Vec::new();
    for n in 0..3 {
        let mut elsewhere = Browser::at(&world.url, &format!("192.0.2.{n}"));
        tokens.push(token(&elsewhere.mutate("signIn", owner(PASSWORD), SESSION).await.body, "signIn"));
    }
    let ended = here.mutate("sessionRevokeOthers", json!({}), "revoked").await;
    assert_eq!(ended["revoked"], 3);
    for token in &tokens {
        assert!(!is_good(&world.stranger(), token).await);
    }
    assert_eq!(here.query(list, json!({})).await["viewer"]["sessions"].as_array().unwrap().len(), 1);
    assert!(is_good(&world.stranger(), other.owner.credential.as_ref().unwrap()).await);
}

#[tokio::test]
async fn guessing_is_slow_and_locks_nobody_out() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let (server, _serving) = behind_a_proxy(&world).await;
    let url = server.request(reqwest::Method::GET, "").build().unwrap().url().to_string();
    let url = url.trim_end_matches('/').to_owned();
    let mut owners = Browser::at(&url, "192.0.2.1");
    owners.mutate("signIn", owner(PASSWORD), SESSION).await;

    // A stranger guesses, from a new address each time, until the account's bucket is empty.
    let mut throttled = None;
    for n in 0..20 {
        let mut stranger = Browser::at(&url, &format!("198.51.100.{n}"));
        let answer = stranger.mutate("signIn", owner("wrong horse battery"), SESSION).await;
        if answer.code() != "INVALID_CREDENTIALS" {
            throttled = Some((n, answer));
            break;
        }
    }
    let (tries, answer) = throttled.expect("the eleventh guess is one too many");
    assert_eq!((tries, answer.code()), (10, "THROTTLED".to_owned()));
    let wait = answer.body["errors"][0]["extensions"]["retryAfterMs"].as_u64().unwrap();
    assert!((1..=60_000).contains(&wait), "{wait}");
    // The right password is told no more than the wrong one, while it comes from a stranger.
    let mut stranger = Browser::at(&url, "198.51.100.99");
    assert_eq!(stranger.mutate("signIn", owner(PASSWORD), SESSION).await.code(), "THROTTLED");
    // An account that does not exist answers just so.
    for n in 0..11 {
        let nobody = json!({"email": "nobody@shop.test", "password": "wrong horse battery"});
        let answer = Browser::at(&url, &format!("198.51.101.{n}")).mutate("signIn", nobody, SESSION).await;
        assert_eq!(answer.code(), if n < 10 { "INVALID_CREDENTIALS" } else { "THROTTLED" });
    }

    // The owner's own browser is not a stranger, wherever it is; a browser of somebody else is.
    let mut travelled = owners.moved_to("203.0.113.7");
    assert_eq!(travelled.mutate("signIn", owner(PASSWORD), SESSION).await.code(), "");
    let mut others = Browser::at(&url, "192.0.2.2");
    let second = json!({"tenantName": "Two", "currency": "GBP", "email": "two@two.test", "password": PASSWORD, "name": "T"});
    others.mutate("signUp", second, SESSION).await;
    assert_eq!(others.mutate("signIn", owner(PASSWORD), SESSION).await.code(), "THROTTLED");
    // Signing up with the address is a guess at it too.
    let again = json!({"tenantName": "Three", "currency": "GBP", "email": "owner@shop.test", "password": PASSWORD, "name": "T"});
    assert_eq!(others.mutate("signUp", again, SESSION).await.code(), "THROTTLED");
    // And a stolen device may not guess for ever.
    let mut thief = owners.moved_to("203.0.113.8");
    let mut last = String::new();
    for _ in 0..11 {
        last = thief.mutate("signIn", owner("wrong horse battery"), SESSION).await.code();
    }
    assert_eq!(last, "THROTTLED");
}

#[tokio::test]
async fn one_address_guesses_at_few_accounts_and_is_kept_nowhere() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (server, _serving) = behind_a_proxy(&world).await;
    let url = server.request(reqwest::Method::GET, "").build().unwrap().url().to_string();
    let url = url.trim_end_matches('/').to_owned();
    let mut code = String::new();
    for n in 0..51 {
        let mut spray = Browser::at(&url, "198.51.100.7");
        let guess = json!({"email": format!("person{n}@shop.test"), "password": "wrong horse battery"});
        code = spray.mutate("signIn", guess, SESSION).await.code();
        assert!(n == 50 || code == "INVALID_CREDENTIALS", "{n}: {code}");
    }
    assert_eq!(code, "THROTTLED");
    // Its neighbour is not meant.
    assert_eq!(Browser::at(&url, "198.51.100.8").mutate("signIn", owner(PASSWORD), SESSION).await.code(), "");
    shop.owner.mutate("tenantUpdate", json!({"name": "Shop"}), "tenant { id }").await;

    // Neither Redis nor Postgres has the address, in any spelling.
    let keys = world.redis_keys().await;
    assert!(keys.iter().any(|key| key.starts_with("throttle:")), "{keys:?}");
    assert!(!keys.iter().any(|key| key.contains("198.51") || key.contains("owner@")), "{keys:?}");
    for table in ["sessions", "audit_log", "users"] {
        let rows = world.sql(&format!("SELECT t::text AS text FROM {table} t")).await;
        assert!(!rows.iter().any(|row| row.to_string().contains("198.51.100")), "{table}");
    }
}

#[tokio::test]
async fn without_redis_guesses_are_counted_in_the_process() {
    let mut world = World::without_worker().await;
    world.brand("Shop").await;
    world.stop_redis().await;
    let stranger = world.stranger();
    let attempt = |password: &'static str| {
        let stranger = stranger.clone();
        async move {
            let (_, body) = stranger
                .raw(
                    "mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }",
                    json!({"input": owner(password)}),
                )
                .await;
            let user = body["data"]["signIn"]["userErrors"][0]["code"].as_str();
            user.or(body["errors"][0]["extensions"]["code"].as_str()).unwrap_or_default().to_owned()
        }
    };
    for _ in 0..10 {
        assert_eq!(attempt("wrong horse battery").await, "INVALID_CREDENTIALS");
    }
    assert_eq!(attempt("wrong horse battery").await, "THROTTLED");
}

#[tokio::test]
async fn without_redis_a_right_password_is_no_guess() {
    let mut world = World::without_worker().await;
    world.brand("Shop").await;
    world.stop_redis().await;
    for _ in 0..15 {
        world.stranger().mutate("signIn", owner(PASSWORD), "session { accessToken }").await;
    }
}
