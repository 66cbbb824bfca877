//! Questions, and the answers that are to them.

use serde_json::{Value, json};

use crate::world::{Brand, Gql, World, brand::id};

async fn submit(caller: &Gql, kind: &str, external_id: &str, question: Option<&str>) -> String {
    let body = format!("Does the mug of {external_id} keep warm in winter?");
    let input = json!({"kind": kind, "externalId": external_id, "body": body, "question": question});
    id(&caller.mutate("momentSubmit", input, "moment { id }").await["moment"])
}

async fn approve(shop: &Brand, moment: &str) {
    shop.owner.mutate("momentApprove", json!({"momentId": moment}), "moment { id }").await;
}

/// The external ids of a feed's moments, each with those of its answers and of its question.
async fn feed(caller: &Gql) -> Value {
    let document = "{ feed(handle: \"all\") { moments(first: 10) { nodes { externalId question { externalId } answers(first: 5) { nodes { externalId } } } } } }";
    caller.query(document, json!({})).await["feed"]["moments"]["nodes"].take()
}

#[tokio::test]
async fn the_public_sees_answers_that_are_public() {
    let world = World::without_worker().await;
    let shop = world.brand("Shop").await;
    let public = shop.key("PUBLISHABLE").await;
    let question = submit(&shop.owner, "QUESTION", "q", None).await;
    let late = json!({"kind": "ANSWER", "externalId": "early", "body": "Yes.", "question": question});
    assert_eq!(
        public.refused("momentSubmit", late).await,
        "NOT_FOUND",
        "who may not see a question answers it not"
    );
    approve(&shop, &question).await;
    let (first, _second) = (
        submit(&public, "ANSWER", "a1", Some(&question)).await,
        submit(&shop.owner, "ANSWER", "a2", Some(&question)).await,
    );
    approve(&shop, &first).await;
    let answers = |names: &[&str]| {
        let nodes: Vec<Value> = names.iter().map(|name| json!({"externalId": name})).collect();
        json!({"nodes": nodes})
    };
    let shown = feed(&public).await;
    let of = |name: &str| {
        shown.as_array().unwrap().iter().find(|moment| moment["externalId"] == name).unwrap().clone()
    };
    assert_eq!(of("q"), json!({"externalId": "q", "question": null, "answers": answers(&["a1"])}));
    assert_eq!(
        of("a1"),
        json!({"externalId": "a1", "question": {"externalId": "q"}, "answers": answers(&[])})
    );
    let document =
        "query($id: ID!) { node(id: $id) { ... on Moment { answers(first: 5) { nodes { externalId } } } } }";
    let all = shop.owner.query(document, json!({"id": question})).await;
    assert_eq!(all["node"]["answers"], answers(&["a2", "a1"]), "who may read all sees all");
    // Answers leave as moments do, and a question that is put away is named nowhere.
    shop.owner.mutate("momentHide", json!({"momentId": first}), "moment { id }").await;
    assert_eq!(feed(&public).await, json!([{"externalId": "q", "question": null, "answers": answers(&[])}]));
    shop.owner.mutate("momentShow", json!({"momentId": first}), "moment { id }").await;
    shop.owner.mutate("momentHide", json!({"momentId": question}), "moment { id }").await;
    assert_eq!(feed(&public).await, json!([{"externalId": "a1", "question": null, "answers": answers(&[])}]));
}

#[tokio::test]
async fn an_answer_is_to_a_question_of_its_tenant() {
    let world = World::without_worker().await;
    let (shop, rival) = (world.brand("Shop").await, world.brand("Rival").await);
    let (own, foreign) =
        (submit(&shop.owner, "QUESTION", "q", None).await, submit(&rival.owner, "QUESTION", "q", None).await);
    let review = submit(&shop.owner, "REVIEW", "r", None).await;
    let refused = async |kind: &str, question: &str| {
        let input = json!({"kind": kind, "externalId": "a", "body": "Yes, it does.", "question": question});
        shop.owner.refused("momentSubmit", input).await
    };
    assert_eq!(refused("ANSWER", &foreign).await, "NOT_FOUND");
    assert_eq!(refused("ANSWER", &review).await, "NOT_A_QUESTION");
    assert_eq!(refused("REVIEW", &own).await, "NOT_AN_ANSWER");
    assert_eq!(refused("ANSWER", "q").await, "INVALID_ID");
    shop.owner.mutate("momentErase", json!({"momentId": own}), "moment { id }").await;
    assert_eq!(refused("ANSWER", &own).await, "NOT_A_QUESTION");
    // One without a question stays possible: a file may have lost it.
    submit(&shop.owner, "ANSWER", "a", None).await;
}
