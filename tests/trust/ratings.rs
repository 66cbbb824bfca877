//! Ratings of products count what the public may see, at every moment.

use serde_json::{Value, json};

use super::{review, shop};
use crate::world::brand::said;
use crate::world::{Gql, World};

async fn rating(caller: &Gql, product: &str) -> Value {
    let ask = "query($product: String!) { product(externalId: $product) { rating { count mean bayesianMean histogram } } }";
    caller.query(ask, json!({"product": product})).await["product"]["rating"].take()
}

#[tokio::test]
async fn a_rating_is_of_the_reviews_that_are_published_now() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let mut moments = Vec::new();
    for (name, stars) in [("a", 5), ("b", 4), ("c", 4), ("d", 1)] {
        moments.push(review(&shop, name, json!({"rating": stars})).await);
    }
    review(&shop, "question", json!({"kind": "QUESTION", "rating": 1})).await;
    review(&shop, "without stars", json!({})).await;
    let two = json!([{"externalId": "MUG"}, {"externalId": "KETTLE"}]);
    let both = review(&shop, "both", json!({"rating": 3, "products": two})).await;
    let stars = async || rating(&public, "MUG").await["histogram"].clone();
    // (10 · prior + 17) / 15 with a prior of (17 + 3) / 6.
    assert_eq!(
        rating(&public, "MUG").await,
        json!({"count": 5, "mean": 3.4, "bayesianMean": 3.355, "histogram": [1, 0, 1, 2, 1]})
    );
    assert_eq!(rating(&public, "KETTLE").await["histogram"], json!([0, 0, 1, 0, 0]));
    let one = |moment: &str| json!({"momentId": moment});
    shop.owner.mutate("momentHide", one(&moments[0]), "moment { id }").await;
    assert_eq!(stars().await, json!([1, 0, 1, 2, 0]));
    shop.owner.mutate("momentShow", one(&moments[0]), "moment { id }").await;
    shop.owner.mutate("momentReject", json!({"momentId": moments[1], "code": "SPAM"}), "moment { id }").await;
    assert_eq!(stars().await, json!([1, 0, 1, 1, 1]));
    shop.owner.mutate("momentFlag", one(&moments[2]), "moment { id }").await;
    assert_eq!(stars().await, json!([1, 0, 1, 0, 1]));
    shop.owner.mutate("momentErase", one(&both), "moment { id }").await;
    assert_eq!(stars().await, json!([1, 0, 0, 0, 1]));
    assert_eq!(
        rating(&public, "KETTLE").await,
        json!({"count": 0, "mean": null, "bayesianMean": 3.0, "histogram": [0, 0, 0, 0, 0]})
    );
    // Other stars.
    let edit =
        json!({"momentId": moments[3], "revision": 1, "body": "It holds its tea warm, says d.", "rating": 2});
    shop.owner.mutate("momentEdit", edit, "moment { id }").await;
    assert_eq!(stars().await, json!([0, 1, 0, 0, 1]));
    let edit = json!({"momentId": moments[3], "revision": 2, "body": "It holds its tea warm, says d.", "rating": null});
    shop.owner.mutate("momentEdit", edit, "moment { id }").await;
    assert_eq!(stars().await, json!([0, 0, 0, 0, 1]));
    // What the rows say of themselves.
    let wrong = world
        .sql(
            "SELECT t.moment_id FROM moment_products t JOIN moments m ON m.tenant_id = t.tenant_id AND m.id = t.moment_id \
             WHERE t.stars IS DISTINCT FROM CASE WHEN m.kind = 'REVIEW' AND m.moderation = 'APPROVED' AND m.visibility = 'VISIBLE' \
               THEN m.rating END",
        )
        .await;
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[tokio::test]
async fn a_right_that_ends_takes_its_stars_with_it() {
    let world = World::without_worker().await;
    let (shop, public) = shop(&world).await;
    let asked = json!({"rating": 5, "rightsRequired": true});
    let (soon, later, over) = (
        review(&shop, "soon", asked.clone()).await,
        review(&shop, "later", asked.clone()).await,
        review(&shop, "over", asked).await,
    );
    let stars = || async { rating(&public, "MUG").await["count"].clone() };
    assert_eq!(stars().await, 0);
    let now = store::Clock::system().now();
    let at = |seconds: i64| (now + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
    for (moment, from, until) in [(&soon, -9, Some(3)), (&later, 3_600, None), (&over, -9, None)] {
        shop.grant(moment, json!({"startsAt": at(from), "endsAt": until.map(at)})).await;
    }
    assert_eq!(stars().await, 2);
    let revoked = json!({"momentId": over, "evidence": said("no")});
    shop.owner.mutate("momentRightsRevoke", revoked, "moment { id }").await;
    assert_eq!(stars().await, 1);
    // Nobody does anything.
    world.until("the end of a right", &stars, |count| *count == 0).await;
    // What the public reads is of the tenant alone.
    let other = world.brand("Other").await;
    review(&other, "mug", json!({"rating": 1})).await;
    assert_eq!(stars().await, 0);
}
