//! Versions of a program's terms, and which of them hold.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Measure, Period, Reward, Rule};
use crate::ids::{GroupId, ProgramId, TermsId};

/// An immutable, numbered version of a program's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Its id.
    pub id: TermsId,
    /// Whose terms they are.
    pub program: ProgramId,
    /// The group they are for; none: everybody who has none of their own.
    pub group: Option<GroupId>,
    /// From 1, in the program.
    pub version: i32,
    /// From when they hold.
    pub effective_from: DateTime<Utc>,
    /// How long totals run.
    pub period: Period,
    /// In order of position; the first that matches wins.
    pub rules: Vec<Rule>,
    /// For goals reached in a period, at most [`super::BONUSES_MAX`].
    pub bonuses: Vec<Bonus>,
    /// What one payee gets of one conversion at most, in minor units.
    pub cap_per_order: Option<i64>,
    /// What one payee gets in one period at most, top-ups and bonuses included, in minor units.
    pub cap_per_period: Option<i64>,
}

/// An amount for a goal, once in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    /// What people call it; unique in its terms.
    pub name: String,
    /// What is measured.
    pub measure: Measure,
    /// The total at which it is reached: so many conversions, or so many minor units.
    pub goal: i64,
    /// What it gives, in minor units.
    pub minor: i64,
}

impl Terms {
    /// Whether anybody can earn anything by them: who is paid for what they say has to disclose it.
    pub fn pay(&self) -> bool {
        self.rules.iter().any(Rule::gives) || self.bonuses.iter().any(|bonus| bonus.minor > 0)
    }

    /// Whether anything in them asks for the payee's totals.
    pub fn ask_for_totals(&self) -> bool {
        let rule = |rule: &Rule| {
            let p = &rule.predicate;
            matches!(rule.reward, Reward::Tiers { .. })
                || [p.period_sales_min, p.period_sales_max, p.period_minor_min, p.period_minor_max]
                    .iter()
                    .any(Option::is_some)
        };
        self.cap_per_period.is_some() || !self.bonuses.is_empty() || self.rules.iter().any(rule)
    }
}

/// Which of these versions, of any programmes, holds for a payee of `group` in a programme at `at`: their group's own, else
/// everybody's; of those in effect the one that took effect last, the higher version where two did at once. None before
/// the first.
pub fn terms_in_force(
    versions: &[Terms],
    program: ProgramId,
    group: Option<GroupId>,
    at: DateTime<Utc>,
) -> Option<&Terms> {
    let latest = |of: Option<GroupId>| {
        let own = versions.iter().filter(|terms| terms.program == program && terms.group == of);
        let in_force = own.filter(|terms| terms.effective_from <= at);
        in_force.max_by_key(|terms| (terms.effective_from, terms.version))
    };
    group.and_then(|group| latest(Some(group))).or_else(|| latest(None))
}

/// Which of one program's versions will hold for a payee of `group` after `at` that do not yet, in the order of their time:
/// their group's own; everybody's until their group has some; of two that begin at once the higher version.
pub fn terms_to_come(terms: &[Terms], group: Option<GroupId>, at: DateTime<Utc>) -> Vec<&Terms> {
    let own_since = terms.iter().filter(|terms| group.is_some() && terms.group == group);
    let own_since = own_since.map(|terms| terms.effective_from).min();
    let holds = |new: &&Terms| {
        let replaced = terms.iter().any(|other| {
            other.group == new.group
                && other.effective_from == new.effective_from
                && other.version > new.version
        });
        let for_them = match new.group {
            None => own_since.is_none_or(|since| new.effective_from < since),
            own => own == group,
        };
        new.effective_from > at && for_them && !replaced
    };
    let mut to_come: Vec<&Terms> = terms.iter().filter(holds).collect();
    to_come.sort_by_key(|terms| terms.effective_from);
    to_come
}

/// The rule that pays for clicks, and what one is worth in minor units.
pub fn per_click(terms: &Terms) -> Option<(&Rule, i64)> {
    terms.rules.iter().find_map(|rule| match rule.reward {
        Reward::FlatPerClick { minor } => Some((rule, minor)),
        _ => None,
    })
}
