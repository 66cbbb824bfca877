//! What customers, banks and the dashboard do to money, by the hand of a test.

use serde_json::Value;

use crate::checkout_payment::{self, Choice};
use crate::dispute::{self, Complaint};
use crate::failure::Failure;
use crate::payout::{self, Wish};
use crate::sim::Sim;
use crate::{customer, invoice, payment_intent, payment_method, subscription, transfer_reversal};

impl Sim {
    /// Pays a checkout session by `method`, charging which comes to `outcome`: `succeed`, or a decline
    /// such as `card_declined`. A debit's outcome comes later.
    /// Errors: no such session; expired; another method or outcome.
    pub fn pay_by(&self, session: &str, method: &str, outcome: &str) -> Result<Value, Failure> {
        let choice = Choice { method: Some(method.to_owned()), outcome: Some(outcome.to_owned()) };
        self.act(|tx| checkout_payment::pay(tx, session, &choice))
    }

    /// A bank answers the debit of a payment: `succeed`, a decline, or what the payment method decides.
    /// Errors: no such intent; no debit under way.
    pub fn clear_debit(&self, intent: &str, outcome: Option<&str>) -> Result<Value, Failure> {
        self.act(|tx| payment_intent::clear(tx, intent, outcome))
    }

    /// Decides what charging a payment method comes to: `succeed`, `card_declined`,
    /// `insufficient_funds`, `expired_card`, `authentication_required` or `debit_not_authorized`.
    /// Errors: no such method; another outcome.
    pub fn set_payment_method(&self, method: &str, outcome: &str) -> Result<Value, Failure> {
        self.act(|tx| payment_method::set_outcome(tx, method, outcome))
    }

    /// Decides the same for whatever a customer pays with; `succeed` leaves it to the method.
    /// Errors: no such customer; another outcome.
    pub fn set_customer(&self, customer: &str, outcome: &str) -> Result<Value, Failure> {
        self.act(|tx| customer::set_outcome(tx, customer, outcome))
    }

    /// A payment is disputed over all that is left of it; `fee` is what Stripe keeps, in minor units.
    /// A bank debit's dispute is its late return, and lost at once.
    /// Errors: no such charge; not succeeded, or disputed already; an unknown reason.
    pub fn dispute(&self, charge: &str, reason: &str, fee: i64) -> Result<Value, Failure> {
        let complaint = Complaint { reason: Some(reason.to_owned()), amount: None, fee };
        self.act(|tx| dispute::open(tx, charge, &complaint))
    }

    /// Closes a dispute as `won` or `lost`.
    /// Errors: no such dispute; closed already.
    pub fn close_dispute(&self, dispute: &str, status: &str) -> Result<Value, Failure> {
        self.act(|tx| dispute::close(tx, dispute, status))
    }

    /// Pays all that a connected account has out to its bank, where it arrives at once.
    /// Errors: no such account; nothing to pay out.
    pub fn pay_out(&self, account: &str) -> Result<Value, Failure> {
        self.act(|tx| payout::schedule(tx, account, &Wish::default()))
    }

    /// The bank sends a payout back; `code` is Stripe's `failure_code`.
    /// Errors: no such payout; failed already.
    pub fn fail_payout(&self, payout: &str, code: &str) -> Result<Value, Failure> {
        self.act(|tx| payout::fail(tx, payout, code))
    }

    /// Reverses a transfer from the dashboard, all that is left of it unless told; in minor units.
    /// Errors: as for the API, `balance_insufficient` among them.
    pub fn reverse(&self, transfer: &str, amount: Option<i64>) -> Result<Value, Failure> {
        self.act(|tx| transfer_reversal::by_hand(tx, transfer, amount))
    }

    /// Closes a subscription's period: the next is invoiced with what is pending, and charged.
    /// Errors: no such subscription; it has ended.
    pub fn advance(&self, subscription: &str) -> Result<Value, Failure> {
        self.act(|tx| subscription::advance(tx, subscription))
    }

    /// Stripe tries an open invoice again. Where that was the `last` time and failed, its subscription
    /// becomes `unpaid` or `canceled`.
    /// Errors: no such invoice; not open.
    pub fn retry_invoice(&self, invoice: &str, last: Option<&str>) -> Result<Value, Failure> {
        self.act(|tx| invoice::retry(tx, invoice, last))
    }
}
