//! What happened beside the decisions that are replayed: other decisions, and clicks that were paid.

use std::iter::Peekable;
use std::vec::IntoIter;

use chrono::NaiveDate;
use store::TenantScope;
use store::attribution::Decided;
use store::budget::Budget;
use store::tally::{Place, Replayed, Taken, Tally, budgets_within};

use super::sums::Standing;
use super::versions::Versions;
use crate::error::BillingResult;

/// What is asked for of each chunk of decisions.
pub(super) struct Beside {
    replayed: Replayed,
    /// The months over which totals of the period run; none where nobody asks for them.
    months: Option<(NaiveDate, NaiveDate)>,
    /// The budgets of the period.
    pub budgets: Vec<Budget>,
    /// The last decision of the chunk before.
    after: Option<Place>,
}

/// What happened beside one chunk, in order.
pub(super) struct Meanwhile {
    tallies: Peekable<IntoIter<Tally>>,
    taken: Peekable<IntoIter<Taken>>,
}

impl Beside {
    /// Nothing: where nothing is tried, each decision says itself all that was known.
    pub fn nothing(replayed: Replayed) -> Beside {
        Beside { replayed, months: None, budgets: Vec::new(), after: None }
    }

    /// What another policy or other terms may ask for.
    pub async fn of(
        scope: &impl TenantScope,
        replayed: Replayed,
        versions: &Versions<'_>,
    ) -> BillingResult<Beside> {
        let (from, to) = replayed.period;
        let months = versions.longest_period().map(|period| (period.start(from), period.end(to)));
        let budgets = budgets_within(scope, replayed.period).await?;
        Ok(Beside { replayed, months, budgets, after: None })
    }

    /// What happened since the last chunk and before the end of this one: two statements at most.
    pub async fn chunk(
        &mut self,
        scope: &impl TenantScope,
        decisions: &[Decided],
    ) -> BillingResult<Meanwhile> {
        let tallies = match self.months {
            Some(months) => Tally::between(scope, &self.replayed, months, self.after, decisions).await?,
            None => Vec::new(),
        };
        let taken = match self.budgets.is_empty() {
            false => Taken::between(scope, &self.replayed, &self.budgets, self.after, decisions).await?,
            true => Vec::new(),
        };
        self.after = decisions.last().map(|last| (last.decided_at, last.attribution)).or(self.after);
        Ok(Meanwhile { tallies: tallies.into_iter().peekable(), taken: taken.into_iter().peekable() })
    }
}

impl Meanwhile {
    /// Adds what happened before the decision at this place of the chunk.
    pub fn until(&mut self, place: usize, standing: &mut Standing) {
        while let Some(tally) = self.tallies.next_if(|tally| tally.place <= place) {
            standing.months.count(tally.payee, tally.program, tally.month, tally.added);
        }
        while let Some(taken) = self.taken.next_if(|taken| taken.place <= place) {
            *standing.left.entry(taken.budget).or_default() -= taken.minor;
        }
    }
}
