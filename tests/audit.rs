//! The audit log: every mutation there is leaves its line, with who, from where, and what stood before.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::isolation::Schema;
use crate::world::brand::{everywhere, id, said};
use crate::world::{Affiliate, Authenticator, Brand, Gql, Mailbox, PASSWORD, World};

/// Mutations that change nothing anybody would ask about, each with its reason.
const UNHEARD: &[(&str, &str)] = &[
    ("tokenRefresh", "the session's row says when it was last used"),
    ("payoutAccountRefresh", "it asks Stripe how an account stands; nothing of ours is said"),
    (
        "passwordResetRequest",
        "it takes as long whoever asks; the worker says in the person's log that a link went out",
    ),
    ("momentReport", "a report is a row of its own; the log hears of the one that flags the moment"),
    ("momentVote", "a vote is a row of its own, of a reader whom nobody knows"),
];
/// Actions that are named otherwise than their mutation.
const OTHERWISE: &[(&str, &str)] = &[
    ("subscriptionCancel", "subscriptionChange"),
    ("moderationClaimNext", "momentClaim"),
    ("momentsDecide", "momentApprove"),
];

/// Who goes through every mutation and looks at what it leaves behind.
struct Walk<'a> {
    world: &'a World,
    done: BTreeSet<String>,
}

impl Walk<'_> {
    async fn newest(&self, log: &str) -> String {
        let rows = self.world.sql(&format!("SELECT id FROM {log} ORDER BY id DESC LIMIT 1")).await;
        rows.first()
            .map_or("00000000-0000-0000-0000-000000000000", |row| row["id"].as_str().unwrap())
            .to_owned()
    }

    /// The mutation's line in the tenant's log.
    async fn heard(&mut self, caller: &Gql, mutation: &str, input: Value, selection: &str) -> (Value, Value) {
        let before = self.newest("audit_log").await;
        let payload = caller.mutate(mutation, input, selection).await;
        let action =
            OTHERWISE.iter().find(|(name, _)| *name == mutation).map_or(mutation, |(_, action)| *action);
        let lines = self
            .world
            .sql(&format!("SELECT actor, subject, before, detail, entrance, agent, request FROM audit_log WHERE id > '{before}' AND action = '{action}' AND actor NOT LIKE 'job:%'"))
            .await;
        assert_eq!(lines.len(), 1, "{mutation}: {lines:#?}");
        let line = lines[0].clone();
        assert_eq!((&line["entrance"], &line["agent"]), (&json!("GRAPHQL"), &json!("unknown")), "{mutation}");
        for field in ["actor", "subject", "request"] {
            assert!(!line[field].as_str().unwrap().is_empty(), "{mutation}: no {field}: {line}");
        }
        self.done.insert(mutation.to_owned());
        (payload, line)
    }

    /// A mutation that makes something.
    async fn make(&mut self, caller: &Gql, mutation: &str, input: Value, selection: &str) -> Value {
        let (payload, line) = self.heard(caller, mutation, input, selection).await;
        assert!(line["before"].is_null() && !line["detail"].is_null(), "{mutation}: {line}");
        payload
    }

    /// A mutation that changes something: what stood, and what stands.
    async fn change(&mut self, caller: &Gql, mutation: &str, input: Value, selection: &str) -> Value {
        let (payload, line) = self.heard(caller, mutation, input, selection).await;
        assert!(!line["before"].is_null() && line["before"] != line["detail"], "{mutation}: {line}");
        payload
    }

    /// A mutation of somebody's own account, whose line stands in their own log.
    async fn own(&mut self, caller: &Gql, mutation: &str, input: Value, selection: &str) -> Value {
        let before = self.newest("account_log").await;
        let payload = caller.mutate(mutation, input, selection).await;
        let lines = self
            .world
            .sql(&format!("SELECT entrance, agent, request, detail FROM account_log WHERE id > '{before}' AND action = '{mutation}'"))
            .await;
        assert_eq!(lines.len(), 1, "{mutation}: {lines:#?}");
        let line = &lines[0];
        assert_eq!((&line["entrance"], &line["agent"]), (&json!("GRAPHQL"), &json!("unknown")), "{mutation}");
        assert!(!line["request"].as_str().unwrap().is_empty(), "{mutation}: {line}");
        self.done.insert(mutation.to_owned());
        payload
    }
}

#[tokio::test]
async fn every_mutation_leaves_its_line() {
    let mailbox = Mailbox::start().await;
    let world = World::with_mailbox(&mailbox).await;
    let mut walk = Walk { world: &world, done: BTreeSet::new() };
    let shop = people(&mut walk, &mailbox).await;
    let program = programme(&mut walk, &shop).await;
    let joe = affiliates(&mut walk, &shop, &program).await;
    moments(&mut walk, &shop, &joe).await;
    wallet(&mut walk, &shop).await;
    sales(&mut walk, &shop, &joe).await;
    payouts(&mut walk, &shop, &joe, &program).await;
    plan(&mut walk, &shop).await;
    team(&mut walk, &shop).await;

    let mut known = walk.done;
    known.extend(UNHEARD.iter().map(|(name, _)| (*name).to_owned()));
    let schema = Schema::read(&shop.owner).await;
    let all = schema.fields("Mutation");
    let missing: Vec<&str> = all
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .filter(|name| !known.contains(*name))
        .collect();
    assert!(missing.is_empty(), "walk through these as well, or say why nobody hears of them: {missing:?}");
    assert_eq!(known.len(), all.len(), "{known:?}");
    // Nothing that is secret or that a person has written about themselves is in it.
    let rows = world
        .sql("SELECT t::text AS text FROM audit_log t UNION ALL SELECT t::text FROM account_log t")
        .await;
    assert!(rows.len() > 80);
    for row in rows {
        let text = row["text"].as_str().unwrap();
        for hidden in [PASSWORD, "trb_sk_", "whsec_", "inv_", "It fits", "127.0.0.1"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
    }
}

async fn people(walk: &mut Walk<'_>, mailbox: &Mailbox) -> Brand {
    let world = walk.world;
    let stranger = world.stranger();
    let sign_up = json!({"tenantName": "Shop", "currency": "GBP", "email": "owner@shop.test", "password": PASSWORD, "name": "Olive"});
    let signed_up = walk.make(&stranger, "signUp", sign_up, "session { accessToken } tenant { id }").await;
    let owner = stranger.with(signed_up["session"]["accessToken"].as_str().unwrap());
    let shop = Brand { owner: owner.clone(), tenant: id(&signed_up["tenant"]) };
    walk.change(&owner, "tenantUpdate", json!({"name": "Shop & Co"}), "tenant { name }").await;
    walk.own(&owner, "emailVerificationSend", json!({}), "sent").await;
    let token = mailbox.token(world, "owner@shop.test", "verify", 2).await;
    walk.own(&owner, "emailVerify", json!({"token": token}), "verified").await;
    let owner = passwords(walk, mailbox, &owner).await;
    let shop = Brand { owner: owner.clone(), ..shop };
    invitations(walk, mailbox, &owner).await;

    let sign_in = json!({"email": "owner@shop.test", "password": PASSWORD});
    let mut sessions = Vec::new();
    for _ in 0..3 {
        let session = walk.own(&stranger, "signIn", sign_in.clone(), "session { accessToken }").await;
        sessions.push(stranger.with(session["session"]["accessToken"].as_str().unwrap()));
    }
    walk.own(&sessions[0], "signOut", json!({}), "signedOut").await;
    let listed = sessions[1].query("{ viewer { sessions { id current } } }", json!({})).await;
    let current =
        listed["viewer"]["sessions"].as_array().unwrap().iter().find(|s| s["current"] == true).unwrap();
    walk.own(&owner, "sessionRevoke", json!({"sessionId": current["id"]}), "userSession { id }").await;
    walk.own(&owner, "sessionRevokeOthers", json!({}), "revoked").await;
    walk.own(&owner, "termsOfUseAccept", json!({"version": 1}), "accepted { version }").await;
    let begun = walk.own(&owner, "secondFactorBegin", json!({"password": PASSWORD}), "secret").await;
    let device = Authenticator::of(begun["secret"].as_str().unwrap());
    walk.own(&owner, "secondFactorConfirm", json!({"code": device.code(0)}), "recoveryCodes").await;
    let code = device.fresh(world).await;
    walk.own(&owner, "recoveryCodesMake", json!({"code": code}), "recoveryCodes").await;
    let remove = json!({"password": PASSWORD, "code": device.fresh(world).await});
    walk.own(&owner, "secondFactorRemove", remove, "removed").await;

    let key = json!({"name": "server", "kind": "SECRET"});
    let key = walk.make(&owner, "apiKeyCreate", key, "apiKey { id }").await["apiKey"].take();
    walk.change(&owner, "apiKeyRotate", json!({"apiKeyId": key["id"]}), "secret").await;
    walk.change(&owner, "apiKeyRevoke", json!({"apiKeyId": key["id"]}), "apiKey { id }").await;
    shop
}

/// Through another password and back. Returns the owner in a session that stands.
async fn passwords(walk: &mut Walk<'_>, mailbox: &Mailbox, owner: &Gql) -> Gql {
    let (world, stranger) = (walk.world, walk.world.stranger());
    let change = json!({"currentPassword": PASSWORD, "password": "another horse battery"});
    walk.own(owner, "passwordChange", change, "changed").await;
    stranger.mutate("passwordResetRequest", json!({"email": "owner@shop.test"}), "requested").await;
    let token = mailbox.token(world, "owner@shop.test", "password-reset", 1).await;
    let reset = json!({"token": token, "password": PASSWORD});
    walk.own(&stranger, "passwordReset", reset, "reset").await;
    let sign_in = json!({"email": "owner@shop.test", "password": PASSWORD});
    let session = stranger.mutate("signIn", sign_in, "session { accessToken }").await;
    stranger.with(session["session"]["accessToken"].as_str().unwrap())
}

async fn invitations(walk: &mut Walk<'_>, mailbox: &Mailbox, owner: &Gql) {
    let (world, stranger) = (walk.world, walk.world.stranger());
    let invite = |email: &str| json!({"email": email, "role": "EDITOR"});
    let selection = "memberInvitation { id }";
    let made = walk.make(owner, "memberInvite", invite("ida@new.test"), selection).await;
    let revoke = json!({"memberInvitationId": made["memberInvitation"]["id"]});
    walk.change(owner, "memberInvitationRevoke", revoke, selection).await;
    walk.make(owner, "memberInvite", invite("ina@new.test"), selection).await;
    let token = mailbox.token(world, "ina@new.test", "invitation", 1).await;
    let accept = json!({"token": token, "name": "Ina", "password": PASSWORD});
    let selection = "session { accessToken }";
    let joined = walk.change(&stranger, "memberInvitationAccept", accept, selection).await;
    // Her seat is wanted for others.
    let ina = stranger.with(joined["session"]["accessToken"].as_str().unwrap());
    ina.mutate("memberLeave", json!({}), "tenantId").await;
}

async fn programme(walk: &mut Walk<'_>, shop: &Brand) -> String {
    let owner = &shop.owner;
    walk.make(owner, "productCreate", json!({"externalId": "MUG", "title": "Mug"}), "product { id }").await;
    let made = walk.make(owner, "feedCreate", json!({"handle": "home", "name": "Home"}), "feed { id }").await;
    let newest = json!({"feedId": made["feed"]["id"], "version": 1, "order": "NEWEST"});
    walk.change(owner, "feedUpdate", newest, "feed { version }").await;
    walk.make(owner, "policyCreate", json!({"model": "LINEAR"}), "policy { version }").await;
    let weights = json!({"model": "MARKOV", "weights": [{"channel": "AFFILIATE/CLICK", "weight": 10_000}]});
    walk.make(owner, "weightSetPublish", weights, "weightSet { id }").await;
    let stricter = json!({"holdAt": 60});
    walk.change(owner, "fraudThresholdsUpdate", stricter, "fraudThresholds { holdAt }").await;
    let create = json!({"name": "Friends", "currency": "GBP", "holdDays": 30});
    let program = id(&walk.make(owner, "programCreate", create, "program { id }").await["program"]);
    let rule = json!({"name": "all", "reward": {"percentBps": 1_000}});
    let terms = json!({"programId": program, "effectiveFrom": "2010-01-01T00:00:00Z", "rules": [rule]});
    walk.make(owner, "termsCreate", terms.clone(), "terms { version }").await;
    let mut later = terms;
    later["effectiveFrom"] = json!("2099-01-01T00:00:00Z");
    let later = id(&owner.mutate("termsCreate", later, "terms { id }").await["terms"]);
    walk.change(owner, "termsWithdraw", json!({"termsId": later}), "terms { version }").await;
    let update = json!({"programId": program, "payoutOnDemand": true});
    walk.change(owner, "programUpdate", update, "program { id }").await;
    let budget = json!({"programId": program, "name": "Spring", "amountMinor": 1_000_000});
    let budget = id(&walk.make(owner, "budgetCreate", budget, "budget { id }").await["budget"]);
    let more = json!({"budgetId": budget, "amountMinor": 2_000_000});
    walk.change(owner, "budgetUpdate", more, "budget { id }").await;
    program
}

async fn affiliates(walk: &mut Walk<'_>, shop: &Brand, program: &str) -> Affiliate {
    let (world, owner) = (walk.world, &shop.owner);
    let sign_up = json!({"email": "joe@people.test", "password": PASSWORD, "name": "Joe", "country": "GB"});
    let signed_up = walk.own(&world.stranger(), "affiliateSignUp", sign_up, "session { accessToken }").await;
    // Before their session is known.
    world.verify("joe@people.test").await;
    let graph = world.stranger().with(signed_up["session"]["accessToken"].as_str().unwrap());
    let invite = json!({"programId": program, "email": "joe@people.test", "name": "Joe"});
    let invited = walk.make(owner, "enrollmentInvite", invite, "enrollment { id } invitation").await;
    let accept = json!({"invitation": invited["invitation"]});
    walk.change(&graph, "enrollmentAccept", accept, "enrollment { id }").await;
    let joe =
        Affiliate { graph, enrollment: id(&invited["enrollment"]), email: "joe@people.test".to_owned() };

    let group = json!({"programId": program, "name": "Coupon sites"});
    let group = id(&walk.make(owner, "groupCreate", group, "group { id }").await["group"]);
    let late = json!({"groupId": group, "standsDown": true});
    walk.change(owner, "groupUpdate", late, "group { id }").await;
    let join = json!({"enrollmentId": joe.enrollment, "groupId": group});
    walk.change(owner, "enrollmentGroup", join, "enrollment { id }").await;

    let mut applied = Vec::new();
    for name in ["Ann", "Ben"] {
        let graph = Affiliate::sign_up(world, name).await;
        let apply = json!({"programId": program});
        let enrollment = walk.make(&graph, "enrollmentApply", apply, "enrollment { id }").await;
        applied.push((graph, json!({"enrollmentId": enrollment["enrollment"]["id"]})));
    }
    walk.change(owner, "enrollmentReject", applied[0].1.clone(), "enrollment { id }").await;
    walk.change(owner, "enrollmentApprove", applied[1].1.clone(), "enrollment { id }").await;
    walk.change(owner, "enrollmentSuspend", applied[1].1.clone(), "enrollment { id }").await;
    walk.change(owner, "enrollmentApprove", applied[1].1.clone(), "enrollment { id }").await;
    walk.change(&applied[1].0, "enrollmentLeave", applied[1].1.clone(), "enrollment { id }").await;
    let banned = Affiliate::sign_up(world, "Cid").await;
    let apply =
        walk.make(&banned, "enrollmentApply", json!({"programId": program}), "enrollment { id }").await;
    let banned = json!({"enrollmentId": apply["enrollment"]["id"]});
    walk.change(owner, "enrollmentApprove", banned.clone(), "enrollment { id }").await;
    walk.change(owner, "enrollmentBan", banned, "enrollment { id }").await;

    let link = json!({"enrollmentId": joe.enrollment, "destination": "https://shop.example/"});
    let made = walk.make(owner, "linkCreate", link.clone(), "link { id }").await;
    let made = json!({"linkId": made["link"]["id"]});
    walk.change(owner, "linkDisable", made.clone(), "link { state }").await;
    walk.change(owner, "linkEnable", made, "link { state }").await;
    walk.change(owner, "tenantUpdate", json!({"linkHosts": ["shop.example"]}), "tenant { name }").await;
    walk.make(&joe.graph, "linkCreate", link, "link { id }").await;
    let create = json!({"enrollmentId": joe.enrollment, "code": "JOE"});
    let made = walk.make(owner, "codeCreate", create, "code { id }").await;
    let made = json!({"codeId": made["code"]["id"]});
    walk.change(owner, "codeDisable", made.clone(), "code { state }").await;
    walk.change(owner, "codeEnable", made, "code { state }").await;
    walk.own(&joe.graph, "payoutAccountOnboard", json!({}), "onboardingUrl").await;
    joe.onboard(world).await;
    walk.own(&joe.graph, "noticePreferencesSet", json!({"off": ["PAYOUT_SENT"]}), "off").await;
    joe
}

async fn moments(walk: &mut Walk<'_>, shop: &Brand, joe: &Affiliate) {
    let owner = &shop.owner;
    let submit = |n: usize| {
        json!({
            "kind": "REVIEW", "externalId": format!("review-{n}"), "body": "It fits, it lasts.", "rightsRequired": true,
            "creator": {"externalId": "ann", "name": "Ann"}, "products": [{"externalId": "MUG"}],
        })
    };
    let mut made = Vec::new();
    for n in 0..2 {
        let moment = walk.make(owner, "momentSubmit", submit(n), "moment { id }").await;
        made.push(json!({"momentId": moment["moment"]["id"]}));
    }
    let source =
        walk.make(owner, "momentSourceCreate", json!({"name": "pictures"}), "momentSource { id }").await;
    let source = json!({"momentSourceId": source["momentSource"]["id"]});
    walk.make(owner, "momentSourceRotate", source.clone(), "momentSource { id }").await;
    walk.make(owner, "momentSourceDisable", source, "momentSource { id }").await;
    let settings = json!({"version": 0, "hashtagsMax": 10});
    walk.change(owner, "moderationSettingsUpdate", settings, "moderationSettings { version }").await;
    let kept = json!({"retentionDays": 30});
    walk.change(owner, "engagementSettingsUpdate", kept, "engagementSettings { retentionDays }").await;
    let granted = &made[0];
    walk.make(owner, "momentClaim", granted.clone(), "moment { id }").await;
    walk.make(owner, "momentRelease", granted.clone(), "moment { id }").await;
    walk.make(owner, "moderationClaimNext", json!({}), "moments { id }").await;
    let decide = json!({"moments": [granted], "verdict": "APPROVE"});
    walk.change(owner, "momentsDecide", decide, "moments { id }").await;
    let mut edit = granted.clone();
    edit["revision"] = json!(1);
    edit["body"] = json!("It fits, and lasts.");
    walk.change(owner, "momentEdit", edit, "moment { id }").await;
    let mut intent = granted.clone();
    intent["intent"] = json!("BUY");
    walk.change(owner, "momentIntentSet", intent, "moment { id }").await;
    walk.make(owner, "rightsTermsPublish", json!({"body": "You may show it."}), "rightsTerms { number }")
        .await;
    for (moment, steps) in
        made.iter().zip([["Request", "Grant", "Revoke"].as_slice(), &["Request", "Decline"]])
    {
        for step in steps {
            let mut input = moment.clone();
            input["evidence"] = said(step);
            if *step == "Request" {
                input["scope"] = everywhere();
            }
            walk.change(owner, &format!("momentRights{step}"), input, "moment { id }").await;
        }
    }
    for step in ["momentFlag", "momentApprove", "momentReopen", "momentHide", "momentShow"] {
        walk.change(owner, step, granted.clone(), "moment { id }").await;
    }
    let mut reject = made[1].clone();
    reject["code"] = json!("SPAM");
    walk.change(owner, "momentReject", reject, "moment { id }").await;
    walk.change(owner, "momentErase", made[1].clone(), "moment { id }").await;

    let someone = json!({"externalId": "someone", "name": "Someone"});
    let someone = walk.make(owner, "creatorCreate", someone, "creator { id }").await;
    walk.make(owner, "creatorErase", json!({"creatorId": someone["creator"]["id"]}), "moments").await;

    let file = |mapping: &str, data: &str| json!({"format": "CSV", "mapping": mapping, "data": data});
    let reviews =
        file(include_str!("../docs/mappings/reviews.toml"), include_str!("../docs/sample/reviews.csv"));
    walk.make(owner, "momentImport", reviews, "report { written }").await;
    let orders =
        file(include_str!("../docs/mappings/orders.toml"), include_str!("../docs/sample/orders.csv"));
    walk.make(owner, "conversionImport", orders, "report { written }").await;
    let touches =
        file(include_str!("../docs/mappings/touches.toml"), include_str!("../docs/sample/touches.csv"));
    walk.make(owner, "touchImport", touches, "report { written }").await;

    let mut claimed = Vec::new();
    for name in ["ann", "bea"] {
        let creator = if name == "ann" {
            let creators = owner.query("{ creators(last: 1) { nodes { id } } }", json!({})).await;
            creators["creators"]["nodes"][0]["id"].clone()
        } else {
            let create = json!({"externalId": name, "name": name});
            walk.make(owner, "creatorCreate", create, "creator { id }").await["creator"]["id"].clone()
        };
        let claim = json!({"creatorId": creator, "evidence": "me"});
        let claim = walk.make(&joe.graph, "creatorClaimCreate", claim, "claim { id }").await;
        claimed.push(json!({"claimId": claim["claim"]["id"]}));
    }
    walk.change(owner, "creatorClaimApprove", claimed[0].clone(), "claim { id }").await;
    walk.change(owner, "creatorClaimReject", claimed[1].clone(), "claim { id }").await;
    missed_sales(walk, shop, joe).await;
}

async fn missed_sales(walk: &mut Walk<'_>, shop: &Brand, joe: &Affiliate) {
    let mut missed = Vec::new();
    let today = store::Clock::system().now().date_naive().to_string();
    for _ in 0..3 {
        let report = json!({"enrollmentId": joe.enrollment, "occurredOn": today, "evidence": "me"});
        let report = walk.make(&joe.graph, "missedSaleReport", report, "missedSale { id }").await;
        missed.push(report["missedSale"]["id"].clone());
    }
    let sale = shop.sale("missed", 1_000, json!({"code": "JOE"})).await;
    let accept = json!({"missedSaleId": missed[0], "conversionId": sale["id"]});
    walk.change(&shop.owner, "missedSaleAccept", accept, "missedSale { id }").await;
    let reject = json!({"missedSaleId": missed[1], "reason": "No"});
    walk.change(&shop.owner, "missedSaleReject", reject, "missedSale { id }").await;
    let withdraw = json!({"missedSaleId": missed[2]});
    walk.change(&joe.graph, "missedSaleWithdraw", withdraw, "missedSale { id }").await;
}

async fn wallet(walk: &mut Walk<'_>, shop: &Brand) {
    let (world, owner) = (walk.world, &shop.owner);
    let fund = json!({"currency": "GBP", "amountMinor": 50_000, "idempotencyKey": "fund"});
    let funding = walk.make(owner, "walletFund", fund, "funding { checkoutUrl }").await;
    pay(world, &funding["funding"]["checkoutUrl"]).await;
    world.until("the wallet", || shop.wallet(), |balance| *balance > 0).await;
    let back = json!({"currency": "GBP", "amountMinor": 1_000, "idempotencyKey": "back"});
    walk.make(owner, "walletReturn", back, "returns { id }").await;
    let add = json!({"kind": "CARD", "currency": "GBP", "idempotencyKey": "add"});
    let method =
        walk.make(owner, "fundingMethodAdd", add, "method { id checkoutUrl }").await["method"].take();
    pay(world, &method["checkoutUrl"]).await;
    let states = || world.sql("SELECT state FROM funding_methods");
    world.until("the method", states, |rows| rows[0]["state"] == "ACTIVE").await;
    let top_up = |most: i64| json!({"currency": "GBP", "methodId": method["id"], "atLeastMinor": 100, "atMostMinor": most});
    walk.make(owner, "walletTopUpSet", top_up(1_000), "topUp { marginBps }").await;
    walk.change(owner, "walletTopUpSet", top_up(2_000), "topUp { marginBps }").await;
    walk.change(owner, "walletTopUpEnd", json!({"currency": "GBP"}), "topUp { currency }").await;
    walk.change(owner, "fundingMethodRemove", json!({"methodId": method["id"]}), "method { id }").await;
}

/// Goes through a page of Stripe's.
async fn pay(world: &World, url: &Value) {
    let session = url.as_str().unwrap().rsplit('/').next().unwrap();
    world.simulator(reqwest::Method::POST, &format!("/_sim/checkout/{session}/pay"), json!({})).await;
}

async fn sales(walk: &mut Walk<'_>, shop: &Brand, _joe: &Affiliate) {
    let owner = &shop.owner;
    let sale = |n: usize| {
        json!({
            "kind": "SALE", "externalId": format!("o-{n}"), "currency": "GBP", "idempotencyKey": format!("s-{n}"),
            "code": "JOE", "customer": "ann", "lines": [{"sku": "MUG", "quantity": 1, "amountMinor": 10_000}],
        })
    };
    let mut commissions = Vec::new();
    let mut first = Value::Null;
    for n in 0..2 {
        let selection = "conversion { id commissions { id } }";
        let made = walk.make(owner, "conversionRecord", sale(n), selection).await["conversion"].take();
        commissions.push(made["commissions"][0]["id"].clone());
        first = if n == 0 { made } else { first };
    }
    walk.change(
        owner,
        "commissionHold",
        json!({"commissionId": commissions[0], "reason": "odd"}),
        "commission { id }",
    )
    .await;
    walk.change(owner, "commissionRelease", json!({"commissionId": commissions[0]}), "commission { id }")
        .await;
    let mature = json!({"commissionId": commissions[0], "idempotencyKey": "m"});
    walk.change(owner, "commissionMature", mature, "commission { id }").await;
    let void = json!({"commissionId": commissions[1], "reason": "test order", "idempotencyKey": "v"});
    walk.change(owner, "commissionVoid", void, "commission { id }").await;
    walk.make(owner, "customerErase", json!({"customer": "ann"}), "erased").await;

    let world = walk.world;
    let run = shop.start_run("first").await;
    shop.until_run(world, &run, "COMPLETED").await;
    let refund = json!({"conversionId": first["id"], "externalId": "r-1", "amountMinor": 4_000, "idempotencyKey": "r"});
    let refunded = walk.make(owner, "refundRecord", refund, "conversion { commissions { id debt } }").await;
    let commissions = refunded["conversion"]["commissions"].as_array().unwrap();
    let debt = commissions.iter().find(|commission| commission["debt"] == true).unwrap();
    let off = json!({"commissionId": debt["id"], "reason": "moved away", "idempotencyKey": "w"});
    walk.change(owner, "debtWriteOff", off, "commission { id }").await;
}

async fn payouts(walk: &mut Walk<'_>, shop: &Brand, joe: &Affiliate, program: &str) {
    let (world, owner) = (walk.world, &shop.owner);
    walk.change(owner, "payoutCautionSet", json!({"unusualPercent": 9_000}), "caution { unusualPercent }")
        .await;
    let timetable =
        |day: i64| json!({"currency": "GBP", "cadence": "MONTHLY", "day": day, "timeZone": "Europe/London"});
    walk.make(owner, "payoutTimetableSet", timetable(1), "timetable { currency }").await;
    walk.change(owner, "payoutTimetableSet", timetable(2), "timetable { currency }").await;
    walk.change(owner, "payoutTimetableEnd", json!({"currency": "GBP"}), "timetable { currency }").await;

    let wish = json!({"tenantId": shop.tenant, "currency": "GBP", "idempotencyKey": "wish"});
    walk.make(&joe.graph, "payoutRequest", wish, "payoutRequest { id }").await;
    let decided = || world.sql("SELECT state FROM payout_requests");
    world.until("the wish", decided, |rows| rows[0]["state"] != "REQUESTED").await;
    let not_on_demand = json!({"programId": program, "payoutOnDemand": false});
    walk.change(owner, "programUpdate", not_on_demand, "program { id }").await;

    shop.sale("o-9", 20_000, json!({"code": "JOE"})).await;
    let commission = owner.query("{ commissions(first: 1) { nodes { id } } }", json!({})).await;
    let mature =
        json!({"commissionId": commission["commissions"]["nodes"][0]["id"], "idempotencyKey": "m-9"});
    walk.change(owner, "commissionMature", mature, "commission { id }").await;
    let mut runs = Vec::new();
    for key in ["off", "on"] {
        let create = json!({"currency": "GBP", "idempotencyKey": key});
        let run =
            walk.make(owner, "payoutRunCreate", create, "payoutRun { id }").await["payoutRun"]["id"].clone();
        let run = json!({"payoutRunId": run});
        let preview = walk.change(owner, "payoutRunPreview", run.clone(), "payoutRun { previewHash }").await;
        if key == "off" {
            walk.change(owner, "payoutRunCancel", run.clone(), "payoutRun { state }").await;
        }
        runs.push((run, preview["payoutRun"]["previewHash"].clone()));
    }
    let (mut run, hash) = runs.remove(1);
    let plain = run.clone();
    let error = json!({"status": 400, "code": "balance_insufficient", "type": "invalid_request_error", "message": "no"});
    let fault = json!({"path_prefix": "/v1/transfers", "method": "POST", "kind": "error", "error": error, "times": 1});
    world.simulator(reqwest::Method::POST, "/_sim/faults", fault).await;
    run["idempotencyKey"] = json!("execute");
    let mut approval = plain.clone();
    (approval["previewHash"], approval["idempotencyKey"]) = (hash, json!("approve"));
    walk.change(owner, "payoutRunApprove", approval, "payoutRun { state }").await;
    walk.change(owner, "payoutRunExecute", run, "payoutRun { state }").await;
    let name = plain["payoutRunId"].as_str().unwrap();
    let blocked = |run: &Value| run["payouts"]["nodes"][0]["state"] == "BLOCKED";
    let stuck = world.until("a block", || shop.run(name), blocked).await;
    walk.change(owner, "payoutRunPause", plain.clone(), "payoutRun { state }").await;
    let cancel = json!({"payoutId": stuck["payouts"]["nodes"][0]["id"], "idempotencyKey": "cancel"});
    walk.change(owner, "payoutCancel", cancel, "payout { id }").await;
    walk.change(owner, "payoutRunResume", plain.clone(), "payoutRun { state }").await;
    shop.until_run(world, name, "COMPLETED_WITH_FAILURES").await;
}

async fn plan(walk: &mut Walk<'_>, shop: &Brand) {
    let (world, owner) = (walk.world, &shop.owner);
    let buy = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "buy"});
    let page = walk.make(owner, "subscriptionStart", buy, "checkoutUrl").await;
    let session = page["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    world.sim.as_ref().unwrap().pay(session).unwrap();
    let bought = || world.sql("SELECT state FROM subscriptions");
    world.until("the plan", bought, |rows| rows.first().is_some_and(|row| row["state"] == "ACTIVE")).await;
    walk.change(owner, "subscriptionChange", json!({"plan": "SCALE"}), "subscription { plan }").await;
    let larger = || world.sql("SELECT plan FROM subscriptions");
    world.until("the larger plan", larger, |rows| rows[0]["plan"] == "SCALE").await;
    walk.change(owner, "subscriptionCancel", json!({}), "subscription { plan }").await;
    walk.make(owner, "billingPortalOpen", json!({}), "url").await;
}

async fn team(walk: &mut Walk<'_>, shop: &Brand) {
    let (world, owner) = (walk.world, &shop.owner);
    let (dot, eve) =
        (shop.colleague(world, "Dot", "EDITOR").await, shop.colleague(world, "Eve", "ANALYST").await);
    let user = dot.query("{ viewer { user { id } } }", json!({})).await["viewer"]["user"]["id"].clone();
    walk.change(owner, "memberRoleSet", json!({"userId": user, "role": "FINANCE"}), "member { role }").await;
    walk.change(owner, "memberRemove", json!({"userId": user}), "userId").await;
    walk.change(&eve, "memberLeave", json!({}), "tenantId").await;
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_by_whom_and_of_what() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let key = shop.key("SECRET").await;
    for n in 0..3 {
        let product = json!({"externalId": format!("P{n}"), "title": "P"});
        key.mutate("productCreate", product, "product { id }").await;
    }
    let finance = shop.colleague(&world, "Fay", "FINANCE").await;
    let editor = shop.colleague(&world, "Ed", "EDITOR").await;
    let line = "id at action subject actor { kind id job } entrance agent requestId before after";
    let page = |arguments: &str| {
        format!("{{ auditLog({arguments}) {{ nodes {{ {line} }} pageInfo {{ hasNextPage endCursor }} }} }}")
    };
    let first = finance.query(&page("first: 2"), json!({})).await["auditLog"].clone();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    assert_eq!(first["nodes"][0]["action"], "productCreate");
    assert_eq!(
        (&first["nodes"][0]["actor"]["kind"], &first["nodes"][0]["entrance"]),
        (&json!("API_KEY"), &json!("GRAPHQL"))
    );
    let after = first["pageInfo"]["endCursor"].as_str().unwrap();
    let second =
        finance.query(&page(&format!("first: 10, after: \"{after}\"")), json!({})).await["auditLog"].clone();
    let rest: Vec<&str> =
        second["nodes"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
    assert_eq!(rest, ["productCreate", "apiKeyCreate", "signUp"]);
    assert_eq!(second["nodes"][1]["actor"]["kind"], "MEMBER");
    // By action, by actor, by subject, and all at once; backwards too.
    let by = first["nodes"][0]["actor"]["id"].as_str().unwrap();
    let subject = first["nodes"][0]["subject"].as_str().unwrap();
    let count = |filter: String| {
        let (finance, document) = (finance.clone(), page(&format!("last: 10, filter: {filter}")));
        async move { finance.query(&document, json!({})).await["auditLog"]["nodes"].as_array().unwrap().len() }
    };
    assert_eq!(count("{action: \"productCreate\"}".to_owned()).await, 3);
    assert_eq!(count(format!("{{actor: \"{by}\"}}")).await, 3);
    assert_eq!(count(format!("{{subject: \"{subject}\"}}")).await, 1);
    assert_eq!(count(format!("{{action: \"signUp\", actor: \"{by}\"}}")).await, 0);
    assert_eq!(count("{action: \"' OR true --\"}".to_owned()).await, 0);
    let long = page(&format!("first: 1, filter: {{action: \"{}\"}}", "x".repeat(101)));
    assert_eq!(finance.error(&long, json!({})).await, "FILTER_INVALID");
    // Another tenant's owner sees their own; who may not read it is told so.
    let theirs = other.owner.query(&page("first: 10"), json!({})).await["auditLog"]["nodes"].clone();
    assert_eq!(theirs.as_array().unwrap().len(), 1);
    for caller in [&editor, &key] {
        assert_eq!(caller.error(&page("first: 1"), json!({})).await, "FORBIDDEN");
    }
    // What is the person's own.
    let own = "{ viewer { accountLog(first: 5) { action entrance agent detail } } }";
    let own = finance.query(own, json!({})).await["viewer"]["accountLog"].clone();
    assert_eq!(own[0]["action"], "signIn");
    assert_eq!(own[1]["action"], "affiliateSignUp");
}

#[tokio::test]
async fn another_door_is_named_and_a_repeat_is_not_heard_of() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let key = shop.key("SECRET").await;
    let sale = json!({
        "kind": "SALE", "externalId": "o-1", "currency": "GBP",
        "lines": [{"sku": "MUG", "quantity": 1, "amountMinor": 1_000}],
    });
    for status in [201, 200] {
        let call = key.request(reqwest::Method::POST, "/v1/conversions").header("user-agent", "curl/8.14.1");
        assert_eq!(call.json(&sale).send().await.unwrap().status(), status);
    }
    let lines = world
        .sql(
            "SELECT action, entrance, agent, before, detail FROM audit_log WHERE action = 'conversionRecord'",
        )
        .await;
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert_eq!((&lines[0]["entrance"], &lines[0]["agent"]), (&json!("REST"), &json!("curl")));
    assert_eq!(lines[0]["detail"], json!({"externalId": "o-1", "amount": 1_000, "currency": "GBP"}));
}
