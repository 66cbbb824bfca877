//! The exactly-once protocol of one payout, as a step function: what stands and what happened in, what is to be
//! written and what comes next out. Everything written belongs to one transaction. Source: DESIGN §4.
//!
//! Whoever drives it may lose anything between two steps ([`CrashPoint`]) and see every event twice, late, or not at
//! all; the step function alone decides that no payout is made twice and none is lost.

mod work;

use chrono::{DateTime, Utc};

use super::{Answer, Payout, PayoutError};
use crate::money::Currency;
use work::Work;

/// The places at which a process may die with something done and the rest not. Within a transaction there is none:
/// it stands whole or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CrashPoint {
    /// T1 stands: the payout and its reserve; nobody has looked at it yet.
    ReserveStands,
    /// T2 stands: the attempt with its key; Stripe has not been called.
    AttemptStands,
    /// Stripe was called, and perhaps answered; nothing is recorded of it.
    CallMade,
    /// Stripe was asked what it knows of the payout; nothing is recorded of it.
    LookedUp,
    /// T3 stands: the outcome; whoever drove the payout does not know.
    OutcomeStands,
    /// An event of Stripe is stored and not applied.
    EventStored,
    /// An event of Stripe is applied and not marked so.
    EventApplied,
}

/// One call to Stripe; what it sends is frozen with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// 1, 2, 3 …; part of its idempotency key.
    pub number: i32,
    /// Minor units.
    pub amount: i64,
    /// In which currency.
    pub currency: Currency,
    /// `acct_…`
    pub destination: String,
    /// When it was committed, just before its first sending.
    pub first_sent_at: DateTime<Utc>,
    /// When it was sent again, the last time: no sending before that one is known to have been answered.
    pub resent_at: Option<DateTime<Utc>>,
    /// What came of it; none while that is not known.
    pub outcome: Option<String>,
}

impl Attempt {
    /// When it was sent, the last time.
    fn last_sent_at(&self) -> DateTime<Utc> {
        self.resent_at.unwrap_or(self.first_sent_at)
    }
}

/// What stands of a payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The payout.
    pub payout: Payout,
    /// What it is paid in.
    pub currency: Currency,
    /// Its attempts, oldest first.
    pub attempts: Vec<Attempt>,
}

/// A transfer as Stripe tells of it. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// `tr_…`
    pub id: String,
    /// What it moved.
    pub amount: i64,
    /// What of it was reversed so far.
    pub reversed: i64,
    /// In which currency: Stripe's code in capitals, whatever it is.
    pub currency: String,
    /// `acct_…`; empty where Stripe names none.
    pub destination: String,
}

/// Whether an affiliate can be paid, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To this account, `acct_…`.
    Account(String),
    /// They have not finished onboarding.
    Onboarding,
    /// They have, and Stripe may not pay them now.
    Restricted,
}

/// What a person says of a payout that needs review, with what Stripe listed when they were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This transfer is the payout.
    Adopt(Transfer),
    /// There is no transfer: send again under a new key.
    Retry,
    /// There is no transfer and there will be none: give the reserve back.
    WriteOff,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody looks: a job, the sweep, a run that goes on.
    Woken {
        /// Whether new money may leave: the run executes, the ledger is sound, Stripe's news has been heard.
        may_send: bool,
        /// Where to, as far as Stripe can pay the affiliate.
        destination: Destination,
    },
    /// Stripe's answer to an attempt, or its absence.
    Answered {
        /// The attempt's number.
        attempt: i32,
        /// What the answer means.
        answer: Answer,
        /// The transfer of an [`Answer::Confirmed`].
        transfer: Option<Transfer>,
    },
    /// Everything Stripe lists under the payout's group.
    Listed {
        /// What it lists.
        transfers: Vec<Transfer>,
        /// When it was asked.
        at: DateTime<Utc>,
    },
    /// An event of Stripe, a sweep or the reconciliation tells of a transfer: made, or reversed so far.
    Told(Transfer),
    /// A person calls it off.
    Cancelled,
    /// A person decides, having seen everything Stripe lists under the payout's group.
    Reviewed {
        /// Their decision.
        verdict: Verdict,
        /// What Stripe listed.
        listed: Vec<Transfer>,
        /// When it was asked.
        at: DateTime<Utc>,
    },
}

/// What is written beside the payout's own row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// A new attempt.
    Begin(Attempt),
    /// An attempt's outcome.
    Finish {
        /// Its number.
        attempt: i32,
        /// What came of it.
        outcome: String,
    },
    /// An attempt is sent again.
    Resend {
        /// Its number.
        attempt: i32,
        /// When.
        at: DateTime<Utc>,
    },
    /// The transfer is confirmed in the ledger and the commissions are PAID.
    Confirm,
    /// The reserve is reversed; commissions and debts are as before it.
    GiveBack,
    /// A part of the transfer came back: the ledger, and commissions to claim again.
    Reverse {
        /// This part, in minor units.
        minor: i64,
        /// What has come back with it in all; names the entry.
        total: i64,
    },
    /// The run stops: Stripe refuses our credentials.
    PauseRun,
    /// Something that must not be: the tenant's payouts stop until a person has looked.
    Alarm {
        /// What must not be.
        alarm: Alarm,
        /// The transfer that was heard of.
        transfer: String,
    },
}

crate::text_enum! {
    /// What must not be.
    pub enum Alarm {
        /// A second transfer for one payout.
        SecondTransfer = "SECOND_TRANSFER",
        /// A transfer for a payout whose reserve was given back.
        TransferAfterGivingBack = "TRANSFER_AFTER_GIVING_BACK",
        /// A transfer of another amount than the payout's.
        TransferAmountDiffers = "TRANSFER_AMOUNT_DIFFERS",
        /// A transfer in another currency, or to another account.
        TransferDiffers = "TRANSFER_DIFFERS",
    }
}

/// What the driver does once the writes stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is settled, blocked, paused or under review.
    Rest,
    /// Looks again later: Stripe's answer is not known.
    Again,
    /// Looks again at once: what stood in the way is gone.
    Wake,
    /// Sends this attempt, word for word as it stands.
    Call(Attempt),
    /// Asks Stripe what it knows under the payout's group.
    LookUp,
}

/// The outcome of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What stands now.
    pub standing: Standing,
    /// What is written, in order, in the same transaction.
    pub writes: Vec<Write>,
    /// What comes next.
    pub next: Next,
}

/// Decides. An event that changes nothing is no error: it comes back with nothing to write.
///
/// Errors, for what people ask only: [`PayoutError::State`], [`PayoutError::TooEarly`] while Stripe may not list yet what
/// came of the last sending, [`PayoutError::TransferListed`] when a transfer stands in the
/// way, [`PayoutError::TransferNotListed`] when the one to adopt is not there, [`PayoutError::TransferNotIts`] when it says
/// something else.
pub fn step(standing: &Standing, event: &Event, now: DateTime<Utc>) -> Result<Decision, PayoutError> {
    let mut work = Work { standing: standing.clone(), writes: Vec::new() };
    let next = match event {
        Event::Woken { may_send, destination } => work.woken(*may_send, destination, now)?,
        Event::Answered { attempt, answer, transfer } => {
            work.answered(*attempt, answer, transfer.as_ref())?
        }
        Event::Listed { transfers, at } => work.listed(transfers, *at)?,
        Event::Told(transfer) => work.told(transfer)?,
        Event::Cancelled => work.cancelled(now)?,
        Event::Reviewed { verdict, listed, at } => work.reviewed(verdict, listed, *at)?,
    };
    Ok(Decision { standing: work.standing, writes: work.writes, next })
}
