//! Our side: what we have booked is at Stripe.

use chrono::Duration;
use domain::ids::TenantId;
use domain::reconciliation::Kind;
use serde_json::{Value, json};
use store::SystemTx;
use store::funding::{Funding, FundingDispute, WalletReturn};
use store::payout::Payout;
use store::plan::Invoice;

use super::Comparison;
use crate::error::BillingResult;
use crate::stripe::StripeError;
use crate::stripe::ask::Ask;

/// What was booked so lately may have been made after the list was read, in minutes.
const IN_FLIGHT_MINUTES: i64 = 10;

impl Comparison<'_> {
    /// Names what was booked since then and is not at Stripe. What the list has not shown is asked for by name: it may
    /// be older than the list, or have been made while that was read.
    pub(super) async fn missing(&mut self) -> BillingResult<()> {
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let payouts = Payout::transferred_since(&tx, self.since).await?;
        let fundings = Funding::settled_since(&tx, self.since).await?;
        let returns = WalletReturn::returned_since(&tx, self.since).await?;
        let taken = FundingDispute::booked_since(&tx, self.since).await?;
        let invoices = Invoice::booked_since(&tx, self.since).await?;
        tx.commit().await?;
        let settled = self.now - Duration::minutes(IN_FLIGHT_MINUTES);

        for row in payouts.into_iter().filter(|row| row.updated_at <= settled) {
            let Some(id) = row.stripe_transfer_id else { continue };
            let detail = format!("{}: {} {} as {id}", row.id, row.currency, row.amount);
            self.ask_for(row.tenant_id, "transfers", &id, Kind::PayoutWithoutTransfer, detail).await?;
        }
        for row in fundings.into_iter().filter(|row| row.updated_at <= settled) {
            let Some(id) = row.payment_intent_id else { continue };
            let detail = format!("{}: {} {} as {id}", row.id, row.currency, row.amount);
            self.ask_for(row.tenant_id, "payment_intents", &id, Kind::FundingWithoutPayment, detail).await?;
        }
        for row in returns.into_iter().filter(|row| row.updated_at <= settled) {
            let Some(id) = row.refund_id else { continue };
            let detail = format!("{}: {} {} as {id}", row.id, row.currency, row.amount);
            self.ask_for(row.tenant_id, "refunds", &id, Kind::ReturnWithoutRefund, detail).await?;
        }
        for row in taken.into_iter().filter(|row| row.updated_at <= settled) {
            let (list, kind) = match row.is_refund() {
                true => ("refunds", Kind::ReturnWithoutRefund),
                false => ("disputes", Kind::DisputeNotAtStripe),
            };
            let detail = format!("{}: {} of {}", row.stripe_id, row.booked, row.funding_id);
            self.ask_for(row.tenant_id, list, &row.stripe_id, kind, detail).await?;
        }
        for row in invoices {
            for id in &row.payment_intents {
                // Our own revenue stops nobody's payouts.
                if self.is_gone("payment_intents", id).await? {
                    let detail = format!("{}: {id}", row.stripe_invoice_id);
                    self.find(Some(row.tenant_id), Kind::InvoiceWithoutPayment, detail);
                }
            }
        }
        Ok(())
    }

    async fn ask_for(
        &mut self,
        tenant: TenantId,
        list: &str,
        id: &str,
        kind: Kind,
        detail: String,
    ) -> BillingResult<()> {
        if self.is_gone(list, id).await? {
            self.alarm(tenant, kind, detail).await?;
        }
        Ok(())
    }

    async fn is_gone(&self, list: &str, id: &str) -> BillingResult<bool> {
        if self.seen.contains(id) {
            return Ok(false);
        }
        let request = Ask::get(format!("/{list}/{id}"), json!({}));
        match self.stripe.send(&request, None).await?.object::<Value>() {
            Ok(_) => Ok(false),
            Err(StripeError::Refused { status: 404, .. }) => Ok(true),
            Err(other) => Err(other.into()),
        }
    }
}
