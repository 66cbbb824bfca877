//! Clicks that are paid: reckoned once for each day, by the terms that held when it began.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use domain::commission::{Cause, CommissionState};
use domain::ids::{BudgetId, PayeeId, ProgramId};
use domain::ledger::{Event, commission_recorded};
use domain::money::{AMOUNT_MINOR_MAX, Currency};
use domain::reward::{CapKind, Cut, Terms, Totals, cut_to, per_click, terms_in_force};
use serde_json::json;
use store::budget::Budget;
use store::click_day::{self, ClickDay, DayClicks};
use store::commission::Commission;
use store::payee::Payee;
use store::payee_month::PayeeMonth;
use store::program::Program;
use store::{TenantScope, TenantTx, new_id};

use crate::conversion::outside;
use crate::error::BillingResult;
use crate::ledger::{Entry, post};

/// Closes a day of a tenant's and pays its clicks. Returns how many payees are paid; nobody where it was closed before.
/// Clicks of that day that come in later are recorded without effect.
pub async fn pay(tx: &TenantTx, day: NaiveDate, now: DateTime<Utc>) -> BillingResult<usize> {
    if !click_day::close(tx, day).await? {
        return Ok(0);
    }
    let begin = day.and_time(NaiveTime::MIN).and_utc();
    let clicks = click_day::clicks_of(tx, day).await?;
    let mut programs: Vec<ProgramId> = clicks.iter().map(|c| c.program_id).collect();
    programs.sort_unstable();
    programs.dedup();
    let versions = store::terms::Terms::in_force(tx, &programs, begin).await?;
    let paid: Vec<(&DayClicks, &Terms)> = clicks
        .iter()
        .filter_map(|clicks| {
            Some((clicks, terms_in_force(&versions, clicks.program_id, clicks.group_id, begin)?))
        })
        .filter(|(_, terms)| per_click(terms).is_some())
        .collect();
    if paid.is_empty() {
        return Ok(0);
    }
    // The turn first and budgets after it, as conversions take them.
    let of: Vec<_> = paid.iter().map(|(clicks, _)| (clicks.payee_id, clicks.program_id)).collect();
    PayeeMonth::take_turn(tx, &of).await?;
    let before = paid_before(tx, &paid, begin).await?;
    let budgets: Vec<BudgetId> = Budget::at(tx, &programs, begin).await?.into_iter().map(|b| b.id).collect();
    let mut budgets = Budget::lock_many(tx, &budgets).await?;
    let spent: Vec<i64> = budgets.iter().map(|budget| budget.reserved).collect();
    let rows = Program::find_many(tx, &programs).await?;
    let ids: Vec<PayeeId> = paid.iter().map(|(clicks, _)| clicks.payee_id).collect();
    let payees = Payee::share(tx, &ids).await?;

    let mut commissions = Vec::new();
    let mut days = Vec::new();
    let mut totals = Vec::new();
    for ((clicks, terms), before) in paid.into_iter().zip(before) {
        let Some(program) = rows.iter().find(|program| program.id == clicks.program_id) else { continue };
        let reckoned = reckon(clicks, terms, before, &mut budgets);
        let cut: i64 = reckoned.cuts.iter().map(|cut| cut.minor).sum();
        if reckoned.pays == 0 && cut == 0 {
            continue;
        }
        let mut commission = Commission {
            tenant_id: tx.tenant(),
            id: new_id(),
            payee_id: clicks.payee_id,
            affiliate_id: payees.iter().find(|p| p.id == clicks.payee_id).and_then(|p| p.affiliate_id),
            program_id: clicks.program_id,
            terms_id: Some(terms.id),
            cause: Cause::Clicks,
            conversion_id: None,
            attribution_id: None,
            refund_id: None,
            adjusts_id: None,
            currency: program.currency,
            amount: reckoned.pays,
            debt: false,
            recovered: 0,
            state: CommissionState::Pending,
            void_reason: None,
            matures_at: now + Duration::days(i64::from(program.hold_days)),
            payout_id: None,
            why: reckoned.why(clicks, day),
            created_at: now,
            returned_by_payout_id: None,
            budget_id: reckoned.budget,
        };
        if reckoned.pays == 0 {
            commission = outside(Commission { amount: cut, ..commission }, &reckoned.cuts);
        }
        days.push(ClickDay {
            tenant_id: tx.tenant(),
            payee_id: clicks.payee_id,
            program_id: clicks.program_id,
            day,
            clicks: clicks.clicks,
            commission_id: commission.id,
        });
        totals.push((month(clicks, day), Totals { paid: reckoned.pays, ..Totals::default() }));
        commissions.push(commission);
    }
    if commissions.is_empty() {
        return Ok(0);
    }
    PayeeMonth::add(tx, &totals).await?;
    for (budget, before) in budgets.iter().zip(spent) {
        Budget::reserve(tx, budget.id, budget.reserved - before).await?;
    }
    Commission::add(tx, &commissions).await?;
    click_day::add(tx, &days).await?;
    book(tx, &commissions, day, now).await?;
    Ok(commissions.iter().filter(|c| c.state != CommissionState::Void).count())
}

/// What each was paid before in the period of their terms, where those cap it.
async fn paid_before(
    tx: &TenantTx,
    paid: &[(&DayClicks, &Terms)],
    begin: DateTime<Utc>,
) -> BillingResult<Vec<i64>> {
    let asked: Vec<_> = paid
        .iter()
        .map(|(clicks, terms)| {
            (clicks.payee_id, clicks.program_id, (terms.period.start(begin), terms.period.end(begin)))
        })
        .collect();
    Ok(PayeeMonth::totals(tx, &asked).await?.into_iter().map(|totals| totals.paid).collect())
}

/// The month whose totals a commission for clicks stands in.
pub(crate) fn month_of(commission: &Commission) -> Option<PayeeMonth> {
    let day: NaiveDate = commission.why["day"].as_str()?.parse().ok()?;
    Some(PayeeMonth { payee: commission.payee_id, program: commission.program_id, month: day.with_day(1)? })
}

fn month(clicks: &DayClicks, day: NaiveDate) -> PayeeMonth {
    let month = day.with_day(1).unwrap_or(day);
    PayeeMonth { payee: clicks.payee_id, program: clicks.program_id, month }
}

/// What a payee's day comes to.
struct Reckoned {
    rule: String,
    each: i64,
    pays: i64,
    cuts: Vec<Cut>,
    budget: Option<BudgetId>,
}

impl Reckoned {
    fn why(&self, clicks: &DayClicks, day: NaiveDate) -> serde_json::Value {
        let mut why = json!({
            "day": day.to_string(), "clicks": clicks.clicks, "rule": self.rule, "each": self.each,
            "amount": self.pays, "cuts": self.cuts,
        });
        if self.pays == 0 {
            why["outside"] = true.into();
        }
        why
    }
}

/// Clicks times what one is worth, within the cap of the period and the budget.
fn reckon(clicks: &DayClicks, terms: &Terms, paid_before: i64, budgets: &mut [Budget]) -> Reckoned {
    let (rule, each) = per_click(terms).map_or(("", 0), |(rule, minor)| (rule.name.as_str(), minor));
    let mut cuts = Vec::new();
    let mut pays = clicks.clicks.saturating_mul(each).min(AMOUNT_MINOR_MAX);
    let mut cut_at = |by, left: i64, pays: &mut i64| {
        let (within, cut) = cut_to(left, *pays);
        *pays = within;
        if cut > 0 {
            cuts.push(Cut { by, minor: cut });
        }
    };
    if let Some(cap) = terms.cap_per_period {
        cut_at(CapKind::Period, cap - paid_before, &mut pays);
    }
    let budget = Budget::of(budgets, clicks.program_id, clicks.group_id);
    if let Some(budget) = budget.map(|index| &mut budgets[index]) {
        cut_at(CapKind::Budget, budget.amount - budget.reserved, &mut pays);
        budget.reserved += pays;
    }
    let budget = budget.map(|index| budgets[index].id);
    Reckoned { rule: rule.to_owned(), each, pays, cuts, budget }
}

/// One entry for each currency.
async fn book(
    tx: &TenantTx,
    commissions: &[Commission],
    day: NaiveDate,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let mut currencies: BTreeMap<Currency, BTreeMap<PayeeId, i64>> = BTreeMap::new();
    for commission in commissions.iter().filter(|c| c.state != CommissionState::Void) {
        let payees = currencies.entry(commission.currency).or_default();
        *payees.entry(commission.payee_id).or_default() += commission.amount;
    }
    for (currency, payees) in currencies {
        let shares: Vec<(PayeeId, i64)> = payees.into_iter().collect();
        let entry = Entry {
            key: format!("clicks:{day}:{currency}"),
            event: Event::CommissionRecorded,
            currency,
            postings: &commission_recorded(&shares)?,
        };
        post(tx, &entry, now).await?;
    }
    Ok(())
}
