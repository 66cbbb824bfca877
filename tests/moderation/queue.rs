//! What waits for a person: who looks at it, decisions about many, readers' reports, edits with their history, how the rules do.

use serde_json::{Value, json};

use crate::world::brand::id;
use crate::world::{Brand, Gql, World};

const WAITS: &str = "query($filter: ModerationQueueFilter, $first: Int!, $after: String) { \
    moderationQueue(first: $first, after: $after, filter: $filter) { nodes { externalId } pageInfo { endCursor hasNextPage } } }";

async fn submit(shop: &Brand, external_id: &str, body: &str) -> String {
    let input =
        json!({"kind": "REVIEW", "externalId": external_id, "title": "A mug", "body": body, "rating": 4});
    id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

async fn waits(caller: &Gql, filter: Value) -> Vec<String> {
    let page = caller.query(WAITS, json!({"first": 50, "filter": filter})).await;
    let nodes = page["moderationQueue"]["nodes"].as_array().unwrap().clone();
    nodes.iter().map(|node| node["externalId"].as_str().unwrap().to_owned()).collect()
}

async fn moment(caller: &Gql, id: &str, selection: &str) -> Value {
    let ask = format!("query($id: ID!) {{ node(id: $id) {{ ... on Moment {{ {selection} }} }} }}");
    caller.query(&ask, json!({"id": id})).await["node"].take()
}

/// Another member of the brand.
async fn colleague(world: &World, shop: &Brand) -> Gql {
    shop.colleague(world, "Ben", "EDITOR").await
}

#[tokio::test]
async fn the_queue_shows_what_waits_the_longest_waiting_first() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    for n in 0..5 {
        submit(&shop, &n.to_string(), &format!("Number {n} of them holds its tea warm")).await;
    }
    let mail = submit(&shop, "mail", "Write to joe@mail.example for more of it").await;
    assert_eq!(waits(&shop.owner, json!({})).await, ["0", "1", "2", "3", "4", "mail"]);
    assert_eq!(waits(&shop.owner, json!({"rule": "EMAIL"})).await, ["mail"]);
    let first = shop.owner.query(WAITS, json!({"first": 4})).await["moderationQueue"].take();
    let after = &first["pageInfo"]["endCursor"];
    let rest = shop.owner.query(WAITS, json!({"first": 4, "after": after})).await["moderationQueue"].take();
    let of = |page: &Value| page["nodes"].as_array().unwrap().len();
    assert_eq!((of(&first), of(&rest), &rest["pageInfo"]["hasNextPage"]), (4, 2, &json!(false)));
    shop.owner.mutate("momentFlag", json!({"momentId": mail}), "moment { id }").await;
    assert_eq!(waits(&shop.owner, json!({"moderation": "FLAGGED"})).await, ["mail"]);
    let other = world.brand("Other").await;
    assert!(waits(&other.owner, json!({})).await.is_empty());
}

#[tokio::test]
async fn what_somebody_looks_at_nobody_else_decides() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let ben = colleague(&world, &shop).await;
    let mug = submit(&shop, "mug", "It holds its tea warm").await;
    submit(&shop, "cup", "It holds its coffee warm").await;
    let of = json!({"momentId": mug});
    shop.owner.mutate("momentClaim", of.clone(), "moment { id }").await;
    let claim = moment(&ben, &mug, "moderationCase { claim { mine by { kind } } }").await;
    assert_eq!(claim["moderationCase"]["claim"], json!({"mine": false, "by": {"kind": "MEMBER"}}));
    assert_eq!(ben.refused("momentClaim", of.clone()).await, "CLAIMED_BY_OTHER");
    assert_eq!(ben.refused("momentApprove", of.clone()).await, "CLAIMED_BY_OTHER");
    assert_eq!(ben.refused("momentRelease", of.clone()).await, "CLAIMED_BY_OTHER");
    let key = shop.key("SECRET").await;
    assert_eq!(key.refused("momentApprove", of.clone()).await, "CLAIMED_BY_OTHER");
    assert_eq!(waits(&ben, json!({"free": true})).await, ["cup"]);
    assert_eq!(waits(&shop.owner, json!({"mine": true})).await, ["mug"]);
    // The next for Ben is what nobody has.
    let next = ben.mutate("moderationClaimNext", json!({"count": 5}), "moments { externalId }").await;
    assert_eq!(next["moments"], json!([{"externalId": "cup"}]));
    let none = shop.owner.mutate("moderationClaimNext", json!({}), "moments { externalId }").await;
    assert_eq!(none["moments"], json!([]));
    // A quarter of an hour later it is anybody's.
    world.break_with("UPDATE moderation_cases SET claimed_until = now() - interval '1 second'").await;
    ben.mutate("momentApprove", of, "moment { moderation }").await;
    let claim =
        moment(&ben, &mug, "moderationCase { claim { mine } decisions { decidedBy decider { kind } } }")
            .await;
    assert!(claim["moderationCase"]["claim"].is_null());
    assert_eq!(
        claim["moderationCase"]["decisions"],
        json!([{"decidedBy": "MEMBER", "decider": {"kind": "MEMBER"}}])
    );
}

#[tokio::test]
async fn two_who_ask_at_once_are_given_different_moments() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let ben = colleague(&world, &shop).await;
    for n in 0..8 {
        submit(&shop, &n.to_string(), &format!("Number {n} of them holds its tea warm")).await;
    }
    let take = |caller: Gql| async move {
        let input = json!({"count": 4});
        let taken =
            caller.mutate("moderationClaimNext", input, "moments { externalId }").await["moments"].take();
        taken.as_array().unwrap().iter().map(|one| one["externalId"].to_string()).collect::<Vec<_>>()
    };
    let (mine, his) = tokio::join!(take(shop.owner.clone()), take(ben.clone()));
    assert!(mine.iter().all(|one| !his.contains(one)), "{mine:?} {his:?}");
    assert!(mine.len() + his.len() >= 4);
}

#[tokio::test]
async fn many_are_decided_about_at_once_and_one_that_cannot_be_keeps_none_back() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let ben = colleague(&world, &shop).await;
    let mut moments = Vec::new();
    for n in 0..4 {
        moments.push(submit(&shop, &n.to_string(), &format!("Number {n} of them holds its tea warm")).await);
    }
    ben.mutate("momentClaim", json!({"momentId": moments[1]}), "moment { id }").await;
    shop.owner.mutate("momentErase", json!({"momentId": moments[3]}), "moment { id }").await;
    let asked: Vec<Value> = [2, 1, 0, 3, 2]
        .iter()
        .map(|n| json!({"momentId": moments[*n], "version": if *n == 0 { json!("7") } else { json!(null) }}))
        .collect();
    let input = json!({"moments": asked, "verdict": "REJECT", "code": "SPAM", "note": "seen elsewhere"});
    let done = shop
        .owner
        .mutate("momentsDecide", input, "moments { externalId moderation rejectCode moderationCase { decisions { note } } } notDecided { momentId code }")
        .await;
    assert_eq!(
        done["moments"],
        json!([{"externalId": "2", "moderation": "REJECTED", "rejectCode": "SPAM",
            "moderationCase": {"decisions": [{"note": "seen elsewhere"}]}}])
    );
    assert_eq!(
        done["notDecided"],
        json!([{"momentId": moments[1], "code": "CLAIMED_BY_OTHER"}, {"momentId": moments[0], "code": "VERSION_CONFLICT"},
            {"momentId": moments[3], "code": "ERASED"}])
    );
    for (more, code) in [
        (json!({"verdict": "REJECT"}), "CODE_MISSING"),
        (json!({"verdict": "APPROVE", "code": "SPAM"}), "CODE_UNEXPECTED"),
        (json!({"verdict": "APPROVE", "note": "two\nlines"}), "NOTE_INVALID"),
        (json!({"verdict": "APPROVE", "moments": []}), "OUT_OF_RANGE"),
    ] {
        let mut input = json!({"moments": [{"momentId": moments[2]}]});
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        assert_eq!(shop.owner.refused("momentsDecide", input).await, code);
    }
}

#[tokio::test]
async fn three_readers_have_a_moment_looked_at_again() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let mug = submit(&shop, "mug", "It holds its tea warm").await;
    shop.owner.mutate("momentApprove", json!({"momentId": mug}), "moment { id }").await;
    let token = moment(&shop.owner, &mug, "impressionToken").await["impressionToken"].clone();
    let page = shop.key("PUBLISHABLE").await;
    let report = |reader: usize, reason: &str| {
        let reader = page.clone().as_agent(&format!("Reader/{reader}"));
        let input = json!({"momentId": mug, "token": token, "reason": reason, "note": "  I know him  "});
        async move { reader.mutate("momentReport", input, "taken").await["taken"].clone() }
    };
    let stands = async || moment(&shop.owner, &mug, "moderation").await["moderation"].clone();
    assert_eq!(report(1, "SPAM").await, true);
    assert_eq!(report(1, "OFFENSIVE").await, false, "the same reader says nothing new");
    assert_eq!(report(2, "SPAM").await, true);
    assert_eq!(stands().await, "APPROVED");
    assert_eq!(report(3, "RIGHTS").await, true);
    assert_eq!(stands().await, "FLAGGED");
    let case = moment(
        &shop.owner,
        &mug,
        "moderationCase { reports { reason note } decisions { decidedBy actor decider { kind } } }",
    )
    .await;
    let case = &case["moderationCase"];
    assert_eq!(case["reports"][2], json!({"reason": "RIGHTS", "note": "I know him"}));
    assert_eq!(case["decisions"][1], json!({"decidedBy": "READERS", "actor": "readers", "decider": null}));
    // A person decides; what was reported before is decided.
    shop.owner.mutate("momentApprove", json!({"momentId": mug}), "moment { id }").await;
    assert_eq!((report(1, "SPAM").await, report(2, "SPAM").await), (json!(true), json!(true)));
    assert_eq!(stands().await, "APPROVED");
    // Only who was shown it reports it.
    let forged = json!({"momentId": mug, "token": "x", "reason": "SPAM"});
    assert_eq!(page.refused("momentReport", forged).await, "TOKEN_INVALID");
    // Erased: the readers' words go with the moment's own.
    shop.owner.mutate("momentErase", json!({"momentId": mug}), "moment { id }").await;
    let kept = world.sql("SELECT count(*) AS notes FROM moment_reports WHERE note IS NOT NULL").await;
    assert_eq!(kept[0]["notes"], json!(0));
}

#[tokio::test]
async fn an_edit_keeps_what_was_said_and_is_read_again() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let settings = json!({"version": 0, "approveAt": 900, "mayReject": ["EMAIL"]});
    shop.owner.mutate("moderationSettingsUpdate", settings, "moderationSettings { version }").await;
    let mug = submit(&shop, "mug", "It holds its tea warm").await;
    let edit = |revision: i32, body: &str, rating: i32| json!({"momentId": mug, "revision": revision, "title": "A mug", "body": body, "rating": rating});
    let selection = "moment { moderation rejectCode body rating intent moderationCase { revision confidence decisions { decidedBy rule revision } } \
        revisions { revision body rating replacedBy { kind } } }";
    // Stars alone are nobody's business.
    let starred =
        shop.owner.mutate("momentEdit", edit(1, "It holds its tea warm", 1), selection).await["moment"]
            .take();
    assert_eq!(
        (&starred["moderation"], &starred["moderationCase"]["revision"]),
        (&json!("APPROVED"), &json!(2))
    );
    assert_eq!(starred["moderationCase"]["decisions"].as_array().unwrap().len(), 1);
    // Other words are read by the rules.
    let words = shop.owner.mutate("momentEdit", edit(2, "Where can I buy this in blue?", 1), selection).await
        ["moment"]
        .take();
    assert_eq!((&words["moderation"], &words["intent"]), (&json!("APPROVED"), &json!("BUY")));
    assert_eq!(
        words["moderationCase"]["decisions"][1],
        json!({"decidedBy": "RULES", "rule": null, "revision": 3})
    );
    assert_eq!(
        words["revisions"],
        json!([{"revision": 1, "body": "It holds its tea warm", "rating": 4, "replacedBy": {"kind": "MEMBER"}},
            {"revision": 2, "body": "It holds its tea warm", "rating": 1, "replacedBy": {"kind": "MEMBER"}}])
    );
    // The same again finds it done; from another version it is refused.
    let again = shop.owner.mutate("momentEdit", edit(1, "Where can I buy this in blue?", 1), selection).await
        ["moment"]
        .take();
    assert_eq!(again["moderationCase"]["revision"], 3);
    assert_eq!(shop.owner.refused("momentEdit", edit(2, "Other words", 1)).await, "EDIT_STALE");
    // A rule rejects it; spam of a final code is not mended.
    let mail = shop
        .owner
        .mutate("momentEdit", edit(3, "Write to joe@mail.example for more", 1), selection)
        .await["moment"]
        .take();
    assert_eq!((&mail["moderation"], &mail["rejectCode"]), (&json!("REJECTED"), &json!("PERSONAL_DATA")));
    assert_eq!(mail["moderationCase"]["decisions"][2]["rule"], "EMAIL");
    let mended =
        shop.owner.mutate("momentEdit", edit(4, "It holds its tea very warm", 1), selection).await["moment"]
            .take();
    assert_eq!(mended["moderation"], "APPROVED");
    shop.owner.mutate("momentErase", json!({"momentId": mug}), "moment { id }").await;
    let said = moment(&shop.owner, &mug, "revisions { title body }").await;
    assert!(!said.to_string().contains("tea"), "{said}");
}

#[tokio::test]
async fn places_are_counted_as_pages_count_them() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let body = "Größe 😀 passt: joe@mail.example";
    let mug = submit(&shop, "mug", body).await;
    let found =
        moment(&shop.owner, &mug, "moderationCase { findings { reason spans { field start end } } }").await;
    let finding = &found["moderationCase"]["findings"][0];
    assert_eq!(
        (&finding["reason"], &finding["spans"][0]["field"]),
        (&json!("EMAIL_ADDRESS"), &json!("BODY"))
    );
    let units: Vec<u16> = body.encode_utf16().collect();
    let at = |name: &str| usize::try_from(finding["spans"][0][name].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[at("start")..at("end")]).unwrap(), "joe@mail.example");
}

#[tokio::test]
async fn a_person_says_otherwise_of_an_intent_and_the_day_tells_when() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let input = json!({"kind": "REVIEW", "externalId": "1", "body": "Where can I buy this in blue?", "publishedAt": "2026-01-15T23:30:00Z"});
    let mug = id(&shop.owner.mutate("momentSubmit", input, "moment { id }").await["moment"]);
    let selection =
        "moment { intent intentReading { read abstained evidence { field start end } setBy { kind } } }";
    let set = json!({"momentId": mug, "intent": "KNOW"});
    let said = shop.owner.mutate("momentIntentSet", set, selection).await["moment"].take();
    assert_eq!((&said["intent"], &said["intentReading"]["read"]), (&json!("KNOW"), &json!("BUY")));
    assert_eq!(said["intentReading"]["setBy"]["kind"], "MEMBER");
    assert!(!said["intentReading"]["evidence"].as_array().unwrap().is_empty());
    let edit = json!({"momentId": mug, "revision": 1, "body": "Where can I buy this in green?"});
    let edited = shop.owner.mutate("momentEdit", edit, "moment { intent }").await;
    assert_eq!(edited["moment"]["intent"], "KNOW", "what a person said stays");
    let ask = "query($zone: String) { intentsOverTheDay(from: \"2026-01-01T00:00:00Z\", to: \"2026-02-01T00:00:00Z\", timeZone: $zone) { hour intent moments } }";
    let berlin = shop.owner.query(ask, json!({"zone": "Europe/Berlin"})).await["intentsOverTheDay"].take();
    assert_eq!(berlin, json!([{"hour": 0, "intent": "KNOW", "moments": 1}]));
    let back =
        shop.owner.mutate("momentIntentSet", json!({"momentId": mug}), selection).await["moment"].take();
    assert_eq!((&back["intent"], &back["intentReading"]["setBy"]), (&json!("BUY"), &json!(null)));
}

#[tokio::test]
async fn rules_tell_how_often_they_found_something_and_what_came_of_it() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    submit(&shop, "fine", "It holds its tea warm").await;
    let mail = submit(&shop, "mail", "Write to joe@mail.example for more of it").await;
    submit(&shop, "other", "Write to ann@mail.example for more of that").await;
    shop.owner.mutate("momentReject", json!({"momentId": mail, "code": "SPAM"}), "moment { id }").await;
    let ask = "{ moderationHits { judged found approved rejected waiting byPeople rules { rule found approved rejected waiting } } }";
    let hits = shop.owner.query(ask, json!({})).await["moderationHits"].take();
    assert_eq!(
        hits,
        json!({"judged": 3, "found": 2, "approved": 0, "rejected": 1, "waiting": 2, "byPeople": 1,
            "rules": [{"rule": "EMAIL", "found": 2, "approved": 0, "rejected": 1, "waiting": 1}]})
    );
}
