//! The versions of terms of a tenant, and what is tried instead of them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::attribution::Share;
use domain::ids::{GroupId, ProgramId, TermsId};
use domain::reward::{Terms, terms_in_force};

use super::why::Why;

/// The versions that hold, by programme, and those that are tried.
pub(super) struct Versions<'a> {
    standing: HashMap<ProgramId, Vec<Terms>>,
    tried: &'a [Terms],
}

impl<'a> Versions<'a> {
    /// Sorts them.
    pub fn new(standing: Vec<Terms>, tried: &'a [Terms]) -> Versions<'a> {
        let mut by_program: HashMap<ProgramId, Vec<Terms>> = HashMap::new();
        for version in standing {
            by_program.entry(version.program).or_default().push(version);
        }
        Versions { standing: by_program, tried }
    }

    /// Whether any rule asks for a product's category.
    pub fn ask_for_categories(&self) -> bool {
        let asks = |terms: &Terms| terms.rules.iter().any(|rule| !rule.predicate.categories.is_empty());
        self.standing.values().flatten().chain(self.tried).any(asks)
    }

    /// The terms a share would earn by: what is tried where it is of the same programme and group, else what it was decided
    /// by, whatever has come since. A group's own come first, be they tried or in force.
    pub fn of(&self, share: &Share, occurred_at: DateTime<Utc>, why: &Why) -> Option<&Terms> {
        let held = why.held(share.payee);
        let pinned =
            |program| held.and_then(|held| held.terms.as_ref()).and_then(|t| self.find(program, t.id));
        // Who inherits earns by the terms of the first sale.
        if why.facts.inherits.is_some()
            && let Some(held) = held
        {
            return pinned(held.program);
        }
        let in_force = match held {
            Some(held) if held.program == share.program && held.group == share.group => pinned(held.program),
            _ => {
                let own = self.standing.get(&share.program).map_or(&[][..], Vec::as_slice);
                terms_in_force(own, share.group, occurred_at)
            }
        };
        match share.group {
            Some(group) if self.tried(share.program, Some(group)).is_some() => {
                self.tried(share.program, Some(group))
            }
            Some(_) if in_force.is_some_and(|terms| terms.group.is_some()) => in_force,
            _ => self.tried(share.program, None).or(in_force),
        }
    }

    fn find(&self, program: ProgramId, id: TermsId) -> Option<&Terms> {
        self.standing.get(&program)?.iter().find(|version| version.id == id)
    }

    fn tried(&self, program: ProgramId, group: Option<GroupId>) -> Option<&Terms> {
        self.tried.iter().find(|terms| terms.program == program && terms.group == group)
    }
}
