//! Lists of Stripe's, page after page.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Stripe;
use super::ask::Ask;
use crate::error::BillingResult;

/// Rows of one page; Stripe's own limit.
const PAGE_ROWS: i64 = 100;

/// One page of a list.
#[derive(Deserialize)]
pub(crate) struct Page<T> {
    pub data: Vec<T>,
    #[serde(default)]
    pub has_more: bool,
}

/// Something with an id.
pub(crate) trait Listed: DeserializeOwned {
    fn id(&self) -> &str;
}

/// One page of a list, after a row of it.
pub(crate) async fn page<T: Listed>(
    stripe: &Stripe,
    path: &str,
    filter: &Value,
    after: Option<&str>,
) -> BillingResult<Page<T>> {
    let mut params = filter.clone();
    params["limit"] = json!(PAGE_ROWS);
    if let Some(last) = after {
        params["starting_after"] = json!(last);
    }
    let page: Page<T> = stripe.send(&Ask::get(path, params), None).await?.object()?;
    Ok(Page { has_more: page.has_more && !page.data.is_empty(), ..page })
}

/// Every page of a list.
pub(crate) async fn all<T: Listed>(stripe: &Stripe, path: &str, filter: &Value) -> BillingResult<Vec<T>> {
    let mut rows: Vec<T> = Vec::new();
    loop {
        let next = page(stripe, path, filter, rows.last().map(Listed::id)).await?;
        rows.extend(next.data);
        if !next.has_more {
            return Ok(rows);
        }
    }
}
