//! Named selections of publishable moments.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{FeedId, ProductId, TenantId};
use domain::moment::MomentKind;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::feeds;
use crate::scope::TenantScope;

/// A feed.
#[derive(
    Debug, Clone, PartialEq, Queryable, Selectable, Insertable, serde::Serialize, serde::Deserialize,
)]
#[diesel(table_name = feeds)]
pub struct Feed {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: FeedId,
    /// Its word in addresses.
    pub handle: String,
    /// What the team calls it.
    pub name: String,
    /// Only moments of this product.
    pub product_id: Option<ProductId>,
    /// Only moments of this kind.
    pub moment_kind: Option<MomentKind>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Feed, feeds, FeedId, "feed");

impl Feed {
    /// The feed of this handle. Errors: `NotFound`.
    pub async fn by_handle(scope: &impl TenantScope, handle: &str) -> StoreResult<Feed> {
        let mut conn = scope.conn().await?;
        feeds::table
            .filter(feeds::tenant_id.eq(scope.tenant()))
            .filter(feeds::handle.eq(handle))
            .select(Feed::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("feed"))
    }
}
