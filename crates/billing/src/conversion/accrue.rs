//! Commissions of a decision: a row for each payee's share, one for each top-up and bonus, and one ledger entry for all.

use chrono::Duration;
use domain::commission::{Cause, CommissionState};
use domain::ids::{AffiliateId, CommissionId, PayeeId};
use domain::ledger::{Event, commission_recorded};
use domain::reward::{CapKind, Cut};
use futures::join;
use serde_json::json;
use store::attribution::Attribution;
use store::commission::Commission;
use store::payee::Payee;
use store::program::Program;
use store::{TenantScope, TenantTx, new_id};

use super::book::Settled;
use super::decide::{Case, Weighed};
use super::why::{is_all_cut, own};
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, post};

/// A commission that was cut whole: recorded as void, with what was cut as its amount, and booked nowhere.
pub(crate) fn outside(row: Commission, cuts: &[Cut]) -> Commission {
    let by = cuts.last().map_or(CapKind::Order, |cut| cut.by);
    let reason = match by {
        CapKind::Order => "Outside the terms: more than one conversion pays",
        CapKind::Period => "Outside the terms: the most of the period is reached",
        CapKind::Budget => "Outside the terms: the budget is spent",
    };
    Commission { state: CommissionState::Void, void_reason: Some(reason.to_owned()), budget_id: None, ..row }
}

/// Whether it is such a one, rather than voided by anybody.
pub(super) fn is_outside(commission: &Commission) -> bool {
    commission.why["outside"] == true
}

/// What is known of those who are paid.
pub(super) struct Known<'a> {
    /// The programmes they earn in.
    pub programs: &'a [Program],
    /// The payees, locked against claims ([`Payee::share`]).
    pub payees: &'a [Payee],
}

impl Known<'_> {
    fn affiliate(&self, id: PayeeId) -> Option<AffiliateId> {
        self.payees.iter().find(|payee| payee.id == id).and_then(|payee| payee.affiliate_id)
    }
}

/// Books what is paid; nothing where nobody is.
pub(super) async fn accrue(
    tx: &TenantTx,
    case: &Case<'_>,
    weighed: &Weighed,
    attribution: &Attribution,
    settled: &[Settled<'_>],
    known: &Known<'_>,
) -> BillingResult<()> {
    let told = |settled: &&Settled<'_>| settled.paid() > 0 || is_all_cut(&settled.settlement);
    let told: Vec<&Settled<'_>> = settled.iter().filter(told).collect();
    if told.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::new();
    for settled in &told {
        let hold = known.programs.iter().find(|p| p.id == settled.share.program).map_or(0, |p| p.hold_days);
        let held = case.held.iter().any(|(payee, _)| *payee == settled.share.payee);
        let commission = |cause, amount, why| Commission {
            tenant_id: tx.tenant(),
            id: new_id(),
            payee_id: settled.share.payee,
            affiliate_id: known.affiliate(settled.share.payee),
            program_id: settled.share.program,
            terms_id: settled.terms.map(|terms| terms.id),
            cause,
            conversion_id: Some(case.conversion.id),
            attribution_id: Some(attribution.id),
            refund_id: None,
            adjusts_id: None,
            currency: case.conversion.currency,
            amount,
            debt: false,
            recovered: 0,
            state: if held { CommissionState::Held } else { CommissionState::Pending },
            void_reason: None,
            matures_at: case.now + Duration::days(i64::from(hold)),
            payout_id: None,
            why,
            created_at: case.now,
            returned_by_payout_id: None,
            budget_id: settled.budget.map(|(id, _)| id),
        };
        let settlement = &settled.settlement;
        if settlement.pays > 0 {
            rows.push(commission(Cause::Conversion, settlement.pays, own(weighed, settled)));
        } else if is_all_cut(settlement) {
            let cut = settlement.cuts.iter().map(|cut| cut.minor).sum();
            let row = commission(Cause::Conversion, cut, own(weighed, settled));
            rows.push(outside(row, &settlement.cuts));
        }
        for extra in settlement.extras.iter().filter(|extra| extra.minor > 0) {
            rows.push(commission(Cause::Bonus, extra.minor, json!({ "bonus": extra })));
        }
    }
    let shares: Vec<(PayeeId, i64)> = told
        .iter()
        .map(|settled| (settled.share.payee, settled.paid()))
        .filter(|(_, minor)| *minor > 0)
        .collect();
    let posted = async {
        if shares.is_empty() {
            return Ok::<(), BillingError>(());
        }
        let entry = Entry {
            key: format!("accrue:{}", attribution.id),
            event: Event::CommissionRecorded,
            currency: case.conversion.currency,
            postings: &commission_recorded(&shares)?,
        };
        post(tx, &entry, case.now).await?;
        Ok(())
    };
    let (added, posted) = join!(Commission::add(tx, &rows), posted);
    added?;
    posted?;
    for (payee, reason) in case.held {
        let ids: Vec<CommissionId> = rows.iter().filter(|c| c.payee_id == *payee).map(|c| c.id).collect();
        Commission::explain_hold(tx, &ids, reason.as_deref()).await?;
    }
    Ok(())
}
