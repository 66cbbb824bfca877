//! GraphQL over HTTP: its limits from both sides, its errors, its cost in statements.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::isolation::{Ids, Schema, named};
use crate::world::{Gql, World};

/// The code a document is refused with, none when it is not.
async fn code(caller: &Gql, document: &str, variables: Value) -> Option<String> {
    let (_, body) = caller.raw(document, variables).await;
    body["errors"][0]["extensions"]["code"].as_str().map(str::to_owned)
}

/// What is allowed at the limit and refused beyond it.
async fn limit(caller: &Gql, expected: &str, at: &str, beyond: &str) {
    let at_limit = code(caller, at, json!({})).await;
    assert_eq!(at_limit, None, "{expected}: at the limit\n{}", &at[..at.len().min(300)]);
    assert_eq!(code(caller, beyond, json!({})).await.as_deref(), Some(expected));
}

#[tokio::test]
async fn every_limit_of_a_document_holds_from_both_sides() {
    let world = World::without_worker().await;
    let owner = world.brand("Shop").await.owner;
    let of_user = |inside: &str| format!("{{ viewer {{ user {{ {inside} }} }} }}");

    let padded = |chars: usize| format!("{:ü<chars$}", "{ viewer { user { id } } } #");
    limit(&owner, "DOCUMENT_TOO_LONG", &padded(15_000), &padded(15_001)).await;
    let tokens = |ids: usize| of_user(&"id ".repeat(ids));
    limit(&owner, "TOO_MANY_TOKENS", &tokens(1_992), &tokens(1_993)).await;
    let aliases = |count: usize| {
        let fields: String = (0..count).map(|n| format!("a{n}: id ")).collect();
        of_user(&fields)
    };
    limit(&owner, "TOO_MANY_ALIASES", &aliases(30), &aliases(31)).await;
    let roots = |count: usize| format!("{{ {} }}", "viewer { user { id } } ".repeat(count));
    limit(&owner, "TOO_MANY_ROOT_FIELDS", &roots(20), &roots(21)).await;
    let mutations = |count: usize| {
        let fields: String = (0..count)
            .map(|n| format!("m{n}: tenantUpdate(input: {{}}) {{ userErrors {{ code }} }} "))
            .collect();
        format!("mutation {{ {fields} }}")
    };
    limit(&owner, "TOO_MANY_MUTATIONS", &mutations(5), &mutations(6)).await;
    // Two fields around it, 49 spreads of 101 each, and the rest.
    let spreads = |more: usize| {
        let fragment = format!("fragment F on User {{ {} }}", "id ".repeat(100));
        format!("{} {fragment}", of_user(&format!("{} {}", "...F ".repeat(49), "id ".repeat(more))))
    };
    limit(&owner, "TOO_MANY_SELECTIONS", &spreads(5_000 - 2 - 49 * 101), &spreads(5_001 - 2 - 49 * 101))
        .await;
    let deep = |ending: &str| {
        format!(
            "payouts(first: 1) {{ nodes {{ run {{ payouts(first: 1) {{ nodes {{ run {{ payouts(first: 1) {{ nodes {{ run {{ {ending} }} }} }} }} }} }} }} }} }}"
        )
    };
    let ten = format!("{{ {} }}", deep("state"));
    let eleven = format!("{{ {} }}", deep("payouts(first: 1) { pageInfo { hasNextPage } }"));
    limit(&owner, "TOO_DEEP", &ten, &eleven).await;
    // A fragment hides no depth, and introspection is exempt.
    let hidden = format!(
        "{{ payoutRuns(first: 1) {{ nodes {{ ...R }} }} }} fragment R on PayoutRun {{ {} }}",
        deep("state")
    );
    assert_eq!(code(&owner, &hidden, json!({})).await.as_deref(), Some("TOO_DEEP"));
    let introspection = format!(
        "{{ __type(name: \"User\") {{ fields {{ type {}name{} }} }} }}",
        "{ ofType ".repeat(12) + "{ ",
        " }".repeat(13)
    );
    assert_eq!(code(&owner, &introspection, json!({})).await, None);
    let brackets = format!("{{ nodes(ids: {}{}) {{ id }} }}", "[".repeat(200), "]".repeat(200));
    assert_eq!(code(&owner, &brackets, json!({})).await.as_deref(), Some("TOO_DEEP"));
}

#[tokio::test]
async fn every_limit_of_the_input_holds_from_both_sides() {
    let world = World::without_worker().await;
    let owner = world.brand("Shop").await.owner;
    let page = |first: &str| format!("{{ products({first}) {{ nodes {{ id }} }} }}");
    for good in ["first: 1", "first: 100", "last: 100"] {
        assert_eq!(code(&owner, &page(good), json!({})).await, None, "{good}");
    }
    for bad in ["first: 0", "first: 101", "first: -1", "last: 101", "first: 1, last: 1", "after: \"x\""] {
        assert_eq!(code(&owner, &page(bad), json!({})).await.as_deref(), Some("PAGE_SIZE"), "{bad}");
    }
    assert_eq!(
        code(&owner, &page("first: 1, after: \"made up\""), json!({})).await.as_deref(),
        Some("INVALID_CURSOR")
    );

    // A list of 250 comes as far as its own rule; one more does not, in variables or written out.
    let by_variable = "mutation($i: TenantUpdateInput!) { tenantUpdate(input: $i) { userErrors { code } } }";
    let origins = |count: usize| vec!["https://a.example"; count];
    let (_, body) = owner.raw(by_variable, json!({"i": {"origins": origins(250)}})).await;
    assert_eq!(body["data"]["tenantUpdate"]["userErrors"][0]["code"], "ORIGIN_INVALID", "{body}");
    assert_eq!(
        code(&owner, by_variable, json!({"i": {"origins": origins(251)}})).await.as_deref(),
        Some("LIST_TOO_LONG")
    );
    let written = |count: usize| {
        format!(
            "mutation {{ tenantUpdate(input: {{origins: {}}}) {{ userErrors {{ code }} }} }}",
            json!(origins(count))
        )
    };
    assert_eq!(code(&owner, &written(250), json!({})).await, None);
    assert_eq!(code(&owner, &written(251), json!({})).await.as_deref(), Some("LIST_TOO_LONG"));
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(code(&owner, nodes, json!({"ids": vec!["product_x"; 100]})).await, None);
    assert!(code(&owner, nodes, json!({"ids": vec!["product_x"; 101]})).await.is_some());

    let sized = |bytes: usize| {
        let body = json!({"query": "{ viewer { user { id } } }"}).to_string();
        let call = owner.request(Method::POST, "/graphql").header("content-type", "application/json");
        let padding = " ".repeat(bytes - body.len());
        async move { call.body(body + &padding).send().await.unwrap().status().as_u16() }
    };
    assert_eq!(sized(262_144).await, 200);
    assert_eq!(sized(262_145).await, 413);
}

#[tokio::test]
async fn doubled_fragments_and_cycles_are_refused_before_they_cost_anything() {
    let world = World::without_worker().await;
    let owner = world.brand("Shop").await.owner;
    let mut document = "{ viewer { user { ...F16 } } } fragment F0 on User { id }".to_owned();
    for n in 1..=16 {
        document += &format!(" fragment F{n} on User {{ ...F{0} ...F{0} }}", n - 1);
    }
    let begun = Instant::now();
    assert_eq!(code(&owner, &document, json!({})).await.as_deref(), Some("TOO_MANY_SELECTIONS"));
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    let cycle = "{ viewer { user { ...A } } } fragment A on User { ...B } fragment B on User { ...A }";
    assert_eq!(code(&owner, cycle, json!({})).await.as_deref(), Some("GRAPHQL_VALIDATION_FAILED"));
}

#[tokio::test]
async fn http_is_taken_at_its_word() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let get = |query: &str| {
        let path = format!(
            "/graphql?{}",
            url::form_urlencoded::Serializer::new(String::new()).append_pair("query", query).finish()
        );
        shop.owner.request(Method::GET, &path)
    };
    assert_eq!(get("{ viewer { user { id } } }").send().await.unwrap().status(), 200);
    let refused = get("mutation { tenantUpdate(input: {name: \"Changed\"}) { userErrors { code } } }")
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 405);
    assert_eq!(refused.headers()[header::ALLOW], "POST");
    assert_eq!(world.sql("SELECT name FROM tenants").await, [json!({"name": "Shop"})]);
    let post = |content_type: &str, body: Value| {
        let call = shop.owner.request(Method::POST, "/graphql").header("content-type", content_type);
        async move { call.body(body.to_string()).send().await.unwrap() }
    };
    let query = json!({"query": "{ viewer { user { id } } }"});
    for wrong in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
    ] {
        assert_eq!(post(wrong, query.clone()).await.status(), 415, "{wrong}");
    }
    assert_eq!(post("application/json; charset=utf-8", query.clone()).await.status(), 200);
    let batch = post("application/json", json!([query, query])).await;
    assert_eq!(batch.status(), 400);
    assert_eq!(batch.json::<Value>().await.unwrap()["errors"][0]["extensions"]["code"], "BATCHING_REFUSED");
    for wrong in
        [json!("x"), json!({}), json!({"query": 5}), json!({"query": "{ __typename }", "variables": []})]
    {
        assert_eq!(post("application/json", wrong.clone()).await.status(), 400, "{wrong}");
    }
    let picky = shop
        .owner
        .request(Method::POST, "/graphql")
        .header("accept", "text/html")
        .json(&query)
        .send()
        .await
        .unwrap();
    assert_eq!(picky.status(), 406);
}

#[tokio::test]
async fn strangers_read_the_schema_on_loopback_only() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let introspection = "{ __schema { queryType { name } } }";
    assert_eq!(code(&world.stranger(), introspection, json!({})).await, None);
    let (stranger, _serving) = world.another_server("PUBLIC_URL", "https://go.example.com").await;
    let (_, body) = stranger.raw(introspection, json!({})).await;
    assert!(body["errors"][0].is_object() || body["data"]["__schema"].is_null(), "{body}");
    assert!(!body.to_string().contains("Query"), "{body}");
    let key = shop.key("PUBLISHABLE").await.credential.unwrap();
    assert_eq!(code(&stranger.with(&key), introspection, json!({})).await, None);
}

#[tokio::test]
async fn errors_have_a_code_and_a_request_id_and_nothing_internal() {
    let world = World::without_worker().await;
    let owner = world.brand("Shop").await.owner;
    let wrong = [
        ("{ viewr { user { id } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer { user { idd } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ products(frist: 1) { nodes { id } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { tenantUpdte(input: {}) { userErrors { code } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ conversion(kind: SAL, externalId: \"x\") { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer ", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
    ];
    for (document, expected) in wrong {
        let (_, body) = owner.raw(document, json!({})).await;
        let error = &body["errors"][0];
        assert_eq!(error["extensions"]["code"], expected, "{document} {body}");
        assert!(error["extensions"]["requestId"].is_string());
        let text = error["message"].as_str().unwrap();
        assert!(!text.to_lowercase().contains("did you mean"), "{text}");
        assert!(
            !["\"viewer\"", "\"first\"", "tenantUpdate", "SALE", "LEAD"]
                .iter()
                .any(|name| text.contains(name)),
            "{text}"
        );
    }
    // Something breaks inside: nothing of it is told, but the id under which it can be found.
    world.break_with("ALTER TABLE products RENAME TO elsewhere").await;
    let call = owner.request(Method::POST, "/graphql").header("x-request-id", "my-own-request-1");
    let answer =
        call.json(&json!({"query": "{ products(first: 1) { nodes { id } } }"})).send().await.unwrap();
    let of_header = answer.headers().get("x-request-id").map(|id| id.to_str().unwrap().to_owned());
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "INTERNAL", "{body}");
    assert_eq!(body["errors"][0]["extensions"]["requestId"].as_str().map(str::to_owned), of_header);
    let told = body["errors"].to_string().to_lowercase();
    for word in ["relation", "select", "sql", "diesel", "postgres", ".rs", "trib_", "panick"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
    let input = json!({"externalId": "x", "title": "X"});
    let document = "mutation($i: ProductCreateInput!) { productCreate(input: $i) { userErrors { code } } }";
    assert_eq!(code(&owner, document, json!({"i": input})).await.as_deref(), Some("INTERNAL"));
}

#[test]
fn the_published_schema_is_the_one_that_is_served() {
    let published = include_str!("../schema.graphql");
    assert!(api::graphql::sdl() == published, "schema.graphql is stale: run ./dev schema");
}

/// Lines of the server's log that are statements; only databases that were asked to write them do.
pub fn statements(log: &std::path::Path) -> Vec<String> {
    let text = std::fs::read(log).unwrap();
    let text = String::from_utf8_lossy(&text);
    let written = |l: &&str| l.contains("LOG:  execute") || l.contains("LOG:  statement:");
    let lines = text.lines().filter(written);
    lines.map(str::to_owned).collect()
}

/// How often each statement was sent, whatever it was prepared as.
pub fn repeats(lines: &[String]) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for line in lines {
        let text = line.split_once("LOG:").map_or(line.as_str(), |(_, text)| text);
        let text = text.split_once(": ").map_or(text, |(_, statement)| statement);
        *times.entry(text.to_owned()).or_default() += 1;
    }
    times
}

#[tokio::test]
async fn a_list_costs_the_same_statements_at_any_size() {
    const ROWS: usize = 8;
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.fund(&world, 50_000).await;
    for n in 0..ROWS {
        let affiliate = shop.affiliate(&world, &program, &format!("P{n}")).await;
        shop.code(&affiliate, &format!("P{n}")).await;
        let (moment, _) = shop.review_by(&format!("c{n}")).await;
        shop.link(&affiliate, Some(&moment)).await;
        affiliate.onboard(&world).await;
        let more = json!({"code": format!("P{n}"), "customer": format!("buyer-{n}"), "country": "GB"});
        let sale = shop.sale(&format!("o-{n}"), 10_000, more).await;
        shop.refund(&sale, &format!("r-{n}"), json!({"amountMinor": 100})).await;
        shop.key("SECRET").await;
    }
    shop.until_all_commissions(&world, "PAYABLE").await;
    let run = shop.start_run("one").await;
    shop.until_run(&world, &run, "COMPLETED").await;

    let places =
        world.sql("SELECT current_setting('data_directory') AS dir, current_database() AS name").await;
    let log =
        std::path::Path::new(places[0]["dir"].as_str().unwrap()).parent().unwrap().join("logs/postgres.log");
    world
        .break_with(&format!(
            "ALTER DATABASE {} SET log_statement = 'all'",
            places[0]["name"].as_str().unwrap()
        ))
        .await;
    // Connections made from now on write their statements down: those of another server.
    let (stranger, _serving) = world.another_server("DATABASE_CONNECTIONS", "2").await;
    let owner = stranger.with(shop.owner.credential.as_ref().unwrap());
    let schema = Schema::read(&owner).await;
    let mut counted = 0;
    for field in schema.fields("Query") {
        let name = field["name"].as_str().unwrap();
        if !field["args"].as_array().unwrap().iter().any(|a| a["name"] == "first") {
            continue;
        }
        let node = named(
            &schema.fields(&named(&field["type"]).1).iter().find(|f| f["name"] == "nodes").unwrap()["type"],
        )
        .1;
        let selection = schema.selection(&node, 2);
        let args = field["args"].as_array().unwrap().iter();
        let needed: String = args
            .filter(|a| a["type"]["kind"] == "NON_NULL")
            .map(|a| {
                let arg = a["name"].as_str().unwrap();
                format!(", {arg}: {}", schema.value(arg, &a["type"], &Ids::new()))
            })
            .collect();
        let count = |first: usize| {
            let document = format!("{{ {name}(first: {first}{needed}) {{ nodes {selection} }} }}");
            let (owner, log) = (owner.clone(), log.clone());
            async move {
                // Once to warm what is remembered of the session, once to count.
                owner.query(&document, json!({})).await;
                tokio::time::sleep(Duration::from_millis(60)).await;
                let before = statements(&log).len();
                let data = owner.query(&document, json!({})).await;
                let rows = data[name]["nodes"].as_array().unwrap().len();
                // The log may trail the answer a little.
                tokio::time::sleep(Duration::from_millis(60)).await;
                // Who calls is looked up every few seconds; the list itself is what follows.
                let of_list =
                    statements(&log).split_off(before).into_iter().skip_while(|l| !l.contains("READ ONLY"));
                (rows, of_list.collect::<Vec<String>>())
            }
        };
        let ((few, of_few), (many, of_many)) = (count(2).await, count(20).await);
        if many > few {
            counted += 1;
            assert!(!of_few.is_empty(), "{name}: nothing was counted");
            // A page of more kinds of things may take a statement more, but no statement twice.
            let (of_few, of_many) = (repeats(&of_few), repeats(&of_many));
            for (statement, times) in &of_many {
                let before = of_few.get(statement).copied().unwrap_or(1);
                assert!(*times <= before, "{name}: {few} rows {before}, {many} rows {times} of {statement}");
            }
        }
    }
    assert!(counted >= 8, "only {counted} lists had rows enough");
}
