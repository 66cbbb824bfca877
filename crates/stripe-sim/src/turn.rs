//! Turns of fortune: what befalls money that has moved, drawn from a seed and carried out when the
//! simulator's clock says so.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dispute::{self, Complaint};
use crate::failure::Failure;
use crate::payout::{self, Wish};
use crate::state::{Entry, Kind, Tx, text};
use crate::{account, transfer_reversal};

/// What can befall a transfer or a payment some time after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// After a transfer its destination cannot take another, until as much time has gone by again.
    CapabilityLost,
    /// Half of a transfer is reversed from the dashboard, where the money is still there.
    ReversedInPart,
    /// The destination's money is paid out to its bank; the bank sends it back as much later.
    PayoutFailed,
    /// A card payment is disputed.
    Disputed,
    /// A bank debit that had succeeded is returned.
    Returned,
}

/// A turn that is to come, and what it befalls.
#[derive(Clone, Debug)]
pub(crate) struct Coming {
    step: Step,
    /// Of a transfer, charge, account or payout.
    id: String,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    LoseCapability,
    RegainCapability,
    Reverse,
    PayOut,
    FailPayout,
    Dispute,
    Return,
}

impl Coming {
    /// What a turn does to the object of an event; none where it cannot befall it.
    pub(crate) fn of(turn: Turn, event: &Entry) -> Option<Self> {
        let object = &event.object["data"]["object"];
        let method = text(&object["payment_method_details"], "type");
        let (step, field) = match (turn, event.text("type")) {
            (Turn::CapabilityLost, "transfer.created") => (Step::LoseCapability, "destination"),
            (Turn::ReversedInPart, "transfer.created") => (Step::Reverse, "id"),
            (Turn::PayoutFailed, "transfer.created") => (Step::PayOut, "destination"),
            (Turn::Disputed, "charge.succeeded") if method == "card" => (Step::Dispute, "id"),
            (Turn::Returned, "charge.succeeded") if method != "card" => (Step::Return, "id"),
            _ => return None,
        };
        Some(Self { step, id: text(object, field).to_owned() })
    }

    /// Carries the turn out; tells what follows as much later.
    pub(crate) fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Self>, Failure> {
        let follows = |step, id: &str| Ok(Some(Self { step, id: id.to_owned() }));
        match self.step {
            Step::LoseCapability => {
                account::set_capability(tx, &self.id, "transfers", "inactive")?;
                follows(Step::RegainCapability, &self.id)
            }
            Step::RegainCapability => {
                account::set_capability(tx, &self.id, "transfers", "active")?;
                Ok(None)
            }
            Step::Reverse => {
                let transfer = tx.get(Kind::Transfer, &self.id);
                let half = transfer.map_or(0, |transfer| transfer.integer("amount") / 2).max(1);
                transfer_reversal::by_hand(tx, &self.id, Some(half))?;
                Ok(None)
            }
            Step::PayOut => {
                let payout: Value = payout::schedule(tx, &self.id, &Wish::default())?;
                follows(Step::FailPayout, text(&payout, "id"))
            }
            Step::FailPayout => {
                payout::fail(tx, &self.id, "account_closed")?;
                Ok(None)
            }
            Step::Dispute => self.complain(tx, "fraudulent"),
            Step::Return => self.complain(tx, "insufficient_funds"),
        }
    }

    fn complain(&self, tx: &mut Tx<'_>, reason: &str) -> Result<Option<Self>, Failure> {
        let complaint = Complaint { reason: Some(reason.to_owned()), ..Complaint::default() };
        dispute::open(tx, &self.id, &complaint)?;
        Ok(None)
    }
}
