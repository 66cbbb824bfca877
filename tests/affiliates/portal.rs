//! What an affiliate sees of their own sales, clicks, codes, claims and programmes, and of nobody else's.

use domain::ids::TypedId;
use serde_json::{Value, json};
use store::conversion::OwnConversion;
use store::touch::{LinkDay, OwnTouch};
use store::{AffiliateCtx, AffiliateTx};
use uuid::Uuid;

use super::affiliate;
use crate::world::brand::id;
use crate::world::{Affiliate, Brand, World};

const COMMISSIONS: &str = "commissions(first: 10) { nodes { id cause adjusts { id } amount { minor } program { name } \
    conversion { id kind externalId state amount { minor } commissionable { minor } refunded { minor } code } \
    touch { kind occurredAt linkId codeId momentId } } }";

async fn nodes(affiliated: &Affiliate, selection: &str) -> Vec<Value> {
    let name = selection.split('(').next().unwrap();
    affiliate(&affiliated.graph, selection).await[name]["nodes"].as_array().unwrap().clone()
}

fn of<'a>(nodes: &'a [Value], external_id: &str) -> &'a Value {
    let found =
        nodes.iter().find(|n| n["conversion"]["externalId"] == external_id && n["cause"] == "CONVERSION");
    found.unwrap_or_else(|| panic!("nothing of {external_id} in {nodes:#?}"))
}

#[tokio::test]
async fn what_is_earned_is_shown_with_its_sale_and_what_earned_it() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    let slug = shop.link(&joe, None).await;
    let click = world.click(&slug).await;
    let sale = shop.sale("o-1", 10_000, json!({"clickIds": [click], "customer": "secret-buyer"})).await;
    shop.sale("o-2", 5_000, json!({"code": "ANN"})).await;
    let other = shop.link(&joe, None).await;
    let both = world.click(&other).await;
    shop.sale("o-3", 2_000, json!({"clickIds": [both], "code": "ANN"})).await;
    shop.refund(&sale, "r-1", json!({"amountMinor": 4_000})).await;

    let mine = nodes(&joe, COMMISSIONS).await;
    let first = of(&mine, "o-1");
    assert_eq!(first["amount"]["minor"], "1000");
    assert_eq!(first["program"]["name"], "AFFILIATES programme");
    let conversion = &first["conversion"];
    assert_eq!((&conversion["kind"], &conversion["code"]), (&json!("SALE"), &Value::Null));
    assert_eq!(conversion["state"], "PARTIALLY_REVERSED");
    assert_eq!(conversion["amount"]["minor"], "10000");
    assert_eq!(conversion["refunded"]["minor"], "4000");
    let link = nodes(&joe, "links(last: 1) { nodes { id slug } }").await.remove(0);
    assert_eq!(link["slug"], slug.as_str());
    assert_eq!((&first["touch"]["kind"], &first["touch"]["linkId"]), (&json!("CLICK"), &link["id"]));
    // What the refund took says of which sale, and what it corrects.
    let cut = mine.iter().find(|n| n["cause"] == "ADJUSTMENT").unwrap();
    assert_eq!((&cut["adjusts"]["id"], &cut["conversion"]["externalId"]), (&first["id"], &json!("o-1")));
    assert_eq!(cut["touch"], Value::Null);

    // Both helped the third sale: each sees it, and the own touch alone.
    let code = nodes(&ann, "codes(first: 1) { nodes { id code state enrollmentId } }").await.remove(0);
    assert_eq!((&code["code"], &code["enrollmentId"]), (&json!("ANN"), &json!(ann.enrollment)));
    let hers = nodes(&ann, COMMISSIONS).await;
    assert_eq!(of(&hers, "o-3")["touch"]["codeId"], code["id"]);
    assert_eq!(of(&hers, "o-3")["touch"]["linkId"], Value::Null);
    assert_eq!(of(&hers, "o-2")["conversion"]["code"], "ANN");
    assert!(of(&mine, "o-3")["touch"]["linkId"].is_string());
    assert_ne!(of(&mine, "o-3")["touch"]["linkId"], link["id"]);
    let keys = |nodes: &[Value]| -> Vec<String> {
        let mut keys: Vec<String> =
            nodes.iter().map(|n| n["conversion"]["externalId"].as_str().unwrap().to_owned()).collect();
        keys.sort();
        keys.dedup();
        keys
    };
    assert_eq!(
        (keys(&mine), keys(&hers)),
        (vec!["o-1".into(), "o-3".into()], vec!["o-2".into(), "o-3".into()])
    );
    // Nothing of the buyer is in the graph.
    let (_, body) = joe
        .graph
        .raw(
            "{ viewer { affiliate { commissions(first: 1) { nodes { conversion { customer } } } } } }",
            json!({}),
        )
        .await;
    assert!(body["errors"][0]["message"].as_str().unwrap().contains("customer"), "{body}");

    // Clicks of the own links, when they are counted.
    let clicks = || nodes(&joe, "links(first: 10) { nodes { clicks { valid duplicate bot } } }");
    let counted = |links: &Vec<Value>| links.iter().all(|link| link["clicks"]["valid"] == "1");
    let links = world.until("the clicks", clicks, counted).await;
    assert_eq!(links[0]["clicks"]["bot"], "0");
    assert_eq!(nodes(&ann, "links(first: 10) { nodes { id } }").await, Vec::<Value>::new());
    assert_eq!(nodes(&joe, "codes(first: 10) { nodes { id } }").await, Vec::<Value>::new());
}

/// A transaction of an affiliate, as the door would open it, with nothing asked before.
#[allow(clippy::disallowed_methods, reason = "what the role itself is shown is what is tested")]
async fn as_affiliate(pool: &store::Pool, affiliate: Uuid, user: Uuid, tenants: &[Uuid]) -> AffiliateTx {
    let tenants = tenants.iter().copied().map(TypedId::from_uuid).collect();
    let (affiliate, user) = (TypedId::from_uuid(affiliate), TypedId::from_uuid(user));
    AffiliateTx::begin(pool, &AffiliateCtx::authenticated(affiliate, user, tenants)).await.unwrap()
}

/// The ids of a table's rows, read by the owner.
async fn uuids(world: &World, query: &str) -> Vec<Uuid> {
    world.sql(query).await.iter().map(|row| row["id"].as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_mistaken_query_finds_nothing_of_another_affiliate() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    shop.code(&ann, "ANN").await;
    let slug = shop.link(&joe, None).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [world.click(&slug).await]})).await;
    shop.sale("o-2", 10_000, json!({"code": "ANN"})).await;
    let counted = || world.sql("SELECT link_id FROM link_days");
    world.until("the click", counted, |rows| !rows.is_empty()).await;

    let conversions = uuids(&world, "SELECT id FROM conversions ORDER BY external_id").await;
    let touches = uuids(&world, "SELECT id FROM touches").await;
    let links = uuids(&world, "SELECT id FROM links").await;
    assert_eq!((conversions.len(), touches.len(), links.len()), (2, 2, 1));
    let tenant = uuids(&world, "SELECT id FROM tenants").await[0];
    let pool = world.pool().await;
    // Every id there is, asked by each of the two.
    for (name, sale, clicked) in [("joe", 0, 1), ("ann", 1, 0)] {
        let row = world
            .sql(&format!("SELECT id, user_id FROM affiliates WHERE email = '{name}@people.test'"))
            .await;
        let id = |column: &str| row[0][column].as_str().unwrap().parse().unwrap();
        let (who, user): (Uuid, Uuid) = (id("id"), id("user_id"));
        let tx = as_affiliate(&pool, who, user, &[tenant]).await;
        let ids: Vec<_> = conversions.iter().copied().map(TypedId::from_uuid).collect();
        let found = OwnConversion::of(&tx, &ids).await.unwrap();
        let found: Vec<_> = found.iter().map(|row| row.id().uuid()).collect();
        assert_eq!(found, [conversions[sale]], "{name}");
        let ids: Vec<_> = touches.iter().copied().map(TypedId::from_uuid).collect();
        let found = OwnTouch::of(&tx, &ids).await.unwrap();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!((found[0].link().is_some(), found[0].code().is_some()), (clicked == 1, clicked == 0));
        let ids: Vec<_> = links.iter().copied().map(TypedId::from_uuid).collect();
        assert_eq!(LinkDay::own_totals(&tx, &ids).await.unwrap().len(), clicked, "{name}");
        drop(tx);
        // Without a tenant of theirs there is nothing at all.
        let tx = as_affiliate(&pool, who, user, &[]).await;
        let ids: Vec<_> = conversions.iter().copied().map(TypedId::from_uuid).collect();
        assert_eq!(OwnConversion::of(&tx, &ids).await.unwrap(), []);
    }
    // The tables themselves are closed to the role.
    for table in ["conversions", "touches", "link_days", "attributions", "credits", "customers"] {
        let asked = format!("SET ROLE trib_affiliate; SELECT * FROM {table}");
        let refused = world.try_as_owner(&asked).await.unwrap_err();
        assert!(refused.contains("permission denied"), "{table}: {refused}");
    }
}

const OFFER: &str = "query($id: ID!) { viewer { affiliate { programOffer(programId: $id) { tenantName open \
    program { id name currency holdDays payoutMinimum { minor } terms { version hasBudget rules { name predicate reward } \
    upcoming { version startsAt hasBudget rules { name } upcoming { version } } } } \
    enrollment { state program { name } } } } } }";

#[tokio::test]
async fn a_programme_is_shown_before_one_applies() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (program, creators) =
        (shop.program("AFFILIATES", 1_000, 30).await, shop.program("CREATORS", 500, 30).await);
    let later = json!({"programId": program, "effectiveFrom": "2099-01-01T00:00:00Z",
        "rules": [{"name": "later", "reward": {"percentBps": 100}}]});
    shop.owner.mutate("termsCreate", later, "terms { id }").await;
    let pat = Affiliate::sign_up(&world, "Pat").await;
    let offer = |id: &str| {
        let (pat, id) = (pat.clone(), id.to_owned());
        async move { pat.query(OFFER, json!({"id": id})).await["viewer"]["affiliate"]["programOffer"].take() }
    };
    let shown = offer(&program).await;
    assert_eq!((&shown["tenantName"], &shown["open"]), (&json!("Shop"), &json!(true)));
    assert_eq!((&shown["program"]["holdDays"], &shown["enrollment"]), (&json!(30), &Value::Null));
    let terms = &shown["program"]["terms"];
    assert_eq!((&terms["version"], &terms["rules"][0]["reward"]["bps"]), (&json!(1), &json!(1000)));
    let later = json!([{"version": 2, "startsAt": "2099-01-01T00:00:00+00:00", "hasBudget": false,
        "rules": [{"name": "later"}], "upcoming": []}]);
    assert_eq!((&terms["upcoming"], &terms["hasBudget"]), (&later, &json!(false)));
    assert_eq!(offer(&creators).await["open"], false);
    for nothing in
        ["program_00000000000000000000000000", "moment_00000000000000000000000000", "?", &shop.tenant]
    {
        assert_eq!(offer(nothing).await, Value::Null, "{nothing}");
    }
    let input = json!({"email": "not@hers.test", "password": "correct horse battery", "name": "Eve", "country": "GB"});
    let eve = world.stranger().mutate("affiliateSignUp", input, "session { accessToken }").await;
    let eve = world.stranger().with(eve["session"]["accessToken"].as_str().unwrap());
    let document =
        "mutation($input: EnrollmentApplyInput!) { enrollmentApply(input: $input) { enrollment { id } } }";
    let applies = json!({"input": {"programId": program}});
    assert_eq!(eve.error(document, applies).await, "EMAIL_UNVERIFIED");
    pat.mutate("enrollmentApply", json!({"programId": program}), "enrollment { id }").await;
    let shown = offer(&program).await;
    assert_eq!((&shown["open"], &shown["enrollment"]["state"]), (&json!(false), &json!("APPLIED")));
    // The terms stand beside the enrollment from then on.
    let own = affiliate(
        &pat,
        "enrollments(last: 5) { nodes { program { name terms { version rules { name } } } } }",
    )
    .await;
    assert_eq!(own["enrollments"]["nodes"][0]["program"]["terms"]["rules"][0]["name"], "all");
    // Whoever is no affiliate has no such view.
    assert_eq!(shop.owner.query(OFFER, json!({"id": program})).await["viewer"]["affiliate"], Value::Null);
}

const PROGRAMS: &str =
    "programs { id name audience terms { version hasBudget rules { name } upcoming { version startsAt } } }";

#[tokio::test]
async fn the_programmes_whose_terms_are_theirs_say_what_is_to_come_and_what_limits_them() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let owner = &shop.owner;
    let (program, creators) =
        (shop.program("AFFILIATES", 1_000, 30).await, shop.program("CREATORS", 500, 30).await);
    shop.program("AFFILIATES", 2_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let ann = shop.affiliate(&world, &program, "Ann").await;
    let group = json!({"programId": program, "name": "Best"});
    let group = id(&owner.mutate("groupCreate", group, "group { id }").await["group"]);
    let join = json!({"enrollmentId": joe.enrollment, "groupId": group});
    owner.mutate("enrollmentGroup", join, "enrollment { id }").await;
    let later = async |group: Value, year: i32| {
        let input = json!({"programId": program, "groupId": group, "effectiveFrom": format!("{year}-01-01T00:00:00Z"),
            "rules": [{"name": "later", "reward": {"percentBps": 100}}]});
        owner.mutate("termsCreate", input, "terms { id }").await;
    };
    later(Value::Null, 2_097).await;
    later(json!(group), 2_098).await;
    later(Value::Null, 2_099).await;
    let budget = async |program: &str, group: Value, from: &str| {
        let input = json!({"programId": program, "groupId": group, "name": from, "amountMinor": 777_777, "startsAt": from});
        owner.mutate("budgetCreate", input, "budget { id }").await;
    };
    budget(&program, json!(group), "2010-01-01T00:00:00Z").await;
    budget(&creators, Value::Null, "2099-01-01T00:00:00Z").await;

    let seen = async |who: &Affiliate| affiliate(&who.graph, PROGRAMS).await["programs"].take();
    // Of everybody's he sees what holds until his group has terms of its own, and its budget is his.
    let joes = seen(&joe).await;
    assert_eq!(joes.as_array().unwrap().len(), 1, "{joes}");
    let upcoming = |seen: &Value| -> Vec<i64> {
        seen["terms"]["upcoming"].as_array().unwrap().iter().map(|t| t["version"].as_i64().unwrap()).collect()
    };
    assert_eq!((upcoming(&joes[0]), &joes[0]["terms"]["hasBudget"]), (vec![2, 3], &json!(true)));
    let anns = seen(&ann).await;
    assert_eq!((upcoming(&anns[0]), &anns[0]["terms"]["hasBudget"]), (vec![2, 4], &json!(false)));
    assert!(!joes.to_string().contains("777777"));

    // Granted to be a creator she reads what creators are paid; while she only asks, or another does, nobody does.
    let (moment, _) = shop.review_by("cat").await;
    let claim = json!({"moment": moment, "evidence": "it is me"});
    let claim = id(&ann.graph.mutate("creatorClaimCreate", claim, "claim { id }").await["claim"]);
    assert_eq!(seen(&ann).await, anns);
    owner.mutate("creatorClaimApprove", json!({"claimId": claim}), "claim { id }").await;
    let now = seen(&ann).await;
    let audiences: Vec<&Value> = now.as_array().unwrap().iter().map(|p| &p["audience"]).collect();
    assert_eq!(audiences, ["AFFILIATES", "CREATORS"], "{now}");
    assert_eq!((&now[1]["id"], &now[1]["terms"]["rules"][0]["name"]), (&json!(creators), &json!("all")));
    assert_eq!(now[1]["terms"]["hasBudget"], false, "it has not begun");
    assert_eq!(seen(&joe).await, joes);
    // The sums are closed to the role.
    let may = "SELECT bool_or(has_column_privilege('trib_affiliate', 'budgets', name, 'SELECT')) AS may \
        FROM unnest(ARRAY['amount', 'reserved', 'name']) name";
    assert_eq!(world.sql(may).await[0]["may"], false);
}

#[tokio::test]
async fn own_lists_go_both_ways() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    for code in ["A1", "B2", "C3"] {
        shop.code(&joe, code).await;
    }
    let page = |arguments: &str| {
        let selection = format!(
            "codes({arguments}) {{ nodes {{ code }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"
        );
        let graph = joe.graph.clone();
        async move { affiliate(&graph, &selection).await["codes"].take() }
    };
    let codes = |page: &Value| -> Vec<String> {
        page["nodes"].as_array().unwrap().iter().map(|n| n["code"].as_str().unwrap().to_owned()).collect()
    };
    let first = page("first: 2").await;
    assert_eq!(codes(&first), ["C3", "B2"]);
    let after = format!("first: 2, after: {}", first["pageInfo"]["endCursor"]);
    let second = page(&after).await;
    assert_eq!((codes(&second), &second["pageInfo"]["hasPreviousPage"]), (vec!["A1".into()], &json!(true)));
    let back = page(&format!("last: 2, before: {}", second["pageInfo"]["startCursor"])).await;
    assert_eq!(
        (codes(&back), &back["pageInfo"]["hasPreviousPage"]),
        (vec!["C3".into(), "B2".into()], &json!(false))
    );
    let end = page("last: 1").await;
    assert_eq!((codes(&end), &end["pageInfo"]["hasPreviousPage"]), (vec!["A1".into()], &json!(true)));
}

#[tokio::test]
async fn a_creator_is_found_by_a_moment_of_theirs() {
    let world = World::without_worker().await;
    let (shop, program) = Brand::with_program(&world, 30, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let address = "https://social.example/p/1";
    let submit = |creator: &str, key: &str, permalink: &str| {
        let input = json!({"kind": "SOCIAL_POST", "externalId": key, "body": "Worn daily.", "permalink": permalink,
            "creator": {"externalId": creator, "name": format!("{creator} of the web")}});
        let owner = shop.owner.clone();
        async move {
            owner.mutate("momentSubmit", input, "moment { id }").await["moment"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        }
    };
    submit("ann", "p-1", address).await;
    let second = submit("bea", "p-2", "https://social.example/p/2").await;
    submit("bea", "p-3", "https://social.example/p/shared").await;
    submit("ann", "p-4", "https://social.example/p/shared").await;
    let other = world.brand("Other").await;
    let (foreign, _) = other.review_by("cid").await;

    let claim = |input: Value| {
        let mut input = input;
        input["evidence"] = json!("it is me");
        let graph = joe.graph.clone();
        async move { graph.attempt("creatorClaimCreate", input, "claim { id }").await }
    };
    let code = |payload: &Value| payload["userErrors"][0]["code"].clone();
    assert_eq!(code(&claim(json!({})).await), "EXACTLY_ONE");
    let two = json!({"moment": address, "creatorId": "creator_00000000000000000000000000"});
    assert_eq!(code(&claim(two).await), "EXACTLY_ONE");
    for unknown in
        [foreign.as_str(), "https://social.example/p/shared", "https://social.example/p/9", "", "\u{7}"]
    {
        assert_eq!(code(&claim(json!({"moment": unknown})).await), "MOMENT_UNKNOWN", "{unknown:?}");
    }
    assert_eq!(claim(json!({"moment": format!(" {address} ")})).await["userErrors"], json!([]));
    assert_eq!(claim(json!({"moment": second})).await["userErrors"], json!([]));
    assert_eq!(code(&claim(json!({"moment": second})).await), "CONFLICT");
    let claims =
        nodes(&joe, "creatorClaims(first: 5) { nodes { creatorName state evidence decidedAt } }").await;
    let names: Vec<&Value> = claims.iter().map(|c| &c["creatorName"]).collect();
    assert_eq!(names, [&json!("bea of the web"), &json!("ann of the web")]);
    assert_eq!((&claims[0]["state"], &claims[0]["evidence"]), (&json!("REQUESTED"), &json!("it is me")));
    let seen = shop.owner.query("{ creatorClaims(first: 5) { nodes { affiliateName } } }", json!({})).await;
    let joes = json!({"affiliateName": "Joe"});
    assert_eq!(seen["creatorClaims"]["nodes"], json!([joes, joes]));
    let pat = shop.affiliate(&world, &program, "Pat").await;
    assert_eq!(nodes(&pat, "creatorClaims(first: 5) { nodes { id } }").await, Vec::<Value>::new());
}
