//! What creators agree to, in immutable, numbered versions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use domain::moment::rights::RightsTermsText;
use sha2::{Digest, Sha256};

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice};
use crate::schema::rights_terms;
use crate::scope::{TenantScope, TenantTx};

/// One version.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = rights_terms)]
pub struct RightsTerms {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// From 1.
    pub number: i32,
    /// The text.
    pub body: String,
    /// SHA-256 of the text.
    pub hash: Vec<u8>,
    /// When.
    pub published_at: DateTime<Utc>,
    /// By whom, as the audit log names them.
    pub published_by: String,
}

impl RightsTerms {
    /// Publishes a text as the next version; one that is the newest already stays it. Answers whether there is a new one.
    ///
    /// Errors: `Conflict` when somebody else publishes at the same time.
    pub async fn publish(
        tx: &TenantTx,
        text: &RightsTermsText,
        now: DateTime<Utc>,
    ) -> StoreResult<(RightsTerms, bool)> {
        let newest = RightsTerms::newest(tx).await?;
        let hash = Sha256::digest(text.as_str()).to_vec();
        let number = match newest {
            Some(newest) if newest.hash == hash => return Ok((newest, false)),
            newest => newest.map_or(0, |newest| newest.number) + 1,
        };
        let body = text.as_str().to_owned();
        let published_by = tx.ctx().actor().label();
        let terms =
            RightsTerms { tenant_id: tx.tenant(), number, body, hash, published_at: now, published_by };
        diesel::insert_into(rights_terms::table)
            .values(&terms)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("terms"))?;
        Ok((terms, true))
    }

    /// The newest version, if there is one.
    pub async fn newest(scope: &impl TenantScope) -> StoreResult<Option<RightsTerms>> {
        Ok(RightsTerms::versions(scope, None, 1).await?.rows.pop())
    }

    /// Those of these numbers, in no order.
    pub async fn find_many(scope: &impl TenantScope, numbers: &[i32]) -> StoreResult<Vec<RightsTerms>> {
        let mut conn = scope.conn().await?;
        Ok(rights_terms::table
            .filter(rights_terms::tenant_id.eq(scope.tenant()))
            .filter(rights_terms::number.eq_any(numbers))
            .select(RightsTerms::as_select())
            .load(&mut conn)
            .await?)
    }

    /// One page, the newest first; `below` is the number of the last one shown.
    pub async fn versions(
        scope: &impl TenantScope,
        below: Option<i32>,
        limit: i64,
    ) -> StoreResult<Slice<RightsTerms>> {
        let mut conn = scope.conn().await?;
        let rows = rights_terms::table
            .filter(rights_terms::tenant_id.eq(scope.tenant()))
            .filter(rights_terms::number.lt(below.unwrap_or(i32::MAX)))
            .order(rights_terms::number.desc())
            .limit(limit + 1)
            .select(RightsTerms::as_select())
            .load(&mut conn)
            .await?;
        let mut slice = Slice::cut(rows, Page::first(limit));
        slice.has_previous = below.is_some();
        Ok(slice)
    }
}
