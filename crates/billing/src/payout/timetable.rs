//! Runs that begin by themselves: drafted and previewed, for a person to approve.

use chrono::{DateTime, Utc};
use domain::ids::PayoutRunId;
use domain::money::Currency;
use domain::payout::{RunOrigin, Timetable};
use store::timetable::PayoutTimetable;
use store::{Pool, StoreError, TenantCtx, TenantTx, new_id};

use super::preview::preview;
use super::run::draft;
use crate::error::{BillingError, BillingResult};

/// Begins the run that is due in a currency and moves its timetable on; twice at once, it begins once.
///
/// While another run of the currency is open the date waits for its end. Where there is nothing to pay, or the tenant is
/// suspended, it passes without a run.
pub async fn begin_due(
    pool: &Pool,
    ctx: &TenantCtx,
    currency: Currency,
    now: DateTime<Utc>,
) -> BillingResult<Option<PayoutRunId>> {
    let run = match begin(pool, ctx, currency, now).await {
        Err(BillingError::Refused { code: "RUN_OPEN", .. }) => return Ok(None),
        Err(BillingError::Refused { code: "RUN_EMPTY" | "TENANT_SUSPENDED", .. }) => None,
        other => return other,
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    if let Some(due) = PayoutTimetable::take_due(&tx, currency, now).await? {
        move_on(&tx, due, now).await?;
    }
    tx.commit().await?;
    Ok(run)
}

async fn begin(
    pool: &Pool,
    ctx: &TenantCtx,
    currency: Currency,
    now: DateTime<Utc>,
) -> BillingResult<Option<PayoutRunId>> {
    let tx = TenantTx::begin(pool, ctx).await?;
    let Some(due) = PayoutTimetable::take_due(&tx, currency, now).await? else { return Ok(None) };
    let run = draft(&tx, new_id(), currency, RunOrigin::Timetable, None, now).await?;
    preview(&tx, run.id, now).await?;
    move_on(&tx, due, now).await?;
    tx.commit().await?;
    Ok(Some(run.id))
}

async fn move_on(tx: &TenantTx, due: PayoutTimetable, now: DateTime<Utc>) -> BillingResult<()> {
    let corrupt = || StoreError::Corrupt("payout timetable");
    let day = due.day.map(u32::try_from).transpose().map_err(|_| corrupt())?;
    let timetable = Timetable::new(due.cadence, day, &due.time_zone).map_err(|_| corrupt())?;
    let next_at = timetable.next_after(now).ok_or_else(corrupt)?;
    Ok(PayoutTimetable { next_at, updated_at: now, ..due }.set(tx).await?)
}
