//! Readers vote: one vote each, by who was shown the moment, and what is most helpful comes first.

use serde_json::{Value, json};

use super::{of_moment, review, shop, shown};
use crate::world::{Gql, World};

const VOTES: &str = "moment { helpful unhelpful }";

/// A reader's vote. Returns what the moment has then.
async fn vote(page: &Gql, reader: usize, moment: &(String, Value), helpful: bool) -> (i64, i64) {
    let input = json!({"momentId": moment.0, "token": moment.1, "helpful": helpful});
    let payload = page.as_agent(&format!("Reader/{reader}")).mutate("momentVote", input, VOTES).await;
    let count = |name: &str| payload["moment"][name].as_i64().unwrap();
    (count("helpful"), count("unhelpful"))
}

#[tokio::test]
async fn a_reader_has_one_vote_and_may_change_it() {
    let world = World::without_worker().await;
    let (shop, page) = shop(&world).await;
    let mug = review(&shop, "mug", json!({})).await;
    let shown_to = shown(&page, "id version impressionToken").await.remove(0);
    let moment = (mug.clone(), shown_to["impressionToken"].clone());
    assert_eq!(vote(&page, 1, &moment, true).await, (1, 0));
    assert_eq!(vote(&page, 1, &moment, true).await, (1, 0), "said twice");
    assert_eq!(vote(&page, 2, &moment, true).await, (2, 0));
    assert_eq!(vote(&page, 2, &moment, false).await, (1, 1), "changed");
    assert_eq!(vote(&page, 3, &moment, false).await, (1, 2));
    let stands = "SELECT m.helpfulness, m.version, m.helpfulness_fell_at IS NOT NULL AS fell, c.helpful, c.unhelpful, \
                  (SELECT count(*) FROM moment_votes v WHERE v.tenant_id = m.tenant_id AND v.moment_id = m.id) AS votes \
                  FROM moments m JOIN moment_vote_counts c ON c.tenant_id = m.tenant_id AND c.moment_id = m.id";
    // The lower bound of Wilson's interval of one in three.
    let rows = world.sql(stands).await;
    let expected = domain::trust::helpfulness(1, 2);
    assert_eq!(
        rows[0],
        json!({"helpfulness": expected, "version": 1, "fell": true, "helpful": 1, "unhelpful": 2, "votes": 3})
    );
    assert_eq!(
        of_moment(&shop.owner, &mug, "version").await["version"],
        shown_to["version"],
        "no decision is in their way"
    );
    // Who was not shown it, and what is not shown.
    let forged = json!({"momentId": mug, "token": "x", "helpful": true});
    assert_eq!(page.refused("momentVote", forged).await, "TOKEN_INVALID");
    let other = world.brand("Other").await.key("PUBLISHABLE").await;
    let input = json!({"momentId": mug, "token": moment.1, "helpful": true});
    assert_eq!(other.refused("momentVote", input.clone()).await, "TOKEN_INVALID");
    shop.owner.mutate("momentHide", json!({"momentId": mug}), "moment { id }").await;
    assert_eq!(page.refused("momentVote", input).await, "NOT_FOUND");
    let counted = world.sql("SELECT helpful, unhelpful FROM moment_vote_counts").await;
    assert_eq!(counted, [json!({"helpful": 1, "unhelpful": 2})]);
}

#[tokio::test]
async fn votes_at_once_are_all_counted() {
    let world = World::without_worker().await;
    let (shop, page) = shop(&world).await;
    let mug = review(&shop, "mug", json!({})).await;
    let token = shown(&page, "impressionToken").await[0]["impressionToken"].clone();
    let moment = (mug.clone(), token);
    let votes = (0..24).map(|reader| vote(&page, reader % 12, &moment, reader % 3 == 0));
    futures::future::join_all(votes).await;
    let counted = world
        .sql(
            "SELECT c.helpful, c.unhelpful, (SELECT count(*) FROM moment_votes WHERE helpful) AS yes, \
             (SELECT count(*) FROM moment_votes WHERE NOT helpful) AS no FROM moment_vote_counts c",
        )
        .await;
    let count = |name: &str| counted[0][name].as_i64().unwrap();
    assert_eq!(count("yes") + count("no"), 12, "{counted:?}");
    assert_eq!((count("helpful"), count("unhelpful")), (count("yes"), count("no")), "{counted:?}");
}

#[tokio::test]
async fn the_most_helpful_and_the_top_rated_come_first() {
    let world = World::without_worker().await;
    let (shop, page) = shop(&world).await;
    for (name, stars, day) in [("old", 5, 1), ("poor", 2, 2), ("good", 4, 3), ("new", 4, 4)] {
        let when = format!("2026-01-{day:02}T00:00:00Z");
        review(&shop, name, json!({"rating": stars, "publishedAt": when})).await;
    }
    for (handle, order) in [("helpful", "MOST_HELPFUL"), ("rated", "TOP_RATED")] {
        let input = json!({"handle": handle, "name": handle, "order": order});
        shop.owner.mutate("feedCreate", input, "feed { id }").await;
    }
    let moments = shown(&page, "id externalId impressionToken").await;
    let named = |name: &str| {
        let moment = moments.iter().find(|moment| moment["externalId"] == name).unwrap();
        (moment["id"].as_str().unwrap().to_owned(), moment["impressionToken"].clone())
    };
    for reader in 0..8 {
        vote(&page, reader, &named("poor"), reader != 0).await;
        vote(&page, reader, &named("good"), reader % 2 == 0).await;
    }
    vote(&page, 9, &named("new"), true).await;
    let order = async |handle: &str| {
        let ask = "query($handle: String!) { feed(handle: $handle) { moments(first: 9) { nodes { externalId } } } }";
        let feed = page.query(ask, json!({"handle": handle})).await["feed"].take();
        let nodes = feed["moments"]["nodes"].as_array().unwrap().clone();
        let names: Vec<&str> = nodes.iter().map(|node| node["externalId"].as_str().unwrap()).collect();
        names.join(" ")
    };
    // Seven of eight, four of eight, one of one, none.
    let bounds = [(7, 1), (4, 4), (1, 0)].map(|(yes, no)| domain::trust::helpfulness(yes, no));
    assert!(bounds[0] > bounds[1] && bounds[1] > bounds[2]);
    assert_eq!(order("helpful").await, "poor good new old");
    assert_eq!(order("rated").await, "old new good poor");
}
