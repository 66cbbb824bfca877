//! What another policy, or other terms, would have paid for sales that were decided: made again from what was known then,
//! in the order in which they were decided. Nothing is written.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::attribution::{Candidate, Decision, Policy, Role, Share};
use domain::commission::pool;
use domain::conversion::Line;
use domain::ids::{AttributionId, BudgetId, GroupId, PayeeId, ProgramId, TermsId};
use domain::reward::{
    self, Credited, Earning, Order, Settlement, Terms, Totals, cut_to, settle, terms_in_force,
};
use serde::Deserialize;
use store::TenantScope;
use store::attribution::Decided;
use store::conversion::ConversionLine;
use store::product::Product;
use store::terms as terms_row;

use super::book::order_lines;
use super::decide::Facts;
use crate::error::{BillingError, BillingResult};

/// Most sales of one replay.
pub const REPLAY_CONVERSIONS_MAX: usize = 50_000;
/// How many are read at a time.
const CHUNK: i64 = 2_000;

/// What a payee got, and what they would have got, in minor units of one currency, before refunds and voids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayedPayee {
    /// Who.
    pub payee: PayeeId,
    /// As what.
    pub role: Role,
    /// What was paid.
    pub paid: i64,
    /// What would have been.
    pub would_pay: i64,
}

/// A period as another policy or other terms would have paid it, in one currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many conversions were decided again.
    pub conversions: i64,
    /// How many of them would pay otherwise.
    pub changed: i64,
    /// How many would have credited nobody.
    pub unattributed: i64,
    /// In order of payee.
    pub payees: Vec<ReplayedPayee>,
}

/// What is tried.
pub struct Trial<'a> {
    /// Instead of the policy each was decided by; none: that policy.
    pub policy: Option<&'a Policy>,
    /// Instead of the terms in force, each for its programme and group.
    pub terms: &'a [Terms],
    /// The currency of the conversions.
    pub currency: domain::money::Currency,
}

/// Decides the period's conversions again, those that happened from `from` until before `to`.
///
/// Each is decided from the touches, buyers and totals that were known when it was. A payee's totals and a budget's rest
/// differ from those by what the replay itself has paid otherwise so far. Errors: `PERIOD_TOO_LARGE`.
pub async fn replay(
    scope: &impl TenantScope,
    trial: &Trial<'_>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> BillingResult<Replay> {
    let policies: HashMap<_, _> = store::policy::PolicyRow::all(scope).await?;
    let versions = terms_row::Terms::all(scope).await?;
    let mut run = Run {
        otherwise: HashMap::new(),
        trial,
        policies,
        versions,
        drift: HashMap::new(),
        budgets: HashMap::new(),
        payees: BTreeMap::new(),
    };
    let mut found = Replay::default();
    let mut after = None;
    loop {
        let chunk = Decided::of_period(scope, trial.currency, (from, to), after, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        after = Some((last.decided_at, last.attribution));
        found.conversions += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        if usize::try_from(found.conversions).unwrap_or(usize::MAX) > REPLAY_CONVERSIONS_MAX {
            let text = format!("at most {REPLAY_CONVERSIONS_MAX} conversions are tried at a time");
            return Err(BillingError::refused("PERIOD_TOO_LARGE", text));
        }
        let lines = lines(scope, &chunk).await?;
        let categories = run.categories(scope, &lines).await?;
        for decided in &chunk {
            let own = lines.get(&decided.conversion).map_or(&[][..], Vec::as_slice);
            let (changed, attributed) = run.decide(decided, own, &categories)?;
            found.changed += i64::from(changed);
            found.unattributed += i64::from(!attributed);
        }
    }
    found.payees = run
        .payees
        .into_iter()
        .map(|((payee, role), (paid, would_pay))| ReplayedPayee { payee, role, paid, would_pay })
        .collect();
    Ok(found)
}

/// What a decision says of itself, as far as it is needed to make it again.
#[derive(Deserialize)]
struct Why {
    #[serde(default)]
    facts: Facts,
    candidates: Vec<Seen>,
    credits: Vec<Held>,
    #[serde(default)]
    categories: HashMap<String, Option<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    touch: domain::ids::TouchId,
    kind: domain::attribution::TouchKind,
    at: DateTime<Utc>,
    verdict: domain::attribution::Verdict,
    payee: PayeeId,
    role: Role,
    program: Option<ProgramId>,
    group: Option<GroupId>,
    #[serde(default)]
    stands_down: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Held {
    payee: PayeeId,
    role: Role,
    program: ProgramId,
    group: Option<GroupId>,
    weight: u64,
    terms: Option<Pinned>,
    before: Option<Totals>,
    amount: i64,
    #[serde(default)]
    extras: Vec<Paid>,
    budget: Option<BudgetId>,
    budget_left: Option<i64>,
}

#[derive(Deserialize)]
struct Pinned {
    id: TermsId,
}

#[derive(Deserialize)]
struct Paid {
    minor: i64,
}

impl Held {
    fn share(&self) -> Share {
        Share {
            payee: self.payee,
            role: self.role,
            program: self.program,
            group: self.group,
            weight: self.weight,
        }
    }

    fn paid(&self) -> i64 {
        self.amount + self.extras.iter().map(|extra| extra.minor).sum::<i64>()
    }
}

/// A payee's period in a programme.
type PeriodKey = (PayeeId, ProgramId, NaiveDate);

struct Run<'a> {
    trial: &'a Trial<'a>,
    policies: HashMap<domain::ids::PolicyId, Policy>,
    versions: Vec<Terms>,
    /// By how much the replay's totals are ahead of those that were, in months.
    drift: HashMap<PeriodKey, Totals>,
    /// How much more than was spent the replay has spent of a budget.
    budgets: HashMap<BudgetId, i64>,
    /// Who would hold a sale whose decision others may inherit, where that differs from who did.
    otherwise: HashMap<AttributionId, Vec<Share>>,
    payees: BTreeMap<(PayeeId, Role), (i64, i64)>,
}

/// What one share would come to.
struct Tried<'a> {
    share: Share,
    terms: Option<&'a Terms>,
    before: Totals,
    earning: Earning,
}

impl Run<'_> {
    /// The categories of these lines, where any rule asks for them.
    async fn categories(
        &self,
        scope: &impl TenantScope,
        lines: &HashMap<domain::ids::ConversionId, Vec<Line>>,
    ) -> BillingResult<HashMap<String, Option<String>>> {
        let asks = |terms: &Terms| terms.rules.iter().any(|rule| !rule.predicate.categories.is_empty());
        if !self.versions.iter().chain(self.trial.terms).any(asks) {
            return Ok(HashMap::new());
        }
        let mut skus: Vec<String> = lines.values().flatten().map(|line| line.sku.clone()).collect();
        skus.sort_unstable();
        skus.dedup();
        let products = Product::by_external_ids(scope, &skus).await?;
        Ok(products.into_iter().map(|p| (p.external_id, p.category)).collect())
    }

    /// Whether it would pay otherwise, and whether anybody would be credited.
    fn decide(
        &mut self,
        decided: &Decided,
        lines: &[Line],
        categories: &HashMap<String, Option<String>>,
    ) -> BillingResult<(bool, bool)> {
        let why: Why = serde_json::from_str(&decided.why).map_err(|_| store::StoreError::Corrupt("why"))?;
        let decision = self.weigh(decided, &why)?;
        let held = |shares: &[Share]| shares.iter().map(|s| (s.payee, s.weight)).collect::<Vec<_>>();
        let were: Vec<Share> = why.credits.iter().map(Held::share).collect();
        if held(&decision.shares) != held(&were) {
            self.otherwise.insert(decided.attribution, decision.shares.clone());
        }
        let categories = if why.categories.is_empty() { categories } else { &why.categories };
        let order_lines = order_lines(lines, categories);
        let order = Order {
            kind: decided.kind,
            lines: &order_lines,
            amount: decided.amount,
            country: decided.country.as_deref(),
            code: decided.code.as_deref(),
            customer: why.facts.customer,
            renewal: why.facts.renewal,
        };
        let versions = std::mem::take(&mut self.versions);
        let outcome = self.pay(decided, &why, &decision, &order, &versions);
        self.versions = versions;
        let changed = outcome?;
        Ok((changed, decision.attributed()))
    }

    fn weigh(&self, decided: &Decided, why: &Why) -> BillingResult<Decision> {
        if let Some(first) = why.facts.inherits {
            let shares = match self.otherwise.get(&first) {
                Some(shares) => shares.clone(),
                None => why.credits.iter().map(Held::share).collect(),
            };
            return Ok(Decision { considered: Vec::new(), shares });
        }
        let policy = match self.trial.policy {
            Some(policy) => policy,
            None => self.policies.get(&decided.policy).ok_or(store::StoreError::NotFound("policy"))?,
        };
        let program_of = |payee| why.credits.iter().find(|c| c.payee == payee).map(|c| c.program);
        let candidate = |seen: &Seen| {
            Some(Candidate {
                touch: seen.touch,
                kind: seen.kind,
                occurred_at: seen.at,
                verdict: seen.verdict,
                payee: seen.payee,
                role: seen.role,
                // Decisions of before kept the programme of those who were credited alone.
                program: seen.program.or_else(|| program_of(seen.payee))?,
                group: seen.group,
                stands_down: seen.stands_down,
            })
        };
        let candidates = why.candidates.iter().filter_map(candidate).collect();
        Ok(domain::attribution::decide(policy, decided.occurred_at, why.facts.previous_sale, candidates))
    }

    /// The terms a share would earn by: what is tried where it is of the same programme and group, else as it was.
    fn terms<'t>(
        &'t self,
        share: &Share,
        decided: &Decided,
        why: &Why,
        versions: &'t [Terms],
    ) -> Option<&'t Terms> {
        let tried = |group| self.trial.terms.iter().find(|t| t.program == share.program && t.group == group);
        if why.facts.inherits.is_some()
            && let Some(held) = why.credits.iter().find(|c| c.payee == share.payee)
        {
            let pinned = held.terms.as_ref()?.id;
            return versions.iter().find(|version| version.id == pinned);
        }
        // A group's own terms come first, be they tried or in force.
        let own: Vec<Terms> = versions.iter().filter(|t| t.program == share.program).cloned().collect();
        let in_force = terms_in_force(&own, share.group, decided.occurred_at).map(|terms| terms.id);
        let in_force = versions.iter().find(|version| Some(version.id) == in_force);
        match share.group {
            Some(group) if tried(Some(group)).is_some() => tried(Some(group)),
            Some(_) if in_force.is_some_and(|terms| terms.group.is_some()) => in_force,
            _ => tried(None).or(in_force),
        }
    }

    /// Pays a decision's shares as they would have been. Returns whether anybody would have got anything else.
    fn pay(
        &mut self,
        decided: &Decided,
        why: &Why,
        decision: &Decision,
        order: &Order<'_>,
        versions: &[Terms],
    ) -> BillingResult<bool> {
        let mut tried = Vec::with_capacity(decision.shares.len());
        for share in &decision.shares {
            let terms = self.terms(share, decided, why, versions);
            let before = match terms {
                Some(terms) if terms.ask_for_totals() => self.before(share, terms, decided, why),
                _ => Totals::default(),
            };
            let earning = match terms {
                Some(terms) => reward::evaluate(terms, order, &before)?,
                None => Earning::default(),
            };
            // Borrowed from the trial or the versions, both of which outlive this run.
            let terms = terms.map(|terms| terms.id);
            let terms = terms.and_then(|id| versions.iter().chain(self.trial.terms).find(|t| t.id == id));
            tried.push(Tried { share: share.clone(), terms, before, earning });
        }
        let weights: Vec<(u64, i64)> = tried.iter().map(|t| (t.share.weight, t.earning.minor)).collect();
        let split = pool(&weights)?;
        let whole = decision.total_weight();
        let mut would: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for (tried, part) in tried.iter().zip(split.parts) {
            let credited = Credited {
                earning: &tried.earning,
                weight: tried.share.weight,
                whole,
                commissionable: decided.commissionable,
                share: part,
                before: tried.before,
            };
            let mut settlement = match tried.terms {
                Some(terms) => settle(terms, &credited)?,
                None => Settlement::nothing(&credited)?,
            };
            self.spend(&tried.share, why, &mut settlement);
            let paid = settlement.pays + settlement.extras.iter().map(|extra| extra.minor).sum::<i64>();
            *would.entry((tried.share.payee, tried.share.role)).or_default() += paid;
            let key = (tried.share.payee, tried.share.program, month(decided));
            let drift = self.drift.entry(key).or_default();
            *drift = *drift + settlement.added;
        }
        for credit in &decided.credits {
            let key = (credit.payee, credit.program, month(decided));
            let drift = self.drift.entry(key).or_default();
            *drift = *drift - credit.added;
        }
        let mut was: BTreeMap<(PayeeId, Role), i64> = BTreeMap::new();
        for credit in &why.credits {
            *was.entry((credit.payee, credit.role)).or_default() += credit.paid();
            if let Some(budget) = credit.budget {
                *self.budgets.entry(budget).or_default() -= credit.paid();
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
        let known = why.credits.iter().find(|c| c.payee == share.payee).and_then(|c| c.before);
        let (start, end) = (terms.period.start(decided.occurred_at), terms.period.end(decided.occurred_at));
        let drift = self.drift.iter().filter(|((payee, program, month), _)| {
            *payee == share.payee && *program == share.program && (start..end).contains(month)
        });
        drift.fold(known.unwrap_or_default(), |sum, (_, drift)| sum + *drift)
    }

    fn spend(&mut self, share: &Share, why: &Why, settlement: &mut Settlement) {
        let known = why.credits.iter().find(|c| c.payee == share.payee);
        let Some((budget, left)) = known.and_then(|c| c.budget.zip(c.budget_left)) else { return };
        let drift = self.budgets.entry(budget).or_default();
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
    domain::reward::Period::Month.start(decided.occurred_at)
}

async fn lines(
    scope: &impl TenantScope,
    chunk: &[Decided],
) -> BillingResult<HashMap<domain::ids::ConversionId, Vec<Line>>> {
    let ids: Vec<_> = chunk.iter().map(|decided| decided.conversion).collect();
    let mut lines: HashMap<_, Vec<Line>> = HashMap::new();
    for line in ConversionLine::of(scope, &ids).await? {
        let conversion = line.conversion_id;
        lines.entry(conversion).or_default().push(line.read());
    }
    Ok(lines)
}
