//! People's second factors, and the codes for who has lost theirs.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::UserId;

use crate::error::{StoreError, StoreResult};
use crate::schema::{recovery_codes, second_factors};
use crate::scope::GlobalTx;

/// A person's second factor.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = second_factors, treat_none_as_null = true)]
pub struct SecondFactor {
    /// Whose it is.
    pub user_id: UserId,
    /// The sealed secret; none where they have no second factor.
    pub sealed_secret: Option<Vec<u8>>,
    /// Since when they have one.
    pub since: Option<DateTime<Utc>>,
    /// The step of the last code that counted: none counts twice.
    pub last_step: i64,
    /// The sealed secret that counts once a code of it was shown.
    pub pending_secret: Option<Vec<u8>>,
    /// When that was made.
    pub pending_at: Option<DateTime<Utc>>,
}

impl SecondFactor {
    /// None yet.
    pub fn none(user: UserId) -> SecondFactor {
        SecondFactor {
            user_id: user,
            sealed_secret: None,
            since: None,
            last_step: 0,
            pending_secret: None,
            pending_at: None,
        }
    }

    /// A person's second factor, as it stands.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Option<SecondFactor>> {
        Ok(second_factors::table
            .filter(second_factors::user_id.eq(user))
            .select(SecondFactor::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// The same, locked.
    pub async fn lock(tx: &GlobalTx, user: UserId) -> StoreResult<Option<SecondFactor>> {
        Ok(second_factors::table
            .filter(second_factors::user_id.eq(user))
            .select(SecondFactor::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Which of these people have one.
    pub async fn among(tx: &GlobalTx, users: &[UserId]) -> StoreResult<Vec<UserId>> {
        Ok(second_factors::table
            .filter(second_factors::user_id.eq_any(users))
            .filter(second_factors::since.is_not_null())
            .select(second_factors::user_id)
            .load(&mut tx.db()?)
            .await?)
    }

    /// Writes it, whether it was there or not.
    pub async fn save(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(second_factors::table)
            .values(self)
            .on_conflict(second_factors::user_id)
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// One recovery code.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = recovery_codes)]
pub struct RecoveryCode {
    /// Whose it is.
    pub user_id: UserId,
    /// What is kept of it.
    pub hash: Vec<u8>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl RecoveryCode {
    /// Uses a code up; true when it was good until now.
    pub async fn use_up(tx: &GlobalTx, user: UserId, hash: &[u8], now: DateTime<Utc>) -> StoreResult<bool> {
        let used = diesel::update(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(user))
            .filter(recovery_codes::hash.eq(hash))
            .filter(recovery_codes::used_at.is_null())
            .filter(recovery_codes::replaced_at.is_null())
            .set(recovery_codes::used_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(used == 1)
    }

    /// Ends the codes there are.
    pub async fn end_all(tx: &GlobalTx, user: UserId, now: DateTime<Utc>) -> StoreResult<()> {
        diesel::update(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(user))
            .filter(recovery_codes::replaced_at.is_null())
            .set(recovery_codes::replaced_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Adds codes. Errors: `Conflict` when one is there already.
    pub async fn insert(codes: &[RecoveryCode], tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(recovery_codes::table)
            .values(codes)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("recovery code"))?;
        Ok(())
    }

    /// How many are left.
    pub async fn left(tx: &GlobalTx, user: UserId) -> StoreResult<i64> {
        Ok(recovery_codes::table
            .filter(recovery_codes::user_id.eq(user))
            .filter(recovery_codes::used_at.is_null())
            .filter(recovery_codes::replaced_at.is_null())
            .count()
            .get_result(&mut tx.db()?)
            .await?)
    }
}
