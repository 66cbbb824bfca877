//! Money a tenant puts into its wallet. Source: DESIGN §4.

use crate::text_enum;

text_enum! {
    /// Where a funding stands.
    pub enum FundingState {
        /// A checkout page exists; nobody has paid.
        Created = "CREATED",
        /// Paid; Stripe has not settled it.
        Started = "STARTED",
        /// In the wallet, net of Stripe's fee.
        Settled = "SETTLED",
        /// Never came.
        Failed = "FAILED",
    }
}
