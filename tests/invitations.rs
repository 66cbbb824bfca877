//! Asking somebody to join a team: by a mail that alone has the link.

use serde_json::{Value, json};

use crate::world::{Affiliate, BROWSER, Brand, Browser, Gql, Mailbox, PASSWORD, World};

const OPEN: &str = "{ memberInvitations { id email role state invitedByName mail } }";
const PREVIEW: &str =
    "query($t: String!) { memberInvitation(token: $t) { tenantName role email hasAccount } }";
const JOINED: &str = "session { accessToken refreshToken } tenant { id }";

async fn invite(by: &Gql, email: &str, role: &str) -> Value {
    let input = json!({"email": email, "role": role});
    by.mutate("memberInvite", input, "memberInvitation { id }").await["memberInvitation"]["id"].take()
}

async fn refused(by: &Gql, email: &str, role: &str) -> String {
    by.refused("memberInvite", json!({"email": email, "role": role})).await
}

async fn revoke(by: &Gql, id: &Value) -> Value {
    let selection = "memberInvitation { state }";
    by.mutate("memberInvitationRevoke", json!({"memberInvitationId": id}), selection).await["memberInvitation"]["state"]
        .take()
}

async fn open(shop: &Brand) -> Vec<Value> {
    let mut data = shop.owner.query(OPEN, json!({})).await;
    serde_json::from_value(data["memberInvitations"].take()).unwrap()
}

async fn preview(world: &World, token: &str) -> Value {
    world.stranger().query(PREVIEW, json!({"t": token})).await["memberInvitation"].take()
}

fn new(token: &str, name: &str) -> Value {
    json!({"token": token, "name": name, "password": PASSWORD, "termsOfUseVersion": 1})
}

/// The code of an error of a whole field.
async fn error_of(by: &Gql, email: &str, role: &str) -> String {
    let document =
        "mutation($input: MemberInviteInput!) { memberInvite(input: $input) { userErrors { code } } }";
    by.error(document, json!({"input": {"email": email, "role": role}})).await
}

#[tokio::test]
async fn somebody_new_joins_by_a_link_that_is_in_their_mail_alone() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    assert_eq!(refused(&shop.owner, "no address", "EDITOR").await, "EMAIL_INVALID");
    let id = invite(&shop.owner, " Ann@New.test ", "EDITOR").await;
    let token = mailbox.token(&world, "ann@new.test", "invitation", 1).await;
    let listed = || open(&shop);
    let listed = world.until("the mail", listed, |rows| rows[0]["mail"] == "SENT").await;
    let expected = json!({"id": id, "email": "ann@new.test", "role": "EDITOR", "state": "OPEN", "invitedByName": "Olive", "mail": "SENT"});
    assert_eq!(listed, [expected]);
    let letter = mailbox.about("Join Shop").pop().unwrap();
    assert!(letter.body().contains("Olive asks you to join Shop"), "{}", letter.body());
    assert!(letter.body().contains(&format!("{}/invitation/{token}", world.url)));
    // Nothing that opens it stands anywhere of ours.
    for table in ["account_mails", "member_invitations", "mails", "audit_log", "account_log"] {
        let rows = world.sql(&format!("SELECT t::text AS text FROM {table} t")).await;
        let text: String = rows.iter().map(Value::to_string).collect();
        let hex: String = token.bytes().map(|b| format!("{b:02x}")).collect();
        assert!(!text.contains(&token[27..]) && !text.contains(&hex), "{table}");
    }

    let shown = json!({"tenantName": "Shop", "role": "EDITOR", "email": "ann@new.test", "hasAccount": false});
    assert_eq!(preview(&world, &token).await, shown);
    let stranger = world.stranger();
    let last = if token.ends_with('A') { 'E' } else { 'A' };
    let made_up = format!("{}{last}", &token[..token.len() - 1]);
    let with = |field: &str, value: Value| {
        let mut input = new(&token, "Ann");
        input[field] = value;
        input
    };
    for (field, value, code) in [
        ("password", json!("short"), "PASSWORD_TOO_SHORT"),
        ("password", Value::Null, "PASSWORD_TOO_SHORT"),
        ("name", json!(" "), "NAME_INVALID"),
        ("termsOfUseVersion", json!(9), "TERMS_OUTDATED"),
        ("token", json!(made_up), "LINK_INVALID"),
        ("token", json!("x"), "LINK_INVALID"),
    ] {
        assert_eq!(stranger.refused("memberInvitationAccept", with(field, value)).await, code, "{field}");
    }
    assert!(world.sql("SELECT id FROM users WHERE email = 'ann@new.test'").await.is_empty());

    let joined = stranger.mutate("memberInvitationAccept", new(&token, "Ann"), JOINED).await;
    assert_eq!(joined["tenant"]["id"], shop.tenant.as_str());
    let ann = stranger.with(joined["session"]["accessToken"].as_str().unwrap());
    let me = "{ viewer { role emailVerified user { email } termsOfUse { due { version } } } }";
    let me = ann.query(me, json!({})).await["viewer"].take();
    let expected = json!({"role": "EDITOR", "emailVerified": true, "user": {"email": "ann@new.test"}, "termsOfUse": {"due": null}});
    assert_eq!(me, expected);
    // Once: neither again, nor seen again, nor open.
    assert_eq!(stranger.refused("memberInvitationAccept", new(&token, "Eve")).await, "LINK_INVALID");
    assert_eq!(preview(&world, &token).await, Value::Null);
    assert!(open(&shop).await.is_empty());
    assert_eq!(refused(&shop.owner, "ann@new.test", "ADMIN").await, "MEMBER_ALREADY");
    let late = shop.owner.refused("memberInvitationRevoke", json!({"memberInvitationId": id})).await;
    assert_eq!(late, "INVITATION_ACCEPTED");
    let node = "query($id: ID!) { node(id: $id) { ... on MemberInvitation { state email } } }";
    let node = shop.owner.query(node, json!({"id": id})).await["node"].take();
    assert_eq!(node, json!({"state": "ACCEPTED", "email": "ann@new.test"}));
    // Who did what is known by name.
    let log = "{ auditLog(first: 2) { nodes { action actor { kind name } } } }";
    let log = shop.owner.query(log, json!({})).await["auditLog"]["nodes"].take();
    let line =
        |action: &str, name: &str| json!({"action": action, "actor": {"kind": "MEMBER", "name": name}});
    assert_eq!(log, json!([line("memberInvitationAccept", "Ann"), line("memberInvite", "Olive")]));
}

#[tokio::test]
async fn who_has_an_account_joins_signed_in_with_that_address() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    let joe = Affiliate::sign_up(&world, "Joe").await;
    invite(&shop.owner, "joe@people.test", "FINANCE").await;
    let token = mailbox.token(&world, "joe@people.test", "invitation", 1).await;
    assert_eq!(preview(&world, &token).await["hasAccount"], true);
    let accept = json!({"token": token});
    // The link alone makes nobody Joe, and nobody else either.
    assert_eq!(
        world.stranger().refused("memberInvitationAccept", new(&token, "Joe")).await,
        "SIGN_IN_REQUIRED"
    );
    let other = Affiliate::sign_up(&world, "Other").await;
    assert_eq!(other.refused("memberInvitationAccept", accept.clone()).await, "OTHER_ACCOUNT");
    assert_eq!(shop.owner.refused("memberInvitationAccept", accept.clone()).await, "OTHER_ACCOUNT");
    world.break_with("UPDATE users SET email_verified_at = NULL WHERE email = 'joe@people.test'").await;
    assert_eq!(joe.refused("memberInvitationAccept", accept.clone()).await, "EMAIL_UNVERIFIED");
    world.verify("joe@people.test").await;
    let joined = joe.mutate("memberInvitationAccept", accept.clone(), JOINED).await;
    assert_eq!(joined["session"]["refreshToken"], Value::Null);
    let inside = joe.with(joined["session"]["accessToken"].as_str().unwrap());
    let me = "{ viewer { role tenants { id } affiliate { id } sessions { id } } }";
    let me = inside.query(me, json!({})).await["viewer"].take();
    assert_eq!((&me["role"], &me["tenants"]), (&json!("FINANCE"), &json!([{"id": shop.tenant}])));
    assert!(!me["affiliate"].is_null() && me["sessions"].as_array().unwrap().len() == 1, "{me}");
    assert_eq!(inside.refused("memberInvitationAccept", accept).await, "LINK_INVALID");
}

#[tokio::test]
async fn a_browser_that_joins_gets_its_cookie() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    invite(&shop.owner, "ann@new.test", "ANALYST").await;
    let token = mailbox.token(&world, "ann@new.test", "invitation", 1).await;
    let mut browser = Browser::at(&world.url, "192.0.2.1");
    let joined = browser.mutate("memberInvitationAccept", new(&token, "Ann"), JOINED).await;
    assert_eq!(joined.code(), "");
    assert_eq!(joined.body["data"]["memberInvitationAccept"]["session"]["refreshToken"], Value::Null);
    assert!(!joined.set_cookies.is_empty());
    let again = browser.mutate("tokenRefresh", json!({}), "session { accessToken }").await;
    assert_eq!(again.code(), "", "{}", again.body);
    assert!(BROWSER.contains("Chrome"));
    let device = world.sql("SELECT device FROM sessions ORDER BY id DESC LIMIT 1").await;
    assert_eq!(device[0]["device"], "Chrome on Linux");
}

#[tokio::test]
async fn nobody_gives_a_role_they_may_not_give() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let (ann, ben) =
        (shop.colleague(&world, "Ann", "ADMIN").await, shop.colleague(&world, "Ben", "EDITOR").await);
    assert_eq!(error_of(&ben, "x@new.test", "ANALYST").await, "FORBIDDEN");
    assert_eq!(error_of(&shop.key("SECRET").await, "x@new.test", "ANALYST").await, "FORBIDDEN");
    assert_eq!(refused(&ann, "x@new.test", "OWNER").await, "OWNER_ONLY");
    // Three sit on three seats already: one leaves.
    ben.mutate("memberLeave", json!({}), "tenantId").await;
    let id = invite(&shop.owner, "x@new.test", "OWNER").await;
    let call_off = json!({"memberInvitationId": id});
    assert_eq!(ann.refused("memberInvitationRevoke", call_off.clone()).await, "OWNER_ONLY");
    assert_eq!(other.owner.refused("memberInvitationRevoke", call_off).await, "NOT_FOUND");
    assert!(other.owner.query(OPEN, json!({})).await["memberInvitations"].as_array().unwrap().is_empty());
    assert_eq!(revoke(&shop.owner, &id).await, "REVOKED");
    let id = invite(&ann, "x@new.test", "ADMIN").await;
    assert_eq!(revoke(&ann, &id).await, "REVOKED");
    // Whose address is not known to be theirs writes to nobody in the brand's name.
    world.break_with("UPDATE users SET email_verified_at = NULL WHERE email = 'ann@people.test'").await;
    let input = json!({"email": "ann@people.test", "password": PASSWORD});
    let session = world.stranger().mutate("signIn", input, "session { accessToken }").await;
    let ann = world.stranger().with(session["session"]["accessToken"].as_str().unwrap());
    assert_eq!(error_of(&ann, "y@new.test", "ADMIN").await, "EMAIL_UNVERIFIED");
}

#[tokio::test]
async fn an_invitation_that_is_over_opens_nothing() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    let stranger = world.stranger();
    let first = invite(&shop.owner, "ann@new.test", "EDITOR").await;
    assert_eq!(refused(&shop.owner, "Ann@new.test", "ADMIN").await, "INVITED_ALREADY");
    let token = mailbox.token(&world, "ann@new.test", "invitation", 1).await;
    // It is a link to join, and to nothing else.
    assert_eq!(stranger.refused("emailVerify", json!({"token": token})).await, "LINK_INVALID");
    let reset = json!({"token": token, "password": PASSWORD});
    assert_eq!(stranger.refused("passwordReset", reset).await, "LINK_INVALID");
    assert_eq!(revoke(&shop.owner, &first).await, "REVOKED");
    assert_eq!(revoke(&shop.owner, &first).await, "REVOKED");
    assert_eq!(stranger.refused("memberInvitationAccept", new(&token, "Ann")).await, "LINK_INVALID");
    assert_eq!(preview(&world, &token).await, Value::Null);

    // Another, which nobody accepts in time.
    let second = invite(&shop.owner, "ann@new.test", "EDITOR").await;
    let token = mailbox.token(&world, "ann@new.test", "invitation", 2).await;
    assert_eq!(preview(&world, &token).await["role"], "EDITOR");
    let week =
        world.sql("SELECT expires_at - created_at = interval '7 days' AS week FROM member_invitations").await;
    assert!(week.iter().all(|row| row["week"] == true), "{week:?}");
    world
        .break_with(
            "UPDATE member_invitations SET created_at = created_at - interval '7 days', expires_at = now() WHERE state = 'OPEN'",
        )
        .await;
    assert_eq!(preview(&world, &token).await, Value::Null);
    assert_eq!(stranger.refused("memberInvitationAccept", new(&token, "Ann")).await, "LINK_INVALID");
    assert!(open(&shop).await.is_empty());
    let node = "query($id: ID!) { node(id: $id) { ... on MemberInvitation { state } } }";
    assert_eq!(shop.owner.query(node, json!({"id": second})).await["node"]["state"], "EXPIRED");
    // And a third, in its place; whose mail is not sent any more once it was called off.
    let mut world = world;
    world.stop_worker().await;
    let third = invite(&shop.owner, "ann@new.test", "EDITOR").await;
    assert_eq!(revoke(&shop.owner, &third).await, "REVOKED");
    world.start_worker().await;
    let states = || world.sql("SELECT state FROM account_mails WHERE invitation_id IS NOT NULL ORDER BY id");
    let states =
        world.until("the mails", states, |rows| rows.iter().all(|row| row["state"] != "QUEUED")).await;
    assert_eq!(states[2]["state"], "NOT_WANTED", "{states:?}");
    assert_eq!(mailbox.tokens("ann@new.test", "invitation").len(), 2);
}

#[tokio::test]
async fn open_invitations_take_seats_and_one_link_lets_one_in() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    // Four at once for the two seats that FREE has left.
    let ask = |n: usize| {
        let owner = shop.owner.clone();
        let input = json!({"email": format!("m{n}@new.test"), "role": "EDITOR"});
        async move { owner.attempt("memberInvite", input, "memberInvitation { id email }").await }
    };
    let asked = futures::future::join_all((0..4).map(ask)).await;
    let codes: Vec<&str> =
        asked.iter().filter_map(|payload| payload["userErrors"][0]["code"].as_str()).collect();
    assert_eq!(codes, ["NO_SEAT_LEFT", "NO_SEAT_LEFT"]);
    let open: Vec<&Value> = asked.iter().map(|p| &p["memberInvitation"]).filter(|i| !i.is_null()).collect();
    let (first, second) = (open[0]["email"].as_str().unwrap(), open[1]["email"].as_str().unwrap());
    let token = mailbox.token(&world, first, "invitation", 1).await;
    let accept = |name: &str, token: &str| {
        let (stranger, input) = (world.stranger(), new(token, name));
        async move { stranger.attempt("memberInvitationAccept", input, JOINED).await }
    };
    // A double click.
    let (one, two) = tokio::join!(accept("A", &token), accept("B", &token));
    let joined = [&one, &two].iter().filter(|payload| payload["userErrors"] == json!([])).count();
    assert_eq!(joined, 1, "{one} {two}");
    // Somebody has taken the seat meanwhile, by a smaller plan or otherwise.
    shop.colleague(&world, "Cid", "ANALYST").await;
    let token = mailbox.token(&world, second, "invitation", 1).await;
    let late = accept("C", &token).await;
    assert_eq!(late["userErrors"][0]["code"], "NO_SEAT_LEFT", "{late}");
    let users = world.sql(&format!("SELECT id FROM users WHERE email = '{second}'")).await;
    assert!(users.is_empty(), "nothing of it stands");
    // When there is a seat again, the same link is good.
    world.break_with("DELETE FROM memberships WHERE email = 'cid@people.test'").await;
    assert_eq!(accept("C", &token).await["userErrors"], json!([]));
}

#[tokio::test]
async fn a_brand_does_not_write_to_strangers_without_end_and_links_are_not_guessed() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for n in 0..20 {
        let email = format!("m{n}@new.test");
        let id = invite(&shop.owner, &email, "EDITOR").await;
        // What is refused is no mail.
        if n < 19 {
            assert_eq!(refused(&shop.owner, &email, "EDITOR").await, "INVITED_ALREADY");
        }
        revoke(&shop.owner, &id).await;
    }
    assert_eq!(error_of(&shop.owner, "m20@new.test", "EDITOR").await, "THROTTLED");
    let mut code = String::new();
    for n in 0..51_u8 {
        let id: domain::ids::AccountMailId = store::new_id();
        let token = domain::account_mail::token(id, &[n; 32]);
        let document = "mutation($t: String!) { emailVerify(input: {token: $t}) { userErrors { code } } }";
        let (_, body) = world.stranger().raw(document, json!({"t": token})).await;
        let user = body["data"]["emailVerify"]["userErrors"][0]["code"].as_str();
        code = user.or(body["errors"][0]["extensions"]["code"].as_str()).unwrap_or_default().to_owned();
        assert!(n == 50 || code == "LINK_INVALID", "{n}: {code}");
    }
    assert_eq!(code, "THROTTLED");
}

#[tokio::test]
async fn who_may_ask_nobody_in_any_more_brings_nobody_in() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let shop = world.brand("Shop").await;
    let ben = shop.colleague(&world, "Ben", "OWNER").await;
    invite(&ben, "rogue@new.test", "OWNER").await;
    let token = mailbox.token(&world, "rogue@new.test", "invitation", 1).await;
    let stranger = world.stranger();
    let refused = || stranger.refused("memberInvitationAccept", new(&token, "Rogue"));
    let ben = ben.query("{ viewer { user { id } } }", json!({})).await["viewer"]["user"]["id"].take();
    // An admin asks in no owner; and who is gone, nobody.
    let admin = json!({"userId": ben, "role": "ADMIN"});
    shop.owner.mutate("memberRoleSet", admin, "member { role }").await;
    assert_eq!(refused().await, "LINK_INVALID");
    shop.owner.mutate("memberRemove", json!({"userId": ben}), "userId").await;
    assert_eq!(refused().await, "LINK_INVALID");
    assert!(world.sql("SELECT id FROM users WHERE email = 'rogue@new.test'").await.is_empty());
}

#[tokio::test]
async fn one_person_writes_to_few_strangers_in_whatever_tenant() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let tenant = |n: usize| json!({"tenantName": format!("Brand {n}"), "currency": "GBP", "email": "owner@shop.test", "password": PASSWORD, "name": "O"});
    // Three seats each: the owner's, and two to ask for.
    for n in 0..10 {
        let made = world.stranger().mutate("signUp", tenant(n), "session { accessToken }").await;
        let by = shop.owner.with(made["session"]["accessToken"].as_str().unwrap());
        for m in 0..2 {
            invite(&by, &format!("s{n}-{m}@new.test"), "ANALYST").await;
        }
    }
    assert_eq!(error_of(&shop.owner, "one-more@new.test", "ANALYST").await, "THROTTLED");
    // Another person's tenant is not meant.
    invite(&world.brand("Other").await.owner, "one-more@new.test", "ANALYST").await;
}
