//! Partner developers' credentials. The secret is shown once; what is kept is its SHA-256.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{ApiKeyId, TenantId};
use domain::permission::KeyKind;

use crate::error::StoreResult;
use crate::page::{load_page, tenant_reads};
use crate::schema::api_keys;
use crate::scope::{TenantScope, TenantTx};

/// A key.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys)]
pub struct ApiKey {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: ApiKeyId,
    /// Server or browser.
    pub kind: KeyKind,
    /// What the team calls it.
    pub name: String,
    /// The start of the token, to tell keys apart.
    pub hint: String,
    /// SHA-256 of the token.
    pub secret_hash: Vec<u8>,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

tenant_reads!(ApiKey, api_keys, ApiKeyId, "key");

impl ApiKey {
    /// Ends a key; true when it was good until now.
    pub async fn revoke(tx: &TenantTx, id: ApiKeyId, now: DateTime<Utc>) -> StoreResult<bool> {
        let ended = diesel::update(api_keys::table)
            .filter(api_keys::tenant_id.eq(tx.tenant()))
            .filter(api_keys::id.eq(id))
            .filter(api_keys::revoked_at.is_null())
            .set(api_keys::revoked_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(ended == 1)
    }
}
