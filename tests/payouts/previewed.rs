//! The people behind a run's total: who is paid and who is left out, as the preview has frozen it.

use serde_json::{Value, json};

use super::{approve, assert_books, draft, execute, payouts, preview, sales};
use crate::world::brand::{id, minor};
use crate::world::{Brand, World};

async fn seen(shop: &Brand, run: &str) -> Value {
    let document = "query($id: ID!) { node(id: $id) { ... on PayoutRun { previewTotal { minor } previewSums { shares fees { minor } recovered { minor } omissions } \
      drafter { kind name } approver { kind name } \
      preview(first: 10) { nodes { affiliateId payee { name kind } amount { minor } fee { minor } recovered { minor } } } \
      omissions(first: 10) { nodes { payee { name kind } amount { minor } reason } } } } }";
    shop.owner.query(document, json!({"id": run})).await["node"].take()
}

/// Name, amount and a third thing of each row.
fn rows(seen: &Value, third: &str) -> Vec<(String, i64, String)> {
    let text = |value: &Value| match value {
        Value::Object(_) => minor(value).to_string(),
        other => other.as_str().unwrap_or("-").to_owned(),
    };
    let row = |row: &Value| {
        (row["payee"]["name"].as_str().unwrap().to_owned(), minor(&row["amount"]), text(&row[third]))
    };
    seen["nodes"].as_array().unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn whoever_approves_sees_who_is_paid_and_who_is_left_out() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 90_000).await;
    for name in ["JOE", "MIA", "DEB", "COR"] {
        shop.earner(&world, &program, name).await;
    }
    // Mia owes 500 and Deb 1,000 of what they were paid.
    sales(&world, &shop, &[("m-0", "MIA", 10_000), ("d-0", "DEB", 10_000)]).await;
    let run = shop.start_run("before").await;
    shop.until_run(&world, &run, "COMPLETED").await;
    for (key, amount) in [("m-0", 5_000), ("d-0", 10_000)] {
        let found = format!("{{ conversion(kind: SALE, externalId: \"{key}\") {{ id }} }}");
        let sale = shop.owner.query(&found, json!({})).await["conversion"].take();
        shop.refund(&sale, &format!("r-{key}"), json!({"amountMinor": amount})).await;
    }
    let high = shop.program("AFFILIATES", 1_000, 0).await;
    let update = json!({"programId": high, "payoutMinimumMinor": "5000"});
    shop.owner.mutate("programUpdate", update, "program { id }").await;
    shop.earner(&world, &high, "LOW").await;
    let nia = shop.affiliate(&world, &program, "Nia").await;
    shop.code(&nia, "NIA").await;
    let all = [
        ("j-1", "JOE", 70_000),
        ("j-2", "JOE", 5_000),
        ("m-1", "MIA", 20_000),
        ("d-1", "DEB", 4_000),
        ("c-1", "COR", 10_000),
        ("l-1", "LOW", 49_990),
        ("n-1", "NIA", 10_000),
    ];
    sales(&world, &shop, &all).await;
    let found = "{ conversion(kind: SALE, externalId: \"c-1\") { id } }";
    let sale = shop.owner.query(found, json!({})).await["conversion"].take();
    shop.refund(&sale, "r-c", json!({"whole": true})).await;
    // One of Joe's two is looked at; a pending one can be, a payable one is held behind the door's back.
    world
        .break_with(
            "UPDATE commissions SET state = 'HELD' WHERE conversion_id = (SELECT id FROM conversions WHERE external_id = 'j-2')",
        )
        .await;

    let run = draft(&shop, "one").await;
    let nothing = seen(&shop, &run).await;
    assert_eq!(nothing["preview"]["nodes"], json!([]));
    assert_eq!((&nothing["previewTotal"], &nothing["approver"]), (&Value::Null, &Value::Null));
    let hash = preview(&shop, &run).await;
    let frozen = seen(&shop, &run).await;
    let of = |name: &str, amount: i64, third: &str| (name.to_owned(), amount, third.to_owned());
    assert_eq!(rows(&frozen["preview"], "recovered"), [of("JOE", 7_000, "0"), of("MIA", 1_500, "500")]);
    let left = [
        of("LOW", 4_999, "BELOW_MINIMUM"),
        of("Nia", 1_000, "NO_ACCOUNT"),
        of("JOE", 500, "HELD"),
        of("DEB", 400, "OFFSET_BY_DEBT"),
        of("COR", 0, "CORRECTED"),
    ];
    assert_eq!(rows(&frozen["omissions"], "reason"), left);
    let sums = &frozen["previewSums"];
    assert_eq!((&sums["shares"], &sums["omissions"]), (&json!(2), &json!(5)));
    assert_eq!((minor(&frozen["previewTotal"]), minor(&sums["recovered"])), (8_500, 500));
    assert_eq!(frozen["drafter"], json!({"kind": "MEMBER", "name": "Olive"}));

    // What comes afterwards changes nothing of it, page by page.
    sales(&world, &shop, &[("j-3", "JOE", 90_000)]).await;
    assert_eq!(seen(&shop, &run).await, frozen);
    for (list, expected) in [("preview", 2), ("omissions", 5)] {
        let page = format!(
            "query($id: ID!, $after: String) {{ node(id: $id) {{ ... on PayoutRun {{ {list}(first: 1, after: $after) {{ \
             nodes {{ payee {{ name }} amount {{ minor }} }} pageInfo {{ hasNextPage endCursor }} }} }} }} }}"
        );
        let (mut after, mut walked) = (Value::Null, Vec::new());
        loop {
            let data = shop.owner.query(&page, json!({"id": run, "after": after})).await["node"][list].take();
            walked.extend(rows(&data, "none"));
            if data["pageInfo"]["hasNextPage"] != true {
                break;
            }
            after = data["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(walked, rows(&frozen[list], "none"));
        assert_eq!(walked.len(), expected);
        let wrong = json!({"id": run, "after": "made up"});
        assert_eq!(shop.owner.error(&page, wrong).await, "INVALID_CURSOR");
    }

    approve(&shop, &run, &hash).await;
    assert_eq!(seen(&shop, &run).await["approver"], json!({"kind": "MEMBER", "name": "Olive"}));
    execute(&shop, &run).await;
    let done = shop.until_run(&world, &run, "COMPLETED").await;
    // It came as it was shown, and the fees are those that were charged.
    assert_eq!(payouts(&done), [("TRANSFERRED".to_owned(), 1_500), ("TRANSFERRED".to_owned(), 7_000)]);
    let paid = done["payouts"]["nodes"].as_array().unwrap();
    assert_eq!(paid.iter().map(|p| minor(&p["fee"])).sum::<i64>(), minor(&sums["fees"]));
    let names = "query($id: ID!) { node(id: $id) { ... on PayoutRun { payouts(first: 9) { nodes { affiliateId payee { id name kind affiliateId } } } } } }";
    let named = shop.owner.query(names, json!({"id": run})).await["node"]["payouts"]["nodes"].take();
    let mut who: Vec<&str> =
        named.as_array().unwrap().iter().map(|p| p["payee"]["name"].as_str().unwrap()).collect();
    who.sort_unstable();
    assert_eq!(who, ["JOE", "MIA"]);
    assert!(named.as_array().unwrap().iter().all(|p| p["payee"]["affiliateId"] == p["affiliateId"]));
    world.break_with("UPDATE commissions SET state = 'PAYABLE' WHERE state = 'HELD'").await;
    assert_books(&world).await;
}

#[tokio::test]
async fn a_wish_of_ones_own_leaves_nobody_else_out() {
    let world = World::new().await;
    let (shop, program) = Brand::with_program(&world, 0, 90_000).await;
    let joe = shop.earner(&world, &program, "JOE").await;
    let nia = shop.affiliate(&world, &program, "Nia").await;
    shop.code(&nia, "NIA").await;
    let allow = json!({"programId": program, "payoutOnDemand": true});
    shop.owner.mutate("programUpdate", allow, "program { id }").await;
    sales(&world, &shop, &[("j-1", "JOE", 70_000), ("n-1", "NIA", 10_000)]).await;
    let wish = json!({"tenantId": shop.tenant, "currency": "GBP", "idempotencyKey": "now"});
    joe.graph.mutate("payoutRequest", wish, "payoutRequest { id }").await;
    let paid = || world.sql("SELECT run_id FROM payouts WHERE state = 'TRANSFERRED'");
    world.until("his wish", paid, |rows| !rows.is_empty()).await;
    let runs = shop.owner.query("{ payoutRuns(first: 1) { nodes { id } } }", json!({})).await;
    let run = seen(&shop, &id(&runs["payoutRuns"]["nodes"][0])).await;
    assert_eq!(rows(&run["preview"], "recovered"), [("JOE".to_owned(), 7_000, "0".to_owned())]);
    assert_eq!(run["omissions"]["nodes"], json!([]));
}
