//! Verified buyers and who is paid: nobody says so of themselves.

use serde_json::{Value, json};

use super::{of_moment, review, shop, shown};
use crate::world::World;

const WHO: &str = "externalId badges verifiedBuyer";

#[tokio::test]
async fn a_sale_of_what_it_is_about_makes_a_verified_buyer_and_a_refund_takes_it_back() {
    let world = World::new().await;
    let (shop, public) = shop(&world).await;
    let earlier = json!({"customer": "c-1", "occurredAt": "2026-01-02T00:00:00Z"});
    let sale = shop.sale("o-1", 2_000, earlier.clone()).await;
    let buyer = json!({"customer": "c-1", "publishedAt": "2026-01-03T00:00:00Z"});
    let mug = review(&shop, "mug", buyer.clone()).await;
    // It says so from the start, and ranks so.
    assert_eq!(of_moment(&shop.owner, &mug, "badges").await["badges"], json!(["VERIFIED_BUYER"]));
    let rank = "SELECT rank - log_score AS trust FROM moments WHERE external_id = 'mug'";
    assert!((world.sql(rank).await[0]["trust"].as_f64().unwrap() - 1.25f64.log2()).abs() < 1e-9);
    // Other products, other customers, what was written before, and nobody at all.
    let mut kettle = buyer.clone();
    kettle["products"] = json!([{"externalId": "KETTLE", "title": "Kettle"}]);
    review(&shop, "kettle", kettle).await;
    review(&shop, "other", json!({"customer": "c-2", "publishedAt": "2026-01-03T00:00:00Z"})).await;
    review(&shop, "before", json!({"customer": "c-1", "publishedAt": "2026-01-01T00:00:00Z"})).await;
    review(&shop, "nobody", json!({"creator": {"externalId": "c-1", "name": "c-1"}})).await;
    let verified = || async {
        let moments = shown(&public, WHO).await;
        assert!(moments.iter().all(|m| m["verifiedBuyer"] == json!(m["badges"] == json!(["VERIFIED_BUYER"]))));
        let mut names: Vec<String> = moments
            .iter()
            .filter(|moment| moment["verifiedBuyer"] == true)
            .map(|moment| moment["externalId"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(verified().await, "mug");
    // A sale that is reported later counts from when it was.
    shop.sale("o-2", 3_000, json!({"customer": "c-2", "occurredAt": "2026-01-02T00:00:00Z"})).await;
    world.until("the other's badge", &verified, |names| names == "mug other").await;
    // Part of the price back is still a purchase; the rest of it ends it, and the cached page with it.
    let sale = shop.refund(&sale, "r-1", json!({"amountMinor": 500})).await;
    shop.refund(&sale, "r-2", json!({"whole": true})).await;
    world.until("the end of the badge", &verified, |names| names == "other").await;
    let fell = world
        .sql("SELECT rank = log_score AS equal, rank_fell_at IS NOT NULL AS fell FROM moments WHERE external_id = 'mug'")
        .await;
    assert_eq!(fell[0], json!({"equal": true, "fell": true}));
    // Bought again: a later sale does not speak for what was written before it.
    shop.sale("o-3", 2_000, json!({"customer": "c-1", "occurredAt": "2026-01-04T00:00:00Z"})).await;
    shop.sale("o-4", 2_000, json!({"customer": "c-1", "occurredAt": "2026-01-02T12:00:00Z"})).await;
    world.until("the badge again", &verified, |names| names == "mug other").await;
}

#[tokio::test]
async fn a_line_that_is_given_back_whole_was_not_bought() {
    let world = World::new().await;
    let (shop, _) = shop(&world).await;
    let lines = json!([{"sku": "MUG", "quantity": 1, "amountMinor": 1_000}, {"sku": "POST", "quantity": 1, "amountMinor": 500}]);
    let sale = json!({"customer": "c-1", "occurredAt": "2026-01-02T00:00:00Z", "lines": lines});
    let sale = shop.sale("o-1", 0, sale).await;
    let mug = review(&shop, "mug", json!({"customer": "c-1"})).await;
    let badges = || async { of_moment(&shop.owner, &mug, "badges").await["badges"].clone() };
    assert_eq!(badges().await, json!(["VERIFIED_BUYER"]));
    shop.refund(&sale, "r-1", json!({"lines": [{"position": 1, "quantity": 1}]})).await;
    world.until("the end of the badge", &badges, |badges| *badges == json!([])).await;
}

#[tokio::test]
async fn a_page_needs_the_brands_word_for_who_writes() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    shop.sale("o-1", 2_000, json!({"customer": "c 1", "occurredAt": "2026-01-02T00:00:00Z"})).await;
    let ask = "query($customer: String!) { buyerToken(customer: $customer) }";
    let server = shop.key("SECRET").await;
    let token = server.query(ask, json!({"customer": "c 1"})).await["buyerToken"].clone();
    assert_eq!(public.error(ask, json!({"customer": "c 1"})).await, "FORBIDDEN");
    assert_eq!(server.error(ask, json!({"customer": ""})).await, "OUT_OF_RANGE");
    let input = |name: &str, more: Value| {
        let mut input = json!({
            "kind": "REVIEW", "externalId": name, "body": format!("It holds its tea warm, says {name}."),
            "products": [{"externalId": "MUG"}],
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    };
    let forged = |customer: &str| input("forged", json!({"customer": customer}));
    assert_eq!(public.refused("momentSubmit", forged("c 1")).await, "CUSTOMER_NOT_TRUSTED");
    let wrong = input("forged", json!({"customerToken": format!("{}x", token.as_str().unwrap())}));
    assert_eq!(public.refused("momentSubmit", wrong).await, "CUSTOMER_TOKEN_INVALID");
    let other = world.brand("Other").await;
    let foreign = input("foreign", json!({"customerToken": token}));
    assert_eq!(other.owner.refused("momentSubmit", foreign).await, "CUSTOMER_TOKEN_INVALID");
    let contradicted = input("two", json!({"customerToken": token, "customer": "c 2"}));
    assert_eq!(server.refused("momentSubmit", contradicted).await, "CUSTOMER_TOKEN_INVALID");
    let told = input("told", json!({"customerToken": token}));
    let done = public.mutate("momentSubmit", told, "moment { id badges }").await;
    assert_eq!(done["moment"]["badges"], json!(["VERIFIED_BUYER"]));
    // Erased: nobody knows any more who wrote it.
    let known = async || world.sql("SELECT count(customer_id) AS known FROM moment_customers").await[0]["known"].clone();
    assert_eq!(known().await, 1);
    shop.owner.mutate("momentErase", json!({"momentId": done["moment"]["id"]}), "moment { id }").await;
    assert_eq!(known().await, 0);
}

#[tokio::test]
async fn an_import_may_name_customers() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    shop.sale("o-1", 2_000, json!({"customer": "7", "occurredAt": "2026-01-02T00:00:00Z"})).await;
    let mapping = "kind = \"moments\"\n[fixed]\nkind = \"REVIEW\"\nsource = \"old\"\nmoderation = \"APPROVED\"\nrights = \"NOT_REQUIRED\"\n\
                   [read]\ndate_format = \"%Y-%m-%d\"\n\
                   [columns]\nexternal_id = \"id\"\nbody = \"text\"\nproduct = \"sku\"\ncustomer = \"who\"\npublished_at = \"at\"\n";
    let data = "id,text,sku,who,at\n1,Warm tea all day.,MUG,7,2026-01-03\n2,Cold after an hour.,MUG,8,2026-01-03\n";
    let input = json!({"format": "CSV", "mapping": mapping, "data": data});
    let report = shop.owner.mutate("momentImport", input, "report { written refused { reason } }").await;
    assert_eq!(report["report"]["written"], 2, "{report:#}");
    let mut shown = shown(&public, WHO).await;
    shown.sort_by_key(|moment| moment["externalId"].as_str().unwrap().to_owned());
    assert_eq!((&shown[0]["badges"], &shown[1]["badges"]), (&json!(["VERIFIED_BUYER"]), &json!([])));
}

#[tokio::test]
async fn who_is_paid_for_it_says_so_beside_it() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    shop.sale("o-1", 2_000, json!({"customer": "c-1", "occurredAt": "2026-01-02T00:00:00Z"})).await;
    let ann = json!({"customer": "c-1", "creator": {"externalId": "ann", "name": "Ann"}});
    review(&shop, "ann", ann).await;
    review(&shop, "nobody", json!({})).await;
    let badges = async || {
        let mut moments = shown(&public, "externalId badges").await;
        moments.sort_by_key(|moment| moment["externalId"].as_str().unwrap().to_owned());
        json!([moments[0]["badges"], moments[1]["badges"]])
    };
    assert_eq!(badges().await, json!([["VERIFIED_BUYER"], []]));
    // Terms for creators that pay: whoever has a name is paid for what they say, and the page that was kept is dropped.
    shop.program("CREATORS", 500, 0).await;
    assert_eq!(badges().await, json!([["VERIFIED_BUYER", "INCENTIVISED"], []]));
}
