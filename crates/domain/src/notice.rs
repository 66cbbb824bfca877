//! Notices by e-mail: what may cause one, who is told, and which an affiliate can do without. The texts for affiliates stand
//! in [`catalogue`]; what a tenant's people are told in [`tenant`], and anybody of their own account in [`account`].

pub mod account;
pub mod catalogue;
mod letter;
pub mod tenant;

pub use catalogue::letter;
pub use letter::Letter;

use chrono::{DateTime, NaiveDate, Utc};

use crate::ids::{MissedSaleId, PayoutId, TypedId};
use crate::money::Amount;
use crate::permission::Permission;
use crate::requirement::Requirement;

/// Lines of a digest, at most; further ones are counted.
pub const DIGEST_LINES_MAX: usize = 20;

crate::text_enum! {
    /// What causes a notice.
    pub enum Cause {
        /// A day's new commissions.
        CommissionsEarned = "COMMISSIONS_EARNED",
        /// What a day took back: commissions voided or reduced.
        CommissionsTakenBack = "COMMISSIONS_TAKEN_BACK",
        /// A payout is on its way.
        PayoutSent = "PAYOUT_SENT",
        /// Stripe took back a transfer, or part of one.
        PayoutReturned = "PAYOUT_RETURNED",
        /// A payout cannot be sent now.
        PayoutBlocked = "PAYOUT_BLOCKED",
        /// Stripe refused a payout for good.
        PayoutFailed = "PAYOUT_FAILED",
        /// Something is payable, and Stripe cannot pay the affiliate yet.
        PayoutAccountNeeded = "PAYOUT_ACCOUNT_NEEDED",
        /// Stripe needs something of the affiliate.
        RequirementsDue = "REQUIREMENTS_DUE",
        /// The brand has decided about a sale that the affiliate missed.
        MissedSaleDecided = "MISSED_SALE_DECIDED",
        /// The tenant's subscription could not be charged.
        SubscriptionUnpaid = "SUBSCRIPTION_UNPAID",
        /// It is still not paid, and the grace is nearly over.
        SubscriptionSuspendsSoon = "SUBSCRIPTION_SUSPENDS_SOON",
        /// The grace is over.
        SubscriptionSuspended = "SUBSCRIPTION_SUSPENDED",
        /// A suspension has ended.
        SubscriptionResumed = "SUBSCRIPTION_RESUMED",
        /// Money for the wallet was refused, or did not come.
        FundingFailed = "FUNDING_FAILED",
        /// A bank has taken back what had reached the wallet, and may give it again.
        FundingDisputed = "FUNDING_DISPUTED",
        /// A bank has taken it back for good.
        FundingLost = "FUNDING_LOST",
        /// A run lacks money, and the wallet is not topped up by itself any more.
        TopUpStopped = "TOP_UP_STOPPED",
        /// A payout run has waited for its approval for long.
        RunAwaitsApproval = "RUN_AWAITS_APPROVAL",
        /// It is approved, and nobody has set it going for long.
        RunAwaitsStart = "RUN_AWAITS_START",
        /// It has waited for money for long.
        RunAwaitsMoney = "RUN_AWAITS_MONEY",
        /// It is paused, and somebody of the tenant has to look.
        RunPaused = "RUN_PAUSED",
        /// No payout leaves: something about the tenant's books has to be looked into.
        PayoutsStopped = "PAYOUTS_STOPPED",
    }
}

impl Cause {
    /// Whether an affiliate can do without it. What keeps money from them they are always told.
    pub const fn optional(self) -> bool {
        matches!(
            self,
            Cause::CommissionsEarned
                | Cause::CommissionsTakenBack
                | Cause::PayoutSent
                | Cause::PayoutReturned
        )
    }

    /// What members of a tenant must be allowed to do to be told: they can do something about it. None for what affiliates
    /// are told. Nothing that members are told is optional: all of it endangers money.
    pub const fn asks_for(self) -> Option<Permission> {
        match self {
            Cause::SubscriptionUnpaid
            | Cause::SubscriptionSuspendsSoon
            | Cause::SubscriptionSuspended
            | Cause::SubscriptionResumed => Some(Permission::BillingWrite),
            Cause::FundingFailed
            | Cause::FundingDisputed
            | Cause::FundingLost
            | Cause::TopUpStopped
            | Cause::RunAwaitsMoney => Some(Permission::FundingWrite),
            Cause::RunAwaitsApproval | Cause::RunPaused => Some(Permission::PayoutApprove),
            Cause::RunAwaitsStart | Cause::PayoutsStopped => Some(Permission::PayoutWrite),
            Cause::CommissionsEarned
            | Cause::CommissionsTakenBack
            | Cause::PayoutSent
            | Cause::PayoutReturned
            | Cause::PayoutBlocked
            | Cause::PayoutFailed
            | Cause::PayoutAccountNeeded
            | Cause::RequirementsDue
            | Cause::MissedSaleDecided => None,
        }
    }
}

crate::text_enum! {
    /// Where a mail stands.
    pub enum MailState {
        /// To be sent.
        Queued = "QUEUED",
        /// A mail server has taken it.
        Sent = "SENT",
        /// No server would take it; the reason is kept.
        GivenUp = "GIVEN_UP",
        /// Its reader does without it.
        NotWanted = "NOT_WANTED",
    }
}

/// One thing that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// How much, above zero.
    pub amount: Amount,
    /// Why, where it is known.
    pub reason: Option<String>,
}

/// What an affiliate is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// [`Cause::CommissionsEarned`]
    CommissionsEarned {
        /// The day, in UTC.
        day: NaiveDate,
        /// By currency: how many, and what they come to.
        sums: Vec<(i64, Amount)>,
    },
    /// [`Cause::CommissionsTakenBack`]
    CommissionsTakenBack {
        /// The day, in UTC.
        day: NaiveDate,
        /// What was taken back, at most [`DIGEST_LINES_MAX`].
        lines: Vec<TakenBack>,
        /// How many more there were.
        more: usize,
    },
    /// [`Cause::PayoutSent`]
    PayoutSent {
        /// The payout.
        payout: PayoutId,
        /// What was transferred.
        amount: Amount,
        /// What was kept back for older debts.
        recovered: Amount,
        /// When the bank is expected to have it.
        arrives: DateTime<Utc>,
    },
    /// [`Cause::PayoutReturned`]
    PayoutReturned {
        /// The payout.
        payout: PayoutId,
        /// What was taken back in all.
        reversed: Amount,
        /// What had been transferred.
        amount: Amount,
    },
    /// [`Cause::PayoutBlocked`]
    PayoutBlocked {
        /// The payout.
        payout: PayoutId,
        /// What is to be transferred.
        amount: Amount,
        /// The word for why.
        reason: String,
    },
    /// [`Cause::PayoutFailed`]
    PayoutFailed {
        /// The payout.
        payout: PayoutId,
        /// What was to be transferred.
        amount: Amount,
        /// Stripe's code.
        reason: String,
    },
    /// [`Cause::PayoutAccountNeeded`], told again each month.
    PayoutAccountNeeded {
        /// A day of the month, in UTC.
        day: NaiveDate,
        /// What waits, by currency.
        sums: Vec<Amount>,
    },
    /// [`Cause::RequirementsDue`]
    RequirementsDue {
        /// Whether payouts have stopped already.
        stopped: bool,
        /// What Stripe needs.
        requirements: Vec<Requirement>,
    },
    /// [`Cause::MissedSaleDecided`]
    MissedSaleDecided {
        /// Which.
        missed_sale: MissedSaleId,
        /// The order, as the affiliate named it.
        reference: Option<String>,
        /// The day of the sale.
        day: NaiveDate,
        /// Why it was rejected; none for one that was found.
        rejected: Option<String>,
    },
}

impl Notice {
    /// What causes it.
    pub const fn cause(&self) -> Cause {
        match self {
            Notice::CommissionsEarned { .. } => Cause::CommissionsEarned,
            Notice::CommissionsTakenBack { .. } => Cause::CommissionsTakenBack,
            Notice::PayoutSent { .. } => Cause::PayoutSent,
            Notice::PayoutReturned { .. } => Cause::PayoutReturned,
            Notice::PayoutBlocked { .. } => Cause::PayoutBlocked,
            Notice::PayoutFailed { .. } => Cause::PayoutFailed,
            Notice::PayoutAccountNeeded { .. } => Cause::PayoutAccountNeeded,
            Notice::RequirementsDue { .. } => Cause::RequirementsDue,
            Notice::MissedSaleDecided { .. } => Cause::MissedSaleDecided,
        }
    }

    /// What it is about, in at most 200 characters: told once, however often it is found. Rows by their UUID, as
    /// `store::notice` compares them in SQL.
    pub fn about(&self) -> String {
        match self {
            Notice::CommissionsEarned { day, .. } | Notice::CommissionsTakenBack { day, .. } => {
                day.to_string()
            }
            Notice::PayoutSent { payout, .. } | Notice::PayoutFailed { payout, .. } => {
                payout.uuid().to_string()
            }
            Notice::PayoutReturned { payout, reversed, .. } => {
                format!("{} {}", payout.uuid(), reversed.minor)
            }
            Notice::PayoutBlocked { payout, reason, .. } => {
                format!("{} {reason}", payout.uuid()).chars().take(200).collect()
            }
            Notice::PayoutAccountNeeded { day, .. } => month(*day),
            Notice::RequirementsDue { stopped, requirements } => {
                requirements_about(*stopped, requirements.iter().flat_map(|r| &r.codes))
            }
            Notice::MissedSaleDecided { missed_sale, .. } => missed_sale.uuid().to_string(),
        }
    }
}

/// What [`Notice::PayoutAccountNeeded`] is about.
pub fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// A set of requirements, whatever its order, as SHA-256 in hex.
fn requirements_about<'a>(stopped: bool, codes: impl Iterator<Item = &'a String>) -> String {
    use sha2::{Digest, Sha256};
    let mut codes: Vec<&str> = codes.map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    let digest = Sha256::digest(codes.join("\n"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {hex}", if stopped { "stopped" } else { "due" })
}

#[cfg(test)]
mod tests;
