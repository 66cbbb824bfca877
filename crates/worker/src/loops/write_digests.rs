//! Writes what a day that is over brought to affiliates, and what it took back: one mail of each kind a day. And, once a
//! month, that something is payable to somebody whom Stripe cannot pay yet.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::ids::{AffiliateId, TenantId};
use domain::money::Amount;
use domain::notice::{Cause, DIGEST_LINES_MAX, Notice, TakenBack, month};
use store::mail::Mail;
use store::notice::{earned_on, payable_to_nowhere, taken_back_on};
use store::tenant::Tenant;
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use super::tell::tell;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "write_digests";
pub(super) const REST_MS: u64 = 30 * 60 * 1_000;
/// How many days that are over are looked at: a worker that was away tells of those it missed.
const DAYS: u64 = 2;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let today = parts.clock.now().date_naive();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let tenants = Tenant::all(&tx).await?;
    tx.commit().await?;
    for tenant in tenants {
        for day in (1..=DAYS).rev().filter_map(|ago| today.checked_sub_days(Days::new(ago))) {
            if let Err(error) = of_day(&parts, &ctx, tenant, day).await {
                // One tenant's trouble is not the others'.
                tracing::error!(%tenant, %day, ?error, "digests not written");
            }
        }
        if let Err(error) = of_month(&parts, &ctx, tenant, today).await {
            tracing::error!(%tenant, ?error, "nobody is told that an account is needed");
        }
    }
    Ok(Found::Rest)
}

async fn of_month(parts: &Parts, ctx: &SystemCtx, tenant: TenantId, day: NaiveDate) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let mut waiting: BTreeMap<AffiliateId, Vec<Amount>> = BTreeMap::new();
    for (affiliate, currency, minor) in payable_to_nowhere(&tx).await? {
        waiting.entry(affiliate).or_default().push(Amount::new(minor, currency));
    }
    without_told(&tx, &month(day), Cause::PayoutAccountNeeded, &mut waiting).await?;
    let notice = |sums| Notice::PayoutAccountNeeded { day, sums };
    let notices: Vec<_> = waiting.into_iter().map(|(affiliate, sums)| (affiliate, notice(sums))).collect();
    tell(&tx, parts, &notices).await?;
    tx.commit().await?;
    Ok(())
}

async fn of_day(parts: &Parts, ctx: &SystemCtx, tenant: TenantId, day: NaiveDate) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let mut notices = earned(&tx, day).await?;
    notices.extend(taken_back(&tx, day).await?);
    tell(&tx, parts, &notices).await?;
    tx.commit().await?;
    Ok(())
}

async fn earned(tx: &TenantTx, day: NaiveDate) -> WorkerResult<Vec<(AffiliateId, Notice)>> {
    let mut sums: BTreeMap<AffiliateId, Vec<(i64, Amount)>> = BTreeMap::new();
    for (affiliate, currency, count, minor) in earned_on(tx, day).await? {
        sums.entry(affiliate).or_default().push((count, Amount::new(minor, currency)));
    }
    without_told(tx, &day.to_string(), Cause::CommissionsEarned, &mut sums).await?;
    let notice = |sums| Notice::CommissionsEarned { day, sums };
    Ok(sums.into_iter().map(|(affiliate, sums)| (affiliate, notice(sums))).collect())
}

async fn taken_back(tx: &TenantTx, day: NaiveDate) -> WorkerResult<Vec<(AffiliateId, Notice)>> {
    let mut taken: BTreeMap<AffiliateId, Vec<TakenBack>> = BTreeMap::new();
    for row in taken_back_on(tx, day).await? {
        let reason = match (&row.void_reason, row.refund) {
            (Some(reason), _) => Some(reason.clone()),
            (None, true) => Some("an order was returned, or refunded in part".to_owned()),
            (None, false) => None,
        };
        let amount = Amount::new(row.minor, row.currency);
        taken.entry(row.affiliate()).or_default().push(TakenBack { amount, reason });
    }
    without_told(tx, &day.to_string(), Cause::CommissionsTakenBack, &mut taken).await?;
    let notice = |mut lines: Vec<TakenBack>| {
        let more = lines.len().saturating_sub(DIGEST_LINES_MAX);
        lines.truncate(DIGEST_LINES_MAX);
        Notice::CommissionsTakenBack { day, lines, more }
    };
    Ok(taken.into_iter().map(|(affiliate, lines)| (affiliate, notice(lines))).collect())
}

/// Leaves out who was told.
async fn without_told<T>(
    tx: &TenantTx,
    about: &str,
    cause: Cause,
    of: &mut BTreeMap<AffiliateId, T>,
) -> WorkerResult<()> {
    let all: Vec<AffiliateId> = of.keys().copied().collect();
    for told in Mail::told(tx, cause, about, &all).await? {
        of.remove(&told);
    }
    Ok(())
}
