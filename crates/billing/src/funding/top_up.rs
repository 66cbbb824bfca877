//! A wallet is topped up by itself before a run that it does not cover.

use chrono::{DateTime, Utc};
use domain::funding::{FundingState, TopUp};
use domain::money::Amount;
use store::funding::{Funding, WalletTopUp};
use store::payout::PayoutRun;
use store::{TenantTx, new_id};

use super::{By, chargeable, create};
use crate::error::{BillingError, BillingResult};

/// Charges for one run before a person has to look: the first, and two for what Stripe kept of those before.
const CHARGES_MAX: usize = 3;

/// Has a run's shortfall charged to the tenant's saved method, where it asked for that; the run waits on.
///
/// Nothing while money is on its way, after a charge for this run was refused, or when the limits are passed: then a
/// person has to fund the wallet.
pub(crate) async fn top_up(
    tx: &TenantTx,
    run: &PayoutRun,
    missing: i64,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let settings = WalletTopUp::all(tx).await?;
    let Some(setting) = settings.into_iter().find(|row| row.currency == run.currency) else { return Ok(()) };
    let charged = Funding::of_runs(tx, &[run.id]).await?;
    if charged.len() >= CHARGES_MAX
        || charged.iter().any(|funding| funding.state == FundingState::Failed)
        || Funding::on_its_way(tx, run.currency).await? > 0
    {
        return Ok(());
    }
    let limits = TopUp::new(setting.at_least, setting.at_most, setting.margin_bps)?;
    let Some(minor) = limits.charge(missing) else { return Ok(()) };
    let amount = Amount { minor, currency: run.currency };
    let method = match chargeable(tx, setting.method_id, amount).await {
        Err(BillingError::Refused { code, .. }) => {
            tracing::warn!(run = %run.id, code, "the wallet is not topped up");
            return Ok(());
        }
        other => other?,
    };
    create(tx, new_id(), amount, By { method: Some(method.id), run: Some(run.id) }, now).await?;
    Ok(())
}
