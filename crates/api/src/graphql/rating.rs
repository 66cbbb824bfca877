//! What the stars of a product's published reviews come to.

use std::collections::HashMap;

use async_graphql::{Context, Object};
use domain::ids::ProductId;
use domain::trust::Stars;
use store::rating as rows;

use super::batch::Edge;
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

/// The stars of products; those without any are left out.
pub struct RatingOfProduct;

impl Edge for RatingOfProduct {
    type Key = ProductId;
    type Value = Stars;

    async fn load(request: &Request, keys: Vec<ProductId>) -> ApiResult<HashMap<ProductId, Stars>> {
        Ok(rows::of_products(&*request.read()?, &keys, request.now()).await?)
    }
}

/// What a product of the tenant begins with, in thousandths of a star.
struct Prior;

impl Edge for Prior {
    type Key = ();
    type Value = i32;

    async fn load(request: &Request, _: Vec<()>) -> ApiResult<HashMap<(), i32>> {
        let all = rows::of_tenant(&*request.read()?, request.now()).await?;
        Ok(HashMap::from([((), all.prior())]))
    }
}
