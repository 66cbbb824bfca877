//! What a run will pay, chosen and frozen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::ids::{AffiliateId, PayoutRunId};
use domain::ledger::{AccountKind, fee};
use domain::money::Currency;
use domain::payout::{Omission, PayoutRunState, PreviewItem, PreviewShare, preview_hash};
use serde_json::json;
use store::commission::{Commission, Payable};
use store::payout::{PayoutRun, RunItem, RunShare};
use store::program::Program;
use store::schema::enrollments;
use store::tenant::Tenant;
use store::{TenantScope, TenantTx, audit};

use super::omission;
use super::plan::{AffiliatePlan, plan};
use super::run::{step, told};
use crate::error::BillingResult;
use crate::ledger::balance;

/// Whether something is payable and the wallet holds all of it: then it is funded already.
pub(super) async fn is_covered(tx: &TenantTx, currency: Currency) -> BillingResult<bool> {
    let bps = i64::from(Tenant::own(tx).await?.platform_fee_bps);
    let mut needed = 0;
    for plan in plan(&Commission::payable(tx, currency).await?).into_values() {
        needed += plan.sent() + fee(plan.charged(), bps)?;
    }
    Ok(needed > 0 && needed <= balance(tx, AccountKind::Wallet, currency).await?)
}

/// Freezes what the run will pay: everything payable of affiliates whom Stripe can pay and who reach their
/// programmes' minimum. Errors: `RUN_EMPTY`, `WRONG_STATE`.
pub async fn preview(tx: &TenantTx, id: PayoutRunId, now: DateTime<Utc>) -> BillingResult<PayoutRun> {
    let mut run = PayoutRun::lock(tx, id).await?;
    if run.state == PayoutRunState::Previewed {
        return Ok(run);
    }
    let mut payable = Commission::payable(tx, run.currency).await?;
    if let Some(affiliate) = run.affiliate_id {
        payable = on_demand(tx, payable, affiliate).await?;
    }
    let (plans, not_due) = due(tx, plan(&payable)).await?;
    let chosen: BTreeMap<_, AffiliateId> = plans
        .iter()
        .flat_map(|(affiliate, plan)| {
            plan.payees.values().flat_map(|p| p.claimed.iter().map(|c| (*c, *affiliate))).collect::<Vec<_>>()
        })
        .collect();
    let bps = i64::from(Tenant::own(tx).await?.platform_fee_bps);
    let mut shares = Vec::new();
    for (affiliate, plan) in &plans {
        shares.push(RunShare {
            tenant_id: tx.tenant(),
            run_id: id,
            affiliate_id: *affiliate,
            amount: plan.sent(),
            fee: Some(fee(plan.charged(), bps)?),
            recovered: Some(plan.recovered()),
        });
    }
    let items: Vec<RunItem> = payable
        .iter()
        .filter_map(|c| {
            let affiliate = *chosen.get(&c.id)?;
            Some(RunItem {
                tenant_id: tx.tenant(),
                run_id: id,
                commission_id: c.id,
                affiliate_id: affiliate,
                amount: c.amount,
                dropped: None,
            })
        })
        .collect();
    let frozen: Vec<PreviewItem> = items
        .iter()
        .map(|i| PreviewItem { commission: i.commission_id, affiliate: i.affiliate_id, minor: i.amount })
        .collect();
    let nets: Vec<PreviewShare> =
        shares.iter().map(|s| PreviewShare { affiliate: s.affiliate_id, minor: s.amount }).collect();
    let total = nets.iter().map(|net| net.minor).sum();
    let before = told(&run);
    step(tx, &mut run, now, |m| m.preview(preview_hash(&frozen, &nets), total)).await?;
    RunItem::add(tx, &items).await?;
    RunShare::add(tx, &shares).await?;
    omission::note(tx, &run, &payable, &not_due).await?;
    let mut after = told(&run);
    after["commissions"] = json!(items.len());
    audit::change(tx, "payoutRunPreview", id, before, after, now).await?;
    Ok(run)
}

/// What one affiliate may ask for: commissions of programmes that pay on demand, corrections and debts of any.
async fn on_demand(
    tx: &TenantTx,
    mut payable: Vec<Payable>,
    affiliate: AffiliateId,
) -> BillingResult<Vec<Payable>> {
    payable.retain(|c| c.affiliate_id == Some(affiliate));
    let programs: Vec<_> = payable.iter().map(|c| c.program_id).collect();
    let programs = Program::find_many(tx, &programs).await?;
    let asked: BTreeSet<_> = programs.iter().filter(|p| p.payout_on_demand).map(|p| p.id).collect();
    payable.retain(|c| c.amount < 0 || asked.contains(&c.program_id));
    Ok(payable)
}

type Plans = BTreeMap<AffiliateId, AffiliatePlan>;

/// Leaves out affiliates whom Stripe cannot pay yet, and those below the highest minimum of their programmes: what
/// they have earned is carried over. Returns who is paid, and who is not and why.
async fn due(
    tx: &TenantTx,
    plans: Plans,
) -> BillingResult<(Plans, BTreeMap<AffiliateId, (AffiliatePlan, Omission)>)> {
    let affiliates: Vec<AffiliateId> = plans.keys().copied().collect();
    let ready: Vec<Option<AffiliateId>> = enrollments::table
        .filter(enrollments::tenant_id.eq(tx.tenant()))
        .filter(enrollments::affiliate_id.eq_any(&affiliates))
        .filter(enrollments::payout_ready.eq(true))
        .select(enrollments::affiliate_id)
        .load(&mut tx.db()?)
        .await?;
    let ready: BTreeSet<AffiliateId> = ready.into_iter().flatten().collect();
    let programs: Vec<_> = plans.values().flat_map(|p| p.programs.iter().copied()).collect();
    let minimum: BTreeMap<_, i64> =
        Program::find_many(tx, &programs).await?.into_iter().map(|p| (p.id, p.payout_minimum)).collect();
    let (mut paid, mut left) = (Plans::new(), BTreeMap::new());
    for (affiliate, plan) in plans {
        let least = plan.programs.iter().filter_map(|p| minimum.get(p)).max().copied().unwrap_or(0);
        let why = match plan.sent() {
            _ if !ready.contains(&affiliate) => Omission::NoAccount,
            sent if sent <= 0 => Omission::OffsetByDebt,
            sent if sent < least => Omission::BelowMinimum,
            _ => {
                paid.insert(affiliate, plan);
                continue;
            }
        };
        left.insert(affiliate, (plan, why));
    }
    Ok((paid, left))
}
