//! Pays each tenant's clicks of a day, once it is over and its last touches have come in.

use chrono::{Days, Duration};
use store::{SystemCtx, SystemTx, TenantTx, click_day};

use super::Found;
use crate::{Parts, WorkerResult};

pub(super) const NAME: &str = "pay_clicks";
pub(super) const REST_MS: u64 = 60_000;
/// How long after midnight, UTC, a day is paid: touches come in by the log, and from a spool file after that.
const LATE_MINUTES: i64 = 120;
/// Days further back are not paid any more.
const BACK_DAYS: u64 = 40;
/// Days of tenants in one pass.
const DAYS: i64 = 200;

pub(super) async fn run(parts: Parts, ctx: SystemCtx) -> WorkerResult<Found> {
    let now = parts.clock.now();
    let until = (now - Duration::minutes(LATE_MINUTES)).date_naive();
    let since = until.checked_sub_days(Days::new(BACK_DAYS)).unwrap_or(until);
    let tx = SystemTx::begin(&parts.pool, &ctx).await?;
    let days = click_day::open(&tx, since, until, DAYS).await?;
    tx.commit().await?;
    let mut found = Found::Rest;
    for (tenant, day) in &days {
        let tx = TenantTx::begin(&parts.pool, &ctx.in_tenant(*tenant)).await?;
        match billing::click_day::pay(&tx, *day, now).await {
            Ok(_) => {
                tx.commit().await?;
                found = if days.len() as i64 == DAYS { Found::Work } else { Found::Rest };
            }
            // One tenant's trouble is not the others'.
            Err(error) => tracing::error!(%tenant, %day, ?error, "clicks not paid"),
        }
    }
    Ok(found)
}
