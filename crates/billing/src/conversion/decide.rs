//! Who helped, what they earn, and why: decided by `domain`, written here.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::attribution::{Considered, Decision, Policy, Role, Share};
use domain::commission::{Cause, CommissionState, pool};
use domain::conversion::{ConversionState, Line};
use domain::ids::{PayeeId, ProgramId, TouchId, VisitorId};
use domain::ledger::{Event, commission_recorded};
use domain::reward::{self, Earning, Order, OrderLine, Terms, terms_in_force};
use serde_json::json;
use store::attribution::{Attribution, Credit};
use store::commission::Commission;
use store::conversion::Conversion;
use store::payee::Payee;
use store::product::Product;
use store::program::{PolicyRow, Program};
use store::{TenantScope, TenantTx, new_id, touch};

use crate::error::BillingResult;
use crate::ledger::{Entry, post};

/// What one share earns by its own programme's terms.
struct Earned<'a> {
    share: &'a Share,
    /// The latest of the payee's touches that carries weight.
    touch: Option<TouchId>,
    terms: Option<&'a Terms>,
    earning: Earning,
}

/// Decides a conversion that has just been added and books its commissions. Returns the state it is left in.
pub(super) async fn decide(
    tx: &TenantTx,
    conversion: &Conversion,
    lines: &[Line],
    visitors: &[VisitorId],
    code_touch: Option<TouchId>,
    now: DateTime<Utc>,
) -> BillingResult<ConversionState> {
    let policy = PolicyRow::current(tx).await?.read();
    let previous_sale = match conversion.customer_id {
        Some(customer) => {
            Conversion::previous_sale(tx, customer, conversion.occurred_at, conversion.id).await?
        }
        None => None,
    };
    let window = Duration::days(i64::from(policy.click_window_days.max(policy.view_window_days)));
    let candidates =
        touch::path(tx, visitors, code_touch, conversion.occurred_at - window, conversion.currency).await?;
    let decision = domain::attribution::decide(&policy, conversion.occurred_at, previous_sale, candidates);

    let mut programs: Vec<ProgramId> = decision.shares.iter().map(|s| s.program).collect();
    programs.sort_unstable();
    programs.dedup();
    let (rows, versions) = if programs.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        (Program::find_many(tx, &programs).await?, Program::terms_of(tx, &programs).await?)
    };
    let earned = evaluate(tx, conversion, lines, &decision, &versions).await?;
    let weighed: Vec<(u64, i64)> = earned.iter().map(|e| (e.share.weight, e.earning.minor)).collect();
    let split = pool(&weighed)?;

    let mut state = conversion.state;
    state.decide(decision.attributed())?;
    let attribution = Attribution {
        tenant_id: tx.tenant(),
        id: new_id(),
        conversion_id: conversion.id,
        number: 1,
        policy_id: policy.id,
        outcome: state.as_str().to_owned(),
        pool: split.pool,
        why: why(conversion, &policy, &decision, &earned, &split.parts, split.pool),
        decided_at: now,
    };
    attribution.add(tx, &credits(tx, &attribution, &earned, &split.parts)).await?;
    accrue(tx, conversion, &attribution, &earned, &split.parts, &rows, now).await?;
    note_moments(tx, conversion, &decision).await?;
    conversion.set_state(tx, state).await?;
    Ok(state)
}

/// Notes which moments helped.
async fn note_moments(tx: &TenantTx, conversion: &Conversion, decision: &Decision) -> BillingResult<()> {
    let helped = |c: &&Considered| c.weight > 0 && c.candidate.role == Role::Creator;
    let touches: Vec<TouchId> =
        decision.considered.iter().filter(helped).map(|c| c.candidate.touch).collect();
    if touches.is_empty() {
        return Ok(());
    }
    Ok(touch::note_moments(tx, conversion.id, &touches).await?)
}

async fn evaluate<'a>(
    tx: &TenantTx,
    conversion: &Conversion,
    lines: &[Line],
    decision: &'a Decision,
    versions: &'a [Terms],
) -> BillingResult<Vec<Earned<'a>>> {
    let asks_category = versions.iter().flat_map(|t| &t.rules).any(|r| !r.predicate.categories.is_empty());
    let categories: HashMap<String, Option<String>> = if asks_category {
        let skus: Vec<String> = lines.iter().map(|l| l.sku.clone()).collect();
        Product::by_external_ids(tx, &skus).await?.into_iter().map(|p| (p.external_id, p.category)).collect()
    } else {
        HashMap::new()
    };
    let order_lines: Vec<OrderLine<'_>> = lines
        .iter()
        .map(|l| OrderLine {
            position: l.position,
            sku: &l.sku,
            category: categories.get(&l.sku).and_then(|c| c.as_deref()),
            quantity: l.quantity,
            amount: l.amount,
            commissionable: l.commissionable,
        })
        .collect();
    let order = Order {
        kind: conversion.kind,
        lines: &order_lines,
        amount: conversion.amount,
        country: conversion.country.as_deref(),
        code: conversion.code.as_deref(),
    };
    let mut earned = Vec::with_capacity(decision.shares.len());
    for share in &decision.shares {
        let own: Vec<Terms> = versions.iter().filter(|t| t.program == share.program).cloned().collect();
        let in_force = terms_in_force(&own, conversion.occurred_at).map(|t| t.id);
        let terms = versions.iter().find(|t| Some(t.id) == in_force);
        let earning = match terms {
            Some(terms) => reward::evaluate(terms, &order)?,
            None => Earning { minor: 0, applied: Vec::new(), passed_over: Vec::new() },
        };
        earned.push(Earned { share, touch: decision.latest_touch(share.payee), terms, earning });
    }
    Ok(earned)
}

fn credits(tx: &TenantTx, attribution: &Attribution, earned: &[Earned<'_>], parts: &[i64]) -> Vec<Credit> {
    (1i32..)
        .zip(earned.iter().zip(parts))
        .map(|(position, (e, part))| Credit {
            tenant_id: tx.tenant(),
            attribution_id: attribution.id,
            position,
            payee_id: e.share.payee,
            role: e.share.role,
            weight: i64::try_from(e.share.weight).unwrap_or(i64::MAX),
            earned: e.earning.minor,
            amount: *part,
        })
        .collect()
}

/// Books the commissions: one row per payee that gets something, every share in one ledger entry.
async fn accrue(
    tx: &TenantTx,
    conversion: &Conversion,
    attribution: &Attribution,
    earned: &[Earned<'_>],
    parts: &[i64],
    programs: &[Program],
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let paid: Vec<(&Earned<'_>, i64)> =
        earned.iter().zip(parts.iter().copied()).filter(|(_, part)| *part > 0).collect();
    if paid.is_empty() {
        return Ok(());
    }
    let ids: Vec<PayeeId> = paid.iter().map(|(e, _)| e.share.payee).collect();
    let payees: HashMap<PayeeId, Payee> =
        Payee::share(tx, &ids).await?.into_iter().map(|p| (p.id, p)).collect();
    let whole: u64 = earned.iter().map(|e| e.share.weight).sum();
    let rows: Vec<Commission> = paid
        .iter()
        .map(|(e, part)| {
            let hold = programs.iter().find(|p| p.id == e.share.program).map_or(0, |p| p.hold_days);
            Commission {
                tenant_id: tx.tenant(),
                id: new_id(),
                payee_id: e.share.payee,
                affiliate_id: payees.get(&e.share.payee).and_then(|p| p.affiliate_id),
                program_id: e.share.program,
                terms_id: e.terms.map(|t| t.id),
                cause: Cause::Conversion,
                conversion_id: Some(conversion.id),
                attribution_id: Some(attribution.id),
                refund_id: None,
                adjusts_id: None,
                currency: conversion.currency,
                amount: *part,
                debt: false,
                recovered: 0,
                state: CommissionState::Pending,
                void_reason: None,
                matures_at: now + Duration::days(i64::from(hold)),
                payout_id: None,
                why: json!({
                    "role": e.share.role, "weight": e.share.weight, "of": whole, "pool": attribution.pool,
                    "earnedAlone": e.earning.minor, "amount": part, "rules": applied(&e.earning),
                    "touch": e.touch,
                }),
                created_at: now,
                returned_by_payout_id: None,
            }
        })
        .collect();
    Commission::add(tx, &rows).await?;
    let shares: Vec<(PayeeId, i64)> = rows.iter().map(|c| (c.payee_id, c.amount)).collect();
    let entry = Entry {
        key: format!("accrue:{}", attribution.id),
        event: Event::CommissionRecorded,
        currency: conversion.currency,
        postings: &commission_recorded(&shares)?,
    };
    post(tx, &entry, now).await?;
    Ok(())
}

fn applied(earning: &Earning) -> serde_json::Value {
    earning
        .applied
        .iter()
        .map(|a| json!({"rule": a.rule, "name": a.name, "lines": a.lines, "base": a.base_minor, "gives": a.minor}))
        .collect()
}

/// Everything that is needed to check the decision with pen and paper.
fn why(
    conversion: &Conversion,
    policy: &Policy,
    decision: &Decision,
    earned: &[Earned<'_>],
    parts: &[i64],
    pool: i64,
) -> serde_json::Value {
    let whole: u64 = earned.iter().map(|e| e.share.weight).sum();
    let candidates: Vec<_> = decision
        .considered
        .iter()
        .map(|c| {
            json!({
                "touch": c.candidate.touch, "kind": c.candidate.kind, "at": c.candidate.occurred_at,
                "verdict": c.candidate.verdict, "payee": c.candidate.payee, "role": c.candidate.role,
                "standing": c.standing, "weight": c.weight,
            })
        })
        .collect();
    let credits: Vec<_> = earned
        .iter()
        .zip(parts)
        .map(|(e, part)| {
            json!({
                "payee": e.share.payee, "role": e.share.role, "program": e.share.program,
                "weight": e.share.weight, "of": whole,
                "terms": e.terms.map(|t| json!({"id": t.id, "version": t.version})),
                "rules": applied(&e.earning),
                "passedOver": e.earning.passed_over.iter()
                    .map(|p| json!({"rule": p.rule, "name": p.name, "reason": p.reason})).collect::<Vec<_>>(),
                "earnedAlone": e.earning.minor, "amount": part,
            })
        })
        .collect();
    json!({
        "policy": {"id": policy.id, "version": policy.version, "model": policy.model,
                   "affiliateFloorBps": policy.affiliate_floor_bps},
        "commissionable": conversion.commissionable,
        "candidates": candidates,
        "credits": credits,
        "pool": pool,
        "arithmetic": "pool = sum(weight * earnedAlone) / of, half to even; shared by weight * earnedAlone, largest remainder",
    })
}
