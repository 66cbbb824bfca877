//! What those who helped earn: by their own terms, out of one pool, within caps and budgets; written with its *why*.

use std::collections::HashMap;

use chrono::Datelike;
use domain::attribution::Share;
use domain::conversion::{ConversionState, Line};
use domain::ids::{BudgetId, PayeeId, ProgramId, TouchId};
use domain::reward::{
    Earning, Holding, Order, OrderLine, Reckoned, Settlement, Terms, Totals, reckon, terms_in_force,
};
use futures::{join, try_join};
use store::attribution::{Added, Attribution, Credit};
use store::budget::Budget;
use store::conversion::Conversion;
use store::payee::Payee;
use store::payee_month::PayeeMonth;
use store::product::Product;
use store::program::Program;
use store::top_up::TopUpPart;
use store::{StoreResult, TenantScope, TenantTx, identity, new_id, terms as terms_row, touch};

use super::accrue::{Known, accrue};
use super::decide::{Case, Unwritten, Weighed, moment_touches};
use super::top_up;
use super::why::why;
use crate::error::BillingResult;

/// What one share comes to.
pub(super) struct Settled<'a> {
    pub share: &'a Share,
    /// The latest of the payee's touches that carries weight.
    pub touch: Option<TouchId>,
    /// The version of terms it earns by; none before a programme has any.
    pub terms: Option<&'a Terms>,
    /// What those terms give for the whole conversion.
    pub earning: Earning,
    /// The payee's totals of the period before, where the terms ask for them.
    pub before: Totals,
    /// Their part of the pool.
    pub part: i64,
    /// What is paid of it, and beside it.
    pub settlement: Settlement,
    /// The budget it is taken from, and what that had left, in minor units.
    pub budget: Option<(BudgetId, i64)>,
}

impl Settled<'_> {
    /// All that is paid, in minor units.
    pub fn paid(&self) -> i64 {
        self.settlement.paid()
    }
}

/// Writes the decision, its credits, commissions, totals and one ledger entry. Returns the state the conversion is left in.
pub(super) async fn book(
    tx: &TenantTx,
    case: &Case<'_>,
    weighed: &Weighed,
) -> BillingResult<ConversionState> {
    let conversion = case.conversion;
    let mut programs: Vec<ProgramId> = weighed.decision.shares.iter().map(|share| share.program).collect();
    programs.sort_unstable();
    programs.dedup();
    let pinned: Vec<_> = weighed.pinned.iter().map(|(_, terms)| *terms).collect();
    let payees: Vec<PayeeId> = weighed.decision.shares.iter().map(|share| share.payee).collect();
    let (rows, versions, budgets, payees) = if programs.is_empty() {
        Default::default()
    } else {
        try_join!(
            Program::find_many(tx, &programs),
            terms_row::Terms::for_sale(tx, &programs, conversion.occurred_at, &pinned),
            Budget::at(tx, &programs, conversion.occurred_at),
            Payee::share(tx, &payees),
        )?
    };
    let terms: Vec<Option<&Terms>> =
        weighed.decision.shares.iter().map(|share| of_share(share, weighed, conversion, &versions)).collect();
    let in_turn = !budgets.is_empty() || terms.iter().flatten().any(|terms| terms.ask_for_totals());
    let months: Vec<PayeeMonth> =
        weighed.decision.shares.iter().map(|share| month(conversion, share)).collect();
    // The turn first and budgets after it, wherever both are taken.
    let mut budgets = if in_turn {
        let of: Vec<_> = months.iter().map(|month| (month.payee, month.program)).collect();
        PayeeMonth::take_turn(tx, &of).await?;
        let ids: Vec<BudgetId> = budgets.iter().map(|budget| budget.id).collect();
        if ids.is_empty() { Vec::new() } else { Budget::lock_many(tx, &ids).await? }
    } else {
        Vec::new()
    };
    let before = totals_before(tx, conversion, &weighed.decision.shares, &terms).await?;
    let categories = categories(tx, case.lines, &versions).await?;
    let lines = order_lines(case.lines, &categories);
    let order = Order {
        kind: conversion.kind,
        lines: &lines,
        amount: conversion.amount,
        country: conversion.country.as_deref(),
        code: weighed.facts.code(conversion),
        customer: weighed.facts.customer,
        renewal: weighed.facts.renewal,
    };
    let (pool, mut settled) = settle_all(weighed, conversion, &terms, &before, &order)?;
    for settled in &mut settled {
        spend(settled, &mut budgets);
    }
    let raised = top_up::raised(tx, conversion, &mut settled).await?;

    let mut state = conversion.state;
    state.decide(weighed.decision.attributed())?;
    let attribution = Attribution {
        tenant_id: tx.tenant(),
        id: new_id(),
        conversion_id: conversion.id,
        number: case.number,
        policy_id: weighed.policy.id,
        outcome: state.as_str().to_owned(),
        pool,
        why: why(conversion, weighed, &settled, pool, &categories),
        decided_at: case.now,
        supersedes_because: case.because.map(str::to_owned),
    };
    let added: Vec<(PayeeMonth, Totals)> =
        months.into_iter().zip(&settled).map(|(month, settled)| (month, settled.settlement.added)).collect();
    let spent: Vec<(BudgetId, i64)> =
        budgets.iter().map(|budget| (budget.id, spent(budget.id, &settled))).collect();
    let credits = credits(tx, &attribution, &settled);
    let parts = top_up::parts(tx, attribution.id, &raised)?;
    let moments = moment_touches(&weighed.decision);
    // Sent one behind the other without waiting, in this order: what a row names is written before it.
    let known = Known { programs: &rows, payees: &payees };
    let (stood, decided, topped, counted, reserved, noted, accrued) = join!(
        stand(tx, case, state),
        attribution.add(tx, &credits),
        TopUpPart::add(tx, &parts),
        PayeeMonth::add(tx, &added),
        reserve(tx, &spent),
        touch::note_moments(tx, conversion.id, &moments),
        accrue(tx, case, weighed, &attribution, &settled, &known),
    );
    // Of what comes after the first failure Postgres says only that something had failed.
    for done in [stood, decided, topped, counted, reserved, noted] {
        done?;
    }
    accrued?;
    Ok(state)
}

/// Leaves the conversion in this state, written with all that belongs to it where it was not.
async fn stand(tx: &TenantTx, case: &Case<'_>, state: ConversionState) -> StoreResult<()> {
    let Some(Unwritten { lines, visitors }) = case.unwritten else {
        return case.conversion.set_state(tx, state).await;
    };
    let conversion = Conversion { state, ..case.conversion.clone() };
    let (added, kept) = join!(conversion.add(tx, lines), identity::keep(tx, conversion.id, visitors));
    added?;
    kept
}

/// What is paid from a budget, in minor units.
fn spent(budget: BudgetId, settled: &[Settled<'_>]) -> i64 {
    settled.iter().filter(|s| s.budget.is_some_and(|(id, _)| id == budget)).map(Settled::paid).sum()
}

async fn reserve(tx: &TenantTx, spent: &[(BudgetId, i64)]) -> StoreResult<()> {
    for (budget, minor) in spent {
        Budget::reserve(tx, *budget, *minor).await?;
    }
    Ok(())
}

/// The month of the sale in which a payee's totals are kept.
pub(super) fn month_of(conversion: &Conversion, payee: PayeeId, program: ProgramId) -> PayeeMonth {
    let day = conversion.occurred_at.date_naive();
    PayeeMonth { payee, program, month: day.with_day(1).unwrap_or(day) }
}

fn month(conversion: &Conversion, share: &Share) -> PayeeMonth {
    month_of(conversion, share.payee, share.program)
}

/// The terms a share earns by: those the first sale was decided under, or those in force for the payee's group.
fn of_share<'a>(
    share: &Share,
    weighed: &Weighed,
    conversion: &Conversion,
    versions: &'a [Terms],
) -> Option<&'a Terms> {
    if weighed.facts.inherits.is_some() {
        let pinned =
            weighed.pinned.iter().find(|(payee, _)| *payee == share.payee).map(|(_, terms)| *terms)?;
        return versions.iter().find(|version| version.id == pinned);
    }
    terms_in_force(versions, share.program, share.group, conversion.occurred_at)
}

async fn totals_before(
    tx: &TenantTx,
    conversion: &Conversion,
    shares: &[Share],
    terms: &[Option<&Terms>],
) -> BillingResult<Vec<Totals>> {
    let at = conversion.occurred_at;
    let asking = || {
        shares
            .iter()
            .zip(terms)
            .filter_map(|(share, terms)| Some((share, (*terms)?)))
            .filter(|(_, terms)| terms.ask_for_totals())
    };
    let asked: Vec<_> = asking()
        .map(|(share, terms)| (share.payee, share.program, (terms.period.start(at), terms.period.end(at))))
        .collect();
    let mut found = PayeeMonth::totals(tx, &asked).await?.into_iter();
    let asks = |terms: &Option<&Terms>| terms.is_some_and(Terms::ask_for_totals);
    Ok(terms
        .iter()
        .map(|terms| if asks(terms) { found.next().unwrap_or_default() } else { Totals::default() })
        .collect())
}

async fn categories(
    tx: &TenantTx,
    lines: &[Line],
    versions: &[Terms],
) -> BillingResult<HashMap<String, Option<String>>> {
    if versions.iter().flat_map(|t| &t.rules).all(|r| r.predicate.categories.is_empty()) {
        return Ok(HashMap::new());
    }
    let skus: Vec<String> = lines.iter().map(|l| l.sku.clone()).collect();
    let products = Product::by_external_ids(tx, &skus).await?;
    // What is not in the catalogue is kept too: put there later, with a category, it changes no decision of before.
    let unknown = skus.into_iter().map(|sku| (sku, None));
    Ok(unknown.chain(products.into_iter().map(|p| (p.external_id, p.category))).collect())
}

/// The lines as rules see them.
pub(super) fn order_lines<'a>(
    lines: &'a [Line],
    categories: &'a HashMap<String, Option<String>>,
) -> Vec<OrderLine<'a>> {
    let line = |l: &'a Line| OrderLine {
        position: l.position,
        sku: &l.sku,
        category: categories.get(&l.sku).and_then(|c| c.as_deref()),
        quantity: l.quantity,
        amount: l.amount,
        commissionable: l.commissionable,
    };
    lines.iter().map(line).collect()
}

/// The pool, and what each share comes to of it before budgets.
fn settle_all<'a>(
    weighed: &'a Weighed,
    conversion: &Conversion,
    terms: &[Option<&'a Terms>],
    before: &[Totals],
    order: &Order<'_>,
) -> BillingResult<(i64, Vec<Settled<'a>>)> {
    let shares = &weighed.decision.shares;
    let holding = |((share, terms), before): ((&Share, &Option<&'a Terms>), &Totals)| Holding {
        weight: share.weight,
        terms: *terms,
        before: *before,
    };
    let holdings: Vec<Holding<'a>> = shares.iter().zip(terms).zip(before).map(holding).collect();
    let (pool, reckoned) = reckon(order, conversion.commissionable, &holdings)?;
    let settled = |((share, held), reckoned): ((&'a Share, &Holding<'a>), Reckoned)| Settled {
        share,
        touch: weighed.decision.latest_touch(share.payee),
        terms: held.terms,
        earning: reckoned.earning,
        before: held.before,
        part: reckoned.part,
        settlement: reckoned.settlement,
        budget: None,
    };
    Ok((pool, shares.iter().zip(&holdings).zip(reckoned).map(settled).collect()))
}

/// Takes what is paid from the budget of the payee's group, or of everybody, as far as it goes.
fn spend(settled: &mut Settled<'_>, budgets: &mut [Budget]) {
    let found = Budget::of(budgets, settled.share.program, settled.share.group);
    let Some(budget) = found.map(|index| &mut budgets[index]) else { return };
    let left = budget.amount - budget.reserved;
    settled.budget = Some((budget.id, left));
    budget.reserved += settled.settlement.take_from(left);
}

fn credits(tx: &TenantTx, attribution: &Attribution, settled: &[Settled<'_>]) -> Vec<Credit> {
    let credit = |(position, s): (i32, &Settled<'_>)| Credit {
        tenant_id: tx.tenant(),
        attribution_id: attribution.id,
        position,
        payee_id: s.share.payee,
        role: s.share.role,
        weight: i64::try_from(s.share.weight).unwrap_or(i64::MAX),
        earned: s.earning.minor,
        amount: s.settlement.pays,
        program_id: Some(s.share.program),
        added: serde_json::to_value(Added { totals: s.settlement.added, topped: s.settlement.topped }).ok(),
        cut: s.part - s.settlement.pays,
    };
    (1i32..).zip(settled).map(credit).collect()
}
