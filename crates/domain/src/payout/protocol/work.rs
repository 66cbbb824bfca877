//! What each event makes of what stands.

use chrono::{DateTime, Utc};

use super::{Alarm, Attempt, Destination, Next, Standing, Transfer, Verdict, Write};
use crate::payout::{Answer, BlockReason, PayoutError, PayoutState, may_resend, may_trust_list};

/// The outcome of an attempt whose refusal a person has to judge: it says nothing of sendings before it.
const REVIEW: &str = "REVIEW";

/// What stands, and what is to be written.
pub(super) struct Work {
    pub standing: Standing,
    pub writes: Vec<Write>,
}

impl Work {
    fn state(&self) -> PayoutState {
        self.standing.payout.state
    }

    /// Since when an attempt of a BLOCKED payout is in doubt: its last sending was refused, an earlier one went unanswered
    /// and may still come to something.
    fn in_doubt(&self) -> Option<DateTime<Utc>> {
        let last = self.standing.attempts.last().filter(|last| last.outcome.is_none())?;
        (self.state() == PayoutState::Blocked).then(|| last.last_sent_at())
    }

    /// A list that Stripe gave `at` must show what every sending has come to that was not answered for certain.
    fn expect_listed(&self, at: DateTime<Utc>) -> Result<(), PayoutError> {
        let unsure = |attempt: &&Attempt| attempt.outcome.as_deref().is_none_or(|outcome| outcome == REVIEW);
        let since = self.standing.attempts.iter().filter(unsure).map(Attempt::last_sent_at).max();
        if since.is_none_or(|since| may_trust_list(since, at)) { Ok(()) } else { Err(PayoutError::TooEarly) }
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

    pub fn woken(
        &mut self,
        may_send: bool,
        destination: &Destination,
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
        let destination = match destination {
            Destination::Account(account) => account,
            Destination::Onboarding => return self.unable(BlockReason::Onboarding),
            Destination::Restricted => return self.unable(BlockReason::Capability),
        };
        let attempt = Attempt {
            number: self.standing.attempts.last().map_or(1, |last| last.number + 1),
            amount: self.standing.payout.amount,
            currency: self.standing.currency,
            destination: destination.clone(),
            first_sent_at: now,
            resent_at: None,
            outcome: None,
        };
        self.standing.payout.submit()?;
        self.standing.attempts.push(attempt.clone());
        self.writes.push(Write::Begin(attempt.clone()));
        Ok(Next::Call(attempt))
    }

    fn unable(&mut self, reason: BlockReason) -> Result<Next, PayoutError> {
        self.standing.payout.block(reason)?;
        Ok(Next::Rest)
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

    pub fn answered(
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
        let resent = self.standing.attempts.last().is_some_and(|last| last.resent_at.is_some());
        match answer {
            Answer::Confirmed | Answer::Retry => return Ok(Next::Again),
            Answer::PauseRun => self.writes.push(Write::PauseRun),
            // Sent more than once, the attempt stays open until Stripe was asked what became of the other sendings.
            Answer::Refused(_) if resent => {
                self.standing.payout.block(BlockReason::Unanswered)?;
            }
            Answer::Blocked(reason) if resent => {
                self.standing.payout.block(*reason)?;
            }
            Answer::Refused(code) => {
                self.finish(&format!("REFUSED {code}"));
                self.standing.payout.fail(code)?;
                self.writes.push(Write::GiveBack);
            }
            Answer::Blocked(reason) => {
                self.finish(&format!("BLOCKED {reason}"));
                self.standing.payout.block(*reason)?;
            }
            Answer::OurBug => {
                self.finish(REVIEW);
                self.standing.payout.review("STRIPE_REFUSED_OUR_CALL")?;
            }
        }
        Ok(Next::Rest)
    }

    pub fn listed(&mut self, transfers: &[Transfer], at: DateTime<Utc>) -> Result<Next, PayoutError> {
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
    pub fn told(&mut self, transfer: &Transfer) -> Result<Next, PayoutError> {
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

    pub fn reviewed(
        &mut self,
        verdict: &Verdict,
        listed: &[Transfer],
        at: DateTime<Utc>,
    ) -> Result<Next, PayoutError> {
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
                self.expect_listed(at)?;
            }
            Verdict::WriteOff => {
                if self.standing.payout.write_off()?.is_done() {
                    self.expect_listed(at)?;
                    self.writes.push(Write::GiveBack);
                }
            }
        }
        Ok(Next::Rest)
    }

    pub fn cancelled(&mut self, now: DateTime<Utc>) -> Result<Next, PayoutError> {
        if self.in_doubt().is_some() {
            return Err(PayoutError::State { from: self.state(), to: PayoutState::Cancelled });
        }
        if self.standing.payout.cancel()?.is_done() {
            self.expect_listed(now)?;
            self.writes.push(Write::GiveBack);
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
