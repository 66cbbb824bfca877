//! A tenant's run of payouts.

use sha2::{Digest, Sha256};

use super::{PauseReason, PayoutError};
use crate::ids::{AffiliateId, CommissionId, TypedId};
use crate::state::Step;

crate::text_enum! {
    /// What came of an affiliate's wish to be paid now.
    pub enum RequestState {
        /// The worker has not looked at it.
        Requested = "REQUESTED",
        /// A run has begun for it.
        Begun = "BEGUN",
        /// Nothing can come of it; its reason says why.
        Refused = "REFUSED",
    }
}

crate::text_enum! {
    /// Where a run stands.
    pub enum PayoutRunState {
        /// Begun.
        Draft = "DRAFT",
        /// Its commissions are chosen and frozen.
        Previewed = "PREVIEWED",
        /// A person said yes to exactly that.
        Approved = "APPROVED",
        /// Waits for the wallet to hold enough.
        Funding = "FUNDING",
        /// Payouts are being sent.
        Executing = "EXECUTING",
        /// Stopped; nothing new is sent.
        Paused = "PAUSED",
        /// Everything was sent.
        Completed = "COMPLETED",
        /// Ended, and some payouts failed.
        CompletedWithFailures = "COMPLETED_WITH_FAILURES",
        /// Given up before anything was sent.
        Cancelled = "CANCELLED",
    }
}

crate::text_enum! {
    /// Why there is a run.
    pub enum RunOrigin {
        /// A person drafted it.
        Manual = "MANUAL",
        /// The tenant's timetable did.
        Timetable = "TIMETABLE",
        /// An affiliate asked for their money.
        OnDemand = "ON_DEMAND",
    }
}

/// The part of a run its state machine works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutRun {
    /// Where it stands.
    pub state: PayoutRunState,
    /// The person who drafted it: of a key, the one who made the key.
    pub drafted_by: String,
    /// Whether somebody else has to approve it.
    pub second_approver: bool,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// [`preview_hash`] of its frozen set.
    pub preview_hash: Option<[u8; 32]>,
    /// The frozen set's total in minor units; the run never pays more.
    pub preview_total: Option<i64>,
    /// Why it is PAUSED.
    pub pause_reason: Option<PauseReason>,
}

/// A commission of the frozen set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PreviewItem {
    /// The commission.
    pub commission: CommissionId,
    /// Who is paid for it.
    pub affiliate: AffiliateId,
    /// Minor units; negative for an adjustment.
    pub minor: i64,
}

/// What the frozen set comes to for one affiliate, after corrections and debts: they are never sent more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PreviewShare {
    /// Who is paid.
    pub affiliate: AffiliateId,
    /// Minor units, above zero.
    pub minor: i64,
}

/// SHA-256 over the items in order of (commission, affiliate, amount) and the shares in order of (affiliate, amount), each
/// preceded by how many there are: the same for the same set.
pub fn preview_hash(items: &[PreviewItem], shares: &[PreviewShare]) -> [u8; 32] {
    let (mut items, mut shares) = (items.to_vec(), shares.to_vec());
    items.sort_unstable();
    shares.sort_unstable();
    let mut hash = Sha256::new();
    hash.update((items.len() as u64).to_be_bytes());
    for item in &items {
        hash.update(item.commission.uuid().as_bytes());
        hash.update(item.affiliate.uuid().as_bytes());
        hash.update(item.minor.to_be_bytes());
    }
    hash.update((shares.len() as u64).to_be_bytes());
    for share in &shares {
        hash.update(share.affiliate.uuid().as_bytes());
        hash.update(share.minor.to_be_bytes());
    }
    hash.finalize().into()
}

impl PayoutRun {
    /// A new run.
    pub fn draft(drafted_by: String) -> PayoutRun {
        PayoutRun {
            state: PayoutRunState::Draft,
            drafted_by,
            second_approver: false,
            approved_by: None,
            preview_hash: None,
            preview_total: None,
            pause_reason: None,
        }
    }

    fn step(&mut self, froms: &[PayoutRunState], to: PayoutRunState) -> Result<Step, PayoutError> {
        if self.state == to {
            return Ok(Step::Already);
        }
        if !froms.contains(&self.state) {
            return Err(PayoutError::RunState { from: self.state, to });
        }
        self.state = to;
        Ok(Step::Done)
    }

    /// DRAFT → PREVIEWED, freezing the set.
    ///
    /// Errors: [`PayoutError::Empty`] for a total not above zero, [`PayoutError::PreviewDiffers`] when it is
    /// frozen with another set, [`PayoutError::RunState`].
    pub fn preview(&mut self, hash: [u8; 32], total: i64) -> Result<Step, PayoutError> {
        if total < 1 {
            return Err(PayoutError::Empty);
        }
        let other = self.preview_hash != Some(hash) || self.preview_total != Some(total);
        if self.state == PayoutRunState::Previewed && other {
            return Err(PayoutError::PreviewDiffers);
        }
        let step = self.step(&[PayoutRunState::Draft], PayoutRunState::Previewed)?;
        (self.preview_hash, self.preview_total) = (Some(hash), Some(total));
        Ok(step)
    }

    /// PREVIEWED → APPROVED of exactly the set whose hash was shown.
    ///
    /// Errors: [`PayoutError::PreviewDiffers`], [`PayoutError::SecondApprover`] where one is asked for and `by` drafted the
    /// run, [`PayoutError::RunState`].
    pub fn approve(&mut self, by: &str, hash: &[u8; 32]) -> Result<Step, PayoutError> {
        if !matches!(self.state, PayoutRunState::Previewed | PayoutRunState::Approved) {
            return Err(PayoutError::RunState { from: self.state, to: PayoutRunState::Approved });
        }
        if self.preview_hash.as_ref() != Some(hash) {
            return Err(PayoutError::PreviewDiffers);
        }
        if self.second_approver && self.drafted_by == by {
            return Err(PayoutError::SecondApprover);
        }
        let step = self.step(&[PayoutRunState::Previewed], PayoutRunState::Approved)?;
        if step.is_done() {
            self.approved_by = Some(by.to_owned());
        }
        Ok(step)
    }

    /// APPROVED → FUNDING. Errors: [`PayoutError::RunState`].
    pub fn fund(&mut self) -> Result<Step, PayoutError> {
        self.step(&[PayoutRunState::Approved], PayoutRunState::Funding)
    }

    /// FUNDING → EXECUTING. Errors: [`PayoutError::RunState`].
    pub fn execute(&mut self) -> Result<Step, PayoutError> {
        self.step(&[PayoutRunState::Funding], PayoutRunState::Executing)
    }

    /// EXECUTING → PAUSED. In PAUSED, a reason that asks for more takes the place of one that asks for less.
    ///
    /// Errors: [`PayoutError::RunState`].
    pub fn pause(&mut self, reason: PauseReason) -> Result<Step, PayoutError> {
        let step = self.step(&[PayoutRunState::Executing], PayoutRunState::Paused)?;
        if !step.is_done() && self.pause_reason >= Some(reason) {
            return Ok(Step::Already);
        }
        self.pause_reason = Some(reason);
        Ok(Step::Done)
    }

    /// PAUSED → EXECUTING. Where the total was unusual this is a second look, by whoever may approve the run.
    ///
    /// Errors: [`PayoutError::SecondApprover`] as for an approval, [`PayoutError::RunState`].
    pub fn resume(&mut self, by: &str) -> Result<Step, PayoutError> {
        let second_look = self.pause_reason.is_some_and(PauseReason::is_unusual);
        if second_look && self.second_approver && self.drafted_by == by {
            return Err(PayoutError::SecondApprover);
        }
        let step = self.step(&[PayoutRunState::Paused], PayoutRunState::Executing)?;
        self.pause_reason = None;
        Ok(step)
    }

    /// EXECUTING → COMPLETED, or COMPLETED_WITH_FAILURES where `failures`. Errors: [`PayoutError::RunState`].
    pub fn complete(&mut self, failures: bool) -> Result<Step, PayoutError> {
        let to = if failures { PayoutRunState::CompletedWithFailures } else { PayoutRunState::Completed };
        self.step(&[PayoutRunState::Executing], to)
    }

    /// DRAFT, PREVIEWED, APPROVED or FUNDING → CANCELLED; PAUSED too while nothing of it is `opened`, since a second look
    /// may say no. Errors: [`PayoutError::RunState`].
    pub fn cancel(&mut self, opened: bool) -> Result<Step, PayoutError> {
        let mut before = vec![
            PayoutRunState::Draft,
            PayoutRunState::Previewed,
            PayoutRunState::Approved,
            PayoutRunState::Funding,
        ];
        if !opened {
            before.push(PayoutRunState::Paused);
        }
        self.step(&before, PayoutRunState::Cancelled)
    }
}
