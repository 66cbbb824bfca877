//! What moments said before they were changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{MomentId, TenantId};

use crate::error::StoreResult;
use crate::moment::ERASED_BODY;
use crate::schema::moment_revisions;
use crate::scope::{TenantScope, TenantTx};

/// A moment as it stood.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = moment_revisions)]
pub struct Revision {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The moment.
    pub moment_id: MomentId,
    /// From 1.
    pub revision: i32,
    /// Its headline.
    pub title: Option<String>,
    /// Its words.
    pub body: String,
    /// Its stars.
    pub rating: Option<i16>,
    /// Until when it stood so.
    pub replaced_at: DateTime<Utc>,
    /// Who changed it, as the audit log names them.
    pub replaced_by: String,
}

impl Revision {
    /// Keeps it.
    pub async fn insert(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(moment_revisions::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// All of these moments, in their order.
    pub async fn of_moments(scope: &impl TenantScope, moments: &[MomentId]) -> StoreResult<Vec<Revision>> {
        let mut conn = scope.conn().await?;
        Ok(moment_revisions::table
            .filter(moment_revisions::tenant_id.eq(scope.tenant()))
            .filter(moment_revisions::moment_id.eq_any(moments))
            .order((moment_revisions::moment_id, moment_revisions::revision))
            .select(Revision::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Blanks the words of moments that are erased.
    pub(super) async fn blank(tx: &TenantTx, moments: &[MomentId]) -> StoreResult<()> {
        diesel::update(moment_revisions::table)
            .filter(moment_revisions::tenant_id.eq(tx.tenant()))
            .filter(moment_revisions::moment_id.eq_any(moments))
            .set((moment_revisions::title.eq(None::<String>), moment_revisions::body.eq(ERASED_BODY)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
