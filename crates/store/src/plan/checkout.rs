//! The pages on which tenants buy plans.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{SubscriptionCheckoutId, TenantId};
use domain::money::Currency;
use domain::plan::{CheckoutState, Plan};

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::subscription_checkouts;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// A page on which a plan is bought.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = subscription_checkouts, treat_none_as_null = true)]
pub struct Checkout {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id; part of the key under which Stripe was asked for it.
    pub id: SubscriptionCheckoutId,
    /// What is bought.
    pub plan: Plan,
    /// What it is paid in.
    pub currency: Currency,
    /// Where it stands.
    pub state: CheckoutState,
    /// `cs_…`, once Stripe has answered.
    pub stripe_session_id: Option<String>,
    /// Where to pay.
    pub url: Option<String>,
    /// Who started it.
    pub started_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When Stripe is asked next what became of it.
    pub look_at: DateTime<Utc>,
    /// Where the page leads back to: a path of the web app.
    pub return_path: Option<String>,
}

tenant_reads!(Checkout, subscription_checkouts, SubscriptionCheckoutId, "checkout");

impl Checkout {
    /// The one that can be paid, if there is one.
    pub async fn open(scope: &impl TenantScope) -> StoreResult<Option<Checkout>> {
        let mut conn = scope.conn().await?;
        Ok(subscription_checkouts::table
            .filter(subscription_checkouts::tenant_id.eq(scope.tenant()))
            .filter(subscription_checkouts::state.eq(CheckoutState::Open))
            .select(Checkout::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }

    /// Notes the page Stripe has made.
    pub async fn made(
        tx: &TenantTx,
        id: SubscriptionCheckoutId,
        session: &str,
        url: Option<&str>,
    ) -> StoreResult<Checkout> {
        diesel::update(subscription_checkouts::table)
            .filter(subscription_checkouts::tenant_id.eq(tx.tenant()))
            .filter(subscription_checkouts::id.eq(id))
            .set((
                subscription_checkouts::stripe_session_id.eq(Some(session)),
                subscription_checkouts::url.eq(url),
            ))
            .returning(Checkout::as_select())
            .get_result(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("checkout"))
    }

    /// Closes an open one. One that is closed already stays as it is.
    pub async fn close(tx: &TenantTx, id: SubscriptionCheckoutId, state: CheckoutState) -> StoreResult<()> {
        diesel::update(subscription_checkouts::table)
            .filter(subscription_checkouts::tenant_id.eq(tx.tenant()))
            .filter(subscription_checkouts::id.eq(id))
            .filter(subscription_checkouts::state.eq(CheckoutState::Open))
            .set(subscription_checkouts::state.eq(state))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Asks Stripe soon what became of a tenant's open one. Returns whether there is one.
    pub async fn look_soon(tx: &SystemTx, tenant: TenantId, now: DateTime<Utc>) -> StoreResult<bool> {
        let found = diesel::update(subscription_checkouts::table)
            .filter(subscription_checkouts::tenant_id.eq(tenant))
            .filter(subscription_checkouts::state.eq(CheckoutState::Open))
            .set(subscription_checkouts::look_at.eq(now))
            .execute(&mut tx.db()?)
            .await?;
        Ok(found > 0)
    }

    /// Those that are to be looked at, everywhere; taken by this worker until `again`.
    pub async fn take_due(
        tx: &SystemTx,
        now: DateTime<Utc>,
        again: DateTime<Utc>,
    ) -> StoreResult<Vec<(TenantId, SubscriptionCheckoutId)>> {
        Ok(diesel::update(subscription_checkouts::table)
            .filter(subscription_checkouts::state.eq(CheckoutState::Open))
            .filter(subscription_checkouts::look_at.le(now))
            .set(subscription_checkouts::look_at.eq(again))
            .returning((subscription_checkouts::tenant_id, subscription_checkouts::id))
            .get_results(&mut tx.db()?)
            .await?)
    }

    /// Says when to look next, unless somebody has said sooner meanwhile.
    pub async fn look_at(
        tx: &TenantTx,
        id: SubscriptionCheckoutId,
        taken: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> StoreResult<()> {
        diesel::update(subscription_checkouts::table)
            .filter(subscription_checkouts::tenant_id.eq(tx.tenant()))
            .filter(subscription_checkouts::id.eq(id))
            .filter(subscription_checkouts::look_at.ge(taken))
            .set(subscription_checkouts::look_at.eq(next))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}
