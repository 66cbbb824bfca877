//! Where posts of social networks come in from. Secrets are kept sealed; `api::auth` opens them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentSourceId, TenantId};

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::moment_sources;
use crate::scope::{TenantScope, TenantTx};

/// A sender of posts.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moment_sources)]
pub struct MomentSource {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MomentSourceId,
    /// What its moments have as their source; unique in the tenant.
    pub name: String,
    /// What its messages are signed with, sealed.
    pub secret: Vec<u8>,
    /// The one before, sealed.
    pub old_secret: Option<Vec<u8>>,
    /// Until when that is good.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its secret was last changed.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub disabled_at: Option<DateTime<Utc>>,
}

tenant_reads!(MomentSource, moment_sources, MomentSourceId, "source");

impl MomentSource {
    /// The sealed secrets that are good now.
    pub fn secrets(&self, now: DateTime<Utc>) -> impl Iterator<Item = &[u8]> {
        let old =
            self.old_secret.as_deref().filter(|_| self.old_secret_until.is_some_and(|until| until > now));
        std::iter::once(self.secret.as_slice()).chain(old)
    }

    /// Whether moments of this name come in from a source.
    pub async fn is_name(scope: &impl TenantScope, name: &str) -> StoreResult<bool> {
        let mut conn = scope.conn().await?;
        let found = moment_sources::table
            .filter(moment_sources::tenant_id.eq(scope.tenant()))
            .filter(moment_sources::name.eq(name.trim()));
        Ok(diesel::select(diesel::dsl::exists(found)).get_result(&mut conn).await?)
    }

    /// How many are not ended.
    pub async fn count(scope: &impl TenantScope) -> StoreResult<i64> {
        let mut conn = scope.conn().await?;
        Ok(moment_sources::table
            .filter(moment_sources::tenant_id.eq(scope.tenant()))
            .filter(moment_sources::disabled_at.is_null())
            .count()
            .get_result(&mut conn)
            .await?)
    }

    /// Writes a locked source's secrets and end back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(moment_sources::table)
            .filter(moment_sources::tenant_id.eq(tx.tenant()))
            .filter(moment_sources::id.eq(self.id))
            .set((
                moment_sources::secret.eq(&self.secret),
                moment_sources::old_secret.eq(&self.old_secret),
                moment_sources::old_secret_until.eq(self.old_secret_until),
                moment_sources::rotated_at.eq(self.rotated_at),
                moment_sources::disabled_at.eq(self.disabled_at),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("source")) }
    }
}
