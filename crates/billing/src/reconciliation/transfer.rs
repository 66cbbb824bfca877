//! Transfers to connected accounts, and what came back of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{PayoutId, TenantId};
use domain::payout::protocol::Event;
use domain::reconciliation::Kind;
use serde::Deserialize;
use serde_json::json;
use store::payout::Payout;
use store::tenant::Tenant;
use store::{SystemTx, TenantTx};

use super::{Comparison, Movement, heard};
use crate::error::{BillingError, BillingResult};
use crate::payout::{TransferObject, take};
use crate::stripe::ask::Ask;

#[derive(Clone, Deserialize)]
struct Transfer {
    #[serde(flatten)]
    object: TransferObject,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Clone, Default, Deserialize)]
struct Metadata {
    tenant: Option<String>,
    payout: Option<String>,
}

#[derive(Deserialize)]
struct Reversal {
    transfer: String,
}

impl Transfer {
    /// Which payout it says it is.
    fn payout(&self) -> Option<(TenantId, PayoutId)> {
        let tenant = self.metadata.tenant.as_ref()?.parse().ok()?;
        let payout = self.metadata.payout.as_ref()?.parse().ok()?;
        Some((tenant, payout))
    }
}

impl Comparison<'_> {
    pub(super) async fn transfers(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut transfers: Vec<Transfer> = Vec::with_capacity(movements.len());
        for movement in movements {
            transfers.extend(self.source(movement));
        }
        self.compare_transfers(&transfers).await
    }

    /// Of a transfer that is older than the list.
    pub(super) async fn reversals(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut reversed = BTreeSet::new();
        for movement in movements {
            reversed.extend(self.source(movement).map(|reversal: Reversal| reversal.transfer));
        }
        let mut transfers: Vec<Transfer> = Vec::new();
        for id in reversed.difference(&self.seen) {
            let request = Ask::get(format!("/transfers/{id}"), json!({}));
            let transfer = self.stripe.send(&request, None).await?.object().map_err(BillingError::from);
            transfers.extend(heard(transfer)?);
        }
        self.seen.extend(reversed);
        self.compare_transfers(&transfers).await
    }

    /// Each transfer has its payout, which says the same.
    async fn compare_transfers(&mut self, transfers: &[Transfer]) -> BillingResult<()> {
        if transfers.is_empty() {
            return Ok(());
        }
        let (named, ids): (Vec<TenantId>, Vec<PayoutId>) =
            transfers.iter().filter_map(Transfer::payout).unzip();
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let payouts: BTreeMap<PayoutId, Payout> = Payout::anywhere(&tx, &named, &ids)
            .await?
            .into_iter()
            .map(|payout| (payout.id, payout))
            .collect();
        let tenants: BTreeSet<TenantId> = Tenant::all(&tx).await?.into_iter().collect();
        tx.commit().await?;
        for transfer in transfers {
            let object = &transfer.object;
            let of = format!("{}: {} {}", object.id, object.currency.to_uppercase(), object.amount);
            let Some((tenant, id)) = transfer.payout() else {
                self.find(None, Kind::TransferNotOurs, of);
                continue;
            };
            let detail = format!("{of} for {id}");
            if !tenants.contains(&tenant) {
                self.find(None, Kind::TransferOfUnknownTenant, detail);
                continue;
            }
            match payouts.get(&id).filter(|payout| payout.tenant_id == tenant) {
                None => self.alarm(tenant, Kind::TransferWithoutPayout, detail).await?,
                Some(payout) if !object.currency.eq_ignore_ascii_case(payout.currency.as_str()) => {
                    self.alarm(tenant, Kind::TransferDiffers, detail).await?;
                }
                Some(payout) if says_the_same(payout, object) => {}
                Some(_) => self.adopt(tenant, id, object, detail).await?,
            }
        }
        Ok(())
    }

    /// Books what Stripe made and we did not hear of.
    async fn adopt(
        &mut self,
        tenant: TenantId,
        id: PayoutId,
        transfer: &TransferObject,
        detail: String,
    ) -> BillingResult<()> {
        let tx = TenantTx::begin(self.pool, &self.of(tenant)).await?;
        let taken = heard(take(&tx, id, &Event::Told(transfer.clone().into()), self.now).await)?;
        let adopted = taken.is_some() && says_the_same(&Payout::find(&tx, id).await?, transfer);
        if taken.is_some() {
            tx.commit().await?;
        }
        if adopted {
            self.find(Some(tenant), Kind::Adopted, detail);
            return Ok(());
        }
        self.alarm(tenant, Kind::TransferDiffers, detail).await
    }
}

fn says_the_same(payout: &Payout, transfer: &TransferObject) -> bool {
    payout.stripe_transfer_id.as_ref() == Some(&transfer.id)
        && payout.amount == transfer.amount
        && payout.reversed == transfer.amount_reversed
}
