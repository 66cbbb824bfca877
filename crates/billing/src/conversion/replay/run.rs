//! One run through a period, decision by decision.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::attribution::{Policy, Role, Share};
use domain::conversion::Line;
use domain::ids::{AttributionId, BudgetId, PayeeId, PolicyId};
use domain::reward::{Holding, Order, Period, Terms, Totals, reckon};
use store::attribution::Decided;
use store::budget::Budget;

use super::sums::{Drift, Standing};
use super::versions::Versions;
use super::why::{Held, Why};
use crate::conversion::book::order_lines;
use crate::error::BillingResult;

/// Categories of products by stock code.
pub(super) type Categories = HashMap<String, Option<String>>;

/// What the run has come to.
pub(super) struct Run<'a> {
    /// Instead of the policy each was decided by; none: that policy.
    policy: Option<&'a Policy>,
    /// Every policy of the tenant.
    policies: &'a HashMap<PolicyId, Policy>,
    /// Every version of terms, and those that are tried.
    versions: &'a Versions<'a>,
    /// The budgets of the period, where anything is tried.
    budgets: &'a [Budget],
    /// What was.
    pub standing: Standing,
    drift: Drift,
    /// Sales whose decision others may inherit, where it differs from what it was.
    otherwise: HashMap<AttributionId, Otherwise<'a>>,
    /// What each was paid, and would have been.
    pub payees: BTreeMap<(PayeeId, Role), (i64, i64)>,
}

/// What became of one decision.
pub(super) struct Again {
    /// Whether it would pay otherwise.
    pub changed: bool,
    /// Whether anybody would be credited.
    pub attributed: bool,
}

/// A share and the terms it would earn by.
type Tried<'a> = (Share, Option<&'a Terms>);

/// Who would hold a sale, and who did.
struct Otherwise<'a> {
    tried: Vec<Tried<'a>>,
    held: Vec<PayeeId>,
}

impl<'a> Run<'a> {
    /// A run that has come to nothing yet.
    pub fn new(
        policy: Option<&'a Policy>,
        policies: &'a HashMap<PolicyId, Policy>,
        versions: &'a Versions<'a>,
        budgets: &'a [Budget],
    ) -> Run<'a> {
        let left = budgets.iter().map(|budget| (budget.id, budget.amount)).collect();
        let standing = Standing { left, ..Standing::default() };
        let (drift, otherwise, payees) = Default::default();
        Run { policy, policies, versions, budgets, standing, drift, otherwise, payees }
    }

    /// Makes a decision again, of an order of these lines.
    pub fn decide(
        &mut self,
        decided: &Decided,
        lines: &[Line],
        categories: &Categories,
    ) -> BillingResult<Again> {
        let why: Why = serde_json::from_str(&decided.why).map_err(|_| store::StoreError::Corrupt("why"))?;
        let tried = self.weigh(decided, &why)?;
        let same = |((share, terms), held): (&Tried<'a>, &Held)| {
            (share.payee, share.weight) == (held.payee, held.weight)
                && terms.map(|terms| terms.id) == held.terms.as_ref().map(|terms| terms.id)
        };
        let same = tried.len() == why.credits.len() && tried.iter().zip(&why.credits).all(same);
        if !same {
            let held = why.credits.iter().map(|held| held.payee).collect();
            self.otherwise.insert(decided.attribution, Otherwise { tried: tried.clone(), held });
        }
        let categories = if why.categories.is_empty() { categories } else { &why.categories };
        let order_lines = order_lines(lines, categories);
        let order = Order {
            kind: decided.kind,
            lines: &order_lines,
            amount: decided.amount,
            country: decided.country.as_deref(),
            code: if why.facts.inherits.is_some() {
                why.facts.code.as_deref()
            } else {
                decided.code.as_deref()
            },
            customer: why.facts.customer,
            renewal: why.facts.renewal,
        };
        let would = self.pay(decided, &why, (&tried, same), &order)?;
        let changed = self.compare(decided, &why, would);
        Ok(Again { changed, attributed: !tried.is_empty() })
    }

    fn weigh(&self, decided: &Decided, why: &Why) -> BillingResult<Vec<Tried<'a>>> {
        let versions = self.versions;
        if let Some(first) = why.facts.inherits {
            let held = || why.credits.iter().map(|held| (held.share(), versions.pinned(held))).collect();
            return Ok(self.otherwise.get(&first).map_or_else(held, |first| first.inherited(why)));
        }
        let policy = match self.policy {
            Some(policy) => policy,
            None => self.policies.get(&decided.policy).ok_or(store::StoreError::NotFound("policy"))?,
        };
        let (at, previous) = (decided.occurred_at, why.facts.previous_sale);
        let decision = domain::attribution::decide(policy, at, previous, why.candidates());
        let with_terms = |share: Share| {
            let terms = versions.of(&share, at, why);
            (share, terms)
        };
        Ok(decision.shares.into_iter().map(with_terms).collect())
    }

    /// Pays a decision's shares as they would have been; whether they are the `same`, by the same terms, is known. Returns
    /// what each would get.
    fn pay(
        &mut self,
        decided: &Decided,
        why: &Why,
        (tried, same): (&[Tried<'a>], bool),
        order: &Order<'_>,
    ) -> BillingResult<BTreeMap<(PayeeId, Role), i64>> {
        let holding = |(share, terms): &Tried<'a>| {
            let asking = terms.filter(|terms| terms.ask_for_totals());
            let before = asking.map(|terms| self.before(share, terms, decided, why)).unwrap_or_default();
            Holding { weight: share.weight, terms: *terms, before }
        };
        let holdings: Vec<Holding<'_>> = tried.iter().map(holding).collect();
        let (_, reckoned) = reckon(order, decided.commissionable, &holdings)?;
        let mut left: HashMap<BudgetId, i64> = HashMap::new();
        let mut would: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for ((share, terms), reckoned) in tried.iter().zip(reckoned) {
            let mut settlement = reckoned.settlement;
            if let Some(budget) = self.budget(share, decided, why) {
                let left = left.entry(budget).or_insert_with(|| self.left(budget, why));
                let taken = settlement.take_from(*left);
                *left -= taken;
                *self.drift.spent.entry(budget).or_default() += taken;
            }
            *would.entry((share.payee, share.role)).or_default() += settlement.paid();
            // Where all is as it was, it counts as it did: top-ups know of what was taken back before them.
            let as_it_was = same
                && why.held(share.payee).is_some_and(|held| held.paid() == settlement.paid())
                && terms.is_none_or(|terms| !self.is_ahead(share, terms, decided));
            let counted = decided.credits.iter().find(|credit| credit.payee == share.payee);
            let counted = counted.filter(|_| as_it_was).map(|credit| credit.added);
            let added = counted.unwrap_or(settlement.added);
            self.drift.months.count(share.payee, share.program, month(decided), added);
        }
        Ok(would)
    }

    /// Takes off what was paid, and notes both. Returns whether anybody would have got anything else.
    fn compare(&mut self, decided: &Decided, why: &Why, mut would: BTreeMap<(PayeeId, Role), i64>) -> bool {
        for credit in &decided.credits {
            let less = Totals::default() - credit.added;
            self.drift.months.count(credit.payee, credit.program, month(decided), less);
            self.standing.months.count(credit.payee, credit.program, month(decided), credit.added);
        }
        let mut was: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for held in &why.credits {
            let paid = held.paid();
            *was.entry((held.payee, held.role)).or_default() += paid;
            if let Some(budget) = held.budget {
                *self.drift.spent.entry(budget).or_default() -= paid;
                let left = self.standing.left.entry(budget).or_default();
                // What a decision says itself is surer: it knows of what was given back.
                *left = held.budget_left.unwrap_or(*left) - paid;
            }
        }
        for (key, paid) in &was {
            self.payees.entry(*key).or_default().0 += paid;
        }
        for (key, paid) in &would {
            self.payees.entry(*key).or_default().1 += paid;
        }
        was.retain(|_, paid| *paid != 0);
        would.retain(|_, paid| *paid != 0);
        was != would
    }

    /// Whether the replay has come to anything else for a payee in the period of terms.
    fn is_ahead(&self, share: &Share, terms: &Terms, decided: &Decided) -> bool {
        self.drift.months.over(share.payee, share.program, months(terms, decided)) != Totals::default()
    }

    /// The payee's totals before, and what the replay has come to otherwise in the period. Those that the decision knew are
    /// good for the same programme and time; else they are what the decisions before it have come to.
    fn before(&self, share: &Share, terms: &Terms, decided: &Decided, why: &Why) -> Totals {
        let months = months(terms, decided);
        let same_time = |held: &&Held| self.versions.pinned(held).is_some_and(|of| of.period == terms.period);
        let held = why.held(share.payee).filter(|held| held.program == share.program);
        let known = held.filter(same_time).and_then(|held| held.before);
        let was = known.unwrap_or_else(|| self.standing.months.over(share.payee, share.program, months));
        was + self.drift.months.over(share.payee, share.program, months)
    }

    /// The budget that pays a share: the one that did, or for others the one that held then.
    fn budget(&self, share: &Share, decided: &Decided, why: &Why) -> Option<BudgetId> {
        if let Some(held) = why.held_as(share) {
            return held.budget;
        }
        let at = decided.occurred_at;
        let held = |budget: &&Budget| {
            budget.program_id == share.program
                && budget.starts_at <= at
                && budget.ends_at.is_none_or(|end| end > at)
                && budget.created_at <= decided.decided_at
        };
        let budgets: Vec<Budget> = self.budgets.iter().filter(held).cloned().collect();
        Budget::of(&budgets, share.program, share.group).map(|index| budgets[index].id)
    }

    /// What a budget would have left for a decision.
    fn left(&self, budget: BudgetId, why: &Why) -> i64 {
        let known = why.credits.iter().find(|held| held.budget == Some(budget));
        let known = known.and_then(|held| held.budget_left);
        let was = known.unwrap_or_else(|| self.standing.left.get(&budget).copied().unwrap_or_default());
        was - self.drift.spent.get(&budget).copied().unwrap_or_default()
    }
}

impl<'a> Otherwise<'a> {
    /// Who would hold a later sale by inheritance, and by which terms: without those who held the first and not this one,
    /// whom nobody paid any more.
    fn inherited(&self, why: &Why) -> Vec<Tried<'a>> {
        let still =
            |(share, _): &&Tried<'a>| why.held(share.payee).is_some() || !self.held.contains(&share.payee);
        let now = |(share, terms): &Tried<'a>| {
            let group = why.held(share.payee).map_or(share.group, |held| held.group);
            (Share { group, ..share.clone() }, *terms)
        };
        self.tried.iter().filter(still).map(now).collect()
    }
}

fn months(terms: &Terms, decided: &Decided) -> (NaiveDate, NaiveDate) {
    (terms.period.start(decided.occurred_at), terms.period.end(decided.occurred_at))
}

fn month(decided: &Decided) -> NaiveDate {
    Period::Month.start(decided.occurred_at)
}
