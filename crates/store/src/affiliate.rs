//! Who can be paid. A global table, reached through the sign-in door: no tenant reads it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, TenantId, UserId};

use crate::error::{StoreError, StoreResult};
use crate::schema::{affiliates, enrollment_directory};
use crate::scope::GlobalTx;

/// Someone who can be paid.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = affiliates)]
pub struct Affiliate {
    /// Their id.
    pub id: AffiliateId,
    /// The person.
    pub user_id: UserId,
    /// Where they are written to.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Two letters; Stripe asks for it.
    pub country: String,
    /// When they signed up.
    pub created_at: DateTime<Utc>,
}

impl Affiliate {
    /// Adds the affiliate.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(affiliates::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("affiliate"))?;
        Ok(())
    }

    /// The affiliate a person is.
    pub async fn of_user(tx: &GlobalTx, user: UserId) -> StoreResult<Option<Affiliate>> {
        Ok(affiliates::table
            .filter(affiliates::user_id.eq(user))
            .select(Affiliate::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Causes of notices they do without.
    pub async fn mail_off(tx: &GlobalTx, id: AffiliateId) -> StoreResult<Vec<String>> {
        affiliates::table
            .filter(affiliates::id.eq(id))
            .select(affiliates::mail_off)
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("affiliate"))
    }

    /// Sets the causes of notices they do without. Errors: `NotFound`.
    pub async fn set_mail_off(tx: &GlobalTx, id: AffiliateId, causes: &[String]) -> StoreResult<()> {
        let set = diesel::update(affiliates::table)
            .filter(affiliates::id.eq(id))
            .set(affiliates::mail_off.eq(causes))
            .execute(&mut tx.db()?)
            .await?;
        if set == 1 { Ok(()) } else { Err(StoreError::NotFound("affiliate")) }
    }

    /// The tenants they work with.
    pub async fn tenants(tx: &GlobalTx, affiliate: AffiliateId) -> StoreResult<Vec<TenantId>> {
        Ok(enrollment_directory::table
            .filter(enrollment_directory::affiliate_id.eq(affiliate))
            .order(enrollment_directory::tenant_id)
            .select(enrollment_directory::tenant_id)
            .load(&mut tx.db()?)
            .await?)
    }
}
