//! Decisions that replace others: a touch came late, or a person has found that somebody helped.

use chrono::{DateTime, Utc};
use domain::attribution::Share;
use domain::commission::{Cause, CommissionState};
use domain::conversion::Line;
use domain::ids::{BudgetId, CommissionId, ConversionId, EnrollmentId, PayeeId, ProgramId, TouchId};
use domain::ledger::{Event, voided};
use serde::Deserialize;
use store::attribution::{Attribution, Credit};
use store::budget::Budget;
use store::commission::Commission;
use store::conversion::{Conversion, ConversionLine};
use store::policy::PolicyRow;
use store::terms::Terms;
use store::{StoreError, TenantTx, identity};

use super::accrue::is_outside;
use super::book::book;
use super::decide::{Case, Facts, Weighed, weigh};
use super::locked::Locked;
use super::undo::{Change, Undo};
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
    let Some(current) = Attribution::current(tx, &[conversion]).await?.into_iter().next() else {
        return Ok(Outcome::Already(()));
    };
    let lines: Vec<Line> =
        ConversionLine::of(tx, &[conversion]).await?.into_iter().map(ConversionLine::read).collect();
    let visitors = identity::of_conversion(tx, &seen).await?;
    let mut touches = current.touches();
    touches.extend_from_slice(added);
    let case = Case {
        conversion: &seen,
        unwritten: None,
        lines: &lines,
        visitors: &visitors,
        touches: &touches,
        number: current.number + 1,
        because: Some(reason),
        held: &[],
        now,
    };
    let weighed = weigh(tx, &case, PolicyRow::in_force(tx).await?).await?;
    let shares = &weighed.decision.shares;
    let paid: Vec<(PayeeId, ProgramId)> = shares.iter().map(|share| (share.payee, share.program)).collect();
    let locked = Locked::of(tx, conversion, &paid).await?;
    if locked.decision.as_ref().map(|decision| decision.id) != Some(current.id) {
        return Err(StoreError::Conflict("conversion").into());
    }
    let standing: Vec<&Commission> = locked.own().filter(|c| c.state != CommissionState::Void).collect();
    let open = |c: &&Commission| {
        matches!(c.state, CommissionState::Pending | CommissionState::Held) && c.cause != Cause::Adjustment
    };
    if locked.conversion.refunded > 0 || !standing.iter().all(open) {
        return Ok(Outcome::Already(()));
    }
    // What a person has voided stays so: its payee is not credited by another decision.
    let voided = |c: &Commission| {
        c.state == CommissionState::Void && c.attribution_id == Some(current.id) && !is_outside(c)
    };
    let same =
        says_the_same(&locked.credits, shares) && !matters_who_bought(tx, &current, &weighed, &paid).await?;
    if same || locked.own().any(voided) {
        return Ok(Outcome::Already(()));
    }
    let held_ids: Vec<CommissionId> =
        standing.iter().filter(|c| c.state == CommissionState::Held).map(|c| c.id).collect();
    let reasons = Commission::hold_reasons(tx, &held_ids).await?;
    let mut held: Vec<(PayeeId, Option<String>)> = Vec::new();
    for commission in standing.iter().filter(|c| c.state == CommissionState::Held) {
        if held.iter().all(|(payee, _)| *payee != commission.payee_id) {
            let reason =
                reasons.iter().find(|(id, _)| *id == commission.id).map(|(_, reason)| reason.clone());
            held.push((commission.payee_id, reason));
        }
    }
    take_back(tx, &locked, &current, &standing, &weighed, now).await?;
    book(tx, &Case { conversion: &locked.conversion, held: &held, ..case }, &weighed).await?;
    store::fraud::judge_again(tx, conversion).await?;
    Ok(Outcome::Done(()))
}

/// Whether the same payees hold the same weights.
fn says_the_same(credits: &[Credit], shares: &[Share]) -> bool {
    let same = |(credit, share): (&Credit, &Share)| {
        credit.payee_id == share.payee && u64::try_from(credit.weight) == Ok(share.weight)
    };
    credits.len() == shares.len() && credits.iter().zip(shares).all(same)
}

/// Whether another thing is known of the buyer now, and somebody's terms ask for it.
async fn matters_who_bought(
    tx: &TenantTx,
    current: &Attribution,
    weighed: &Weighed,
    paid: &[(PayeeId, ProgramId)],
) -> BillingResult<bool> {
    let known = Facts::deserialize(&current.why["facts"]).unwrap_or_default().customer;
    let programs: Vec<ProgramId> = paid.iter().map(|(_, program)| *program).collect();
    Ok(known != weighed.facts.customer && Terms::ask_for_buyers(tx, &programs).await?)
}

/// Undoes what a decision booked: commissions, totals, budgets, and the ledger's entry. Budgets are locked together with
/// those the decision in its place takes from.
async fn take_back(
    tx: &TenantTx,
    locked: &Locked,
    attribution: &Attribution,
    standing: &[&Commission],
    weighed: &Weighed,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut undo = Undo::new(tx, locked);
    for commission in standing {
        undo.void(commission, commission.amount);
    }
    let change = Change { refunded_before: 0, refunded: 0, counts: false, counted: true, ends: true };
    for credit in &locked.credits {
        undo.credit(credit, &change).await?;
    }
    let own: Vec<CommissionId> = standing.iter().map(|c| c.id).collect();
    undo.fall(&own).await?;
    let given_back: Vec<(BudgetId, i64)> =
        standing.iter().filter_map(|c| Some((c.budget_id?, c.amount))).collect();
    let programs: Vec<ProgramId> = weighed.decision.shares.iter().map(|share| share.program).collect();
    let next = Budget::at(tx, &programs, locked.conversion.occurred_at).await?;
    let mut budgets = undo.budgets();
    budgets.extend(given_back.iter().map(|(id, _)| *id).chain(next.iter().map(|budget| budget.id)));
    Budget::lock_many(tx, &budgets).await?;

    let mut payees: Vec<(PayeeId, i64)> = Vec::new();
    if Commission::void(tx, &own, SUPERSEDED).await? != own.len() {
        return Err(StoreError::Conflict("commission").into());
    }
    for commission in standing {
        match payees.iter_mut().find(|(payee, _)| *payee == commission.payee_id) {
            Some((_, minor)) => *minor += commission.amount,
            None => payees.push((commission.payee_id, commission.amount)),
        }
    }
    undo.write(format!("supersede-falls:{}", attribution.id), None, &given_back, now).await?;
    let postings = voided(&payees)?;
    if !postings.is_empty() {
        let entry = Entry {
            key: format!("supersede:{}", attribution.id),
            event: Event::CommissionVoided,
            currency: locked.conversion.currency,
            postings: &postings,
        };
        post(tx, &entry, now).await?;
    }
    Ok(())
}
