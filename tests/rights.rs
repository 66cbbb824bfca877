//! Rights: an author is asked, answers, changes their mind; a moment is shown and earns while they let it, and no longer.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::world::brand::{everywhere, id, said};
use crate::world::{Brand, Gql, World};

const STANDS: &str = "moment { rights publishable version rightsStartsAt rightsEndsAt }";
const HISTORY: &str = "query($id: ID!) { node(id: $id) { ... on Moment { rights rightsRequests { \
    terms { number hash } requestedBy { kind } evidence { channel messageId textHash } scope { uses territories showsHere } lapsesAt \
    answer answeredBy { kind job } reply { messageId } startsAt endsAt phase revokedAt revocation { messageId } } } } }";

fn now() -> DateTime<Utc> {
    store::Clock::system().now()
}

/// An approved moment of Ann's whose author has to be asked.
async fn moment(shop: &Brand, external_id: &str) -> String {
    let input = json!({
        "kind": "SOCIAL_POST", "externalId": external_id, "body": "Out with it.", "rightsRequired": true,
        "creator": {"externalId": "ann", "name": "Ann"},
    });
    let moment = id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"]);
    shop.owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
    moment
}

fn with(moment: &str, more: Value) -> Value {
    let mut input = json!({"momentId": moment});
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn history(shop: &Brand, moment: &str) -> Vec<Value> {
    let mut data = shop.owner.query(HISTORY, json!({"id": moment})).await;
    data["node"]["rightsRequests"].as_array_mut().unwrap().drain(..).collect()
}

async fn stands(shop: &Brand, moment: &str) -> String {
    let data = shop.owner.query(HISTORY, json!({"id": moment})).await;
    data["node"]["rights"].as_str().unwrap().to_owned()
}

async fn column(caller: &Gql, phase: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = "query($phase: RightsPhase!, $after: String) { rightsBoard(phase: $phase, first: 1, after: $after) { \
            nodes { externalId } pageInfo { hasNextPage endCursor } } }";
        let mut data = caller.query(query, json!({"phase": phase, "after": after})).await;
        let page = data["rightsBoard"].take();
        found.extend(
            page["nodes"].as_array().unwrap().iter().map(|m| m["externalId"].as_str().unwrap().to_owned()),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn shown(public: &Gql) -> Vec<String> {
    let data = public
        .query("{ feed(handle: \"all\") { moments(first: 9) { nodes { externalId } } } }", json!({}))
        .await;
    let nodes = data["feed"]["moments"]["nodes"].as_array().unwrap();
    nodes.iter().map(|m| m["externalId"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_was_asked_and_answered_is_kept_with_its_evidence() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let post = moment(&shop, "post").await;
    let ask = with(&post, json!({"scope": everywhere(), "evidence": said("dm-1")}));
    assert_eq!(shop.owner.refused("momentRightsRequest", ask.clone()).await, "TERMS_MISSING");
    let publish = json!({"body": "You may show it.\nFor a year."});
    let terms = "rightsTerms { number hash body }";
    let first = shop.owner.mutate("rightsTermsPublish", publish.clone(), terms).await;
    let again = shop.owner.mutate("rightsTermsPublish", publish, terms).await;
    assert_eq!((&first, &first["rightsTerms"]["number"]), (&again, &json!(1)));
    let second = shop.owner.mutate("rightsTermsPublish", json!({"body": "For two years."}), terms).await;
    assert_eq!(second["rightsTerms"]["number"], 2);

    let asked = shop.owner.mutate("momentRightsRequest", ask.clone(), STANDS).await["moment"].take();
    assert_eq!((&asked["rights"], &asked["publishable"]), (&json!("REQUESTED"), &json!(false)));
    // An answer that was lost is asked for again, and nobody is asked twice.
    shop.owner.mutate("momentRightsRequest", ask, STANDS).await;
    let starts = now() - Duration::hours(1);
    let grant = json!({
        "evidence": said("dm-2"), "startsAt": starts, "endsAt": starts + Duration::days(9),
        "scope": {"uses": ["WEBSITE", "ADS"], "territories": ["world"]},
    });
    let granted =
        shop.owner.mutate("momentRightsGrant", with(&post, grant.clone()), STANDS).await["moment"].take();
    assert_eq!((&granted["rights"], &granted["publishable"]), (&json!("GRANTED"), &json!(true)));
    let version = granted["version"].clone();
    let again = shop.owner.mutate("momentRightsGrant", with(&post, grant), STANDS).await;
    assert_eq!(again["moment"]["version"], version, "what is so already is not done again");
    let took_back = with(&post, json!({"evidence": said("dm-3")}));
    let revoked = shop.owner.mutate("momentRightsRevoke", took_back, STANDS).await["moment"].take();
    assert_eq!((&revoked["rights"], &revoked["publishable"]), (&json!("REVOKED"), &json!(false)));

    let [one] = <[Value; 1]>::try_from(history(&shop, &post).await).unwrap();
    assert_eq!(one["terms"], json!({"number": 2, "hash": second["rightsTerms"]["hash"]}));
    let hash = "c0ffee00".repeat(8);
    assert_eq!(one["evidence"], json!({"channel": "DIRECT_MESSAGE", "messageId": "dm-1", "textHash": hash}));
    assert_eq!(
        one["scope"],
        json!({"uses": ["WEBSITE", "ADS"], "territories": ["WORLD"], "showsHere": true})
    );
    assert_eq!((&one["answer"], &one["reply"]["messageId"]), (&json!("GRANTED"), &json!("dm-2")));
    assert_eq!(
        (&one["requestedBy"]["kind"], &one["answeredBy"]["kind"]),
        (&json!("MEMBER"), &json!("MEMBER"))
    );
    assert_eq!((&one["phase"], &one["lapsesAt"]), (&json!(null), &json!(null)));
    assert_eq!(one["revocation"]["messageId"], "dm-3");
    assert!(!one["revokedAt"].is_null());

    // The public learns nothing of it.
    let public = shop.key("PUBLISHABLE").await;
    let found = public.query(
        "{ feed(handle: \"all\") { moments(first: 1) { nodes { rightsRequests { answer } } } } }",
        json!({}),
    );
    assert_eq!(found.await["feed"]["moments"]["nodes"], json!([]));
    let other = moment(&shop, "other").await;
    shop.grant(&other, json!({})).await;
    let found = public.query(
        "{ feed(handle: \"all\") { moments(first: 1) { nodes { rightsRequests { answer } } } } }",
        json!({}),
    );
    assert_eq!(found.await["feed"]["moments"]["nodes"], json!([{"rightsRequests": null}]));
}

#[tokio::test]
async fn nothing_is_shown_here_that_was_given_for_elsewhere() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    let post = moment(&shop, "post").await;
    shop.ask_for_rights(&post).await;
    for scope in [
        json!({"uses": ["ADS", "EMAIL"], "territories": ["WORLD"]}),
        json!({"uses": ["WEBSITE"], "territories": ["DE", "at"]}),
    ] {
        let grant = with(&post, json!({"scope": scope, "evidence": said("yes")}));
        let granted = shop.owner.mutate("momentRightsGrant", grant, STANDS).await["moment"].take();
        assert_eq!(
            (&granted["rights"], &granted["publishable"]),
            (&json!("GRANTED"), &json!(false)),
            "{scope}"
        );
        assert_eq!(shown(&public).await, Vec::<String>::new());
        assert_eq!(column(&shop.owner, "ELSEWHERE").await, ["post"]);
    }
    shop.owner
        .mutate(
            "momentRightsGrant",
            with(&post, json!({"scope": everywhere(), "evidence": said("more")})),
            "",
        )
        .await;
    assert_eq!(shown(&public).await, ["post"]);
    assert_eq!(column(&shop.owner, "ELSEWHERE").await, Vec::<String>::new());
    let answers: Vec<Value> =
        history(&shop, &post).await.iter_mut().map(|one| one["answer"].take()).collect();
    assert_eq!(answers, ["GRANTED"; 3], "what stood before is kept");
}

#[tokio::test]
async fn who_does_not_answer_is_asked_again_and_who_says_no_is_not() {
    let mut world = World::new().await;
    let shop = world.brand("Shop").await;
    let (silent, unwilling) = (moment(&shop, "silent").await, moment(&shop, "unwilling").await);
    shop.ask_for_rights(&silent).await;
    shop.ask_for_rights(&unwilling).await;
    let lapses: DateTime<Utc> =
        history(&shop, &silent).await[0]["lapsesAt"].as_str().unwrap().parse().unwrap();
    let in_fourteen_days = (lapses - now() - Duration::days(14)).num_seconds();
    assert!((-120..=1).contains(&in_fourteen_days), "{in_fourteen_days}");
    shop.owner.mutate("momentRightsDecline", json!({"momentId": unwilling}), STANDS).await;
    shop.owner.mutate("momentRightsDecline", json!({"momentId": unwilling}), STANDS).await;
    assert_eq!(history(&shop, &unwilling).await[0]["answer"], "DECLINED");
    let ask = |moment: &str| with(moment, json!({"scope": everywhere(), "evidence": said("again")}));
    assert_eq!(shop.owner.refused("momentRightsRequest", ask(&unwilling)).await, "WRONG_STATE");
    assert_eq!(shop.owner.refused("momentRightsRevoke", json!({"momentId": unwilling})).await, "WRONG_STATE");

    // The worker begins with a look at what is overdue; it was stopped so that it looks soon.
    world.stop_worker().await;
    world
        .break_with(
            "UPDATE rights_requests SET requested_at = requested_at - interval '14 days' WHERE answer IS NULL; \
             UPDATE moments SET rights_requested_at = rights_requested_at - interval '14 days' WHERE rights = 'REQUESTED'",
        )
        .await;
    world.start_worker().await;
    world.until("lapsed", || stands(&shop, &silent), |rights| rights == "LAPSED").await;
    let [one] = <[Value; 1]>::try_from(history(&shop, &silent).await).unwrap();
    assert_eq!((&one["answer"], &one["answeredBy"]["job"]), (&json!("LAPSED"), &json!("lapse_rights")));
    assert_eq!(column(&shop.owner, "LAPSED").await, ["silent"]);
    // They answer after all: what they were asked holds. And whoever said no may say yes.
    for moment in [&silent, &unwilling] {
        let granted = shop
            .owner
            .mutate("momentRightsGrant", with(moment, json!({"evidence": said("late")})), STANDS)
            .await;
        assert_eq!(granted["moment"]["publishable"], true);
        let known = history(&shop, moment).await;
        assert_eq!((known.len(), &known[1]["requestedBy"]), (2, &json!(null)), "nobody asked for that");
        assert_eq!(known[1]["terms"]["number"], 1);
    }
}

#[tokio::test]
async fn a_grant_goes_on_while_it_is_asked_to_be_prolonged() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let post = moment(&shop, "post").await;
    let ends = now() + Duration::days(2);
    shop.grant(&post, json!({"endsAt": ends})).await;
    assert_eq!(column(&shop.owner, "UPCOMING").await, ["post"]);
    assert_eq!(shop.ask_for_rights(&post).await["publishable"], true, "what was given goes on");
    shop.owner.mutate("momentRightsDecline", json!({"momentId": post}), "").await;
    assert_eq!(stands(&shop, &post).await, "GRANTED");
    assert_eq!(history(&shop, &post).await[1]["answer"], "DECLINED");
    assert_eq!(shop.owner.refused("momentRightsDecline", json!({"momentId": post})).await, "WRONG_STATE");
    shop.grant(&post, json!({"endsAt": ends + Duration::days(365)})).await;
    assert_eq!(column(&shop.owner, "RUNNING").await, ["post"]);
    // Taken back while more is asked for: that is no as well.
    shop.ask_for_rights(&post).await;
    shop.owner.mutate("momentRightsRevoke", json!({"momentId": post}), "").await;
    let known = history(&shop, &post).await;
    let answers: Vec<&str> = known.iter().map(|one| one["answer"].as_str().unwrap()).collect();
    assert_eq!(answers, ["GRANTED", "DECLINED", "GRANTED", "DECLINED"]);
    assert!(known[0]["revokedAt"].is_null() && !known[2]["revokedAt"].is_null());
}

#[tokio::test]
async fn the_board_says_what_is_urgent_and_time_alone_moves_its_cards() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (at, day) = (now(), Duration::days(1));
    let windows = [
        ("later", at + day * 9, None),
        ("sooner", at + day * 3, None),
        ("for-good", at - day, None),
        ("long", at - day * 2, Some(at + day * 60)),
        ("ends-second", at - day, Some(at + day * 13)),
        ("ends-first", at - day, Some(at + day * 12)),
        ("long-over", at - day * 9, Some(at - day * 5)),
        ("just-over", at - day * 9, Some(at - day)),
    ];
    for (name, starts, ends) in windows {
        let post = moment(&shop, name).await;
        shop.grant(&post, json!({"startsAt": starts, "endsAt": ends})).await;
    }
    moment(&shop, "unasked").await;
    shop.ask_for_rights(&moment(&shop, "asked").await).await;
    shop.ask_for_rights(&moment(&shop, "asked-later").await).await;
    for (phase, expected) in [
        ("UNREQUESTED", &["unasked"][..]),
        ("REQUESTED", &["asked", "asked-later"]),
        ("NOT_STARTED", &["sooner", "later"]),
        ("RUNNING", &["for-good", "long"]),
        ("UPCOMING", &["ends-first", "ends-second"]),
        ("EXPIRED", &["just-over", "long-over"]),
        ("REVOKED", &[]),
    ] {
        assert_eq!(column(&shop.owner, phase).await, expected, "{phase}");
    }
    let counts = "query($days: Int) { rightsCounts(noticeDays: $days) { phase moments } }";
    let count = async |days: Value, phase: &str| {
        let data = shop.owner.query(counts, json!({"days": days})).await;
        let of = |one: &&Value| one["phase"] == phase;
        data["rightsCounts"].as_array().unwrap().iter().find(of).unwrap()["moments"].clone()
    };
    assert_eq!(count(Value::Null, "UPCOMING").await, 2);
    assert_eq!(count(json!(12), "UPCOMING").await, 1);
    assert_eq!(count(json!(90), "RUNNING").await, 1);
    let (_, refused) = shop.owner.raw(counts, json!({"days": 91})).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "NOTICE_OUT_OF_RANGE");
    let (_, refused) = shop
        .owner
        .raw("{ rightsBoard(phase: EXPIRED, first: 1, after: \"x\") { nodes { id } } }", json!({}))
        .await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID_CURSOR");
    // Two days later, as it were.
    world.break_with("UPDATE moments SET rights_starts_at = rights_starts_at - interval '4 days', rights_ends_at = rights_ends_at - interval '12 days'").await;
    assert_eq!(column(&shop.owner, "NOT_STARTED").await, ["later"]);
    assert_eq!(column(&shop.owner, "EXPIRED").await, ["ends-first", "just-over", "long-over"]);
    assert_eq!(column(&shop.owner, "UPCOMING").await, ["ends-second"]);
}

#[tokio::test]
async fn what_expired_or_was_taken_back_earns_nothing_more() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let click_of = async |browser: &str, slug: &str| {
        let (_, location) = world.follow(slug, &format!("Mozilla/5.0 {browser}")).await;
        let location: url::Url = location.parse().unwrap();
        location.query_pairs().find(|(name, _)| name == "trb_click").unwrap().1.into_owned()
    };
    let roles = async |name: &str, slug: &str| {
        let click = click_of(name, slug).await;
        let sale = shop.sale(name, 10_000, json!({"clickIds": [click]})).await;
        let credits = sale["attribution"]["credits"].as_array().unwrap();
        let mut roles: Vec<String> = credits.iter().map(|c| c["role"].as_str().unwrap().to_owned()).collect();
        roles.sort_unstable();
        roles
    };
    for (name, ending) in
        [("expired", "expires"), ("revoked", "is taken back"), ("elsewhere", "is for adverts alone")]
    {
        let post = moment(&shop, name).await;
        shop.grant(&post, json!({"endsAt": now() + Duration::seconds(4)})).await;
        let slug = shop.link(&joe, Some(&post)).await;
        let click = click_of(name, &slug).await;
        let both = roles(&format!("{name}-1"), &slug).await;
        assert_eq!(both, ["AFFILIATE", "CREATOR"], "while it holds");
        match name {
            "expired" => tokio::time::sleep(std::time::Duration::from_secs(4)).await,
            "revoked" => drop(shop.owner.mutate("momentRightsRevoke", json!({"momentId": post}), "").await),
            _ => {
                let scope = json!({"uses": ["ADS"], "territories": ["WORLD"]});
                let grant = with(&post, json!({"scope": scope, "evidence": said("adverts")}));
                shop.owner.mutate("momentRightsGrant", grant, "").await;
            }
        }
        // A click from before counts no more either.
        let sale = shop.sale(&format!("{name}-2"), 10_000, json!({"clickIds": [click]})).await;
        assert_eq!(sale["attribution"]["credits"].as_array().unwrap().len(), 1, "once it {ending}");
        assert_eq!(roles(&format!("{name}-3"), &slug).await, ["AFFILIATE"], "once it {ending}");
    }
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn what_is_no_evidence_no_scope_and_no_terms_is_refused() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let post = moment(&shop, "post").await;
    shop.owner.mutate("rightsTermsPublish", json!({"body": "You may show it."}), "").await;
    let ask = |more: Value| {
        let mut input = with(&post, json!({"scope": everywhere(), "evidence": said("dm")}));
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    };
    let evidence = |id: &str, hash: &str| json!({"channel": "EMAIL", "messageId": id, "textHash": hash});
    let hash = "0".repeat(64);
    for (more, code) in [
        (json!({"evidence": evidence("", &hash)}), "MESSAGE_ID_INVALID"),
        (json!({"evidence": evidence("a\u{7}b", &hash)}), "MESSAGE_ID_INVALID"),
        (json!({"evidence": evidence(&"m".repeat(201), &hash)}), "MESSAGE_ID_INVALID"),
        (json!({"evidence": evidence("m", "<script>")}), "TEXT_HASH_INVALID"),
        (json!({"scope": {"uses": [], "territories": ["WORLD"]}}), "NO_USE"),
        (json!({"scope": {"uses": ["WEBSITE"], "territories": []}}), "NO_TERRITORY"),
        (json!({"scope": {"uses": ["WEBSITE"], "territories": ["XX"]}}), "TERRITORY_INVALID"),
        (json!({"scope": {"uses": ["WEBSITE"], "territories": vec!["DE"; 101]}}), "TOO_MANY_TERRITORIES"),
        (json!({"terms": 2}), "TERMS_UNKNOWN"),
        (json!({"terms": -1}), "TERMS_UNKNOWN"),
    ] {
        assert_eq!(shop.owner.refused("momentRightsRequest", ask(more.clone())).await, code, "{more}");
    }
    let unasked = with(&post, json!({"evidence": said("form")}));
    assert_eq!(shop.owner.refused("momentRightsGrant", unasked.clone()).await, "SCOPE_MISSING");
    let mut scoped = unasked;
    scoped["scope"] = everywhere();
    assert_eq!(shop.owner.refused("momentRightsGrant", scoped.clone()).await, "TERMS_MISSING");
    scoped["terms"] = json!(1);
    shop.owner.mutate("momentRightsGrant", scoped, STANDS).await;
    for body in ["", " \n ", "a\u{1}b"] {
        assert_eq!(
            shop.owner.refused("rightsTermsPublish", json!({"body": body})).await,
            "TERMS_TEXT_INVALID"
        );
    }
    // Nobody has to be asked for what a customer handed in themselves.
    let own = json!({"kind": "REVIEW", "externalId": "own", "body": "Mine."});
    let own = id(&shop.owner.mutate("momentSubmit", own, "moment { id }").await["moment"]);
    let ask = with(&own, json!({"scope": everywhere(), "evidence": said("dm")}));
    assert_eq!(shop.owner.refused("momentRightsRequest", ask).await, "WRONG_STATE");
}
