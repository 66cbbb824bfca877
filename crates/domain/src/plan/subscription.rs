//! The state of a subscription: decided from what Stripe says and from time, never by hand.

use chrono::{DateTime, Duration, Utc};

use super::{Plan, PlanError};
use crate::permission::Permission;

/// How long a tenant that owes works on as before, in days.
pub const GRACE_DAYS: i64 = 14;
/// How long before its end the tenant is reminded, in days.
pub const REMINDER_DAYS: i64 = 3;

crate::text_enum! {
    /// Where a tenant's subscription stands.
    pub enum SubscriptionState {
        /// Its first invoice is not paid: nothing is bought yet.
        Incomplete = "INCOMPLETE",
        /// Paid for.
        Active = "ACTIVE",
        /// An invoice could not be charged. Everything works while the grace lasts.
        PastDue = "PAST_DUE",
        /// The grace is over. What that stops: [`suspended_stops`].
        Suspended = "SUSPENDED",
        /// Ended, and nothing is owed.
        Cancelled = "CANCELLED",
    }
}

impl SubscriptionState {
    /// Whether there is a subscription to change or cancel.
    pub const fn is_live(self) -> bool {
        matches!(self, SubscriptionState::Active | SubscriptionState::PastDue | SubscriptionState::Suspended)
    }
}

/// A subscription's status in Stripe's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StripeStatus {
    /// The first invoice is not paid.
    Incomplete,
    /// Nor was it in time.
    IncompleteExpired,
    /// Free for now.
    Trialing,
    /// Paid.
    Active,
    /// An invoice could not be charged; Stripe tries again.
    PastDue,
    /// Stripe has given up, and the subscription goes on.
    Unpaid,
    /// Ended.
    Canceled,
    /// A trial ended without a way to pay.
    Paused,
}

impl StripeStatus {
    /// Reads Stripe's word; none for one that is new.
    pub fn read(word: &str) -> Option<StripeStatus> {
        Some(match word {
            "incomplete" => StripeStatus::Incomplete,
            "incomplete_expired" => StripeStatus::IncompleteExpired,
            "trialing" => StripeStatus::Trialing,
            "active" => StripeStatus::Active,
            "past_due" => StripeStatus::PastDue,
            "unpaid" => StripeStatus::Unpaid,
            "canceled" => StripeStatus::Canceled,
            "paused" => StripeStatus::Paused,
            _ => return None,
        })
    }

    /// Whether it has ended for good.
    pub const fn has_ended(self) -> bool {
        matches!(self, StripeStatus::Canceled | StripeStatus::IncompleteExpired)
    }
}

/// What Stripe says of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Its status.
    pub status: StripeStatus,
    /// The plan of its price; none for a price that is not ours.
    pub plan: Option<Plan>,
    /// When the current period began.
    pub period_start: DateTime<Utc>,
    /// When it ends.
    pub period_end: DateTime<Utc>,
    /// Whether the subscription ends with it.
    pub cancel_at_period_end: bool,
    /// When the newest invoice was made that was tried and not paid. Not the oldest: one that was left open long ago must not
    /// eat up the grace of another.
    pub owing_since: Option<DateTime<Utc>>,
}

/// How a subscription stands with us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the tenant may use.
    pub plan: Plan,
    /// Where it stands.
    pub state: SubscriptionState,
    /// Since when an invoice is owed.
    pub past_due_since: Option<DateTime<Utc>>,
    /// When the current period began.
    pub period_start: DateTime<Utc>,
    /// When it ends.
    pub period_end: DateTime<Utc>,
    /// Whether the subscription ends with it.
    pub cancel_at_period_end: bool,
}

impl Standing {
    /// How it stands after Stripe has said this, `before` being how it stood.
    ///
    /// A smaller plan counts from the next period, since this one is paid for; a larger one at once. Whoever owes goes on
    /// for [`GRACE_DAYS`], and owing outlives the subscription. Paid, it is as if nothing had been.
    pub fn after(before: Option<&Standing>, said: &Said, now: DateTime<Utc>) -> Standing {
        let owes = |newest: Option<DateTime<Utc>>| {
            let since = before.and_then(|b| b.past_due_since).or(newest).unwrap_or(now).min(now);
            (owing(since, now), Some(since))
        };
        let bought = said.plan.or(before.map(|b| b.plan)).unwrap_or(Plan::Free);
        let (plan, (state, past_due_since)) = match said.status {
            StripeStatus::Active | StripeStatus::Trialing => (bought, (SubscriptionState::Active, None)),
            StripeStatus::PastDue | StripeStatus::Unpaid => (bought, owes(said.owing_since)),
            StripeStatus::Canceled if said.owing_since.is_some() => (Plan::Free, owes(said.owing_since)),
            StripeStatus::Incomplete => (Plan::Free, (SubscriptionState::Incomplete, None)),
            StripeStatus::Canceled | StripeStatus::IncompleteExpired | StripeStatus::Paused => {
                (Plan::Free, (SubscriptionState::Cancelled, None))
            }
        };
        let paid_for = before
            .filter(|b| b.state.is_live() && b.period_start == said.period_start && plan != Plan::Free)
            .map_or(plan, |b| b.plan.max(plan));
        Standing {
            plan: paid_for,
            state,
            past_due_since,
            period_start: said.period_start,
            period_end: said.period_end,
            cancel_at_period_end: said.cancel_at_period_end,
        }
    }

    /// When it will be suspended unless the tenant pays.
    pub fn suspends_at(&self) -> Option<DateTime<Utc>> {
        self.past_due_since.and_then(grace_ends)
    }

    /// Whether there is a subscription to change or cancel: one that has ended may still be owed for.
    pub fn is_live(&self) -> bool {
        self.state.is_live() && self.plan != Plan::Free
    }

    /// Whether another may be started. Errors: [`PlanError::AlreadySubscribed`], [`PlanError::InvoiceUnpaid`].
    pub fn may_start(&self) -> Result<(), PlanError> {
        match self.state {
            _ if self.is_live() => Err(PlanError::AlreadySubscribed),
            SubscriptionState::PastDue | SubscriptionState::Suspended => Err(PlanError::InvoiceUnpaid),
            _ => Ok(()),
        }
    }
}

fn grace_ends(since: DateTime<Utc>) -> Option<DateTime<Utc>> {
    since.checked_add_signed(Duration::days(GRACE_DAYS))
}

fn owing(since: DateTime<Utc>, now: DateTime<Utc>) -> SubscriptionState {
    if grace_ends(since).is_some_and(|end| end <= now) {
        SubscriptionState::Suspended
    } else {
        SubscriptionState::PastDue
    }
}

/// Whether a suspended tenant may not do what asks for this permission.
///
/// It stops what makes the tenant's business with us grow. It stops nothing that reads, nothing that records a sale or a
/// refund, nothing that moderates or erases, nothing that corrects what somebody has earned, nothing about a payout run
/// that exists, and no paying of the bill. Affiliates' own doors ask for no permission, and so are never stopped. New
/// payout runs, invitations and keys are stopped where they are made: their permission also allows what must go on.
pub const fn suspended_stops(permission: Permission) -> bool {
    matches!(
        permission,
        Permission::CatalogueWrite
            | Permission::FeedWrite
            | Permission::MomentSubmit
            | Permission::ProgramWrite
            | Permission::PolicyWrite
            | Permission::LinkWrite
    )
}
