//! What the engineer on call decides of a payout that waits for a person. Stripe is asked first, every time.

use chrono::{DateTime, Utc};
use domain::ids::PayoutId;
use domain::payout::protocol::{Event, Verdict};
use domain::payout::{PayoutError, PayoutState};
use serde_json::json;
use store::outbox::ask;
use store::payout::Payout;
use store::{Pool, TenantCtx, TenantScope, TenantTx, audit};

use super::SendPayout;
use super::send::listed;
use super::take::take;
use crate::error::BillingResult;
use crate::stripe::Stripe;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// This transfer is the payout.
    Adopt(String),
    /// There is no transfer: send again under a new key.
    Retry,
    /// There is no transfer and there will be none: give the reserve back.
    WriteOff,
}

impl Decision {
    fn action(&self) -> &'static str {
        match self {
            Decision::Adopt(_) => "payoutAdopt",
            Decision::Retry => "payoutRetry",
            Decision::WriteOff => "payoutWriteOff",
        }
    }
}

/// Carries a decision out, with who made it in the audit log. Returns where the payout stands then.
///
/// Errors: `WRONG_STATE`, `TOO_EARLY` while the last sending is not fifteen minutes old, `TRANSFER_LISTED`, `TRANSFER_NOT_LISTED`; Stripe's.
pub async fn review(
    pool: &Pool,
    ctx: &TenantCtx,
    stripe: &Stripe,
    id: PayoutId,
    decision: &Decision,
    by: &str,
    now: DateTime<Utc>,
) -> BillingResult<PayoutState> {
    // `now` was before Stripe is asked, so its list is no older.
    let listed = listed(stripe, id).await?;
    let verdict = match decision {
        Decision::Retry => Verdict::Retry,
        Decision::WriteOff => Verdict::WriteOff,
        Decision::Adopt(transfer) => {
            let found = listed.iter().find(|t| t.id == *transfer).ok_or(PayoutError::TransferNotListed)?;
            Verdict::Adopt(found.clone())
        }
    };
    let tx = TenantTx::begin(pool, ctx).await?;
    take(&tx, id, &Event::Reviewed { verdict, listed: listed.clone(), at: now }, now).await?;
    let transfers: Vec<&str> = listed.iter().map(|t| t.id.as_str()).collect();
    audit::write(&tx, decision.action(), id, json!({ "by": by, "listed": transfers }), now).await?;
    if *decision == Decision::Retry {
        ask(&tx, &SendPayout { tenant: tx.tenant(), payout: id }, now).await?;
    }
    let state = Payout::find(&tx, id).await?.state;
    tx.commit().await?;
    Ok(state)
}
