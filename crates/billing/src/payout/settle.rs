//! T3 of the protocol: what Stripe said, the state and the ledger in one transaction.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::commission::CommissionState;
use domain::ids::{AccountId, CommissionId, PayeeId, PayoutId};
use domain::ledger::{
    AccountKind, AccountRef, Event, LedgerError, Posting, reserve_reversed, transfer_confirmed,
    transfer_reversed,
};
use domain::money::split;
use store::commission::Commission;
use store::payout::Payout;
use store::schema::{debt_recoveries, ledger_accounts, ledger_entries, ledger_postings};
use store::{StoreError, TenantScope, TenantTx};

use crate::error::BillingResult;
use crate::ledger::{Entry, post};

pub(super) fn reserve_key(payout: PayoutId) -> String {
    format!("reserve:{payout}")
}

/// Stripe made the transfer: the ledger says so, and what it pays is PAID.
pub(super) async fn confirm(tx: &TenantTx, payout: &Payout, now: DateTime<Utc>) -> BillingResult<()> {
    let entry = Entry {
        key: format!("transfer:{}", payout.id),
        event: Event::TransferConfirmed,
        currency: payout.currency,
        postings: &transfer_confirmed(payout.amount)?,
    };
    // Commissions before accounts, as refunds and reserves lock them.
    pay_commissions(tx, payout).await?;
    post(tx, &entry, now).await?;
    super::advance::settled(tx, payout.run_id, now).await
}

/// What a payout has claimed is PAID.
pub(super) async fn pay_commissions(tx: &TenantTx, payout: &Payout) -> BillingResult<()> {
    let paid = Commission::settle(tx, payout.id, CommissionState::Paid).await?;
    all_of(payout, &paid)
}

/// The commissions of a payout, all of them, come to what it sends and what it keeps back.
fn all_of(payout: &Payout, moved: &[i64]) -> BillingResult<()> {
    let whole = moved.iter().sum::<i64>() == payout.amount + payout.recovered;
    if whole { Ok(()) } else { Err(StoreError::Conflict("commission").into()) }
}

/// A commission was changed, and only it.
pub(super) fn one(changed: usize) -> BillingResult<()> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict("commission").into()) }
}

/// Stripe refused for good, or the payout was called off: the reserve goes back, the commissions may be paid again.
pub(super) async fn give_back(tx: &TenantTx, payout: &Payout, now: DateTime<Utc>) -> BillingResult<()> {
    let reserve = postings_under(tx, &reserve_key(payout.id)).await?;
    let entry = Entry {
        key: format!("unreserve:{}", payout.id),
        event: Event::ReserveReversed,
        currency: payout.currency,
        postings: &reserve_reversed(&reserve),
    };
    // Commissions before accounts, as refunds and reserves lock them.
    let freed = Commission::settle(tx, payout.id, CommissionState::Payable).await?;
    all_of(payout, &freed)?;
    let recovered: Vec<(CommissionId, i64)> = debt_recoveries::table
        .filter(debt_recoveries::tenant_id.eq(tx.tenant()))
        .filter(debt_recoveries::payout_id.eq(payout.id))
        .select((debt_recoveries::commission_id, debt_recoveries::amount))
        .load(&mut tx.db()?)
        .await?;
    for (id, minor) in recovered {
        one(Commission::recover(tx, id, -minor, CommissionState::Payable).await?)?;
    }
    post(tx, &entry, now).await?;
    super::advance::settled(tx, payout.run_id, now).await
}

/// A part of the transfer came back, `total` with what came before: the wallet has it again, and its payees may claim
/// it again, each by what is left of their part.
pub(super) async fn reverse(
    tx: &TenantTx,
    payout: &Payout,
    minor: i64,
    total: i64,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut left: BTreeMap<PayeeId, i64> = BTreeMap::new();
    for posting in postings_under(tx, &reserve_key(payout.id)).await? {
        if let (Some(payee), AccountKind::PayoutClearing) = (posting.debit.payee, posting.credit.kind) {
            *left.entry(payee).or_default() += posting.minor;
        }
    }
    for (payee, back) in Commission::returned_of_payout(tx, payout.id).await? {
        *left.entry(payee).or_default() -= back;
    }
    let shares: Vec<i128> = left.values().map(|minor| i128::from(*minor)).collect();
    let parts: Vec<(PayeeId, i64)> =
        left.into_keys().zip(split(minor, &shares).map_err(|_| LedgerError::OutOfRange)?).collect();
    let entry = Entry {
        key: format!("reversed:{}:{total}", payout.id),
        event: Event::TransferReversed,
        currency: payout.currency,
        postings: &transfer_reversed(&parts)?,
    };
    post(tx, &entry, now).await?;
    Commission::claim_again(tx, payout.id, &parts, total, now).await?;
    Ok(())
}

/// The postings of the entry with this key.
async fn postings_under(tx: &TenantTx, key: &str) -> BillingResult<Vec<Posting>> {
    let rows: Vec<(AccountId, AccountId, i64)> = ledger_postings::table
        .inner_join(
            ledger_entries::table.on(ledger_entries::tenant_id
                .eq(ledger_postings::tenant_id)
                .and(ledger_entries::id.eq(ledger_postings::entry_id))),
        )
        .filter(ledger_postings::tenant_id.eq(tx.tenant()))
        .filter(ledger_entries::posting_key.eq(key))
        .order(ledger_postings::position)
        .select((ledger_postings::debit_account, ledger_postings::credit_account, ledger_postings::amount))
        .load(&mut tx.db()?)
        .await?;
    let ids: Vec<AccountId> = rows.iter().flat_map(|r| [r.0, r.1]).collect();
    let accounts: Vec<(AccountId, AccountKind, Option<PayeeId>)> = ledger_accounts::table
        .filter(ledger_accounts::tenant_id.eq(tx.tenant()))
        .filter(ledger_accounts::id.eq_any(&ids))
        .select((ledger_accounts::id, ledger_accounts::kind, ledger_accounts::payee_id))
        .load(&mut tx.db()?)
        .await?;
    let account = |id: AccountId| {
        accounts
            .iter()
            .find(|a| a.0 == id)
            .map(|a| AccountRef { kind: a.1, payee: a.2 })
            .ok_or(StoreError::NotFound("ledger account"))
    };
    rows.into_iter()
        .map(|(debit, credit, minor)| Ok(Posting { debit: account(debit)?, credit: account(credit)?, minor }))
        .collect()
}
