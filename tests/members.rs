//! Members: their roles, and how a membership ends. Where a brand's links may lead.

use serde_json::{Value, json};

use crate::world::{BROWSER, Brand, Gql, World};

async fn user_of(caller: &Gql) -> Value {
    caller.query("{ viewer { user { id } } }", json!({})).await["viewer"]["user"]["id"].clone()
}

async fn role_of(caller: &Gql) -> Value {
    caller.query("{ viewer { role } }", json!({})).await["viewer"]["role"].clone()
}

async fn set(by: &Gql, user: &Value, role: &str) -> String {
    let payload = by.attempt("memberRoleSet", json!({"userId": user, "role": role}), "member { role }").await;
    payload["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned()
}

async fn remove(by: &Gql, user: &Value) -> String {
    let payload = by.attempt("memberRemove", json!({"userId": user}), "userId").await;
    payload["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn only_owners_make_owners_and_the_last_one_stays() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (ann, ben) =
        (shop.colleague(&world, "Ann", "ADMIN").await, shop.colleague(&world, "Ben", "ANALYST").await);
    let (olive, ann_id, ben_id) = (user_of(&shop.owner).await, user_of(&ann).await, user_of(&ben).await);

    assert_eq!(set(&shop.owner, &olive, "ADMIN").await, "LAST_OWNER");
    assert_eq!(shop.owner.refused("memberLeave", json!({})).await, "LAST_OWNER");
    assert_eq!(set(&ann, &olive, "ADMIN").await, "OWNER_ONLY");
    assert_eq!(set(&ann, &ann_id, "OWNER").await, "OWNER_ONLY");
    assert_eq!(remove(&ann, &olive).await, "OWNER_ONLY");
    assert_eq!(set(&ann, &json!("user_00000000000000000000000001"), "ADMIN").await, "NOT_FOUND");
    // Day to day: an admin gives roles, and they count at once.
    assert_eq!(set(&ann, &ben_id, "EDITOR").await, "");
    assert_eq!(role_of(&ben).await, "EDITOR");
    ben.mutate("productCreate", json!({"externalId": "P", "title": "P"}), "product { id }").await;
    assert_eq!(set(&ann, &ben_id, "ANALYST").await, "");
    let product =
        "mutation { productCreate(input: {externalId: \"Q\", title: \"Q\"}) { userErrors { code } } }";
    assert_eq!(ben.error(product, json!({})).await, "FORBIDDEN");
    // Two owners: either may go, not both.
    assert_eq!(set(&shop.owner, &ann_id, "OWNER").await, "");
    assert_eq!(set(&ann, &olive, "FINANCE").await, "");
    assert_eq!(role_of(&shop.owner).await, "FINANCE");
    assert_eq!(ann.refused("memberLeave", json!({})).await, "LAST_OWNER");
    // What was done, by whom, with what stood before.
    let lines = ann
        .query("{ auditLog(last: 2, filter: {action: \"memberRoleSet\"}) { nodes { subject before after actor { id } } } }", json!({}))
        .await;
    let oldest = &lines["auditLog"]["nodes"][1];
    assert_eq!((&oldest["subject"], &oldest["actor"]["id"]), (&ben_id, &ann_id), "{lines:#}");
    assert_eq!(
        (&oldest["before"], &oldest["after"]),
        (&json!({"role": "ANALYST"}), &json!({"role": "EDITOR"}))
    );
}

#[tokio::test]
async fn who_is_removed_or_leaves_is_out_at_once() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let (ann, ben) =
        (shop.colleague(&world, "Ann", "ADMIN").await, shop.colleague(&world, "Ben", "FINANCE").await);
    let other = world.brand("Other").await;
    let (ann_id, ben_id) = (user_of(&ann).await, user_of(&ben).await);
    // Nobody of another tenant removes anybody, nor somebody without the permission.
    assert_eq!(remove(&other.owner, &ben_id).await, "NOT_FOUND");
    let refused = ben
        .error(
            "mutation($id: ID!) { memberRemove(input: {userId: $id}) { userErrors { code } } }",
            json!({"id": ann_id}),
        )
        .await;
    assert_eq!(refused, "FORBIDDEN");
    assert_eq!(ben.query("{ members { name } }", json!({})).await["members"].as_array().unwrap().len(), 3);
    assert_eq!(remove(&ann, &ben_id).await, "");
    assert_eq!(ben.error("{ members { name } }", json!({})).await, "UNAUTHENTICATED");
    assert_eq!(remove(&ann, &ben_id).await, "NOT_FOUND");
    ann.mutate("memberLeave", json!({}), "tenantId").await;
    assert_eq!(ann.error("{ members { name } }", json!({})).await, "UNAUTHENTICATED");
    // Whoever they are elsewhere they still are: the next sign-in works, in no tenant.
    let input = json!({"email": "ben@people.test", "password": "correct horse battery"});
    let session = world.stranger().mutate("signIn", input.clone(), "session { accessToken }").await;
    let ben = world.stranger().with(session["session"]["accessToken"].as_str().unwrap());
    assert_eq!(
        ben.query("{ viewer { tenant { id } tenants { id } } }", json!({})).await["viewer"]["tenants"],
        json!([])
    );
    let mut input = input;
    input["tenantId"] = json!(shop.tenant);
    assert_eq!(world.stranger().refused("signIn", input).await, "NOT_FOUND");
    let lines =
        shop.owner.query("{ auditLog(first: 2) { nodes { action subject before } } }", json!({})).await;
    let actions: Vec<&str> = lines["auditLog"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["memberLeave", "memberRemove"]);
    assert_eq!(lines["auditLog"]["nodes"][1]["before"]["role"], "FINANCE");
}

#[tokio::test]
async fn two_owners_who_leave_at_once_do_not_leave_nobody() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let ann = shop.colleague(&world, "Ann", "OWNER").await;
    let leave = |who: Gql| async move {
        let payload = who.attempt("memberLeave", json!({}), "tenantId").await;
        payload["userErrors"][0]["code"].as_str().unwrap_or_default().to_owned()
    };
    let (one, two) = tokio::join!(leave(shop.owner.clone()), leave(ann.clone()));
    let mut outcomes = [one, two];
    outcomes.sort();
    assert_eq!(outcomes, ["", "LAST_OWNER"]);
    assert_eq!(world.sql("SELECT role FROM memberships WHERE role = 'OWNER'").await.len(), 1);
}

async fn link(caller: &Gql, enrollment: &str, destination: &str) -> Value {
    let input = json!({"enrollmentId": enrollment, "destination": destination});
    caller.attempt("linkCreate", input, "link { slug }").await
}

async fn hosts(shop: &Brand, hosts: &[&str]) -> Value {
    shop.owner.mutate("tenantUpdate", json!({"linkHosts": hosts}), "tenant { linkHosts }").await["tenant"]["linkHosts"]
        .take()
}

#[tokio::test]
async fn links_lead_to_hosts_the_brand_has_named_alone() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let program = shop.program("AFFILIATES", 1_000, 0).await;
    let joe = shop.affiliate(&world, &program, "Joe").await;
    // None named: the team may link anywhere, and nobody else.
    let nowhere = link(&joe.graph, &joe.enrollment, "https://elsewhere.example/").await;
    assert_eq!(nowhere["userErrors"][0]["code"], "DESTINATION_NOT_ALLOWED");
    let anywhere = link(&shop.owner, &joe.enrollment, "https://elsewhere.example/").await;
    let slug = anywhere["link"]["slug"].as_str().unwrap().to_owned();
    assert_eq!(world.follow(&slug, BROWSER).await.0, 302);

    assert_eq!(
        hosts(&shop, &["Shop.Example", "*.shop.example", "shop.example"]).await,
        json!(["*.shop.example", "shop.example"])
    );
    let told = joe.graph.query("{ viewer { affiliate { tenants { linkHosts } } } }", json!({})).await;
    let named = json!([{"linkHosts": ["*.shop.example", "shop.example"]}]);
    assert_eq!(told["viewer"]["affiliate"]["tenants"], named);
    for caller in [&shop.owner, &joe.graph] {
        for good in ["https://shop.example/p", "https://www.shop.example:8443/", "http://SHOP.example"] {
            let made = link(caller, &joe.enrollment, good).await;
            assert_eq!(made["userErrors"], json!([]), "{good}");
        }
        for bad in [
            "https://elsewhere.example/",
            "https://shop.example.evil.test/",
            "https://evilshop.example/",
            "https://127.0.0.1/",
            "https://evil.test/?https://shop.example",
            "https://evil.test\\@shop.example/",
            "https://[::1]/",
        ] {
            let refused = link(caller, &joe.enrollment, bad).await;
            assert_eq!(refused["userErrors"][0]["code"], "DESTINATION_NOT_ALLOWED", "{bad}");
        }
    }
    // What was made before leads nowhere, and leads on when its host is named.
    assert_eq!(world.follow(&slug, BROWSER).await.0, 404);
    hosts(&shop, &["elsewhere.example"]).await;
    assert_eq!(world.follow(&slug, BROWSER).await.0, 302);
    for wrong in
        ["", "*", "*.", "example", "https://shop.example", "shop.example:443", "127.0.0.1", "bücher.example"]
    {
        let refused = shop.owner.refused("tenantUpdate", json!({"linkHosts": [wrong]})).await;
        assert_eq!(refused, "LINK_HOST_INVALID", "{wrong}");
    }
    let many: Vec<String> = (0..101).map(|n| format!("h{n}.example")).collect();
    assert_eq!(shop.owner.refused("tenantUpdate", json!({"linkHosts": many})).await, "LINK_HOST_INVALID");
}
