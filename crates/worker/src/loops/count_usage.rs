//! Counts each tenant's events of each day, once the day is over and its last touches have come in.

use chrono::{Days, Duration};
use store::plan::{count_day, uncounted};
use store::{SystemCtx, SystemTx, TenantTx};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "count_usage";
pub(super) const REST_MS: u64 = 60_000;
/// How long after midnight, UTC, a day is counted: touches come in by the log.
const LATE_MINUTES: i64 = 30;
/// Days further back are not counted any more.
const BACK_DAYS: u64 = 40;
/// Tenants of one pass.
const TENANTS: i64 = 200;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let until = (now - Duration::minutes(LATE_MINUTES)).date_naive();
    let since = until.checked_sub_days(Days::new(BACK_DAYS)).unwrap_or(until);
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let days = uncounted(&tx, since, until, TENANTS).await?;
    tx.commit().await?;
    let full = days.len() as i64 == TENANTS;
    let mut counted = 0;
    for (tenant, day) in days {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(tenant)).await?;
        count_day(&tx, day, now).await?;
        tx.commit().await?;
        counted += 1;
    }
    Ok(if full || counted > 0 { Found::Work } else { Found::Rest })
}
