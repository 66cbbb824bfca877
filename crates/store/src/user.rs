//! The people behind members and affiliates. A global table, reached through the sign-in door.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::UserId;

use crate::error::{StoreError, StoreResult};
use crate::schema::users;
use crate::scope::GlobalTx;

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their e-mail, in small letters.
    pub email: String,
    /// Their name.
    pub name: String,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// When they signed up.
    pub created_at: DateTime<Utc>,
    /// Since when the address is known to be theirs.
    pub email_verified_at: Option<DateTime<Utc>>,
}

impl User {
    /// Adds the person. Errors: `Conflict` when the e-mail is taken.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(users::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("user"))?;
        Ok(())
    }

    /// The person of this e-mail.
    pub async fn by_email(tx: &GlobalTx, email: &str) -> StoreResult<Option<User>> {
        Ok(users::table
            .filter(users::email.eq(email))
            .select(User::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// The person of this id. Errors: `NotFound`.
    pub async fn find(tx: &GlobalTx, id: UserId) -> StoreResult<User> {
        users::table
            .filter(users::id.eq(id))
            .select(User::as_select())
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("user"))
    }

    /// The same, locked. Errors: `NotFound`.
    pub async fn lock(tx: &GlobalTx, id: UserId) -> StoreResult<User> {
        users::table
            .filter(users::id.eq(id))
            .select(User::as_select())
            // What is made for the person meanwhile may refer to them.
            .for_no_key_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("user"))
    }

    /// Notes that the person's address is theirs; the first time stays. True when it was noted now.
    pub async fn verify(tx: &GlobalTx, id: UserId, now: DateTime<Utc>) -> StoreResult<bool> {
        let noted = diesel::update(users::table)
            .filter(users::id.eq(id))
            .filter(users::email_verified_at.is_null())
            .set(users::email_verified_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(noted == 1)
    }

    /// Gives the person another password. Errors: `NotFound`.
    pub async fn set_password(tx: &GlobalTx, id: UserId, password_hash: &str) -> StoreResult<()> {
        let set = diesel::update(users::table)
            .filter(users::id.eq(id))
            .set(users::password_hash.eq(password_hash))
            .execute(&mut tx.db()?)
            .await?;
        if set == 1 { Ok(()) } else { Err(StoreError::NotFound("user")) }
    }
}
