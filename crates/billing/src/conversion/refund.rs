//! Part of a conversion is taken back, and with it what its commissions earned.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::commission::{Cause, CommissionState, RefundBooking};
use domain::conversion::{ConversionState, Line};
use domain::ids::{BudgetId, ConversionId, PayeeId};
use domain::ledger::{Event, refunded_debt, refunded_payable, voided};
use domain::refund::{RefundPlan, RefundRequest, plan, reverse};
use serde_json::json;
use store::attribution::{Attribution, Credit};
use store::budget::Budget;
use store::commission::Commission;
use store::conversion::{Conversion, ConversionLine};
use store::payee::Payee;
use store::refund::Refund;
use store::{TenantScope, TenantTx, new_id};

use super::uncount;
use crate::Outcome;
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, post};

/// A commission as it was earned, and what corrections have left of it.
struct Left<'a> {
    original: &'a Commission,
    minor: i64,
}

/// Records a refund of a conversion in the caller's transaction.
///
/// A repeat with the same contents returns the first. Errors: any `RefundError` of `domain` as a refusal,
/// `REFUND_DIFFERS` for a repeat with other contents, `NotFound` for an unknown conversion.
pub async fn refund(
    tx: &TenantTx,
    conversion: ConversionId,
    request: RefundRequest,
    occurred_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Refund>> {
    request.check()?;
    let conversion = Conversion::lock(tx, conversion).await?;
    let hash = request.contents_hash(conversion.id).to_vec();
    if let Some(standing) = Refund::by_external_id(tx, &request.external_id).await? {
        return if standing.contents_hash == hash {
            Ok(Outcome::Already(standing))
        } else {
            Err(BillingError::refused(
                "REFUND_DIFFERS",
                "a refund with this external id was recorded with other contents",
            ))
        };
    }
    let lines: Vec<Line> =
        ConversionLine::of(tx, &[conversion.id]).await?.into_iter().map(ConversionLine::read).collect();
    let plan = plan(&lines, &request)?;
    let mut state = conversion.state;
    state.refund(conversion.refunded + plan.amount, conversion.amount)?;

    let payees: Vec<PayeeId> =
        Commission::of_conversions(tx, &[conversion.id]).await?.into_iter().map(|c| c.payee_id).collect();
    Payee::share(tx, &payees).await?;
    let commissions = Commission::lock_of_conversion(tx, conversion.id).await?;
    let left = what_is_left(&commissions);
    let parts = parts(&conversion, &plan, &left)?;
    let refund = Refund {
        tenant_id: tx.tenant(),
        id: new_id(),
        conversion_id: conversion.id,
        external_id: request.external_id,
        amount: plan.amount,
        commissionable: plan.commissionable,
        reversed: parts.iter().sum(),
        contents_hash: hash,
        occurred_at: occurred_at.min(now),
        recorded_at: now,
    };
    let taken: Vec<(i32, i64, i64)> = plan.lines.iter().map(|l| (l.position, l.quantity, l.amount)).collect();
    refund.apply(tx, &taken, state).await?;
    // A sale counts in its payees' totals until it is taken back whole.
    if state == ConversionState::Reversed {
        uncount(tx, &conversion, &counting(tx, &conversion, &left).await?).await?;
    }
    give_back(tx, &left, &parts).await?;
    adjust(tx, &conversion, &refund, &left, &parts, now).await?;
    Ok(Outcome::Done(refund))
}

/// The conversion's earnings that were not voided, each with what its adjustments have left.
fn what_is_left(commissions: &[Commission]) -> Vec<Left<'_>> {
    commissions
        .iter()
        .filter(|c| matches!(c.cause, Cause::Conversion | Cause::Bonus) && c.state != CommissionState::Void)
        .map(|original| {
            let corrections = commissions
                .iter()
                .filter(|c| c.adjusts_id == Some(original.id) && c.state != CommissionState::Void)
                .map(|c| c.amount);
            Left { original, minor: original.amount + corrections.sum::<i64>() }
        })
        .collect()
}

fn parts(conversion: &Conversion, plan: &RefundPlan, left: &[Left<'_>]) -> BillingResult<Vec<i64>> {
    let total: i64 = left.iter().map(|l| l.original.amount).sum();
    let reversed: i64 = total - left.iter().map(|l| l.minor).sum::<i64>();
    let refunded = conversion.refunded_commissionable + plan.commissionable;
    let each: Vec<i64> = left.iter().map(|l| l.minor).collect();
    if total == 0 {
        return Ok(vec![0; left.len()]);
    }
    Ok(reverse(total, conversion.commissionable, refunded, reversed, &each)?)
}

/// The credits of the decision that counts, but for those whose commission was voided: they count no more.
async fn counting(tx: &TenantTx, conversion: &Conversion, left: &[Left<'_>]) -> BillingResult<Vec<Credit>> {
    let Some(decision) = Attribution::current(tx, &[conversion.id]).await?.into_iter().next() else {
        return Ok(Vec::new());
    };
    let credits = Credit::of(tx, &[decision.id]).await?;
    let stands =
        |credit: &Credit| credit.amount == 0 || left.iter().any(|l| l.original.payee_id == credit.payee_id);
    Ok(credits.into_iter().filter(stands).collect())
}

/// Gives budgets back what commissions lose.
async fn give_back(tx: &TenantTx, left: &[Left<'_>], parts: &[i64]) -> BillingResult<()> {
    let mut budgets: BTreeMap<BudgetId, i64> = BTreeMap::new();
    for (l, part) in left.iter().zip(parts) {
        if let Some(budget) = l.original.budget_id {
            *budgets.entry(budget).or_default() += part;
        }
    }
    for (budget, minor) in budgets {
        Budget::reserve(tx, budget, -minor).await?;
    }
    Ok(())
}

/// Writes an ADJUSTMENT for each commission that loses something, and the entry that says the same.
async fn adjust(
    tx: &TenantTx,
    conversion: &Conversion,
    refund: &Refund,
    left: &[Left<'_>],
    parts: &[i64],
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut rows = Vec::new();
    let (mut pending, mut payable, mut debt): (Vec<(PayeeId, i64)>, Vec<_>, Vec<_>) = Default::default();
    for (l, part) in left.iter().zip(parts).filter(|(_, part)| **part > 0) {
        let original = l.original;
        let Some(booking) = original.state.refund_booking() else { continue };
        let state = match booking {
            RefundBooking::Pending => original.state,
            RefundBooking::Payable | RefundBooking::Debt => CommissionState::Payable,
        };
        match booking {
            RefundBooking::Pending => pending.push((original.payee_id, *part)),
            RefundBooking::Payable => payable.push((original.payee_id, *part)),
            RefundBooking::Debt => debt.push((original.payee_id, *part)),
        }
        rows.push(Commission {
            id: new_id(),
            cause: Cause::Adjustment,
            refund_id: Some(refund.id),
            adjusts_id: Some(original.id),
            amount: -part,
            debt: booking == RefundBooking::Debt,
            recovered: 0,
            state,
            payout_id: None,
            why: json!({
                "refund": refund.external_id, "refunded": refund.amount, "bookedAs": booking,
                "hadLeft": l.minor, "takenBack": part,
            }),
            created_at: now,
            returned_by_payout_id: None,
            ..original.clone()
        });
    }
    if rows.is_empty() {
        return Ok(());
    }
    Commission::add(tx, &rows).await?;
    let mut postings = voided(&pending)?;
    postings.extend(refunded_payable(&payable)?);
    postings.extend(refunded_debt(&debt)?);
    let entry = Entry {
        key: format!("refund:{}", refund.id),
        event: Event::CommissionRefunded,
        currency: conversion.currency,
        postings: &postings,
    };
    post(tx, &entry, now).await?;
    Ok(())
}
