//! How far a replay is from what was: payees' totals, and what budgets have spent.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::ids::{BudgetId, PayeeId, ProgramId};
use domain::reward::Totals;

/// What is otherwise; where nothing is, nothing is kept.
#[derive(Default)]
pub(super) struct Drift {
    /// By how much totals of a month are ahead of those that were.
    months: HashMap<(PayeeId, ProgramId), BTreeMap<NaiveDate, Totals>>,
    /// How much more was spent.
    budgets: HashMap<BudgetId, i64>,
}

impl Drift {
    /// What a payee has come to in the months from the one to before the other, beyond what they had.
    pub fn totals(&self, payee: PayeeId, program: ProgramId, (from, to): (NaiveDate, NaiveDate)) -> Totals {
        let months = self.months.get(&(payee, program)).into_iter().flat_map(|months| months.range(from..to));
        months.fold(Totals::default(), |sum, (_, totals)| sum + *totals)
    }

    /// Adds to a payee's totals of a month.
    pub fn count(&mut self, payee: PayeeId, program: ProgramId, month: NaiveDate, more: Totals) {
        if more == Totals::default() {
            return;
        }
        let months = self.months.entry((payee, program)).or_default();
        let totals = months.entry(month).or_default();
        *totals = *totals + more;
        if *totals == Totals::default() {
            months.remove(&month);
        }
    }

    /// What more was spent of a budget.
    pub fn spent(&mut self, budget: BudgetId) -> &mut i64 {
        self.budgets.entry(budget).or_default()
    }
}

#[cfg(test)]
mod tests {
    use store::new_id;

    use super::*;

    #[test]
    fn totals_are_those_of_the_months_asked_for_and_what_is_taken_back_is_gone() {
        let mut drift = Drift::default();
        let (payee, program) = (new_id(), new_id());
        let month = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let sales = |sales| Totals { sales, ..Totals::default() };
        for (at, count) in [(3, 1), (4, 10), (5, 100)] {
            drift.count(payee, program, month(at), sales(count));
        }
        assert_eq!(drift.totals(payee, program, (month(4), month(6))), sales(110));
        assert_eq!(drift.totals(payee, program, (month(1), month(4))), sales(1));
        for (at, count) in [(3, -1), (4, -10), (5, -100)] {
            drift.count(payee, program, month(at), sales(count));
        }
        assert!(drift.months.values().all(BTreeMap::is_empty));
    }
}
