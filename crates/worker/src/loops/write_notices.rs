//! Writes what affiliates have not been told: of payouts whose state has changed, of what Stripe needs, of sales
//! they missed.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::earnings::arrival;
use domain::ids::{AffiliateId, PayoutId, TenantId};
use domain::money::Amount;
use domain::notice::Notice;
use domain::payout::PayoutState;
use domain::requirement::in_words;
use store::missed_sale::MissedSale;
use store::notice::{Due, PAYOUTS_MAX, spread_countries, untold_payouts};
use store::payout::DatedPayout;
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use super::tell::tell;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "write_notices";
pub(super) const REST_MS: u64 = 2_000;
/// What is older is news no more.
const NEWS_DAYS: i64 = 3;
/// An account that is being set up is not asked about for so long.
const SETTING_UP_HOURS: i64 = 24;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let since = now - Duration::days(NEWS_DAYS);
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    spread_countries(&tx).await?;
    let payouts = untold_payouts(&tx, since).await?;
    let mut due = Vec::new();
    for account in Due::since(&tx, since, now - Duration::hours(SETTING_UP_HOURS)).await? {
        let notice = Notice::RequirementsDue {
            stopped: account.stopped,
            requirements: in_words(&account.requirements),
        };
        if !account.is_told(&tx, &notice.about()).await? {
            due.push((account, notice));
        }
    }
    let decided = MissedSale::untold(&tx, since, PAYOUTS_MAX).await?;
    tx.commit().await?;

    let found = if payouts.len() as i64 == PAYOUTS_MAX { Found::Work } else { Found::Rest };
    let mut by_tenant: BTreeMap<TenantId, Vec<PayoutId>> = BTreeMap::new();
    for (tenant, payout) in payouts {
        by_tenant.entry(tenant).or_default().push(payout);
    }
    for (tenant, payouts) in by_tenant {
        if let Err(error) = of_payouts(&parts, &ctx, tenant, &payouts).await {
            // One tenant's trouble is not the others'.
            tracing::error!(%tenant, ?error, "notices of payouts not written");
            return Ok(Found::Rest);
        }
    }
    for (tenant, missed) in decided {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        let missed = MissedSale::find(&tx, missed).await?;
        tell(&tx, &parts, &[(missed.affiliate_id, of_missed_sale(missed))]).await?;
        tx.commit().await?;
    }
    for (account, notice) in due {
        let Some(tenant) = account.tenants().first().copied() else { continue };
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        tell(&tx, &parts, &[(account.affiliate(), notice)]).await?;
        tx.commit().await?;
    }
    Ok(found)
}

async fn of_payouts(parts: &Parts, ctx: &SystemCtx, tenant: TenantId, ids: &[PayoutId]) -> WorkerResult<()> {
    let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
    let mut notices: Vec<(AffiliateId, Notice)> = Vec::new();
    for id in ids {
        let payout = DatedPayout::find(&tx, *id).await?;
        let affiliate = payout.row.affiliate_id;
        notices.extend(of_payout(payout).map(|notice| (affiliate, notice)));
    }
    tell(&tx, parts, &notices).await?;
    tx.commit().await?;
    Ok(())
}

/// What there is to tell of a decision.
fn of_missed_sale(missed: MissedSale) -> Notice {
    Notice::MissedSaleDecided {
        missed_sale: missed.id,
        reference: missed.reference,
        day: missed.occurred_on,
        rejected: missed.reason,
    }
}

/// What there is to tell of a payout as it stands.
fn of_payout(payout: DatedPayout) -> Option<Notice> {
    let DatedPayout { row, transferred_at } = payout;
    let amount = |minor| Amount::new(minor, row.currency);
    Some(match row.state {
        PayoutState::Transferred => Notice::PayoutSent {
            payout: row.id,
            amount: amount(row.amount),
            recovered: amount(row.recovered),
            arrives: arrival(transferred_at.unwrap_or(row.updated_at)),
        },
        PayoutState::PartiallyReversed | PayoutState::Reversed => Notice::PayoutReturned {
            payout: row.id,
            reversed: amount(row.reversed),
            amount: amount(row.amount),
        },
        PayoutState::Blocked => Notice::PayoutBlocked {
            payout: row.id,
            amount: amount(row.amount),
            reason: row.reason.unwrap_or_default(),
        },
        PayoutState::Failed => Notice::PayoutFailed {
            payout: row.id,
            amount: amount(row.amount),
            reason: row.reason.unwrap_or_default(),
        },
        _ => return None,
    })
}
