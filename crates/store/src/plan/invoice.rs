//! Invoices of tenants' subscriptions, as Stripe last told them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{SubscriptionInvoiceId, TenantId};
use domain::money::Currency;
use domain::plan::InvoiceState;

use crate::error::{StoreError, StoreResult};
use crate::page::{load_page, tenant_reads};
use crate::schema::subscription_invoices;
use crate::scope::{SystemTx, TenantScope, TenantTx};

/// An invoice of a subscription.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = subscription_invoices, treat_none_as_null = true)]
pub struct Invoice {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: SubscriptionInvoiceId,
    /// `in_…`
    pub stripe_invoice_id: String,
    /// `sub_…`
    pub stripe_subscription_id: String,
    /// What stands on it.
    pub number: Option<String>,
    /// What it is paid in.
    pub currency: Currency,
    /// What is to be paid, in minor units.
    pub amount_due: i64,
    /// What was paid of it.
    pub amount_paid: i64,
    /// Where it stands.
    pub state: InvoiceState,
    /// When the period it is for began.
    pub period_start: DateTime<Utc>,
    /// When that ends.
    pub period_end: DateTime<Utc>,
    /// Stripe's page to see and pay it.
    pub url: Option<String>,
    /// When Stripe made it.
    pub created_at: DateTime<Utc>,
    /// When what it brought was booked.
    pub booked_at: Option<DateTime<Utc>>,
    /// In which currency that settled.
    pub booked_currency: Option<Currency>,
    /// What reached us.
    pub net: Option<i64>,
    /// What Stripe kept.
    pub fee: Option<i64>,
    /// `pi_…` of the payments that were booked.
    pub payment_intents: Vec<String>,
}

tenant_reads!(Invoice, subscription_invoices, SubscriptionInvoiceId, "invoice");

impl Invoice {
    /// Those of a subscription.
    pub async fn of_subscription(
        scope: &impl TenantScope,
        stripe_subscription: &str,
    ) -> StoreResult<Vec<Invoice>> {
        let mut conn = scope.conn().await?;
        Ok(subscription_invoices::table
            .filter(subscription_invoices::tenant_id.eq(scope.tenant()))
            .filter(subscription_invoices::stripe_subscription_id.eq(stripe_subscription))
            .select(Invoice::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Those of any subscription of which there is more to come: not paid yet, or paid and not booked.
    pub async fn unfinished(scope: &impl TenantScope) -> StoreResult<Vec<Invoice>> {
        let coming = [InvoiceState::Draft, InvoiceState::Open];
        let mut conn = scope.conn().await?;
        Ok(subscription_invoices::table
            .filter(subscription_invoices::tenant_id.eq(scope.tenant()))
            .filter(
                subscription_invoices::state.eq_any(coming).or(subscription_invoices::state
                    .eq(InvoiceState::Paid)
                    .and(subscription_invoices::booked_at.is_null())),
            )
            .select(Invoice::as_select())
            .load(&mut conn)
            .await?)
    }

    /// Those whose payments were booked since then, everywhere.
    pub async fn booked_since(tx: &SystemTx, since: DateTime<Utc>) -> StoreResult<Vec<Invoice>> {
        Ok(subscription_invoices::table
            .filter(subscription_invoices::booked_at.ge(since))
            .order((subscription_invoices::tenant_id, subscription_invoices::id))
            .select(Invoice::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// Those that these payments have paid, once that is booked, everywhere.
    pub async fn of_payments(tx: &SystemTx, intents: &[String]) -> StoreResult<Vec<Invoice>> {
        Ok(subscription_invoices::table
            .filter(subscription_invoices::payment_intents.overlaps_with(intents))
            .select(Invoice::as_select())
            .load(&mut tx.db()?)
            .await?)
    }

    /// The one that a payment has paid, once that is booked.
    pub async fn of_payment(tx: &TenantTx, payment_intent: &str) -> StoreResult<Option<Invoice>> {
        Ok(subscription_invoices::table
            .filter(subscription_invoices::tenant_id.eq(tx.tenant()))
            .filter(subscription_invoices::payment_intents.contains(vec![payment_intent]))
            .select(Invoice::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// Writes a changed one back. Errors: `Conflict` when it is gone.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(subscription_invoices::table)
            .filter(subscription_invoices::tenant_id.eq(tx.tenant()))
            .filter(subscription_invoices::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("invoice")) }
    }
}
