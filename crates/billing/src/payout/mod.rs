//! Paying people: a run is drafted, previewed, approved, funded and executed; each payout is sent exactly once.
//! Source: DESIGN §4.

mod advance;
mod drive;
mod omission;
mod on_demand;
mod open;
mod plan;
mod preview;
mod review;
mod run;
mod send;
mod settle;
mod take;
mod timetable;

pub use advance::{advance, missing};
pub use drive::{Desk, Outcome, drive};
pub use on_demand::begin_requested;
pub use open::open;
pub use preview::preview;
pub use review::{Decision, review};
pub use run::{approve, cancel, draft, execute, resume, resume_by, stop};
pub(crate) use send::TransferObject;
pub use send::send;
pub use take::{take, wake};
pub use timetable::begin_due;

use chrono::{DateTime, Utc};
use domain::ids::{PayoutId, PayoutRunId, TenantId};
use domain::money::Currency;
use domain::payout::protocol::Event;
use domain::payout::{PayoutError, PayoutState};
use serde::{Deserialize, Serialize};
use store::funding::Funding;
use store::outbox::{Job, ask};
use store::payout::{Payout, PayoutRun};
use store::stripe_event::Sweep;
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit};

use crate::error::{BillingError, BillingResult};
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

/// Calls one payout off, as somebody of the tenant asked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct CancelPayout {
    /// The tenant.
    pub tenant: TenantId,
    /// The payout.
    pub payout: PayoutId,
}

impl Job for CancelPayout {
    const NAME: &'static str = "cancel_payout";
}

/// Has a payout called off once this transaction stands: the platform's accounts, which its reserve touched, are not
/// the tenant's to write. Errors: `WRONG_STATE` unless it is RESERVED or BLOCKED.
pub async fn ask_cancel(tx: &TenantTx, id: PayoutId, now: DateTime<Utc>) -> BillingResult<()> {
    let payout = Payout::find(tx, id).await?;
    if !matches!(payout.state, PayoutState::Reserved | PayoutState::Blocked | PayoutState::Cancelled) {
        return Err(PayoutError::State { from: payout.state, to: PayoutState::Cancelled }.into());
    }
    let before = serde_json::json!({ "state": payout.state });
    audit::change(
        tx,
        "payoutCancel",
        id,
        before,
        serde_json::json!({ "wanted": PayoutState::Cancelled }),
        now,
    )
    .await?;
    Ok(ask(tx, &CancelPayout { tenant: tx.tenant(), payout: id }, now).await?)
}

/// Calls a payout off, unless it has been sent meanwhile: then it stays as it is.
pub async fn cancel_payout(
    pool: &Pool,
    ctx: &TenantCtx,
    id: PayoutId,
    now: DateTime<Utc>,
) -> BillingResult<()> {
    let tx = TenantTx::begin(pool, ctx).await?;
    match take(&tx, id, &Event::Cancelled, now).await {
        Ok(_) => Ok(tx.commit().await?),
        Err(BillingError::Refused { code: "WRONG_STATE" | "TOO_EARLY", .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Wakes the runs that wait for money in a currency, once this transaction stands.
pub(crate) async fn kick_waiting(tx: &TenantTx, currency: Currency, now: DateTime<Utc>) -> BillingResult<()> {
    for run in PayoutRun::waiting_for_money(tx, currency).await? {
        ask(tx, &AdvanceRun { tenant: tx.tenant(), run }, now).await?;
    }
    Ok(())
}

/// Whether money may leave this tenant at all: its ledger was checked lately and is sound, and Stripe's news has been heard.
pub(crate) async fn may_pay(tx: &TenantTx, now: DateTime<Utc>) -> BillingResult<bool> {
    Ok(is_sound(tx, now).await? && Sweep::is_fresh(tx, now).await? && !Funding::any_to_ask_about(tx).await?)
}
