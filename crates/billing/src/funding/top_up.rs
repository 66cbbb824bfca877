//! A wallet is topped up by itself before a run that it does not cover.

use chrono::{DateTime, Utc};
use domain::funding::{FundingState, TopUp};
use domain::ids::FundingMethodId;
use domain::money::Amount;
use domain::notice::tenant::TopUpStop;
use store::funding::{Funding, WalletTopUp};
use store::payout::PayoutRun;
use store::{TenantTx, new_id};

use super::{By, chargeable, create};
use crate::error::{BillingError, BillingResult};

/// Charges for one run before a person has to look: the first, and two for what Stripe kept of those before.
const CHARGES_MAX: usize = 3;

/// What there is to do about a run's shortfall.
enum Next {
    /// Nothing yet, or nothing any more: the tenant asked for no top-ups, money is on its way, or a charge was refused.
    Nothing,
    /// A person has to fund the wallet.
    Stop(TopUpStop),
    /// So much of this method is charged.
    Charge(Amount, FundingMethodId),
}

async fn next(tx: &TenantTx, run: &PayoutRun, missing: i64) -> BillingResult<Next> {
    let settings = WalletTopUp::all(tx).await?;
    let Some(setting) = settings.into_iter().find(|row| row.currency == run.currency) else {
        return Ok(Next::Nothing);
    };
    let charged = Funding::of_runs(tx, &[run.id]).await?;
    if missing <= 0
        || charged.iter().any(|funding| funding.state == FundingState::Failed)
        || Funding::on_its_way(tx, run.currency).await? > 0
    {
        return Ok(Next::Nothing);
    }
    if charged.len() >= CHARGES_MAX {
        return Ok(Next::Stop(TopUpStop::OftenEnough(CHARGES_MAX)));
    }
    let limits = TopUp::new(setting.at_least, setting.at_most, setting.margin_bps)?;
    let Some(minor) = limits.charge(missing) else {
        return Ok(Next::Stop(TopUpStop::AboveLimit(Amount::new(setting.at_most, run.currency))));
    };
    let amount = Amount { minor, currency: run.currency };
    match chargeable(tx, setting.method_id, amount).await {
        Ok(method) => Ok(Next::Charge(amount, method.id)),
        Err(BillingError::Refused { code, .. }) => {
            tracing::warn!(run = %run.id, code, "the wallet is not topped up");
            Ok(Next::Stop(TopUpStop::NotChargeable))
        }
        Err(other) => Err(other),
    }
}

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
    if let Next::Charge(amount, method) = next(tx, run, missing).await? {
        create(tx, new_id(), amount, By { method: Some(method), run: Some(run.id), ..By::default() }, now)
            .await?;
    }
    Ok(())
}

/// What stops a run's shortfall from being charged to the tenant's saved method, where it asked for that; none while
/// nothing does. A charge that was refused is no such stop: it is a funding that has failed.
pub async fn top_up_stop(tx: &TenantTx, run: &PayoutRun, missing: i64) -> BillingResult<Option<TopUpStop>> {
    Ok(match next(tx, run, missing).await? {
        Next::Stop(stop) => Some(stop),
        Next::Nothing | Next::Charge(..) => None,
    })
}
