//! What was done with a person's own account, whatever the tenant: one line for every change, in the transaction that
//! makes it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::agent::Entrance;
use domain::ids::{AccountEntryId, UserId};

use crate::context::Via;
use crate::error::StoreResult;
use crate::schema::account_log;
use crate::scope::{GlobalTx, SystemTx};

/// Longest id of a request that is kept, in bytes.
pub(crate) const REQUEST_BYTES_MAX: usize = 64;

/// One line.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = account_log)]
pub struct AccountEntry {
    /// Whose account.
    pub user_id: UserId,
    /// Its id.
    pub id: AccountEntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done, as `signIn`.
    pub action: String,
    /// What matters about it.
    pub detail: serde_json::Value,
    /// By which way in.
    pub entrance: Entrance,
    /// With what, as a class of many.
    pub agent: String,
    /// In which request.
    pub request: String,
}

impl AccountEntry {
    /// Writes a line.
    pub async fn write(
        tx: &GlobalTx,
        user: UserId,
        via: &Via,
        action: &str,
        detail: serde_json::Value,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let line = AccountEntry {
            user_id: user,
            id: crate::new_id(),
            at: now,
            action: action.to_owned(),
            detail,
            entrance: via.entrance,
            agent: via.agent.clone(),
            request: kept_request(&via.request).to_owned(),
        };
        diesel::insert_into(account_log::table).values(&line).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// Writes a line about what the worker has done.
    pub async fn note(
        tx: &SystemTx,
        user: UserId,
        action: &str,
        detail: serde_json::Value,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let line = AccountEntry {
            user_id: user,
            id: crate::new_id(),
            at: now,
            action: action.to_owned(),
            detail,
            entrance: Entrance::Worker,
            agent: String::new(),
            request: String::new(),
        };
        diesel::insert_into(account_log::table).values(&line).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// The newest lines of a person.
    pub async fn of_user(tx: &GlobalTx, user: UserId, limit: i64) -> StoreResult<Vec<AccountEntry>> {
        Ok(account_log::table
            .filter(account_log::user_id.eq(user))
            .order(account_log::id.desc())
            .limit(limit)
            .select(AccountEntry::as_select())
            .load(&mut tx.db()?)
            .await?)
    }
}

/// A request's id as it is kept: nothing of one that is no id of ours.
pub(crate) fn kept_request(request: &str) -> &str {
    if request.len() <= REQUEST_BYTES_MAX { request } else { "" }
}
