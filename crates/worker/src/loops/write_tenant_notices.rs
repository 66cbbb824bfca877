//! Writes what tenants' people have not been told of their tenant's money: of the subscription, the wallet, payout runs.
//!
//! What stands is told however long it has stood; what has happened is news for a few days.

use std::collections::BTreeMap;

use billing::{funding, payout};
use chrono::{DateTime, Duration, Utc};
use domain::ids::TenantId;
use domain::money::Amount;
use domain::notice::Cause;
use domain::notice::tenant::{PAYOUTS_STOPPED_MINUTES, TenantNotice, TopUpStop, of_run, of_subscription};
use store::mail::Mail;
use store::notice::tenant::{
    Ended, Taken, failed_fundings, owing, runs_to_top_up, standing_runs, stopped_before,
};
use store::payout::PayoutRun;
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use super::tell::tell_members;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "write_tenant_notices";
pub(super) const REST_MS: u64 = 3_000;
/// What happened earlier is news no more.
const NEWS_DAYS: i64 = 3;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let news = news(&tx, now).await?;
    let keys: Vec<(TenantId, Cause, String)> =
        news.iter().map(|(tenant, notice)| (*tenant, notice.cause(), notice.about())).collect();
    let untold = Mail::untold(&tx, &keys).await?;
    tx.commit().await?;

    let mut by_tenant: BTreeMap<TenantId, Vec<TenantNotice>> = BTreeMap::new();
    for (tenant, notice) in untold.into_iter().filter_map(|place| news.get(place)) {
        by_tenant.entry(*tenant).or_default().push(notice.clone());
    }
    for (tenant, notices) in by_tenant {
        if let Err(error) = of_tenant(&parts, &ctx, tenant, notices).await {
            // One tenant's trouble is not the others'.
            tracing::error!(%tenant, ?error, "a tenant's people are not told");
        }
    }
    Ok(Found::Rest)
}

/// Everything there may be to tell, told or not.
async fn news(tx: &SystemTx, now: DateTime<Utc>) -> WorkerResult<Vec<(TenantId, TenantNotice)>> {
    let since = now - Duration::days(NEWS_DAYS);
    let mut news = Vec::new();
    for (row, owed) in owing(tx).await? {
        news.extend(of_subscription(&row.standing(), owed, now).map(|notice| (row.tenant_id, notice)));
    }
    for ended in Ended::untold(tx).await? {
        let (tenant, plan) = (ended.tenant(), ended.plan);
        news.extend(ended.since().map(|since| (tenant, TenantNotice::SubscriptionResumed { since, plan })));
    }
    for row in failed_fundings(tx, since).await? {
        let amount = Amount::new(row.amount, row.currency);
        let (funding, reason, run) = (row.id, row.reason.unwrap_or_default(), row.run_id);
        news.push((row.tenant_id, TenantNotice::FundingFailed { funding, amount, reason, run }));
    }
    for row in Taken::since(tx, since).await? {
        news.push((row.tenant(), of_dispute(row)));
    }
    for (tenant, standing) in standing_runs(tx).await? {
        news.extend(of_run(&standing, now).map(|notice| (tenant, notice)));
    }
    for (tenant, run, currency) in runs_to_top_up(tx).await? {
        // Both are asked for in `with_what_is_missing`, and only where nobody was told.
        let (missing, stop) = (Amount::new(0, currency), TopUpStop::NotChargeable);
        news.push((tenant, TenantNotice::TopUpStopped { run, missing, stop }));
    }
    for (tenant, since) in stopped_before(tx, now - Duration::minutes(PAYOUTS_STOPPED_MINUTES)).await? {
        news.push((tenant, TenantNotice::PayoutsStopped { since }));
    }
    Ok(news)
}

fn of_dispute(row: Taken) -> TenantNotice {
    let (funding, taken) = (row.funding(), row.amount());
    match row.status.as_str() {
        "lost" => TenantNotice::FundingLost { dispute: row.stripe_id, funding, taken },
        _ => TenantNotice::FundingDisputed { dispute: row.stripe_id, funding, taken, reason: row.reason },
    }
}

async fn of_tenant(
    parts: &Parts,
    ctx: &SystemCtx,
    tenant: TenantId,
    notices: Vec<TenantNotice>,
) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let mut whole = Vec::new();
    for notice in notices {
        whole.extend(with_what_is_missing(&tx, notice).await?);
    }
    tell_members(&tx, parts, &whole).await?;
    tx.commit().await?;
    Ok(())
}

/// Fills in what a run lacks, which is only asked for where it is to be told. None when it lacks nothing, or nothing keeps
/// the wallet from being topped up.
async fn with_what_is_missing(tx: &TenantTx, notice: TenantNotice) -> WorkerResult<Option<TenantNotice>> {
    let (TenantNotice::RunAwaitsMoney { run: id, .. } | TenantNotice::TopUpStopped { run: id, .. }) = notice
    else {
        return Ok(Some(notice));
    };
    let run = PayoutRun::find(tx, id).await?;
    let Some(minor) = payout::missing(tx, &run).await?.filter(|minor| *minor > 0) else { return Ok(None) };
    let missing = Amount::new(minor, run.currency);
    Ok(match notice {
        TenantNotice::RunAwaitsMoney { run, since, .. } => {
            Some(TenantNotice::RunAwaitsMoney { run, missing, since })
        }
        _ => funding::top_up_stop(tx, &run, minor).await?.map(|stop| TenantNotice::TopUpStopped {
            run: id,
            missing,
            stop,
        }),
    })
}
