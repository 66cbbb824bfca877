//! Paying people: a run is drafted, previewed, approved, funded and executed; each payout is sent exactly once.
//! Source: DESIGN §4.

mod drive;
mod open;
mod plan;
mod run;
mod send;
mod settle;
mod take;

pub use drive::{Desk, Outcome, drive};
pub use open::open;
pub use run::{advance, approve, cancel, draft, execute, preview, resume, stop};
pub(crate) use send::TransferObject;
pub use send::send;
pub use take::{take, wake};

use chrono::{DateTime, Utc};
use domain::ids::{PayoutId, PayoutRunId, TenantId};
use domain::money::Currency;
use serde::{Deserialize, Serialize};
use store::outbox::{Job, ask};
use store::payout::PayoutRun;
use store::stripe_event::Sweep;
use store::{TenantScope, TenantTx};

use crate::error::BillingResult;
use crate::ledger::check::is_sound;

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

/// Whether money may leave this tenant at all: its ledger is sound, and Stripe's news has been heard.
async fn may_pay(tx: &TenantTx, now: DateTime<Utc>) -> BillingResult<bool> {
    Ok(is_sound(tx).await? && Sweep::is_fresh(tx, now).await?)
}
