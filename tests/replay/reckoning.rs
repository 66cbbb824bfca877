//! What a history would have paid by other terms or to others, reckoned by a plain fold over it: for every sale all that was
//! booked before is looked through again. Nothing of `domain` is asked.

use std::collections::BTreeMap;

/// What happened, in the order in which it was decided.
#[derive(Debug, Clone)]
pub enum Event {
    Sale(Sale),
    /// Clicks were paid: whom, in which month, how much was due.
    Clicks(usize, i32, i64),
}

/// A sale and who was met before it.
#[derive(Debug, Clone)]
pub struct Sale {
    pub first: usize,
    pub last: usize,
    /// Months since year 0.
    pub month: i32,
    /// A multiple of 100, so that no whole percentage of it is rounded.
    pub pence: i64,
    /// Whether it is replayed.
    pub replayed: bool,
}

#[derive(Debug, Clone)]
pub enum Rate {
    Flat(i64),
    Tiers { by_sales: bool, retroactive: bool, steps: Vec<(i64, i64)> },
}

/// So much for so many sales, or for so many pence.
#[derive(Debug, Clone)]
pub struct Goal {
    pub by_sales: bool,
    pub goal: i64,
    pub pence: i64,
}

#[derive(Debug, Clone)]
pub struct Terms {
    pub rate: Rate,
    /// Months over which totals run.
    pub months: i32,
    pub cap: Option<i64>,
    pub goals: Vec<Goal>,
}

/// Who is paid by what, and from which budget.
#[derive(Debug, Clone)]
pub struct World {
    /// By payee: the index of their terms, and of their budget.
    pub payees: Vec<(usize, Option<usize>)>,
    pub terms: Vec<Terms>,
    pub budgets: Vec<i64>,
}

/// What is tried on the sales that are replayed.
#[derive(Default)]
pub struct Trial {
    pub first: bool,
    /// Instead of the terms of an index.
    pub terms: Option<(usize, Terms)>,
}

#[derive(Clone)]
struct Booked {
    payee: usize,
    month: i32,
    sale: bool,
    replayed: bool,
    pence: i64,
    paid: i64,
    /// Whether tiers over all of the period are for it, and what they gave.
    tiered: bool,
    owed: i64,
}

/// What each payee gets of the sales that are replayed. What is not stays as it was.
pub fn reckon(world: &World, events: &[Event], trial: &Trial) -> BTreeMap<usize, i64> {
    let fold = |next: &dyn Fn(usize, &[Booked]) -> Booked| {
        (0..events.len()).fold(Vec::new(), |mut booked: Vec<Booked>, n| {
            booked.push(next(n, &booked));
            booked
        })
    };
    let was = fold(&|n, booked| one(world, booked, &events[n], &Trial::default()));
    let would = fold(&|n, booked| match was[n].replayed {
        true => one(world, booked, &events[n], trial),
        false => was[n].clone(),
    });
    would.iter().filter(|b| b.replayed).fold(BTreeMap::new(), |mut sums, b| {
        *sums.entry(b.payee).or_default() += b.paid;
        sums
    })
}

fn one(world: &World, booked: &[Booked], event: &Event, trial: &Trial) -> Booked {
    let sale = match event {
        Event::Sale(sale) => sale,
        Event::Clicks(payee, month, due) => {
            let terms = &world.terms[world.payees[*payee].0];
            let paid = (*due).min(room(terms, booked, *payee, *month)).min(purse(world, booked, *payee));
            return Booked {
                payee: *payee,
                month: *month,
                sale: false,
                replayed: false,
                pence: 0,
                paid,
                tiered: false,
                owed: 0,
            };
        }
    };
    let payee = if sale.replayed && trial.first { sale.first } else { sale.last };
    let own = world.payees[payee].0;
    let terms = match &trial.terms {
        Some((index, terms)) if sale.replayed && *index == own => terms,
        _ => &world.terms[own],
    };
    let before = || mine(terms, booked, payee, sale.month);
    let count = before().filter(|b| b.sale).count() as i64;
    let pence: i64 = before().map(|b| b.pence).sum();

    let (share, tiered, top_up) = match &terms.rate {
        Rate::Flat(percent) => (percent_of(sale.pence, *percent), false, 0),
        Rate::Tiers { by_sales: false, retroactive: false, steps } => {
            (area(steps, pence + sale.pence) - area(steps, pence), false, 0)
        }
        Rate::Tiers { by_sales, retroactive, steps } => {
            let reached = at(steps, if *by_sales { count } else { pence + sale.pence });
            let all: i64 = before().filter(|b| b.tiered).map(|b| b.pence).sum();
            let given: i64 = before().map(|b| b.owed).sum();
            let top_up = if *retroactive { (percent_of(all, reached) - given).max(0) } else { 0 };
            (percent_of(sale.pence, reached), *retroactive, top_up)
        }
    };
    let reached = |goal: &&Goal| {
        let (was, is) = if goal.by_sales { (count, count + 1) } else { (pence, pence + sale.pence) };
        was < goal.goal && goal.goal <= is
    };
    // The share, then what goes beside it: each as far as the cap and the budget go.
    let due = [share, top_up].into_iter().chain(terms.goals.iter().filter(reached).map(|goal| goal.pence));
    let within_cap = due.scan(room(terms, booked, payee, sale.month), |room, due| {
        let pays = due.min(*room);
        *room -= pays;
        Some(pays)
    });
    let paid = within_cap.sum::<i64>().min(purse(world, booked, payee));
    Booked {
        payee,
        month: sale.month,
        sale: true,
        replayed: sale.replayed,
        pence: sale.pence,
        paid,
        tiered,
        owed: if tiered { share + top_up } else { 0 },
    }
}

/// What was booked for a payee in the period that holds a month.
fn mine<'a>(
    terms: &Terms,
    booked: &'a [Booked],
    payee: usize,
    month: i32,
) -> impl Iterator<Item = &'a Booked> + use<'a> {
    let months = terms.months;
    booked.iter().filter(move |b| b.payee == payee && b.month / months == month / months)
}

fn room(terms: &Terms, booked: &[Booked], payee: usize, month: i32) -> i64 {
    let paid: i64 = mine(terms, booked, payee, month).map(|b| b.paid).sum();
    terms.cap.map_or(i64::MAX, |cap| (cap - paid).max(0))
}

fn purse(world: &World, booked: &[Booked], payee: usize) -> i64 {
    let Some(budget) = world.payees[payee].1 else { return i64::MAX };
    let spent: i64 = booked.iter().filter(|b| world.payees[b.payee].1 == Some(budget)).map(|b| b.paid).sum();
    (world.budgets[budget] - spent).max(0)
}

fn percent_of(pence: i64, percent: i64) -> i64 {
    assert_eq!(pence * percent % 100, 0, "nothing is rounded here");
    pence * percent / 100
}

fn at(steps: &[(i64, i64)], total: i64) -> i64 {
    steps.iter().filter(|(from, _)| *from <= total).map(|(_, percent)| *percent).next_back().unwrap()
}

/// What everything up to a total gives, each penny at the rate of where it lies.
fn area(steps: &[(i64, i64)], total: i64) -> i64 {
    let ends = steps.iter().skip(1).map(|(from, _)| *from).chain([i64::MAX]);
    steps
        .iter()
        .zip(ends)
        .map(|((from, percent), end)| percent_of((total.min(end) - from).max(0), *percent))
        .sum()
}
