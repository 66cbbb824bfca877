//! Payments that came in: fundings of wallets, invoices of subscriptions.

use domain::funding::FundingState;
use domain::ids::{FundingId, TenantId};
use domain::reconciliation::Kind;
use serde::Deserialize;
use store::funding::Funding;
use store::{SystemTx, TenantTx};

use super::owner::Owner;
use super::{Comparison, Movement, heard};
use crate::error::BillingResult;
use crate::{funding, plan};

/// Stripe's word for what takes a failed payment out of the balance again.
const FAILURE: &str = "payment_failure_refund";

#[derive(Deserialize)]
struct Charge {
    payment_intent: Option<String>,
    object: String,
    status: Option<String>,
}

impl Charge {
    /// Whether the bank has sent the money back before it was anybody's: it moved, and moved back.
    fn has_failed(&self) -> bool {
        self.object == "charge" && self.status.as_deref() == Some("failed")
    }
}

impl Comparison<'_> {
    pub(super) async fn payments(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut paid = Vec::with_capacity(movements.len());
        for movement in movements {
            let Some(charge) = self.source::<Charge>(movement) else { continue };
            let has_failed = charge.has_failed() || movement.kind == FAILURE;
            match charge.payment_intent {
                Some(intent) => paid.push((intent, movement, has_failed)),
                None if has_failed => {}
                None => self.find(None, Kind::PaymentNotOurs, movement.named()),
            }
        }
        let intents: Vec<String> = paid.iter().map(|(intent, ..)| intent.clone()).collect();
        self.seen.extend(intents.iter().cloned());
        let owners = self.owners(&intents).await?;
        for (intent, movement, has_failed) in paid {
            match owners.get(&intent).cloned().unwrap_or(Owner::Nobody) {
                Owner::Funding(funding) | Owner::Adopted(funding) if has_failed => {
                    self.unfunded(funding, movement).await?;
                }
                _ if has_failed => {}
                Owner::Funding(funding) => self.funded(funding, movement, false).await?,
                Owner::Adopted(funding) => self.funded(funding, movement, true).await?,
                Owner::Failed(tenant) => {
                    self.alarm(tenant, Kind::PaymentWithoutFunding, movement.named()).await?;
                }
                // Its sums were taken from Stripe when it was booked, all its payments together.
                Owner::Invoice(_) => {}
                Owner::Unbooked(tenant) => self.unbooked(tenant, movement).await?,
                Owner::Nobody => self.find(None, Kind::PaymentNotOurs, movement.named()),
            }
        }
        Ok(())
    }

    async fn funded(&mut self, before: Funding, movement: &Movement, is_adopted: bool) -> BillingResult<()> {
        let tenant = before.tenant_id;
        let adopted = |funding: &Funding| format!("{}: {}", movement.named(), funding.id);
        if !movement.is_available() && before.state != FundingState::Failed {
            if is_adopted {
                self.find(Some(tenant), Kind::Adopted, adopted(&before));
            }
            return Ok(());
        }
        if says_the_same(&before, movement) {
            if is_adopted {
                self.find(Some(tenant), Kind::Adopted, adopted(&before));
            }
            return Ok(());
        }
        let after = self.looked_at(tenant, before.id).await?;
        if says_the_same(&after, movement) {
            self.find(Some(tenant), Kind::Adopted, adopted(&after));
            return Ok(());
        }
        match after.state {
            FundingState::Failed => {
                self.alarm(tenant, Kind::PaymentWithoutFunding, adopted(&after)).await?;
            }
            _ if is_settled(&after) => self.alarm(tenant, Kind::FundingDiffers, adopted(&after)).await?,
            // Whoever looked has raised it.
            _ => self.find(Some(tenant), Kind::FundingDiffers, adopted(&after)),
        }
        Ok(())
    }

    /// Money that failed on its way has not come: so it is right unless it was booked as if it had.
    async fn unfunded(&mut self, before: Funding, movement: &Movement) -> BillingResult<()> {
        if before.state == FundingState::Failed {
            return Ok(());
        }
        let after = self.looked_at(before.tenant_id, before.id).await?;
        let detail = format!("{}: {}", movement.named(), after.id);
        match after.state {
            FundingState::Failed => self.find(Some(after.tenant_id), Kind::Adopted, detail),
            _ if is_settled(&after) => {
                self.alarm(after.tenant_id, Kind::FundingDiffers, detail).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A funding, once Stripe has been asked about it.
    pub(super) async fn looked_at(&self, tenant: TenantId, id: FundingId) -> BillingResult<Funding> {
        let ctx = self.of(tenant);
        heard(funding::look(self.pool, &ctx, self.stripe, id, self.now).await)?;
        let tx = TenantTx::begin(self.pool, &ctx).await?;
        let looked = Funding::find(&tx, id).await?;
        tx.commit().await?;
        Ok(looked)
    }

    /// A tenant has paid us, and it is not on the books: the subscription is read.
    async fn unbooked(&mut self, tenant: TenantId, movement: &Movement) -> BillingResult<()> {
        if !movement.is_available() {
            return Ok(());
        }
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let known = plan::look_soon(&tx, tenant, self.now).await;
        tx.commit().await?;
        if let Err(error) = known {
            tracing::warn!(%tenant, ?error, "a payment, and no subscription");
        }
        self.find(Some(tenant), Kind::PaymentNotBooked, movement.named());
        Ok(())
    }
}

fn is_settled(funding: &Funding) -> bool {
    funding.net.is_some()
}

fn says_the_same(funding: &Funding, movement: &Movement) -> bool {
    funding.state != FundingState::Failed
        && movement.currency.eq_ignore_ascii_case(funding.currency.as_str())
        && funding.amount == movement.amount
        && (funding.net, funding.fee) == (Some(movement.net), Some(movement.fee))
}
