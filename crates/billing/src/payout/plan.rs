//! What would be paid to whom: the same reckoning for the preview and for the reserve.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{AffiliateId, CommissionId, PayeeId, ProgramId};
use store::commission::Payable;

/// One payee's part of a payout, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PayeePlan {
    /// What its claimed commissions come to.
    pub net: i64,
    /// What of it makes up for reversed transfers, whose fee was charged already.
    pub returned: i64,
    /// The commissions claimed.
    pub claimed: Vec<CommissionId>,
    /// What is kept back for each debt, oldest first.
    pub recovered: Vec<(CommissionId, i64)>,
}

impl PayeePlan {
    /// What is kept back in all.
    pub fn recovered_total(&self) -> i64 {
        self.recovered.iter().map(|(_, minor)| minor).sum()
    }

    /// What is transferred.
    pub fn sent(&self) -> i64 {
        self.net - self.recovered_total()
    }
}

/// One affiliate's payout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AffiliatePlan {
    /// By payee: their own and those of the creators they have claimed.
    pub payees: BTreeMap<PayeeId, PayeePlan>,
    /// The programmes it comes from.
    pub programs: BTreeSet<ProgramId>,
}

impl AffiliatePlan {
    /// What is transferred.
    pub fn sent(&self) -> i64 {
        self.payees.values().map(PayeePlan::sent).sum()
    }

    /// What the platform's fee is charged on: what is sent for the first time.
    pub fn charged(&self) -> i64 {
        self.payees.values().map(|payee| (payee.sent() - payee.returned).max(0)).sum()
    }

    /// What is kept back for debts.
    pub fn recovered(&self) -> i64 {
        self.payees.values().map(PayeePlan::recovered_total).sum()
    }
}

/// Plans payouts from payable commissions, corrections and debts among them. A payee whose corrections outweigh its
/// commissions is left for a later run; a debt is recovered from the same payee only.
pub(super) fn plan(payable: &[Payable]) -> BTreeMap<AffiliateId, AffiliatePlan> {
    let mut plans: BTreeMap<AffiliateId, AffiliatePlan> = BTreeMap::new();
    for row in payable.iter().filter(|c| !c.debt) {
        let Some(affiliate) = row.affiliate_id else { continue };
        let plan = plans.entry(affiliate).or_default();
        plan.programs.insert(row.program_id);
        let payee = plan.payees.entry(row.payee_id).or_default();
        payee.net += row.amount;
        if row.returned_by_payout_id.is_some() {
            payee.returned += row.amount;
        }
        payee.claimed.push(row.id);
    }
    for plan in plans.values_mut() {
        plan.payees.retain(|_, payee| payee.net > 0);
    }
    for debt in payable.iter().filter(|c| c.debt) {
        let payee = debt
            .affiliate_id
            .and_then(|affiliate| plans.get_mut(&affiliate))
            .and_then(|plan| plan.payees.get_mut(&debt.payee_id));
        if let Some(payee) = payee {
            let minor = (-debt.amount - debt.recovered).min(payee.sent());
            if minor > 0 {
                payee.recovered.push((debt.id, minor));
            }
        }
    }
    plans.retain(|_, plan| !plan.payees.is_empty());
    plans
}
