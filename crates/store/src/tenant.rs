//! Tenants, and the public words that lead to them. Global tables, reached through the sign-in door.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::TenantId;
use domain::money::{Amount, Currency};
use domain::payout::Caution;

use crate::error::{StoreError, StoreResult};
use crate::schema::{slug_directory, tenants};
use crate::scope::{AffiliateTx, GlobalTx, SystemTx, TenantScope};

/// A brand's workspace.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tenants)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// The brand's name.
    pub name: String,
    /// What new programmes pay in unless they say otherwise.
    pub currency: Currency,
    /// Tributary's part of what is paid out, in basis points on top of it.
    pub platform_fee_bps: i32,
    /// Whether somebody other than its drafter must approve a payout run.
    pub second_approver: bool,
    /// Web origins publishable keys may be used from; while there are none, no page may.
    pub origins: Vec<String>,
    /// When it signed up.
    pub created_at: DateTime<Utc>,
    /// Whether its members must have a second factor.
    pub second_factor_required: bool,
    /// Hosts its links may lead to; while there are none the team's lead anywhere, and affiliates make none.
    pub link_hosts: Vec<String>,
}

/// Changes of a tenant's settings; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset, serde::Serialize)]
#[diesel(table_name = tenants)]
#[serde(rename_all = "camelCase")]
pub struct TenantChange {
    /// The brand's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether somebody other than its drafter must approve a payout run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_approver: Option<bool>,
    /// Web origins publishable keys may be used from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<Vec<String>>,
    /// Whether its members must have a second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_factor_required: Option<bool>,
    /// Hosts its links may lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_hosts: Option<Vec<String>>,
}

impl TenantChange {
    /// What stands of the same settings in a tenant.
    pub fn as_it_stands(&self, tenant: &Tenant) -> TenantChange {
        TenantChange {
            name: self.name.as_ref().map(|_| tenant.name.clone()),
            second_approver: self.second_approver.map(|_| tenant.second_approver),
            origins: self.origins.as_ref().map(|_| tenant.origins.clone()),
            second_factor_required: self.second_factor_required.map(|_| tenant.second_factor_required),
            link_hosts: self.link_hosts.as_ref().map(|_| tenant.link_hosts.clone()),
        }
    }
}

impl Tenant {
    /// Adds the tenant.
    pub async fn insert(&self, tx: &GlobalTx) -> StoreResult<()> {
        diesel::insert_into(tenants::table).values(self).execute(&mut tx.db()?).await?;
        Ok(())
    }

    /// The scope's own tenant.
    pub async fn own(scope: &impl TenantScope) -> StoreResult<Tenant> {
        let mut conn = scope.conn().await?;
        tenants::table
            .filter(tenants::id.eq(scope.tenant()))
            .select(Tenant::as_select())
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("tenant"))
    }

    /// The tenants of these ids, through the sign-in door.
    pub async fn find_many(tx: &GlobalTx, ids: &[TenantId]) -> StoreResult<Vec<Tenant>> {
        Ok(tenants::table
            .filter(tenants::id.eq_any(ids))
            .select(Tenant::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// The tenant, locked. Errors: `NotFound`.
    pub async fn lock(tx: &GlobalTx, id: TenantId) -> StoreResult<Tenant> {
        tenants::table
            .filter(tenants::id.eq(id))
            .select(Tenant::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))
    }

    /// Changes a tenant's settings. Errors: `NotFound`.
    pub async fn change(tx: &GlobalTx, id: TenantId, change: &TenantChange) -> StoreResult<()> {
        if *change == TenantChange::default() {
            return Ok(());
        }
        let changed = diesel::update(tenants::table)
            .filter(tenants::id.eq(id))
            .set(change)
            .execute(&mut tx.db()?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("tenant")) }
    }

    /// The tenants an affiliate works with.
    pub async fn of_affiliate(tx: &AffiliateTx) -> StoreResult<Vec<Tenant>> {
        Ok(tenants::table
            .filter(tenants::id.eq_any(tx.ctx().tenants()))
            .select(Tenant::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// What the scope's own tenant finds unusual in a payout run.
    pub async fn caution(scope: &impl TenantScope) -> StoreResult<Caution> {
        let mut conn = scope.conn().await?;
        let (minor, currency, percent): (Option<i64>, Option<Currency>, i32) = tenants::table
            .filter(tenants::id.eq(scope.tenant()))
            .select((tenants::payout_limit, tenants::payout_limit_currency, tenants::payout_unusual_percent))
            .first(&mut conn)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let limit = minor.zip(currency).map(|(minor, currency)| Amount::new(minor, currency));
        Ok(Caution { limit, percent })
    }

    /// The same of any tenant, through the sign-in door.
    pub async fn caution_of(tx: &GlobalTx, id: TenantId) -> StoreResult<Caution> {
        let (minor, currency, percent): (Option<i64>, Option<Currency>, i32) = tenants::table
            .filter(tenants::id.eq(id))
            .select((tenants::payout_limit, tenants::payout_limit_currency, tenants::payout_unusual_percent))
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("tenant"))?;
        let limit = minor.zip(currency).map(|(minor, currency)| Amount::new(minor, currency));
        Ok(Caution { limit, percent })
    }

    /// Says what a tenant finds unusual in a payout run.
    pub async fn set_caution(tx: &GlobalTx, id: TenantId, caution: &Caution) -> StoreResult<()> {
        let changed = diesel::update(tenants::table)
            .filter(tenants::id.eq(id))
            .set((
                tenants::payout_limit.eq(caution.limit.map(|limit| limit.minor)),
                tenants::payout_limit_currency.eq(caution.limit.map(|limit| limit.currency)),
                tenants::payout_unusual_percent.eq(caution.percent),
            ))
            .execute(&mut tx.db()?)
            .await?;
        if changed == 1 { Ok(()) } else { Err(StoreError::NotFound("tenant")) }
    }

    /// Every tenant, for jobs that sweep.
    pub async fn all(tx: &SystemTx) -> StoreResult<Vec<TenantId>> {
        Ok(tenants::table.select(tenants::id).order(tenants::id).load(&mut tx.db()?).await?)
    }
}

/// What a public word stands for.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = slug_directory)]
pub struct Slug {
    /// The word.
    pub slug: String,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// `LINK` or `PROGRAM`.
    pub kind: String,
    /// The thing's id.
    pub target_id: uuid::Uuid,
}

impl Slug {
    /// Looks a public word up.
    pub async fn find(tx: &GlobalTx, slug: &str, kind: &str) -> StoreResult<Option<Slug>> {
        Ok(slug_directory::table
            .filter(slug_directory::slug.eq(slug))
            .filter(slug_directory::kind.eq(kind))
            .select(Slug::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }
}
