//! Products.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::product as row;
use store::{TenantScope, audit};

use super::batch::by_id;
use super::connection::{List, PageArgs, keyed, list};
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::rating::{ProductRating, RatingOfProduct};
use super::request::Request;
use crate::error::{ApiError, ApiResult};

/// What is sold.
pub struct Product(pub row::Product);
keyed!(Product);

#[Object]
impl Product {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// The brand's own key: SKU or catalogue id.
    async fn external_id(&self) -> &str {
        &self.0.external_id
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// What the stars of its published reviews come to, as they stand now.
    async fn rating(&self, ctx: &Context<'_>) -> ApiResult<ProductRating> {
        let stars = Request::of(ctx)?.load::<RatingOfProduct>(self.0.id).await?;
        Ok(ProductRating(stars.unwrap_or_default()))
    }
}

by_id!(
    /// A product by id.
    ProductById: domain::ids::ProductId => row::Product
);

#[derive(Default)]
pub struct ProductQuery;

#[Object]
impl ProductQuery {
    /// The tenant's products, newest first.
    #[graphql(guard = "Requires(Permission::CatalogueRead)", directive = RequiresScopes::apply(Permission::CatalogueRead))]
    async fn products(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> ApiResult<List<Product>> {
        let page = PageArgs { first, after, last, before }.read()?;
        Ok(list(row::Product::page(&*Request::of(ctx)?.read()?, page).await?, Product))
    }

    /// The product of the brand's own key.
    #[graphql(guard = "Requires(Permission::CatalogueRead)", directive = RequiresScopes::apply(Permission::CatalogueRead))]
    async fn product(&self, ctx: &Context<'_>, external_id: String) -> ApiResult<Option<Product>> {
        let rows = row::Product::by_external_ids(&*Request::of(ctx)?.read()?, &[external_id]).await?;
        Ok(rows.into_iter().next().map(Product))
    }
}

/// A new product.
#[derive(InputObject)]
pub struct ProductCreateInput {
    /// The brand's own key, 1 to 200 characters.
    pub external_id: String,
    pub title: String,
    pub category: Option<String>,
    /// Its page, http or https.
    pub url: Option<String>,
}

payload! {
    /// The new product.
    ProductCreatePayload, ProductCreateUserError, ProductCreateErrorCode { product: Product }
    errors [INPUT_INVALID]
}

#[derive(Default)]
pub struct ProductMutation;

/// One line of 1 to `max` characters, trimmed. Errors: `INPUT_INVALID`.
pub fn line(text: &str, max: usize, field: &str) -> ApiResult<String> {
    let text = text.trim();
    if is_line(text, max) {
        Ok(text.to_owned())
    } else {
        let message = format!("{field} must be 1 to {max} characters without control characters");
        Err(ApiError::refused("INPUT_INVALID", message).at(field))
    }
}

/// An http or https address of at most 2,000 characters that carries no credentials.
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let url = url::Url::parse(text).ok()?;
    let good = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().chars().count() <= 2_000;
    good.then(|| url.to_string())
}

#[Object]
impl ProductMutation {
    /// Adds a product.
    #[graphql(guard = "Requires(Permission::CatalogueWrite)", directive = RequiresScopes::apply(Permission::CatalogueWrite))]
    async fn product_create(
        &self,
        ctx: &Context<'_>,
        input: ProductCreateInput,
    ) -> ApiResult<ProductCreatePayload> {
        let request = Request::of(ctx)?;
        ProductCreatePayload::of(async {
            let now = request.now();
            let no_address = || ApiError::refused("INPUT_INVALID", "not an http or https address").at("url");
            let url = input.url.map(|url| web_address(&url).ok_or_else(no_address)).transpose()?;
            let category = input.category.map(|category| line(&category, 200, "category")).transpose()?;
            let (external_id, title) =
                (line(&input.external_id, 200, "externalId")?, line(&input.title, 500, "title")?);
            let tx = request.write().await?;
            let product = row::Product {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                external_id,
                title,
                category,
                url,
                created_at: now,
            };
            product.insert(&tx).await?;
            audit::write(&tx, "productCreate", product.id, json!({ "externalId": product.external_id }), now)
                .await?;
            request.commit_shown(tx).await?;
            Ok(ProductCreatePayload::done(Product(product)))
        })
        .await
    }
}
