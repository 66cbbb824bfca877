//! Who helped, decided by `domain` from what is known when it is decided.

use chrono::{DateTime, Utc};
use domain::attribution::{Considered, Decision, Policy, Role, Share};
use domain::calendar::whole_months;
use domain::conversion::Line;
use domain::ids::{AttributionId, PayeeId, ProgramId, TermsId, TouchId, VisitorId};
use domain::reward::CustomerKind;
use serde::{Deserialize, Serialize};
use store::attribution::{Attribution, Credit};
use store::conversion::Conversion;
use store::group::Group;
use store::{TenantTx, path};

use crate::error::BillingResult;

/// A conversion that is to be decided.
pub(super) struct Case<'a> {
    /// The conversion.
    pub conversion: &'a Conversion,
    /// What is written with the conversion, where it has just come in and is not written yet.
    pub unwritten: Option<Unwritten<'a>>,
    /// Its lines.
    pub lines: &'a [Line],
    /// The browsers on its path.
    pub visitors: &'a [VisitorId],
    /// Touches that are on its path whosever browser they are of: codes, and what a person has added.
    pub touches: &'a [TouchId],
    /// Which decision about it this is, from 1.
    pub number: i32,
    /// Why it replaces the one before.
    pub because: Option<&'a str>,
    /// Payees whose commissions are held, and why; what they earn now is held too.
    pub held: &'a [(PayeeId, Option<String>)],
    /// When it is decided.
    pub now: DateTime<Utc>,
}

/// What belongs to a conversion that has just come in.
#[derive(Clone, Copy)]
pub(super) struct Unwritten<'a> {
    /// Its lines, with their titles.
    pub lines: &'a [(Line, Option<String>)],
    /// The browsers that its own click ids name.
    pub visitors: &'a [VisitorId],
}

/// What rules are asked about besides the order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Facts {
    /// The customer's sale before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_sale: Option<DateTime<Utc>>,
    /// Whether they have bought before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerKind>,
    /// Whole months since the first sale of the subscription.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<i32>,
    /// The decision about that first sale, which this one inherits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherits: Option<AttributionId>,
    /// The coupon code of that first sale: rules ask for it, as they did then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Facts {
    /// The coupon code that rules are asked about.
    pub fn code<'a>(&'a self, conversion: &'a Conversion) -> Option<&'a str> {
        if self.inherits.is_some() { self.code.as_deref() } else { conversion.code.as_deref() }
    }
}

/// Who helped, and by which policy.
pub(super) struct Weighed {
    pub policy: Policy,
    pub decision: Decision,
    pub facts: Facts,
    /// The terms an inherited decision was made under, by payee.
    pub pinned: Vec<(PayeeId, TermsId)>,
}

/// Finds who helped, writing nothing.
pub(super) async fn weigh(tx: &TenantTx, case: &Case<'_>, policy: Policy) -> BillingResult<Weighed> {
    let conversion = case.conversion;
    let mut facts = Facts::default();
    if let Some(customer) = conversion.customer_id {
        facts.previous_sale =
            Conversion::previous_sale(tx, customer, conversion.occurred_at, conversion.id).await?;
        let kind = if facts.previous_sale.is_some() { CustomerKind::Returning } else { CustomerKind::New };
        facts.customer = Some(kind);
    }
    if let Some((first, attribution)) = first_decision(tx, conversion).await? {
        facts.renewal = Some(whole_months(first.occurred_at, conversion.occurred_at));
        facts.inherits = Some(attribution.id);
        // Whom it was sold to first, and by which code, is settled for as long as it recurs.
        facts.customer = Facts::deserialize(&attribution.why["facts"]).unwrap_or_default().customer;
        facts.code = first.code;
        let (shares, pinned) = inherited(tx, &attribution).await?;
        return Ok(Weighed { policy, decision: Decision { considered: Vec::new(), shares }, facts, pinned });
    }
    let since = conversion.occurred_at - policy.candidates_since();
    let times = (since, conversion.occurred_at);
    let candidates = path::candidates(tx, case.visitors, case.touches, times, conversion.currency).await?;
    let decision =
        domain::attribution::decide(&policy, conversion.occurred_at, facts.previous_sale, candidates);
    Ok(Weighed { policy, decision, facts, pinned: Vec::new() })
}

/// The first sale of the conversion's subscription and the decision about it, where it is another.
async fn first_decision(
    tx: &TenantTx,
    conversion: &Conversion,
) -> BillingResult<Option<(Conversion, Attribution)>> {
    let Some(subscription) = &conversion.subscription else { return Ok(None) };
    let first =
        Conversion::first_of_subscription(tx, subscription, conversion.occurred_at, conversion.id).await?;
    let Some(first) = first else { return Ok(None) };
    let decision = Attribution::current(tx, &[first.id]).await?.into_iter().next();
    Ok(decision.map(|decision| (first, decision)))
}

/// Who holds what by a decision, of those who may still be paid, and the terms that were theirs.
async fn inherited(
    tx: &TenantTx,
    attribution: &Attribution,
) -> BillingResult<(Vec<Share>, Vec<(PayeeId, TermsId)>)> {
    let credits = Credit::of(tx, &[attribution.id]).await?;
    let programs: Vec<ProgramId> = credits.iter().filter_map(|credit| credit.program_id).collect();
    let payees: Vec<PayeeId> = credits.iter().map(|credit| credit.payee_id).collect();
    let active = Group::active(tx, &programs, &payees).await?;
    let share = |credit: &Credit| {
        let program = credit.program_id?;
        let enrolled = active.iter().find(|(of, payee, _)| *of == program && *payee == credit.payee_id);
        let group = match credit.role {
            Role::Affiliate => enrolled?.2,
            Role::Creator => None,
        };
        let weight = u64::try_from(credit.weight).ok()?;
        Some(Share { payee: credit.payee_id, role: credit.role, program, group, weight })
    };
    let pinned = attribution.terms();
    Ok((credits.iter().filter_map(share).collect(), pinned))
}

/// The touches that earned their creators something, by which moments are noted to have helped.
pub(super) fn moment_touches(decision: &Decision) -> Vec<TouchId> {
    let helped = |c: &&Considered| c.weight > 0 && c.candidate.role == Role::Creator;
    decision.considered.iter().filter(helped).map(|c| c.candidate.touch).collect()
}
