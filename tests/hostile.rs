//! Input that no honest caller sends, one field at a time, at every argument of the graph: an answer that names the fault,
//! never one that says that it is ours.

use billing::BillingError;
use domain::ids::PayeeId;
use domain::refund::{RefundRequest, RefundScope};
use serde_json::{Map, Value, json};
use store::{Clock, SystemCtx, TenantTx};

use crate::isolation::{Ids, Schema, full_house, ids_of, named, spelled};
use crate::world::{Gql, World};

/// What may be put where a text, a moment or a number is wanted.
fn poisons(kind: &str) -> Vec<Value> {
    match kind {
        "String" | "ID" => {
            vec![
                json!("\u{0}"),
                json!("a\u{0}b"),
                json!("\u{1}\n\t"),
                json!("\u{202e}"),
                json!(""),
                json!("x".repeat(5_000)),
            ]
        }
        "DateTime" => vec![
            json!("-9999-01-01T00:00:00Z"),
            json!("-200000-01-01T00:00:00Z"),
            json!("+262142-12-31T23:59:59Z"),
        ],
        "Int64" => vec![json!(i64::MIN.to_string()), json!(i64::MAX.to_string()), json!("0")],
        "Int" => vec![json!(i32::MIN), json!(i32::MAX), json!(0)],
        _ => Vec::new(),
    }
}

/// Every scalar of an argument with all its fields, as a path into the value.
fn leaves(schema: &Schema, of: &Value, path: Vec<Value>, all: &mut Vec<(Vec<Value>, String)>) {
    match of["kind"].as_str().unwrap() {
        "NON_NULL" => leaves(schema, &of["ofType"], path, all),
        "LIST" => leaves(schema, &of["ofType"], [path, vec![json!(0)]].concat(), all),
        "INPUT_OBJECT" => {
            for field in schema.0[of["name"].as_str().unwrap()]["inputFields"].as_array().unwrap() {
                leaves(schema, &field["type"], [path.clone(), vec![field["name"].clone()]].concat(), all);
            }
        }
        _ => all.push((path, of["name"].as_str().unwrap().to_owned())),
    }
}

/// Puts a value at a path, making the objects and lists on its way.
fn put(value: &mut Value, schema: &Schema, ids: &Ids, of: &Value, path: &[Value], poison: &Value) {
    let of = if of["kind"] == "NON_NULL" { &of["ofType"] } else { of };
    let Some((step, rest)) = path.split_first() else {
        *value = poison.clone();
        return;
    };
    if of["kind"] == "LIST" {
        if value.as_array().is_none_or(Vec::is_empty) {
            *value = json!([schema.value("item", &of["ofType"], ids)]);
        }
        return put(&mut value[0], schema, ids, &of["ofType"], rest, poison);
    }
    let fields = schema.0[of["name"].as_str().unwrap()]["inputFields"].as_array().unwrap();
    let field = fields.iter().find(|field| field["name"] == *step).unwrap();
    let name = step.as_str().unwrap();
    if !value.is_object() {
        *value = schema.value("input", of, ids);
    }
    let inner = if field["type"]["kind"] == "NON_NULL" { &field["type"]["ofType"] } else { &field["type"] };
    if value[name].is_null() && inner["kind"] == "INPUT_OBJECT" {
        value[name] = schema.value(name, inner, ids);
    }
    put(&mut value[name], schema, ids, &field["type"], rest, poison);
}

async fn ask(caller: &Gql, document: &str, variables: Value, faults: &mut Vec<String>) {
    let (status, answer) = caller.raw(document, variables.clone()).await;
    let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
    // Stripe is there, so it is never away but for what we have told it.
    if status >= 500 || code == "INTERNAL" || code.contains("UNAVAILABLE") {
        let short: String = variables.to_string().chars().take(300).collect();
        faults.push(format!("{status} {code} {} {short}", &document[..document.len().min(120)]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_input_is_our_fault() {
    let mut world = World::new().await;
    let (shop, joe) = full_house(&world).await;
    world.stop_worker().await;
    let ids = ids_of(&world, &shop.tenant).await;
    let schema = Schema::read(&shop.owner).await;
    let mut faults = Vec::new();
    for caller in [&shop.owner, &joe] {
        for (root, word) in [("Query", "query"), ("Mutation", "mutation")] {
            for field in schema.fields(root) {
                let name = field["name"].as_str().unwrap();
                // It ends the session of whoever asks.
                if name == "signOut" {
                    continue;
                }
                let args = field["args"].as_array().unwrap();
                for arg in args {
                    let mut all = Vec::new();
                    leaves(&schema, &arg["type"], Vec::new(), &mut all);
                    for (path, kind) in all {
                        for poison in poisons(&kind) {
                            let mut variables = Map::new();
                            for other in args {
                                let wanted = other["type"]["kind"] == "NON_NULL" || other["name"] == "first";
                                if wanted && other["name"] != arg["name"] {
                                    let of = other["name"].as_str().unwrap();
                                    variables.insert(of.to_owned(), schema.value(of, &other["type"], &ids));
                                }
                            }
                            let own = arg["name"].as_str().unwrap();
                            let mut value = schema.value(own, &arg["type"], &ids);
                            put(&mut value, &schema, &ids, &arg["type"], &path, &poison);
                            if value.get("idempotencyKey").is_some()
                                && path.last() != Some(&json!("idempotencyKey"))
                            {
                                value["idempotencyKey"] = json!(store::new_id::<PayeeId>().to_string());
                            }
                            variables.insert(own.to_owned(), value);
                            let spelled = |of: &Value| spelled(of);
                            let declared: Vec<String> = args
                                .iter()
                                .filter(|a| variables.contains_key(a["name"].as_str().unwrap()))
                                .map(|a| format!("${}: {}", a["name"].as_str().unwrap(), spelled(&a["type"])))
                                .collect();
                            let given: Vec<String> =
                                variables.keys().map(|name| format!("{name}: ${name}")).collect();
                            let selection = match named(&field["type"]) {
                                (kind, _) if kind == "SCALAR" || kind == "ENUM" => String::new(),
                                (_, inner) => schema.selection(&inner, 1),
                            };
                            let document = format!(
                                "{word}({}) {{ {name}({}) {selection} }}",
                                declared.join(", "),
                                given.join(", ")
                            );
                            ask(caller, &document, Value::Object(variables), &mut faults).await;
                        }
                    }
                }
            }
        }
    }
    // Nobody was signed out on the way.
    for (caller, field) in
        [(&shop.owner, "tenant { name }"), (&joe, "viewer { affiliate { earnings { currency } } }")]
    {
        caller.query(&format!("{{ {field} }}"), json!({})).await;
    }
    // Arguments below the roots.
    for moment in ["-9999-01-01T00:00:00Z", "+262142-12-31T23:59:59Z"] {
        for bound in ["from", "to"] {
            let document = format!(
                "{{ wallet(currency: \"GBP\") {{ lines(first: 1, {bound}: \"{moment}\") {{ nodes {{ version }} }} }} }}"
            );
            assert_eq!(shop.owner.error(&document, json!({})).await, "TIME_INVALID");
        }
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "this stands for a door")]
async fn each_fault_has_its_own_code() {
    let world = World::new().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "JOE").await;
    shop.code(&joe, "JOE").await;
    let sale = shop.sale("o-1", 10_000, json!({"code": "JOE"})).await;
    let commission = &sale["commissions"][0]["id"];
    let refused = async |mutation: &'static str, input: Value| shop.owner.refused(mutation, input).await;
    for reason in ["\u{1}", "two\nlines", " ", ""] {
        let input =
            json!({"commissionId": commission, "reason": reason, "idempotencyKey": format!("k{reason:?}")});
        assert_eq!(refused("commissionVoid", input.clone()).await, "REASON_MISSING", "{reason:?}");
        assert_eq!(refused("debtWriteOff", input).await, "REASON_MISSING", "{reason:?}");
    }
    let old = "-9999-01-01T00:00:00Z";
    let refund = |id: &str, at: &str| json!({"conversionId": sale["id"], "externalId": id, "whole": true, "occurredAt": at, "idempotencyKey": "r"});
    assert_eq!(refused("refundRecord", refund("\u{1}", "2026-01-01T00:00:00Z")).await, "EXTERNAL_ID_INVALID");
    assert_eq!(refused("refundRecord", refund("r-1", old)).await, "TIME_INVALID");
    let new = json!({"kind": "SALE", "externalId": "o-2", "currency": "GBP", "amountMinor": 1, "occurredAt": old, "idempotencyKey": "c"});
    assert_eq!(refused("conversionRecord", new.clone()).await, "TIME_INVALID");
    let dinar = json!({"kind": "SALE", "externalId": "o-2", "currency": "KWD", "amountMinor": 5, "idempotencyKey": "c"});
    assert_eq!(refused("conversionRecord", dinar).await, "UNKNOWN_CURRENCY");
    let funding = json!({"currency": "UGX", "amountMinor": 5_050, "idempotencyKey": "f"});
    assert_eq!(refused("walletFund", funding).await, "UNKNOWN_CURRENCY");
    for at in ["-200000-01-01T00:00:00Z", "+200000-01-01T00:00:00Z"] {
        for field in [
            "balancesAt(first: 1, moment: $at) { nodes { version } }",
            "trialBalances(moment: $at) { currency }",
        ] {
            let document = format!("query($at: DateTime!) {{ {field} }}");
            assert_eq!(shop.owner.error(&document, json!({"at": at})).await, "TIME_INVALID", "{field}");
        }
    }
    let nul = json!({"commissionId": commission, "reason": "\u{0}", "idempotencyKey": "n"});
    let document =
        "mutation($input: CommissionVoidInput!) { commissionVoid(input: $input) { userErrors { code } } }";
    assert_eq!(shop.owner.error(document, json!({"input": nul})).await, "NUL_IN_TEXT");
    // A variable named as a file's field is named is no file.
    let document = "query($data: String!) { product(externalId: $data) { id } }";
    assert_eq!(shop.owner.error(document, json!({"data": "k\u{0}"})).await, "NUL_IN_TEXT");
    let rest = json!({"kind": "SALE", "externalId": "a\u{0}", "currency": "GBP", "amountMinor": 1, "occurredAt": old});
    // Whatever door it came through, it is refused before anything is looked up by it.
    let (pool, id) = (world.pool().await, sale["id"].as_str().unwrap().parse().unwrap());
    let ctx = SystemCtx::of_job("test").in_tenant(shop.tenant.parse().unwrap());
    let tx = TenantTx::begin(&pool, &ctx).await.unwrap();
    let wish = RefundRequest { external_id: "\0".to_owned(), scope: RefundScope::Whole };
    let now = Clock::system().now();
    let refused = billing::conversion::refund(&tx, id, wish, now, now).await;
    assert!(matches!(refused, Err(BillingError::Refused { code: "EXTERNAL_ID_INVALID", .. })), "{refused:?}");
    let door = shop.key("SECRET").await.request(reqwest::Method::POST, "/v1/conversions");
    assert_eq!(door.json(&rest).send().await.unwrap().status(), 422);
}
