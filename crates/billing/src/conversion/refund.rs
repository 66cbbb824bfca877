//! Part of a conversion is taken back, and with it what its commissions earned.

use chrono::{DateTime, Utc};
use domain::commission::{Cause, CommissionState};
use domain::conversion::{ConversionState, Line};
use domain::ids::ConversionId;
use domain::refund::{RefundPlan, RefundRequest, plan, reverse};
use serde_json::json;
use store::commission::Commission;
use store::conversion::{Conversion, ConversionLine};
use store::moment_customer;
use store::refund::Refund;
use store::{TenantScope, TenantTx, new_id};

use super::locked::Locked;
use super::undo::{Change, Undo};
use crate::Outcome;
use crate::error::{BillingError, BillingResult};

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
    let locked = Locked::of(tx, conversion, &[]).await?;
    let conversion = &locked.conversion;
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

    let left: Vec<(&Commission, i64)> = locked
        .own()
        .filter(|c| c.cause == Cause::Conversion && c.state != CommissionState::Void)
        .map(|c| (c, locked.left(c)))
        .collect();
    let mut undo = Undo::new(tx, &locked);
    for ((commission, _), part) in left.iter().zip(parts(conversion, &plan, &left)?) {
        undo.take(commission, part, "REFUND");
    }
    let change = Change {
        refunded_before: conversion.refunded_commissionable,
        refunded: conversion.refunded_commissionable + plan.commissionable,
        counts: state != ConversionState::Reversed,
        counted: conversion.state != ConversionState::Reversed,
        ends: false,
    };
    for credit in locked.credits.iter().filter(|credit| locked.counts(credit)) {
        undo.credit(credit, &change).await?;
    }
    undo.fall(&[]).await?;
    let refund = Refund {
        tenant_id: tx.tenant(),
        id: new_id(),
        conversion_id: conversion.id,
        external_id: request.external_id,
        amount: plan.amount,
        commissionable: plan.commissionable,
        reversed: undo.taken(),
        contents_hash: hash,
        occurred_at: occurred_at.min(now),
        recorded_at: now,
    };
    let taken: Vec<(i32, i64, i64)> = plan.lines.iter().map(|l| (l.position, l.quantity, l.amount)).collect();
    refund.apply(tx, &taken, state).await?;
    if let Some(customer) = conversion.customer_id {
        moment_customer::ask(tx, customer, now).await?;
    }
    let told = json!({ "refund": refund.external_id, "refunded": refund.amount });
    undo.write(format!("refund:{}", refund.id), Some((refund.id, told)), &[], now).await?;
    Ok(Outcome::Done(refund))
}

/// What each share loses; bonuses and top-ups stand while what they were paid for is reached.
fn parts(conversion: &Conversion, plan: &RefundPlan, left: &[(&Commission, i64)]) -> BillingResult<Vec<i64>> {
    let total: i64 = left.iter().map(|(original, _)| original.amount).sum();
    let each: Vec<i64> = left.iter().map(|(_, minor)| *minor).collect();
    let reversed: i64 = total - each.iter().sum::<i64>();
    let refunded = conversion.refunded_commissionable + plan.commissionable;
    if total == 0 {
        return Ok(vec![0; left.len()]);
    }
    Ok(reverse(total, conversion.commissionable, refunded, reversed, &each)?)
}
