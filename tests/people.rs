//! Who calls, how that is proven, and what each may.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

use crate::isolation::{Ids, Schema, named};
use crate::world::viewer::Viewer;
use crate::world::{Brand, Gql, World};

const PASSWORD: &str = "correct horse battery";
const SESSION: &str = "session { accessToken refreshToken }";
const WHO: &str = "{ viewer { user { id } tenant { id } } }";

async fn sign_in(world: &World, email: &str) -> Value {
    let input = json!({"email": email, "password": PASSWORD});
    world.stranger().mutate("signIn", input, SESSION).await["session"].clone()
}

fn text(session: &Value, name: &str) -> String {
    session[name].as_str().unwrap().to_owned()
}

/// Whether the caller is turned away: never taken for a stranger, who may ask who they are.
async fn is_turned_away(caller: &Gql) -> bool {
    let (status, body) = caller.raw(WHO, json!({})).await;
    let away = body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED";
    assert_eq!(away, status == 401, "{body}");
    away
}

#[tokio::test]
async fn signing_in_tells_nobody_who_has_an_account() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let attempt = |email: &str, password: &str| {
        let input = json!({"email": email, "password": password});
        let stranger = world.stranger();
        async move { stranger.attempt("signIn", input, SESSION).await }
    };
    let wrong = attempt("owner@shop.test", "wrong horse battery").await;
    assert_eq!(wrong["userErrors"][0]["code"], "INVALID_CREDENTIALS");
    for (email, password) in
        [("nobody@shop.test", PASSWORD), ("not an e-mail", PASSWORD), ("owner@shop.test", "")]
    {
        assert_eq!(attempt(email, password).await, wrong, "{email}");
    }
    // The e-mail's spelling makes no difference; the session works.
    let session = attempt(" OWNER@Shop.test ", PASSWORD).await["session"].clone();
    assert!(!is_turned_away(&world.stranger().with(&text(&session, "accessToken"))).await);
    let input = |email: &str, password: &str| json!({"tenantName": "Two", "currency": "GBP", "email": email, "password": password, "name": "O"});
    let refused = |email: &'static str, password: String| {
        let (stranger, input) = (world.stranger(), input(email, &password));
        async move { stranger.refused("signUp", input).await }
    };
    assert_eq!(refused("Owner@shop.test", "another horse battery".into()).await, "EMAIL_TAKEN");
    assert_eq!(refused("new@shop.test", "short".into()).await, "PASSWORD_TOO_SHORT");
    assert_eq!(refused("new@shop.test", "x".repeat(201)).await, "PASSWORD_TOO_LONG");
    assert_eq!(refused("no e-mail", PASSWORD.into()).await, "EMAIL_INVALID");
    assert_eq!(world.sql("SELECT id FROM tenants").await.len(), 1);
}

#[tokio::test]
async fn a_session_is_refreshed_once_per_token_and_ends_at_once() {
    let world = World::without_worker().await;
    world.brand("Shop").await;
    let stranger = world.stranger();
    let first = sign_in(&world, "owner@shop.test").await;
    let refresh = |token: String| {
        let stranger = stranger.clone();
        async move { stranger.attempt("tokenRefresh", json!({"refreshToken": token}), SESSION).await }
    };
    let second = refresh(text(&first, "refreshToken")).await["session"].clone();
    let caller = stranger.with(&text(&second, "accessToken"));
    assert!(!is_turned_away(&caller).await);
    assert_ne!(first["refreshToken"], second["refreshToken"]);

    // The first token again: somebody has a copy, so nobody keeps the session.
    let again = refresh(text(&first, "refreshToken")).await;
    assert_eq!(again["userErrors"][0]["code"], "INVALID_REFRESH_TOKEN");
    assert_eq!(
        refresh(text(&second, "refreshToken")).await["userErrors"][0]["code"],
        "INVALID_REFRESH_TOKEN"
    );
    assert!(is_turned_away(&caller).await);

    // Another session of the same person stands; signed out, it ends at once and for good.
    let other = sign_in(&world, "owner@shop.test").await;
    let caller = stranger.with(&text(&other, "accessToken"));
    assert!(!is_turned_away(&caller).await);
    assert_eq!(caller.mutate("signOut", json!({}), "signedOut").await["signedOut"], true);
    assert!(is_turned_away(&caller).await);
    assert_eq!(refresh(text(&other, "refreshToken")).await["userErrors"][0]["code"], "INVALID_REFRESH_TOKEN");

    // A made-up token of a session that stands neither works nor ends it.
    let third = sign_in(&world, "owner@shop.test").await;
    let mut made_up = text(&third, "refreshToken");
    let last = if made_up.pop() == Some('A') { 'E' } else { 'A' };
    made_up.push(last);
    assert_eq!(refresh(made_up).await["userErrors"][0]["code"], "INVALID_REFRESH_TOKEN");
    assert!(!refresh(text(&third, "refreshToken")).await["session"].is_null());
}

/// The world's own signing key, taken out of its database with its secret.
async fn signing_key(world: &World) -> (String, EncodingKey) {
    let rows = world.sql("SELECT id, encode(sealed_private_key, 'hex') AS sealed FROM signing_keys ORDER BY signs_until LIMIT 1").await;
    let hex = rows[0]["sealed"].as_str().unwrap();
    let bytes: Vec<u8> =
        (0..hex.len() / 2).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap()).collect();
    let id: domain::ids::SigningKeyId =
        domain::ids::TypedId::from_uuid(rows[0]["id"].as_str().unwrap().parse().unwrap());
    let sealing = store::config::SecretConfig::read(&world.env).unwrap().derive("signing-keys");
    let bound = format!("tributary signing key {id}");
    let payload = Payload { msg: &bytes[24..], aad: bound.as_bytes() };
    let nonce: [u8; 24] = bytes[..24].try_into().unwrap();
    let private = XChaCha20Poly1305::new(&sealing.into()).decrypt(&XNonce::from(nonce), payload).unwrap();
    // PKCS 8 of an Ed25519 key is this prefix and the 32 bytes.
    let prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    (id.to_string(), EncodingKey::from_ed_der(&[prefix.as_slice(), &private].concat()))
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// A token like this one that is good for so many seconds, and the few by which clocks may differ.
pub(crate) async fn token_for_seconds(world: &World, like: &str, seconds: i64) -> String {
    let (kid, key) = signing_key(world).await;
    let mut claims = claims(like);
    claims["exp"] = json!(store::Clock::system().now().timestamp() + seconds);
    let header = Header { kid: Some(kid), ..Header::new(Algorithm::EdDSA) };
    jsonwebtoken::encode(&header, &claims, &key).unwrap()
}

#[tokio::test]
async fn only_a_token_this_server_signed_for_this_session_counts() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let token = shop.owner.credential.clone().unwrap();
    let good = claims(&token);
    let caller = |token: &str| world.stranger().with(token);
    let (kid, key) = signing_key(&world).await;
    let signed = |claims: &Value, header: Header| jsonwebtoken::encode(&header, claims, &key).unwrap();
    let header = || Header { kid: Some(kid.clone()), ..Header::new(Algorithm::EdDSA) };
    // The key is the right one: what it signs counts, so that what follows fails for its own reason.
    assert!(!is_turned_away(&caller(&signed(&good, header()))).await);
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        signed(&claims, header())
    };
    let hour_ago = good["iat"].as_i64().unwrap() - 3_600;
    let others = claims(other.owner.credential.as_ref().unwrap());
    let bad = [
        ("expired", with("exp", json!(hour_ago))),
        ("another issuer", with("iss", json!("https://evil.example"))),
        ("another audience", with("aud", json!("somebody"))),
        ("another person", with("sub", others["sub"].clone())),
        ("another tenant", with("tid", others["tid"].clone())),
        ("no tenant", with("tid", Value::Null)),
        ("another session", with("sid", others["sid"].clone())),
        ("no key named", signed(&good, Header::new(Algorithm::EdDSA))),
        ("a key nobody has", signed(&good, Header { kid: Some("01a".into()), ..header() })),
        ("half of it", token[..token.len() / 2].to_owned()),
        ("nothing", String::new()),
        ("much too long", format!("{token}{}", "A".repeat(4_000))),
    ];
    for (why, token) in &bad {
        assert!(is_turned_away(&caller(token)).await, "{why}");
    }
    // Any byte of it altered.
    for at in [3, token.len() / 2, token.rfind('.').unwrap() + 5] {
        let mut forged = token.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        assert!(is_turned_away(&caller(&String::from_utf8(forged).unwrap())).await, "byte {at}");
    }
    // Unsigned, or signed with the public key as if it were a secret.
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let body = encode(&good);
    for header in [json!({"alg": "none", "kid": kid}), json!({"alg": "None", "typ": "JWT", "kid": kid})] {
        for signature in ["", "AAAA"] {
            assert!(
                is_turned_away(&caller(&format!("{}.{body}.{signature}", encode(&header)))).await,
                "{header}"
            );
        }
    }
    let jwks: Value = world
        .stranger()
        .request(reqwest::Method::GET, "/.well-known/jwks.json")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let public = URL_SAFE_NO_PAD.decode(jwks["keys"][0]["x"].as_str().unwrap()).unwrap();
    let confused = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::HS256) };
    let confused = jsonwebtoken::encode(&confused, &good, &EncodingKey::from_secret(&public)).unwrap();
    assert!(is_turned_away(&caller(&confused)).await);
    // A server of another database, and its key.
    let foreign = World::without_worker().await;
    let theirs = foreign.brand("Shop").await;
    assert!(is_turned_away(&caller(theirs.owner.credential.as_ref().unwrap())).await);
    let (_, foreign_key) = signing_key(&foreign).await;
    let forged = jsonwebtoken::encode(&header(), &good, &foreign_key).unwrap();
    assert!(is_turned_away(&caller(&forged)).await);
}

#[tokio::test]
async fn anybody_can_verify_a_token_with_the_published_keys() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let token = shop.owner.credential.clone().unwrap();
    let jwks: Value = world
        .stranger()
        .request(reqwest::Method::GET, "/.well-known/jwks.json")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(!jwks.to_string().contains("\"d\""), "{jwks}");
    let kid = jsonwebtoken::decode_header(&token).unwrap().kid.unwrap();
    let key = jwks["keys"].as_array().unwrap().iter().find(|key| key["kid"] == kid).unwrap();
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&["tributary"]);
    rules.set_issuer(&[&world.url]);
    let decoding = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let read = jsonwebtoken::decode::<Value>(&token, &decoding, &rules).unwrap().claims;
    assert_eq!(read["tid"], shop.tenant.as_str());
    assert_eq!(read["exp"].as_i64().unwrap() - read["iat"].as_i64().unwrap(), 15 * 60);
}

/// What of a token nobody can guess: 32 bytes in base64url, where underscores stand for themselves.
fn random_part(token: &str) -> &str {
    &token[token.len() - 43..]
}

#[tokio::test]
async fn no_secret_stands_in_the_database_and_a_revoked_key_is_refused_at_once() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let session = sign_in(&world, "owner@shop.test").await;
    let create = json!({"name": "server", "kind": "SECRET"});
    let made = shop.owner.mutate("apiKeyCreate", create, "secret apiKey { id hint }").await;
    let secret = text(&made, "secret");
    let key = shop.owner.with(&secret);
    assert!(!is_turned_away(&key).await);
    // Shown once: nothing the graph says later has it.
    let listed = shop
        .owner
        .query("{ apiKeys(first: 10) { nodes { id name kind hint scopes revokedAt } } }", json!({}))
        .await;
    let tail = random_part(&secret);
    assert!(secret.len() > 60 && !listed.to_string().contains(tail), "{listed}");

    let tables = world.sql("SELECT nspname AS schema, relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'r' AND nspname IN ('public', 'graphile_worker')").await;
    assert!(tables.len() > 30);
    for table in tables {
        let name = table["name"].as_str().unwrap();
        let schema = table["schema"].as_str().unwrap();
        let rows = world.sql(&format!("SELECT t::text AS text FROM {schema}.\"{name}\" t")).await;
        let text_of = rows.iter().map(Value::to_string).collect::<String>();
        let refresh = text(&session, "refreshToken");
        let secrets =
            [PASSWORD, &secret, tail, &text(&session, "accessToken"), &refresh, random_part(&refresh)];
        for (n, hidden) in secrets.iter().enumerate() {
            assert!(!text_of.contains(*hidden), "{name} holds secret {n}");
            let hex: String = hidden.bytes().map(|b| format!("{b:02x}")).collect();
            assert!(!text_of.contains(&hex), "{name} holds secret {n} as bytes");
        }
    }
    let stored = world.sql("SELECT password_hash FROM users").await;
    assert!(stored[0]["password_hash"].as_str().unwrap().starts_with("$argon2id$"), "{stored:?}");

    // A byte more, a byte other, another kind: no key. Revoked: none from now on.
    let mut altered = secret.clone();
    let last = if altered.pop() == Some('A') { 'E' } else { 'A' };
    altered.push(last);
    for wrong in [altered, format!("{secret}A"), secret.replacen("trb_sk_", "trb_pk_", 1)] {
        assert!(is_turned_away(&shop.owner.with(&wrong)).await, "{wrong}");
    }
    assert!(!is_turned_away(&key).await);
    let id = made["apiKey"]["id"].clone();
    shop.owner.mutate("apiKeyRevoke", json!({"apiKeyId": id}), "apiKey { id }").await;
    assert!(is_turned_away(&key).await);
    shop.owner.mutate("apiKeyRevoke", json!({"apiKeyId": id}), "apiKey { id }").await;
}

/// A line of docs/permissions.txt: who may.
struct Line {
    roles: BTreeSet<&'static str>,
    scope: Option<&'static str>,
    publishable: bool,
}

const ROLES: [&str; 5] = ["OWNER", "ADMIN", "FINANCE", "EDITOR", "ANALYST"];

fn table() -> BTreeMap<&'static str, Line> {
    let lines =
        include_str!("../docs/permissions.txt").lines().skip_while(|l| !l.starts_with("permission")).skip(1);
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let roles =
                ROLES.iter().zip(&words[1..6]).filter(|(_, may)| **may == "yes").map(|(role, _)| *role);
            (
                words[0],
                Line {
                    roles: roles.collect(),
                    scope: Some(words[6]).filter(|s| *s != "-"),
                    publishable: words[7] == "yes",
                },
            )
        })
        .collect()
}

/// What asks for which permission.
const MUTATIONS: &[(&str, &str)] = &[
    ("TENANT_WRITE", "tenantUpdate"),
    ("KEY_WRITE", "apiKeyCreate"),
    ("KEY_WRITE", "apiKeyRotate"),
    ("KEY_WRITE", "apiKeyRevoke"),
    ("MEMBER_WRITE", "memberRoleSet"),
    ("MEMBER_WRITE", "memberRemove"),
    ("MEMBER_WRITE", "memberInvite"),
    ("MEMBER_WRITE", "memberInvitationRevoke"),
    ("CATALOGUE_WRITE", "productCreate"),
    ("FEED_WRITE", "feedCreate"),
    ("FEED_WRITE", "feedUpdate"),
    ("MOMENT_SUBMIT", "momentSubmit"),
    ("MOMENT_MODERATE", "momentApprove"),
    ("MOMENT_MODERATE", "momentReject"),
    ("MOMENT_MODERATE", "momentReopen"),
    ("MOMENT_MODERATE", "momentErase"),
    ("MOMENT_MODERATE", "momentClaim"),
    ("MOMENT_MODERATE", "momentRelease"),
    ("MOMENT_MODERATE", "moderationClaimNext"),
    ("MOMENT_MODERATE", "momentsDecide"),
    ("MOMENT_MODERATE", "momentEdit"),
    ("MOMENT_MODERATE", "momentIntentSet"),
    ("TOUCH_REPORT", "momentReport"),
    ("TOUCH_REPORT", "momentVote"),
    ("MOMENT_MODERATE", "momentRightsRequest"),
    ("MOMENT_MODERATE", "momentRightsGrant"),
    ("MOMENT_MODERATE", "momentRightsDecline"),
    ("MOMENT_MODERATE", "momentRightsRevoke"),
    ("MOMENT_MODERATE", "rightsTermsPublish"),
    ("MOMENT_MODERATE", "moderationSettingsUpdate"),
    ("TENANT_WRITE", "engagementSettingsUpdate"),
    ("MOMENT_MODERATE", "creatorCreate"),
    ("PERSON_ERASE", "creatorErase"),
    ("PERSON_ERASE", "customerErase"),
    ("CLAIM_DECIDE", "creatorClaimApprove"),
    ("CLAIM_DECIDE", "creatorClaimReject"),
    ("CLAIM_DECIDE", "missedSaleAccept"),
    ("CLAIM_DECIDE", "missedSaleReject"),
    ("PROGRAM_WRITE", "programCreate"),
    ("PROGRAM_WRITE", "programUpdate"),
    ("PROGRAM_WRITE", "termsCreate"),
    ("PROGRAM_WRITE", "termsWithdraw"),
    ("PROGRAM_WRITE", "groupCreate"),
    ("PROGRAM_WRITE", "groupUpdate"),
    ("PROGRAM_WRITE", "enrollmentGroup"),
    ("PROGRAM_WRITE", "budgetCreate"),
    ("PROGRAM_WRITE", "budgetUpdate"),
    ("POLICY_WRITE", "policyCreate"),
    ("POLICY_WRITE", "weightSetPublish"),
    ("POLICY_WRITE", "fraudThresholdsUpdate"),
    ("ENROLLMENT_WRITE", "enrollmentInvite"),
    ("ENROLLMENT_WRITE", "enrollmentSuspend"),
    ("ENROLLMENT_WRITE", "enrollmentBan"),
    ("LINK_WRITE", "codeCreate"),
    ("LINK_WRITE", "linkDisable"),
    ("LINK_WRITE", "linkEnable"),
    ("LINK_WRITE", "codeDisable"),
    ("LINK_WRITE", "codeEnable"),
    ("CONVERSION_WRITE", "conversionRecord"),
    ("REFUND_WRITE", "refundRecord"),
    ("COMMISSION_WRITE", "commissionVoid"),
    ("COMMISSION_WRITE", "commissionMature"),
    ("COMMISSION_WRITE", "commissionHold"),
    ("COMMISSION_WRITE", "commissionRelease"),
    ("FUNDING_WRITE", "walletFund"),
    ("FUNDING_WRITE", "fundingMethodAdd"),
    ("FUNDING_WRITE", "fundingMethodRemove"),
    ("FUNDING_WRITE", "walletTopUpSet"),
    ("FUNDING_WRITE", "walletTopUpEnd"),
    ("FUNDING_WRITE", "walletReturn"),
    ("BILLING_WRITE", "subscriptionStart"),
    ("BILLING_WRITE", "subscriptionChange"),
    ("BILLING_WRITE", "subscriptionCancel"),
    ("BILLING_WRITE", "billingPortalOpen"),
    ("PAYOUT_WRITE", "payoutRunCreate"),
    ("PAYOUT_WRITE", "payoutRunPreview"),
    ("PAYOUT_WRITE", "payoutRunExecute"),
    ("PAYOUT_WRITE", "payoutRunCancel"),
    ("PAYOUT_WRITE", "payoutTimetableSet"),
    ("PAYOUT_WRITE", "payoutTimetableEnd"),
    ("PAYOUT_APPROVE", "payoutCautionSet"),
    ("COMMISSION_WRITE", "debtWriteOff"),
    ("PAYOUT_WRITE", "payoutRunPause"),
    ("PAYOUT_WRITE", "payoutCancel"),
    ("PAYOUT_APPROVE", "payoutRunResume"),
    ("PAYOUT_APPROVE", "payoutRunApprove"),
];

const QUERIES: &[(&str, &str)] = &[
    ("TENANT_READ", "tenant { id }"),
    ("TENANT_READ", "attention { pendingMoments { count } }"),
    ("TENANT_READ", "figures(from: \"2026-01-01\", to: \"2026-01-31\", currency: \"GBP\") { currency }"),
    ("MEMBER_READ", "members { email }"),
    ("MEMBER_READ", "memberInvitations { id }"),
    ("AUDIT_READ", "auditLog(first: 1) { nodes { id } }"),
    ("KEY_READ", "apiKeys(first: 1) { nodes { id } }"),
    ("CATALOGUE_READ", "products(first: 1) { nodes { id } }"),
    ("FEED_READ", "feeds(first: 1) { nodes { id } }"),
    ("FEED_WRITE", "feedPreview(first: 1) { nodes { id } }"),
    ("MOMENT_READ", "moments(first: 1) { nodes { id } }"),
    ("FEED_READ", "momentSearch(query: \"mug\", first: 1) { nodes { id } }"),
    ("MOMENT_MODERATE", "buyerToken(customer: \"c\")"),
    ("MOMENT_READ", "creators(first: 1) { nodes { id } }"),
    ("PROGRAM_READ", "programs(first: 1) { nodes { id } }"),
    ("PROGRAM_READ", "policies(first: 1) { nodes { id } }"),
    ("PROGRAM_READ", "fraudThresholds { holdAt }"),
    ("MOMENT_READ", "moderationSettings { version }"),
    ("TENANT_READ", "engagementSettings { retentionDays }"),
    (
        "MOMENT_READ",
        "engagementOver(from: \"2026-01-01T00:00:00Z\", to: \"2026-01-02T00:00:00Z\", by: HOUR) { at }",
    ),
    ("ENROLLMENT_READ", "enrollments(first: 1) { nodes { id } }"),
    ("ENROLLMENT_READ", "links(first: 1) { nodes { id } }"),
    ("ENROLLMENT_READ", "codes(first: 1) { nodes { id } }"),
    ("TOUCH_READ", "touches(first: 1) { nodes { id } }"),
    ("CONVERSION_READ", "conversions(first: 1) { nodes { id } }"),
    ("COMMISSION_READ", "commissions(first: 1) { nodes { id } }"),
    ("LEDGER_READ", "ledgerAccounts(first: 1) { nodes { id } }"),
    ("LEDGER_READ", "ledgerEntries(first: 1) { nodes { id } }"),
    ("LEDGER_READ", "balancesAt(moment: \"2026-01-01T00:00:00Z\", first: 1) { nodes { version } }"),
    ("LEDGER_READ", "trialBalances { currency }"),
    ("FUNDING_READ", "wallet(currency: \"GBP\") { balance { minor } }"),
    ("FUNDING_READ", "fundings(first: 1) { nodes { id } }"),
    ("FUNDING_READ", "fundingMethods { id }"),
    ("FUNDING_READ", "walletReturns(first: 1) { nodes { id } }"),
    ("BILLING_READ", "plans { plan }"),
    ("BILLING_READ", "billing { plan }"),
    ("PAYOUT_READ", "payoutTimetables { currency }"),
    ("PAYOUT_READ", "payoutCaution { unusualPercent }"),
    ("PAYOUT_READ", "payoutRuns(first: 1) { nodes { id } }"),
    ("PAYOUT_READ", "payouts(first: 1) { nodes { id } }"),
    ("MOMENT_READ", "rightsCounts { phase }"),
    ("MOMENT_READ", "rightsBoard(phase: RUNNING, first: 1) { nodes { id } }"),
    ("MOMENT_READ", "rightsTerms(first: 1) { nodes { number } }"),
    ("PERSON_ERASE", "customerData(customer: \"nobody\")"),
];

const SUBSCRIPTIONS: &[(&str, &str)] = &[
    ("MOMENT_READ", "momentPublished"),
    ("MOMENT_READ", "momentChanged"),
    ("CONVERSION_READ", "conversionRecorded"),
    ("COMMISSION_READ", "commissionChanged"),
    ("PAYOUT_READ", "payoutChanged"),
    ("PAYOUT_READ", "payoutRunChanged"),
];

/// A call with an input that fits, whatever is in it.
fn call(schema: &Schema, mutation: &Value) -> (String, Value) {
    let name = mutation["name"].as_str().unwrap();
    let arg = &mutation["args"][0]["type"];
    let nobodys = Ids::from([("tenant".to_owned(), vec!["tenant_00000000000000000000000001".to_owned()])]);
    let document = format!(
        "mutation($input: {}!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}",
        named(arg).1
    );
    (document, json!({"input": schema.value("input", arg, &nobodys)}))
}

/// The code the caller is refused with as a whole, if it is.
async fn refusal(caller: &Gql, document: &str, variables: Value) -> Option<String> {
    let (_, body) = caller.raw(document, variables).await;
    let code = body["errors"][0]["extensions"]["code"].as_str().map(str::to_owned);
    assert!(
        code.as_deref().is_none_or(|c| !c.starts_with("GRAPHQL_") && c != "INTERNAL"),
        "{document}\n{body:#}"
    );
    code
}

/// Tries everything as one caller, who may what `may` says.
async fn try_everything(who: &str, caller: &Gql, schema: &Schema, may: impl Fn(&Line) -> bool) {
    let table = table();
    // What the graph says of it is the same.
    let told = caller.query("{ viewer { permissions } }", json!({})).await["viewer"]["permissions"].take();
    let told: BTreeSet<&str> = told.as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    let expected: BTreeSet<&str> =
        table.iter().filter(|(_, line)| may(line)).map(|(permission, _)| *permission).collect();
    assert_eq!(told, expected, "{who}");
    for (permission, field) in QUERIES {
        let code = refusal(caller, &format!("{{ {field} }}"), json!({})).await;
        let expected = if may(&table[permission]) { None } else { Some("FORBIDDEN") };
        assert_eq!(code.as_deref(), expected, "{who}: {field} asks for {permission}");
    }
    let mut viewer = Viewer::of(caller).await;
    for (permission, name) in SUBSCRIPTIONS {
        // Who may is told that this is no place to go on from.
        viewer
            .subscribe("s", &format!("subscription {{ {name}(after: \"x\") {{ cursor }} }}"), json!({}))
            .await;
        let expected = if may(&table[permission]) { "INVALID_CURSOR" } else { "FORBIDDEN" };
        assert_eq!(viewer.refusal("s").await, expected, "{who}: {name} asks for {permission}");
    }
    // It has no place to go on from, and who may is told nothing until something happens.
    if !may(&table["MOMENT_READ"]) {
        viewer.subscribe("t", "subscription { engagementTick { moment { id } } }", json!({})).await;
        assert_eq!(viewer.refusal("t").await, "FORBIDDEN", "{who}: engagementTick asks for MOMENT_READ");
    }
    let fields = schema.fields("Mutation");
    for (permission, name) in MUTATIONS {
        let (document, variables) = call(schema, fields.iter().find(|f| f["name"] == *name).unwrap());
        let code = refusal(caller, &document, variables).await;
        let expected = if may(&table[permission]) { None } else { Some("FORBIDDEN") };
        assert_eq!(code.as_deref(), expected, "{who}: {name} asks for {permission}");
    }
}

#[tokio::test]
async fn every_role_may_what_the_table_says() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let schema = Schema::read(&shop.owner).await;
    for role in ROLES {
        world.break_with(&format!("UPDATE memberships SET role = '{role}'")).await;
        let session = sign_in(&world, "owner@shop.test").await;
        let member = world.stranger().with(&text(&session, "accessToken"));
        try_everything(role, &member, &schema, |line| line.roles.contains(role)).await;
    }
}

#[tokio::test]
async fn every_scope_may_what_the_table_says() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let schema = Schema::read(&shop.owner).await;
    let scopes: BTreeSet<&str> = table().values().filter_map(|line| line.scope).collect();
    assert!(scopes.len() > 5);
    for scope in scopes {
        let key = key_with(&shop, &[scope]).await;
        try_everything(scope, &key, &schema, |line| line.scope == Some(scope)).await;
    }
}

async fn key_with(shop: &Brand, scopes: &[&str]) -> Gql {
    let input = json!({"name": "scoped", "kind": "SECRET", "scopes": scopes});
    let made = shop.owner.mutate("apiKeyCreate", input, "secret").await;
    shop.owner.with(made["secret"].as_str().unwrap())
}

#[tokio::test]
async fn a_publishable_key_may_only_what_a_page_needs() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let schema = Schema::read(&shop.owner).await;
    let public = shop.key("PUBLISHABLE").await;
    try_everything("publishable", &public, &schema, |line| line.publishable).await;
    let open = [
        "signUp",
        "affiliateSignUp",
        "signIn",
        "tokenRefresh",
        "momentSubmit",
        "momentReport",
        "momentVote",
        "memberInvitationAccept",
        "emailVerify",
        "passwordResetRequest",
        "passwordReset",
    ];
    let before = world.sql("SELECT count(*) FROM audit_log").await;
    for mutation in schema.fields("Mutation") {
        let name = mutation["name"].as_str().unwrap();
        if open.contains(&name) {
            continue;
        }
        let (document, variables) = call(&schema, &mutation);
        let code = refusal(&public, &document, variables).await;
        assert!(matches!(code.as_deref(), Some("FORBIDDEN" | "UNAUTHENTICATED")), "{name}: {code:?}");
        let stranger = world.stranger();
        let (document, variables) = call(&schema, &mutation);
        assert_eq!(
            refusal(&stranger, &document, variables).await.as_deref(),
            Some("UNAUTHENTICATED"),
            "{name}"
        );
    }
    assert_eq!(world.sql("SELECT count(*) FROM audit_log").await, before);
    assert_eq!(public.query(WHO, json!({})).await["viewer"]["user"], Value::Null);
}
