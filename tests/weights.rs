//! Weights of channels: made from a period's walks or given by hand, and what MARKOV and SHAPLEY pay by them.

use serde_json::{Value, json};

use crate::world::brand::minor;
use crate::world::{Brand, World};

const MAPPING: &str = r#"
kind = "touches"
[columns]
external_id = "id"
kind = "kind"
link = "link"
moment = "moment"
date = "at"
customer = "customer"
visitor = "visitor"
consent = "consent"
[fixed]
moment_source = "api"
"#;
const SET: &str = "weightSet { id model from to conversions nulls weights { channel weight whole } }";
const WHOLE: i64 = 1 << 24;

/// What channels weigh, in order of channel.
fn weights(set: &Value) -> Vec<(&str, i64)> {
    let weights = set["weights"].as_array().unwrap();
    weights.iter().map(|one| (one["channel"].as_str().unwrap(), one["weight"].as_i64().unwrap())).collect()
}

/// Three walks of the first ten days of September: a moment then a link, sold; a moment, nothing; a link then a moment,
/// sold. And what is none of them: a touch of a sale after that, a repeat, a subscription's later sale.
async fn walked(world: &World) -> Brand {
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 1_000, 30).await;
    let joe = shop.affiliate(world, &program, "Joe").await;
    let slug = shop.link(&joe, None).await;
    shop.review_by("cat").await;
    let click = |id: &str, day: &str, who: &str| format!("{id},CLICK,{slug},,2026-09-{day}Z,{who},true\n");
    let view =
        |id: &str, day: &str, who: &str| format!("{id},MOMENT_CLICK,,review-cat,2026-09-{day}Z,{who},true\n");
    let rows = [
        view("1", "01T10:00:00", "ann,"),
        click("2", "02T10:00:00", "ann,"),
        view("3", "03T10:00:00", ",nobody"),
        click("4", "04T10:00:00", "bob,"),
        view("5", "05T10:00:00", "bob,"),
        click("6", "09T10:00:00", "late,"),
    ]
    .concat();
    let data = format!("id,kind,link,moment,at,customer,visitor,consent\n{rows}");
    let report = shop
        .owner
        .mutate(
            "touchImport",
            json!({"format": "CSV", "mapping": MAPPING, "data": data}),
            "report { written }",
        )
        .await;
    assert_eq!(report["report"]["written"], 6, "{report}");
    for (customer, day, more) in [
        ("ann", "06", json!("s")),
        ("ann", "07", json!("s")),
        ("bob", "06", Value::Null),
        ("late", "12", Value::Null),
    ] {
        let mut sale = json!({"customer": customer, "occurredAt": format!("2026-09-{day}T10:00:00Z")});
        if !more.is_null() {
            sale["subscription"] = more;
        }
        shop.sale(&format!("{customer}-{day}"), 10_000, sale).await;
    }
    shop
}

async fn publish(shop: &Brand, input: Value) -> Value {
    shop.owner.mutate("weightSetPublish", input, SET).await["weightSet"].take()
}

/// MARKOV by hand: see `domain::attribution::markov`, three walks, 9 to 8.
#[tokio::test]
async fn a_periods_walks_become_weights_that_pay() {
    let world = World::without_worker().await;
    let shop = walked(&world).await;
    let period = json!({"model": "MARKOV", "from": "2026-09-01T00:00:00Z", "to": "2026-09-11T00:00:00Z"});
    let set = publish(&shop, period.clone()).await;
    assert_eq!((&set["conversions"], &set["nulls"]), (&json!("2"), &json!("1")), "{set}");
    let ninth = (WHOLE * 9 + 8) / 17;
    let expected = [("AFFILIATE/CLICK", WHOLE - ninth), ("CREATOR/MOMENT_CLICK", ninth)];
    assert_eq!(weights(&set), expected);
    let mut shapley = period;
    shapley["model"] = json!("SHAPLEY");
    let shapley = publish(&shop, shapley).await;
    assert_eq!(weights(&shapley).iter().map(|one| one.1).collect::<Vec<_>>(), [WHOLE / 2, WHOLE / 2]);

    let listed = shop.owner.query("{ weightSets(first: 5) { nodes { id } } }", json!({})).await;
    assert_eq!(listed["weightSets"]["nodes"], json!([{"id": shapley["id"]}, {"id": set["id"]}]));
    let policy = json!({"model": "MARKOV", "weightSetId": set["id"], "affiliateFloorBps": 0});
    shop.owner.mutate("policyCreate", policy, "policy { weightSet { id } }").await;
    // Both channels once: 10 % of 170.00 in parts of 8 and 9.
    let data = format!(
        "id,kind,link,moment,at,customer,visitor,consent\n{}{}",
        "7,MOMENT_CLICK,,review-cat,2026-10-01T10:00:00Z,eve,,true\n",
        format_args!("8,CLICK,{},,2026-10-02T10:00:00Z,eve,,true\n", slug(&shop).await)
    );
    let input = json!({"format": "CSV", "mapping": MAPPING, "data": data});
    shop.owner.mutate("touchImport", input, "report { written }").await;
    let sale =
        shop.sale("eve", 17_000, json!({"customer": "eve", "occurredAt": "2026-10-03T10:00:00Z"})).await;
    let credits = sale["attribution"]["credits"].as_array().unwrap();
    let mut paid: Vec<(&str, i64)> =
        credits.iter().map(|c| (c["role"].as_str().unwrap(), minor(&c["amount"]))).collect();
    paid.sort_unstable();
    assert_eq!(paid, [("AFFILIATE", 800), ("CREATOR", 900)], "{sale:#}");
    let audited =
        world.sql("SELECT detail FROM audit_log WHERE action = 'weightSetPublish' ORDER BY id").await;
    assert_eq!(audited[0]["detail"]["channels"], 2, "{audited:?}");
}

async fn slug(shop: &Brand) -> String {
    let links = shop.owner.query("{ links(first: 1) { nodes { slug } } }", json!({})).await;
    links["links"]["nodes"][0]["slug"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn weights_by_hand_sum_or_are_refused_with_the_place() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let other = world.brand("Other").await;
    let program = other.program("AFFILIATES", 1_000, 30).await;
    let group = json!({"programId": program, "name": "Coupons", "standsDown": true});
    let group = other.owner.mutate("groupCreate", group, "group { id }").await["group"]["id"].take();
    let theirs = format!("AFFILIATE/CODE/{}", group.as_str().unwrap());
    let hand = |weights: &[(&str, i64)]| {
        let weights: Vec<_> = weights.iter().map(|(c, w)| json!({"channel": c, "weight": w})).collect();
        json!({"model": "SHAPLEY", "weights": weights})
    };
    let set = publish(&shop, hand(&[("CREATOR/MOMENT_VIEW", 2_500), ("AFFILIATE/CODE", 7_500)])).await;
    assert_eq!(weights(&set), [("AFFILIATE/CODE", WHOLE / 4 * 3), ("CREATOR/MOMENT_VIEW", WHOLE / 4)]);
    assert_eq!((&set["from"], &set["conversions"]), (&Value::Null, &json!("0")));

    let refused = async |input: Value| {
        let payload = shop.owner.attempt("weightSetPublish", input, "").await;
        let error = payload["userErrors"][0].clone();
        (error["code"].as_str().unwrap_or_default().to_owned(), error["field"].clone())
    };
    let at = |field: &[&str]| json!(field);
    for (input, code, field) in [
        (
            hand(&[("CREATOR/MOMENT_VIEW", 2_500), ("AFFILIATE/CODE", 7_499)]),
            "WEIGHTS_DO_NOT_SUM",
            at(&["input", "weights"]),
        ),
        (hand(&[]), "WEIGHT_COUNT", at(&["input", "weights"])),
        (
            hand(&[("AFFILIATE/CODE", 5_000), ("AFFILIATE/CLICK", 2_500), ("AFFILIATE/CODE", 2_500)]),
            "WEIGHT_CHANNELS",
            at(&["input", "weights", "2", "channel"]),
        ),
        (
            hand(&[("AFFILIATE/CODE", 10_000), ("AFFILIATE/CLICK", -1)]),
            "WEIGHT_CHANNELS",
            at(&["input", "weights", "1", "weight"]),
        ),
        (
            hand(&[("AFFILIATE/CODE", 9_999), ("NOBODY/CODE", 1)]),
            "CHANNEL_INVALID",
            at(&["input", "weights", "1", "channel"]),
        ),
        (hand(&[(&theirs, 10_000)]), "NOT_FOUND", at(&["input", "weights", "0", "channel"])),
        (json!({"model": "SHAPLEY"}), "INPUT_INVALID", at(&["input", "from"])),
        (json!({"model": "LINEAR", "weights": []}), "MODEL_HAS_NO_WEIGHTS", at(&["input", "model"])),
        (
            json!({"model": "MARKOV", "from": "2026-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}),
            "TIME_INVALID",
            at(&["input", "to"]),
        ),
        (
            json!({"model": "MARKOV", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}),
            "NO_CONVERSIONS",
            Value::Null,
        ),
        (
            json!({"model": "MARKOV", "from": "2026-01-01T00:00:00Z", "weights": []}),
            "INPUT_INVALID",
            at(&["input", "weights"]),
        ),
    ] {
        assert_eq!(refused(input.clone()).await, (code.to_owned(), field), "{input}");
    }
    let mut whole = hand(&[("AFFILIATE/CODE", 1)]);
    whole["whole"] = json!(0);
    assert_eq!(refused(whole).await.0, "WEIGHT_WHOLE");
    assert_eq!(world.sql("SELECT 1 AS n FROM weight_sets").await.len(), 1);
}
