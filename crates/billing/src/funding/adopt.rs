//! A payment into a wallet that Stripe knows better than we do.

use chrono::{DateTime, Utc};
use domain::funding::FundingState;
use domain::ids::{FundingId, TenantId};
use domain::money::Amount;
use serde::Deserialize;
use store::funding::Funding;
use store::tenant::Tenant;
use store::{StoreError, TenantScope, TenantTx};

use super::{By, check_amount, create, started};
use crate::error::BillingResult;
use crate::ledger::check::raise;

/// A payment that has succeeded, and which funding it was for.
#[derive(Clone, Deserialize)]
pub(crate) struct Payment {
    /// `pi_…`
    pub id: String,
    /// In minor units.
    pub amount: i64,
    /// In small letters.
    pub currency: String,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Clone, Default, Deserialize)]
struct Metadata {
    tenant: Option<String>,
    funding: Option<String>,
}

impl Payment {
    /// Whose funding it says it is, and which.
    pub(crate) fn funding(&self) -> Option<(TenantId, FundingId)> {
        let tenant = self.metadata.tenant.as_ref()?.parse().ok()?;
        let funding = self.metadata.funding.as_ref()?.parse().ok()?;
        Some((tenant, funding))
    }
}

/// What a payment is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paid {
    /// A funding's; Stripe is asked about it soon.
    Known,
    /// A funding's that we had forgotten; it stands again, on its way to the wallet.
    Adopted,
    /// A funding's that has failed here: an alarm.
    Failed,
}

/// A payment into the wallet of the scope's tenant has succeeded. A database that was restored from a backup may have
/// forgotten its funding: then that is made again, under its own id.
///
/// Errors: `NotFound` when it names no funding, or the tenant is not one of ours; `AMOUNT_OUT_OF_RANGE`.
pub(crate) async fn paid(tx: &TenantTx, payment: &Payment, now: DateTime<Utc>) -> BillingResult<Paid> {
    let missing = || StoreError::NotFound("funding");
    let (_, id) = payment.funding().filter(|(tenant, _)| *tenant == tx.tenant()).ok_or_else(missing)?;
    // A tenant of somebody else's is no business of ours.
    Tenant::own(tx).await?;
    match Funding::lock(tx, id).await {
        Ok(funding) if funding.state == FundingState::Failed => {
            let detail = format!("{}: {} {}", payment.id, payment.amount, payment.currency);
            raise(tx, "PAYMENT_WITHOUT_FUNDING", &detail, now).await?;
            Ok(Paid::Failed)
        }
        Ok(mut funding) => {
            funding.look_at = Some(now);
            funding.save(tx).await?;
            Ok(Paid::Known)
        }
        Err(StoreError::NotFound(_)) => {
            check_amount(payment.amount)?;
            let currency = payment.currency.to_uppercase().parse().map_err(|_| missing())?;
            let amount = Amount::new(payment.amount, currency);
            let mut funding = create(tx, id, amount, By::default(), now).await?;
            started(tx, &mut funding, &payment.id, now).await?;
            Ok(Paid::Adopted)
        }
        Err(other) => Err(other.into()),
    }
}
