//! Sign-ins and the keys that sign their tokens.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{SessionId, SigningKeyId, TenantId, UserId};

use crate::error::{StoreError, StoreResult};
use crate::schema::{sessions, signing_keys};
use crate::scope::GlobalTx;

/// One sign-in. Its refresh token rotates: a token that was rotated away ends the session when it is used again.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sessions, treat_none_as_null = true)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who signed in.
    pub user_id: UserId,
    /// The tenant they work in.
    pub tenant_id: Option<TenantId>,
    /// SHA-256 of the refresh token that is good now.
    pub refresh_hash: Vec<u8>,
    /// SHA-256 of the one before.
    pub previous_hash: Option<Vec<u8>>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends unless refreshed.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
    /// What it was begun with, as a class of many; empty when nothing was said.
    pub device: String,
    /// When it was begun or last refreshed.
    pub used_at: Option<DateTime<Utc>>,
    /// When a second factor was last proved in it.
    pub second_factor_at: Option<DateTime<Utc>>,
}

/// Sessions of one person that are listed, at most.
pub const SESSIONS_SHOWN_MAX: i64 = 100;

impl Session {
    /// Adds the session.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(sessions::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// The session. Errors: `NotFound`.
    pub async fn find(tx: &GlobalTx, id: SessionId) -> StoreResult<Session> {
        sessions::table
            .filter(sessions::id.eq(id))
            .select(Session::as_select())
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("session"))
    }

    /// The session, locked. Errors: `NotFound`.
    pub async fn lock(tx: &GlobalTx, id: SessionId) -> StoreResult<Session> {
        sessions::table
            .filter(sessions::id.eq(id))
            .select(Session::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("session"))
    }

    /// A person's sessions that stand, the last used first.
    pub async fn standing(tx: &GlobalTx, user: UserId, now: DateTime<Utc>) -> StoreResult<Vec<Session>> {
        Ok(sessions::table
            .filter(sessions::user_id.eq(user))
            .filter(sessions::revoked_at.is_null())
            .filter(sessions::expires_at.gt(now))
            .order((sessions::used_at.desc().nulls_last(), sessions::id.desc()))
            .limit(SESSIONS_SHOWN_MAX)
            .select(Session::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Ends every session of a person but these. Returns those that stood until now.
    pub async fn end_others(
        tx: &GlobalTx,
        user: UserId,
        keep: &[SessionId],
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<SessionId>> {
        let query = diesel::update(sessions::table)
            .filter(sessions::user_id.eq(user))
            .filter(sessions::revoked_at.is_null())
            .filter(sessions::expires_at.gt(now))
            .filter(sessions::id.ne_all(keep))
            .set(sessions::revoked_at.eq(now))
            .returning(sessions::id);
        Ok(query.get_results(&mut tx.db()?).await?)
    }

    /// Notes that a second factor was proved in a session.
    pub async fn proved(tx: &GlobalTx, id: SessionId, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(sessions::table)
            .filter(sessions::id.eq(id))
            .set(sessions::second_factor_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Forgets in every session of a person that a second factor was proved.
    pub async fn disproved(tx: &GlobalTx, user: UserId) -> StoreResult<()> {
        diesel::update(sessions::table)
            .filter(sessions::user_id.eq(user))
            .set(sessions::second_factor_at.eq(None::<DateTime<Utc>>))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Writes a changed, locked session back.
    pub async fn save(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::update(sessions::table)
            .filter(sessions::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// An Ed25519 key. The private half is sealed with the server's master secret.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = signing_keys)]
pub struct SigningKey {
    /// Its id, the `kid` of tokens.
    pub id: SigningKeyId,
    /// 32 bytes.
    pub public_key: Vec<u8>,
    /// The sealed private key.
    pub sealed_private_key: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it signs.
    pub signs_until: DateTime<Utc>,
    /// Until when its signatures are accepted.
    pub verifies_until: DateTime<Utc>,
}

impl SigningKey {
    /// Adds the key.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(signing_keys::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// Keys whose signatures still count, newest first.
    pub async fn verifying(tx: &GlobalTx, now: DateTime<Utc>) -> StoreResult<Vec<SigningKey>> {
        Ok(signing_keys::table
            .filter(signing_keys::verifies_until.gt(now))
            .order(signing_keys::created_at.desc())
            .select(SigningKey::as_select())
            .load(&mut tx.db()?)
            .await?)
    }
}
