//! Second factors: enrolling, proving, losing the device, and tenants that want one.

use serde_json::{Value, json};

use crate::world::{Authenticator, Browser, Gql, PASSWORD, World};

const SESSION: &str = "session { accessToken }";
const MINE: &str = "{ viewer { secondFactor { enabled recoveryCodesLeft } } }";

fn owner(code: Option<&str>) -> Value {
    json!({"email": "owner@shop.test", "password": PASSWORD, "code": code})
}

/// What signing in says: nothing when it worked.
async fn sign_in(world: &World, input: Value) -> String {
    let payload = world.stranger().attempt("signIn", input, SESSION).await;
    payload["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned()
}

async fn signed_in(world: &World, input: Value) -> Gql {
    let payload = world.stranger().mutate("signIn", input, SESSION).await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_a_code_of_it_was_shown() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let begin = |password: &str| json!({"password": password});
    assert_eq!(shop.owner.refused("secondFactorBegin", begin("wrong horse battery")).await, "PASSWORD_WRONG");
    assert_eq!(shop.owner.refused("secondFactorConfirm", json!({"code": "123456"})).await, "NOT_BEGUN");
    let begun = shop.owner.mutate("secondFactorBegin", begin(PASSWORD), "secret uri").await;
    let secret = begun["secret"].as_str().unwrap();
    let uri: url::Url = begun["uri"].as_str().unwrap().parse().unwrap();
    assert_eq!((uri.scheme(), uri.host_str()), ("otpauth", Some("totp")));
    assert!(uri.query_pairs().any(|(name, value)| name == "secret" && value == secret), "{uri}");
    // Nothing is asked for before it is known that a device has it.
    assert_eq!(sign_in(&world, owner(None)).await, "");
    let device = Authenticator::of(secret);
    let wrong = if device.code(0) == "000000" { "000001" } else { "000000" };
    for wrong in [wrong, "", "12345", "not a code"] {
        assert_eq!(
            shop.owner.refused("secondFactorConfirm", json!({"code": wrong})).await,
            "CODE_INVALID",
            "{wrong}"
        );
        // Each was a try.
        world.forget_throttling().await;
    }
    let without = signed_in(&world, owner(None)).await;
    let confirm = json!({"code": device.code(-1)});
    let confirmed = shop.owner.mutate("secondFactorConfirm", confirm, "recoveryCodes").await;
    let late = without.error(MINE, json!({})).await;
    assert_eq!(late, "UNAUTHENTICATED", "a session begun without it ends");
    let codes: Vec<&str> =
        confirmed["recoveryCodes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    assert_eq!(codes.len(), 10);
    let mine = shop.owner.query(MINE, json!({})).await["viewer"]["secondFactor"].clone();
    assert_eq!(mine, json!({"enabled": true, "recoveryCodesLeft": 10}));

    // From now on it is, after the password and never instead of it.
    assert_eq!(sign_in(&world, owner(None)).await, "SECOND_FACTOR_REQUIRED");
    assert_eq!(sign_in(&world, owner(Some(wrong))).await, "CODE_INVALID");
    let guess =
        json!({"email": "owner@shop.test", "password": "wrong horse battery", "code": device.code(0)});
    assert_eq!(sign_in(&world, guess).await, "INVALID_CREDENTIALS");
    let code = device.code(0);
    assert_eq!(sign_in(&world, owner(Some(&code))).await, "");
    assert_eq!(sign_in(&world, owner(Some(&code))).await, "CODE_INVALID", "a code counts once");
    assert_eq!(
        sign_in(&world, owner(Some(&device.code(-1)))).await,
        "CODE_INVALID",
        "nor an earlier one after it"
    );

    // Whoever signs up with the address signs in, and is asked just so.
    let brand = json!({"tenantName": "Two", "currency": "GBP", "email": "owner@shop.test", "password": PASSWORD, "name": "O"});
    let affiliate = json!({"email": "owner@shop.test", "password": PASSWORD, "name": "O", "country": "GB"});
    for (mutation, input) in [("signUp", &brand), ("affiliateSignUp", &affiliate)] {
        let refused = world.stranger().refused(mutation, input.clone()).await;
        assert_eq!(refused, "SECOND_FACTOR_REQUIRED", "{mutation}");
        let mut input = input.clone();
        input["code"] = json!(device.fresh(&world).await);
        world.stranger().mutate(mutation, input, SESSION).await;
    }

    // Nothing of it stands in the database, and whoever writes there cannot make one up.
    let rows = world.sql("SELECT t::text AS text FROM (SELECT row_to_json(s) FROM second_factors s UNION ALL SELECT row_to_json(r) FROM recovery_codes r) t").await;
    let text = rows.iter().map(Value::to_string).collect::<String>();
    assert!(
        rows.len() == 11
            && !text.contains(secret)
            && !codes.iter().any(|code| text.contains(&code.replace('-', "")))
    );
    world.break_with("UPDATE second_factors SET sealed_secret = '\\x00'").await;
    let (_, body) = world
        .stranger()
        .raw(
            "mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }",
            json!({"input": owner(Some(&device.code(1)))}),
        )
        .await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "INTERNAL");
}

#[tokio::test]
async fn who_has_lost_the_device_gets_in_by_a_recovery_code_once() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (device, codes) = Authenticator::enrol(&shop.owner).await;
    assert_eq!(sign_in(&world, owner(Some(&codes[0]))).await, "");
    assert_eq!(sign_in(&world, owner(Some(&codes[0]))).await, "CODE_INVALID");
    let spelt = format!(" {} ", codes[1].to_uppercase().replace('-', " "));
    assert_eq!(sign_in(&world, owner(Some(&spelt))).await, "");
    let left = shop.owner.query(MINE, json!({})).await["viewer"]["secondFactor"]["recoveryCodesLeft"].clone();
    assert_eq!(left, 8);
    // Another person's code is nothing.
    let other = world.brand("Other").await;
    Authenticator::enrol(&other.owner).await;
    let theirs = json!({"email": "owner@other.test", "password": PASSWORD, "code": codes[2]});
    assert_eq!(sign_in(&world, theirs).await, "CODE_INVALID");

    // Made anew, the old ones are good no more.
    assert_eq!(shop.owner.refused("recoveryCodesMake", json!({"code": ""})).await, "SECOND_FACTOR_REQUIRED");
    let make = json!({"code": device.code(0)});
    let made = shop.owner.mutate("recoveryCodesMake", make, "recoveryCodes").await;
    let fresh = made["recoveryCodes"][0].as_str().unwrap();
    assert_eq!(sign_in(&world, owner(Some(&codes[2]))).await, "CODE_INVALID");
    assert_eq!(sign_in(&world, owner(Some(fresh))).await, "");

    // A new device takes the old one's place with a code of the old one, and not before one of its own was shown.
    let begin = |code: Option<String>| json!({"password": PASSWORD, "code": code});
    assert_eq!(shop.owner.refused("secondFactorBegin", begin(None)).await, "SECOND_FACTOR_REQUIRED");
    let old = device.fresh(&world).await;
    let begun = shop.owner.mutate("secondFactorBegin", begin(Some(old)), "secret").await;
    assert_eq!(sign_in(&world, owner(Some(&device.code(1)))).await, "");
    let new = Authenticator::of(begun["secret"].as_str().unwrap());
    shop.owner.mutate("secondFactorConfirm", json!({"code": new.code(-1)}), "recoveryCodes").await;
    world.forget_throttling().await;
    world.break_with("UPDATE second_factors SET last_step = 0").await;
    assert_eq!(sign_in(&world, owner(Some(&device.code(0)))).await, "CODE_INVALID");
    assert_eq!(sign_in(&world, owner(Some(&new.code(0)))).await, "");

    // Without one again: the password and a code, both.
    let remove = |password: &str, code: String| json!({"password": password, "code": code});
    let code = new.fresh(&world).await;
    let refused = shop.owner.refused("secondFactorRemove", remove("wrong horse battery", code.clone())).await;
    assert_eq!(refused, "PASSWORD_WRONG");
    let refused = shop.owner.refused("secondFactorRemove", remove(PASSWORD, String::new())).await;
    assert_eq!(refused, "SECOND_FACTOR_REQUIRED");
    shop.owner.mutate("secondFactorRemove", remove(PASSWORD, code), "removed").await;
    assert_eq!(sign_in(&world, owner(None)).await, "");
    let code = json!({"code": "123456"});
    assert_eq!(shop.owner.refused("recoveryCodesMake", code).await, "SECOND_FACTOR_MISSING");
}

#[tokio::test]
async fn a_new_secret_is_forgotten_after_half_an_hour() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let begun = shop.owner.mutate("secondFactorBegin", json!({"password": PASSWORD}), "secret").await;
    world.break_with("UPDATE second_factors SET pending_at = pending_at - interval '31 minutes'").await;
    let code = Authenticator::of(begun["secret"].as_str().unwrap()).code(0);
    assert_eq!(shop.owner.refused("secondFactorConfirm", json!({"code": code})).await, "NOT_BEGUN");
}

#[tokio::test]
async fn codes_are_guessed_slowly_and_nobody_is_locked_out() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    browser.mutate("signIn", owner(None), SESSION).await;
    let (device, _) = Authenticator::enrol(&shop.owner).await;
    let wrong = if device.code(0) == "000000" { "000001" } else { "000000" };
    // Somebody who knows the password.
    for _ in 0..5 {
        assert_eq!(sign_in(&world, owner(Some(wrong))).await, "CODE_INVALID");
    }
    let throttled = || async {
        let document = "mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
        world.stranger().error(document, json!({"input": owner(Some(&device.code(0)))})).await
    };
    assert_eq!(throttled().await, "THROTTLED");
    // The owner's browser, and the owner's session.
    let code = device.code(0);
    assert_eq!(browser.mutate("signIn", owner(Some(&code)), SESSION).await.code(), "");
    let make = json!({"code": device.fresh(&world).await});
    shop.owner.mutate("recoveryCodesMake", make, "recoveryCodes").await;
    assert_eq!(throttled().await, "THROTTLED");
}

#[tokio::test]
async fn a_tenant_that_wants_a_second_factor_shows_nothing_before() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let key = shop.key("SECRET").await;
    let ann = shop.colleague(&world, "Ann", "ADMIN").await;
    let ben = shop.colleague(&world, "Ben", "ANALYST").await;
    let want = |wanted: bool| json!({"secondFactorRequired": wanted});
    // Nobody locks themselves out.
    assert_eq!(shop.owner.refused("tenantUpdate", want(true)).await, "SECOND_FACTOR_MISSING");
    let (device, codes) = Authenticator::enrol(&shop.owner).await;
    let updated = shop.owner.mutate("tenantUpdate", want(true), "tenant { secondFactorRequired }").await;
    assert_eq!(updated["tenant"]["secondFactorRequired"], true);

    // Who has proved none sees that they must, and nothing of the tenant.
    let looks = "{ viewer { secondFactorMissing tenant { id } role user { id } } }";
    for barred in [&ann, &ben] {
        let viewer = barred.query(looks, json!({})).await["viewer"].clone();
        assert_eq!(viewer["secondFactorMissing"], true, "{viewer}");
        assert!(
            viewer["tenant"].is_null() && viewer["role"].is_null() && !viewer["user"].is_null(),
            "{viewer}"
        );
        assert_eq!(barred.error("{ members { name } }", json!({})).await, "SECOND_FACTOR_REQUIRED");
        let product =
            "mutation { productCreate(input: {externalId: \"P\", title: \"P\"}) { userErrors { code } } }";
        assert_eq!(barred.error(product, json!({})).await, "SECOND_FACTOR_REQUIRED");
        let rest =
            barred.request(reqwest::Method::POST, "/v1/conversions").json(&json!({})).send().await.unwrap();
        assert_eq!(rest.status(), 403);
    }
    // The same token is good as soon as one is proved.
    Authenticator::enrol(&ann).await;
    assert_eq!(ann.query(looks, json!({})).await["viewer"]["secondFactorMissing"], false);
    ann.query("{ members { name } }", json!({})).await;
    // Who does not want one may leave, and no more.
    ben.mutate("memberLeave", json!({}), "tenantId").await;
    signed_in(&world, owner(Some(&codes[0]))).await.query("{ members { name } }", json!({})).await;
    // Keys, and other tenants, are not meant.
    key.query("{ products(first: 1) { nodes { id } } }", json!({})).await;
    other.owner.query("{ members { name } }", json!({})).await;
    // Admins see who has one.
    let members = shop.owner.query("{ members { name secondFactor } }", json!({})).await["members"].clone();
    assert!(members.as_array().unwrap().iter().all(|member| member["secondFactor"] == true), "{members}");
    // Nobody does without it while the tenant wants it.
    let remove = json!({"password": PASSWORD, "code": device.fresh(&world).await});
    assert_eq!(shop.owner.refused("secondFactorRemove", remove).await, "REQUIRED_BY_TENANT");
    shop.owner.mutate("tenantUpdate", want(false), "tenant { id }").await;
}

#[tokio::test]
async fn approving_a_payout_asks_again() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.fund(&world, 50_000).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    shop.code(&joe, "JOE").await;
    joe.onboard(&world).await;
    shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    shop.until_all_commissions(&world, "PAYABLE").await;
    let (device, _) = Authenticator::enrol(&shop.owner).await;
    let create = json!({"currency": "GBP", "idempotencyKey": "one"});
    let run =
        shop.owner.mutate("payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]["id"].clone();
    let preview =
        shop.owner.mutate("payoutRunPreview", json!({"payoutRunId": run}), "payoutRun { previewHash }").await;
    let approval = |code: Option<&str>| json!({"payoutRunId": run, "previewHash": preview["payoutRun"]["previewHash"], "idempotencyKey": "yes", "code": code});
    assert_eq!(shop.owner.refused("payoutRunApprove", approval(None)).await, "SECOND_FACTOR_REQUIRED");
    let wrong = if device.code(0) == "000000" { "000001" } else { "000000" };
    assert_eq!(shop.owner.refused("payoutRunApprove", approval(Some(wrong))).await, "CODE_INVALID");
    let stands = || world.sql("SELECT state FROM payout_runs");
    assert_eq!(stands().await[0]["state"], "PREVIEWED");
    let code = device.code(0);
    shop.owner.mutate("payoutRunApprove", approval(Some(&code)), "payoutRun { state }").await;
    assert_eq!(stands().await[0]["state"], "APPROVED");
    // A repeat is found done, with a code that is used up and with none.
    for code in [Some(code.as_str()), None] {
        let again = shop.owner.mutate("payoutRunApprove", approval(code), "payoutRun { state }").await;
        assert_eq!(again["payoutRun"]["state"], "APPROVED");
    }
    // The code that has approved signs nobody in.
    assert_eq!(sign_in(&world, owner(Some(&code))).await, "CODE_INVALID");
    // So does what loosens or ends a pause, which is an approval as well.
    let loosen = |code: Option<&str>| json!({"unusualPercent": 10_000, "code": code});
    let resume = |code: Option<&str>| json!({"payoutRunId": run, "code": code});
    assert_eq!(shop.owner.refused("payoutCautionSet", loosen(None)).await, "SECOND_FACTOR_REQUIRED");
    assert_eq!(shop.owner.refused("payoutCautionSet", loosen(Some(wrong))).await, "CODE_INVALID");
    assert_eq!(shop.owner.refused("payoutRunResume", resume(None)).await, "SECOND_FACTOR_REQUIRED");
    assert_eq!(shop.owner.refused("payoutRunResume", resume(Some(wrong))).await, "CODE_INVALID");
    let fresh = device.fresh(&world).await;
    shop.owner.mutate("payoutCautionSet", loosen(Some(&fresh)), "caution { unusualPercent }").await;
    let fresh = device.fresh(&world).await;
    assert_eq!(shop.owner.refused("payoutRunResume", resume(Some(&fresh))).await, "WRONG_STATE");
}
