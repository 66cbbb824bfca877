//! People who ask what is known of them, and to be forgotten.

use serde_json::{Value, json};

use crate::world::brand::{id, said};
use crate::world::{Brand, Gql, World};

/// Tables that say so: all of a tenant's, but those of whoever works for it.
async fn tables_that_say(world: &World, word: &str) -> Vec<String> {
    let tables = "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id') \
        ORDER BY 1";
    let mut found = Vec::new();
    for table in world.sql(tables).await {
        let name = table["name"].as_str().unwrap();
        let said =
            world.sql(&format!("SELECT 1 AS n FROM {name} t WHERE t::text ILIKE '%{word}%' LIMIT 1")).await;
        if !said.is_empty() {
            found.push(name.to_owned());
        }
    }
    found
}

async fn creator(shop: &Brand, moment: &str) -> String {
    let of = "query($id: ID!) { node(id: $id) { ... on Moment { creator { id } } } }";
    id(&shop.owner.query(of, json!({"id": moment})).await["node"]["creator"])
}

async fn shown(public: &Gql) -> usize {
    let data =
        public.query("{ feed(handle: \"all\") { moments(first: 9) { nodes { id } } } }", json!({})).await;
    data["feed"]["moments"]["nodes"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_creator_is_forgotten_with_every_word_and_keeps_what_they_earned() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    shop.program("CREATORS", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let post = |name: &str| {
        json!({
            "kind": "SOCIAL_POST", "externalId": name, "title": "Zanzibarhead", "body": "Zanzibarwords #zanzibartag",
            "permalink": "https://social.example/zanzibarhandle/1", "rightsRequired": true,
            "creator": {"externalId": "zanzibarhandle", "name": "Anna Zanzibar"},
        })
    };
    let first = id(&shop.owner.mutate("momentSubmit", post("one"), "moment { id }").await["moment"]);
    shop.owner.mutate("momentSubmit", post("two"), "moment { id }").await;
    let edit = json!({"momentId": first, "revision": 1, "body": "Zanzibarwords, again"});
    shop.owner.mutate("momentEdit", edit, "moment { id }").await;
    let approve = json!({"momentId": first, "note": "zanzibarnote"});
    shop.owner.mutate("momentApprove", approve, "moment { id }").await;
    shop.ask_for_rights(&first).await;
    let granted = json!({"momentId": first, "evidence": said("zanzibarmessage")});
    shop.owner.mutate("momentRightsGrant", granted, "moment { id }").await;
    let other = json!({"kind": "REVIEW", "externalId": "other", "body": "Of somebody else.", "creator": {"externalId": "ben", "name": "Ben"}});
    let other = id(&shop.owner.mutate("momentSubmit", other, "moment { id }").await["moment"]);
    shop.owner.mutate("momentApprove", json!({"momentId": other}), "moment { id }").await;
    let slug = shop.link(&joe, Some(&first)).await;
    let click = world.click(&slug).await;
    shop.sale("o-1", 10_000, json!({"clickIds": [click]})).await;
    let ann = creator(&shop, &first).await;
    let claim = json!({"creatorId": ann, "evidence": "zanzibarhandle is me"});
    joe.graph.mutate("creatorClaimCreate", claim, "claim { id }").await;
    assert_eq!(shown(&public).await, 2);

    // First, what is known of her.
    let known = shop.owner.query("query($id: ID!) { creatorData(creatorId: $id) }", json!({"id": ann})).await
        ["creatorData"]
        .take();
    assert_eq!(known["creator"]["externalId"], "zanzibarhandle");
    assert_eq!(known["moments"].as_array().unwrap().len(), 2);
    assert_eq!(known["earlierWords"][0]["body"], "Zanzibarwords #zanzibartag");
    assert_eq!(known["rights"][0]["reply"]["messageId"], "zanzibarmessage");
    assert_eq!(
        (&known["commissions"][0]["amountMinor"], &known["claims"][0]["evidence"]),
        (&json!(500), &json!("zanzibarhandle is me"))
    );
    assert!(!known.to_string().contains("somebody else"));

    let erase = json!({"creatorId": ann});
    let erased =
        shop.owner.mutate("creatorErase", erase.clone(), "creator { id name externalId } moments").await;
    assert_eq!(erased["moments"], 2);
    let called = erased["creator"]["name"].as_str().unwrap();
    assert!(called.starts_with("erased-") && erased["creator"]["externalId"] == called, "{erased}");
    assert_eq!(tables_that_say(&world, "zanzibar").await, Vec::<String>::new());
    assert_eq!(shown(&public).await, 1, "what others wrote stays");
    let again = shop.owner.mutate("creatorErase", erase, "moments").await;
    assert_eq!(again["moments"], 0);
    // What came in once comes in no more, and brings nobody back.
    let back = shop.owner.mutate("momentSubmit", post("one"), "created moment { body visibility }").await;
    assert_eq!((&back["created"], &back["moment"]["visibility"]), (&json!(false), &json!("ERASED")));
    assert_eq!(tables_that_say(&world, "zanzibar").await, Vec::<String>::new());
    // The money is where it was.
    let earned = "SELECT c.amount, p.name FROM commissions c JOIN payees p ON p.tenant_id = c.tenant_id AND p.id = c.payee_id WHERE p.kind = 'CREATOR'";
    assert_eq!(world.sql(earned).await, [json!({"amount": 500, "name": called})]);
    world.assert_ledger_sound().await;
}

#[tokio::test]
async fn a_customer_is_forgotten_and_their_sales_are_of_nobody() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 30).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    let slug = shop.link(&joe, None).await;
    let click = shop.consented(&world.click(&slug).await).await;
    let by = json!({"clickIds": [click], "customer": "zanzibar@mail.example", "customerEmail": "zanzibar@mail.example"});
    shop.sale("o-1", 10_000, by).await;
    assert_eq!(world.sql("SELECT 1 AS n FROM identity_edges").await.len(), 1);
    let query = "query($c: String!) { customerData(customer: $c) }";
    let ask = json!({"c": "zanzibar@mail.example"});
    let known = shop.owner.query(query, ask.clone()).await["customerData"].take();
    let sizes = ["conversions", "browsers", "touches"].map(|kind| known[kind].as_array().unwrap().len());
    assert_eq!(sizes, [1, 1, 1], "{known:#}");
    assert_eq!(known["touches"][0]["kind"], "CLICK");

    let erase = json!({"customer": "zanzibar@mail.example"});
    assert_eq!(shop.owner.mutate("customerErase", erase.clone(), "erased").await["erased"], true);
    assert_eq!(tables_that_say(&world, "zanzibar").await, Vec::<String>::new());
    assert_eq!(world.sql("SELECT 1 AS n FROM identity_edges").await.len(), 0);
    assert_eq!(world.sql("SELECT 1 AS n FROM conversions WHERE email_hash IS NOT NULL").await.len(), 0);
    assert_eq!(shop.owner.query(query, ask).await["customerData"], Value::Null);
    assert_eq!(shop.owner.mutate("customerErase", erase, "erased").await["erased"], false);
    // They buy again: nobody knows that it was them before.
    let later = shop.sale("o-2", 10_000, json!({"customer": "zanzibar@mail.example"})).await;
    assert_eq!(later["attribution"]["credits"], json!([]));
    world.assert_ledger_sound().await;
}
