//! Payments that were taken back: refunds and disputes.

use std::collections::{BTreeMap, BTreeSet};

use domain::funding::ReturnState;
use domain::ids::{TenantId, WalletReturnId};
use domain::ledger::{Event, subscription_returned};
use domain::reconciliation::Kind;
use serde::Deserialize;
use serde_json::Value;
use store::funding::{Funding, FundingDispute, WalletReturn};
use store::plan::Invoice;
use store::{SystemTx, TenantTx};

use super::owner::Owner;
use super::{Comparison, Movement, currency, heard};
use crate::error::BillingResult;
use crate::ledger::{Entry, post};
use crate::stripe::RefundNote;
use crate::{Outcome, funding};

/// A refund or a dispute.
#[derive(Deserialize)]
struct Taken {
    id: String,
    payment_intent: Option<String>,
    #[serde(default)]
    metadata: RefundNote,
    /// Of a dispute.
    #[serde(default)]
    balance_transactions: Vec<Moved>,
    /// Of a refund that has failed.
    #[serde(default)]
    failure_balance_transaction: Option<Value>,
}

#[derive(Deserialize)]
struct Moved {
    net: i64,
}

/// What ought to stand of it here.
struct Should {
    movements: i32,
    booked: i64,
}

impl Comparison<'_> {
    pub(super) async fn refunds(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut refunds: Vec<(Taken, &Movement)> = Vec::with_capacity(movements.len());
        for movement in movements {
            refunds.extend(self.source(movement).map(|refund| (refund, movement)));
        }
        let note =
            |(refund, _): &(Taken, _)| Some((refund.metadata.tenant()?, refund.metadata.wallet_return()?));
        let (tenants, named): (Vec<TenantId>, Vec<WalletReturnId>) = refunds.iter().filter_map(note).unzip();
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let returns: BTreeMap<WalletReturnId, WalletReturn> = WalletReturn::anywhere(&tx, &tenants, &named)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        tx.commit().await?;
        let mut others = Vec::new();
        for (refund, movement) in refunds {
            match refund
                .metadata
                .wallet_return()
                .and_then(|id| returns.get(&id))
                .filter(|row| !row.is_given_up())
            {
                Some(row) => self.returned(row, &refund, movement).await?,
                None => {
                    // What it took back, as far as it has not come again.
                    let has_failed = refund.failure_balance_transaction.is_some();
                    let should = match has_failed {
                        true => Should { movements: 2, booked: 0 },
                        false => Should { movements: 1, booked: -movement.net },
                    };
                    others.push((refund, should, movement));
                }
            }
        }
        self.taken(others, Kind::RefundDiffers, Kind::RefundNotOurs).await
    }

    pub(super) async fn disputes(&mut self, movements: Vec<&Movement>) -> BillingResult<()> {
        let mut disputes = Vec::with_capacity(movements.len());
        for movement in movements {
            let Some(dispute) = self.source::<Taken>(movement) else { continue };
            let taken: i64 = dispute.balance_transactions.iter().map(|moved| -moved.net).sum();
            let count = i32::try_from(dispute.balance_transactions.len()).unwrap_or(i32::MAX);
            disputes.push((dispute, Should { movements: count, booked: taken.max(0) }, movement));
        }
        self.taken(disputes, Kind::DisputeDiffers, Kind::DisputeNotOurs).await
    }

    /// A refund that is one of our own returns.
    async fn returned(
        &mut self,
        row: &WalletReturn,
        refund: &Taken,
        movement: &Movement,
    ) -> BillingResult<()> {
        let has_failed = refund.failure_balance_transaction.is_some();
        let says_the_same = |row: &WalletReturn| {
            let state = if has_failed { ReturnState::Failed } else { ReturnState::Returned };
            row.state == state
                && row.refund_id.as_ref() == Some(&refund.id)
                && row.amount == movement.amount.abs()
                && movement.currency.eq_ignore_ascii_case(row.currency.as_str())
        };
        if says_the_same(row) {
            return Ok(());
        }
        let ctx = self.of(row.tenant_id);
        if row.state == ReturnState::Requested {
            // It finds its refund when it is made, which a difference that stops payouts would stop, too.
            let tx = SystemTx::begin(self.pool, self.ctx).await?;
            WalletReturn::look_soon(&tx, row.tenant_id, row.id, self.now).await?;
            tx.commit().await?;
            let detail = format!("{}: {}", movement.named(), row.id);
            self.find(Some(row.tenant_id), Kind::RefundDiffers, detail);
            return Ok(());
        }
        heard(funding::look_at_return(self.pool, &ctx, self.stripe, row.id, self.now).await)?;
        let tx = TenantTx::begin(self.pool, &ctx).await?;
        let after = WalletReturn::find(&tx, row.id).await?;
        tx.commit().await?;
        let detail = format!("{}: {}", movement.named(), row.id);
        if says_the_same(&after) {
            self.find(Some(row.tenant_id), Kind::Adopted, detail);
            return Ok(());
        }
        self.alarm(row.tenant_id, Kind::RefundDiffers, detail).await
    }

    /// What was taken back, by a bank or by hand, stands as such.
    async fn taken(
        &mut self,
        taken: Vec<(Taken, Should, &Movement)>,
        differs: Kind,
        not_ours: Kind,
    ) -> BillingResult<()> {
        let ids: Vec<String> = taken.iter().map(|(object, ..)| object.id.clone()).collect();
        let intents: Vec<String> =
            taken.iter().filter_map(|(object, ..)| object.payment_intent.clone()).collect();
        let owners = self.owners(&intents).await?;
        let tenants: Vec<TenantId> = owners.values().filter_map(Owner::funder).collect();
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let known: BTreeMap<String, FundingDispute> = FundingDispute::anywhere(&tx, &tenants, &ids)
            .await?
            .into_iter()
            .map(|row| (row.stripe_id.clone(), row))
            .collect();
        tx.commit().await?;
        // What is taken and given again within one page is one object, which is looked at once.
        let mut looked: BTreeSet<String> = BTreeSet::new();
        for (object, should, movement) in taken {
            let owner = object.payment_intent.as_ref().and_then(|intent| owners.get(intent)).cloned();
            match owner.unwrap_or(Owner::Nobody) {
                Owner::Funding(funding) | Owner::Adopted(funding) => {
                    if !stands(known.get(&object.id), &should) && looked.insert(object.id.clone()) {
                        self.book_taken(&funding, &object, &should, movement, differs).await?;
                    }
                }
                Owner::Invoice(invoice) => self.revenue_taken(&invoice, movement).await?,
                Owner::Unbooked(tenant) => {
                    self.find(Some(tenant), Kind::PaymentNotBooked, movement.named());
                }
                Owner::Failed(tenant) => self.alarm(tenant, differs, movement.named()).await?,
                Owner::Nobody => self.find(None, not_ours, movement.named()),
            }
        }
        Ok(())
    }

    /// Stripe is asked about the funding, which books what was taken from it.
    async fn book_taken(
        &mut self,
        funding: &Funding,
        object: &Taken,
        should: &Should,
        movement: &Movement,
        differs: Kind,
    ) -> BillingResult<()> {
        let tenant = funding.tenant_id;
        let looked = self.looked_at(tenant, funding.id).await?;
        // Not settled, nothing of it can have been taken from the wallet yet.
        if looked.net.is_none() {
            return Ok(());
        }
        let tx = SystemTx::begin(self.pool, self.ctx).await?;
        let rows = FundingDispute::anywhere(&tx, &[tenant], std::slice::from_ref(&object.id)).await?;
        tx.commit().await?;
        let detail = format!("{}: {}", movement.named(), funding.id);
        if stands(rows.first(), should) {
            self.find(Some(tenant), Kind::Adopted, detail);
            return Ok(());
        }
        if rows.is_empty() {
            // Whoever looked has raised it.
            self.find(Some(tenant), differs, detail);
            return Ok(());
        }
        self.alarm(tenant, differs, detail).await
    }

    /// What a subscription had brought is taken back: our own revenue, and no business of the tenant's wallet.
    async fn revenue_taken(&mut self, invoice: &Invoice, movement: &Movement) -> BillingResult<()> {
        if movement.net == 0 {
            return Ok(());
        }
        let tenant = invoice.tenant_id;
        let Ok(currency) = currency(&movement.currency) else {
            self.find(Some(tenant), Kind::UnknownMovement, movement.named());
            return Ok(());
        };
        let tx = TenantTx::begin(self.pool, &self.of(tenant)).await?;
        let entry = Entry {
            key: format!("subscription-returned:{}", movement.id),
            event: Event::SubscriptionReturned,
            currency,
            postings: &subscription_returned(movement.net.saturating_neg())?,
        };
        let posted = post(&tx, &entry, self.now).await?;
        tx.commit().await?;
        if matches!(posted, Outcome::Done(_)) {
            let detail = format!("{}: {}", movement.named(), invoice.stripe_invoice_id);
            self.find(Some(tenant), Kind::Adopted, detail);
        }
        Ok(())
    }
}

fn stands(row: Option<&FundingDispute>, should: &Should) -> bool {
    row.is_some_and(|row| row.movements == should.movements && row.booked == should.booked)
}
