//! Commissions after they are recorded: matured, held, released, voided.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::commission::{Cause, CommissionError, CommissionState, REASON_CHARS_MAX};
use domain::conversion::ConversionState;
use domain::ids::{CommissionId, PayeeId};
use domain::ledger::{Event, debt_written_off, matured, voided};
use domain::money::Currency;
use domain::reward::Totals;
use domain::text::is_line;
use store::budget::Budget;
use store::commission::Commission;
use store::conversion::Conversion;
use store::payee_month::PayeeMonth;
use store::{StoreError, TenantTx};

use crate::Outcome;
use crate::click_day;
use crate::conversion::{Change, Locked, Undo};
use crate::error::{BillingError, BillingResult};
use crate::ledger::{Entry, entries_under, post};

/// Commissions matured in one transaction, at most.
pub const MATURE_ROWS_MAX: i64 = 200;

/// Makes payable what has been held long enough, oldest first, each commission with its corrections. Returns how
/// many commissions; call again while it is [`MATURE_ROWS_MAX`].
pub async fn mature_due(tx: &TenantTx, now: DateTime<Utc>) -> BillingResult<usize> {
    let due = Commission::take_mature(tx, now, MATURE_ROWS_MAX).await?;
    let originals = due.iter().filter(|c| c.adjusts_id.is_none()).count();
    make_payable(tx, due, now).await?;
    Ok(originals)
}

/// Makes one commission payable before its hold has ended, with its corrections.
pub async fn mature(
    tx: &TenantTx,
    id: CommissionId,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Commission>> {
    let (commission, family) = lock_family(tx, id).await?;
    if commission.state == CommissionState::Payable {
        return Ok(Outcome::Already(commission));
    }
    // A reserved one becomes payable too, but when its payout is given back.
    if commission.state != CommissionState::Pending {
        return Err(
            CommissionError::WrongState { from: commission.state, to: CommissionState::Payable }.into()
        );
    }
    make_payable(tx, family, now).await?;
    Ok(Outcome::Done(Commission::find(tx, id).await?))
}

/// What becomes payable in one currency.
#[derive(Default)]
struct Maturing {
    amounts: Vec<(PayeeId, i64)>,
    ids: Vec<CommissionId>,
}

/// Moves whole families of pending rows to payable, one entry per currency.
async fn make_payable(tx: &TenantTx, rows: Vec<Commission>, now: DateTime<Utc>) -> BillingResult<()> {
    let mut sums: BTreeMap<(Currency, PayeeId), (i64, Vec<CommissionId>)> = BTreeMap::new();
    for row in &rows {
        let sum = sums.entry((row.currency, row.payee_id)).or_default();
        sum.0 += row.amount;
        sum.1.push(row.id);
    }
    let mut by_currency: BTreeMap<Currency, Maturing> = BTreeMap::new();
    for ((currency, payee), (minor, ids)) in sums {
        let part = by_currency.entry(currency).or_default();
        part.amounts.push((payee, minor));
        part.ids.extend(ids);
    }
    for (currency, Maturing { amounts, mut ids }) in by_currency {
        ids.sort_unstable();
        let moved =
            Commission::transition(tx, &ids, CommissionState::Pending, CommissionState::Payable, None)
                .await?;
        if moved.len() != ids.len() {
            return Err(StoreError::Conflict("commission").into());
        }
        let postings = matured(&amounts)?;
        // A commission matures once, so the first of the batch names it for good.
        let Some(first) = ids.first().filter(|_| !postings.is_empty()) else { continue };
        let entry = Entry {
            key: format!("mature:{first}"),
            event: Event::CommissionMatured,
            currency,
            postings: &postings,
        };
        post(tx, &entry, now).await?;
    }
    Ok(())
}

/// Keeps a pending commission, with its corrections, from maturing. Its affiliate reads the reason, if there is one.
///
/// Errors: `REASON_MISSING` for one that is no line of 1 to 500 characters.
pub async fn hold(
    tx: &TenantTx,
    id: CommissionId,
    reason: Option<&str>,
) -> BillingResult<Outcome<Commission>> {
    if reason.is_some_and(|reason| !is_line(reason, REASON_CHARS_MAX)) {
        return Err(CommissionError::Reason.into());
    }
    shift(tx, id, CommissionState::Held, reason).await
}

/// Lets a held commission, with its corrections, mature again.
pub async fn release(tx: &TenantTx, id: CommissionId) -> BillingResult<Outcome<Commission>> {
    shift(tx, id, CommissionState::Pending, None).await
}

async fn shift(
    tx: &TenantTx,
    id: CommissionId,
    to: CommissionState,
    reason: Option<&str>,
) -> BillingResult<Outcome<Commission>> {
    let (commission, family) = lock_family(tx, id).await?;
    let from = commission.state;
    if !from.step(to)?.is_done() {
        return Ok(Outcome::Already(commission));
    }
    let ids: Vec<CommissionId> = family.iter().map(|c| c.id).collect();
    let moved = Commission::transition(tx, &ids, from, to, None).await?;
    if moved.len() != ids.len() {
        return Err(StoreError::Conflict("commission").into());
    }
    Commission::explain_hold(tx, &ids, reason).await?;
    Ok(Outcome::Done(Commission::find(tx, id).await?))
}

/// Voids a pending or held commission, with its corrections.
///
/// Errors: `WRONG_STATE` once it is payable or later, `REASON_MISSING`.
pub async fn void(
    tx: &TenantTx,
    id: CommissionId,
    reason: &str,
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Commission>> {
    let seen = original_of(tx, id).await?;
    let locked = match seen.conversion_id {
        Some(conversion) => Some(Locked::of(tx, conversion, &[]).await?),
        None => {
            PayeeMonth::take_turn(tx, &[(seen.payee_id, seen.program_id)]).await?;
            None
        }
    };
    let (commission, family) = match &locked {
        Some(locked) => family(id, locked.own().cloned().collect())?,
        None => lock_family(tx, id).await?,
    };
    let mut decided = domain::commission::Commission {
        state: commission.state,
        amount: commission.amount,
        debt: commission.debt,
        recovered: commission.recovered,
        void_reason: commission.void_reason.clone(),
    };
    if !decided.void(reason)?.is_done() {
        return Ok(Outcome::Already(commission));
    }
    let net: i64 = family.iter().map(|c| c.amount).sum();
    let ids: Vec<CommissionId> = family.iter().map(|member| member.id).collect();
    if Commission::void(tx, &ids, reason).await? != ids.len() {
        return Err(StoreError::Conflict("commission").into());
    }
    match &locked {
        Some(locked) => uncount(tx, locked, &commission, net, now).await?,
        None => uncount_clicks(tx, &commission, net).await?,
    }
    let postings = voided(&[(commission.payee_id, net)])?;
    if !postings.is_empty() {
        let entry = Entry {
            key: format!("void:{id}"),
            event: Event::CommissionVoided,
            currency: commission.currency,
            postings: &postings,
        };
        post(tx, &entry, now).await?;
    }
    Ok(Outcome::Done(Commission::find(tx, id).await?))
}

/// What is voided counts in nobody's totals, its budget has it back, and what was reached by it alone falls with it.
async fn uncount(
    tx: &TenantTx,
    locked: &Locked,
    commission: &Commission,
    net: i64,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut undo = Undo::new(tx, locked);
    undo.void(commission, net);
    if commission.cause == Cause::Conversion {
        let refunded = locked.conversion.refunded_commissionable;
        let counted = locked.conversion.state != ConversionState::Reversed;
        let change = Change { refunded_before: refunded, refunded, counts: false, counted, ends: true };
        let theirs = locked.credits.iter().filter(|credit| {
            credit.payee_id == commission.payee_id && Some(credit.attribution_id) == commission.attribution_id
        });
        for credit in theirs {
            undo.credit(credit, &change).await?;
        }
    }
    undo.fall(&[commission.id]).await?;
    let given_back: Vec<_> = commission.budget_id.map(|budget| (budget, net)).into_iter().collect();
    undo.write(format!("void-falls:{}", commission.id), None, &given_back, now).await
}

async fn uncount_clicks(tx: &TenantTx, commission: &Commission, net: i64) -> BillingResult<()> {
    if let Some(month) = click_day::month_of(commission) {
        PayeeMonth::add(tx, &[(month, Totals { paid: -net, ..Totals::default() })]).await?;
    }
    if let Some(budget) = commission.budget_id {
        Budget::reserve(tx, budget, -net).await?;
    }
    Ok(())
}

/// Gives up what a payee owes of a debt. Returns how much that was, in minor units; nothing is left of it when it was
/// given up, or recovered, before.
///
/// Errors: `NOT_A_DEBT`.
pub async fn write_off(tx: &TenantTx, id: CommissionId, now: DateTime<Utc>) -> BillingResult<i64> {
    let debt = Commission::lock(tx, id).await?;
    if !debt.debt {
        return Err(BillingError::refused("NOT_A_DEBT", "this commission is not a debt"));
    }
    let minor = -debt.amount - debt.recovered;
    if minor > 0 {
        Commission::recover(tx, id, minor, CommissionState::Paid).await?;
        let entry = Entry {
            key: write_off_key(tx, id).await?,
            event: Event::DebtWrittenOff,
            currency: debt.currency,
            postings: &debt_written_off(&[(debt.payee_id, minor)])?,
        };
        post(tx, &entry, now).await?;
    }
    Ok(minor)
}

/// The key of the next entry that writes off this locked debt: a recovery that is given back later leaves something to
/// write off again.
async fn write_off_key(tx: &TenantTx, id: CommissionId) -> BillingResult<String> {
    let key = format!("debt-written-off:{id}");
    let before = entries_under(tx, &key).await?;
    Ok(if before == 0 { key } else { format!("{key}:{}", before + 1) })
}

/// An original commission and its corrections that are in the same state, all locked. The conversion is locked
/// first, as refunds do. Errors: `NOT_AN_ORIGINAL` for an adjustment, which follows what it adjusts.
async fn lock_family(tx: &TenantTx, id: CommissionId) -> BillingResult<(Commission, Vec<Commission>)> {
    let Some(conversion) = original_of(tx, id).await?.conversion_id else {
        let only = Commission::lock(tx, id).await?;
        return Ok((only.clone(), vec![only]));
    };
    Conversion::lock(tx, conversion).await?;
    family(id, Commission::lock_of_conversion(tx, conversion).await?)
}

async fn original_of(tx: &TenantTx, id: CommissionId) -> BillingResult<Commission> {
    let seen = Commission::find(tx, id).await?;
    if seen.cause == Cause::Adjustment {
        return Err(BillingError::refused(
            "NOT_AN_ORIGINAL",
            "an adjustment follows the commission it corrects",
        ));
    }
    Ok(seen)
}

/// A commission of a conversion with its corrections that are in the same state.
fn family(id: CommissionId, all: Vec<Commission>) -> BillingResult<(Commission, Vec<Commission>)> {
    let original = all.iter().find(|c| c.id == id).cloned().ok_or(StoreError::NotFound("commission"))?;
    let family = all
        .into_iter()
        .filter(|c| (c.id == id || c.adjusts_id == Some(id)) && c.state == original.state)
        .collect();
    Ok((original, family))
}
