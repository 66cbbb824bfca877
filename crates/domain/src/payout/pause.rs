//! Why a run is paused.

crate::text_enum! {
    /// Why a run is paused. A later word asks for more before the run goes on, and is not overwritten by an earlier one.
    pub enum PauseReason {
        /// The wallet fell short while payouts were opened: it goes on by itself when there is money.
        BalanceNotEnough = "BALANCE_NOT_ENOUGH",
        /// Stripe refuses our key: the platform mends it.
        StripeUnauthorized = "STRIPE_UNAUTHORIZED",
        /// Somebody of the tenant wants it to stand still.
        ByAPerson = "PAUSED_BY_A_PERSON",
        /// Above the tenant's own limit: somebody who may approve runs has to look.
        AboveLimit = "ABOVE_LIMIT",
        /// Far above the runs before it: the same.
        UnusualTotal = "UNUSUAL_TOTAL",
    }
}

impl PauseReason {
    /// Whether resuming it is a second look at its total.
    pub const fn is_unusual(self) -> bool {
        matches!(self, PauseReason::AboveLimit | PauseReason::UnusualTotal)
    }
}
