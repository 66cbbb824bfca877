//! One run through a period, decision by decision.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::attribution::{Decision, Policy, Role, Share};
use domain::commission::pool;
use domain::conversion::Line;
use domain::ids::{AttributionId, PayeeId, PolicyId};
use domain::reward::{
    self, Credited, Earning, Order, Part, Period, Settlement, Terms, Totals, cut_to, settle,
};
use store::attribution::Decided;

use super::drift::Drift;
use super::versions::Versions;
use super::why::{Held, Why};
use crate::conversion::book::order_lines;
use crate::error::BillingResult;

/// Categories of products by stock code.
pub(super) type Categories = HashMap<String, Option<String>>;

/// What the run has come to.
pub(super) struct Run<'a> {
    /// Instead of the policy each was decided by; none: that policy.
    pub policy: Option<&'a Policy>,
    /// Every policy of the tenant.
    pub policies: &'a HashMap<PolicyId, Policy>,
    /// Every version of terms, and those that are tried.
    pub versions: &'a Versions<'a>,
    drift: Drift,
    /// Who would hold a sale whose decision others may inherit, where that differs from who did.
    otherwise: HashMap<AttributionId, Vec<Share>>,
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

/// What one share would come to.
struct Tried<'a> {
    share: &'a Share,
    terms: Option<&'a Terms>,
    before: Totals,
    earning: Earning,
}

impl<'a> Run<'a> {
    /// A run that has come to nothing yet.
    pub fn new(
        policy: Option<&'a Policy>,
        policies: &'a HashMap<PolicyId, Policy>,
        versions: &'a Versions<'a>,
    ) -> Run<'a> {
        let (drift, otherwise, payees) = Default::default();
        Run { policy, policies, versions, drift, otherwise, payees }
    }

    /// Makes a decision again, of an order of these lines.
    pub fn decide(
        &mut self,
        decided: &Decided,
        lines: &[Line],
        categories: &Categories,
    ) -> BillingResult<Again> {
        let why: Why = serde_json::from_str(&decided.why).map_err(|_| store::StoreError::Corrupt("why"))?;
        let decision = self.weigh(decided, &why)?;
        let same = |share: &Share, held: &Held| (share.payee, share.weight) == (held.payee, held.weight);
        if decision.shares.len() != why.credits.len()
            || !decision.shares.iter().zip(&why.credits).all(|(share, held)| same(share, held))
        {
            self.otherwise.insert(decided.attribution, decision.shares.clone());
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
        let changed = self.pay(decided, &why, &decision, &order)?;
        Ok(Again { changed, attributed: decision.attributed() })
    }

    fn weigh(&self, decided: &Decided, why: &Why) -> BillingResult<Decision> {
        if let Some(first) = why.facts.inherits {
            let shares = match self.otherwise.get(&first) {
                Some(shares) => shares.clone(),
                None => why.credits.iter().map(Held::share).collect(),
            };
            return Ok(Decision { considered: Vec::new(), shares });
        }
        let policy = match self.policy {
            Some(policy) => policy,
            None => self.policies.get(&decided.policy).ok_or(store::StoreError::NotFound("policy"))?,
        };
        let (at, previous) = (decided.occurred_at, why.facts.previous_sale);
        Ok(domain::attribution::decide(policy, at, previous, why.candidates()))
    }

    /// Pays a decision's shares as they would have been. Returns whether anybody would have got anything else.
    fn pay(
        &mut self,
        decided: &Decided,
        why: &Why,
        decision: &Decision,
        order: &Order<'_>,
    ) -> BillingResult<bool> {
        let whole = decision.total_weight();
        let mut tried = Vec::with_capacity(decision.shares.len());
        for share in &decision.shares {
            let terms = self.versions.of(share, decided.occurred_at, why);
            let before = match terms {
                Some(terms) if terms.ask_for_totals() => self.before(share, terms, decided, why),
                _ => Totals::default(),
            };
            let part = Part { weight: share.weight, whole };
            let earning = match terms {
                Some(terms) => reward::evaluate(terms, order, &before, part)?,
                None => Earning::default(),
            };
            tried.push(Tried { share, terms, before, earning });
        }
        let weights: Vec<(u64, i64)> = tried.iter().map(|t| (t.share.weight, t.earning.minor)).collect();
        let split = pool(&weights)?;
        let mut would: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for (tried, part) in tried.iter().zip(split.parts) {
            let credited = Credited {
                earning: &tried.earning,
                part: Part { weight: tried.share.weight, whole },
                commissionable: decided.commissionable,
                share: part,
                before: tried.before,
            };
            let mut settlement = match tried.terms {
                Some(terms) => settle(terms, &credited)?,
                None => Settlement::nothing(&credited)?,
            };
            self.spend(tried.share, why, &mut settlement);
            let paid = settlement.pays + settlement.extras.iter().map(|extra| extra.minor).sum::<i64>();
            let Share { payee, role, program, .. } = *tried.share;
            *would.entry((payee, role)).or_default() += paid;
            self.drift.count(payee, program, month(decided), settlement.added);
        }
        for credit in &decided.credits {
            let less = Totals::default() - credit.added;
            self.drift.count(credit.payee, credit.program, month(decided), less);
        }
        let mut was: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for held in &why.credits {
            *was.entry((held.payee, held.role)).or_default() += held.paid();
            if let Some(budget) = held.budget {
                *self.drift.spent(budget) -= held.paid();
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
        Ok(was != would)
    }

    /// The payee's totals before: those that were known, and what the replay has come to otherwise in the period.
    fn before(&self, share: &Share, terms: &Terms, decided: &Decided, why: &Why) -> Totals {
        let known = why.held(share.payee).and_then(|held| held.before).unwrap_or_default();
        let months = (terms.period.start(decided.occurred_at), terms.period.end(decided.occurred_at));
        known + self.drift.totals(share.payee, share.program, months)
    }

    fn spend(&mut self, share: &Share, why: &Why, settlement: &mut Settlement) {
        let known = why.held(share.payee).and_then(|held| held.budget.zip(held.budget_left));
        let Some((budget, left)) = known else { return };
        let drift = self.drift.spent(budget);
        let mut left = left - *drift;
        let mut take = |minor: &mut i64| {
            let (pays, cut) = cut_to(left, *minor);
            left -= pays;
            *drift += pays;
            *minor = pays;
            cut
        };
        let mut cut = take(&mut settlement.pays);
        for extra in &mut settlement.extras {
            cut += take(&mut extra.minor);
        }
        settlement.added.paid -= cut;
    }
}

fn month(decided: &Decided) -> NaiveDate {
    Period::Month.start(decided.occurred_at)
}
