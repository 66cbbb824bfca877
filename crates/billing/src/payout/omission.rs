//! Whom a preview leaves out, and why: nothing that is paid depends on it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::attribution::Role;
use domain::commission::CommissionState;
use domain::ids::{AffiliateId, PayeeId};
use domain::payout::Omission;
use store::commission::Payable;
use store::payout::{PayoutRun, RunOmission};
use store::schema::{commissions, payees};
use store::{TenantScope, TenantTx, new_id};

use super::plan::AffiliatePlan;
use crate::error::BillingResult;

/// Notes who of those that have earned something in the run's currency is left out: by what is not due yet, by what
/// corrections have taken back, and by what is held.
pub(super) async fn note(
    tx: &TenantTx,
    run: &PayoutRun,
    payable: &[Payable],
    not_due: &BTreeMap<AffiliateId, (AffiliatePlan, Omission)>,
) -> BillingResult<()> {
    let mut found: Vec<(PayeeId, i64, Omission)> = Vec::new();
    let own = payees_of(tx, not_due.keys().copied().collect()).await?;
    for (affiliate, (plan, why)) in not_due {
        let payee = own.get(affiliate).or_else(|| plan.payees.keys().next());
        let minor = plan.payees.values().map(|payee| payee.net).sum();
        found.extend(payee.map(|payee| (*payee, minor, *why)));
    }
    found.extend(corrected(payable).into_iter().map(|(payee, net)| (payee, net, Omission::Corrected)));
    found.extend(held(tx, run).await?.into_iter().map(|(payee, minor)| (payee, minor, Omission::Held)));
    let rows: Vec<RunOmission> = found
        .into_iter()
        .map(|(payee_id, amount, reason)| RunOmission {
            tenant_id: tx.tenant(),
            run_id: run.id,
            id: new_id(),
            payee_id,
            amount,
            reason,
        })
        .collect();
    Ok(RunOmission::add(tx, &rows).await?)
}

/// Payees who have earned something and whose corrections outweigh it, with what that comes to.
fn corrected(payable: &[Payable]) -> BTreeMap<PayeeId, i64> {
    let mut nets: BTreeMap<PayeeId, (i64, bool)> = BTreeMap::new();
    for row in payable.iter().filter(|row| !row.debt) {
        let (net, earned) = nets.entry(row.payee_id).or_default();
        *net += row.amount;
        *earned |= row.amount > 0;
    }
    nets.into_iter()
        .filter(|(_, (net, earned))| *earned && *net <= 0)
        .map(|(id, (net, _))| (id, net))
        .collect()
}

/// What of each payee is held in the run's currency.
async fn held(tx: &TenantTx, run: &PayoutRun) -> BillingResult<BTreeMap<PayeeId, i64>> {
    let mut query = commissions::table
        .filter(commissions::tenant_id.eq(tx.tenant()))
        .filter(commissions::state.eq(CommissionState::Held))
        .filter(commissions::currency.eq(run.currency))
        .filter(commissions::affiliate_id.is_not_null())
        .select((commissions::payee_id, commissions::amount))
        .into_boxed();
    if let Some(affiliate) = run.affiliate_id {
        query = query.filter(commissions::affiliate_id.eq(affiliate));
    }
    let rows: Vec<(PayeeId, i64)> = query.load(&mut tx.db()?).await?;
    let mut sums: BTreeMap<PayeeId, i64> = BTreeMap::new();
    for (payee, minor) in rows {
        *sums.entry(payee).or_default() += minor;
    }
    Ok(sums)
}

/// The payees that these affiliates are.
async fn payees_of(
    tx: &TenantTx,
    affiliates: Vec<AffiliateId>,
) -> BillingResult<BTreeMap<AffiliateId, PayeeId>> {
    let rows: Vec<(Option<AffiliateId>, PayeeId)> = payees::table
        .filter(payees::tenant_id.eq(tx.tenant()))
        .filter(payees::kind.eq(Role::Affiliate))
        .filter(payees::affiliate_id.eq_any(affiliates))
        .select((payees::affiliate_id, payees::id))
        .load(&mut tx.db()?)
        .await?;
    Ok(rows.into_iter().filter_map(|(affiliate, payee)| Some((affiliate?, payee))).collect())
}
