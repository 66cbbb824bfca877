//! Payees' totals and budgets: as they were beside each decision, and by how much a replay is from that.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::ids::{BudgetId, PayeeId, ProgramId};
use domain::reward::Totals;

/// Payees' totals in programmes, by the month; where nothing is, nothing is kept.
#[derive(Default)]
pub(super) struct Months(HashMap<(PayeeId, ProgramId), BTreeMap<NaiveDate, Totals>>);

impl Months {
    /// What a payee has come to in the months from the one to before the other.
    pub fn over(&self, payee: PayeeId, program: ProgramId, (from, to): (NaiveDate, NaiveDate)) -> Totals {
        let months = self.0.get(&(payee, program)).into_iter().flat_map(|months| months.range(from..to));
        months.fold(Totals::default(), |sum, (_, totals)| sum + *totals)
    }

    /// Adds to a payee's totals of a month.
    pub fn count(&mut self, payee: PayeeId, program: ProgramId, month: NaiveDate, more: Totals) {
        if more == Totals::default() {
            return;
        }
        let months = self.0.entry((payee, program)).or_default();
        let totals = months.entry(month).or_default();
        *totals = *totals + more;
        if *totals == Totals::default() {
            months.remove(&month);
        }
    }
}

/// What was, as far as decisions themselves do not say it.
#[derive(Default)]
pub(super) struct Standing {
    /// What decisions before have added.
    pub months: Months,
    /// What budgets have left.
    pub left: HashMap<BudgetId, i64>,
}

/// What is otherwise in the replay.
#[derive(Default)]
pub(super) struct Drift {
    /// By how much totals are ahead of those that were.
    pub months: Months,
    /// How much more was spent.
    pub spent: HashMap<BudgetId, i64>,
}

#[cfg(test)]
mod tests {
    use store::new_id;

    use super::*;

    #[test]
    fn totals_are_those_of_the_months_asked_for_and_what_is_taken_back_is_gone() {
        let mut months = Months::default();
        let (payee, program) = (new_id(), new_id());
        let month = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let sales = |sales| Totals { sales, ..Totals::default() };
        for (at, count) in [(3, 1), (4, 10), (5, 100)] {
            months.count(payee, program, month(at), sales(count));
        }
        assert_eq!(months.over(payee, program, (month(4), month(6))), sales(110));
        assert_eq!(months.over(payee, program, (month(1), month(4))), sales(1));
        for (at, count) in [(3, -1), (4, -10), (5, -100)] {
            months.count(payee, program, month(at), sales(count));
        }
        assert!(months.0.values().all(BTreeMap::is_empty));
    }
}
