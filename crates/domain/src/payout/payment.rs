//! One affiliate's payment in a run.

use super::{BlockReason, PayoutError};
use crate::state::Step;

crate::text_enum! {
    /// Where a payout stands.
    pub enum PayoutState {
        /// Its reserve is posted.
        Reserved = "RESERVED",
        /// An attempt is committed; Stripe is or was called.
        Submitting = "SUBMITTING",
        /// Stripe made the transfer.
        Transferred = "TRANSFERRED",
        /// Part of the transfer was reversed.
        PartiallyReversed = "PARTIALLY_REVERSED",
        /// All of the transfer was reversed.
        Reversed = "REVERSED",
        /// The answer is lost and the call is too old to send again.
        Unknown = "UNKNOWN",
        /// A person has to look.
        NeedsReview = "NEEDS_REVIEW",
        /// Stripe refused definitively; the reserve is reversed.
        Failed = "FAILED",
        /// It can't be sent now; the reserve stays.
        Blocked = "BLOCKED",
        /// Given up before it was sent; the reserve is reversed.
        Cancelled = "CANCELLED",
    }
}

impl PayoutState {
    /// Whether its reserve stands in clearing: neither confirmed nor reversed.
    pub const fn open(self) -> bool {
        matches!(
            self,
            PayoutState::Reserved
                | PayoutState::Submitting
                | PayoutState::Unknown
                | PayoutState::NeedsReview
                | PayoutState::Blocked
        )
    }

    /// Whether the run may complete with it as it is.
    pub const fn settled(self) -> bool {
        !self.open()
    }
}

/// The part of a payout its state machine works on. Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// Where it stands.
    pub state: PayoutState,
    /// What is transferred.
    pub amount: i64,
    /// What of it was reversed.
    pub reversed: i64,
    /// Why it is BLOCKED, FAILED or in review.
    pub reason: Option<String>,
    /// Stripe's transfer.
    pub stripe_transfer_id: Option<String>,
}

impl Payout {
    /// A payout of `amount` whose reserve is posted.
    pub fn reserved(amount: i64) -> Payout {
        Payout { state: PayoutState::Reserved, amount, reversed: 0, reason: None, stripe_transfer_id: None }
    }

    fn step(&mut self, froms: &[PayoutState], to: PayoutState) -> Result<Step, PayoutError> {
        if self.state == to {
            return Ok(Step::Already);
        }
        if !froms.contains(&self.state) {
            return Err(PayoutError::State { from: self.state, to });
        }
        self.state = to;
        Ok(Step::Done)
    }

    fn because(&mut self, step: Step, reason: &str) -> Step {
        if step.is_done() {
            self.reason = Some(reason.to_owned());
        }
        step
    }

    /// RESERVED or BLOCKED → SUBMITTING, with a new attempt. Errors: [`PayoutError::State`].
    pub fn submit(&mut self) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutState::Reserved, PayoutState::Blocked], PayoutState::Submitting)?;
        self.reason = None;
        Ok(step)
    }

    /// Any open state → TRANSFERRED: Stripe made `transfer`. RESERVED and BLOCKED too: a database that was restored
    /// from a backup has forgotten the call.
    ///
    /// A repeat is without effect, also after reversals. Errors: [`PayoutError::TransferDiffers`] when another
    /// transfer is recorded, [`PayoutError::State`].
    pub fn transferred(&mut self, transfer: &str) -> Result<Step, PayoutError> {
        match self.stripe_transfer_id.as_deref() {
            Some(known) if known == transfer => return Ok(Step::Already),
            Some(_) => return Err(PayoutError::TransferDiffers),
            None => {}
        }
        let froms = PayoutState::ALL.iter().copied().filter(|state| state.open()).collect::<Vec<_>>();
        let step = self.step(&froms, PayoutState::Transferred)?;
        self.stripe_transfer_id = Some(transfer.to_owned());
        self.reason = None;
        Ok(step)
    }

    /// SUBMITTING → UNKNOWN: no answer, and the call is too old to send again. Errors: [`PayoutError::State`].
    pub fn lose(&mut self) -> Result<Step, PayoutError> {
        self.step(&[PayoutState::Submitting], PayoutState::Unknown)
    }

    /// UNKNOWN, SUBMITTING with a call of ours that was wrong, or BLOCKED with a transfer nobody expected → NEEDS_REVIEW;
    /// the reserve stays.
    ///
    /// Errors: [`PayoutError::State`].
    pub fn review(&mut self, reason: &str) -> Result<Step, PayoutError> {
        let froms = [PayoutState::Unknown, PayoutState::Submitting, PayoutState::Blocked];
        let step = self.step(&froms, PayoutState::NeedsReview)?;
        Ok(self.because(step, reason))
    }

    /// SUBMITTING → FAILED: refused definitively with `code`; the reserve is to be reversed.
    ///
    /// Errors: [`PayoutError::State`].
    pub fn fail(&mut self, code: &str) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutState::Submitting], PayoutState::Failed)?;
        Ok(self.because(step, code))
    }

    /// RESERVED or SUBMITTING → BLOCKED; the reserve stays and a new attempt has a new key. A repeat with
    /// another reason keeps the latest. Errors: [`PayoutError::State`].
    pub fn block(&mut self, reason: BlockReason) -> Result<Step, PayoutError> {
        let same = self.reason.as_deref() == Some(reason.as_str());
        let step = self.step(&[PayoutState::Reserved, PayoutState::Submitting], PayoutState::Blocked)?;
        self.reason = Some(reason.as_str().to_owned());
        Ok(if same { step } else { Step::Done })
    }

    /// BLOCKED → RESERVED: what blocked it is gone. Errors: [`PayoutError::State`].
    pub fn unblock(&mut self) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutState::Blocked], PayoutState::Reserved)?;
        self.reason = None;
        Ok(step)
    }

    /// NEEDS_REVIEW → RESERVED: a person has seen that there is no transfer; a new attempt has a new key.
    ///
    /// Errors: [`PayoutError::State`].
    pub fn reopen(&mut self) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutState::NeedsReview], PayoutState::Reserved)?;
        self.reason = None;
        Ok(step)
    }

    /// NEEDS_REVIEW → FAILED: a person has seen that there is no transfer and wants none; the reserve is to be
    /// reversed. Errors: [`PayoutError::State`].
    pub fn write_off(&mut self) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutState::NeedsReview], PayoutState::Failed)?;
        Ok(self.because(step, "WRITTEN_OFF"))
    }

    /// RESERVED or BLOCKED → CANCELLED; the reserve is to be reversed. Errors: [`PayoutError::State`].
    pub fn cancel(&mut self) -> Result<Step, PayoutError> {
        self.step(&[PayoutState::Reserved, PayoutState::Blocked], PayoutState::Cancelled)
    }

    /// TRANSFERRED or PARTIALLY_REVERSED → PARTIALLY_REVERSED or REVERSED: one reversal of `minor`. The caller
    /// applies each reversal once.
    ///
    /// Errors: [`PayoutError::Reversal`] for zero, less, or more than is left; [`PayoutError::State`].
    pub fn reverse(&mut self, minor: i64) -> Result<Step, PayoutError> {
        let left = self.amount - self.reversed;
        let to = if minor == left { PayoutState::Reversed } else { PayoutState::PartiallyReversed };
        if !matches!(self.state, PayoutState::Transferred | PayoutState::PartiallyReversed) {
            return Err(PayoutError::State { from: self.state, to });
        }
        if minor < 1 || minor > left {
            return Err(PayoutError::Reversal);
        }
        self.reversed += minor;
        self.state = to;
        Ok(Step::Done)
    }
}
