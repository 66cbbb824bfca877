//! Named selections of publishable moments, in versions, and how a page of one is read.

mod below;
mod page;
mod version;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{FeedId, ProductId, TenantId};
use domain::moment::MomentKind;

pub use page::{Shown, read};
pub use version::FeedVersion;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::{feed_versions, feeds};
use crate::scope::{TenantScope, TenantTx};

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
    /// The product it was made for, where its first version has no row: it is from before there were versions.
    pub product_id: Option<ProductId>,
    /// The kind of moment, likewise.
    pub moment_kind: Option<MomentKind>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The number of the version it shows.
    pub version: i32,
}

tenant_reads!(Feed, feeds, FeedId, "feed");

impl Feed {
    /// The feed of this handle with what it shows now. Errors: `NotFound`.
    pub async fn by_handle(scope: &impl TenantScope, handle: &str) -> StoreResult<(Feed, FeedVersion)> {
        let mut conn = scope.conn().await?;
        let of_feed = feed_versions::tenant_id
            .eq(feeds::tenant_id)
            .and(feed_versions::feed_id.eq(feeds::id))
            .and(feed_versions::number.eq(feeds::version));
        let (feed, version): (Feed, Option<FeedVersion>) = feeds::table
            .left_join(feed_versions::table.on(of_feed))
            .filter(feeds::tenant_id.eq(scope.tenant()))
            .filter(feeds::handle.eq(handle))
            .select((Feed::as_select(), Option::<FeedVersion>::as_select()))
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("feed"))?;
        let version = match version {
            Some(version) => version,
            None if feed.version == 1 => FeedVersion::from_before(&feed)?,
            None => return Err(StoreError::Corrupt("feed")),
        };
        Ok((feed, version))
    }

    /// Gives a locked feed another name and shows what this version says from now on.
    pub async fn show(&mut self, tx: &TenantTx, name: String, version: &FeedVersion) -> StoreResult<()> {
        version.insert(tx).await?;
        let changed = diesel::update(feeds::table)
            .filter(feeds::tenant_id.eq(tx.tenant()))
            .filter(feeds::id.eq(self.id))
            .filter(feeds::version.eq(self.version))
            .set((feeds::name.eq(&name), feeds::version.eq(version.number)))
            .execute(&mut tx.db()?)
            .await?;
        if changed != 1 {
            return Err(StoreError::Conflict("feed"));
        }
        (self.name, self.version) = (name, version.number);
        Ok(())
    }
}
