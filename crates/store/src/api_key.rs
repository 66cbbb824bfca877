//! Partner developers' credentials. The secret is shown once; what is kept is its SHA-256.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{ApiKeyId, TenantId};
use domain::permission::{KeyKind, KeyState};

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
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was used last, to some minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Web origins a publishable key may be used from; its tenant's where it has none.
    pub origins: Vec<String>,
    /// The key that takes its place.
    pub replaced_by: Option<ApiKeyId>,
}

tenant_reads!(ApiKey, api_keys, ApiKeyId, "key");

impl ApiKey {
    /// Whether it is good at a moment.
    pub fn state(&self, now: DateTime<Utc>) -> KeyState {
        if self.revoked_at.is_some() {
            KeyState::Revoked
        } else if self.expires_at.is_some_and(|at| at <= now) {
            KeyState::Expired
        } else {
            KeyState::Active
        }
    }

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

    /// Has another key take this one's place, and ends this one at `expires_at`. True when it was not replaced yet.
    pub async fn replace(
        tx: &TenantTx,
        id: ApiKeyId,
        by: ApiKeyId,
        expires_at: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let replaced = diesel::update(api_keys::table)
            .filter(api_keys::tenant_id.eq(tx.tenant()))
            .filter(api_keys::id.eq(id))
            .filter(api_keys::replaced_by.is_null())
            .set((api_keys::replaced_by.eq(by), api_keys::expires_at.eq(expires_at)))
            .execute(&mut tx.db()?)
            .await?;
        Ok(replaced == 1)
    }

    /// Notes that a key was used, unless that was noted after `unless_after`.
    pub async fn used(
        tx: &TenantTx,
        id: ApiKeyId,
        now: DateTime<Utc>,
        unless_after: DateTime<Utc>,
    ) -> StoreResult<()> {
        diesel::update(api_keys::table)
            .filter(api_keys::tenant_id.eq(tx.tenant()))
            .filter(api_keys::id.eq(id))
            .filter(api_keys::last_used_at.is_null().or(api_keys::last_used_at.le(unless_after)))
            .set(api_keys::last_used_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
