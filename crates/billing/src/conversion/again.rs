//! Decisions that replace others: a touch came late, or a person has found that somebody helped.

use chrono::{DateTime, Utc};
use domain::attribution::Share;
use domain::commission::{Cause, CommissionState};
use domain::conversion::Line;
use domain::ids::{ConversionId, EnrollmentId, PayeeId, TouchId};
use domain::ledger::{Event, voided};
use domain::reward::Totals;
use store::attribution::{Attribution, Credit};
use store::budget::Budget;
use store::commission::Commission;
use store::conversion::{Conversion, ConversionLine};
use store::payee_month::PayeeMonth;
use store::{StoreError, TenantTx, identity};

use super::book::{book, month_of};
use super::decide::{Case, weigh};
use crate::Outcome;
use crate::error::BillingResult;
use crate::ledger::{Entry, post};

/// What is written on commissions that a later decision replaces.
const SUPERSEDED: &str = "Replaced by a later decision about the same sale";

/// Why a sale is decided again that an affiliate had missed.
const MISSED_SALE: &str = "MISSED_SALE";

/// Decides a conversion again from what is known now, for a reason that is kept. While all of its commissions are PENDING
/// or HELD and nothing was refunded, and if others are credited now, the new decision replaces the one before: what that
/// had booked is taken back, what it held stays held. Else nothing is done.
pub async fn decide_again(
    tx: &TenantTx,
    conversion: ConversionId,
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<()>> {
    decide_with(tx, conversion, &[], reason, now).await
}

/// A person has found that an affiliate helped a sale: the same, with a touch of their enrollment at the moment of the
/// sale on its path.
pub async fn credit_by_hand(
    tx: &TenantTx,
    conversion: &Conversion,
    enrollment: EnrollmentId,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<()>> {
    let touch = store::touch::add_by_hand(tx, enrollment, conversion.occurred_at).await?;
    decide_with(tx, conversion.id, &[touch], MISSED_SALE, now).await
}

async fn decide_with(
    tx: &TenantTx,
    conversion: ConversionId,
    added: &[TouchId],
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<()>> {
    let seen = Conversion::find(tx, conversion).await?;
    // As when it was recorded: two sales of one customer are decided in turn, and the customer comes first.
    if let Some(customer) = seen.customer_id {
        store::touch::Customer::lock(tx, customer).await?;
    }
    let conversion = Conversion::lock(tx, conversion).await?;
    let Some(current) = Attribution::current(tx, &[conversion.id]).await?.into_iter().next() else {
        return Ok(Outcome::Already(()));
    };
    let credits = Credit::of(tx, &[current.id]).await?;
    let commissions = Commission::lock_of_conversion(tx, conversion.id).await?;
    let standing: Vec<&Commission> =
        commissions.iter().filter(|c| c.state != CommissionState::Void).collect();
    let open = |c: &&Commission| {
        matches!(c.state, CommissionState::Pending | CommissionState::Held) && c.cause != Cause::Adjustment
    };
    if conversion.refunded > 0 || !standing.iter().all(open) {
        return Ok(Outcome::Already(()));
    }
    let lines: Vec<Line> =
        ConversionLine::of(tx, &[conversion.id]).await?.into_iter().map(ConversionLine::read).collect();
    let visitors = identity::of_conversion(tx, &conversion).await?;
    let mut touches = current.touches();
    touches.extend_from_slice(added);
    let mut held: Vec<(PayeeId, Option<String>)> = Vec::new();
    for commission in standing.iter().filter(|c| c.state == CommissionState::Held) {
        if held.iter().all(|(payee, _)| *payee != commission.payee_id) {
            held.push((commission.payee_id, Commission::hold_reason(tx, commission.id).await?));
        }
    }
    // What a person has voided stays so: its payee is not credited by another decision.
    let voided: Vec<PayeeId> = commissions
        .iter()
        .filter(|c| c.state == CommissionState::Void && c.attribution_id == Some(current.id))
        .map(|c| c.payee_id)
        .collect();
    if !voided.is_empty() {
        return Ok(Outcome::Already(()));
    }
    let case = Case {
        conversion: &conversion,
        lines: &lines,
        visitors: &visitors,
        touches: &touches,
        number: current.number + 1,
        because: Some(reason),
        held: &held,
        now,
    };
    let weighed = weigh(tx, &case).await?;
    if says_the_same(&credits, &weighed.decision.shares) {
        return Ok(Outcome::Already(()));
    }
    take_back(tx, &conversion, &current, &credits, &standing, now).await?;
    book(tx, &case, &weighed).await?;
    store::fraud::judge_again(tx, conversion.id).await?;
    Ok(Outcome::Done(()))
}

/// Whether the same payees hold the same weights.
fn says_the_same(credits: &[Credit], shares: &[Share]) -> bool {
    let same = |(credit, share): (&Credit, &Share)| {
        credit.payee_id == share.payee && u64::try_from(credit.weight) == Ok(share.weight)
    };
    credits.len() == shares.len() && credits.iter().zip(shares).all(same)
}

/// Undoes what a decision booked: commissions, totals, budgets, and the ledger's entry.
async fn take_back(
    tx: &TenantTx,
    conversion: &Conversion,
    attribution: &Attribution,
    credits: &[Credit],
    standing: &[&Commission],
    now: DateTime<Utc>,
) -> BillingResult<()> {
    uncount(tx, conversion, credits).await?;
    let mut budgets: Vec<_> = standing.iter().filter_map(|c| Some((c.budget_id?, c.amount))).collect();
    budgets.sort_unstable();
    for (budget, minor) in budgets {
        Budget::reserve(tx, budget, -minor).await?;
    }
    let mut payees: Vec<(PayeeId, i64)> = Vec::new();
    for commission in standing {
        if Commission::void(tx, commission.id, SUPERSEDED).await? != 1 {
            return Err(StoreError::Conflict("commission").into());
        }
        match payees.iter_mut().find(|(payee, _)| *payee == commission.payee_id) {
            Some((_, minor)) => *minor += commission.amount,
            None => payees.push((commission.payee_id, commission.amount)),
        }
    }
    let postings = voided(&payees)?;
    if !postings.is_empty() {
        let entry = Entry {
            key: format!("supersede:{}", attribution.id),
            event: Event::CommissionVoided,
            currency: conversion.currency,
            postings: &postings,
        };
        post(tx, &entry, now).await?;
    }
    Ok(())
}

/// Takes what credits of a conversion added to their payees' totals back.
pub(crate) async fn uncount(tx: &TenantTx, conversion: &Conversion, credits: &[Credit]) -> BillingResult<()> {
    let counted = credits.iter().filter_map(|credit| {
        let month = month_of(conversion, credit.payee_id, credit.program_id?);
        Some((month, Totals::default() - credit.added()))
    });
    let counted: Vec<(PayeeMonth, Totals)> = counted.collect();
    Ok(PayeeMonth::add(tx, &counted).await?)
}
