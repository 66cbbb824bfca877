//! Everything that is needed to check a decision with pen and paper, and to make it again.

use std::collections::HashMap;

use domain::attribution::{Candidate, Considered, Policy};
use domain::reward::{Earning, Settlement};
use serde_json::{Value, json};
use store::conversion::Conversion;

use super::book::Settled;
use super::decide::Weighed;

const ARITHMETIC: &str = "pool = sum(weight * earnedAlone) / of, half to even; shared by weight * earnedAlone, largest remainder; then caps";

/// Most of their own touches a payee is told of: the latest.
const OWN_CANDIDATES_MAX: usize = 50;

pub(super) fn why(
    conversion: &Conversion,
    weighed: &Weighed,
    settled: &[Settled<'_>],
    pool: i64,
    categories: &HashMap<String, Option<String>>,
) -> Value {
    let whole = weighed.decision.total_weight();
    let mut why = json!({
        "policy": policy(&weighed.policy),
        "commissionable": conversion.commissionable,
        "facts": weighed.facts,
        "candidates": weighed.decision.considered.iter().map(considered).collect::<Vec<_>>(),
        "credits": settled.iter().map(|settled| credit(settled, whole)).collect::<Vec<_>>(),
        "pool": pool,
        "arithmetic": ARITHMETIC,
    });
    if !categories.is_empty() {
        why["categories"] = json!(categories);
    }
    why
}

fn policy(policy: &Policy) -> Value {
    let mut found = json!({
        "id": policy.id, "version": policy.version, "model": policy.model,
        "clickWindowDays": policy.click_window_days, "viewWindowDays": policy.view_window_days,
        "affiliateFloorBps": policy.affiliates.floor_bps,
    });
    let mut note = |name: &str, bps: i32, usual: i32| {
        if bps != usual {
            found[name] = bps.into();
        }
    };
    note("affiliateCeilingBps", policy.affiliates.ceiling_bps, 10_000);
    note("creatorFloorBps", policy.creators.floor_bps, 0);
    note("creatorCeilingBps", policy.creators.ceiling_bps, 10_000);
    note("closerFloorBps", policy.closer.floor_bps, 0);
    note("closerCeilingBps", policy.closer.ceiling_bps, 10_000);
    note("firstTouchBonusBps", policy.first_touch_bonus_bps, 0);
    note("assistBonusBps", policy.assist_bonus_bps, 0);
    if let Some(rule) = policy.stand_down {
        found["standDown"] = json!({"minutes": rule.minutes, "keepsBps": rule.keeps_bps});
    }
    if let Some(set) = &policy.weight_set {
        found["weightSet"] = json!(set.id);
    }
    found
}

fn considered(considered: &Considered) -> Value {
    let Candidate { payee, role, program, group, stands_down, .. } = &considered.candidate;
    let mut found = met(considered);
    found["payee"] = json!(payee);
    found["role"] = json!(role);
    found["program"] = json!(program);
    if let Some(group) = group {
        found["group"] = json!(group);
    }
    if *stands_down {
        found["standsDown"] = true.into();
    }
    found
}

/// A candidate without whoever it would pay.
fn met(considered: &Considered) -> Value {
    let Candidate { touch, kind, occurred_at, verdict, .. } = &considered.candidate;
    let mut found = json!({
        "touch": touch, "kind": kind, "at": occurred_at, "verdict": verdict,
        "standing": considered.standing, "weight": considered.weight,
    });
    if considered.keeps_bps < 10_000 {
        found["keepsBps"] = considered.keeps_bps.into();
    }
    found
}

/// What a payee is told of their own part: the policy, their own touches, their rules and the arithmetic, and of nobody
/// else more than that there are others.
pub(super) fn own(weighed: &Weighed, settled: &Settled<'_>) -> Value {
    let candidates = &weighed.decision.considered;
    let mine = candidates.iter().filter(|seen| seen.candidate.payee == settled.share.payee);
    let older = mine.clone().count().saturating_sub(OWN_CANDIDATES_MAX);
    let settlement = &settled.settlement;
    let mut found = json!({
        "role": settled.share.role, "weight": settled.share.weight, "of": weighed.decision.total_weight(),
        "earnedAlone": settled.earning.minor, "part": settled.part, "cuts": settlement.cuts,
        "amount": settlement.pays, "rules": told(settled), "passedOver": passed_over(&settled.earning),
        "touch": settled.touch, "policy": policy(&weighed.policy),
        "candidates": mine.skip(older).map(met).collect::<Vec<_>>(),
        "terms": settled.terms.map(|terms| terms.version),
    });
    if older > 0 {
        found["olderCandidates"] = older.into();
    }
    if weighed.facts.inherits.is_some() {
        found["inherited"] = true.into();
    }
    if settled.terms.is_some_and(|terms| terms.ask_for_totals()) {
        found["before"] = json!(settled.before);
    }
    if is_all_cut(settlement) {
        found["outside"] = true.into();
    }
    found
}

/// Whether caps and budgets have left nothing of what was earned: it is recorded, and lies outside the terms.
pub(super) fn is_all_cut(settlement: &Settlement) -> bool {
    settlement.pays == 0 && !settlement.cuts.is_empty()
}

/// The rules that gave something, with what they pay: whoever earns by them reads it, in whatever version it was.
fn told(settled: &Settled<'_>) -> Value {
    let mut rules = applied(&settled.earning);
    let pays = |id: &Value| {
        let rules = settled.terms.into_iter().flat_map(|terms| &terms.rules);
        rules.into_iter().find(|rule| json!(rule.id) == *id).map(|rule| json!(rule.reward))
    };
    for rule in rules.as_array_mut().into_iter().flatten() {
        if let Some(reward) = pays(&rule["rule"]) {
            rule["reward"] = reward;
        }
    }
    rules
}

fn passed_over(earning: &Earning) -> Value {
    earning.passed_over.iter().map(|p| json!({"rule": p.rule, "name": p.name, "reason": p.reason})).collect()
}

fn credit(settled: &Settled<'_>, whole: u64) -> Value {
    let mut found = json!({
        "payee": settled.share.payee, "role": settled.share.role, "program": settled.share.program,
        "weight": settled.share.weight, "of": whole,
        "terms": settled.terms.map(|t| json!({"id": t.id, "version": t.version})),
        "rules": applied(&settled.earning),
        "passedOver": passed_over(&settled.earning),
        "earnedAlone": settled.earning.minor, "part": settled.part, "amount": settled.settlement.pays,
    });
    if let Some(group) = settled.share.group {
        found["group"] = json!(group);
    }
    if settled.terms.is_some_and(|terms| terms.ask_for_totals()) {
        found["before"] = json!(settled.before);
    }
    if !settled.settlement.cuts.is_empty() {
        found["cuts"] = json!(settled.settlement.cuts);
    }
    if !settled.settlement.extras.is_empty() {
        found["extras"] = json!(settled.settlement.extras);
    }
    if let Some((budget, left)) = settled.budget {
        found["budget"] = json!(budget);
        found["budgetLeft"] = left.into();
    }
    found
}

/// The rules that gave something.
pub(super) fn applied(earning: &Earning) -> Value {
    let rule = |a: &domain::reward::Applied| {
        let mut found =
            json!({"rule": a.rule, "name": a.name, "lines": a.lines, "base": a.base_minor, "gives": a.minor});
        if !a.tiers.is_empty() {
            found["tiers"] = json!(a.tiers);
        }
        if let Some(phase) = a.phase {
            found["phase"] = json!(phase);
        }
        found
    };
    earning.applied.iter().map(rule).collect()
}
