//! Differences between Stripe's balance and the ledger, by name.

crate::text_enum! {
    /// What a difference is.
    pub enum Kind {
        /// Stripe had something that the ledger had not; it is booked now.
        Adopted = "ADOPTED",
        /// No tenant caused it: Stripe's fees on accounts, payouts to our own bank, money put in.
        Platforms = "PLATFORMS",
        /// A transfer names a payout that is not known.
        TransferWithoutPayout = "TRANSFER_WITHOUT_PAYOUT",
        /// A payout's transfer is not at Stripe.
        PayoutWithoutTransfer = "PAYOUT_WITHOUT_TRANSFER",
        /// A transfer says something else than its payout.
        TransferDiffers = "TRANSFER_DIFFERS",
        /// A transfer that names no payout.
        TransferNotOurs = "TRANSFER_NOT_OURS",
        /// A transfer that names a tenant we do not have.
        TransferOfUnknownTenant = "TRANSFER_OF_UNKNOWN_TENANT",
        /// A funding was paid that has failed here.
        PaymentWithoutFunding = "PAYMENT_WITHOUT_FUNDING",
        /// A funding settled at Stripe in another way than here.
        FundingDiffers = "FUNDING_DIFFERS",
        /// A settled funding's payment is not at Stripe.
        FundingWithoutPayment = "FUNDING_WITHOUT_PAYMENT",
        /// A payment of a tenant's that has settled and is not booked.
        PaymentNotBooked = "PAYMENT_NOT_BOOKED",
        /// A payment that is nobody's.
        PaymentNotOurs = "PAYMENT_NOT_OURS",
        /// A refund is not what we have of it.
        RefundDiffers = "REFUND_DIFFERS",
        /// A refund of a payment that is nobody's.
        RefundNotOurs = "REFUND_NOT_OURS",
        /// A return of wallet money, or a refund that was booked, is not at Stripe.
        ReturnWithoutRefund = "RETURN_WITHOUT_REFUND",
        /// A dispute has moved something else than is booked.
        DisputeDiffers = "DISPUTE_DIFFERS",
        /// A dispute over a payment that is nobody's.
        DisputeNotOurs = "DISPUTE_NOT_OURS",
        /// A dispute that was booked is not at Stripe.
        DisputeNotAtStripe = "DISPUTE_NOT_AT_STRIPE",
        /// What paid an invoice is not at Stripe.
        InvoiceWithoutPayment = "INVOICE_WITHOUT_PAYMENT",
        /// A movement of a kind we do not know.
        UnknownMovement = "UNKNOWN_MOVEMENT",
    }
}

impl Kind {
    /// Whether a person has to look at it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Kind::Adopted | Kind::Platforms)
    }
}

/// What a movement of Stripe's balance is about. Source: Stripe's list of the types of balance transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// A payment came in, or failed after it had.
    Payment,
    /// A payment was given back, or that failed.
    Refund,
    /// A bank took a payment back, or gave it again.
    Dispute,
    /// Money went to a connected account.
    Transfer,
    /// Some of that came back.
    Reversal,
    /// Between Stripe, us and our own bank.
    Platforms,
}

impl Movement {
    /// By Stripe's word for a movement and for what caused it. None for one that we do not know.
    pub fn of(kind: &str, source: Option<&str>) -> Option<Movement> {
        Some(match (kind, source) {
            ("adjustment", Some("dispute")) => Movement::Dispute,
            ("charge" | "payment" | "payment_failure_refund", _) => Movement::Payment,
            ("refund" | "payment_refund" | "refund_failure" | "payment_reversal", Some("refund")) => {
                Movement::Refund
            }
            ("transfer", _) => Movement::Transfer,
            ("transfer_refund" | "transfer_cancel" | "transfer_failure", _) => Movement::Reversal,
            (
                "stripe_fee"
                | "stripe_fx_fee"
                | "tax_fee"
                | "network_cost"
                | "adjustment"
                | "payout"
                | "payout_cancel"
                | "payout_failure"
                | "topup"
                | "topup_reversal"
                | "reserve_transaction"
                | "reserved_funds"
                | "contribution"
                | "application_fee"
                | "application_fee_refund",
                _,
            ) => Movement::Platforms,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_movement_is_told_by_its_kind_and_its_cause() {
        assert_eq!(Movement::of("adjustment", Some("dispute")), Some(Movement::Dispute));
        assert_eq!(Movement::of("adjustment", None), Some(Movement::Platforms));
        assert_eq!(Movement::of("refund_failure", Some("refund")), Some(Movement::Refund));
        assert_eq!(Movement::of("refund", Some("charge")), None);
        assert_eq!(Movement::of("anticipation_repayment", None), None);
    }

    #[test]
    fn what_is_booked_and_what_is_the_platforms_own_needs_nobody() {
        let closed: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !kind.is_open()).collect();
        assert_eq!(closed, [&Kind::Adopted, &Kind::Platforms]);
    }
}
