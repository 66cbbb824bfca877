//! The versions of terms of a tenant, and what is tried instead of them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::attribution::Share;
use domain::ids::{GroupId, ProgramId, TermsId};
use domain::reward::{Period, Terms, terms_in_force};

use super::why::{Held, Why};

/// The versions that hold, and those that are tried.
pub(super) struct Versions<'a> {
    standing: Vec<Terms>,
    places: HashMap<TermsId, usize>,
    tried: &'a [Terms],
}

impl<'a> Versions<'a> {
    /// Sorts them.
    pub fn new(standing: Vec<Terms>, tried: &'a [Terms]) -> Versions<'a> {
        let places = standing.iter().enumerate().map(|(place, version)| (version.id, place)).collect();
        Versions { standing, places, tried }
    }

    /// Whether any rule asks for a product's category.
    pub fn ask_for_categories(&self) -> bool {
        let asks = |terms: &Terms| terms.rules.iter().any(|rule| !rule.predicate.categories.is_empty());
        self.standing.iter().chain(self.tried).any(asks)
    }

    /// The longest period over which any of them asks for totals.
    pub fn longest_period(&self) -> Option<Period> {
        let asking = self.standing.iter().chain(self.tried).filter(|terms| terms.ask_for_totals());
        asking.map(|terms| terms.period).max_by_key(|period| period.months())
    }

    /// The terms a share would earn by: what is tried where it is of the same programme and group, else what it was decided
    /// by, whatever has come since. A group's own come first, be they tried or in force.
    pub fn of(&self, share: &Share, occurred_at: DateTime<Utc>, why: &Why) -> Option<&Terms> {
        let in_force = match why.held_as(share) {
            Some(held) => self.pinned(held),
            None => terms_in_force(&self.standing, share.program, share.group, occurred_at),
        };
        match share.group {
            Some(group) if self.tried(share.program, Some(group)).is_some() => {
                self.tried(share.program, Some(group))
            }
            Some(_) if in_force.is_some_and(|terms| terms.group.is_some()) => in_force,
            _ => self.tried(share.program, None).or(in_force),
        }
    }

    /// The terms by which a part was reckoned.
    pub fn pinned(&self, held: &Held) -> Option<&Terms> {
        self.standing.get(*self.places.get(&held.terms.as_ref()?.id)?)
    }

    fn tried(&self, program: ProgramId, group: Option<GroupId>) -> Option<&Terms> {
        self.tried.iter().find(|terms| terms.program == program && terms.group == group)
    }
}
