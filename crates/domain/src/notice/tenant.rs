//! What a tenant's people are told of its money: what they have to do, or have to know before somebody asks them.
//!
//! Left out on purpose: a payout that needs review (`NEEDS_REVIEW`) and a run that Stripe's refusal of our key has paused.
//! Nobody of a tenant can do anything about these; they are our engineer's on call (docs/runbooks/payouts.md).

pub mod catalogue;

pub use catalogue::letter;

use chrono::{DateTime, Duration, SecondsFormat, Utc};

use super::Cause;
use crate::ids::{FundingId, PayoutRunId, TypedId};
use crate::money::Amount;
use crate::payout::{PauseReason, PayoutRunState};
use crate::plan::{Plan, REMINDER_DAYS, Standing, SubscriptionState};

/// How long a run waits for somebody, or for money, before the tenant is told, in hours.
pub const RUN_WAITS_HOURS: i64 = 24;
/// How long payouts are stopped before the tenant is told, in minutes: most of what stops them is made good by then.
pub const PAYOUTS_STOPPED_MINUTES: i64 = 30;

/// Why the wallet is not topped up by itself any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopUpStop {
    /// What is missing is more than the most that may be charged.
    AboveLimit(Amount),
    /// It was charged so often for one run already.
    OftenEnough(usize),
    /// The saved way to pay can't be charged.
    NotChargeable,
}

/// What a tenant's people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TenantNotice {
    /// [`Cause::SubscriptionUnpaid`]
    SubscriptionUnpaid {
        /// Since when it is owed.
        since: DateTime<Utc>,
        /// What its open invoices come to, by currency.
        owed: Vec<Amount>,
        /// When the grace ends.
        suspends_at: DateTime<Utc>,
    },
    /// [`Cause::SubscriptionSuspendsSoon`]
    SubscriptionSuspendsSoon {
        /// Since when it is owed.
        since: DateTime<Utc>,
        /// What its open invoices come to, by currency.
        owed: Vec<Amount>,
        /// When the grace ends.
        suspends_at: DateTime<Utc>,
    },
    /// [`Cause::SubscriptionSuspended`]
    SubscriptionSuspended {
        /// Since when it is owed.
        since: DateTime<Utc>,
        /// What its open invoices come to, by currency.
        owed: Vec<Amount>,
    },
    /// [`Cause::SubscriptionResumed`]
    SubscriptionResumed {
        /// Since when it had been owed.
        since: DateTime<Utc>,
        /// What the tenant may use now.
        plan: Plan,
    },
    /// [`Cause::FundingFailed`]
    FundingFailed {
        /// The funding.
        funding: FundingId,
        /// What was to be paid.
        amount: Amount,
        /// Why, in Stripe's word or ours.
        reason: String,
        /// The run it was to top the wallet up for.
        run: Option<PayoutRunId>,
    },
    /// [`Cause::FundingDisputed`]
    FundingDisputed {
        /// `du_…`
        dispute: String,
        /// What was paid.
        funding: FundingId,
        /// What was taken, Stripe's fee included.
        taken: Amount,
        /// Stripe's word for why.
        reason: String,
    },
    /// [`Cause::FundingLost`]
    FundingLost {
        /// `du_…`
        dispute: String,
        /// What was paid.
        funding: FundingId,
        /// What was taken, Stripe's fee included.
        taken: Amount,
    },
    /// [`Cause::TopUpStopped`]
    TopUpStopped {
        /// The run that lacks money.
        run: PayoutRunId,
        /// How much it lacks.
        missing: Amount,
        /// Why nothing more is charged.
        stop: TopUpStop,
    },
    /// [`Cause::RunAwaitsApproval`]
    RunAwaitsApproval {
        /// The run.
        run: PayoutRunId,
        /// What it would pay.
        total: Amount,
        /// Since when.
        since: DateTime<Utc>,
        /// Whether its drafter may not be the one.
        second_approver: bool,
    },
    /// [`Cause::RunAwaitsStart`]
    RunAwaitsStart {
        /// The run.
        run: PayoutRunId,
        /// What it would pay.
        total: Amount,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// [`Cause::RunAwaitsMoney`]
    RunAwaitsMoney {
        /// The run.
        run: PayoutRunId,
        /// What the wallet lacks.
        missing: Amount,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// [`Cause::RunPaused`]
    RunPaused {
        /// The run.
        run: PayoutRunId,
        /// What it would pay in all.
        total: Amount,
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        reason: PauseReason,
    },
    /// [`Cause::PayoutsStopped`]
    PayoutsStopped {
        /// Since when.
        since: DateTime<Utc>,
    },
}

impl TenantNotice {
    /// What causes it.
    pub const fn cause(&self) -> Cause {
        match self {
            TenantNotice::SubscriptionUnpaid { .. } => Cause::SubscriptionUnpaid,
            TenantNotice::SubscriptionSuspendsSoon { .. } => Cause::SubscriptionSuspendsSoon,
            TenantNotice::SubscriptionSuspended { .. } => Cause::SubscriptionSuspended,
            TenantNotice::SubscriptionResumed { .. } => Cause::SubscriptionResumed,
            TenantNotice::FundingFailed { .. } => Cause::FundingFailed,
            TenantNotice::FundingDisputed { .. } => Cause::FundingDisputed,
            TenantNotice::FundingLost { .. } => Cause::FundingLost,
            TenantNotice::TopUpStopped { .. } => Cause::TopUpStopped,
            TenantNotice::RunAwaitsApproval { .. } => Cause::RunAwaitsApproval,
            TenantNotice::RunAwaitsStart { .. } => Cause::RunAwaitsStart,
            TenantNotice::RunAwaitsMoney { .. } => Cause::RunAwaitsMoney,
            TenantNotice::RunPaused { .. } => Cause::RunPaused,
            TenantNotice::PayoutsStopped { .. } => Cause::PayoutsStopped,
        }
    }

    /// What it is about, in at most 200 characters: told once, however often it is found. A debt of the subscription by
    /// when it began, so that Stripe's further tries of the same invoice are no news.
    pub fn about(&self) -> String {
        match self {
            TenantNotice::SubscriptionUnpaid { since, .. }
            | TenantNotice::SubscriptionSuspendsSoon { since, .. }
            | TenantNotice::SubscriptionSuspended { since, .. }
            | TenantNotice::SubscriptionResumed { since, .. }
            | TenantNotice::PayoutsStopped { since } => moment(*since),
            TenantNotice::FundingFailed { funding, .. } => funding.uuid().to_string(),
            TenantNotice::FundingDisputed { dispute, .. } | TenantNotice::FundingLost { dispute, .. } => {
                dispute.chars().take(200).collect()
            }
            TenantNotice::TopUpStopped { run, .. } => run.uuid().to_string(),
            TenantNotice::RunAwaitsApproval { run, since, .. }
            | TenantNotice::RunAwaitsStart { run, since, .. }
            | TenantNotice::RunAwaitsMoney { run, since, .. }
            | TenantNotice::RunPaused { run, since, .. } => format!("{} {}", run.uuid(), moment(*since)),
        }
    }
}

/// A moment to the microsecond, as Postgres keeps it.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// What there is to tell of a subscription as it stands, if anything: the latest stage alone, however many were missed.
pub fn of_subscription(standing: &Standing, owed: Vec<Amount>, now: DateTime<Utc>) -> Option<TenantNotice> {
    let since = standing.past_due_since?;
    let suspends_at = standing.suspends_at()?;
    match standing.state {
        SubscriptionState::PastDue if suspends_at - now <= Duration::days(REMINDER_DAYS) => {
            Some(TenantNotice::SubscriptionSuspendsSoon { since, owed, suspends_at })
        }
        SubscriptionState::PastDue => Some(TenantNotice::SubscriptionUnpaid { since, owed, suspends_at }),
        SubscriptionState::Suspended => Some(TenantNotice::SubscriptionSuspended { since, owed }),
        SubscriptionState::Incomplete | SubscriptionState::Active | SubscriptionState::Cancelled => None,
    }
}

/// A run that is not finished, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStanding {
    /// The run.
    pub run: PayoutRunId,
    /// Where it stands.
    pub state: PayoutRunState,
    /// Why it is paused.
    pub pause_reason: Option<PauseReason>,
    /// What it would pay.
    pub total: Amount,
    /// Since when it stands so.
    pub since: DateTime<Utc>,
    /// Whether its drafter may not approve it.
    pub second_approver: bool,
}

/// What there is to tell of a run that stands still, if anything. What a run lacks is not known here: `missing` of
/// [`TenantNotice::RunAwaitsMoney`] is zero, for the caller to fill in.
pub fn of_run(standing: &RunStanding, now: DateTime<Utc>) -> Option<TenantNotice> {
    let RunStanding { run, total, since, second_approver, .. } = *standing;
    let awaits_money =
        || TenantNotice::RunAwaitsMoney { run, missing: Amount::new(0, total.currency), since };
    let paused = |reason| TenantNotice::RunPaused { run, total, since, reason };
    let is_long = now - since >= Duration::hours(RUN_WAITS_HOURS);
    match (standing.state, standing.pause_reason) {
        // A person has to look before anything of it is paid, so waiting helps nobody.
        (PayoutRunState::Paused, Some(reason)) if reason.is_unusual() => Some(paused(reason)),
        (PayoutRunState::Paused, Some(PauseReason::StripeUnauthorized)) => None,
        _ if !is_long => None,
        (PayoutRunState::Paused, Some(PauseReason::BalanceNotEnough)) | (PayoutRunState::Funding, _) => {
            Some(awaits_money())
        }
        (PayoutRunState::Paused, Some(reason)) => Some(paused(reason)),
        (PayoutRunState::Previewed, _) => {
            Some(TenantNotice::RunAwaitsApproval { run, total, since, second_approver })
        }
        (PayoutRunState::Approved, _) => Some(TenantNotice::RunAwaitsStart { run, total, since }),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests;
