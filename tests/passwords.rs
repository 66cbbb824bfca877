//! Whether an address is somebody's, and other passwords.

use serde_json::{Value, json};

use crate::world::{Affiliate, Authenticator, Browser, Gql, Mailbox, PASSWORD, Trouble, World};

const SESSION: &str = "session { accessToken }";
const NEW: &str = "an entirely new password";

async fn sign_in(world: &World, email: &str, password: &str) -> Value {
    let input = json!({"email": email, "password": password});
    world.stranger().attempt("signIn", input, SESSION).await
}

async fn signed_in(world: &World, email: &str) -> Gql {
    let payload = sign_in(world, email, PASSWORD).await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

/// Somebody who has just signed up and has not opened their mail.
async fn sign_up(world: &World) -> Gql {
    let input = json!({"tenantName": "Shop", "currency": "GBP", "email": "olive@shop.test", "password": PASSWORD, "name": "Olive"});
    let payload = world.stranger().mutate("signUp", input, SESSION).await;
    world.stranger().with(payload["session"]["accessToken"].as_str().unwrap())
}

async fn ask_for_reset(caller: &Gql, email: &str) -> Value {
    caller.attempt("passwordResetRequest", json!({"email": email}), "requested").await
}

async fn is_signed_in(caller: &Gql) -> bool {
    let (status, _) = caller.raw("{ viewer { user { id } } }", json!({})).await;
    status == 200
}

async fn emails_verified(caller: &Gql) -> Value {
    caller.query("{ viewer { emailVerified } }", json!({})).await["viewer"]["emailVerified"].take()
}

#[tokio::test]
async fn an_address_is_verified_by_its_mail() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let olive = sign_up(&world).await;
    assert_eq!(emails_verified(&olive).await, false);
    assert_eq!(emails_verified(&world.stranger()).await, Value::Null);
    // What writes to strangers, and what lets money go, waits for it; what reads and makes does not.
    let invite =
        "mutation { memberInvite(input: {email: \"a@b.test\", role: ADMIN}) { userErrors { code } } }";
    let approve = "mutation { payoutRunApprove(input: {payoutRunId: \"run_00000000000000000000000001\", previewHash: \"x\", idempotencyKey: \"k\"}) { userErrors { code } } }";
    for waits in [invite, approve] {
        assert_eq!(olive.error(waits, json!({})).await, "EMAIL_UNVERIFIED");
    }
    let may = "{ viewer { permissions } }";
    let missing = |told: &Value| {
        let told = told["viewer"]["permissions"].as_array().unwrap().clone();
        let missing = |word: &&&str| !told.contains(&json!(word));
        let all: Vec<&str> = domain::permission::Permission::ALL.iter().map(|p| p.as_str()).collect();
        all.iter().filter(missing).map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(missing(&olive.query(may, json!({})).await), ["MEMBER_WRITE", "PAYOUT_APPROVE"]);
    olive.mutate("productCreate", json!({"externalId": "P", "title": "P"}), "product { id }").await;
    olive.mutate("apiKeyCreate", json!({"name": "server", "kind": "SECRET"}), "secret").await;

    let first = mailbox.token(&world, "olive@shop.test", "verify", 1).await;
    let letter = mailbox.about("Is this your address?").pop().unwrap();
    // A name that a stranger may have chosen is not read by whoever has the address.
    assert!(!letter.raw.contains("Olive") && letter.body().contains("Hello,"), "{}", letter.raw);
    // Three more may be asked for, of whatever session; every link that was mailed is good.
    let again = signed_in(&world, "olive@shop.test").await;
    for caller in [&olive, &again, &olive] {
        caller.mutate("emailVerificationSend", json!({}), "sent").await;
    }
    let send = "mutation { emailVerificationSend(input: {}) { userErrors { code } } }";
    assert_eq!(again.error(send, json!({})).await, "THROTTLED");
    assert_eq!(world.stranger().error(send, json!({})).await, "UNAUTHENTICATED");
    mailbox.token(&world, "olive@shop.test", "verify", 4).await;

    let stranger = world.stranger();
    let other = if first[27..].starts_with('A') { 'B' } else { 'A' };
    let made_up = format!("{}_{other}{}", &first[..26], &first[28..]);
    assert_eq!(olive.refused("emailVerify", json!({"token": made_up})).await, "LINK_INVALID");
    // Opened by somebody who has not made the account it makes good nobody's: a stranger may have taken the address.
    assert_eq!(stranger.refused("emailVerify", json!({"token": first})).await, "SIGN_IN_REQUIRED");
    let other = Affiliate::sign_up(&world, "Mia").await;
    assert_eq!(other.refused("emailVerify", json!({"token": first})).await, "OTHER_ACCOUNT");
    assert_eq!(emails_verified(&olive).await, false);
    // Nor is a second factor theirs, which would keep the address from its owner for good.
    let begin = "mutation { secondFactorBegin(input: {password: \"correct horse battery\"}) { secret } }";
    assert_eq!(olive.error(begin, json!({})).await, "EMAIL_UNVERIFIED");
    for _ in 0..2 {
        olive.mutate("emailVerify", json!({"token": first}), "verified").await;
    }
    assert_eq!(emails_verified(&olive).await, true);
    assert!(missing(&olive.query(may, json!({})).await).is_empty());
    assert!(olive.query(invite, json!({})).await["memberInvite"]["userErrors"] == json!([]));
    world.forget_throttling().await;
    assert_eq!(olive.refused("emailVerificationSend", json!({})).await, "VERIFIED_ALREADY");
    let log = "{ viewer { accountLog(first: 1) { action } } }";
    assert_eq!(olive.query(log, json!({})).await["viewer"]["accountLog"][0]["action"], "emailVerify");
    // In three days it is good no more.
    let joe = Affiliate::sign_up(&world, "Joe").await;
    world.break_with("UPDATE users SET email_verified_at = NULL WHERE email = 'joe@people.test'").await;
    joe.mutate("emailVerificationSend", json!({}), "sent").await;
    let ours = "cause = 'VERIFICATION' AND recipient = 'joe@people.test'";
    let days = world
        .sql(&format!(
            "SELECT expires_at - created_at = interval '3 days' AS three FROM account_mails WHERE {ours}"
        ))
        .await;
    assert!(days.iter().all(|row| row["three"] == true), "{days:?}");
    let sent = || async { mailbox.tokens("joe@people.test", "verify") };
    let token = world.until("a mail", sent, |tokens| !tokens.is_empty()).await.pop().unwrap();
    world.break_with(&format!("UPDATE account_mails SET expires_at = now() WHERE {ours}")).await;
    assert_eq!(joe.refused("emailVerify", json!({"token": token})).await, "LINK_INVALID");
    // Whoever has signed up with somebody else's address is not paid in their place.
    let onboard = "mutation { payoutAccountOnboard { onboardingUrl } }";
    assert_eq!(joe.error(onboard, json!({})).await, "EMAIL_UNVERIFIED");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_who_reads_the_mail() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let olive = sign_up(&world).await;
    let verification = mailbox.token(&world, "olive@shop.test", "verify", 1).await;
    world.verify("olive@shop.test").await;
    let (device, _) = Authenticator::enrol(&olive).await;
    let stranger = world.stranger();
    // The same answer whoever has the address, or nobody; and of an address that nobody has nothing is kept.
    let known = ask_for_reset(&stranger, " Olive@Shop.test").await;
    assert_eq!(known, json!({"requested": true, "userErrors": []}));
    for other in ["nobody@shop.test", "no address", ""] {
        assert_eq!(ask_for_reset(&stranger, other).await, known, "{other}");
    }
    let token = mailbox.token(&world, "olive@shop.test", "password-reset", 1).await;
    let kept = "SELECT recipient FROM account_mails WHERE user_id IS NULL";
    world.until("nobody's mail is gone", || world.sql(kept), |rows| rows.is_empty()).await;
    ask_for_reset(&stranger, "olive@shop.test").await;
    let second = mailbox.token(&world, "olive@shop.test", "password-reset", 2).await;

    let reset = |token: &str, password: &str| {
        let (stranger, input) = (stranger.clone(), json!({"token": token, "password": password}));
        async move { stranger.attempt("passwordReset", input, "reset").await }
    };
    let code = |payload: Value| payload["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!(code(reset(&token, "short").await), "PASSWORD_TOO_SHORT");
    assert_eq!(code(reset(&token, &"x".repeat(201)).await), "PASSWORD_TOO_LONG");
    // A link is for one thing alone: to say whose an address is replaces no password.
    assert_eq!(code(reset(&verification, NEW).await), "LINK_INVALID");
    assert_eq!(stranger.refused("emailVerify", json!({"token": token})).await, "LINK_INVALID");
    let join = json!({"token": token, "name": "Olive", "password": NEW});
    assert_eq!(stranger.refused("memberInvitationAccept", join).await, "LINK_INVALID");
    assert!(is_signed_in(&olive).await);
    // Two at once with one link: one counts.
    let (one, two) = tokio::join!(reset(&token, NEW), reset(&token, NEW));
    let mut codes = [code(one), code(two)];
    codes.sort();
    assert_eq!(codes, ["", "LINK_INVALID"]);
    // Everybody is out, whatever was mailed before is good no more, and the second factor stays.
    assert!(!is_signed_in(&olive).await);
    assert_eq!(code(reset(&second, "yet another password").await), "LINK_INVALID");
    assert_eq!(code(sign_in(&world, "olive@shop.test", PASSWORD).await), "INVALID_CREDENTIALS");
    assert_eq!(code(sign_in(&world, "olive@shop.test", NEW).await), "SECOND_FACTOR_REQUIRED");
    let input = json!({"email": "olive@shop.test", "password": NEW, "code": device.fresh(&world).await});
    let session = stranger.mutate("signIn", input, SESSION).await;
    let olive = stranger.with(session["session"]["accessToken"].as_str().unwrap());
    assert_eq!(emails_verified(&olive).await, true, "who reads the mail has the address");
    let told = || async { mailbox.about("Your password was changed") };
    let told = world.until("the news", told, |letters| !letters.is_empty()).await;
    assert!(told[0].to.contains("olive@shop.test") && told.len() == 1);
    let log = "{ viewer { accountLog(first: 20) { action entrance } } }";
    let log = olive.query(log, json!({})).await["viewer"]["accountLog"].take().to_string();
    for line in ["passwordReset\"", "passwordResetSent", "WORKER"] {
        assert!(log.contains(line), "{log}");
    }

    // One hour.
    ask_for_reset(&stranger, "olive@shop.test").await;
    let third = mailbox.token(&world, "olive@shop.test", "password-reset", 3).await;
    let hour = world.sql("SELECT expires_at - created_at = interval '1 hour' AS hour FROM account_mails WHERE cause = 'PASSWORD_RESET'").await;
    assert!(hour.iter().all(|row| row["hour"] == true), "{hour:?}");
    world
        .break_with(
            "UPDATE account_mails SET expires_at = now() WHERE cause = 'PASSWORD_RESET' AND used_at IS NULL",
        )
        .await;
    assert_eq!(code(reset(&third, "yet another password").await), "LINK_INVALID");
    assert!(is_signed_in(&olive).await);
}

#[tokio::test]
async fn strangers_who_ask_for_resets_keep_nobody_from_theirs() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    sign_up(&world).await;
    let mut own = Browser::at(&world.url, "192.0.2.1");
    let input = json!({"email": "olive@shop.test", "password": PASSWORD});
    assert_eq!(own.mutate("signIn", input, SESSION).await.code(), "");
    let ask = json!({"email": "olive@shop.test"});
    let mut codes = Vec::new();
    for _ in 0..4 {
        let mut stranger = Browser::at(&world.url, "198.51.100.7");
        codes.push(stranger.mutate("passwordResetRequest", ask.clone(), "requested").await.code());
    }
    assert_eq!(codes, ["", "", "", "THROTTLED"]);
    // An address that nobody has is counted the same.
    let mut nobody = Vec::new();
    for _ in 0..4 {
        let mut stranger = Browser::at(&world.url, "198.51.100.7");
        let ask = json!({"email": "nobody@shop.test"});
        nobody.push(stranger.mutate("passwordResetRequest", ask, "requested").await.code());
    }
    assert_eq!(nobody, codes);
    // The owner's own browser may still ask; and what strangers have asked for is in the owner's mailbox, and good.
    assert_eq!(own.mutate("passwordResetRequest", ask, "requested").await.code(), "");
    mailbox.token(&world, "olive@shop.test", "password-reset", 4).await;
    // A token begins with its mail's id, and those with their time.
    let first = mailbox.tokens("olive@shop.test", "password-reset").into_iter().min().unwrap();
    // Whoever guesses at links from the same address keeps nobody from a good one.
    let mut last = String::new();
    for n in 0..51 {
        let token = format!("{:0>26}_{}", n, "A".repeat(43));
        let guess = json!({"token": token, "password": NEW});
        last = Browser::at(&world.url, "").mutate("passwordReset", guess, "reset").await.code();
    }
    assert_eq!(last, "THROTTLED");
    // A browser that has replaced the password is known from then on: guesses at it keep it out no more.
    let mut new = Browser::at(&world.url, "198.51.100.9");
    let reset = json!({"token": first, "password": NEW});
    assert_eq!(new.mutate("passwordReset", reset, "reset").await.code(), "");
    let guess = |password: &str| json!({"email": "olive@shop.test", "password": password});
    for _ in 0..11 {
        last =
            Browser::at(&world.url, "").mutate("signIn", guess("wrong horse battery"), SESSION).await.code();
    }
    assert_eq!(last, "THROTTLED");
    assert_eq!(new.mutate("signIn", guess(NEW), SESSION).await.code(), "");
}

#[tokio::test]
async fn an_address_makes_some_accounts_and_a_person_some_tenants() {
    let world = World::without_worker().await;
    let brand = |n: usize, of: usize| {
        let email = format!("owner{of}@many.test");
        json!({"tenantName": format!("Brand {n}"), "currency": "GBP", "email": email, "password": PASSWORD, "name": "Olive"})
    };
    let sign_up = |input: Value| async {
        Browser::at(&world.url, "").mutate("signUp", input, "tenant { id }").await.code()
    };
    for n in 0..20 {
        assert_eq!(sign_up(brand(n, n)).await, "", "{n}");
    }
    assert_eq!(sign_up(brand(20, 20)).await, "THROTTLED");
    // Whoever has an account goes on, to ten more.
    for n in 0..10 {
        assert_eq!(sign_up(brand(n, 1)).await, "", "{n}");
    }
    assert_eq!(sign_up(brand(11, 1)).await, "THROTTLED");
    assert_eq!(sign_up(brand(0, 2)).await, "");
}

#[tokio::test]
async fn whoever_knows_their_password_changes_it() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let olive = sign_up(&world).await;
    let other = signed_in(&world, "olive@shop.test").await;
    ask_for_reset(&world.stranger(), "olive@shop.test").await;
    let link = mailbox.token(&world, "olive@shop.test", "password-reset", 1).await;
    let change = |current: &str, new: &str| json!({"currentPassword": current, "password": new});
    let wrong = olive.attempt("passwordChange", change("wrong horse battery", NEW), "changed").await;
    assert_eq!(wrong["userErrors"][0]["code"], "PASSWORD_WRONG");
    assert_eq!(wrong["userErrors"][0]["field"], json!(["input", "currentPassword"]));
    assert_eq!(olive.refused("passwordChange", change(PASSWORD, "short")).await, "PASSWORD_TOO_SHORT");
    let document =
        "mutation($input: PasswordChangeInput!) { passwordChange(input: $input) { userErrors { code } } }";
    let input = json!({"input": change(PASSWORD, NEW)});
    assert_eq!(world.stranger().error(document, input).await, "UNAUTHENTICATED");
    assert!(is_signed_in(&other).await);

    olive.mutate("passwordChange", change(PASSWORD, NEW), "changed").await;
    assert!(is_signed_in(&olive).await && !is_signed_in(&other).await);
    let old = sign_in(&world, "olive@shop.test", PASSWORD).await;
    assert_eq!(old["userErrors"][0]["code"], "INVALID_CREDENTIALS");
    assert!(!sign_in(&world, "olive@shop.test", NEW).await["session"].is_null());
    let reset = json!({"token": link, "password": PASSWORD});
    assert_eq!(world.stranger().refused("passwordReset", reset).await, "LINK_INVALID");
    let told = || async { mailbox.about("Your password was changed") };
    world.until("the news", told, |letters| letters.len() == 1).await;
    // An open session does not guess for ever.
    let mut code = String::new();
    for _ in 0..11 {
        let input = json!({"input": change("wrong horse battery", NEW)});
        let (_, body) = olive.raw(document, input).await;
        code = body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!(code, "THROTTLED");
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_its_password() {
    let world = World::without_worker().await;
    sign_up(&world).await;
    // Somebody replaces the password while a sign-in has found it right and has not begun its session.
    let replace = world.break_with(
        "BEGIN; SELECT 1 FROM users WHERE email = 'olive@shop.test' FOR UPDATE; SELECT pg_sleep(2); \
         UPDATE users SET password_hash = 'another' WHERE email = 'olive@shop.test'; COMMIT",
    );
    let late = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        sign_in(&world, "olive@shop.test", PASSWORD).await
    };
    let again = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let input = json!({"email": "olive@shop.test", "password": PASSWORD, "name": "O", "country": "GB"});
        world.stranger().attempt("affiliateSignUp", input, SESSION).await
    };
    let (_, late, again) = tokio::join!(replace, late, again);
    assert_eq!(late["userErrors"][0]["code"], "INVALID_CREDENTIALS", "{late}");
    assert_eq!(again["userErrors"][0]["code"], "EMAIL_TAKEN", "{again}");
    assert_eq!(world.sql("SELECT id FROM sessions").await.len(), 1);
}

#[tokio::test]
async fn a_mail_that_went_out_twice_has_two_links_and_both_are_good() {
    let mailbox = Mailbox::start().await;
    let mut world = World::with_mailbox(&mailbox).await;
    sign_up(&world).await;
    mailbox.token(&world, "olive@shop.test", "verify", 1).await;
    // Its server takes the mail and does not say so.
    mailbox.trouble(Trouble::HungUp);
    ask_for_reset(&world.stranger(), "olive@shop.test").await;
    mailbox.token(&world, "olive@shop.test", "password-reset", 1).await;
    let reason = || world.sql("SELECT reason FROM account_mails WHERE cause = 'PASSWORD_RESET'");
    world.until("the reason", reason, |rows| !rows[0]["reason"].is_null()).await;
    world.break_with("UPDATE account_mails SET next_try_at = now() WHERE state = 'QUEUED'").await;
    mailbox.token(&world, "olive@shop.test", "password-reset", 2).await;
    world.stop_worker().await;
    let letters = mailbox.about("Choose a new password");
    assert_eq!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
    let tokens = mailbox.tokens("olive@shop.test", "password-reset");
    assert_ne!(tokens[0], tokens[1]);
    world.stranger().mutate("passwordReset", json!({"token": tokens[0], "password": NEW}), "reset").await;
    // Two tokens of one link: used is used.
    let again = json!({"token": tokens[1], "password": PASSWORD});
    assert_eq!(world.stranger().refused("passwordReset", again).await, "LINK_INVALID");
    assert_eq!(world.sql("SELECT action FROM account_log WHERE action = 'passwordResetSent'").await.len(), 1);
}
