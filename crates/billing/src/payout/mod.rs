//! Paying people: a run is drafted, previewed, approved, funded and executed; each payout is sent exactly once.
//! Source: DESIGN §4.

mod open;
mod plan;
mod run;
mod send;
mod settle;

pub use open::open;
pub use run::{advance, approve, cancel, draft, execute, preview, resume};
pub use send::{Next, send};
pub(crate) use settle::confirm;

use chrono::{DateTime, Utc};
use domain::ids::{PayoutId, PayoutRunId, TenantId};
use domain::money::Currency;
use serde::{Deserialize, Serialize};
use store::outbox::{Job, ask};
use store::payout::PayoutRun;
use store::{TenantScope, TenantTx};

use crate::error::BillingResult;

/// Moves a run on: waits for money, opens its payouts, completes it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct AdvanceRun {
    /// The tenant.
    pub tenant: TenantId,
    /// The run.
    pub run: PayoutRunId,
}

impl Job for AdvanceRun {
    const NAME: &'static str = "advance_run";
}

/// Sends one payout, or finds out what became of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SendPayout {
    /// The tenant.
    pub tenant: TenantId,
    /// The payout.
    pub payout: PayoutId,
}

impl Job for SendPayout {
    const NAME: &'static str = "send_payout";
}

/// Wakes the runs that wait for money in a currency, once this transaction stands.
pub(crate) async fn kick_waiting(tx: &TenantTx, currency: Currency, now: DateTime<Utc>) -> BillingResult<()> {
    for run in PayoutRun::waiting_for_money(tx, currency).await? {
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run }, now).await?;
    }
    Ok(())
}
