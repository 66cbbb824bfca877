//! Saved ways to pay, and top-ups by them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::funding::{MethodKind, MethodState};
use domain::ids::{FundingMethodId, TenantId};
use domain::money::Currency;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::{funding_methods, wallet_top_ups};
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A saved way of a tenant to pay.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = funding_methods, treat_none_as_null = true)]
pub struct FundingMethod {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: FundingMethodId,
    /// A card, or which debit.
    pub kind: MethodKind,
    /// What it was set up to pay in.
    pub currency: Currency,
    /// Where it stands.
    pub state: MethodState,
    /// `cs_…`
    pub checkout_session_id: Option<String>,
    /// Where the tenant sets it up.
    pub checkout_url: Option<String>,
    /// `pm_…`
    pub stripe_id: Option<String>,
    /// The card's brand or the bank's name.
    pub label: Option<String>,
    /// Its last four digits.
    pub last4: Option<String>,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When Stripe is asked next what became of it.
    pub look_at: Option<DateTime<Utc>>,
    /// Where the page leads back to: a path of the web app.
    pub return_path: Option<String>,
}

tenant_reads!(FundingMethod, funding_methods, FundingMethodId, "funding method");

impl FundingMethod {
    /// Writes a changed, locked method back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(funding_methods::table)
            .filter(funding_methods::tenant_id.eq(tx.tenant()))
            .filter(funding_methods::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("funding method"))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("funding method")) }
    }

    /// Those that can be charged, and those whose page is open, newest first.
    pub async fn kept(scope: &impl TenantScope) -> StoreResult<Vec<FundingMethod>> {
        let mut conn = scope.conn().await?;
        Ok(funding_methods::table
            .filter(funding_methods::tenant_id.eq(scope.tenant()))
            .filter(funding_methods::state.eq_any([MethodState::Pending, MethodState::Active]))
            .order(funding_methods::id.desc())
            .select(FundingMethod::as_select())
            .load(&mut conn)
            .await?)
    }

    /// How many a tenant has, those it has not been through yet among them.
    pub async fn count(tx: &TenantTx) -> StoreResult<i64> {
        Ok(funding_methods::table
            .filter(funding_methods::tenant_id.eq(tx.tenant()))
            .filter(funding_methods::state.eq_any([MethodState::Pending, MethodState::Active]))
            .count()
            .get_result(&mut tx.db()?)
            .await?)
    }

    /// Has a method looked at soon. Errors: `NotFound`.
    pub async fn look_soon(
        tx: &SystemTx,
        tenant: TenantId,
        id: FundingMethodId,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let found = diesel::update(funding_methods::table)
            .filter(funding_methods::tenant_id.eq(tenant))
            .filter(funding_methods::id.eq(id))
            .set(funding_methods::look_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        if found == 1 { Ok(()) } else { Err(StoreError::NotFound("funding method")) }
    }

    /// Those whose page has not been seen to end and are to be looked at, everywhere.
    pub async fn to_look_at(
        tx: &SystemTx,
        now: DateTime<Utc>,
        rows_max: i64,
    ) -> StoreResult<Vec<(TenantId, FundingMethodId)>> {
        Ok(funding_methods::table
            .filter(funding_methods::look_at.le(now))
            .order((funding_methods::look_at, funding_methods::tenant_id, funding_methods::id))
            .select((funding_methods::tenant_id, funding_methods::id))
            .limit(rows_max)
            .load(&mut tx.db()?)
            .await?)
    }
}

/// How the wallet of a currency is topped up by itself.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = wallet_top_ups, treat_none_as_null = true)]
pub struct WalletTopUp {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// The wallet's currency.
    pub currency: Currency,
    /// What is charged.
    pub method_id: FundingMethodId,
    /// Less is not worth a charge, in minor units.
    pub at_least: i64,
    /// More needs a person, in minor units.
    pub at_most: i64,
    /// Added for what Stripe keeps, in basis points.
    pub margin_bps: i32,
    /// When it ended.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl WalletTopUp {
    /// Those that have not ended, by currency.
    pub async fn all(scope: &impl TenantScope) -> StoreResult<Vec<WalletTopUp>> {
        let mut conn = scope.conn().await?;
        Ok(wallet_top_ups::table
            .filter(wallet_top_ups::tenant_id.eq(scope.tenant()))
            .filter(wallet_top_ups::ends_at.is_null())
            .order(wallet_top_ups::currency)
            .select(WalletTopUp::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Puts it in the place of what stood for its currency.
    pub async fn set(&self, tx: &TenantTx) -> StoreResult<()> {
        diesel::insert_into(wallet_top_ups::table)
            .values(self)
            .on_conflict((wallet_top_ups::tenant_id, wallet_top_ups::currency))
            .do_update()
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Ends that of a currency. Errors: `NotFound`.
    pub async fn end(tx: &TenantTx, currency: Currency, now: DateTime<Utc>) -> StoreResult<WalletTopUp> {
        diesel::update(wallet_top_ups::table)
            .filter(wallet_top_ups::tenant_id.eq(tx.tenant()))
            .filter(wallet_top_ups::currency.eq(currency))
            .filter(wallet_top_ups::ends_at.is_null())
            .set((wallet_top_ups::ends_at.eq(now), wallet_top_ups::updated_at.eq(now)))
            .returning(WalletTopUp::as_select())
            .get_result(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("wallet top-up"))
    }

    /// Ends those that charge a method. Returns the currencies.
    pub async fn end_of_method(
        tx: &TenantTx,
        method: FundingMethodId,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Currency>> {
        Ok(diesel::update(wallet_top_ups::table)
            .filter(wallet_top_ups::tenant_id.eq(tx.tenant()))
            .filter(wallet_top_ups::method_id.eq(method))
            .filter(wallet_top_ups::ends_at.is_null())
            .set((wallet_top_ups::ends_at.eq(now), wallet_top_ups::updated_at.eq(now)))
            .returning(wallet_top_ups::currency)
            .get_results(&mut tx.db()?)
            .await?)
    }
}
