//! What the stars of a product's published reviews come to.

use std::collections::HashMap;

use async_graphql::{Context, Object};
use domain::ids::{ProductId, TypedId};
use domain::trust::Stars;
use store::cache::Place;
use store::rating as rows;

use super::batch::Edge;
use super::feed::RIGHTS_SECONDS_MAX;
use super::request::Request;
use crate::error::ApiResult;

/// What the stars of a product's published reviews come to. A review that is rejected, hidden or erased, or whose right is taken back
/// or ends, leaves it at once.
pub struct ProductRating(pub Stars);

/// Thousandths of a star, as stars.
fn stars(thousandths: i32) -> f64 {
    f64::from(thousandths) / 1_000.0
}

#[Object]
impl ProductRating {
    /// How many published reviews have stars.
    async fn count(&self) -> i32 {
        i32::try_from(self.0.count()).unwrap_or(i32::MAX)
    }
    /// Their mean, 1 to 5, to the thousandth; null without any.
    async fn mean(&self) -> Option<f64> {
        self.0.mean().map(stars)
    }
    /// What products may be ordered by, so that two reviews of five stars do not beat two hundred of 4.9: the mean of theirs and of ten more
    /// that say what all reviews of the tenant say on average.
    async fn bayesian_mean(&self, ctx: &Context<'_>) -> ApiResult<f64> {
        let prior = Request::of(ctx)?.promised::<Prior>(()).await?;
        Ok(stars(self.0.bayesian_mean(prior)))
    }
    /// How many have one star, two, and so on to five.
    async fn histogram(&self) -> Vec<u32> {
        self.0.0.to_vec()
    }
}

/// The stars of products, kept for seconds beside the pages: they leave it with every commit that the public sees.
pub struct RatingOfProduct;

impl Edge for RatingOfProduct {
    type Key = ProductId;
    type Value = Stars;

    async fn load(request: &Request, keys: Vec<ProductId>) -> ApiResult<HashMap<ProductId, Stars>> {
        let (cache, tenant) = (&request.app.cache, request.caller.tenant()?.tenant());
        let ids: Vec<String> = keys.iter().map(|product| product.uuid().to_string()).collect();
        let kept = cache.get_many::<Stars>(tenant, "rating", &ids).await;
        let mut known: HashMap<ProductId, Stars> = HashMap::new();
        let mut missing: HashMap<ProductId, Option<Place>> = HashMap::new();
        for (product, (stars, place)) in keys.into_iter().zip(kept) {
            match stars {
                Some(stars) => drop(known.insert(product, stars)),
                None => drop(missing.insert(product, place)),
            }
        }
        if missing.is_empty() {
            return Ok(known);
        }
        let products: Vec<ProductId> = missing.keys().copied().collect();
        let counted = rows::of_products(&*request.read()?, &products, request.now()).await?;
        let stars_of = |product: &ProductId| counted.get(product).copied().unwrap_or_default();
        let keep = missing.iter().filter_map(|(product, place)| Some((stars_of(product), place.as_ref()?)));
        let keep =
            keep.map(|(stars, place)| async move { cache.put(place, &stars, RIGHTS_SECONDS_MAX).await });
        futures::future::join_all(keep).await;
        known.extend(products.iter().map(|product| (*product, stars_of(product))));
        Ok(known)
    }
}

/// What a product of the tenant begins with, in thousandths of a star.
struct Prior;

impl Edge for Prior {
    type Key = ();
    type Value = i32;

    async fn load(request: &Request, _: Vec<()>) -> ApiResult<HashMap<(), i32>> {
        let (cache, tenant) = (&request.app.cache, request.caller.tenant()?.tenant());
        let (kept, place) = cache.get::<i32>(tenant, "prior", "").await;
        let prior = match kept {
            Some(prior) => prior,
            None => {
                let prior = rows::of_tenant(&*request.read()?, request.now()).await?.prior();
                if let Some(place) = place {
                    cache.put(&place, &prior, RIGHTS_SECONDS_MAX).await;
                }
                prior
            }
        };
        Ok(HashMap::from([((), prior)]))
    }
}
