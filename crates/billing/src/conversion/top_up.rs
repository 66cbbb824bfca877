//! What a top-up raises: each sale before it that stands at a lower rate, and its part of what is paid.

use domain::ids::{AttributionId, PayeeId};
use domain::money::split;
use domain::reward::{ExtraKind, RewardError, left_of};
use store::conversion::Conversion;
use store::top_up::{TopUpPart, tiered};
use store::{TenantScope, TenantTx};

use super::book::Settled;
use crate::error::BillingResult;

/// A payee's top-up, in minor units, and the sales it raises: by how much of their rate in basis points, and of what.
pub(super) struct Raised {
    payee: PayeeId,
    due: i64,
    minor: i64,
    sales: Vec<(AttributionId, i64, i64)>,
}

/// The sales that top-ups raise, before the decision that pays them is added; what they add to totals is made the exact sum.
pub(super) async fn raised(
    tx: &TenantTx,
    conversion: &Conversion,
    settled: &mut [Settled<'_>],
) -> BillingResult<Vec<Raised>> {
    let mut all = Vec::new();
    for settled in settled {
        let Some(terms) = settled.terms else { continue };
        let settlement = &mut settled.settlement;
        let Some(extra) = settlement.extras.iter().find(|extra| extra.kind == ExtraKind::TopUp) else {
            continue;
        };
        let reached = extra.why["bps"].as_i64().unwrap_or_default();
        let at = conversion.occurred_at;
        let period = (terms.period.start(at), terms.period.end(at));
        let mut sales = Vec::new();
        for sale in tiered(tx, settled.share.payee, settled.share.program, period).await? {
            let left = left_of(&sale.own, sale.commissionable, sale.refunded)?.tiered;
            let stands_at =
                sale.raised_bps + if sale.own.tiered == 0 { 0 } else { sale.own.tiered_at / sale.own.tiered };
            if left > 0 && stands_at < reached {
                sales.push((sale.attribution, reached - stands_at, left));
            }
        }
        let exact =
            sales.iter().fold(0i64, |sum, (_, bps, left)| sum.saturating_add(bps.saturating_mul(*left)));
        settlement.added.tiered_at += exact - settlement.topped.tiered_at;
        settlement.topped.tiered_at = exact;
        let (payee, due, minor) = (settled.share.payee, settlement.topped.tiered_paid, extra.minor);
        all.push(Raised { payee, due, minor, sales });
    }
    Ok(all)
}

/// The parts to be kept of what a decision's top-ups raise.
pub(super) fn parts(
    tx: &TenantTx,
    attribution: AttributionId,
    raised: &[Raised],
) -> BillingResult<Vec<TopUpPart>> {
    let mut parts = Vec::new();
    for Raised { payee, due, minor, sales } in raised {
        if sales.is_empty() {
            continue;
        }
        let weights: Vec<i128> =
            sales.iter().map(|(_, bps, left)| i128::from(*bps) * i128::from(*left)).collect();
        let out_of_range = |_| RewardError::OutOfRange;
        let due = split(*due, &weights).map_err(out_of_range)?;
        let minor = split(*minor, &weights).map_err(out_of_range)?;
        for ((of, bps, _), (due, minor)) in sales.iter().zip(due.into_iter().zip(minor)) {
            parts.push(TopUpPart {
                tenant_id: tx.tenant(),
                attribution_id: attribution,
                payee_id: *payee,
                of_attribution_id: *of,
                bps: *bps,
                due,
                minor,
                stands: true,
            });
        }
    }
    Ok(parts)
}
