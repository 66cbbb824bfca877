//! Whose a payment is.

use std::collections::BTreeMap;

use domain::ids::{FundingId, TenantId};
use serde::Deserialize;
use serde_json::json;
use store::funding::Funding;
use store::plan::Invoice;
use store::{StoreError, SystemTx, TenantTx, stripe_customer};

use super::{Comparison, heard};
use crate::error::{BillingError, BillingResult};
use crate::funding::{Paid, Payment, paid};
use crate::stripe::StripeError;
use crate::stripe::ask::Ask;

/// What a payment was for.
#[derive(Clone)]
pub(super) enum Owner {
    Funding(Funding),
    /// A funding's that we had forgotten; it stands again.
    Adopted(Funding),
    /// An invoice whose payment is booked.
    Invoice(Box<Invoice>),
    /// A tenant's own payment to us, of which nothing is booked.
    Unbooked(TenantId),
    /// A funding's that has failed here.
    Failed(TenantId),
    Nobody,
}

impl Owner {
    /// The tenant whose wallet it went into.
    pub(super) fn funder(&self) -> Option<TenantId> {
        match self {
            Owner::Funding(funding) | Owner::Adopted(funding) => Some(funding.tenant_id),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Intent {
    #[serde(flatten)]
    payment: Payment,
    status: String,
    customer: Option<String>,
}

impl Comparison<'_> {
    /// The owners of these payments: from our own rows; of those that are not there, Stripe is asked.
    pub(super) async fn owners(&self, intents: &[String]) -> BillingResult<BTreeMap<String, Owner>> {
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let fundings = Funding::of_payments(&tx, intents).await?;
        let invoices = if intents.len() == fundings.len() {
            Vec::new()
        } else {
            Invoice::of_payments(&tx, intents).await?
        };
        tx.commit().await?;
        let mut owners = BTreeMap::new();
        for invoice in invoices {
            for intent in invoice.payment_intents.clone() {
                owners.insert(intent, Owner::Invoice(Box::new(invoice.clone())));
            }
        }
        for funding in fundings {
            if let Some(intent) = funding.payment_intent_id.clone() {
                owners.insert(intent, Owner::Funding(funding));
            }
        }
        for intent in intents {
            if !owners.contains_key(intent) {
                owners.insert(intent.clone(), self.ask(intent).await?);
            }
        }
        Ok(owners)
    }

    async fn ask(&self, intent: &str) -> BillingResult<Owner> {
        let request = Ask::get(format!("/payment_intents/{intent}"), json!({}));
        let intent: Intent = match self.stripe.send(&request, None).await?.object() {
            Err(StripeError::Refused { status: 404, .. }) => return Ok(Owner::Nobody),
            other => other?,
        };
        if let Some((tenant, funding)) = intent.payment.funding() {
            return self.funding(tenant, funding, &intent).await;
        }
        let Some(customer) = intent.customer else { return Ok(Owner::Nobody) };
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let tenant = stripe_customer::tenant_of(&tx, &customer).await?;
        tx.commit().await?;
        let Some(tenant) = tenant else { return Ok(Owner::Nobody) };
        let tx = TenantTx::begin(self.pool, &self.of(tenant)).await?;
        let invoice = Invoice::of_payment(&tx, &intent.payment.id).await?;
        tx.commit().await?;
        Ok(invoice.map_or(Owner::Unbooked(tenant), |invoice| Owner::Invoice(Box::new(invoice))))
    }

    /// A payment for a funding whose row does not know it yet, or is gone.
    async fn funding(&self, tenant: TenantId, id: FundingId, intent: &Intent) -> BillingResult<Owner> {
        if !matches!(intent.status.as_str(), "processing" | "succeeded") {
            return Ok(Owner::Nobody);
        }
        let tx = TenantTx::begin(self.pool, &self.of(tenant)).await?;
        let known = match paid(&tx, &intent.payment, self.now).await {
            Err(BillingError::Store(StoreError::NotFound(_))) => return Ok(Owner::Nobody),
            known => match heard(known)? {
                Some(known) => known,
                None => return Ok(Owner::Nobody),
            },
        };
        tx.commit().await?;
        if known == Paid::Failed {
            return Ok(Owner::Failed(tenant));
        }
        let funding = self.looked_at(tenant, id).await?;
        Ok(if known == Paid::Adopted { Owner::Adopted(funding) } else { Owner::Funding(funding) })
    }
}
