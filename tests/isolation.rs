//! Another tenant's ids, tried at every root field, every mutation and `node`: nothing is seen and nothing changes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::world::{Brand, Gql, World};

/// Ids of one tenant by their prefix.
pub type Ids = BTreeMap<String, Vec<String>>;

const INTROSPECTION: &str = "{ __schema { queryType { name } mutationType { name } types { kind name \
  fields { name args { name type { ...T } } type { ...T } } inputFields { name defaultValue type { ...T } } enumValues { name } } } } \
  fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The published schema, as any client reads it.
pub struct Schema(pub BTreeMap<String, Value>);

impl Schema {
    pub async fn read(graph: &Gql) -> Schema {
        let data = graph.query(INTROSPECTION, json!({})).await;
        let types = data["__schema"]["types"].as_array().unwrap();
        Schema(types.iter().map(|t| (t["name"].as_str().unwrap().to_owned(), t.clone())).collect())
    }

    pub fn fields(&self, name: &str) -> Vec<Value> {
        self.0[name]["fields"].as_array().cloned().unwrap_or_default()
    }

    /// Everything of a type that can be asked for without further arguments, `depth` objects deep.
    pub fn selection(&self, name: &str, depth: usize) -> String {
        let kind = self.0[name]["kind"].as_str().unwrap();
        if kind == "INTERFACE" || kind == "UNION" {
            return "{ __typename }".to_owned();
        }
        let mut parts = vec!["__typename".to_owned()];
        for field in self.fields(name) {
            let (field_name, (kind, inner)) = (field["name"].as_str().unwrap(), named(&field["type"]));
            let args = field["args"].as_array().unwrap();
            let paged = args.iter().any(|a| a["name"] == "first");
            if args.iter().any(|a| a["type"]["kind"] == "NON_NULL") {
                continue;
            }
            let call = if paged { format!("{field_name}(first: 5)") } else { field_name.to_owned() };
            match kind.as_str() {
                "SCALAR" | "ENUM" => parts.push(call),
                _ if depth > 0 => parts.push(format!("{call} {}", self.selection(&inner, depth - 1))),
                _ => {}
            }
        }
        format!("{{ {} }}", parts.join(" "))
    }

    /// A value for an argument or input field: another tenant's id wherever one fits.
    pub fn value(&self, name: &str, of: &Value, foreign: &Ids) -> Value {
        match of["kind"].as_str().unwrap() {
            "NON_NULL" => self.value(name, &of["ofType"], foreign),
            "LIST" => json!([self.value(name, &of["ofType"], foreign)]),
            "ENUM" => self.0[of["name"].as_str().unwrap()]["enumValues"][0]["name"].clone(),
            "INPUT_OBJECT" => self.input(of["name"].as_str().unwrap(), foreign),
            _ => match of["name"].as_str().unwrap() {
                "ID" => json!(foreign_id(name, foreign)),
                "Int" => json!(1),
                "Int64" => json!("1"),
                "Boolean" => json!(true),
                "DateTime" => json!("2026-01-01T00:00:00Z"),
                _ => json!(text(name)),
            },
        }
    }

    fn input(&self, name: &str, foreign: &Ids) -> Value {
        let mut object = Map::new();
        for field in self.0[name]["inputFields"].as_array().unwrap() {
            let field_name = field["name"].as_str().unwrap();
            let is_id = named(&field["type"]).1 == "ID";
            if field["type"]["kind"] == "NON_NULL" || is_id {
                object.insert(field_name.to_owned(), self.value(field_name, &field["type"], foreign));
            }
        }
        // An input of exactly one field names none as needed.
        if object.is_empty()
            && let Some(field) = self.0[name]["inputFields"].as_array().unwrap().first()
        {
            let field_name = field["name"].as_str().unwrap();
            object.insert(field_name.to_owned(), self.value(field_name, &field["type"], foreign));
        }
        Value::Object(object)
    }
}

/// The kind and name of a type under its wrappings.
pub fn named(of: &Value) -> (String, String) {
    match of["ofType"].is_null() {
        false => named(&of["ofType"]),
        true => (of["kind"].as_str().unwrap().to_owned(), of["name"].as_str().unwrap().to_owned()),
    }
}

fn foreign_id(field: &str, foreign: &Ids) -> String {
    let noun = field.trim_end_matches("Ids").trim_end_matches("Id").to_lowercase();
    let prefix = match noun.as_str() {
        "payoutrun" => "run",
        "creatorclaim" => "claim",
        "missedsale" => "missed",
        "pin" | "question" => "moment",
        "momentsource" => "source",
        other => other,
    };
    let own = foreign.get(prefix).and_then(|ids| ids.first());
    own.or_else(|| foreign.values().next().and_then(|ids| ids.first())).unwrap().clone()
}

fn text(field: &str) -> String {
    match field {
        "currency" => "GBP".to_owned(),
        "destination" | "url" | "permalink" => "https://shop.example/".to_owned(),
        "email" => "somebody@else.test".to_owned(),
        "country" => "GB".to_owned(),
        "password" => "correct horse battery".to_owned(),
        "previewHash" => "0".repeat(64),
        "handle" => "handle".to_owned(),
        other => format!("try {other}"),
    }
}

/// A brand with at least one row of every noun.
pub(crate) async fn full_house(world: &World) -> (Brand, Gql) {
    let shop = world.brand("Full House").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    shop.program("CREATORS", 500, 0).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    shop.code(&joe, "JOE10").await;
    let (moment, _) = shop.review_by("ann").await;
    shop.upload(crate::media::png(10, 10)).await;
    shop.owner.mutate("momentSourceCreate", json!({"name": "pictures"}), "secret").await;
    let slug = shop.link(&joe, Some(&moment)).await;
    let click = world.click(&slug).await;
    let creators = shop.owner.query("{ creators(first: 1) { nodes { id } } }", json!({})).await;
    let creator = creators["creators"]["nodes"][0]["id"].clone();
    joe.graph
        .mutate("creatorClaimCreate", json!({"creatorId": creator, "evidence": "me"}), "claim { id }")
        .await;
    joe.miss_a_sale("A-1").await;
    let sale = shop.sale("order-1", 10_000, json!({"clickIds": [click], "customer": "c"})).await;
    shop.refund(&sale, "refund-1", json!({"amountMinor": 100})).await;
    shop.key("SECRET").await;
    shop.until_all_commissions(world, "PAYABLE").await;
    joe.onboard(world).await;
    shop.fund(world, 100_000).await;
    let buy = json!({"plan": "GROWTH", "currency": "GBP", "idempotencyKey": "buy"});
    let page = shop.owner.mutate("subscriptionStart", buy, "checkoutUrl").await;
    let session = page["checkoutUrl"].as_str().unwrap().rsplit('/').next().unwrap();
    world.sim.as_ref().unwrap().pay(session).unwrap();
    world
        .until(
            "an invoice",
            || world.sql("SELECT id FROM subscription_invoices WHERE booked_at IS NOT NULL"),
            |rows| !rows.is_empty(),
        )
        .await;
    let invite = json!({"email": "ida@people.test", "role": "EDITOR"});
    shop.owner.mutate("memberInvite", invite, "memberInvitation { id }").await;
    let run = shop.start_run("one").await;
    shop.until_run(world, &run, "COMPLETED").await;
    world.until("a notice", || world.sql("SELECT id FROM mails"), |rows| !rows.is_empty()).await;
    (shop, joe.graph)
}

/// Every id of a tenant, as the graph prints them.
pub(crate) async fn ids_of(world: &World, tenant: &str) -> Ids {
    let tenant: domain::ids::TenantId = tenant.parse().unwrap();
    let uuid = domain::ids::TypedId::uuid(tenant);
    let mut ids = Ids::new();
    for (table, prefix) in [
        ("api_keys", "apikey"),
        ("audit_log", "audit"),
        ("products", "product"),
        ("creators", "creator"),
        ("creator_claims", "claim"),
        ("missed_sales", "missed"),
        ("moments", "moment"),
        ("media", "media"),
        ("moment_sources", "source"),
        ("feeds", "feed"),
        ("programs", "program"),
        ("terms", "terms"),
        ("policies", "policy"),
        ("enrollments", "enrollment"),
        ("links", "link"),
        ("codes", "code"),
        ("touches", "touch"),
        ("payees", "payee"),
        ("conversions", "conversion"),
        ("refunds", "refund"),
        ("commissions", "commission"),
        ("fraud_findings", "finding"),
        ("fundings", "funding"),
        ("subscription_invoices", "invoice"),
        ("payout_runs", "run"),
        ("payouts", "payout"),
        ("mails", "mail"),
        ("member_invitations", "invitation"),
        ("ledger_accounts", "account"),
        ("ledger_entries", "entry"),
    ] {
        for row in world.sql(&format!("SELECT id FROM {table} WHERE tenant_id = '{uuid}'")).await {
            let id = domain::ids::format(prefix, row["id"].as_str().unwrap().parse().unwrap());
            ids.entry(prefix.to_owned()).or_default().push(id);
        }
        assert!(ids.contains_key(prefix), "the full house has no {table}");
    }
    for row in world.sql(&format!("SELECT user_id AS id FROM memberships WHERE tenant_id = '{uuid}'")).await {
        let id = domain::ids::format("user", row["id"].as_str().unwrap().parse().unwrap());
        ids.entry("user".to_owned()).or_default().push(id);
    }
    ids.insert("tenant".to_owned(), vec![tenant.to_string()]);
    ids
}

/// A fingerprint of every row of a tenant.
async fn fingerprint(world: &World, tenant: &str) -> Vec<Value> {
    let uuid = domain::ids::TypedId::uuid(tenant.parse::<domain::ids::TenantId>().unwrap());
    let tables = world
        .sql(
            "SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'tenant_id' AND c.relname <> 'sessions' ORDER BY 1",
        )
        .await;
    let mut prints = Vec::new();
    for table in tables {
        let name = table["name"].as_str().unwrap();
        let rows = world
            .sql(&format!("SELECT '{name}' AS table, count(*)::int AS rows, md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM {name} t WHERE tenant_id = '{uuid}'"))
            .await;
        prints.extend(rows);
    }
    prints
}

fn leaks(answer: &Value, foreign: &Ids) -> Vec<String> {
    let text = answer["data"].to_string();
    foreign.values().flatten().filter(|id| text.contains(*id)).cloned().collect()
}

/// A type as a document spells it.
pub fn spelled(of: &Value) -> String {
    match of["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", spelled(&of["ofType"])),
        "LIST" => format!("[{}]", spelled(&of["ofType"])),
        _ => of["name"].as_str().unwrap().to_owned(),
    }
}

#[tokio::test]
async fn nothing_of_another_tenant_is_seen_or_changed() {
    let mut world = World::new().await;
    let (victim, _) = full_house(&world).await;
    world.stop_worker().await;
    let foreign = ids_of(&world, &victim.tenant).await;
    let before = fingerprint(&world, &victim.tenant).await;
    let other = world.brand("Other").await;
    let key = other.key("SECRET").await;
    let publishable = other.key("PUBLISHABLE").await;
    let stranger_affiliate = crate::world::Affiliate::sign_up(&world, "Stranger").await;
    let callers = [&other.owner, &key, &publishable, &stranger_affiliate];
    let schema = Schema::read(&other.owner).await;

    for caller in callers {
        for ids in foreign.values() {
            for id in ids {
                let (_, answer) = caller
                    .raw(
                        "query($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }",
                        json!({"id": id}),
                    )
                    .await;
                assert!(leaks(&answer, &foreign).is_empty(), "node shows {id}: {answer}");
            }
        }
        for field in schema.fields("Query") {
            let name = field["name"].as_str().unwrap();
            if name == "node" || name == "nodes" {
                continue;
            }
            let args: Vec<&Value> = field["args"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|a| {
                    a["type"]["kind"] == "NON_NULL" || a["name"] == "first" || named(&a["type"]).1 == "ID"
                })
                .collect();
            let word = |arg: &Value| arg["name"].as_str().unwrap().to_owned();
            let given = args.iter().map(|a| (word(a), schema.value(&word(a), &a["type"], &foreign)));
            let variables: Value = Value::Object(given.collect());
            let told = |of: fn(&str, &Value) -> String| -> String {
                let each: Vec<String> = args.iter().map(|a| of(&word(a), a)).collect();
                if each.is_empty() { String::new() } else { format!("({})", each.join(", ")) }
            };
            let declared = told(|name, arg| format!("${name}: {}", spelled(&arg["type"])));
            let call = format!("{name}{}", told(|name, _| format!("{name}: ${name}")));
            let (kind, inner) = named(&field["type"]);
            let selection = if kind == "SCALAR" { String::new() } else { schema.selection(&inner, 2) };
            let document = format!("query{declared} {{ {call} {selection} }}");
            let (_, answer) = caller.raw(&document, variables).await;
            assert!(leaks(&answer, &foreign).is_empty(), "{call} shows {:?}", leaks(&answer, &foreign));
            let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
            assert!(!code.starts_with("GRAPHQL_"), "{document}\n{answer:#}");
        }
        // Signing out comes last, so that all others are tried by somebody who is known.
        let (ending, mutations): (Vec<_>, Vec<_>) =
            schema.fields("Mutation").into_iter().partition(|field| field["name"] == "signOut");
        for field in mutations.into_iter().chain(ending) {
            let name = field["name"].as_str().unwrap();
            if name == "signOut" {
                let who = caller.query("{ viewer { user { id } tenant { id } } }", json!({})).await;
                let who = &who["viewer"];
                assert!(!who["user"].is_null() || !who["tenant"].is_null(), "nobody tried the last of them");
            }
            // Whoever has a programme's id may knock at it: that is what it is for.
            if name == "enrollmentApply" && std::ptr::eq(caller, &stranger_affiliate) {
                continue;
            }
            let arg = &field["args"][0];
            let input = schema.value("input", &arg["type"], &foreign);
            let payload = named(&field["type"]).1;
            let document = format!(
                "mutation($input: {}!) {{ {name}(input: $input) {} }}",
                named(&arg["type"]).1,
                schema.selection(&payload, 1)
            );
            let (_, mut answer) = caller.raw(&document, json!({"input": input})).await;
            // It says which of those it was asked about it could not decide: their ids are the caller's own words.
            for left in answer["data"][name]["notDecided"].as_array_mut().into_iter().flatten() {
                left["momentId"].take();
            }
            assert!(leaks(&answer, &foreign).is_empty(), "{name} shows {:?}", leaks(&answer, &foreign));
            let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
            assert!(!code.starts_with("GRAPHQL_") && code != "INTERNAL", "{name}\n{input}\n{answer:#}");
        }
    }
    let after = fingerprint(&world, &victim.tenant).await;
    let changed: Vec<(&Value, &Value)> = before.iter().zip(&after).filter(|(b, a)| b != a).collect();
    assert!(changed.is_empty(), "another tenant's rows changed: {changed:#?}");
}
