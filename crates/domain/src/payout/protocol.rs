//! The exactly-once protocol of one payout, as a step function: what stands and what happened in, what is to be
//! written and what comes next out. Everything written belongs to one transaction. Source: DESIGN §4.
//!
//! Whoever drives it may lose anything between two steps ([`CrashPoint`]) and see every event twice, late, or not at
//! all; the step function alone decides that no payout is made twice and none is lost.

use chrono::{DateTime, Utc};

use super::{Answer, BlockReason, Payout, PayoutError, PayoutState, may_resend, may_trust_list};
use crate::money::Currency;

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
        /// The affiliate's account, where it can be paid.
        destination: Option<String>,
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
/// Errors, for what people ask only: [`PayoutError::State`], [`PayoutError::TransferListed`] when a transfer stands in the
/// way, [`PayoutError::TransferNotListed`] when the one to adopt is not there, [`PayoutError::TransferNotIts`] when it says
/// something else.
pub fn step(standing: &Standing, event: &Event, now: DateTime<Utc>) -> Result<Decision, PayoutError> {
    let mut work = Work { standing: standing.clone(), writes: Vec::new() };
    let next = match event {
        Event::Woken { may_send, destination } => work.woken(*may_send, destination.as_deref(), now)?,
        Event::Answered { attempt, answer, transfer } => {
            work.answered(*attempt, answer, transfer.as_ref())?
        }
        Event::Listed { transfers, at } => work.listed(transfers, *at)?,
        Event::Told(transfer) => work.told(transfer)?,
        Event::Cancelled => {
            if work.in_doubt().is_some() {
                return Err(PayoutError::State { from: work.state(), to: PayoutState::Cancelled });
            }
            if work.standing.payout.cancel()?.is_done() {
                work.writes.push(Write::GiveBack);
            }
            Next::Rest
        }
        Event::Reviewed { verdict, listed } => work.reviewed(verdict, listed)?,
    };
    Ok(Decision { standing: work.standing, writes: work.writes, next })
}

struct Work {
    standing: Standing,
    writes: Vec<Write>,
}

impl Work {
    fn state(&self) -> PayoutState {
        self.standing.payout.state
    }

    /// Since when an attempt of a BLOCKED payout is in doubt: its last sending was refused, an earlier one went unanswered
    /// and may still come to something.
    fn in_doubt(&self) -> Option<DateTime<Utc>> {
        let last = self.standing.attempts.last().filter(|last| last.outcome.is_none())?;
        (self.state() == PayoutState::Blocked).then(|| last.resent_at.unwrap_or(last.first_sent_at))
    }

    /// What keeps a transfer from being this payout, if anything does.
    fn misfit(&self, transfer: &Transfer) -> Option<Alarm> {
        // A database that was restored may have forgotten every attempt, and with them the account.
        let mut sent_to = self.standing.attempts.iter().map(|attempt| &attempt.destination).peekable();
        let elsewhere = sent_to.peek().is_some() && !sent_to.any(|account| *account == transfer.destination);
        if transfer.amount != self.standing.payout.amount {
            Some(Alarm::TransferAmountDiffers)
        } else if transfer.currency != self.standing.currency.as_str() || elsewhere {
            Some(Alarm::TransferDiffers)
        } else {
            None
        }
    }

    /// Whether a transfer is neither this payout nor any money: it is another's and was reversed whole.
    fn is_void(&self, transfer: &Transfer) -> bool {
        self.misfit(transfer).is_some() && transfer.reversed >= transfer.amount
    }

    fn woken(
        &mut self,
        may_send: bool,
        destination: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Next, PayoutError> {
        match self.state() {
            PayoutState::Unknown => return Ok(Next::LookUp),
            PayoutState::Submitting => return self.resubmit(may_send, now),
            PayoutState::Blocked if let Some(since) = self.in_doubt() => {
                return Ok(if may_trust_list(since, now) { Next::LookUp } else { Next::Rest });
            }
            PayoutState::Reserved | PayoutState::Blocked if may_send => {}
            _ => return Ok(Next::Rest),
        }
        let Some(destination) = destination else {
            self.standing.payout.block(BlockReason::Onboarding)?;
            return Ok(Next::Rest);
        };
        let attempt = Attempt {
            number: self.standing.attempts.last().map_or(1, |last| last.number + 1),
            amount: self.standing.payout.amount,
            currency: self.standing.currency,
            destination: destination.to_owned(),
            first_sent_at: now,
            resent_at: None,
            outcome: None,
        };
        self.standing.payout.submit()?;
        self.standing.attempts.push(attempt.clone());
        self.writes.push(Write::Begin(attempt.clone()));
        Ok(Next::Call(attempt))
    }

    /// The answer was lost: the same call again while Stripe still knows its key, afterwards only a look.
    fn resubmit(&mut self, may_send: bool, now: DateTime<Utc>) -> Result<Next, PayoutError> {
        let Some(last) = self.standing.attempts.last_mut().filter(|a| a.outcome.is_none()) else {
            return Ok(Next::Rest);
        };
        if may_resend(last.first_sent_at, now) {
            if !may_send {
                return Ok(Next::Rest);
            }
            last.resent_at = Some(now);
            let last = last.clone();
            self.writes.push(Write::Resend { attempt: last.number, at: now });
            return Ok(Next::Call(last));
        }
        self.standing.payout.lose()?;
        Ok(Next::LookUp)
    }

    fn answered(
        &mut self,
        attempt: i32,
        answer: &Answer,
        transfer: Option<&Transfer>,
    ) -> Result<Next, PayoutError> {
        if let (Answer::Confirmed, Some(transfer)) = (answer, transfer) {
            return self.told(transfer);
        }
        let current = self.standing.attempts.last().is_some_and(|last| last.number == attempt);
        if self.state() != PayoutState::Submitting || !current {
            // An event was faster, or another driver with the same call.
            return Ok(Next::Rest);
        }
        match answer {
            Answer::Confirmed | Answer::Retry => return Ok(Next::Again),
            Answer::PauseRun => self.writes.push(Write::PauseRun),
            Answer::Refused(code) => {
                self.finish(&format!("REFUSED {code}"));
                self.standing.payout.fail(code)?;
                self.writes.push(Write::GiveBack);
            }
            Answer::Blocked(reason) => {
                // Sent more than once, it stays open until Stripe was asked what became of the other sendings.
                if self.standing.attempts.last().is_some_and(|last| last.resent_at.is_none()) {
                    self.finish(&format!("BLOCKED {reason}"));
                }
                self.standing.payout.block(*reason)?;
            }
            Answer::OurBug => {
                self.finish("REVIEW");
                self.standing.payout.review("STRIPE_REFUSED_OUR_CALL")?;
            }
        }
        Ok(Next::Rest)
    }

    fn listed(&mut self, transfers: &[Transfer], at: DateTime<Utc>) -> Result<Next, PayoutError> {
        let doubt = self.in_doubt();
        // A list from before the last sending says nothing of it.
        if self.state() != PayoutState::Unknown && !doubt.is_some_and(|since| may_trust_list(since, at)) {
            return Ok(Next::Rest);
        }
        let counting: Vec<&Transfer> = transfers.iter().filter(|t| !self.is_void(t)).collect();
        match counting.as_slice() {
            [] if doubt.is_some() => {
                self.finish("BLOCKED, NONE LISTED");
                return Ok(Next::Wake);
            }
            [] => self.standing.payout.review("NO_TRANSFER_FOUND")?,
            [one] => match self.misfit(one) {
                None => return self.told(one),
                Some(alarm) => {
                    self.alarm(alarm, one);
                    self.standing.payout.review(alarm.as_str())?
                }
            },
            _ => self.standing.payout.review("SEVERAL_TRANSFERS_FOUND")?,
        };
        Ok(Next::Rest)
    }

    /// Whoever hears of a transfer first books it; everyone else finds it done.
    fn told(&mut self, transfer: &Transfer) -> Result<Next, PayoutError> {
        if let Some(alarm) = self.misfit(transfer) {
            return Ok(self.alarm(alarm, transfer));
        }
        match self.standing.payout.transferred(&transfer.id) {
            Ok(step) if step.is_done() => {
                self.finish("TRANSFERRED");
                self.writes.push(Write::Confirm);
            }
            Ok(_) => {}
            Err(PayoutError::TransferDiffers) => return Ok(self.alarm(Alarm::SecondTransfer, transfer)),
            Err(_) => return Ok(self.alarm(Alarm::TransferAfterGivingBack, transfer)),
        }
        let minor = transfer.reversed - self.standing.payout.reversed;
        if minor > 0 {
            self.standing.payout.reverse(minor)?;
            self.writes.push(Write::Reverse { minor, total: transfer.reversed });
        }
        Ok(Next::Rest)
    }

    fn reviewed(&mut self, verdict: &Verdict, listed: &[Transfer]) -> Result<Next, PayoutError> {
        match verdict {
            Verdict::Adopt(transfer) if !listed.contains(transfer) => {
                return Err(PayoutError::TransferNotListed);
            }
            Verdict::Adopt(transfer) if self.misfit(transfer).is_some() => {
                return Err(PayoutError::TransferNotIts);
            }
            Verdict::Adopt(transfer) => return self.told(transfer),
            _ if listed.iter().any(|transfer| !self.is_void(transfer)) => {
                return Err(PayoutError::TransferListed);
            }
            Verdict::Retry => {
                self.standing.payout.reopen()?;
            }
            Verdict::WriteOff => {
                if self.standing.payout.write_off()?.is_done() {
                    self.writes.push(Write::GiveBack);
                }
            }
        }
        Ok(Next::Rest)
    }

    /// Notes what came of the attempt under way, if one is.
    fn finish(&mut self, outcome: &str) {
        if let Some(last) = self.standing.attempts.last_mut().filter(|last| last.outcome.is_none()) {
            last.outcome = Some(outcome.to_owned());
            self.writes.push(Write::Finish { attempt: last.number, outcome: outcome.to_owned() });
        }
    }

    fn alarm(&mut self, alarm: Alarm, transfer: &Transfer) -> Next {
        self.writes.push(Write::Alarm { alarm, transfer: transfer.id.clone() });
        Next::Rest
    }
}
